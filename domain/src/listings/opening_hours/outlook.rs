//! What it is at an instant, and what comes.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::State;
use super::canvas::Stretch;
use super::cursor::Pattern;
use super::listing_hours::ListingHours;
use super::zone::{Steady, steady};

/// How far ahead a change of state is looked for, in days.
pub const HORIZON_DAYS: i64 = 400;

/// What it is now and what comes.
#[derive(Default)]
pub(super) struct Outlook {
    pub(super) state: Option<State>,
    pub(super) comment: Option<String>,
    pub(super) until: Option<DateTime<Utc>>,
    pub(super) opens_at: Option<DateTime<Utc>>,
}

impl Outlook {
    /// Looks at one instant only.
    pub(super) fn at(hours: &mut ListingHours, at: DateTime<Utc>) -> Self {
        let mut now = Self::default();
        let paused_until = hours.paused_until.filter(|until| *until > at && !hours.gone);
        if paused_until.is_some() {
            now.state = Some(State::Closed);
            return now;
        }
        let Some(steady) = steady(at, at + TimeDelta::minutes(1)).next() else { return now };
        let day = steady.wall(steady.from).date();
        let first = states(hours.day(day), day, &steady).into_iter().next();
        if let Some((_, state, comment)) = first {
            (now.state, now.comment) = (Some(state), comment);
        }
        now
    }

    /// Looks ahead from an instant until everything is known that anybody asks for, the horizon
    /// is reached, or the steps are used up.
    pub(super) fn look_ahead(&mut self, hours: &mut ListingHours, at: DateTime<Utc>) {
        if hours.constant().is_some() {
            return;
        }
        // A pause may outlast the evening: it is over when the hours go on after it.
        let from = hours.paused_until.map_or(at, |until| until.max(at));
        let may_open = hours.may_open();
        // Days that look the same as one on which nothing happened need no second look.
        let mut uneventful: Vec<Pattern> = Vec::new();
        for steady in steady(from, from + TimeDelta::days(HORIZON_DAYS)) {
            for day in days(&steady) {
                if self.is_complete(may_open) || !hours.can_go_on() {
                    return;
                }
                let whole = is_whole(day, &steady);
                let pattern = hours.pattern(day).filter(|_| whole);
                if pattern.is_some_and(|pattern| uneventful.contains(&pattern)) {
                    continue;
                }
                let before = (self.until, self.opens_at);
                for (begin, state, _) in states(hours.day(day), day, &steady) {
                    self.take(begin, state);
                }
                if before == (self.until, self.opens_at) {
                    uneventful.extend(pattern);
                }
            }
        }
    }

    /// Takes in a state that begins.
    fn take(&mut self, begin: DateTime<Utc>, state: State) {
        if Some(state) == self.state {
            return;
        }
        self.until.get_or_insert(begin);
        if state == State::Open {
            self.opens_at.get_or_insert(begin);
        }
    }

    fn is_complete(&self, may_open: bool) -> bool {
        let asks_for_opening = may_open && self.state != Some(State::Open);
        self.until.is_some() && (self.opens_at.is_some() || !asks_for_opening)
    }
}

/// The dates that a steady stretch touches.
fn days(steady: &Steady) -> impl Iterator<Item = NaiveDate> + use<> {
    let (first, end) = (steady.wall(steady.from).date(), steady.wall(steady.to));
    first.iter_days().take_while(move |day| day.and_time(NaiveTime::MIN) < end)
}

/// Whether all of a date lies in a steady stretch.
fn is_whole(day: NaiveDate, steady: &Steady) -> bool {
    let begin = day.and_time(NaiveTime::MIN);
    steady.wall(steady.from) <= begin && begin + TimeDelta::days(1) <= steady.wall(steady.to)
}

/// The states of the part of a day that lies in a steady stretch, closed ones too, each with its
/// beginning.
fn states(
    stretches: Vec<Stretch>,
    day: NaiveDate,
    steady: &Steady,
) -> Vec<(DateTime<Utc>, State, Option<String>)> {
    let midnight = day.and_time(NaiveTime::MIN);
    let begin = midnight.max(steady.wall(steady.from));
    let end = (midnight + TimeDelta::days(1)).min(steady.wall(steady.to));
    let mut states = Vec::new();
    let mut reached = begin;
    let mut push = |from: NaiveDateTime, state, comment| {
        states.push((steady.instant(from), state, comment));
    };
    for span in stretches.into_iter().map(|stretch| stretch.on(day)) {
        let (from, to) = (span.from.max(begin), span.to.min(end));
        if from >= to {
            continue;
        }
        if reached < from {
            push(reached, State::Closed, None);
        }
        push(from, span.state, span.comment);
        reached = to;
    }
    if reached < end {
        push(reached, State::Closed, None);
    }
    states
}
