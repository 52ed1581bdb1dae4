//! The region's map: municipalities and city districts by name, and an outline for each town,
//! village and neighbourhood, drawn around what lies in it.
//!
//! Outlines are circles that meet on the line where their edges cross (a power diagram), so they
//! never overlap and together leave nothing out that one of the circles holds.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use koop_domain::areas::model::{AreaKind, Postcode, Survey, Surveyed};
use koop_domain::geo::Point;

use super::places::{DEGREE_M, Place, moved};
use super::tables::{self, Municipality};

/// Corners of a whole circle.
const CORNERS: u32 = 24;
/// How much further than a place reaches its outline lies: a part of the reach, and metres.
const AROUND: (f64, f64) = (1.15, 40.0);

/// A corner on the flat ground around the middle of a place, in metres to the east and north.
type Spot = [f64; 2];

/// Draws the map. The codes are its own, so that a true map of the same towns can stand beside it.
pub(super) fn survey(places: &[Place]) -> Survey {
    let municipalities = tables::municipalities();
    let mut areas: Vec<Surveyed> = municipalities.iter().map(municipality).collect();
    for (nth, place) in places.iter().enumerate() {
        let row = &place.row;
        let around = municipalities.iter().find(|known| known.name == row.municipality);
        let mut parent_code = around.map(|known| code(known.code));
        if let (Some(district), Some(around)) = (row.district, around) {
            let own = code(&format!("{}-{district}", around.code));
            if areas.iter().all(|area| area.code != own) {
                areas.push(Surveyed::named(
                    AreaKind::District,
                    &own,
                    district,
                    parent_code.as_deref(),
                ));
            }
            parent_code = Some(own);
        }
        let (code, parent) = (code(&format!("{nth:03}")), parent_code.as_deref());
        let named = Surveyed::named(AreaKind::Neighbourhood, &code, row.name, parent);
        areas.push(Surveyed { outline: outline(place, places), ..named });
    }
    let attribution = Some("Verzonnen grenzen; inwoners: CBS, 2023".to_owned());
    Survey { areas, water: Vec::new(), attribution }
}

/// The postcodes of the region; where a place has several, they lie around its middle.
pub(super) fn postcodes(places: &[Place]) -> Vec<Postcode> {
    let mut all: Vec<Postcode> = Vec::new();
    for Place { row, .. } in places {
        for (code, nth) in row.postcodes.iter().zip(0_u32..) {
            if all.iter().any(|known| known.code == *code) {
                continue;
            }
            let turn = f64::from(nth) * std::f64::consts::FRAC_PI_2;
            let far_m = if nth == 0 { 0.0 } else { row.reach_m / 2.0 };
            let point = moved(row.middle, far_m * turn.cos(), far_m * turn.sin());
            let place = row.town.to_owned();
            all.push(Postcode { code: (*code).to_owned(), place, point });
        }
    }
    all
}

fn code(own: &str) -> String {
    format!("VR-{own}")
}

fn municipality(row: &Municipality) -> Surveyed {
    let area = Surveyed::named(AreaKind::Municipality, &code(row.code), row.name, None);
    Surveyed { inhabitants: Some(row.inhabitants), ..area }
}

fn outline(place: &Place, places: &[Place]) -> MultiPolygon {
    let own_m = radius_m(place);
    let mut corners: Vec<Spot> = (0..CORNERS)
        .map(|nth| {
            let (sin, cos) =
                (f64::from(nth) * std::f64::consts::TAU / f64::from(CORNERS)).sin_cos();
            [own_m * cos, own_m * sin]
        })
        .collect();
    for other in places {
        let [east, north] = spot(place.row.middle, other.row.middle);
        let (far_m, other_m) = (east.hypot(north), radius_m(other));
        if far_m > 0.0 && far_m < own_m + other_m {
            // The corners from which the tangent to this circle is the shorter one.
            let most = far_m * far_m + own_m * own_m - other_m * other_m;
            corners = clipped(&corners, |[x, y]| 2.0 * (x * east + y * north) - most);
        }
    }
    let at = |[east, north]: Spot| {
        let point = moved(place.row.middle, east, north);
        Coord { x: point.longitude, y: point.latitude }
    };
    let ring: LineString = corners.into_iter().map(at).collect();
    MultiPolygon::new(vec![Polygon::new(ring, Vec::new())])
}

fn radius_m(place: &Place) -> f64 {
    place.row.reach_m * AROUND.0 + AROUND.1
}

/// The part of a convex ring where a line's measure is not above zero (Sutherland and Hodgman).
fn clipped(ring: &[Spot], above: impl Fn(Spot) -> f64) -> Vec<Spot> {
    let mut kept = Vec::with_capacity(ring.len() + 1);
    for (nth, corner) in ring.iter().enumerate() {
        let next = ring[(nth + 1) % ring.len()];
        let (here, there) = (above(*corner), above(next));
        if here <= 0.0 {
            kept.push(*corner);
        }
        if (here < 0.0 && there > 0.0) || (here > 0.0 && there < 0.0) {
            let share = here / (here - there);
            kept.push([0, 1].map(|axis| corner[axis] + share * (next[axis] - corner[axis])));
        }
    }
    kept
}

fn spot(middle: Point, point: Point) -> Spot {
    let squeeze = middle.latitude.to_radians().cos();
    [
        (point.longitude - middle.longitude) * DEGREE_M * squeeze,
        (point.latitude - middle.latitude) * DEGREE_M,
    ]
}

#[cfg(test)]
mod tests {
    use super::super::places::Places;
    use super::*;

    #[test]
    fn every_outline_can_stand_on_a_map() {
        let survey = survey(&Places::lay().all);
        for area in &survey.areas {
            assert_eq!(area.check(), Ok(()), "{}", area.name);
        }
        let drawn = survey.areas.iter().filter(|area| !area.outline.0.is_empty()).count();
        assert_eq!(drawn, Places::lay().all.len());
    }

    #[test]
    fn postcodes_are_given_once() {
        let postcodes = postcodes(&Places::lay().all);
        assert!(postcodes.len() > 150, "{}", postcodes.len());
        for (nth, postcode) in postcodes.iter().enumerate() {
            assert_eq!(postcode.check(), Ok(()), "{}", postcode.code);
            assert!(postcodes[..nth].iter().all(|other| other.code != postcode.code));
        }
    }
}
