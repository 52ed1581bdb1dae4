//! Notes, worth, months and keys on paper.

use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn notes_make_their_amount_and_no_other(
        count in 1_i64..10_000,
        value in 1_i64..100_000,
        off in -3_i64..=3,
    ) {
        let amount = Amount::new((count * value + off).max(1)).unwrap();
        let is_well = check_notes(Notes { count, value }, amount).is_ok();
        prop_assert_eq!(is_well, count * value == amount.minor());
    }

    #[test]
    fn what_is_paid_is_never_more_than_it_is_worth(
        minor in 1_i64..1_000_000_000,
        scale in 0_u8..=4,
        rate in 1_i64..=100_000,
    ) {
        let whole = 10_i128.pow(scale.into());
        let exact = i128::from(minor) * i128::from(rate);
        let cents = worth(minor, scale, rate).map_or(0, i128::from);
        prop_assert!(cents * whole <= exact && exact < (cents + 1) * whole);
    }
}

#[test]
fn a_budget_begins_this_month_or_a_later_one_but_not_too_late() {
    let now = "2026-11-23T10:00:00Z".parse().unwrap();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let month = |text: &str| budget_month(day(text), now).ok();
    assert_eq!(month("2026-11-01"), Some(day("2026-11-01")), "this one, from its first day");
    assert_eq!(month("2026-12-24"), Some(day("2026-12-01")), "any day of it means all of it");
    assert_eq!(month("2027-11-30"), Some(day("2027-11-01")));
    assert_eq!(month("2026-10-31"), None);
    assert_eq!(month("2027-12-01"), None);
}

#[test]
fn one_key_of_two_organisations_are_two() {
    let [one, two, key] = [1, 2, 3].map(Uuid::from_u128);
    assert_ne!(derived_key(one, key), derived_key(two, key));
    assert_eq!(derived_key(one, key), derived_key(one, key));
}
