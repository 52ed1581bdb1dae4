//! Points on the map, distances, and honest travel times.

use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

/// The mean radius of the earth, IUGG 1980.
pub(crate) const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// A place on earth in WGS 84 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Degrees north, -90 to 90.
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    pub longitude: f64,
}

impl Hash for Point {
    fn hash<H: Hasher>(&self, state: &mut H) {
        [self.latitude, self.longitude].map(f64::to_bits).hash(state);
    }
}

/// Coordinates that are not on earth.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("latitude must lie between -90 and 90 and longitude between -180 and 180")]
pub struct OffEarth;

impl Point {
    /// A point, if it is on earth.
    ///
    /// # Errors
    /// [`OffEarth`] for NaN, infinities and degrees out of range.
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, OffEarth> {
        let on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        on_earth.then_some(Self { latitude, longitude }).ok_or(OffEarth)
    }

    /// The distance in metres over the sphere (haversine).
    #[must_use]
    pub fn distance_m(self, other: Self) -> f64 {
        let (lat1, lat2) = (self.latitude.to_radians(), other.latitude.to_radians());
        let dlat = (lat2 - lat1) / 2.0;
        let dlon = (other.longitude - self.longitude).to_radians() / 2.0;
        let a = dlat.sin().powi(2) + lat1.cos() * lat2.cos() * dlon.sin().powi(2);
        2.0 * EARTH_RADIUS_M * a.sqrt().min(1.0).asin()
    }
}

/// A box on the map. `west > east` means that it crosses the date line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// The southern edge in degrees.
    pub south: f64,
    /// The western edge in degrees.
    pub west: f64,
    /// The northern edge in degrees.
    pub north: f64,
    /// The eastern edge in degrees.
    pub east: f64,
}

impl Hash for Bounds {
    fn hash<H: Hasher>(&self, state: &mut H) {
        [self.south, self.west, self.north, self.east].map(f64::to_bits).hash(state);
    }
}

impl Bounds {
    /// Whether the point lies inside, edges included.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        let upright = (self.south..=self.north).contains(&point.latitude);
        let across = if self.west <= self.east {
            (self.west..=self.east).contains(&point.longitude)
        } else {
            point.longitude >= self.west || point.longitude <= self.east
        };
        upright && across
    }
}

/// How somebody travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TravelMode {
    /// On foot.
    Walk,
    /// By bike.
    Bike,
}

impl TravelMode {
    /// Metres a minute in town, stops included: 4.8 km/h on foot, 15 km/h by bike.
    fn speed_m_per_minute(self) -> f64 {
        match self {
            Self::Walk => 80.0,
            Self::Bike => 250.0,
        }
    }

    /// How much longer the way is than the line: streets, bridges, one-ways.
    fn detour(self) -> f64 {
        match self {
            Self::Walk => 1.3,
            Self::Bike => 1.25,
        }
    }

    /// About how many minutes a straight distance takes, at least one.
    #[must_use]
    pub fn minutes(self, distance_m: f64) -> u32 {
        let minutes = (distance_m * self.detour() / self.speed_m_per_minute()).ceil();
        // The longest distance on earth is some 104,000 minutes by bike.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bounded above"
        )]
        let minutes = minutes.clamp(1.0, 1_000_000.0) as u32;
        minutes
    }

    /// How far, in a straight line, one gets in so many minutes.
    #[must_use]
    pub fn reach_m(self, minutes: u32) -> f64 {
        f64::from(minutes) * self.speed_m_per_minute() / self.detour()
    }
}

/// Cells that stand for homes, in degrees: about 330 m high, and in the Netherlands as wide.
const CELL_LATITUDE: f64 = 0.003;
const CELL_LONGITUDE: f64 = 0.005;

/// The middle of the cell in which a point lies: where something at somebody's home is, as far as
/// anybody is told. Every door in a cell has the same.
#[must_use]
pub fn cell(point: Point) -> Point {
    let middle = |degrees: f64, cell: f64| ((degrees / cell).floor() + 0.5) * cell;
    let latitude = middle(point.latitude, CELL_LATITUDE).clamp(-90.0, 90.0);
    let longitude = middle(point.longitude, CELL_LONGITUDE).clamp(-180.0, 180.0);
    Point { latitude, longitude }
}

/// How far from the middle of a cell its furthest corner is, in metres.
#[must_use]
pub fn cell_radius_m(middle: Point) -> u32 {
    let half = |degrees: f64, cell: f64| degrees + cell / 2.0;
    let latitude = half(middle.latitude, CELL_LATITUDE);
    let corner = Point { latitude, longitude: half(middle.longitude, CELL_LONGITUDE) };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "under 1 km")]
    let radius_m = middle.distance_m(corner).ceil() as u32;
    radius_m
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn point() -> impl Strategy<Value = Point> {
        (-90.0..=90.0, -180.0..=180.0)
            .prop_map(|(latitude, longitude)| Point { latitude, longitude })
    }

    fn mode() -> impl Strategy<Value = TravelMode> {
        prop_oneof![Just(TravelMode::Walk), Just(TravelMode::Bike)]
    }

    proptest! {
        #[test]
        fn points_are_on_earth(latitude in any::<f64>(), longitude in any::<f64>()) {
            let on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
            prop_assert_eq!(Point::new(latitude, longitude).is_ok(), on_earth);
        }

        #[test]
        fn there_is_as_far_as_back(one in point(), other in point()) {
            let there = one.distance_m(other);
            prop_assert!((there - other.distance_m(one)).abs() < 1e-6);
            prop_assert!((0.0..=20_015_200.0).contains(&there), "half the earth at most");
            prop_assert!(one.distance_m(one) < 1e-6);
        }

        #[test]
        fn a_detour_is_never_shorter(a in point(), b in point(), c in point()) {
            prop_assert!(a.distance_m(c) <= a.distance_m(b) + b.distance_m(c) + 1e-3);
        }

        #[test]
        fn further_takes_longer(mode in mode(), near in 0.0..1e6_f64, more in 0.0..1e6_f64) {
            prop_assert!(mode.minutes(near) <= mode.minutes(near + more));
            prop_assert!(mode.minutes(near) >= 1);
        }

        #[test]
        fn what_is_within_reach_takes_no_longer(mode in mode(), minutes in 1_u32..10_000) {
            prop_assert!(mode.minutes(mode.reach_m(minutes) * 0.999_999) <= minutes);
            prop_assert!(mode.minutes(mode.reach_m(minutes) * 1.000_001) > minutes);
        }

        #[test]
        fn a_box_holds_its_corners(south in -90.0..0.0_f64, north in 0.0..90.0_f64,
            west in -180.0..180.0_f64, east in -180.0..180.0_f64, longitude in -180.0..180.0_f64) {
            let bounds = Bounds { south, west, north, east };
            for (latitude, longitude) in [(south, west), (north, east)] {
                let corner = Point { latitude, longitude };
                prop_assert!(bounds.contains(corner), "{corner:?}");
            }
            let equator = Point { latitude: 0.0, longitude };
            let turned = Bounds { west: east, east: west, ..bounds };
            prop_assert!(bounds.contains(equator) || turned.contains(equator), "the whole round");
        }
    }

    /// The Dam to the Dom tower, by the Dutch grid: 34.9 km.
    #[test]
    fn amsterdam_to_utrecht() {
        let dam = Point { latitude: 52.3731, longitude: 4.8926 };
        let dom = Point { latitude: 52.0907, longitude: 5.1214 };
        let distance_m = dam.distance_m(dom);
        assert!((34_500.0..35_500.0).contains(&distance_m), "{distance_m}");
        assert_eq!(TravelMode::Bike.minutes(2_000.0), 10);
        assert_eq!(TravelMode::Walk.minutes(800.0), 13);
    }
}
