//! Real towns, where the folder of real input is at hand.

use std::path::PathBuf;

use flate2::read::GzDecoder;
use koop_domain::imports::model::Counts;

use crate::harness::Town;

/// The folder of real input, if there is one.
#[expect(clippy::disallowed_methods, reason = "names test input, not a setting")]
fn folder() -> Option<PathBuf> {
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
async fn features_a_line_come_in() {
    let Some(folder) = folder() else { return };
    let town = Town::new().await;
    let packed = std::fs::File::open(folder.join("farmshops-eu.osm.ndjson.gz")).unwrap();
    let mut lines = Vec::new();
    std::io::Read::read_to_end(&mut GzDecoder::new(packed), &mut lines).unwrap();
    let counts = town.import("farmshops.ndjson", lines).await;
    println!("farmshops: {counts:?}");
    assert!(counts.created > 10_000, "{counts:?}");
}
