//! What several forms have chosen in the same way: days with their parts, and languages.

use std::collections::BTreeMap;

use koop_domain::language::Language;
use koop_domain::posts::model::{Availability, Day, DayPart};

use super::shapes::DayCell;
pub(crate) use super::shapes::DayRow;
use crate::form::Slips;
use crate::keeping::{Choice, Choices, Group, Typed};
use crate::page::Page;
use crate::texts::{self, posts as words};

/// The field of days and their parts: a tick a part of a day.
pub(crate) const WHEN: &str = "wanneer";
/// The field of languages.
pub(crate) const LANGUAGES: &str = "talen";
/// The languages that are offered, the most spoken here first.
const OFFERED: [&str; 16] = [
    "nl", "en", "ar", "tr", "ti", "rif", "es", "fr", "de", "pl", "uk", "so", "srn", "pap", "zh",
    "dse",
];

/// The days of the week, each with its parts, as they were ticked.
pub(crate) fn days(language: Language, typed: &Typed) -> Vec<DayRow> {
    let cell = |day: Day, part: &DayPart| {
        let value = format!("{}.{}", day.key(), part.key());
        DayCell {
            chosen: typed.all(WHEN).any(|it| it == value),
            label: words::day_part(language, *part),
            value,
        }
    };
    let row = |day: &Day| DayRow {
        label: words::weekday(language, *day),
        cells: DayPart::ALL.iter().map(|part| cell(*day, part)).collect(),
    };
    Day::ALL.iter().map(row).collect()
}

/// The names of the parts of a day, as they stand above a table of [`days`].
pub(crate) fn parts(language: Language) -> Vec<String> {
    DayPart::ALL.iter().map(|it| words::day_part(language, *it)).collect()
}

/// The languages to tick, by the key of their label; one that is not offered stays where it was
/// chosen.
pub(crate) fn languages(page: &Page, label: &str, typed: &Typed, slips: &Slips) -> Choices {
    let chosen: Vec<&str> = typed.all(LANGUAGES).collect();
    let others = chosen.iter().copied().filter(|it| !OFFERED.contains(it));
    let all = OFFERED.into_iter().chain(others).map(|tag| Choice {
        value: tag.to_owned(),
        label: texts::spoken(page.language, tag),
        chosen: chosen.contains(&tag),
    });
    let group = Group { label: String::new(), choices: all.collect() };
    Choices::grouped(page, (LANGUAGES, label), vec![group], slips)
}

/// Ticks of days and their parts; days with the same parts stand together.
pub(crate) fn availability(typed: &Typed) -> Vec<Availability> {
    let mut of_day: BTreeMap<Day, Vec<DayPart>> = BTreeMap::new();
    for tick in typed.all(WHEN) {
        let Some((day, part)) = tick.split_once('.') else { continue };
        if let (Some(day), Some(part)) = (Day::from_key(day), DayPart::from_key(part)) {
            let parts = of_day.entry(day).or_default();
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
    }
    let mut all: Vec<Availability> = Vec::new();
    for (day, mut parts) in of_day {
        parts.sort_unstable();
        match all.iter_mut().find(|it| it.parts == parts) {
            Some(same) => same.days.push(day),
            None => all.push(Availability { days: vec![day], parts }),
        }
    }
    all
}

/// The ticks that would have been set for days and their parts.
pub(crate) fn ticks(all: &[Availability]) -> impl Iterator<Item = (String, String)> + '_ {
    all.iter().flat_map(|it| {
        let days = if it.days.is_empty() { Day::ALL } else { &it.days };
        let parts = if it.parts.is_empty() { DayPart::ALL } else { &it.parts };
        days.iter().flat_map(move |day| {
            let tick =
                move |part: &DayPart| (WHEN.to_owned(), format!("{}.{}", day.key(), part.key()));
            parts.iter().map(tick)
        })
    })
}
