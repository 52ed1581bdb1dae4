//! From tags to facts.

use koop_domain::listings::model::{Kind, LegalForm, Ownership, Service, Wheelchair, Whereabouts};
use koop_domain::listings::osm::WORDS_MAX;
use proptest::prelude::*;

use super::*;

const HERE: Point = Point { latitude: 52.36, longitude: 4.93 };

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, 1).unwrap()
}

fn tags(pairs: &[(&str, &str)]) -> Tags {
    pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

fn item_of(pairs: &[(&str, &str)]) -> Option<Item> {
    item(|| Provider::osm("node/1".to_owned()), tags(pairs), Ok(HERE), today())
}

/// The record of a shop with these tags beside.
fn record(pairs: &[(&str, &str)]) -> Record {
    let mut all = vec![("name", "De Vroege Vogel"), ("shop", "bakery")];
    all.extend_from_slice(pairs);
    match item_of(&all) {
        Some(Item::Record(record)) => *record,
        _ => panic!("no record: {pairs:?}"),
    }
}

fn reason(pairs: &[(&str, &str)]) -> Option<&'static str> {
    match item_of(pairs) {
        Some(Item::Skip(_, reason)) => Some(reason),
        _ => None,
    }
}

proptest! {
    #[test]
    fn every_tag_is_kept_and_nothing_panics(
        extra in prop::collection::btree_map("[a-z:_]{1,20}", "\\PC{0,30}", 0..12),
        known in prop::collection::btree_map(
            prop::sample::select(vec![
                "opening_hours", "delivery", "takeaway", "phone", "website", "repair",
                "second_hand", "check_date", "wheelchair", "brand", "cuisine", "addr:postcode",
                "description", "payment:cash", "contact:facebook", "repair:", "diet:vegan",
            ]),
            "\\PC{0,30}",
            0..12,
        ),
    ) {
        let mut tags = extra;
        tags.extend(known.into_iter().map(|(k, v)| (k.to_owned(), v)));
        tags.retain(|key, _| !KEYS_OF_CLASSES.contains(&key.as_str()));
        tags.insert("shop".to_owned(), "bakery".to_owned());
        tags.insert("name".to_owned(), "Noor".to_owned());
        for key in ["disused", "abandoned", "demolished", "type", "route"] {
            tags.remove(key);
        }
        let item = item(|| Provider::osm("way/7".to_owned()), tags.clone(), Ok(HERE), today());
        let Some(Item::Record(record)) = item else { panic!("no record") };
        prop_assert_eq!(record.tags, tags);
        prop_assert!(record.facts.tags.len() <= WORDS_MAX);
        prop_assert!(record.confirmed.values().all(|day| *day <= today()));
    }
}

const KEYS_OF_CLASSES: [&str; 8] = osm::classes::KEYS;

#[test]
fn a_record_says_whose_it_is() {
    let record = record(&[]);
    assert_eq!((record.source.as_str(), record.source_id.as_str()), ("osm", "node/1"));
    assert_eq!(record.licence, "ODbL-1.0");
    assert_eq!(record.attribution, "© OpenStreetMap contributors");
    assert_eq!(record.url.as_deref(), Some("https://www.openstreetmap.org/node/1"));
    assert_eq!(record.facts.name, "De Vroege Vogel");
    assert_eq!(record.facts.point, Some(HERE));
    assert_eq!(record.facts.kind, Kind::Shop);
    assert_eq!(record.facts.categories, ["bakery"]);
}

#[test]
fn only_named_places_come_in() {
    assert_eq!(reason(&[("shop", "bakery")]), Some("no name"));
    assert_eq!(reason(&[("shop", "bakery"), ("name", "  ")]), Some("no name"));
    assert_eq!(reason(&[("shop", "bakery"), ("brand", "Bakker Bart")]), Some("no name"));
    assert_eq!(reason(&[("amenity", "bench")]), Some("street furniture"));
    assert!(item_of(&[("highway", "residential"), ("name", "Javastraat")]).is_none());
}

#[test]
fn a_place_without_a_position_is_left_out_with_the_reason() {
    let shop = tags(&[("shop", "bakery"), ("name", "Noor")]);
    let of = |point| {
        let provider = || Provider::osm("node/1".to_owned());
        match item(provider, shop.clone(), position(point), today()) {
            Some(Item::Skip(key, reason)) => {
                assert_eq!(key, Some(record(&[]).key()), "it stands in the file");
                reason
            }
            _ => panic!("a record"),
        }
    };
    assert_eq!(of(None), "no position");
    assert_eq!(of(Some((f64::NAN, 4.9))), "the point is not on earth");
    assert_eq!(of(Some((52.3, 181.0))), "the point is not on earth");
}

#[test]
fn the_address_is_read() {
    let facts = record(&[
        ("addr:street", "Javastraat"),
        ("addr:housenumber", "30-B"),
        ("addr:postcode", "1094hk"),
        ("addr:city", "Amsterdam"),
    ])
    .facts;
    let address = facts.address.unwrap();
    assert_eq!(address.street.as_deref(), Some("Javastraat"));
    assert_eq!(address.house_number.as_deref(), Some("30-B"));
    assert_eq!(address.postcode.as_deref(), Some("1094 HK"));
    assert_eq!(address.city.as_deref(), Some("Amsterdam"));
    assert_eq!(
        record(&[("addr:postcode", "00100")]).facts.address.unwrap().postcode.as_deref(),
        Some("00100")
    );
    assert_eq!(record(&[]).facts.address, None);
}

#[test]
fn chains_are_told_from_independents_only_where_somebody_said_so() {
    let of = |tags| record(tags).facts.ownership;
    let chain = |brand: &str| Ownership::Chain { brand: brand.to_owned() };
    assert_eq!(of(&[("brand", "Bakker Bart")]), chain("Bakker Bart"));
    assert_eq!(of(&[("brand:wikidata", "Q1")]), chain("De Vroege Vogel"));
    assert_eq!(of(&[("chain", "no")]), Ownership::Independent);
    assert_eq!(of(&[]), Ownership::Unknown);
}

#[test]
fn confirmation_dates_reach_the_groups_they_are_about() {
    let confirmed = record(&[
        ("check_date", "2025-06-01"),
        ("survey:date", "2025-07"),
        ("check_date:opening_hours", "2026-02-03"),
        ("check_date:wheelchair", "2062-01-01"),
    ])
    .confirmed;
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    assert_eq!(confirmed[&FactGroup::Hours], day(2026, 2, 3));
    assert_eq!(confirmed[&FactGroup::Place], day(2025, 7, 1));
    assert_eq!(confirmed[&FactGroup::Accessibility], day(2025, 7, 1), "2062 is a slip of the pen");
    let hours_only = record(&[("check_date:opening_hours", "2026-02-03")]).confirmed;
    assert_eq!(hours_only.keys().collect::<Vec<_>>(), [&FactGroup::Hours]);
    assert!(record(&[("check_date", "last week")]).confirmed.is_empty());
}

#[test]
fn words_descriptions_and_languages_are_kept() {
    let facts = record(&[
        ("cuisine", "Ice_cream; coffee;yes"),
        ("produce", "eggs, cheese (also with herbs), eggs"),
        ("diet:vegan", "yes"),
        ("diet:halal", "no"),
        ("language:tr", "yes"),
        ("language:main", "yes"),
        ("description", "Warm bread"),
        ("description:nl", "Warm brood"),
        ("description:", "nothing"),
    ])
    .facts;
    assert_eq!(facts.tags, ["ice cream", "coffee", "eggs", "vegan"]);
    assert_eq!(facts.languages, ["tr"]);
    let descriptions: Vec<_> =
        facts.description.iter().map(|(code, text)| (code.as_str(), text.as_str())).collect();
    assert_eq!(descriptions, [("nl", "Warm brood"), ("und", "Warm bread")]);
}

#[test]
fn yes_no_and_only_are_read_everywhere() {
    let facts = record(&[
        ("wheelchair", "limited"),
        ("payment:cash", "no"),
        ("payment:cards", "yes"),
        ("payment:contactless", "only"),
        ("payment:coins:denominations", "1 EUR"),
        ("operator:type", "cooperative"),
        ("opening_hours", "Mo-Sa 08:00-18:00"),
    ])
    .facts;
    assert_eq!(facts.wheelchair, Some(Wheelchair::Limited));
    let payment: Vec<_> = facts.payment.iter().map(|(way, yes)| (way.as_str(), *yes)).collect();
    assert_eq!(payment, [("cards", true), ("cash", false), ("contactless", true)]);
    assert_eq!(facts.legal_form, Some(LegalForm::Cooperative));
    assert_eq!(facts.hours[&Service::Counter], "Mo-Sa 08:00-18:00");
}

#[test]
fn a_stall_that_moves_has_no_fixed_place() {
    assert_eq!(record(&[("street_vendor", "yes")]).facts.whereabouts, Whereabouts::Itinerant);
    assert_eq!(record(&[]).facts.whereabouts, Whereabouts::Fixed);
}
