//! What became of a listing: every revision, in what it differs from the one before, and who
//! wrote it as everybody may see it. Whoever may edit it may also have it as it was.

mod fields;
mod model;
mod store;

pub use self::model::{Changed, Entry, Field};
use super::edit;
use super::error::ListingError;
use super::keepers;
use super::merging::{self, PLACE};
use super::model::Listing;
use super::reports::write_to;
use super::store as listings_store;
use crate::areas::atlas::Atlas;
use crate::ctx::Ctx;
use crate::db::WriteTx;
use crate::desk::{decider, people, tidy_reason};
use crate::id::ListingId;
use crate::jobs::Letter;
use crate::page::PAGE_MAX;
use crate::policy::{self, Action};
use crate::{Domain, areas};

/// A page of history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Revisions, the latest first.
    pub entries: Vec<Entry>,
    /// Whether there are earlier ones.
    pub more: bool,
    /// Whether who asks may have the listing as it was.
    pub may_revert: bool,
    /// Whether they say why when they do: who does not keep the place does so for the community.
    pub asks_reason: bool,
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
    let now = listings_store::by_ids(db, [id]).await?.remove(&id);
    let mut now = now.ok_or(ListingError::NotFound)?;
    merging::as_homes(db, [&mut now]).await?;
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
    let asks_reason = may_revert && standing.keeper < keepers::Keeper::Finder;
    Ok(History { entries, more, may_revert, asks_reason })
}

/// So many people at most are written to that their change was put back: the latest to write.
pub const PUT_BACK_TOLD_MAX: usize = 20;

/// Has a listing as it was at a revision. That becomes a revision of its own. Whoever wrote what is
/// not there any more is told, and may ask a second person.
///
/// # Errors
/// As [`edit`](super::edit()); [`ListingError::NotFound`] also where there was no such revision,
/// [`ListingError::Invalid`] for `reason`, which only who keeps the place may leave out.
pub async fn revert(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    (to, expected_revision): (i32, Option<i32>),
    reason: &str,
) -> Result<Listing, ListingError> {
    policy::check_on(ctx, Action::EditListing, keepers::Keeper::Owner)?;
    let was = store::one(domain.db.reader(), id, to).await?.ok_or(ListingError::NotFound)?;
    let deed: edit::Deed<'_> = Box::new(move |facts| {
        *facts = was.listing.facts;
        Ok(())
    });
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    listings_store::lock(&tx, [id]).await?;
    let before = listings_store::by_ids(tx.conn(), [id]).await?.remove(&id);
    if let Some(before) = &before {
        // Who may not is told that, and not what they left out.
        let standing = keepers::standing_in(ctx, tx.conn(), before).await?.0;
        policy::check_on(ctx, Action::EditListing, standing)?;
    }
    let keeps = edit::keeper_in(&tx, ctx, id).await? >= keepers::Keeper::Finder;
    let reason = tidy_reason(keeps, reason)?;
    let listing = edit::change_in(&tx, (ctx, &atlas), id, expected_revision, deed).await?;
    // Whoever wrote what is not there any more may ask a second person.
    if before.is_some_and(|before| before.revision < listing.revision) {
        let by = (decider(ctx), ctx.now, reason.as_deref());
        store::note_revert(&tx, (id, listing.revision, to), by).await?;
        tell_put_back(&tx, ctx, (&listing, to), reason).await?;
    }
    tx.commit().await?;
    Ok(listing)
}

/// Writes to whoever wrote what was put back, but for who put it back.
async fn tell_put_back(
    tx: &WriteTx,
    ctx: &Ctx,
    (listing, to): (&Listing, i32),
    reason: Option<String>,
) -> Result<(), ListingError> {
    let writers = store::writers(tx.conn(), listing.id, (to, listing.revision)).await?;
    let doers = people(ctx);
    let writers = writers.into_iter().filter(|it| !doers.contains(it));
    for writer in writers.take(PUT_BACK_TOLD_MAX) {
        let letter = Letter::PutBack {
            place: listing.facts.name.clone(),
            slug: listing.slug.clone(),
            reason: reason.clone(),
        };
        write_to(tx, ctx, writer, letter).await?;
    }
    Ok(())
}

/// Puts forth again what a revision put back, as far as nobody has written anything since: onto the
/// listing itself, or onto the one as which it went on.
pub(crate) async fn put_forth(
    tx: &WriteTx,
    (ctx, atlas): (&Ctx, &Atlas),
    (id, revision): (ListingId, i32),
    onto: ListingId,
) -> Result<(), ListingError> {
    let one = async |revision| store::one(tx.conn(), id, revision).await;
    let back = one(revision).await?.ok_or(ListingError::NotFound)?.listing.facts;
    let before = one(revision - 1).await?.ok_or(ListingError::NotFound)?.listing.facts;
    let deed: edit::Deed<'_> = Box::new(move |facts| {
        // Where a place is goes together: half of it would make a door of another's home.
        let has_moved = PLACE.iter().any(|it| it.differs(facts, &back));
        for field in Field::ALL.into_iter().filter(|it| it.differs(&before, &back)) {
            let is_newer =
                if PLACE.contains(&field) { has_moved } else { field.differs(facts, &back) };
            if !is_newer {
                field.copy(&before, facts);
            }
        }
        Ok(())
    });
    edit::change_in(tx, (ctx, atlas), onto, None, deed).await?;
    Ok(())
}
