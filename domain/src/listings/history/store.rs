//! The statements of history.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::model::Kept;
use crate::db::{DbError, WriteTx};
use crate::id::{ListingId, MemberId};

fn revisions(of: ListingId) -> SelectStatement {
    Query::select()
        .columns(["at", "changed", "body"])
        .from("listing_revisions")
        .and_where(Expr::col("listing_id").eq(of.0))
        .order_by("revision", Order::Desc)
        .take()
}

fn read(row: &QueryResult) -> Result<Kept, DbError> {
    let (changed, body): (String, String) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    Ok(Kept {
        at: row.try_get_by_index(0)?,
        groups: serde_json::from_str(&changed)?,
        listing: serde_json::from_str(&body)?,
    })
}

/// Revisions before one, or all, the latest first.
pub(super) async fn before(
    db: &impl ConnectionTrait,
    of: ListingId,
    revision: Option<i32>,
    most: u64,
) -> Result<Vec<Kept>, DbError> {
    let mut query = revisions(of).limit(most).take();
    if let Some(revision) = revision {
        query.and_where(Expr::col("revision").lt(revision));
    }
    db.query_all(&query).await?.iter().map(read).collect()
}

/// One revision.
pub(super) async fn one(
    db: &impl ConnectionTrait,
    of: ListingId,
    revision: i32,
) -> Result<Option<Kept>, DbError> {
    let query = revisions(of).and_where(Expr::col("revision").eq(revision)).take();
    db.query_one(&query).await?.as_ref().map(read).transpose()
}

/// A revision put a listing back as it was at another.
pub(super) async fn note_revert(
    tx: &WriteTx,
    (listing, revision, to): (ListingId, i32, i32),
    (by, at, reason): (Option<MemberId>, DateTime<Utc>, Option<&str>),
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table("listing_reverts")
        .columns(["listing_id", "revision", "back_to", "reverted_by", "reverted_at", "reason"])
        .values_panic([
            listing.0.into(),
            revision.into(),
            to.into(),
            by.map(|by| by.0).into(),
            at.into(),
            reason.map(str::to_owned).into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// The members who wrote what stands between two revisions, the latest to write first.
pub(super) async fn writers(
    db: &impl ConnectionTrait,
    of: ListingId,
    (after, before): (i32, i32),
) -> Result<Vec<MemberId>, DbError> {
    let query = Query::select()
        .column("actor")
        .from("listing_revisions")
        .and_where(Expr::col("listing_id").eq(of.0))
        .and_where(Expr::col("revision").gt(after))
        .and_where(Expr::col("revision").lt(before))
        .group_by_col("actor")
        .order_by_expr(Expr::cust("max(revision)"), Order::Desc)
        .take();
    let rows = db.query_all(&query).await?;
    let names: Result<Vec<String>, DbErr> = rows.iter().map(|it| it.try_get_by_index(0)).collect();
    // Sources and the house write as well.
    Ok(names?.iter().filter_map(|it| MemberId::parse(it).ok()).collect())
}
