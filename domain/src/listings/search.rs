//! What can be asked of the directory, and what an engine answers: the port's vocabulary.

use std::hash::{Hash, Hasher};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use super::area_words::AreaWords;
pub use super::facets::{Facet, FacetField, Trait};
use super::model::{Kind, Service};
use crate::areas::ways::Ways;
use crate::geo::{Bounds, Point, TravelMode};
use crate::id::{AreaId, ListingId};
use crate::language::Language;
use crate::page::{Cursor, Print};

/// The longest text that is searched for, in characters; the rest is ignored.
pub const TEXT_MAX: usize = 200;
/// The widest circle that can be searched, in metres.
pub const RADIUS_MAX_M: u32 = 100_000;
/// The longest trip that can be searched, in minutes.
pub const MINUTES_MAX: u32 = 240;

/// A question to the directory.
#[derive(Clone, Debug, PartialEq)]
pub struct ListingQuery {
    /// Words, with typos and all.
    pub text: Option<String>,
    /// The language whose words and stems come first.
    pub language: Language,
    /// From where.
    pub near: Option<Near>,
    /// Open when.
    pub open: Option<Open>,
    /// What else must hold.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// When this is asked: "now" for statuses and pauses.
    pub now: DateTime<Utc>,
    /// How many hits at most, 1 to [`crate::page::PAGE_MAX`].
    pub first: u32,
    /// After which hit.
    pub after: Option<Cursor>,
    /// Whether the facets are wanted: counting everything costs more than finding the first.
    pub facets: bool,
    /// The ways around the water from [`Near::point`]; the verb fills it in from the map of areas.
    pub ways: Option<Ways>,
    /// The areas that the words name; the verb finds them on the map of areas.
    pub area_words: Vec<AreaWords>,
}

impl ListingQuery {
    /// Everything, best first, at a time.
    #[must_use]
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            text: None,
            language: Language::default(),
            near: None,
            open: None,
            filter: Filter::default(),
            sort: Sort::Best,
            now,
            first: crate::page::PAGE_DEFAULT,
            after: None,
            facets: true,
            ways: None,
            area_words: Vec::new(),
        }
    }

    /// The instant that statuses are about: the one asked for, else now.
    #[must_use]
    pub fn instant(&self) -> DateTime<Utc> {
        match self.open {
            Some(Open { when: When::At(at) | When::Between(at, _), .. }) => at,
            _ => self.now,
        }
    }

    /// The service whose hours count: the one asked for, delivery when it must be brought,
    /// else the counter.
    #[must_use]
    pub fn service(&self) -> Service {
        let asked = self.open.and_then(|open| open.service);
        let default =
            if self.filter.delivers_to.is_some() { Service::Delivery } else { Service::Counter };
        asked.unwrap_or(default)
    }

    /// Names the question apart from its page and its time, so that the pages of one list share
    /// it and a cursor of another list is known as such.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let Self { text, language, near, open, filter, sort, .. } = self;
        let text = text.as_deref().map(crate::text::fold);
        let mut print = Print::default();
        (text, language, near, open, filter, sort).hash(&mut print);
        print.finish()
    }
}

/// From where, and how far.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub struct Near {
    /// From here.
    pub point: Point,
    /// Not further than this; without it the point only sorts and tells distances.
    pub reach: Option<Reach>,
}

impl Near {
    /// How far in metres of straight line, if there is a limit.
    #[must_use]
    pub fn radius_m(&self) -> Option<f64> {
        self.reach.map(|reach| match reach {
            Reach::Metres(metres) => f64::from(metres),
            Reach::Minutes(minutes, mode) => mode.reach_m(minutes),
        })
    }

    /// How the asker travels; by bike if nothing is said, for most of us do.
    #[must_use]
    pub fn mode(&self) -> TravelMode {
        match self.reach {
            Some(Reach::Minutes(_, mode)) => mode,
            _ => TravelMode::Bike,
        }
    }
}

/// How far.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub enum Reach {
    /// So many metres in a straight line.
    Metres(u32),
    /// About so many minutes.
    Minutes(u32, TravelMode),
}

/// Open when, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub struct Open {
    /// When.
    pub when: When,
    /// For which service; see [`ListingQuery::service`].
    pub service: Option<Service>,
}

/// The moment or span asked for.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub enum When {
    /// At [`ListingQuery::now`].
    Now,
    /// At an instant.
    At(DateTime<Utc>),
    /// All the time from one instant to another.
    Between(DateTime<Utc>, DateTime<Utc>),
}

/// Where it must be delivered. Some deliver within a ring on the map and others to postcodes, so
/// both halves count; the verb completes the half that was not given from the imported
/// postcodes, and whoever delivers by a half that nobody knows is not found.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct DeliverTo {
    /// At this point.
    pub point: Option<Point>,
    /// In this four-digit postcode.
    pub postcode: Option<String>,
}

impl DeliverTo {
    /// To a point on the map.
    #[must_use]
    pub fn point(point: Point) -> Self {
        Self { point: Some(point), postcode: None }
    }

    /// To a four-digit postcode.
    #[must_use]
    pub fn postcode(postcode: impl Into<String>) -> Self {
        Self { point: None, postcode: Some(postcode.into()) }
    }
}

/// What must hold. An empty list and `false` ask nothing.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Filter {
    /// One of these kinds.
    pub kinds: Vec<Kind>,
    /// In one of these categories or below them.
    pub categories: Vec<String>,
    /// Delivers there at the instant, so its delivery hours and pauses count.
    pub delivers_to: Option<DeliverTo>,
    /// In this area or in one inside it.
    pub area: Option<AreaId>,
    /// Inside this box.
    pub bounds: Option<Bounds>,
    /// Can be taken away.
    pub takeaway: bool,
    /// With a wheelchair: `yes` or `designated`.
    pub wheelchair: bool,
    /// Second-hand.
    pub second_hand: bool,
    /// Repairs things.
    pub repair: bool,
    /// Organic.
    pub organic: bool,
    /// Known to be independent.
    pub independent: bool,
    /// Is paid with one of these local currencies, by their short names.
    pub currencies: Vec<String>,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The best answer to the words first; without words, the nearest, else by name.
    #[default]
    Best,
    /// The nearest first; without a point as [`Sort::Best`].
    Nearest,
    /// Open at the instant first, then what opens soonest.
    OpenFirst,
    /// What entered the directory last first.
    Newest,
}

/// What an engine answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// How many hits there are in all.
    pub total: u64,
    /// Whether the counts are estimates.
    pub approximate: bool,
    /// Whether a spare engine answered because the one that should is gone or slow.
    pub degraded: bool,
    /// The hits of this page, in order.
    pub hits: Vec<Hit>,
    /// Whether there are more after these.
    pub more: bool,
    /// Counts per value; each facet ignores its own filter.
    pub facets: Vec<Facet>,
}

/// A listing that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Which.
    pub id: ListingId,
    /// How sure it is that it is open, where the question or the order is about that.
    pub openness: Option<Openness>,
    /// How far in metres, when asked from somewhere.
    pub distance_m: Option<u32>,
    /// About how many minutes, when asked from somewhere.
    pub minutes: Option<u32>,
    /// Why it is here, the weightiest first.
    pub why: Vec<Why>,
    /// Where the list continues after it.
    pub cursor: Cursor,
}

/// How sure it is that a listing is open; the order of the groups in a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Openness {
    /// Certainly open.
    Certain,
    /// Probably open.
    Probable,
    /// Perhaps: hours unknown, or by appointment; best to ring first.
    Maybe,
    /// Closed at that time (only where the order, not the filter, is about being open).
    Closed,
}

/// A reason why a listing was found. Codes are stable; `web` has the sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The name is what was asked for.
    NameExact,
    /// The name begins with it or has the words.
    Name,
    /// The name almost has the words.
    NameTypo,
    /// It is in this category, found by its name or a search term.
    Category(String),
    /// It has this tag.
    Tag(String),
    /// It repairs this.
    Repairs(String),
    /// The words stand in its description or address.
    Text,
    /// It certainly is open then.
    Open,
    /// It probably is.
    OpenLikely,
    /// Perhaps; ring first.
    OpenMaybe,
    /// It is this close, in metres.
    Near(u32),
    /// It delivers there then.
    Delivers,
    /// It is independent, which is one of the tie-breakers.
    Independent,
}

impl Why {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NameExact => "NAME_EXACT",
            Self::Name => "NAME",
            Self::NameTypo => "NAME_TYPO",
            Self::Category(_) => "CATEGORY",
            Self::Tag(_) => "TAG",
            Self::Repairs(_) => "REPAIRS",
            Self::Text => "TEXT",
            Self::Open => "OPEN",
            Self::OpenLikely => "OPEN_LIKELY",
            Self::OpenMaybe => "OPEN_MAYBE",
            Self::Near(_) => "NEAR",
            Self::Delivers => "DELIVERS",
            Self::Independent => "INDEPENDENT",
        }
    }
}

/// The fewest letters that are completed.
pub const SUGGEST_LETTERS_MIN: usize = 2;
/// The most suggestions at once.
pub const SUGGEST_MAX: u32 = 20;

/// What somebody is typing.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestQuery {
    /// The letters so far.
    pub text: String,
    /// The language of the categories.
    pub language: Language,
    /// How many at most, 1 to [`SUGGEST_MAX`].
    pub first: u32,
}

/// A completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// A listing by name.
    Listing {
        /// Which.
        id: ListingId,
        /// Its name.
        name: String,
        /// Its slug.
        slug: String,
    },
    /// A category, by its name or a search term.
    Category {
        /// Its key.
        key: String,
        /// The words that matched, to show.
        text: String,
    },
}
