//! What payments were for: hidden on one's own side, and reported to who looks after the community.

use async_graphql::{Context, Description, ID, InputObject, Object};
use koop_domain::error::Problem;
use koop_domain::id::{PaymentRequestId, TransferId};
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::posts::About;
use koop_domain::posts::error::PostError;

use super::super::board::{PostReportPayload, PostReportReason, report};
use super::super::visit::Visit;
use super::errors::signed_in;
use super::paying::{PaymentRequestPayload, TransferPayload, asked, moved};

/// The words to hide.
#[derive(InputObject)]
pub(crate) struct HidePurposeInput {
    /// Of which transfer.
    transfer_id: ID,
    /// Whether they are hidden from now on; else they show again.
    hidden: bool,
}

/// The words of a request to hide.
#[derive(InputObject)]
pub(crate) struct HideRequestPurposeInput {
    /// Of which request, by who is asked by name.
    request_id: ID,
    /// Whether they are hidden from now on; else they show again.
    hidden: bool,
}

/// The words that are not right.
#[derive(InputObject)]
pub(crate) struct ReportPurposeInput {
    /// Of which transfer.
    transfer_id: Option<ID>,
    /// Or of which request, by who is asked.
    request_id: Option<ID>,
    /// Why.
    reason: PostReportReason,
    /// More words to it.
    note: Option<String>,
}

/// What is done about what payments were for.
#[derive(Description)]
pub(crate) struct Purposes;

#[Object(use_type_description)]
impl Purposes {
    /// Hides what a payment was for on the viewer's side, or shows it again. The words are kept,
    /// and nobody is told.
    async fn hide_purpose(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which transfer, and whether.")] input: HidePurposeInput,
    ) -> async_graphql::Result<TransferPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match TransferId::parse(&input.transfer_id) {
            Ok(id) => payments::hide_purpose(&visit.ctx, &visit.domain, id, input.hidden).await,
            Err(_) => Err(PaymentError::NotFound),
        };
        moved(visit, done)
    }

    /// Hides what the viewer is asked to pay for, or shows it again: also once it is paid. The words
    /// are kept, and nobody is told.
    async fn hide_request_purpose(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which request, and whether.")] input: HideRequestPurposeInput,
    ) -> async_graphql::Result<PaymentRequestPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match PaymentRequestId::parse(&input.request_id) {
            Ok(id) => {
                payments::hide_request_purpose(&visit.ctx, &visit.domain, id, input.hidden).await
            }
            Err(_) => Err(PaymentError::NotFound),
        };
        asked(visit, done)
    }

    /// Says that something is wrong with what a payment was for, or with what the viewer is asked
    /// to pay for. Whoever decides reads the words as
    /// they stand now; where it is true they are taken away for both, and the payment stays.
    async fn report_purpose(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which transfer or request, and why.")] input: ReportPurposeInput,
    ) -> async_graphql::Result<PostReportPayload> {
        let about = about(input.transfer_id.as_ref(), input.request_id.as_ref());
        report(Visit::of(ctx), about, input.reason, input.note).await
    }
}

/// One of the two; an id that cannot be read is that of nothing.
fn about(transfer: Option<&ID>, request: Option<&ID>) -> Result<About, PostError> {
    match (transfer, request) {
        (Some(id), None) => TransferId::parse(id).map(About::Purpose),
        (None, Some(id)) => PaymentRequestId::parse(id).map(About::RequestPurpose),
        (None, None) => {
            return Err(PostError::Invalid { field: "transferId", problem: Problem::Empty });
        }
        (Some(_), Some(_)) => {
            return Err(PostError::Invalid { field: "requestId", problem: Problem::Unknown });
        }
    }
    .map_err(|_| PostError::NotFound)
}
