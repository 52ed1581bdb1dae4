//! Claims about the hours: a demo that shows something at any time of the week.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use koop_domain::imports::model::Record;
use koop_domain::listings::model::{Kind, Service};
use koop_domain::listings::opening_hours::{Schedule, State, status};

use super::super::moment::Moment;
use super::super::{business, records};
use super::{find, instant, listing, saturday};

fn is(record: &Record, state: State, at: DateTime<Utc>) -> bool {
    status(&listing(record, at), Service::Counter, at).state == state
}

/// The share in per cent that is open at a time, of those of a kind or of all.
fn open_percent(at: DateTime<Utc>, kind: Option<Kind>) -> usize {
    let records = records(saturday());
    let asked: Vec<_> =
        records.iter().filter(|r| kind.is_none_or(|kind| r.facts.kind == kind)).collect();
    let open = asked.iter().filter(|r| is(r, State::Open, at)).count();
    open * 100 / asked.len()
}

#[test]
fn hours_are_readable_or_sloppy_on_purpose() {
    let mut sloppy = 0;
    let mut unknown = 0;
    for (business, record) in business::all().iter().zip(records(saturday())) {
        sloppy += usize::from(business.is_sloppy());
        unknown += usize::from(record.facts.hours.is_empty());
        for raw in record.facts.hours.values().filter(|_| !business.is_sloppy()) {
            assert!(Schedule::parse(raw).is_readable(), "{}: {raw}", business.name);
        }
    }
    assert!((8..=16).contains(&sloppy), "{sloppy} are sloppy, not three per cent");
    assert!((15..=25).contains(&unknown), "{unknown} are unknown, not five per cent");
}

#[test]
fn the_spans_of_exceptions_are_readable() {
    let records = records(saturday());
    let exceptions: Vec<_> = records.iter().flat_map(|r| &r.facts.exceptions).collect();
    assert!(exceptions.len() >= 10, "{}", exceptions.len());
    for exception in exceptions {
        let spans = exception.spans.as_deref().unwrap_or("10:00-11:00");
        assert!(Schedule::parse(spans).is_readable(), "{spans}");
        assert!(exception.note.as_ref().is_some_and(|note| !note.contains('{')));
    }
}

#[test]
fn more_than_half_are_open_on_a_saturday_afternoon_and_a_weekday_morning() {
    for at in ["2026-11-21T14:30:00+01:00", "2026-11-24T11:00:00+01:00"] {
        let percent = open_percent(instant(at), None);
        assert!((55..=65).contains(&percent), "{percent} % at {at}");
    }
}

#[test]
fn in_the_evening_one_eats_and_at_night_it_is_quiet() {
    let evening = instant("2026-11-21T20:00:00+01:00");
    assert!(open_percent(evening, Some(Kind::Food)) > 50);
    assert!(open_percent(evening, Some(Kind::Shop)) < 15);
    let night = open_percent(instant("2026-11-24T03:30:00+01:00"), None);
    assert!((1..=5).contains(&night), "{night} % at night");
}

#[test]
fn every_state_of_the_door_occurs_by_day() {
    let records = records(saturday());
    for state in [State::Open, State::Closed, State::ByAppointment, State::Unknown] {
        let at = instant("2026-11-24T14:00:00+01:00");
        let count = records.iter().filter(|r| is(r, state, at)).count();
        assert!(count >= 5, "{state:?}: {count}");
    }
}

#[test]
fn the_early_bird_closes_in_twenty_minutes_at_any_plausible_time() {
    let day = instant("2026-11-21T07:00:00+01:00");
    for minutes in (0..14 * 60).step_by(7) {
        let now = day + TimeDelta::minutes(minutes);
        let records = records(now);
        let early_bird = listing(find(&records, "bakkerij-de-vroege-vogel"), now);
        let status = status(&early_bird, Service::Counter, now);
        assert_eq!(status.state, State::Open, "at {now}");
        let left = (status.until.expect("it closes") - now).num_minutes();
        assert!((20..25).contains(&left), "{left} minutes at {now}");
    }
}

#[test]
fn the_shoemaker_is_back_on_30_november_when_seeded_on_the_21st() {
    let records = records(saturday());
    let shoemaker = find(&records, "schoenmakerij-ouassif");
    let note = shoemaker.facts.exceptions[0].note.as_deref().unwrap_or_default();
    assert!(note.starts_with("Terug op 30 november."), "{note}");
    assert!(is(shoemaker, State::Closed, instant("2026-11-27T10:00:00+01:00")));
    assert!(is(shoemaker, State::Open, instant("2026-12-01T10:00:00+01:00")));
}

#[test]
fn the_month_of_ramadan_is_the_next_one() {
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let ramadan = |now: &str| Moment::new(instant(now)).ramadan().unwrap();
    // First days as Dutch mosques announced or expect them; the reckoning may be a day off.
    for (now, first) in [
        ("2024-01-01T12:00:00Z", "2024-03-11"),
        ("2025-03-10T12:00:00Z", "2025-03-01"),
        ("2026-01-01T12:00:00Z", "2026-02-18"),
        ("2026-11-21T12:00:00Z", "2027-02-08"),
        ("2027-11-21T12:00:00Z", "2028-01-28"),
        ("2030-02-10T12:00:00Z", "2030-12-26"),
    ] {
        let (from, to) = ramadan(now);
        assert!((from - date(first)).num_days().abs() <= 1, "{now}: {from}, not {first}");
        assert_eq!((to - from).num_days(), 29);
        assert!(to >= date(&now[..10]), "{now}: it is over");
    }
}
