//! Sessions: devices that are signed in. A browser is known by one secret in its cookie, a
//! program by refresh tokens, of which each is exchanged for the next. Only hashes are kept.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;

use super::attempts::{self, hex};
use super::codes::hash;
use super::error::MemberError;
use super::model::{Member, Secret, Session, SessionKind, State, tidy_device};
use super::store;
use crate::Domain;
use crate::ctx::{Actor, Ctx, Signed};
use crate::db::{DbError, WriteTx};
use crate::gather::Gather;
use crate::id::{MemberId, SessionId};
use crate::ledger::tills;
use crate::policy::{self, Action};

/// How long a browser stays signed in, in days, however often it is used.
pub const PAGE_DAYS: i64 = 90;
/// How long a program does: RFC 9700 asks for an end.
pub const API_DAYS: i64 = 90;
/// A refresh token that is sent again within so many seconds gets a sibling: the answer was lost
/// on the way. Later it was stolen, and the whole session ends.
pub const GRACE_S: i64 = 10;
/// When a session was last used is written down every so many minutes.
const SEEN_MINUTES: i64 = 10;

/// Whose sessions are looked up, for all requests that come in at the same time; clones share it.
#[derive(Clone, Default)]
pub struct Tokens(Gather<SessionId, Option<(DateTime<Utc>, Member)>>);

/// Where a request to sign in comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// By what the session will be kept.
    pub kind: SessionKind,
    /// What the device calls itself.
    pub device: String,
    /// The network address, as far as tries are counted by it; never kept.
    pub net: String,
}

/// Somebody who has signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who.
    pub member: Member,
    /// The session that began.
    pub session: SessionId,
    /// What the device keeps: the cookie, or the refresh token.
    pub secret: Secret,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
}

impl SignedIn {
    /// Whom requests of this session are made by.
    #[must_use]
    pub fn actor(&self) -> Actor {
        actor(&self.member, self.session)
    }
}

/// Begins a session.
pub(super) async fn begin(
    tx: &WriteTx,
    ctx: &Ctx,
    member: Member,
    from: &Origin,
) -> Result<SignedIn, DbError> {
    let (id, secret) = (SessionId(ctx.ids.next()), hex(&ctx.ids.secret()));
    let days = match from.kind {
        SessionKind::Page => PAGE_DAYS,
        SessionKind::Api => API_DAYS,
    };
    let session = Session {
        id,
        kind: from.kind,
        device: tidy_device(&from.device),
        created_at: ctx.now,
        last_seen_at: ctx.now,
        acting_as: None,
    };
    let ends_at = ctx.now + TimeDelta::days(days);
    store::insert_session(tx, member.id, &session, ends_at).await?;
    store::insert_secret(tx, id, (hash(&secret), None), ctx.now).await?;
    Ok(SignedIn { member, session: id, secret: Secret::new(secret), ends_at })
}

/// Who a browser's cookie is, if it still holds. What it was last used at is written down now
/// and then, by whoever [`seen`] is given to.
///
/// # Errors
/// [`DbError`].
pub async fn of_cookie(
    ctx: &Ctx,
    domain: &Domain,
    secret: &Secret,
) -> Result<Option<(Session, Member)>, DbError> {
    let known = store::by_secret(domain.db.reader(), &hash(secret.reveal()), ctx.now).await?;
    let holds = |known: &store::Known| {
        known.session.kind == SessionKind::Page && known.kept.member.state == State::Active
    };
    Ok(known.filter(holds).map(|known| (known.session, known.kept.member)))
}

/// Who an access token speaks for, if its session and epoch still hold.
///
/// # Errors
/// [`DbError`].
pub async fn of_token(
    ctx: &Ctx,
    domain: &Domain,
    session: SessionId,
    epoch: i32,
) -> Result<Option<Member>, DbError> {
    let db = domain.db.clone();
    let read = move |all: Vec<SessionId>| {
        let db = db.clone();
        async move {
            let found = store::of_sessions(db.reader(), &all).await?;
            Ok(all.iter().map(|it| found.get(it).cloned()).collect())
        }
    };
    let found = domain.tokens.0.ask(session, read).await?;
    let holds = |it: &Member| it.state == State::Active && it.epoch == epoch;
    let member = found.filter(|(ends_at, _)| *ends_at > ctx.now).map(|(_, member)| member);
    Ok(member.filter(holds))
}

/// Whether it is time to write down that a session was used.
#[must_use]
pub fn is_due(session: &Session, now: DateTime<Utc>) -> bool {
    now - session.last_seen_at >= TimeDelta::minutes(SEEN_MINUTES)
}

/// Writes down that a session was used: no part of the request that used it.
///
/// # Errors
/// [`DbError`].
pub async fn seen(ctx: &Ctx, domain: &Domain, session: SessionId) -> Result<(), DbError> {
    let tx = domain.db.write().await?;
    store::touch_session(&tx, session, ctx.now).await?;
    tx.commit().await
}

/// The requests of a member in a session.
#[must_use]
pub fn actor(member: &Member, session: SessionId) -> Actor {
    Actor::Member(Signed { member: member.id, session, operator: member.operator, under: None })
}

/// Exchanges a refresh token for the next.
///
/// # Errors
/// [`MemberError::WrongToken`], and the session ends when the token was used before;
/// [`MemberError::TooMany`].
pub async fn refresh(ctx: &Ctx, domain: &Domain, secret: &Secret) -> Result<SignedIn, MemberError> {
    policy::check(ctx, Action::SignIn)?;
    let sent = hash(secret.reveal());
    // What was made up holds up no writer.
    exchangeable(domain.db.reader(), &sent, ctx.now).await?;
    let tx = domain.db.write().await?;
    let first = store::use_secret(&tx, &sent, ctx.now).await.map_err(DbError::from)?;
    let known = exchangeable(tx.conn(), &sent, ctx.now).await?;
    let (session, member) = (known.session, known.kept.member);
    let lost = known.used_at.is_some_and(|at| ctx.now - at <= TimeDelta::seconds(GRACE_S));
    if member.state != State::Active || !(first || lost) {
        store::end_session(&tx, member.id, session.id).await.map_err(DbError::from)?;
        tx.commit().await?;
        return Err(MemberError::WrongToken);
    }
    attempts::REFRESHES.take(&tx, ctx, &session.id.to_string()).await?;
    let next = hex(&ctx.ids.secret());
    let secrets = (hash(&next), Some(sent));
    store::insert_secret(&tx, session.id, secrets, ctx.now).await.map_err(DbError::from)?;
    store::touch_session(&tx, session.id, ctx.now).await.map_err(DbError::from)?;
    tx.commit().await?;
    let ends_at = session.created_at + TimeDelta::days(API_DAYS);
    Ok(SignedIn { member, session: session.id, secret: Secret::new(next), ends_at })
}

/// The session of a refresh token, and whether the token was used.
async fn exchangeable(
    db: &impl ConnectionTrait,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<store::Known, MemberError> {
    let known = store::by_secret(db, hash, now).await.map_err(DbError::from)?;
    let known = known.filter(|known| known.session.kind == SessionKind::Api);
    known.ok_or(MemberError::WrongToken)
}

/// My devices, the last used first.
///
/// # Errors
/// [`MemberError`].
pub async fn mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<Session>, MemberError> {
    let me = me(ctx, Action::KeepAccount)?;
    let sessions = store::sessions(domain.db.reader(), me.member, ctx.now).await;
    Ok(sessions.map_err(DbError::from)?)
}

/// Ends a session of mine; this one, where none is named.
///
/// # Errors
/// [`MemberError::NotFound`] when there is none.
pub async fn end(ctx: &Ctx, domain: &Domain, id: Option<SessionId>) -> Result<(), MemberError> {
    let me = me(ctx, Action::KeepAccount)?;
    let tx = domain.db.write().await?;
    let id = id.unwrap_or(me.session);
    let ended = store::end_session(&tx, me.member, id).await.map_err(DbError::from)?;
    tx.commit().await?;
    if ended { Ok(()) } else { Err(MemberError::NotFound) }
}

/// Ends every session of mine, this one included, and every token with it, at once.
///
/// # Errors
/// [`MemberError`].
pub async fn end_all(ctx: &Ctx, domain: &Domain) -> Result<(), MemberError> {
    let me = me(ctx, Action::KeepAccount)?;
    let tx = domain.db.write().await?;
    end_in(&tx, ctx, me.member, None).await?;
    Ok(tx.commit().await?)
}

/// Ends every session but perhaps one, and every token that was given out.
pub(super) async fn end_in(
    tx: &WriteTx,
    ctx: &Ctx,
    of: MemberId,
    but: Option<SessionId>,
) -> Result<(), DbError> {
    // The member first: whoever signs in meanwhile waits for the row, and sees what holds then.
    store::raise_epoch(tx, of, ctx.now).await?;
    store::end_sessions(tx, of, but).await?;
    if but.is_none() {
        // Whoever signs out everywhere leaves no device behind that takes money for them.
        tills::end_of_member(tx, ctx, of).await?;
    }
    Ok(())
}

/// The member who asks, if they may.
pub(crate) fn me(ctx: &Ctx, action: Action) -> Result<Signed, MemberError> {
    let Actor::Member(me) = ctx.actor else { return Err(MemberError::SignedOut) };
    policy::check(ctx, action)?;
    Ok(me)
}
