//! The formula by which answers are ordered: published, unpaid, and the same for everybody.
//! Every engine keeps it, and the page "hoe wij rangschikken" prints these very numbers.
//!
//! Each word that was asked for counts the points of the best place where it stands
//! ([`Evidence::points`]); the words' mean is the listing's score. A name that is, or begins
//! with, what was asked counts [`NAME_EXACT`] or [`NAME_BEGINS`] instead. A word as it was written
//! goes before its other forms, and those before words that it merely begins: who asks for
//! "brood" is shown bakers before "Broodje Ali". A word that names a trade or an area counts less
//! in the name of what is neither: who asks for "bakker haarlem" does not mean Mr Bakker's car
//! repairs. To that come a few
//! points for being open ([`OPEN`]), near ([`near`]) and independent ([`INDEPENDENT`]): all of
//! them together are fewer than lie between two kinds of evidence, so for one word they only
//! break ties. Nobody can buy points, and nothing is remembered about who asks.
//!
//! Before the score come the groups: what moved away stands last, and when the question is
//! about being open, what is certainly open comes before what probably is, and that before what
//! perhaps is.

use super::search::Openness;

/// The name is what was asked for.
pub const NAME_EXACT: u32 = 1_000;
/// The name begins with what was asked for, in whole words.
pub const NAME_BEGINS: u32 = 900;

/// Certainly open, probably open, perhaps open at the instant.
pub const OPEN: [u32; 3] = [10, 6, 2];
/// Right at the asker's point; less further away, see [`near`].
pub const NEAR: u32 = 7;
/// The distance at which half of [`NEAR`] is left, in metres.
pub const NEAR_HALF_M: f64 = 1_000.0;
/// Known to be independent.
pub const INDEPENDENT: u32 = 2;

/// Where a word was found, the weakest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// Nowhere.
    #[default]
    Nothing,
    /// In the address, but for a typo.
    PlaceTypo,
    /// It begins a word of the description.
    TextBegins,
    /// In the description, in another form (stem, part of a compound).
    TextRoot,
    /// In the description.
    Text,
    /// It begins a word of the address.
    PlaceBegins,
    /// In the address.
    Place,
    /// In a tag or among the repairs, but for a typo.
    TagTypo,
    /// In a category's name or term, but for a typo.
    CategoryTypo,
    /// In the name, but for a typo.
    NameTypo,
    /// It begins a tag.
    TagBegins,
    /// It begins a category's name or term.
    CategoryBegins,
    /// It begins a word of the name.
    NameBegins,
    /// In a tag or among the repairs, in another form.
    TagRoot,
    /// In a tag or among the repairs.
    Tag,
    /// A category's name or term in the other language.
    CategoryForeign,
    /// A category's name or term, in another form.
    CategoryRoot,
    /// Only in the name, where the word means a trade or a place and this is none: "bakker" on
    /// the board of Bakker, car repairs.
    NameOnly,
    /// In the name, in another form.
    NameRoot,
    /// In the area that the word names.
    Area,
    /// A category's name or term.
    Category,
    /// In the name.
    Name,
}

impl Evidence {
    /// All of them, the weakest first.
    pub const ALL: [Self; 22] = [
        Self::Nothing,
        Self::PlaceTypo,
        Self::TextBegins,
        Self::TextRoot,
        Self::Text,
        Self::PlaceBegins,
        Self::Place,
        Self::TagTypo,
        Self::CategoryTypo,
        Self::NameTypo,
        Self::TagBegins,
        Self::CategoryBegins,
        Self::NameBegins,
        Self::TagRoot,
        Self::Tag,
        Self::CategoryForeign,
        Self::CategoryRoot,
        Self::NameOnly,
        Self::NameRoot,
        Self::Area,
        Self::Category,
        Self::Name,
    ];

    /// What a word found there counts.
    #[must_use]
    pub fn points(self) -> u32 {
        match self {
            Self::Nothing => 0,
            Self::PlaceTypo => 120,
            Self::TextBegins => 140,
            Self::TextRoot => 160,
            Self::Text => 180,
            Self::PlaceBegins => 220,
            Self::Place => 250,
            Self::TagTypo => 340,
            Self::CategoryTypo => 370,
            Self::NameTypo => 400,
            Self::TagBegins => 430,
            Self::CategoryBegins => 455,
            Self::NameBegins => 480,
            Self::TagRoot => 510,
            Self::Tag => 540,
            Self::CategoryForeign => 570,
            Self::CategoryRoot => 600,
            Self::NameOnly => 620,
            Self::NameRoot => 640,
            Self::Area => 660,
            Self::Category => 680,
            Self::Name => 800,
        }
    }
}

/// What being near counts: all of [`NEAR`] at the point, half of it at [`NEAR_HALF_M`], a third
/// at twice that.
#[must_use]
pub fn near(distance_m: f64) -> f64 {
    f64::from(NEAR) * NEAR_HALF_M / (NEAR_HALF_M + distance_m.max(0.0))
}

/// What being open counts.
#[must_use]
pub fn open(openness: Openness) -> u32 {
    match openness {
        Openness::Certain => OPEN[0],
        Openness::Probable => OPEN[1],
        Openness::Maybe => OPEN[2],
        Openness::Closed => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stronger_evidence_counts_more_than_all_tie_breakers_together() {
        let tie_breakers = OPEN[0] + NEAR + INDEPENDENT;
        for pair in Evidence::ALL.windows(2) {
            assert!(pair[0] < pair[1]);
            assert!(pair[0].points() + tie_breakers < pair[1].points(), "{pair:?}");
        }
        assert!(Evidence::Name.points() + tie_breakers < NAME_BEGINS);
        assert!(NAME_BEGINS + tie_breakers < NAME_EXACT);
    }
}
