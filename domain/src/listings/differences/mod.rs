//! What an import would change of what people here wrote: kept, and accepted or refused a field
//! at a time by whoever looks after the place. What is refused is not asked again until the source
//! says something else; what somebody here writes afterwards is newer than the source's word.

mod model;
pub(crate) mod store;

pub(crate) use self::model::News;
pub use self::model::Pending;
use super::edit;
use super::error::ListingError;
use super::history::Field;
use super::keepers::Keeper;
use super::model::Listing;
use super::store as listings_store;
use crate::Domain;
use crate::audit::model::{Act, Note};
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::desk::{check_anywhere, decider};
use crate::id::{CommunityId, DifferenceId, ListingId};
use crate::policy::{self, Action, Denied};
use crate::{areas, audit, communities};

/// Keeps what sources say since.
pub(crate) async fn note(tx: &WriteTx, ctx: &Ctx, news: &[News<'_>]) -> Result<(), DbError> {
    for it in news {
        let sorted = it.sort();
        store::settle(tx, it.listing.id, &sorted.settled).await?;
        for field in sorted.asked {
            let pending = Pending {
                id: DifferenceId(ctx.ids.next()),
                listing: it.listing.id,
                field,
                theirs: field.only(&it.now),
                source: it.source.to_owned(),
                since: ctx.now,
            };
            store::ask(tx, &pending).await?;
        }
    }
    Ok(())
}

/// What somebody here writes of a field is newer than what a source said of it.
pub(crate) async fn overwritten(tx: &WriteTx, was: &Listing, is: &Listing) -> Result<(), DbError> {
    let fields = Field::ALL.into_iter().filter(|it| it.differs(&was.facts, &is.facts));
    store::settle(tx, is.id, &fields.collect::<Vec<_>>()).await
}

/// Accepts what a source says of a field, which is an edit of whoever does, or refuses it.
///
/// # Errors
/// [`ListingError::Denied`] for who does not look after the place, or keeps it,
/// [`ListingError::NotFound`] when it waits no more.
pub async fn decide(
    ctx: &Ctx,
    domain: &Domain,
    id: DifferenceId,
    accept: bool,
) -> Result<Listing, ListingError> {
    check_anywhere(ctx, domain.db.reader(), Action::DecideReports).await?;
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    let pending = store::open(tx.conn(), id).await?.ok_or(ListingError::NotFound)?;
    let (listing, community) =
        held_at_desk(&tx, ctx, pending.listing, Action::DecideReports).await?;
    let pending = store::open(tx.conn(), id).await?.ok_or(ListingError::NotFound)?;
    let listing = if accept {
        let deed: edit::Deed<'_> = Box::new(move |facts| {
            pending.field.copy(&pending.theirs, facts);
            Ok(())
        });
        let changed = edit::change_in(&tx, (ctx, &atlas), listing.id, None, deed).await?;
        store::settle(&tx, listing.id, &[pending.field]).await?;
        changed
    } else {
        if !store::refuse(&tx, id, decider(ctx), ctx.now).await? {
            return Err(ListingError::NotFound);
        }
        listing
    };
    let note = Note::new(Act::DifferenceDecided).of(community).to(listing.id);
    let note = note.with("field", pending.field.key()).with("accepted", accept);
    audit::note(&tx, ctx, note).await?;
    tx.commit().await?;
    Ok(listing)
}

/// A place as it is until the transaction ends, of which the actor decides at the desk, and for
/// which community. Whoever keeps it decides nothing there: it is their own case.
pub(crate) async fn held_at_desk(
    tx: &WriteTx,
    ctx: &Ctx,
    id: ListingId,
    action: Action,
) -> Result<(Listing, Option<CommunityId>), ListingError> {
    listings_store::lock(tx, [id]).await?;
    let listing = listings_store::by_ids(tx.conn(), [id]).await?.remove(&id);
    let listing = listing.ok_or(ListingError::NotFound)?;
    let (standing, community) =
        communities::oversight(ctx, tx.conn(), Keeper::Nobody, &listing).await?;
    policy::check_on(ctx, action, standing)?;
    if edit::keeper_in(tx, ctx, id).await? > Keeper::Nobody {
        return Err(Denied { action }.into());
    }
    Ok((listing, community))
}
