//! What was answered about a minute, kept for the next who asks.
//!
//! Where the window holds the minute, a column of bytes says of every timetable how it stands,
//! filled at once. Everything else is filled as it is asked for; two threads may work the same
//! cell out at once, and write the same.

use std::sync::atomic::{AtomicU8, AtomicU16, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use koop_domain::listings::model::Service;
use koop_domain::listings::opening_hours::{certain_since, wall_time};
use koop_domain::listings::search::Openness;

use super::moment::NOT_SOON;
use super::window::{OUTSIDE_DAYS, Reading, Slot, Standing, WINDOW_DAYS, end_after, minutes_after};
use super::{Confirmed, Hours, OwnHours};

/// So many minutes and services are remembered: two minutes of every service.
const SHEETS_MAX: usize = 8;

/// Each standing, by its cell less one; 0 is a cell that nobody has asked for yet.
const STANDINGS: [Standing; 4] =
    [Standing::Open, Standing::Borrowed, Standing::Unsaid, Standing::Closed];
/// The cell of what is closed.
const CLOSED: u8 = Standing::Closed as u8 + 1;
/// By standing, and by whether the hours were confirmed of late. A table, because what is open
/// lies so mixed that no processor guesses it.
const JUDGED: [[Openness; 2]; 4] = [
    [Openness::Probable, Openness::Certain],
    [Openness::Probable; 2],
    [Openness::Maybe; 2],
    [Openness::Closed; 2],
];
/// The bits of a word of [`Sheet::open`].
const WORD: usize = u64::BITS as usize;
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
    certain_since: Confirmed,
    /// The asked minute, counted as slots count.
    minute: u16,
    /// The wall time of the asked stretch.
    through: Vec<Stretch>,
    /// The wall time from the asked minute to where slots end.
    ahead: Vec<Stretch>,
    /// By timetable.
    standing: Box<[AtomicU8]>,
    /// A bit by timetable, set where it is not closed, for who asks about every listing: so small
    /// that it stays beside the processor. Without words where the window does not hold the minute.
    open: Box<[u64]>,
    /// By timetable, the least sure of the stretch; without cells where none was asked for.
    throughout: Box<[AtomicU8]>,
    /// By timetable; made when somebody asks.
    opens_in: OnceLock<Box<[AtomicU16]>>,
    /// Whether the window holds what was asked; else each timetable has to be read.
    is_ready: bool,
    /// How often one was.
    read: AtomicUsize,
}

/// Wall time that passes without a change of the clock, in minutes as slots count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    from: u16,
    to: u16,
    /// Minutes after the asked one that it begins.
    after: u16,
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
        let timetables = hours.timetables.len();
        let bytes = |count: usize| (0..count).map(|_| AtomicU8::new(0)).collect();
        let minute = minutes_after(first_day, wall);
        let standing: Box<[AtomicU8]> = match window {
            Some(window) => window.standings(minute, asked.service).map(cell).collect(),
            None => bytes(timetables),
        };
        let open = window.map(|_| bits(&standing)).unwrap_or_default();
        Self {
            asked,
            today: wall.date(),
            certain_since: Confirmed::on(certain_since(wall.date())),
            minute,
            through: stretches(first_day, from, until),
            ahead: stretches(first_day, from, end_of(first_day, days, wall, from)),
            standing,
            open,
            throughout: bytes(if asked.until.is_some() { timetables } else { 0 }),
            opens_in: OnceLock::new(),
            is_ready: window.is_some(),
            read: AtomicUsize::new(0),
        }
    }

    /// Whether it is not closed at the minute.
    #[inline]
    pub(super) fn is_open(&self, hours: &Hours, timetable: u32) -> bool {
        match self.open.get(timetable as usize / WORD) {
            Some(word) => word >> (timetable as usize % WORD) & 1 == 1,
            None => self.standing_of(hours, timetable) != Standing::Closed,
        }
    }

    /// How sure it is that it is open at the minute.
    #[inline]
    pub(super) fn openness(&self, hours: &Hours, own: OwnHours) -> Openness {
        self.judged(self.standing_of(hours, own.timetable), own.confirmed)
    }

    #[inline]
    fn standing_of(&self, hours: &Hours, timetable: u32) -> Standing {
        known(&self.standing, timetable).unwrap_or_else(|| self.read_standing(hours, timetable))
    }

    /// Apart, so that whoever asks about every listing gets a short loop.
    #[cold]
    #[inline(never)]
    fn read_standing(&self, hours: &Hours, timetable: u32) -> Standing {
        let (slots, borrowed) = self.slots(hours, timetable, (self.minute, 1));
        keep(&self.standing, timetable, Standing::at(self.minute, slots).lent(borrowed))
    }

    /// How sure it is that it is open all the time: no surer than at its least sure minute.
    pub(super) fn throughout(&self, hours: &Hours, own: OwnHours) -> Openness {
        let least = known(&self.throughout, own.timetable);
        let least = least.unwrap_or_else(|| self.read_throughout(hours, own.timetable));
        self.judged(least, own.confirmed)
    }

    fn read_throughout(&self, hours: &Hours, timetable: u32) -> Standing {
        let least = |stretch: &Stretch| {
            let (slots, borrowed) = self.slots(hours, timetable, (stretch.from, OUTSIDE_DAYS));
            stretch.least(slots).lent(borrowed)
        };
        let least = self.through.iter().map(least).max().unwrap_or_default();
        keep(&self.throughout, timetable, least)
    }

    /// In how many minutes it is open: 0 when it is, [`NOT_SOON`] when it is not in any of the
    /// days that were looked at.
    pub(super) fn opens_in(&self, hours: &Hours, timetable: u32) -> u16 {
        let begun = || hours.timetables.iter().map(|_| AtomicU16::new(NOT_YET)).collect();
        let cells = self.opens_in.get_or_init(begun);
        let Some(cell) = cells.get(timetable as usize) else { return NOT_SOON };
        let known = cell.load(Ordering::Relaxed);
        if known != NOT_YET {
            return known;
        }
        let opens_in = self.ahead.iter().find_map(|stretch| {
            let (slots, _) = self.slots(hours, timetable, (stretch.from, OUTSIDE_DAYS));
            stretch.opens_in(slots)
        });
        let opens_in = opens_in.unwrap_or(NOT_SOON);
        cell.store(opens_in, Ordering::Relaxed);
        opens_in
    }

    /// Whether the window holds what was asked.
    pub(super) fn is_ready(&self) -> bool {
        self.is_ready
    }

    /// How often a timetable was read for it.
    pub(super) fn timetables_read(&self) -> usize {
        self.read.load(Ordering::Relaxed)
    }

    #[inline]
    fn judged(&self, standing: Standing, confirmed: Confirmed) -> Openness {
        JUDGED[standing as usize][usize::from(confirmed >= self.certain_since)]
    }

    /// The slots that end after a minute, so many days far where they have to be read, and
    /// whether they are borrowed. What was read is not kept: a minute far away is asked for by
    /// few, and a cell remembers what came of it.
    fn slots<'a>(
        &'a self,
        hours: &'a Hours,
        timetable: u32,
        (after, days): (u16, u16),
    ) -> (impl Iterator<Item = Slot> + 'a, bool) {
        let service = self.asked.service;
        let window = hours.window.as_ref().filter(|_| self.is_ready);
        let ready = window.map(|window| window.slots(timetable, service, after));
        let read = match hours.timetables.get(timetable as usize) {
            Some(timetable) if !self.is_ready => {
                self.read.fetch_add(1, Ordering::Relaxed);
                Some(Reading::of_one(&timetable.facts, service, self.today, days))
            }
            _ => None,
        };
        let borrowed = ready.as_ref().map_or_else(
            || read.as_ref().is_some_and(|read| read.of(service).1),
            |(_, borrowed)| *borrowed,
        );
        let read = read.into_iter().flat_map(|read| read.slots).flatten();
        let read = read.skip_while(move |slot| slot.to() <= after);
        (read.chain(ready.into_iter().flat_map(|(slots, _)| slots)), borrowed)
    }

    fn bytes(&self) -> usize {
        let opens_in = self.opens_in.get().map_or(0, |cells| cells.len() * size_of::<u16>());
        self.standing.len() + size_of_val(&*self.open) + self.throughout.len() + opens_in
    }
}

impl Stretch {
    /// How a timetable stands at its least sure minute, by the slots that end after its first.
    fn least(self, slots: impl Iterator<Item = Slot>) -> Standing {
        let (mut minute, mut least) = (self.from, Standing::Open);
        for slot in slots {
            least = least.max(Standing::at(minute, std::iter::once(slot)));
            minute = slot.to();
            if least == Standing::Closed || minute >= self.to {
                return least;
            }
        }
        Standing::Closed
    }

    /// In how many minutes something is open in it, if it is, by the slots that end after its
    /// first.
    fn opens_in(self, slots: impl Iterator<Item = Slot>) -> Option<u16> {
        let mut later = slots.take_while(|slot| slot.from() < self.to);
        let open = later.find(|slot| slot.is_open())?;
        Some(self.after + (open.from().max(self.from) - self.from))
    }
}

/// A bit for each cell that is not closed.
fn bits(standing: &[AtomicU8]) -> Box<[u64]> {
    let word = |cells: &[AtomicU8]| {
        let cells = cells.iter().enumerate();
        cells.fold(0, |word, (at, cell)| {
            word | u64::from(cell.load(Ordering::Relaxed) != CLOSED) << at
        })
    };
    standing.chunks(WORD).map(word).collect()
}

fn cell(standing: Standing) -> AtomicU8 {
    AtomicU8::new(standing as u8 + 1)
}

/// What a cell says, if somebody has asked for it before.
#[inline]
fn known(column: &[AtomicU8], timetable: u32) -> Option<Standing> {
    match column.get(timetable as usize)?.load(Ordering::Relaxed) {
        0 => None,
        known => Some(STANDINGS[usize::from(known - 1) % STANDINGS.len()]),
    }
}

/// Remembers what came of it.
fn keep(column: &[AtomicU8], timetable: u32, standing: Standing) -> Standing {
    if let Some(cell) = column.get(timetable as usize) {
        cell.store(standing as u8 + 1, Ordering::Relaxed);
    }
    standing
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
    let begin = wall_time(from);
    // The last minute that is asked about: where the clock changes with the end, nothing of the
    // stretch lies behind the change.
    let last = (until - TimeDelta::minutes(1)).max(from);
    if ahead(from) == ahead(last) {
        let to = minutes(begin + (until - from));
        return vec![Stretch { from: minutes(begin), to, after: 0 }];
    }
    let (mut before, mut after) = (from, until);
    while after - before > TimeDelta::minutes(1) {
        let middle = before + TimeDelta::minutes((after - before).num_minutes() / 2);
        if ahead(middle) == ahead(from) { before = middle } else { after = middle }
    }
    let passed = u16::try_from((after - from).num_minutes()).unwrap_or(u16::MAX);
    let change = after.naive_utc() + ahead(from);
    vec![
        Stretch { from: minutes(begin), to: minutes(change), after: 0 },
        Stretch { from: minutes(wall_time(after)), to: minutes(wall_time(until)), after: passed },
    ]
}
