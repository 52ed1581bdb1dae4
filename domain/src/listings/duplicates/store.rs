//! The statements about places that look alike.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryResult, QuerySelect,
};

use super::pairs::Pair;
use crate::db::{DbError, WriteTx};
use crate::id::{ListingId, MemberId, PairId};
use crate::imports::entity::{dataset_record, source_record};

/// The listings of the records that a data set holds.
pub(super) async fn listings_in(
    db: &impl ConnectionTrait,
    dataset: &str,
) -> Result<HashSet<ListingId>, DbError> {
    let held = Query::select()
        .column(dataset_record::Column::RecordKey)
        .from(dataset_record::Entity)
        .and_where(dataset_record::Column::Dataset.eq(dataset))
        .take();
    let ids: Vec<Uuid> = source_record::Entity::find()
        .select_only()
        .column(source_record::Column::ListingId)
        .filter(source_record::Column::Key.in_subquery(held))
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(ListingId).collect())
}

const PAIRS: &str = "duplicate_pairs";

/// All pairs that wait.
pub(super) async fn pairs(
    db: &impl ConnectionTrait,
) -> Result<Vec<(PairId, (ListingId, ListingId))>, DbError> {
    let query = Query::select()
        .columns(["id", "one_id", "other_id"])
        .from(PAIRS)
        .and_where(Expr::col("state").eq("open"))
        .take();
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| {
        let id = PairId(row.try_get_by_index(0)?);
        let (one, other): (Uuid, Uuid) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        Ok((id, (ListingId(one), ListingId(other))))
    };
    let pairs: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(pairs?)
}

/// Those of some pairs that wait.
pub(crate) async fn some(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Pair>, DbError> {
    let query = Query::select()
        .columns(["id", "one_id", "other_id", "reasons", "found_at"])
        .from(PAIRS)
        .and_where(Expr::col("id").is_in(ids))
        .and_where(Expr::col("state").eq("open"))
        .take();
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| -> Result<Pair, DbError> {
        let reasons: String = row.try_get_by_index(3)?;
        Ok(Pair {
            id: PairId(row.try_get_by_index(0)?),
            one: ListingId(row.try_get_by_index(1)?),
            other: ListingId(row.try_get_by_index(2)?),
            reasons: serde_json::from_str(&reasons)?,
            since: row.try_get_by_index(4)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Keeps pairs, but for those that are known; answers how many.
pub(super) async fn keep(tx: &WriteTx, pairs: &[Pair]) -> Result<u64, DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(PAIRS)
        .columns(["id", "one_id", "other_id", "reasons", "state", "found_at"])
        .on_conflict(OnConflict::columns(["one_id", "other_id"]).do_nothing().to_owned());
    for it in pairs {
        insert.values_panic([
            it.id.0.into(),
            it.one.0.into(),
            it.other.0.into(),
            serde_json::to_string(&it.reasons)?.into(),
            "open".into(),
            it.since.into(),
        ]);
    }
    Ok(tx.conn().execute(&insert).await?.rows_affected())
}

/// These look alike no more, unless somebody has said so already.
pub(super) async fn forget(tx: &WriteTx, ids: &[PairId]) -> Result<(), DbError> {
    let delete = Query::delete()
        .from_table(PAIRS)
        .and_where(Expr::col("id").is_in(ids.iter().map(|id| id.0)))
        .and_where(Expr::col("state").eq("open"))
        .take();
    tx.conn().execute(&delete).await?;
    Ok(())
}

/// They are two; answers whether it waited.
pub(super) async fn part(
    tx: &WriteTx,
    id: PairId,
    by: Option<MemberId>,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let update = Query::update()
        .table(PAIRS)
        .value("state", "unlike")
        .value("decided_at", now)
        .value("decided_by", by.map(|by| by.0))
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("state").eq("open"))
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected() > 0)
}
