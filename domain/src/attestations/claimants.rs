//! What is known of people who say that places are theirs, for who decides about that.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ConnectionTrait;

use super::model::{self, Attestation, Kind};
use super::{of_all, store};
use crate::communities;
use crate::ctx::Ctx;
use crate::db::DbError;
use crate::id::{CommunityId, MemberId};

/// What is known of each of some people: their mail, their address, and whether neighbours know
/// them in one of the communities that stand beside them. Who these are, and what certificates were
/// seen, is not told here. Answers in the order of the question, with as many statements for many
/// as for one.
pub(crate) async fn of_claimants(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    asked: &[(MemberId, BTreeSet<CommunityId>)],
) -> Result<Vec<Vec<Attestation>>, DbError> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let people: BTreeSet<MemberId> = asked.iter().map(|(member, _)| *member).collect();
    let mut all = of_all(ctx, db, &people.iter().copied().collect::<Vec<_>>()).await?;
    for known in all.values_mut() {
        known.retain(|it| it.kind != Kind::VogSeen);
    }
    let by_neighbours = by_neighbours(db, asked).await?;
    let of = |(member, communities): &(MemberId, BTreeSet<CommunityId>)| {
        let mut known = all.get(member).cloned().unwrap_or_default();
        let here = communities.iter().filter_map(|of| by_neighbours.get(&(*of, *member)));
        known.extend(here.cloned());
        known.sort_by_key(|it| (it.kind, it.since));
        // Known in two communities is known.
        known.dedup_by_key(|it| it.kind);
        known
    };
    Ok(asked.iter().map(of).collect())
}

/// In which of the communities that stand beside them neighbours know some people. Nothing is read
/// of a community to which none of them belongs.
async fn by_neighbours(
    db: &impl ConnectionTrait,
    asked: &[(MemberId, BTreeSet<CommunityId>)],
) -> Result<BTreeMap<(CommunityId, MemberId), Attestation>, DbError> {
    let pairs = asked.iter().flat_map(|(member, all)| all.iter().map(|of| (*of, *member)));
    let pairs: BTreeSet<(CommunityId, MemberId)> = pairs.collect();
    let mut belonging = communities::store::belonging_among(db, &pairs).await?;
    belonging.retain(|it| pairs.contains(it));
    let mut people: BTreeMap<CommunityId, BTreeSet<MemberId>> = BTreeMap::new();
    for (of, member) in belonging {
        people.entry(of).or_default().insert(member);
    }
    let communities: BTreeSet<CommunityId> = people.keys().copied().collect();
    if communities.is_empty() {
        return Ok(BTreeMap::new());
    }
    let vouches = store::vouches_in(db, &communities).await?;
    let confirmed = store::confirmed_in(db, &communities).await?;
    let (nobody, mut all) = (BTreeSet::new(), BTreeMap::new());
    for (of, people) in people {
        let Some(vouches) = vouches.get(&of) else { continue };
        let confirmed = confirmed.get(&of).unwrap_or(&nobody);
        for (member, since) in model::known_since((vouches, confirmed), &people) {
            let (kind, community) = (Kind::KnownByNeighbours, Some(of));
            let it = Attestation { kind, since, ends_at: None, by: None, community };
            all.insert((of, member), it);
        }
    }
    Ok(all)
}
