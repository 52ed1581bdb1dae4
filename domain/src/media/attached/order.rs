//! In which order the photos of a post stand, and how they come into another one.

use uuid::Uuid;

use super::store;
use crate::db::{DbError, WriteTx};
use crate::id::PhotoId;

/// Brings the photos of a post from the order in which they are into another of the same.
pub(crate) async fn arrange(
    tx: &WriteTx,
    post: Uuid,
    was: &[PhotoId],
    wanted: &[PhotoId],
) -> Result<(), DbError> {
    for step in steps(was, wanted) {
        store::put_at(tx, post, step).await?;
    }
    Ok(())
}

/// The order in which somebody wants photos: those that they name, each once, and then the others
/// as they were.
pub(crate) fn with_first(was: &[PhotoId], first: &[PhotoId]) -> Vec<PhotoId> {
    let mut wanted: Vec<PhotoId> = Vec::with_capacity(was.len());
    for id in first.iter().chain(was).filter(|it| was.contains(it)) {
        if !wanted.contains(id) {
            wanted.push(*id);
        }
    }
    wanted
}

/// The moves, one row at a time, that bring photos from one order into another of the same: each
/// goes to a place that is free by then, for 0 is the hand in which one is held meanwhile.
fn steps(was: &[PhotoId], wanted: &[PhotoId]) -> Vec<(usize, usize)> {
    let (mut now, mut steps) = (was.to_vec(), Vec::new());
    for (to, id) in wanted.iter().enumerate() {
        let Some(from) = now.iter().position(|it| it == id).filter(|from| *from > to) else {
            continue;
        };
        steps.push((from + 1, 0));
        steps.extend((to..from).rev().map(|place| (place + 1, place + 2)));
        steps.push((0, to + 1));
        let moved = now.remove(from);
        now.insert(to, moved);
    }
    steps
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    fn photos(count: u8) -> Vec<PhotoId> {
        (0..count).map(|it| PhotoId(Uuid::from_u128(it.into()))).collect()
    }

    proptest! {
        /// Whatever is named, every photo stands there once, the named ones first.
        #[test]
        fn no_photo_is_lost_by_an_order(count in 0_u8..=6, named in prop::collection::vec(0_u8..8, 0..9)) {
            let was = photos(count);
            let named: Vec<PhotoId> =
                named.into_iter().map(|it| PhotoId(Uuid::from_u128(it.into()))).collect();
            let order = with_first(&was, &named);
            let mut sorted = order.clone();
            sorted.sort();
            prop_assert_eq!(&sorted, &was);
            let known: Vec<&PhotoId> = named.iter().filter(|it| was.contains(it)).collect();
            prop_assert_eq!(order.first(), known.first().copied().or(was.first()));
        }

        /// No step goes to a place that is taken, and at the end each stands where it should.
        #[test]
        fn the_steps_lead_there_and_meet_nobody(wanted in Just(photos(6)).prop_shuffle()) {
            let was = photos(6);
            let mut places: HashMap<usize, PhotoId> = (1..).zip(was.iter().copied()).collect();
            for (from, to) in steps(&was, &wanted) {
                let photo = places.remove(&from).expect("somebody stands there");
                prop_assert!(places.insert(to, photo).is_none(), "{} is taken", to);
            }
            for (place, photo) in (1..).zip(&wanted) {
                prop_assert_eq!(places.get(&place), Some(photo));
            }
            prop_assert_eq!(places.len(), 6);
        }
    }
}
