//! Opening hours: what OSM's `opening_hours` text means to a Dutch shopper, and how sure we are.
//!
//! The text is kept raw and evaluated in the installation's zone. Everything that asks whether
//! a place is open asks [`status`], so a dated exception overrides everywhere.
//!
//! On its way from text to answer a value passes `lexer`, `pieces` and `printer` (together the
//! clean-up, with its vocabulary in `words`) and becomes a [`Schedule`] of rules: `days` says
//! when a `rule` holds, a `cursor` walks over the days and has the rules paint each on a
//! `canvas`. `listing_hours` lays exceptions over it, by the order that `exceptions` keeps among
//! them, and `outlook` looks ahead from an instant for `status`. `steps` bounds the work of an answer. `grid` is the week as a form shows it.

mod arrival;
mod cache;
mod calendar;
mod canvas;
mod cleanup;
mod cursor;
mod days;
pub(crate) mod exceptions;
pub mod grid;
mod intervals;
mod lexer;
mod listing_hours;
mod outlook;
mod pieces;
mod printer;
mod rule;
mod schedule;
mod status;
mod steps;
mod words;
mod zone;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

pub use self::arrival::{Arrival, JUST_IN_TIME_MINUTES, arrival};
pub use self::calendar::{Holiday, holiday, ramadan};
pub use self::canvas::MAX_WINDOW_DAYS;
use self::canvas::days_between;
use self::grid::{ClockSpan, DaySpans};
pub use self::intervals::{Interval, intervals};
use self::listing_hours::ListingHours;
pub use self::outlook::HORIZON_DAYS;
pub use self::schedule::Schedule;
pub use self::status::{certain_since, certainty, certainty_on, status, status_counted};
pub use self::steps::MAX_STEPS;
use self::steps::Steps;
pub use self::zone::{ZONE, wall_time};
use super::model::{Facts, HoursException, Listing, Service};

/// What a place is at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Open.
    Open,
    /// Closed.
    Closed,
    /// By appointment.
    ByAppointment,
    /// Not known: no hours, unreadable, contradicted, or after the start of an open end.
    Unknown,
}

/// How sure the state is, from where the hours came and when they were last confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Confirmed not long ago.
    Confirmed,
    /// From a source that does not say when it was confirmed, or somewhat long ago.
    Likely,
    /// Confirmed long ago.
    Old,
}

/// The answer to "is it open?".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// What it is.
    pub state: State,
    /// How sure that is.
    pub certainty: Certainty,
    /// Until when this state lasts, if it changes within [`HORIZON_DAYS`].
    pub until: Option<DateTime<Utc>>,
    /// When it opens next, if it is not open now.
    pub opens_at: Option<DateTime<Utc>>,
    /// When the hours were last confirmed, if known.
    pub confirmed_on: Option<NaiveDate>,
    /// Why it is so, when the weekly hours alone do not say.
    pub reason: Option<Reason>,
}

/// Why a place is what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A public holiday.
    Holiday(Holiday),
    /// A dated exception, with the note on the door.
    Exception(Option<String>),
    /// A comment in the hours, such as "op afspraak".
    Comment(String),
    /// Nobody gave hours for this service.
    NoHours,
    /// The hours cannot be read.
    Unreadable,
    /// It no longer exists, or moved.
    Gone,
    /// Deliveries are paused until [`Status::until`].
    Paused,
}

/// A stretch of local wall time in one state; what lies between spans is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// From this wall time.
    pub from: NaiveDateTime,
    /// Until this wall time, not included.
    pub to: NaiveDateTime,
    /// Open, unknown or by appointment; never closed.
    pub state: State,
    /// The comment that stands in the hours, if any.
    pub comment: Option<String>,
}

impl Span {
    /// Whether another goes on where this one ends, in the same state with the same comment.
    fn adjoins(&self, next: &Self) -> bool {
        self.to == next.from && self.state == next.state && self.comment == next.comment
    }

    /// The same by the clock of any day; none where it is not open, or longer than a day.
    #[must_use]
    pub fn by_the_clock(&self) -> Option<ClockSpan> {
        let fits = self.state == State::Open && self.to - self.from <= TimeDelta::days(1);
        fits.then(|| ClockSpan::new(self.from.time(), self.to.time()))
    }
}

/// One day of the coming week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The date.
    pub date: NaiveDate,
    /// The spans that begin on it; past midnight, `to` lies on the next day.
    pub spans: Vec<Span>,
    /// The holiday, if it is one.
    pub holiday: Option<Holiday>,
    /// The exception that holds on it, if one does.
    pub exception: Option<HoursException>,
}

/// The spans of a listing's service in a window of wall time, exceptions and state included;
/// at most [`MAX_WINDOW_DAYS`] from its beginning.
#[must_use]
pub fn spans(
    listing: &Listing,
    service: Service,
    from: NaiveDateTime,
    to: NaiveDateTime,
) -> Vec<Span> {
    spans_counted(listing, service, from, to).0
}

/// The same, with the steps that they cost: at most [`MAX_STEPS`] for every eight days begun.
#[must_use]
pub fn spans_counted(
    listing: &Listing,
    service: Service,
    from: NaiveDateTime,
    to: NaiveDateTime,
) -> (Vec<Span>, u32) {
    let mut hours =
        ListingHours::of(&listing.facts, service, Steps::for_days(days_between(from, to)));
    let spans = hours.spans(from, to);
    (spans, hours.steps_taken())
}

/// Seven days from the local day of an instant.
#[must_use]
pub fn week(listing: &Listing, service: Service, at: DateTime<Utc>) -> Vec<Day> {
    let mut hours = ListingHours::of(&listing.facts, service, Steps::new());
    hours.table(wall_time(at).date(), DAYS_OF_WEEK)
}

/// What begins on a date: the spans of a service, past midnight too.
#[must_use]
pub fn spans_on(facts: &Facts, service: Service, date: NaiveDate) -> Vec<Span> {
    let day = ListingHours::of(facts, service, Steps::new()).table(date, 1).pop();
    day.map(|day| day.spans).unwrap_or_default()
}

/// The spans of a date as if nothing differed on it: those of the same weekday around it that is
/// no holiday, without the notes on the door. None where it is not plainly open then.
#[must_use]
pub fn usual(facts: &Facts, service: Service, date: NaiveDate) -> DaySpans {
    let spans = usual_spans(facts, service, date);
    spans.iter().map(Span::by_the_clock).collect::<Option<_>>().unwrap_or_default()
}

/// Whether nothing begins on such a day, as if nothing differed on it.
#[must_use]
pub fn is_usually_closed(facts: &Facts, service: Service, date: NaiveDate) -> bool {
    usual_spans(facts, service, date).is_empty()
}

fn usual_spans(facts: &Facts, service: Service, date: NaiveDate) -> Vec<Span> {
    let plain = Facts { exceptions: Vec::new(), ..facts.clone() };
    let weeks = (0..=WEEKS_AROUND).map(|it| Days::new(7 * it));
    let like = weeks.flat_map(|by| [date.checked_sub_days(by), date.checked_add_days(by)]);
    let like = like.flatten().find(|it| holiday(*it).is_none());
    like.map(|like| spans_on(&plain, service, like)).unwrap_or_default()
}

/// Days in the table of the week.
const DAYS_OF_WEEK: usize = 7;

/// How many weeks around a day are looked at for one like it.
const WEEKS_AROUND: u64 = 3;
