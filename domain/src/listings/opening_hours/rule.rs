//! One rule, and how it paints a day.

use std::sync::Arc;

use chrono::NaiveDate;
use opening_hours::RuleKind;
use opening_hours_syntax::ExtendedTime;
use opening_hours_syntax::rules::time::{Time, TimeSelector, TimeSpan};
use opening_hours_syntax::rules::{RuleOperator, RuleSequence};

use super::canvas::{Canvas, DAY, Stretch};
use super::days::Days;
use super::words::is_appointment;
use super::{State, calendar};

/// From this minute on, an open end may last past midnight.
const EVENING: i32 = 17 * 60;

/// How long after its beginning an open end in the evening may last, in minutes.
const LONGEST_EVENING: i32 = 10 * 60;

/// By this minute after its day began, every open end has ended: six in the morning.
const MORNING_AFTER: i32 = DAY + 6 * 60;

/// One rule.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) days: Days,
    times: Vec<TimeSpan>,
    /// Closed erases.
    pub(super) state: State,
    comment: Option<Arc<str>>,
    pub(super) joins: Joins,
    /// Whether it may last past midnight.
    pub(super) late: bool,
}

/// What a rule does to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joins {
    /// On its days, they no longer hold.
    Replaces,
    /// It paints over them.
    Adds,
    /// It holds where they say closed.
    Fills,
}

impl Rule {
    /// The rule of a sequence; none where its days are not understood.
    pub(super) fn new(sequence: &RuleSequence) -> Option<Self> {
        let comment = Some(Arc::clone(&sequence.comment)).filter(|comment| !comment.is_empty());
        let state = match (sequence.kind, &comment) {
            (RuleKind::Open, _) => State::Open,
            (RuleKind::Closed, _) => State::Closed,
            (RuleKind::Unknown, Some(remark)) if is_appointment(remark) => State::ByAppointment,
            (RuleKind::Unknown, _) => State::Unknown,
        };
        let joins = match (sequence.operator, sequence.kind) {
            (RuleOperator::Fallback, _) => Joins::Fills,
            (RuleOperator::Additional, _) | (_, RuleKind::Closed) => Joins::Adds,
            (RuleOperator::Normal, _) => Joins::Replaces,
        };
        let times = sequence.time_selector.spans.clone();
        let late = times.iter().any(may_pass_midnight);
        Some(Self { days: Days::of(&sequence.day_selector)?, times, state, comment, joins, late })
    }

    /// Its times.
    pub(super) fn times(&self) -> &[TimeSpan] {
        &self.times
    }

    /// Whether its times are the whole day.
    pub(super) fn is_all_day(&self) -> bool {
        self.times == TimeSelector::default().spans
    }

    /// Whether a remark goes with it.
    pub(super) fn has_comment(&self) -> bool {
        self.comment.is_some()
    }

    /// The most strokes that it takes to paint what begins on a day, and what began the day
    /// before.
    pub(super) fn strokes(&self) -> u32 {
        let open_ends = self.times.iter().filter(|span| span.open_end).count();
        let once = u32::try_from(self.times.len() + open_ends).unwrap_or(u32::MAX);
        let clearing = u32::from(self.joins == Joins::Replaces);
        once.saturating_mul(if self.late { 2 } else { 1 }).saturating_add(clearing)
    }

    /// Whether its times move with the sun.
    pub(super) fn is_by_sun(&self) -> bool {
        let by_sun = |time: Time| matches!(time, Time::Variable(_));
        self.times.iter().any(|span| by_sun(span.range.start) || by_sun(span.range.end))
    }

    /// Whether it holds day and night.
    pub(super) fn is_always(&self) -> bool {
        self.is_all_day() && self.days.are_all()
    }

    /// Paints the stretches that begin on `date`, as seen `shift` minutes later.
    pub(super) fn paint(&self, canvas: &mut Canvas, date: NaiveDate, shift: i32) {
        let mut brush = |from: i32, to: i32, state: State, over: bool| {
            let (from, to) = ((from - shift).max(0), (to - shift).min(DAY));
            let last_night = shift > 0;
            let stretch = Stretch { from, to, state, comment: self.comment.clone(), last_night };
            match state {
                _ if from >= to => {}
                State::Closed if over && (from, to) == (0, DAY) => canvas.end_day(),
                State::Closed if over => canvas.erase(from, to),
                State::Closed => {}
                _ if over => canvas.paint(stretch),
                _ => canvas.fill(&stretch),
            }
        };
        let over = self.joins != Joins::Fills;
        let times: Vec<Times> = self.times.iter().filter_map(|t| Times::on(t, date)).collect();
        for Times { from, to, .. } in &times {
            brush(*from, *to, self.state, over);
        }
        for Times { to, open_end, .. } in &times {
            if let Some(end) = *open_end {
                // It is not open beyond the next time that is given.
                let next = times.iter().map(|times| times.from).filter(|from| from > to).min();
                brush(*to, next.map_or(end, |next| next.min(end)), State::Unknown, false);
            }
        }
    }
}

/// A span of times on a certain day, in minutes after it began.
#[derive(Clone, Copy, Debug)]
struct Times {
    from: i32,
    to: i32,
    /// Until when it may last after `to`.
    open_end: Option<i32>,
}

impl Times {
    fn on(span: &TimeSpan, date: NaiveDate) -> Option<Self> {
        let from = minute(span.range.start, date)?;
        let mut to = minute(span.range.end, date)?;
        if to <= from {
            to += DAY;
        }
        if !span.open_end || (from, to) == (0, DAY) {
            return Some(Self { from, to, open_end: None });
        }
        // The crate reads `17:00+` as if it said `17:00-24:00+`.
        let to = if to == DAY { from } else { to };
        let end = if to < EVENING { DAY } else { (to + LONGEST_EVENING).min(MORNING_AFTER) };
        Some(Self { from, to, open_end: Some(end) })
    }
}

/// The minute of a fixed time, or of the sun on that date.
fn minute(time: Time, date: NaiveDate) -> Option<i32> {
    match time {
        Time::Fixed(time) => Some(i32::from(time.mins_from_midnight())),
        Time::Variable(by_sun) => {
            Some((calendar::sun(date, by_sun.event)? + i32::from(by_sun.offset)).clamp(0, DAY))
        }
    }
}

fn may_pass_midnight(span: &TimeSpan) -> bool {
    match (span.range.start, span.range.end) {
        (Time::Fixed(from), Time::Fixed(to)) => {
            span.open_end || to <= from || to > ExtendedTime::MIDNIGHT_24
        }
        _ => true,
    }
}
