//! The last news of each listing in a batch: what came before it does not matter any more.

use std::collections::HashSet;

use koop_domain::id::ListingId;
use koop_domain::listings::model::{LifeState, Listing};
use koop_domain::ports::IndexChange;

/// The last news of each listing. What is gone is not findable.
pub(super) fn latest(changes: Vec<IndexChange>) -> (Vec<Listing>, Vec<ListingId>) {
    let (mut puts, mut removals, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for change in changes.into_iter().rev() {
        match change {
            IndexChange::Put(listing) if seen.insert(listing.id) => {
                if matches!(listing.facts.state, LifeState::Gone { .. }) {
                    removals.push(listing.id);
                } else {
                    puts.push(*listing);
                }
            }
            IndexChange::Remove(id) if seen.insert(id) => removals.push(id),
            // Posts are the board's.
            _ => {}
        }
    }
    (puts, removals)
}
