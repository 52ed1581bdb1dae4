//! A listing: a place or business in the directory, and the facts about it.
//!
//! Facts come in groups. Each group remembers where it came from, when it was last confirmed
//! and by whom ([`Provenance`]), because "open until 18.00" is worth what its source is worth.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::currencies::TakenCurrency;
use super::delivery::Delivery;
use super::provenance::{Provenance, Source};
use crate::geo::Point;
use crate::id::{AreaId, ListingId};
use crate::language::Language;

/// A listing as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// Its id, for ever.
    pub id: ListingId,
    /// Its name in the address bar, unique and lasting.
    pub slug: String,
    /// How often it has changed, from 1; an edit names the revision it saw.
    pub revision: i32,
    /// What is known about it.
    pub facts: Facts,
    /// Where each group of facts came from.
    pub provenance: Provenance,
    /// The outside record it came from, if any.
    pub source: Option<Source>,
    /// The areas it lies in, the smallest first, each inside the next; kept true to the map of
    /// areas by whoever writes a listing or an area.
    #[serde(default)]
    pub areas: Vec<AreaId>,
    /// Whether it belongs to the invented demo neighbourhood.
    pub demo: bool,
    /// When it entered the directory.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Listing {
    /// A listing as it enters the directory, with nothing said yet of where its facts come from.
    #[must_use]
    pub fn new(id: ListingId, slug: String, facts: Facts, now: DateTime<Utc>) -> Self {
        Self {
            id,
            slug,
            revision: 1,
            facts,
            provenance: Provenance::new(),
            source: None,
            areas: Vec::new(),
            demo: false,
            created_at: now,
            updated_at: now,
        }
    }
}

/// What is known about a listing, as a merchant would fill it in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// The name on the board.
    pub name: String,
    /// What kind of place it is.
    pub kind: Kind,
    /// Keys of the curated tree, the most telling first.
    pub categories: Vec<String>,
    /// Free words, for what the tree does not know.
    pub tags: Vec<String>,
    /// KvK's twelve-digit number of this branch (vestigingsnummer), which no two branches share.
    pub branch_number: Option<String>,
    /// The legal form, such as `cooperative` or `foundation`.
    pub legal_form: Option<LegalForm>,
    /// Languages spoken, as BCP 47 codes.
    pub languages: Vec<String>,
    /// A description per language code.
    pub description: BTreeMap<String, String>,
    /// Whether there is a door to go to.
    pub whereabouts: Whereabouts,
    /// The address, if there is a door.
    pub address: Option<Address>,
    /// Where it is on the map.
    pub point: Option<Point>,
    /// How to reach it.
    pub contact: Contact,
    /// OSM `opening_hours` text per service, as it was given.
    pub hours: BTreeMap<Service, String>,
    /// Days that differ; they override everything.
    pub exceptions: Vec<HoursException>,
    /// Whether it still exists.
    pub state: LifeState,
    /// Delivery, if it delivers.
    pub delivery: Option<Delivery>,
    /// Whether food or goods can be taken away.
    pub takeaway: Option<Offered>,
    /// What is repaired here: folded English keys such as `bicycle`, `clothing`, `phone`.
    pub repairs: Vec<String>,
    /// Second-hand goods.
    pub second_hand: Option<Offered>,
    /// Organic goods.
    pub organic: Option<Offered>,
    /// Fair-trade goods.
    pub fair_trade: Option<Offered>,
    /// Without packaging.
    pub zero_waste: Option<Offered>,
    /// Access with a wheelchair.
    pub wheelchair: Option<Wheelchair>,
    /// Ways to pay, by OSM's `payment:*` names (`cash`, `cards`, `contactless`, …).
    pub payment: BTreeMap<String, bool>,
    /// Local currencies that it is paid with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub currencies: Vec<TakenCurrency>,
    /// Whose hands it is in.
    pub ownership: Ownership,
}

impl Facts {
    /// The description in a language, else in any.
    #[must_use]
    pub fn description(&self, language: Language) -> Option<(&str, &str)> {
        let exact = self.description.get_key_value(language.code());
        let (code, text) = exact.or_else(|| self.description.iter().next())?;
        Some((code.as_str(), text.as_str()))
    }

    /// Whether the listing belongs in an answer to "where can I get this repaired".
    #[must_use]
    pub fn repairs_things(&self) -> bool {
        self.kind == Kind::Repair || !self.repairs.is_empty()
    }

    /// Whether the listing sells second-hand goods.
    #[must_use]
    pub fn sells_second_hand(&self) -> bool {
        self.kind == Kind::SecondHand || self.second_hand.is_some_and(Offered::is_offered)
    }
}

/// What kind of place a listing is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A shop.
    #[default]
    Shop,
    /// Eating, drinking, taking away.
    Food,
    /// Things are repaired here.
    Repair,
    /// Second-hand, give-away, swapping.
    SecondHand,
    /// Things are made here.
    Maker,
    /// A farm or garden that sells.
    Farm,
    /// A market.
    Market,
    /// Culture.
    Culture,
    /// A community place.
    Community,
    /// A service; lodging and offices too.
    Service,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Shop,
        Self::Food,
        Self::Repair,
        Self::SecondHand,
        Self::Maker,
        Self::Farm,
        Self::Market,
        Self::Culture,
        Self::Community,
        Self::Service,
    ];

    /// The stable English key, as it is stored.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Shop => "shop",
            Self::Food => "food",
            Self::Repair => "repair",
            Self::SecondHand => "second_hand",
            Self::Maker => "maker",
            Self::Farm => "farm",
            Self::Market => "market",
            Self::Culture => "culture",
            Self::Community => "community",
            Self::Service => "service",
        }
    }

    /// The kind of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.key() == key)
    }
}

/// A legal form, where it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalForm {
    /// Eenmanszaak.
    SoleTrader,
    /// Vof, maatschap.
    Partnership,
    /// Bv, nv.
    Company,
    /// Coöperatie.
    Cooperative,
    /// Stichting.
    Foundation,
    /// Vereniging.
    Association,
    /// A public body.
    Public,
    /// Neighbours without a legal form.
    Informal,
}

/// Whether there is a door to go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whereabouts {
    /// A place with a door.
    #[default]
    Fixed,
    /// It moves: a stall, a van, a scissors grinder.
    Itinerant,
    /// Somebody's home; the door is not shown.
    AtHome,
    /// It comes to you, within an area.
    ServiceArea,
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// The street.
    pub street: Option<String>,
    /// House number with its letters.
    pub house_number: Option<String>,
    /// Postcode, in the Netherlands as `1093 AB`.
    pub postcode: Option<String>,
    /// Place.
    pub city: Option<String>,
}

/// How to reach a listing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// Telephone, as it was given.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Website, http or https only.
    pub website: Option<String>,
    /// Pages elsewhere, http or https only.
    pub social: Vec<String>,
}

/// A service that keeps hours of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Walk in.
    Counter,
    /// Collect what was ordered.
    Pickup,
    /// It is brought.
    Delivery,
    /// The kitchen, which often closes before the door.
    Kitchen,
}

impl Service {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Counter, Self::Pickup, Self::Delivery, Self::Kitchen];
}

/// Dated hours that override the weekly ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursException {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, included.
    pub to: NaiveDate,
    /// Which service, or all.
    pub service: Option<Service>,
    /// Time spans in OSM form (`10:00-14:00,15:00-17:00`), or none: closed.
    pub spans: Option<String>,
    /// What the note on the door says.
    pub note: Option<String>,
}

/// Whether a listing still exists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum LifeState {
    /// It runs.
    #[default]
    Running,
    /// It moved.
    Moved {
        /// Where to, in words.
        to: String,
    },
    /// It no longer exists.
    Gone {
        /// Since when, if known.
        since: Option<NaiveDate>,
    },
}

/// OSM's yes, no, only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offered {
    /// Among other things.
    Yes,
    /// Not.
    No,
    /// Nothing else.
    Only,
}

impl Offered {
    /// The value of an OSM tag, if it is one of the three.
    #[must_use]
    pub fn from_osm(value: &str) -> Option<Self> {
        match value {
            "yes" => Some(Self::Yes),
            "no" => Some(Self::No),
            "only" => Some(Self::Only),
            _ => None,
        }
    }

    /// The value that OSM gives it.
    #[must_use]
    pub fn osm(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Only => "only",
        }
    }

    /// Whether it can be had here.
    #[must_use]
    pub fn is_offered(self) -> bool {
        self != Self::No
    }
}

/// OSM's `wheelchair`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wheelchair {
    /// Step-free.
    Yes,
    /// Partly, or with help.
    Limited,
    /// Not.
    No,
    /// Made for it.
    Designated,
}

/// Whose hands a business is in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Ownership {
    /// Not known.
    #[default]
    Unknown,
    /// On its own.
    Independent,
    /// A branch of a chain.
    Chain {
        /// The brand.
        brand: String,
    },
}
