//! What of the board is the viewer's.

use koop_domain::agreements::messages;
use koop_domain::alerts;
use koop_domain::ctx::Ctx;
use koop_domain::posts;

use super::super::visit::Visit;
use super::agreement::Neighbour;
use super::errors::{agreement_failed, alert_failed, post_failed};
use super::post::Post;
pub(crate) use super::terms::{AlertMails, PaymentAlerts};

/// A member's posts in every state, the newest first.
pub(crate) async fn posts(visit: &Visit, ctx: &Ctx) -> async_graphql::Result<Vec<Post>> {
    let mine = posts::mine(ctx, &visit.domain).await;
    let mine = mine.map_err(|error| post_failed(visit, &error))?;
    Ok(mine.into_iter().map(|it| Post(it.into())).collect())
}

/// How many messages a member has not read.
pub(crate) async fn unread(visit: &Visit, ctx: &Ctx) -> async_graphql::Result<u64> {
    let unread = messages::unread(ctx, &visit.domain).await;
    unread.map_err(|error| agreement_failed(visit, &error))
}

/// How much of what a member is told they have not seen.
pub(crate) async fn unseen(visit: &Visit, ctx: &Ctx) -> async_graphql::Result<u64> {
    let unseen = alerts::unseen(ctx, &visit.domain).await;
    unseen.map_err(|error| alert_failed(visit, &error))
}

/// Whom a member does not want to see.
pub(crate) async fn blocked(visit: &Visit, ctx: &Ctx) -> async_graphql::Result<Vec<Neighbour>> {
    let blocked = posts::blocked(ctx, &visit.domain).await;
    let blocked = blocked.map_err(|error| post_failed(visit, &error))?;
    Ok(blocked.into_iter().map(Neighbour).collect())
}

/// How a member wants to hear that they were paid.
pub(crate) async fn payment_alerts(
    visit: &Visit,
    ctx: &Ctx,
) -> async_graphql::Result<PaymentAlerts> {
    let wish = alerts::payment_wishes(ctx, &visit.domain).await;
    wish.map(Into::into).map_err(|error| alert_failed(visit, &error))
}

/// How a member wants mails of what they are told.
pub(crate) async fn mails(visit: &Visit, ctx: &Ctx) -> async_graphql::Result<AlertMails> {
    let mails = alerts::wishes(ctx, &visit.domain).await;
    mails.map(Into::into).map_err(|error| alert_failed(visit, &error))
}
