//! An area, what kinds there are, and an area as its publisher has it.

use geo::{Area as _, Coord, CoordsIter as _, LineString, MultiPolygon, Polygon};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::ways::Line;
use crate::geo::{Bounds, Point};
use crate::id::AreaId;
use crate::text::fold;

/// The most areas in a data set: the Netherlands have some 18,000.
pub const AREAS_MAX: usize = 20_000;
/// The most corners of an outline: more than a country's border in full detail needs.
pub const OUTLINE_MAX: usize = 50_000;
/// The most corners of all outlines of a data set: every map is held in memory whole.
pub const CORNERS_MAX: usize = 3_000_000;
/// The most lines of water in a data set: ways are measured between all their ends.
pub const WATER_LINES_MAX: usize = 100;
/// The most points of all lines of water of a data set.
pub const WATER_POINTS_MAX: usize = 5_000;
/// The most postcodes in a data set: four digits, and none begins with a zero.
pub const POSTCODES_MAX: usize = 9_000;
/// The longest code, in characters.
pub const CODE_MAX: usize = 64;
/// The longest name of an area or a place, in characters.
pub const NAME_MAX: usize = 255;

/// Why an area, a water or a postcode cannot stand on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Its code, or that of the area around it, is empty, too long or unreadable.
    #[error("its code must be one line of 1 to {CODE_MAX} characters")]
    Code,
    /// Its name, or its place's, is empty, too long or unreadable.
    #[error("its name must be one readable line of at most {NAME_MAX} characters")]
    Name,
    /// A position is off earth.
    #[error("a position is not on earth: longitude and latitude in degrees (WGS 84) are needed")]
    OffEarth,
    /// The outline encloses nothing.
    #[error("its outline encloses nothing")]
    Flat,
    /// The outline is too fine.
    #[error("its outline has more than {OUTLINE_MAX} corners")]
    TooFine,
    /// The line has fewer than two points.
    #[error("its line has fewer than two points")]
    NoLine,
    /// The line encloses what nobody could reach then.
    #[error("its line ends where it began: break it off where a bridge is")]
    Ring,
    /// It is not four digits, the first of them not a zero.
    #[error("a postcode is four digits")]
    NoPostcode,
}

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
    /// An area that is known by its name alone: its outline is that of the areas inside it.
    #[must_use]
    pub fn named(kind: AreaKind, code: &str, name: &str, parent_code: Option<&str>) -> Self {
        Self {
            kind,
            code: code.to_owned(),
            name: name.to_owned(),
            parent_code: parent_code.map(str::to_owned),
            outline: MultiPolygon::new(Vec::new()),
            inhabitants: None,
        }
    }

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

    /// Whether it can stand on the map.
    ///
    /// # Errors
    /// [`Flaw`], which says why not.
    pub fn check(&self) -> Result<(), Flaw> {
        if !is_code(&self.code) || !self.parent_code.iter().all(|code| is_code(code)) {
            return Err(Flaw::Code);
        }
        if !is_name(&self.name) {
            return Err(Flaw::Name);
        }
        if self.outline.coords_count() > OUTLINE_MAX {
            return Err(Flaw::TooFine);
        }
        if !self.outline.coords_iter().all(|c| Point::new(c.y, c.x).is_ok()) {
            return Err(Flaw::OffEarth);
        }
        // No real area is smaller than a square millimetre.
        if self.outline.iter().any(|polygon| polygon.unsigned_area() < 1e-16) {
            return Err(Flaw::Flat);
        }
        Ok(())
    }
}

impl Postcode {
    /// Whether it can stand on the map.
    ///
    /// # Errors
    /// [`Flaw`], which says why not.
    pub fn check(&self) -> Result<(), Flaw> {
        let is_digits = self.code.len() == 4 && self.code.bytes().all(|b| b.is_ascii_digit());
        if !is_digits || self.code.starts_with('0') {
            return Err(Flaw::NoPostcode);
        }
        if !is_name(&self.place) {
            return Err(Flaw::Name);
        }
        let Point { latitude, longitude } = self.point;
        Point::new(latitude, longitude).map(|_| ()).map_err(|_| Flaw::OffEarth)
    }
}

fn is_code(code: &str) -> bool {
    !code.trim().is_empty() && is_line(code, CODE_MAX)
}

fn is_name(name: &str) -> bool {
    !fold(name).is_empty() && is_line(name, NAME_MAX)
}

fn is_line(text: &str, most: usize) -> bool {
    text.chars().count() <= most && !text.chars().any(char::is_control)
}

/// Areas and water as a publisher has them: what a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    /// The areas.
    pub areas: Vec<Surveyed>,
    /// Lines that nobody crosses between their ends.
    pub water: Vec<Line>,
    /// The line that the publisher wants shown.
    pub attribution: Option<String>,
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
