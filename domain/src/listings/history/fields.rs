//! Fields by their keys, and one of them taken from other facts.

use super::model::Field;
use crate::listings::model::{Facts, Service};
use crate::listings::provenance::FactGroup;

impl Field {
    /// The key in the database and in forms.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Categories => "categories",
            Self::Tags => "tags",
            Self::BranchNumber => "branch_number",
            Self::LegalForm => "legal_form",
            Self::Languages => "languages",
            Self::Description => "description",
            Self::Ownership => "ownership",
            Self::Whereabouts => "whereabouts",
            Self::Address => "address",
            Self::Point => "point",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Website => "website",
            Self::Social => "social",
            Self::Hours(Service::Counter) => "hours_counter",
            Self::Hours(Service::Pickup) => "hours_pickup",
            Self::Hours(Service::Delivery) => "hours_delivery",
            Self::Hours(Service::Kitchen) => "hours_kitchen",
            Self::Exceptions => "exceptions",
            Self::State => "state",
            Self::Delivery => "delivery",
            Self::Takeaway => "takeaway",
            Self::Repairs => "repairs",
            Self::SecondHand => "second_hand",
            Self::Organic => "organic",
            Self::FairTrade => "fair_trade",
            Self::ZeroWaste => "zero_waste",
            Self::Wheelchair => "wheelchair",
            Self::Payment => "payment",
            Self::Currencies => "currencies",
        }
    }

    /// The field of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }

    /// With which others it is confirmed.
    #[must_use]
    pub fn group(self) -> FactGroup {
        match self {
            Self::Name
            | Self::Kind
            | Self::Categories
            | Self::Tags
            | Self::BranchNumber
            | Self::LegalForm
            | Self::Languages
            | Self::Description
            | Self::Ownership => FactGroup::Identity,
            Self::Whereabouts | Self::Address | Self::Point => FactGroup::Place,
            Self::Phone | Self::Email | Self::Website | Self::Social => FactGroup::Contact,
            Self::Hours(_) | Self::Exceptions => FactGroup::Hours,
            Self::State => FactGroup::State,
            Self::Delivery | Self::Takeaway => FactGroup::Delivery,
            Self::Repairs
            | Self::SecondHand
            | Self::Organic
            | Self::FairTrade
            | Self::ZeroWaste => FactGroup::Goods,
            Self::Wheelchair => FactGroup::Accessibility,
            Self::Payment => FactGroup::Payment,
            Self::Currencies => FactGroup::Currency,
        }
    }

    /// Copies it from one listing's facts to another's.
    pub fn copy(self, from: &Facts, to: &mut Facts) {
        let (theirs, ours) = (&from.contact, &mut to.contact);
        match self {
            Self::Name => to.name.clone_from(&from.name),
            Self::Kind => to.kind = from.kind,
            Self::Categories => to.categories.clone_from(&from.categories),
            Self::Tags => to.tags.clone_from(&from.tags),
            Self::BranchNumber => to.branch_number.clone_from(&from.branch_number),
            Self::LegalForm => to.legal_form = from.legal_form,
            Self::Languages => to.languages.clone_from(&from.languages),
            Self::Description => to.description.clone_from(&from.description),
            Self::Ownership => to.ownership.clone_from(&from.ownership),
            Self::Whereabouts => to.whereabouts = from.whereabouts,
            Self::Address => to.address.clone_from(&from.address),
            Self::Point => to.point = from.point,
            Self::Phone => ours.phone.clone_from(&theirs.phone),
            Self::Email => ours.email.clone_from(&theirs.email),
            Self::Website => ours.website.clone_from(&theirs.website),
            Self::Social => ours.social.clone_from(&theirs.social),
            Self::Hours(service) => match from.hours.get(&service) {
                Some(raw) => {
                    to.hours.insert(service, raw.clone());
                }
                None => {
                    to.hours.remove(&service);
                }
            },
            Self::Exceptions => to.exceptions.clone_from(&from.exceptions),
            Self::State => to.state.clone_from(&from.state),
            Self::Delivery => to.delivery.clone_from(&from.delivery),
            Self::Takeaway => to.takeaway = from.takeaway,
            Self::Repairs => to.repairs.clone_from(&from.repairs),
            Self::SecondHand => to.second_hand = from.second_hand,
            Self::Organic => to.organic = from.organic,
            Self::FairTrade => to.fair_trade = from.fair_trade,
            Self::ZeroWaste => to.zero_waste = from.zero_waste,
            Self::Wheelchair => to.wheelchair = from.wheelchair,
            Self::Payment => to.payment.clone_from(&from.payment),
            Self::Currencies => to.currencies.clone_from(&from.currencies),
        }
    }

    /// Facts that say nothing else.
    #[must_use]
    pub fn only(self, facts: &Facts) -> Facts {
        let mut only = Facts::default();
        self.copy(facts, &mut only);
        only
    }

    /// Whether facts say anything of it.
    #[must_use]
    pub fn is_said(self, facts: &Facts) -> bool {
        self.differs(facts, &Facts::default())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::listings::revise::differs;

    fn full() -> Facts {
        serde_json::from_value(serde_json::json!({
            "name": "x", "kind": "farm", "categories": ["x"], "tags": ["x"],
            "branch_number": "x", "legal_form": "public", "languages": ["x"],
            "description": { "nl": "x" }, "whereabouts": "itinerant",
            "address": { "street": "x" }, "point": { "latitude": 1.0, "longitude": 1.0 },
            "contact": { "phone": "x", "email": "x", "website": "x", "social": ["x"] },
            "hours": { "counter": "x", "pickup": "x", "delivery": "x", "kitchen": "x" },
            "exceptions": [{ "from": "2026-01-01", "to": "2026-01-01", "service": null,
                "spans": null, "note": null }],
            "state": { "is": "moved", "to": "x" }, "takeaway": "yes", "repairs": ["x"],
            "second_hand": "yes", "organic": "yes", "fair_trade": "yes", "zero_waste": "yes",
            "wheelchair": "yes", "payment": { "cash": true }, "ownership": { "is": "independent" },
            "currencies": [{ "code": "LAT" }],
        }))
        .unwrap()
    }

    #[test]
    fn a_field_is_taken_and_no_other() {
        let (full, mut all) = (full(), Facts::default());
        for field in Field::ALL {
            assert_eq!(Field::from_key(field.key()), Some(field));
            let only = field.only(&full);
            let said: Vec<Field> = Field::ALL.into_iter().filter(|it| it.is_said(&only)).collect();
            assert!(said == [field] || field == Field::Delivery, "{field:?}: {said:?}");
            let groups =
                FactGroup::ALL.into_iter().filter(|it| differs(*it, &only, &Facts::default()));
            assert!(groups.into_iter().all(|it| it == field.group()), "{field:?}");
            field.copy(&full, &mut all);
        }
        assert_eq!(all, full, "the fields are all there is");
        let keys: HashSet<&str> = Field::ALL.iter().map(|it| it.key()).collect();
        assert_eq!(keys.len(), Field::ALL.len());
    }
}
