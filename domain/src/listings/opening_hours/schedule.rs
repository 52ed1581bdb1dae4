//! Hours that were read: rules, and what they make of a day.
//!
//! The grammar and the sense of days ("the last Sunday of October") are the `opening-hours`
//! crate's. How rules add up to a day is done here, because the crate leaves three things out:
//! it takes an open end for open, drops the hours after midnight when another rule holds on the
//! next day but stands earlier in the text, and lets a fallback (`||`) speak for whole days only.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use opening_hours::{OpeningHours, RuleKind};
use opening_hours_syntax::ExtendedTime;
use opening_hours_syntax::rules::day::{DaySelector, HolidayKind, WeekDayRange, Weekday};
use opening_hours_syntax::rules::time::{Time, TimeSelector, TimeSpan};
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleOperator, RuleSequence};

use super::canvas::{Canvas, DAY, Stretch, assemble};
use super::cleanup::clean;
use super::words::is_appointment;
use super::{Span, State, calendar};

/// Texts with more rules are not read. The longest real one has some twenty.
const MAX_RULES: usize = 60;

/// From this minute on, an open end may last past midnight.
const EVENING: i32 = 17 * 60;

/// How long after its beginning an open end in the evening may last, in minutes.
const LONGEST_EVENING: i32 = 10 * 60;

/// By this minute after its day began, every open end has ended: six in the morning.
const MORNING_AFTER: i32 = DAY + 6 * 60;

/// Hours that were read.
#[derive(Clone, Debug)]
pub struct Schedule(Arc<Read>);

#[derive(Debug)]
struct Read {
    /// None where the text could not be read or contradicts itself.
    rules: Option<Vec<Rule>>,
}

#[derive(Debug)]
struct Rule {
    days: Days,
    times: Vec<TimeSpan>,
    /// Closed erases.
    state: State,
    comment: Option<Arc<str>>,
    joins: Joins,
    /// Whether it may last past midnight.
    late: bool,
}

/// What a rule does to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joins {
    /// On its days, they no longer hold.
    Replaces,
    /// It paints over them.
    Adds,
    /// It holds where they say closed.
    Fills,
}

/// The days on which a rule holds.
#[derive(Clone, Debug)]
enum Days {
    /// Weekdays from Monday on, and holidays: by far the most.
    OfWeek { weekdays: [bool; 7], public: bool, school: bool },
    /// Anything else, asked of the crate.
    Selected(Box<OpeningHours>),
}

/// Which stretches of a day are wanted, by the day that they began on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// Those that begin on the day itself.
    pub(super) today: bool,
    /// Those that began the evening before.
    pub(super) last_night: bool,
}

impl Wanted {
    pub(super) const ALL: Self = Self { today: true, last_night: true };
}

impl Schedule {
    /// Reads an `opening_hours` text; never fails: what cannot be read is [`State::Unknown`].
    #[must_use]
    pub fn parse(raw: &str) -> Self {
        let expression = clean(raw).and_then(|text| opening_hours_syntax::parse(&text).ok());
        Self(Arc::new(Read { rules: expression.and_then(rules) }))
    }

    /// Whether the text could be read.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.0.rules.is_some()
    }

    /// The spans in a window of wall time, clipped to it, adjoining equal ones merged; at most
    /// [`MAX_WINDOW_DAYS`](super::MAX_WINDOW_DAYS) from its beginning.
    #[must_use]
    pub fn spans(&self, from: NaiveDateTime, to: NaiveDateTime) -> Vec<Span> {
        assemble(from, to, |date| self.day(date, Wanted::ALL))
    }

    /// The stretches of a day.
    pub(super) fn day(&self, date: NaiveDate, wanted: Wanted) -> Vec<Stretch> {
        let Some(rules) = &self.0.rules else {
            return if wanted.today {
                vec![Stretch::whole_day(State::Unknown)]
            } else {
                Vec::new()
            };
        };
        let mut canvas = Canvas::default();
        for rule in rules {
            if wanted.today && rule.days.hold(date) {
                if rule.joins == Joins::Replaces {
                    canvas.clear();
                }
                rule.paint(&mut canvas, date, 0);
            }
            if let Some(yesterday) = date.pred_opt().filter(|_| wanted.last_night && rule.late)
                && rule.days.hold(yesterday)
            {
                rule.paint(&mut canvas, yesterday, DAY);
            }
        }
        canvas.into_stretches()
    }

    /// The state, where it is the same for ever.
    pub(super) fn constant(&self) -> Option<State> {
        match self.0.rules.as_deref() {
            None => Some(State::Unknown),
            Some([only]) if only.is_always() => Some(only.state),
            Some(_) => None,
        }
    }
}

impl Rule {
    /// Paints the stretches that begin on `date`, as seen `shift` minutes later.
    fn paint(&self, canvas: &mut Canvas, date: NaiveDate, shift: i32) {
        let mut brush = |from: i32, to: i32, state: State, over: bool| {
            let (from, to) = ((from - shift).max(0), (to - shift).min(DAY));
            let last_night = shift > 0;
            let stretch = Stretch { from, to, state, comment: self.comment.clone(), last_night };
            match state {
                _ if from >= to => {}
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

    fn is_always(&self) -> bool {
        let all_day = *self.times == TimeSelector::default().spans;
        all_day && matches!(self.days, Days::OfWeek { weekdays, .. } if weekdays == [true; 7])
    }
}

impl Days {
    fn of(selector: &DaySelector) -> Option<Self> {
        Self::of_week(selector).or_else(|| Self::selected(selector))
    }

    fn of_week(selector: &DaySelector) -> Option<Self> {
        let DaySelector { year, monthday, week, weekday } = selector;
        if !(year.is_empty() && monthday.is_empty() && week.is_empty()) {
            return None;
        }
        let (mut weekdays, mut public, mut school) = ([weekday.is_empty(); 7], false, false);
        for range in weekday {
            match range {
                WeekDayRange::Fixed { range, offset: 0, nth_from_start, nth_from_end }
                    if *nth_from_start == [true; 5] && *nth_from_end == [true; 5] =>
                {
                    let mut day = *range.start();
                    weekdays[index(day)] = true;
                    while day != *range.end() {
                        day = day.succ();
                        weekdays[index(day)] = true;
                    }
                }
                WeekDayRange::Holiday { kind: HolidayKind::Public, offset: 0 } => public = true,
                WeekDayRange::Holiday { kind: HolidayKind::School, offset: 0 } => school = true,
                _ => return None,
            }
        }
        Some(Self::OfWeek { weekdays, public, school })
    }

    /// The crate evaluates only what it has parsed, so the days are printed as a text of their
    /// own; if that does not read back the same, the hours are not understood.
    fn selected(selector: &DaySelector) -> Option<Self> {
        let dates = DaySelector { weekday: Vec::new(), ..selector.clone() };
        let weekdays = DaySelector { weekday: selector.weekday.clone(), ..DaySelector::default() };
        // Without the colon, `Oct Su[1]` reads as a date.
        let colon = if dates.is_empty() || weekdays.is_empty() { "" } else { ": " };
        let read: OpeningHours = format!("{dates}{colon}{weekdays}").parse().ok()?;
        let same = matches!(read.get_expression().rules.as_slice(), [only]
            if only.day_selector == *selector && only.time_selector == TimeSelector::default());
        same.then(|| Self::Selected(Box::new(read.with_context(calendar::CONTEXT.clone()))))
    }

    fn hold(&self, date: NaiveDate) -> bool {
        match self {
            Self::OfWeek { weekdays, public, school } => {
                weekdays[index(date.weekday())]
                    || (*public && calendar::is_public_holiday(date))
                    || (*school && calendar::is_school_holiday(date))
            }
            Self::Selected(days) => !days.schedule_at(date).is_empty(),
        }
    }
}

fn index(day: Weekday) -> usize {
    usize::try_from(day.num_days_from_monday()).unwrap_or(0)
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

/// The rules of an expression; `None` where it cannot be evaluated or contradicts itself.
fn rules(expression: OpeningHoursExpression) -> Option<Vec<Rule>> {
    if expression.rules.len() > MAX_RULES {
        return None;
    }
    let mut rules: Vec<Rule> = Vec::new();
    let mut before: Option<RuleSequence> = None;
    for mut sequence in expression.rules {
        let mut rule = rule(&sequence)?;
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

fn rule(sequence: &RuleSequence) -> Option<Rule> {
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
    Some(Rule { days: Days::of(&sequence.day_selector)?, times, state, comment, joins, late })
}

fn may_pass_midnight(span: &TimeSpan) -> bool {
    match (span.range.start, span.range.end) {
        (Time::Fixed(from), Time::Fixed(to)) => {
            span.open_end || to <= from || to > ExtendedTime::MIDNIGHT_24
        }
        _ => true,
    }
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
