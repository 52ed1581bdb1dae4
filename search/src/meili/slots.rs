//! Hours of the week in which a listing may be open: what a document carries so that a question
//! about being open need not read what is surely closed.
//!
//! A slot is an hour of the week, from Monday at midnight. A document has every slot in which a
//! service is open, or perhaps, on any day of the coming months, so it may hold too many and
//! never too few; what it says ends with the last of these days. The exact answer is given by
//! the schedule itself, for the few that are left.

use std::collections::{BTreeSet, HashMap};

use chrono::{
    DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _, Utc,
};
use koop_domain::listings::model::{Listing, Service};
use koop_domain::listings::opening_hours::{Certainty, State, certainty_on, spans, wall_time};
use koop_domain::listings::provenance::FactGroup;

/// How many days the slots of a document hold for. A rule about a month is as good as any other
/// for the better part of a year; later the document is read as if it had none.
const DAYS: i64 = 200;
/// Hours in a week.
const HOURS: u16 = 7 * 24;
/// Stands for every hour.
pub(super) const ALWAYS: i32 = -1;

/// When a listing may be open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Slots {
    /// The slots of each service that has hours of its own; the counter always has.
    pub(super) services: Vec<(Service, Vec<i32>)>,
    /// The services of which it is known when they are open.
    pub(super) known: Vec<Service>,
    /// The first day that they hold for, and the first that they no longer do, as
    /// [`day_number`]s.
    pub(super) from: i32,
    pub(super) until: i32,
}

/// Works slots out; listings with the same hours are worked out once.
pub(super) struct Slotting {
    first_day: NaiveDate,
    known: HashMap<String, Slots>,
}

impl Slotting {
    /// From the local day of an instant on.
    pub(super) fn from(now: DateTime<Utc>) -> Self {
        Self { first_day: wall_time(now).date(), known: HashMap::new() }
    }

    /// The slots of a listing.
    pub(super) fn of(&mut self, listing: &Listing) -> Slots {
        let facts = &listing.facts;
        let key = format!("{:?}", (&facts.hours, &facts.exceptions, &facts.state));
        let first_day = self.first_day;
        self.known.entry(key).or_insert_with(|| work_out(listing, first_day)).clone()
    }
}

/// The slot that an instant lies in.
pub(super) fn slot(at: DateTime<Utc>) -> i32 {
    slot_of(wall_time(at))
}

/// A local day as a number.
pub(super) fn day_number(day: NaiveDate) -> i32 {
    day.num_days_from_ce()
}

/// The day on which the hours were last confirmed, as a number.
pub(super) fn confirmed_day(listing: &Listing) -> Option<i32> {
    listing.provenance.get(&FactGroup::Hours)?.confirmed_on.map(day_number)
}

/// The first day of confirmation that still makes hours certain on the day of an instant.
pub(super) fn certain_since(at: DateTime<Utc>) -> i32 {
    let today = wall_time(at).date();
    let certain = |day: &NaiveDate| certainty_on(Some(*day), today) == Certainty::Confirmed;
    let days = std::iter::successors(Some(today), NaiveDate::pred_opt).take(YEARS_DAYS);
    day_number(days.take_while(certain).last().unwrap_or(today))
}

/// Further back nobody's confirmation makes anything certain.
const YEARS_DAYS: usize = 10 * 366;

fn work_out(listing: &Listing, first_day: NaiveDate) -> Slots {
    let mut listing = listing.clone();
    // A pause ends, and nobody writes the document anew then.
    listing.facts.delivery = None;
    let from = first_day.and_time(NaiveTime::MIN);
    let to = from + TimeDelta::days(DAYS);
    let facts = &listing.facts;
    let mut slots =
        Slots { from: day_number(first_day), until: day_number(to.date()), ..Slots::default() };
    for service in Service::ALL {
        let own = facts.hours.contains_key(&service)
            || facts.exceptions.iter().any(|exception| exception.service == Some(service));
        if !own && service != Service::Counter {
            continue;
        }
        let spans = spans(&listing, service, from, to);
        let open = spans.iter().filter(|span| span.state == State::Open).count();
        if 2 * open > spans.len() {
            slots.known.push(service);
        }
        let mut hours = BTreeSet::new();
        spans.iter().for_each(|span| mark(&mut hours, span.from, span.to));
        let always = hours.len() == usize::from(HOURS);
        let hours = if always { vec![ALWAYS] } else { hours.into_iter().collect() };
        slots.services.push((service, hours));
    }
    slots
}

/// Marks the hours that a span touches.
fn mark(hours: &mut BTreeSet<i32>, from: NaiveDateTime, to: NaiveDateTime) {
    let mut hour = from;
    for _ in 0..HOURS {
        if hour >= to {
            return;
        }
        hours.insert(slot_of(hour));
        let begun = hour.date().and_hms_opt(hour.hour(), 0, 0).unwrap_or(hour);
        hour = begun + TimeDelta::hours(1);
    }
}

fn slot_of(wall: NaiveDateTime) -> i32 {
    let day = wall.weekday().num_days_from_monday();
    i32::try_from(day * 24 + wall.hour()).unwrap_or(ALWAYS)
}

#[cfg(test)]
#[path = "slots_tests.rs"]
mod tests;
