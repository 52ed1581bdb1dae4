//! What a member is told.

use async_graphql::{Context, Description, ID, InputObject, Object, SimpleObject};
use koop_domain::alerts;
use koop_domain::ctx::Ctx;
use koop_domain::id::AlertId;
use koop_web::texts;

use super::super::connection::PageInfo;
use super::super::ledger::money::Money;
use super::super::limits;
use super::super::scalars::Instant;
use super::super::signing_in::DonePayload;
use super::super::user_errors::UserError;
use super::super::visit::Visit;
use super::agreement::{self, PostAgreement, read_cursor};
use super::errors::{alert_failed, settle_alert};
use super::post::{self, Post};
use super::terms::{AlertKind, AlertMails, PaymentAlerts};

/// Something that the viewer is told.
#[derive(Clone, Description)]
pub(crate) struct Alert(pub(super) alerts::Alert);

/// A page of what the viewer is told, the latest first.
#[derive(SimpleObject)]
pub(crate) struct AlertConnection {
    /// Where the page stands in the list.
    page_info: PageInfo,
    /// The alerts.
    edges: Vec<AlertEdge>,
}

/// An alert in a list.
#[derive(SimpleObject)]
pub(crate) struct AlertEdge {
    /// Where the list goes on after it.
    cursor: String,
    /// The alert.
    node: Alert,
}

/// What the viewer has seen.
#[derive(InputObject)]
pub(crate) struct SeeAlertsInput {
    /// Which alerts; all where none are named.
    alert_ids: Option<Vec<ID>>,
}

/// How the viewer wants mails.
#[derive(InputObject)]
pub(crate) struct SetAlertMailsInput {
    /// How.
    mails: AlertMails,
}

/// How the viewer wants to hear that they were paid.
#[derive(InputObject)]
pub(crate) struct SetPaymentAlertsInput {
    /// How.
    payments: PaymentAlerts,
}

/// What having seen alerts came to.
#[derive(Default, SimpleObject)]
pub(crate) struct SeeAlertsPayload {
    /// How many of them were not seen before.
    seen: u64,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

#[Object(use_type_description)]
impl Alert {
    /// Its id.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// What it tells.
    async fn kind(&self) -> AlertKind {
        self.0.kind.into()
    }

    /// The same in a sentence, in the reader's language.
    async fn text(&self, ctx: &Context<'_>) -> String {
        let sum = self.0.payment.as_ref().map(|it| &it.sum);
        let until = self.0.payment.as_ref().and_then(|it| it.hold).map(|(_, until)| until);
        texts::alert(Visit::of(ctx).language, self.0.kind, &self.0.about, (sum, until))
    }

    /// About which post, while the viewer sees that.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn post(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Post>> {
        let Some(id) = self.0.post else { return Ok(None) };
        post::by_id(Visit::of(ctx), id).await
    }

    /// The id of the agreement that it is about.
    async fn agreement_id(&self) -> Option<ID> {
        self.0.agreement.map(|id| id.to_string().into())
    }

    /// About which agreement.
    #[graphql(complexity = "limits::SEARCH + child_complexity")]
    async fn agreement(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PostAgreement>> {
        let Some(id) = self.0.agreement else { return Ok(None) };
        agreement::by_id(Visit::of(ctx), id).await
    }

    /// The id of the kept question that it answers.
    async fn saved_search_id(&self) -> Option<ID> {
        self.0.search.map(|id| id.to_string().into())
    }

    /// The amount of the payment that it is about.
    async fn amount(&self) -> Option<Money> {
        let sum = &self.0.payment.as_ref()?.sum;
        Some(Money::plain(sum.minor, (&sum.code, sum.scale)))
    }

    /// The id of the account that it is about: the viewer's, or that of a profile of theirs.
    async fn account_id(&self) -> Option<ID> {
        Some(self.0.payment.as_ref()?.account.to_string().into())
    }

    /// The id of the transfer that it is about.
    async fn transfer_id(&self) -> Option<ID> {
        Some(self.0.payment.as_ref()?.transfer?.to_string().into())
    }

    /// The id of the request to pay that it is about.
    async fn payment_request_id(&self) -> Option<ID> {
        Some(self.0.payment.as_ref()?.request?.to_string().into())
    }

    /// The id of the hold that it is about.
    async fn hold_id(&self) -> Option<ID> {
        Some(self.0.payment.as_ref()?.hold?.0.to_string().into())
    }

    /// What the payment was for, while that is kept.
    async fn purpose(&self) -> Option<&str> {
        self.0.payment.as_ref()?.purpose.as_deref()
    }

    /// When.
    async fn at(&self) -> Instant {
        self.0.at.into()
    }

    /// When the viewer saw it.
    async fn seen_at(&self) -> Option<Instant> {
        self.0.seen_at.map(Into::into)
    }
}

/// What is done with alerts.
#[derive(Description)]
pub(crate) struct Alerting;

#[Object(use_type_description)]
impl Alerting {
    /// Says that the viewer has seen some of what they were told, or all of it.
    async fn see_alerts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which; all where nothing is said.")] input: Option<SeeAlertsInput>,
    ) -> async_graphql::Result<SeeAlertsPayload> {
        let visit = Visit::of(ctx);
        // An id that cannot be read is that of nothing.
        let read = |all: Vec<ID>| -> Vec<AlertId> {
            all.iter().filter_map(|id| AlertId::parse(id).ok()).collect()
        };
        let ids = input.and_then(|it| it.alert_ids).map(read);
        let done = alerts::see(&visit.own, &visit.domain, ids.as_deref()).await;
        Ok(match settle_alert(visit, done)? {
            Ok(seen) => SeeAlertsPayload { seen, ..Default::default() },
            Err(user_errors) => SeeAlertsPayload { user_errors, ..Default::default() },
        })
    }

    /// Says how the viewer wants mails of what they are told.
    async fn set_alert_mails(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How.")] input: SetAlertMailsInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let done = alerts::wish(&visit.own, &visit.domain, input.mails.into()).await;
        Ok(DonePayload { user_errors: settle_alert(visit, done)?.err().unwrap_or_default() })
    }

    /// Says how the viewer wants to hear that they were paid.
    async fn set_payment_alerts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How.")] input: SetPaymentAlertsInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let done = alerts::wish_payments(&visit.own, &visit.domain, input.payments.into()).await;
        Ok(DonePayload { user_errors: settle_alert(visit, done)?.err().unwrap_or_default() })
    }
}

/// What a member is told.
pub(crate) async fn mine(
    visit: &Visit,
    ctx: &Ctx,
    (first, after): (Option<i32>, Option<String>),
) -> async_graphql::Result<AlertConnection> {
    let later = after.is_some();
    let after = read_cursor(visit, after.as_deref())?;
    let found = alerts::mine(ctx, &visit.domain, limits::page_size(first), after).await;
    let (found, more) = found.map_err(|error| alert_failed(visit, &error))?;
    let edge = |it: alerts::Alert| AlertEdge { cursor: it.cursor().encode(), node: Alert(it) };
    let edges: Vec<AlertEdge> = found.into_iter().map(edge).collect();
    Ok(AlertConnection {
        page_info: PageInfo {
            has_next_page: more,
            has_previous_page: later,
            start_cursor: edges.first().map(|edge| edge.cursor.clone()),
            end_cursor: edges.last().map(|edge| edge.cursor.clone()),
        },
        edges,
    })
}
