//! What became of a listing: every revision, in what it differs from the one before, and who
//! wrote it as everybody may see it. Whoever may edit it may also have it as it was.

mod model;
mod store;

pub use self::model::{Changed, Entry, Field};
use super::edit;
use super::error::ListingError;
use super::keepers;
use super::model::Listing;
use super::store as listings_store;
use crate::Domain;
use crate::ctx::Ctx;
use crate::id::ListingId;
use crate::page::PAGE_MAX;
use crate::policy::{self, Action};

/// A page of history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Revisions, the latest first.
    pub entries: Vec<Entry>,
    /// Whether there are earlier ones.
    pub more: bool,
    /// Whether who asks may have the listing as it was.
    pub may_revert: bool,
}

/// The history of a listing before a revision, or all of it. What was taken away of an address
/// or of ways to reach it is told to who may edit the listing, and to nobody else.
///
/// # Errors
/// [`ListingError::NotFound`].
pub async fn of(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    (before, first): (Option<i32>, u32),
) -> Result<History, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let db = domain.db.reader();
    let now = listings_store::by_ids(db, [id]).await?.remove(&id).ok_or(ListingError::NotFound)?;
    let standing = keepers::standing(ctx, domain, &now).await?;
    let may_revert = policy::allows_on(ctx.actor, Action::EditListing, standing);
    let first = first.clamp(1, PAGE_MAX) as usize;
    // One more, to tell in what the last of the page differs.
    let kept = store::before(db, id, before, first as u64 + 1).await?;
    let more = kept.len() > first;
    let mut entries = Vec::with_capacity(first);
    let mut later = None;
    for older in kept {
        if let Some(later) = later.take() {
            entries.push(model::tell(later, Some(&older), &now, may_revert));
        }
        later = Some(older);
    }
    if let Some(oldest) = later.filter(|_| !more) {
        entries.push(model::tell(oldest, None, &now, may_revert));
    }
    Ok(History { entries, more, may_revert })
}

/// Has a listing as it was at a revision. That becomes a revision of its own.
///
/// # Errors
/// As [`edit`](super::edit()); [`ListingError::NotFound`] also where there was no such revision.
pub async fn revert(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    (to, expected_revision): (i32, Option<i32>),
) -> Result<Listing, ListingError> {
    policy::check_on(ctx, Action::EditListing, keepers::Keeper::Owner)?;
    let was = store::one(domain.db.reader(), id, to).await?.ok_or(ListingError::NotFound)?;
    let deed: edit::Deed<'_> = Box::new(move |facts| {
        *facts = was.listing.facts;
        Ok(())
    });
    edit::change(ctx, domain, id, expected_revision, deed).await
}
