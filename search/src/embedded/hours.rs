//! What is open at an instant, without asking a schedule each time.
//!
//! Listings with the same hours share one entry. For each entry and service the stretches of
//! the coming days lie ready, exact to the minute, in local wall time; an instant among them is
//! answered by a search in a short list. For another instant each distinct entry that the
//! question meets is evaluated once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _, Utc};
use koop_domain::id::ListingId;
use koop_domain::listings::model::{Facts, Listing, Service};
use koop_domain::listings::opening_hours::{Certainty, State, certainty, spans, wall_time};
use koop_domain::listings::provenance::{Confirmation, FactGroup, Origin};
use koop_domain::listings::search::Openness;

/// How many days lie ready, the first included.
pub(super) const WINDOW_DAYS: u16 = 8;
const DAY_MINUTES: u16 = 24 * 60;
const WINDOW_MINUTES: u16 = WINDOW_DAYS * DAY_MINUTES;
/// Opens later than anybody looks ahead.
pub(super) const NOT_SOON: u16 = u16::MAX;

/// The hours of all listings.
#[derive(Default)]
pub(super) struct Hours {
    entries: Vec<Entry>,
    ids: HashMap<Arc<str>, u32>,
    first_day: Option<NaiveDate>,
}

struct Entry {
    /// The facts that hours depend on, as JSON: small, and parsed once a day.
    facts: Arc<str>,
    week: Option<Week>,
}

/// The stretches of some days that lie ready.
#[derive(Clone)]
pub(super) struct Week {
    /// The same throughout; none where it changes meanwhile and must be asked.
    certainty: Option<Certainty>,
    /// By [`Service::ALL`].
    services: [ServiceWeek; 4],
}

#[derive(Clone)]
struct ServiceWeek {
    slots: Arc<[Slot]>,
    /// Whether the hours are the counter's, for want of the service's own: then they are never
    /// certain.
    borrowed: bool,
}

/// A stretch in minutes from the first day's midnight, the end not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slot {
    from: u16,
    to: u16,
    state: State,
}

/// The local day of an instant.
pub(super) fn local_day(at: DateTime<Utc>) -> NaiveDate {
    wall_time(at).date()
}

/// The hours of a listing as they are shared, ready to be put on the shelf.
pub(super) struct Prepared {
    facts: Arc<str>,
    week: Option<(NaiveDate, Week)>,
}

impl Hours {
    /// No hours yet; those that come are made ready from a day on.
    pub(super) fn from_day(first_day: Option<NaiveDate>) -> Self {
        Self { first_day, ..Self::default() }
    }

    /// The day from which stretches lie ready.
    pub(super) fn first_day(&self) -> Option<NaiveDate> {
        self.first_day
    }

    /// Works out a listing's stretches, unless another listing has the same hours already.
    pub(super) fn prepare(&self, listing: &Listing) -> Prepared {
        let listing = hours_of(listing);
        let facts: Arc<str> = serde_json::to_string(&listing).unwrap_or_default().into();
        let week = match self.first_day {
            Some(day) if !self.ids.contains_key(&facts) => Some((day, Week::read(&listing, day))),
            _ => None,
        };
        Prepared { facts, week }
    }

    /// The number of a listing's hours.
    pub(super) fn put(&mut self, prepared: Prepared) -> u32 {
        let Prepared { facts, week } = prepared;
        if let Some(id) = self.ids.get(&facts) {
            return *id;
        }
        let id = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let week = match (week, self.first_day) {
            (Some((day, week)), Some(first)) if day == first => Some(week),
            (_, first) => first.zip(read(&facts)).map(|(day, listing)| Week::read(&listing, day)),
        };
        self.ids.insert(Arc::clone(&facts), id);
        self.entries.push(Entry { facts, week });
        id
    }

    /// The stretches of all entries from another day on.
    pub(super) fn read_ahead(&self, first_day: NaiveDate) -> Vec<Option<Week>> {
        let week = |entry: &Entry| Some(Week::read(&read(&entry.facts)?, first_day));
        self.entries.iter().map(week).collect()
    }

    /// Takes them into use; entries that came in the meantime are worked out here.
    pub(super) fn turn(&mut self, first_day: NaiveDate, weeks: Vec<Option<Week>>) {
        self.first_day = Some(first_day);
        let mut weeks = weeks.into_iter();
        for entry in &mut self.entries {
            entry.week = weeks.next().unwrap_or_else(|| {
                read(&entry.facts).map(|listing| Week::read(&listing, first_day))
            });
        }
    }
}

impl Week {
    fn read(listing: &Listing, first_day: NaiveDate) -> Self {
        let from = first_day.and_time(NaiveTime::MIN);
        let to = from + TimeDelta::days(i64::from(WINDOW_DAYS));
        let counter = slots(listing, Service::Counter, from, to);
        let excepted = listing.facts.exceptions.iter().any(|e| e.service.is_some());
        let services = Service::ALL.map(|service| {
            let own = listing.facts.hours.contains_key(&service);
            let slots = if own || excepted {
                slots(listing, service, from, to)
            } else {
                Arc::clone(&counter)
            };
            ServiceWeek { slots, borrowed: !own && service != Service::Counter }
        });
        let (early, late) =
            (certainty(listing, from.and_utc()), certainty(listing, (to + DAY).and_utc()));
        Self { certainty: (early == late).then_some(early), services }
    }
}

const DAY: TimeDelta = TimeDelta::days(1);
/// A minute that has begun is asked for too.
const ROUND_UP: TimeDelta = TimeDelta::seconds(59);

/// One instant, or one stretch of time, that a question is about.
pub(super) struct Moment<'a> {
    hours: &'a Hours,
    at: DateTime<Utc>,
    /// Whether the stretches that lie ready hold it.
    ready: bool,
    /// Its stretches of wall time in minutes from the first day's midnight: one, or two where the
    /// clock is changed in between.
    stretches: Vec<(u16, u16)>,
    from: u16,
    first_day: NaiveDate,
    evaluated: RefCell<HashMap<u32, Rc<Week>>>,
}

impl<'a> Moment<'a> {
    /// An instant, and until when, if the question is about a stretch.
    pub(super) fn new(hours: &'a Hours, at: DateTime<Utc>, until: Option<DateTime<Utc>>) -> Self {
        let stretches = wall_stretches(at, until.unwrap_or(at));
        let (from, to) = (wall_time(at), stretches.iter().map(|(_, to)| *to).max());
        let to = to.unwrap_or(from).max(from);
        let ready_from = hours.first_day.filter(|day| {
            let end = day.and_time(NaiveTime::MIN) + TimeDelta::days(i64::from(WINDOW_DAYS));
            *day <= from.date() && to < end
        });
        let first_day = ready_from.unwrap_or(from.date());
        let minutes = |wall| minutes_after(first_day, wall);
        Self {
            hours,
            at,
            ready: ready_from.is_some(),
            stretches: stretches
                .into_iter()
                .map(|(a, b)| (minutes(a), minutes(b + ROUND_UP)))
                .collect(),
            from: minutes(from),
            first_day,
            evaluated: RefCell::default(),
        }
    }

    /// How sure it is that it is open at the instant.
    pub(super) fn openness(&self, entry: u32, service: Service) -> Openness {
        self.with_week(entry, |week| {
            let of = week.of(service);
            let slot = slot_at(&of.slots, self.from);
            self.judged(entry, week, of, slot.map_or(State::Closed, |slot| slot.state))
        })
    }

    /// How sure it is that it is open all the time: no surer than at its least sure minute.
    pub(super) fn throughout(&self, entry: u32, service: Service) -> Openness {
        self.with_week(entry, |week| {
            let of = week.of(service);
            let mut least = Openness::Certain;
            for &(mut minute, to) in &self.stretches {
                loop {
                    let Some(slot) = slot_at(&of.slots, minute) else {
                        return Openness::Closed;
                    };
                    least = least.max(self.judged(entry, week, of, slot.state));
                    minute = slot.to;
                    if minute >= to {
                        break;
                    }
                }
            }
            least
        })
    }

    /// In how many minutes it opens, or [`NOT_SOON`].
    pub(super) fn opens_in(&self, entry: u32, service: Service) -> u16 {
        self.with_week(entry, |week| {
            let mut later = week.of(service).slots.iter().filter(|slot| slot.from > self.from);
            later.find(|slot| slot.state == State::Open).map_or(NOT_SOON, |s| s.from - self.from)
        })
    }

    fn judged(&self, entry: u32, week: &Week, of: &ServiceWeek, state: State) -> Openness {
        match state {
            State::Closed => Openness::Closed,
            State::Unknown | State::ByAppointment => Openness::Maybe,
            State::Open if of.borrowed => Openness::Probable,
            State::Open => match week.certainty.unwrap_or_else(|| self.certainty(entry)) {
                Certainty::Confirmed => Openness::Certain,
                Certainty::Likely | Certainty::Old => Openness::Probable,
            },
        }
    }

    fn certainty(&self, entry: u32) -> Certainty {
        let entry = self.hours.entries.get(entry as usize);
        let listing = entry.and_then(|entry| read(&entry.facts));
        listing.map_or(Certainty::Old, |listing| certainty(&listing, self.at))
    }

    fn with_week<T>(&self, entry: u32, ask: impl FnOnce(&Week) -> T) -> T {
        let known = self.hours.entries.get(entry as usize);
        if let (true, Some(week)) = (self.ready, known.and_then(|known| known.week.as_ref())) {
            return ask(week);
        }
        let week = self.evaluated.borrow().get(&entry).map(Rc::clone);
        let week = week.unwrap_or_else(|| {
            let listing = known.and_then(|known| read(&known.facts)).unwrap_or_else(nobody);
            let week = Rc::new(Week::read(&listing, self.first_day));
            self.evaluated.borrow_mut().insert(entry, Rc::clone(&week));
            week
        });
        ask(&week)
    }
}

impl Week {
    fn of(&self, service: Service) -> &ServiceWeek {
        let at = Service::ALL.iter().position(|s| *s == service).unwrap_or(0);
        &self.services[at]
    }
}

fn slot_at(slots: &[Slot], minute: u16) -> Option<Slot> {
    let next = slots.partition_point(|slot| slot.from <= minute);
    let slot = slots.get(next.checked_sub(1)?)?;
    (minute < slot.to).then_some(*slot)
}

fn slots(
    listing: &Listing,
    service: Service,
    from: NaiveDateTime,
    to: NaiveDateTime,
) -> Arc<[Slot]> {
    let day = from.date();
    let mut slots: Vec<Slot> = spans(listing, service, from, to)
        .into_iter()
        .map(|span| Slot {
            from: minutes_after(day, span.from),
            to: minutes_after(day, span.to),
            state: span.state,
        })
        .filter(|slot| slot.from < slot.to)
        .collect();
    slots.sort_by_key(|slot| slot.from);
    slots.into()
}

/// The wall time that passes between two instants, at most a window's length of it. Where the
/// clock goes back an hour passes twice, where it goes forward one never does, so there are two
/// stretches then.
fn wall_stretches(at: DateTime<Utc>, until: DateTime<Utc>) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let until = until.min(at + TimeDelta::days(i64::from(WINDOW_DAYS))).max(at);
    let ahead = |at: DateTime<Utc>| wall_time(at) - at.naive_utc();
    if ahead(at) == ahead(until) {
        return vec![(wall_time(at), wall_time(until))];
    }
    let (mut before, mut after) = (at, until);
    while after - before > TimeDelta::seconds(1) {
        let middle = before + (after - before) / 2;
        if ahead(middle) == ahead(at) { before = middle } else { after = middle }
    }
    let change = after.with_nanosecond(0).unwrap_or(after);
    vec![(wall_time(at), change.naive_utc() + ahead(at)), (wall_time(change), wall_time(until))]
}

/// Whole minutes from a day's midnight, within the window.
fn minutes_after(day: NaiveDate, at: NaiveDateTime) -> u16 {
    let minutes = (at - day.and_time(NaiveTime::MIN)).num_minutes();
    u16::try_from(minutes.clamp(0, i64::from(WINDOW_MINUTES))).unwrap_or(WINDOW_MINUTES)
}

/// The part of a listing that its hours depend on; everything else would only keep equal hours
/// apart. Pauses of deliveries are the shelf's, for they end at an instant.
fn hours_of(listing: &Listing) -> Listing {
    let mut hours = nobody();
    hours.facts = Facts {
        hours: listing.facts.hours.clone(),
        exceptions: listing.facts.exceptions.clone(),
        state: listing.facts.state.clone(),
        ..Facts::default()
    };
    if let Some(confirmation) = listing.provenance.get(&FactGroup::Hours) {
        let origin = Origin::Import { source: String::new() };
        let confirmed_on = confirmation.confirmed_on;
        hours.provenance.insert(FactGroup::Hours, Confirmation { origin, confirmed_on });
    }
    hours
}

fn nobody() -> Listing {
    Listing {
        id: ListingId(uuid::Uuid::nil()),
        slug: String::new(),
        revision: 0,
        facts: Facts::default(),
        provenance: Default::default(),
        source: None,
        areas: Vec::new(),
        demo: false,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn read(facts: &str) -> Option<Listing> {
    serde_json::from_str(facts).ok()
}
