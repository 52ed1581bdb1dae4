//! The card of a listing or a post: what an index keeps of it, to answer from. Whoever reads an
//! index's files or its server learns no more of somebody's home than a search tells.

use koop_domain::listings::currencies::SHARE_MAX;
use koop_domain::listings::model::Listing;
use koop_domain::listings::provenance::{Confirmation, FactGroup, Origin, Provenance};
use koop_domain::posts::model::{Content, Event, Post, Term};

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
    // Which, and not what they are worth there: that is told of the row.
    for it in &mut card.facts.currencies {
        (it.share, it.rate_cents) = (SHARE_MAX, None);
        it.words.clear();
    }
    card.facts.languages.clear();
    card.facts.branch_number = None;
    card
}

/// The post with what an answer needs of it, and nothing else. Whose it is stands there by id
/// alone, for who is blocked and for whose posts are many; a card's card is the same.
pub(crate) fn card_of_post(post: &Post) -> Post {
    let content = &post.content;
    let term = |it: &Term| Term { days: None, amount: None, currency: None, ..it.clone() };
    let event = content.event.as_ref();
    Post {
        slug: String::new(),
        profile: None,
        by: None,
        outcome: None,
        content: Content {
            title: content.title.clone(),
            text: content.text.clone(),
            terms: content.terms.iter().map(term).collect(),
            languages: content.languages.clone(),
            availability: Vec::new(),
            reach_m: content.reach_m,
            meal: None,
            material: None,
            event: event.map(|it| Event { venue: None, ..it.clone() }),
        },
        areas: post.areas.clone(),
        capacity: 1,
        replies_until: None,
        created_at: post.renewed_at,
        closed_at: None,
        revision: 1,
        demo: false,
        ..post.clone()
    }
}

/// When the hours were last confirmed, and by nobody.
fn hours_only(provenance: &Provenance) -> Provenance {
    let hours = provenance.get(&FactGroup::Hours).map(|confirmation| {
        let origin = Origin::Import { source: String::new() };
        (FactGroup::Hours, Confirmation { origin, confirmed_on: confirmation.confirmed_on })
    });
    hours.into_iter().collect()
}
