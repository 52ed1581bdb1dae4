//! Lists of results as files.

use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use serde_json::Value;

use crate::house::{BASE, House};

#[tokio::test]
async fn a_list_comes_as_csv() {
    let house = House::new().await;
    let file = house.get("/zoeken.csv?q=fiets").await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.header(CONTENT_TYPE), "text/csv; charset=utf-8; header=present");
    assert_eq!(
        file.header(CONTENT_DISPOSITION),
        "attachment; filename=\"koop-lokaal-2026-11-21.csv\""
    );
    assert_eq!(file.header("x-robots-tag"), "noindex");
    assert_eq!((file.header("koop-total"), file.header("koop-cut-at")), ("1", ""));
    assert!(file.header(CACHE_CONTROL).contains("private"));
    let lines: Vec<&str> = file.text.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 2, "a head and a place");
    assert!(lines[0].starts_with("\u{feff}naam;soort;"));
    assert!(lines[1].starts_with("Spaak & Zoon;reparatie;Fietsenmaker;"));
    assert!(lines[1].contains(&format!(";{BASE}/plek/spaak-zoon;")));
    assert!(lines[1].contains(";ODbL-1.0;© OpenStreetMap;"));
}

#[tokio::test]
async fn a_list_comes_as_geojson() {
    let house = House::new().await;
    let file = house.get("/zoeken.geojson?q=fiets&open=nu").await;
    assert_eq!(file.header(CONTENT_TYPE), "application/geo+json");
    assert!(file.header(CONTENT_DISPOSITION).ends_with(".geojson\""));
    assert_eq!(file.header("x-robots-tag"), "noindex");
    let read: Value = serde_json::from_str(&file.text).unwrap();
    assert_eq!(read["type"], "FeatureCollection");
    assert_eq!(read["about"], format!("{BASE}/zoeken?q=fiets&open=nu"));
    assert_eq!((read["total"].as_u64(), read["complete"].as_bool()), (Some(1), Some(true)));
    assert_eq!(read["licences"][0]["licence"], "ODbL-1.0");
    let feature = &read["features"][0];
    assert_eq!(feature["properties"]["name"], "Spaak & Zoon");
    assert_eq!(feature["properties"]["osm_tags"]["opening_hours"], "Mo-Sa 09:00-18:00; PH off");
    assert_eq!(feature["geometry"]["coordinates"], serde_json::json!([4.928, 52.361]));
}

/// A page tells what it could not read; a file would silently be of another list.
#[tokio::test]
async fn an_address_that_cannot_be_read_gives_no_file() {
    let house = House::new().await;
    for path in
        ["/zoeken.csv?open=ooit", "/zoeken.geojson?soort=kasteel", "/zoeken.csv?bezorgt=hier"]
    {
        let refused = house.get(path).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(!refused.header(CONTENT_TYPE).contains("csv"), "{path}");
    }
    let broken = House::with(false).await;
    assert_eq!(broken.get("/zoeken.csv").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_list_says_where_its_files_are() {
    let house = House::new().await;
    let page = house.get("/zoeken?q=fiets&open=nu").await;
    for ending in ["csv", "geojson"] {
        let link = format!("href=\"/zoeken.{ending}?q=fiets&#38;open=nu\"");
        assert!(page.text.contains(&link), "{link}");
    }
    assert!(page.text.contains("Deze lijst als bestand:"));
    let robots = house.get("/robots.txt").await.text;
    assert!(robots.contains("Disallow: /zoeken.csv\n") && robots.contains("/zoeken.geojson\n"));
}
