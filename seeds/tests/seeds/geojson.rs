//! GeoJSON: collections, features one after another, rows of other publishers.

use koop_domain::listings::model::Kind;

use crate::harness::Town;

fn feature(id: u32, name: &str, extra: &str) -> String {
    format!(
        r#"{{"type":"Feature","id":"node/{id}","geometry":{{"type":"Point","coordinates":[4.93,52.36]}},
            "properties":{{"name":"{name}","shop":"bakery"{extra}}}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(
        r#"{{"name":"Oost","type":"FeatureCollection","crs":{{"a":[1,{{"b":null}}]}},"features":[{}],"bbox":[1,2]}}"#,
        features.join(",\n")
    )
}

#[tokio::test]
async fn a_collection_is_read_whatever_its_name() {
    let town = Town::new().await;
    let content = collection(&[
        feature(1, "Noor", ""),
        feature(2, "Vogel", r#","description":"Warm \"brood\" \u00e9n \ud83e\udd50""#),
        r#"{"type":"Feature","geometry":null,"properties":{"shop":"toys","name":"Nergens"},"id":"n3"}"#.to_owned(),
        r#"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[4,52],[5,52],[5,53],[4,52]]]},
            "properties":{"highway":"pedestrian"}}"#.to_owned(),
    ]);
    let counts = town.import("really-geojson.osm.pbf", content).await;
    assert_eq!((counts.created, counts.skipped), (2, 1), "{:?}", counts.reasons);
    assert_eq!(counts.reasons["no position"], 1);
    assert_eq!(town.listing("noor").await.source.unwrap().id, "node/1");
}

#[tokio::test]
async fn features_may_stand_one_after_another() {
    let town = Town::new().await;
    let lines = [feature(1, "Noor", ""), feature(2, "Vogel", "")].map(|f| f.replace('\n', " "));
    let counts = town.import("lines.ndjson", lines.join("\n") + "\n").await;
    assert_eq!(counts.created, 2);
    let sequence: String = lines.iter().map(|line| format!("\u{1e}{line}\n")).collect();
    let counts = town.import("lines.ndjson", sequence).await;
    assert_eq!((counts.unchanged, counts.gone), (2, 0));
    let marked = format!("\u{feff}{}", lines[0]);
    let counts = town.import("lines.ndjson", marked).await;
    assert_eq!((counts.unchanged, counts.gone), (1, 1));
}

#[tokio::test]
async fn the_licence_of_each_row_is_kept() {
    let town = Town::new().await;
    let market = r#"{"type":"Feature","id":"ams-markten:12",
        "geometry":{"type":"Point","coordinates":[4.9277,52.3622]},
        "properties":{"name":"Dappermarkt","source":"ams-markten","source_id":"12",
            "licence":"City of Amsterdam Open Geodata terms","attribution":"Bron: Gemeente Amsterdam",
            "categories":["amenity=marketplace"],"opening_hours":"Mo-Sa 09:00-18:00"}}"#;
    let counts =
        town.import("rows.geojson", collection(&[feature(1, "Noor", ""), market.to_owned()])).await;
    assert_eq!(counts.created, 2, "{:?}", counts.reasons);
    let market = town.listing("dappermarkt").await;
    assert_eq!(market.facts.kind, Kind::Market);
    let source = market.source.unwrap();
    assert_eq!((source.name.as_str(), source.id.as_str()), ("ams-markten", "12"));
    assert_eq!(source.attribution, "Bron: Gemeente Amsterdam");
    let noor = town.listing("noor").await.source.unwrap();
    assert_eq!(
        (noor.licence.as_str(), noor.attribution.as_str()),
        ("ODbL-1.0", "© OpenStreetMap contributors")
    );
}

#[tokio::test]
async fn an_empty_collection_is_a_file_without_places() {
    let town = Town::new().await;
    let counts = town.import("rows.geojson", collection(&[])).await;
    assert_eq!(counts, koop_domain::imports::model::Counts::default());
}

#[tokio::test]
async fn more_places_than_the_queue_holds_pass_through_it() {
    let town = Town::new().await;
    let features: Vec<String> =
        (1..=1_200).map(|id| feature(id, &format!("Bakker {id}"), "")).collect();
    let counts = town.import("many.geojson", collection(&features)).await;
    assert_eq!(counts.created, 1_200);
}
