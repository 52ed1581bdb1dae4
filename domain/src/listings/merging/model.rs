//! Two listings of one place, made one and two again, on paper.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store::Along;
use crate::id::{ListingId, MemberId, MergeId, ProfileId};
use crate::listings::census::Terms;
use crate::listings::history::Field;
use crate::listings::keepers::Keeper;
use crate::listings::model::{Facts, LifeState, Listing, Whereabouts};
use crate::listings::provenance::{Confirmation, FactGroup, Origin, Provenance};
use crate::listings::revise::{Change, Moment, differs, next};
use crate::page::{BadCursor, Cursor, fingerprint};

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

/// A merge beside its listings.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// The merge.
    pub merge: Merge,
    /// The one that went on, and the lost one.
    pub pair: [Listing; 2],
    /// Whether it can be undone still, as far as time tells.
    pub is_undoable: bool,
    /// Where the list goes on after it.
    pub cursor: Cursor,
}

/// A page of merges.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merges {
    /// Those that can be undone first, then the latest.
    pub made: Vec<Made>,
    /// Whether there are more after these.
    pub more: bool,
}

/// The order of a list of merges: when, then by id, backwards.
pub(super) type Place = (DateTime<Utc>, Uuid);

/// The cursor of a merge.
pub(super) fn cursor(is_undoable: bool, merge: &Merge) -> Cursor {
    let key = merge.at.timestamp_micros().unsigned_abs();
    let query = fingerprint("merges");
    Cursor::Key { group: u8::from(!is_undoable), key, id: merge.id.0, query }
}

/// Whether a cursor stands among what can be undone, and where.
pub(super) fn place(cursor: Cursor) -> Result<(bool, Place), BadCursor> {
    match cursor {
        Cursor::Key { group, key, id, query } if query == fingerprint("merges") => {
            let micros = i64::try_from(key).map_err(|_| BadCursor)?;
            let at = DateTime::from_timestamp_micros(micros).ok_or(BadCursor)?;
            Ok((group == 0, (at, id)))
        }
        Cursor::Key { .. } | Cursor::Offset { .. } => Err(BadCursor),
    }
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
    /// What else went along.
    #[serde(flatten)]
    pub(super) along: Along,
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
/// those of which it is surer, or as sure and newer. If one of them is somebody's home, so is the
/// one that is left, and of the other no door is taken.
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
    let mut fields: Vec<Field> =
        differing(&one.facts, &other.facts).into_iter().filter(is_better).collect();
    let homes = [is_home(one), is_home(other)];
    if homes[0] != homes[1] {
        fields.retain(|it| !PLACE.contains(it));
        fields.extend(PLACE.into_iter().filter(|_| homes[1]));
    }
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

/// What says where a place is.
pub(crate) const PLACE: [Field; 3] = [Field::Whereabouts, Field::Address, Field::Point];

pub(crate) fn is_home(it: &Listing) -> bool {
    it.facts.whereabouts == Whereabouts::AtHome
}

/// Of somebody's home no door is taken without saying that it is one, and a home becomes a door
/// only where that is what was chosen.
fn together(one: &Listing, other: &Listing, mut fields: Vec<Field>) -> Vec<Field> {
    let takes = match (is_home(one), is_home(other)) {
        (false, false) => return fields,
        (true, false) => fields.contains(&Field::Whereabouts),
        (_, true) => fields.iter().any(|it| PLACE.contains(it)),
    };
    fields.retain(|it| !PLACE.contains(it));
    if takes {
        fields.extend(PLACE);
    }
    fields
}

/// Which fields are taken from the lost one, and whether somebody chose them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taken<'a> {
    pub(super) fields: &'a [Field],
    pub(super) is_chosen: bool,
}

/// The survivor with some fields of the other.
#[must_use]
pub(super) fn merged(
    survivor: &Listing,
    lost: &Listing,
    taken: Taken<'_>,
    (editor, by): (&str, Moment),
) -> Change {
    let from_lost = together(survivor, lost, taken.fields.to_vec());
    // The next file about the survivor says again what was chosen against, unless the choice is
    // somebody's word.
    let is_word = taken.is_chosen && survivor.source.is_some();
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
        let known = lost.provenance.get(&group);
        let stands = known.is_some_and(|it| it.origin.stands());
        let is_mixed = !whole || (is_word && !stands);
        let known = if is_mixed { mixed() } else { known.cloned() };
        set(&mut listing.provenance, group, known);
    }
    listing.source = survivor.source.clone().or_else(|| lost.source.clone());
    Change { listing, groups, was: Terms::of(survivor) }
}

/// The lost one: gone, and no file brings it back. What goes on as somebody's home is one itself:
/// else its door would be read there.
#[must_use]
pub(super) fn left(lost: &Listing, whole: &Listing, (editor, by): (&str, Moment)) -> Change {
    let mut listing = next(lost, by.now);
    let origin = Origin::Edit { editor: editor.to_owned() };
    let known = Confirmation { origin, confirmed_on: Some(by.today) };
    let mut groups = vec![FactGroup::State];
    if is_home(whole) && !is_home(lost) {
        listing.facts.whereabouts = Whereabouts::AtHome;
        listing.provenance.insert(FactGroup::Place, known.clone());
        groups.push(FactGroup::Place);
    }
    listing.facts.state = LifeState::Gone { since: None };
    listing.provenance.insert(FactGroup::State, known);
    Change { listing, groups, was: Terms::of(lost) }
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
