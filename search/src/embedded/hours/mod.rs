//! What is open at an instant, without asking a schedule each time.
//!
//! Listings with the same hours share a timetable, and those confirmed on the same day an
//! entry. For each timetable and service the stretches of the coming days lie ready in a
//! `window`, exact to the minute, in local wall time; an instant among them is answered by a
//! search in a short list. For another instant each timetable that the question meets is read
//! once. What was answered about a minute stays on a `sheet`, so that a pass over every listing
//! is one look into a column of bytes for each, and the next question in that minute begins
//! where this one ended.
//!
//! A change patches the window. When the day turns, the next window is worked out beside the one
//! that answers: [`Hours::ahead`] under the lock, [`Ahead::work`] without it, [`Hours::turn`]
//! under it again. [`Hours::to_bytes`] and [`Hours::from_bytes`] keep all of it in a file.

mod bytes;
mod facts;
mod moment;
mod sheet;
mod window;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use koop_domain::listings::model::Listing;
use koop_domain::listings::opening_hours::wall_time;

use self::facts::{HoursFacts, confirmed_on};
pub use self::moment::{Column, Moment, NOT_SOON};
use self::sheet::Sheets;
use self::window::Reading;
pub use self::window::{WINDOW_DAYS, Window};

/// The hours of all listings.
#[derive(Default)]
pub struct Hours {
    timetables: Vec<Timetable>,
    by_facts: HashMap<Arc<str>, u32>,
    free_timetables: Vec<u32>,
    entries: Vec<Entry>,
    by_pair: HashMap<(u32, Option<NaiveDate>), u32>,
    free_entries: Vec<u32>,
    window: Option<Window>,
    sheets: Sheets,
}

/// Hours that listings share.
struct Timetable {
    /// What they are worked out from; empty where the number is free.
    facts: Arc<str>,
    /// How many entries have them.
    used: u32,
}

/// A timetable, and when it was confirmed: what listings name by its number.
struct Entry {
    timetable: u32,
    confirmed_on: Option<NaiveDate>,
    /// How many listings name it; free where none does.
    used: u32,
}

/// The hours of a listing, ready to be put among the others.
pub struct Prepared {
    facts: Arc<str>,
    confirmed_on: Option<NaiveDate>,
    reading: Option<(NaiveDate, Reading)>,
}

/// Work for another day's window.
pub struct Ahead {
    first_day: NaiveDate,
    timetables: Vec<Arc<str>>,
}

/// A window worked out, and for which timetables.
pub struct Worked {
    window: Window,
    timetables: Vec<Arc<str>>,
}

/// The local day of an instant.
#[must_use]
pub fn local_day(at: DateTime<Utc>) -> NaiveDate {
    wall_time(at).date()
}

impl Hours {
    /// No hours yet; those that come are made ready from a day on.
    #[must_use]
    pub fn from_day(first_day: Option<NaiveDate>) -> Self {
        Self { window: first_day.map(Window::new), ..Self::default() }
    }

    /// The day from which stretches lie ready.
    #[must_use]
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.window.as_ref().map(|window| window.first_day)
    }

    /// Works out a listing's stretches, unless another listing has the same hours already.
    #[must_use]
    pub fn prepare(&self, listing: &Listing) -> Prepared {
        let facts = HoursFacts::of(listing).to_text();
        let reading = match self.first_day() {
            Some(day) if !self.by_facts.contains_key(&facts) => {
                Some((day, Reading::of_all(&facts, day)))
            }
            _ => None,
        };
        Prepared { facts, confirmed_on: confirmed_on(listing), reading }
    }

    /// The number of a listing's entry, which one listing more names from now on.
    pub fn put(&mut self, prepared: Prepared) -> u32 {
        let Prepared { facts, confirmed_on, reading } = prepared;
        let timetable = match self.by_facts.get(&facts) {
            Some(known) => *known,
            None => self.add_timetable(facts, reading),
        };
        let entry = match self.by_pair.get(&(timetable, confirmed_on)) {
            Some(known) => *known,
            None => self.add_entry(timetable, confirmed_on),
        };
        self.entries[entry as usize].used += 1;
        entry
    }

    /// A listing no longer names this entry; an entry that none names is forgotten. Put first and
    /// release then, so that hours that stay are not worked out anew.
    pub fn release(&mut self, entry: u32) {
        let Some(released) = self.entries.get_mut(entry as usize) else { return };
        released.used = released.used.saturating_sub(1);
        let pair = (released.timetable, released.confirmed_on);
        if released.used > 0 || self.by_pair.get(&pair) != Some(&entry) {
            return;
        }
        self.by_pair.remove(&pair);
        self.free_entries.push(entry);
        let timetable = &mut self.timetables[pair.0 as usize];
        timetable.used -= 1;
        if timetable.used == 0 {
            self.by_facts.remove(&std::mem::take(&mut timetable.facts));
            self.free_timetables.push(pair.0);
        }
    }

    /// The work of a window from another day on: a list of what to read.
    #[must_use]
    pub fn ahead(&self, first_day: NaiveDate) -> Ahead {
        let timetables = self.timetables.iter().map(|t| Arc::clone(&t.facts)).collect();
        Ahead { first_day, timetables }
    }

    /// Takes a window into use; timetables that came in the meantime are read here.
    pub fn turn(&mut self, worked: Worked) {
        let Worked { mut window, timetables } = worked;
        for (at, now) in self.timetables.iter().enumerate() {
            let is_read = timetables.get(at).is_some_and(|then| Arc::ptr_eq(then, &now.facts));
            if !is_read && !now.facts.is_empty() {
                window.put(at, Reading::of_all(&now.facts, window.first_day));
            }
        }
        self.window = Some(window);
        self.sheets.forget();
    }

    /// How many timetables there are.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.timetables.len() - self.free_timetables.len()
    }

    fn add_timetable(&mut self, facts: Arc<str>, reading: Option<(NaiveDate, Reading)>) -> u32 {
        let number = number(&mut self.free_timetables, self.timetables.len());
        if let Some(window) = &mut self.window {
            let reading = reading
                .filter(|(day, _)| *day == window.first_day)
                .map_or_else(|| Reading::of_all(&facts, window.first_day), |(_, reading)| reading);
            window.put(number as usize, reading);
        }
        self.by_facts.insert(Arc::clone(&facts), number);
        let timetable = Timetable { facts, used: 0 };
        place(&mut self.timetables, number, timetable);
        number
    }

    fn add_entry(&mut self, timetable: u32, confirmed_on: Option<NaiveDate>) -> u32 {
        // Sheets have no line for an entry that is new, or another's.
        self.sheets.forget();
        let number = number(&mut self.free_entries, self.entries.len());
        self.by_pair.insert((timetable, confirmed_on), number);
        self.timetables[timetable as usize].used += 1;
        place(&mut self.entries, number, Entry { timetable, confirmed_on, used: 0 });
        number
    }
}

impl Ahead {
    /// Reads every timetable: the long part, for which no lock is needed.
    #[must_use]
    pub fn work(self) -> Worked {
        let Self { first_day, timetables } = self;
        Worked { window: Window::read(first_day, &timetables), timetables }
    }
}

/// A number that is free, else the next.
fn number(free: &mut Vec<u32>, next: usize) -> u32 {
    free.pop().unwrap_or_else(|| u32::try_from(next).unwrap_or(u32::MAX))
}

fn place<T>(all: &mut Vec<T>, number: u32, one: T) {
    match all.get_mut(number as usize) {
        Some(free) => *free = one,
        None => all.push(one),
    }
}
