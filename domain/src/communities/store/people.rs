//! The statements about who belongs to a community.

use std::collections::{BTreeSet, HashMap};

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QueryResult,
};

use crate::communities::entity::membership;
use crate::communities::model::{
    Membership, MembershipState, PeopleQuery, PermissionSet, Person, Role, Sets,
};
use crate::db::{DbError, WriteTx, padded};
use crate::id::{CommunityId, MemberId};
use crate::members;

const COLUMNS: [&str; 7] =
    ["community_id", "member_id", "role", "sets", "state", "since", "accepted_version"];

fn membership_of(row: &membership::Model) -> Result<Membership, DbError> {
    let unknown = |what: &str, key: &str| DbErr::Type(format!("no member has this {what}: {key}"));
    let sets: Vec<String> = serde_json::from_str(&row.sets)?;
    Ok(Membership {
        community: CommunityId(row.community_id),
        member: MemberId(row.member_id),
        role: Role::from_key(&row.role).ok_or_else(|| unknown("role", &row.role))?,
        sets: sets.iter().filter_map(|key| PermissionSet::from_key(key)).collect(),
        state: MembershipState::from_key(&row.state).ok_or_else(|| unknown("state", &row.state))?,
        since: row.since,
        accepted_version: row.accepted_version,
    })
}

/// The columns of a membership `m`, which may not be there.
pub(crate) const MEMBERSHIP: &str =
    "m.community_id, m.member_id, m.role, m.sets, m.state, m.since, m.accepted_version";

/// A membership out of the columns of a row from one on.
pub(crate) fn membership_at(row: &QueryResult, at: usize) -> Result<Option<Membership>, DbError> {
    let Some(community_id) = row.try_get_by_index(at)? else { return Ok(None) };
    let model = membership::Model {
        community_id,
        member_id: row.try_get_by_index(at + 1)?,
        role: row.try_get_by_index(at + 2)?,
        sets: row.try_get_by_index(at + 3)?,
        state: row.try_get_by_index(at + 4)?,
        since: row.try_get_by_index(at + 5)?,
        accepted_version: row.try_get_by_index(at + 6)?,
    };
    membership_of(&model).map(Some)
}

fn keys(sets: Sets) -> Result<String, DbError> {
    let keys: Vec<&str> = sets.iter().map(PermissionSet::key).collect();
    Ok(serde_json::to_string(&keys)?)
}

/// What somebody is to a community.
pub(crate) async fn membership(
    db: &impl ConnectionTrait,
    of: CommunityId,
    member: MemberId,
) -> Result<Option<Membership>, DbError> {
    let found = membership::Entity::find_by_id((of.0, member.0)).one(db).await?;
    found.as_ref().map(membership_of).transpose()
}

/// What somebody is to which community, the oldest first.
pub(crate) async fn memberships(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<Membership>, DbError> {
    let rows = membership::Entity::find()
        .filter(membership::Column::MemberId.eq(member.0))
        .order_by_asc(membership::Column::Since)
        .order_by_asc(membership::Column::CommunityId)
        .all(db)
        .await?;
    rows.iter().map(membership_of).collect()
}

/// What somebody is to some communities.
pub(crate) async fn memberships_in(
    db: &impl ConnectionTrait,
    member: MemberId,
    of: impl IntoIterator<Item = CommunityId>,
) -> Result<HashMap<CommunityId, Membership>, DbError> {
    let rows = membership::Entity::find()
        .filter(membership::Column::MemberId.eq(member.0))
        .filter(membership::Column::CommunityId.is_in(of.into_iter().map(|id| id.0)))
        .all(db)
        .await?;
    let read = |row| membership_of(row).map(|it| (it.community, it));
    rows.iter().map(read).collect()
}

/// What some people are to some communities.
pub(crate) async fn memberships_among(
    db: &impl ConnectionTrait,
    people: &BTreeSet<MemberId>,
    of: &BTreeSet<CommunityId>,
) -> Result<Vec<Membership>, DbError> {
    let rows = membership::Entity::find()
        .filter(membership::Column::MemberId.is_in(padded(people.iter().map(|id| id.0))))
        .filter(membership::Column::CommunityId.is_in(padded(of.iter().map(|id| id.0))))
        .all(db)
        .await?;
    rows.iter().map(membership_of).collect()
}

/// Which of some people belong to which of some communities: a pair may come that was not among
/// those that were asked about, of a community and a member who each were.
pub(crate) async fn belonging_among(
    db: &impl ConnectionTrait,
    pairs: &BTreeSet<(CommunityId, MemberId)>,
) -> Result<BTreeSet<(CommunityId, MemberId)>, DbError> {
    if pairs.is_empty() {
        return Ok(BTreeSet::new());
    }
    let communities: BTreeSet<CommunityId> = pairs.iter().map(|(of, _)| *of).collect();
    let people: BTreeSet<MemberId> = pairs.iter().map(|(_, member)| *member).collect();
    let mut select = Query::select();
    select
        .columns(["community_id", "member_id"])
        .from("community_members")
        .and_where(Expr::col("community_id").is_in(communities.iter().map(|of| of.0)))
        .and_where(Expr::col("member_id").is_in(people.iter().map(|member| member.0)))
        .and_where(Expr::col("state").eq(MembershipState::Active.key()));
    let rows = db.query_all(&select).await?;
    let read = |row: &QueryResult| {
        Ok((CommunityId(row.try_get_by_index(0)?), MemberId(row.try_get_by_index(1)?)))
    };
    let found: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(found?)
}

/// Somebody is something to a community from now on.
pub(crate) async fn insert_membership(tx: &WriteTx, it: &Membership) -> Result<(), DbError> {
    let row = membership::Model {
        community_id: it.community.0,
        member_id: it.member.0,
        role: it.role.key().to_owned(),
        sets: keys(it.sets)?,
        state: it.state.key().to_owned(),
        since: it.since,
        accepted_version: it.accepted_version,
    };
    row.into_active_model().insert(tx.conn()).await?;
    Ok(())
}

/// Changes what somebody is, if they are still what they were. Answers whether they were.
pub(crate) async fn change_membership(
    tx: &WriteTx,
    was: &Membership,
    is: &Membership,
) -> Result<bool, DbError> {
    let update = Query::update()
        .table("community_members")
        .value("role", is.role.key())
        .value("sets", keys(is.sets)?)
        .value("state", is.state.key())
        .value("since", is.since)
        .and_where(Expr::col("community_id").eq(was.community.0))
        .and_where(Expr::col("member_id").eq(was.member.0))
        .and_where(Expr::col("role").eq(was.role.key()))
        .and_where(Expr::col("state").eq(was.state.key()))
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected() == 1)
}

/// Somebody is nothing to a community any more. Answers whether they were what they were.
pub(crate) async fn delete_membership(tx: &WriteTx, was: &Membership) -> Result<bool, DbError> {
    let gone = membership::Entity::delete_many()
        .filter(membership::Column::CommunityId.eq(was.community.0))
        .filter(membership::Column::MemberId.eq(was.member.0))
        .filter(membership::Column::State.eq(was.state.key()))
        .filter(membership::Column::Role.eq(was.role.key()))
        .exec(tx.conn())
        .await?;
    Ok(gone.rows_affected == 1)
}

/// How many organisers a community has beside somebody.
pub(crate) async fn other_organisers(
    tx: &WriteTx,
    of: CommunityId,
    member: MemberId,
) -> Result<u64, DbError> {
    let found = membership::Entity::find()
        .filter(membership::Column::CommunityId.eq(of.0))
        .filter(membership::Column::MemberId.ne(member.0))
        .filter(membership::Column::Role.eq(Role::Organiser.key()))
        .filter(membership::Column::State.eq(MembershipState::Active.key()));
    Ok(found.count(tx.conn()).await?)
}

/// Who looks after a community, its moderators and organisers, who did so the longest first.
pub(crate) async fn stewards(
    db: &impl ConnectionTrait,
    of: CommunityId,
    most: u64,
) -> Result<Vec<MemberId>, DbError> {
    let roles = [Role::Steward, Role::Organiser].map(Role::key);
    let of_member = |column: &'static str| Expr::col(("community_members", column));
    let select = Query::select()
        .column(("community_members", "member_id"))
        .from("community_members")
        .inner_join(
            "members",
            Expr::col(("members", "id")).equals(("community_members", "member_id")),
        )
        .and_where(of_member("community_id").eq(of.0))
        .and_where(of_member("role").is_in(roles))
        .and_where(of_member("state").eq(MembershipState::Active.key()))
        .and_where(Expr::col(("members", "state")).eq(MembershipState::Active.key()))
        .order_by(("community_members", "since"), Order::Asc)
        .order_by(("members", "id"), Order::Asc)
        .limit(most)
        .take();
    let rows = db.query_all(&select).await?;
    let all: Result<_, DbErr> =
        rows.iter().map(|row| row.try_get_by_index(0).map(MemberId)).collect();
    Ok(all?)
}

/// What those who run some communities are called, who did so the longest first.
pub(crate) async fn organisers(
    db: &impl ConnectionTrait,
    of: &[CommunityId],
) -> Result<Vec<(CommunityId, String)>, DbError> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let mut select = Query::select();
    select
        .column(("community_members", "community_id"))
        .column(("members", "name"))
        .from("community_members")
        .inner_join(
            "members",
            Expr::col(("members", "id")).equals(("community_members", "member_id")),
        )
        .and_where(Expr::col(("community_members", "community_id")).is_in(of.iter().map(|it| it.0)))
        .and_where(Expr::col(("community_members", "role")).eq(Role::Organiser.key()))
        .and_where(Expr::col(("community_members", "state")).eq(MembershipState::Active.key()))
        .order_by(("community_members", "since"), Order::Asc)
        .order_by(("members", "id"), Order::Asc);
    let rows = db.query_all(&select).await?;
    let name =
        |row: &QueryResult| Ok((CommunityId(row.try_get_by_index(0)?), row.try_get_by_index(1)?));
    let names: Result<_, DbErr> = rows.iter().map(name).collect();
    Ok(names?)
}

/// How many there are in a state.
pub(crate) async fn count(
    db: &impl ConnectionTrait,
    of: CommunityId,
    state: MembershipState,
) -> Result<u64, DbError> {
    let found = membership::Entity::find()
        .filter(membership::Column::CommunityId.eq(of.0))
        .filter(membership::Column::State.eq(state.key()));
    Ok(found.count(db).await?)
}

/// How many there are in a state, of each community that has any.
pub(crate) async fn counts(
    db: &impl ConnectionTrait,
    state: MembershipState,
) -> Result<HashMap<CommunityId, u64>, DbError> {
    let mut select = Query::select();
    select
        .column("community_id")
        .expr(Expr::col("member_id").count())
        .from("community_members")
        .and_where(Expr::col("state").eq(state.key()))
        .group_by_col("community_id");
    let rows = db.query_all(&select).await?;
    let read = |row: &QueryResult| {
        let count: i64 = row.try_get_by_index(1)?;
        Ok((CommunityId(row.try_get_by_index(0)?), count.unsigned_abs()))
    };
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// Who belongs to a community or asked to: those who wait first, then by name.
pub(crate) async fn people(
    db: &impl ConnectionTrait,
    of: CommunityId,
    query: &PeopleQuery,
) -> Result<Vec<Person>, DbError> {
    let mut select = Query::select();
    for column in COLUMNS {
        select.column(("community_members", column));
    }
    select
        .column(("members", "name"))
        .from("community_members")
        .inner_join(
            "members",
            Expr::col(("members", "id")).equals(("community_members", "member_id")),
        )
        .and_where(Expr::col(("community_members", "community_id")).eq(of.0))
        .order_by_expr(
            Expr::cust("case when community_members.state = 'asked' then 0 else 1 end"),
            Order::Asc,
        )
        .order_by(("members", "name_key"), Order::Asc)
        .order_by(("members", "id"), Order::Asc)
        .limit(query.first.into())
        .offset(query.offset.into());
    if let Some(state) = query.state {
        select.and_where(Expr::col(("community_members", "state")).eq(state.key()));
    }
    if let Some(role) = query.role {
        select.and_where(Expr::col(("community_members", "role")).eq(role.key()));
    }
    if let Some(text) = query.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        let Some(called) = members::store::called(("members", "name_key"), text) else {
            return Ok(Vec::new());
        };
        select.and_where(called);
    }
    let mut people = Vec::new();
    for row in db.query_all(&select).await? {
        let membership = membership_of(&membership::Model {
            community_id: row.try_get_by_index(0)?,
            member_id: row.try_get_by_index(1)?,
            role: row.try_get_by_index(2)?,
            sets: row.try_get_by_index(3)?,
            state: row.try_get_by_index(4)?,
            since: row.try_get_by_index(5)?,
            accepted_version: row.try_get_by_index(6)?,
        })?;
        people.push(Person { name: row.try_get_by_index(7)?, membership });
    }
    Ok(people)
}
