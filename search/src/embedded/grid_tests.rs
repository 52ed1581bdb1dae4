use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn points() -> impl Strategy<Value = Point> {
    // Around a town, around the date line, near a pole, and anywhere.
    prop_oneof![
        4 => (52.30..52.40_f64, 4.85..4.98_f64),
        1 => (-0.02..0.02_f64, prop_oneof![179.97..=180.0_f64, -180.0..-179.97_f64]),
        1 => (89.9..=90.0_f64, -180.0..=180.0_f64),
        1 => (-90.0..=90.0_f64, -180.0..=180.0_f64),
    ]
    .prop_map(|(latitude, longitude)| Point { latitude, longitude })
}

fn filled(points: &[Point]) -> Grid {
    let mut grid = Grid::default();
    (0..).zip(points).for_each(|(row, point)| grid.put(row, *point));
    grid
}

proptest! {
    #[test]
    fn a_block_holds_all_within_its_radius(
        all in prop::collection::vec(points(), 1..60),
        here in points(),
        radius_m in 1.0..20_000.0_f64,
    ) {
        let grid = filled(&all);
        if let Some(block) = Block::around(here, radius_m) {
            let found: BTreeSet<u32> = grid.rows_in(block).into_iter().collect();
            for (row, point) in (0..).zip(&all) {
                if here.distance_m(*point) <= radius_m {
                    prop_assert!(found.contains(&row), "{point:?} is near {here:?}");
                }
            }
        }
    }

    #[test]
    fn a_block_holds_all_in_its_box(
        all in prop::collection::vec(points(), 1..60),
        corner in points(),
        (high, wide) in (0.0..0.05_f64, 0.0..0.05_f64),
    ) {
        let grid = filled(&all);
        let bounds = Bounds {
            south: corner.latitude,
            north: (corner.latitude + high).min(90.0),
            west: corner.longitude,
            east: turned(corner.longitude + wide),
        };
        let block = Block::over(&bounds).expect("a small box");
        let found = grid.rows_in(block);
        let distinct: BTreeSet<u32> = found.iter().copied().collect();
        prop_assert_eq!(found.len(), distinct.len());
        for (row, point) in (0..).zip(&all) {
            prop_assert!(!bounds.contains(*point) || distinct.contains(&row), "{:?}", point);
        }
    }

    #[test]
    fn what_no_ring_held_yet_is_beyond_them(
        all in prop::collection::vec(points(), 1..60),
        here in points(),
        rings in 1..40_usize,
    ) {
        let grid = filled(&all);
        let rings: Vec<Ring> = Ring::outward().take(rings).collect();
        let mut found = Vec::new();
        rings.iter().for_each(|ring| grid.each_in_ring(here, *ring, |row| found.push(row)));
        let distinct: BTreeSet<u32> = found.iter().copied().collect();
        prop_assert_eq!(found.len(), distinct.len());
        let beyond_m = rings.last().map_or(0.0, |ring| ring.beyond_m(here));
        for (row, point) in (0..).zip(&all) {
            let far = here.distance_m(*point) >= beyond_m;
            prop_assert!(far || distinct.contains(&row), "{point:?} from {here:?}");
        }
    }

    #[test]
    fn nothing_is_nearer_than_it_is_at_least(here in points(), other in points()) {
        let at_least_m = Here::at(here).at_least_m(other);
        prop_assert!(at_least_m <= here.distance_m(other), "{} m", at_least_m);
    }

    #[test]
    fn what_was_taken_away_is_not_found(
        all in prop::collection::vec(points(), 1..60),
        gone in prop_oneof![
            prop::collection::vec(any::<bool>(), 60),
            Just(vec![true; 60]),
        ],
    ) {
        let mut grid = filled(&all);
        for (row, point) in (0..).zip(&all).filter(|(row, _): &(u32, _)| gone[*row as usize]) {
            grid.remove(row, *point);
        }
        for (row, point) in (0..).zip(&all) {
            let mut found = 0;
            let own = Ring { level: 0, steps: 0 };
            grid.each_in_ring(*point, own, |at| found += usize::from(at == row));
            prop_assert_eq!(found, usize::from(!gone[row as usize]));
        }
        if gone.iter().take(all.len()).all(|gone| *gone) {
            prop_assert!(grid.filled.iter().all(HashMap::is_empty) && grid.rows == 0);
        }
    }
}
