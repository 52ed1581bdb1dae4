//! A listing, or a post (`post_document`), as a document: what questions ask for, and the card from which an answer is made.
//!
//! Where it is stands in two plain numbers. Meilisearch's own `_geo` keeps all points in one
//! tree, which every circle, every order by distance and every change reads and copies whole;
//! a box of two ranges costs a few lookups.
//!
//! Nothing leaves that must not: of somebody's home only the cell, no telephone, no mail address,
//! no payment, nothing of who edited it.

use koop_domain::geo::Point;
use koop_domain::listings::categories::tree;
use koop_domain::listings::delivery::DeliveryArea;
use koop_domain::listings::model::{Facts, LifeState, Listing, Service};
use koop_domain::listings::search::Trait;
use koop_domain::ports::IndexPosition;
use koop_domain::posts::model::Post;
use koop_domain::text::fold;
use serde::{Deserialize, Serialize};

use super::post_document::FoundPost;
use super::slots::{Slots, confirmed_day};
use crate::card::card;
use crate::declaration::{self, DELIVERY_GUESS_M, Field, Said};
use crate::embedded::words::Speech;

/// The field that names a document.
pub(super) const PRIMARY_KEY: &str = "id";
/// What stands before a currency among the traits: what it is paid with is a trait of a place, and
/// few have any.
pub(super) const PAID_WITH: &str = "paid:";
/// The document in which the position stands.
pub(super) const POSITION: &str = "position";

/// Fields that filters ask for.
pub(super) const FILTERABLE: [&str; 30] = [
    PRIMARY_KEY,
    "what",
    "kind",
    "categories",
    "traits",
    "areas",
    "latitude",
    "longitude",
    "name_key",
    "created_ms",
    "counter",
    "pickup",
    "delivery",
    "kitchen",
    "own",
    "known",
    "slots_from",
    "slots_until",
    "confirmed_day",
    "delivery_postcodes",
    "delivery_reach_m",
    "moved",
    // Of posts.
    "author",
    "audience",
    "community",
    "direction",
    "terms",
    "languages",
    "listing",
    "expires_s",
];
/// Fields by which documents are put in order.
pub(super) const SORTABLE: [&str; 3] = ["name_key", "created_ms", "moved"];

/// Where deliveries reach, as filters tell it: within so many metres of the listing at most. A
/// listing that reaches further has the next; beyond the last it may be anywhere.
pub(super) const REACHES_M: [u32; 7] = [1_000, 2_000, 3_000, 5_000, 10_000, 25_000, 100_000];
/// Reaches that no circle holds.
pub(super) const ANYWHERE: u32 = 0;

/// What is read back of a document.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Kept {
    /// The listing or post, if it is one.
    card: Option<String>,
    generation: Option<i64>,
    seq: Option<i64>,
}

impl Kept {
    /// The fields that can be read back at all.
    pub(super) const FIELDS: &'static [&'static str] = &["card", "generation", "seq"];

    /// The listing on the card, if this is one.
    pub(super) fn listing(&self) -> Option<Result<Listing, serde_json::Error>> {
        self.card.as_deref().map(serde_json::from_str)
    }

    /// The post on the card, if this is one.
    pub(super) fn post(&self) -> Option<Result<Post, serde_json::Error>> {
        self.card.as_deref().map(serde_json::from_str)
    }

    /// The position, if this is the document that has it.
    pub(super) fn position(&self) -> Option<IndexPosition> {
        Some(IndexPosition { generation: self.generation?, seq: self.seq? })
    }
}

/// What is put into an index.
#[derive(Debug, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(super) enum Document {
    /// A listing that can be found.
    Listing(Box<Found>),
    /// A post that stands on the board.
    Post(Box<FoundPost>),
    /// A listing or a post that is gone: it takes the place of what was there, so that one task holds all
    /// news of a batch, and is swept away later.
    Gone { id: String },
    /// How far the log has been read. It goes in with the listings, in one task.
    Position { id: &'static str, generation: i64, seq: i64 },
}

/// A listing's document.
#[derive(Debug, Serialize)]
pub(super) struct Found {
    id: String,
    card: String,
    #[serde(flatten)]
    words: Words,
    name_key: String,
    kind: &'static str,
    /// Its own and those above them.
    categories: Vec<&'static str>,
    /// And the local currencies that it is paid with, each after [`PAID_WITH`].
    traits: Vec<String>,
    areas: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longitude: Option<f64>,
    created_ms: i64,
    moved: u8,
    #[serde(flatten)]
    hours: Hours,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    delivery_postcodes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery_reach_m: Option<u32>,
}

/// The words of every field, as the declaration has them.
#[derive(Debug, Default, Serialize)]
pub(super) struct Words {
    pub(super) name: String,
    pub(super) name_roots: String,
    pub(super) category: String,
    pub(super) category_roots: String,
    pub(super) tag: String,
    pub(super) tag_roots: String,
    pub(super) place: String,
    pub(super) text: String,
    pub(super) text_roots: String,
}

#[derive(Debug, Default, Serialize)]
struct Hours {
    counter: Vec<i32>,
    pickup: Vec<i32>,
    delivery: Vec<i32>,
    kitchen: Vec<i32>,
    /// Services whose slots these are; the others borrow the counter's.
    own: Vec<&'static str>,
    known: Vec<&'static str>,
    slots_from: i32,
    slots_until: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_day: Option<i32>,
}

impl Document {
    /// A listing as it can be found, or that it is gone.
    pub(super) fn of(
        listing: &Listing,
        slots: Slots,
        speech: &mut Speech,
    ) -> Result<Self, serde_json::Error> {
        let facts = &listing.facts;
        let id = listing.id.to_string();
        if matches!(facts.state, LifeState::Gone { .. }) {
            return Ok(Self::Gone { id });
        }
        let point = facts.findable_point();
        let (delivery_postcodes, delivery_reach_m) = delivery(facts, point);
        let traits = Trait::ALL.into_iter().filter(|t| t.holds(facts)).map(|t| t.key().to_owned());
        let paid = facts.currencies.iter().map(|it| format!("{PAID_WITH}{}", it.code));
        Ok(Self::Listing(Box::new(Found {
            id,
            card: serde_json::to_string(&card(listing))?,
            words: Words::of(facts, speech),
            name_key: fold(&facts.name),
            kind: facts.kind.key(),
            categories: categories(facts),
            traits: traits.chain(paid).collect(),
            areas: listing.areas.iter().map(ToString::to_string).collect(),
            latitude: point.map(|point| point.latitude),
            longitude: point.map(|point| point.longitude),
            created_ms: listing.created_at.timestamp_millis().max(0),
            moved: u8::from(matches!(facts.state, LifeState::Moved { .. })),
            hours: Hours::of(slots, confirmed_day(listing)),
            delivery_postcodes,
            delivery_reach_m,
        })))
    }

    /// A post as it can be found.
    pub(super) fn of_post(post: &Post, speech: &mut Speech) -> Result<Self, serde_json::Error> {
        Ok(Self::Post(Box::new(FoundPost::of(post, speech)?)))
    }

    /// How far the log has been read.
    pub(super) fn position(at: IndexPosition) -> Self {
        Self::Position { id: POSITION, generation: at.generation, seq: at.seq }
    }
}

impl Words {
    fn of(facts: &Facts, speech: &mut Speech) -> Self {
        let mut words = Self::default();
        for field in Field::ALL {
            let (plain, roots) = together(declaration::said(field, facts, speech));
            match field {
                Field::Name => (words.name, words.name_roots) = (plain, roots),
                Field::Category => (words.category, words.category_roots) = (plain, roots),
                Field::Tag => (words.tag, words.tag_roots) = (plain, roots),
                Field::Place => words.place = plain,
                Field::Text => (words.text, words.text_roots) = (plain, roots),
            }
        }
        words
    }
}

impl Hours {
    fn of(slots: Slots, confirmed_day: Option<i32>) -> Self {
        let mut hours = Self {
            known: slots.known.iter().map(|service| service_key(*service)).collect(),
            slots_from: slots.from,
            slots_until: slots.until,
            confirmed_day,
            ..Self::default()
        };
        for (service, slots) in slots.services {
            hours.own.push(service_key(service));
            match service {
                Service::Counter => hours.counter = slots,
                Service::Pickup => hours.pickup = slots,
                Service::Delivery => hours.delivery = slots,
                Service::Kitchen => hours.kitchen = slots,
            }
        }
        hours
    }
}

/// Words as they are written, and their stems and pieces, each of these once.
pub(super) fn together(said: Said) -> (String, String) {
    let (plain, mut roots) = (said.plain.join(" "), said.roots);
    roots.sort_unstable();
    roots.dedup();
    (plain, roots.join(" "))
}

/// The field with a service's slots.
pub(super) fn service_key(service: Service) -> &'static str {
    match service {
        Service::Counter => "counter",
        Service::Pickup => "pickup",
        Service::Delivery => "delivery",
        Service::Kitchen => "kitchen",
    }
}

fn categories(facts: &Facts) -> Vec<&'static str> {
    let own = facts.categories.iter();
    let mut keys: Vec<_> =
        own.flat_map(|key| tree().lineage(key)).map(|category| category.key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The postcodes that are delivered to, and how far at most the rest is.
fn delivery(facts: &Facts, from: Option<Point>) -> (Vec<String>, Option<u32>) {
    if !Trait::Delivery.holds(facts) {
        return (Vec::new(), None);
    }
    let reach_m = match facts.delivery.as_ref().map(|delivery| &delivery.area) {
        Some(DeliveryArea::Postcodes { postcodes }) => {
            let digits = |code: &String| code.trim().get(..4).map(str::to_owned);
            return (postcodes.iter().filter_map(digits).collect(), None);
        }
        Some(DeliveryArea::Radius { radius_m }) => f64::from(*radius_m),
        Some(DeliveryArea::Polygon { ring }) => {
            let far = |from: Point| ring.iter().map(|at| from.distance_m(*at)).fold(0.0, f64::max);
            from.map_or(f64::INFINITY, far)
        }
        Some(DeliveryArea::Unknown) | None => DELIVERY_GUESS_M,
    };
    let reach = REACHES_M.into_iter().find(|metres| f64::from(*metres) >= reach_m);
    (Vec::new(), Some(reach.unwrap_or(ANYWHERE)))
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
