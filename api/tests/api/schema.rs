//! The schema is checked in, so that a change of it is seen.

use std::path::Path;

use serde_json::{Value, json};

use crate::harness::App;

#[test]
fn the_schema_is_the_one_that_is_checked_in() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.graphql");
    let checked_in = std::fs::read_to_string(path).expect("api/schema.graphql");
    assert!(
        checked_in.trim_end() == koop_api::graphql::sdl().trim_end(),
        "the schema changed: if that is meant, run `koop-lokaal schema > api/schema.graphql`"
    );
}

#[tokio::test]
async fn everything_is_explained() {
    let app = App::empty().await;
    let query = "{ __schema { types { name description fields { name description args { name \
        description } } inputFields { name description } enumValues { name description } } } }";
    let answer = app.ask(query, json!({})).await;
    let types = answer["data"]["__schema"]["types"].as_array().expect("types");
    // GraphQL's own need no words of ours.
    let own = ["ID", "Int", "Float", "String", "Boolean"];
    let ours = |it: &&Value| {
        it["name"].as_str().is_some_and(|name| !name.starts_with("__") && !own.contains(&name))
    };
    for it in types.iter().filter(ours) {
        explained(it, it);
        let parts = ["fields", "inputFields", "enumValues"];
        for part in parts.iter().filter_map(|part| it[part].as_array()).flatten() {
            explained(it, part);
            for argument in part["args"].as_array().into_iter().flatten() {
                explained(part, argument);
            }
        }
    }
}

fn explained(whole: &Value, part: &Value) {
    let words = part["description"].as_str().unwrap_or_default();
    assert!(words.len() > 2, "{}.{} is not explained", whole["name"], part["name"]);
}
