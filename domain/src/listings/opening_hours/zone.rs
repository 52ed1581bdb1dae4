//! Between instants and the wall clock of the installation's zone.
//!
//! Hours are wall time: a place is what its hours say for the time that the clock on the wall
//! shows. In the night that the clock goes back, an hour is shown twice and hours hold twice;
//! in the night that it goes forward, an hour is never shown and nothing happens in it.

use chrono::{DateTime, NaiveDateTime, Offset, TimeDelta, Timelike, Utc};

/// The installation's zone.
pub const ZONE: chrono_tz::Tz = chrono_tz::Europe::Amsterdam;

/// The wall time of an instant.
#[must_use]
pub fn wall_time(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&ZONE).naive_local()
}

/// The minute of the day that the clock shows.
pub(super) fn minutes_of_day(at: DateTime<Utc>) -> i32 {
    let wall = wall_time(at);
    i32::try_from(wall.num_seconds_from_midnight() / 60).unwrap_or(0)
}

/// How often a change of the clock is looked for.
const LOOK_EVERY: TimeDelta = TimeDelta::days(28);

/// A stretch of time in which the clock is not changed.
pub(super) struct Steady {
    /// Its begin.
    pub(super) from: DateTime<Utc>,
    /// Its end, not included.
    pub(super) to: DateTime<Utc>,
    ahead: TimeDelta,
}

impl Steady {
    /// The wall time of an instant in it.
    pub(super) fn wall(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.naive_utc() + self.ahead
    }

    /// The instant of a wall time in it.
    pub(super) fn instant(&self, wall: NaiveDateTime) -> DateTime<Utc> {
        (wall - self.ahead).and_utc()
    }
}

/// Cuts a window at the changes of the clock, one stretch at a time. Changes are months apart, so
/// that looking every few weeks misses none.
pub(super) fn steady(from: DateTime<Utc>, to: DateTime<Utc>) -> impl Iterator<Item = Steady> {
    let mut begin = from;
    std::iter::from_fn(move || {
        if begin >= to {
            return None;
        }
        let (from, ahead_of_utc) = (begin, ahead(begin));
        let mut seen = begin;
        while seen < to {
            let next = (seen + LOOK_EVERY).min(to);
            if ahead(next) != ahead_of_utc {
                begin = change_between(seen, next);
                return Some(Steady { from, to: begin, ahead: ahead_of_utc });
            }
            seen = next;
        }
        begin = to;
        Some(Steady { from, to, ahead: ahead_of_utc })
    })
}

/// How far the wall clock is ahead of UTC.
fn ahead(at: DateTime<Utc>) -> TimeDelta {
    let offset = at.with_timezone(&ZONE).offset().fix();
    TimeDelta::seconds(i64::from(offset.local_minus_utc()))
}

/// The first whole second after `before` that has the offset of `after`.
fn change_between(before: DateTime<Utc>, after: DateTime<Utc>) -> DateTime<Utc> {
    let old = ahead(before);
    let (mut low, mut high) = (before.timestamp(), after.timestamp());
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        let changed = DateTime::from_timestamp(middle, 0).is_some_and(|at| ahead(at) != old);
        if changed { high = middle } else { low = middle }
    }
    DateTime::from_timestamp(high, 0).unwrap_or(after)
}
