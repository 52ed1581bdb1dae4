//! What an organiser does with claims: prints letters, sees codes at counters, decides disputes.

use chrono::TimeDelta;
use sea_orm::ConnectionTrait;

use super::super::error::{ListingError, Problem};
use super::super::keepers::{Keeper, proofs};
use super::super::model::{Address, Listing};
use super::super::reports::write_to;
use super::super::{keepers, store as listings_store};
use super::model::{Claim, ClaimState, Proof, draw_code};
use super::{CLAIM_DAYS, TRIES_MAX, hand_over, is_right, locked, shown, store, turn};
use crate::Domain;
use crate::audit::model::{Act, Note};
use crate::communities::territory;
use crate::ctx::Ctx;
use crate::db::WriteTx;
use crate::desk::{decider, tidy_reason};
use crate::id::{ClaimId, CommunityId, ListingId};
use crate::jobs::Letter;
use crate::members::model::Secret;
use crate::page::PAGE_MAX;
use crate::policy::{self, Action, Denied};
use crate::{audit, communities};

/// A letter to print. Its code is not kept: it stands in the letter and nowhere else.
#[derive(Clone, Debug)]
pub struct PrintedLetter {
    /// Of which claim.
    pub claim: ClaimId,
    /// The name on the board.
    pub name: String,
    /// Where it goes.
    pub address: Address,
    /// What it says.
    pub code: Secret,
}

/// The claims that wait, the oldest first, each with its place.
///
/// # Errors
/// [`ListingError::Denied`].
pub async fn waiting(ctx: &Ctx, domain: &Domain) -> Result<Vec<(Claim, Listing)>, ListingError> {
    let db = domain.db.reader();
    decides_anywhere(ctx, db).await?;
    let mine = territory(ctx, db, Action::DecideClaims).await?;
    let claims = store::waiting(db, (&mine, false), PAGE_MAX.into()).await?;
    with_places(db, claims).await
}

/// The claims that wait for a code that somebody sees at a counter, the oldest first, each with its
/// place: for whoever may be that, who need not decide anything.
///
/// # Errors
/// [`ListingError::Denied`].
pub async fn at_counters(
    ctx: &Ctx,
    domain: &Domain,
) -> Result<Vec<(Claim, Listing)>, ListingError> {
    let db = domain.db.reader();
    anywhere(ctx, db, Action::SeeCounterCode).await?;
    let mine = territory(ctx, db, Action::SeeCounterCode).await?;
    let claims = store::waiting(db, (&mine, true), PAGE_MAX.into()).await?;
    with_places(db, claims).await
}

async fn with_places(
    db: &impl ConnectionTrait,
    claims: Vec<Claim>,
) -> Result<Vec<(Claim, Listing)>, ListingError> {
    let rows = listings_store::by_ids(db, claims.iter().map(|claim| claim.listing)).await?;
    let with_place = |claim: Claim| Some((claim.clone(), rows.get(&claim.listing)?.clone()));
    Ok(claims.into_iter().filter_map(with_place).collect())
}

/// Gives every letter that was not printed yet its code, to print them together.
///
/// # Errors
/// [`ListingError::Denied`].
pub async fn print_letters(ctx: &Ctx, domain: &Domain) -> Result<Vec<PrintedLetter>, ListingError> {
    decides_anywhere(ctx, domain.db.reader()).await?;
    let tx = domain.db.write().await?;
    store::lapse(&tx, ctx.now, TRIES_MAX).await?;
    let mine = territory(ctx, tx.conn(), Action::DecideClaims).await?;
    let but = decider(ctx).map(|me| (me, ctx.now));
    let claims = store::unprinted(tx.conn(), (&mine, but), PAGE_MAX.into()).await?;
    let ids = claims.iter().map(|claim| claim.listing);
    let rows = listings_store::by_ids(tx.conn(), ids).await?;
    let mut letters = Vec::new();
    for claim in claims {
        let Some(place) = rows.get(&claim.listing) else { continue };
        let community = match decides(ctx, tx.conn(), place).await {
            Ok(community) => community,
            Err(ListingError::Denied(_)) => continue,
            Err(error) => return Err(error),
        };
        // What was written since may be the claimant's own: the queue tells why it waits.
        if proofs::why_not(place, Proof::Letter).is_some() {
            continue;
        }
        let letter = print(&tx, ctx, (claim, place), true).await?;
        if let Some(letter) = letter {
            let note = Note::new(Act::LettersPrinted).of(community).to(place.id);
            audit::note(&tx, ctx, note).await?;
            letters.push(letter);
        }
    }
    tx.commit().await?;
    Ok(letters)
}

/// Prints a letter once more, for one that did not arrive: only its code holds from now on.
///
/// # Errors
/// [`ListingError::NotFound`] when no open claim waits for a letter, [`ListingError::Denied`] for
/// one's own claim, [`ListingError::Invalid`] for `proof` where a letter shows nothing any more:
/// the place has no address, or somebody here wrote it since.
pub async fn print_again(
    ctx: &Ctx,
    domain: &Domain,
    id: ClaimId,
) -> Result<PrintedLetter, ListingError> {
    decides_anywhere(ctx, domain.db.reader()).await?;
    let tx = domain.db.write().await?;
    let kept = locked(&tx, id).await?.filter(|kept| kept.claim.proof == Proof::Letter);
    let claim = kept.ok_or(ListingError::NotFound)?.claim;
    not_ones_own(ctx, tx.conn(), &claim).await?;
    let mut rows = listings_store::by_ids(tx.conn(), [claim.listing]).await?;
    let place = rows.remove(&claim.listing).ok_or(ListingError::NotFound)?;
    let community = decides(ctx, tx.conn(), &place).await?;
    if proofs::why_not(&place, Proof::Letter).is_some() {
        return Err(ListingError::Invalid { field: "proof", problem: Problem::Unknown });
    }
    let letter = print(&tx, ctx, (claim, &place), false).await?.ok_or(ListingError::NotFound)?;
    let note = Note::new(Act::LettersPrinted).of(community).to(place.id);
    audit::note(&tx, ctx, note).await?;
    tx.commit().await?;
    Ok(letter)
}

/// The letter of a claim, whose code holds from now; none where it has no address, or was printed
/// or ended meanwhile.
async fn print(
    tx: &WriteTx,
    ctx: &Ctx,
    (mut claim, place): (Claim, &Listing),
    is_first: bool,
) -> Result<Option<PrintedLetter>, ListingError> {
    let Some(address) = place.facts.shown_address() else { return Ok(None) };
    let code = draw_code(ctx);
    claim.ends_at = ctx.now + TimeDelta::days(CLAIM_DAYS);
    let given = store::give_code(tx, &claim, &code, is_first).await?;
    let name = place.facts.name.clone();
    Ok(given.then_some(PrintedLetter { claim: claim.id, name, address, code }))
}

/// Somebody who is there saw the code at the counter.
///
/// # Errors
/// [`ListingError::NotFound`] when nobody claims the place so, [`ListingError::Invalid`] for
/// `code`, [`ListingError::Denied`] for one's own claim, or a place that one keeps.
pub async fn at_counter(
    ctx: &Ctx,
    domain: &Domain,
    listing: ListingId,
    code: &str,
) -> Result<Claim, ListingError> {
    anywhere(ctx, domain.db.reader(), Action::SeeCounterCode).await?;
    let tx = domain.db.write().await?;
    listings_store::lock(&tx, [listing]).await?;
    let place = listings_store::by_ids(tx.conn(), [listing]).await?.remove(&listing);
    let place = place.ok_or(ListingError::NotFound)?;
    let community = over(ctx, tx.conn(), &place, Action::SeeCounterCode).await?;
    if keepers::of_in(ctx, tx.conn(), listing).await? > Keeper::Nobody {
        return Err(Denied { action: Action::SeeCounterCode }.into());
    }
    for kept in store::open_at_counter(tx.conn(), listing).await? {
        store::miss(&tx, kept.claim.id).await?;
    }
    let open = store::open_at_counter(tx.conn(), listing).await?;
    if open.is_empty() {
        return Err(ListingError::NotFound);
    }
    let Some(at) = open.iter().position(|kept| is_right(ctx, kept, code)) else {
        tx.commit().await?;
        return Err(ListingError::Invalid { field: "code", problem: Problem::Unknown });
    };
    let right = open.into_iter().nth(at).ok_or(ListingError::NotFound)?.claim;
    not_ones_own(ctx, tx.conn(), &right).await?;
    let claim = shown(&tx, ctx, right).await?;
    write_down(&tx, ctx, community, &claim).await?;
    tx.commit().await?;
    Ok(claim)
}

/// Decides whose a place is that two say is theirs, or refuses a claim.
///
/// # Errors
/// [`ListingError::Denied`] for one's own claim, [`ListingError::Invalid`] for `reason`,
/// [`ListingError::NotFound`] when nothing is to be decided.
pub async fn decide(
    ctx: &Ctx,
    domain: &Domain,
    id: ClaimId,
    (accept, reason): (bool, &str),
) -> Result<Claim, ListingError> {
    decides_anywhere(ctx, domain.db.reader()).await?;
    let reason = tidy_reason(false, reason)?;
    let tx = domain.db.write().await?;
    let kept = locked(&tx, id).await?;
    let waiting = kept.filter(|kept| kept.claim.state.is_waiting());
    let mut claim = waiting.ok_or(ListingError::NotFound)?.claim;
    not_ones_own(ctx, tx.conn(), &claim).await?;
    let place = listings_store::by_ids(tx.conn(), [claim.listing]).await?.remove(&claim.listing);
    let place = place.ok_or(ListingError::NotFound)?;
    let community = decides(ctx, tx.conn(), &place).await?;
    if keepers::of_in(ctx, tx.conn(), claim.listing).await? > Keeper::Nobody {
        return Err(Denied { action: Action::DecideClaims }.into());
    }
    claim.reason = reason;
    // Only what was shown can be accepted.
    if accept && claim.state == ClaimState::Disputed {
        hand_over(&tx, ctx, &mut claim).await?;
    } else if accept {
        return Err(ListingError::NotFound);
    } else {
        turn(&tx, ctx, &mut claim, ClaimState::Refused, decider(ctx)).await?;
    }
    write_down(&tx, ctx, community, &claim).await?;
    tell(&tx, ctx, (&claim, &place)).await?;
    tx.commit().await?;
    Ok(claim)
}

/// Writes to the claimant what was decided.
async fn tell(
    tx: &WriteTx,
    ctx: &Ctx,
    (claim, place): (&Claim, &Listing),
) -> Result<(), ListingError> {
    let letter = Letter::ClaimDecided {
        place: place.facts.name.clone(),
        slug: place.slug.clone(),
        accepted: claim.state == ClaimState::Confirmed,
        reason: claim.reason.clone().unwrap_or_default(),
    };
    Ok(write_to(tx, ctx, claim.member, letter).await?)
}

/// A second person lets a claim stand that was refused: what was shown is the claimant's, and
/// what was not waits for its code again.
pub(crate) async fn uphold(
    tx: &WriteTx,
    ctx: &Ctx,
    (mut claim, was_shown): (Claim, bool),
    answer: &str,
) -> Result<(), ListingError> {
    listings_store::lock(tx, [claim.listing]).await?;
    // Somebody who has claimed the place anew goes on with that.
    if store::open_of(tx.conn(), claim.listing, claim.member).await?.is_some() {
        return Ok(());
    }
    claim.ends_at = ctx.now + TimeDelta::days(CLAIM_DAYS);
    if !store::reopen(tx, &claim).await? {
        return Err(ListingError::NotFound);
    }
    claim.state = ClaimState::Open;
    // Why it was refused holds no more.
    claim.reason = Some(answer.to_owned());
    if was_shown { hand_over(tx, ctx, &mut claim).await } else { Ok(()) }
}

/// Whoever decides anywhere at all.
async fn decides_anywhere(ctx: &Ctx, db: &impl ConnectionTrait) -> Result<(), ListingError> {
    anywhere(ctx, db, Action::DecideClaims).await
}

async fn anywhere(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    action: Action,
) -> Result<(), ListingError> {
    Ok(communities::check_anywhere(ctx, db, action).await??)
}

/// Whoever looks after a place decides about it. Answers for which community.
async fn decides(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    place: &Listing,
) -> Result<Option<CommunityId>, ListingError> {
    over(ctx, db, place, Action::DecideClaims).await
}

async fn over(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    place: &Listing,
    action: Action,
) -> Result<Option<CommunityId>, ListingError> {
    let (standing, community) = communities::oversight(ctx, db, Keeper::Nobody, place).await?;
    policy::check_on(ctx, action, standing)?;
    Ok(community)
}

async fn write_down(
    tx: &WriteTx,
    ctx: &Ctx,
    community: Option<CommunityId>,
    claim: &Claim,
) -> Result<(), ListingError> {
    let note = Note::new(Act::ClaimDecided).of(community).to(claim.listing);
    let note = note.with("claim", claim.id.to_string()).with("state", claim.state.key());
    Ok(audit::note(tx, ctx, note).await?)
}

/// Nobody decides a case of their own, or of somebody for whom they act.
async fn not_ones_own(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    claim: &Claim,
) -> Result<(), ListingError> {
    let Some(me) = decider(ctx) else { return Ok(()) };
    match store::own_among(db, (me, ctx.now), [claim.id]).await?.is_empty() {
        true => Ok(()),
        false => Err(Denied { action: Action::DecideClaims }.into()),
    }
}
