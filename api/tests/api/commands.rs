//! The program from outside: what it prints, how it ends, what it writes into its log.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koop-lokaal"));
    command.env_clear().env("KOOP_DATA_DIR", folder);
    command
}

pub(crate) fn run(folder: &Path, args: &[&str]) -> Output {
    program(folder).args(args).output().expect("the program runs")
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

const WINDOW: [&str; 4] = ["--from", "2026-04-20T00:00", "--to", "2026-04-22T00:00"];

#[test]
fn hours_are_printed_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &[&["hours", "Mo-Fr 09:00-17:00"], &WINDOW[..]].concat());
    let expected = r#"[{"from":"2026-04-20T09:00","to":"2026-04-20T17:00","state":"open","comment":null},{"from":"2026-04-21T09:00","to":"2026-04-21T17:00","state":"open","comment":null}]"#;
    assert_eq!(stdout(&output), format!("{expected}\n"));
}

#[test]
fn hours_read_a_value_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program(folder.path());
    command.args([&["hours", "--stdin"], &WINDOW[..]].concat());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all("Mo 22:00-24:00\n\nonzin ((\n24/7\n".as_bytes()).unwrap();
    drop(input);
    let lines: Vec<serde_json::Value> = stdout(&child.wait_with_output().unwrap())
        .lines()
        .map(|line| serde_json::from_str(line).expect("an array a line"))
        .collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0][0]["to"], "2026-04-21T00:00");
    assert_eq!(lines[3].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_wrong_window_is_one_plain_line() {
    let folder = tempfile::tempdir().unwrap();
    let backwards = ["hours", "24/7", "--from", "2026-04-22T00:00", "--to", "2026-04-20T00:00"];
    let output = run(folder.path(), &backwards);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.starts_with("koop-lokaal: --to must be later"));
    assert_eq!(run(folder.path(), &["hours", "24/7"]).status.code(), Some(2));
}

#[test]
fn a_region_comes_once_and_goes_with_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    let region = ["--log", "error", "seed", "region", "--listings", "120", "--seed", "7"];
    let seeded = run(folder.path(), &region);
    assert_eq!(stdout(&seeded), "seeded 120 listings of the region\n", "{seeded:?}");
    assert!(seeded.stderr.is_empty(), "no bar where nobody watches: {seeded:?}");
    assert!(!run(folder.path(), &region).status.success());
    assert!(run(folder.path(), &[&region[..], &["--if-empty"]].concat()).status.success());
    assert_eq!(
        stdout(&run(folder.path(), &["demo", "remove"])),
        "removed 120 listings of the demo\n"
    );
}

#[test]
fn the_demo_comes_once_and_goes_again() {
    let folder = tempfile::tempdir().unwrap();
    let seeded = run(folder.path(), &["seed", "demo"]);
    assert!(seeded.status.success() && stdout(&seeded).starts_with("seeded "));
    let again = run(folder.path(), &["seed", "demo"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(run(folder.path(), &["seed", "demo", "--if-empty"]).status.success());
    assert!(stdout(&run(folder.path(), &["demo", "remove"])).starts_with("removed "));
    assert!(stdout(&run(folder.path(), &["demo", "remove"])).starts_with("removed 0 "));
}

#[test]
fn an_import_ends_on_its_counts_in_any_language() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("streets.geojson");
    let shop = r#"{"type":"Feature","id":"node/1","geometry":{"type":"Point","coordinates":[4.92,52.36]},"properties":{"shop":"bakery","name":"Bakkerij"}}"#;
    let bench = r#"{"type":"Feature","id":"node/2","geometry":{"type":"Point","coordinates":[4.92,52.36]},"properties":{"amenity":"bench","name":"Bank"}}"#;
    std::fs::write(&file, format!(r#"{{"type":"FeatureCollection","features":[{shop},{bench}]}}"#))
        .unwrap();
    let file = file.to_str().unwrap();
    let import = |more: &[&str]| {
        let output = program(folder.path())
            .env("LANG", "nl_NL.UTF-8")
            .args([&["import", "osm", file], more].concat())
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        stdout(&output).lines().last().unwrap_or_default().to_owned()
    };
    assert_eq!(import(&["--dry-run"]), "created 1 updated 0 unchanged 0 gone 0 skipped 1");
    assert_eq!(import(&[]), "created 1 updated 0 unchanged 0 gone 0 skipped 1");
    assert_eq!(import(&[]), "created 0 updated 0 unchanged 1 gone 0 skipped 1");
    let missing = run(folder.path(), &["import", "osm", "/nowhere/at/all.osm.pbf"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(missing.stdout.is_empty());
    assert_eq!(String::from_utf8(missing.stderr).unwrap().lines().count(), 1);
}

/// A server on a free port, stopped when the test ends.
pub(crate) struct Server {
    child: Child,
    address: String,
    out: BufReader<std::process::ChildStdout>,
}

impl Server {
    pub(crate) fn start(folder: &Path) -> Self {
        let mut command = program(folder);
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        let mut line = String::new();
        out.read_line(&mut line).expect("a first line");
        let address = line.rsplit("http://").next().unwrap_or_default().trim().to_owned();
        Self { child, address, out }
    }

    pub(crate) fn get(&self, path: &str) -> String {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
    }

    /// Asks the API.
    pub(crate) fn ask(&self, query: &str, variables: &serde_json::Value) -> serde_json::Value {
        let body = serde_json::json!({ "query": query, "variables": variables }).to_string();
        let answer = self.send(&format!(
            "POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: \
             application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ));
        let (_, json) = answer.split_once("\r\n\r\n").expect("a head and a body");
        serde_json::from_str(json).unwrap_or_else(|_| panic!("no JSON: {answer}"))
    }

    fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Asks it to stop, and answers whether it went well and what it wrote into its log.
    pub(crate) fn stop(mut self) -> (bool, String) {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status().expect("it is told");
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).expect("text");
        let mut log = String::new();
        self.child.stderr.take().expect("piped").read_to_string(&mut log).expect("text");
        (self.child.wait().expect("it ends").success(), log)
    }
}

#[test]
fn a_server_starts_empty_answers_and_stops_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    assert!(server.get("/healthz").starts_with("HTTP/1.1 200"));
    let census = server.get("/graphql?query=%7Bdirectory%7Blistings%7D%7D");
    assert!(census.contains(r#"{"listings":0}"#), "{census}");
    let (well, _) = server.stop();
    assert!(well);
}

#[test]
fn a_second_server_on_one_data_folder_says_so_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let first = Server::start(folder.path());
    let second = run(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.status.code(), Some(1));
    let told = String::from_utf8(second.stderr).unwrap();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.contains("another server uses it"), "{told}");
    assert!(first.get("/healthz").starts_with("HTTP/1.1 200"));
    assert!(first.stop().0);
}

#[test]
fn the_log_has_a_line_a_request_and_never_where_somebody_is() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    server.get("/zoeken?q=brood&bij=52.361,4.927");
    server.get(
        "/graphql?query=%7Blistings(near:%7Blatitude:52.361,longitude:4.927%7D)%7BtotalCount%7D%7D",
    );
    let (_, log) = server.stop();
    assert!(!log.contains("52.361") && !log.contains("4.927") && !log.contains("brood"), "{log}");
    let lines: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON, for it is no terminal"))
        .filter(|line: &serde_json::Value| line["message"] == "answered")
        .collect();
    let paths: Vec<_> = lines.iter().map(|line| line["path"].clone()).collect();
    assert_eq!(paths, ["/zoeken", "/graphql"]);
    for line in lines {
        assert!(line["latency_ms"].is_u64(), "{line}");
        assert!(line["status"].as_u64().is_some_and(|it| it < 400), "{line}");
        assert!(line["request_id"].as_str().unwrap().starts_with("req_"));
    }
}
