//! What was answered about a minute, kept for the next who asks.
//!
//! Where the window holds the minute, a column of bytes says of every entry how sure it is that
//! it is open, filled at once. Everything else is filled as it is asked for; two threads may work
//! the same cell out at once, and write the same.

use std::sync::atomic::{AtomicU8, AtomicU16, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use koop_domain::listings::model::Service;
use koop_domain::listings::opening_hours::{certain_since, wall_time};
use koop_domain::listings::search::Openness;

use super::moment::NOT_SOON;
use super::window::{OUTSIDE_DAYS, Reading, Slot, WINDOW_DAYS, end_after, minutes_after, slot_at};
use super::{Entry, Hours};

/// So many minutes and services are remembered: two minutes of every service.
const SHEETS_MAX: usize = 8;

/// Each way to be open, by its cell less one; 0 is a cell that nobody has asked for yet.
const OPENNESS: [Openness; 4] =
    [Openness::Certain, Openness::Probable, Openness::Maybe, Openness::Closed];
/// A cell of [`Sheet::opens_in`] that nobody has asked for yet.
const NOT_YET: u16 = NOT_SOON - 1;

/// What a sheet is about, in whole minutes since 1970: an instant, and until when if the question
/// is about a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) from: i64,
    pub(super) until: Option<i64>,
    pub(super) service: Service,
}

/// The answers about a minute, or about minutes, for a service.
pub(super) struct Sheet {
    asked: Asked,
    today: NaiveDate,
    /// From this day of confirmation on, hours are certain.
    certain_since: NaiveDate,
    /// The asked minute, counted as slots count.
    minute: u16,
    /// The wall time of the asked stretch.
    through: Vec<Stretch>,
    /// The wall time from the asked minute to where slots end.
    ahead: Vec<Stretch>,
    /// By entry.
    openness: Box<[AtomicU8]>,
    /// By entry; without cells where no stretch was asked for.
    throughout: Box<[AtomicU8]>,
    /// By timetable.
    opens_in: Box<[AtomicU16]>,
    /// By timetable; none where the window holds what was asked.
    outside: Option<Box<[OnceLock<Reading>]>>,
}

/// Wall time that passes without a change of the clock, in minutes as slots count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    from: u16,
    to: u16,
    /// Minutes after the asked one that it begins.
    after: u16,
}

/// How a timetable stands at a minute, whenever it was confirmed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Standing {
    #[default]
    Closed,
    /// Not known, or by appointment.
    Unsaid,
    /// Open, by the counter's hours.
    Borrowed,
    Open,
}

/// The sheets of late.
#[derive(Default)]
pub(super) struct Sheets(Mutex<Vec<Arc<Sheet>>>);

impl Sheets {
    /// The sheet of a question, begun if nobody has asked it yet.
    pub(super) fn of(&self, asked: Asked, hours: &Hours) -> Arc<Sheet> {
        let mut sheets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sheet = match sheets.iter().position(|sheet| sheet.asked == asked) {
            Some(at) => sheets.remove(at),
            None => Arc::new(Sheet::new(asked, hours)),
        };
        sheets.insert(0, Arc::clone(&sheet));
        sheets.truncate(SHEETS_MAX);
        sheet
    }

    /// Begins anew, because other hours hold.
    pub(super) fn forget(&mut self) {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// What they take, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let sheets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sheets.iter().map(|sheet| sheet.bytes()).sum()
    }
}

impl Sheet {
    fn new(asked: Asked, hours: &Hours) -> Self {
        let (from, until) = (instant(asked.from), instant(asked.until.unwrap_or(asked.from)));
        let wall = wall_time(from);
        let last = wall_time(until).max(wall);
        let window = hours.window.as_ref().filter(|window| window.holds(wall, last));
        let first_day = window.map_or(wall.date(), |window| window.first_day);
        let days = if window.is_some() { WINDOW_DAYS } else { OUTSIDE_DAYS };
        let bytes = |count: usize| (0..count).map(|_| AtomicU8::new(0)).collect();
        let (entries, timetables) = (hours.entries.len(), hours.timetables.len());
        let mut sheet = Self {
            asked,
            today: wall.date(),
            certain_since: certain_since(wall.date()),
            minute: minutes_after(first_day, wall),
            through: stretches(first_day, from, until),
            ahead: stretches(first_day, from, end_of(first_day, days, wall, from)),
            openness: bytes(if window.is_some() { 0 } else { entries }),
            throughout: bytes(if asked.until.is_some() { entries } else { 0 }),
            opens_in: (0..timetables).map(|_| AtomicU16::new(NOT_YET)).collect(),
            outside: window.is_none().then(|| (0..timetables).map(|_| OnceLock::new()).collect()),
        };
        if window.is_some() {
            sheet.fill(hours);
        }
        sheet
    }

    /// Fills the column of openness: a look at each timetable, then at each entry.
    fn fill(&mut self, hours: &Hours) {
        let timetables = 0..u32::try_from(hours.timetables.len()).unwrap_or(u32::MAX);
        let standing: Vec<Standing> =
            timetables.map(|timetable| self.standing(hours, timetable)).collect();
        let cell = |entry: &Entry| {
            let standing = standing.get(entry.timetable as usize).copied().unwrap_or_default();
            AtomicU8::new(self.judged(entry, standing) as u8 + 1)
        };
        self.openness = hours.entries.iter().map(cell).collect();
    }

    /// How a timetable stands at the minute.
    fn standing(&self, hours: &Hours, timetable: u32) -> Standing {
        let (slots, borrowed) = self.slots(hours, timetable);
        Standing::of(slot_at(slots, self.minute), borrowed)
    }

    /// How sure it is that it is open at the minute.
    pub(super) fn openness(&self, hours: &Hours, entry: u32) -> Openness {
        cell(&self.openness, entry, || {
            let Some(entry) = hours.entries.get(entry as usize) else { return Openness::Closed };
            self.judged(entry, self.standing(hours, entry.timetable))
        })
    }

    /// How sure it is that it is open all the time: no surer than at its least sure minute.
    pub(super) fn throughout(&self, hours: &Hours, entry: u32) -> Openness {
        cell(&self.throughout, entry, || {
            let Some(entry) = hours.entries.get(entry as usize) else { return Openness::Closed };
            let (slots, borrowed) = self.slots(hours, entry.timetable);
            let mut least = Openness::Certain;
            for &Stretch { from: mut minute, to, .. } in &self.through {
                loop {
                    let slot = slot_at(slots, minute);
                    least = least.max(self.judged(entry, Standing::of(slot, borrowed)));
                    match slot {
                        Some(slot) if slot.to() < to => minute = slot.to(),
                        _ => break,
                    }
                }
            }
            least
        })
    }

    /// In how many minutes it is open: 0 when it is, [`NOT_SOON`] when it is not in any of the
    /// days that were looked at.
    pub(super) fn opens_in(&self, hours: &Hours, entry: u32) -> u16 {
        let Some(entry) = hours.entries.get(entry as usize) else { return NOT_SOON };
        let Some(cell) = self.opens_in.get(entry.timetable as usize) else { return NOT_SOON };
        let known = cell.load(Ordering::Relaxed);
        if known != NOT_YET {
            return known;
        }
        let (slots, _) = self.slots(hours, entry.timetable);
        let opens_in = self.ahead.iter().find_map(|stretch| stretch.opens_in(slots));
        let opens_in = opens_in.unwrap_or(NOT_SOON);
        cell.store(opens_in, Ordering::Relaxed);
        opens_in
    }

    /// How many timetables were read for it.
    pub(super) fn timetables_read(&self) -> usize {
        let read = |cells: &[OnceLock<Reading>]| cells.iter().filter(|c| c.get().is_some()).count();
        self.outside.as_deref().map_or(0, read)
    }

    fn judged(&self, entry: &Entry, standing: Standing) -> Openness {
        let is_certain = || entry.confirmed_on.is_some_and(|day| day >= self.certain_since);
        match standing {
            Standing::Closed => Openness::Closed,
            Standing::Unsaid => Openness::Maybe,
            Standing::Open if is_certain() => Openness::Certain,
            Standing::Open | Standing::Borrowed => Openness::Probable,
        }
    }

    fn slots<'a>(&'a self, hours: &'a Hours, timetable: u32) -> (&'a [Slot], bool) {
        let service = self.asked.service;
        match (&self.outside, &hours.window) {
            (Some(outside), _) => match outside.get(timetable as usize) {
                Some(cell) => cell.get_or_init(|| self.read(hours, timetable)).of(service),
                None => (&[], false),
            },
            (None, Some(window)) => window.of(timetable, service),
            (None, None) => (&[], false),
        }
    }

    fn read(&self, hours: &Hours, timetable: u32) -> Reading {
        let facts = &hours.timetables[timetable as usize].facts;
        Reading::of_one(facts, self.asked.service, self.today)
    }

    fn bytes(&self) -> usize {
        let outside = self.outside.iter().flatten();
        let read = outside.map(|cell| {
            let slots = cell.get().map_or(0, |reading| reading.slots.capacity());
            size_of::<OnceLock<Reading>>() + slots * size_of::<Slot>()
        });
        self.openness.len() + self.throughout.len() + 2 * self.opens_in.len() + read.sum::<usize>()
    }
}

impl Standing {
    fn of(slot: Option<Slot>, borrowed: bool) -> Self {
        match slot {
            None => Self::Closed,
            Some(slot) if !slot.is_open() => Self::Unsaid,
            Some(_) if borrowed => Self::Borrowed,
            Some(_) => Self::Open,
        }
    }
}

impl Stretch {
    /// In how many minutes something is open in it, if it is.
    fn opens_in(self, slots: &[Slot]) -> Option<u16> {
        let first = slots.partition_point(|slot| slot.to() <= self.from);
        let mut later = slots[first..].iter().take_while(|slot| slot.from() < self.to);
        let open = later.find(|slot| slot.is_open())?;
        Some(self.after + (open.from().max(self.from) - self.from))
    }
}

fn cell(column: &[AtomicU8], entry: u32, work: impl FnOnce() -> Openness) -> Openness {
    let Some(cell) = column.get(entry as usize) else { return work() };
    let known = cell.load(Ordering::Relaxed);
    if known > 0 {
        return OPENNESS[usize::from(known - 1) % OPENNESS.len()];
    }
    let openness = work();
    cell.store(openness as u8 + 1, Ordering::Relaxed);
    openness
}

fn instant(minutes: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
}

/// The instant at which the slots that lie ready end, to the hour.
fn end_of(day: NaiveDate, days: u16, wall: NaiveDateTime, from: DateTime<Utc>) -> DateTime<Utc> {
    let left = end_after(day, days) - wall;
    let guess = from + left;
    // A change of the clock in between moves the end.
    guess + (end_after(day, days) - wall_time(guess))
}

/// The wall time that passes between two instants. Where the clock goes back an hour passes
/// twice, where it goes forward one never does, so there are two stretches then.
fn stretches(first_day: NaiveDate, from: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Stretch> {
    let minutes = |wall| minutes_after(first_day, wall);
    let ahead = |at: DateTime<Utc>| wall_time(at) - at.naive_utc();
    if ahead(from) == ahead(until) {
        return vec![Stretch {
            from: minutes(wall_time(from)),
            to: minutes(wall_time(until)),
            after: 0,
        }];
    }
    let (mut before, mut after) = (from, until);
    while after - before > TimeDelta::minutes(1) {
        let middle = before + TimeDelta::minutes((after - before).num_minutes() / 2);
        if ahead(middle) == ahead(from) { before = middle } else { after = middle }
    }
    let passed = u16::try_from((after - from).num_minutes()).unwrap_or(u16::MAX);
    let change = after.naive_utc() + ahead(from);
    vec![
        Stretch { from: minutes(wall_time(from)), to: minutes(change), after: 0 },
        Stretch { from: minutes(wall_time(after)), to: minutes(wall_time(until)), after: passed },
    ]
}
