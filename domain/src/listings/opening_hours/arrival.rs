//! Will it still be open when somebody gets there?

use chrono::{DateTime, TimeDelta, Utc};

use super::{State, Status, status};
use crate::listings::model::{Listing, Service};

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
    /// It is closed when they arrive, or closes within that minute.
    TooLate,
}

/// What somebody finds who sets out now for a place that is open now, until `until`, and is under
/// way for so many minutes; none when there is nothing to say: it stays open long enough, or
/// nobody knows what it will be.
#[must_use]
pub fn arrival(
    listing: &Listing,
    service: Service,
    (outset, now): (&Status, DateTime<Utc>),
    minutes: u32,
) -> Option<Arrival> {
    let at = now + TimeDelta::minutes(minutes.into());
    let changes = outset.until.filter(|_| outset.state == State::Open)?;
    // Most places stay open so long that the hours need not be read again.
    if changes > at + TimeDelta::minutes(JUST_IN_TIME_MINUTES + 1) {
        return None;
    }
    let there = status(listing, service, at);
    match there.state {
        State::Closed => return Some(Arrival::TooLate),
        State::Open => {}
        State::ByAppointment | State::Unknown => return None,
    }
    let closes = there.until?;
    let left = (closes - at).num_minutes();
    if left > JUST_IN_TIME_MINUTES || status(listing, service, closes).state != State::Closed {
        return None;
    }
    match u32::try_from(left) {
        Ok(0) | Err(_) => Some(Arrival::TooLate),
        Ok(minutes_left) => Some(Arrival::JustInTime { minutes_left }),
    }
}
