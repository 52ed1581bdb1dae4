//! What the two of an agreement do with it.

use async_graphql::{Context, Description, ID, Object, SimpleObject};
use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::model::{Move, ThankYou, Words};
use koop_domain::agreements::{self, messages};
use koop_domain::id::{AgreementId, CommunityId, PostId};

use super::super::ledger::errors::Rejection;
use super::super::user_errors::{Settled, UserError};
use super::super::visit::Visit;
use super::agreement::{self, Message, PostAgreement};
use super::errors::{agreement_failed, settle_agreement};
use super::moves::{
    AgreeInput, AgreementInput, AgreementReasonInput, AnswerThanksInput, CompleteInput,
    DeclineInput, ProlongInput, ProposeMomentInput, ReplyToPostInput, SendMessageInput,
    SettleInput, ThankInput, filled, moment,
};
use super::pricing::{payout_of, price_of};

/// What doing something with an agreement came to.
#[derive(Default, SimpleObject)]
pub(crate) struct AgreementPayload {
    /// The agreement as it is now.
    agreement: Option<PostAgreement>,
    /// Why the books of a currency refused it; then nothing was done.
    rejected: Option<Rejection>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What writing came to.
#[derive(Default, SimpleObject)]
pub(crate) struct MessagePayload {
    /// The message.
    message: Option<Message>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What the two of an agreement do.
#[derive(Description)]
pub(crate) struct Agreeing;

#[Object(use_type_description)]
impl Agreeing {
    /// Replies to a post, which opens an agreement.
    async fn reply_to_post(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To which, with which message.")] input: ReplyToPostInput,
    ) -> async_graphql::Result<AgreementPayload> {
        let visit = Visit::of(ctx);
        let said = (input.message.as_str(), input.quantity);
        let price = price_of(visit, input.price).await;
        let done = match (PostId::parse(&input.post_id), price) {
            (Ok(id), Ok(price)) => {
                agreements::reply_at(&visit.ctx, &visit.domain, id, said, price).await
            }
            (Ok(_), Err(error)) => Err(error),
            (Err(_), _) => Err(AgreementError::NotFound),
        };
        changed(visit, done.map(|it| it.id)).await
    }

    /// Says yes to a moment. By whose post it is, that makes it agreed; by who replied, it proposes
    /// the moment, or agrees to the one that was proposed.
    async fn agree(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To which, when and where.")] input: AgreeInput,
    ) -> async_graphql::Result<AgreementPayload> {
        let visit = Visit::of(ctx);
        let id = input.agreement_id.clone();
        act(visit, &id, input.read(visit).await).await
    }

    /// Says no to a reply.
    async fn decline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To which.")] input: DeclineInput,
    ) -> async_graphql::Result<AgreementPayload> {
        let reason = filled(input.reason);
        act(Visit::of(ctx), &input.agreement_id, Ok(Move::Decline { reason })).await
    }

    /// Takes the viewer's reply back.
    async fn withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: AgreementInput,
    ) -> async_graphql::Result<AgreementPayload> {
        act(Visit::of(ctx), &input.agreement_id, Ok(Move::Withdraw)).await
    }

    /// Calls off what was agreed.
    async fn cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: AgreementReasonInput,
    ) -> async_graphql::Result<AgreementPayload> {
        let reason = input.reason;
        act(Visit::of(ctx), &input.agreement_id, Ok(Move::Cancel { reason })).await
    }

    /// Says that what is lent was handed over.
    async fn hand_over(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which.")] input: AgreementInput,
    ) -> async_graphql::Result<AgreementPayload> {
        act(Visit::of(ctx), &input.agreement_id, Ok(Move::HandOver)).await
    }

    /// Says that it was done, or that what was lent is back. Once both said so, it is DONE.
    async fn complete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: CompleteInput,
    ) -> async_graphql::Result<AgreementPayload> {
        let (visit, id) = (Visit::of(ctx), input.agreement_id);
        let returned = filled(input.returned);
        let payout = payout_of(visit, agreement_of(&id), input.payout).await;
        act(visit, &id, payout.map(|payout| Move::Complete { returned, payout })).await
    }

    /// Lets the other have what is lent for longer.
    async fn prolong(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and until when.")] input: ProlongInput,
    ) -> async_graphql::Result<AgreementPayload> {
        let due_on = input.due_on.0;
        act(Visit::of(ctx), &input.agreement_id, Ok(Move::Prolong { due_on })).await
    }

    /// Says that the viewer differs about it; a steward then settles it.
    async fn dispute(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: AgreementReasonInput,
    ) -> async_graphql::Result<AgreementPayload> {
        let reason = input.reason;
        act(Visit::of(ctx), &input.agreement_id, Ok(Move::Dispute { reason })).await
    }

    /// Settles, as a steward, about what two neighbours differ.
    async fn settle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and how.")] input: SettleInput,
    ) -> async_graphql::Result<AgreementPayload> {
        let (visit, id, reason) = (Visit::of(ctx), input.agreement_id, input.reason);
        let payout = payout_of(visit, agreement_of(&id), input.payout).await;
        act(visit, &id, payout.map(|payout| Move::Settle { reason, payout })).await
    }

    /// Thanks the other for what was done, once.
    async fn thank(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "For which, in which words.")] input: ThankInput,
    ) -> async_graphql::Result<AgreementPayload> {
        let visit = Visit::of(ctx);
        let (words, private) = (filled(input.words), filled(input.private));
        let thanks = ThankYou { words, kept: input.kept, private };
        let done = match agreement_of(&input.agreement_id) {
            Ok(id) => agreements::thank(&visit.ctx, &visit.domain, id, thanks).await.map(|()| id),
            Err(error) => Err(error),
        };
        changed(visit, done).await
    }

    /// Replies to the other's thanks, once.
    async fn answer_thanks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To which, in which words.")] input: AnswerThanksInput,
    ) -> async_graphql::Result<AgreementPayload> {
        let visit = Visit::of(ctx);
        let done = match agreement_of(&input.agreement_id) {
            Ok(id) => {
                let done = agreements::answer_thanks(&visit.ctx, &visit.domain, id, &input.words);
                done.await.map(|()| id)
            }
            Err(error) => Err(error),
        };
        changed(visit, done).await
    }

    /// Writes to the other.
    async fn send_message(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which agreement, and what.")] input: SendMessageInput,
    ) -> async_graphql::Result<MessagePayload> {
        send(Visit::of(ctx), &input.agreement_id, Ok(Words::Text(input.text))).await
    }

    /// Proposes a moment to the other.
    async fn propose_moment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which agreement, and when.")] input: ProposeMomentInput,
    ) -> async_graphql::Result<MessagePayload> {
        let moment = moment(&input.from, &input.until);
        let words = moment.map(|(from, until)| Words::Moment { from, until });
        send(Visit::of(ctx), &input.agreement_id, words).await
    }

    /// Says that the viewer has read a conversation until now.
    async fn read_conversation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which agreement.")] input: AgreementInput,
    ) -> async_graphql::Result<AgreementPayload> {
        let visit = Visit::of(ctx);
        let done = match agreement_of(&input.agreement_id) {
            Ok(id) => messages::read(&visit.ctx, &visit.domain, id).await.map(|()| id),
            Err(error) => Err(error),
        };
        changed(visit, done).await
    }
}

/// An id that cannot be read is that of nothing.
fn agreement_of(id: &ID) -> Result<AgreementId, AgreementError> {
    AgreementId::parse(id).map_err(|_| AgreementError::NotFound)
}

async fn act(
    visit: &Visit,
    id: &ID,
    it: Result<Move, AgreementError>,
) -> async_graphql::Result<AgreementPayload> {
    let done = match (agreement_of(id), it) {
        (Ok(id), Ok(it)) => agreements::act(&visit.ctx, &visit.domain, id, it).await,
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    changed(visit, done.map(|it| it.id)).await
}

async fn send(
    visit: &Visit,
    id: &ID,
    words: Result<Words, AgreementError>,
) -> async_graphql::Result<MessagePayload> {
    let done = match (agreement_of(id), words) {
        (Ok(id), Ok(words)) => messages::send(&visit.ctx, &visit.domain, id, words).await,
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    visit.parts.bell.ring();
    Ok(match settle_agreement(visit, done)? {
        Ok(sent) => MessagePayload { message: Some(sent.into()), ..Default::default() },
        Err(user_errors) => MessagePayload { user_errors, ..Default::default() },
    })
}

/// The agreement as the viewer sees it once something was done with it. Whoever settled one sees
/// it no more.
async fn changed(
    visit: &Visit,
    done: Result<AgreementId, AgreementError>,
) -> async_graphql::Result<AgreementPayload> {
    visit.parts.bell.ring();
    if let Err(AgreementError::Rejected(why) | AgreementError::Amount { why, .. }) = done {
        let rejected = Some(Rejection::of(visit, why));
        return Ok(AgreementPayload { rejected, ..Default::default() });
    }
    let settled: Settled<AgreementId> = settle_agreement(visit, done)?;
    match settled {
        Ok(id) => {
            let agreement = agreement::by_id(visit, id).await?;
            Ok(AgreementPayload { agreement, ..Default::default() })
        }
        Err(user_errors) => Ok(AgreementPayload { user_errors, ..Default::default() }),
    }
}

/// The agreements of a community about which two differ; nothing to who settles none.
pub(super) async fn disputes(
    visit: &Visit,
    of: CommunityId,
) -> async_graphql::Result<Vec<PostAgreement>> {
    match agreements::disputes(&visit.ctx, &visit.domain, of).await {
        Ok(all) => Ok(all.into_iter().map(|it| PostAgreement(Box::new(it))).collect()),
        Err(AgreementError::NotFound | AgreementError::Denied(_) | AgreementError::SignedOut) => {
            Ok(Vec::new())
        }
        Err(error) => Err(agreement_failed(visit, &error)),
    }
}
