//! The statements about who belongs to a community, and who is invited.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, Order, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::communities::entity::{invitation, membership};
use crate::communities::model::{
    Invitation, Membership, MembershipState, PeopleQuery, PermissionSet, Person, Role, Sets,
};
use crate::db::{DbError, WriteTx};
use crate::id::{CommunityId, InvitationId, MemberId};
use crate::members::model::Email;

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
        .order_by_expr(Expr::expr(Func::lower(Expr::col(("members", "name")))), Order::Asc)
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
        let plain =
            text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let like = LikeExpr::new(format!("%{plain}%")).escape('\\');
        select.and_where(Expr::expr(Func::lower(Expr::col(("members", "name")))).like(like));
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

fn invitation_of(row: invitation::Model) -> Result<Invitation, DbError> {
    let unknown = || DbErr::Type(format!("nobody is invited as {}", row.role));
    Ok(Invitation {
        id: InvitationId(row.id),
        community: CommunityId(row.community_id),
        role: Role::from_key(&row.role).ok_or_else(unknown)?,
        email: row.email,
        by: row.invited_by.map(MemberId),
        created_at: row.created_at,
        ends_at: row.ends_at,
    })
}

/// Invites somebody; an earlier invitation to the same address holds no more.
pub(crate) async fn invite(
    tx: &WriteTx,
    it: &Invitation,
    to: &Email,
    link_hash: String,
) -> Result<(), DbError> {
    invitation::Entity::delete_many()
        .filter(invitation::Column::CommunityId.eq(it.community.0))
        .filter(invitation::Column::EmailKey.eq(to.key()))
        .exec(tx.conn())
        .await?;
    let row = invitation::Model {
        id: it.id.0,
        community_id: it.community.0,
        email: it.email.clone(),
        email_key: to.key().to_owned(),
        role: it.role.key().to_owned(),
        link_hash,
        invited_by: it.by.map(|by| by.0),
        created_at: it.created_at,
        ends_at: it.ends_at,
    };
    row.into_active_model().insert(tx.conn()).await?;
    Ok(())
}

/// The invitation of a link, if it holds.
pub(crate) async fn invitation_of_link(
    db: &impl ConnectionTrait,
    link_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<Invitation>, DbError> {
    let found = invitation::Entity::find()
        .filter(invitation::Column::LinkHash.eq(link_hash))
        .filter(invitation::Column::EndsAt.gt(now));
    found.one(db).await?.map(invitation_of).transpose()
}

/// The invitation of a community to an address, whether it holds or not.
pub(crate) async fn invitation_to(
    tx: &WriteTx,
    of: CommunityId,
    to: &Email,
) -> Result<Option<Invitation>, DbError> {
    let found = invitation::Entity::find()
        .filter(invitation::Column::CommunityId.eq(of.0))
        .filter(invitation::Column::EmailKey.eq(to.key()));
    found.one(tx.conn()).await?.map(invitation_of).transpose()
}

/// The invitations to an address that hold, the latest first: one a community at most.
pub(crate) async fn invitations_to(
    db: &impl ConnectionTrait,
    to: &Email,
    now: DateTime<Utc>,
) -> Result<Vec<Invitation>, DbError> {
    let rows = invitation::Entity::find()
        .filter(invitation::Column::EmailKey.eq(to.key()))
        .filter(invitation::Column::EndsAt.gt(now))
        .order_by_desc(invitation::Column::CreatedAt)
        .all(db)
        .await?;
    rows.into_iter().map(invitation_of).collect()
}

/// An invitation of a community.
pub(crate) async fn invitation(
    tx: &WriteTx,
    of: CommunityId,
    id: InvitationId,
) -> Result<Option<Invitation>, DbError> {
    let found =
        invitation::Entity::find_by_id(id.0).filter(invitation::Column::CommunityId.eq(of.0));
    found.one(tx.conn()).await?.map(invitation_of).transpose()
}

/// Takes away what somebody who leaves was invited to, and what they invited others to.
pub(crate) async fn forget_invitations(
    tx: &WriteTx,
    member: MemberId,
    email: Option<&Email>,
) -> Result<(), DbError> {
    let mut theirs = Condition::any().add(invitation::Column::InvitedBy.eq(member.0));
    if let Some(email) = email {
        theirs = theirs.add(invitation::Column::EmailKey.eq(email.key()));
    }
    invitation::Entity::delete_many().filter(theirs).exec(tx.conn()).await?;
    Ok(())
}

/// The invitations of a community that hold, the latest first.
pub(crate) async fn invitations(
    db: &impl ConnectionTrait,
    of: CommunityId,
    now: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Invitation>, DbError> {
    let rows = invitation::Entity::find()
        .filter(invitation::Column::CommunityId.eq(of.0))
        .filter(invitation::Column::EndsAt.gt(now))
        .order_by_desc(invitation::Column::CreatedAt)
        .order_by_desc(invitation::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    rows.into_iter().map(invitation_of).collect()
}

/// Takes an invitation of a community away. Answers whether it was there.
pub(crate) async fn end_invitation(
    tx: &WriteTx,
    of: CommunityId,
    id: InvitationId,
) -> Result<bool, DbError> {
    let gone = invitation::Entity::delete_many()
        .filter(invitation::Column::Id.eq(id.0))
        .filter(invitation::Column::CommunityId.eq(of.0))
        .exec(tx.conn())
        .await?;
    Ok(gone.rows_affected == 1)
}

/// Takes away invitations that have ended.
pub(crate) async fn tidy_invitations(tx: &WriteTx, now: DateTime<Utc>) -> Result<u64, DbError> {
    let gone = invitation::Entity::delete_many().filter(invitation::Column::EndsAt.lte(now));
    Ok(gone.exec(tx.conn()).await?.rows_affected)
}
