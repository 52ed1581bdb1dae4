//! The statements of jobs.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, Order, Query};
use sea_orm::{ConnectionTrait, DbErr};

use crate::db::{Backend, WriteTx};

const TABLE: &str = "jobs";

pub(super) async fn insert(
    tx: &WriteTx,
    id: Uuid,
    (payload, to_key): (String, String),
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["id", "kind", "payload", "to_key", "due_at", "tries", "created_at"])
        .values_panic([
            id.into(),
            "mail".into(),
            payload.into(),
            to_key.into(),
            now.into(),
            0.into(),
            now.into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Whether any is due: asked often, so it does not trouble the writer.
pub(super) async fn any_due(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<bool, DbErr> {
    let mut query = Query::select();
    query.column("id").from(TABLE).and_where(Expr::col("due_at").lte(now)).limit(1);
    Ok(db.query_one(&query).await?.is_some())
}

/// Takes some that are due, and holds them until a time.
pub(super) async fn take(
    tx: &WriteTx,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    most: u64,
) -> Result<Vec<(Uuid, String, i32)>, DbErr> {
    let mut due = Query::select();
    due.columns(["id", "payload", "tries"])
        .from(TABLE)
        .and_where(Expr::col("due_at").lte(now))
        .order_by("due_at", Order::Asc)
        .limit(most);
    // SQLite has one writer, who sees nobody else's rows.
    if tx.backend() == Backend::Postgres {
        due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    let rows = tx.conn().query_all(&due).await?;
    let read = |row: &sea_orm::QueryResult| {
        Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?))
    };
    let taken: Vec<(Uuid, String, i32)> = rows.iter().map(read).collect::<Result<_, DbErr>>()?;
    let hold = Query::update()
        .table(TABLE)
        .value("due_at", until)
        .value("tries", Expr::col("tries").add(1))
        .and_where(Expr::col("id").is_in(taken.iter().map(|(id, ..)| *id)))
        .take();
    tx.conn().execute(&hold).await?;
    Ok(taken)
}

pub(super) async fn put_off(tx: &WriteTx, id: Uuid, at: DateTime<Utc>) -> Result<(), DbErr> {
    let update =
        Query::update().table(TABLE).value("due_at", at).and_where(Expr::col("id").eq(id)).take();
    tx.conn().execute(&update).await?;
    Ok(())
}

pub(super) async fn delete(tx: &WriteTx, id: Uuid) -> Result<(), DbErr> {
    let delete = Query::delete().from_table(TABLE).and_where(Expr::col("id").eq(id)).take();
    tx.conn().execute(&delete).await?;
    Ok(())
}

/// Takes away what would go to an address.
pub(super) async fn delete_to(tx: &WriteTx, to_key: &str) -> Result<(), DbErr> {
    let mut delete = Query::delete();
    delete.from_table(TABLE).and_where(Expr::col("to_key").eq(to_key));
    tx.conn().execute(&delete).await?;
    Ok(())
}

/// Since when jobs for an address wait, the oldest first.
pub(super) async fn waiting(
    db: &impl ConnectionTrait,
    to_key: &str,
) -> Result<Vec<DateTime<Utc>>, DbErr> {
    let mut query = Query::select();
    query
        .column("created_at")
        .from(TABLE)
        .and_where(Expr::col("to_key").eq(to_key))
        .order_by("created_at", Order::Asc);
    db.query_all(&query).await?.iter().map(|row| row.try_get_by_index(0)).collect()
}
