//! Which of many people are known, asked at once.

use std::collections::BTreeSet;

use sea_orm::ConnectionTrait;

use super::model::NEIGHBOURS_MIN;
use super::{model, store};
use crate::db::DbError;
use crate::id::{CommunityId, MemberId};

/// Of which of some people it is known in which of some communities that they belong to: the rule
/// of [`super::known_where`], with three statements at most for all of them.
pub(crate) async fn known_among(
    db: &impl ConnectionTrait,
    pairs: &BTreeSet<(CommunityId, MemberId)>,
) -> Result<BTreeSet<(CommunityId, MemberId)>, DbError> {
    let people: BTreeSet<MemberId> = pairs.iter().map(|(_, member)| *member).collect();
    let confirmed = store::confirmed_among(db, &people).await?;
    let (mut known, rest): (BTreeSet<_>, BTreeSet<_>) =
        pairs.iter().copied().partition(|(_, member)| confirmed.contains(member));
    let communities: BTreeSet<CommunityId> = rest.iter().map(|(of, _)| *of).collect();
    if communities.is_empty() {
        return Ok(known);
    }
    let vouches = store::vouches_in(db, &communities).await?;
    // Without enough who say so nobody has to be asked whose word counts.
    let enough = |(of, member): &(CommunityId, MemberId)| {
        let all = vouches.get(of).map(Vec::as_slice).unwrap_or_default();
        all.iter().filter(|it| it.member == *member).count() >= NEIGHBOURS_MIN
    };
    let rest: BTreeSet<(CommunityId, MemberId)> = rest.into_iter().filter(enough).collect();
    let communities: BTreeSet<CommunityId> = rest.iter().map(|(of, _)| *of).collect();
    if communities.is_empty() {
        return Ok(known);
    }
    let confirmed = store::confirmed_in(db, &communities).await?;
    let none = BTreeSet::new();
    for community in communities {
        let people: BTreeSet<MemberId> =
            rest.iter().filter(|(of, _)| *of == community).map(|(_, member)| *member).collect();
        let confirmed = confirmed.get(&community).unwrap_or(&none);
        let vouches = vouches.get(&community).map(Vec::as_slice).unwrap_or_default();
        let found = model::known((vouches, confirmed), &people);
        known.extend(found.into_keys().map(|member| (community, member)));
    }
    Ok(known)
}
