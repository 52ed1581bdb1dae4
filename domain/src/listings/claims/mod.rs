//! "Dit is mijn zaak": somebody says that a place is theirs, and shows it by a code that only
//! whoever is there can have: mailed to a mailbox at the place's own domain, printed in a letter
//! to its door, or shown at its counter to somebody who came by.

mod at_desk;
mod deciding;
mod losing;
mod model;
pub(crate) mod store;

use chrono::TimeDelta;

pub(crate) use self::at_desk::known_of;
pub use self::at_desk::{AtDesk, at_desk};
pub(crate) use self::deciding::uphold;
pub use self::deciding::{
    PrintedLetter, at_counter, at_counters, decide, print_again, print_letters, waiting,
};
pub(crate) use self::losing::give_back;
pub use self::losing::{Loss, disputes, my_losses};
pub use self::model::{Claim, ClaimState, Proof};
pub(crate) use self::model::{draw_code, tidy_code};
use super::error::{ListingError, Problem};
use super::keepers::proofs::WhyNot;
use super::keepers::{self, Keeper, proofs};
use super::model::Listing;
use super::store as listings_store;
use crate::Domain;
use crate::ctx::{Actor, Ctx, Signed};
use crate::db::WriteTx;
use crate::id::{ClaimId, ListingId, MemberId};
use crate::jobs::{self, Letter, Mail};
use crate::language::Language;
use crate::members::attempts::{DAY, Limit};
use crate::members::model::{Email, Secret};
use crate::policy::{self, Action};
use crate::{audit, profiles};

/// How long a code holds, in days: a letter takes some.
pub const CLAIM_DAYS: i64 = 60;
/// How often a wrong code is tried.
const TRIES_MAX: i32 = 5;
/// How many claims somebody has open at once.
pub const OPEN_MAX: u64 = 10;
/// Places that one member says are theirs, and takes back again.
const CLAIMS: Limit = Limit { name: "claims", tries: 20, minutes: DAY };
/// Mails to one mailbox of a place, which never asked for any.
const MAILS_TO: Limit = Limit { name: "claim-mails-to", tries: 3, minutes: DAY };

/// The mailboxes that a place reads together: nobody gets one of them for being a customer or a
/// clerk.
pub const MAILBOXES: [&str; 8] =
    ["info", "contact", "hallo", "hello", "mail", "post", "winkel", "shop"];

/// How somebody wants to show that a place is theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// By a mail to this mailbox at the place's own domain, such as `info`.
    DomainEmail(String),
    /// By a letter to its door.
    Letter,
    /// By a code shown at its counter.
    CounterCode,
}

impl Wish {
    fn proof(&self) -> Proof {
        match self {
            Self::DomainEmail(_) => Proof::DomainEmail,
            Self::Letter => Proof::Letter,
            Self::CounterCode => Proof::CounterCode,
        }
    }
}

/// Says that a place is mine. Answers the code where it is to be shown at the counter; the others
/// arrive where only whoever is there reads them.
///
/// # Errors
/// [`ListingError::Invalid`] for `proof` where it cannot be shown so, [`ListingError::Duplicate`]
/// when it is mine already or I said so before, [`ListingError::TooMany`].
pub async fn claim(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    (wish, language): (Wish, Language),
) -> Result<(Claim, Option<Secret>), ListingError> {
    let me = claimant(ctx)?;
    let tx = domain.db.write().await?;
    store::lapse(&tx, ctx.now, TRIES_MAX).await?;
    listings_store::lock(&tx, [id]).await?;
    let listing = listings_store::by_ids(tx.conn(), [id]).await?.remove(&id);
    let listing = listing.ok_or(ListingError::NotFound)?;
    if keepers::store::role(tx.conn(), id, me).await? == Keeper::Owner
        || store::open_of(tx.conn(), id, me.member).await?.is_some()
    {
        return Err(ListingError::Duplicate);
    }
    let mailbox = check_wish(&listing, &wish)?;
    // Whoever acts for several claims no more than one.
    let hands = ctx.actor.hands().unwrap_or(me.member);
    if store::count_open(tx.conn(), hands).await? >= OPEN_MAX {
        return Err(ListingError::TooMany {
            wait_s: TimeDelta::days(1).num_seconds().unsigned_abs(),
        });
    }
    CLAIMS.take(&tx, ctx, &hands.to_string()).await?;
    let claim = Claim {
        id: ClaimId(ctx.ids.next()),
        listing: id,
        member: me.member,
        profile: ctx.acting_as,
        proof: wish.proof(),
        state: ClaimState::Open,
        created_at: ctx.now,
        ends_at: ctx.now + TimeDelta::days(CLAIM_DAYS),
        reason: None,
    };
    // A letter gets its code when it is printed.
    let code = (claim.proof != Proof::Letter).then(|| draw_code(ctx));
    store::insert(&tx, (&claim, ctx.actor.hands()), code.as_ref()).await?;
    if let (Some(mailbox), Some(code)) = (mailbox, &code) {
        MAILS_TO.take(&tx, ctx, mailbox.key()).await?;
        let letter =
            Letter::Claim { code: code.reveal().to_owned(), place: listing.facts.name.clone() };
        let to = mailbox.as_typed().to_owned();
        jobs::mail(&tx, ctx, Mail { to, language, letter }).await?;
    }
    audit::acted(&tx, ctx, "claimed", id).await?;
    tx.commit().await?;
    let shown = code.filter(|_| claim.proof == Proof::CounterCode);
    Ok((claim, shown))
}

/// Shows that a place is mine, by the code that arrived there.
///
/// # Errors
/// [`ListingError::NotFound`], [`ListingError::Invalid`] for `code` after counting the try.
pub async fn confirm(
    ctx: &Ctx,
    domain: &Domain,
    id: ClaimId,
    code: &str,
) -> Result<Claim, ListingError> {
    let me = claimant(ctx)?;
    let tx = domain.db.write().await?;
    if locked(&tx, id).await?.is_none_or(|kept| kept.claim.member != me.member) {
        return Err(ListingError::NotFound);
    }
    // The try counts before it is known how it ends.
    store::miss(&tx, id).await?;
    let kept = store::by_id(tx.conn(), id).await?;
    let kept = kept.filter(|kept| kept.claim.state == ClaimState::Open);
    let kept = kept.ok_or(ListingError::NotFound)?;
    let by_arrival = kept.claim.proof != Proof::CounterCode;
    if !by_arrival || !is_right(ctx, &kept, code) {
        tx.commit().await?;
        return Err(ListingError::Invalid { field: "code", problem: Problem::Unknown });
    }
    let claim = shown(&tx, ctx, kept.claim).await?;
    audit::acted(&tx, ctx, "showed", claim.listing).await?;
    tx.commit().await?;
    Ok(claim)
}

/// Takes back that a place is mine.
///
/// # Errors
/// [`ListingError::NotFound`] when I did not say so.
pub async fn withdraw(ctx: &Ctx, domain: &Domain, id: ClaimId) -> Result<Claim, ListingError> {
    let me = claimant(ctx)?;
    let tx = domain.db.write().await?;
    let kept = locked(&tx, id).await?;
    let mine = kept.filter(|kept| kept.claim.member == me.member && kept.claim.state.is_waiting());
    let mut claim = mine.ok_or(ListingError::NotFound)?.claim;
    turn(&tx, ctx, &mut claim, ClaimState::Withdrawn, None).await?;
    audit::acted(&tx, ctx, "withdrew", claim.listing).await?;
    tx.commit().await?;
    Ok(claim)
}

/// Ends what was not shown in time.
///
/// # Errors
/// [`ListingError::Denied`].
pub async fn tidy(ctx: &Ctx, domain: &Domain) -> Result<u64, ListingError> {
    policy::check(ctx, Action::KeepHouse)?;
    let tx = domain.db.write().await?;
    let ended = store::lapse(&tx, ctx.now, TRIES_MAX).await?;
    tx.commit().await?;
    Ok(ended)
}

/// By which proofs I can show that a place is mine, and why not by the others.
///
/// # Errors
/// [`ListingError::Denied`] when nobody is signed in.
pub fn possible(
    ctx: &Ctx,
    listing: &Listing,
) -> Result<[(Proof, Option<WhyNot>); 3], ListingError> {
    claimant(ctx)?;
    Ok(proofs::proofs(listing))
}

/// What I said is mine, the latest first.
///
/// # Errors
/// [`ListingError::Denied`] when nobody is signed in.
pub async fn mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<Claim>, ListingError> {
    let me = claimant(ctx)?;
    Ok(store::of_member(domain.db.reader(), me.member).await?)
}

fn claimant(ctx: &Ctx) -> Result<Signed, ListingError> {
    policy::check(ctx, Action::ClaimListing)?;
    match ctx.actor {
        Actor::Member(me) => Ok(me),
        _ => Err(policy::Denied { action: Action::ClaimListing }.into()),
    }
}

/// Whether a code is the one that arrived, still holds, and was not guessed at too often, this
/// try included.
fn is_right(ctx: &Ctx, kept: &store::Kept, code: &str) -> bool {
    let holds = kept.tries <= TRIES_MAX && ctx.now < kept.claim.ends_at;
    let hash = store::hash_code(kept.claim.id, &tidy_code(code));
    holds && kept.code_hash.as_deref() == Some(hash.as_str())
}

/// A claim as it is until the transaction ends. Whoever changes one holds its place first, so
/// that two who show that it is theirs come one after the other.
async fn locked(tx: &WriteTx, id: ClaimId) -> Result<Option<store::Kept>, ListingError> {
    let Some(kept) = store::by_id(tx.conn(), id).await? else { return Ok(None) };
    listings_store::lock(tx, [kept.claim.listing]).await?;
    Ok(store::by_id(tx.conn(), id).await?)
}

/// It is shown: the place is the claimant's, unless it is somebody else's; then somebody decides,
/// and its owner hears of it.
async fn shown(tx: &WriteTx, ctx: &Ctx, mut claim: Claim) -> Result<Claim, ListingError> {
    if let Some(owner) = keepers::store::owner(tx.conn(), claim.listing).await? {
        turn(tx, ctx, &mut claim, ClaimState::Disputed, None).await?;
        losing::tell_disputed(tx, ctx, claim.listing, owner).await?;
    } else {
        hand_over(tx, ctx, &mut claim).await?;
    }
    Ok(claim)
}

/// The place is the claimant's from now on: whoever kept it before does no more. Who had it hears
/// why, and may appeal.
async fn hand_over(tx: &WriteTx, ctx: &Ctx, claim: &mut Claim) -> Result<(), ListingError> {
    let by = match ctx.actor {
        Actor::Member(me) if me.member != claim.member => Some(me.member),
        _ => None,
    };
    turn(tx, ctx, claim, ClaimState::Confirmed, by).await?;
    let before = keepers::store::owned_by(tx.conn(), claim.listing).await?;
    if before.is_some_and(|(owner, _)| owner == claim.member) {
        return Ok(());
    }
    if let Some(before) = before {
        let why = (Some(claim.id), claim.reason.as_deref());
        losing::lose(tx, ctx, claim.listing, before, why).await?;
    }
    keepers::store::clear(tx, claim.listing).await?;
    // Who left the profile meanwhile keeps the place themselves.
    let profile = profiles::still_in(tx, claim.member, claim.profile).await?;
    let whose = (claim.member, profile);
    keepers::store::give(tx, (claim.listing, Keeper::Owner), whose, ctx.now).await?;
    Ok(())
}

/// Brings a claim to another state, if nobody did meanwhile.
async fn turn(
    tx: &WriteTx,
    ctx: &Ctx,
    claim: &mut Claim,
    to: ClaimState,
    by: Option<MemberId>,
) -> Result<(), ListingError> {
    let from = std::mem::replace(&mut claim.state, to);
    let turned = store::turn(tx, ctx, (claim, from), by).await?;
    if turned { Ok(()) } else { Err(ListingError::NotFound) }
}

/// The mailbox to write to, where that is the wish; and whether the place can be shown so.
fn check_wish(listing: &Listing, wish: &Wish) -> Result<Option<Email>, ListingError> {
    let cannot = ListingError::Invalid { field: "proof", problem: Problem::Unknown };
    if proofs::why_not(listing, wish.proof()).is_some() {
        return Err(cannot);
    }
    let Wish::DomainEmail(mailbox) = wish else { return Ok(None) };
    let host = proofs::mail_host(listing).ok_or(cannot)?;
    let mailbox = mailbox.trim().to_lowercase();
    let invalid = |problem| ListingError::Invalid { field: "mailbox", problem };
    if !MAILBOXES.contains(&mailbox.as_str()) {
        return Err(invalid(Problem::Unknown));
    }
    Email::read(&format!("{mailbox}@{host}")).map(Some).map_err(invalid)
}
