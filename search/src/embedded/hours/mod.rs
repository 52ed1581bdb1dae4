//! What is open at an instant, without asking a schedule each time.
//!
//! Listings with the same hours share a timetable; when each confirmed them it keeps itself. For
//! each timetable and service a `window` holds the stretches of the coming days in local wall
//! time, exact to the minute: a row of days, and days that are alike are kept once. An instant
//! among them is answered by a look at each different day, and then at one number for each
//! timetable. For another instant each timetable that the question meets is read once. What was
//! answered about a minute stays on a `sheet`, so that a pass over every listing is one look into
//! a column of bytes for each, and the next question in that minute begins where this one ended.
//!
//! A change patches the window. When the day turns, the next window is worked out beside the one
//! that answers: [`Hours::ahead`] under the lock, [`Ahead::work`] without it, [`Hours::turn`]
//! under it again.

mod bytes;
mod facts;
mod moment;
mod sheet;
mod window;

#[cfg(test)]
mod tests;

use std::hash::BuildHasher as _;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use hashbrown::{DefaultHashBuilder, HashTable};
use koop_domain::listings::model::Listing;
use koop_domain::listings::opening_hours::{certain_since, wall_time};

pub use self::facts::Confirmed;
use self::facts::HoursFacts;
pub use self::moment::{Column, Moment, NOT_SOON};
use self::sheet::Sheets;
use self::window::Reading;
pub use self::window::{WINDOW_DAYS, Window};

/// The hours of all listings.
#[derive(Default)]
pub struct Hours {
    timetables: Vec<Timetable>,
    by_facts: HashTable<u32>,
    hasher: DefaultHashBuilder,
    free: Vec<u32>,
    window: Option<Window>,
    sheets: Sheets,
}

/// Hours that listings share.
struct Timetable {
    /// What they are worked out from; empty where the number is free.
    facts: Arc<str>,
    /// How many listings have them.
    used: u32,
}

/// The hours of one listing: which timetable, and when it confirmed them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnHours {
    /// The number of the timetable.
    pub timetable: u32,
    /// Never, if that is not known.
    pub confirmed: Confirmed,
}

/// The hours of a listing, ready to be put among the others.
pub struct Prepared {
    facts: Arc<str>,
    confirmed: Confirmed,
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

    /// Whether hours that were confirmed on a day are certain in the days that lie ready, or may
    /// be in any where none do.
    #[must_use]
    pub fn is_certain(&self, confirmed: Confirmed) -> bool {
        let since = self
            .first_day()
            .map_or(Confirmed::on(NaiveDate::MIN), |day| Confirmed::on(certain_since(day)));
        confirmed >= since
    }

    /// Whether what a question asks about lies ready: else each timetable that it meets has to be
    /// read.
    #[must_use]
    pub fn holds(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> bool {
        let (from, until) = (wall_time(from), wall_time(until));
        self.window.as_ref().is_some_and(|window| window.holds(from, until.max(from)))
    }

    /// Works out a listing's stretches, unless another listing has the same hours already.
    #[must_use]
    pub fn prepare(&self, listing: &Listing) -> Prepared {
        let facts = HoursFacts::of(listing).to_text();
        let reading = match self.first_day() {
            Some(day) if self.find(&facts).is_none() => Some((day, Reading::of_all(&facts, day))),
            _ => None,
        };
        Prepared { facts, confirmed: Confirmed::of(listing), reading }
    }

    /// Takes in the hours of a listing; its timetable is one listing's more from now on.
    pub fn put(&mut self, prepared: Prepared) -> OwnHours {
        let Prepared { facts, confirmed, reading } = prepared;
        let timetable = self.find(&facts).unwrap_or_else(|| self.add(facts, reading));
        self.timetables[timetable as usize].used += 1;
        OwnHours { timetable, confirmed }
    }

    /// A listing no longer has this timetable; one that none has is forgotten. Put first and
    /// release then, so that hours that stay are not worked out anew.
    pub fn release(&mut self, timetable: u32) {
        let Some(released) = self.timetables.get_mut(timetable as usize) else { return };
        released.used = released.used.saturating_sub(1);
        if released.used > 0 || released.facts.is_empty() {
            return;
        }
        let facts = std::mem::take(&mut released.facts);
        let hash = self.hasher.hash_one(&*facts);
        if let Ok(known) = self.by_facts.find_entry(hash, |known| *known == timetable) {
            known.remove();
        }
        self.free.push(timetable);
    }

    /// The work of a window from another day on: a list of what to read.
    #[must_use]
    pub fn ahead(&self, first_day: NaiveDate) -> Ahead {
        let timetables = self.timetables.iter().map(|t| Arc::clone(&t.facts)).collect();
        Ahead { first_day, timetables }
    }

    /// Takes a window into use; timetables that came in the meantime are read here.
    pub fn turn(&mut self, worked: Worked) {
        let mut worked = worked;
        let first_day = worked.window.first_day;
        for (at, Timetable { facts, .. }) in self.timetables.iter().enumerate() {
            if !worked.has_read(at, facts) {
                worked.window.put(at, &Reading::of_all(facts, first_day));
            }
        }
        self.window = Some(worked.window);
        self.sheets.forget();
    }

    /// How many timetables came or changed since a window was worked out.
    #[must_use]
    pub fn unread(&self, worked: &Worked) -> usize {
        let now = self.timetables.iter().enumerate();
        now.filter(|(at, now)| !worked.has_read(*at, &now.facts)).count()
    }

    /// How many timetables there are.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.timetables.len() - self.free.len()
    }

    /// Whether there is such a timetable.
    pub(super) fn knows(&self, timetable: u32) -> bool {
        self.timetables.get(timetable as usize).is_some_and(|known| known.used > 0)
    }

    /// The timetable with these facts.
    fn find(&self, facts: &str) -> Option<u32> {
        let is_it = |known: &u32| &*self.timetables[*known as usize].facts == facts;
        self.by_facts.find(self.hasher.hash_one(facts), is_it).copied()
    }

    fn add(&mut self, facts: Arc<str>, reading: Option<(NaiveDate, Reading)>) -> u32 {
        // Sheets have no line for a timetable that is new, or another's.
        self.sheets.forget();
        let next = || u32::try_from(self.timetables.len()).unwrap_or(u32::MAX);
        let number = self.free.pop().unwrap_or_else(next);
        if let Some(window) = &mut self.window {
            let reading = reading
                .filter(|(day, _)| *day == window.first_day)
                .map_or_else(|| Reading::of_all(&facts, window.first_day), |(_, reading)| reading);
            window.put(number as usize, &reading);
        }
        let timetable = Timetable { facts, used: 0 };
        match self.timetables.get_mut(number as usize) {
            Some(free) => *free = timetable,
            None => self.timetables.push(timetable),
        }
        self.link(number);
        number
    }

    /// Lets a timetable be found by its facts.
    fn link(&mut self, number: u32) {
        let Self { timetables, by_facts, hasher, .. } = self;
        let hash = |known: &u32| hasher.hash_one(&*timetables[*known as usize].facts);
        by_facts.insert_unique(hash(&number), number, hash);
    }
}

impl Worked {
    /// Whether a timetable was read for it, or is none.
    fn has_read(&self, at: usize, facts: &Arc<str>) -> bool {
        let then = self.timetables.get(at);
        facts.is_empty() || then.is_some_and(|then| Arc::ptr_eq(then, facts))
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
