//! Is it open? The one answer that pages, search and API give.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::listing_hours::ListingHours;
use super::zone::{steady, wall_time};
use super::{Certainty, Reason, Span, State, Status, calendar};
use crate::listings::model::{Listing, Service};
use crate::listings::provenance::FactGroup;

/// How far ahead a change of state is looked for, in days.
pub const HORIZON_DAYS: i64 = 400;

/// Looked ahead in such steps, because most places open or close within two days.
const STEPS_DAYS: [i64; 4] = [2, 14, 60, HORIZON_DAYS - 76];

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
    let hours = ListingHours::of(listing, service);
    let group = if hours.gone { FactGroup::State } else { FactGroup::Hours };
    let confirmed_on = confirmed_on(listing, group);
    let certainty = certainty_on(confirmed_on, wall_time(at).date());
    let outlook = outlook(&hours, at);
    Status {
        state: outlook.state,
        certainty: if hours.borrowed { certainty.max(Certainty::Likely) } else { certainty },
        until: outlook.until,
        opens_at: outlook.opens_at,
        confirmed_on,
        reason: reason(&hours, &outlook, at),
    }
}

/// How sure the hours of a listing are at a time.
#[must_use]
pub fn certainty(listing: &Listing, at: DateTime<Utc>) -> Certainty {
    certainty_on(confirmed_on(listing, FactGroup::Hours), wall_time(at).date())
}

/// How sure hours are on a local day that were confirmed on another.
#[must_use]
pub fn certainty_on(confirmed_on: Option<NaiveDate>, today: NaiveDate) -> Certainty {
    match confirmed_on.map(|date| today.signed_duration_since(date).num_days()) {
        Some(..=CONFIRMED_DAYS) => Certainty::Confirmed,
        Some(..=LIKELY_DAYS) | None => Certainty::Likely,
        Some(_) => Certainty::Old,
    }
}

fn confirmed_on(listing: &Listing, group: FactGroup) -> Option<NaiveDate> {
    listing.provenance.get(&group)?.confirmed_on
}

/// What it is now and what comes.
struct Outlook {
    state: State,
    comment: Option<String>,
    until: Option<DateTime<Utc>>,
    opens_at: Option<DateTime<Utc>>,
}

fn outlook(hours: &ListingHours, at: DateTime<Utc>) -> Outlook {
    if let Some(state) = hours.constant() {
        let comment = first_comment(hours, at);
        return Outlook { state, comment, until: None, opens_at: None };
    }
    let paused_until = hours.paused_until.filter(|until| *until > at && !hours.gone);
    // A pause may outlast the evening: it is over when the hours go on after it.
    let mut now: Option<(State, Option<String>)> = paused_until.map(|_| (State::Closed, None));
    let mut until = None;
    let mut opens_at = None;
    let mut from = paused_until.unwrap_or(at);
    for days in STEPS_DAYS {
        let to = from + TimeDelta::days(days);
        for (begin, state, comment) in states(hours, from, to) {
            match &now {
                None => now = Some((state, comment)),
                Some((before, _)) if *before != state && until.is_none() => until = Some(begin),
                Some(_) => {}
            }
            if state == State::Open && opens_at.is_none() {
                opens_at = Some(begin);
            }
        }
        let is_open = matches!(now, Some((State::Open, _)));
        if until.is_some() && (is_open || opens_at.is_some()) {
            break;
        }
        from = to;
    }
    let (state, comment) = now.unwrap_or((State::Closed, None));
    Outlook { state, comment, until, opens_at: opens_at.filter(|_| state != State::Open) }
}

fn first_comment(hours: &ListingHours, at: DateTime<Utc>) -> Option<String> {
    states(hours, at, at + TimeDelta::minutes(1)).into_iter().next()?.2
}

/// The states from one instant to another, closed ones too, each with its beginning.
fn states(
    hours: &ListingHours,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Vec<(DateTime<Utc>, State, Option<String>)> {
    let mut states = Vec::new();
    for steady in steady(from, to) {
        let mut reached = steady.from;
        for Span { from, to, state, comment } in
            hours.spans(steady.wall(steady.from), steady.wall(steady.to))
        {
            let begin = steady.instant(from);
            if reached < begin {
                states.push((reached, State::Closed, None));
            }
            states.push((begin, state, comment));
            reached = steady.instant(to);
        }
        if reached < steady.to {
            states.push((reached, State::Closed, None));
        }
    }
    states
}

fn reason(hours: &ListingHours, outlook: &Outlook, at: DateTime<Utc>) -> Option<Reason> {
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
    match (&hours.weekly, outlook.state) {
        (None, _) => Some(Reason::NoHours),
        (Some(weekly), State::Unknown) if !weekly.is_readable() => Some(Reason::Unreadable),
        (_, State::Closed) if hours.closed_by_holiday(today) => {
            calendar::holiday(today).map(Reason::Holiday)
        }
        _ => None,
    }
}
