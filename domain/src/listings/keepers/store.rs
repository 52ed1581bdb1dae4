//! The statements about who keeps a listing.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ConnectionTrait, DbErr};

use super::Keeper;
use crate::db::{DbError, WriteTx};
use crate::id::{ListingId, MemberId};

const TABLE: &str = "listing_keepers";
const REVISIONS: &str = "listing_revisions";
/// Who stands in the history in place of who has left.
const SOMEBODY: &str = "member";

/// What a member is to a listing.
pub(crate) async fn role(
    db: &impl ConnectionTrait,
    listing: ListingId,
    member: MemberId,
) -> Result<Keeper, DbError> {
    let mut query = Query::select();
    query
        .column("role")
        .from(TABLE)
        .and_where(Expr::col("listing_id").eq(listing.0))
        .and_where(Expr::col("member_id").eq(member.0));
    let row = db.query_one(&query).await?;
    let role = row.map(|row| row.try_get_by_index::<String>(0)).transpose()?;
    Ok(role.map_or(Keeper::Nobody, |role| Keeper::from_key(&role)))
}

/// Whose a listing is.
pub(crate) async fn owner(
    db: &impl ConnectionTrait,
    listing: ListingId,
) -> Result<Option<MemberId>, DbError> {
    let mut query = Query::select();
    query
        .column("member_id")
        .from(TABLE)
        .and_where(Expr::col("listing_id").eq(listing.0))
        .and_where(Expr::col("role").eq(Keeper::Owner.key()));
    let row = db.query_one(&query).await?;
    let id = row.map(|row| row.try_get_by_index::<Uuid>(0)).transpose()?;
    Ok(id.map(MemberId))
}

/// Nobody keeps a listing any more.
pub(crate) async fn clear(tx: &WriteTx, listing: ListingId) -> Result<(), DbError> {
    let mut delete = Query::delete();
    delete.from_table(TABLE).and_where(Expr::col("listing_id").eq(listing.0));
    tx.conn().execute(&delete).await?;
    Ok(())
}

/// What a member keeps, the latest first.
pub(crate) async fn kept_by(
    db: &impl ConnectionTrait,
    member: MemberId,
    most: u64,
) -> Result<Vec<(ListingId, Keeper)>, DbError> {
    let mut query = Query::select();
    query
        .columns(["listing_id", "role"])
        .from(TABLE)
        .and_where(Expr::col("member_id").eq(member.0))
        .order_by("since", Order::Desc)
        .order_by("listing_id", Order::Desc)
        .limit(most);
    let rows = db.query_all(&query).await?;
    let read = |row: &sea_orm::QueryResult| {
        let role: String = row.try_get_by_index(1)?;
        Ok((ListingId(row.try_get_by_index::<Uuid>(0)?), Keeper::from_key(&role)))
    };
    let kept: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(kept?)
}

/// Makes a member what they are to a listing from now on.
pub(crate) async fn put(
    tx: &WriteTx,
    listing: ListingId,
    member: MemberId,
    keeper: Keeper,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    if keeper == Keeper::Nobody {
        let mut delete = Query::delete();
        delete
            .from_table(TABLE)
            .and_where(Expr::col("listing_id").eq(listing.0))
            .and_where(Expr::col("member_id").eq(member.0));
        tx.conn().execute(&delete).await?;
        return Ok(());
    }
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["listing_id", "member_id", "role", "since"])
        .values_panic([listing.0.into(), member.0.into(), keeper.key().into(), now.into()])
        .on_conflict(
            OnConflict::columns(["listing_id", "member_id"])
                .update_columns(["role", "since"])
                .to_owned(),
        );
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// What a member changed: which listing, to which revision, when; the latest first.
pub(super) async fn edits_by(
    db: &impl ConnectionTrait,
    member: MemberId,
    most: u64,
) -> Result<Vec<(ListingId, i32, DateTime<Utc>)>, DbError> {
    let mut query = Query::select();
    query
        .columns(["listing_id", "revision", "at"])
        .from(REVISIONS)
        .and_where(is_by(member))
        .order_by("at", Order::Desc)
        .order_by("listing_id", Order::Desc)
        .limit(most);
    let rows = db.query_all(&query).await?;
    let read = |row: &sea_orm::QueryResult| {
        let id = ListingId(row.try_get_by_index::<Uuid>(0)?);
        Ok((id, row.try_get_by_index(1)?, row.try_get_by_index(2)?))
    };
    let edits: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(edits?)
}

/// What a member changed was changed by some member.
pub(crate) async fn forget_editor(tx: &WriteTx, member: MemberId) -> Result<(), DbError> {
    let update =
        Query::update().table(REVISIONS).value("actor", SOMEBODY).and_where(is_by(member)).take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// By whom a revision is, in the words of the index that leaves out the house.
fn is_by(member: MemberId) -> Expr {
    let named = Expr::col("actor").eq(member.to_string());
    named.and(Expr::cust("actor <> 'operator'"))
}
