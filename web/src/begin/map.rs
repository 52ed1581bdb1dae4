//! A small map of the areas that are known, each a link: it needs no script and asks nobody.

use geo::{BoundingRect, Coord, CoordsIter, MapCoords, MultiPolygon, Simplify};
use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::{Area, AreaKind};

use crate::desk::Typed;

/// How wide the map is drawn, in units of its own.
const WIDTH: f64 = 1_000.0;
/// The most areas on it: more are no targets for a thumb.
const AREAS_MAX: usize = 150;
/// By how much a border may be drawn wrongly, in units.
const COARSE: f64 = 1.5;

/// The map.
#[derive(Clone, Debug)]
pub(crate) struct Map {
    pub height: f64,
    pub areas: Vec<Drawn>,
}

/// An area on it.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    pub name: String,
    pub href: String,
    pub path: String,
    pub chosen: bool,
}

impl Map {
    /// The map of the smallest kind of area that has few enough; none without one.
    pub(crate) fn draw(atlas: &Atlas, typed: &Typed) -> Option<Self> {
        let chosen = typed.gebied.as_str();
        let of_kind = |kind| -> Vec<&Area> {
            let all = atlas.areas().filter(|it| it.kind == kind && !it.outline.0.is_empty());
            all.collect()
        };
        let fits = |all: &Vec<&Area>| (2..=AREAS_MAX).contains(&all.len());
        let areas = AreaKind::ALL.into_iter().rev().map(of_kind).find(fits)?;
        let whole = MultiPolygon::new(areas.iter().flat_map(|it| it.outline.0.clone()).collect());
        let rect = whole.bounding_rect()?;
        // A degree of longitude is shorter than one of latitude, the more so to the north.
        let narrow = rect.center().y.to_radians().cos();
        let scale = WIDTH / (rect.width() * narrow).max(f64::MIN_POSITIVE);
        let place = |c: Coord| Coord {
            x: (c.x - rect.min().x) * narrow * scale,
            y: (rect.max().y - c.y) * scale,
        };
        let drawn = |it: &&Area| {
            let words = atlas.words_for(it.id).unwrap_or_default();
            // What was typed beside it goes along.
            let mut pairs = vec![("gebied", it.slug.as_str())];
            pairs.extend(
                [("naam", &*typed.naam), ("soort", &*typed.soort)]
                    .into_iter()
                    .filter(|(_, typed)| !typed.is_empty()),
            );
            let query = serde_urlencoded::to_string(pairs);
            Drawn {
                name: it.name.clone(),
                href: format!("/begin/plaats?{}", query.unwrap_or_default()),
                path: path(&it.outline.map_coords(place).simplify(COARSE)),
                chosen: !chosen.is_empty() && (words == chosen || it.slug == chosen),
            }
        };
        Some(Self {
            height: (rect.height() * scale).round(),
            areas: areas.iter().map(drawn).collect(),
        })
    }
}

/// The outline in SVG's words.
fn path(outline: &MultiPolygon) -> String {
    let mut path = String::with_capacity(12 * outline.coords_count());
    for ring in outline.iter().map(geo::Polygon::exterior) {
        for (at, c) in ring.coords().enumerate() {
            let pen = if at == 0 { 'M' } else { 'L' };
            path.push_str(&format!("{pen}{:.0} {:.0}", c.x, c.y));
        }
        path.push('Z');
    }
    path
}
