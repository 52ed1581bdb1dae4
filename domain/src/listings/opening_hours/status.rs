//! Is it open? The one answer that pages, search and API give.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::listing_hours::ListingHours;
use super::outlook::Outlook;
use super::schedule::Schedule;
use super::steps::Steps;
use super::zone::wall_time;
use super::{Certainty, Reason, State, Status, calendar};
use crate::listings::model::{Listing, Service};
use crate::listings::provenance::FactGroup;

/// Hours confirmed within so many days are certain.
const CONFIRMED_DAYS: i64 = 365;

/// Hours confirmed within so many days are likely; before that, they are old.
const LIKELY_DAYS: i64 = 3 * 365;

/// What a listing is at an instant, for a service: the one function that everything asks.
///
/// Kitchen, pick-up and delivery without hours of their own follow the counter's, and are then
/// at most [`Certainty::Likely`].
#[must_use]
pub fn status(listing: &Listing, service: Service, at: DateTime<Utc>) -> Status {
    status_counted(listing, service, at).0
}

/// The same, with the steps that it cost: at most [`MAX_STEPS`](super::MAX_STEPS).
#[must_use]
pub fn status_counted(listing: &Listing, service: Service, at: DateTime<Utc>) -> (Status, u32) {
    let mut hours = ListingHours::of(&listing.facts, service, Steps::new());
    let group = if hours.gone { FactGroup::State } else { FactGroup::Hours };
    let confirmed_on = confirmed_on(listing, group);
    let certainty = certainty_on(confirmed_on, wall_time(at).date());
    let mut outlook = Outlook::at(&mut hours, at);
    let reason = reason(&mut hours, &outlook, at);
    outlook.look_ahead(&mut hours, at);
    let status = Status {
        state: outlook.state.unwrap_or(State::Closed),
        certainty: if hours.borrowed { certainty.max(Certainty::Likely) } else { certainty },
        until: outlook.until,
        opens_at: outlook.opens_at,
        confirmed_on,
        reason,
    };
    (status, hours.steps_taken())
}

/// How sure the hours of a listing are at a time.
#[must_use]
pub fn certainty(listing: &Listing, at: DateTime<Utc>) -> Certainty {
    certainty_on(confirmed_on(listing, FactGroup::Hours), wall_time(at).date())
}

/// Hours that were confirmed on this day or later are certain on a local day.
#[must_use]
pub fn certain_since(today: NaiveDate) -> NaiveDate {
    today.checked_sub_signed(TimeDelta::days(CONFIRMED_DAYS)).unwrap_or(NaiveDate::MIN)
}

/// How sure hours are on a local day that were confirmed on another.
#[must_use]
pub fn certainty_on(confirmed_on: Option<NaiveDate>, today: NaiveDate) -> Certainty {
    let Some(confirmed_on) = confirmed_on else { return Certainty::Likely };
    if confirmed_on >= certain_since(today) {
        return Certainty::Confirmed;
    }
    match today.signed_duration_since(confirmed_on).num_days() {
        ..=LIKELY_DAYS => Certainty::Likely,
        _ => Certainty::Old,
    }
}

fn confirmed_on(listing: &Listing, group: FactGroup) -> Option<NaiveDate> {
    listing.provenance.get(&group)?.confirmed_on
}

fn reason(hours: &mut ListingHours, outlook: &Outlook, at: DateTime<Utc>) -> Option<Reason> {
    let wall = wall_time(at);
    let today = wall.date();
    if hours.gone {
        return Some(Reason::Gone);
    }
    if hours.paused_until.is_some_and(|until| until > at) {
        return Some(Reason::Paused);
    }
    if let Some(exception) = hours.exception_at(wall) {
        return Some(Reason::Exception(exception.note.clone()));
    }
    if let Some(comment) = &outlook.comment {
        return Some(Reason::Comment(comment.clone()));
    }
    let readable = hours.weekly().map(Schedule::is_readable);
    match (readable, outlook.state) {
        (None, _) => Some(Reason::NoHours),
        (Some(false), Some(State::Unknown)) => Some(Reason::Unreadable),
        (_, Some(State::Closed)) if hours.closed_by_holiday(today) => {
            calendar::holiday(today).map(Reason::Holiday)
        }
        _ => None,
    }
}
