//! Hours as plain bytes for a file, little-endian, with a version in front.
//!
//! Whoever reads them back gets the same numbers of entries, and the window with its day. What
//! does not add up is not read: hours can always be worked out again.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate};

use super::sheet::Sheets;
use super::window::{Piece, Slot, Window};
use super::{Entry, Hours, Timetable};

/// Counts up when the form changes, or what the same facts mean does.
const VERSION: u32 = 2;
/// Stands for no date.
const NO_DATE: i32 = i32::MIN;

impl Hours {
    /// All of it as bytes, the window with its day included.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out(Vec::new());
        out.number(VERSION);
        out.count(self.timetables.len());
        for timetable in &self.timetables {
            out.count(timetable.facts.len());
            out.0.extend(timetable.facts.as_bytes());
        }
        out.count(self.entries.len());
        for entry in &self.entries {
            out.number(entry.timetable);
            out.date(entry.confirmed_on);
            out.number(entry.used);
        }
        out.date(self.first_day());
        if let Some(window) = &self.window {
            out.window(window, self.timetables.len());
        }
        out.0
    }

    /// From those bytes; none where they are of another version or do not add up.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = Rest(bytes);
        if rest.number()? != VERSION {
            return None;
        }
        let timetables = rest.all(|rest| {
            let length = rest.count()?;
            let facts = Arc::from(str::from_utf8(rest.take(length)?).ok()?);
            Some(Timetable { facts, used: 0 })
        })?;
        let entries = rest.all(|rest| {
            let (timetable, confirmed_on) = (rest.number()?, rest.date()?);
            Some(Entry { timetable, confirmed_on, used: rest.number()? })
        })?;
        let window = match rest.date()? {
            Some(first_day) => Some(rest.window(first_day, timetables.len())?),
            None => None,
        };
        let hours = Self { timetables, entries, window, ..Self::default() };
        if rest.0.is_empty() { hours.linked() } else { None }
    }

    /// About how many bytes of memory it takes, what is allocated ahead of need included.
    #[must_use]
    pub fn bytes_in_memory(&self) -> usize {
        // A hash map keeps a byte of control beside each place.
        fn map<K, V>(map: &HashMap<K, V>) -> usize {
            map.capacity() * (size_of::<(K, V)>() + 1) * 8 / 7
        }
        fn list<T>(list: &Vec<T>) -> usize {
            list.capacity() * size_of::<T>()
        }
        // An Arc<str> keeps two counts before its text.
        let text = |t: &Timetable| (t.facts.len() + 2 * size_of::<usize>()).next_multiple_of(8);
        let window = self.window.as_ref().map_or(0, |w| list(&w.slots) + list(&w.pieces));
        self.timetables.iter().map(text).sum::<usize>()
            + list(&self.timetables)
            + list(&self.entries)
            + list(&self.free_timetables)
            + list(&self.free_entries)
            + map(&self.by_facts)
            + map(&self.by_pair)
            + window
            + self.sheets.bytes()
    }

    /// Makes the ways from facts to numbers again; none where numbers point nowhere.
    fn linked(mut self) -> Option<Self> {
        for (number, entry) in (0..).zip(&self.entries) {
            if entry.used == 0 {
                self.free_entries.push(number);
                continue;
            }
            self.timetables.get_mut(entry.timetable as usize)?.used += 1;
            let pair = (entry.timetable, entry.confirmed_on);
            if self.by_pair.insert(pair, number).is_some() {
                return None;
            }
        }
        for (number, timetable) in (0..).zip(&self.timetables) {
            if timetable.used == 0 {
                self.free_timetables.push(number);
            } else if self.by_facts.insert(Arc::clone(&timetable.facts), number).is_some() {
                return None;
            }
        }
        self.sheets = Sheets::default();
        Some(self)
    }
}

struct Out(Vec<u8>);

impl Out {
    fn number(&mut self, number: u32) {
        self.0.extend(number.to_le_bytes());
    }

    fn count(&mut self, count: usize) {
        self.number(u32::try_from(count).unwrap_or(u32::MAX));
    }

    fn date(&mut self, date: Option<NaiveDate>) {
        self.0.extend(date.map_or(NO_DATE, |date| date.num_days_from_ce()).to_le_bytes());
    }

    fn window(&mut self, window: &Window, timetables: usize) {
        for at in 0..timetables {
            for piece in window.pieces.get(at).copied().unwrap_or_default() {
                self.number(piece.at);
                self.number(u32::from(piece.len) << 1 | u32::from(piece.borrowed));
            }
        }
        self.count(window.slots.len());
        window.slots.iter().for_each(|slot| self.number(slot.bits()));
    }
}

struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    /// A date or none, if the bytes say so.
    #[expect(clippy::option_option, reason = "bytes that run out are not a missing date")]
    fn date(&mut self) -> Option<Option<NaiveDate>> {
        let days = i32::from_le_bytes(self.take(4)?.try_into().ok()?);
        if days == NO_DATE {
            return Some(None);
        }
        NaiveDate::from_num_days_from_ce_opt(days).map(Some)
    }

    /// As many as the number in front says; memory is taken as they come, whatever it says.
    fn all<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count()?;
        (0..count).map(|_| one(self)).collect()
    }

    fn window(&mut self, first_day: NaiveDate, timetables: usize) -> Option<Window> {
        let mut pieces = Vec::new();
        for _ in 0..timetables {
            let mut four = [Piece::default(); 4];
            for piece in &mut four {
                let (at, length) = (self.number()?, self.number()?);
                let len = u16::try_from(length >> 1).ok()?;
                *piece = Piece { at, len, borrowed: length & 1 == 1 };
            }
            pieces.push(four);
        }
        let slots = self.all(|rest| Slot::from_bits(rest.number()?))?;
        let inside = |p: &Piece| p.at as usize + usize::from(p.len) <= slots.len();
        pieces.iter().flatten().all(inside).then_some(Window { first_day, slots, pieces })
    }
}
