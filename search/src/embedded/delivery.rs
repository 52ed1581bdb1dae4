//! Where a listing delivers to, and until when it has paused.

use chrono::{DateTime, Utc};
use geo::{Contains as _, Coord, LineString, Polygon};
use koop_domain::geo::Point;
use koop_domain::listings::delivery::{self, DeliveryArea};
use serde::{Deserialize, Serialize};

/// A listing's delivery.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Delivery {
    pub(super) area: Reach,
    pub(super) paused_until: Option<DateTime<Utc>>,
}

/// Where it delivers to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Reach {
    Radius(f64),
    Postcodes(Vec<u16>),
    /// The corners, longitude first.
    Ring(Vec<(f64, f64)>),
    Unknown,
}

impl Delivery {
    pub(super) fn new(delivery: &delivery::Delivery) -> Self {
        let area = match &delivery.area {
            DeliveryArea::Radius { radius_m } => Reach::Radius(f64::from(*radius_m)),
            DeliveryArea::Postcodes { postcodes } => {
                Reach::Postcodes(postcodes.iter().filter_map(|p| four_digits(p)).collect())
            }
            DeliveryArea::Polygon { ring } => {
                Reach::Ring(ring.iter().map(|p| (p.longitude, p.latitude)).collect())
            }
            DeliveryArea::Unknown => Reach::Unknown,
        };
        Self { area, paused_until: delivery.paused_until }
    }
}

/// Whether a point lies inside a ring.
pub(super) fn ring_holds(ring: &[(f64, f64)], point: Point) -> bool {
    let polygon = Polygon::new(LineString::from(ring.to_vec()), Vec::new());
    polygon.contains(&Coord { x: point.longitude, y: point.latitude })
}

/// The digits of a Dutch postcode.
pub(super) fn four_digits(postcode: &str) -> Option<u16> {
    postcode.trim().get(..4)?.parse().ok().filter(|digits| (1_000..10_000).contains(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_its_four_digits() {
        assert_eq!(four_digits("1093 AB"), Some(1093));
        assert_eq!(four_digits("1093AB"), Some(1093));
        for other in ["", "93", "é093", "0093", "AB12 3CD"] {
            assert_eq!(four_digits(other), None, "{other}");
        }
    }
}
