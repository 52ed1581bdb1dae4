//! The stretches of some days that lie ready, exact to the minute, four bytes each.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use koop_domain::listings::model::Service;
use koop_domain::listings::opening_hours::{Span, State, spans};

use super::facts::HoursFacts;

/// How many days lie ready, the first included.
pub const WINDOW_DAYS: u16 = 8;
/// How many days are read for a moment that the window does not hold: the longest stretch that
/// can be asked for, and a day for where it begins late and the clock goes forward.
pub(super) const OUTSIDE_DAYS: u16 = WINDOW_DAYS + 1;
const MINUTES_MAX: u16 = OUTSIDE_DAYS * 24 * 60;

/// Bits of a minute of the window in a packed slot.
const MINUTE_BITS: u32 = 14;
const MINUTE_MASK: u32 = (1 << MINUTE_BITS) - 1;
const OPEN_BIT: u32 = 1 << (2 * MINUTE_BITS);

/// A stretch in minutes from the first day's midnight, the end not included. What is in no slot
/// is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot(u32);

/// The slots of one timetable, service by service.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub(super) slots: Vec<Slot>,
    /// By [`Service::ALL`]. Services with the same hours share a piece.
    pub(super) pieces: [Piece; 4],
}

/// A piece of a list of slots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) at: u32,
    pub(super) len: u16,
    /// Whether the hours are the counter's, for want of the service's own.
    pub(super) borrowed: bool,
}

/// The slots of all timetables for [`WINDOW_DAYS`] days.
#[derive(Debug)]
pub struct Window {
    pub(super) first_day: NaiveDate,
    pub(super) slots: Vec<Slot>,
    /// By timetable.
    pub(super) pieces: Vec<[Piece; 4]>,
}

impl Slot {
    pub(super) fn new(from: u16, to: u16, is_open: bool) -> Self {
        let open = if is_open { OPEN_BIT } else { 0 };
        Self(u32::from(from) | u32::from(to) << MINUTE_BITS | open)
    }

    /// From its four bytes, if they make one.
    pub(super) fn from_bits(bits: u32) -> Option<Self> {
        let slot = Self(bits);
        let whole = bits & !(OPEN_BIT | (OPEN_BIT - 1)) == 0;
        (whole && slot.from() < slot.to() && slot.to() <= MINUTES_MAX).then_some(slot)
    }

    pub(super) fn bits(self) -> u32 {
        self.0
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

impl Reading {
    /// The slots of every service.
    pub(super) fn of_all(facts: &str, first_day: NaiveDate) -> Self {
        let facts = HoursFacts::from_text(facts);
        let (differs, borrows) =
            (Service::ALL.map(|s| facts.differs(s)), Service::ALL.map(|s| facts.borrows(s)));
        let listing = facts.into_listing();
        let end = end_after(first_day, WINDOW_DAYS);
        let mut reading = Self::default();
        for (at, service) in Service::ALL.into_iter().enumerate() {
            let shared = at > 0 && !differs[at];
            reading.pieces[at] = if shared {
                reading.pieces[0]
            } else {
                reading.push(spans(&listing, service, midnight(first_day), end), first_day)
            };
            reading.pieces[at].borrowed = borrows[at];
        }
        reading
    }

    /// The slots of one service for a moment that the window does not hold.
    pub(super) fn of_one(facts: &str, service: Service, first_day: NaiveDate) -> Self {
        let facts = HoursFacts::from_text(facts);
        let borrowed = facts.borrows(service);
        let listing = facts.into_listing();
        let mut reading = Self::default();
        let end = end_after(first_day, OUTSIDE_DAYS);
        let spans = spans(&listing, service, midnight(first_day), end);
        let piece = Piece { borrowed, ..reading.push(spans, first_day) };
        reading.pieces = [piece; 4];
        reading
    }

    /// The slots of a service.
    pub(super) fn of(&self, service: Service) -> (&[Slot], bool) {
        cut(&self.slots, self.pieces[service as usize])
    }

    fn push(&mut self, spans: Vec<Span>, first_day: NaiveDate) -> Piece {
        let begin = self.slots.len();
        for span in spans {
            let (from, to) =
                (minutes_after(first_day, span.from), minutes_after(first_day, span.to));
            let is_open = span.state == State::Open;
            match self.slots.get_mut(begin..).and_then(<[Slot]>::last_mut) {
                // A remark may part what is the same to us.
                Some(last) if last.to() == from && last.is_open() == is_open => {
                    *last = Slot::new(last.from(), to, is_open);
                }
                _ if from < to => self.slots.push(Slot::new(from, to, is_open)),
                _ => {}
            }
        }
        let len = u16::try_from(self.slots.len() - begin).unwrap_or(u16::MAX);
        Piece { at: u32::try_from(begin).unwrap_or(0), len, borrowed: false }
    }
}

impl Window {
    /// An empty one from a day on.
    pub(super) fn new(first_day: NaiveDate) -> Self {
        Self { first_day, slots: Vec::new(), pieces: Vec::new() }
    }

    /// The slots of these timetables.
    pub(super) fn read(first_day: NaiveDate, timetables: &[Arc<str>]) -> Self {
        let mut window = Self::new(first_day);
        for (at, facts) in timetables.iter().enumerate() {
            let reading = if facts.is_empty() {
                Reading::default()
            } else {
                Reading::of_all(facts, first_day)
            };
            window.put(at, reading);
        }
        window.slots.shrink_to_fit();
        window
    }

    /// Takes in a timetable. What its number held before is left behind until the day turns.
    pub(super) fn put(&mut self, timetable: usize, reading: Reading) {
        let base = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        self.slots.extend(reading.slots);
        if self.pieces.len() <= timetable {
            self.pieces.resize(timetable + 1, Default::default());
        }
        self.pieces[timetable] =
            reading.pieces.map(|p| Piece { at: p.at.saturating_add(base), ..p });
    }

    /// The slots of a timetable for a service, and whether they are borrowed.
    pub(super) fn of(&self, timetable: u32, service: Service) -> (&[Slot], bool) {
        let pieces = self.pieces.get(timetable as usize).copied().unwrap_or_default();
        cut(&self.slots, pieces[service as usize])
    }

    /// Whether a stretch of wall time lies in it.
    pub(super) fn holds(&self, from: NaiveDateTime, to: NaiveDateTime) -> bool {
        self.first_day <= from.date() && to < end_after(self.first_day, WINDOW_DAYS)
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

/// The slot that holds a minute. Most questions are about today, which stands in front.
pub(super) fn slot_at(slots: &[Slot], minute: u16) -> Option<Slot> {
    slots.iter().find(|slot| minute < slot.to()).filter(|slot| slot.from() <= minute).copied()
}

fn midnight(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN)
}

fn cut(slots: &[Slot], piece: Piece) -> (&[Slot], bool) {
    let begin = piece.at as usize;
    (slots.get(begin..begin + usize::from(piece.len)).unwrap_or_default(), piece.borrowed)
}
