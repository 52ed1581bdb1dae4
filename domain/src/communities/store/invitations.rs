//! The statements about who is invited.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

use crate::communities::entity::invitation;
use crate::communities::model::{Invitation, Role};
use crate::db::{DbError, WriteTx};
use crate::id::{CommunityId, InvitationId, MemberId};
use crate::members::model::Email;

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
