//! Opening hours: what OSM's `opening_hours` text means to a Dutch shopper, and how sure we are.
//!
//! The text is kept raw and evaluated in the installation's zone. Everything that asks whether
//! a place is open asks [`status`], so a dated exception overrides everywhere.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::{HoursException, Listing, Service};

/// The installation's zone.
pub const ZONE: chrono_tz::Tz = chrono_tz::Europe::Amsterdam;

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

/// How far ahead a change of state is looked for, in days.
pub const HORIZON_DAYS: i64 = 400;

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

/// A Dutch public holiday. Codes and sentences are `web`'s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// The Friday before Easter.
    GoodFriday,
    /// Easter Sunday.
    Easter,
    /// Easter Monday.
    EasterMonday,
    /// 27 April, the 26th when that is a Sunday.
    KingsDay,
    /// 5 May.
    LiberationDay,
    /// Ascension Day.
    Ascension,
    /// Whit Sunday.
    Pentecost,
    /// Whit Monday.
    PentecostMonday,
    /// 25 December.
    Christmas,
    /// 26 December.
    BoxingDay,
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

/// Hours that were read.
#[derive(Clone, Debug)]
pub struct Schedule;

impl Schedule {
    /// Reads an `opening_hours` text; never fails: what cannot be read is [`State::Unknown`].
    #[must_use]
    pub fn parse(raw: &str) -> Self {
        let _ = raw;
        todo!()
    }

    /// Whether the text could be read.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        todo!()
    }

    /// The spans in a window of wall time, clipped to it, adjoining equal ones merged.
    #[must_use]
    pub fn spans(&self, from: NaiveDateTime, to: NaiveDateTime) -> Vec<Span> {
        let _ = (from, to);
        todo!()
    }
}

/// What a listing is at an instant, for a service: the one function that everything asks.
///
/// Kitchen, pick-up and delivery without hours of their own follow the counter's.
#[must_use]
pub fn status(listing: &Listing, service: Service, at: DateTime<Utc>) -> Status {
    let _ = (listing, service, at);
    todo!()
}

/// The spans of a listing's service in a window of wall time, exceptions and state included.
#[must_use]
pub fn spans(
    listing: &Listing,
    service: Service,
    from: NaiveDateTime,
    to: NaiveDateTime,
) -> Vec<Span> {
    let _ = (listing, service, from, to);
    todo!()
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

/// Seven days from the local day of an instant.
#[must_use]
pub fn week(listing: &Listing, service: Service, at: DateTime<Utc>) -> Vec<Day> {
    let _ = (listing, service, at);
    todo!()
}

/// How sure the hours of a listing are at a time.
#[must_use]
pub fn certainty(listing: &Listing, at: DateTime<Utc>) -> Certainty {
    let _ = (listing, at);
    todo!()
}

/// The public holiday of a date, if it is one.
#[must_use]
pub fn holiday(date: NaiveDate) -> Option<Holiday> {
    let _ = date;
    todo!()
}
