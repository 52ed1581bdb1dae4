//! Hours as plain bytes for the file beside the index.
//!
//! Whoever reads them back gets the same numbers of timetables, and the window with its day. What
//! does not add up is not read: hours can always be worked out again.

use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate};

use super::super::bytes::{Bytes, Out};
use super::window::Window;
use super::{Hours, Timetable};

/// Counts up when the form changes, or what the same facts mean does.
const VERSION: u32 = 3;

impl Hours {
    /// Writes all of it down, the window with its day included.
    pub(in crate::embedded) fn write(&self, out: &mut Out) {
        out.put_u32(VERSION);
        out.put_len(self.timetables.len());
        for Timetable { facts, used } in &self.timetables {
            out.put_block(facts.as_bytes());
            out.put_u32(*used);
        }
        out.put_u8(u8::from(self.window.is_some()));
        if let Some(window) = &self.window {
            out.put_u32(window.first_day.num_days_from_ce().cast_unsigned());
            window.write(out);
        }
    }

    /// As it was written; none where it is of another version or does not add up.
    pub(in crate::embedded) fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        if bytes.u32()? != VERSION {
            return None;
        }
        let count = bytes.len()?;
        let timetables = bytes.many(count, |bytes| {
            let facts = Arc::from(str::from_utf8(bytes.block()?).ok()?);
            Some(Timetable { facts, used: bytes.u32()? })
        })?;
        let window = if bytes.u8()? == 0 {
            None
        } else {
            let days = bytes.u32()?.cast_signed();
            Some(Window::read_back(NaiveDate::from_num_days_from_ce_opt(days)?, bytes)?)
        };
        Self { timetables, window, ..Self::default() }.linked()
    }

    /// About how many bytes of memory it takes, what is allocated ahead of need included.
    #[must_use]
    pub fn bytes_in_memory(&self) -> usize {
        // An Arc<str> keeps two counts before its text.
        let text = |t: &Timetable| (t.facts.len() + 2 * size_of::<usize>()).next_multiple_of(8);
        self.timetables.iter().map(text).sum::<usize>()
            + self.timetables.capacity() * size_of::<Timetable>()
            + self.free.capacity() * size_of::<u32>()
            + self.by_facts.allocation_size()
            + self.window.as_ref().map_or(0, Window::bytes)
            + self.sheets.bytes()
    }

    /// Makes the ways from facts to numbers again; none where two have the same facts.
    fn linked(mut self) -> Option<Self> {
        for number in 0..u32::try_from(self.timetables.len()).ok()? {
            let Timetable { facts, used } = &self.timetables[number as usize];
            if *used == 0 {
                self.free.push(number);
            } else if self.find(facts).is_some() {
                return None;
            } else {
                self.link(number);
            }
        }
        Some(self)
    }
}
