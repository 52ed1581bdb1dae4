//! Alerts: what a member is told, in the house and by mail. `web` has the sentences; here stand
//! what happened, to what it belongs, and one first name or title.
//!
//! Mails wait in the database with everything else that is mailed, so that none is lost while the
//! mail server is away. They say what happened and to whom it belongs, never what was written and
//! never where two meet.

pub mod error;
mod mailing;
pub mod model;
mod paying;
mod store;

use chrono::{DateTime, TimeDelta, Utc};

use self::error::AlertError;
pub use self::mailing::{due, stop};
pub(crate) use self::model::{About, OfPayment};
pub use self::model::{Alert, AlertKind, Mails, PaymentAlerts, PaymentTold, Sum};
pub use self::paying::{is_paid_at_all, payment_wishes, wish_payments};
pub(crate) use self::paying::{tell_paid, wished};
use crate::Domain;
use crate::agreements::model::read_key;
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::error::Problem;
use crate::id::{AgreementId, AlertId, MemberId, PostId, SavedSearchId};
use crate::page::{Cursor, PAGE_MAX};
use crate::policy::{self, Action};
use crate::posts::saved::looked_at_alerts;

/// The most alerts that are read at once for open pages; the rest is read the next time.
const NEWEST_MAX: u64 = 500;
/// The most alerts that somebody takes along.
const EXPORT_MAX: u64 = 50_000;

/// What I am told, the latest first, and whether there is more. A list goes on after
/// [`Alert::cursor`].
///
/// # Errors
/// [`AlertError::SignedOut`], [`AlertError::Denied`], [`AlertError::Invalid`] for `after`.
pub async fn mine(
    ctx: &Ctx,
    domain: &Domain,
    first: u32,
    after: Option<Cursor>,
) -> Result<(Vec<Alert>, bool), AlertError> {
    let me = me(ctx)?;
    let after = after.as_ref().map(|it| read_key(it, model::LIST)).transpose();
    let invalid = |_| AlertError::Invalid { field: "after", problem: Problem::BadCursor };
    let after = after.map_err(invalid)?;
    let first = first.clamp(1, PAGE_MAX) as usize;
    let mut all = store::of_member(domain.db.reader(), me, (first as u64 + 1, after)).await?;
    let more = all.len() > first;
    all.truncate(first);
    Ok((all, more))
}

/// How much of it I have not seen.
///
/// # Errors
/// [`AlertError::SignedOut`], [`AlertError::Denied`].
pub async fn unseen(ctx: &Ctx, domain: &Domain) -> Result<u64, AlertError> {
    Ok(store::unseen(domain.db.reader(), me(ctx)?).await?)
}

/// I have seen some of it, or all; answers how many I had not seen before.
///
/// # Errors
/// [`AlertError::SignedOut`], [`AlertError::Denied`].
pub async fn see(ctx: &Ctx, domain: &Domain, some: Option<&[AlertId]>) -> Result<u64, AlertError> {
    let me = me(ctx)?;
    let tx = domain.db.write().await?;
    let seen = store::see(&tx, me, some, ctx.now).await?;
    if seen > 0 {
        looked_at_alerts(&tx, me, ctx.now).await?;
    }
    tx.commit().await?;
    Ok(seen)
}

/// How I want mails of it.
///
/// # Errors
/// [`AlertError::SignedOut`], [`AlertError::Denied`].
pub async fn wishes(ctx: &Ctx, domain: &Domain) -> Result<Mails, AlertError> {
    let me = me(ctx)?;
    Ok(store::wish_of(domain.db.reader(), me).await?.unwrap_or(Mails::AtOnce))
}

/// Says how I want mails of it. Who wanted none is not written to about what is past.
///
/// # Errors
/// [`AlertError::SignedOut`], [`AlertError::Denied`].
pub async fn wish(ctx: &Ctx, domain: &Domain, mails: Mails) -> Result<(), AlertError> {
    let me = me(ctx)?;
    let tx = domain.db.write().await?;
    let was = store::wish_of(tx.conn(), me).await?;
    if was == Some(Mails::Never) && mails != Mails::Never {
        store::mailed(&tx, me, ctx.now).await?;
    }
    store::put_wish(&tx, me, mails, ctx.now).await?;
    Ok(tx.commit().await?)
}

/// What those who listen were told since an instant, that one included, the earliest first: for
/// the house to bring it to open pages.
///
/// # Errors
/// [`AlertError::Denied`].
pub async fn newest(
    ctx: &Ctx,
    domain: &Domain,
    listening: &[MemberId],
    since: DateTime<Utc>,
) -> Result<Vec<Alert>, AlertError> {
    policy::check(ctx, Action::KeepHouse)?;
    if listening.is_empty() {
        return Ok(Vec::new());
    }
    Ok(store::since(&domain.db, listening, since, NEWEST_MAX).await?)
}

/// All that I was told and that is kept, to take along, the latest first.
///
/// # Errors
/// [`AlertError::SignedOut`], [`AlertError::Denied`].
pub async fn of_member(ctx: &Ctx, domain: &Domain) -> Result<Vec<Alert>, AlertError> {
    policy::check(ctx, Action::KeepAccount)?;
    Ok(store::of_member(domain.db.reader(), me(ctx)?, (EXPORT_MAX, None)).await?)
}

/// Tells a member something, in the transaction in which it happens. What they have not seen yet
/// of the same kind about the same agreement is told as of now, and not twice.
pub(crate) async fn tell(
    tx: &WriteTx,
    ctx: &Ctx,
    member: MemberId,
    kind: AlertKind,
    about: About,
) -> Result<(), DbError> {
    if about.agreement.is_some() && store::tell_again(tx, (member, kind), &about, ctx.now).await? {
        return Ok(());
    }
    let new = store::New { id: AlertId(ctx.ids.next()), member, kind, about, mailed: false };
    store::insert(tx, &[new], ctx.now).await
}

/// Tells a member that something on the board answers a question that they keep, by what they call
/// it: of one post that, of several the question.
pub(crate) async fn tell_found(
    tx: &WriteTx,
    ctx: &Ctx,
    (member, search): (MemberId, SavedSearchId),
    (name, post): (&str, Option<PostId>),
) -> Result<(), DbError> {
    let about = About { post, search: Some(search), words: name.to_owned(), ..About::default() };
    let (id, kind) = (AlertId(ctx.ids.next()), AlertKind::Found);
    store::insert(tx, &[store::New { id, member, kind, about, mailed: false }], ctx.now).await
}

/// A member has seen what they were told of an agreement.
pub(crate) async fn seen_of(
    tx: &WriteTx,
    ctx: &Ctx,
    (member, of): (MemberId, AgreementId),
) -> Result<(), DbError> {
    store::see_of(tx, (member, of), ctx.now).await
}

/// The time before which alerts are too old.
fn too_old(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TimeDelta::days(model::KEPT_DAYS)
}

/// The member who asks about what they are told.
fn me(ctx: &Ctx) -> Result<MemberId, AlertError> {
    let Actor::Member(me) = ctx.actor else { return Err(AlertError::SignedOut) };
    policy::check(ctx, Action::ReadAlerts)?;
    Ok(me.member)
}
