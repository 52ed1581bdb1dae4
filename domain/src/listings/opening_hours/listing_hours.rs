//! The hours of one service of a listing: the weekly ones, with the dated exceptions over them.
//!
//! A dated exception holds for what *begins* on its days. A bar that is closed on Christmas Day
//! stays open until two in the night before, and one that keeps other hours on New Year's Eve
//! closes when those say, after midnight too.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use super::cache::schedule;
use super::canvas::{Canvas, Stretch, assemble, merged};
use super::schedule::{Schedule, Wanted};
use super::zone::wall_time;
use super::{Day, Span, State, calendar};
use crate::listings::model::{HoursException, LifeState, Listing, Service};

/// The hours of one service of a listing.
pub(super) struct ListingHours<'a> {
    /// None where nobody gave any.
    pub(super) weekly: Option<Schedule>,
    /// Whether they are the counter's, for want of the service's own.
    pub(super) borrowed: bool,
    /// Whether the place no longer exists, or moved.
    pub(super) gone: bool,
    /// Until when nothing is delivered.
    pub(super) paused_until: Option<DateTime<Utc>>,
    exceptions: Vec<&'a HoursException>,
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
    pub(super) fn of(listing: &'a Listing, service: Service) -> Self {
        let facts = &listing.facts;
        let own = facts.hours.get(&service);
        let text = own.or_else(|| facts.hours.get(&Service::Counter));
        let borrowed = own.is_none() && text.is_some();
        let concerns = |exception: &&HoursException| {
            exception
                .service
                .is_none_or(|which| which == service || (borrowed && which == Service::Counter))
        };
        let delivers = facts.delivery.as_ref().filter(|_| service == Service::Delivery);
        Self {
            weekly: text.filter(|text| !text.trim().is_empty()).map(|text| schedule(text)),
            borrowed,
            gone: facts.state != LifeState::Running,
            paused_until: delivers.and_then(|delivery| delivery.paused_until),
            exceptions: facts.exceptions.iter().filter(concerns).collect(),
        }
    }

    /// The spans in a window of wall time.
    pub(super) fn spans(&self, from: NaiveDateTime, to: NaiveDateTime) -> Vec<Span> {
        let from = self.paused_until.map(wall_time).map_or(from, |resumed| resumed.max(from));
        assemble(from, to, |date| self.day(date, Wanted::ALL))
    }

    /// The exception that decides on a moment: the day's own, unless the evening before goes on.
    pub(super) fn exception_at(&self, wall: NaiveDateTime) -> Option<&'a HoursException> {
        let date = wall.date();
        let going_on = self.day(date, Wanted::ALL).into_iter().any(|stretch| {
            let last_night = stretch.last_night;
            let span = stretch.on(date);
            last_night && (span.from..span.to).contains(&wall)
        });
        self.exception(if going_on { date.pred_opt()? } else { date })
    }

    /// The exception that holds for what begins on a date.
    fn exception(&self, date: NaiveDate) -> Option<&'a HoursException> {
        match self.overriding(date) {
            Override::Closed(exception) | Override::Hours(exception, _) => Some(exception),
            Override::Nothing | Override::Contradicted => None,
        }
    }

    /// The state, where it is the same for ever.
    pub(super) fn constant(&self) -> Option<State> {
        if self.gone {
            return Some(State::Closed);
        }
        if !self.exceptions.is_empty() || self.paused_until.is_some() {
            return None;
        }
        self.weekly.as_ref().map_or(Some(State::Unknown), Schedule::constant)
    }

    /// Whether a day without an open minute would have had some, were it not a holiday: the same
    /// weekday a week earlier or later has.
    pub(super) fn closed_by_holiday(&self, date: NaiveDate) -> bool {
        let opens = |date: Option<NaiveDate>| {
            date.is_some_and(|date| {
                let day = self.day(date, Wanted { today: true, last_night: false });
                day.iter().any(|stretch| stretch.state == State::Open)
            })
        };
        let week = TimeDelta::days(7);
        calendar::holiday(date).is_some()
            && !opens(Some(date))
            && (opens(date.checked_sub_signed(week)) || opens(date.checked_add_signed(week)))
    }

    /// A day of the week's table: what begins on it, whole, past midnight too.
    pub(super) fn table_day(&self, date: NaiveDate) -> Day {
        let begun_before = |stretch: &Stretch| stretch.last_night;
        let today = self.day(date, Wanted::ALL).into_iter().filter(|s| !begun_before(s));
        let next = date.succ_opt().map_or_else(Vec::new, |next| self.day(next, Wanted::ALL));
        let tonight = next.into_iter().filter(begun_before).map(Stretch::a_day_later);
        Day {
            date,
            spans: merged(today.chain(tonight).map(|stretch| stretch.on(date))),
            holiday: calendar::holiday(date),
            exception: self.exception(date).cloned(),
        }
    }

    /// The stretches of a date, by the day that they began on.
    fn day(&self, date: NaiveDate, wanted: Wanted) -> Vec<Stretch> {
        if self.gone {
            return Vec::new();
        }
        let today = if wanted.today { self.overriding(date) } else { Override::Nothing };
        let before = match date.pred_opt().filter(|_| wanted.last_night) {
            Some(yesterday) => self.overriding(yesterday),
            None => Override::Nothing,
        };
        let mut canvas = Canvas::default();
        let weekly = Wanted {
            today: wanted.today && matches!(today, Override::Nothing),
            last_night: wanted.last_night && matches!(before, Override::Nothing),
        };
        for stretch in self.weekly(date, weekly) {
            canvas.paint(stretch);
        }
        if let Override::Hours(_, schedule) = before {
            for stretch in schedule.day(date, Wanted { today: false, last_night: true }) {
                canvas.fill(&stretch);
            }
        }
        match today {
            Override::Nothing | Override::Closed(_) => {}
            Override::Hours(_, schedule) => {
                for stretch in schedule.day(date, Wanted { today: true, last_night: false }) {
                    canvas.paint(stretch);
                }
            }
            Override::Contradicted => canvas.paint(Stretch::whole_day(State::Unknown)),
        }
        canvas.into_stretches()
    }

    fn weekly(&self, date: NaiveDate, wanted: Wanted) -> Vec<Stretch> {
        match &self.weekly {
            Some(schedule) => schedule.day(date, wanted),
            None if wanted.today => vec![Stretch::whole_day(State::Unknown)],
            None => Vec::new(),
        }
    }

    /// One service's exception goes before one of all, and a shorter before a longer: "closed on
    /// Tuesday" inside "summer hours".
    fn overriding(&self, date: NaiveDate) -> Override<'a> {
        let weight = |exception: &HoursException| {
            (exception.service.is_none(), exception.to.signed_duration_since(exception.from))
        };
        let holding = || {
            let on_date = |e: &&HoursException| (e.from..=e.to).contains(&date);
            self.exceptions.iter().copied().filter(on_date)
        };
        let Some(first) = holding().min_by_key(|exception| weight(exception)) else {
            return Override::Nothing;
        };
        if holding().any(|e| weight(e) == weight(first) && e.spans != first.spans) {
            return Override::Contradicted;
        }
        match &first.spans {
            None => Override::Closed(first),
            Some(spans) => Override::Hours(first, schedule(spans)),
        }
    }
}
