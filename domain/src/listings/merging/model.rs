//! Two listings of one place, made one and two again, on paper.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{ListingId, MemberId, MergeId, ProfileId};
use crate::listings::census::Terms;
use crate::listings::history::Field;
use crate::listings::keepers::Keeper;
use crate::listings::model::{Facts, LifeState, Listing, Whereabouts};
use crate::listings::provenance::{Confirmation, FactGroup, Origin, Provenance};
use crate::listings::revise::{Change, Moment, differs, next};

/// So many days long a merge can be undone.
pub const UNDO_DAYS: i64 = 30;

/// That two listings were made one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Which.
    pub id: MergeId,
    /// The one that went on.
    pub survivor: ListingId,
    /// The one whose slug leads there.
    pub lost: ListingId,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was undone.
    pub undone_at: Option<DateTime<Utc>>,
}

/// What is needed to have both as they were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Trail {
    /// The survivor before.
    pub(super) survivor: Listing,
    /// The lost one before.
    pub(super) lost: Listing,
    /// The survivor after.
    pub(super) merged: Listing,
    /// The photos that went along, with the places that they had.
    pub(super) photos: Vec<(Uuid, i32)>,
    /// The claims that went along.
    pub(super) claims: Vec<Uuid>,
    /// The reports that went along.
    pub(super) reports: Vec<Uuid>,
    /// The outside records that went along, and whether they had joined the lost one before.
    pub(super) records: Vec<(Uuid, bool)>,
}

/// Somebody who keeps a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Keeping {
    pub(super) member: MemberId,
    pub(super) keeper: Keeper,
    pub(super) since: DateTime<Utc>,
    pub(super) profile: Option<ProfileId>,
}

/// The fields in which two listings differ.
#[must_use]
pub fn differing(one: &Facts, other: &Facts) -> Vec<Field> {
    Field::ALL.into_iter().filter(|field| field.differs(one, other)).collect()
}

/// The fields that the other listing tells better: those of which this one says nothing, and
/// those of which it is surer, or as sure and newer.
#[must_use]
pub fn better(one: &Listing, other: &Listing) -> Vec<Field> {
    let is_better = |field: &Field| {
        let weigh = || weight(other, field.group()) > weight(one, field.group());
        match field {
            // Two that run are one that runs, whatever a file lost.
            Field::State => one.facts.state != LifeState::Running && weigh_state(other),
            // There is always something said of these.
            Field::Kind | Field::Whereabouts => weigh(),
            _ if !field.is_said(&one.facts) => true,
            _ if !field.is_said(&other.facts) => false,
            _ => weigh(),
        }
    };
    let fields = differing(&one.facts, &other.facts).into_iter().filter(is_better).collect();
    together(one, other, fields)
}

fn weigh_state(other: &Listing) -> bool {
    other.facts.state == LifeState::Running
}

/// How sure a group is: who says so, then when it was last seen.
fn weight(listing: &Listing, group: FactGroup) -> (u8, Option<NaiveDate>) {
    let Some(Confirmation { origin, confirmed_on }) = listing.provenance.get(&group) else {
        return (0, None);
    };
    let sure = match origin {
        Origin::Import { .. } => 1,
        Origin::Seen { .. } if !origin.stands() => 2,
        Origin::Edit { editor } if editor != crate::listings::provenance::OWNER => 3,
        Origin::Edit { .. } | Origin::Seen { .. } => 4,
    };
    (sure, *confirmed_on)
}

/// Of somebody's home no door is taken without saying that it is one.
fn together(one: &Listing, other: &Listing, mut fields: Vec<Field>) -> Vec<Field> {
    const PLACE: [Field; 3] = [Field::Whereabouts, Field::Address, Field::Point];
    let is_home = |it: &Listing| it.facts.whereabouts == Whereabouts::AtHome;
    if (is_home(one) || is_home(other)) && fields.iter().any(|it| PLACE.contains(it)) {
        fields.retain(|it| !PLACE.contains(it));
        fields.extend(PLACE);
    }
    fields
}

/// The survivor with some fields of the other.
#[must_use]
pub(super) fn merged(
    survivor: &Listing,
    lost: &Listing,
    from_lost: &[Field],
    (editor, by): (&str, Moment),
) -> Change {
    let from_lost = together(survivor, lost, from_lost.to_vec());
    let mut listing = next(survivor, by.now);
    let different = differing(&survivor.facts, &lost.facts);
    let mut groups = Vec::new();
    for group in FactGroup::ALL {
        let here: Vec<Field> =
            different.iter().copied().filter(|field| field.group() == group).collect();
        let taken: Vec<Field> = here.iter().copied().filter(|it| from_lost.contains(it)).collect();
        if taken.is_empty() {
            continue;
        }
        for field in &taken {
            field.copy(&lost.facts, &mut listing.facts);
        }
        groups.push(group);
        let mixed = || {
            let origin = Origin::Edit { editor: editor.to_owned() };
            Some(Confirmation { origin, confirmed_on: Some(by.today) })
        };
        let whole = taken.len() == here.len();
        let known = if whole { lost.provenance.get(&group).cloned() } else { mixed() };
        set(&mut listing.provenance, group, known);
    }
    listing.source = survivor.source.clone().or_else(|| lost.source.clone());
    Change { listing, groups, was: Terms::of(survivor) }
}

/// The lost one: gone, and no file brings it back.
#[must_use]
pub(super) fn left(lost: &Listing, (editor, by): (&str, Moment)) -> Change {
    let mut listing = next(lost, by.now);
    listing.facts.state = LifeState::Gone { since: None };
    let origin = Origin::Edit { editor: editor.to_owned() };
    let known = Confirmation { origin, confirmed_on: Some(by.today) };
    listing.provenance.insert(FactGroup::State, known);
    Change { listing, groups: vec![FactGroup::State], was: Terms::of(lost) }
}

/// A listing as it was before, unless something was written since: that would be lost. What
/// somebody saw since, of what did not change, stays seen.
#[must_use]
pub(super) fn parted(
    now: &Listing,
    merged: &Listing,
    was: &Listing,
    at: DateTime<Utc>,
) -> Option<Change> {
    if now.facts != merged.facts {
        return None;
    }
    let mut listing = next(now, at);
    listing.facts.clone_from(&was.facts);
    let mut groups = Vec::new();
    for group in FactGroup::ALL {
        let is_same = !differs(group, &was.facts, &merged.facts);
        if !is_same {
            groups.push(group);
        }
        let seen_since = now.provenance.get(&group) != merged.provenance.get(&group);
        if !(is_same && seen_since) {
            set(&mut listing.provenance, group, was.provenance.get(&group).cloned());
        }
    }
    let same_record = match (&now.source, &was.source) {
        (Some(now), Some(was)) => (&now.name, &now.id) == (&was.name, &was.id),
        _ => false,
    };
    if !same_record {
        listing.source.clone_from(&was.source);
    }
    Some(Change { listing, groups, was: Terms::of(now) })
}

fn set(provenance: &mut Provenance, group: FactGroup, known: Option<Confirmation>) {
    match known {
        Some(known) => provenance.insert(group, known),
        None => provenance.remove(&group),
    };
}

/// Who keeps the one place from now on; none where each listing has another owner, who must
/// agree first.
pub(super) fn kept(survivor: &[Keeping], lost: &[Keeping]) -> Option<Vec<Keeping>> {
    let owner =
        |all: &[Keeping]| all.iter().find(|it| it.keeper == Keeper::Owner).map(|it| it.member);
    let all = match (owner(survivor), owner(lost)) {
        (Some(one), Some(other)) if one != other => return None,
        (Some(_), None) => survivor.to_vec(),
        (None, Some(_)) => lost.to_vec(),
        _ => {
            let known: BTreeSet<MemberId> = survivor.iter().map(|it| it.member).collect();
            let of: BTreeSet<ProfileId> = survivor.iter().filter_map(|it| it.profile).collect();
            // One person is enough for a profile, whose places are everybody's in it.
            let is_new = |it: &&Keeping| {
                !known.contains(&it.member) && it.profile.is_none_or(|id| !of.contains(&id))
            };
            let more = lost.iter().filter(is_new);
            survivor.iter().chain(more).copied().collect()
        }
    };
    Some(all)
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
