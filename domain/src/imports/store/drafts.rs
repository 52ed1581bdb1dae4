//! The statements of tables that wait to be published.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::db::{DbError, WriteTx};
use crate::id::{CommunityId, MemberId, TableId};
use crate::imports::tables::model::Draft;

const TABLE: &str = "table_drafts";
const COLUMNS: [&str; 10] = [
    "id",
    "community_id",
    "member_id",
    "dataset",
    "publisher",
    "licence",
    "columns",
    "content",
    "created_at",
    "ends_at",
];

/// Keeps a table, instead of the one that its bringer brought to that community before.
pub(crate) async fn put(tx: &WriteTx, draft: &Draft) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert.into_table(TABLE).columns(COLUMNS).values_panic([
        draft.id.0.into(),
        draft.community.0.into(),
        draft.member.0.into(),
        draft.dataset.as_str().into(),
        draft.publisher.as_str().into(),
        draft.licence.as_str().into(),
        serde_json::to_string(&draft.columns)?.into(),
        draft.content.as_str().into(),
        draft.created_at.into(),
        draft.ends_at.into(),
    ]);
    let instead = OnConflict::columns(["community_id", "member_id"])
        .update_columns(
            COLUMNS.into_iter().filter(|it| !matches!(*it, "community_id" | "member_id")),
        )
        .to_owned();
    tx.conn().execute(insert.on_conflict(instead)).await?;
    Ok(())
}

/// A table that still waits.
pub(crate) async fn by_id(
    db: &impl ConnectionTrait,
    id: TableId,
    now: DateTime<Utc>,
) -> Result<Option<Draft>, DbError> {
    let query = Query::select()
        .columns(COLUMNS)
        .from(TABLE)
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("ends_at").gt(now))
        .take();
    db.query_one(&query).await?.as_ref().map(read).transpose()
}

/// The tables of a member that still wait, the latest first.
pub(crate) async fn by(
    db: &impl ConnectionTrait,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<Vec<Draft>, DbError> {
    let query = Query::select()
        .columns(COLUMNS)
        .from(TABLE)
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("ends_at").gt(now))
        .order_by("id", Order::Desc)
        .take();
    db.query_all(&query).await?.iter().map(read).collect()
}

fn read(row: &QueryResult) -> Result<Draft, DbError> {
    let columns: String = row.try_get_by_index(6)?;
    Ok(Draft {
        id: TableId(row.try_get_by_index::<Uuid>(0)?),
        community: CommunityId(row.try_get_by_index(1)?),
        member: MemberId(row.try_get_by_index(2)?),
        dataset: row.try_get_by_index(3)?,
        publisher: row.try_get_by_index(4)?,
        licence: row.try_get_by_index(5)?,
        columns: serde_json::from_str(&columns)?,
        content: row.try_get_by_index(7)?,
        created_at: row.try_get_by_index(8)?,
        ends_at: row.try_get_by_index(9)?,
    })
}

/// What was said of its columns.
pub(crate) async fn set_columns(
    tx: &WriteTx,
    id: TableId,
    columns: &BTreeMap<String, String>,
) -> Result<(), DbError> {
    let update = Query::update()
        .table(TABLE)
        .value("columns", serde_json::to_string(columns)?)
        .and_where(Expr::col("id").eq(id.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// It waits no more.
pub(crate) async fn delete(tx: &WriteTx, id: TableId) -> Result<(), DbError> {
    let delete = Query::delete().from_table(TABLE).and_where(Expr::col("id").eq(id.0)).take();
    tx.conn().execute(&delete).await?;
    Ok(())
}

/// Takes away what waited too long; answers how many.
pub(crate) async fn purge(tx: &WriteTx, now: DateTime<Utc>) -> Result<u64, DbError> {
    let delete = Query::delete().from_table(TABLE).and_where(Expr::col("ends_at").lte(now)).take();
    Ok(tx.conn().execute(&delete).await?.rows_affected())
}
