//! Where a source says something else than people here wrote.
//!
//! A group of facts that a person here wrote is no importer's any more. What the source says of
//! it is kept all the same, so that whoever looks after the listing can see both. Nothing is
//! remembered as a difference: it is what one reads when ours and theirs are laid side by side,
//! and is gone as soon as they are alike.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::listings::model::{Address, Facts, LifeState, Listing, Whereabouts};
use crate::listings::provenance::{FactGroup, Source};
use crate::listings::revise::is_edited;

/// A group of facts of which a source says something else than people here wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The group.
    pub group: FactGroup,
    /// What people here wrote; of the other groups it says nothing.
    pub ours: Facts,
    /// What the source says; of the other groups it says nothing. To a visitor [`Difference::told`]
    /// has left out what nobody need know.
    pub theirs: Facts,
    /// The record, with its terms and when it was read.
    pub source: Source,
}

/// A fact that is not the same here and there, in words that say it exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldDifference {
    /// Which, as facts are stored: `contact.phone`, `hours.counter`.
    pub field: String,
    /// What people here wrote; none: nothing.
    pub ours: Option<String>,
    /// What the source says; none: nothing.
    pub theirs: Option<String>,
}

/// A listing of which a source says something else than people here wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct Differing {
    /// The listing.
    pub listing: Listing,
    /// In which groups; there is one at least.
    pub differences: Vec<Difference>,
}

impl Difference {
    /// The difference as anybody may read it. Of a place and of how to reach it the source's words
    /// are left out where ours says nothing: whoever removed an address or a telephone number did
    /// so to have it removed. That there is a difference remains to be read.
    #[must_use]
    pub fn told(mut self) -> Self {
        let (ours, theirs) = (&self.ours, &mut self.theirs);
        match self.group {
            FactGroup::Place => {
                let ours = ours.address.as_ref().filter(|_| ours.whereabouts == Whereabouts::Fixed);
                theirs.address = ours.zip(theirs.address.take()).map(|(ours, theirs)| Address {
                    street: beside(ours.street.as_ref(), theirs.street),
                    house_number: beside(ours.house_number.as_ref(), theirs.house_number),
                    postcode: beside(ours.postcode.as_ref(), theirs.postcode),
                    city: beside(ours.city.as_ref(), theirs.city),
                });
                theirs.point = theirs.point.filter(|_| theirs.address.is_some());
            }
            FactGroup::Contact => {
                let (ours, theirs) = (&ours.contact, &mut theirs.contact);
                theirs.phone = beside(ours.phone.as_ref(), theirs.phone.take());
                theirs.email = beside(ours.email.as_ref(), theirs.email.take());
                theirs.website = beside(ours.website.as_ref(), theirs.website.take());
                if ours.social.is_empty() {
                    theirs.social.clear();
                }
            }
            FactGroup::Hours => {
                theirs.hours.retain(|service, _| ours.hours.contains_key(service));
            }
            // Names and lives are the board's and everybody's; of the others no words are made.
            FactGroup::Identity
            | FactGroup::State
            | FactGroup::Delivery
            | FactGroup::Goods
            | FactGroup::Accessibility
            | FactGroup::Payment
            | FactGroup::Currency => {}
        }
        // What is left is no difference: its words would only puzzle.
        if self.theirs == self.ours {
            self.theirs = Facts::default();
        }
        self
    }

    /// The facts of the group that are not the same.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldDifference> {
        // Facts are stored as JSON, so they can always be written as such.
        let [ours, theirs] =
            [&self.ours, &self.theirs].map(|facts| serde_json::to_value(facts).unwrap_or_default());
        let mut fields = Vec::new();
        compare(String::new(), &ours, &theirs, &mut fields);
        fields
    }
}

/// The differences between a listing and what its record says; without a record, because no data
/// set holds it any more, what remains to be said is that the place is gone.
#[must_use]
pub fn between(listing: &Listing, record: Option<&Facts>, source: &Source) -> Vec<Difference> {
    let pairs = pairs(listing, record);
    let difference =
        |(group, ours, theirs)| Difference { group, ours, theirs, source: source.clone() };
    pairs.map(difference).collect()
}

/// Whether there is any difference.
pub(super) fn exists(listing: &Listing, record: Option<&Facts>) -> bool {
    pairs(listing, record).next().is_some()
}

/// The groups that people here wrote and that differ from the record: what both say, as it may
/// be shown.
fn pairs<'a>(
    listing: &'a Listing,
    record: Option<&'a Facts>,
) -> impl Iterator<Item = (FactGroup, Facts, Facts)> + use<'a> {
    let gone = || Facts { state: LifeState::Gone { since: None }, ..listing.facts.clone() };
    let theirs = record.map_or_else(|| Cow::Owned(gone()), Cow::Borrowed);
    FactGroup::ALL
        .into_iter()
        .filter(|group| is_edited(listing, *group))
        .map(move |group| {
            let shown = |facts| shown(group, facts, listing.facts.whereabouts);
            (group, shown(&listing.facts), shown(&theirs))
        })
        .filter(|(_, ours, theirs)| ours != theirs && !are_gone(ours, theirs))
}

/// Both say that the place is gone. Since when is no question: no source knows.
fn are_gone(ours: &Facts, theirs: &Facts) -> bool {
    [ours, theirs].into_iter().all(|facts| matches!(facts.state, LifeState::Gone { .. }))
}

/// One group of facts as it may be shown beside a listing: somebody's door never is, whoever
/// knows it.
fn shown(group: FactGroup, facts: &Facts, ours: Whereabouts) -> Facts {
    let mut shown = Facts::default();
    group.copy(facts, &mut shown);
    if group == FactGroup::Place && ours == Whereabouts::AtHome {
        let says = shown.whereabouts;
        shown.whereabouts = Whereabouts::AtHome;
        shown.address = shown.shown_address();
        shown.point = None;
        shown.whereabouts = says;
    }
    shown
}

/// What they say, where we say something too.
fn beside(ours: Option<&String>, theirs: Option<String>) -> Option<String> {
    theirs.filter(|_| ours.is_some())
}

fn compare(field: String, ours: &Value, theirs: &Value, fields: &mut Vec<FieldDifference>) {
    if ours == theirs {
        return;
    }
    let empty = Map::new();
    let (Some(one), Some(other)) = (inner(ours, &empty), inner(theirs, &empty)) else {
        fields.push(FieldDifference { field, ours: words(ours), theirs: words(theirs) });
        return;
    };
    let more = other.keys().filter(|name| !one.contains_key(*name));
    for name in one.keys().chain(more) {
        let path = if field.is_empty() { name.clone() } else { format!("{field}.{name}") };
        let get = |map: &Map<String, Value>| map.get(name).cloned().unwrap_or_default();
        compare(path, &get(one), &get(other), fields);
    }
}

/// The facts inside a fact, none in one that is not there.
fn inner<'a>(value: &'a Value, empty: &'a Map<String, Value>) -> Option<&'a Map<String, Value>> {
    if value.is_null() { Some(empty) } else { value.as_object() }
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(values) => {
            let texts: Vec<String> = values.iter().filter_map(words).collect();
            (!texts.is_empty()).then(|| texts.join(", "))
        }
        other => Some(other.to_string()),
    }
}
