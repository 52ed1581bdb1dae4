//! The streets, and where the businesses stand along them.

use std::collections::HashMap;

use koop_domain::geo::Point;

use super::business::Business;
use super::chance::draw;

/// The length of a degree of latitude in metres.
const DEGREE_M: f64 = 111_195.0;
/// How far a front door lies from the middle of the street, in metres.
const SIDE_M: f64 = 9.0;

/// A real street, with invented numbers.
#[derive(Clone, Debug)]
pub(super) struct Street {
    /// Its name.
    pub(super) name: &'static str,
    /// A postcode whose digits are the street's and whose letters are nobody's.
    pub(super) postcode: &'static str,
    /// The first invented house number.
    pub(super) first_number: usize,
    /// Its rough course.
    pub(super) course: Vec<Point>,
}

/// Where a business stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Its point.
    pub(super) point: Point,
    /// Its house number.
    pub(super) number: String,
    /// Its postcode.
    pub(super) postcode: &'static str,
}

/// All streets.
pub(super) fn all() -> Vec<Street> {
    cells(include_str!("streets.tsv")).filter_map(|line| read(&line)).collect()
}

/// The corners of a named area of delivery.
pub(super) fn ring(name: &str) -> Option<Vec<Point>> {
    let line = cells(include_str!("rings.tsv")).find(|line| line.first() == Some(&name))?;
    points(line.get(1)?)
}

/// A place for each business: evenly along its street, both sides in turn, the neighbours
/// mixed by their names and not by their trade. None if the street is not in the list.
pub(super) fn lay(businesses: &[Business]) -> Vec<Option<Place>> {
    let streets = all();
    let mut on_street: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, business) in businesses.iter().enumerate() {
        on_street.entry(business.street).or_default().push(at);
    }
    let mut places = vec![None; businesses.len()];
    for street in &streets {
        let mut here = on_street.remove(street.name).unwrap_or_default();
        here.sort_by_key(|at| draw(&businesses[*at].slug, "place"));
        for (nth, at) in here.iter().enumerate() {
            places[*at] = Some(street.place(nth, here.len(), &businesses[*at].slug));
        }
    }
    places
}

impl Street {
    /// Somewhere along it, for something that hangs on no door.
    pub(super) fn somewhere(&self, subject: &str) -> Point {
        let percent = u32::try_from(draw(subject, "along") % 100).map_or(50.0, f64::from);
        self.point(percent / 100.0, 0.0)
    }

    /// The `nth` place of `count`. Even numbers stand on the one side, odd ones on the other.
    fn place(&self, nth: usize, count: usize, slug: &str) -> Place {
        let odd = nth % 2;
        let letter = match draw(slug, "letter") % 10 {
            0 => "-H",
            1 => "A",
            _ => "",
        };
        let side_m = if odd == 0 { SIDE_M } else { -SIDE_M };
        Place {
            point: self.point(share(nth, count), side_m),
            number: format!("{}{letter}", self.first_number + 2 * nth + odd),
            postcode: self.postcode,
        }
    }

    /// The point at a share of the course, so many metres to the right of it.
    fn point(&self, share: f64, side_m: f64) -> Point {
        let legs = || self.course.windows(2).map(|leg| (leg[0], leg[1], leg[0].distance_m(leg[1])));
        let mut left_m = share * legs().map(|(_, _, length_m)| length_m).sum::<f64>();
        for (from, to, length_m) in legs() {
            if left_m <= length_m && length_m > 0.0 {
                return beside(from, to, left_m / length_m, side_m / length_m);
            }
            left_m -= length_m;
        }
        self.course[self.course.len() - 1]
    }
}

/// The point at `along` of the way from one to the other and `aside` of it to the right.
fn beside(from: Point, to: Point, along: f64, aside: f64) -> Point {
    let squeeze = from.latitude.to_radians().cos();
    let north_m = (to.latitude - from.latitude) * DEGREE_M;
    let east_m = (to.longitude - from.longitude) * DEGREE_M * squeeze;
    let (north_m, east_m) = (along * north_m - aside * east_m, along * east_m + aside * north_m);
    Point {
        latitude: from.latitude + north_m / DEGREE_M,
        longitude: from.longitude + east_m / (DEGREE_M * squeeze),
    }
}

/// The middle of the `nth` of `count` equal parts of one.
fn share(nth: usize, count: usize) -> f64 {
    let whole = u32::try_from(2 * count).map_or(f64::INFINITY, f64::from);
    u32::try_from(2 * nth + 1).map_or(0.0, f64::from) / whole
}

fn cells(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn read(line: &[&'static str]) -> Option<Street> {
    let &[name, postcode, first_number, course] = line else { return None };
    let first_number = first_number.parse().ok()?;
    Some(Street { name, postcode, first_number, course: points(course)? })
}

fn points(text: &str) -> Option<Vec<Point>> {
    let point = |pair: &str| {
        let (latitude, longitude) = pair.split_once(',')?;
        Point::new(latitude.parse().ok()?, longitude.parse().ok()?).ok()
    };
    text.split(' ').map(point).collect()
}
