//! What of a listing goes on the shelf.

use koop_domain::geo::Point;
use koop_domain::id::{AreaId, ListingId};
use koop_domain::listings::categories::tree;
use koop_domain::listings::model::{Facts, LifeState, Listing};
use koop_domain::listings::search::Trait;
use koop_domain::text::fold;

use super::category_words::place;
use super::delivery::Delivery;

/// The facts of a listing, except for its hours, ready to be put on the shelf.
#[derive(Clone, Debug)]
pub(super) struct NewRow {
    pub(super) id: ListingId,
    pub(super) name: String,
    pub(super) name_key: String,
    pub(super) slug: String,
    pub(super) first_tag: Option<String>,
    /// Its place among the kinds.
    pub(super) kind: u8,
    /// Places in the tree, its own first, then those above.
    pub(super) categories: Vec<u16>,
    /// A bit per [`Trait`].
    pub(super) traits: u8,
    pub(super) moved: bool,
    pub(super) point: Option<Point>,
    /// The short names of local currencies that it is paid with.
    pub(super) currencies: Vec<String>,
    /// The smallest first.
    pub(super) areas: Vec<AreaId>,
    pub(super) created_ms: u64,
    pub(super) delivery: Option<Delivery>,
}

impl NewRow {
    pub(super) fn new(listing: &Listing) -> Self {
        let facts = &listing.facts;
        let traits = Trait::ALL.into_iter().filter(|t| t.holds(facts));
        Self {
            id: listing.id,
            name: facts.name.clone(),
            name_key: fold(&facts.name),
            slug: listing.slug.clone(),
            first_tag: facts.tags.first().cloned(),
            kind: facts.kind as u8,
            categories: categories(facts),
            traits: traits.fold(0, |bits, t| bits | 1 << t as u8),
            moved: matches!(facts.state, LifeState::Moved { .. }),
            point: facts.findable_point(),
            currencies: facts.currencies.iter().map(|it| it.code.clone()).collect(),
            areas: listing.areas.clone(),
            created_ms: listing.created_at.timestamp_millis().max(0).unsigned_abs(),
            delivery: facts.delivery.as_ref().map(Delivery::new),
        }
    }
}

/// A listing's own categories, then those above them, each once.
fn categories(facts: &Facts) -> Vec<u16> {
    let own = facts.categories.iter().filter_map(|key| tree().get(key));
    let above = own.clone().flat_map(|category| tree().lineage(category.key).skip(1));
    let mut all: Vec<u16> = Vec::new();
    for place in own.chain(above).filter_map(|category| place(category.key)) {
        if !all.contains(&place) {
            all.push(place);
        }
    }
    all
}
