//! A week at a glance: weekly hours as a form shows them, two spans a day and a line for public
//! holidays.
//!
//! Most hours are no more than that. What says more (seasons, weeks, remarks, the sun) has no
//! grid, and whoever edits it edits the text: a grid never stands for a text that it does not
//! wholly say. Written out and read again, a grid is the same grid.

use chrono::{NaiveTime, TimeDelta, Timelike};
use opening_hours_syntax::rules::time::{Time, TimeSpan};

use super::State;
use super::rule::{Joins, Rule};
use super::schedule::Schedule;

/// The most spans of a day.
pub const GRID_SPANS_MAX: usize = 2;
/// A day, in minutes.
const DAY_MINUTES: u16 = 24 * 60;
/// The days as OSM writes them.
const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// From one time of the clock to another; an end that is not after the beginning is the next
/// day's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockSpan {
    /// Minutes after midnight, less than a day.
    from: u16,
    /// Minutes after the same midnight: more than `from`, by a day at most.
    to: u16,
}

impl ClockSpan {
    /// A span by the times on the wall.
    #[must_use]
    pub fn new(from: NaiveTime, to: NaiveTime) -> Self {
        let minute =
            |time: NaiveTime| u16::try_from(time.hour() * 60 + time.minute()).unwrap_or_default();
        let (from, to) = (minute(from), minute(to));
        Self { from, to: if to <= from { to + DAY_MINUTES } else { to } }
    }

    /// When it begins, by the wall.
    #[must_use]
    pub fn from(self) -> NaiveTime {
        wall(self.from)
    }

    /// When it ends, by the wall; midnight stands for the end of the day.
    #[must_use]
    pub fn to(self) -> NaiveTime {
        wall(self.to)
    }

    /// As OSM writes it.
    #[must_use]
    pub fn osm(self) -> String {
        let to = if self.to > DAY_MINUTES { self.to - DAY_MINUTES } else { self.to };
        let clock = |at: u16| format!("{:02}:{:02}", at / 60, at % 60);
        format!("{}-{}", clock(self.from), clock(to))
    }

    /// A day from its beginning to its end, closed in between. What does not lie inside, and ends
    /// before midnight, is no pause: whoever says that they open at one opens at one.
    #[must_use]
    pub fn parted(self, pauses: &[Self]) -> DaySpans {
        let mut inside: Vec<Self> = pauses.iter().copied().filter(|it| self.has(*it)).collect();
        inside.sort_unstable();
        let mut day = DaySpans::new();
        let mut from = self.from;
        for pause in inside {
            if from < pause.from {
                day.push(Self { from, to: pause.from });
            }
            from = from.max(pause.to);
        }
        day.push(Self { from, to: self.to });
        day
    }

    /// Whether it is closed for another in between, and opens again the same day.
    #[must_use]
    pub fn has(self, pause: Self) -> bool {
        self.from < pause.from && pause.to < self.to && pause.to < DAY_MINUTES
    }

    fn read(span: &TimeSpan) -> Option<Self> {
        let (Time::Fixed(from), Time::Fixed(to)) = (span.range.start, span.range.end) else {
            return None;
        };
        let (from, mut to) = (from.mins_from_midnight(), to.mins_from_midnight());
        if to <= from {
            to += DAY_MINUTES;
        }
        let plain = !span.open_end && span.repeats.is_none();
        (plain && from < DAY_MINUTES && to - from <= DAY_MINUTES).then_some(Self { from, to })
    }
}

/// The spans of a day, in order; none: closed.
pub type DaySpans = Vec<ClockSpan>;

/// When a day is closed between its spans.
#[must_use]
pub fn pauses(spans: &[ClockSpan]) -> Vec<ClockSpan> {
    let between = spans.windows(2).filter(|pair| pair[0].to < pair[1].from);
    between.map(|pair| ClockSpan { from: pair[0].to, to: pair[1].from }).collect()
}

/// Whether a day can be so: no more spans than fit, in order, none into another.
#[must_use]
pub fn is_sound_day(spans: &[ClockSpan]) -> bool {
    let apart = spans.windows(2).all(|pair| pair[0].to <= pair[1].from);
    let round = match spans {
        [first, .., last] => last.to <= first.from + DAY_MINUTES,
        _ => true,
    };
    spans.len() <= GRID_SPANS_MAX && apart && round
}

/// Weekly hours as a form shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeekGrid {
    /// From Monday on.
    pub days: [DaySpans; 7],
    /// Of public holidays; none where they are as any day.
    pub holidays: Option<DaySpans>,
}

impl WeekGrid {
    /// The grid that says all that a text says; none where no grid does.
    #[must_use]
    pub fn read(raw: &str) -> Option<Self> {
        let schedule = Schedule::parse(raw);
        let read = schedule.read()?;
        // In such a text some nights end at midnight, which a grid cannot say.
        if read.nights_end {
            return None;
        }
        let mut grid = Self::default();
        for rule in &read.rules {
            grid.take(rule)?;
        }
        let mut days = grid.days.iter_mut().chain(&mut grid.holidays);
        let sound = days.all(|day| {
            day.sort_unstable();
            is_sound_day(day)
        });
        sound.then_some(grid)
    }

    /// The text that says it.
    #[must_use]
    pub fn raw(&self) -> String {
        let mut groups: Vec<(&DaySpans, Vec<usize>)> = Vec::new();
        for (at, spans) in self.days.iter().enumerate().filter(|(_, spans)| !spans.is_empty()) {
            match groups.iter_mut().find(|(same, _)| *same == spans) {
                Some((_, days)) => days.push(at),
                None => groups.push((spans, vec![at])),
            }
        }
        // A rule that stands after a night would end it.
        groups.sort_by_key(|(spans, _)| spans.iter().any(|span| span.to > DAY_MINUTES));
        let mut rules: Vec<String> =
            groups.iter().map(|(spans, days)| format!("{} {}", names(days), osm(spans))).collect();
        if rules.is_empty() {
            rules.push("Mo-Su off".to_owned());
        }
        if let Some(spans) = &self.holidays {
            let times = if spans.is_empty() { "off".to_owned() } else { osm(spans) };
            rules.push(format!("PH {times}"));
        }
        rules.join("; ")
    }

    /// Takes in what a rule says, as far as a grid can say it.
    fn take(&mut self, rule: &Rule) -> Option<()> {
        let (weekdays, holidays) = rule.days.plain()?;
        let spans = match rule.state {
            State::Open => rule.times().iter().map(ClockSpan::read).collect::<Option<Vec<_>>>()?,
            State::Closed if rule.is_all_day() => Vec::new(),
            State::Closed | State::ByAppointment | State::Unknown => return None,
        };
        let any = weekdays.contains(&true);
        // After holidays were named, weekdays would hold on those as well.
        let speaks_over = any && self.holidays.is_some();
        if rule.has_comment() || rule.joins == Joins::Fills || speaks_over {
            return None;
        }
        let adds = rule.state == State::Open && rule.joins == Joins::Adds;
        if adds && holidays {
            return None;
        }
        let named = self.days.iter_mut().zip(weekdays).filter(|(_, named)| **named);
        for (day, _) in named {
            if !adds {
                day.clear();
            }
            day.extend_from_slice(&spans);
        }
        if holidays {
            self.holidays = Some(spans);
        }
        Some(())
    }
}

/// Days in words, neighbours as a range: `Mo-We,Fr`.
fn names(days: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for day in days {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *day => *last = *day,
            _ => ranges.push((*day, *day)),
        }
    }
    let name = |(first, last): &(usize, usize)| match last - first {
        0 => DAYS[*first].to_owned(),
        1 => format!("{},{}", DAYS[*first], DAYS[*last]),
        _ => format!("{}-{}", DAYS[*first], DAYS[*last]),
    };
    ranges.iter().map(name).collect::<Vec<_>>().join(",")
}

/// The spans of a day as OSM writes them.
#[must_use]
pub fn osm(spans: &[ClockSpan]) -> String {
    spans.iter().map(|span| span.osm()).collect::<Vec<_>>().join(",")
}

fn wall(minutes: u16) -> NaiveTime {
    // Times of the clock turn over at midnight by themselves.
    NaiveTime::MIN + TimeDelta::minutes(minutes.into())
}
