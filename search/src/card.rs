//! The card of a listing: what an index keeps of it, to answer from. Whoever reads an index's
//! files or its server learns no more of somebody's home than a search tells.

use koop_domain::listings::model::Listing;
use koop_domain::listings::provenance::{Confirmation, FactGroup, Origin, Provenance};

/// The listing with what an answer needs of it, and nothing else. A card's card is the same.
pub(crate) fn card(listing: &Listing) -> Listing {
    let facts = &listing.facts;
    let mut card = listing.clone();
    card.source = None;
    card.provenance = hours_only(&listing.provenance);
    card.facts.point = facts.findable_point();
    card.facts.address = facts.shown_address();
    card.facts.contact = Default::default();
    card.facts.payment.clear();
    card.facts.languages.clear();
    card.facts.branch_number = None;
    card
}

/// When the hours were last confirmed, and by nobody.
fn hours_only(provenance: &Provenance) -> Provenance {
    let hours = provenance.get(&FactGroup::Hours).map(|confirmation| {
        let origin = Origin::Import { source: String::new() };
        (FactGroup::Hours, Confirmation { origin, confirmed_on: confirmation.confirmed_on })
    });
    hours.into_iter().collect()
}
