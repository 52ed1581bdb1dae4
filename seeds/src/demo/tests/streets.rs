//! Claims about where the businesses stand.

use koop_domain::geo::{Bounds, Point};
use koop_domain::listings::model::Kind;

use super::super::{business, records, streets};
use super::saturday;

/// The district, roughly.
const OOST: Bounds = Bounds { south: 52.33, west: 4.90, north: 52.38, east: 4.98 };

/// The distance in metres from a point to the nearest of many points along a course.
fn distance_m(course: &[Point], point: Point) -> f64 {
    let along = course.windows(2).flat_map(|leg| {
        (0..=50).map(|nth| {
            let share = f64::from(nth) / 50.0;
            Point {
                latitude: leg[0].latitude + share * (leg[1].latitude - leg[0].latitude),
                longitude: leg[0].longitude + share * (leg[1].longitude - leg[0].longitude),
            }
        })
    });
    along.map(|step| step.distance_m(point)).fold(f64::INFINITY, f64::min)
}

#[test]
fn every_business_stands_on_its_street() {
    let streets = streets::all();
    for (business, record) in business::all().iter().zip(records(saturday())) {
        let street = streets.iter().find(|s| s.name == business.street).expect(business.street);
        let point = record.facts.point.expect(business.name);
        assert!(OOST.contains(point), "{} stands at {point:?}", business.name);
        // A point that is rounded to a thousandth of a degree lies up to 65 m off.
        let distance_m = distance_m(&street.course, point);
        assert!(distance_m < 80.0, "{}: {distance_m} m from {}", business.name, street.name);
    }
}

#[test]
fn neighbours_have_numbers_of_their_own_beyond_the_last_real_one() {
    let mut seen = std::collections::HashSet::new();
    for record in records(saturday()) {
        let Some(address) = record.facts.address else { continue };
        let street = streets::all().into_iter().find(|s| Some(s.name) == address.street.as_deref());
        let street = street.expect("a street of the list");
        assert_eq!(address.postcode.as_deref(), Some(street.postcode));
        let Some(number) = address.house_number else {
            assert_eq!(record.facts.kind, Kind::Market, "{}", record.facts.name);
            continue;
        };
        let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
        assert!(digits.parse::<usize>().unwrap() >= street.first_number, "{number}");
        assert!(seen.insert((street.name, digits)), "{} has {number} twice", street.name);
    }
}

#[test]
fn the_letters_of_the_postcodes_are_never_given_out() {
    for street in streets::all() {
        let (digits, letters) = street.postcode.split_once(' ').expect(street.postcode);
        assert!(digits.len() == 4 && digits.starts_with("10"), "{}", street.postcode);
        assert!(letters.len() == 2 && letters.ends_with(['Q', 'U', 'Y']), "{}", street.postcode);
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "real input is found by this variable alone")]
fn real_addresses_lie_along_the_rough_courses() {
    let Ok(folder) = std::env::var("KOOP_REAL_DATA") else {
        println!("skipped: KOOP_REAL_DATA is not set");
        return;
    };
    let file = std::path::Path::new(&folder).join("amsterdam-region-listings.geojson");
    let real: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let mut checked = 0;
    for feature in real["features"].as_array().unwrap() {
        let street = &feature["properties"]["osm_tags"]["addr:street"];
        let Some(street) = streets::all().into_iter().find(|s| street == s.name) else { continue };
        let degrees = |nth| feature["geometry"]["coordinates"][nth].as_f64();
        let (Some(longitude), Some(latitude)) = (degrees(0), degrees(1)) else { continue };
        let point = Point { latitude, longitude };
        if OOST.contains(point) {
            let distance_m = distance_m(&street.course, point);
            assert!(distance_m < 120.0, "{}: {point:?} lies {distance_m} m off", street.name);
            checked += 1;
        }
    }
    assert!(checked > 20, "{checked} real addresses");
}
