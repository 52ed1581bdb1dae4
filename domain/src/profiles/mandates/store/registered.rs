//! The statements about who was registered by others.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::before;
use crate::db::{DbError, WriteTx};
use crate::id::{CommunityId, MemberId};

const REGISTERED: &str = "registered_members";

/// Somebody who was registered, as they are kept.
pub(crate) struct KeptRegistered {
    pub(crate) member: MemberId,
    pub(crate) community: CommunityId,
    pub(crate) phone: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) signed_on: NaiveDate,
    pub(crate) at: DateTime<Utc>,
}

fn registered() -> SelectStatement {
    let columns = ["member_id", "community_id", "phone", "note", "signed_on", "registered_at"];
    Query::select().columns(columns).from(REGISTERED).take()
}

fn read_registered(row: &QueryResult) -> Result<KeptRegistered, DbErr> {
    Ok(KeptRegistered {
        member: MemberId(row.try_get_by_index(0)?),
        community: CommunityId(row.try_get_by_index(1)?),
        phone: row.try_get_by_index(2)?,
        note: row.try_get_by_index(3)?,
        signed_on: row.try_get_by_index(4)?,
        at: row.try_get_by_index(5)?,
    })
}

/// Somebody is registered.
pub(crate) async fn register(
    tx: &WriteTx,
    it: &KeptRegistered,
    by: Option<MemberId>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(REGISTERED)
        .columns([
            "member_id",
            "community_id",
            "phone",
            "note",
            "signed_on",
            "registered_by",
            "registered_at",
        ])
        .values_panic([
            it.member.0.into(),
            it.community.0.into(),
            it.phone.clone().into(),
            it.note.clone().into(),
            it.signed_on.into(),
            by.map(|id| id.0).into(),
            it.at.into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Who was registered in a community, the latest first; after one of them, those before them.
pub(crate) async fn registered_in(
    db: &impl ConnectionTrait,
    community: CommunityId,
    (most, after): (u64, Option<&KeptRegistered>),
) -> Result<Vec<KeptRegistered>, DbError> {
    let mut query = registered();
    query
        .and_where(Expr::col("community_id").eq(community.0))
        .order_by("registered_at", Order::Desc)
        .order_by("member_id", Order::Desc)
        .limit(most);
    if let Some(it) = after {
        query.and_where(before(["registered_at", "member_id"], (it.at, it.member.0)));
    }
    let rows: Result<_, DbErr> = db.query_all(&query).await?.iter().map(read_registered).collect();
    Ok(rows?)
}

/// Somebody who was registered.
pub(crate) async fn registered_as(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Option<KeptRegistered>, DbError> {
    let query = registered().and_where(Expr::col("member_id").eq(member.0)).take();
    Ok(db.query_one(&query).await?.as_ref().map(read_registered).transpose()?)
}

/// Gives somebody who was registered a code; an earlier one holds no more.
pub(crate) async fn give_code(
    tx: &WriteTx,
    member: MemberId,
    (hash, ends_at): (String, DateTime<Utc>),
) -> Result<(), DbError> {
    let update = Query::update()
        .table(REGISTERED)
        .value("code_hash", hash)
        .value("code_ends_at", ends_at)
        .value("wanted_email_key", Option::<String>::None)
        .and_where(Expr::col("member_id").eq(member.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Nobody waits for a mail to an address any more.
pub(crate) async fn forget_wanted(tx: &WriteTx, email_key: &str) -> Result<(), DbError> {
    let update = Query::update()
        .table(REGISTERED)
        .value("wanted_email_key", Option::<String>::None)
        .and_where(Expr::col("wanted_email_key").eq(email_key))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Whether somebody has a code that holds.
pub(crate) async fn has_code(
    db: &impl ConnectionTrait,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let query = registered()
        .and_where(Expr::col("code_hash").eq(hash))
        .and_where(Expr::col("code_ends_at").gt(now))
        .take();
    Ok(db.query_one(&query).await?.is_some())
}

/// Who has a code waits for a mail to an address.
pub(crate) async fn want_email(
    tx: &WriteTx,
    (hash, email_key): (&str, &str),
) -> Result<(), DbError> {
    let update = Query::update()
        .table(REGISTERED)
        .value("wanted_email_key", email_key)
        .and_where(Expr::col("code_hash").eq(hash))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Who waits for a mail to an address.
pub(crate) async fn waits_for(
    db: &impl ConnectionTrait,
    email_key: &str,
    now: DateTime<Utc>,
) -> Result<Option<MemberId>, DbError> {
    let query = registered()
        .and_where(Expr::col("wanted_email_key").eq(email_key))
        .and_where(Expr::col("code_ends_at").gt(now))
        .take();
    Ok(db.query_one(&query).await?.as_ref().map(read_registered).transpose()?.map(|it| it.member))
}

/// Nobody has to know any more how somebody is reached: they have the address of their own for
/// which they wait. False where they wait for it no more.
pub(crate) async fn unregister(
    tx: &WriteTx,
    member: MemberId,
    (email_key, now): (&str, DateTime<Utc>),
) -> Result<bool, DbError> {
    let delete = Query::delete()
        .from_table(REGISTERED)
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("wanted_email_key").eq(email_key))
        .and_where(Expr::col("code_ends_at").gt(now))
        .take();
    Ok(tx.conn().execute(&delete).await?.rows_affected() == 1)
}

/// Takes codes away that hold no more, with the addresses that wait for them.
pub(crate) async fn tidy(tx: &WriteTx, now: DateTime<Utc>) -> Result<u64, DbError> {
    let update = Query::update()
        .table(REGISTERED)
        .value("code_hash", Option::<String>::None)
        .value("code_ends_at", Option::<DateTime<Utc>>::None)
        .value("wanted_email_key", Option::<String>::None)
        .and_where(Expr::col("code_ends_at").lte(now))
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected())
}
