//! What a listing was: its fields one by one, and in which of them two revisions differ.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use super::super::model::{Facts, Listing, Service, Whereabouts};
use super::super::provenance::{FactGroup, OPERATOR, Origin};

/// A field of a listing's facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The name on the board.
    Name,
    /// What kind of place it is.
    Kind,
    /// Its categories.
    Categories,
    /// Free words.
    Tags,
    /// KvK's number of the branch.
    BranchNumber,
    /// The legal form.
    LegalForm,
    /// Languages spoken.
    Languages,
    /// What it says of itself.
    Description,
    /// Whose hands it is in.
    Ownership,
    /// Whether there is a door to go to.
    Whereabouts,
    /// The address.
    Address,
    /// Where it is on the map.
    Point,
    /// Telephone.
    Phone,
    /// Mail address.
    Email,
    /// Website.
    Website,
    /// Pages elsewhere.
    Social,
    /// The weekly hours of a service.
    Hours(Service),
    /// Days that differ.
    Exceptions,
    /// Whether it still exists.
    State,
    /// Delivery.
    Delivery,
    /// Taking away.
    Takeaway,
    /// What is repaired.
    Repairs,
    /// Second-hand goods.
    SecondHand,
    /// Organic goods.
    Organic,
    /// Fair-trade goods.
    FairTrade,
    /// Without packaging.
    ZeroWaste,
    /// Access with a wheelchair.
    Wheelchair,
    /// Ways to pay.
    Payment,
    /// Local currencies that it is paid with.
    Currencies,
}

impl Field {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 32] = [
        Self::Name,
        Self::Kind,
        Self::Categories,
        Self::Tags,
        Self::BranchNumber,
        Self::LegalForm,
        Self::Languages,
        Self::Description,
        Self::Ownership,
        Self::Whereabouts,
        Self::Address,
        Self::Point,
        Self::Phone,
        Self::Email,
        Self::Website,
        Self::Social,
        Self::Hours(Service::Counter),
        Self::Hours(Service::Pickup),
        Self::Hours(Service::Delivery),
        Self::Hours(Service::Kitchen),
        Self::Exceptions,
        Self::State,
        Self::Delivery,
        Self::Takeaway,
        Self::Repairs,
        Self::SecondHand,
        Self::Organic,
        Self::FairTrade,
        Self::ZeroWaste,
        Self::Wheelchair,
        Self::Payment,
        Self::Currencies,
    ];

    /// Whether two listings' facts differ in it.
    #[must_use]
    pub fn differs(self, one: &Facts, other: &Facts) -> bool {
        self.part(one) != self.part(other)
    }

    /// Whether what it was is nobody's business any more: whoever took away an address or a
    /// number did so to have it away.
    #[must_use]
    pub fn is_private(self) -> bool {
        matches!(
            self,
            Self::BranchNumber
                | Self::Whereabouts
                | Self::Address
                | Self::Point
                | Self::Phone
                | Self::Email
                | Self::Website
                | Self::Social
                | Self::Description
        )
    }

    fn part(self, facts: &Facts) -> Value {
        let contact = &facts.contact;
        match self {
            Self::Name => json(&facts.name),
            Self::Kind => json(&facts.kind),
            Self::Categories => json(&facts.categories),
            Self::Tags => json(&facts.tags),
            Self::BranchNumber => json(&facts.branch_number),
            Self::LegalForm => json(&facts.legal_form),
            Self::Languages => json(&facts.languages),
            Self::Description => json(&facts.description),
            Self::Ownership => json(&facts.ownership),
            Self::Whereabouts => json(&facts.whereabouts),
            Self::Address => json(&facts.address),
            Self::Point => json(&facts.point),
            Self::Phone => json(&contact.phone),
            Self::Email => json(&contact.email),
            Self::Website => json(&contact.website),
            Self::Social => json(&contact.social),
            Self::Hours(service) => json(&facts.hours.get(&service)),
            Self::Exceptions => json(&facts.exceptions),
            Self::State => json(&facts.state),
            Self::Delivery => json(&facts.delivery),
            Self::Takeaway => json(&facts.takeaway),
            Self::Repairs => json(&facts.repairs),
            Self::SecondHand => json(&facts.second_hand),
            Self::Organic => json(&facts.organic),
            Self::FairTrade => json(&facts.fair_trade),
            Self::ZeroWaste => json(&facts.zero_waste),
            Self::Wheelchair => json(&facts.wheelchair),
            Self::Payment => json(&facts.payment),
            Self::Currencies => json(&facts.currencies),
        }
    }
}

/// A fact as it is stored; what cannot be written is nothing.
fn json(part: &impl Serialize) -> Value {
    serde_json::to_value(part).unwrap_or_default()
}

/// A field that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Which.
    pub field: Field,
    /// Whether what it was, or became, is kept from who asks.
    pub is_withheld: bool,
}

/// A revision, and what it changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Which revision.
    pub revision: i32,
    /// Since when.
    pub at: DateTime<Utc>,
    /// By whom, as everybody may see it.
    pub by: Origin,
    /// Whether the listing came in with it.
    pub is_first: bool,
    /// The fields that differ from the revision before.
    pub changes: Vec<Changed>,
    /// The groups that somebody saw to be right as they were.
    pub confirmed: Vec<FactGroup>,
    /// The facts before it. Of a field that is withheld they tell nothing that anybody may see.
    pub before: Facts,
    /// The facts since.
    pub after: Facts,
}

/// A revision as it is kept.
pub(super) struct Kept {
    pub(super) at: DateTime<Utc>,
    pub(super) groups: Vec<FactGroup>,
    pub(super) listing: Listing,
}

/// What a revision changed, told to who may know all of it or to anybody, from how the listing
/// is now.
pub(super) fn tell(kept: Kept, before: Option<&Kept>, now: &Listing, knows_all: bool) -> Entry {
    let is_first = before.is_none();
    let mut old = before.map(|it| it.listing.facts.clone()).unwrap_or_default();
    let by = origin(&kept);
    let Kept { at, groups, mut listing } = kept;
    let mut present = now.facts.clone();
    if !knows_all {
        for facts in [&mut old, &mut listing.facts, &mut present] {
            conceal(facts, now.facts.whereabouts);
        }
    }
    let differing = Field::ALL.into_iter().filter(|it| it.differs(&old, &listing.facts));
    let none = Facts::default();
    let stands = |field: Field, facts: &Facts| {
        !field.differs(facts, &present) || !field.differs(facts, &none)
    };
    let changes = differing.map(|field| {
        let open = knows_all
            || !field.is_private()
            || (stands(field, &old) && stands(field, &listing.facts));
        Changed { field, is_withheld: !open }
    });
    let changes: Vec<Changed> = if is_first { Vec::new() } else { changes.collect() };
    let same = |group: &FactGroup| {
        let mut copy = old.clone();
        group.copy(&listing.facts, &mut copy);
        copy == old
    };
    let confirmed = groups.into_iter().filter(|it| !is_first && same(it)).collect();
    let (revision, after) = (listing.revision, listing.facts);
    Entry { revision, at, by, is_first, changes, confirmed, before: old, after }
}

/// Of what is somebody's home now, nothing tells the door, nor what it was.
fn conceal(facts: &mut Facts, now: Whereabouts) {
    if now == Whereabouts::AtHome {
        facts.whereabouts = now;
    }
    facts.address = facts.shown_address();
    facts.point = facts.shown_point();
    facts.branch_number = facts.shown_branch_number().map(str::to_owned);
}

/// Who changed it, as everybody may see it.
fn origin(kept: &Kept) -> Origin {
    let known = kept.groups.iter().find_map(|group| kept.listing.provenance.get(group));
    let source = kept.listing.source.as_ref().map(|it| it.name.clone());
    match (known, source) {
        (Some(known), _) => known.origin.clone(),
        (None, Some(source)) => Origin::Import { source },
        (None, None) => Origin::Edit { editor: OPERATOR.to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::Point;
    use crate::listings::model::Address;

    fn at(street: &str, whereabouts: Whereabouts) -> Listing {
        let now = "2026-04-20T08:00:00Z".parse().unwrap();
        let address = Address { street: Some(street.into()), ..Address::default() };
        let point = Some(Point { latitude: 52.36, longitude: 4.93 });
        let mut facts = Facts { address: Some(address), whereabouts, point, ..Facts::default() };
        facts.contact.phone = Some(street.to_owned());
        let id = crate::id::ListingId(uuid::Uuid::nil());
        Listing::new(id, "noor".into(), facts, now)
    }

    fn kept(listing: &Listing) -> Kept {
        let groups = vec![FactGroup::Place, FactGroup::Contact];
        Kept { at: listing.created_at, groups, listing: listing.clone() }
    }

    fn told(old: &Listing, new: &Listing, now: &Listing, knows_all: bool) -> Entry {
        tell(kept(new), Some(&kept(old)), now, knows_all)
    }

    #[test]
    fn what_was_taken_away_is_told_to_keepers_only() {
        let (old, new) =
            (at("Javastraat", Whereabouts::Fixed), at("Balistraat", Whereabouts::Fixed));
        let withheld = |knows_all| {
            let entry = told(&old, &new, &new, knows_all);
            entry.changes.iter().map(|it| (it.field, it.is_withheld)).collect::<Vec<_>>()
        };
        assert_eq!(withheld(false), [(Field::Address, true), (Field::Phone, true)]);
        assert_eq!(withheld(true), [(Field::Address, false), (Field::Phone, false)]);
        let mut bare = new.clone();
        bare.facts.contact.phone = None;
        bare.facts.address = None;
        let came = told(&bare, &new, &new, false);
        assert!(came.changes.iter().all(|it| !it.is_withheld), "what stands may be read");
    }

    #[test]
    fn a_home_was_never_anywhere() {
        let (old, new) =
            (at("Javastraat", Whereabouts::Fixed), at("Balistraat", Whereabouts::AtHome));
        let entry = told(&old, &new, &new, false);
        let text = format!("{:?} {:?}", entry.before.address, entry.after.address);
        assert!(!text.contains("straat"), "{text}");
        assert_eq!((entry.before.point, entry.after.point), (None, None));
    }

    #[test]
    fn every_fact_is_in_a_field() {
        let other: Facts = serde_json::from_value(serde_json::json!({
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
        .unwrap();
        let none = Facts::default();
        let alike: Vec<Field> =
            Field::ALL.into_iter().filter(|it| !it.differs(&none, &other)).collect();
        assert_eq!(alike, [Field::Delivery], "the one that was left as it was");
    }
}
