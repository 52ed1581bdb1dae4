//! Areas drawn as a small map, each a shape: it needs no script and asks nobody.

use geo::{
    BoundingRect, Centroid, Coord, CoordsIter, InteriorPoint, Intersects, MapCoords, MultiPolygon,
    Simplify,
};
use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::Area;

/// How wide a map is drawn, in units of its own.
pub(crate) const WIDTH: f64 = 1_000.0;
/// The most areas on a map: more are no targets for a thumb.
pub(crate) const AREAS_MAX: usize = 150;
/// By how much a border may be drawn wrongly, in units.
const COARSE: f64 = 1.5;

/// Shapes that lie beside each other as their areas do.
pub(crate) struct Outlines {
    /// How high the map is, in units.
    pub height: f64,
    /// The shapes, in the order of the areas.
    pub shapes: Vec<Shape>,
}

/// The shape of an area.
pub(crate) struct Shape {
    /// Its borders, in the words of SVG.
    pub path: String,
    /// A point well inside it, in units.
    pub middle: (f64, f64),
    /// How wide it is, in units.
    pub width: f64,
}

/// The borders of an area, or of those inside it where only they are drawn.
pub(crate) fn of(atlas: &Atlas, area: &Area) -> MultiPolygon {
    if !area.outline.0.is_empty() {
        return area.outline.clone();
    }
    let inside = atlas.inside(Some(area.id));
    MultiPolygon::new(inside.flat_map(|it| of(atlas, it).0).collect())
}

/// Draws outlines beside each other; nothing where they have no width.
pub(crate) fn draw(outlines: &[MultiPolygon]) -> Option<Outlines> {
    let whole = MultiPolygon::new(outlines.iter().flat_map(|it| it.0.clone()).collect());
    let rect = whole.bounding_rect()?;
    // A degree of longitude is shorter than one of latitude, the more so to the north.
    let narrow = rect.center().y.to_radians().cos();
    let scale = WIDTH / (rect.width() * narrow).max(f64::MIN_POSITIVE);
    let place = |c: Coord| Coord {
        x: (c.x - rect.min().x) * narrow * scale,
        y: (rect.max().y - c.y) * scale,
    };
    let shapes = outlines.iter().map(|it| shape(&it.map_coords(place).simplify(COARSE))).collect();
    Some(Outlines { height: (rect.height() * scale).round(), shapes })
}

fn shape(outline: &MultiPolygon) -> Shape {
    // The middle of a bent area may lie outside it.
    let middle = outline.centroid().filter(|it| outline.intersects(it));
    let middle = middle.or_else(|| outline.interior_point());
    Shape {
        path: path(outline),
        middle: middle.map_or((0.0, 0.0), |it| (it.x(), it.y())),
        width: outline.bounding_rect().map_or(0.0, |it| it.width()),
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
