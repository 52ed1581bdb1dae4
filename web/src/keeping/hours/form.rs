//! The week as a form: seven days and the public holidays, each with room for two spans.

use chrono::NaiveDate;
use koop_domain::language::Language;
use koop_domain::listings::opening_hours::grid::{
    ClockSpan, DaySpans, GRID_SPANS_MAX, WeekGrid, is_sound_day,
};

use super::super::parts::{Typed, clock_value, read_clock};
use crate::form::Slips;
use crate::texts::{self, clock};

/// The days and the holidays, as fields are named after them.
pub(super) const DAYS: [&str; 8] = ["ma", "di", "wo", "do", "vr", "za", "zo", "fe"];
/// Where the holidays stand among them.
pub(super) const HOLIDAYS: usize = 7;
/// The ids of the fields of each: from and to of the first span, then of the second.
const FIELDS: [[&str; 4]; 8] = [
    ["ma1v", "ma1t", "ma2v", "ma2t"],
    ["di1v", "di1t", "di2v", "di2t"],
    ["wo1v", "wo1t", "wo2v", "wo2t"],
    ["do1v", "do1t", "do2v", "do2t"],
    ["vr1v", "vr1t", "vr2v", "vr2t"],
    ["za1v", "za1t", "za2v", "za2t"],
    ["zo1v", "zo1t", "zo2v", "zo2t"],
    ["fe1v", "fe1t", "fe2v", "fe2t"],
];
/// Whether holidays are as any day, closed, or have times of their own.
pub(super) const HOLIDAY_CHOICE: &str = "feestdagen";

/// A week as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WeekForm {
    days: [[String; 4]; 8],
    /// `week`, `dicht` or `tijden`.
    pub holidays: String,
}

/// A day as it is shown.
pub(crate) struct DayFields {
    pub key: &'static str,
    pub name: String,
    pub spans: Vec<SpanFields>,
    /// The second span, where it is not empty.
    pub has_second: bool,
    pub is_closed: bool,
    pub error: Option<String>,
    /// On which day it can be made like, and the words for that.
    pub like: Option<String>,
}

/// The two fields of a span.
pub(crate) struct SpanFields {
    pub from_id: &'static str,
    pub from: String,
    pub to_id: &'static str,
    pub to: String,
    pub wrong: bool,
}

impl WeekForm {
    /// The form of a week.
    pub(super) fn of(grid: &WeekGrid) -> Self {
        let mut form = Self { holidays: "week".to_owned(), ..Self::default() };
        for (fields, spans) in form.days.iter_mut().zip(&grid.days) {
            *fields = written(spans);
        }
        if let Some(spans) = &grid.holidays {
            form.holidays = if spans.is_empty() { "dicht" } else { "tijden" }.to_owned();
            form.days[HOLIDAYS] = written(spans);
        }
        form
    }

    /// What was typed.
    pub(super) fn typed(typed: &Typed) -> Self {
        let holidays = match typed.get(HOLIDAY_CHOICE) {
            "" => "week",
            chosen => chosen,
        };
        let days = FIELDS.map(|ids| ids.map(|id| typed.get(id).to_owned()));
        Self { days, holidays: holidays.to_owned() }
    }

    /// Copies one day's fields to others.
    pub(super) fn copy(&mut self, from: usize, to: impl IntoIterator<Item = usize>) {
        for day in to {
            self.days[day] = self.days[from].clone();
        }
    }

    /// Empties a day.
    pub(super) fn clear(&mut self, day: usize) {
        self.days[day] = Default::default();
    }

    /// The week that was typed, or what is wrong with it.
    pub(super) fn read(&self, language: Language) -> Result<WeekGrid, Slips> {
        let day = |at: usize| read_day(language, at, &self.days[at]);
        let mut grid = WeekGrid::default();
        for (at, spans) in grid.days.iter_mut().enumerate() {
            *spans = day(at)?;
        }
        grid.holidays = match self.holidays.as_str() {
            "dicht" => Some(Vec::new()),
            "tijden" => Some(day(HOLIDAYS)?),
            _ => None,
        };
        Ok(grid)
    }

    /// The days as they are shown.
    pub(super) fn fields(&self, language: Language, slips: &Slips) -> Vec<DayFields> {
        (0..DAYS.len()).map(|at| self.day(language, at, slips)).collect()
    }

    fn day(&self, language: Language, at: usize, slips: &Slips) -> DayFields {
        let (ids, typed) = (FIELDS[at], &self.days[at]);
        let error = ids.iter().find_map(|id| slips.of(id)).map(str::to_owned);
        let span = |first: usize| SpanFields {
            from_id: ids[first],
            from: typed[first].clone(),
            to_id: ids[first + 1],
            to: typed[first + 1].clone(),
            wrong: [ids[first], ids[first + 1]].iter().any(|id| slips.of(id).is_some()),
        };
        let like_words = |other: usize| {
            let day = [("day", day_name(language, other).into())];
            texts::text_with(language, "hours-like", &day)
        };
        DayFields {
            key: DAYS[at],
            name: day_name(language, at),
            spans: (0..GRID_SPANS_MAX).map(|nth| span(2 * nth)).collect(),
            has_second: typed[2..].iter().any(|it| !it.is_empty()),
            is_closed: typed.iter().all(String::is_empty),
            error,
            like: model_of(at).map(like_words),
        }
    }
}

/// Like which day another is made: weekdays are mostly like Monday, and Saturday and Sunday like
/// the day before them.
pub(super) fn model_of(day: usize) -> Option<usize> {
    match day {
        1..=4 => Some(0),
        5 | 6 => Some(day - 1),
        _ => None,
    }
}

/// The week in words, days that are alike told together.
pub(super) fn words(language: Language, grid: &WeekGrid) -> Vec<(String, String)> {
    let mut lines: Vec<(usize, usize, &DaySpans)> = Vec::new();
    for (at, spans) in grid.days.iter().enumerate() {
        match lines.last_mut() {
            Some((_, last, same)) if *same == spans => *last = at,
            _ => lines.push((at, at, spans)),
        }
    }
    let days = |first: usize, last: usize| match last - first {
        0 => day_name(language, first),
        _ => {
            let (from, to) = (day_name(language, first), day_name(language, last));
            texts::text_with(language, "hours-days", &[("from", from.into()), ("to", to.into())])
        }
    };
    let lines = lines.into_iter().map(|(first, last, spans)| (days(first, last), spans));
    let holidays = grid.holidays.iter().map(|it| (day_name(language, HOLIDAYS), it));
    let all = lines.chain(holidays);
    all.map(|(days, spans)| (days, spans_words(language, spans))).collect()
}

fn spans_words(language: Language, spans: &[ClockSpan]) -> String {
    if spans.is_empty() {
        return texts::text(language, "week-closed");
    }
    let stretch = |span: &ClockSpan| clock::stretch(language, span.from(), span.to());
    spans.iter().map(stretch).collect::<Vec<_>>().join(", ")
}

fn day_name(language: Language, at: usize) -> String {
    // The first of January 2024 is a Monday.
    let monday = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default();
    match monday.iter_days().nth(at).filter(|_| at < HOLIDAYS) {
        Some(date) => clock::weekday(language, date),
        None => texts::text(language, "hours-holidays"),
    }
}

fn written(spans: &[ClockSpan]) -> [String; 4] {
    let mut fields: [String; 4] = Default::default();
    let times = spans.iter().flat_map(|span| [span.from(), span.to()]);
    for (field, time) in fields.iter_mut().zip(times) {
        *field = clock_value(time);
    }
    fields
}

fn read_day(language: Language, at: usize, typed: &[String; 4]) -> Result<DaySpans, Slips> {
    let wrong = |field: usize, key: &str| {
        let day = [("day", day_name(language, at).into())];
        Slips::own(FIELDS[at][field], texts::text_with(language, key, &day))
    };
    let mut spans = DaySpans::new();
    for first in [0, 2] {
        let (from, to) = (&typed[first], &typed[first + 1]);
        if from.is_empty() && to.is_empty() {
            continue;
        }
        let time = |field: usize| match typed[field].as_str() {
            "" => Err(wrong(field, "hours-half")),
            typed => read_clock(typed).ok_or_else(|| wrong(field, "hours-no-time")),
        };
        spans.push(ClockSpan::new(time(first)?, time(first + 1)?));
    }
    spans.sort_unstable();
    if is_sound_day(&spans) { Ok(spans) } else { Err(wrong(2, "hours-overlap")) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> WeekForm {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        WeekForm::typed(&Typed(pairs.collect()))
    }

    #[test]
    fn what_is_typed_badly_is_named() {
        let wrong = |pairs: &[(&str, &str)]| {
            let slips = typed(pairs).read(Language::Nl).unwrap_err();
            slips.named().unwrap().0
        };
        assert_eq!(wrong(&[("di1v", "9:00")]), "di1t");
        assert_eq!(wrong(&[("wo1v", "9:00"), ("wo1t", "straks")]), "wo1t");
        let both = [("za1v", "9:00"), ("za1t", "13:00"), ("za2v", "12:00"), ("za2t", "17:00")];
        assert_eq!(wrong(&both), "za2v");
    }

    #[test]
    fn the_week_is_told_in_words() {
        let raw = "Mo-Fr 09:00-18:00; Sa 10:00-12:00,13:00-17:00; PH off";
        let words = words(Language::Nl, &WeekGrid::read(raw).unwrap());
        let line = |days: &str, times: &str| (days.to_owned(), times.to_owned());
        assert_eq!(
            words,
            [
                line("maandag tot en met vrijdag", "9.00–18.00 uur"),
                line("zaterdag", "10.00–12.00 uur, 13.00–17.00 uur"),
                line("zondag", "dicht"),
                line("feestdagen", "dicht"),
            ]
        );
    }

    proptest! {
        /// Whoever saves the form as it came changes nothing.
        #[test]
        fn a_week_survives_its_form(
            spans in prop::collection::vec((0_u32..1440, 0_u32..1440), 8),
            holidays in any::<bool>(),
        ) {
            let time = |minutes: u32| {
                chrono::NaiveTime::from_num_seconds_from_midnight_opt(minutes * 60, 0).unwrap()
            };
            let day = |at: usize| vec![ClockSpan::new(time(spans[at].0), time(spans[at].1))];
            let days = std::array::from_fn(|at| if at == 3 { Vec::new() } else { day(at) });
            let grid = WeekGrid { days, holidays: holidays.then(|| day(7)) };
            let form = WeekForm::of(&grid);
            prop_assert_eq!(form.read(Language::Nl).unwrap(), grid);
        }
    }
}
