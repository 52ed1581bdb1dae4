//! Who belongs to a community, and who is invited or entered. Every act is written down.

use std::collections::HashMap;

use chrono::TimeDelta;

use super::error::CommunityError;
use super::joining::{keeps_an_organiser, put_in};
use super::model::{
    Community, Decision, Invitation, Membership, MembershipState, PeopleQuery, Person, Role,
    first_name,
};
use super::{standing_in, store};
use crate::Domain;
use crate::audit;
use crate::audit::model::{Act, Note};
use crate::ctx::{Actor, Ctx};
use crate::db::DbError;
use crate::error::Problem;
use crate::id::{CommunityId, InvitationId, MemberId};
use crate::jobs::{self, Letter, Mail};
use crate::language::Language;
use crate::members::attempts::{Limit, hex};
use crate::members::codes::hash;
use crate::members::model::Email;
use crate::members::{self, freezing};
use crate::page::PAGE_MAX;
use crate::policy::{self, Action, Standing};

/// How long an invitation holds, in days.
pub const INVITATION_DAYS: i64 = 14;
/// Letters to one address, whoever sends them.
const MAILS_TO: Limit = Limit { name: "invitation-mails-to", tries: 5, minutes: 60 };
/// How many somebody invites in a day: a street at a time.
const INVITES: Limit = Limit { name: "invites", tries: 60, minutes: 24 * 60 };

/// As what somebody is entered into a community at the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewPlace {
    /// Which community.
    pub community: CommunityId,
    /// As what.
    pub role: Role,
}

/// Who belongs to a community or asked to: those who wait first, then by name.
///
/// # Errors
/// [`CommunityError::Denied`].
pub async fn people(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
    query: &PeopleQuery,
) -> Result<Vec<Person>, CommunityError> {
    let db = domain.db.reader();
    policy::check_on(ctx, Action::SeeMembers, standing_in(ctx, db, of).await?)?;
    let query = PeopleQuery { first: query.first.clamp(1, PAGE_MAX), ..query.clone() };
    Ok(store::people(db, of, &query).await?)
}

/// Somebody who belongs to a community or asked to, and what was last decided about them there.
///
/// # Errors
/// [`CommunityError::NotFound`], [`CommunityError::Denied`].
pub async fn person(
    ctx: &Ctx,
    domain: &Domain,
    (of, member): (CommunityId, MemberId),
) -> Result<(Person, Option<Decision>), CommunityError> {
    let db = domain.db.reader();
    policy::check_on(ctx, Action::SeeMembers, standing_in(ctx, db, of).await?)?;
    let membership = store::membership(db, of, member).await?.ok_or(CommunityError::NotFound)?;
    let known = members::store::by_id(db, member).await.map_err(DbError::from)?;
    let name = known.ok_or(CommunityError::NotFound)?.member.name;
    Ok((Person { name, membership }, store::decision(db, of, member).await?))
}

/// The first names of who runs a community, for who belongs to it; so that who is kept out knows
/// whom to ask.
///
/// # Errors
/// [`CommunityError::Denied`].
pub async fn organisers(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
) -> Result<Vec<String>, CommunityError> {
    Ok(organisers_of(ctx, domain, &[of]).await?.remove(&of).unwrap_or_default())
}

/// The same of several communities.
///
/// # Errors
/// [`CommunityError::Denied`] when the actor does not belong to one of them.
pub async fn organisers_of(
    ctx: &Ctx,
    domain: &Domain,
    of: &[CommunityId],
) -> Result<HashMap<CommunityId, Vec<String>>, CommunityError> {
    let db = domain.db.reader();
    let mine = match by(ctx) {
        Some(me) if !of.is_empty() => store::memberships(db, me).await?,
        _ => Vec::new(),
    };
    for id in of {
        let belongs = mine.iter().find(|it| it.community == *id);
        let belongs = belongs.filter(|it| it.state != MembershipState::Asked);
        let standing = belongs.map_or(Standing::NONE, |it| (it.role, it.sets).into());
        policy::check_on(ctx, Action::SeeOrganisers, standing)?;
    }
    let mut names: HashMap<CommunityId, Vec<String>> = HashMap::new();
    for (community, name) in store::organisers(db, of).await? {
        let some = names.entry(community).or_default();
        if some.len() < PAGE_MAX as usize {
            some.push(first_name(&name).to_owned());
        }
    }
    Ok(names)
}

/// The invitations of a community that hold, the latest first.
///
/// # Errors
/// [`CommunityError::Denied`].
pub async fn invitations(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
) -> Result<Vec<Invitation>, CommunityError> {
    let db = domain.db.reader();
    policy::check_on(ctx, Action::InviteMember, standing_in(ctx, db, of).await?)?;
    Ok(store::invitations(db, of, ctx.now, PAGE_MAX.into()).await?)
}

/// Invites somebody by mail. Whether the address is known here is told to nobody.
///
/// # Errors
/// [`CommunityError::Invalid`] for `email` or `role`, [`CommunityError::OwnCase`],
/// [`CommunityError::TooMany`], [`CommunityError::Denied`].
pub async fn invite(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
    (email, role, language): (&str, Role, Language),
) -> Result<Invitation, CommunityError> {
    let to = Email::read(email)
        .map_err(|problem| CommunityError::Invalid { field: "email", problem })?;
    let tx = domain.db.write().await?;
    let community = store::lock(&tx, of).await?.ok_or(CommunityError::NotFound)?;
    // The new one takes the place of the earlier one, so that it takes as much to do so.
    let earlier = store::invitation_to(&tx, of, &to).await?;
    let most = earlier.map_or(role, |it| it.role.max(role));
    let standing = standing_in(ctx, tx.conn(), of).await?;
    policy::check_on(ctx, inviting(most), standing)?;
    is_given(role)?;
    let by = by(ctx);
    if let Some(by) = by {
        let mine = members::store::by_id(tx.conn(), by).await?;
        let mine = mine.and_then(|it| it.member.email);
        if mine.is_some_and(|mine| mine.key() == to.key()) {
            return Err(CommunityError::OwnCase);
        }
        INVITES.take(&tx, ctx, &by.to_string()).await?;
    }
    MAILS_TO.take(&tx, ctx, to.key()).await?;
    let link = hex(&ctx.ids.secret());
    let invitation = Invitation {
        id: InvitationId(ctx.ids.next()),
        community: of,
        email: to.as_typed().to_owned(),
        role,
        by,
        created_at: ctx.now,
        ends_at: ctx.now + TimeDelta::days(INVITATION_DAYS),
    };
    store::invite(&tx, &invitation, &to, hash(&link)).await?;
    let letter = Letter::Invitation { link, community: community.settings.name };
    jobs::mail(&tx, ctx, Mail { to: invitation.email.clone(), language, letter }).await?;
    let note = Note::new(Act::MemberInvited).of(of).to(invitation.id).with("role", role.key());
    audit::note(&tx, ctx, note).await?;
    tx.commit().await?;
    Ok(invitation)
}

/// Takes an invitation back.
///
/// # Errors
/// [`CommunityError::NotFound`], [`CommunityError::Denied`].
pub async fn withdraw_invitation(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
    id: InvitationId,
) -> Result<(), CommunityError> {
    let tx = domain.db.write().await?;
    let standing = standing_in(ctx, tx.conn(), of).await?;
    policy::check_on(ctx, Action::InviteMember, standing)?;
    let found = store::invitation(&tx, of, id).await?.ok_or(CommunityError::NotFound)?;
    policy::check_on(ctx, inviting(found.role), standing)?;
    if !store::end_invitation(&tx, of, id).await? {
        return Err(CommunityError::NotFound);
    }
    audit::note(&tx, ctx, Note::new(Act::InvitationWithdrawn).of(of).to(id)).await?;
    Ok(tx.commit().await?)
}

/// Enters somebody into a community, who counts as having accepted what is agreed there; one who
/// is in it already becomes what is said. For the command line and the first organiser.
///
/// # Errors
/// [`CommunityError::NotFound`], [`CommunityError::Invalid`] for `role`,
/// [`CommunityError::LastOrganiser`], [`CommunityError::Denied`].
pub async fn enter(
    ctx: &Ctx,
    domain: &Domain,
    member: MemberId,
    place: NewPlace,
) -> Result<Community, CommunityError> {
    policy::check(ctx, Action::AddMember)?;
    is_given(place.role)?;
    let tx = domain.db.write().await?;
    let community = store::lock(&tx, place.community).await?.ok_or(CommunityError::NotFound)?;
    let active = MembershipState::Active;
    // Whatever was decided before, this is what holds.
    store::forget_decision(&tx, community.id, member).await?;
    freezing::lift(&tx, ctx, (member, Some(community.id))).await?;
    match store::membership(tx.conn(), community.id, member).await? {
        Some(was) => {
            let is = Membership { role: place.role, state: active, ..was.clone() };
            if is.role != Role::Organiser {
                keeps_an_organiser(&tx, &was).await?;
            }
            store::change_membership(&tx, &was, &is).await?;
            let version = community.agreements_version;
            store::accept(&tx, (community.id, member), version, ctx.now).await?;
        }
        None => {
            put_in(&tx, ctx, &community, member, (place.role, active)).await?;
        }
    }
    let note = Note::new(Act::MemberEntered).of(community.id).to(member);
    audit::note(&tx, ctx, note.with("role", place.role.key())).await?;
    tx.commit().await?;
    Ok(community)
}

/// What it takes to invite somebody: more than a member is given by whoever says what people are.
pub(super) fn inviting(role: Role) -> Action {
    if role > Role::Member { Action::ManageMembers } else { Action::InviteMember }
}

pub(super) fn by(ctx: &Ctx) -> Option<MemberId> {
    match ctx.actor {
        Actor::Member(me) => Some(me.member),
        Actor::Visitor | Actor::Operator => None,
    }
}

pub(super) fn is_given(role: Role) -> Result<(), CommunityError> {
    let problem = Problem::Unknown;
    let wrong = CommunityError::Invalid { field: "role", problem };
    if Role::GIVEN.contains(&role) { Ok(()) } else { Err(wrong) }
}
