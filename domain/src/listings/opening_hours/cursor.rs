//! Walks over the days of a schedule and counts the steps.
//!
//! Which rules hold on a day is a set of bits: those of its weekday, known since the text was
//! read, and those of the rules with dates or holidays, each looked at again only when it may
//! stand otherwise. Two days with the same rules look the same, unless the sun has a say.

use chrono::{Datelike, NaiveDate};

use super::State;
use super::canvas::{Canvas, DAY, Stretch};
use super::days::{Holds, Look};
use super::rule::Joins;
use super::schedule::{Read, Schedule};
use super::steps::Steps;

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
    pub(super) const TODAY: Self = Self { today: true, last_night: false };
    pub(super) const LAST_NIGHT: Self = Self { today: false, last_night: true };
}

/// The rules that hold on a day, and those of the evening before that go on: days with the same
/// ones look the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    today: u64,
    last_night: u64,
}

/// A walk over the days of a schedule, quickest in their order.
#[derive(Clone, Debug)]
pub(super) struct Cursor {
    schedule: Schedule,
    /// By dated rule.
    looks: Vec<Look>,
    /// The rules of the days asked for last.
    known: [(NaiveDate, u64); 2],
}

impl Cursor {
    pub(super) fn new(schedule: Schedule) -> Self {
        let looks = schedule.read().map_or(0, |read| read.dated.len());
        let known = [(NaiveDate::MIN, 0); 2];
        Self { schedule, looks: vec![Look::NONE; looks], known }
    }

    /// The schedule that it walks over.
    pub(super) fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The stretches of a day.
    pub(super) fn day(&mut self, date: NaiveDate, wanted: Wanted, steps: &mut Steps) -> Canvas {
        let mut canvas = Canvas::default();
        let Some(pattern) = self.rules(date, wanted, steps) else {
            if wanted.today {
                canvas.paint(Stretch::whole_day(State::Unknown));
            }
            return canvas;
        };
        let Some(read) = self.schedule.read() else { return canvas };
        for (at, rule) in read.rules.iter().enumerate() {
            if pattern.today >> at & 1 == 1 {
                if rule.joins == Joins::Replaces {
                    canvas.end_day();
                    if read.nights_end && rule.days.are_weekdays() {
                        canvas.end_night();
                    }
                }
                rule.paint(&mut canvas, date, 0);
            }
            if pattern.last_night >> at & 1 == 1
                && let Some(yesterday) = date.pred_opt()
            {
                rule.paint(&mut canvas, yesterday, DAY);
            }
        }
        steps.take(canvas.strokes());
        canvas
    }

    /// What the day looks like, told without painting it; none where the sun has a say, or the
    /// text cannot be read.
    pub(super) fn pattern(&mut self, date: NaiveDate, steps: &mut Steps) -> Option<Pattern> {
        if self.schedule.read()?.by_sun {
            return None;
        }
        self.rules(date, Wanted::ALL, steps)
    }

    fn rules(&mut self, date: NaiveDate, wanted: Wanted, steps: &mut Steps) -> Option<Pattern> {
        let late = self.schedule.read()?.late;
        let yesterday = date.pred_opt().filter(|_| wanted.last_night && late != 0);
        let last_night = yesterday.map_or(0, |yesterday| self.of(yesterday, steps) & late);
        let today = if wanted.today { self.of(date, steps) } else { 0 };
        Some(Pattern { today, last_night })
    }

    /// The rules that hold on a date.
    fn of(&mut self, date: NaiveDate, steps: &mut Steps) -> u64 {
        if let Some((_, rules)) = self.known.iter().find(|(day, _)| *day == date) {
            return *rules;
        }
        let Some(read) = self.schedule.read() else { return 0 };
        let rules = held(read, &mut self.looks, date, steps);
        self.known = [self.known[1], (date, rules)];
        rules
    }
}

fn held(read: &Read, looks: &mut [Look], date: NaiveDate, steps: &mut Steps) -> u64 {
    steps.take(1);
    let weekday = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0);
    let mut rules = read.weekly[weekday];
    for (look, at) in looks.iter_mut().zip(&read.dated) {
        let days = &read.rules[*at].days;
        if !look.tells(date) {
            steps.take(1);
            *look = days.look(date);
        }
        let holds = match look.holds {
            Holds::Never => false,
            Holds::OnItsWeekdays => days.on_weekday(date),
            Holds::Always => true,
        };
        rules |= u64::from(holds) << at;
    }
    rules
}
