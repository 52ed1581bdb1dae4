//! Undoing the last edition of a table: what it brought in goes, what it changed or took away is
//! as it was. A listing that somebody changed since stays as they left it, and so does one that it
//! brought in and that is somebody's since: that they keep, show or claim, or that others report.

use std::collections::HashMap;

use chrono::TimeDelta;

use super::error::ImportError;
use super::finish_publishing;
use super::model::{PUBLISH_MAX, UNDO_DAYS};
use super::store::tables::{self, Effect};
use super::store::{batches, staging};
use crate::audit::model::{Act, Note};
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::id::{BatchId, ListingId};
use crate::listings::model::Listing;
use crate::listings::revise::{self, Change};
use crate::listings::store as listings_store;
use crate::policy::{self, Action};
use crate::{Domain, areas, audit};

/// What undoing an edition did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// Listings that it had brought in, and that are out again.
    pub removed: u64,
    /// Listings that are as they were before it.
    pub restored: u64,
    /// Listings that somebody changed or took care of since, and that stay as they are.
    pub kept: u64,
}

/// Undoes the last edition of a table. One that was cut off goes on where it stopped.
///
/// # Errors
/// [`ImportError::NotUndoable`] when there is none, it was undone before, or it is older than
/// [`UNDO_DAYS`] days.
pub async fn undo(ctx: &Ctx, domain: &Domain, dataset: &str) -> Result<Undone, ImportError> {
    policy::check(ctx, Action::ImportListings)?;
    last_of(ctx, domain, dataset, None).await
}

/// The same for who was found to be allowed to; of several editions only the one that is named.
pub(super) async fn last_of(
    ctx: &Ctx,
    domain: &Domain,
    dataset: &str,
    only: Option<BatchId>,
) -> Result<Undone, ImportError> {
    finish_publishing(ctx, domain, Some(dataset)).await?;
    let db = domain.db.reader();
    let batch = match tables::undoing(db, Some(dataset)).await?.pop() {
        Some((batch, _)) => Some(batch),
        None => tables::last_undoable(db, dataset, ctx.now - TimeDelta::days(UNDO_DAYS)).await?,
    };
    let batch = batch.filter(|it| only.is_none_or(|only| only == *it));
    let batch = batch.ok_or(ImportError::NotUndoable)?;
    whole(ctx, domain, (dataset, batch)).await
}

/// Goes on with what was begun and cut off, of one data set or of all.
pub(super) async fn finish(
    ctx: &Ctx,
    domain: &Domain,
    dataset: Option<&str>,
) -> Result<(), ImportError> {
    for (batch, dataset) in tables::undoing(domain.db.reader(), dataset).await? {
        whole(ctx, domain, (&dataset, batch)).await?;
    }
    Ok(())
}

async fn whole(ctx: &Ctx, domain: &Domain, of: (&str, BatchId)) -> Result<Undone, ImportError> {
    let mut undone = Undone::default();
    while undo_chunk(ctx, domain, of, &mut undone).await? {}
    Ok(undone)
}

/// Undoes some of it in one transaction, and answers whether there is more.
async fn undo_chunk(
    ctx: &Ctx,
    domain: &Domain,
    (dataset, batch): (&str, BatchId),
    undone: &mut Undone,
) -> Result<bool, ImportError> {
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    staging::lock_batch(&tx, batch).await?;
    if batches::begin_undo(&tx, batch, ctx.now).await? {
        let of = batches::community(&tx, batch).await?;
        let note = Note::new(Act::ImportUndone).of(of).to(batch).with("dataset", dataset);
        audit::note(&tx, ctx, note).await?;
    }
    let effects = tables::effects(&tx, batch, PUBLISH_MAX as u64).await?;
    if effects.is_empty() {
        tables::undone(&tx, batch).await?;
        tx.commit().await?;
        return Ok(false);
    }
    let ids: Vec<ListingId> = effects.iter().map(|effect| effect.listing).collect();
    listings_store::lock(&tx, ids.iter().copied()).await?;
    let now = listings_store::by_ids(tx.conn(), ids.iter().copied()).await?;
    let new = effects.iter().filter(|effect| effect.before == 0);
    // Claims, photos and reports write no revision, and go with the listing.
    let cared_for = tables::cared_for(&tx, new.map(|effect| effect.listing)).await?;
    let is_untouched = |effect: &&Effect| {
        let is_theirs = effect.before == 0 && cared_for.contains(&effect.listing);
        let same = |listing: &Listing| listing.revision == effect.after;
        !is_theirs && now.get(&effect.listing).is_some_and(same)
    };
    let (new, changed): (Vec<Effect>, Vec<Effect>) =
        effects.iter().filter(is_untouched).partition(|effect| effect.before == 0);
    undone.kept += (effects.len() - new.len() - changed.len()) as u64;
    let new: Vec<ListingId> = new.iter().map(|effect| effect.listing).collect();
    undone.removed += new.len() as u64;
    undone.restored += restore(&tx, ctx, domain, (&now, &changed)).await?;
    let changed: Vec<ListingId> = changed.iter().map(|effect| effect.listing).collect();
    tables::hold_again(&tx, dataset, &changed).await?;
    tables::forget_effects(&tx, batch, &ids).await?;
    if !new.is_empty() {
        listings_store::delete(&tx, ctx, &new).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Has listings say what they said before, and answers how many.
async fn restore(
    tx: &WriteTx,
    ctx: &Ctx,
    domain: &Domain,
    (now, effects): (&HashMap<ListingId, Listing>, &[Effect]),
) -> Result<u64, DbError> {
    let atlas = areas::atlas_in(tx, domain).await?;
    let earlier = tables::earlier(tx, effects).await?;
    let restored = |(id, earlier)| Some(revise::restored(now.get(&id)?, earlier, ctx.now));
    let mut changes: Vec<Change> = earlier.into_iter().filter_map(restored).collect();
    listings_store::save(tx, ctx, &atlas, &mut changes).await?;
    Ok(changes.len() as u64)
}
