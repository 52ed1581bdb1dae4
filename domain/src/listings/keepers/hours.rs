//! A keeper's hours: the weekly ones of a service, and days that differ.

use chrono::NaiveDate;

use super::super::edit::{Deed, change};
use super::super::error::{ListingError, Problem};
use super::super::model::{Facts, HoursException, Listing, Service};
use super::super::opening_hours::grid::osm;
use super::super::opening_hours::{self, Schedule, exceptions, wall_time};
use crate::Domain;
use crate::ctx::Ctx;
use crate::id::ListingId;

/// The longest stretch of days that differ: whoever is away longer has new hours.
pub const EXCEPTION_DAYS_MAX: i64 = 366;

/// What a day that differs is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayHours {
    /// Closed all day.
    Closed,
    /// Open at these times, as OSM writes them: `10:00-14:00,15:00-17:00`.
    Open(String),
}

/// Sets the weekly hours of a service; an empty text takes them away.
///
/// # Errors
/// [`ListingError::Invalid`] for `raw` when the text cannot be read; nothing is changed then.
pub async fn set_hours(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    expected_revision: Option<i32>,
    (service, raw): (Service, &str),
) -> Result<Listing, ListingError> {
    let raw = raw.trim();
    if !raw.is_empty() && !Schedule::parse(raw).is_readable() {
        return Err(ListingError::Invalid { field: "raw", problem: Problem::Unreadable });
    }
    let deed: Deed<'_> = Box::new(move |facts| {
        if raw.is_empty() {
            facts.hours.remove(&service);
        } else {
            facts.hours.insert(service, raw.to_owned());
        }
        Ok(())
    });
    change(ctx, domain, id, expected_revision, deed).await
}

/// Says that some days differ. Days of the same service that began and ended alike are replaced.
///
/// # Errors
/// [`ListingError::Invalid`] for `to` or `hours`.
pub async fn add_exception(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    ((from, to), service): ((NaiveDate, NaiveDate), Option<Service>),
    (hours, note): (DayHours, Option<String>),
) -> Result<Listing, ListingError> {
    let invalid = |field, problem| Err(ListingError::Invalid { field, problem });
    if from > to {
        return invalid("to", Problem::EndsBeforeStart);
    }
    if (to - from).num_days() >= EXCEPTION_DAYS_MAX {
        return invalid("to", Problem::OutOfRange);
    }
    let spans = match hours {
        DayHours::Closed => None,
        DayHours::Open(spans) => {
            let spans = spans.trim().to_owned();
            if spans.is_empty() {
                return invalid("hours", Problem::Empty);
            }
            // Times alone: a day of the week among them would be about other days.
            let times = spans.chars().all(|c| c.is_ascii_digit() || ":-,+ ".contains(c));
            if !times || !Schedule::parse(&spans).is_readable() {
                return invalid("hours", Problem::Unreadable);
            }
            Some(spans)
        }
    };
    let note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    let deed: Deed<'_> = Box::new(move |facts| {
        say(facts, (from, to), service, (spans, note));
        Ok(())
    });
    change(ctx, domain, id, None, deed).await
}

/// Closes a place today, whatever was to be today. Other days stay as they are.
///
/// # Errors
/// [`ListingError::NotFound`], [`ListingError::Denied`].
pub async fn close_today(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
) -> Result<Listing, ListingError> {
    let today = wall_time(ctx.now).date();
    let deed: Deed<'_> = Box::new(move |facts| {
        facts.exceptions = exceptions::closed_on(&facts.exceptions, today);
        Ok(())
    });
    change(ctx, domain, id, None, deed).await
}

/// Closes a place from today until the day on which it is open again. Nothing that was said of
/// the days between opens it; who was away already is away until that day.
///
/// # Errors
/// [`ListingError::Invalid`] for `openOn`: not a day to come, or further away than
/// [`EXCEPTION_DAYS_MAX`].
pub async fn close_until(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    open_on: NaiveDate,
) -> Result<Listing, ListingError> {
    let today = wall_time(ctx.now).date();
    if !(1..=EXCEPTION_DAYS_MAX).contains(&(open_on - today).num_days()) {
        return Err(ListingError::Invalid { field: "openOn", problem: Problem::OutOfRange });
    }
    let deed: Deed<'_> = Box::new(move |facts| {
        facts.exceptions = exceptions::closed_until(&facts.exceptions, today, open_on);
        Ok(())
    });
    change(ctx, domain, id, None, deed).await
}

/// Opens a place today after all: as it would be without a note of today, or, where it is closed
/// for longer or for a holiday, as on any such weekday.
///
/// # Errors
/// [`ListingError::Invalid`] for `hours` where nobody knows when it is open on such a weekday.
pub async fn open_today(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
) -> Result<Listing, ListingError> {
    let today = wall_time(ctx.now).date();
    let deed: Deed<'_> = Box::new(move |facts| {
        facts.exceptions = exceptions::opened_on(&facts.exceptions, today);
        if !opening_hours::spans_on(facts, Service::Counter, today).is_empty() {
            return Ok(());
        }
        let usual = opening_hours::usual(facts, Service::Counter, today);
        if usual.is_empty() {
            return Err(ListingError::Invalid { field: "hours", problem: Problem::Empty });
        }
        say(facts, (today, today), None, (Some(osm(&usual)), None));
        Ok(())
    });
    change(ctx, domain, id, None, deed).await
}

/// Takes back that some days differ.
///
/// # Errors
/// [`ListingError::NotFound`] when nobody said so.
pub async fn remove_exception(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    (from, to): (NaiveDate, NaiveDate),
    service: Option<Service>,
) -> Result<Listing, ListingError> {
    let deed: Deed<'_> = Box::new(move |facts| {
        let before = facts.exceptions.len();
        let same = |it: &HoursException| (it.from, it.to, it.service) == (from, to, service);
        facts.exceptions.retain(|it| !same(it));
        if facts.exceptions.len() == before { Err(ListingError::NotFound) } else { Ok(()) }
    });
    change(ctx, domain, id, None, deed).await
}

/// Writes that some days differ, in the place of what was said of the same days.
fn say(
    facts: &mut Facts,
    (from, to): (NaiveDate, NaiveDate),
    service: Option<Service>,
    (spans, note): (Option<String>, Option<String>),
) {
    let same = |it: &HoursException| (it.from, it.to, it.service) == (from, to, service);
    facts.exceptions.retain(|it| !same(it));
    facts.exceptions.push(HoursException { from, to, service, spans, note });
    facts.exceptions.sort_by_key(|it| (it.from, it.to));
}
