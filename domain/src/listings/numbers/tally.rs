//! What was counted and not written yet: in memory, and nothing of who.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};

use super::model::{Sums, What};
use crate::id::ListingId;

/// Of so many places a week is kept at most until it is written: the rest is not counted.
pub const PLACES_MAX: usize = 50_000;
/// So often one network counts within a minute, over all places: more is a machine.
pub const MINUTE_MAX: u32 = 30;
/// Of so many networks it is known within a minute how often they counted; the rest is not
/// counted.
const NETS_MAX: usize = 20_000;
/// A minute, in seconds.
const MINUTE_S: i64 = 60;

/// A place and a week, and how often it was counted in it.
pub(super) type Count = ((ListingId, NaiveDate), Sums);

/// What one process counted. Clones share it.
#[derive(Clone, Default)]
pub struct Tally(Arc<Mutex<Counted>>);

#[derive(Default)]
struct Counted {
    sums: HashMap<(ListingId, NaiveDate), Sums>,
    /// How often each network counted in the running minute: by a hash whose key is this
    /// process's own and is drawn anew with every minute, so that it names nobody.
    nets: HashMap<u64, u32>,
    key: RandomState,
    minute: i64,
}

impl Tally {
    /// Counts something, unless the network counted too often of late.
    pub(super) fn count(
        &self,
        (place, week): (ListingId, NaiveDate),
        what: What,
        (net, now): (&str, DateTime<Utc>),
    ) {
        let mut counted = self.locked();
        if !counted.lets(net, now) {
            return;
        }
        let is_full = counted.sums.len() >= PLACES_MAX;
        match counted.sums.entry((place, week)) {
            Entry::Vacant(_) if is_full => {}
            entry => entry.or_default()[what as usize] += 1,
        }
    }

    /// Takes out all that was counted.
    pub(super) fn take(&self) -> Vec<Count> {
        std::mem::take(&mut self.locked().sums).into_iter().collect()
    }

    /// Puts back what could not be written.
    pub(super) fn put_back(&self, counts: Vec<Count>) {
        let mut counted = self.locked();
        for (key, sums) in counts {
            let kept = counted.sums.entry(key).or_default();
            kept.iter_mut().zip(sums).for_each(|(kept, sum)| *kept += sum);
        }
    }

    fn locked(&self) -> MutexGuard<'_, Counted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counted {
    fn lets(&mut self, net: &str, now: DateTime<Utc>) -> bool {
        let minute = now.timestamp().div_euclid(MINUTE_S);
        if minute != self.minute {
            (self.minute, self.key) = (minute, RandomState::new());
            self.nets.clear();
        }
        let hash = self.key.hash_one(net);
        if self.nets.len() >= NETS_MAX && !self.nets.contains_key(&hash) {
            return false;
        }
        let times = self.nets.entry(hash).or_default();
        *times += 1;
        *times <= MINUTE_MAX
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(number: u128) -> (ListingId, NaiveDate) {
        (ListingId(uuid::Uuid::from_u128(number)), "2026-04-20".parse().unwrap())
    }

    #[test]
    fn a_network_counts_so_often_a_minute() {
        let tally = Tally::default();
        let now: DateTime<Utc> = "2026-04-20T08:00:00Z".parse().unwrap();
        for _ in 0..2 * MINUTE_MAX {
            tally.count(place(1), What::Seen, ("192.0.2.1", now));
        }
        tally.count(place(1), What::Called, ("192.0.2.2", now));
        let later = now + chrono::TimeDelta::minutes(1);
        tally.count(place(1), What::Routed, ("192.0.2.1", later));
        assert_eq!(tally.take(), [(place(1), [u64::from(MINUTE_MAX), 1, 1])]);
        assert!(tally.take().is_empty());
    }

    #[test]
    fn what_was_not_written_is_added_to() {
        let tally = Tally::default();
        let now: DateTime<Utc> = "2026-04-20T08:00:00Z".parse().unwrap();
        tally.count(place(1), What::Seen, ("", now));
        let taken = tally.take();
        tally.count(place(1), What::Seen, ("", now));
        tally.put_back(taken);
        assert_eq!(tally.take(), [(place(1), [2, 0, 0])]);
    }
}
