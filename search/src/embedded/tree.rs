//! Points in halves of halves, cut across by turns, so that the nearest of some ten thousand are
//! found by looking at some dozen. Points lie on the sphere itself: nothing bends at a pole or
//! at the date line, and no straight line through the earth is longer than the way over it.

use koop_domain::geo::Point;

/// So few are looked at one by one.
const LEAF: usize = 8;
/// A little less than the mean radius of the earth, so that no bound is too far.
const EARTH_RADIUS_M: f64 = 6_371_000.0;
/// Places on the sphere are kept to some decimetres, so bounds are kept this much shorter.
const ROUNDING_M: f64 = 2.0;

/// Rows of the shelf by where they lie. It does not change.
pub(super) struct Tree(Vec<Entry>);

#[derive(Clone, Copy)]
struct Entry {
    place: Place,
    row: u32,
}

/// A place on the sphere of radius one.
type Place = [f32; 3];

impl Tree {
    pub(super) fn of(points: impl Iterator<Item = (u32, Point)>) -> Self {
        let entry = |(row, point)| Entry { place: place(point), row };
        let mut entries: Vec<Entry> = points.map(entry).collect();
        part(&mut entries, 0);
        Self(entries)
    }

    /// How many rows it holds.
    pub(super) fn len(&self) -> u64 {
        self.0.len() as u64
    }

    /// Visits rows outward, about the nearest first. `ask` is told how far what comes is at
    /// least, in metres, and answers whether it is still wanted; then it is given the row.
    pub(super) fn visit(&self, from: Point, mut ask: impl FnMut(f64, Option<u32>) -> bool) {
        descend(&self.0, 0, place(from), &mut ask);
    }
}

/// Puts the middle in the middle, along one axis after the other.
fn part(entries: &mut [Entry], axis: usize) {
    if entries.len() <= LEAF {
        return;
    }
    let middle = entries.len() / 2;
    entries.select_nth_unstable_by(middle, |a, b| a.place[axis].total_cmp(&b.place[axis]));
    let (low, rest) = entries.split_at_mut(middle);
    part(low, (axis + 1) % 3);
    part(&mut rest[1..], (axis + 1) % 3);
}

fn descend(
    entries: &[Entry],
    axis: usize,
    from: Place,
    ask: &mut impl FnMut(f64, Option<u32>) -> bool,
) {
    if entries.len() <= LEAF {
        entries.iter().for_each(|entry| look(*entry, from, ask));
        return;
    }
    let (low, rest) = entries.split_at(entries.len() / 2);
    let (middle, high) = (rest[0], &rest[1..]);
    let aside = from[axis] - middle.place[axis];
    let (near, far) = if aside < 0.0 { (low, high) } else { (high, low) };
    let next = (axis + 1) % 3;
    descend(near, next, from, ask);
    look(middle, from, ask);
    if ask(at_least_m(aside.abs()), None) {
        descend(far, next, from, ask);
    }
}

fn look(entry: Entry, from: Place, ask: &mut impl FnMut(f64, Option<u32>) -> bool) {
    let squares = (0..3).map(|axis| (entry.place[axis] - from[axis]).powi(2));
    let at_least_m = at_least_m(squares.sum::<f32>().sqrt());
    if ask(at_least_m, None) {
        ask(at_least_m, Some(entry.row));
    }
}

/// So far it is at least over the earth, where it is so far through it.
fn at_least_m(chord: f32) -> f64 {
    (f64::from(chord) * EARTH_RADIUS_M - ROUNDING_M).max(0.0)
}

fn place(point: Point) -> Place {
    let (latitude, longitude) = (point.latitude.to_radians(), point.longitude.to_radians());
    let (up, out) = latitude.sin_cos();
    let (east, front) = longitude.sin_cos();
    #[expect(clippy::cast_possible_truncation, reason = "some decimetres are near enough")]
    let place = [out * front, out * east, up].map(|part| part as f32);
    place
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn points() -> impl Strategy<Value = Point> {
        let near = (52.0..52.6_f64, 4.5..5.3_f64);
        let anywhere = (-90.0..=90.0_f64, -180.0..=180.0_f64);
        let point = |(latitude, longitude)| Point { latitude, longitude };
        prop_oneof![near.prop_map(point), anywhere.prop_map(point)]
    }

    proptest! {
        /// Whatever is nearer than what was wanted last is met, and no bound is too far.
        #[test]
        fn all_within_a_distance_are_met(
            all in prop::collection::vec(points(), 0..200),
            from in points(),
            within_m in prop_oneof![0.0..50_000.0_f64, 0.0..20_100_000.0_f64],
        ) {
            let tree = Tree::of((0..).zip(all.iter().copied()));
            let (mut met, mut too_far) = (Vec::new(), None);
            tree.visit(from, |at_least_m, row| {
                if let Some(row) = row {
                    met.push(row);
                    let point = all[row as usize];
                    if from.distance_m(point) < at_least_m {
                        too_far = Some(point);
                    }
                }
                at_least_m <= within_m
            });
            prop_assert_eq!(too_far, None);
            let mut once = met.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), met.len());
            for (row, point) in (0..).zip(&all) {
                prop_assert!(from.distance_m(*point) > within_m || met.contains(&row));
            }
        }
    }
}
