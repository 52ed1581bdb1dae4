//! Places that lie close together, found without comparing all with all: they stand in rows from
//! south to north, each row sorted from west to east.

use std::collections::BTreeMap;

use super::Place;
use crate::geo::Point;

/// The metres of a degree north; a little less than it is anywhere, so that none is missed.
const DEGREE_M: f64 = 110_500.0;
/// Nearer to a pole than this, rows are not sorted out any further.
const COS_MIN: f64 = 0.01;

/// Places in rows.
pub(super) struct Near {
    places: Vec<(Point, usize)>,
}

impl Near {
    /// Those of the places that have a point.
    pub(super) fn of(places: &[Place]) -> Self {
        let points = places.iter().enumerate().filter_map(|(at, place)| Some((place.point?, at)));
        Self { places: points.collect() }
    }

    /// Calls for each pair that lies no farther apart, once.
    pub(super) fn each(&self, most_m: f64, mut pair: impl FnMut(usize, usize, f64)) {
        let height = most_m / DEGREE_M;
        let rows = self.rows(height);
        for (row, places) in &rows {
            let above = rows.get(&(row + 1)).map_or(&[][..], Vec::as_slice);
            for (at, (here, one)) in places.iter().enumerate() {
                // Along the row nearest to the pole a degree is shortest.
                let north = (here.latitude.abs() + height).min(90.0).to_radians().cos();
                let width = height / north.max(COS_MIN);
                let mut look = |candidates: &[(Point, usize)]| {
                    for (there, other) in candidates {
                        let metres = here.distance_m(*there);
                        if metres <= most_m {
                            pair(*one, *other, metres);
                        }
                    }
                };
                let rest = &places[at + 1..];
                look(&rest[..until(rest, here.longitude + width)]);
                let from = until(above, (here.longitude - width).next_down());
                look(&above[from..until(above, here.longitude + width)]);
            }
        }
    }

    fn rows(&self, height: f64) -> BTreeMap<i32, Vec<(Point, usize)>> {
        let mut rows: BTreeMap<i32, Vec<(Point, usize)>> = BTreeMap::new();
        for (point, at) in &self.places {
            #[expect(clippy::cast_possible_truncation, reason = "there are few rows on earth")]
            let row = (point.latitude / height).floor() as i32;
            rows.entry(row).or_default().push((*point, *at));
        }
        for row in rows.values_mut() {
            row.sort_by(|a, b| a.0.longitude.total_cmp(&b.0.longitude).then(a.1.cmp(&b.1)));
        }
        rows
    }
}

/// How many places of a row lie no farther east.
fn until(row: &[(Point, usize)], longitude: f64) -> usize {
    row.partition_point(|(point, _)| point.longitude <= longitude)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(points: &[Point], most_m: f64) -> Vec<(usize, usize)> {
        let near = Near { places: points.iter().enumerate().map(|(at, it)| (*it, at)).collect() };
        let mut found = Vec::new();
        near.each(most_m, |one, other, _| found.push((one.min(other), one.max(other))));
        found.sort_unstable();
        found
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_comparing_all_with_all_finds(
            latitude in -85.0..85.0_f64,
            longitude in -179.0..179.0_f64,
            steps in prop::collection::vec((-0.01..0.01_f64, -0.02..0.02_f64), 0..40),
            most_m in 20.0..400.0_f64,
        ) {
            let points: Vec<Point> = steps
                .iter()
                .map(|(n, e)| Point { latitude: latitude + n, longitude: longitude + e })
                .collect();
            let mut all = Vec::new();
            for (one, here) in points.iter().enumerate() {
                for (other, there) in points.iter().enumerate().skip(one + 1) {
                    if here.distance_m(*there) <= most_m {
                        all.push((one, other));
                    }
                }
            }
            prop_assert_eq!(found(&points, most_m), all);
        }
    }

    #[test]
    fn places_at_one_point_are_found_once() {
        let here = Point { latitude: 52.36, longitude: 4.93 };
        assert_eq!(found(&[here; 3], 1.0), [(0, 1), (0, 2), (1, 2)]);
    }
}
