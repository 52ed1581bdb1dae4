//! Every class of real text on which the two other programs disagree, or that they cannot read,
//! with how many there are and whom we follow. The counts stand in `docs/decisions`; who changes
//! one here changes it there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use serde_json::Value;

use super::super::Schedule;
use super::corpus::{corpus, joined, ours};
use super::time;

/// Intervals of each window.
type Windows = Vec<Vec<[String; 3]>>;

/// Times within so many minutes of each other are the same sun.
const SUN_MINUTES: i64 = 3;

/// On this day the programs differ about nearly every text with `PH`.
const LIBERATION_DAY: &str = "2026-05-05";

/// Why the programs disagree, the first that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    LiberationDay,
    Sun,
    OpenEnd,
    Remark,
    SpaceAfterComma,
    HolidayOnWeekday,
    TimesWithoutDays,
    Night,
    Rest,
    Sloppy,
    Neither,
}

/// How many texts there are of a class, how many of them we take as opening_hours.js and as the
/// crate do, how many otherwise, and how many we do not read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    texts: usize,
    as_js: usize,
    as_crate: usize,
    own: usize,
    unread: usize,
}

const EXPECTED: [(Class, [usize; 5]); 11] = [
    (Class::LiberationDay, [482, 0, 479, 3, 0]),
    (Class::Sun, [4, 4, 0, 0, 0]),
    (Class::OpenEnd, [53, 42, 2, 9, 0]),
    (Class::Remark, [214, 187, 4, 23, 0]),
    (Class::SpaceAfterComma, [202, 201, 0, 0, 1]),
    (Class::HolidayOnWeekday, [4, 0, 2, 0, 2]),
    (Class::TimesWithoutDays, [6, 0, 0, 3, 3]),
    (Class::Night, [55, 3, 0, 52, 0]),
    (Class::Rest, [3, 2, 1, 0, 0]),
    (Class::Sloppy, [170, 154, 0, 12, 4]),
    (Class::Neither, [227, 0, 0, 80, 147]),
];

#[test]
fn every_disagreement_is_decided() {
    let Some(corpus) = corpus() else { return };
    let mut counted: BTreeMap<Class, Counts> = BTreeMap::new();
    let mut examples: BTreeMap<Class, Vec<String>> = BTreeMap::new();
    for row in &corpus {
        let (js, by_crate) = (windows(&row["open"]), windows(&row["open_rs"]));
        if row["agree"] == true && js.is_some() {
            continue;
        }
        let value = row["value"].as_str().unwrap();
        let class = class(value, js.as_ref(), by_crate.as_ref());
        let counts = counted.entry(class).or_default();
        let our = said(ours(value));
        // On that day itself it is the one or the other.
        let is = |theirs: &Option<Windows>| match class {
            Class::LiberationDay => Some(&our) == theirs.as_ref(),
            _ => theirs.as_ref().is_some_and(|theirs| same(&our, theirs)),
        };
        counts.texts += 1;
        if !Schedule::parse(value).is_readable() {
            counts.unread += 1;
        } else if is(&js) {
            counts.as_js += 1;
        } else if is(&by_crate) {
            counts.as_crate += 1;
        } else {
            counts.own += 1;
            examples.entry(class).or_default().push(value.to_owned());
        }
    }
    println!("class, texts: as opening_hours.js, as the crate, otherwise, not read");
    for (class, Counts { texts, as_js, as_crate, own, unread }) in &counted {
        println!("{class:?}, {texts}: {as_js}, {as_crate}, {own}, {unread}");
        examples.get(class).into_iter().flatten().for_each(|value| println!("    {value}"));
    }
    let expected: BTreeMap<Class, Counts> = EXPECTED
        .into_iter()
        .map(|(class, [texts, as_js, as_crate, own, unread])| {
            (class, Counts { texts, as_js, as_crate, own, unread })
        })
        .collect();
    assert_eq!(counted, expected);
}

fn class(value: &str, js: Option<&Windows>, by_crate: Option<&Windows>) -> Class {
    let (js, by_crate) = match (js, by_crate) {
        (Some(js), Some(by_crate)) => (js, by_crate),
        (None, None) => return Class::Neither,
        _ => return Class::Sloppy,
    };
    let (one, other) = (by_day(js), by_day(by_crate));
    let days: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let days: Vec<&String> = days
        .into_iter()
        .filter(|day| day.as_str() != LIBERATION_DAY && one.get(*day) != other.get(*day))
        .collect();
    let unknown = days.iter().all(|day| {
        one.get(*day).is_some_and(|spans| spans.iter().any(|[_, _, state]| state == "unknown"))
    });
    let after_midnight = |spans: Option<&Vec<[String; 3]>>| {
        let early = spans.into_iter().flatten().filter(|[from, ..]| from == "00:00");
        early.map(|[_, to, _]| to.clone()).next()
    };
    if days.is_empty() {
        Class::LiberationDay
    } else if same(js, by_crate) {
        Class::Sun
    } else if unknown && value.contains('+') {
        Class::OpenEnd
    } else if unknown && value.contains('"') {
        Class::Remark
    } else if has_spaced_comma(value) {
        Class::SpaceAfterComma
    } else if narrows_holidays(value) {
        Class::HolidayOnWeekday
    } else if value
        .split(';')
        .skip(1)
        .any(|rule| rule.trim().starts_with(|c: char| c.is_ascii_digit()))
    {
        Class::TimesWithoutDays
    } else if days
        .iter()
        .all(|day| after_midnight(one.get(*day)) != after_midnight(other.get(*day)))
    {
        Class::Night
    } else {
        Class::Rest
    }
}

/// Their intervals, if they could read it.
fn windows(open: &Value) -> Option<Windows> {
    Some(open.as_array()?.iter().map(joined).collect())
}

/// Ours as they would say it: they have no word for "by appointment".
fn said(ours: Windows) -> Windows {
    let as_value = |window: Vec<[String; 3]>| {
        let plain = window
            .into_iter()
            .map(|[from, to, state]| [from, to, state.replace("appointment", "unknown")]);
        joined(&serde_json::to_value(plain.collect::<Vec<_>>()).unwrap())
    };
    ours.into_iter().map(as_value).collect()
}

/// Whether two say the same of all days but 5 May, the sun's minutes aside.
fn same(one: &Windows, other: &Windows) -> bool {
    let without = |windows: &Windows| {
        let mut days = by_day(windows);
        days.remove(LIBERATION_DAY);
        days
    };
    let minutes = |text: &str| {
        let (hour, minute) = text.split_once(':').unwrap();
        hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap()
    };
    let near = |a: &str, b: &str| (minutes(a) - minutes(b)).abs() <= SUN_MINUTES;
    let (one, other) = (without(one), without(other));
    one.len() == other.len()
        && one.iter().all(|(day, spans)| {
            other.get(day).is_some_and(|others| {
                spans.len() == others.len()
                    && spans
                        .iter()
                        .zip(others)
                        .all(|(a, b)| a[2] == b[2] && near(&a[0], &b[0]) && near(&a[1], &b[1]))
            })
        })
}

/// Spans by date, cut at midnight: from, to and state.
fn by_day(windows: &Windows) -> BTreeMap<String, Vec<[String; 3]>> {
    let mut days: BTreeMap<String, Vec<[String; 3]>> = BTreeMap::new();
    for [from, to, state] in windows.iter().flatten() {
        let (mut from, to) = (time(from), time(to));
        while from < to {
            let midnight = NaiveDateTime::from(from.date().succ_opt().unwrap());
            let end = if to < midnight { to.format("%H:%M").to_string() } else { "24:00".into() };
            let span = [from.format("%H:%M").to_string(), end, state.clone()];
            days.entry(from.date().to_string()).or_default().push(span);
            from = midnight;
        }
    }
    days
}

/// `We, Sa` and `Mo , Tu`: a comma between words with a space at it.
fn has_spaced_comma(value: &str) -> bool {
    value.match_indices(',').any(|(at, _)| {
        let (before, after) = (&value[..at], &value[at + 1..]);
        let words = before.trim_end().ends_with(char::is_alphabetic)
            && after.trim_start().starts_with(char::is_alphabetic);
        words && (before.ends_with(' ') || after.starts_with(' '))
    })
}

/// `PH Su`: holidays narrowed to a weekday, or moved by days.
fn narrows_holidays(value: &str) -> bool {
    value.match_indices("PH ").any(|(at, _)| {
        let rest = &value[at + 3..];
        ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "-", "+"].iter().any(|day| rest.starts_with(day))
    })
}
