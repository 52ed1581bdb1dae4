//! The statements about what sources say since.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::model::Pending;
use crate::db::{DbError, WriteTx};
use crate::id::{DifferenceId, ListingId, MemberId};
use crate::listings::history::Field;

const TABLE: &str = "listing_differences";
const COLUMNS: [&str; 6] = ["id", "listing_id", "field", "theirs", "source", "created_at"];

fn read(row: &QueryResult) -> Result<Pending, DbError> {
    let (field, theirs): (String, String) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
    let unknown = || DbErr::Type(format!("no listing has this field: {field}"));
    Ok(Pending {
        id: DifferenceId(row.try_get_by_index(0)?),
        listing: ListingId(row.try_get_by_index(1)?),
        field: Field::from_key(&field).ok_or_else(unknown)?,
        theirs: serde_json::from_str(&theirs)?,
        source: row.try_get_by_index(4)?,
        since: row.try_get_by_index(5)?,
    })
}

/// Those of some differences that wait.
pub(crate) async fn some(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Pending>, DbError> {
    let query = Query::select()
        .columns(COLUMNS)
        .from(TABLE)
        .and_where(Expr::col("id").is_in(ids))
        .and_where(Expr::col("state").eq("open"))
        .take();
    db.query_all(&query).await?.iter().map(read).collect()
}

/// A difference, if it waits.
pub(super) async fn open(
    db: &impl ConnectionTrait,
    id: DifferenceId,
) -> Result<Option<Pending>, DbError> {
    Ok(some(db, [id.0]).await?.pop())
}

/// Asks about a field, once more if it was refused before.
pub(super) async fn ask(tx: &WriteTx, it: &Pending) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["id", "listing_id", "field", "theirs", "source", "created_at", "state"])
        .values_panic([
            it.id.0.into(),
            it.listing.0.into(),
            it.field.key().into(),
            serde_json::to_string(&it.theirs)?.into(),
            it.source.clone().into(),
            it.since.into(),
            "open".into(),
        ])
        .on_conflict(
            OnConflict::columns(["listing_id", "field"])
                .update_columns(["theirs", "source", "created_at", "state"])
                .value("decided_at", None::<DateTime<Utc>>)
                .value("decided_by", None::<Uuid>)
                .to_owned(),
        );
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// There is nothing to ask about some fields of a listing any more.
pub(super) async fn settle(
    tx: &WriteTx,
    listing: ListingId,
    fields: &[Field],
) -> Result<(), DbError> {
    if fields.is_empty() {
        return Ok(());
    }
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("listing_id").eq(listing.0))
        .and_where(Expr::col("field").is_in(fields.iter().map(|it| it.key())))
        .take();
    tx.conn().execute(&delete).await?;
    Ok(())
}

/// Refuses what waits; answers whether it did.
pub(super) async fn refuse(
    tx: &WriteTx,
    id: DifferenceId,
    by: Option<MemberId>,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let update = Query::update()
        .table(TABLE)
        .value("state", "refused")
        .value("decided_at", now)
        .value("decided_by", by.map(|by| by.0))
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("state").eq("open"))
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected() > 0)
}
