//! Laws of ways around the water.

use geo::Intersects as _;
use proptest::prelude::*;

use super::*;

fn point(latitude: f64, longitude: f64) -> Point {
    Point { latitude, longitude }
}

/// A point in a few square kilometres.
fn somewhere() -> impl Strategy<Value = Point> {
    (52.30..52.40_f64, 4.85..5.05_f64)
        .prop_map(|(latitude, longitude)| Point { latitude, longitude })
}

fn waters() -> impl Strategy<Value = Vec<Line>> {
    prop::collection::vec(prop::collection::vec(somewhere(), 2..6), 0..7)
}

fn way_m(water: &Water, from: Point, to: Point) -> Option<f64> {
    let straight_m = from.distance_m(to);
    water.ways_from(from).map_or(Some(straight_m), |ways| ways.way_m(to, straight_m))
}

fn flat(line: &Line, shrink: f64) -> geo::LineString {
    line.iter().map(|p| geo::Coord { x: p.longitude * shrink, y: p.latitude }).collect()
}

/// The same question asked in another way: every line with geo's own crossing, every way by
/// going on from wherever one can stand until nothing gets shorter.
fn plainly(lines: &[Line], from: Point, to: Point) -> Option<f64> {
    let shrink = lines.first().map_or(1.0, |line| line[0].latitude.to_radians().cos());
    let drawn: Vec<geo::LineString> = lines.iter().map(|line| flat(line, shrink)).collect();
    let ends = lines.iter().enumerate().flat_map(|(nth, line)| {
        line.first().into_iter().chain(line.last()).map(move |end| (*end, Some(nth)))
    });
    let stops: Vec<(Point, Option<usize>)> =
        [(from, None), (to, None)].into_iter().chain(ends).collect();
    let leg_m = |a: (Point, Option<usize>), b: (Point, Option<usize>)| {
        let leg = geo::Line::new(
            geo::Coord { x: a.0.longitude * shrink, y: a.0.latitude },
            geo::Coord { x: b.0.longitude * shrink, y: b.0.latitude },
        );
        let crossed = drawn
            .iter()
            .enumerate()
            .any(|(nth, line)| a.1 != Some(nth) && b.1 != Some(nth) && line.intersects(&leg));
        let (east, north) = (leg.dx() * DEGREE_M, leg.dy() * DEGREE_M);
        if crossed { f64::INFINITY } else { east.hypot(north) }
    };
    let mut far_m = vec![f64::INFINITY; stops.len()];
    far_m[0] = 0.0;
    for _ in &stops {
        for a in 0..stops.len() {
            for b in 0..stops.len() {
                far_m[b] = far_m[b].min(far_m[a] + leg_m(stops[a], stops[b]));
            }
        }
    }
    far_m[1].is_finite().then(|| far_m[1].max(from.distance_m(to)))
}

proptest! {
    #[test]
    fn no_way_is_shorter_than_the_line(lines in waters(), from in somewhere(), to in somewhere()) {
        let water = Water::new(lines);
        if let Some(way_m) = way_m(&water, from, to) {
            prop_assert!(way_m >= from.distance_m(to));
        }
    }

    #[test]
    fn there_is_as_far_as_back(lines in waters(), one in somewhere(), other in somewhere()) {
        let water = Water::new(lines);
        match (way_m(&water, one, other), way_m(&water, other, one)) {
            (Some(there), Some(back)) => prop_assert!((there - back).abs() < 1e-6 * there.max(1.0)),
            (there, back) => prop_assert_eq!(there, back),
        }
    }

    #[test]
    fn without_water_there_is_nothing_to_go_around(from in somewhere()) {
        let dots = vec![vec![], vec![from]];
        prop_assert!(Water::new(dots).ways_from(from).is_none());
    }

    /// All that is worked out beforehand and left out on the way changes nothing.
    #[test]
    fn it_is_the_shortest_way_there_is(lines in waters(), from in somewhere(), to in somewhere()) {
        let water = Water::new(lines.clone());
        prop_assume!(!lines.is_empty());
        match (way_m(&water, from, to), plainly(&lines, from, to)) {
            (Some(found), Some(plain)) => {
                // What crosses nothing is measured on the sphere, not on the plane.
                prop_assert!((found - plain).abs() < 2e-3 * plain + 1.0, "{found} or {plain}");
            }
            (found, plain) => prop_assert_eq!(found, plain),
        }
    }

    /// A line far from the way changes nothing.
    #[test]
    fn water_elsewhere_changes_nothing(lines in waters(), from in somewhere(), to in somewhere()) {
        let mut more = lines.clone();
        more.push(vec![point(53.0, 6.0), point(53.1, 6.1)]);
        let before = way_m(&Water::new(lines.clone()), from, to);
        if before.is_some() && !lines.is_empty() {
            prop_assert_eq!(way_m(&Water::new(more), from, to), before);
        }
    }
}

#[test]
fn a_canal_is_crossed_by_its_bridge() {
    // From west to east, broken off for a bridge of 100 m a kilometre east of us.
    let bridge = point(52.36, 4.9147);
    let canal =
        vec![vec![point(52.36, 4.80), bridge], vec![point(52.36, 4.9162), point(52.36, 5.00)]];
    let water = Water::new(canal);
    let (here, there) = (point(52.361, 4.90), point(52.359, 4.90));
    let found = way_m(&water, here, there).unwrap();
    let by_bridge = here.distance_m(bridge) + bridge.distance_m(there);
    assert!((found - by_bridge).abs() < 5.0, "{found} m, by the bridge {by_bridge} m");
    let same_side = point(52.362, 4.92);
    assert_eq!(way_m(&water, here, same_side), Some(here.distance_m(same_side)));
}

#[test]
fn an_island_without_a_bridge_cannot_be_reached() {
    let moat = [(52.35, 4.90), (52.35, 4.92), (52.37, 4.92), (52.37, 4.90), (52.35, 4.90)];
    let water = Water::new([moat.map(|(latitude, longitude)| point(latitude, longitude)).to_vec()]);
    let (inside, outside) = (point(52.36, 4.91), point(52.36, 4.93));
    assert_eq!(way_m(&water, inside, outside), None);
    assert_eq!(way_m(&water, outside, inside), None);
    let across = point(52.355, 4.905);
    assert_eq!(way_m(&water, inside, across), Some(inside.distance_m(across)));
    let around = point(52.36, 4.89);
    assert_eq!(way_m(&water, outside, around), None, "and it has no corner to go by");
}

/// Two lines that share an end are one water: there is no bridge between them.
#[test]
fn a_line_that_goes_on_has_no_passage() {
    let joint = point(52.36, 4.91);
    let (west, east) = (point(52.36, 4.90), point(52.36, 4.92));
    let water = Water::new([vec![west, joint], vec![joint, east]]);
    let (north, south) = (point(52.361, 4.91), point(52.359, 4.91));
    let around = north.distance_m(west) + west.distance_m(south);
    let found = way_m(&water, north, south).unwrap();
    assert!((found - around).abs() < 5.0, "{found} m, around the end {around} m");
}
