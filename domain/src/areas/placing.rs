//! Placing every listing on a map that has changed.
//!
//! A listing that is saved meanwhile is placed by the map that its own transaction holds, so it
//! is right whether this pass comes before or after it. The pass reads all listings in the order
//! of their ids, and writes only those that lie elsewhere now. A process that dies half-way
//! leaves the rest to whoever serves, who looks every minute, or to the next import: until a whole
//! pass is done, the database remembers that it is not.

use super::atlas::Atlas;
use super::{atlas_in, refresh, store};
use crate::Domain;
use crate::changes;
use crate::ctx::Ctx;
use crate::db::DbError;
use crate::id::ListingId;
use crate::imports::model::CHUNK_MAX;
use crate::listings;
use crate::listings::store::Place;
use crate::posts;

/// Places every listing by the newest map, unless that is done already. `serve` asks this every
/// minute, and so does whoever changes the map. There is nothing to allow here: whoever published
/// the map was allowed to.
///
/// # Errors
/// [`DbError`]; asking again goes on.
pub async fn assign(ctx: &Ctx, domain: &Domain) -> Result<(), DbError> {
    loop {
        let versions = store::versions(domain.db.reader()).await?;
        if versions.assigned == versions.version {
            return Ok(());
        }
        let atlas = refresh(domain).await?;
        if place_all(ctx, domain, &atlas).await? {
            look_again_at_posts(ctx, domain).await?;
            let tx = domain.db.write().await?;
            store::placed(&tx, atlas.version()).await?;
            tx.commit().await?;
        }
    }
}

/// Passes over all listings, and answers whether it was by the same map to the end.
async fn place_all(ctx: &Ctx, domain: &Domain, atlas: &Atlas) -> Result<bool, DbError> {
    let mut after = None;
    loop {
        let places =
            listings::store::places_after(domain.db.reader(), after, CHUNK_MAX as u64).await?;
        let Some(last) = places.last() else { return Ok(true) };
        after = Some(last.id);
        let moved: Vec<ListingId> = moved(atlas, places).into_iter().map(|it| it.id).collect();
        if !moved.is_empty() && !place(ctx, domain, atlas.version(), &moved).await? {
            return Ok(false);
        }
    }
}

/// Has indexes read all posts again: in which areas they lie is on the map, and not in the row.
async fn look_again_at_posts(ctx: &Ctx, domain: &Domain) -> Result<(), DbError> {
    let mut after = None;
    loop {
        let tx = domain.db.write().await?;
        after = posts::store::look_again_after(&tx, ctx, after, CHUNK_MAX as u64).await?;
        tx.commit().await?;
        if after.is_none() {
            return Ok(());
        }
    }
}

/// Writes where some listings lie in one transaction, unless there is another map by now.
async fn place(
    ctx: &Ctx,
    domain: &Domain,
    version: i64,
    ids: &[ListingId],
) -> Result<bool, DbError> {
    let tx = domain.db.write().await?;
    let atlas = atlas_in(&tx, domain).await?;
    if atlas.version() != version {
        return Ok(false);
    }
    listings::store::lock(&tx, ids.iter().copied()).await?;
    let places = moved(&atlas, listings::store::places(tx.conn(), ids).await?);
    listings::store::place(&tx, &places).await?;
    let ids: Vec<ListingId> = places.iter().map(|place| place.id).collect();
    changes::append(&tx, ctx, &ids).await?;
    tx.commit().await?;
    Ok(true)
}

/// Those that lie elsewhere now, and where.
fn moved(atlas: &Atlas, places: Vec<Place>) -> Vec<Place> {
    let now = places.into_iter().filter_map(|place| {
        let areas = atlas.around_any(place.point);
        (areas != place.areas).then_some(Place { areas, ..place })
    });
    now.collect()
}
