//! The statements about letters to people's homes.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::LETTERS;
use crate::attestations::model::{Home, Letter};
use crate::db::{DbError, WriteTx};
use crate::id::{CommunityId, MemberId};

/// A letter as it is kept.
pub(in crate::attestations) struct Kept {
    pub(in crate::attestations) member: MemberId,
    pub(in crate::attestations) letter: Letter,
    pub(in crate::attestations) home: Home,
    pub(in crate::attestations) code_hash: Option<String>,
    pub(in crate::attestations) tries: i32,
}

fn letters() -> SelectStatement {
    let columns = [
        "member_id",
        "community_id",
        "street",
        "house_number",
        "postcode",
        "city",
        "code_hash",
        "tries",
        "asked_at",
        "ends_at",
    ];
    Query::select().columns(columns).from(LETTERS).take()
}

fn read_letter(row: &QueryResult) -> Result<Kept, DbErr> {
    let code_hash: Option<String> = row.try_get_by_index(6)?;
    Ok(Kept {
        member: MemberId(row.try_get_by_index(0)?),
        letter: Letter {
            community: CommunityId(row.try_get_by_index(1)?),
            is_printed: code_hash.is_some(),
            asked_at: row.try_get_by_index(8)?,
            ends_at: row.try_get_by_index(9)?,
        },
        home: Home {
            street: row.try_get_by_index(2)?,
            house_number: row.try_get_by_index(3)?,
            postcode: row.try_get_by_index(4)?,
            city: row.try_get_by_index(5)?,
        },
        code_hash,
        tries: row.try_get_by_index(7)?,
    })
}

/// Asks for a letter; one that was asked for before is not sent any more.
pub(in crate::attestations) async fn ask_letter(
    tx: &WriteTx,
    member: MemberId,
    (it, home): (&Letter, &Home),
) -> Result<(), DbError> {
    drop_letter(tx, member).await?;
    let mut insert = Query::insert();
    insert
        .into_table(LETTERS)
        .columns([
            "member_id",
            "community_id",
            "street",
            "house_number",
            "postcode",
            "city",
            "tries",
            "asked_at",
            "ends_at",
        ])
        .values_panic([
            member.0.into(),
            it.community.0.into(),
            home.street.as_str().into(),
            home.house_number.as_str().into(),
            home.postcode.as_str().into(),
            home.city.as_str().into(),
            0.into(),
            it.asked_at.into(),
            it.ends_at.into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// The letter to somebody, if there is one that holds.
pub(in crate::attestations) async fn letter(
    db: &impl ConnectionTrait,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<Option<Kept>, DbError> {
    let query = letters()
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("ends_at").gt(now))
        .take();
    Ok(db.query_one(&query).await?.as_ref().map(read_letter).transpose()?)
}

/// The letters of a community that wait to be printed, the oldest first; but for the one to
/// somebody.
pub(in crate::attestations) async fn unprinted(
    db: &impl ConnectionTrait,
    of: CommunityId,
    but: (Option<MemberId>, DateTime<Utc>),
    most: u64,
) -> Result<Vec<Kept>, DbError> {
    let mut query = letters();
    query
        .cond_where(waits(of, but))
        .order_by("asked_at", Order::Asc)
        .order_by("member_id", Order::Asc)
        .limit(most);
    let all: Result<_, DbErr> = db.query_all(&query).await?.iter().map(read_letter).collect();
    Ok(all?)
}

/// How many those are.
pub(in crate::attestations) async fn count_unprinted(
    db: &impl ConnectionTrait,
    of: CommunityId,
    but: (Option<MemberId>, DateTime<Utc>),
) -> Result<u64, DbError> {
    let mut query = Query::select();
    query.expr(Expr::col("member_id").count()).from(LETTERS).cond_where(waits(of, but));
    let row = db.query_one(&query).await?;
    let count = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    Ok(count.unwrap_or(0).unsigned_abs())
}

fn waits(of: CommunityId, (but, now): (Option<MemberId>, DateTime<Utc>)) -> Cond {
    let waits = Cond::all()
        .add(Expr::col("community_id").eq(of.0))
        .add(Expr::col("ends_at").gt(now))
        .add(Expr::col("code_hash").is_null());
    match but {
        Some(but) => waits.add(Expr::col("member_id").ne(but.0)),
        None => waits,
    }
}

/// Gives a letter its code. False where it is there no more, or, where it is the first, somebody
/// printed it meanwhile.
pub(in crate::attestations) async fn print(
    tx: &WriteTx,
    member: MemberId,
    (hash, by, ends_at): (String, Option<MemberId>, DateTime<Utc>),
    is_first: bool,
) -> Result<bool, DbError> {
    let mut update = Query::update();
    update
        .table(LETTERS)
        .value("code_hash", hash)
        .value("printed_by", by.map(|id| id.0))
        .value("ends_at", ends_at)
        .value("tries", 0)
        .and_where(Expr::col("member_id").eq(member.0));
    if is_first {
        update.and_where(Expr::col("code_hash").is_null());
    }
    Ok(tx.conn().execute(&update).await?.rows_affected() == 1)
}

/// Counts a try.
pub(in crate::attestations) async fn miss(tx: &WriteTx, member: MemberId) -> Result<(), DbError> {
    let update = Query::update()
        .table(LETTERS)
        .value("tries", Expr::col("tries").add(1))
        .and_where(Expr::col("member_id").eq(member.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Takes a letter away, and the address with it. Answers whether there was one.
pub(in crate::attestations) async fn drop_letter(
    tx: &WriteTx,
    member: MemberId,
) -> Result<bool, DbError> {
    let delete =
        Query::delete().from_table(LETTERS).and_where(Expr::col("member_id").eq(member.0)).take();
    Ok(tx.conn().execute(&delete).await?.rows_affected() == 1)
}
