//! Collections that other programs read.

use proptest::prelude::*;

use super::super::sample::{cover, exported, facts};
use super::*;
use crate::listings::provenance::{Confirmation, Origin};

fn collection(rows: &[Exported], complete: bool) -> Value {
    let mut licences = Licences::default();
    let features: Vec<String> = rows
        .iter()
        .map(|row| {
            licences.count(&row.listing);
            feature(&cover(), row).unwrap()
        })
        .collect();
    let total = rows.len() as u64;
    let text = head(&cover()) + &features.join(",\n") + &tail(&licences, total, complete);
    serde_json::from_str(&text).unwrap()
}

proptest! {
    #[test]
    fn whatever_a_name_holds_the_collection_is_whole(names in prop::collection::vec(any::<String>(), 0..4)) {
        let rows: Vec<Exported> = names.iter().map(|name| exported(facts(name))).collect();
        let read = collection(&rows, true);
        prop_assert_eq!(read["features"].as_array().unwrap().len(), names.len());
        for (feature, name) in read["features"].as_array().unwrap().iter().zip(&names) {
            prop_assert_eq!(feature["properties"]["name"].as_str(), Some(name.as_str()));
        }
    }
}

#[test]
fn a_collection_brings_its_terms() {
    let read = collection(&[exported(facts("Noor")), exported(facts("Vogel"))], false);
    assert_eq!(read["type"], "FeatureCollection");
    assert_eq!((&read["total"], &read["complete"]), (&json!(2), &json!(false)));
    assert_eq!(
        read["licences"],
        json!([{
            "licence": "ODbL-1.0",
            "attribution": "© OpenStreetMap contributors",
            "features": 2
        }])
    );
    let feature = &read["features"][0];
    assert_eq!(feature["geometry"], json!({ "type": "Point", "coordinates": [4.93, 52.36] }));
    let properties = &feature["properties"];
    assert_eq!(properties["url"], "https://koop.example/plek/spaak");
    assert_eq!(properties["licence"], "ODbL-1.0");
    assert_eq!(
        (&properties["source"], &properties["source_id"]),
        (&json!("osm"), &json!("node/1"))
    );
    assert_eq!(properties["osm_tags"]["name"], "Noor");
}

#[test]
fn what_the_source_says_beside_is_not_lost() {
    let mut row = exported(facts("Noor"));
    let tags =
        [("name", "Noor"), ("shop", "bakery"), ("level", "0"), ("phone", "020 1"), ("bank", "x")];
    let tags: Tags = tags.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    row.record = Some(super::super::Record { source: "osm".to_owned(), tags: tags.clone() });
    row.listing.facts =
        crate::listings::osm::read(&tags, written(Point { latitude: 52.36, longitude: 4.93 }))
            .unwrap();
    let osm_tags = |row: &Exported| {
        collection(std::slice::from_ref(row), true)["features"][0]["properties"]["osm_tags"].clone()
    };
    assert_eq!(osm_tags(&row), json!(tags), "the source's own words");
    row.listing.facts.contact.phone = Some("020 555 0191".to_owned());
    assert_eq!(
        osm_tags(&row),
        json!({ "name": "Noor", "shop": "bakery", "level": "0", "bank": "x", "phone": "020 555 0191" }),
        "what people here know better, and the rest of the source"
    );
}

#[test]
fn what_people_here_left_out_does_not_come_back() {
    let mut row = exported(facts("Spaak"));
    let tags = [
        ("name", "Spaak"),
        ("shop", "bicycle"),
        ("addr:unit", "2 hoog"),
        ("contact:fax", "020 2"),
        ("fax", "020 3"),
        ("level", "0"),
        ("mobile:nl", "06 4"),
        ("phone:mobile", "06 5"),
        ("phone", "020 6"),
    ];
    let tags: Tags = tags.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    row.listing.facts =
        crate::listings::osm::read(&tags, Point { latitude: 52.36, longitude: 4.93 }).unwrap();
    row.record = Some(super::super::Record { source: "osm".to_owned(), tags: tags.clone() });
    let osm_tags = |row: &Exported| osm_tags_beside(&row.listing, &tags);
    assert_eq!(osm_tags(&row), tags);
    for group in [FactGroup::Place, FactGroup::Contact] {
        let origin = Origin::Edit { editor: "operator".to_owned() };
        row.listing.provenance = [(group, Confirmation { origin, confirmed_on: None })].into();
        row.listing.facts.contact.phone = Some("020 6".to_owned());
        let kept: Vec<String> = osm_tags(&row).into_keys().collect();
        assert_eq!(
            kept,
            ["level", "name", "phone", "shop"],
            "it says no more than ours: {group:?}"
        );
        row.listing.facts.contact.phone = None;
        let kept: Vec<String> = osm_tags(&row).into_keys().collect();
        assert_eq!(kept, ["level", "name", "shop"], "{group:?}");
    }
}

#[test]
fn the_door_of_a_home_is_nobodys_business() {
    let mut row = exported(facts("Naaiatelier"));
    row.listing.facts.whereabouts = Whereabouts::AtHome;
    row.listing.facts.address = Some(Address {
        street: Some("Balistraat".to_owned()),
        house_number: Some("12".to_owned()),
        postcode: Some("1094 JA".to_owned()),
        city: None,
    });
    let tags = [("addr:unit", "2 hoog"), ("addr:street", "Balistraat"), ("shop", "tailor")];
    let tags = tags.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    row.record = Some(super::super::Record { source: "osm".to_owned(), tags });
    row.listing.source.as_mut().unwrap().url = Some("https://osm.example/1".to_owned());
    let text = feature(&cover(), &row).unwrap();
    for hidden in ["Balistraat", "1094 JA", "52.36", "2 hoog", "node/1", "osm.example"] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
    assert!(text.contains("\"geometry\":null") && text.contains("\"addr:postcode\":\"1094\""));
    assert!(text.contains("\"attribution\":\"© OpenStreetMap contributors\""));
}
