//! Changing a listing: whoever may, from the revision they saw, by the rules that every listing
//! keeps.

use super::error::{ListingError, Problem};
use super::keepers::{self, Keeper};
use super::model::{Facts, Listing};
use super::opening_hours::ZONE;
use super::provenance::{OPERATOR, OWNER, RESIDENT, STEWARD};
use super::revise::{self, Moment};
use super::{rules, store};
use crate::areas::atlas::Atlas;
use crate::audit::model::{Act, Note};
use crate::communities::model::Role;
use crate::ctx::Ctx;
use crate::db::WriteTx;
use crate::id::ListingId;
use crate::policy::{self, Action, Standing};
use crate::{Domain, areas, audit};

/// What is done to a listing's facts.
pub(crate) type Deed<'a> = Box<dyn FnOnce(&mut Facts) -> Result<(), ListingError> + Send + 'a>;

/// Does something to a listing's facts. Groups that differ get the editor as their origin, and
/// no later import replaces them.
pub(crate) async fn change(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    expected_revision: Option<i32>,
    deed: Deed<'_>,
) -> Result<Listing, ListingError> {
    // Who may not, whoever they are to it, holds up no writer.
    policy::check_on(ctx, Action::EditListing, Keeper::Owner)?;
    // Another map is read before the writer is held.
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    let listing = change_in(&tx, (ctx, &atlas), id, expected_revision, deed).await?;
    tx.commit().await?;
    Ok(listing)
}

/// The same inside a transaction that does more.
pub(crate) async fn change_in(
    tx: &WriteTx,
    (ctx, atlas): (&Ctx, &Atlas),
    id: ListingId,
    expected_revision: Option<i32>,
    deed: Deed<'_>,
) -> Result<Listing, ListingError> {
    store::lock(tx, [id]).await?;
    let current = store::by_ids(tx.conn(), [id]).await?.remove(&id);
    let current = current.ok_or(ListingError::NotFound)?;
    let (standing, community) = keepers::standing_in(ctx, tx.conn(), &current).await?;
    policy::check_on(ctx, Action::EditListing, standing)?;
    if expected_revision.is_some_and(|expected| expected != current.revision) {
        return Err(ListingError::Conflict { current: Box::new(current) });
    }
    let mut facts = current.facts.clone();
    deed(&mut facts)?;
    rules::check(&facts)?;
    // Who looks after a place follows from where it is: nobody takes it out of their hands who has
    // not shown that it is theirs.
    if standing.keeper == Keeper::Finder && current.facts.point.is_some() && facts.point.is_none() {
        return Err(ListingError::Invalid { field: "location", problem: Problem::Empty });
    }
    let Some(mut change) = revise::edited(&current, facts, shown_as(standing), moment(ctx)) else {
        return Ok(current);
    };
    store::save(tx, ctx, atlas, std::slice::from_mut(&mut change)).await?;
    audit::acted(tx, ctx, "edited", id).await?;
    // Whoever does not keep the place does it for the community.
    if standing.keeper < Keeper::Finder {
        let revision = change.listing.revision;
        let note = Note::new(Act::ListingEdited).of(community).to(id).with("revision", revision);
        audit::note(tx, ctx, note).await?;
    }
    Ok(change.listing)
}

/// Who wrote a fact, of somebody who may be a steward of the place.
pub(crate) fn shown_as(standing: Standing) -> &'static str {
    let is_steward = standing.keeper < Keeper::Finder && standing.role >= Role::Steward;
    if is_steward { STEWARD } else { shown(standing.keeper) }
}

/// What the actor is to a listing, as long as the transaction holds it.
pub(crate) async fn keeper_in(
    tx: &WriteTx,
    ctx: &Ctx,
    id: ListingId,
) -> Result<Keeper, ListingError> {
    Ok(keepers::of_in(ctx, tx.conn(), id).await?)
}

/// Who wrote a fact, as everybody may see it: never by name.
pub(crate) fn shown(keeper: Keeper) -> &'static str {
    match keeper {
        Keeper::Nobody | Keeper::Till => OPERATOR,
        Keeper::Finder => RESIDENT,
        Keeper::Editor | Keeper::Owner => OWNER,
    }
}

/// When a change is made.
pub(crate) fn moment(ctx: &Ctx) -> Moment {
    Moment { now: ctx.now, today: ctx.now.with_timezone(&ZONE).date_naive() }
}
