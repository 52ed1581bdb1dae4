//! What time does to posts.

use chrono::TimeDelta;

use super::error::PostError;
use super::{about, store};
use crate::alerts::{self, AlertKind};
use crate::ctx::Ctx;
use crate::policy::{self, Action};
use crate::{Domain, changes};

/// For how many days a post that ended can still be renewed; then it is closed.
pub(crate) const RENEWABLE_DAYS: i64 = 30;
/// How many days before its end the author is asked whether it still stands.
pub(crate) const ASKED_DAYS: i64 = 3;
/// Nobody is asked of what was written or renewed less than so many days before.
const ASKED_AFTER_DAYS: i64 = 7;
/// How many days what was closed is kept, and what was decided about it.
pub const KEPT_DAYS: i64 = 365;

/// How many days the words of who left stand in what they reported and nobody has decided about.
pub const LEFT_DAYS: i64 = 30;

/// Asks about what is about to end, closes what ended a while ago, and forgets what was closed or
/// decided long ago. Answers how much of all that it did.
///
/// # Errors
/// [`PostError::Denied`], [`PostError::Db`].
pub async fn tidy(ctx: &Ctx, domain: &Domain) -> Result<u64, PostError> {
    policy::check(ctx, Action::KeepHouse)?;
    let days = TimeDelta::days;
    let tx = domain.db.write().await?;
    let soon = (ctx.now + days(ASKED_DAYS), ctx.now - days(ASKED_AFTER_DAYS));
    let ending = store::ask_ending(&tx, ctx.now, soon).await?;
    for it in &ending {
        let kind = AlertKind::PostEnding;
        alerts::tell(&tx, ctx, it.author, kind, about(it.post, &it.title)).await?;
    }
    let closed = store::close_ended(&tx, ctx.now - days(RENEWABLE_DAYS), ctx.now).await?;
    changes::append_posts(&tx, ctx, &closed).await?;
    let before = ctx.now - days(KEPT_DAYS);
    let forgotten = store::forget_closed(&tx, before).await?;
    let decided = store::forget_reports(&tx, before).await?;
    let left = store::forget_left(&tx, ctx.now - days(LEFT_DAYS)).await?;
    tx.commit().await?;
    Ok(ending.len() as u64 + closed.len() as u64 + forgotten + decided + left)
}
