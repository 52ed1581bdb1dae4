//! The statements about places that were somebody's and were given to somebody else.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::super::losing::Loss;
use super::super::model::ClaimState;
use crate::ctx::Signed;
use crate::db::{DbError, WriteTx};
use crate::id::{ClaimId, ListingId, LossId, MemberId, ProfileId};

const LOSSES: &str = "listing_losses";

fn all() -> SelectStatement {
    let columns = [
        "id",
        "listing_id",
        "member_id",
        "profile_id",
        "claim_id",
        "reason",
        "lost_at",
        "returned_at",
    ];
    Query::select().columns(columns).from(LOSSES).take()
}

async fn many(db: &impl ConnectionTrait, query: &SelectStatement) -> Result<Vec<Loss>, DbError> {
    let read = |row: &QueryResult| {
        Ok(Loss {
            id: LossId(row.try_get_by_index(0)?),
            listing: ListingId(row.try_get_by_index(1)?),
            member: MemberId(row.try_get_by_index(2)?),
            profile: row.try_get_by_index::<Option<Uuid>>(3)?.map(ProfileId),
            claim: row.try_get_by_index::<Option<Uuid>>(4)?.map(ClaimId),
            reason: row.try_get_by_index(5)?,
            lost_at: row.try_get_by_index(6)?,
            returned_at: row.try_get_by_index(7)?,
        })
    };
    let losses: Result<_, DbErr> = db.query_all(query).await?.iter().map(read).collect();
    Ok(losses?)
}

/// That somebody lost a place, by id.
pub(in crate::listings::claims) async fn loss(
    db: &impl ConnectionTrait,
    id: LossId,
) -> Result<Option<Loss>, DbError> {
    Ok(many(db, &all().and_where(Expr::col("id").eq(id.0)).take()).await?.pop())
}

/// The places that a member lost, the latest first.
pub(in crate::listings::claims) async fn losses_of(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<Loss>, DbError> {
    let query = all()
        .and_where(Expr::col("member_id").eq(member.0))
        .order_by("lost_at", Order::Desc)
        .order_by("id", Order::Desc)
        .take();
    many(db, &query).await
}

/// Somebody lost a place, as somebody decided.
pub(in crate::listings::claims) async fn insert_loss(
    tx: &WriteTx,
    it: &Loss,
    by: Option<MemberId>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(LOSSES)
        .columns([
            "id",
            "listing_id",
            "member_id",
            "profile_id",
            "claim_id",
            "decided_by",
            "reason",
            "lost_at",
        ])
        .values_panic([
            it.id.0.into(),
            it.listing.0.into(),
            it.member.0.into(),
            it.profile.map(|id| id.0).into(),
            it.claim.map(|id| id.0).into(),
            by.map(|id| id.0).into(),
            it.reason.clone().into(),
            it.lost_at.into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Somebody gets back what they lost; answers whether nobody was faster.
pub(in crate::listings::claims) async fn return_loss(
    tx: &WriteTx,
    id: LossId,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let update = Query::update()
        .table(LOSSES)
        .value("returned_at", now)
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("returned_at").is_null())
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected() == 1)
}

/// Of which of some places that a member owns, themselves or through a profile, somebody else has
/// shown that they are theirs.
pub(in crate::listings::claims) async fn disputed_of(
    db: &impl ConnectionTrait,
    me: Signed,
    places: &[ListingId],
) -> Result<HashSet<ListingId>, DbError> {
    if places.is_empty() {
        return Ok(HashSet::new());
    }
    let mut profiles = Query::select();
    profiles
        .column("profile_id")
        .from("profile_members")
        .and_where(Expr::col("member_id").eq(me.member.0));
    let mut mine = Expr::col("member_id").eq(me.member.0);
    // Under a mandate a profile's places are not theirs.
    if me.under.is_none() {
        mine = mine.or(Expr::col("profile_id").in_subquery(profiles));
    }
    let owned = Query::select()
        .column("listing_id")
        .from("listing_keepers")
        .and_where(Expr::col("role").eq("owner"))
        .and_where(mine)
        .take();
    let query = Query::select()
        .distinct()
        .column("listing_id")
        .from("listing_claims")
        .and_where(Expr::col("state").eq(ClaimState::Disputed.key()))
        .and_where(Expr::col("listing_id").is_in(places.iter().map(|id| id.0)))
        .and_where(Expr::col("listing_id").in_subquery(owned))
        .take();
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| Ok(ListingId(row.try_get_by_index(0)?));
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}
