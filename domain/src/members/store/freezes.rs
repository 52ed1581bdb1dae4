//! The statements about who is kept out for a while.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use crate::db::{DbError, WriteTx};
use crate::id::{CommunityId, FreezeId, MemberId};
use crate::members::freezing::{Freeze, KeptOut};

const TABLE: &str = "freezes";

/// Somebody is kept out.
pub(crate) async fn insert_freeze(
    tx: &WriteTx,
    it: &Freeze,
    by: Option<MemberId>,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["id", "member_id", "community_id", "frozen_by", "reason", "frozen_at"])
        .values_panic([
            it.id.0.into(),
            it.member.0.into(),
            it.community.map(|id| id.0).into(),
            by.map(|id| id.0).into(),
            it.reason.clone().into(),
            now.into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Somebody is kept out no more: of a community, or of the whole house.
pub(crate) async fn lift_freeze(
    tx: &WriteTx,
    (member, community): (MemberId, Option<CommunityId>),
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let of = match community {
        Some(id) => Expr::col("community_id").eq(id.0),
        None => Expr::col("community_id").is_null(),
    };
    let update = Query::update()
        .table(TABLE)
        .value("lifted_at", now)
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("lifted_at").is_null())
        .and_where(of)
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// That somebody is or was kept out, by id.
pub(crate) async fn freeze(
    db: &impl ConnectionTrait,
    id: FreezeId,
) -> Result<Option<Freeze>, DbError> {
    let query = Query::select()
        .columns(["member_id", "community_id", "reason"])
        .from(TABLE)
        .and_where(Expr::col("id").eq(id.0))
        .take();
    let Some(row) = db.query_one(&query).await? else { return Ok(None) };
    let community: Option<Uuid> = row.try_get_by_index(1)?;
    Ok(Some(Freeze {
        id,
        member: MemberId(row.try_get_by_index(0)?),
        community: community.map(CommunityId),
        reason: row.try_get_by_index(2)?,
    }))
}

/// When a member was kept out, the latest first.
pub(crate) async fn freezes_of(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<KeptOut>, DbError> {
    let query = Query::select()
        .columns(["community_id", "reason", "frozen_at", "lifted_at"])
        .from(TABLE)
        .and_where(Expr::col("member_id").eq(member.0))
        .order_by("frozen_at", Order::Desc)
        .order_by("id", Order::Desc)
        .take();
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| {
        Ok(KeptOut {
            community: row.try_get_by_index::<Option<Uuid>>(0)?.map(CommunityId),
            reason: row.try_get_by_index(1)?,
            from: row.try_get_by_index(2)?,
            until: row.try_get_by_index(3)?,
        })
    };
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// Which of some members are kept out of the whole house.
pub(crate) async fn frozen_among(
    db: &impl ConnectionTrait,
    members: &[MemberId],
) -> Result<HashSet<MemberId>, DbError> {
    let query = Query::select()
        .column("id")
        .from("members")
        .and_where(Expr::col("id").is_in(members.iter().map(|id| id.0)))
        .and_where(Expr::col("state").eq("frozen"))
        .take();
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| Ok(MemberId(row.try_get_by_index(0)?));
    let frozen: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(frozen?)
}
