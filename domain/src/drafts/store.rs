//! The statements of drafts.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ConnectionTrait, QueryResult};

use super::model::{Draft, Holder};
use crate::db::{DbError, WriteTx};
use crate::id::MemberId;

const TABLE: &str = "drafts";

/// Keeps a draft in place of an earlier one of the same form.
pub(super) async fn put(
    tx: &WriteTx,
    holder: &Holder,
    whose: Option<MemberId>,
    (draft, ends_at): (&Draft, DateTime<Utc>),
) -> Result<(), DbError> {
    let typed = draft.written()?;
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["holder", "form", "member_id", "typed", "kept_at", "ends_at"])
        .values_panic([
            holder.to_string().into(),
            draft.form.as_str().into(),
            whose.map(|member| member.0).into(),
            typed.into(),
            draft.kept_at.into(),
            ends_at.into(),
        ])
        .on_conflict(
            OnConflict::columns(["holder", "form"])
                .update_columns(["member_id", "typed", "kept_at", "ends_at"])
                .to_owned(),
        );
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// The latest draft of a form that one of these holds and that is somebody's or nobody's yet.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    holders: &[Holder],
    form: &str,
    (member, now): (Option<MemberId>, DateTime<Utc>),
) -> Result<Option<Draft>, DbError> {
    let mut query = Query::select();
    query
        .columns(["form", "typed", "kept_at"])
        .from(TABLE)
        .cond_where(held(holders, form, member))
        .and_where(Expr::col("ends_at").gt(now))
        .order_by("kept_at", Order::Desc)
        .limit(1);
    db.query_one(&query).await?.as_ref().map(draft).transpose()
}

/// Takes away what these hold of a form and is somebody's or nobody's yet.
pub(super) async fn forget(
    tx: &WriteTx,
    holders: &[Holder],
    form: &str,
    member: Option<MemberId>,
) -> Result<(), DbError> {
    let mut delete = Query::delete();
    delete.from_table(TABLE).cond_where(held(holders, form, member));
    tx.conn().execute(&delete).await?;
    Ok(())
}

/// What is a member's, the latest first.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    member: MemberId,
    now: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Draft>, DbError> {
    let mut query = Query::select();
    query
        .columns(["form", "typed", "kept_at"])
        .from(TABLE)
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("ends_at").gt(now))
        .order_by("kept_at", Order::Desc)
        .order_by("form", Order::Asc)
        .limit(most);
    db.query_all(&query).await?.iter().map(draft).collect()
}

/// Takes away what waits no longer.
pub(crate) async fn tidy(tx: &WriteTx, now: DateTime<Utc>) -> Result<u64, DbError> {
    let mut delete = Query::delete();
    delete.from_table(TABLE).and_where(Expr::col("ends_at").lte(now));
    Ok(tx.conn().execute(&delete).await?.rows_affected())
}

fn held(holders: &[Holder], form: &str, member: Option<MemberId>) -> Condition {
    let whose = Condition::any().add(Expr::col("member_id").is_null());
    let whose = whose.add_option(member.map(|it| Expr::col("member_id").eq(it.0)));
    Condition::all()
        .add(Expr::col("holder").is_in(holders.iter().map(ToString::to_string)))
        .add(Expr::col("form").eq(form))
        .add(whose)
}

fn draft(row: &QueryResult) -> Result<Draft, DbError> {
    let typed: String = row.try_get_by_index(1)?;
    Ok(Draft {
        form: row.try_get_by_index(0)?,
        typed: serde_json::from_str(&typed)?,
        kept_at: row.try_get_by_index(2)?,
    })
}
