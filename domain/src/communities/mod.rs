//! Communities: a town, a neighbourhood, an association, and who is what in it.
//!
//! What somebody is to a community counts once they are let in and have accepted the newest
//! version of what is agreed there. The smallest community whose area contains a listing looks
//! after it: [`standing_over`] is the one place that says who that is.

mod colours;
pub(crate) mod deciding;
mod decisions;
pub mod entity;
pub mod error;
mod joining;
mod keeping;
pub mod launch;
pub mod model;
mod people;
mod roles;
pub(crate) mod store;
mod territory;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

pub use self::deciding::{admit, freeze, my_decision, my_decisions, set_role, set_sets};
use self::error::CommunityError;
pub(crate) use self::joining::put_first;
pub use self::joining::{
    Joined, accept_agreements, accept_invitation, join, leave, look_at_invitation, my_invitations,
};
pub(crate) use self::keeping::found_in;
pub use self::keeping::{
    COMMUNITIES_MAX, agreements, edit, found, mark_demo, publish_agreements, remove_demo,
};
use self::model::{Community, Membership, MembershipState, Role, Sets};
pub use self::people::{
    INVITATION_DAYS, NewPlace, enter, invitations, invite, organisers, organisers_of, people,
    person, withdraw_invitation,
};
pub(crate) use self::territory::{Territory, communities_where, territory};
use crate::Domain;
use crate::ctx::{Actor, Ctx, Signed};
use crate::db::DbError;
use crate::id::{AreaId, CommunityId, MemberId};
use crate::listings::keepers::Keeper;
use crate::listings::model::Listing;
use crate::page::PAGE_MAX;
use crate::policy::{self, Action, Standing};

/// A community, and what the actor is to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The community.
    pub community: Community,
    /// What they are to it, if anything.
    pub membership: Option<Membership>,
}

impl Seen {
    /// What the actor counts as in it.
    #[must_use]
    pub fn standing(&self) -> Standing {
        standing_of(self.membership.as_ref(), self.community.agreements_version)
    }

    /// Whether a version of what is agreed waits for their word.
    #[must_use]
    pub fn must_accept(&self) -> bool {
        self.membership.as_ref().is_some_and(|it| {
            it.state == MembershipState::Active
                && it.accepted_version < self.community.agreements_version
        })
    }
}

/// What waits at the desk of a community.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Who asked to belong to it.
    pub asked: u64,
    /// Who belongs to it.
    pub members: u64,
    /// Who was invited and has not come yet.
    pub invited: u64,
}

/// All communities, by name.
///
/// # Errors
/// [`CommunityError::Db`].
pub async fn all(ctx: &Ctx, domain: &Domain) -> Result<Vec<Seen>, CommunityError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let db = domain.db.reader();
    let all = store::all(db, PAGE_MAX.into()).await?;
    seen(ctx, db, all).await
}

/// The community with a slug, if there is one.
///
/// # Errors
/// [`CommunityError::Db`].
pub async fn by_slug(
    ctx: &Ctx,
    domain: &Domain,
    slug: &str,
) -> Result<Option<Seen>, CommunityError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let db = domain.db.reader();
    let found = store::by_slug(db, slug).await?;
    Ok(seen(ctx, db, found.into_iter().collect()).await?.pop())
}

/// The community with an id, if there is one.
///
/// # Errors
/// [`CommunityError::Db`].
pub async fn by_id(
    ctx: &Ctx,
    domain: &Domain,
    id: CommunityId,
) -> Result<Option<Seen>, CommunityError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let db = domain.db.reader();
    let found = store::by_id(db, id).await?;
    Ok(seen(ctx, db, found.into_iter().collect()).await?.pop())
}

/// The communities whose area is one of these, in their order.
///
/// # Errors
/// [`CommunityError::Db`].
pub async fn of_areas(
    ctx: &Ctx,
    domain: &Domain,
    areas: &[AreaId],
) -> Result<Vec<Community>, CommunityError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let mut all = store::around(domain.db.reader(), areas.iter().copied()).await?;
    all.sort_by_key(|it| areas.iter().position(|id| Some(*id) == it.settings.area));
    Ok(all)
}

/// The communities that I am something to, the oldest first.
///
/// # Errors
/// [`CommunityError::SignedOut`].
pub async fn mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<Seen>, CommunityError> {
    let me = me(ctx, Action::JoinCommunity)?;
    let db = domain.db.reader();
    let mine = store::memberships(db, me.member).await?;
    let found = store::by_ids(db, mine.iter().map(|it| it.community)).await?;
    let mut found: HashMap<CommunityId, Community> =
        found.into_iter().map(|it| (it.id, it)).collect();
    let seen = |it: Membership| {
        let community = found.remove(&it.community)?;
        Some(Seen { community, membership: Some(it) })
    };
    Ok(mine.into_iter().filter_map(seen).collect())
}

/// The communities in which the actor may do something: all of them, for whoever runs the house.
///
/// # Errors
/// [`CommunityError::Denied`] when there is none.
pub async fn where_i_may(
    ctx: &Ctx,
    domain: &Domain,
    action: Action,
) -> Result<Vec<Seen>, CommunityError> {
    if policy::allows(ctx.actor, action) {
        return all(ctx, domain).await;
    }
    let Actor::Member(_) = ctx.actor else { return Err(policy::Denied { action }.into()) };
    let mut mine = mine(ctx, domain).await?;
    mine.retain(|it| policy::allows_on(ctx.actor, action, it.standing()));
    if mine.is_empty() { Err(policy::Denied { action }.into()) } else { Ok(mine) }
}

/// Whether the actor has a desk somewhere, be it that they must first accept what is agreed there.
///
/// # Errors
/// [`CommunityError::Db`].
pub async fn has_desk(ctx: &Ctx, domain: &Domain) -> Result<bool, CommunityError> {
    if policy::allows(ctx.actor, Action::SeeDesk) {
        return Ok(true);
    }
    let Actor::Member(me) = ctx.actor else { return Ok(false) };
    let mine = store::memberships(domain.db.reader(), me.member).await?;
    Ok(mine.iter().any(|it| {
        it.state == MembershipState::Active
            && policy::allows_on(ctx.actor, Action::SeeDesk, (it.role, it.sets))
    }))
}

/// Whether the actor may do something in any community, or everywhere.
pub(crate) async fn check_anywhere(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    action: Action,
) -> Result<Result<(), policy::Denied>, DbError> {
    if policy::allows(ctx.actor, action) {
        return Ok(Ok(()));
    }
    let denied = Ok(Err(policy::Denied { action }));
    let Actor::Member(me) = ctx.actor else { return denied };
    let mine = store::memberships(db, me.member).await?;
    let found = store::by_ids(db, mine.iter().map(|it| it.community)).await?;
    let may = mine.iter().any(|it| {
        let there = found.iter().find(|community| community.id == it.community);
        let standing = there.map(|community| standing_of(Some(it), community.agreements_version));
        standing.is_some_and(|standing| policy::allows_on(ctx.actor, action, standing))
    });
    if may { Ok(Ok(())) } else { denied }
}

/// What waits in a community.
///
/// # Errors
/// [`CommunityError::Denied`].
pub async fn waiting(
    ctx: &Ctx,
    domain: &Domain,
    id: CommunityId,
) -> Result<Waiting, CommunityError> {
    let db = domain.db.reader();
    policy::check_on(ctx, Action::SeeDesk, standing_in(ctx, db, id).await?)?;
    let invited = store::invitations(db, id, ctx.now, PAGE_MAX.into()).await?.len() as u64;
    Ok(Waiting {
        asked: store::count(db, id, MembershipState::Asked).await?,
        members: store::count(db, id, MembershipState::Active).await?,
        invited,
    })
}

/// Which versions of what is agreed I accepted in each community, and when, the newest first.
///
/// # Errors
/// [`CommunityError::SignedOut`].
pub async fn my_acceptances(
    ctx: &Ctx,
    domain: &Domain,
) -> Result<HashMap<CommunityId, Vec<(i32, DateTime<Utc>)>>, CommunityError> {
    let me = me(ctx, Action::JoinCommunity)?;
    let mut mine: HashMap<CommunityId, Vec<_>> = HashMap::new();
    for (of, version, at) in store::acceptances(domain.db.reader(), me.member).await? {
        mine.entry(of).or_default().push((version, at));
    }
    Ok(mine)
}

/// How many belong to a community.
///
/// # Errors
/// [`CommunityError::Db`].
pub async fn member_count(
    ctx: &Ctx,
    domain: &Domain,
    id: CommunityId,
) -> Result<u64, CommunityError> {
    policy::check(ctx, Action::ReadDirectory)?;
    Ok(store::count(domain.db.reader(), id, MembershipState::Active).await?)
}

/// How many belong to each community that anybody belongs to.
///
/// # Errors
/// [`CommunityError::Db`].
pub async fn member_counts(
    ctx: &Ctx,
    domain: &Domain,
) -> Result<HashMap<CommunityId, u64>, CommunityError> {
    policy::check(ctx, Action::ReadDirectory)?;
    Ok(store::counts(domain.db.reader(), MembershipState::Active).await?)
}

/// What the actor is to a listing: its keeper, and their role in the smallest community whose
/// area contains it. Of several with the same area, the one in which they are most.
///
/// # Errors
/// [`DbError`].
pub async fn standing_over(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    keeper: Keeper,
    listing: &Listing,
) -> Result<Standing, DbError> {
    Ok(oversight(ctx, db, keeper, listing).await?.0)
}

/// The same, with the community in which it is so.
pub(crate) async fn oversight(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    keeper: Keeper,
    listing: &Listing,
) -> Result<(Standing, Option<CommunityId>), DbError> {
    let mut standing = Standing::from(keeper);
    let member = match ctx.actor {
        Actor::Member(me) => me.member,
        Actor::Visitor => return Ok((standing, None)),
        Actor::Operator => MemberId(uuid::Uuid::nil()),
    };
    let all = store::standings(db, member, listing.areas.iter().copied()).await?;
    let size = |it: &Community| listing.areas.iter().position(|id| Some(*id) == it.settings.area);
    let smallest = all.iter().map(|(it, _)| size(it)).min();
    let mut community = None;
    for (it, membership) in &all {
        if Some(size(it)) != smallest {
            continue;
        }
        let there = standing_of(membership.as_ref(), it.agreements_version);
        standing.sets = standing.sets.and(there.sets);
        if community.is_none() || there.role > standing.role {
            standing.role = there.role;
            community = Some(it.id);
        }
    }
    Ok((standing, community))
}

/// What the actor is in a community.
///
/// # Errors
/// [`DbError`].
pub async fn standing_in(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    id: CommunityId,
) -> Result<Standing, DbError> {
    let Actor::Member(me) = ctx.actor else { return Ok(Standing::NONE) };
    let Some(community) = store::by_id(db, id).await? else { return Ok(Standing::NONE) };
    let membership = store::membership(db, id, me.member).await?;
    Ok(standing_of(membership.as_ref(), community.agreements_version))
}

/// What a membership makes of somebody in its community.
pub(crate) fn standing_of(membership: Option<&Membership>, agreements_version: i32) -> Standing {
    let nobody = (Role::Visitor, Sets::NONE);
    membership.map_or(nobody, |it| it.in_force(agreements_version)).into()
}

/// What the actor is to each of some communities.
async fn seen(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    all: Vec<Community>,
) -> Result<Vec<Seen>, CommunityError> {
    let mut mine = match ctx.actor {
        Actor::Member(me) => {
            store::memberships_in(db, me.member, all.iter().map(|it| it.id)).await?
        }
        Actor::Visitor | Actor::Operator => HashMap::new(),
    };
    let seen = |community: Community| Seen { membership: mine.remove(&community.id), community };
    Ok(all.into_iter().map(seen).collect())
}

/// The member who asks, if they may.
fn me(ctx: &Ctx, action: Action) -> Result<Signed, CommunityError> {
    let Actor::Member(me) = ctx.actor else { return Err(CommunityError::SignedOut) };
    policy::check(ctx, action)?;
    Ok(me)
}
