//! An area, and what kinds there are.

use geo::MultiPolygon;
use serde::{Deserialize, Serialize};

use crate::geo::{Bounds, Point};
use crate::id::AreaId;

/// What kind of area it is, the largest first; each lies inside one of a kind before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaKind {
    /// Gemeente.
    Municipality,
    /// Stadsdeel.
    District,
    /// Wijk.
    Quarter,
    /// Buurt, or kern.
    Neighbourhood,
}

impl AreaKind {
    /// All of them, the largest first.
    pub const ALL: [Self; 4] =
        [Self::Municipality, Self::District, Self::Quarter, Self::Neighbourhood];

    /// The stable English key, as it is stored.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::District => "district",
            Self::Quarter => "quarter",
            Self::Neighbourhood => "neighbourhood",
        }
    }

    /// The kind of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// A municipality, district, quarter or neighbourhood.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its id, the same after every import of the same code.
    pub id: AreaId,
    /// Its name in the address bar.
    pub slug: String,
    /// What kind it is.
    pub kind: AreaKind,
    /// The code under which its publisher knows it, such as `BU0363AA01`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The area around it, if one is known.
    pub parent: Option<AreaId>,
    /// Its outline; empty where only the areas inside it are drawn.
    pub outline: MultiPolygon,
    /// How many people live there, if its publisher says so.
    pub inhabitants: Option<u32>,
}

/// A four-digit postcode.
#[derive(Clone, Debug, PartialEq)]
pub struct Postcode {
    /// The four digits.
    pub code: String,
    /// The place (woonplaats).
    pub place: String,
    /// Roughly its middle.
    pub point: Point,
}

/// Somewhere that was named in words instead of given as a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// The middle of it.
    pub point: Point,
    /// What it is called: a neighbourhood, or a postcode with its place.
    pub name: String,
    /// The area, where it is one.
    pub area: Option<AreaId>,
}

/// The box around an outline, if it has any point.
#[must_use]
pub fn bounds(outline: &MultiPolygon) -> Option<Bounds> {
    use geo::BoundingRect as _;
    let rect = outline.bounding_rect()?;
    let (low, high) = (rect.min(), rect.max());
    Some(Bounds { south: low.y, west: low.x, north: high.y, east: high.x })
}
