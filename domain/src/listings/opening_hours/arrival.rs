//! Will it still be open when somebody gets there?

use chrono::{DateTime, TimeDelta, Utc};

use super::{State, Status};

/// From this many minutes before closing, somebody who arrives makes it only just.
pub const JUST_IN_TIME_MINUTES: i64 = 30;

/// What somebody finds who sets out now for a place that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It closes so many minutes after they arrive.
    JustInTime {
        /// At least one, at most [`JUST_IN_TIME_MINUTES`].
        minutes_left: u32,
    },
    /// It closes before they arrive, or as they do.
    TooLate,
}

/// What somebody finds who sets out at `now`, when the status holds, and is under way for so
/// many minutes; none when there is nothing to say: it is not open, or stays open long enough.
#[must_use]
pub fn arrival(status: &Status, now: DateTime<Utc>, minutes: u32) -> Option<Arrival> {
    let closes = status.until.filter(|_| status.state == State::Open)?;
    let left = (closes - now - TimeDelta::minutes(minutes.into())).num_minutes();
    match u32::try_from(left) {
        Ok(0) | Err(_) => Some(Arrival::TooLate),
        Ok(minutes_left) => {
            (left <= JUST_IN_TIME_MINUTES).then_some(Arrival::JustInTime { minutes_left })
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::listings::opening_hours::Certainty;

    fn status(state: State, until: Option<DateTime<Utc>>) -> Status {
        Status {
            state,
            certainty: Certainty::Confirmed,
            until,
            opens_at: None,
            confirmed_on: None,
            reason: None,
        }
    }

    fn now() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }

    fn closing_in(minutes: i64) -> Status {
        status(State::Open, Some(now() + TimeDelta::minutes(minutes)))
    }

    proptest! {
        #[test]
        fn a_longer_way_is_never_better(closes in 0_i64..600, way in 0_u32..300, more in 0_u32..300) {
            let left = |way| match arrival(&closing_in(closes), now(), way) {
                None => u32::MAX,
                Some(Arrival::JustInTime { minutes_left }) => minutes_left,
                Some(Arrival::TooLate) => 0,
            };
            prop_assert!(left(way + more) <= left(way));
        }

        #[test]
        fn the_way_and_what_is_left_make_the_time_to_closing(closes in 1_i64..600, way in 0_u32..300) {
            if let Some(Arrival::JustInTime { minutes_left }) = arrival(&closing_in(closes), now(), way) {
                prop_assert_eq!(i64::from(way + minutes_left), closes);
                prop_assert!((1..=JUST_IN_TIME_MINUTES).contains(&i64::from(minutes_left)));
            }
        }

        #[test]
        fn what_is_not_open_says_nothing(closes in 0_i64..600, way in 0_u32..300) {
            let until = Some(now() + TimeDelta::minutes(closes));
            for state in [State::Closed, State::ByAppointment, State::Unknown] {
                prop_assert_eq!(arrival(&status(state, until), now(), way), None);
            }
        }
    }

    #[test]
    fn examples() {
        let cases = [
            (20, 12, Some(Arrival::JustInTime { minutes_left: 8 })),
            (42, 12, Some(Arrival::JustInTime { minutes_left: 30 })),
            (43, 12, None),
            (12, 12, Some(Arrival::TooLate)),
            (5, 12, Some(Arrival::TooLate)),
        ];
        for (closes, way, expected) in cases {
            assert_eq!(arrival(&closing_in(closes), now(), way), expected, "{closes} {way}");
        }
        assert_eq!(arrival(&status(State::Open, None), now(), 12), None);
    }
}
