//! Hours that were read: rules, and what they make of a day.
//!
//! The grammar and the sense of days ("the last Sunday of October") are the `opening-hours`
//! crate's. How rules add up to a day is done here, because the crate leaves three things out:
//! it takes an open end for open, drops the hours after midnight when another rule holds on the
//! next day but stands earlier in the text, and lets a fallback (`||`) speak for whole days only.

use std::sync::Arc;

use chrono::NaiveDateTime;
use opening_hours::RuleKind;
use opening_hours_syntax::rules::time::TimeSelector;
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleOperator, RuleSequence};

use super::canvas::{assemble, days_between};
use super::cleanup::clean;
use super::cursor::{Cursor, Wanted};
use super::rule::{Joins, Rule};
use super::steps::{MAX_DAY_STEPS, Steps};
use super::{Span, State};

/// Texts with more rules are not read. The longest real one has some thirty, and the rules of a
/// day are bits of a number.
const MAX_RULES: usize = 60;

/// Hours that were read.
#[derive(Clone, Debug)]
pub struct Schedule(Option<Arc<Read>>);

/// The rules of a text, and what can be told of them beforehand.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) rules: Vec<Rule>,
    /// The rules that hold on each weekday from Monday on, whatever the date.
    pub(super) weekly: [u64; 7],
    /// The other rules.
    pub(super) dated: Vec<usize>,
    /// The rules that may last past midnight.
    pub(super) late: u64,
    /// Whether the weekdays of a later rule end the night before them.
    pub(super) nights_end: bool,
    /// Whether any time moves with the sun.
    pub(super) by_sun: bool,
    /// The most steps that a day may cost.
    day_steps: u32,
}

impl Schedule {
    /// Hours that nobody can read.
    pub(super) const UNREADABLE: Self = Self(None);

    /// Reads an `opening_hours` text; never fails: what cannot be read is [`State::Unknown`].
    #[must_use]
    pub fn parse(raw: &str) -> Self {
        let expression = clean(raw).and_then(|text| opening_hours_syntax::parse(&text).ok());
        let read = expression.and_then(rules).map(Read::new);
        Self(read.filter(|read| read.day_steps <= MAX_DAY_STEPS).map(Arc::new))
    }

    /// Whether the text could be read.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.0.is_some()
    }

    /// The spans in a window of wall time, clipped to it, adjoining equal ones merged; at most
    /// [`MAX_WINDOW_DAYS`](super::MAX_WINDOW_DAYS) from its beginning.
    #[must_use]
    pub fn spans(&self, from: NaiveDateTime, to: NaiveDateTime) -> Vec<Span> {
        let mut cursor = Cursor::new(self.clone());
        let mut steps = Steps::for_days(days_between(from, to));
        assemble(from, to, |date| cursor.day(date, Wanted::ALL, &mut steps).into_stretches())
    }

    /// What was read, if it could be.
    pub(super) fn read(&self) -> Option<&Read> {
        self.0.as_deref()
    }

    /// The most steps that a day of it costs.
    pub(super) fn day_steps(&self) -> u32 {
        self.read().map_or(0, |read| read.day_steps)
    }

    /// Whether it ever says open.
    pub(super) fn may_open(&self) -> bool {
        self.read().is_some_and(|read| read.rules.iter().any(|rule| rule.state == State::Open))
    }

    /// The state, where it is the same for ever.
    pub(super) fn constant(&self) -> Option<State> {
        match self.read().map(|read| read.rules.as_slice()) {
            None => Some(State::Unknown),
            Some([only]) if only.is_always() => Some(only.state),
            Some(_) => None,
        }
    }
}

impl Read {
    fn new(rules: Vec<Rule>) -> Self {
        let mut read = Self {
            weekly: [0; 7],
            dated: Vec::new(),
            late: 0,
            nights_end: nights_end(&rules),
            by_sun: rules.iter().any(Rule::is_by_sun),
            day_steps: 1,
            rules: Vec::new(),
        };
        for (at, rule) in rules.iter().enumerate() {
            if rule.days.are_weekdays() {
                let days = read.weekly.iter_mut().zip(rule.days.weekdays());
                days.for_each(|(held, holds)| *held |= u64::from(*holds) << at);
            } else {
                read.dated.push(at);
                read.day_steps += 1;
            }
            read.late |= u64::from(rule.late) << at;
            read.day_steps = read.day_steps.saturating_add(rule.strokes());
        }
        Self { rules, ..read }
    }
}

/// The rules of an expression; `None` where it cannot be evaluated or contradicts itself.
fn rules(expression: OpeningHoursExpression) -> Option<Vec<Rule>> {
    if expression.rules.len() > MAX_RULES {
        return None;
    }
    let mut rules: Vec<Rule> = Vec::new();
    let mut before: Option<RuleSequence> = None;
    for mut sequence in expression.rules {
        let mut rule = Rule::new(&sequence)?;
        if let Some(before) = before.filter(|before| continues(before, &sequence)) {
            if overlap(&before.time_selector, &sequence.time_selector) {
                return None;
            }
            rule.days = rules.last()?.days.clone();
            rule.joins = Joins::Adds;
            sequence.day_selector = before.day_selector;
            sequence.time_selector.spans.extend(before.time_selector.spans);
        }
        rules.push(rule);
        before = Some(sequence);
    }
    Some(rules)
}

/// Whether a night ends at midnight when a rule that stands later in the text holds on the next
/// day, which is how the grammar has it.
///
/// Who runs a pub and writes `Tu-Th 16:00-01:00; Fr,Sa 16:00-03:00` does not mean that Thursday
/// night ends at midnight. So nights go on, unless one of them runs into a weekday of ordinary
/// hours, as Sunday in `Fr-Sa 11:00-04:00; Su 12:00-24:00`: there the letter of the text is kept.
fn nights_end(rules: &[Rule]) -> bool {
    let weekly = || rules.iter().enumerate().filter(|(_, rule)| rule.days.are_weekdays());
    let follows = |night: &Rule, day: &Rule| {
        (0..7).any(|at| night.days.weekdays()[at] && day.days.weekdays()[(at + 1) % 7])
    };
    weekly().filter(|(_, night)| night.late).any(|(at, night)| {
        let mut later =
            weekly().filter(|(later, rule)| *later > at && rule.joins == Joins::Replaces);
        later.any(|(_, day)| !day.late && follows(night, day))
    })
}

/// Whether a rule of only times goes on with the days of the one before: who writes
/// `Mo-Sa 09:00-12:00; 16:00-18:00` means the afternoons of the same days. Where its times
/// overlap the earlier ones, nobody knows which of the two is right.
fn continues(before: &RuleSequence, rule: &RuleSequence) -> bool {
    let plain = |rule: &RuleSequence| {
        rule.kind == RuleKind::Open
            && rule.comment.is_empty()
            && rule.time_selector != TimeSelector::default()
    };
    rule.operator == RuleOperator::Normal
        && rule.day_selector.is_empty()
        && !before.day_selector.is_empty()
        && plain(rule)
        && plain(before)
}

fn overlap(one: &TimeSelector, other: &TimeSelector) -> bool {
    one.spans.iter().any(|a| {
        other.spans.iter().any(|b| a.range.start < b.range.end && b.range.start < a.range.end)
    })
}
