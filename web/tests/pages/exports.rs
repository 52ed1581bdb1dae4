//! Lists of results as files.

use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, RETRY_AFTER};
use koop_web::EXPORTS_AT_ONCE_MAX;
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
    for (path, status, words) in [
        ("/zoeken.csv?open=ooit", StatusCode::BAD_REQUEST, "Open op: "),
        ("/zoeken.geojson?soort=kasteel", StatusCode::BAD_REQUEST, "Soort plek: "),
        ("/zoeken.csv?bezorgt=hier", StatusCode::BAD_REQUEST, "Zoek hier opnieuw."),
        ("/zoeken.atom?open=ooit&soort=kasteel", StatusCode::BAD_REQUEST, "Soort plek: "),
        ("/zoeken.atom?waar=Atlantis", StatusCode::BAD_REQUEST, "“Atlantis” kennen we niet"),
        // An area that left the map takes its lists with it.
        ("/zoeken.csv?buurt=gone", StatusCode::NOT_FOUND, "Buurt: deze keuze kennen we niet."),
        ("/zoeken.atom?buurt=gone", StatusCode::NOT_FOUND, "Buurt: deze keuze kennen we niet."),
    ] {
        let refused = house.get(path).await;
        assert_eq!(refused.status, status, "{path}");
        assert!(refused.text.contains(words), "{words} is not in {path}");
        assert!(!refused.header(CONTENT_TYPE).contains("csv"), "{path}");
    }
    let broken = House::with(false).await;
    assert_eq!(broken.get("/zoeken.csv").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn so_many_files_are_written_at_once_and_no_more() {
    let house = House::new().await;
    let mut unread = Vec::new();
    for _ in 0..EXPORTS_AT_ONCE_MAX {
        let file = house.unread("/zoeken.csv").await;
        assert_eq!(file.status(), StatusCode::OK);
        unread.push(file);
    }
    for (language, words) in [("nl", "Er worden nu veel bestanden"), ("en", "Many files are")] {
        let refused = house.get(&format!("/zoeken.csv?taal={language}")).await;
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(refused.header(RETRY_AFTER), "30");
        assert!(refused.text.contains(words), "{words}");
    }
    drop(unread);
    // Who went away is noticed at the next piece.
    for _ in 0..10_000 {
        if house.get("/zoeken.csv").await.status == StatusCode::OK {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("no place came free");
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
    let most = "Ten hoogste 10.000 plekken, en 1.000 als de best passende bovenaan staan.";
    assert!(page.text.contains(most));
    let robots = house.get("/robots.txt").await.text;
    assert!(robots.contains("Disallow: /zoeken.csv\n") && robots.contains("/zoeken.geojson\n"));
}
