//! Joining a community and leaving it, and accepting what is agreed there.

use super::error::CommunityError;
use super::model::{
    Community, Decided, Decision, Invitation, Joining, Membership, MembershipState, Role, Sets,
};
use super::people::inviting;
use super::{me, standing_of, store};
use crate::Domain;
use crate::audit;
use crate::audit::model::{Act, Note};
use crate::ctx::{Actor, Ctx, Signed};
use crate::db::{DbError, WriteTx};
use crate::id::{CommunityId, MemberId, SessionId};
use crate::members;
use crate::members::codes::hash;
use crate::members::freezing;
use crate::members::model::{Secret, State};
use crate::policy::{self, Action};
use crate::posts;

/// What joining came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// They belong to it.
    In,
    /// An organiser will let them in, or not.
    Asked,
    /// They left while they were kept out, and still are.
    KeptOut,
}

impl Joined {
    fn by(state: MembershipState) -> Self {
        match state {
            MembershipState::Active => Self::In,
            MembershipState::Asked => Self::Asked,
            MembershipState::Frozen => Self::KeptOut,
        }
    }
}

/// Joins a community, or asks to. Whoever does so has accepted the version that they saw.
///
/// # Errors
/// [`CommunityError::NotAccepted`] when there is a newer one, [`CommunityError::ByInvitation`],
/// [`CommunityError::Duplicate`], [`CommunityError::Frozen`], [`CommunityError::NotFound`].
pub async fn join(
    ctx: &Ctx,
    domain: &Domain,
    id: CommunityId,
    accepted: Option<i32>,
) -> Result<Joined, CommunityError> {
    let me = me(ctx, Action::JoinCommunity)?;
    let tx = domain.db.write().await?;
    let community = store::lock(&tx, id).await?.ok_or(CommunityError::NotFound)?;
    if let Some(known) = store::membership(tx.conn(), id, me.member).await? {
        return Err(match known.state {
            MembershipState::Frozen => CommunityError::Frozen,
            MembershipState::Asked | MembershipState::Active => CommunityError::Duplicate,
        });
    }
    let state = match community.settings.joining {
        Joining::Open => MembershipState::Active,
        Joining::Request => MembershipState::Asked,
        Joining::Invitation => return Err(CommunityError::ByInvitation),
    };
    has_accepted(&community, accepted)?;
    let is = put_in(&tx, ctx, &community, me.member, (Role::Member, state)).await?;
    tx.commit().await?;
    Ok(Joined::by(is.state))
}

/// Accepts the newest version of what is agreed, which is the one that they saw.
///
/// # Errors
/// [`CommunityError::NotAccepted`] when there is a newer one, [`CommunityError::NotFound`].
pub async fn accept_agreements(
    ctx: &Ctx,
    domain: &Domain,
    id: CommunityId,
    version: i32,
) -> Result<(), CommunityError> {
    let me = me(ctx, Action::JoinCommunity)?;
    let tx = domain.db.write().await?;
    let community = store::lock(&tx, id).await?.ok_or(CommunityError::NotFound)?;
    let mine = store::membership(tx.conn(), id, me.member).await?;
    mine.ok_or(CommunityError::NotFound)?;
    has_accepted(&community, Some(version))?;
    store::accept(&tx, (id, me.member), version, ctx.now).await?;
    Ok(tx.commit().await?)
}

/// Leaves a community, or takes back that one asked. Who leaves while they are kept out is kept
/// out when they come back.
///
/// # Errors
/// [`CommunityError::LastOrganiser`], [`CommunityError::NotFound`].
pub async fn leave(ctx: &Ctx, domain: &Domain, id: CommunityId) -> Result<(), CommunityError> {
    let me = me(ctx, Action::JoinCommunity)?;
    let tx = domain.db.write().await?;
    store::lock(&tx, id).await?.ok_or(CommunityError::NotFound)?;
    let mine = store::membership(tx.conn(), id, me.member).await?;
    let mine = mine.ok_or(CommunityError::NotFound)?;
    keeps_an_organiser(&tx, &mine).await?;
    stays_kept_out(&tx, ctx, &mine).await?;
    if mine.role > Role::Member || mine.sets != Sets::NONE {
        let note = Note::new(Act::RoleGivenUp).of(id).to(me.member);
        audit::note(&tx, ctx, note.with("from", mine.role.key())).await?;
    }
    store::delete_membership(&tx, &mine).await?;
    posts::store::take_off(&tx, ctx, me.member).await?;
    Ok(tx.commit().await?)
}

/// To which communities I am invited, as what and until when, the latest first.
///
/// # Errors
/// [`CommunityError::SignedOut`].
pub async fn my_invitations(ctx: &Ctx, domain: &Domain) -> Result<Vec<Invitation>, CommunityError> {
    let me = me(ctx, Action::JoinCommunity)?;
    let db = domain.db.reader();
    let mine = members::store::by_id(db, me.member).await.map_err(DbError::from)?;
    let Some(email) = mine.and_then(|it| it.member.email) else { return Ok(Vec::new()) };
    Ok(store::invitations_to(db, &email, ctx.now).await?)
}

/// The community that a mailed link invites to, and as what. Looking uses nothing up.
///
/// # Errors
/// [`CommunityError::WrongInvitation`].
pub async fn look_at_invitation(
    ctx: &Ctx,
    domain: &Domain,
    link: &Secret,
) -> Result<(Community, Role), CommunityError> {
    let db = domain.db.reader();
    let found = store::invitation_of_link(db, &hash(link.reveal()), ctx.now).await?;
    let found = found.ok_or(CommunityError::WrongInvitation)?;
    let community = store::by_id(db, found.community).await?;
    Ok((community.ok_or(CommunityError::WrongInvitation)?, found.role))
}

/// Joins a community by a mailed link. It is for whoever has the address that it was mailed to,
/// so that a letter that was passed on lets in nobody else. Answers which community, and what came
/// of it: who left while they were kept out comes back kept out.
///
/// # Errors
/// [`CommunityError::WrongInvitation`], [`CommunityError::NotAccepted`],
/// [`CommunityError::Frozen`].
pub async fn accept_invitation(
    ctx: &Ctx,
    domain: &Domain,
    link: &Secret,
    accepted: Option<i32>,
) -> Result<(CommunityId, Joined), CommunityError> {
    let me = me(ctx, Action::JoinCommunity)?;
    let hash = hash(link.reveal());
    let tx = domain.db.write().await?;
    let found = store::invitation_of_link(tx.conn(), &hash, ctx.now).await?;
    let found = found.ok_or(CommunityError::WrongInvitation)?;
    let community = store::lock(&tx, found.community).await?;
    let community = community.ok_or(CommunityError::WrongInvitation)?;
    let key = found.email.to_lowercase();
    let is_theirs = members::reads_mail_of(tx.conn(), me.member, &key).await?;
    let holds = is_theirs && still_holds(&tx, &community, &found).await?;
    // Whoever takes it away uses it: of two at once, one.
    if !holds || !store::end_invitation(&tx, community.id, found.id).await? {
        return Err(CommunityError::WrongInvitation);
    }
    has_accepted(&community, accepted)?;
    let known = store::membership(tx.conn(), community.id, me.member).await?;
    let was = known.as_ref().map_or(Role::Visitor, |it| it.role);
    let (role, joined) = match known {
        Some(known) if known.state == MembershipState::Frozen => {
            return Err(CommunityError::Frozen);
        }
        Some(known) => {
            store::forget_decision(&tx, community.id, me.member).await?;
            let role = known.role.max(found.role);
            let is = Membership { role, state: MembershipState::Active, ..known.clone() };
            store::change_membership(&tx, &known, &is).await?;
            let version = community.agreements_version;
            store::accept(&tx, (community.id, me.member), version, ctx.now).await?;
            (role, Joined::In)
        }
        None => {
            let active = (found.role, MembershipState::Active);
            let is = put_in(&tx, ctx, &community, me.member, active).await?;
            (is.role, Joined::by(is.state))
        }
    };
    if role > was.max(Role::Member) {
        let note = Note::new(Act::RoleSet).of(community.id).to(me.member);
        let note = note.with("from", was.key()).with("to", role.key());
        audit::note(&tx, ctx, note.with("invitation", found.id.to_string())).await?;
    }
    tx.commit().await?;
    Ok((community.id, joined))
}

/// Whether whoever invited might still do so: what somebody lost they do not hand out either.
async fn still_holds(
    tx: &WriteTx,
    community: &Community,
    invitation: &Invitation,
) -> Result<bool, CommunityError> {
    let Some(by) = invitation.by else { return Ok(true) };
    let found = members::store::by_id(tx.conn(), by).await.map_err(DbError::from)?;
    let Some(found) = found.filter(|it| it.member.state == State::Active) else { return Ok(false) };
    let membership = store::membership(tx.conn(), community.id, by).await?;
    let session = SessionId(uuid::Uuid::nil());
    let them =
        Actor::Member(Signed { member: by, session, operator: found.member.operator, under: None });
    let standing = standing_of(membership.as_ref(), community.agreements_version);
    Ok(policy::allows_on(them, inviting(invitation.role), standing))
}

/// Makes somebody something to a community, who has accepted what is agreed there. Who left while
/// they were kept out comes back kept out, and as a member, whatever they were or are invited to.
pub(super) async fn put_in(
    tx: &WriteTx,
    ctx: &Ctx,
    community: &Community,
    member: MemberId,
    (role, state): (Role, MembershipState),
) -> Result<Membership, CommunityError> {
    let before = store::decision(tx.conn(), community.id, member).await?;
    let (role, state) = match before.map(|it| it.what) {
        Some(Decided::Frozen) => (Role::Member, MembershipState::Frozen),
        Some(_) => {
            store::forget_decision(tx, community.id, member).await?;
            (role, state)
        }
        None => (role, state),
    };
    let membership = Membership {
        community: community.id,
        member,
        role,
        sets: Sets::NONE,
        state,
        since: ctx.now,
        accepted_version: community.agreements_version,
    };
    store::insert_membership(tx, &membership).await?;
    // Who comes back finds on the board what they had there.
    posts::store::take_off(tx, ctx, member).await?;
    store::accept(tx, (community.id, member), community.agreements_version, ctx.now).await?;
    Ok(membership)
}

/// Makes somebody who founds a community what they are in it, in the same transaction.
pub(crate) async fn put_first(
    tx: &WriteTx,
    ctx: &Ctx,
    community: &Community,
    (member, role): (MemberId, Role),
) -> Result<(), CommunityError> {
    put_in(tx, ctx, community, member, (role, MembershipState::Active)).await?;
    Ok(())
}

/// A community that has organisers keeps one. The community is locked.
pub(super) async fn keeps_an_organiser(
    tx: &WriteTx,
    leaving: &Membership,
) -> Result<(), CommunityError> {
    let is_one = leaving.role == Role::Organiser && leaving.state == MembershipState::Active;
    if is_one && store::other_organisers(tx, leaving.community, leaving.member).await? == 0 {
        return Err(CommunityError::LastOrganiser);
    }
    Ok(())
}

/// What was decided about who leaves goes with them, but that they are kept out.
async fn stays_kept_out(tx: &WriteTx, ctx: &Ctx, leaving: &Membership) -> Result<(), DbError> {
    let Membership { community, member, .. } = *leaving;
    if leaving.state != MembershipState::Frozen {
        return store::forget_decision(tx, community, member).await;
    }
    let known = store::decision(tx.conn(), community, member).await?;
    if known.is_none_or(|it| it.what != Decided::Frozen) {
        let kept_out = freezing::open_in(tx, member, community).await?;
        let at = kept_out.as_ref().map_or(ctx.now, |it| it.from);
        let reason = kept_out.and_then(|it| it.reason);
        let what = Decided::Frozen;
        store::decide(tx, &Decision { community, member, what, reason, by: None, at }).await?;
    }
    Ok(())
}

fn has_accepted(community: &Community, accepted: Option<i32>) -> Result<(), CommunityError> {
    let newest = community.agreements_version;
    if newest == 0 || accepted == Some(newest) {
        return Ok(());
    }
    Err(CommunityError::NotAccepted { newest })
}
