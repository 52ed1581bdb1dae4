//! What a listing becomes: by an edit, by an outside record, or when no data set holds it.
//!
//! Facts change a group at a time. A group that a person here wrote stays as it is, whatever a
//! later import says; every other group is the last importer's.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::census::Terms;
use super::model::{Facts, LifeState, Listing};
use super::provenance::{Confirmation, FactGroup, Origin, Source};

/// A listing as it will be, and which groups of facts differ from what it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The listing after the change, its revision already counted up.
    pub listing: Listing,
    /// The groups that differ.
    pub groups: Vec<FactGroup>,
    /// What the listing counted for before, if it existed.
    pub was: Option<Terms>,
}

/// What an outside record says of a listing.
#[derive(Clone, Debug, PartialEq)]
pub struct Report<'a> {
    /// Its facts.
    pub facts: &'a Facts,
    /// When the source says that groups were last confirmed.
    pub confirmed: &'a BTreeMap<FactGroup, NaiveDate>,
    /// The record, with its terms.
    pub source: Source,
}

/// Whether two listings' facts differ in a group.
#[must_use]
pub fn differs(group: FactGroup, one: &Facts, other: &Facts) -> bool {
    let mut copy = one.clone();
    group.copy(other, &mut copy);
    copy != *one
}

/// The listing after a person's edit, or `None` when the facts are as they were. What differs
/// is the editor's from now on.
#[must_use]
pub fn edited(current: &Listing, facts: Facts, editor: &str, by: Moment) -> Option<Change> {
    let groups = differing(&current.facts, &facts);
    if groups.is_empty() {
        return None;
    }
    let mut listing = Listing { facts, ..next(current, by.now) };
    for group in &groups {
        let origin = Origin::Edit { editor: editor.to_owned() };
        let confirmation = Confirmation { origin, confirmed_on: Some(by.today) };
        listing.provenance.insert(*group, confirmation);
    }
    Some(Change { listing, groups, was: Terms::of(current) })
}

/// A listing that a person brings in: all that it says is theirs.
#[must_use]
pub fn added(mut listing: Listing, editor: &str, by: Moment) -> Change {
    let groups = differing(&Facts::default(), &listing.facts);
    for group in &groups {
        let origin = Origin::Edit { editor: editor.to_owned() };
        let confirmation = Confirmation { origin, confirmed_on: Some(by.today) };
        listing.provenance.insert(*group, confirmation);
    }
    Change { listing, groups, was: None }
}

/// The listing after somebody saw that groups of its facts are right, or `None` when it was seen
/// so today already. What a group says does not change.
#[must_use]
pub fn confirmed(
    current: &Listing,
    groups: &[FactGroup],
    editor: &str,
    by: Moment,
) -> Option<Change> {
    let mut listing = next(current, by.now);
    let mut changed = Vec::new();
    for group in groups {
        let before = current.provenance.get(group);
        let Some(origin) = Origin::seen_by(before.map(|it| &it.origin), editor) else { continue };
        let after = Confirmation { origin, confirmed_on: Some(by.today) };
        if before != Some(&after) {
            listing.provenance.insert(*group, after);
            changed.push(*group);
        }
    }
    let was = Terms::of(current);
    (!changed.is_empty()).then_some(Change { listing, groups: changed, was })
}

/// The listing after somebody took back that they saw a group.
#[must_use]
pub fn unconfirmed(
    current: &Listing,
    group: FactGroup,
    before: Option<Confirmation>,
    now: DateTime<Utc>,
) -> Change {
    let mut listing = next(current, now);
    match before {
        Some(before) => listing.provenance.insert(group, before),
        None => listing.provenance.remove(&group),
    };
    Change { listing, groups: vec![group], was: Terms::of(current) }
}

/// When a change is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub now: DateTime<Utc>,
    /// The date on the wall of the installation.
    pub today: NaiveDate,
}

/// The listing after an outside record was read: its groups, except those that people wrote.
/// A listing that was gone because no data set held it is back.
#[must_use]
pub fn reported(current: &Listing, report: Report<'_>, now: DateTime<Utc>) -> Change {
    let mut listing = next(current, now);
    for group in FactGroup::ALL {
        if is_edited(current, group) || is_seen_so(current, group, report.facts) {
            continue;
        }
        group.copy(report.facts, &mut listing.facts);
        set_import_provenance(&mut listing, group, &report);
    }
    let groups = differing(&current.facts, &listing.facts);
    listing.source = Some(report.source);
    Change { listing, groups, was: Terms::of(current) }
}

/// A listing that enters the directory with an outside record.
#[must_use]
pub fn entering(listing: Listing, report: &Report<'_>) -> Change {
    let mut listing = listing;
    listing.facts = report.facts.clone();
    for group in FactGroup::ALL {
        set_import_provenance(&mut listing, group, report);
    }
    listing.source = Some(report.source.clone());
    let groups = differing(&Facts::default(), &listing.facts);
    Change { listing, groups, was: None }
}

/// The listing once no data set holds it, or `None` when that changes nothing: it is gone
/// already, or a person wrote whether it exists.
#[must_use]
pub fn vanished(current: &Listing, now: DateTime<Utc>) -> Option<Change> {
    let gone = matches!(current.facts.state, LifeState::Gone { .. });
    if gone || is_edited(current, FactGroup::State) {
        return None;
    }
    let mut listing = next(current, now);
    // Nobody knows since when: the file only no longer has it.
    listing.facts.state = LifeState::Gone { since: None };
    let source = current.source.as_ref().map(|source| source.name.clone()).unwrap_or_default();
    let confirmation = Confirmation { origin: Origin::Import { source }, confirmed_on: None };
    listing.provenance.insert(FactGroup::State, confirmation);
    Some(Change { listing, groups: vec![FactGroup::State], was: Terms::of(current) })
}

/// The listing as it was at an earlier revision, provenance and source included.
#[must_use]
pub fn restored(current: &Listing, earlier: Listing, now: DateTime<Utc>) -> Change {
    let Listing { facts, provenance, source, .. } = earlier;
    let listing = Listing { facts, provenance, source, ..next(current, now) };
    let groups = differing(&current.facts, &listing.facts);
    Change { listing, groups, was: Terms::of(current) }
}

pub(super) fn next(current: &Listing, now: DateTime<Utc>) -> Listing {
    Listing { revision: current.revision + 1, updated_at: now, ..current.clone() }
}

fn differing(one: &Facts, other: &Facts) -> Vec<FactGroup> {
    FactGroup::ALL.into_iter().filter(|group| differs(*group, one, other)).collect()
}

/// Whether people here stand for a group of a listing's facts.
#[must_use]
pub fn is_edited(listing: &Listing, group: FactGroup) -> bool {
    listing.provenance.get(&group).is_some_and(|confirmation| confirmation.origin.stands())
}

/// Whether somebody here saw that a group is as the record has it too: the record says nothing
/// new, and seeing it counts for more.
fn is_seen_so(listing: &Listing, group: FactGroup, facts: &Facts) -> bool {
    let seen = listing.provenance.get(&group).map(|confirmation| &confirmation.origin);
    matches!(seen, Some(Origin::Seen { .. })) && !differs(group, &listing.facts, facts)
}

/// A group about which the record says nothing has no provenance: there is nothing to confirm.
fn set_import_provenance(listing: &mut Listing, group: FactGroup, report: &Report<'_>) {
    if !differs(group, report.facts, &Facts::default()) {
        listing.provenance.remove(&group);
        return;
    }
    let origin = Origin::Import { source: report.source.name.clone() };
    let confirmed_on = report.confirmed.get(&group).copied();
    listing.provenance.insert(group, Confirmation { origin, confirmed_on });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::geo::Point;
    use crate::id::ListingId;
    use crate::listings::model::{Offered, Service, Wheelchair};

    /// Facts whose every group differs between two numbers, but for number 0: it says nothing.
    fn facts(says: [u8; 9]) -> Facts {
        let [identity, place, contact, hours, state, delivery, goods, accessibility, payment] =
            says;
        let text = |n: u8| (n > 0).then(|| n.to_string());
        let mut facts = Facts {
            name: text(identity).unwrap_or_default(),
            point: (place > 0).then(|| Point { latitude: place.into(), longitude: 4.9 }),
            takeaway: [None, Some(Offered::Yes), Some(Offered::Only)][usize::from(delivery)],
            repairs: text(goods).into_iter().collect(),
            wheelchair: [None, Some(Wheelchair::Yes), Some(Wheelchair::No)]
                [usize::from(accessibility)],
            payment: text(payment).into_iter().map(|way| (way, true)).collect(),
            ..Facts::default()
        };
        facts.contact.phone = text(contact);
        facts.hours = text(hours).into_iter().map(|raw| (Service::Counter, raw)).collect();
        if let Some(to) = text(state) {
            facts.state = LifeState::Moved { to };
        }
        facts
    }

    fn says() -> impl Strategy<Value = [u8; 9]> {
        prop::array::uniform9(0_u8..3)
    }

    fn source() -> Source {
        Source {
            name: "OpenStreetMap".to_owned(),
            id: "node/1".to_owned(),
            licence: "ODbL-1.0".to_owned(),
            attribution: "© OpenStreetMap contributors".to_owned(),
            url: None,
            read_at: now(),
        }
    }

    fn now() -> DateTime<Utc> {
        "2026-04-20T08:00:00Z".parse().unwrap()
    }

    fn listing(says: [u8; 9]) -> Listing {
        let blank = Listing {
            id: ListingId(Uuid::nil()),
            slug: "noor".to_owned(),
            revision: 1,
            facts: Facts::default(),
            provenance: BTreeMap::new(),
            source: None,
            areas: Vec::new(),
            demo: false,
            created_at: now(),
            updated_at: now(),
        };
        let confirmed = BTreeMap::new();
        let report = Report { facts: &facts(says), confirmed: &confirmed, source: source() };
        entering(blank, &report).listing
    }

    fn report(current: &Listing, says: [u8; 9]) -> Change {
        let confirmed = BTreeMap::new();
        reported(
            current,
            Report { facts: &facts(says), confirmed: &confirmed, source: source() },
            now(),
        )
    }

    fn edit(current: &Listing, says: [u8; 9]) -> Option<Change> {
        let moment = Moment { now: now(), today: now().date_naive() };
        edited(current, facts(says), "Hanneke", moment)
    }

    proptest! {
        /// The groups are the whole of the facts: copying them all copies everything.
        #[test]
        fn the_groups_are_all_there_is(one in says(), other in says()) {
            let (mut copy, other) = (facts(one), facts(other));
            for group in FactGroup::ALL {
                let same = copy == other;
                group.copy(&other, &mut copy);
                prop_assert!(!same || copy == other);
                prop_assert!(!differs(group, &copy, &other));
            }
            prop_assert_eq!(copy, other);
        }

        /// A record's word holds in every group that nobody here wrote, and in no other.
        #[test]
        fn no_record_undoes_an_edit(first in says(), edit_to in says(), later in says()) {
            let current = listing(first);
            let edited = edit(&current, edit_to).map_or(current.clone(), |change| change.listing);
            let after = report(&edited, later).listing;
            for group in FactGroup::ALL {
                let written = differs(group, &facts(first), &facts(edit_to));
                let word = if written { facts(edit_to) } else { facts(later) };
                prop_assert!(!differs(group, &after.facts, &word), "{group:?}");
            }
        }

        /// What changed is named, and only that.
        #[test]
        fn changes_are_named(first in says(), later in says()) {
            let current = listing(first);
            let change = report(&current, later);
            for group in FactGroup::ALL {
                let differs = differs(group, &facts(first), &facts(later));
                prop_assert_eq!(change.groups.contains(&group), differs);
            }
            prop_assert_eq!(change.listing.revision, 2);
            prop_assert_eq!(edit(&current, first), None);
        }

        /// A group has provenance when something is said about it, and else none.
        #[test]
        fn silence_has_no_source(first in says(), later in says()) {
            let after = report(&listing(first), later).listing;
            for (group, said) in FactGroup::ALL.into_iter().zip(later) {
                prop_assert_eq!(after.provenance.contains_key(&group), said > 0, "{:?}", group);
            }
        }

        /// What vanished comes back as it was, unless a person wrote that it is closed.
        #[test]
        fn what_vanished_comes_back(first in says()) {
            let current = listing(first);
            let gone = vanished(&current, now()).unwrap().listing;
            prop_assert!(vanished(&gone, now()).is_none(), "it is gone once");
            let back = report(&gone, first).listing;
            prop_assert_eq!(back.facts, current.facts);
            prop_assert_eq!(back.provenance, current.provenance);
        }
    }

    #[test]
    fn a_person_decides_whether_a_place_exists() {
        let current = listing([1; 9]);
        let mut facts = current.facts.clone();
        facts.state = LifeState::Gone { since: Some(now().date_naive()) };
        let moment = Moment { now: now(), today: now().date_naive() };
        let closed = edited(&current, facts.clone(), "Hanneke", moment).unwrap().listing;
        assert_eq!(report(&closed, [1; 9]).listing.facts.state, facts.state, "no file revives it");
        facts.state = LifeState::Running;
        let open = edited(&closed, facts, "Hanneke", moment).unwrap().listing;
        assert_eq!(vanished(&open, now()), None, "no file closes it");
    }
}
