//! The statements of leases.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use crate::db::WriteTx;

const TABLE: &str = "leases";

/// One statement: the row is ours when it was ours, was nobody's, or has run out.
pub(super) async fn take(
    tx: &WriteTx,
    name: &str,
    holder: Uuid,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let of_row = |column: &'static str| Expr::col((TABLE, column));
    let free = Cond::any().add(of_row("holder").eq(holder)).add(of_row("until").lte(now));
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["name", "holder", "until"])
        .values_panic([name.into(), holder.into(), until.into()])
        .on_conflict(
            OnConflict::column("name")
                .update_columns(["holder", "until"])
                .action_cond_where(free)
                .to_owned(),
        );
    Ok(tx.conn().execute(&insert).await?.rows_affected() > 0)
}

pub(super) async fn give_back(tx: &WriteTx, name: &str, holder: Uuid) -> Result<(), DbErr> {
    let mut delete = Query::delete();
    delete
        .from_table(TABLE)
        .and_where(Expr::col("name").eq(name))
        .and_where(Expr::col("holder").eq(holder));
    tx.conn().execute(&delete).await?;
    Ok(())
}
