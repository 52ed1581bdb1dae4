//! What is done to bring a currency into the world, to hand it out and to hand it in.

use async_graphql::{Context, Description, Object, SimpleObject};
use koop_domain::id::{ProposalId, RedemptionId};
use koop_domain::ledger::currencies;
use koop_domain::ledger::issuing::error::IssuingError;
use koop_domain::ledger::issuing::{self, Proposal};

use super::super::super::user_errors::UserError;
use super::super::super::visit::Visit;
use super::super::errors::{
    Rejection, Stopped, issuing_failed, settle_currency, settle_issuing, signed_in,
};
use super::input::{
    HandOutInput, IssueProposalInput, ProposeIssueInput, RedeemInput, RedemptionInput,
    RefuseRedemptionInput,
};
use super::{Handout, IssueProposal, Redemption, my_budget};

/// What proposing or deciding came to.
#[derive(Default, SimpleObject)]
pub(crate) struct IssueProposalPayload {
    /// The proposal as it is now.
    proposal: Option<IssueProposal>,
    /// Why the books refused. It still waits then.
    rejected: Option<Rejection>,
    /// What else has to be mended; empty when it is done, or the books refused.
    user_errors: Vec<UserError>,
}

/// What handing out came to.
#[derive(Default, SimpleObject)]
pub(crate) struct HandoutPayload {
    /// What was handed out, the same when it is sent again.
    handout: Option<Handout>,
    /// Why the books refused.
    rejected: Option<Rejection>,
    /// What else has to be mended; empty when it is done, or the books refused.
    user_errors: Vec<UserError>,
}

/// What handing in came to.
#[derive(Default, SimpleObject)]
pub(crate) struct RedemptionPayload {
    /// What was handed in, as it is now.
    redemption: Option<Redemption>,
    /// Why the books refused.
    rejected: Option<Rejection>,
    /// What else has to be mended; empty when it is done, or the books refused.
    user_errors: Vec<UserError>,
}

/// What is done to bring a currency into the world and out of it.
#[derive(Default, Description)]
pub(crate) struct Issuing;

#[Object(use_type_description)]
impl Issuing {
    /// Proposes that something comes into the world or goes out of it, or what an organisation may
    /// hand out. Nothing moves until another organiser confirms it.
    async fn propose_issue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What, how much and why.")] input: ProposeIssueInput,
    ) -> async_graphql::Result<IssueProposalPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let found = currencies::by_code(&visit.ctx, &visit.domain, &input.currency).await;
        let found = match settle_currency(visit, found)? {
            Ok(found) => found,
            Err(user_errors) => {
                return Ok(IssueProposalPayload { user_errors, ..Default::default() });
            }
        };
        let done = match input.read((found.id, found.scale)) {
            Ok(draft) => issuing::propose(&visit.ctx, &visit.domain, draft).await,
            Err(error) => Err(error),
        };
        decided(visit, done).await
    }

    /// Confirms what another organiser proposed, and posts it. Sent again, it is posted once, and
    /// answered as the first time.
    async fn confirm_issue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: IssueProposalInput,
    ) -> async_graphql::Result<IssueProposalPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match proposal(&input) {
            Ok(id) => issuing::confirm(&visit.ctx, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        decided(visit, done).await
    }

    /// Takes back what waits, as any organiser.
    async fn withdraw_issue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: IssueProposalInput,
    ) -> async_graphql::Result<IssueProposalPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match proposal(&input) {
            Ok(id) => issuing::withdraw(&visit.ctx, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        decided(visit, done).await
    }

    /// Hands out, for an organisation of the viewer's: never more than the month has left. Sent
    /// again with the same id, it is handed out once.
    async fn hand_out(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Out of which budget, to whom, how much.")] input: HandOutInput,
    ) -> async_graphql::Result<HandoutPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match input.read() {
            Ok(draft) => issuing::hand_out(&visit.ctx, &visit.domain, draft).await,
            Err(error) => Err(error),
        };
        let done = settle_issuing(visit, done)?;
        let it = match done {
            Ok(it) => it,
            Err(Stopped { rejected, user_errors }) => {
                return Ok(HandoutPayload { rejected, user_errors, ..Default::default() });
            }
        };
        let budget = my_budget(visit, it.budget).await?;
        let handout = budget.map(|budget| Handout::of(it, &budget));
        Ok(HandoutPayload { handout, ..Default::default() })
    }

    /// Hands in for euros, as a merchant: the amount is set apart until they are paid. Sent again
    /// with the same id, it is asked once.
    async fn redeem(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "From which account, how much.")] input: RedeemInput,
    ) -> async_graphql::Result<RedemptionPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match input.read() {
            Ok(draft) => issuing::redeem(&visit.ctx, &visit.domain, draft).await,
            Err(error) => Err(error),
        };
        redeemed(visit, done)
    }

    /// Takes back what was handed in and not approved: the amount is let go.
    async fn take_back_redemption(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RedemptionInput,
    ) -> async_graphql::Result<RedemptionPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match redemption(&input.redemption_id) {
            Ok(id) => issuing::take_back(&visit.ctx, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        redeemed(visit, done)
    }

    /// Says that the euros will be paid, as who runs the community.
    async fn approve_redemption(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RedemptionInput,
    ) -> async_graphql::Result<RedemptionPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match redemption(&input.redemption_id) {
            Ok(id) => issuing::approve(&visit.ctx, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        redeemed(visit, done)
    }

    /// Refuses what was handed in, as who runs the community: the amount is let go.
    async fn refuse_redemption(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: RefuseRedemptionInput,
    ) -> async_graphql::Result<RedemptionPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match redemption(&input.redemption_id) {
            Ok(id) => issuing::refuse(&visit.ctx, &visit.domain, id, &input.reason).await,
            Err(error) => Err(error),
        };
        redeemed(visit, done)
    }

    /// Writes down that the euros were paid, as who runs the community: the amount goes back to the
    /// issuer, once.
    async fn pay_redemption(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RedemptionInput,
    ) -> async_graphql::Result<RedemptionPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match redemption(&input.redemption_id) {
            Ok(id) => issuing::paid(&visit.ctx, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        redeemed(visit, done)
    }
}

/// An id that cannot be read is that of nothing.
fn proposal(input: &IssueProposalInput) -> Result<ProposalId, IssuingError> {
    ProposalId::parse(&input.proposal_id).map_err(|_| IssuingError::NotFound)
}

fn redemption(id: &async_graphql::ID) -> Result<RedemptionId, IssuingError> {
    RedemptionId::parse(id).map_err(|_| IssuingError::NotFound)
}

async fn decided(
    visit: &Visit,
    done: Result<Proposal, IssuingError>,
) -> async_graphql::Result<IssueProposalPayload> {
    let it = match settle_issuing(visit, done)? {
        Ok(it) => it,
        Err(Stopped { rejected, user_errors }) => {
            return Ok(IssueProposalPayload { rejected, user_errors, ..Default::default() });
        }
    };
    let currency = currencies::by_id(&visit.ctx, &visit.domain, it.currency).await;
    let currency = issuing_failed(visit, currency.map_err(|_| IssuingError::NotFound))?;
    let proposal = currency.map(|currency| IssueProposal::of(visit, it, &currency));
    Ok(IssueProposalPayload { proposal, ..Default::default() })
}

fn redeemed(
    visit: &Visit,
    done: Result<issuing::Redemption, IssuingError>,
) -> async_graphql::Result<RedemptionPayload> {
    Ok(match settle_issuing(visit, done)? {
        Ok(it) => RedemptionPayload { redemption: Some(it.into()), ..Default::default() },
        Err(Stopped { rejected, user_errors }) => {
            RedemptionPayload { rejected, user_errors, ..Default::default() }
        }
    })
}
