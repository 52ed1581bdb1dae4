//! Every SQL statement about members; those about their devices and codes stand beside it.

mod codes;
mod demo;
mod freezes;
mod keys;
mod names;
mod sessions;

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect,
};

pub(crate) use self::codes::*;
pub(crate) use self::demo::*;
pub(crate) use self::freezes::*;
pub(crate) use self::keys::*;
pub(crate) use self::names::*;
pub(crate) use self::sessions::*;
use super::entity::{mailed_code, member, session};
use super::model::{Email, Member, State};
use crate::db::{WriteTx, padded};
use crate::id::MemberId;
use crate::language::Language;
use crate::text::fold;

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

/// The members with some ids.
pub(crate) async fn by_ids(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = MemberId>,
) -> Result<HashMap<MemberId, Member>, DbErr> {
    let ids = padded(ids.into_iter().map(|it| it.0));
    let found = member::Entity::find().filter(member::Column::Id.is_in(ids)).all(db).await?;
    Ok(found.into_iter().map(|it| (MemberId(it.id), kept(it).member)).collect())
}

/// The member with an id, as they are until the transaction ends.
pub(crate) async fn lock(tx: &WriteTx, id: MemberId) -> Result<Option<Kept>, DbErr> {
    Ok(member::Entity::find_by_id(id.0).lock_exclusive().one(tx.conn()).await?.map(kept))
}

/// The member with an address, as they are until the transaction ends.
pub(crate) async fn lock_by_email(tx: &WriteTx, email: &Email) -> Result<Option<Kept>, DbErr> {
    let found = member::Entity::find().filter(member::Column::EmailKey.eq(email.key()));
    Ok(found.lock_exclusive().one(tx.conn()).await?.map(kept))
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
        name_key: Some(fold(&member.name)),
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
