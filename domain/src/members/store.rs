//! Every SQL statement about members, their devices and their codes.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, OnConflict, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::entity::{mailed_code, member, profile, session, session_secret};
use super::model::{Email, Member, Profile, ProfileKind, Session, SessionKind, State};
use crate::db::WriteTx;
use crate::id::{MemberId, ProfileId, SessionId};
use crate::language::Language;

/// A member as they are kept, with what is not shown to anybody.
pub(crate) struct Kept {
    pub(crate) member: Member,
    pub(crate) password_hash: Option<String>,
}

fn kept(row: member::Model) -> Kept {
    let email = row.email.as_deref().and_then(|typed| Email::read(typed).ok());
    let member = Member {
        id: MemberId(row.id),
        name: row.name,
        email,
        email_confirmed_at: row.email_confirmed_at,
        has_password: row.password_hash.is_some(),
        language: Language::from_tag(&row.language).unwrap_or_default(),
        operator: row.operator,
        state: if row.state == "active" { State::Active } else { State::Frozen },
        epoch: row.epoch,
        created_at: row.created_at,
    };
    Kept { member, password_hash: row.password_hash }
}

/// The member with an id.
pub(crate) async fn by_id(db: &impl ConnectionTrait, id: MemberId) -> Result<Option<Kept>, DbErr> {
    Ok(member::Entity::find_by_id(id.0).one(db).await?.map(kept))
}

/// The member with an address.
pub(crate) async fn by_email(
    db: &impl ConnectionTrait,
    email: &Email,
) -> Result<Option<Kept>, DbErr> {
    let found = member::Entity::find().filter(member::Column::EmailKey.eq(email.key()));
    Ok(found.one(db).await?.map(kept))
}

/// A new member.
pub(crate) async fn insert(
    tx: &WriteTx,
    member: &Member,
    password_hash: Option<String>,
) -> Result<(), DbErr> {
    let row = member::Model {
        id: member.id.0,
        name: member.name.clone(),
        email: member.email.as_ref().map(|email| email.as_typed().to_owned()),
        email_key: member.email.as_ref().map(|email| email.key().to_owned()),
        email_confirmed_at: member.email_confirmed_at,
        password_hash,
        language: member.language.code().to_owned(),
        operator: member.operator,
        state: "active".to_owned(),
        epoch: member.epoch,
        created_at: member.created_at,
        updated_at: member.created_at,
    };
    row.into_active_model().insert(tx.conn()).await?;
    Ok(())
}

/// Changes columns of a member.
pub(crate) async fn update(
    tx: &WriteTx,
    id: MemberId,
    now: DateTime<Utc>,
    change: impl FnOnce(&mut member::ActiveModel),
) -> Result<(), DbErr> {
    use sea_orm::ActiveValue::{Set, Unchanged};
    let mut row =
        member::ActiveModel { id: Unchanged(id.0), updated_at: Set(now), ..Default::default() };
    change(&mut row);
    ActiveModelTrait::update(row, tx.conn()).await?;
    Ok(())
}

/// Every token that was given out to a member holds no more.
pub(crate) async fn raise_epoch(
    tx: &WriteTx,
    id: MemberId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    member::Entity::update_many()
        .col_expr(member::Column::Epoch, Expr::col(member::Column::Epoch).add(1))
        .col_expr(member::Column::UpdatedAt, Expr::value(now))
        .filter(member::Column::Id.eq(id.0))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The profile as a person has the member's name.
pub(crate) async fn rename_person(tx: &WriteTx, of: MemberId, name: &str) -> Result<(), DbErr> {
    let mut mine = Query::select();
    mine.column("profile_id").from("profile_members").and_where(Expr::col("member_id").eq(of.0));
    profile::Entity::update_many()
        .col_expr(profile::Column::Name, Expr::value(name))
        .filter(profile::Column::Kind.eq(ProfileKind::Person.key()))
        .filter(profile::Column::Id.in_subquery(mine))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Forgets the codes that were mailed to an address.
pub(crate) async fn forget_codes_to(tx: &WriteTx, email: &Email) -> Result<(), DbErr> {
    mailed_code::Entity::delete_many()
        .filter(mailed_code::Column::EmailKey.eq(email.key()))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Forgets a member: what is theirs goes with them.
pub(crate) async fn delete(tx: &WriteTx, id: MemberId) -> Result<(), DbErr> {
    // A profile that others share stays theirs.
    let mut mine = Query::select();
    mine.column("profile_id").from("profile_members").and_where(Expr::col("member_id").eq(id.0));
    let mut others = Query::select();
    others.column("profile_id").from("profile_members").and_where(Expr::col("member_id").ne(id.0));
    let delete = Query::delete()
        .from_table("profiles")
        .and_where(Expr::col("id").in_subquery(mine))
        .and_where(Expr::col("id").not_in_subquery(others))
        .take();
    tx.conn().execute(&delete).await?;
    member::Entity::delete_by_id(id.0).exec(tx.conn()).await?;
    Ok(())
}

/// A new profile of a member.
pub(crate) async fn insert_profile(
    tx: &WriteTx,
    of: MemberId,
    profile: &Profile,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = profile::Model {
        id: profile.id.0,
        kind: profile.kind.key().to_owned(),
        name: profile.name.clone(),
        handle: profile.handle.clone(),
        created_at: now,
    };
    row.into_active_model().insert(tx.conn()).await?;
    let mut belongs = Query::insert();
    belongs
        .into_table("profile_members")
        .columns(["profile_id", "member_id"])
        .values_panic([profile.id.0.into(), of.0.into()]);
    tx.conn().execute(&belongs).await?;
    Ok(())
}

/// Which handles that begin so are taken.
pub(crate) async fn handles_like(
    db: &impl ConnectionTrait,
    begin: &str,
) -> Result<Vec<String>, DbErr> {
    profile::Entity::find()
        .select_only()
        .column(profile::Column::Handle)
        // A handle is small letters, digits and dashes, so nothing in it is a wildcard.
        .filter(profile::Column::Handle.starts_with(begin))
        .into_tuple()
        .all(db)
        .await
}

/// The profiles of a member, the oldest first.
pub(crate) async fn profiles(
    db: &impl ConnectionTrait,
    of: MemberId,
) -> Result<Vec<Profile>, DbErr> {
    let mut mine = Query::select();
    mine.column("profile_id").from("profile_members").and_where(Expr::col("member_id").eq(of.0));
    let rows = profile::Entity::find()
        .filter(profile::Column::Id.in_subquery(mine))
        .order_by_asc(profile::Column::CreatedAt)
        .order_by_asc(profile::Column::Id)
        .all(db)
        .await?;
    let kind = |key: &str| ProfileKind::ALL.into_iter().find(|kind| kind.key() == key);
    let read = |row: profile::Model| Profile {
        id: ProfileId(row.id),
        kind: kind(&row.kind).unwrap_or(ProfileKind::Person),
        name: row.name,
        handle: row.handle,
    };
    Ok(rows.into_iter().map(read).collect())
}

fn session_of(row: session::Model) -> Session {
    Session {
        id: SessionId(row.id),
        kind: if row.kind == "page" { SessionKind::Page } else { SessionKind::Api },
        device: row.device,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
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
    };
    row.into_active_model().insert(tx.conn()).await?;
    Ok(())
}

/// A new secret of a session.
pub(crate) async fn insert_secret(
    tx: &WriteTx,
    session: SessionId,
    hash: String,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = session_secret::Model { hash, session_id: session.0, created_at: now, used_at: None };
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

/// Marks a refresh token as exchanged; false when somebody was faster.
pub(crate) async fn use_secret(
    tx: &WriteTx,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let done = session_secret::Entity::update_many()
        .col_expr(session_secret::Column::UsedAt, Expr::value(now))
        .filter(session_secret::Column::Hash.eq(hash))
        .filter(session_secret::Column::UsedAt.is_null())
        .exec(tx.conn())
        .await?;
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

/// A code that was mailed.
pub(crate) async fn insert_code(tx: &WriteTx, code: mailed_code::Model) -> Result<(), DbErr> {
    code.into_active_model().insert(tx.conn()).await?;
    Ok(())
}

/// The codes mailed to an address that may still be right.
pub(crate) async fn codes_to(
    db: &impl ConnectionTrait,
    email_key: &str,
    purpose: &str,
    tries_max: i32,
    now: DateTime<Utc>,
) -> Result<Vec<mailed_code::Model>, DbErr> {
    mailed_code::Entity::find()
        .filter(mailed_code::Column::EmailKey.eq(email_key))
        .filter(mailed_code::Column::Purpose.eq(purpose))
        .filter(mailed_code::Column::EndsAt.gt(now))
        .filter(mailed_code::Column::Tries.lt(tries_max))
        .order_by_desc(mailed_code::Column::CreatedAt)
        .all(db)
        .await
}

/// The code of a link.
pub(crate) async fn code_of_link(
    db: &impl ConnectionTrait,
    link_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<mailed_code::Model>, DbErr> {
    mailed_code::Entity::find()
        .filter(mailed_code::Column::LinkHash.eq(link_hash))
        .filter(mailed_code::Column::EndsAt.gt(now))
        .one(db)
        .await
}

/// Counts a wrong try against codes.
pub(crate) async fn miss_codes(tx: &WriteTx, ids: Vec<Uuid>) -> Result<(), DbErr> {
    mailed_code::Entity::update_many()
        .col_expr(mailed_code::Column::Tries, Expr::col(mailed_code::Column::Tries).add(1))
        .filter(mailed_code::Column::Id.is_in(ids))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Uses a code up, with all others that were mailed there for the same; false when somebody was
/// faster.
pub(crate) async fn use_code(tx: &WriteTx, code: &mailed_code::Model) -> Result<bool, DbErr> {
    let done = mailed_code::Entity::delete_by_id(code.id).exec(tx.conn()).await?;
    mailed_code::Entity::delete_many()
        .filter(mailed_code::Column::EmailKey.eq(&code.email_key))
        .filter(mailed_code::Column::Purpose.eq(&code.purpose))
        .exec(tx.conn())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Counts a try: how many there were since when, this one included. After `length` it begins
/// anew.
pub(crate) async fn count_attempt(
    tx: &WriteTx,
    key: &str,
    now: DateTime<Utc>,
    length: TimeDelta,
) -> Result<(i32, DateTime<Utc>), DbErr> {
    let old = || Expr::col(("attempts", "since")).lte(now - length);
    let tries =
        CaseStatement::new().case(old(), 1).finally(Expr::col(("attempts", "tries")).add(1));
    let since = CaseStatement::new().case(old(), now).finally(Expr::col(("attempts", "since")));
    let mut insert = Query::insert();
    insert
        .into_table("attempts")
        .columns(["key", "tries", "since"])
        .values_panic([key.into(), 1.into(), now.into()])
        .on_conflict(
            OnConflict::column("key").value("tries", tries).value("since", since).to_owned(),
        )
        .returning(Query::returning().columns(["tries", "since"]));
    let row = tx.conn().query_one(&insert).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("attempts".to_owned()))?;
    Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))
}

/// Forgets tries.
pub(crate) async fn forget_attempts(tx: &WriteTx, key: &str) -> Result<(), DbErr> {
    let delete = Query::delete().from_table("attempts").and_where(Expr::col("key").eq(key)).take();
    tx.conn().execute(&delete).await?;
    Ok(())
}

/// Takes away what has ended: sessions, codes, tries.
pub(crate) async fn tidy(tx: &WriteTx, now: DateTime<Utc>, kept: TimeDelta) -> Result<u64, DbErr> {
    let sessions = session::Entity::delete_many()
        .filter(session::Column::EndsAt.lte(now))
        .exec(tx.conn())
        .await?;
    let codes = mailed_code::Entity::delete_many()
        .filter(mailed_code::Column::EndsAt.lte(now))
        .exec(tx.conn())
        .await?;
    let old =
        Query::delete().from_table("attempts").and_where(Expr::col("since").lte(now - kept)).take();
    let tries = tx.conn().execute(&old).await?;
    Ok(sessions.rows_affected + codes.rows_affected + tries.rows_affected())
}
