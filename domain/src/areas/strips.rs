//! The map cut into strips from west to east, so that a point is compared with the few boxes
//! of its strip and not with all.

use crate::geo::{Bounds, Point};

/// How many strips there are at most.
const STRIPS_MAX: usize = 256;

/// Boxes by strip.
#[derive(Debug, Default)]
pub(super) struct Strips {
    south: f64,
    /// Strips in a degree.
    per_degree: f64,
    strips: Vec<Vec<(usize, Bounds)>>,
}

impl Strips {
    /// Strips of boxes with their numbers, each strip in the order in which they come.
    pub(super) fn new(boxes: impl Iterator<Item = (usize, Bounds)> + Clone) -> Self {
        let south = boxes.clone().map(|(_, b)| b.south).fold(f64::INFINITY, f64::min);
        let north = boxes.clone().map(|(_, b)| b.north).fold(f64::NEG_INFINITY, f64::max);
        if north < south {
            return Self::default();
        }
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let per_degree = if north > south { STRIPS_MAX as f64 / (north - south) } else { 0.0 };
        let mut strips = Self { south, per_degree, strips: vec![Vec::new(); STRIPS_MAX] };
        for (number, bounds) in boxes {
            for strip in strips.nth(bounds.south)..=strips.nth(bounds.north) {
                strips.strips[strip].push((number, bounds));
            }
        }
        strips
    }

    /// The numbers of the boxes that hold a point.
    pub(super) fn around(&self, point: Point) -> impl Iterator<Item = usize> {
        let strip = self.strips.get(self.nth(point.latitude)).map_or(&[][..], Vec::as_slice);
        let holds = strip.iter().filter(move |(_, bounds)| bounds.contains(point));
        holds.map(|(number, _)| *number)
    }

    /// The strip of a latitude; what lies beyond the map is in the first or the last.
    fn nth(&self, latitude: f64) -> usize {
        let strip = ((latitude - self.south) * self.per_degree).max(0.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative, and bounded right after"
        )]
        let strip = strip as usize;
        strip.min(STRIPS_MAX - 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bounds() -> impl Strategy<Value = Bounds> {
        (-60.0..60.0_f64, -60.0..60.0_f64, 0.0..9.0_f64, 0.0..9.0_f64).prop_map(
            |(south, west, tall, wide)| Bounds {
                south,
                west,
                north: south + tall,
                east: west + wide,
            },
        )
    }

    proptest! {
        /// The strips answer what asking every box answers, in the same order.
        #[test]
        fn no_box_is_missed(
            boxes in prop::collection::vec(bounds(), 0..40),
            points in prop::collection::vec((-70.0..70.0_f64, -70.0..70.0_f64), 20),
        ) {
            let numbered = || boxes.iter().copied().enumerate();
            let strips = Strips::new(numbered());
            let corners = boxes.iter().flat_map(|b| [(b.south, b.west), (b.north, b.east)]);
            for (latitude, longitude) in points.iter().copied().chain(corners) {
                let point = Point { latitude, longitude };
                let plain = numbered().filter(|(_, b)| b.contains(point));
                let plain: Vec<usize> = plain.map(|(number, _)| number).collect();
                prop_assert_eq!(strips.around(point).collect::<Vec<_>>(), plain);
            }
        }
    }

    #[test]
    fn no_boxes_hold_nothing() {
        let strips = Strips::new(std::iter::empty());
        assert_eq!(strips.around(Point { latitude: 52.0, longitude: 4.9 }).count(), 0);
    }
}
