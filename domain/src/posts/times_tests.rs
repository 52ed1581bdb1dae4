//! Laws of what comes back.

use chrono::{Timelike as _, Weekday};
use proptest::prelude::*;

use super::*;

fn instant_of(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn event(from: &str, until: &str, recurs: Option<Recurrence>) -> Event {
    Event { from: instant_of(from), until: instant_of(until), recurs, venue: None }
}

fn events() -> impl Strategy<Value = Event> {
    let recurs = prop::sample::select(
        &[None, Some(Recurrence::Weekly), Some(Recurrence::Biweekly), Some(Recurrence::Monthly)][..],
    );
    let start = instant_of("2026-01-01T00:00:00Z");
    (0..1_000_000_i64, 1..3_000_i64, recurs).prop_map(move |(minutes, length, recurs)| {
        let from = start + TimeDelta::minutes(minutes);
        Event { from, until: from + TimeDelta::minutes(length), recurs, venue: None }
    })
}

fn moments() -> impl Strategy<Value = DateTime<Utc>> {
    let start = instant_of("2025-06-01T00:00:00Z");
    (0..3_000_000_i64).prop_map(move |minutes| start + TimeDelta::minutes(minutes))
}

proptest! {
    #[test]
    fn the_first_time_is_as_it_was_written(event in events()) {
        let first = next(&event, DateTime::UNIX_EPOCH);
        prop_assert_eq!(first, Some(Occurrence { from: event.from, until: event.until }));
    }

    #[test]
    fn times_come_in_order_and_none_is_over(event in events(), at in moments()) {
        let coming: Vec<Occurrence> = occurrences(&event, at).take(20).collect();
        prop_assert!(coming.iter().all(|it| it.until > at && it.until > it.from));
        prop_assert!(coming.is_sorted_by(|one, other| one.from < other.from), "{coming:?}");
        if event.recurs.is_none() {
            prop_assert!(coming.len() <= 1);
        } else {
            prop_assert_eq!(coming.len(), 20);
        }
    }

    /// Whoever looks later sees the same series without what is over.
    #[test]
    fn none_is_left_out(event in events(), (a, b) in (moments(), moments())) {
        let (early, late) = (a.min(b), a.max(b));
        let from_early = occurrences(&event, early).skip_while(|it| it.until <= late);
        let from_early: Vec<_> = from_early.take(3).collect();
        let from_late: Vec<_> = occurrences(&event, late).take(3).collect();
        prop_assert_eq!(from_early, from_late);
    }

    /// By the clock on the wall it is always the same weekday at the same time, but for the hour
    /// that a clock jumps over.
    #[test]
    fn the_clock_on_the_wall_shows_the_same(event in events(), at in moments()) {
        let first = wall_time(event.from);
        for coming in occurrences(&event, at).take(20) {
            let from = wall_time(coming.from);
            prop_assert_eq!(from.weekday(), first.weekday());
            prop_assert!(from.time() == first.time() || from.hour() == 3, "{from} {first}");
            let apart = (from.date() - first.date()).num_days();
            match event.recurs {
                None => prop_assert_eq!(apart, 0),
                Some(Recurrence::Weekly) => prop_assert_eq!(apart % 7, 0),
                Some(Recurrence::Biweekly) => prop_assert_eq!(apart % 14, 0),
                Some(Recurrence::Monthly) => {
                    let (week, was) = (from.day0() / 7, first.day0() / 7);
                    let is_last = (from.date() + TimeDelta::days(7)).month() != from.month();
                    prop_assert!(week == was || was == FIFTH && is_last, "{from} {first}");
                }
            }
        }
    }

    #[test]
    fn within_is_what_a_list_of_all_says(event in events(), from in moments(), hours in 0..900_i64) {
        let until = from + TimeDelta::hours(hours);
        let listed = occurrences(&event, DateTime::UNIX_EPOCH)
            .take_while(|it| it.from < until)
            .any(|it| it.until > from);
        prop_assert_eq!(is_within(&event, (from, until)), listed);
    }
}

#[test]
fn a_repair_cafe_keeps_its_hour_when_the_clock_changes() {
    let weekly =
        event("2026-10-17T10:00:00+02:00", "2026-10-17T16:00:00+02:00", Some(Recurrence::Weekly));
    let after = next(&weekly, instant_of("2026-10-26T00:00:00+01:00")).unwrap();
    assert_eq!(after.from, instant_of("2026-10-31T10:00:00+01:00"));
    assert_eq!(after.until, instant_of("2026-10-31T16:00:00+01:00"));
}

#[test]
fn a_third_saturday_is_a_third_saturday() {
    let monthly =
        event("2026-11-21T13:00:00+01:00", "2026-11-21T16:00:00+01:00", Some(Recurrence::Monthly));
    let days: Vec<NaiveDate> =
        occurrences(&monthly, monthly.until).take(3).map(|it| wall_time(it.from).date()).collect();
    let expected = [(2026, 12, 19), (2027, 1, 16), (2027, 2, 20)];
    assert_eq!(days, expected.map(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).unwrap()));
}

#[test]
fn a_fifth_sunday_is_the_last_one() {
    let monthly =
        event("2026-11-29T13:00:00+01:00", "2026-11-29T16:00:00+01:00", Some(Recurrence::Monthly));
    let coming = next(&monthly, monthly.until).unwrap();
    let day = wall_time(coming.from).date();
    assert_eq!((day.day(), day.weekday()), (27, Weekday::Sun));
}

#[test]
fn in_the_hour_that_is_jumped_over_it_begins_at_the_jump() {
    let weekly =
        event("2026-03-22T02:30:00+01:00", "2026-03-22T02:50:00+01:00", Some(Recurrence::Weekly));
    let jumped = next(&weekly, weekly.until).unwrap();
    assert_eq!(jumped.from, instant_of("2026-03-29T03:00:00+02:00"));
    assert_eq!(jumped.until - jumped.from, TimeDelta::minutes(20));
}

#[test]
fn what_is_over_takes_place_no_more() {
    let once = event("2026-11-21T13:00:00+01:00", "2026-11-21T16:00:00+01:00", None);
    assert!(is_within(&once, (once.from, once.until)));
    assert_eq!(next(&once, once.until), None);
    assert!(!is_within(&once, (once.until, once.until + TimeDelta::days(9))));
    assert!(!is_within(&once, (once.from - TimeDelta::days(9), once.from)));
}
