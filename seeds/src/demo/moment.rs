//! The moment of seeding, on which every date of the demo hangs.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use koop_domain::listings::opening_hours::ZONE;

/// How soon the bakery that closes soon closes, in minutes.
const SOON_MINUTES: u32 = 20;
/// The hours of the day at which a bakery may believably be about to close.
const PLAUSIBLE_HOURS: std::ops::Range<u32> = 7..21;
/// The days of a month of Ramadan; some years have one less.
const RAMADAN_DAYS: u64 = 30;
/// The day before the first of the common era, in Julian days.
const JULIAN_DAY_OF_COMMON_ERA: i32 = 1_721_425;

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// When the demo is seeded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    /// The instant.
    pub(super) now: DateTime<Utc>,
    /// The day in the neighbourhood.
    pub(super) today: NaiveDate,
    time: NaiveTime,
}

impl Moment {
    /// The moment of an instant.
    pub(super) fn new(now: DateTime<Utc>) -> Self {
        let local = now.with_timezone(&ZONE).naive_local();
        Self { now, today: local.date(), time: local.time() }
    }

    /// So many minutes on.
    pub(super) fn in_minutes(&self, minutes: i64) -> Option<DateTime<Utc>> {
        self.now.checked_add_signed(TimeDelta::minutes(minutes))
    }

    /// The day so many days on, or back when negative.
    pub(super) fn day(&self, days: i64) -> Option<NaiveDate> {
        self.today.checked_add_signed(TimeDelta::days(days))
    }

    /// `17:40` when that is in twenty minutes, on a round five minutes so that it reads like
    /// a closing time; five o'clock when it is not a time at which a bakery closes.
    pub(super) fn soon(&self) -> String {
        if !PLAUSIBLE_HOURS.contains(&self.time.hour()) {
            return "17:00".to_owned();
        }
        let minutes = self.time.hour() * 60 + self.time.minute() + SOON_MINUTES;
        let minutes = minutes.next_multiple_of(5);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// The first and last day of the Ramadan that is now or comes next.
    ///
    /// By the tabular Islamic calendar (M. H. Shaw's civil reckoning of 30-year cycles), which
    /// may lie a day beside the moon that is seen.
    pub(super) fn ramadan(&self) -> Option<(NaiveDate, NaiveDate)> {
        // 33 Islamic years are 32 of ours; the one before, to be sure to begin early enough.
        let year = (self.today.year() - 622) * 33 / 32;
        (year..year + 4).find_map(|year| {
            let first = first_of_ramadan(year)?;
            let last = first.checked_add_days(Days::new(RAMADAN_DAYS - 1))?;
            (last >= self.today).then_some((first, last))
        })
    }
}

/// `30 november`.
pub(super) fn in_words(date: NaiveDate) -> String {
    let month = usize::try_from(date.month0()).ok().and_then(|at| MONTHS.get(at));
    format!("{} {}", date.day(), month.unwrap_or(&""))
}

/// The first day of the ninth month of an Islamic year.
fn first_of_ramadan(year: i32) -> Option<NaiveDate> {
    let leap_days = (11 * year + 3) / 30;
    let julian_day = leap_days + 354 * year + 30 * 9 - 4 + 1_948_440 - 385 + 1;
    NaiveDate::from_num_days_from_ce_opt(julian_day - JULIAN_DAY_OF_COMMON_ERA)
}
