//! The hours of one service of a listing: the weekly ones, with the dated exceptions over them.
//!
//! A dated exception holds for what *begins* on its days. A bar that is closed on Christmas Day
//! stays open until two in the night before, and one that keeps other hours on New Year's Eve
//! closes when those say, after midnight too.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use super::cache::schedule;
use super::canvas::{Canvas, Stretch, assemble, merged};
use super::cursor::{Cursor, Pattern, Wanted};
use super::exceptions::{holds, turn};
use super::schedule::Schedule;
use super::steps::{MAX_EXCEPTION_STEPS, MAX_LISTING_DAY_STEPS, Steps};
use super::zone::wall_time;
use super::{Day, Span, State, calendar};
use crate::listings::model::{Facts, HoursException, LifeState, Service};

/// The hours of one service of a listing, for one question about them.
pub(super) struct ListingHours<'a> {
    service: Service,
    /// None where nobody gave any.
    weekly: Option<Cursor>,
    /// Whether they are the counter's, for want of the service's own.
    pub(super) borrowed: bool,
    /// Whether the place no longer exists, or moved.
    pub(super) gone: bool,
    /// Until when nothing is delivered.
    pub(super) paused_until: Option<DateTime<Utc>>,
    exceptions: Vec<&'a HoursException>,
    /// Days, the first and the one after the last, on which no exception holds.
    calm: Option<(NaiveDate, NaiveDate)>,
    steps: Steps,
}

/// What the exceptions say of a day.
enum Override<'a> {
    Nothing,
    Closed(&'a HoursException),
    Hours(&'a HoursException, Schedule),
    /// Two of the same weight say different things.
    Contradicted,
}

impl<'a> ListingHours<'a> {
    /// The hours of a service. Kitchen, pick-up and delivery borrow the counter's.
    pub(super) fn of(facts: &'a Facts, service: Service, steps: Steps) -> Self {
        let own = facts.hours.get(&service);
        let text = own.or_else(|| facts.hours.get(&Service::Counter));
        let borrowed = own.is_none() && text.is_some();
        let concerns = |exception: &&HoursException| {
            exception
                .service
                .is_none_or(|which| which == service || (borrowed && which == Service::Counter))
        };
        let delivers = facts.delivery.as_ref().filter(|_| service == Service::Delivery);
        let given = text.filter(|text| !text.trim().is_empty());
        Self {
            service,
            weekly: given.map(|text| Cursor::new(schedule(text))),
            borrowed,
            gone: facts.state != LifeState::Running,
            paused_until: delivers.and_then(|delivery| delivery.paused_until),
            exceptions: facts.exceptions.iter().filter(concerns).collect(),
            calm: None,
            steps,
        }
    }

    /// The weekly hours, if anybody gave some.
    pub(super) fn weekly(&self) -> Option<&Schedule> {
        self.weekly.as_ref().map(Cursor::schedule)
    }

    /// How many steps the question has cost so far.
    pub(super) fn steps_taken(&self) -> u32 {
        self.steps.taken()
    }

    /// Whether the steps that are left are enough for another day.
    pub(super) fn can_go_on(&self) -> bool {
        self.steps.has(MAX_LISTING_DAY_STEPS)
    }

    /// The spans in a window of wall time.
    pub(super) fn spans(&mut self, from: NaiveDateTime, to: NaiveDateTime) -> Vec<Span> {
        let from = self.paused_until.map(wall_time).map_or(from, |resumed| resumed.max(from));
        assemble(from, to, |date| self.day(date))
    }

    /// The exception that decides on a moment: the day's own, unless the evening before goes on.
    pub(super) fn exception_at(&mut self, wall: NaiveDateTime) -> Option<&'a HoursException> {
        let date = wall.date();
        if self.exceptions.is_empty() {
            return None;
        }
        let going_on = self.day(date).into_iter().any(|stretch| {
            let last_night = stretch.last_night;
            let span = stretch.on(date);
            last_night && (span.from..span.to).contains(&wall)
        });
        self.exception(if going_on { date.pred_opt()? } else { date })
    }

    /// The state, where it is the same for ever.
    pub(super) fn constant(&self) -> Option<State> {
        if self.gone {
            return Some(State::Closed);
        }
        if !self.exceptions.is_empty() || self.paused_until.is_some() {
            return None;
        }
        self.weekly().map_or(Some(State::Unknown), Schedule::constant)
    }

    /// Whether it ever says open.
    pub(super) fn may_open(&self) -> bool {
        self.weekly().is_some_and(Schedule::may_open)
            || self.exceptions.iter().any(|exception| exception.spans.is_some())
    }

    /// Whether a day without an open minute would have had some, were it not a holiday: the same
    /// weekday a week earlier or later has.
    pub(super) fn closed_by_holiday(&mut self, date: NaiveDate) -> bool {
        if calendar::holiday(date).is_none() || self.opens_on(Some(date)) {
            return false;
        }
        let week = TimeDelta::days(7);
        self.opens_on(date.checked_sub_signed(week)) || self.opens_on(date.checked_add_signed(week))
    }

    /// Days of the week's table: what begins on each, whole, past midnight too.
    pub(super) fn table(&mut self, first: NaiveDate, days: usize) -> Vec<Day> {
        let dates = || first.iter_days().take(days);
        let mut painted: Vec<Vec<Stretch>> =
            first.iter_days().take(days + 1).map(|date| self.day(date)).collect();
        let nights: Vec<Vec<Stretch>> = painted
            .iter_mut()
            .map(|day| {
                let (nights, today) = std::mem::take(day).into_iter().partition(|s| s.last_night);
                *day = today;
                nights
            })
            .collect();
        let whole = painted.into_iter().zip(nights.into_iter().skip(1));
        let row = |(date, (today, tonight)): (NaiveDate, (Vec<Stretch>, Vec<Stretch>))| {
            let all = today.into_iter().chain(tonight.into_iter().map(Stretch::a_day_later));
            Day {
                date,
                spans: merged(all.map(|stretch| stretch.on(date))),
                holiday: calendar::holiday(date),
                exception: self.exception(date).cloned(),
            }
        };
        dates().zip(whole).map(row).collect()
    }

    /// The stretches of a date. Where the steps do not reach, nothing is known.
    pub(super) fn day(&mut self, date: NaiveDate) -> Vec<Stretch> {
        if self.gone {
            return Vec::new();
        }
        if !self.can_go_on() {
            return vec![Stretch::whole_day(State::Unknown)];
        }
        let today = self.overriding(date);
        let before = date.pred_opt().map_or(Override::Nothing, |day| self.overriding(day));
        let weekly = Wanted {
            today: matches!(today, Override::Nothing),
            last_night: matches!(before, Override::Nothing),
        };
        let mut canvas = self.weekly_day(date, weekly);
        let strokes = canvas.strokes();
        if let Override::Hours(_, schedule) = before {
            for stretch in self.excepted(schedule, date, Wanted::LAST_NIGHT) {
                canvas.fill(&stretch);
            }
        }
        match today {
            Override::Nothing | Override::Closed(_) => {}
            Override::Hours(_, schedule) => {
                for stretch in self.excepted(schedule, date, Wanted::TODAY) {
                    canvas.paint(stretch);
                }
            }
            Override::Contradicted => canvas.paint(Stretch::whole_day(State::Unknown)),
        }
        self.steps.take(canvas.strokes() - strokes);
        canvas.into_stretches()
    }

    /// What the day looks like, told without painting it; none where that cannot be told.
    pub(super) fn pattern(&mut self, date: NaiveDate) -> Option<Pattern> {
        let yesterday = date.pred_opt()?;
        let plain = self.is_calm(yesterday) && self.is_calm(date) && self.can_go_on();
        if !plain {
            return None;
        }
        self.weekly.as_mut()?.pattern(date, &mut self.steps)
    }

    /// The exception that holds for what begins on a date.
    fn exception(&mut self, date: NaiveDate) -> Option<&'a HoursException> {
        match self.overriding(date) {
            Override::Closed(exception) | Override::Hours(exception, _) => Some(exception),
            Override::Nothing | Override::Contradicted => None,
        }
    }

    fn opens_on(&mut self, date: Option<NaiveDate>) -> bool {
        let Some(date) = date else { return false };
        self.day(date).iter().any(|s| !s.last_night && s.state == State::Open)
    }

    fn weekly_day(&mut self, date: NaiveDate, wanted: Wanted) -> Canvas {
        match &mut self.weekly {
            Some(cursor) => cursor.day(date, wanted, &mut self.steps),
            None => {
                let mut canvas = Canvas::default();
                if wanted.today {
                    canvas.paint(Stretch::whole_day(State::Unknown));
                }
                canvas
            }
        }
    }

    fn excepted(&mut self, schedule: Schedule, date: NaiveDate, wanted: Wanted) -> Vec<Stretch> {
        Cursor::new(schedule).day(date, wanted, &mut self.steps).into_stretches()
    }

    fn overriding(&mut self, date: NaiveDate) -> Override<'a> {
        if self.is_calm(date) {
            return Override::Nothing;
        }
        let service = self.service;
        let holding = || self.exceptions.iter().copied().filter(|e| holds(e, date));
        let Some(first) = holding().min_by_key(|exception| turn(exception, service)) else {
            return Override::Nothing;
        };
        if holding().any(|e| turn(e, service) == turn(first, service) && e.spans != first.spans) {
            return Override::Contradicted;
        }
        match &first.spans {
            None => Override::Closed(first),
            Some(spans) => Override::Hours(first, note(spans)),
        }
    }

    /// Whether no exception holds on a date; remembered until the next one begins.
    fn is_calm(&mut self, date: NaiveDate) -> bool {
        if self.calm.is_some_and(|(first, end)| (first..end).contains(&date)) {
            return true;
        }
        if self.exceptions.iter().any(|exception| holds(exception, date)) {
            return false;
        }
        let next = self.exceptions.iter().map(|e| e.from).filter(|from| *from > date).min();
        self.calm = Some((date, next.unwrap_or(NaiveDate::MAX)));
        true
    }
}

/// The hours of an exception. A note on the door has few times; one that has many is not read.
fn note(spans: &str) -> Schedule {
    let schedule = schedule(spans);
    let is_short = schedule.day_steps() <= MAX_EXCEPTION_STEPS;
    if is_short { schedule } else { Schedule::UNREADABLE }
}
