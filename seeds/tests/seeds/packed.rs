//! Gzipped files: any format, whatever the name, and nothing that was made to harm.

use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use koop_seeds::osm::{OsmImport, default_dataset, import};

use crate::harness::Town;
use crate::pbf::Extract;

const SHOP: &str = r#"{"type":"Feature","id":"node/1",
    "geometry":{"type":"Point","coordinates":[4.93,52.36]},
    "properties":{"name":"Noor","shop":"bakery"}}"#;

/// Packs a content.
pub(crate) fn gzip(content: impl AsRef<[u8]>) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(content.as_ref()).unwrap();
    packed.finish().unwrap()
}

/// An extract whose places name nodes and ways in frames before and after them.
fn extract() -> Extract {
    Extract::new()
        .relation(9, &[("outer", 5, 1)], &[("name", "Museum"), ("tourism", "museum")])
        .way(5, &[1, 2, 3, 1], &[])
        .way(6, &[1, 2, 3, 1], &[("name", "Hal"), ("amenity", "marketplace")])
        .node(1, (523_600_000, 49_300_000), &[("name", "Noor"), ("shop", "bakery")])
        .node(2, (523_600_000, 49_304_000), &[])
        .node(3, (523_604_000, 49_304_000), &[])
}

#[tokio::test]
async fn a_packed_file_is_the_file_and_its_data_set_the_same() {
    let features: String = (1..=700)
        .map(|id| SHOP.replace("node/1", &format!("node/{id}")).replace('\n', " ") + "\n")
        .collect();
    let sequence: String = features.lines().map(|line| format!("\u{1e}{line}\n")).collect();
    for (name, content, places) in [
        ("lines.ndjson", features.clone().into_bytes(), 700),
        ("lines.geojsonl", format!("\u{feff}{features}").into_bytes(), 700),
        ("sequence.geojsons", sequence.into_bytes(), 700),
        ("oost.osm.pbf", extract().file(), 3),
        ("packed.osm.pbf", extract().compressed_file(), 3),
    ] {
        let town = Town::new().await;
        let first = town.import(&format!("{name}.gz"), gzip(&content)).await;
        assert_eq!((first.created, first.skipped), (places, 0), "{name}: {:?}", first.reasons);
        let plain = town.import(name, &content).await;
        assert_eq!((plain.created, plain.unchanged, plain.gone), (0, places, 0), "{name}");
        let (one, other) = content.split_at(content.len() / 2);
        let in_two = town.import(name, [gzip(one), gzip(other)].concat()).await;
        assert_eq!(in_two.unchanged, places, "{name} in two members, without saying so");
        let smaller = OsmImport {
            file: town.file(&format!("{name}.GZ"), gzip(extract().file())),
            dry_run: true,
            ..OsmImport::default()
        };
        let smaller = import(&town.ctx(), &town.domain, &smaller).await.unwrap();
        assert!(smaller.gone > 0 || places == 3, "{name}: still the same data set");
    }
}

#[test]
fn a_data_set_is_named_after_its_file_and_area() {
    for (file, area, name) in [
        ("/srv/oost.osm.pbf", None, "oost.osm.pbf"),
        ("oost.geojson.gz", None, "oost.geojson"),
        ("oost.geojson.GZ", None, "oost.geojson"),
        ("oost.geojson.gz", Some("amsterdam-oost"), "oost.geojson in amsterdam-oost"),
        (".gz", None, ""),
        ("gz", None, "gz"),
        ("é.gz", None, "é"),
    ] {
        assert_eq!(default_dataset(Path::new(file), area), name);
    }
}

#[tokio::test]
async fn a_packed_file_that_breaks_off_is_refused_and_nothing_published() {
    let town = Town::new().await;
    let lines = format!("{SHOP}\n{SHOP}\n");
    for (name, content) in [("lines.ndjson.gz", lines.into_bytes()), ("x.pbf", extract().file())] {
        let packed = gzip(content);
        for end in 2..packed.len() {
            let path = town.file(name, &packed[..end]);
            let error = town.try_import(path).await.unwrap_err().to_string();
            assert!(error.contains("is damaged at byte"), "{end}: {error}");
            assert!(town.newest().await.is_empty(), "{end} bytes left something behind");
        }
    }
}

#[tokio::test]
async fn what_cannot_be_unpacked_says_where() {
    let town = Town::new().await;
    let mut changed = gzip(SHOP);
    let sum = changed.len() - 8;
    changed[sum] ^= 1;
    let trailing = [gzip(SHOP).as_slice(), b"<html>not found</html>"].concat();
    for (name, content, what) in [
        ("changed.gz", changed, "cannot be unpacked"),
        ("trailing.gz", trailing, "cannot be unpacked"),
        ("twice.gz", gzip(gzip(SHOP)), "neither an .osm.pbf"),
        ("empty.gz", gzip(""), "it is empty"),
        ("page.json.gz", gzip("<!doctype html>"), "neither an .osm.pbf"),
    ] {
        let error = town.try_import(town.file(name, content)).await.unwrap_err().to_string();
        assert!(error.contains(what) && error.contains(name), "{name}: {error}");
        assert!(town.newest().await.is_empty(), "{name} left something behind");
    }
}

#[tokio::test]
async fn a_bomb_is_refused_before_it_costs_anything() {
    let town = Town::new().await;
    // A gigabyte of good shops, far apart, in a megabyte.
    let line = SHOP.replace('\n', " ") + &" ".repeat(100_000) + "\n";
    let member = gzip(line.repeat(100));
    let path = town.file("bomb.ndjson.gz", member.repeat(100));
    let error = town.try_import(path).await.unwrap_err().to_string();
    assert!(error.contains("far too large by unpacking"), "{error}");
    assert!(town.newest().await.is_empty());
}

#[tokio::test]
async fn a_dry_run_of_a_packed_file_writes_nothing() {
    let town = Town::new().await;
    let what = OsmImport {
        file: town.file("oost.osm.pbf.gz", gzip(extract().file())),
        dry_run: true,
        progress: true,
        ..OsmImport::default()
    };
    let counts = import(&town.ctx(), &town.domain, &what).await.unwrap();
    assert_eq!(counts.created, 3);
    assert!(town.newest().await.is_empty());
}
