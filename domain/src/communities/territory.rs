//! Where an actor looks after places, as one question of the database: the same as asking
//! [`super::standing_over`] about each place, without asking about each.

use sea_orm::ConnectionTrait;

use super::store;
use crate::ctx::{Actor, Ctx};
use crate::db::DbError;
use crate::id::{AreaId, CommunityId};
use crate::policy::{self, Action};

/// Where an actor may do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Territory {
    /// In the whole house.
    Everywhere,
    /// In the areas of some communities, but for what lies in a smaller one of another's.
    Parts {
        /// Areas in which they may.
        mine: Vec<AreaId>,
        /// Areas of communities in which they may not.
        others: Vec<AreaId>,
    },
}

/// Where the actor may do something with places.
pub(crate) async fn territory(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    action: Action,
) -> Result<Territory, DbError> {
    if policy::allows(ctx.actor, action) {
        return Ok(Territory::Everywhere);
    }
    let (mut mine, mut others) = (Vec::new(), Vec::new());
    let Actor::Member(me) = ctx.actor else { return Ok(Territory::Parts { mine, others }) };
    let memberships = store::memberships(db, me.member).await?;
    for (id, area, version) in store::lands(db).await? {
        let membership = memberships.iter().find(|it| it.community == id);
        let may =
            membership.is_some_and(|it| policy::allows_on(ctx.actor, action, it.in_force(version)));
        if may { mine.push(area) } else { others.push(area) }
    }
    // Of communities with one area, any will do.
    others.retain(|area| !mine.contains(area));
    Ok(Territory::Parts { mine, others })
}

/// The communities in which the actor may do something; none: in all of them.
pub(crate) async fn communities_where(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    action: Action,
) -> Result<Option<Vec<CommunityId>>, DbError> {
    if policy::allows(ctx.actor, action) {
        return Ok(None);
    }
    let Actor::Member(me) = ctx.actor else { return Ok(Some(Vec::new())) };
    let memberships = store::memberships(db, me.member).await?;
    let all = store::by_ids(db, memberships.iter().map(|it| it.community)).await?;
    let may = |id: &CommunityId| {
        let version = all.iter().find(|it| it.id == *id).map(|it| it.agreements_version);
        let mine = memberships.iter().find(|it| it.community == *id);
        mine.zip(version).is_some_and(|(mine, version)| {
            policy::allows_on(ctx.actor, action, mine.in_force(version))
        })
    };
    Ok(Some(memberships.iter().map(|it| it.community).filter(may).collect()))
}
