//! Damaged and foreign files are refused with a clear error, and leave nothing behind.

use std::io::Write;

use koop_seeds::osm::OsmError;
use proptest::prelude::*;

use crate::harness::Town;
use crate::pbf::{Extract, blob};

const HERE: (i64, i64) = (523_600_000, 49_300_000);
const SHOP: &str = r#"{"type":"Feature","id":"node/1",
    "geometry":{"type":"Point","coordinates":[4.93,52.36]},
    "properties":{"name":"Noor","shop":"bakery"}}"#;

fn extract() -> Extract {
    Extract::new()
        .node(1, HERE, &[("name", "Noor"), ("shop", "bakery")])
        .dense(&[(2, HERE, &[("name", "Vogel"), ("shop", "bakery")])])
        .way(3, &[1, 2], &[("name", "Park"), ("leisure", "park")])
}

/// Imports a file that must be refused, and gives the sentence.
async fn refusal(town: &Town, name: &str, content: impl AsRef<[u8]>) -> String {
    let error = town.try_import(town.file(name, content)).await.expect_err(name);
    assert!(town.newest().await.is_empty(), "{name} left something behind");
    assert!(error.to_string().contains(name), "{error} does not name the file");
    error.to_string()
}

/// Imports GeoJSON that has a good shop, and then something bad.
async fn refused_after_a_shop(bad: &str) -> String {
    let town = Town::new().await;
    let content = format!(r#"{{"type":"FeatureCollection","features":[{SHOP},{bad}"#);
    refusal(&town, "shops.geojson", content).await
}

#[tokio::test]
async fn an_extract_cut_off_anywhere_is_refused() {
    let town = Town::new().await;
    let file = extract().file();
    // One byte could be the beginning of anything.
    for end in 2..file.len() {
        let sentence = refusal(&town, "cut.osm.pbf", &file[..end]).await;
        assert!(sentence.contains("is damaged at byte"), "{end}: {sentence}");
    }
    assert_eq!(town.import("cut.osm.pbf", file).await.created, 3);
}

#[tokio::test]
async fn a_compressed_extract_cut_off_anywhere_is_refused() {
    let town = Town::new().await;
    let file = extract().compressed_file();
    for end in (1..file.len()).step_by(7) {
        refusal(&town, "cut.osm.pbf", &file[..end]).await;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_changed_byte_of_an_extract_makes_it_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        compressed in any::<bool>(),
    ) {
        let mut file = if compressed { extract().compressed_file() } else { extract().file() };
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let town = Town::new().await;
            let done = town.try_import(town.file("odd.osm.pbf", file)).await;
            // A changed letter in a name is no damage; what is refused has left nothing.
            assert!(done.is_ok() || town.newest().await.is_empty());
        });
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}", head in 0..3_usize) {
        let head = ["", "{\"type\":\"FeatureCollection\",\"features\":[", "{\"type\":\"Feature\","][head];
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let town = Town::new().await;
            let done = town.try_import(town.file("odd.geojson", format!("{head}{text}"))).await;
            assert!(done.is_err());
        });
    }
}

#[tokio::test]
async fn a_header_without_data_and_odd_blocks_are_refused() {
    let town = Town::new().await;
    let header = Extract::new().header();
    let sentence = refusal(&town, "header.osm.pbf", &header).await;
    assert!(sentence.contains("it ends after its header"), "{sentence}");

    let mut nonsense = header.clone();
    nonsense.extend(blob("OSMData", b"\x07nonsense"));
    refusal(&town, "nonsense.osm.pbf", nonsense).await;

    let mut long = header;
    long.extend([0, 0, 0, 9, 0x18, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]);
    let sentence = refusal(&town, "long.osm.pbf", long).await;
    assert!(sentence.contains("no proper header"), "{sentence}");
}

#[tokio::test]
async fn what_makes_the_decoder_panic_is_damage_like_any_other() {
    let town = Town::new().await;
    let shop: &[(&str, &str)] = &[("name", "Noor"), ("shop", "bakery")];
    for (name, extract) in [
        ("member.osm.pbf", Extract::new().relation(1, &[("outer", 2, 7)], shop)),
        ("far.osm.pbf", Extract::new().node(1, (i64::MAX, 1), shop)),
        ("dense.osm.pbf", Extract::new().dense(&[(1, (i64::MIN, 5), shop), (2, (5, 5), shop)])),
    ] {
        let sentence = refusal(&town, name, extract.file()).await;
        assert!(sentence.contains("is damaged at byte"), "{sentence}");
    }
}

#[tokio::test]
async fn a_history_file_is_refused_by_what_it_asks_for() {
    let town = Town::new().await;
    let file = extract().asking("HistoricalInformation").file();
    let sentence = refusal(&town, "history.osm.pbf", file).await;
    assert!(sentence.contains("HistoricalInformation"), "{sentence}");
}

#[tokio::test]
async fn text_in_another_encoding_is_refused() {
    let town = Town::new().await;
    let file = Extract::new().bakery_called(b"Caf\xe9").file();
    let sentence = refusal(&town, "latin1.osm.pbf", file).await;
    assert!(sentence.contains("not UTF-8"), "{sentence}");

    let utf16: Vec<u8> =
        format!("\u{feff}{SHOP}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let sentence = refusal(&town, "utf16.geojson", &utf16).await;
    assert!(sentence.contains("UTF-16"), "{sentence}");
    refusal(&town, "utf16-without-mark.geojson", &utf16[2..]).await;

    let latin1 = SHOP.replace("Noor", "Caf@").into_bytes();
    let latin1: Vec<u8> = latin1.into_iter().map(|b| if b == b'@' { 0xE9 } else { b }).collect();
    let sentence = refusal(&town, "latin1.geojson", latin1).await;
    assert!(sentence.contains("feature 1, line 3"), "{sentence}");
}

#[tokio::test]
async fn coordinates_that_are_not_numbers_are_refused_with_where() {
    let bad = SHOP.replace("52.36", "NaN");
    let sentence = refused_after_a_shop(&format!("{bad}]}}")).await;
    assert!(sentence.contains("is damaged at feature 2, line 4"), "{sentence}");
    for bad in ["\"NaN\"", "null", "1e999", "[52.36]", "-Infinity"] {
        let bad = SHOP.replace("52.36", bad);
        let sentence = refused_after_a_shop(&format!("{bad}]}}")).await;
        assert!(sentence.contains("feature 2"), "{sentence}");
    }
}

#[tokio::test]
async fn numbers_beyond_the_earth_leave_out_the_place_only() {
    let town = Town::new().await;
    let file = Extract::new()
        .node(1, (923_600_000, 49_300_000), &[("name", "Noor"), ("shop", "bakery")])
        .node(2, HERE, &[("name", "Vogel"), ("shop", "bakery")]);
    let counts = town.import("far.osm.pbf", file.file()).await;
    assert_eq!((counts.created, counts.skipped), (1, 1));
    assert_eq!(counts.reasons["the point is not on earth"], 1);
    let counts = town.import("far.geojson", SHOP.replace("52.36", "152.36")).await;
    assert_eq!(counts.reasons["the point is not on earth"], 1);
}

#[tokio::test]
async fn a_line_of_a_hundred_megabytes_is_refused_after_sixteen() {
    let town = Town::new().await;
    for (name, head, megabytes) in [
        ("name.geojson", r#"{"type":"Feature","properties":{"name":""#, 100),
        ("spaces.geojson", r#"{"type":"FeatureCollection","features":["#, 17),
        ("member.geojson", r#"{"type":"FeatureCollection","x":"#, 17),
    ] {
        let fill = if name.starts_with("name") { b'a' } else { b' ' };
        let path = town.file(name, head);
        let mut file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
        for _ in 0..megabytes {
            file.write_all(&vec![fill; 1024 * 1024]).unwrap();
        }
        let error = town.try_import(path).await.unwrap_err();
        assert!(error.to_string().contains("it is longer than 16 MiB"), "{error}");
        assert!(town.newest().await.is_empty());
    }
}

#[tokio::test]
async fn geojson_that_breaks_off_is_refused_and_the_shop_before_it_too() {
    for bad in ["", "{", r#"{"type":"Feature","geometry":{"type":"Point""#, "17]}", "null]}", SHOP]
    {
        let sentence = refused_after_a_shop(bad).await;
        assert!(sentence.contains("is damaged at feature"), "{sentence}");
    }
    let deep = format!(r#"{{"type":"Feature","x":{}"#, "[".repeat(5_000));
    refused_after_a_shop(&deep).await;
}

#[tokio::test]
async fn what_is_neither_extract_nor_geojson_is_refused() {
    let town = Town::new().await;
    for (name, content) in [
        ("page.html", &b"<!doctype html><title>Not found</title>"[..]),
        ("table.csv", b"name,latitude\nNoor,52.36\n"),
        ("object.json", br#"{"shops":[{"name":"Noor"}]}"#),
        ("geometry.json", br#"{"type":"Point","coordinates":[4.93,52.36]}"#),
        ("list.json", b"[]"),
        ("zeros.bin", &[0; 100]),
    ] {
        let sentence = refusal(&town, name, content).await;
        assert!(
            sentence.contains("neither an .osm.pbf extract nor GeoJSON nor an answer of Overpass"),
            "{sentence}"
        );
    }
    let sentence = refusal(&town, "empty.osm.pbf", b"").await;
    assert!(sentence.contains("it is empty"), "{sentence}");
}

#[tokio::test]
async fn a_folder_and_a_missing_file_are_refused() {
    let town = Town::new().await;
    let here = town.file("x", "").parent().unwrap().to_owned();
    for path in [here.clone(), here.join("missing.osm.pbf")] {
        let error = town.try_import(path).await.unwrap_err();
        assert!(matches!(error, OsmError::File { .. }), "{error}");
    }
}
