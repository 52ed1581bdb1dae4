//! Whole lists of the demo as files: every hit, page after page, and nobody's home.

use http::{StatusCode, header};
use koop_tests::house::House;
use serde_json::Value;

#[tokio::test]
async fn a_file_has_every_hit_of_its_list() {
    let house = House::with_demo().await;
    let all = house.page("/zoeken.geojson", "nl").await;
    assert_eq!(all.status, StatusCode::OK);
    assert_eq!(all.headers[header::CONTENT_TYPE], "application/geo+json");
    let read: Value = serde_json::from_str(&all.body).unwrap();
    let features = read["features"].as_array().unwrap();
    assert!(features.len() > 200, "more than two pages: {}", features.len());
    assert_eq!(read["total"], features.len());
    assert_eq!((&read["complete"], all.headers.get("koop-cut-at")), (&Value::Bool(true), None));
    assert_eq!(all.headers["koop-total"], features.len().to_string().as_str());
    for feature in features {
        let properties = &feature["properties"];
        assert_eq!(properties["demo"], true, "{properties}");
        assert!(properties["osm_tags"]["name"].is_string() && properties["licence"].is_string());
        if properties["whereabouts"] == "at_home" {
            assert!(feature["geometry"].is_null(), "{feature}");
            assert!(properties["street"].is_null() && properties["house_number"].is_null());
        }
    }
    let ids: std::collections::HashSet<&str> =
        features.iter().filter_map(|feature| feature["id"].as_str()).collect();
    assert_eq!(ids.len(), features.len(), "nobody twice");

    let table = house.page("/zoeken.csv", "nl").await;
    assert_eq!(table.body.matches("\r\n").count(), features.len() + 1);
    let near = "/zoeken.csv?plek=52.36%2C4.927&minuten=10&met=fiets&volgorde=dichtbij";
    let near = house.page(near, "nl").await;
    let rows = near.body.matches("\r\n").count() - 1;
    assert_eq!(near.headers["koop-total"], rows.to_string().as_str());
    assert!(rows > 100 && rows < features.len(), "{rows}");
}
