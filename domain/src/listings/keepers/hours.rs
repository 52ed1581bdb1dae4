//! A keeper's hours: the weekly ones of a service, and days that differ.

use chrono::NaiveDate;

use super::super::edit::{Deed, change};
use super::super::error::{ListingError, Problem};
use super::super::model::{HoursException, Listing, Service};
use super::super::opening_hours::Schedule;
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
        let same = |it: &HoursException| (it.from, it.to, it.service) == (from, to, service);
        facts.exceptions.retain(|it| !same(it));
        facts.exceptions.push(HoursException { from, to, service, spans, note });
        facts.exceptions.sort_by_key(|it| (it.from, it.to));
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
