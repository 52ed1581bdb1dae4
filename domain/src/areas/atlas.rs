//! The map of areas in memory: which area a point lies in, what lies inside what, postcodes, and
//! places named in words.

use std::collections::HashMap;
use std::sync::Arc;

use geo::{Centroid as _, Coord, InteriorPoint as _, Intersects as _};

use super::joining;
use super::model::{Area, AreaKind, Located, Postcode, Surveyed, bounds};
use super::strips::Strips;
use super::ways::{Water, Ways};
use crate::geo::{Bounds, Point};
use crate::id::AreaId;
use crate::text::fold;

/// The farthest a point may lie from the middle of the postcode that it is given, in metres.
pub const POSTCODE_REACH_M: f64 = 3_000.0;
/// The same in degrees of latitude, with some to spare.
const POSTCODE_REACH_DEGREES: f64 = POSTCODE_REACH_M / 110_000.0;
/// How much of their pairs of letters two names share at least that are alike, of 1.
const ALIKE_MIN: f64 = 0.5;

/// All areas, postcodes and waters.
#[derive(Default)]
pub struct Atlas {
    version: i64,
    /// The largest kinds first, then by name.
    areas: Vec<Drawn>,
    by_id: HashMap<AreaId, usize>,
    by_slug: HashMap<String, usize>,
    /// The areas right inside each, and those that lie in no other, by name.
    inside: HashMap<Option<AreaId>, Vec<usize>>,
    /// The boxes of the outlines, the smallest kinds first.
    strips: Strips,
    /// In the order of their codes.
    postcodes: Vec<Postcode>,
    /// The postcodes' numbers from south to north.
    northward: Vec<usize>,
    /// The first postcode of each place, by its folded name.
    places: HashMap<String, usize>,
    water: Water,
}

struct Drawn {
    area: Arc<Area>,
    name_key: String,
    /// All of it, also what only the areas inside it draw.
    extent: Option<Bounds>,
}

impl Atlas {
    /// A map of these areas, postcodes and waters, as the database had them at a version.
    #[must_use]
    pub fn new(
        version: i64,
        mut areas: Vec<Area>,
        mut postcodes: Vec<Postcode>,
        water: Water,
    ) -> Self {
        areas.sort_by_cached_key(|area| (area.kind, fold(&area.name), area.id));
        postcodes.sort_by(|a, b| a.code.cmp(&b.code));
        postcodes.dedup_by(|later, first| later.code == first.code);
        let by_id = areas.iter().enumerate().map(|(at, area)| (area.id, at)).collect();
        let by_slug = areas.iter().enumerate().map(|(at, a)| (a.slug.clone(), at)).collect();
        let areas: Vec<Drawn> = areas
            .into_iter()
            .map(|area| Drawn {
                name_key: fold(&area.name),
                extent: bounds(&area.outline),
                area: Arc::new(area),
            })
            .collect();
        let mut inside: HashMap<Option<AreaId>, Vec<usize>> = HashMap::new();
        for (at, drawn) in areas.iter().enumerate() {
            inside.entry(drawn.area.parent).or_default().push(at);
        }
        let numbered = areas.iter().enumerate().rev();
        let strips = Strips::new(numbered.filter_map(|(at, drawn)| Some((at, drawn.extent?))));
        let mut northward: Vec<usize> = (0..postcodes.len()).collect();
        northward
            .sort_by(|a, b| postcodes[*a].point.latitude.total_cmp(&postcodes[*b].point.latitude));
        let places = postcodes.iter().enumerate().rev();
        let places = places.map(|(at, known)| (fold(&known.place), at)).collect();
        let mut atlas = Self {
            version,
            areas,
            by_id,
            by_slug,
            inside,
            strips,
            postcodes,
            northward,
            places,
            water,
        };
        atlas.extend_parents();
        atlas
    }

    /// A map of areas as their publishers have them, with their slugs, the older editions first.
    #[must_use]
    pub(crate) fn joined(
        version: i64,
        surveyed: Vec<(String, Surveyed)>,
        postcodes: Vec<Postcode>,
        water: Water,
    ) -> Self {
        Self::new(version, joining::join(surveyed), postcodes, water)
    }

    /// Which version of the database's areas this is.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.version
    }

    /// Whether nothing can be named: neither an area nor a postcode is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.areas.is_empty() && self.postcodes.is_empty()
    }

    /// All areas, the largest kinds first, then by name.
    pub fn areas(&self) -> impl Iterator<Item = &Area> {
        self.areas.iter().map(|drawn| drawn.area.as_ref())
    }

    /// The area with an id.
    #[must_use]
    pub fn get(&self, id: AreaId) -> Option<&Area> {
        self.by_id.get(&id).map(|at| self.areas[*at].area.as_ref())
    }

    /// The area with an id, to keep: outlines are too large to be copied.
    #[must_use]
    pub fn shared(&self, id: AreaId) -> Option<Arc<Area>> {
        self.by_id.get(&id).map(|at| Arc::clone(&self.areas[*at].area))
    }

    /// The area with a slug.
    #[must_use]
    pub fn by_slug(&self, slug: &str) -> Option<&Area> {
        self.by_slug.get(slug).map(|at| self.areas[*at].area.as_ref())
    }

    /// The area and those around it, the smallest first.
    pub fn lineage(&self, id: AreaId) -> impl Iterator<Item = &Area> {
        std::iter::successors(self.get(id), |area| self.get(area.parent?)).take(AreaKind::ALL.len())
    }

    /// The areas right inside an area, by name; without one, those that lie in no other.
    pub fn inside(&self, parent: Option<AreaId>) -> impl Iterator<Item = &Area> {
        let inside = self.inside.get(&parent).into_iter().flatten();
        inside.map(|at| self.areas[*at].area.as_ref())
    }

    /// The areas that a point lies in, the smallest first; on a border, one of both.
    #[must_use]
    pub fn around(&self, point: Point) -> Vec<AreaId> {
        let at = Coord { x: point.longitude, y: point.latitude };
        let areas = self.strips.around(point).map(|number| self.areas[number].area.as_ref());
        let smallest = areas.into_iter().find(|area| area.outline.intersects(&at));
        smallest.map_or_else(Vec::new, |area| self.lineage(area.id).map(|a| a.id).collect())
    }

    /// The areas that a point lies in, if there is a point.
    #[must_use]
    pub(crate) fn around_any(&self, point: Option<Point>) -> Vec<AreaId> {
        point.map_or_else(Vec::new, |point| self.around(point))
    }

    /// The box around an area, the areas inside it included.
    #[must_use]
    pub fn extent(&self, id: AreaId) -> Option<Bounds> {
        self.areas[*self.by_id.get(&id)?].extent
    }

    /// The middle of an area.
    #[must_use]
    pub fn middle(&self, id: AreaId) -> Option<Point> {
        let drawn = &self.areas[*self.by_id.get(&id)?];
        let outline = &drawn.area.outline;
        // The middle of a bent area may lie outside it.
        let middle = outline.centroid().filter(|middle| outline.intersects(middle));
        if let Some(middle) = middle.or_else(|| outline.interior_point()) {
            return Point::new(middle.y(), middle.x()).ok();
        }
        let Bounds { south, west, north, east } = drawn.extent?;
        Point::new((south + north) / 2.0, (west + east) / 2.0).ok()
    }

    /// Areas whose name begins with a text or has a word that does, best first; all areas for
    /// no text.
    pub fn named<'a>(
        &'a self,
        text: &str,
        kind: Option<AreaKind>,
    ) -> impl Iterator<Item = &'a Area> + use<'a> {
        let text = fold(text);
        let fit = |name: &str| match name {
            _ if text.is_empty() || name == text => Some(0),
            _ if name.starts_with(&text) => Some(1),
            _ if name.split(' ').any(|word| word.starts_with(&text)) => Some(2),
            _ => None,
        };
        let of_kind = self.areas.iter().filter(|drawn| kind.is_none_or(|k| drawn.area.kind == k));
        let mut found: Vec<_> = of_kind
            .filter_map(|drawn| Some((fit(&drawn.name_key)?, drawn.area.as_ref())))
            .collect();
        found.sort_by_key(|(fit, _)| *fit);
        found.into_iter().map(|(_, area)| area)
    }

    /// Areas whose name looks like a text that may be misspelt, the most alike first.
    pub fn alike<'a>(&'a self, text: &str) -> impl Iterator<Item = &'a Area> + use<'a> {
        let text = fold(text);
        let score = |drawn: &'a Drawn| (likeness(&text, &drawn.name_key), drawn.area.as_ref());
        let scored = self.areas.iter().map(score);
        let mut found: Vec<_> = scored.filter(|(score, _)| *score >= ALIKE_MIN).collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found.into_iter().map(|(_, area)| area)
    }

    /// A postcode by its four digits.
    #[must_use]
    pub fn postcode(&self, code: &str) -> Option<&Postcode> {
        let at = self.postcodes.binary_search_by(|known| known.code.as_str().cmp(code)).ok()?;
        self.postcodes.get(at)
    }

    /// The postcode whose middle is nearest to a point, within [`POSTCODE_REACH_M`].
    #[must_use]
    pub fn postcode_at(&self, point: Point) -> Option<&Postcode> {
        let below = |latitude: f64| {
            self.northward.partition_point(|at| self.postcodes[*at].point.latitude < latitude)
        };
        let from = below(point.latitude - POSTCODE_REACH_DEGREES);
        let until = below(point.latitude + POSTCODE_REACH_DEGREES);
        let shrink = point.latitude.to_radians().cos();
        let near = self.northward[from..until].iter().map(|at| {
            let known = &self.postcodes[*at];
            let north = known.point.latitude - point.latitude;
            let east = (known.point.longitude - point.longitude) * shrink;
            (north * north + east * east, known)
        });
        let (_, nearest) = near.min_by(|a, b| a.0.total_cmp(&b.0))?;
        (nearest.point.distance_m(point) <= POSTCODE_REACH_M).then_some(nearest)
    }

    /// Somewhere named in words: a postcode (`1094`, `1094 AB`), else an area by its whole name,
    /// the smallest kind first (`Centrum, Almere` tells namesakes apart), else a place of
    /// postcodes, else the best area that begins with it.
    #[must_use]
    pub fn locate(&self, text: &str) -> Option<Located> {
        if let Some(code) = postcode_digits(text) {
            let Postcode { code, place, point } = self.postcode(code)?;
            return Some(Located { point: *point, name: format!("{code} {place}"), area: None });
        }
        let folded = fold(text);
        if folded.is_empty() {
            return None;
        }
        if let Some(area) = self.called(&folded).next().or_else(|| self.called_within(text)) {
            return self.located(area);
        }
        if let Some(at) = self.places.get(&folded) {
            let Postcode { place, point, .. } = &self.postcodes[*at];
            return Some(Located { point: *point, name: place.clone(), area: None });
        }
        self.named(&folded, None).next().and_then(|area| self.located(area))
    }

    /// The fewest words that [`Self::locate`] takes for an area: its name, and where a namesake
    /// answers to that, the name of an area around it as well. None where no words tell it apart.
    #[must_use]
    pub fn words_for(&self, id: AreaId) -> Option<String> {
        let area = self.get(id)?;
        let outer = self.lineage(id).skip(1).map(|outer| format!("{}, {}", area.name, outer.name));
        let finds = |words: &String| self.locate(words).and_then(|found| found.area) == Some(id);
        std::iter::once(area.name.clone()).chain(outer).find(finds)
    }

    /// All areas with their folded names.
    pub(crate) fn keyed(&self) -> impl Iterator<Item = (&str, &Area)> {
        self.areas.iter().map(|drawn| (drawn.name_key.as_str(), drawn.area.as_ref()))
    }

    /// Areas with a whole folded name, the smallest kinds first.
    fn called(&self, folded: &str) -> impl Iterator<Item = &Area> {
        let called = self.areas.iter().rev().filter(move |drawn| drawn.name_key == folded);
        called.map(|drawn| drawn.area.as_ref())
    }

    /// `Centrum, Almere`: the area of that name within another.
    fn called_within(&self, text: &str) -> Option<&Area> {
        let (name, around) = text.rsplit_once(',')?;
        let (name, around) = (fold(name), fold(around));
        let within =
            |area: &Area| self.lineage(area.id).skip(1).any(|outer| fold(&outer.name) == around);
        self.called(&name).find(|area| within(area))
    }

    fn located(&self, area: &Area) -> Option<Located> {
        let point = self.middle(area.id)?;
        Some(Located { point, name: area.name.clone(), area: Some(area.id) })
    }

    /// The ways from a point around the water; none where no water is known.
    #[must_use]
    pub fn ways_from(&self, point: Point) -> Option<Ways> {
        self.water.ways_from(point)
    }

    /// An area without an outline of its own reaches as far as those inside it.
    fn extend_parents(&mut self) {
        for at in (0..self.areas.len()).rev() {
            let (extent, parent) = (self.areas[at].extent, self.areas[at].area.parent);
            let Some(around) = parent.and_then(|parent| self.by_id.get(&parent)) else { continue };
            let around = &mut self.areas[*around].extent;
            *around = match (*around, extent) {
                (Some(a), Some(b)) => Some(Bounds {
                    south: a.south.min(b.south),
                    west: a.west.min(b.west),
                    north: a.north.max(b.north),
                    east: a.east.max(b.east),
                }),
                (one, other) => one.or(other),
            };
        }
    }
}

/// How much of their pairs of letters two folded names share (Sørensen and Dice), from 0 to 1:
/// swapped, missing and doubled letters leave most pairs whole.
fn likeness(one: &str, other: &str) -> f64 {
    let pairs = |name: &str| {
        let letters: Vec<char> = name.chars().collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
    };
    let (one, mut left) = (pairs(one), pairs(other));
    let all = one.len() + left.len();
    let shared = one.iter().filter(|pair| {
        let at = left.iter().position(|it| it == *pair);
        at.map(|at| left.swap_remove(at)).is_some()
    });
    2.0 * shared.count() as f64 / all.max(1) as f64
}

/// The digits of a postcode, alone or with what may follow them (`1094 AB`, `1094 Amsterdam`).
#[must_use]
pub fn postcode_digits(text: &str) -> Option<&str> {
    let (digits, rest) = text.trim().split_at_checked(4)?;
    let is_code = digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_code && !rest.starts_with(|next: char| next.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
#[path = "atlas_tests.rs"]
mod tests;
