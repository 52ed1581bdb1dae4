use proptest::prelude::*;

use super::*;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, day).unwrap()
}

fn wish(deeds: impl IntoIterator<Item = Deed>, until: NaiveDate) -> Wish<'static> {
    Wish { handle: "hanneke", deeds: deeds.into_iter().collect(), until }
}

#[test]
fn only_what_there_is_can_be_given_and_for_a_year_at_most() {
    let places = [Deed::KeepPlaces];
    assert_eq!(wish(places, day(20)).check(day(20)), Ok(()));
    assert_eq!(wish(places, last_day(day(20))).check(day(20)), Ok(()));
    let late = last_day(day(21));
    assert_eq!(wish(places, late).check(day(20)), Err(("until", Problem::OutOfRange)));
    assert_eq!(wish(places, day(19)).check(day(20)), Err(("until", Problem::OutOfRange)));
    assert_eq!(wish([], day(20)).check(day(20)), Err(("deeds", Problem::Empty)));
    let pay = wish([Deed::KeepPlaces, Deed::Pay], day(20)).check(day(20));
    assert_eq!(pay, Err(("deeds", Problem::Unknown)));
}

#[test]
fn a_note_holds_no_address() {
    assert_eq!(
        tidy_note(" Belt  liever\nna tien uur "),
        Ok(Some("Belt liever na tien uur".into()))
    );
    assert_eq!(tidy_note(" "), Ok(None));
    for address in ["Javastraat 7, 1094 HA", "1094HA", "wit@voorbeeld.nl"] {
        assert_eq!(tidy_note(address), Err(Problem::Unreadable), "{address}");
    }
    assert_eq!(tidy_note(&"a".repeat(NOTE_MAX + 1)), Err(Problem::TooLong));
    assert_eq!(tidy_phone(" 020  123 45 67 "), Ok(Some("020 123 45 67".into())));
    assert_eq!(tidy_phone("bel maar"), Err(Problem::Unreadable));
    assert_eq!(tidy_phone(""), Ok(None));
    let longest = "1".repeat(PHONE_MAX);
    assert_eq!(tidy_phone(&longest), Ok(Some(longest.clone())));
    assert_eq!(tidy_phone(&format!("{longest}1")), Err(Problem::TooLong));
}

#[test]
fn what_was_signed_long_ago_is_asked_again() {
    assert_eq!(check_signed(day(20), day(20)), Ok(()));
    assert_eq!(check_signed(day(21), day(20)), Err(Problem::OutOfRange));
    let old = day(20) - chrono::TimeDelta::days(SIGNED_DAYS_MAX + 1);
    assert_eq!(check_signed(old, day(20)), Err(Problem::OutOfRange));
}

proptest! {
    #[test]
    fn deeds_are_kept_as_they_were_given(given in proptest::collection::vec(0_usize..5, 0..8)) {
        let given: Vec<Deed> = given.into_iter().map(|at| Deed::ALL[at]).collect();
        let deeds: Deeds = given.iter().copied().collect();
        for deed in Deed::ALL {
            prop_assert_eq!(deeds.has(deed), given.contains(&deed));
        }
        prop_assert_eq!(deeds.iter().collect::<Deeds>(), deeds);
    }
}
