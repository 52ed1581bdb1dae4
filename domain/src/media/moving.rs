//! Photos that go along when two listings of one place become one, and come back.

use uuid::Uuid;

use super::model::PHOTOS_MAX;
use super::store;
use crate::db::{DbError, WriteTx};
use crate::id::ListingId;

/// The photos of the lost one go along behind those of the survivor, as many as fit. Answers
/// which, with the places that they had.
pub(crate) async fn take_along(
    tx: &WriteTx,
    (survivor, lost): (ListingId, ListingId),
) -> Result<Vec<(Uuid, i32)>, DbError> {
    let here = store::places(tx.conn(), survivor).await?.len();
    let mut moved = store::places(tx.conn(), lost).await?;
    moved.truncate(PHOTOS_MAX.saturating_sub(here));
    for (nth, (id, _)) in moved.iter().enumerate() {
        store::move_to(tx, *id, survivor, here + nth + 1).await?;
    }
    Ok(moved)
}

/// Those that are still there go back to the places that they had.
pub(crate) async fn bring_back(
    tx: &WriteTx,
    (survivor, lost): (ListingId, ListingId),
    moved: &[(Uuid, i32)],
) -> Result<(), DbError> {
    let here = store::places(tx.conn(), survivor).await?;
    for (id, place) in moved.iter().filter(|(id, _)| here.iter().any(|(it, _)| it == id)) {
        store::move_to(tx, *id, lost, usize::try_from(*place).unwrap_or_default()).await?;
    }
    for listing in [survivor, lost] {
        // Without gaps, from the first on: the place that each goes to is free by then.
        for (nth, (id, place)) in store::places(tx.conn(), listing).await?.iter().enumerate() {
            if usize::try_from(*place) != Ok(nth + 1) {
                store::move_to(tx, *id, listing, nth + 1).await?;
            }
        }
    }
    Ok(())
}
