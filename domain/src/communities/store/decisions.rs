//! The statements about what was decided about somebody: the last of it, a row a membership.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use crate::communities::decisions::{Decided, Decision};
use crate::db::{DbError, WriteTx};
use crate::id::{CommunityId, MemberId};

const TABLE: &str = "community_decisions";
const COLUMNS: [&str; 6] =
    ["community_id", "member_id", "what", "reason", "decided_by", "decided_at"];

fn read(row: &QueryResult) -> Result<Decision, DbErr> {
    let what: String = row.try_get_by_index(2)?;
    let unknown = || DbErr::Type(format!("nobody decides {what}"));
    Ok(Decision {
        community: CommunityId(row.try_get_by_index(0)?),
        member: MemberId(row.try_get_by_index(1)?),
        what: Decided::from_key(&what).ok_or_else(unknown)?,
        reason: row.try_get_by_index(3)?,
        by: row.try_get_by_index::<Option<Uuid>>(4)?.map(MemberId),
        at: row.try_get_by_index(5)?,
    })
}

fn about(member: MemberId) -> SelectStatement {
    let mut select = Query::select();
    select.columns(COLUMNS).from(TABLE).and_where(Expr::col("member_id").eq(member.0));
    select
}

/// Writes down what was decided, instead of what was decided before.
pub(crate) async fn decide(tx: &WriteTx, it: &Decision) -> Result<(), DbError> {
    forget_decision(tx, it.community, it.member).await?;
    let mut insert = Query::insert();
    insert.into_table(TABLE).columns(COLUMNS).values_panic([
        it.community.0.into(),
        it.member.0.into(),
        it.what.key().into(),
        it.reason.clone().into(),
        it.by.map(|id| id.0).into(),
        it.at.into(),
    ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// What was last decided about somebody in a community.
pub(crate) async fn decision(
    db: &impl ConnectionTrait,
    of: CommunityId,
    member: MemberId,
) -> Result<Option<Decision>, DbError> {
    let mut select = about(member);
    select.and_where(Expr::col("community_id").eq(of.0));
    let row = db.query_one(&select).await?;
    Ok(row.as_ref().map(read).transpose()?)
}

/// What was last decided about somebody in each community, the latest first.
pub(crate) async fn decisions(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<Decision>, DbError> {
    let mut select = about(member);
    select.order_by("decided_at", sea_orm::sea_query::Order::Desc);
    let rows = db.query_all(&select).await?;
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// Forgets what was decided about somebody.
pub(crate) async fn forget_decision(
    tx: &WriteTx,
    of: CommunityId,
    member: MemberId,
) -> Result<(), DbError> {
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("community_id").eq(of.0))
        .and_where(Expr::col("member_id").eq(member.0))
        .take();
    tx.conn().execute(&delete).await?;
    Ok(())
}

/// Forgets what was decided before then, but for who is still kept out.
pub(crate) async fn tidy_decisions(tx: &WriteTx, before: DateTime<Utc>) -> Result<u64, DbError> {
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("what").ne(Decided::Frozen.key()))
        .and_where(Expr::col("decided_at").lt(before))
        .take();
    Ok(tx.conn().execute(&delete).await?.rows_affected())
}
