//! What a listing becomes: by an edit, by an outside record, or when no data set holds it.
//!
//! Facts change a group at a time. A group that a person here wrote stays as it is, whatever a
//! later import says; every other group is the last importer's.

use chrono::{DateTime, NaiveDate, Utc};

use super::model::{Confirmation, FactGroup, Facts, LifeState, Listing, Origin, Source};

/// A listing as it will be, and which groups of facts differ from what it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The listing after the change, its revision already counted up.
    pub listing: Listing,
    /// The groups that differ.
    pub groups: Vec<FactGroup>,
}

/// What an outside record says of a listing.
#[derive(Clone, Debug, PartialEq)]
pub struct Report<'a> {
    /// Its facts.
    pub facts: &'a Facts,
    /// When the source says that groups were last confirmed.
    pub confirmed: &'a std::collections::BTreeMap<FactGroup, NaiveDate>,
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
    Some(Change { listing, groups })
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
        if is_edited(current, group) {
            continue;
        }
        group.copy(report.facts, &mut listing.facts);
        set_import_provenance(&mut listing, group, &report);
    }
    let groups = differing(&current.facts, &listing.facts);
    listing.source = Some(report.source);
    Change { listing, groups }
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
    Change { listing, groups }
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
    Some(Change { listing, groups: vec![FactGroup::State] })
}

fn next(current: &Listing, now: DateTime<Utc>) -> Listing {
    Listing { revision: current.revision + 1, updated_at: now, ..current.clone() }
}

fn differing(one: &Facts, other: &Facts) -> Vec<FactGroup> {
    FactGroup::ALL.into_iter().filter(|group| differs(*group, one, other)).collect()
}

fn is_edited(listing: &Listing, group: FactGroup) -> bool {
    let origin = listing.provenance.get(&group).map(|confirmation| &confirmation.origin);
    matches!(origin, Some(Origin::Edit { .. }))
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
