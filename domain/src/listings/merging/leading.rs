//! Where listings that were merged went on.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use super::super::error::ListingError;
use super::super::model::{LifeState, Listing, Whereabouts};
use super::super::store as listings_store;
use super::{STEPS_MAX, is_home, store};
use crate::Domain;
use crate::db::DbError;
use crate::id::ListingId;

/// Where a listing that is gone went on, if it was merged.
pub(in crate::listings) async fn led_on(
    domain: &Domain,
    id: ListingId,
) -> Result<Option<Listing>, ListingError> {
    let db = domain.db.reader();
    let to = survivor_of(db, id).await?;
    if to == id {
        return Ok(None);
    }
    Ok(listings_store::by_ids(db, [to]).await?.remove(&to))
}

/// The listing as which one goes on: itself, unless it was merged.
pub(crate) async fn survivor_of(
    db: &impl ConnectionTrait,
    id: ListingId,
) -> Result<ListingId, DbError> {
    let mut to = id;
    for _ in 0..STEPS_MAX {
        match store::active(db, to).await? {
            Some(survivor) => to = survivor,
            None => break,
        }
    }
    Ok(to)
}

/// Of what is gone and went on as somebody's home no door is told: it may have become one since the
/// two were made one.
pub(in crate::listings) async fn as_homes<'a>(
    db: &impl ConnectionTrait,
    rows: impl IntoIterator<Item = &'a mut Listing>,
) -> Result<(), DbError> {
    let is_gone = |it: &&mut Listing| matches!(it.facts.state, LifeState::Gone { .. });
    let gone = rows.into_iter().filter(is_gone).filter(|it| !is_home(it));
    let mut gone: Vec<(ListingId, &mut Listing)> = gone.map(|it| (it.id, it)).collect();
    for _ in 0..STEPS_MAX {
        let next = store::survivors(db, gone.iter().map(|(to, _)| *to)).await?;
        if next.is_empty() {
            break;
        }
        for (to, _) in &mut gone {
            *to = next.get(to).copied().unwrap_or(*to);
        }
    }
    gone.retain(|(to, it)| *to != it.id);
    let ends: HashMap<_, _> = listings_store::by_ids(db, gone.iter().map(|(to, _)| *to)).await?;
    for (to, it) in gone {
        if ends.get(&to).is_some_and(is_home) {
            it.facts.whereabouts = Whereabouts::AtHome;
        }
    }
    Ok(())
}
