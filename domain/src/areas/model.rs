//! An area, what kinds there are, and an area as its publisher has it.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

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

/// An area as its publisher has it, before it has its place on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Surveyed {
    /// What kind it is.
    pub kind: AreaKind,
    /// The code under which its publisher knows it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code of the area around it. Without one, or with one that nobody knows, it belongs
    /// to the smallest larger area that it lies in.
    pub parent_code: Option<String>,
    /// Its outline; empty where only the areas inside it are drawn.
    pub outline: MultiPolygon,
    /// How many people live there.
    pub inhabitants: Option<u32>,
}

impl Surveyed {
    /// Its id: the first half of the SHA-256 of its kind and its code, so that every import in
    /// every house gives the same.
    #[must_use]
    pub fn id(&self) -> AreaId {
        let hash = Sha256::new()
            .chain_update(self.kind.key())
            // Neither holds a control character, so no two pairs hash alike.
            .chain_update([0])
            .chain_update(&self.code);
        AreaId(first_half(hash))
    }
}

/// The outline of an area as the database keeps it: the coordinates of a GeoJSON
/// `MultiPolygon`, to a millionth of a degree, which is some ten centimetres.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Drawing(Vec<Vec<Vec<[f64; 2]>>>);

impl Drawing {
    /// The drawing of an outline; none of an empty one.
    pub(crate) fn of(outline: &MultiPolygon) -> Option<Self> {
        let ring = |ring: &LineString| ring.coords().map(|c| [micro(c.x), micro(c.y)]).collect();
        let polygon = |polygon: &Polygon| {
            let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            rings.map(ring).collect()
        };
        (!outline.0.is_empty()).then(|| Self(outline.iter().map(polygon).collect()))
    }

    /// The outline.
    pub(crate) fn outline(self) -> MultiPolygon {
        let ring = |ring: Vec<[f64; 2]>| ring.into_iter().map(|[x, y]| Coord { x, y }).collect();
        let polygon = |rings: Vec<Vec<[f64; 2]>>| {
            let mut rings = rings.into_iter().map(ring);
            let exterior = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
            Polygon::new(exterior, rings.collect())
        };
        MultiPolygon::new(self.0.into_iter().map(polygon).collect())
    }
}

/// Degrees to a millionth.
pub(crate) fn micro(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// The first half of a hash.
pub(crate) fn first_half(hash: Sha256) -> Uuid {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.finalize()[..16]);
    Uuid::from_bytes(half)
}

/// The box around an outline, if it has any point.
#[must_use]
pub fn bounds(outline: &MultiPolygon) -> Option<Bounds> {
    use geo::BoundingRect as _;
    let rect = outline.bounding_rect()?;
    let (low, high) = (rect.min(), rect.max());
    Some(Bounds { south: low.y, west: low.x, north: high.y, east: high.x })
}
