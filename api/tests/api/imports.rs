//! Imports by command: what one says, and where sources say something else than people here.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use koop_domain::Domain;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::db::Db;
use koop_domain::listings;
use koop_domain::ports::Ids;
use koop_search::embedded::EmbeddedIndex;
use serde_json::Value;
use uuid::Uuid;

use crate::harness::Still;

/// Ids are drawn by what is tested here: an edit needs none.
struct NoIds;

impl Ids for NoIds {
    fn next(&self) -> Uuid {
        Uuid::nil()
    }

    fn secret(&self) -> [u8; 32] {
        let (one, other) = (self.next(), self.next());
        std::array::from_fn(
            |at| if at < 16 { one.as_bytes()[at] } else { other.as_bytes()[at - 16] },
        )
    }
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koop-lokaal"));
    command.env_clear().env("KOOP_DATA_DIR", folder).args(args).output().expect("it runs")
}

fn lines(output: &Output) -> Vec<String> {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).expect("text").lines().map(str::to_owned).collect()
}

fn answer(phone: &str) -> String {
    format!(
        r#"{{"elements":[{{"type":"node","id":1,"lat":52.36,"lon":4.93,"tags":{{"name":"Noor","shop":"bakery","phone":"{phone}"}}}}]}}"#
    )
}

/// Writes the bakery's telephone number as somebody here would.
async fn edit(folder: &Path, phone: &str) {
    let url = format!("sqlite://{}/koop.db", folder.display());
    let index = Arc::new(EmbeddedIndex::in_memory().expect("an index"));
    let domain = Domain::new(Db::open(&url).await.expect("it opens"), index);
    let ctx = Ctx::new(Actor::Operator, &Still, Arc::new(NoIds));
    let noor = listings::by_slug(&ctx, &domain, "noor").await.expect("it is read");
    let noor = noor.expect("the bakery");
    let mut facts = noor.facts.clone();
    facts.contact.phone = Some(phone.to_owned());
    listings::edit(&ctx, &domain, noor.id, noor.revision, facts).await.expect("it is written");
    domain.db.close().await.expect("it closes");
}

#[tokio::test]
async fn differences_are_listed_until_both_agree() {
    let folder = tempfile::tempdir().expect("a folder");
    let (here, file) = (folder.path(), folder.path().join("oost.json"));
    let import = |phone: &str| {
        std::fs::write(&file, answer(phone)).expect("a file");
        lines(&run(here, &["import", "osm", file.to_str().expect("text")]))
    };
    assert_eq!(import("020 123 45 61"), ["created 1 updated 0 unchanged 0 gone 0 skipped 0"]);
    let none = "0 listings differ from what their source says";
    assert_eq!(lines(&run(here, &["import", "differences"])), [none]);

    edit(here, "020 123 45 62").await;
    assert_eq!(
        import("020 123 45 63"),
        ["kept 1: changed here", "created 0 updated 1 unchanged 0 gone 0 skipped 0"],
    );
    let told = lines(&run(here, &["import", "differences", "--dataset", "oost.json"]));
    assert_eq!(told[0], "Noor (noor)");
    assert!(told[1].starts_with("  contact, OpenStreetMap node/1 read on 20"), "{told:?}");
    assert_eq!(
        told[2..],
        [
            "    contact.phone: 020 123 45 62 → 020 123 45 63",
            "1 listing differs from what its source says"
        ]
    );
    assert_eq!(lines(&run(here, &["import", "differences", "--dataset", "west.json"])), [none]);
    let json = lines(&run(here, &["import", "differences", "--json"]));
    let [line] = json.as_slice() else { panic!("{json:?}") };
    let listing: Value = serde_json::from_str(line).expect("JSON");
    assert_eq!(listing["slug"], "noor");
    let difference = &listing["differences"][0];
    assert_eq!(difference["group"], "contact");
    assert_eq!(difference["source"]["licence"], "ODbL-1.0");
    assert_eq!(difference["fields"][0]["theirs"], "020 123 45 63");

    assert_eq!(import("020 123 45 62"), ["created 0 updated 1 unchanged 0 gone 0 skipped 0"]);
    assert_eq!(lines(&run(here, &["import", "differences"])), [none]);
    assert!(lines(&run(here, &["import", "differences", "--json"])).is_empty());
}

#[test]
fn an_area_that_is_not_known_is_one_plain_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("oost.json");
    std::fs::write(&file, answer("020 123 45 61")).expect("a file");
    let file = file.to_str().expect("text");
    let refused = run(folder.path(), &["import", "osm", file, "--area", "oost"]);
    assert_eq!(refused.status.code(), Some(1));
    let told = String::from_utf8(refused.stderr).expect("text");
    assert_eq!(
        told,
        "koop-lokaal: no areas are known yet: bring them in first with `import areas`\n"
    );
}
