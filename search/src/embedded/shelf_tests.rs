use chrono::{DateTime, NaiveDate};
use koop_domain::listings::delivery::{Delivery, DeliveryArea};
use koop_domain::listings::model::{Address, Facts, HoursException, Listing, Service, Whereabouts};

use super::super::category_words::key;
use super::*;

fn listing(facts: Facts) -> Listing {
    Listing {
        id: ListingId(uuid::Uuid::from_u128(1)),
        slug: "plek".to_owned(),
        revision: 1,
        facts,
        provenance: Default::default(),
        source: None,
        areas: Vec::new(),
        demo: false,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

#[test]
fn of_a_home_only_a_cell_is_known() {
    let door = Point { latitude: 52.361_23, longitude: 4.927_89 };
    let home = Facts { point: Some(door), whereabouts: Whereabouts::AtHome, ..Facts::default() };
    let next_door =
        Facts { point: Some(Point { latitude: 52.361_25, longitude: 4.927_80 }), ..home.clone() };
    let shop = Facts { whereabouts: Whereabouts::Fixed, ..home.clone() };
    assert_eq!(NewRow::new(&listing(shop)).point, Some(door));
    let cell = NewRow::new(&listing(home)).point.unwrap();
    assert_ne!(cell, door);
    assert!(cell.distance_m(door) < 300.0);
    assert_eq!(NewRow::new(&listing(next_door)).point, Some(cell));
}

#[test]
fn categories_bring_those_above_them() {
    let facts = Facts { categories: vec!["bicycle-repair".to_owned()], ..Facts::default() };
    let row = NewRow::new(&listing(facts));
    let keys: Vec<_> = row.categories.iter().map(|at| key(*at)).collect();
    assert_eq!(keys[0], "bicycle-repair");
    assert!(keys.contains(&"repair"));
}

#[test]
fn rows_are_used_again() {
    let mut shelf = Shelf::default();
    let id = |n| ListingId(uuid::Uuid::from_u128(n));
    let first = listing(Facts::default());
    let hours = shelf.hours.prepare(&first);
    shelf.put(&NewRow::new(&first), hours);
    assert_eq!(shelf.reserve(id(1)), 0);
    shelf.remove(id(1));
    assert!(shelf.of(id(1)).is_none());
    assert_eq!(shelf.reserve(id(2)), 0);
}

#[test]
fn listings_with_the_same_hours_share_them() {
    let mut shelf = Shelf::default();
    let mut number = |facts: Facts| {
        let listing = listing(facts);
        let hours = shelf.hours.prepare(&listing);
        shelf.hours.put(hours)
    };
    let hours = [(Service::Counter, "Mo-Fr 09:00-17:00".to_owned())];
    let weekly = Facts { hours: hours.into_iter().collect(), ..Facts::default() };
    let named = Facts {
        name: "Een andere naam".to_owned(),
        address: Some(Address::default()),
        delivery: Some(Delivery {
            area: DeliveryArea::Unknown,
            minimum_cents: None,
            fee_cents: None,
            courier: None,
            by_bike: true,
            returnable_packaging: false,
            paused_until: None,
            busy_minutes: None,
        }),
        ..weekly.clone()
    };
    let day = NaiveDate::from_ymd_opt(2026, 4, 27).unwrap();
    let closed = HoursException { from: day, to: day, service: None, spans: None, note: None };
    let excepted = Facts { exceptions: vec![closed], ..weekly.clone() };
    let first = number(weekly);
    assert_eq!(number(named), first);
    assert_ne!(number(excepted), first);
}
