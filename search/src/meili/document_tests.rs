use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use koop_domain::id::ListingId;
use koop_domain::listings::delivery::Delivery;
use koop_domain::listings::model::{Address, Contact, Kind, Whereabouts};
use koop_domain::listings::provenance::{Confirmation, FactGroup, Origin};
use serde_json::Value;

use super::super::slots::Slotting;
use super::*;

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-24T14:00:00+01:00").unwrap().to_utc()
}

fn at_home() -> Listing {
    let origin = Origin::Edit { editor: "Anneke de Geheime".to_owned() };
    let confirmed_on = NaiveDate::from_ymd_opt(2026, 10, 1);
    Listing {
        id: ListingId(uuid::Uuid::from_u128(7)),
        slug: "taarten".to_owned(),
        revision: 3,
        facts: Facts {
            name: "Taarten van Tineke".to_owned(),
            kind: Kind::Maker,
            categories: vec!["pastry".to_owned()],
            whereabouts: Whereabouts::AtHome,
            point: Some(Point { latitude: 52.362_712_3, longitude: 4.939_045_6 }),
            address: Some(Address {
                street: Some("Geheimstraat".to_owned()),
                house_number: Some("901".to_owned()),
                postcode: Some("1094 AB".to_owned()),
                city: Some("Amsterdam".to_owned()),
            }),
            contact: Contact {
                phone: Some("020-5550000".to_owned()),
                email: Some("tineke@example.com".to_owned()),
                ..Contact::default()
            },
            payment: BTreeMap::from([("cash".to_owned(), true)]),
            branch_number: Some("000012345678".to_owned()),
            ..Facts::default()
        },
        provenance: [(FactGroup::Hours, Confirmation { origin, confirmed_on })].into(),
        source: None,
        areas: Vec::new(),
        demo: false,
        created_at: now(),
        updated_at: now(),
    }
}

fn document(listing: &Listing) -> Value {
    let slots = Slotting::from(now()).of(listing);
    let document = Document::of(listing, slots, &mut Speech::new()).unwrap();
    serde_json::to_value(&document).unwrap()
}

/// A server of others is no place for a neighbour's door.
#[test]
fn nothing_leaves_that_must_not() {
    let document = document(&at_home()).to_string();
    let secrets = [
        "52.3627",
        "4.93904",
        "eheimstraat",
        "901",
        "1094 AB",
        "5550000",
        "tineke@",
        "Anneke",
        "cash",
        "000012345678",
    ];
    for secret in secrets {
        assert!(!document.contains(secret), "{secret} is in {document}");
    }
    assert!(document.contains("1094"), "the neighbourhood is public");
}

#[test]
fn a_card_answers_as_the_listing_does() {
    let listing = at_home();
    let Value::Object(fields) = document(&listing) else { panic!() };
    let card: Listing = serde_json::from_str(fields["card"].as_str().unwrap()).unwrap();
    assert_eq!((card.id, &card.facts.name), (listing.id, &listing.facts.name));
    let point = card.facts.point;
    assert_eq!(card.facts.findable_point(), point, "a cell's middle lies in the cell");
    let confirmed = |listing: &Listing| listing.provenance[&FactGroup::Hours].confirmed_on;
    assert_eq!(confirmed(&card), confirmed(&listing));
}

#[test]
fn every_field_that_is_asked_for_is_there() {
    let mut listing = at_home();
    listing.facts.delivery = Some(Delivery {
        area: DeliveryArea::Radius { radius_m: 1_500 },
        minimum_cents: None,
        fee_cents: None,
        courier: None,
        by_bike: true,
        returnable_packaging: false,
        paused_until: None,
        busy_minutes: None,
    });
    let Value::Object(fields) = document(&listing) else { panic!() };
    assert_eq!(fields["delivery_reach_m"], 2_000);
    let of_listings = FILTERABLE.iter().take_while(|field| **field != "author");
    let missing: Vec<_> = of_listings
        .chain(&SORTABLE)
        .filter(|field| **field != "delivery_postcodes" && !fields.contains_key(**field))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    for field in Field::ALL {
        assert!(fields.contains_key(field.plain()));
        assert!(field.roots().is_none_or(|roots| fields.contains_key(roots)));
    }
}

#[test]
fn deliveries_reach_as_far_as_they_do_and_little_further() {
    let from = Point { latitude: 52.36, longitude: 4.93 };
    let reach = |area: DeliveryArea| {
        let mut listing = at_home();
        listing.facts.delivery = Some(Delivery {
            area,
            minimum_cents: None,
            fee_cents: None,
            courier: None,
            by_bike: false,
            returnable_packaging: false,
            paused_until: None,
            busy_minutes: None,
        });
        delivery(&listing.facts, Some(from))
    };
    assert_eq!(reach(DeliveryArea::Radius { radius_m: 1_000 }).1, Some(1_000));
    assert_eq!(reach(DeliveryArea::Radius { radius_m: 1_001 }).1, Some(2_000));
    assert_eq!(reach(DeliveryArea::Radius { radius_m: 100_001 }).1, Some(ANYWHERE));
    assert_eq!(reach(DeliveryArea::Unknown).1, Some(3_000));
    let corner = Point { latitude: 52.36, longitude: 4.93 + 4_000.0 / 67_900.0 };
    assert_eq!(reach(DeliveryArea::Polygon { ring: vec![from, corner] }).1, Some(5_000));
    let postcodes = vec!["1093".to_owned(), "1094 AB".to_owned()];
    let there = reach(DeliveryArea::Postcodes { postcodes });
    assert_eq!(there, (vec!["1093".to_owned(), "1094".to_owned()], None));
}

#[test]
fn what_is_gone_is_only_a_stub() {
    let mut listing = at_home();
    listing.facts.state = LifeState::Gone { since: None };
    let expected = serde_json::json!({"what": "gone", "id": listing.id.to_string()});
    assert_eq!(document(&listing), expected);
}
