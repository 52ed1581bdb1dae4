//! On which days a rule holds.
//!
//! Most rules name weekdays, which is a look into a table. For the others it is worked out once
//! how they stand on a day and until when they stand that way: a season until its month is over,
//! a holiday until the next. What such a date or a count means ("the last Sunday of October") is
//! the `opening-hours` crate's to say.

use chrono::{Datelike, Days as DayCount, Months, NaiveDate};
use opening_hours::OpeningHours;
use opening_hours_syntax::rules::day::{
    Date, DateOffset, DaySelector, HolidayKind, MonthdayRange, WeekDayRange, Weekday,
};
use opening_hours_syntax::rules::time::TimeSelector;

use super::calendar;

/// The days on which a rule holds.
#[derive(Clone, Debug)]
pub(super) struct Days {
    /// Weekdays from Monday on.
    weekdays: [bool; 7],
    public: bool,
    school: bool,
    /// Dates, months, weeks and years outside which it never holds.
    season: Option<Box<Selected>>,
    /// Days that the crate counts, instead of weekdays and holidays.
    counted: Option<Box<Selected>>,
}

/// A part of a selector that is asked of the crate.
#[derive(Clone, Debug)]
struct Selected {
    selector: DaySelector,
    read: OpeningHours,
}

/// How a rule stands on the days from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) holds: Holds,
    from: NaiveDate,
    /// The first day on which it may stand otherwise.
    until: NaiveDate,
}

/// Whether a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Never,
    OnItsWeekdays,
    Always,
}

impl Days {
    /// The days of a selector; none where the crate does not read them the same way again.
    pub(super) fn of(selector: &DaySelector) -> Option<Self> {
        let dates = DaySelector { weekday: Vec::new(), ..selector.clone() };
        let counts = DaySelector { weekday: selector.weekday.clone(), ..DaySelector::default() };
        let season = if dates.is_empty() { None } else { Some(Box::new(Selected::new(dates)?)) };
        let never =
            Self { weekdays: [false; 7], public: false, school: false, season, counted: None };
        match never.clone().of_week(&selector.weekday) {
            Some(days) => Some(days),
            None => Some(Self { counted: Some(Box::new(Selected::new(counts)?)), ..never }),
        }
    }

    /// Weekdays and holidays, if there is nothing to count.
    fn of_week(mut self, ranges: &[WeekDayRange]) -> Option<Self> {
        self.weekdays = [ranges.is_empty(); 7];
        for range in ranges {
            match range {
                WeekDayRange::Fixed { range, offset: 0, nth_from_start, nth_from_end }
                    if *nth_from_start == [true; 5] && *nth_from_end == [true; 5] =>
                {
                    let mut day = *range.start();
                    self.weekdays[index(day)] = true;
                    while day != *range.end() {
                        day = day.succ();
                        self.weekdays[index(day)] = true;
                    }
                }
                WeekDayRange::Holiday { kind: HolidayKind::Public, offset: 0 } => {
                    self.public = true;
                }
                WeekDayRange::Holiday { kind: HolidayKind::School, offset: 0 } => {
                    self.school = true;
                }
                _ => return None,
            }
        }
        Some(self)
    }

    /// Whether only the weekday decides.
    pub(super) fn are_weekdays(&self) -> bool {
        !self.public && !self.school && self.season.is_none() && self.counted.is_none()
    }

    /// Whether every day is one of them.
    pub(super) fn are_all(&self) -> bool {
        self.weekdays == [true; 7] && self.season.is_none() && self.counted.is_none()
    }

    /// Weekdays from Monday on, and whether public holidays are among them; none where more than
    /// these decides.
    pub(super) fn plain(&self) -> Option<(&[bool; 7], bool)> {
        let plain = !self.school && self.season.is_none() && self.counted.is_none();
        plain.then_some((&self.weekdays, self.public))
    }

    /// Their weekdays from Monday on.
    pub(super) fn weekdays(&self) -> &[bool; 7] {
        &self.weekdays
    }

    /// Whether the weekday of a date is one of theirs.
    pub(super) fn on_weekday(&self, date: NaiveDate) -> bool {
        self.weekdays[index(date.weekday())]
    }

    /// How they stand on a date, and how long.
    pub(super) fn look(&self, date: NaiveDate) -> Look {
        let mut look = Look { holds: Holds::OnItsWeekdays, from: date, until: NaiveDate::MAX };
        if let Some(season) = &self.season {
            look.until = season.until(date);
            if !season.holds(date) {
                return Look { holds: Holds::Never, ..look };
            }
        }
        if let Some(counted) = &self.counted {
            let holds = if counted.holds(date) { Holds::Always } else { Holds::Never };
            return Look { holds, until: tomorrow(date), ..look };
        }
        let holidays = [
            self.public.then(|| calendar::public_holiday(date)),
            self.school.then(|| calendar::school_holiday(date)),
        ];
        for (is_holiday, until) in holidays.into_iter().flatten() {
            look.until = look.until.min(until);
            if is_holiday {
                look.holds = Holds::Always;
            }
        }
        look
    }
}

impl Look {
    /// A look that says nothing about any day.
    pub(super) const NONE: Self =
        Self { holds: Holds::Never, from: NaiveDate::MAX, until: NaiveDate::MIN };

    /// Whether it tells about a date.
    pub(super) fn tells(&self, date: NaiveDate) -> bool {
        (self.from..self.until).contains(&date)
    }
}

impl Selected {
    /// The crate evaluates only what it has parsed, so the days are printed as a text of their
    /// own; if that does not read back the same, the hours are not understood.
    fn new(selector: DaySelector) -> Option<Self> {
        // A year alone would be read as a time.
        let texts = [format!("{selector}"), format!("{selector}: Mo-Su")];
        let read = texts.iter().find_map(|text| {
            let read: OpeningHours = text.parse().ok()?;
            let same = matches!(read.get_expression().rules.as_slice(), [only]
                if same_days(&only.day_selector, &selector)
                    && only.time_selector == TimeSelector::default());
            same.then_some(read)
        })?;
        Some(Self { selector, read: read.with_context(calendar::CONTEXT.clone()) })
    }

    fn holds(&self, date: NaiveDate) -> bool {
        !self.read.schedule_at(date).is_empty()
    }

    /// The first day after a date on which it may stand otherwise; the next where that is not
    /// plain to see.
    fn until(&self, date: NaiveDate) -> NaiveDate {
        let DaySelector { year, monthday, week, .. } = &self.selector;
        let mut until = NaiveDate::MAX;
        if !year.is_empty() {
            until = until.min(new_year(date));
        }
        if !week.is_empty() {
            until = until.min(next_monday(date));
        }
        monthday.iter().fold(until, |until, range| until.min(range_until(range, date)))
    }
}

/// Weekdays that were only added to be readable count for nothing.
fn same_days(read: &DaySelector, wanted: &DaySelector) -> bool {
    let dates = |days: &DaySelector| DaySelector { weekday: Vec::new(), ..days.clone() };
    dates(read) == dates(wanted) && (wanted.weekday.is_empty() || read.weekday == wanted.weekday)
}

fn range_until(range: &MonthdayRange, date: NaiveDate) -> NaiveDate {
    match range {
        MonthdayRange::Month { .. } => next_month(date),
        MonthdayRange::Date { start, end } => {
            let (Some(start), Some(end)) = (plain(*start), plain(*end)) else {
                return tomorrow(date);
            };
            let on = |(month, day), year| NaiveDate::from_ymd_opt(year, month, day);
            let years = [date.year() - 1, date.year(), date.year() + 1];
            let starts = years.into_iter().filter_map(|year| on(start, year));
            let ends = years.into_iter().filter_map(|year| on(end, year)?.succ_opt());
            starts.chain(ends).filter(|at| *at > date).min().unwrap_or_else(|| tomorrow(date))
        }
    }
}

/// The month and day of a date that every year has.
fn plain((date, offset): (Date, DateOffset)) -> Option<(u32, u32)> {
    const NO_LEAP_YEAR: i32 = 2001;
    match date {
        Date::Fixed { month, day, .. } if offset == DateOffset::default() => {
            let (month, day) = (month.into(), day.into());
            NaiveDate::from_ymd_opt(NO_LEAP_YEAR, month, day).map(|_| (month, day))
        }
        _ => None,
    }
}

fn tomorrow(date: NaiveDate) -> NaiveDate {
    date.succ_opt().unwrap_or(NaiveDate::MAX)
}

fn next_monday(date: NaiveDate) -> NaiveDate {
    let days = 7 - u64::from(date.weekday().num_days_from_monday());
    date.checked_add_days(DayCount::new(days)).unwrap_or(NaiveDate::MAX)
}

fn next_month(date: NaiveDate) -> NaiveDate {
    let first = date.with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
    first.unwrap_or(NaiveDate::MAX)
}

fn new_year(date: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(date.year() + 1, 1, 1).unwrap_or(NaiveDate::MAX)
}

fn index(day: Weekday) -> usize {
    usize::try_from(day.num_days_from_monday()).unwrap_or(0)
}
