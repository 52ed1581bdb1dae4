//! The eyes of many at once: as many statements for a hundred as for one.

use std::collections::{BTreeSet, HashMap};

use sea_orm::ConnectionTrait;

use super::super::seeing::Eyes;
use super::super::store::blocked_pairs;
use crate::attestations;
use crate::communities::model::Role;
use crate::communities::store::{by_ids, memberships_among};
use crate::db::DbError;
use crate::id::{CommunityId, MemberId};

/// What some members see of some communities. It is the rule of [`super::super::eyes`], asked of
/// nothing but these communities: what they see of others is not in it.
pub(super) async fn of_many(
    db: &impl ConnectionTrait,
    members: &BTreeSet<MemberId>,
    communities: &BTreeSet<CommunityId>,
) -> Result<HashMap<MemberId, Eyes>, DbError> {
    let own = |it: &MemberId| (*it, Eyes { member: Some(*it), ..Eyes::default() });
    let mut all: HashMap<MemberId, Eyes> = members.iter().map(own).collect();
    let versions: HashMap<CommunityId, i32> = by_ids(db, communities.iter().copied())
        .await?
        .into_iter()
        .map(|it| (it.id, it.agreements_version))
        .collect();
    for it in memberships_among(db, members, communities).await? {
        let version = versions.get(&it.community);
        if version.is_some_and(|version| it.in_force(*version).0 >= Role::Member)
            && let Some(eyes) = all.get_mut(&it.member)
        {
            eyes.communities.insert(it.community);
        }
    }
    let belong = all.values().flat_map(|eyes| {
        eyes.member.into_iter().flat_map(|it| eyes.communities.iter().map(move |of| (*of, it)))
    });
    let known = attestations::known_among(db, &belong.collect()).await?;
    for (community, member) in known {
        if let Some(eyes) = all.get_mut(&member) {
            eyes.known.insert(community);
        }
    }
    for (one, other) in blocked_pairs(db, members).await? {
        for (who, whom) in [(one, other), (other, one)] {
            if let Some(eyes) = all.get_mut(&who) {
                eyes.blocked.insert(whom);
            }
        }
    }
    Ok(all)
}
