//! Out and in again: what came from OpenStreetMap says the same after an export and an import.

use koop_domain::geo::Point;
use koop_domain::listings::exports::{Cover, Exported, Licences, everything, geojson, osm_tags};
use koop_domain::listings::model::{Facts, Listing};
use koop_domain::listings::osm::{self, Tags};
use proptest::prelude::*;

use crate::harness::Town;
use crate::real_data::folder;

/// The whole directory as one collection.
async fn export(town: &Town) -> (String, Vec<Exported>) {
    let cover = Cover {
        base_url: "https://koop.example".to_owned(),
        about: "https://koop.example/".to_owned(),
        at: town.ctx().now,
    };
    let (mut text, mut rows) = (geojson::head(&cover), Vec::new());
    let (mut after, mut licences) = (None, Licences::default());
    loop {
        let piece = everything(&town.ctx(), &town.domain, None, after).await.unwrap();
        for row in piece.rows {
            text += if rows.is_empty() { "" } else { ",\n" };
            text += &geojson::feature(&cover, &row).unwrap();
            licences.count(&row.listing);
            rows.push(row);
        }
        match piece.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    (text + &geojson::tail(&licences, rows.len() as u64, true), rows)
}

/// Exports a town, imports that into an empty one, and compares what every listing says.
async fn comes_back_the_same(town: &Town) -> usize {
    let (text, before) = export(town).await;
    let other = Town::new().await;
    let counts = other.import("directory.geojson", text).await;
    assert_eq!(counts.created, before.len() as u64, "{:?}", counts.reasons);
    let (_, after) = export(&other).await;
    let by_source = |row: &Exported| row.listing.source.clone().map(|source| source.id);
    let mut after: std::collections::HashMap<_, _> =
        after.into_iter().map(|row| (by_source(&row), row)).collect();
    for row in &before {
        let back = after.remove(&by_source(row)).unwrap_or_else(|| panic!("{row:?} is lost"));
        assert_eq!(as_written(&back.listing), as_written(&row.listing));
        let [source, source_before] = [&back, row].map(|row| row.record.clone().unwrap());
        assert_eq!(source, source_before, "with all that the source says");
        let [terms, terms_before] = [&back.listing, &row.listing].map(terms);
        assert_eq!(terms, terms_before);
    }
    before.len()
}

/// The facts with the point as an export writes it.
fn as_written(listing: &Listing) -> Facts {
    let facts = listing.facts.clone();
    Facts { point: facts.point.map(geojson::written), ..facts }
}

fn terms(listing: &Listing) -> Option<(String, String, String)> {
    let source = listing.source.clone()?;
    Some((source.name, source.licence, source.attribution))
}

#[tokio::test]
async fn a_street_comes_back_the_same() {
    let town = Town::new().await;
    let features = [
        r#"{"type":"Feature","id":"node/1","geometry":{"type":"Point","coordinates":[4.9312345,52.3601234]},
            "properties":{"name":"Spaak; \"Zoon\"","shop":"bicycle","service:bicycle:repair":"yes","second_hand":"yes",
            "opening_hours":"Mo-Fr 09:00-18:00; PH off","phone":"+31 20 555 01 91; 06 1","level":"0","note":"zie =HIER\nen daar"}}"#,
        r#"{"type":"Feature","id":"way/2","geometry":{"type":"Polygon","coordinates":[[[4.93,52.36],[4.94,52.36],[4.94,52.37],[4.93,52.36]]]},
            "properties":{"name":"Roti op Wielen","amenity":"restaurant","cuisine":"surinamese;roti","diet:vegan":"yes",
            "delivery":"Fr-Su 17:00-21:00","delivery:bicycle":"yes","takeaway":"only","wheelchair":"limited",
            "ref:vestigingsnummer":"0000 1234 5678"}}"#,
        r#"{"type":"Feature","id":"ams-markten:12","geometry":{"type":"Point","coordinates":[4.9277,52.3622]},
            "properties":{"name":"Dappermarkt","source":"ams-markten","source_id":"12","licence":"City terms",
            "attribution":"Bron: Gemeente Amsterdam","categories":["amenity=marketplace"],"city":"Amsterdam"}}"#,
    ];
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    assert_eq!(town.import("street.geojson", text).await.created, 3);
    assert_eq!(comes_back_the_same(&town).await, 3);
}

/// What a person here changed goes out in our words, with the rest of what the source says.
#[tokio::test]
async fn what_was_changed_here_goes_out_too() {
    let town = Town::new().await;
    let shop = r#"{"type":"Feature","id":"node/1","geometry":{"type":"Point","coordinates":[4.93,52.36]},
        "properties":{"name":"Noor","shop":"bakery","phone":"020 1 23 45 67","level":"0","opening_hours":"Mo 09:00-18:00"}}"#;
    town.import("shop.geojson", shop).await;
    let before = town.listing("noor").await;
    let mut facts = before.facts.clone();
    facts.contact.phone = Some("020 555 01 91".to_owned());
    facts.second_hand = Some(koop_domain::listings::model::Offered::No);
    let edited = koop_domain::listings::edit(&town.ctx(), &town.domain, before.id, 1, facts).await;
    let (text, _) = export(&town).await;
    assert!(text.contains("\"level\":\"0\""), "{text}");
    let other = Town::new().await;
    other.import("directory.geojson", text).await;
    assert_eq!(other.listing("noor").await.facts, edited.unwrap().facts);
}

fn tags() -> impl Strategy<Value = Tags> {
    let class = prop::sample::select(vec![
        ("shop", "bakery"),
        ("shop", "clothes"),
        ("shop", "bicycle;books"),
        ("shop", "iets_nieuws"),
        ("craft", "shoemaker"),
        ("amenity", "cafe"),
        ("amenity", "marketplace"),
        ("tourism", "hotel"),
        ("office", "association"),
        ("leisure", "sports_centre"),
    ]);
    let other = prop::sample::select(vec![
        "opening_hours",
        "opening_hours:kitchen",
        "phone",
        "website",
        "contact:instagram",
        "addr:street",
        "addr:postcode",
        "description",
        "description:en",
        "brand",
        "cuisine",
        "sport",
        "diet:vegan",
        "takeaway",
        "delivery",
        "wheelchair",
        "organic",
        "second_hand",
        "payment:cash",
        "language:tr",
        "operator:type",
        "level",
        "note",
    ]);
    let value = prop_oneof![
        Just("yes".to_owned()),
        Just("only".to_owned()),
        Just("no".to_owned()),
        Just("cooperative".to_owned()),
        "[a-z0-9 .;:/é\"]{1,24}",
        "\\PC{1,16}",
    ];
    let others = prop::collection::btree_map(other, value, 0..8);
    ("[A-Za-z][A-Za-z é&'\"]{0,16}", prop::collection::vec(class, 1..3), others).prop_map(
        |(name, classes, others)| {
            let mut tags: Tags = others.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
            tags.extend(classes.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())));
            tags.insert("name".to_owned(), name);
            tags
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Of any tags that make a listing, whatever stands in them.
    #[test]
    fn facts_that_came_from_tags_go_back_into_tags(tags in tags()) {
        let here = Point { latitude: 52.36, longitude: 4.93 };
        let Some(facts) = osm::read(&tags, here) else { return Ok(()) };
        let written = osm_tags(&facts);
        prop_assert_eq!(osm::read(&written, here), Some(facts), "{:?}", written);
    }
}

/// Every record of the real files: the law, and the whole way out and in.
#[tokio::test]
async fn real_places_come_back_the_same() {
    let Some(folder) = folder() else { return };
    for name in [
        "amsterdam-region-listings.geojson",
        "helsinki-centre.osm.pbf",
        "farmshops-eu.osm.ndjson.gz",
    ] {
        let town = Town::new().await;
        town.try_import(folder.join(name)).await.unwrap();
        let (_, rows) = export(&town).await;
        let said = |row: &&Exported| {
            let facts = &row.listing.facts;
            let point = facts.point.unwrap();
            osm::read(&osm_tags(facts), point).as_ref() == Some(facts)
        };
        let others: Vec<_> = rows.iter().filter(|row| !said(row)).collect();
        println!("{name}: {} places, {} say something else", rows.len(), others.len());
        for row in others.iter().take(3) {
            println!("{:?}\n{:?}", row.listing.facts, osm_tags(&row.listing.facts));
        }
        assert!(others.is_empty(), "{name}");
        comes_back_the_same(&town).await;
    }
}
