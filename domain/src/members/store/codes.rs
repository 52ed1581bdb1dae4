//! The statements of mailed codes, and of counted tries.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter,
};

use crate::db::WriteTx;
use crate::members::entity::mailed_code;
use crate::members::model::Email;

/// A code that was mailed.
pub(crate) async fn insert_code(tx: &WriteTx, code: mailed_code::Model) -> Result<(), DbErr> {
    code.into_active_model().insert(tx.conn()).await?;
    Ok(())
}

/// Counts a try against the code that was mailed to an address last, if it may still be right,
/// and answers it: in one statement, so that many tries at once are not taken for one.
pub(crate) async fn try_code_to(
    tx: &WriteTx,
    email_key: &str,
    purpose: &str,
    tries_max: i32,
    now: DateTime<Utc>,
) -> Result<Option<mailed_code::Model>, DbErr> {
    let last = Query::select()
        .column(mailed_code::Column::Id)
        .from(mailed_code::Entity)
        .and_where(mailed_code::Column::EmailKey.eq(email_key))
        .and_where(mailed_code::Column::Purpose.eq(purpose))
        .order_by(mailed_code::Column::CreatedAt, Order::Desc)
        .order_by(mailed_code::Column::Id, Order::Desc)
        .limit(1)
        .take();
    let tried = mailed_code::Entity::update_many()
        .col_expr(mailed_code::Column::Tries, Expr::col(mailed_code::Column::Tries).add(1))
        .filter(mailed_code::Column::Id.in_subquery(last))
        .filter(mailed_code::Column::EndsAt.gt(now))
        .filter(mailed_code::Column::Tries.lt(tries_max))
        .exec_with_returning(tx.conn())
        .await?;
    Ok(tried.into_iter().next())
}

/// Takes a try back, for it was right.
pub(crate) async fn untry_code(tx: &WriteTx, code: &mailed_code::Model) -> Result<(), DbErr> {
    mailed_code::Entity::update_many()
        .col_expr(mailed_code::Column::Tries, Expr::col(mailed_code::Column::Tries).sub(1))
        .filter(mailed_code::Column::Id.eq(code.id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The code of a link.
pub(crate) async fn code_of_link(
    db: &impl ConnectionTrait,
    link_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<mailed_code::Model>, DbErr> {
    mailed_code::Entity::find()
        .filter(mailed_code::Column::LinkHash.eq(link_hash))
        .filter(mailed_code::Column::EndsAt.gt(now))
        .one(db)
        .await
}

/// Uses a code up, with all others that were mailed there for the same; false when somebody was
/// faster.
pub(crate) async fn use_code(tx: &WriteTx, code: &mailed_code::Model) -> Result<bool, DbErr> {
    let done = mailed_code::Entity::delete_by_id(code.id).exec(tx.conn()).await?;
    mailed_code::Entity::delete_many()
        .filter(mailed_code::Column::EmailKey.eq(&code.email_key))
        .filter(mailed_code::Column::Purpose.eq(&code.purpose))
        .exec(tx.conn())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Counts a try: how many there were since when, this one included. After `length` it begins
/// anew.
pub(crate) async fn count_attempt(
    tx: &WriteTx,
    key: &str,
    now: DateTime<Utc>,
    length: TimeDelta,
) -> Result<(i32, DateTime<Utc>), DbErr> {
    let old = || Expr::col(("attempts", "since")).lte(now - length);
    let tries =
        CaseStatement::new().case(old(), 1).finally(Expr::col(("attempts", "tries")).add(1));
    let since = CaseStatement::new().case(old(), now).finally(Expr::col(("attempts", "since")));
    let mut insert = Query::insert();
    insert
        .into_table("attempts")
        .columns(["key", "tries", "since"])
        .values_panic([key.into(), 1.into(), now.into()])
        .on_conflict(
            OnConflict::column("key").value("tries", tries).value("since", since).to_owned(),
        )
        .returning(Query::returning().columns(["tries", "since"]));
    let row = tx.conn().query_one(&insert).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("attempts".to_owned()))?;
    Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))
}

/// How many tries there were, and since when.
pub(crate) async fn attempts(
    db: &impl ConnectionTrait,
    key: &str,
) -> Result<Option<(i32, DateTime<Utc>)>, DbErr> {
    let query = Query::select()
        .columns(["tries", "since"])
        .from("attempts")
        .and_where(Expr::col("key").eq(key))
        .take();
    let row = db.query_one(&query).await?;
    row.map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).transpose()
}

/// Takes one try back, for it was right.
pub(crate) async fn uncount_attempt(tx: &WriteTx, key: &str) -> Result<(), DbErr> {
    let only = Query::delete()
        .from_table("attempts")
        .and_where(Expr::col("key").eq(key))
        .and_where(Expr::col("tries").eq(1))
        .take();
    if tx.conn().execute(&only).await?.rows_affected() == 1 {
        return Ok(());
    }
    let update = Query::update()
        .table("attempts")
        .value("tries", Expr::col("tries").sub(1))
        .and_where(Expr::col("key").eq(key))
        .and_where(Expr::col("tries").gt(1))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Forgets tries.
pub(crate) async fn forget_attempts(tx: &WriteTx, key: &str) -> Result<(), DbErr> {
    let delete = Query::delete().from_table("attempts").and_where(Expr::col("key").eq(key)).take();
    tx.conn().execute(&delete).await?;
    Ok(())
}

/// Forgets the codes that were mailed to an address.
pub(crate) async fn forget_codes_to(tx: &WriteTx, email: &Email) -> Result<(), DbErr> {
    mailed_code::Entity::delete_many()
        .filter(mailed_code::Column::EmailKey.eq(email.key()))
        .exec(tx.conn())
        .await?;
    Ok(())
}
