use proptest::prelude::*;

use super::*;

/// Reads a filter that this module wrote as Meilisearch would.
fn holds(filter: &str, point: Point) -> bool {
    if let Some(bands) = filter.strip_prefix("NOT (") {
        let bands = bands.strip_suffix(')').unwrap();
        return !bands.split(" OR ").any(|band| holds(band.trim_matches(['(', ')']), point));
    }
    let clause = |clause: &str| -> bool {
        let words: Vec<&str> = clause.trim_matches(['(', ')']).split(' ').collect();
        let value = if words[0] == "latitude" { point.latitude } else { point.longitude };
        let number = |at: usize| words[at].parse::<f64>().unwrap();
        match words[..] {
            [_, _, "TO", _] => (number(1)..=number(3)).contains(&value),
            [_, ">=", _, "OR", _, "<=", _] => value >= number(2) || value <= number(6),
            _ => panic!("{clause}"),
        }
    };
    filter.split(" AND ").all(clause)
}

fn point() -> impl Strategy<Value = Point> {
    (-88.0..88.0_f64, -180.0..180.0_f64)
        .prop_map(|(latitude, longitude)| Point { latitude, longitude })
}

proptest! {
    #[test]
    fn a_box_around_a_circle_holds_the_circle(
        middle in point(), north in -2.0..2.0_f64, east in -2.0..2.0_f64, radius_m in 1.0..200_000.0_f64,
    ) {
        let latitude = (middle.latitude + north).clamp(-90.0, 90.0);
        let longitude = (middle.longitude + east + 540.0).rem_euclid(360.0) - 180.0;
        let other = Point { latitude, longitude };
        if middle.distance_m(other) <= radius_m {
            prop_assert!(holds(&around(middle, radius_m), other));
        }
    }

    #[test]
    fn what_is_left_out_lies_within_the_circle(
        middle in point(), north in -2.0..2.0_f64, east in -2.0..2.0_f64, radius_m in 1.0..200_000.0_f64,
    ) {
        let latitude = (middle.latitude + north).clamp(-90.0, 90.0);
        let other = Point { latitude, longitude: (middle.longitude + east).clamp(-180.0, 180.0) };
        if let Some(filter) = beyond(middle, radius_m) {
            prop_assert!(holds(&filter, other) || middle.distance_m(other) <= radius_m);
        }
    }

    #[test]
    fn a_box_holds_what_the_map_s_frame_holds(
        one in point(), south in -80.0..0.0_f64, height in 0.0..80.0_f64,
        west in -180.0..180.0_f64, east in -180.0..180.0_f64,
    ) {
        let bounds = Bounds { south, west, north: south + height, east };
        prop_assert!(holds(&inside(&bounds), one) || !bounds.contains(one));
    }
}

/// So many of the places that were shown are left out that a page has room for others.
#[test]
fn most_of_the_circle_is_left_out() {
    let middle = Point { latitude: 52.36, longitude: 4.93 };
    let filter = beyond(middle, 1_000.0).unwrap();
    let steps = (-50..=50).map(|step| f64::from(step) * 20.0);
    let grid = steps.clone().flat_map(|north| steps.clone().map(move |east| (north, east)));
    let places = grid.map(|(north, east)| Point {
        latitude: middle.latitude + north / 111_195.0,
        longitude: middle.longitude + east / 67_900.0,
    });
    let inside: Vec<Point> = places.filter(|at| middle.distance_m(*at) <= 1_000.0).collect();
    let left_out = inside.iter().filter(|at| !holds(&filter, **at)).count();
    assert!(left_out * 10 > inside.len() * 8, "{left_out} of {}", inside.len());
    assert_eq!(beyond(middle, 0.0), None);
}
