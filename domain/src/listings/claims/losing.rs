//! Whoever has a place, and hears that somebody says it is theirs, or that it is. That is not done
//! silently: they read why, and may ask a second person, who can give it back.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::super::error::ListingError;
use super::super::keepers::{self, Keeper};
use super::super::model::Listing;
use super::super::reports::write_to;
use super::super::store as listings_store;
use super::model::ClaimState;
use super::{store, turn};
use crate::Domain;
use crate::ctx::{Actor, Ctx};
use crate::db::WriteTx;
use crate::desk::decider;
use crate::id::{ClaimId, ListingId, LossId, MemberId, ProfileId};
use crate::jobs::Letter;
use crate::policy::{self, Action};
use crate::profiles;

/// That a place was somebody's, and was given to somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Which.
    pub id: LossId,
    /// Which place.
    pub listing: ListingId,
    /// Whose it was.
    pub member: MemberId,
    /// For which household, organisation or merchant; none: for themselves.
    pub profile: Option<ProfileId>,
    /// Whose claim was believed; none once the claimant has gone.
    pub claim: Option<ClaimId>,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub lost_at: DateTime<Utc>,
    /// When a second person gave it back.
    pub returned_at: Option<DateTime<Utc>>,
}

/// Which of some places that are mine somebody else says are theirs.
///
/// # Errors
/// [`ListingError::Denied`] when nobody is signed in.
pub async fn disputes(
    ctx: &Ctx,
    domain: &Domain,
    places: &[ListingId],
) -> Result<HashSet<ListingId>, ListingError> {
    policy::check(ctx, Action::SeeKept)?;
    let Actor::Member(me) = ctx.actor else { return Ok(HashSet::new()) };
    Ok(store::disputed_of(domain.db.reader(), me, places).await?)
}

/// The places that were mine and were given to somebody else, the latest first.
///
/// # Errors
/// [`ListingError::Denied`] when nobody is signed in.
pub async fn my_losses(ctx: &Ctx, domain: &Domain) -> Result<Vec<Loss>, ListingError> {
    policy::check(ctx, Action::KeepAccount)?;
    let Actor::Member(me) = ctx.actor else { return Ok(Vec::new()) };
    Ok(store::losses_of(domain.db.reader(), me.member).await?)
}

/// Writes to an owner that somebody else has shown that the place is theirs.
pub(super) async fn tell_disputed(
    tx: &WriteTx,
    ctx: &Ctx,
    listing: ListingId,
    owner: MemberId,
) -> Result<(), ListingError> {
    let place = place(tx, listing).await?;
    let letter = Letter::Disputed { place: place.facts.name, slug: place.slug };
    Ok(write_to(tx, ctx, owner, letter).await?)
}

/// Writes down that a place is no longer whose it was, and tells them.
pub(super) async fn lose(
    tx: &WriteTx,
    ctx: &Ctx,
    listing: ListingId,
    (owner, profile): (MemberId, Option<ProfileId>),
    (claim, reason): (Option<ClaimId>, Option<&str>),
) -> Result<(), ListingError> {
    let loss = Loss {
        id: LossId(ctx.ids.next()),
        listing,
        member: owner,
        profile,
        claim,
        reason: reason.map(str::to_owned),
        lost_at: ctx.now,
        returned_at: None,
    };
    store::insert_loss(tx, &loss, decider(ctx).filter(|by| *by != owner)).await?;
    tell_lost(tx, ctx, (listing, owner), (reason, true)).await
}

/// A second person gives a place back to whose it was: the claim that was believed is refused.
/// Against that nobody appeals once more.
pub(crate) async fn give_back(
    tx: &WriteTx,
    ctx: &Ctx,
    id: LossId,
    answer: &str,
) -> Result<(), ListingError> {
    let loss = store::loss(tx.conn(), id).await?.ok_or(ListingError::NotFound)?;
    let listing = loss.listing;
    listings_store::lock(tx, [listing]).await?;
    if !store::return_loss(tx, id, ctx.now).await? {
        return Err(ListingError::NotFound);
    }
    let now = keepers::store::owned_by(tx.conn(), listing).await?;
    let mut claimant = None;
    if let Some(claim) = loss.claim {
        let kept = store::by_id(tx.conn(), claim).await?;
        if let Some(mut claim) = kept.map(|kept| kept.claim) {
            claimant = Some(claim.member);
            if claim.state == ClaimState::Confirmed {
                claim.reason = Some(answer.to_owned());
                turn(tx, ctx, &mut claim, ClaimState::Refused, decider(ctx)).await?;
            }
        }
    }
    match now {
        Some((owner, _)) if owner == loss.member => return Ok(()),
        Some((owner, _)) if Some(owner) == claimant => {
            tell_lost(tx, ctx, (listing, owner), (Some(answer), false)).await?;
        }
        // Somebody got it from the claimant: of that nothing was decided yet.
        Some(owner) => lose(tx, ctx, listing, owner, (None, Some(answer))).await?,
        None => {}
    }
    keepers::store::clear(tx, listing).await?;
    let profile = profiles::still_in(tx, loss.member, loss.profile).await?;
    let whose = (loss.member, profile);
    Ok(keepers::store::give(tx, (listing, Keeper::Owner), whose, ctx.now).await?)
}

async fn tell_lost(
    tx: &WriteTx,
    ctx: &Ctx,
    (listing, owner): (ListingId, MemberId),
    (reason, may_appeal): (Option<&str>, bool),
) -> Result<(), ListingError> {
    let place = place(tx, listing).await?;
    let letter = Letter::PlaceLost {
        place: place.facts.name,
        slug: place.slug,
        reason: reason.unwrap_or_default().to_owned(),
        may_appeal,
    };
    Ok(write_to(tx, ctx, owner, letter).await?)
}

async fn place(tx: &WriteTx, id: ListingId) -> Result<Listing, ListingError> {
    let found = listings_store::by_ids(tx.conn(), [id]).await?.remove(&id);
    found.ok_or(ListingError::NotFound)
}
