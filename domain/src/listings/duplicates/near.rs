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
