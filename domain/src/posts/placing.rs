//! Where a post is shown: what is kept of where somebody pointed.

use super::model::Around;
use crate::areas::atlas::Atlas;
use crate::geo::{Bounds, Point, cell, cell_radius_m};

/// Of an area larger than this few live in each cell, and all of it stands for one, in m².
const SPARSE_M2: f64 = 4_000_000.0;
/// How far from its middle the furthest corner of what is shown may be, in metres.
const RADIUS_MAX_M: f64 = 100_000.0;

/// The middle of the cell in which somebody pointed, or of the smallest area around it where so few
/// live that a cell would tell whose door it is. Every door inside has the same.
pub(crate) fn around(atlas: &Atlas, point: Point) -> Around {
    sparse(atlas, point).unwrap_or_else(|| cell_around(point))
}

/// The cell in which a point lies.
pub(super) fn cell_around(point: Point) -> Around {
    let middle = cell(point);
    Around { point: middle, radius_m: cell_radius_m(middle) }
}

fn sparse(atlas: &Atlas, point: Point) -> Option<Around> {
    let smallest = atlas.around(point).first().copied()?;
    let (height, width) = extent_m(&atlas.extent(smallest)?);
    let middle = atlas.middle(smallest).filter(|_| height * width > SPARSE_M2)?;
    let half = (height.hypot(width) / 2.0).ceil().clamp(1.0, RADIUS_MAX_M);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let radius_m = half as u32;
    Some(Around { point: middle, radius_m })
}

/// How high and how wide a box is, in metres.
fn extent_m(of: &Bounds) -> (f64, f64) {
    let at = |latitude: f64, longitude: f64| Point { latitude, longitude };
    let half = f64::midpoint(of.south, of.north);
    let height = at(of.south, of.west).distance_m(at(of.north, of.west));
    (height, at(half, of.west).distance_m(at(half, of.east)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_door_of_a_cell_is_shown_as_one(
            latitude in 50.7_f64..53.6,
            longitude in 3.3_f64..7.3,
            up in 0.001_f64..0.999,
            right in 0.001_f64..0.999,
        ) {
            let atlas = Atlas::default();
            let one = around(&atlas, Point { latitude, longitude });
            let corner = |degrees: f64, cell: f64, share: f64| {
                ((degrees / cell).floor() + share) * cell
            };
            let other = Point {
                latitude: corner(latitude, 0.003, up),
                longitude: corner(longitude, 0.005, right),
            };
            prop_assert_eq!(one, around(&atlas, other));
            // What is kept says nothing new when it is read back.
            prop_assert_eq!(one, around(&atlas, one.point));
            prop_assert!(one.point.distance_m(other) <= f64::from(one.radius_m));
        }
    }
}
