//! The statements of signing keys.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, DbErr};

use crate::db::WriteTx;
use crate::members::signing_keys::SigningKey;

const TABLE: &str = "signing_keys";
const COLUMNS: [&str; 5] = ["kid", "public_key", "sealed_key", "created_at", "retired_at"];

/// The keys that sign, or were retired after a time: what signs first, then the newest.
pub(crate) async fn believed_keys(
    db: &impl ConnectionTrait,
    since: DateTime<Utc>,
) -> Result<Vec<SigningKey>, DbErr> {
    let believed = Expr::col("retired_at").is_null().or(Expr::col("retired_at").gt(since));
    let mut query = Query::select();
    query
        .columns(COLUMNS)
        .from(TABLE)
        .and_where(believed)
        .order_by_expr(Expr::col("retired_at").is_null(), Order::Desc)
        .order_by("created_at", Order::Desc)
        .order_by("kid", Order::Desc);
    let rows = db.query_all(&query).await?;
    let read = |row: &sea_orm::QueryResult| {
        Ok(SigningKey {
            kid: row.try_get_by_index(0)?,
            public_key: row.try_get_by_index(1)?,
            sealed_key: row.try_get_by_index(2)?,
            created_at: row.try_get_by_index(3)?,
            retired_at: row.try_get_by_index(4)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Every key signs nothing any more.
pub(crate) async fn retire_keys(tx: &WriteTx, now: DateTime<Utc>) -> Result<(), DbErr> {
    let retire = Query::update()
        .table(TABLE)
        .value("retired_at", now)
        .and_where(Expr::col("retired_at").is_null())
        .take();
    tx.conn().execute(&retire).await?;
    Ok(())
}

/// A key that signs from now on.
pub(crate) async fn insert_key(
    tx: &WriteTx,
    key: &SigningKey,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let mut insert = Query::insert();
    insert.into_table(TABLE).columns(COLUMNS).values_panic([
        key.kid.as_str().into(),
        key.public_key.as_str().into(),
        key.sealed_key.as_str().into(),
        now.into(),
        None::<DateTime<Utc>>.into(),
    ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}
