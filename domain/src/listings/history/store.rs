//! The statements of history.

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};

use super::model::Kept;
use crate::db::DbError;
use crate::id::ListingId;

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
