//! Files on their way in, by whom. There are only so many places for all of them, and a slow line
//! keeps one for minutes: nobody has more than a few, or one member could keep everybody out.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::error::MediaError;
use crate::id::MemberId;

/// How many files of one member come in at once, photos and tables together.
pub const ARRIVING_MAX: usize = 3;

type Counts = Arc<Mutex<HashMap<MemberId, usize>>>;

/// Counts the files that come in.
#[derive(Clone, Debug, Default)]
pub(super) struct Arriving(Counts);

/// A file that comes in; once it is dropped, another may.
#[derive(Debug)]
pub struct Arrival {
    of: Option<(Counts, MemberId)>,
}

impl Arriving {
    /// Another file of somebody comes in. The house itself and visitors are not counted: the one
    /// sends none, and of the others none is read.
    pub(super) fn begin(&self, member: Option<MemberId>) -> Result<Arrival, MediaError> {
        let Some(member) = member else { return Ok(Arrival { of: None }) };
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(member).or_default();
        if *count >= ARRIVING_MAX {
            return Err(MediaError::Arriving);
        }
        *count += 1;
        drop(counts);
        Ok(Arrival { of: Some((Arc::clone(&self.0), member)) })
    }
}

impl Drop for Arrival {
    fn drop(&mut self) {
        let Some((counts, member)) = &self.of else { return };
        let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(member) {
            *count -= 1;
            // Who has nothing on its way is not remembered.
            if *count == 0 {
                counts.remove(member);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn nobody_has_more_than_their_part_of_the_places() {
        let (arriving, one, other) =
            (Arriving::default(), MemberId(Uuid::from_u128(1)), MemberId(Uuid::from_u128(2)));
        let begin = |who| arriving.begin(Some(who));
        let mut all: Vec<Arrival> = (0..ARRIVING_MAX).map(|_| begin(one).unwrap()).collect();
        assert!(matches!(begin(one), Err(MediaError::Arriving)));
        assert!(begin(other).is_ok(), "another is not kept out by it");
        all.pop();
        all.push(begin(one).unwrap());
        assert!(begin(one).is_err());
        drop(all);
        assert!(arriving.0.lock().unwrap().is_empty(), "nothing is kept of who sent something");
        assert!(arriving.begin(None).is_ok());
    }
}
