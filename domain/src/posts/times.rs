//! When something takes place, and when again.
//!
//! What comes back does so by the clock on the wall: a repair café at ten is at ten in summer and
//! in winter. In the night in which the clock goes forward, a time that is never shown is the
//! moment at which it jumps; in the one in which it goes back, a time that is shown twice is the
//! first.

use chrono::{DateTime, Datelike as _, Months, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};

use super::content::Event;
use super::kinds::Recurrence;
use crate::listings::opening_hours::{ZONE, wall_time};

/// Days in a week.
const WEEK: i64 = 7;
/// The last week of a month: what is in a fifth week is in the last one, for most months have no
/// fifth.
const FIFTH: u32 = 4;
/// The longest that the clock jumps forward here.
const JUMP: TimeDelta = TimeDelta::hours(1);

/// Once that something takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// From when.
    pub from: DateTime<Utc>,
    /// Until when, not included.
    pub until: DateTime<Utc>,
}

/// The times that something takes place, in order, from the first that is not over at an instant.
/// What comes back does so without end.
pub fn occurrences(event: &Event, at: DateTime<Utc>) -> impl Iterator<Item = Occurrence> {
    let (series, first) = (Series::of(event), before(event, at));
    let last = if event.recurs.is_some() { i64::MAX } else { first };
    (first..=last)
        .map_while(move |number| series.number(number))
        .skip_while(move |occurrence| occurrence.until <= at)
}

/// When something takes place next, or is taking place at an instant.
#[must_use]
pub fn next(event: &Event, at: DateTime<Utc>) -> Option<Occurrence> {
    occurrences(event, at).next()
}

/// Whether something takes place in a stretch of time, were it for its last or first moment; the
/// end of the stretch is no part of it.
#[must_use]
pub fn is_within(event: &Event, (from, until): (DateTime<Utc>, DateTime<Utc>)) -> bool {
    next(event, from).is_some_and(|occurrence| occurrence.from < until)
}

/// What comes back, by the clock on the wall.
#[derive(Clone, Copy)]
struct Series {
    from: NaiveDateTime,
    until: NaiveDateTime,
    length: TimeDelta,
    recurs: Option<Recurrence>,
    once: Occurrence,
}

impl Series {
    fn of(event: &Event) -> Self {
        Self {
            from: wall_time(event.from),
            until: wall_time(event.until),
            length: event.until - event.from,
            recurs: event.recurs,
            once: Occurrence { from: event.from, until: event.until },
        }
    }

    /// The time with a number, the first being 0; none beyond what a calendar can say.
    fn number(&self, number: i64) -> Option<Occurrence> {
        let Some(recurs) = self.recurs.filter(|_| number > 0) else { return Some(self.once) };
        let first = self.from.date();
        let day = match recurs {
            Recurrence::Weekly => first.checked_add_signed(days(number, WEEK)?)?,
            Recurrence::Biweekly => first.checked_add_signed(days(number, 2 * WEEK)?)?,
            Recurrence::Monthly => same_weekday(first, u32::try_from(number).ok()?)?,
        };
        let shift = day - first;
        let from = instant(self.from.checked_add_signed(shift)?)?;
        let until = instant(self.until.checked_add_signed(shift)?)?;
        // What would take no time because the clock jumps over it takes as long as it always does.
        let until = if until > from { until } else { from.checked_add_signed(self.length)? };
        Some(Occurrence { from, until })
    }
}

/// The number of a time that is certainly not later than the first that counts at an instant.
fn before(event: &Event, at: DateTime<Utc>) -> i64 {
    let gone = (at - event.until).num_days();
    let period = match event.recurs {
        None => return 0,
        Some(Recurrence::Weekly) => WEEK,
        Some(Recurrence::Biweekly) => 2 * WEEK,
        // No two times are further apart than five weeks, so this falls short by some.
        Some(Recurrence::Monthly) => 5 * WEEK,
    };
    (gone / period - 1).max(0)
}

fn days(number: i64, period: i64) -> Option<TimeDelta> {
    TimeDelta::try_days(number.checked_mul(period)?)
}

/// The same weekday of the same week, so many months later.
fn same_weekday(first: NaiveDate, months: u32) -> Option<NaiveDate> {
    let week = first.day0() / 7;
    let month = first.with_day(1)?.checked_add_months(Months::new(months))?;
    if week < FIFTH {
        let nth = u8::try_from(week + 1).ok()?;
        return NaiveDate::from_weekday_of_month_opt(
            month.year(),
            month.month(),
            first.weekday(),
            nth,
        );
    }
    let end = month.checked_add_months(Months::new(1))?.pred_opt()?;
    let back = end.weekday().days_since(first.weekday());
    end.checked_sub_signed(TimeDelta::days(i64::from(back)))
}

/// The instant of a time on the wall.
fn instant(wall: NaiveDateTime) -> Option<DateTime<Utc>> {
    let at = ZONE.from_local_datetime(&wall).earliest();
    let at = at.or_else(|| jump_after(wall))?;
    Some(at.with_timezone(&Utc))
}

/// The moment to which the clock jumps over a time that it never shows.
fn jump_after(wall: NaiveDateTime) -> Option<DateTime<chrono_tz::Tz>> {
    let later = ZONE.from_local_datetime(&wall.checked_add_signed(JUMP)?).earliest()?;
    // It lies as far past the jump as the time lies past the hour at which the jump began.
    let past = wall.and_utc().timestamp().rem_euclid(JUMP.num_seconds());
    Some(later - TimeDelta::seconds(past))
}

#[cfg(test)]
#[path = "times_tests.rs"]
mod tests;
