//! The statements of a house that begins.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ConnectionTrait, DbErr};

use crate::db::{DbError, WriteTx};

const CODES: &str = "setup_codes";

/// Whether there is no listing, no community, nobody who runs it, and it was not begun before.
pub(super) async fn is_empty(db: &impl ConnectionTrait) -> Result<bool, DbError> {
    let any = |table: &'static str| Query::select().expr(Expr::val(1)).from(table).limit(1).take();
    let operators = any("members").and_where(Expr::col("operator").eq(true)).take();
    for query in [any("founding"), any("communities"), any("listings"), operators] {
        if db.query_one(&query).await?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Keeps a code, and of those before it the newest.
pub(super) async fn put_code(
    tx: &WriteTx,
    code_hash: &str,
    now: DateTime<Utc>,
    most: u64,
) -> Result<(), DbError> {
    let mut newest = Query::select();
    newest.column("code_hash").from(CODES).order_by("made_at", Order::Desc).limit(most - 1);
    let rows = tx.conn().query_all(&newest).await?;
    let kept: Result<Vec<String>, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    let mut delete = Query::delete();
    delete.from_table(CODES).and_where(Expr::col("code_hash").is_not_in(kept?));
    tx.conn().execute(&delete).await?;
    let mut insert = Query::insert();
    insert
        .into_table(CODES)
        .columns(["code_hash", "made_at"])
        .values_panic([code_hash.into(), now.into()]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Whether a code holds.
pub(super) async fn has_code(db: &impl ConnectionTrait, code_hash: &str) -> Result<bool, DbError> {
    let mut query = Query::select();
    query.column("made_at").from(CODES).and_where(Expr::col("code_hash").eq(code_hash));
    Ok(db.query_one(&query).await?.is_some())
}

/// No code holds any more.
pub(super) async fn forget_codes(tx: &WriteTx) -> Result<(), DbError> {
    tx.conn().execute(Query::delete().from_table(CODES)).await?;
    Ok(())
}

/// Marks the house as begun; false when somebody was faster.
pub(super) async fn begin(tx: &WriteTx, now: DateTime<Utc>) -> Result<bool, DbError> {
    let mut insert = Query::insert();
    insert
        .into_table("founding")
        .columns(["id", "at"])
        .values_panic([1.into(), now.into()])
        .on_conflict(OnConflict::column("id").do_nothing().to_owned());
    Ok(tx.conn().execute(&insert).await?.rows_affected() == 1)
}
