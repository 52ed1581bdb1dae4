//! Keeping somebody out for a while: of a community, or of the whole house. Who is kept out of the
//! house cannot sign in and is signed out everywhere; what is theirs stays.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;

use super::error::MemberError;
use super::model::State;
use super::{sessions, store};
use crate::audit;
use crate::audit::model::{Act, Note};
use crate::communities;
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::desk::decider;
use crate::error::Problem;
use crate::id::{CommunityId, FreezeId, MemberId};
use crate::jobs::Letter;
use crate::listings::reports::write_to;
use crate::policy::{self, Action, Denied};
use crate::{Domain, posts};

/// The longest reason, in characters.
pub const REASON_MAX: usize = 500;

/// That somebody is, or was, kept out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Freeze {
    pub(crate) id: FreezeId,
    pub(crate) member: MemberId,
    /// Of which community; none: of the whole house.
    pub(crate) community: Option<CommunityId>,
    pub(crate) reason: Option<String>,
}

/// Keeps somebody out of the whole house, or lets them in again. It is written to them.
///
/// # Errors
/// [`MemberError::SignedOut`], [`MemberError::Denied`], also for oneself,
/// [`MemberError::NotFound`], [`MemberError::Invalid`] for `reason`, without which nobody is kept
/// out.
pub async fn set_frozen(
    ctx: &Ctx,
    domain: &Domain,
    id: MemberId,
    (frozen, reason): (bool, &str),
) -> Result<(), MemberError> {
    if ctx.actor == Actor::Visitor {
        return Err(MemberError::SignedOut);
    }
    policy::check(ctx, Action::FreezeAccount)?;
    if decider(ctx) == Some(id) {
        return Err(Denied { action: Action::FreezeAccount }.into());
    }
    let reason = reason.trim();
    let problem = match reason.chars().count() {
        0 if frozen => Some(Problem::Empty),
        count if count > REASON_MAX => Some(Problem::TooLong),
        _ => None,
    };
    if let Some(problem) = problem {
        return Err(super::error::invalid("reason")(problem));
    }
    let tx = domain.db.write().await?;
    let kept = store::lock(&tx, id).await.map_err(DbError::from)?;
    let member = kept.ok_or(MemberError::NotFound)?.member;
    if (member.state == State::Frozen) == frozen {
        return Ok(());
    }
    if frozen {
        // The letter goes first: who is kept out is written to no more.
        write_to(&tx, ctx, id, Letter::Frozen { reason: reason.to_owned() }).await?;
        begin(&tx, ctx, (id, None), reason).await?;
        sessions::end_in(&tx, ctx, id, None).await?;
    } else {
        lift(&tx, ctx, (id, None)).await?;
    }
    let state = if frozen { "frozen" } else { "active" };
    store::update(&tx, id, ctx.now, |row| row.state = Set(state.to_owned()))
        .await
        .map_err(DbError::from)?;
    if !frozen {
        // The letter goes last: before, nothing was written to them.
        write_to(&tx, ctx, id, Letter::Unfrozen { reason: reason.to_owned() }).await?;
    }
    let act = if frozen { Act::MemberFrozen } else { Act::MemberUnfrozen };
    audit::note(&tx, ctx, Note::new(act).to(id)).await?;
    Ok(tx.commit().await?)
}

/// Which of some members are kept out of the whole house.
///
/// # Errors
/// [`MemberError::Denied`].
pub async fn frozen_among(
    ctx: &Ctx,
    domain: &Domain,
    members: &[MemberId],
) -> Result<HashSet<MemberId>, MemberError> {
    policy::check(ctx, Action::FreezeAccount)?;
    Ok(store::frozen_among(domain.db.reader(), members).await?)
}

/// That the member who asks is or was kept out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptOut {
    /// Of which community; none: of the whole house.
    pub community: Option<CommunityId>,
    /// Why, if that was told.
    pub reason: Option<String>,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; none: they still are.
    pub until: Option<DateTime<Utc>>,
}

/// When I was kept out, the latest first.
///
/// # Errors
/// [`MemberError::SignedOut`].
pub async fn mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<KeptOut>, MemberError> {
    let me = sessions::me(ctx, Action::KeepAccount)?;
    Ok(store::freezes_of(domain.db.reader(), me.member).await?)
}

/// How somebody is kept out of a community, if they are.
pub(crate) async fn open_in(
    tx: &WriteTx,
    member: MemberId,
    community: CommunityId,
) -> Result<Option<KeptOut>, DbError> {
    let all = store::freezes_of(tx.conn(), member).await?;
    Ok(all.into_iter().find(|it| it.community == Some(community) && it.until.is_none()))
}

/// Writes down that somebody is kept out from now on.
pub(crate) async fn begin(
    tx: &WriteTx,
    ctx: &Ctx,
    (member, community): (MemberId, Option<CommunityId>),
    reason: &str,
) -> Result<(), DbError> {
    let (id, reason) = (FreezeId(ctx.ids.next()), Some(reason.to_owned()));
    let freeze = Freeze { id, member, community, reason };
    store::insert_freeze(tx, &freeze, decider(ctx), ctx.now).await?;
    posts::store::take_off(tx, ctx, member).await
}

/// Writes down that somebody is kept out no more.
pub(crate) async fn lift(
    tx: &WriteTx,
    ctx: &Ctx,
    of: (MemberId, Option<CommunityId>),
) -> Result<(), DbError> {
    store::lift_freeze(tx, of, ctx.now).await?;
    posts::store::take_off(tx, ctx, of.0).await
}

/// That somebody is or was kept out, by id.
pub(crate) async fn by_id(
    db: &impl ConnectionTrait,
    id: FreezeId,
) -> Result<Option<Freeze>, DbError> {
    store::freeze(db, id).await
}

/// Lets somebody in again who is kept out of a community, by a second person who says why.
pub(crate) async fn lift_in_community(
    tx: &WriteTx,
    ctx: &Ctx,
    id: FreezeId,
    reason: &str,
) -> Result<(), DbError> {
    let Some(freeze) = by_id(tx.conn(), id).await? else { return Ok(()) };
    let Some(of) = freeze.community else { return Ok(()) };
    communities::deciding::let_in_again(tx, ctx, (of, freeze.member), reason).await?;
    lift(tx, ctx, (freeze.member, Some(of))).await
}
