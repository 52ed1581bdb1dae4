//! What results can be counted by, and the yes-or-no facts that filters and counts share.

use super::model::{Facts, Offered, Ownership, Service, Wheelchair};

/// Something that results are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FacetField {
    /// By kind; values are [`Kind::key`](super::model::Kind::key).
    Kind,
    /// By category key, ancestors included.
    Category,
    /// By openness at the instant: `open`, `likely`, `maybe`.
    Open,
    /// By what a yes-or-no filter would keep; values are [`Trait::key`].
    Trait,
    /// By area, those around it included; values are ids of areas as they are shown.
    Area,
    /// By local currency that it is paid with, by its short name.
    Currency,
    /// Of posts: offered or asked for.
    Direction,
    /// Of posts: what they are about.
    Subject,
    /// Of posts: that more precisely.
    Topic,
    /// Of posts: on what terms.
    Term,
    /// Of posts: in which language, as a BCP 47 tag.
    Language,
}

impl FacetField {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Category => "category",
            Self::Open => "open",
            Self::Trait => "trait",
            Self::Area => "area",
            Self::Currency => "currency",
            Self::Direction => "direction",
            Self::Subject => "subject",
            Self::Topic => "topic",
            Self::Term => "term",
            Self::Language => "language",
        }
    }
}

/// A yes-or-no fact of a listing that can be filtered by or counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Trait {
    /// See [`Filter::takeaway`](super::search::Filter::takeaway).
    Takeaway,
    /// See [`Filter::wheelchair`](super::search::Filter::wheelchair).
    Wheelchair,
    /// See [`Filter::second_hand`](super::search::Filter::second_hand).
    SecondHand,
    /// See [`Filter::repair`](super::search::Filter::repair).
    Repair,
    /// See [`Filter::organic`](super::search::Filter::organic).
    Organic,
    /// See [`Filter::independent`](super::search::Filter::independent).
    Independent,
    /// It delivers, somewhere.
    Delivery,
}

impl Trait {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Takeaway,
        Self::Wheelchair,
        Self::SecondHand,
        Self::Repair,
        Self::Organic,
        Self::Independent,
        Self::Delivery,
    ];

    /// The stable key under which it is counted.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Takeaway => "takeaway",
            Self::Wheelchair => "wheelchair",
            Self::SecondHand => "second_hand",
            Self::Repair => "repair",
            Self::Organic => "organic",
            Self::Independent => "independent",
            Self::Delivery => "delivery",
        }
    }

    /// The trait of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.key() == key)
    }

    /// Whether a listing has it.
    #[must_use]
    pub fn holds(self, facts: &Facts) -> bool {
        let offered = |value: Option<Offered>| value.is_some_and(Offered::is_offered);
        match self {
            Self::Takeaway => offered(facts.takeaway),
            Self::Wheelchair => {
                matches!(facts.wheelchair, Some(Wheelchair::Yes | Wheelchair::Designated))
            }
            Self::SecondHand => facts.sells_second_hand(),
            Self::Repair => facts.repairs_things(),
            Self::Organic => offered(facts.organic),
            Self::Independent => facts.ownership == Ownership::Independent,
            Self::Delivery => {
                facts.delivery.is_some() || facts.hours.contains_key(&Service::Delivery)
            }
        }
    }
}

/// Counts per value of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// Of what.
    pub field: FacetField,
    /// Value and count, the most frequent first, none at zero.
    pub values: Vec<(String, u64)>,
}
