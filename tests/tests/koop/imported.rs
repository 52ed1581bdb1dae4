//! The promised documents over imported data: a hand-made file, and real ones where they are.

use std::fs;
use std::path::{Path, PathBuf};

use koop_domain::imports::model::Counts;
use koop_seeds::osm::{OsmImport, import};
use koop_tests::house::{House, On};
use koop_tests::still::saturday_afternoon;
use serde_json::{Value, json};

const STREET: &str = r#"{"type": "FeatureCollection", "features": [
  {"type": "Feature", "id": "node/1", "geometry": {"type": "Point", "coordinates": [4.9271, 52.3601]},
   "properties": {"osm_tags": {"name": "De Ketting", "shop": "bicycle", "service:bicycle:repair": "yes",
     "opening_hours": "Mo-Sa 09:00-18:00", "check_date:opening_hours": "2026-10-01",
     "wheelchair": "yes", "addr:street": "Javastraat", "addr:housenumber": "901", "addr:city": "Amsterdam"}}},
  {"type": "Feature", "id": "node/2", "geometry": {"type": "Point", "coordinates": [4.9301, 52.3611]},
   "properties": {"osm_tags": {"name": "Kruimel", "shop": "bakery", "organic": "only"}}},
  {"type": "Feature", "id": "node/3", "geometry": {"type": "Point", "coordinates": [4.9302, 52.3612]},
   "properties": {"osm_tags": {"name": "P1", "amenity": "parking"}}}]}"#;

const FIND: &str = r"query($text: String, $open: OpenInput, $near: NearInput, $first: Int, $after: String) {
  listings(text: $text, open: $open, near: $near, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { distanceM why { code text } node { id slug name kind categories { key label }
      status { state certainty until text } source { name licence attribution confirmedAt } } } } }";

async fn bring(house: &House, file: &Path) -> Counts {
    let what = OsmImport { file: file.to_owned(), ..OsmImport::default() };
    let counts = import(&house.operator(), &house.domain, &what).await.expect("it goes in");
    house.catch_up().await;
    counts
}

async fn find(house: &House, variables: Value) -> Value {
    house.graphql(FIND, variables).await["listings"].take()
}

#[tokio::test]
async fn a_file_becomes_a_street_that_can_be_asked() {
    for on in [On::Sqlite, On::Postgres] {
        let Some(house) = House::on(on, saturday_afternoon()).await else { continue };
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("street.geojson");
        fs::write(&file, STREET).expect("a file");

        let counts = bring(&house, &file).await;
        assert_eq!((counts.created, counts.skipped), (2, 1), "{counts:?}");
        let again = bring(&house, &file).await;
        assert_eq!((again.created, again.updated, again.unchanged, again.gone), (0, 0, 2, 0));

        let found = find(&house, json!({"text": "lek band", "open": {"now": true}})).await;
        let node = &found["edges"][0]["node"];
        assert_eq!(node["name"], "De Ketting", "{found:#}");
        assert_eq!(node["status"]["state"], "OPEN");
        assert_eq!(node["status"]["certainty"], "CONFIRMED");
        assert_eq!(node["source"]["licence"], "ODbL-1.0");
        let unknown = find(&house, json!({"text": "kruimel"})).await;
        assert_eq!(unknown["edges"][0]["node"]["status"]["state"], "UNKNOWN");

        fs::write(&file, STREET.replace("Kruimel", "")).expect("a file");
        let gone = bring(&house, &file).await;
        assert_eq!((gone.unchanged, gone.gone), (1, 1), "{gone:?}");
        assert_eq!(find(&house, json!({"text": "kruimel"})).await["totalCount"], 0);
        house.close().await;
    }
}

#[tokio::test]
async fn real_towns_can_be_asked() {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one setting of these tests: where real input is"
    )]
    let Some(real) = std::env::var_os("KOOP_REAL_DATA").map(PathBuf::from) else {
        println!("skipped: KOOP_REAL_DATA is not set");
        return;
    };
    let house = House::empty().await;
    for name in ["helsinki-centre.osm.pbf", "amsterdam-region-listings.geojson"] {
        let counts = bring(&house, &real.join(name)).await;
        println!("{name}: {counts:?}");
        assert!(counts.created > 900);
        let again = bring(&house, &real.join(name)).await;
        assert_eq!((again.created, again.updated, again.gone), (0, 0, 0), "{name}");
    }
    let near = json!({"latitude": 52.3622, "longitude": 4.9266, "radiusM": 3000});
    for variables in [json!({}), json!({"near": near}), json!({"open": {"now": true}})] {
        let found = find(&house, variables.clone()).await;
        assert!(found["totalCount"].as_u64().is_some_and(|n| n > 10), "{variables}");
        for edge in found["edges"].as_array().expect("edges") {
            assert!(edge["node"]["source"]["attribution"].is_string());
        }
    }
}
