//! The statements of asking owners whether their place is still right.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, DbErr};

use super::KIND;
use crate::db::{DbError, WriteTx};
use crate::id::{ListingId, MemberId};

const LINKS: &str = "still_right_links";

/// Owners of running places that have not changed since a time, who were not asked since another:
/// the longest unchanged first.
pub(super) async fn to_ask(
    db: &impl ConnectionTrait,
    (unchanged_since, asked_before): (DateTime<Utc>, DateTime<Utc>),
    most: u64,
) -> Result<Vec<(ListingId, MemberId)>, DbError> {
    let of_letter = |column: &'static str| Expr::col(("keeper_letters", column));
    let of_keeper = |column: &'static str| Expr::col(("listing_keepers", column));
    let of_listing = |column: &'static str| Expr::col(("listings", column));
    let query = Query::select()
        .columns([("listing_keepers", "listing_id"), ("listing_keepers", "member_id")])
        .from("listing_keepers")
        .inner_join("listings", of_listing("id").equals(("listing_keepers", "listing_id")))
        .left_join(
            "keeper_letters",
            of_letter("listing_id")
                .equals(("listing_keepers", "listing_id"))
                .and(of_letter("member_id").equals(("listing_keepers", "member_id")))
                .and(of_letter("kind").eq(KIND)),
        )
        .and_where(of_keeper("role").eq("owner"))
        .and_where(of_listing("state").eq("running"))
        .and_where(of_listing("updated_at").lt(unchanged_since))
        .and_where(of_letter("sent_at").is_null().or(of_letter("sent_at").lte(asked_before)))
        .order_by(("listings", "updated_at"), Order::Asc)
        .limit(most)
        .take();
    let rows = db.query_all(&query).await?;
    let read = |row: &sea_orm::QueryResult| {
        let (listing, member): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        Ok((ListingId(listing), MemberId(member)))
    };
    let found: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(found?)
}

/// A link that was mailed.
pub(super) async fn insert(
    tx: &WriteTx,
    hash: &str,
    (listing, member): (ListingId, MemberId),
    ends_at: DateTime<Utc>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(LINKS)
        .columns(["hash", "listing_id", "member_id", "ends_at"])
        .values_panic([hash.into(), listing.0.into(), member.0.into(), ends_at.into()]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Of which listing and of whom a link is that holds.
pub(super) async fn of_link(
    db: &impl ConnectionTrait,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<(ListingId, MemberId)>, DbError> {
    let query = Query::select()
        .columns(["listing_id", "member_id"])
        .from(LINKS)
        .and_where(Expr::col("hash").eq(hash))
        .and_where(Expr::col("ends_at").gt(now))
        .and_where(Expr::col("used_at").is_null())
        .take();
    let Some(row) = db.query_one(&query).await? else { return Ok(None) };
    let (listing, member): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    Ok(Some((ListingId(listing), MemberId(member))))
}

/// Uses a link up; answers whether nobody was faster.
pub(super) async fn use_up(tx: &WriteTx, hash: &str, now: DateTime<Utc>) -> Result<bool, DbError> {
    let update = Query::update()
        .table(LINKS)
        .value("used_at", now)
        .and_where(Expr::col("hash").eq(hash))
        .and_where(Expr::col("used_at").is_null())
        .and_where(Expr::col("ends_at").gt(now))
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected() > 0)
}

/// Takes away the links that hold no more.
pub(super) async fn tidy(tx: &WriteTx, now: DateTime<Utc>) -> Result<(), DbError> {
    let delete = Query::delete().from_table(LINKS).and_where(Expr::col("ends_at").lte(now)).take();
    tx.conn().execute(&delete).await?;
    Ok(())
}
