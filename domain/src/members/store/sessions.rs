//! The statements of sessions.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

use super::{Kept, by_id, by_ids};
use crate::db::{WriteTx, padded};
use crate::id::{MemberId, ProfileId, SessionId};
use crate::members::entity::{session, session_secret};
use crate::members::model::{Member, Session, SessionKind};

fn session_of(row: session::Model) -> Session {
    Session {
        id: SessionId(row.id),
        kind: if row.kind == "page" { SessionKind::Page } else { SessionKind::Api },
        device: row.device,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        acting_as: row.acting_as.map(ProfileId),
    }
}

/// A new session of a member.
pub(crate) async fn insert_session(
    tx: &WriteTx,
    of: MemberId,
    session: &Session,
    ends_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let kind = match session.kind {
        SessionKind::Page => "page",
        SessionKind::Api => "api",
    };
    let row = session::Model {
        id: session.id.0,
        member_id: of.0,
        kind: kind.to_owned(),
        device: session.device.clone(),
        created_at: session.created_at,
        last_seen_at: session.last_seen_at,
        ends_at,
        acting_as: session.acting_as.map(|id| id.0),
    };
    row.into_active_model().insert(tx.conn()).await?;
    Ok(())
}

/// A new secret of a session, given for an earlier one or for none.
pub(crate) async fn insert_secret(
    tx: &WriteTx,
    session: SessionId,
    (hash, parent): (String, Option<String>),
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let (session_id, created_at) = (session.0, now);
    let row = session_secret::Model { hash, session_id, parent, created_at, used_at: None };
    row.into_active_model().insert(tx.conn()).await?;
    Ok(())
}

/// A session that has not ended, with its member and the secret by which it was asked for.
pub(crate) struct Known {
    pub(crate) session: Session,
    pub(crate) kept: Kept,
    pub(crate) used_at: Option<DateTime<Utc>>,
}

/// The session of a secret, if it has not ended.
pub(crate) async fn by_secret(
    db: &impl ConnectionTrait,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<Known>, DbErr> {
    let Some(secret) = session_secret::Entity::find_by_id(hash).one(db).await? else {
        return Ok(None);
    };
    let found = session::Entity::find_by_id(secret.session_id)
        .filter(session::Column::EndsAt.gt(now))
        .one(db)
        .await?;
    let Some(session) = found else { return Ok(None) };
    let Some(kept) = by_id(db, MemberId(session.member_id)).await? else { return Ok(None) };
    Ok(Some(Known { session: session_of(session), kept, used_at: secret.used_at }))
}

/// Marks a refresh token as exchanged, and its siblings with it: of those that were given for one
/// token, one goes on. False when somebody was faster.
pub(crate) async fn use_secret(
    tx: &WriteTx,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let parent = Query::select()
        .column(session_secret::Column::Parent)
        .from(session_secret::Entity)
        .and_where(session_secret::Column::Hash.eq(hash))
        .take();
    let unused = || {
        session_secret::Entity::update_many()
            .col_expr(session_secret::Column::UsedAt, Expr::value(now))
            .filter(session_secret::Column::UsedAt.is_null())
    };
    let done = unused().filter(session_secret::Column::Hash.eq(hash)).exec(tx.conn()).await?;
    unused().filter(session_secret::Column::Parent.in_subquery(parent)).exec(tx.conn()).await?;
    Ok(done.rows_affected == 1)
}

/// Notes that a session was used.
pub(crate) async fn touch_session(
    tx: &WriteTx,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::LastSeenAt, Expr::value(now))
        .filter(session::Column::Id.eq(id.0))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The sessions of a member that have not ended, the last used first.
pub(crate) async fn sessions(
    db: &impl ConnectionTrait,
    of: MemberId,
    now: DateTime<Utc>,
) -> Result<Vec<Session>, DbErr> {
    let rows = session::Entity::find()
        .filter(session::Column::MemberId.eq(of.0))
        .filter(session::Column::EndsAt.gt(now))
        .order_by_desc(session::Column::LastSeenAt)
        .order_by_desc(session::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(session_of).collect())
}

/// The member of a session that has not ended.
pub(crate) async fn member_of_session(
    db: &impl ConnectionTrait,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<Option<Kept>, DbErr> {
    let found =
        session::Entity::find_by_id(id.0).filter(session::Column::EndsAt.gt(now)).one(db).await?;
    match found {
        Some(session) => by_id(db, MemberId(session.member_id)).await,
        None => Ok(None),
    }
}

/// The members of sessions, and until when each of these goes on.
pub(crate) async fn of_sessions(
    db: &impl ConnectionTrait,
    ids: &[SessionId],
) -> Result<HashMap<SessionId, (DateTime<Utc>, Member)>, DbErr> {
    let sessions = session::Entity::find()
        .filter(session::Column::Id.is_in(padded(ids.iter().map(|it| it.0))))
        .all(db)
        .await?;
    let of: BTreeSet<MemberId> = sessions.iter().map(|it| MemberId(it.member_id)).collect();
    let members = by_ids(db, of).await?;
    let read = |it: session::Model| {
        let member = members.get(&MemberId(it.member_id))?;
        Some((SessionId(it.id), (it.ends_at, member.clone())))
    };
    Ok(sessions.into_iter().filter_map(read).collect())
}

/// When a session began.
pub(crate) async fn begun_at(
    db: &impl ConnectionTrait,
    id: SessionId,
) -> Result<Option<DateTime<Utc>>, DbErr> {
    Ok(session::Entity::find_by_id(id.0).one(db).await?.map(|session| session.created_at))
}

/// Ends a session of a member; false when there is none.
pub(crate) async fn end_session(tx: &WriteTx, of: MemberId, id: SessionId) -> Result<bool, DbErr> {
    let done = session::Entity::delete_many()
        .filter(session::Column::Id.eq(id.0))
        .filter(session::Column::MemberId.eq(of.0))
        .exec(tx.conn())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Ends all sessions of a member but perhaps one.
pub(crate) async fn end_sessions(
    tx: &WriteTx,
    of: MemberId,
    but: Option<SessionId>,
) -> Result<(), DbErr> {
    let mut delete = session::Entity::delete_many().filter(session::Column::MemberId.eq(of.0));
    if let Some(but) = but {
        delete = delete.filter(session::Column::Id.ne(but.0));
    }
    delete.exec(tx.conn()).await?;
    Ok(())
}
