//! The map by command: what is printed, and that nothing is drawn of a file with a fault.

use std::path::Path;
use std::process::{Command, Output};

const MAP: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"kind":"municipality","code":"G1","name":"Almere"},"geometry":{"type":"Polygon","coordinates":[[[5.1,52.3],[5.3,52.3],[5.3,52.4],[5.1,52.3]]]}},
{"type":"Feature","properties":{"kind":"neighbourhood","code":"B1","name":"Centrum","parent":"G1"},"geometry":{"type":"Polygon","coordinates":[[[5.2,52.31],[5.25,52.31],[5.25,52.33],[5.2,52.31]]]}},
{"type":"Feature","properties":{"highway":"path"},"geometry":{"type":"LineString","coordinates":[[5.2,52.31],[5.3,52.31]]}}
]}"#;

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koop-lokaal"));
    command.env_clear().env("KOOP_DATA_DIR", folder).env("LANG", "nl_NL.UTF-8");
    command.args(args).output().expect("the program runs")
}

fn last_line(output: &Output) -> String {
    let told = String::from_utf8(output.stdout.clone()).expect("text");
    told.lines().last().unwrap_or_default().to_owned()
}

#[test]
fn a_map_is_drawn_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kaart.geojson");
    std::fs::write(&file, MAP).unwrap();
    let import = |more: &[&str]| {
        let output =
            run(folder.path(), &[&["import", "areas", file.to_str().unwrap()], more].concat());
        assert!(output.status.success(), "{output:?}");
        last_line(&output)
    };
    assert_eq!(import(&["--dry-run"]), "created 2 updated 0 unchanged 0 gone 0 skipped 1");
    assert_eq!(import(&[]), "created 2 updated 0 unchanged 0 gone 0 skipped 1");
    assert_eq!(import(&[]), "created 0 updated 0 unchanged 2 gone 0 skipped 1");
    assert_eq!(
        import(&["--dataset", "nog een"]),
        "created 2 updated 0 unchanged 0 gone 0 skipped 1",
        "another data set holds its own"
    );
}

#[test]
fn postcodes_come_from_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("postcodes.csv");
    std::fs::write(&file, "pc4;plaats;lat;lon\n1315;Almere;52,37;5,22\n").unwrap();
    let args = ["import", "postcodes", file.to_str().unwrap()];
    let line = "created 1 updated 0 unchanged 0 gone 0 skipped 0";
    assert_eq!(last_line(&run(folder.path(), &args)), line);
}

#[test]
fn a_fault_is_one_line_that_names_the_feature() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kaart.geojson");
    std::fs::write(&file, MAP.replace("neighbourhood", "continent")).unwrap();
    let output = run(folder.path(), &["import", "areas", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.contains("feature 2 (Centrum): its kind is \"continent\""), "{told}");
}
