//! What is news of a source, of a listing that people here wrote a part of.

use chrono::{DateTime, Utc};

use crate::id::{DifferenceId, ListingId};
use crate::listings::history::Field;
use crate::listings::model::{Facts, LifeState, Listing, Whereabouts};
use crate::listings::provenance::FactGroup;
use crate::listings::revise::is_edited;

/// Something that a source says since of what people here wrote, which waits to be decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    /// Which.
    pub id: DifferenceId,
    /// Of which listing.
    pub listing: ListingId,
    /// Of which field.
    pub field: Field,
    /// What the source says of it, and of nothing else.
    pub theirs: Facts,
    /// Who publishes it, as it is shown.
    pub source: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// What a source says now, beside what it said when it was read before.
pub(crate) struct News<'a> {
    /// The listing as it is.
    pub(crate) listing: &'a Listing,
    /// What the source said; none where that was not kept.
    pub(crate) before: Option<&'a Facts>,
    /// What it says.
    pub(crate) now: Facts,
    /// Who publishes it, as it is shown.
    pub(crate) source: &'a str,
}

/// What becomes of the fields of a listing.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sorted {
    /// To be asked.
    pub(super) asked: Vec<Field>,
    /// There is nothing to ask any more.
    pub(super) settled: Vec<Field>,
}

impl News<'_> {
    /// A source is heard where it says something else than people here wrote, and something else
    /// than it said before: what it keeps saying was answered by whoever wrote otherwise.
    pub(super) fn sort(&self) -> Sorted {
        let mut sorted = Sorted::default();
        for field in Field::ALL {
            if !is_edited(self.listing, field.group()) || self.agrees(field) {
                sorted.settled.push(field);
            } else if self.before.is_none_or(|before| field.differs(before, &self.now)) {
                sorted.asked.push(field);
            }
        }
        sorted
    }

    fn agrees(&self, field: Field) -> bool {
        let ours = &self.listing.facts;
        let is_gone = |facts: &Facts| matches!(facts.state, LifeState::Gone { .. });
        // Since when a place is gone no source knows; and nobody's door is asked about.
        let no_question = match field.group() {
            FactGroup::State => is_gone(ours) && is_gone(&self.now),
            FactGroup::Place => ours.whereabouts == Whereabouts::AtHome,
            _ => false,
        };
        no_question || !field.differs(ours, &self.now)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::listings::provenance::{Confirmation, Origin};

    fn facts(phone: u8, wheelchair: bool) -> Facts {
        let mut facts = Facts { name: "Noor".into(), ..Facts::default() };
        facts.contact.phone = (phone > 0).then(|| phone.to_string());
        facts.takeaway = wheelchair.then_some(crate::listings::model::Offered::Yes);
        facts
    }

    proptest! {
        /// Asked is what is ours, differs and is new; what agrees or is nobody's is settled.
        #[test]
        fn only_news_is_asked(ours in 0_u8..3, before in 0_u8..3, now in 0_u8..3, edited: bool, mute: bool) {
            let id = ListingId(uuid::Uuid::nil());
            let mut listing = Listing::new(id, "noor".into(), facts(ours, false), DateTime::UNIX_EPOCH);
            if edited {
                let origin = Origin::Edit { editor: "owner".into() };
                listing.provenance.insert(FactGroup::Contact, Confirmation { origin, confirmed_on: None });
            }
            let before = facts(before, false);
            let news = News { listing: &listing, before: (!mute).then_some(&before), now: facts(now, true), source: "OSM" };
            let sorted = news.sort();
            let differs = listing.facts.contact.phone != news.now.contact.phone;
            let is_new = mute || before.contact.phone != news.now.contact.phone;
            prop_assert_eq!(sorted.asked.contains(&Field::Phone), edited && differs && is_new);
            prop_assert_eq!(sorted.settled.contains(&Field::Phone), !edited || !differs);
            prop_assert!(!sorted.asked.contains(&Field::Takeaway), "nobody here wrote it");
        }
    }
}
