//! Real towns, where the folder of real input is at hand.

use std::path::PathBuf;

use flate2::read::GzDecoder;
use koop_domain::imports::model::Counts;

use crate::harness::Town;

/// The folder of real input, if there is one.
#[expect(clippy::disallowed_methods, reason = "names test input, not a setting")]
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = std::env::var("KOOP_REAL_DATA").ok().filter(|folder| !folder.is_empty());
    if folder.is_none() {
        println!("skipped: KOOP_REAL_DATA is not set");
    }
    folder.map(PathBuf::from)
}

async fn import_twice(town: &Town, file: PathBuf) -> Counts {
    let first = town.try_import(file.clone()).await.unwrap();
    println!("{}: {first:?}", file.display());
    let second = town.try_import(file).await.unwrap();
    assert_eq!(second.unchanged, first.created);
    assert_eq!((second.created, second.updated, second.gone), (0, 0, 0));
    assert_eq!(second.skipped, first.skipped);
    first
}

#[tokio::test]
async fn a_city_centre_comes_in() {
    let Some(folder) = folder() else { return };
    let town = Town::new().await;
    let counts = import_twice(&town, folder.join("helsinki-centre.osm.pbf")).await;
    assert!(counts.created > 1_200, "{counts:?}");
    assert!(!counts.reasons.contains_key("no position"), "{counts:?}");
    let marski = town.listing("marski-by-scandic").await;
    assert_eq!(marski.source.unwrap().id, "relation/5608");
    let point = marski.facts.point.unwrap();
    assert!((60.16..60.18).contains(&point.latitude) && (24.93..24.95).contains(&point.longitude));
}

#[tokio::test]
async fn a_region_comes_in_with_the_terms_of_each_row() {
    let Some(folder) = folder() else { return };
    let town = Town::new().await;
    let counts = import_twice(&town, folder.join("amsterdam-region-listings.geojson")).await;
    assert!(counts.created > 1_300, "{counts:?}");
    let market = town.listing("dappermarkt").await;
    let source = market.source.unwrap();
    assert_eq!(source.name, "ams-markten");
    assert!(source.attribution.contains("Gemeente Amsterdam"));
}

#[tokio::test]
async fn features_a_line_come_in_as_they_are_packed() {
    let Some(folder) = folder() else { return };
    let town = Town::new().await;
    let counts = import_twice(&town, folder.join("farmshops-eu.osm.ndjson.gz")).await;
    assert!(counts.created > 13_000, "{counts:?}");
    assert!(!counts.reasons.contains_key("no position"), "{counts:?}");
}

/// The same objects as Overpass would give them are the same listings.
#[tokio::test]
async fn a_region_is_the_same_in_every_format() {
    let Some(folder) = folder() else { return };
    let town = Town::new().await;
    let packed = std::fs::File::open(folder.join("farmshops-eu.osm.ndjson.gz")).unwrap();
    let mut elements = Vec::new();
    let lines = std::io::BufReader::new(GzDecoder::new(packed));
    for line in std::io::BufRead::lines(lines).take(3_000) {
        let feature: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let (kind, id) = feature["id"].as_str().unwrap().split_once('/').unwrap();
        let at = &feature["geometry"]["coordinates"];
        let mut element = serde_json::json!({
            "type": kind, "id": id.parse::<i64>().unwrap(), "tags": feature["properties"],
        });
        match kind {
            "node" => {
                element["lat"] = at[1].clone();
                element["lon"] = at[0].clone();
            }
            _ => element["center"] = serde_json::json!({ "lat": at[1], "lon": at[0] }),
        }
        elements.push(element);
    }
    let answer = serde_json::json!({ "elements": elements }).to_string();
    let counts = town.import("farms.json", answer).await;
    let all = town.try_import(folder.join("farmshops-eu.osm.ndjson.gz")).await.unwrap();
    assert!(counts.created > 1_000, "{counts:?}");
    assert_eq!((all.unchanged + all.updated, all.gone), (counts.created, 0), "{all:?}");
    // A few objects have tags that look like the plain words of open data, such as `city`.
    assert!(all.updated * 50 < counts.created, "{all:?}");
}
