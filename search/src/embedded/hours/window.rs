//! The stretches of some days that lie ready, exact to the minute, four bytes each. Days that are
//! alike are kept once: a region has few different days.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use koop_domain::listings::model::{Listing, Service};
use koop_domain::listings::opening_hours::{State, spans};

use super::super::bytes::{Bytes, Out};
use super::super::distinct::Distinct;
use super::facts::HoursFacts;

/// How many days lie ready, the first included.
pub const WINDOW_DAYS: u16 = 8;
/// How many days are read for a moment that the window does not hold: the longest stretch that
/// can be asked for, and a day for where it begins late and the clock goes forward.
pub(super) const OUTSIDE_DAYS: u16 = WINDOW_DAYS + 1;
const DAY_MINUTES: u16 = 24 * 60;
const MINUTES_MAX: u16 = OUTSIDE_DAYS * DAY_MINUTES;

/// Bits of a minute in a packed slot.
const MINUTE_BITS: u32 = 14;
const MINUTE_MASK: u32 = (1 << MINUTE_BITS) - 1;
const OPEN_BIT: u32 = 1 << (2 * MINUTE_BITS);

/// A stretch in minutes from a midnight, the end not included. What is in no slot is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Slot(u32);

/// How a timetable stands at a minute, whenever it was confirmed: the surest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    Open,
    /// Open, by the counter's hours.
    Borrowed,
    /// Not known, or by appointment.
    Unsaid,
    #[default]
    Closed,
}

/// The slots of one timetable for some days, service by service.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// Of each service that has its own, in the order of [`Service::ALL`]; the counter's first.
    pub(super) slots: Vec<Vec<Slot>>,
    pub(super) services: Services,
}

/// Which hours a service has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Services {
    /// A bit per service with hours of its own; others have the counter's.
    own: u8,
    /// A bit per service whose hours are the counter's for want of its own.
    borrowed: u8,
}

/// The slots of all timetables for [`WINDOW_DAYS`] days.
pub struct Window {
    pub(super) first_day: NaiveDate,
    /// The different days: slots in minutes from their midnight.
    days: Distinct<Slot>,
    /// By day of the window: for each row the number of its day.
    rows: [Vec<u32>; WINDOW_DAYS as usize],
    /// By timetable.
    timetables: Vec<Rows>,
}

/// The rows of a timetable: one for each service with hours of its own.
#[derive(Clone, Copy, Debug, Default)]
struct Rows {
    first: u32,
    services: Services,
}

impl Slot {
    pub(super) fn new(from: u16, to: u16, is_open: bool) -> Self {
        let open = if is_open { OPEN_BIT } else { 0 };
        Self(u32::from(from) | u32::from(to) << MINUTE_BITS | open)
    }

    /// From its four bytes, if they make one of a single day.
    fn from_bits(bits: u32) -> Option<Self> {
        let slot = Self(bits);
        let whole = bits & !(OPEN_BIT | (OPEN_BIT - 1)) == 0;
        (whole && slot.from() < slot.to() && slot.to() <= DAY_MINUTES).then_some(slot)
    }

    /// What of it lies in the day that begins at a minute, counted from there.
    fn of_day(self, begin: u16) -> Option<Self> {
        let within = |minute: u16| minute.clamp(begin, begin + DAY_MINUTES) - begin;
        let (from, to) = (within(self.from()), within(self.to()));
        (from < to).then(|| Self::new(from, to, self.is_open()))
    }

    /// So many minutes later.
    fn later(self, minutes: u16) -> Self {
        Self::new(self.from() + minutes, self.to() + minutes, self.is_open())
    }

    pub(super) fn from(self) -> u16 {
        u16::try_from(self.0 & MINUTE_MASK).unwrap_or(0)
    }

    pub(super) fn to(self) -> u16 {
        u16::try_from(self.0 >> MINUTE_BITS & MINUTE_MASK).unwrap_or(0)
    }

    /// Whether it is open then; else nobody knows, or it is by appointment.
    pub(super) fn is_open(self) -> bool {
        self.0 & OPEN_BIT != 0
    }
}

impl Services {
    /// Among the rows of a timetable, that of a service.
    fn row(self, service: Service) -> usize {
        let bit = 1 << service as u8;
        if self.own & bit == 0 { 0 } else { (self.own & (bit - 1)).count_ones() as usize }
    }

    /// Whether the hours of a service are the counter's for want of its own.
    fn borrows(self, service: Service) -> bool {
        self.borrowed >> service as u8 & 1 == 1
    }
}

impl Rows {
    /// The row of a service.
    fn of(self, service: Service) -> usize {
        self.first as usize + self.services.row(service)
    }
}

impl Standing {
    /// At a minute, by the first slot that ends after it.
    pub(super) fn at(minute: u16, mut slots: impl Iterator<Item = Slot>) -> Self {
        match slots.find(|slot| minute < slot.to()).filter(|slot| slot.from() <= minute) {
            None => Self::Closed,
            Some(slot) if slot.is_open() => Self::Open,
            Some(_) => Self::Unsaid,
        }
    }

    /// The same, if it may be another's.
    pub(super) fn lent(self, borrowed: bool) -> Self {
        if borrowed && self == Self::Open { Self::Borrowed } else { self }
    }
}

impl Reading {
    /// The slots of every service for the window.
    pub(super) fn of_all(facts: &str, first_day: NaiveDate) -> Self {
        let facts = HoursFacts::from_text(facts);
        let bits = |holds: &dyn Fn(Service) -> bool| {
            let services = Service::ALL.into_iter().filter(|service| holds(*service));
            services.fold(0, |bits, service| bits | 1 << service as u8)
        };
        let counters = 1 << Service::Counter as u8;
        let own = counters | bits(&|service| facts.differs(service));
        let borrowed = bits(&|service| facts.borrows(service));
        let listing = facts.into_listing();
        let is_own = |service: &Service| own >> *service as u8 & 1 == 1;
        let read = |service| slots(&listing, service, first_day, WINDOW_DAYS);
        let slots = Service::ALL.into_iter().filter(is_own).map(read).collect();
        Self { slots, services: Services { own, borrowed } }
    }

    /// The slots of one service for so many days, for a moment that the window does not hold.
    pub(super) fn of_one(facts: &str, service: Service, first_day: NaiveDate, days: u16) -> Self {
        let facts = HoursFacts::from_text(facts);
        let borrowed = u8::from(facts.borrows(service)) << service as u8;
        let slots = vec![slots(&facts.into_listing(), service, first_day, days)];
        Self { slots, services: Services { own: 1 << service as u8, borrowed } }
    }

    /// The slots of a service.
    pub(super) fn of(&self, service: Service) -> (&[Slot], bool) {
        let slots = self.slots.get(self.services.row(service));
        (slots.map_or(&[], Vec::as_slice), self.services.borrows(service))
    }
}

/// What a service does in the days from a first one on.
fn slots(listing: &Listing, service: Service, first_day: NaiveDate, days: u16) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for span in spans(listing, service, midnight(first_day), end_after(first_day, days)) {
        let (from, to) = (minutes_after(first_day, span.from), minutes_after(first_day, span.to));
        let is_open = span.state == State::Open;
        match slots.last_mut() {
            // A remark may part what is the same to us.
            Some(last) if last.to() == from && last.is_open() == is_open => {
                *last = Slot::new(last.from(), to, is_open);
            }
            _ if from < to => slots.push(Slot::new(from, to, is_open)),
            _ => {}
        }
    }
    slots
}

impl Window {
    /// An empty one from a day on.
    pub(super) fn new(first_day: NaiveDate) -> Self {
        let (days, rows, timetables) = Default::default();
        Self { first_day, days, rows, timetables }
    }

    /// The slots of these timetables.
    pub(super) fn read(first_day: NaiveDate, timetables: &[Arc<str>]) -> Self {
        let mut window = Self::new(first_day);
        for (at, facts) in timetables.iter().enumerate().filter(|(_, facts)| !facts.is_empty()) {
            window.put(at, &Reading::of_all(facts, first_day));
        }
        window.rows.iter_mut().for_each(Vec::shrink_to_fit);
        window.timetables.shrink_to_fit();
        window
    }

    /// Takes in a timetable. What its number held before is left behind until the day turns.
    pub(super) fn put(&mut self, timetable: usize, reading: &Reading) {
        let first = u32::try_from(self.rows[0].len()).unwrap_or(u32::MAX);
        let mut of_day = Vec::new();
        for slots in &reading.slots {
            for (column, begin) in self.rows.iter_mut().zip((0..).step_by(DAY_MINUTES.into())) {
                of_day.clear();
                of_day.extend(slots.iter().filter_map(|slot| slot.of_day(begin)));
                column.push(self.days.number(&of_day));
            }
        }
        if self.timetables.len() <= timetable {
            self.timetables.resize(timetable + 1, Rows::default());
        }
        self.timetables[timetable] = Rows { first, services: reading.services };
    }

    /// How each timetable stands at a minute.
    pub(super) fn standings(
        &self,
        minute: u16,
        service: Service,
    ) -> impl ExactSizeIterator<Item = Standing> {
        let column =
            self.rows.get(usize::from(minute / DAY_MINUTES)).map_or(&[][..], Vec::as_slice);
        let minute = minute % DAY_MINUTES;
        let of_day = |slots: &[Slot]| Standing::at(minute, slots.iter().copied());
        let days: Vec<Standing> = self.days.iter().map(of_day).collect();
        let standing = move |rows: &Rows| {
            let day = column.get(rows.of(service)).and_then(|day| days.get(*day as usize));
            day.copied().unwrap_or_default().lent(rows.services.borrows(service))
        };
        self.timetables.iter().map(standing)
    }

    /// The slots of a timetable that end after a minute, each day's apart; and whether they are
    /// borrowed.
    pub(super) fn slots(
        &self,
        timetable: u32,
        service: Service,
        after: u16,
    ) -> (impl Iterator<Item = Slot>, bool) {
        let rows = self.timetables.get(timetable as usize).copied().unwrap_or_default();
        let begins = (0..).step_by(DAY_MINUTES.into());
        let days = self.rows.iter().zip(begins).skip((after / DAY_MINUTES).into());
        let slots = days.flat_map(move |(column, begin)| {
            let day = column.get(rows.of(service)).map_or(&[][..], |day| self.days.get(*day));
            day.iter().map(move |slot| slot.later(begin))
        });
        (slots.skip_while(move |slot| slot.to() <= after), rows.services.borrows(service))
    }

    /// Whether a stretch of wall time lies in it.
    pub(super) fn holds(&self, from: NaiveDateTime, to: NaiveDateTime) -> bool {
        self.first_day <= from.date() && to < end_after(self.first_day, WINDOW_DAYS)
    }

    /// About how many bytes of memory it takes.
    pub(super) fn bytes(&self) -> usize {
        let rows: usize = self.rows.iter().map(Vec::capacity).sum();
        rows * size_of::<u32>() + self.timetables.capacity() * size_of::<Rows>() + self.days.bytes()
    }

    pub(super) fn write(&self, out: &mut Out) {
        self.days.write(out, |out, slot| out.put_u32(slot.0));
        out.put_len(self.rows[0].len());
        self.rows.iter().flatten().for_each(|day| out.put_u32(*day));
        out.put_len(self.timetables.len());
        for Rows { first, services } in &self.timetables {
            out.put_u32(*first);
            out.put_u8(services.own);
            out.put_u8(services.borrowed);
        }
    }

    /// As it was written; none where numbers point nowhere.
    pub(super) fn read_back(first_day: NaiveDate, bytes: &mut Bytes<'_>) -> Option<Self> {
        let days = Distinct::read(bytes, |bytes| Slot::from_bits(bytes.u32()?))?;
        let count = bytes.len()?;
        let mut rows: [Vec<u32>; WINDOW_DAYS as usize] = Default::default();
        for column in &mut rows {
            *column = bytes.many(count, Bytes::u32)?;
        }
        let known = |day: &u32| (*day as usize) < days.len();
        if !rows.iter().flatten().all(known) {
            return None;
        }
        let timetables = bytes.len()?;
        let timetables = bytes.many(timetables, |bytes| {
            let (first, own, borrowed) = (bytes.u32()?, bytes.u8()?, bytes.u8()?);
            Some(Rows { first, services: Services { own, borrowed } })
        })?;
        Some(Self { first_day, days, rows, timetables })
    }
}

/// The midnight with which the days from a first one end.
pub(super) fn end_after(first_day: NaiveDate, days: u16) -> NaiveDateTime {
    midnight(first_day) + TimeDelta::days(i64::from(days))
}

/// Whole minutes from a day's midnight, within the window.
pub(super) fn minutes_after(day: NaiveDate, at: NaiveDateTime) -> u16 {
    let minutes = (at - midnight(day)).num_minutes();
    u16::try_from(minutes.clamp(0, i64::from(MINUTES_MAX))).unwrap_or(MINUTES_MAX)
}

fn midnight(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN)
}
