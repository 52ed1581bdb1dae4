//! What somebody finds who sets out now.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::super::{Arrival, JUST_IN_TIME_MINUTES, State, arrival, status};
use super::laws::{moment, text};
use super::{instant, listing};
use crate::listings::model::Service;

fn said(hours: &str, now: DateTime<Utc>, minutes: u32) -> Option<Arrival> {
    let listing = listing(&[(Service::Counter, hours)]);
    let outset = status(&listing, Service::Counter, now);
    arrival(&listing, Service::Counter, (&outset, now), minutes)
}

fn state(hours: &str, at: DateTime<Utc>) -> State {
    status(&listing(&[(Service::Counter, hours)]), Service::Counter, at).state
}

/// Hours that change state within the time of a way.
fn lively() -> impl Strategy<Value = String> {
    let real = prop::sample::select(vec![
        "Mo-Su 10:00-22:00+",
        "09:00-12:00,13:00-18:00",
        "09:00-12:00,12:00-18:00",
        "10:00-12:00; 12:00-14:00 \"op afspraak\"",
        "10:00-12:00; 12:00-14:00 unknown",
        "18:00-02:00",
        "24/7",
    ]);
    prop_oneof![1 => text(), 2 => real.prop_map(str::to_owned)]
}

proptest! {
    /// Whatever is said is what asking at the moment of arrival gives.
    #[test]
    fn what_is_said_is_so_on_arrival(hours in lively(), now in moment(), way in 0_u32..300) {
        let at = now + TimeDelta::minutes(way.into());
        let closed_at = |at| state(&hours, at) == State::Closed;
        let is_open = state(&hours, now) == State::Open;
        match said(&hours, now, way) {
            Some(Arrival::TooLate) => prop_assert!(
                is_open && (closed_at(at) || closed_at(at + TimeDelta::minutes(1)))
            ),
            Some(Arrival::JustInTime { minutes_left }) => {
                let left = i64::from(minutes_left);
                prop_assert!(is_open && (1..=JUST_IN_TIME_MINUTES).contains(&left));
                prop_assert_eq!(state(&hours, at), State::Open);
                prop_assert_eq!(state(&hours, at + TimeDelta::minutes(left - 1)), State::Open);
                prop_assert!(closed_at(at + TimeDelta::minutes(left + 1)) || closed_at(at + TimeDelta::minutes(left)));
            }
            None => prop_assert!(!(is_open && closed_at(at))),
        }
    }
}

#[test]
fn examples() {
    let just = |minutes_left| Some(Arrival::JustInTime { minutes_left });
    let late = Some(Arrival::TooLate);
    // A Saturday in Amsterdam.
    for (hours, now, way, expected) in [
        ("10:00-22:00", "21:48", 4, just(8)),
        ("10:00-22:00", "21:18", 12, just(30)),
        ("10:00-22:00", "21:17", 12, None),
        ("10:00-22:00", "21:48", 12, late),
        ("10:00-22:00", "21:55", 12, late),
        ("10:00-22:00", "23:00", 12, None),
        ("10:00-22:00+", "21:50", 20, None),
        ("10:00-22:00+", "21:50", 5, None),
        ("09:00-12:00,13:00-18:00", "11:50", 75, None),
        ("09:00-12:00,13:00-18:00", "11:50", 20, late),
        ("09:00-12:00,13:00-18:00", "11:50", 5, just(5)),
        ("09:00-12:00,13:00-13:20", "11:50", 75, just(15)),
        ("24/7", "12:00", 20, None),
    ] {
        let now = instant(&format!("2026-11-21T{now}:00+01:00"));
        assert_eq!(said(hours, now, way), expected, "{hours} at {now}, {way} minutes");
    }
}
