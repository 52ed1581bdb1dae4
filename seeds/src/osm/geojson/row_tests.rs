//! From features to records.

use koop_domain::imports::model::Record;

use super::*;

const POINT: &str = r#""type":"Feature","geometry":{"type":"Point","coordinates":[4.93,52.36]}"#;

fn item_of(rest: &str) -> Option<Item> {
    let feature = serde_json::from_str(&format!("{{{POINT},{rest}}}")).unwrap();
    item(feature, "shops.geojson", NaiveDate::from_ymd_opt(2026, 4, 1).unwrap()).unwrap()
}

fn record(rest: &str) -> Record {
    match item_of(rest) {
        Some(Item::Record(record)) => *record,
        Some(Item::Skip(_, reason)) => panic!("{reason}: {rest}"),
        None => panic!("not a place: {rest}"),
    }
}

#[test]
fn an_export_has_the_tags_as_properties() {
    let record = record(
        r#""id":"node/12","properties":{"shop":"bakery","name":"Noor","source":"survey","level":0}"#,
    );
    assert_eq!((record.source.as_str(), record.source_id.as_str()), ("osm", "node/12"));
    assert_eq!(record.attribution, "© OpenStreetMap contributors");
    assert_eq!(record.tags["source"], "survey");
    assert_eq!(record.tags["level"], "0");
}

#[test]
fn a_collection_nests_the_tags_and_brings_its_own_terms() {
    let record = record(
        r#""properties":{"name":"Noor","source":"osm","source_id":"way/5","licence":"ODbL-1.0",
           "attribution":"© OpenStreetMap contributors, ODbL 1.0","buurt":"Indische Buurt",
           "osm_tags":{"shop":"bakery","opening_hours":"Mo 08:00-18:00"}}"#,
    );
    assert_eq!(record.source_id, "way/5");
    assert_eq!(record.url.as_deref(), Some("https://www.openstreetmap.org/way/5"));
    assert_eq!(record.attribution, "© OpenStreetMap contributors, ODbL 1.0");
    assert_eq!(record.facts.name, "Noor", "the collection names what the map does not");
    assert_eq!(record.tags.len(), 3);
}

#[test]
fn a_row_of_another_publisher_speaks_plain_words() {
    let record = record(
        r#""id":"ams-markten:12","properties":{"name":"Dappermarkt","source":"ams-markten",
           "source_id":"12","licence":"free re-use","attribution":"Bron: Gemeente Amsterdam",
           "categories":["amenity=marketplace","artikelen=Boeken"],"city":"Amsterdam",
           "website":"www.dappermarkt.example","stadsdeel":null}"#,
    );
    assert_eq!((record.source.as_str(), record.source_id.as_str()), ("ams-markten", "12"));
    assert_eq!(record.licence, "free re-use");
    assert_eq!(record.attribution, "Bron: Gemeente Amsterdam");
    assert_eq!(record.url, None);
    assert_eq!(record.facts.categories, ["art-market"]);
    assert_eq!(record.facts.address.unwrap().city.as_deref(), Some("Amsterdam"));
    assert_eq!(record.tags["categories"], "amenity=marketplace;artikelen=Boeken");
    assert!(!record.tags.contains_key("stadsdeel"));
}

#[test]
fn a_file_without_publishers_stands_for_itself() {
    let record = record(r#""id":"stall-7","properties":{"shop":"bakery","name":"Noor"}"#);
    assert_eq!(record.source, "dataset:shops.geojson");
    assert_eq!((record.source_id.as_str(), record.licence.as_str()), ("stall-7", "unknown"));
}

#[test]
fn what_cannot_be_found_again_is_left_out() {
    let item = item_of(r#""properties":{"shop":"bakery","name":"Noor"}"#);
    assert!(matches!(item, Some(Item::Skip(None, "no id"))));
    assert!(item_of(r#""properties":null"#).is_none());
    assert!(item_of(r#""properties":{"highway":"footway"}"#).is_none());
}

#[test]
fn nul_never_gets_in() {
    let record = record(r#""id":"n1","properties":{"shop":"bakery","name":"No\u0000or"}"#);
    assert_eq!(record.facts.name, "Noor");
}

#[test]
fn osm_ids_are_known_in_all_their_dresses() {
    for (text, id) in [
        ("node/1", "node/1"),
        ("osm:way/22", "way/22"),
        ("r333", "relation/333"),
        ("https://www.openstreetmap.org/node/4", "node/4"),
    ] {
        assert_eq!(osm_id(text).as_deref(), Some(id));
    }
    for text in ["12", "shop/1", "node/", "node/1x", "ams-markten:8", ""] {
        assert_eq!(osm_id(text), None, "{text}");
    }
}
