//! "Dit is mijn zaak": saying that a place is one's own, and showing it.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use koop_domain::ctx::Ctx;
use koop_domain::id::ClaimId;
use koop_domain::listings::claims::{self, Wish};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::proofs;
use koop_domain::listings::model;
use koop_web::why_not_words;

use super::errors;
use super::keeping::{listing_of, shown};
use super::listings::Listing;
use super::people::Attestation;
use super::user_errors::{UserError, settle_listing};
use super::visit::Visit;

/// How somebody shows that a place is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "claims::Proof")]
pub(crate) enum ClaimProof {
    /// By a mail to a mailbox at the place's own domain.
    DomainEmail,
    /// By a letter to its door.
    Letter,
    /// By a code shown at its counter to a volunteer or steward who came by.
    CounterCode,
}

/// How far a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "claims::ClaimState")]
pub(crate) enum ClaimState {
    /// Not shown yet.
    Open,
    /// Shown, but the place is somebody else's: a steward decides.
    Disputed,
    /// The place is the claimant's.
    Confirmed,
    /// It is not.
    Refused,
    /// Taken back.
    Withdrawn,
}

/// "This is my business".
#[derive(InputObject)]
pub(crate) struct ClaimListingInput {
    /// Which place.
    listing_id: ID,
    /// How it will be shown.
    proof: ClaimProof,
    /// With DOMAIN_EMAIL: the mailbox at the place's own domain, such as `info`.
    mailbox: Option<String>,
}

/// The code that arrived at the place.
#[derive(InputObject)]
pub(crate) struct ConfirmClaimInput {
    /// Of which claim.
    claim_id: ID,
    /// Such as `K7PM-3XQA`.
    code: String,
}

/// A claim that goes on.
#[derive(InputObject)]
pub(crate) struct WithdrawClaimInput {
    /// Which claim.
    claim_id: ID,
}

/// A steward's decision.
#[derive(InputObject)]
pub(crate) struct DecideClaimInput {
    /// Of which claim.
    claim_id: ID,
    /// Whether the place is the claimant's; only what was shown can be accepted.
    accept: bool,
    /// Why; the claimant reads it.
    reason: String,
}

/// The code that somebody who came by saw at the counter.
#[derive(InputObject)]
pub(crate) struct ShowClaimInput {
    /// At the counter of which place.
    listing_id: ID,
    /// Such as `K7PM-3XQA`.
    code: String,
}

/// Why a place cannot be shown to be somebody's in a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "proofs::WhyNot")]
pub(crate) enum ClaimProofObstacle {
    /// The place is no more.
    Gone,
    /// There is no whole address to send a letter to.
    NoAddress,
    /// Somebody here wrote the address, and it may be the claimant's own.
    AddressOfOurs,
    /// There is no site of its own whose mailbox could be written to.
    NoSite,
    /// Somebody here wrote the site, and it may be the claimant's own.
    SiteOfOurs,
    /// It is the site of a whole chain.
    SiteOfChain,
}

/// A way to show that a place is one's own, and whether it is there for this place.
#[derive(SimpleObject)]
pub(crate) struct ClaimChance {
    /// How.
    proof: ClaimProof,
    /// Why not; null: so it can be shown.
    obstacle: Option<ClaimProofObstacle>,
    /// The same in a sentence, in the viewer's language.
    text: Option<String>,
}

/// A claim that waits, with its place.
#[derive(SimpleObject)]
pub(crate) struct PendingClaim {
    /// The claim.
    claim: Claim,
    /// Which place it is about.
    listing: Listing,
    /// Whether it is the viewer's own, or about a place that they keep: another decides.
    is_own: bool,
    /// Whether the viewer decides about it; else they only see its code at the counter.
    decides: bool,
    /// Who says so, for who decides about it; null to anybody else.
    claimant: Option<String>,
    /// What is known of them, for who decides about it: dated, never a document and never a score.
    /// Null to anybody else.
    claimant_attestations: Option<Vec<Attestation>>,
}

/// Somebody says that a place is theirs.
#[derive(SimpleObject)]
pub(crate) struct Claim {
    /// Its id.
    id: ID,
    /// How it is shown.
    proof: ClaimProof,
    /// How far it is.
    state: ClaimState,
    /// Why it was decided so.
    reason: Option<String>,
}

/// What saying or showing that a place is one's own came to.
#[derive(Default, SimpleObject)]
pub(crate) struct ClaimPayload {
    /// How far it is.
    claim: Option<Claim>,
    /// With COUNTER_CODE: the code to show. It is told once.
    code: Option<String>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

impl From<claims::Claim> for Claim {
    fn from(it: claims::Claim) -> Self {
        let (id, proof, state) = (it.id.to_string().into(), it.proof.into(), it.state.into());
        Self { id, proof, state, reason: it.reason }
    }
}

/// By which proofs the viewer can show that a place is theirs; null to a visitor.
pub(crate) fn possible(
    visit: &Visit,
    listing: &model::Listing,
) -> async_graphql::Result<Option<Vec<ClaimChance>>> {
    let all = match claims::possible(&visit.ctx, listing) {
        Err(ListingError::Denied(_)) => return Ok(None),
        all => all.map_err(|error| errors::failed(visit, &error))?,
    };
    let chance = |(proof, why): (claims::Proof, Option<proofs::WhyNot>)| ClaimChance {
        proof: proof.into(),
        obstacle: why.map(Into::into),
        text: why.map(|why| why_not_words(visit.language, why)),
    };
    Ok(Some(all.map(chance).into()))
}

/// Says that a place is the viewer's.
pub(crate) async fn claim_listing(
    visit: &Visit,
    input: ClaimListingInput,
) -> async_graphql::Result<ClaimPayload> {
    let wish = match input.proof {
        ClaimProof::DomainEmail => Wish::DomainEmail(input.mailbox.unwrap_or_default()),
        ClaimProof::Letter => Wish::Letter,
        ClaimProof::CounterCode => Wish::CounterCode,
    };
    let done = match listing_of(&input.listing_id) {
        Ok(id) => claims::claim(&visit.ctx, &visit.domain, id, (wish, visit.language)).await,
        Err(error) => Err(error),
    };
    Ok(match settle_listing(visit, done)? {
        Ok((claim, code)) => ClaimPayload {
            claim: Some(claim.into()),
            code: code.map(|code| code.reveal().to_owned()),
            user_errors: Vec::new(),
        },
        Err(user_errors) => ClaimPayload { user_errors, ..Default::default() },
    })
}

/// Shows it.
pub(crate) async fn confirm_claim(
    visit: &Visit,
    input: ConfirmClaimInput,
) -> async_graphql::Result<ClaimPayload> {
    let done = match claim_of(&input.claim_id) {
        Ok(id) => claims::confirm(&visit.ctx, &visit.domain, id, &input.code).await,
        Err(error) => Err(error),
    };
    settled(visit, done)
}

/// Takes it back.
pub(crate) async fn withdraw_claim(
    visit: &Visit,
    input: WithdrawClaimInput,
) -> async_graphql::Result<ClaimPayload> {
    let done = match claim_of(&input.claim_id) {
        Ok(id) => claims::withdraw(&visit.ctx, &visit.domain, id).await,
        Err(error) => Err(error),
    };
    settled(visit, done)
}

/// Decides whose a place is.
pub(crate) async fn decide_claim(
    visit: &Visit,
    input: DecideClaimInput,
) -> async_graphql::Result<ClaimPayload> {
    let decision = (input.accept, input.reason.as_str());
    let done = match claim_of(&input.claim_id) {
        Ok(id) => claims::decide(&visit.ctx, &visit.domain, id, decision).await,
        Err(error) => Err(error),
    };
    settled(visit, done)
}

/// Says that a code was seen at a counter.
pub(crate) async fn show_claim(
    visit: &Visit,
    input: ShowClaimInput,
) -> async_graphql::Result<ClaimPayload> {
    let done = match listing_of(&input.listing_id) {
        Ok(id) => claims::at_counter(&visit.ctx, &visit.domain, id, &input.code).await,
        Err(error) => Err(error),
    };
    settled(visit, done)
}

/// What waits for a steward, and for who sees codes at counters; nothing to anybody else.
pub(crate) async fn pending(
    visit: &Visit,
    with_known: bool,
) -> async_graphql::Result<Vec<PendingClaim>> {
    let waiting = match claims::at_desk(&visit.ctx, &visit.domain, with_known).await {
        Err(ListingError::Denied(_)) => return Ok(Vec::new()),
        waiting => waiting.map_err(|error| errors::failed(visit, &error))?,
    };
    let pending = |it: claims::AtDesk| PendingClaim {
        claim: it.claim.into(),
        listing: shown(visit, it.listing),
        is_own: it.is_own,
        decides: it.decides,
        claimant: it.claimant,
        claimant_attestations: it.known.map(Attestation::all),
    };
    Ok(waiting.into_iter().map(pending).collect())
}

/// What the viewer has claimed, the latest first.
pub(crate) async fn mine(visit: &Visit, ctx: &Ctx) -> async_graphql::Result<Vec<Claim>> {
    let mine = claims::mine(ctx, &visit.domain).await;
    let mine = mine.map_err(|error| errors::failed(visit, &error))?;
    Ok(mine.into_iter().map(Claim::from).collect())
}

fn settled(
    visit: &Visit,
    done: Result<claims::Claim, ListingError>,
) -> async_graphql::Result<ClaimPayload> {
    Ok(match settle_listing(visit, done)? {
        Ok(claim) => ClaimPayload { claim: Some(claim.into()), ..Default::default() },
        Err(user_errors) => ClaimPayload { user_errors, ..Default::default() },
    })
}

/// An id that cannot be read is that of nothing.
fn claim_of(id: &ID) -> Result<ClaimId, ListingError> {
    ClaimId::parse(id).map_err(|_| ListingError::NotFound)
}
