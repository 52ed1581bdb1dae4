//! The whole directory as a file, and what stands in it twice.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koop-lokaal"));
    command.env_clear().env("KOOP_DATA_DIR", folder.join("data"));
    command.args(args).output().expect("the program runs")
}

fn told(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).expect("text")
}

/// A street with a bakery that stands in it twice, brought in.
fn street(folder: &Path) -> Output {
    let shop = |id: u32, name: &str, north: f64| {
        format!(
            r#"{{"type":"Feature","id":"node/{id}","geometry":{{"type":"Point","coordinates":[4.93,{north}]}},
            "properties":{{"shop":"bakery","name":"{name}","level":"0"}}}}"#
        )
    };
    let shops =
        [shop(1, "Bakkerij Noor", 52.36), shop(2, "Noor", 52.3602), shop(3, "=Vogel", 52.37)];
    let file = folder.join("street.geojson");
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, shops.join(","));
    std::fs::write(&file, text).expect("a file");
    run(folder, &["import", "osm", file.to_str().expect("text")])
}

#[test]
fn an_import_tells_how_many_look_double() {
    let folder = tempfile::tempdir().unwrap();
    let double = "2 look like places we have: koop-lokaal duplicates";
    let is_told = |import: &Output| String::from_utf8_lossy(&import.stderr).contains(double);
    let first = street(folder.path());
    assert_eq!(told(&first), "created 3 updated 0 unchanged 0 gone 0 skipped 0\n");
    assert!(is_told(&first));
    let again = street(folder.path());
    assert_eq!(told(&again), "created 0 updated 0 unchanged 3 gone 0 skipped 0\n");
    assert!(!is_told(&again), "nothing is new");
    let base = ["--base-url", "https://koop.example"];
    let words = told(&run(folder.path(), &[&["duplicates"], &base[..]].concat()));
    let lines: Vec<&str> = words.lines().collect();
    assert_eq!(lines[0], "one name, 22 m apart");
    assert!(lines[1..3].iter().any(|it| it.contains("https://koop.example/plek/bakkerij-noor")));
    assert_eq!(lines[3], "pairs that look like one place: 1, among 3 places");
    let json = told(&run(folder.path(), &[&["duplicates", "--json"], &base[..]].concat()));
    let pair: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&pair["reasons"][0], &pair["metres"]), (&"NAME".into(), &22.0.into()));
    assert_eq!(pair["places"].as_array().map(Vec::len), Some(2));
    let of = |dataset| told(&run(folder.path(), &["duplicates", "--dataset", dataset]));
    assert!(of("street.geojson").starts_with("one name"));
    assert!(of("another").ends_with(": 0, among 3 places\n"));
}

#[test]
fn the_directory_goes_out_and_comes_in_again() {
    let folder = tempfile::tempdir().unwrap();
    street(folder.path());
    let file = folder.path().join("all.geojson");
    let said = run(folder.path(), &["export", file.to_str().unwrap()]);
    assert_eq!(told(&said), "", "standard output is for the file");
    let text = std::fs::read_to_string(&file).unwrap();
    let read: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((read["total"].as_u64(), read["complete"].as_bool()), (Some(3), Some(true)));
    assert_eq!(read["licences"][0]["features"], 3);
    assert!(!folder.path().join("all.geojson.part").exists());

    let lines = told(&run(folder.path(), &["export", "--format", "ndjson"]));
    assert_eq!(lines.lines().count(), 3);
    for line in lines.lines() {
        let feature: Value = serde_json::from_str(line).unwrap();
        assert_eq!(feature["properties"]["osm_tags"]["level"], "0");
        assert_eq!(feature["properties"]["licence"], "ODbL-1.0");
    }

    let table = folder.path().join("all.csv");
    told(&run(folder.path(), &["export", table.to_str().unwrap()]));
    let table = std::fs::read_to_string(&table).unwrap();
    assert!(table.starts_with("\u{feff}naam;") && table.contains("\r\n'=Vogel;winkel;"), "{table}");

    let other = tempfile::tempdir().unwrap();
    let back = told(&run(other.path(), &["import", "osm", file.to_str().unwrap()]));
    assert!(back.ends_with("created 3 updated 0 unchanged 0 gone 0 skipped 0\n"), "{back}");
}

#[test]
fn an_export_that_fails_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    street(folder.path());
    // A folder cannot be replaced by a file, which shows only at the end.
    let taken = folder.path().join("taken.csv");
    std::fs::create_dir(&taken).unwrap();
    let output = run(folder.path(), &["export", taken.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!folder.path().join("taken.csv.part").exists());
}

#[test]
fn an_area_that_nobody_knows_is_one_plain_line() {
    let folder = tempfile::tempdir().unwrap();
    street(folder.path());
    for command in ["export", "duplicates"] {
        let output = run(folder.path(), &[command, "--area", "Nergenshuizen"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty(), "{output:?}");
        assert_eq!(String::from_utf8(output.stderr).unwrap().lines().count(), 1);
    }
}
