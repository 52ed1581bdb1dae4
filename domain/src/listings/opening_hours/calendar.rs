//! The Dutch calendar: public holidays, school holidays and the sun.

use std::sync::{Arc, LazyLock};

use chrono::{Datelike, Days, NaiveDate};
use opening_hours::localization::Coordinates;
use opening_hours::{Context, ContextHolidays};
use opening_hours_syntax::rules::time::TimeEvent;

use super::zone::minutes_of_day;

/// A Dutch public holiday. Codes and sentences are `web`'s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// The Friday before Easter.
    GoodFriday,
    /// Easter Sunday.
    Easter,
    /// Easter Monday.
    EasterMonday,
    /// 27 April, the 26th when that is a Sunday.
    KingsDay,
    /// 5 May.
    LiberationDay,
    /// Ascension Day.
    Ascension,
    /// Whit Sunday.
    Pentecost,
    /// Whit Monday.
    PentecostMonday,
    /// 25 December.
    Christmas,
    /// 26 December.
    BoxingDay,
}

impl Holiday {
    /// All of them, in the order of the year.
    pub const ALL: [Self; 11] = [
        Self::NewYear,
        Self::GoodFriday,
        Self::Easter,
        Self::EasterMonday,
        Self::KingsDay,
        Self::LiberationDay,
        Self::Ascension,
        Self::Pentecost,
        Self::PentecostMonday,
        Self::Christmas,
        Self::BoxingDay,
    ];

    /// Whether shops keep it, so that `PH` in opening hours means it.
    ///
    /// Good Friday is no day off by law, and Liberation Day is one for most people only once in
    /// five years: on both, shops with `PH off` are open. OSM's own list for the Netherlands has
    /// both, so texts about such shops are read a little differently here.
    #[must_use]
    pub fn is_kept_by_shops(self) -> bool {
        !matches!(self, Self::GoodFriday | Self::LiberationDay)
    }

    /// Its date in a year.
    #[must_use]
    pub fn date(self, year: i32) -> Option<NaiveDate> {
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        let after_easter = |days| easter(year)?.checked_add_days(Days::new(days));
        match self {
            Self::NewYear => day(1, 1),
            Self::GoodFriday => easter(year)?.checked_sub_days(Days::new(2)),
            Self::Easter => easter(year),
            Self::EasterMonday => after_easter(1),
            Self::KingsDay => {
                day(4, 27).filter(|d| d.weekday() != chrono::Weekday::Sun).or_else(|| day(4, 26))
            }
            Self::LiberationDay => day(5, 5),
            Self::Ascension => after_easter(39),
            Self::Pentecost => after_easter(49),
            Self::PentecostMonday => after_easter(50),
            Self::Christmas => day(12, 25),
            Self::BoxingDay => day(12, 26),
        }
    }
}

/// The years for which holidays are known; beyond them `PH` and `SH` hold on no day.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// School holidays of region Noord in order, first and last day, as far as they are published:
/// <https://www.rijksoverheid.nl/onderwerpen/schoolvakanties>.
const SCHOOL_HOLIDAYS_NOORD: [(&str, &str); 20] = [
    ("2025-10-18", "2025-10-26"),
    ("2025-12-20", "2026-01-04"),
    ("2026-02-21", "2026-03-01"),
    ("2026-04-25", "2026-05-03"),
    ("2026-07-04", "2026-08-16"),
    ("2026-10-10", "2026-10-18"),
    ("2026-12-19", "2027-01-03"),
    ("2027-02-20", "2027-02-28"),
    ("2027-04-24", "2027-05-02"),
    ("2027-07-10", "2027-08-22"),
    ("2027-10-16", "2027-10-24"),
    ("2027-12-25", "2028-01-09"),
    ("2028-02-19", "2028-02-27"),
    ("2028-04-29", "2028-05-07"),
    ("2028-07-15", "2028-08-27"),
    ("2028-10-14", "2028-10-22"),
    ("2028-12-23", "2029-01-07"),
    ("2029-02-17", "2029-02-25"),
    ("2029-04-28", "2029-05-06"),
    ("2029-07-21", "2029-09-02"),
];

static SCHOOL_HOLIDAYS: LazyLock<Vec<(NaiveDate, NaiveDate)>> = LazyLock::new(|| {
    let date = |text: &str| text.parse::<NaiveDate>().ok();
    SCHOOL_HOLIDAYS_NOORD.iter().filter_map(|(first, last)| date(first).zip(date(last))).collect()
});

/// Where the sun is looked at: the Dam in Amsterdam, degrees north and east.
const SUN_AT: (f64, f64) = (52.3731, 4.8926);

/// The public holiday of a date, if it is one.
#[must_use]
pub fn holiday(date: NaiveDate) -> Option<Holiday> {
    if !YEARS.contains(&date.year()) {
        return None;
    }
    // When King's Day is Easter Monday or 5 May Ascension, both names are true; the first is told.
    Holiday::ALL.into_iter().find(|holiday| holiday.date(date.year()) == Some(date))
}

/// Whether `PH` holds on a date, and the first day after it on which that may be otherwise.
pub(super) fn public_holiday(date: NaiveDate) -> (bool, NaiveDate) {
    let holidays = CONTEXT.holidays.get_public();
    let until = if holidays.contains(date) { date.succ_opt() } else { holidays.first_after(date) };
    (holidays.contains(date), until.unwrap_or(NaiveDate::MAX))
}

/// Whether `SH` holds on a date, and the first day after it on which that is otherwise.
pub(super) fn school_holiday(date: NaiveDate) -> (bool, NaiveDate) {
    let coming = SCHOOL_HOLIDAYS.iter().find(|(_, last)| date <= *last);
    match coming {
        Some((first, last)) if *first <= date => (true, last.succ_opt().unwrap_or(NaiveDate::MAX)),
        Some((first, _)) => (false, *first),
        None => (false, NaiveDate::MAX),
    }
}

/// The minute of the day, by the wall clock, of an event of the sun on a date.
pub(super) fn sun(date: NaiveDate, event: TimeEvent) -> Option<i32> {
    let at = Coordinates::new(SUN_AT.0, SUN_AT.1)?.event_time(date, event)?;
    Some(minutes_of_day(at))
}

/// What the parser's rules are evaluated with.
pub(super) static CONTEXT: LazyLock<Context> = LazyLock::new(|| {
    let public = YEARS.flat_map(|year| {
        let kept = Holiday::ALL.into_iter().filter(|holiday| holiday.is_kept_by_shops());
        kept.filter_map(move |holiday| holiday.date(year))
    });
    let school = SCHOOL_HOLIDAYS
        .iter()
        .flat_map(|(first, last)| first.iter_days().take_while(move |date| date <= last));
    Context::default()
        .with_holidays(ContextHolidays::new(Arc::new(public.collect()), Arc::new(school.collect())))
});

/// By how many years a count of long years lags behind, at most.
const YEARS_BEHIND: i64 = 9;
/// How many days there are in the year of the Islamic calendar at least.
const LUNAR_YEAR_DAYS: i64 = 354;
/// The number of the day before the first of that calendar, counted as `NaiveDate` counts: from
/// the first of January of the year 1.
const HIJRA: i64 = 227_014;
/// How many days of that calendar's year go before the ninth month, Ramadan.
const BEFORE_RAMADAN_DAYS: i64 = 236;
/// How many days Ramadan has.
const RAMADAN_DAYS: u64 = 30;

/// The first and the last day of the Ramadan that runs on a day or comes next, as the tabular
/// calendar reckons it: the moon may be seen a day sooner or later.
#[must_use]
pub fn ramadan(today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let begins = |year: i64| {
        let leap_days = (11 * year + 3) / 30;
        let day = HIJRA + (year - 1) * LUNAR_YEAR_DAYS + leap_days + BEFORE_RAMADAN_DAYS + 1;
        NaiveDate::from_num_days_from_ce_opt(i32::try_from(day).ok()?)
    };
    let days =
        |first: NaiveDate| Some((first, first.checked_add_days(Days::new(RAMADAN_DAYS - 1))?));
    // Years of 355 days are some too few by now, never too many.
    let about = (i64::from(today.num_days_from_ce()) - HIJRA) / (LUNAR_YEAR_DAYS + 1);
    let years = about.max(1)..=about.max(1) + YEARS_BEHIND;
    years.filter_map(begins).filter_map(days).find(|(_, last)| *last >= today)
}

/// Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let days = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(days / 31).ok()?,
        u32::try_from(days % 31 + 1).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ramadan_is_as_the_calendar_reckons() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (today, first, last) in [
            ("2025-01-01", "2025-03-01", "2025-03-30"),
            ("2025-03-31", "2026-02-18", "2026-03-19"),
            ("2026-03-19", "2026-02-18", "2026-03-19"),
            ("2026-11-21", "2027-02-08", "2027-03-09"),
            ("2030-01-20", "2030-01-06", "2030-02-04"),
            ("2030-02-05", "2030-12-26", "2031-01-24"),
        ] {
            assert_eq!(ramadan(day(today)), Some((day(first), day(last))), "{today}");
        }
        assert!(ramadan(NaiveDate::MAX).is_none() && ramadan(NaiveDate::MIN).is_some());
    }
}
