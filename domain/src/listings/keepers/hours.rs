//! A keeper's hours: the weekly ones of a service, and days that differ.

use chrono::{NaiveDate, TimeDelta};

use super::super::edit::{Deed, change};
use super::super::error::{ListingError, Problem};
use super::super::model::{Facts, HoursException, LifeState, Listing, Service};
use super::super::opening_hours::grid::osm;
use super::super::opening_hours::{self, Schedule, exceptions, wall_time};
use crate::Domain;
use crate::ctx::Ctx;
use crate::id::ListingId;
use crate::policy::{self, Action};

/// The longest stretch of days that differ: whoever is away longer has new hours.
pub const EXCEPTION_DAYS_MAX: i64 = 366;
/// So many days long a note of days that are past stays: then it goes with whatever is said next.
pub const PAST_DAYS_KEPT: i64 = 31;

/// How far ahead keepers are asked about holidays, in days.
pub const HOLIDAYS_ASKED_DAYS: usize = 120;
/// About how many they are asked at once.
pub const HOLIDAYS_ASKED_MAX: usize = 4;

/// What a day that differs is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayHours {
    /// Closed all day.
    Closed,
    /// Open at these times, as OSM writes them: `10:00-14:00,15:00-17:00`.
    Open(String),
}

/// The holidays that come of which no note says what happens on them: what whoever keeps a place is
/// asked about. Nothing is asked of a place that is gone.
#[must_use]
pub fn holidays_asked(facts: &Facts, today: NaiveDate) -> Vec<NaiveDate> {
    if matches!(facts.state, LifeState::Gone { .. }) {
        return Vec::new();
    }
    let said = |date: &NaiveDate| {
        let notes = facts.exceptions.iter().filter(|it| it.service.is_none());
        notes.into_iter().any(|it| (it.from..=it.to).contains(date))
    };
    let days = today.iter_days().take(HOLIDAYS_ASKED_DAYS);
    let holidays = days.filter(|date| opening_hours::holiday(*date).is_some() && !said(date));
    holidays.take(HOLIDAYS_ASKED_MAX).collect()
}

/// The same of a listing, for whoever keeps it.
///
/// # Errors
/// [`ListingError::Denied`] for anybody else.
pub async fn coming_holidays(
    ctx: &Ctx,
    domain: &Domain,
    listing: &Listing,
) -> Result<Vec<NaiveDate>, ListingError> {
    let standing = super::standing(ctx, domain, listing).await?;
    policy::check_on(ctx, Action::EditListing, standing)?;
    Ok(holidays_asked(&listing.facts, wall_time(ctx.now).date()))
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
        DayHours::Open(spans) => Some(times(&spans)?),
    };
    let note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    let deed: Deed<'_> = Box::new(move |facts| {
        say(facts, (from, to), service, (spans, note));
        Ok(())
    });
    change_days(ctx, domain, id, deed).await
}

/// Opens a place on a day at times of their own. What has weekly hours of its own, such as the
/// kitchen, is open at its own usual times; what borrows the counter's follows.
///
/// # Errors
/// [`ListingError::Invalid`] for `hours`.
pub async fn open_on(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    (day, spans): (NaiveDate, &str),
) -> Result<Listing, ListingError> {
    let spans = times(spans)?;
    let deed: Deed<'_> = Box::new(move |facts| {
        say_open(facts, day, spans);
        Ok(())
    });
    change_days(ctx, domain, id, deed).await
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
    change_days(ctx, domain, id, deed).await
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
    change_days(ctx, domain, id, deed).await
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
        say_open(facts, today, osm(&usual));
        Ok(())
    });
    change_days(ctx, domain, id, deed).await
}

/// Takes back that some days differ. What was written of services along with a day goes with it.
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
        if facts.exceptions.len() == before {
            return Err(ListingError::NotFound);
        }
        if service.is_none() && from == to {
            let along: Vec<_> = own_times(facts, from).collect();
            let is_along = |it: &HoursException| {
                let said = |(service, spans): &(Service, Option<String>)| {
                    it.service == Some(*service) && it.spans == *spans
                };
                (it.from, it.to, &it.note) == (from, to, &None) && along.iter().any(said)
            };
            facts.exceptions.retain(|it| !is_along(it));
        }
        Ok(())
    });
    change_days(ctx, domain, id, deed).await
}

/// Does something to the days that differ, of which those that are long past go: there is only so
/// much room, and nobody reads of them.
async fn change_days(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    deed: Deed<'_>,
) -> Result<Listing, ListingError> {
    let kept_from = wall_time(ctx.now).date() - TimeDelta::days(PAST_DAYS_KEPT);
    let deed: Deed<'_> = Box::new(move |facts| {
        let before = facts.exceptions.clone();
        deed(facts)?;
        if facts.exceptions != before {
            facts.exceptions.retain(|it| it.to >= kept_from);
        }
        Ok(())
    });
    change(ctx, domain, id, None, deed).await
}

/// Times of a day, as OSM writes them.
fn times(typed: &str) -> Result<String, ListingError> {
    let invalid = |problem| Err(ListingError::Invalid { field: "hours", problem });
    let spans = typed.trim().to_owned();
    if spans.is_empty() {
        return invalid(Problem::Empty);
    }
    // Times alone: a day of the week among them would be about other days.
    let are_times = spans.chars().all(|c| c.is_ascii_digit() || ":-,+ ".contains(c));
    if !are_times || !Schedule::parse(&spans).is_readable() {
        return invalid(Problem::Unreadable);
    }
    Ok(spans)
}

/// Writes when a place is open on a day, and beside it the services that have hours of their own,
/// of which nobody said anything else.
fn say_open(facts: &mut Facts, day: NaiveDate, spans: String) {
    let is_said = |notes: &[HoursException], service| {
        let on = |it: &&HoursException| (it.from..=it.to).contains(&day);
        notes.iter().filter(on).any(|it| it.service == Some(service))
    };
    let own: Vec<_> = own_times(facts, day).collect();
    for (service, own) in own {
        if !is_said(&facts.exceptions, service) {
            say(facts, (day, day), Some(service), (own, None));
        }
    }
    say(facts, (day, day), None, (Some(spans), None));
}

/// The services that have weekly hours of their own beside the counter, each with its usual times
/// on such a day: none where it is closed then. One whose times no clock can say is left out.
fn own_times(facts: &Facts, day: NaiveDate) -> impl Iterator<Item = (Service, Option<String>)> {
    let beside = Service::ALL.into_iter().filter(|it| *it != Service::Counter);
    beside.filter(|it| facts.hours.contains_key(it)).filter_map(move |service| {
        let usual = opening_hours::usual(facts, service, day);
        match usual.is_empty() {
            false => Some((service, Some(osm(&usual)))),
            true => {
                opening_hours::is_usually_closed(facts, service, day).then_some((service, None))
            }
        }
    })
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
