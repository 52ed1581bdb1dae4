//! What waits at the desk for claims, as each who sees it there may know it.

use std::collections::{BTreeSet, HashSet};

use sea_orm::ConnectionTrait;

use super::super::error::ListingError;
use super::super::model::Listing;
use super::model::Claim;
use super::{at_counters, store, waiting};
use crate::attestations::{self, Attestation};
use crate::ctx::Ctx;
use crate::db::DbError;
use crate::desk::{decider, kept_of, names};
use crate::id::{AreaId, ClaimId, CommunityId};
use crate::{Domain, communities};

/// A claim that waits, as whoever sees it at the desk may know it.
#[derive(Clone, Debug, PartialEq)]
pub struct AtDesk {
    /// The claim.
    pub claim: Claim,
    /// Its place.
    pub listing: Listing,
    /// Whether it is the actor's own case, or about a place that they keep: another decides.
    pub is_own: bool,
    /// Whether the actor decides about it, and does not only see codes at counters.
    pub decides: bool,
    /// Who says so, for who decides about it.
    pub claimant: Option<String>,
    /// What is known of them, for who decides about it, where that was asked.
    pub known: Option<Vec<Attestation>>,
}

/// The claims that wait for the actor: those that they decide about, and after them those whose
/// code they may see at a counter; of each the oldest first. With what is known of who claims,
/// where that is asked.
///
/// # Errors
/// [`ListingError::Denied`].
pub async fn at_desk(
    ctx: &Ctx,
    domain: &Domain,
    with_known: bool,
) -> Result<Vec<AtDesk>, ListingError> {
    let db = domain.db.reader();
    let seen = at_counters(ctx, domain).await?;
    let mut all = match waiting(ctx, domain).await {
        Ok(all) => all,
        // Who only sees codes decides nothing.
        Err(ListingError::Denied(_)) => Vec::new(),
        Err(error) => return Err(error),
    };
    let decided: HashSet<ClaimId> = all.iter().map(|(claim, _)| claim.id).collect();
    all.extend(seen.into_iter().filter(|(claim, _)| !decided.contains(&claim.id)));
    let own = own_among(ctx, db, &all).await?;
    let is_told = |claim: &Claim| decided.contains(&claim.id) && !own.contains(&claim.id);
    let told: Vec<&(Claim, Listing)> = all.iter().filter(|(claim, _)| is_told(claim)).collect();
    let names = names(db, told.iter().map(|(claim, _)| claim.member)).await?;
    let known = match with_known {
        true => known_of(ctx, db, told.iter().map(|(claim, place)| (claim, place))).await?,
        false => Vec::new(),
    };
    let told: Vec<ClaimId> = told.iter().map(|(claim, _)| claim.id).collect();
    let at = |claim: &Claim| told.iter().position(|id| *id == claim.id);
    let case = |(claim, listing): (Claim, Listing)| {
        let at = at(&claim);
        AtDesk {
            is_own: own.contains(&claim.id),
            decides: decided.contains(&claim.id),
            claimant: at.and_then(|_| names.get(&claim.member).cloned()),
            known: at.and_then(|at| known.get(at).cloned()),
            claim,
            listing,
        }
    };
    Ok(all.into_iter().map(case).collect())
}

/// Which of some claims another decides: the actor's own, those of whom they act for, and those
/// about a place that they keep.
async fn own_among(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    claims: &[(Claim, Listing)],
) -> Result<HashSet<ClaimId>, DbError> {
    let Some(me) = decider(ctx) else { return Ok(HashSet::new()) };
    let ids = claims.iter().map(|(claim, _)| claim.id);
    let mut own = store::own_among(db, (me, ctx.now), ids).await?;
    let kept = kept_of(db, me, claims.iter().map(|(_, place)| place.id)).await?;
    let kept = claims.iter().filter(|(_, place)| kept.contains(&place.id));
    own.extend(kept.map(|(claim, _)| claim.id));
    Ok(own)
}

/// What is known of who says that places are theirs, a list for each claim; neighbours are asked in
/// the communities that look after that claim's own place.
pub(crate) async fn known_of<'a>(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    claims: impl IntoIterator<Item = (&'a Claim, &'a Listing)>,
) -> Result<Vec<Vec<Attestation>>, DbError> {
    let claims: Vec<(&Claim, &Listing)> = claims.into_iter().collect();
    let areas: HashSet<AreaId> = claims.iter().flat_map(|(_, it)| it.areas.clone()).collect();
    let around = communities::store::around(db, areas).await?;
    let here = |place: &Listing| -> BTreeSet<CommunityId> {
        let lies_in = |area: &AreaId| place.areas.contains(area);
        let here = around.iter().filter(|it| it.settings.area.as_ref().is_some_and(lies_in));
        here.map(|it| it.id).collect()
    };
    let asked: Vec<_> = claims.iter().map(|(claim, place)| (claim.member, here(place))).collect();
    attestations::of_claimants(ctx, db, &asked).await
}
