//! A point for every shape: a listing is a pin, and the pin must lie inside the building.

use geo::{Contains, InteriorPoint};
use geo::{Coord, Euclidean, InterpolatableLine, LineString, MultiPolygon, Point, Polygon};

/// The most pieces that are joined: no relation of OpenStreetMap may have more members.
const PIECES_MAX: usize = 32_000;

/// A point inside the polygons, as (latitude, longitude).
pub(super) fn inside(polygons: Vec<Polygon>) -> Option<(f64, f64)> {
    let point = MultiPolygon::new(polygons).interior_point()?;
    Some((point.y(), point.x()))
}

/// The middle of a line, as (latitude, longitude); of a closed one a point inside it.
pub(super) fn of_line(line: Vec<Coord>) -> Option<(f64, f64)> {
    let line = LineString::new(line);
    if line.is_closed() && line.0.len() > 3 {
        return inside(vec![Polygon::new(line, vec![])]);
    }
    match line.0.as_slice() {
        [] => None,
        [only] => Some((only.y, only.x)),
        _ => {
            let middle = line.point_at_ratio_from_start(&Euclidean, 0.5)?;
            Some((middle.y(), middle.x()))
        }
    }
}

/// Polygons of closed outer rings, each with the inner rings that lie in it.
pub(super) fn polygons(outer: Vec<Vec<Coord>>, inner: Vec<Vec<Coord>>) -> Vec<Polygon> {
    let mut polygons: Vec<Polygon> =
        outer.into_iter().map(|ring| Polygon::new(LineString::new(ring), vec![])).collect();
    for hole in inner {
        let Some(at) = hole.first().map(|first| Point::from(*first)) else { continue };
        if let Some(around) = polygons.iter_mut().find(|polygon| polygon.contains(&at)) {
            around.interiors_push(LineString::new(hole));
        }
    }
    polygons
}

/// A point for joined chains, as (latitude, longitude): inside the closed ones, else the middle
/// of the longest open one, else the first of some loose points.
pub(super) fn of_chains(
    closed: Vec<Vec<Coord>>,
    open: Vec<Vec<Coord>>,
    holes: Vec<Vec<Coord>>,
    loose: &[Coord],
) -> Option<(f64, f64)> {
    let longest = || open.into_iter().max_by_key(Vec::len).and_then(of_line);
    let point = || loose.first().map(|point| (point.y, point.x));
    inside(polygons(closed, holes)).or_else(longest).or_else(point)
}

/// Joins pieces into chains by their ends. Returns the closed chains and the open ones. Pieces
/// beyond [`PIECES_MAX`] are left out.
///
/// Pieces are lists of node ids, as the members of a relation are, or of corners.
pub(super) fn join<T: Copy + PartialEq>(mut pieces: Vec<Vec<T>>) -> (Vec<Vec<T>>, Vec<Vec<T>>) {
    let (mut closed, mut open) = (Vec::new(), Vec::new());
    pieces.truncate(PIECES_MAX);
    pieces.retain(|piece| !piece.is_empty());
    while let Some(mut chain) = pieces.pop() {
        while chain.len() < 2 || chain.first() != chain.last() {
            let end = chain.last().copied();
            let next =
                pieces.iter().position(|p| p.first().copied() == end || p.last().copied() == end);
            let Some(next) = next else { break };
            let mut piece = pieces.swap_remove(next);
            if piece.first().copied() != end {
                piece.reverse();
            }
            chain.extend(piece.into_iter().skip(1));
        }
        let is_ring = chain.len() > 3 && chain.first() == chain.last();
        if is_ring { closed.push(chain) } else { open.push(chain) }
    }
    (closed, open)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn coords(points: &[(f64, f64)]) -> Vec<Coord> {
        points.iter().map(|(x, y)| Coord { x: *x, y: *y }).collect()
    }

    /// A horseshoe: its centre of gravity lies in the gap.
    const HORSESHOE: [(f64, f64); 9] = [
        (0.0, 0.0),
        (9.0, 0.0),
        (9.0, 9.0),
        (8.0, 9.0),
        (8.0, 1.0),
        (1.0, 1.0),
        (1.0, 9.0),
        (0.0, 9.0),
        (0.0, 0.0),
    ];

    proptest! {
        #[test]
        fn the_point_lies_inside_a_star(radii in prop::collection::vec(1.0..10.0_f64, 4..20)) {
            let step = std::f64::consts::TAU / f64::from(u32::try_from(radii.len()).unwrap());
            let mut at = 0.0;
            let mut ring: Vec<Coord> = radii
                .iter()
                .map(|r| { at += step; Coord { x: r * at.cos(), y: r * at.sin() } })
                .collect();
            ring.push(ring[0]);
            let star = Polygon::new(LineString::new(ring.clone()), vec![]);
            let (y, x) = of_line(ring).unwrap();
            prop_assert!(star.contains(&Point::new(x, y)));
        }

        #[test]
        fn however_a_ring_is_cut_it_joins_again(
            length in 4..40_i64,
            cuts in prop::collection::btree_set(1..39_usize, 1..6),
            turned in prop::collection::vec(any::<bool>(), 8),
        ) {
            let ring: Vec<i64> = (0..length).chain([0]).collect();
            let mut pieces = Vec::new();
            let mut from = 0;
            for cut in cuts.into_iter().filter(|cut| *cut < ring.len() - 1).chain([ring.len() - 1]) {
                pieces.push(ring[from..=cut].to_vec());
                from = cut;
            }
            for (piece, turned) in pieces.iter_mut().zip(turned) {
                if turned { piece.reverse(); }
            }
            let (closed, open) = join(pieces);
            prop_assert!(open.is_empty());
            prop_assert_eq!(closed.len(), 1);
            prop_assert_eq!(closed[0].len(), ring.len());
        }
    }

    #[test]
    fn the_point_lies_in_the_building_not_in_its_gap() {
        let (y, x) = of_line(coords(&HORSESHOE)).unwrap();
        let shape = Polygon::new(LineString::new(coords(&HORSESHOE)), vec![]);
        assert!(shape.contains(&Point::new(x, y)));
    }

    #[test]
    fn the_point_does_not_lie_in_a_courtyard() {
        let outer = coords(&[(0., 0.), (10., 0.), (10., 10.), (0., 10.), (0., 0.)]);
        let hole = coords(&[(1., 1.), (9., 1.), (9., 9.), (1., 9.), (1., 1.)]);
        let (y, x) = inside(polygons(vec![outer], vec![hole.clone()])).unwrap();
        let yard = Polygon::new(LineString::new(hole), vec![]);
        assert!(!yard.contains(&Point::new(x, y)));
    }

    #[test]
    fn a_line_gives_its_middle_and_nothing_gives_nothing() {
        assert_eq!(of_line(coords(&[(0., 0.), (4., 0.)])), Some((0.0, 2.0)));
        assert_eq!(of_line(coords(&[(3., 5.)])), Some((5.0, 3.0)));
        assert_eq!(of_line(vec![]), None);
        assert_eq!(inside(vec![]), None);
    }

    #[test]
    fn pieces_that_do_not_meet_stay_open() {
        let (closed, open) = join(vec![vec![1, 2, 3], vec![7, 8], vec![]]);
        assert_eq!((closed.len(), open.len()), (0, 2));
    }
}
