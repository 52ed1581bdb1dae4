//! The statements about mandates, and about who was registered by others.

mod children;
mod registered;

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

pub(crate) use self::children::{children, grown_up, put_child};
pub(crate) use self::registered::{
    KeptRegistered, forget_wanted, give_code, has_code, register, registered_as, registered_in,
    tidy, unregister, waits_for, want_email,
};
use super::model::{Deed, Mandate};
use crate::db::{DbError, WriteTx};
use crate::id::{CommunityId, MandateId, MemberId};

const MANDATES: &str = "mandates";
const MEMBERSHIPS: &str = "community_members";
/// The state of who belongs to a community, and of a member who is not frozen.
const ACTIVE: &str = "active";
const COLUMNS: [&str; 9] = [
    "id",
    "community_id",
    "giver_id",
    "agent_id",
    "deeds",
    "signed_on",
    "given_at",
    "ends_at",
    "ended_at",
];

/// Which mandates are asked for.
pub(crate) enum Whose {
    /// Those that name somebody.
    Of(MemberId),
    /// Those under which somebody acts at a time.
    HeldBy(MemberId, DateTime<Utc>),
    /// Those that a community sees to.
    In(CommunityId),
}

fn all() -> SelectStatement {
    Query::select().columns(COLUMNS).from(MANDATES).take()
}

fn read(row: &QueryResult) -> Result<Mandate, DbError> {
    let deeds: String = row.try_get_by_index(4)?;
    let deeds: Vec<String> = serde_json::from_str(&deeds)?;
    Ok(Mandate {
        id: MandateId(row.try_get_by_index(0)?),
        community: CommunityId(row.try_get_by_index(1)?),
        giver: MemberId(row.try_get_by_index(2)?),
        agent: MemberId(row.try_get_by_index(3)?),
        // What an older program does not know, nobody may under it.
        deeds: deeds.iter().filter_map(|key| Deed::from_key(key)).collect(),
        signed_on: row.try_get_by_index(5)?,
        given_at: row.try_get_by_index(6)?,
        ends_at: row.try_get_by_index(7)?,
        ended_at: row.try_get_by_index(8)?,
    })
}

async fn many(db: &impl ConnectionTrait, query: &SelectStatement) -> Result<Vec<Mandate>, DbError> {
    db.query_all(query).await?.iter().map(read).collect()
}

/// A new mandate.
pub(crate) async fn insert(
    tx: &WriteTx,
    it: &Mandate,
    given_by: Option<MemberId>,
) -> Result<(), DbError> {
    let deeds: Vec<&str> = it.deeds.iter().map(Deed::key).collect();
    let mut insert = Query::insert();
    insert
        .into_table(MANDATES)
        .columns([
            "id",
            "community_id",
            "giver_id",
            "agent_id",
            "deeds",
            "signed_on",
            "given_by",
            "given_at",
            "ends_at",
        ])
        .values_panic([
            it.id.0.into(),
            it.community.0.into(),
            it.giver.0.into(),
            it.agent.0.into(),
            serde_json::to_string(&deeds)?.into(),
            it.signed_on.into(),
            given_by.map(|id| id.0).into(),
            it.given_at.into(),
            it.ends_at.into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// The mandate with an id.
pub(crate) async fn by_id(
    db: &impl ConnectionTrait,
    id: MandateId,
) -> Result<Option<Mandate>, DbError> {
    Ok(many(db, &all().and_where(Expr::col("id").eq(id.0)).take()).await?.pop())
}

/// The last mandate that somebody gave somebody.
pub(crate) async fn last(
    db: &impl ConnectionTrait,
    (giver, agent): (MemberId, MemberId),
) -> Result<Option<Mandate>, DbError> {
    let query = all()
        .and_where(Expr::col("giver_id").eq(giver.0))
        .and_where(Expr::col("agent_id").eq(agent.0))
        .order_by("given_at", Order::Desc)
        .order_by("id", Order::Desc)
        .limit(1)
        .take();
    Ok(many(db, &query).await?.pop())
}

/// Some mandates, the latest first; after one of them, those before it.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    whose: Whose,
    (most, after): (u64, Option<&Mandate>),
) -> Result<Vec<Mandate>, DbError> {
    let mut query = all();
    query.order_by("given_at", Order::Desc).order_by("id", Order::Desc).limit(most);
    if let Some(it) = after {
        query.and_where(before(["given_at", "id"], (it.given_at, it.id.0)));
    }
    match whose {
        Whose::Of(member) => {
            let named = Expr::col("giver_id").eq(member.0).or(Expr::col("agent_id").eq(member.0));
            query.and_where(named);
        }
        Whose::HeldBy(member, now) => {
            query
                .and_where(Expr::col("agent_id").eq(member.0))
                .and_where(Expr::col("ended_at").is_null())
                .and_where(Expr::col("ends_at").gt(now));
        }
        Whose::In(community) => {
            query.and_where(Expr::col("community_id").eq(community.0));
        }
    }
    many(db, &query).await
}

/// What comes later in a list of which the latest comes first, by time and id: one row of an index.
fn before(columns: [&'static str; 2], (at, id): (DateTime<Utc>, Uuid)) -> Expr {
    Expr::tuple(columns.map(Expr::col)).lt(Expr::tuple([Expr::value(at), Expr::value(id)]))
}

/// Who gave some people a mandate that runs.
pub(crate) fn givers((people, now): (&[MemberId], DateTime<Utc>)) -> SelectStatement {
    Query::select()
        .column("giver_id")
        .from(MANDATES)
        .and_where(Expr::col("agent_id").is_in(people.iter().map(|id| id.0)))
        .and_where(Expr::col("ended_at").is_null())
        .and_where(Expr::col("ends_at").gt(now))
        .take()
}

/// For whom of some members some people may act now.
pub(crate) async fn acts_for(
    db: &impl ConnectionTrait,
    me: (&[MemberId], DateTime<Utc>),
    members: impl IntoIterator<Item = MemberId>,
) -> Result<HashSet<MemberId>, DbError> {
    let members: Vec<Uuid> = members.into_iter().map(|id| id.0).collect();
    if members.is_empty() || me.0.is_empty() {
        return Ok(HashSet::new());
    }
    let query = givers(me).and_where(Expr::col("giver_id").is_in(members)).take();
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| Ok(MemberId(row.try_get_by_index(0)?));
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// Ends a mandate; false when it had ended.
pub(crate) async fn end(
    tx: &WriteTx,
    id: MandateId,
    by: Option<MemberId>,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let update = Query::update()
        .table(MANDATES)
        .value("ended_at", now)
        .value("ended_by", by.map(|id| id.0))
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("ended_at").is_null())
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected() == 1)
}

/// The communities that two people both belong to, the first that the one joined first.
pub(crate) async fn shared(
    db: &impl ConnectionTrait,
    (one, other): (MemberId, MemberId),
) -> Result<Vec<CommunityId>, DbError> {
    let mut theirs = Query::select();
    theirs
        .column("community_id")
        .from(MEMBERSHIPS)
        .and_where(Expr::col("member_id").eq(other.0))
        .and_where(Expr::col("state").eq(ACTIVE));
    let mut query = Query::select();
    query
        .column("community_id")
        .from(MEMBERSHIPS)
        .and_where(Expr::col("member_id").eq(one.0))
        .and_where(Expr::col("state").eq(ACTIVE))
        .and_where(Expr::col("community_id").in_subquery(theirs))
        .order_by("since", Order::Asc)
        .order_by("community_id", Order::Asc);
    let rows = db.query_all(&query).await?;
    let ids: Result<Vec<Uuid>, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    Ok(ids?.into_iter().map(CommunityId).collect())
}
