//! Questions to the board that somebody keeps, by GraphQL alone: from nothing found to a word that
//! it is there, and whose they are.

use chrono::TimeDelta;
use koop_domain::posts;
use koop_domain::posts::saved::model::{SAVED_MAX, SAVED_NEAR_MAX_M};
use serde_json::{Value, json};

use crate::board::{Street, groceries, with};
use crate::harness::code;
use crate::people::token;

/// The documents that a program writes, word by word.
const SAVE: &str = "mutation Save($input: SaveSearchInput!) { saveSearch(input: $input) { \
    savedSearch { id name silent paused } userErrors { field code message } } }";
const MINE: &str = "{ viewer { savedSearches { id name text direction subjects categories terms \
    languages audience area { id } communityId listingId radiusM paused silent toldAt } } }";
const RENAME: &str = "mutation Rename($id: ID!, $name: String!) { renameSavedSearch(input: \
    {savedSearchId: $id, name: $name}) { savedSearch { name } userErrors { field code message } } }";
const PAUSE: &str = "mutation Pause($id: ID!, $paused: Boolean!) { pauseSearch(input: \
    {savedSearchId: $id, paused: $paused}) { savedSearch { paused silent } userErrors { code \
    message } } }";
const LOOK: &str = "mutation Look($id: ID!) { lookAtSearch(input: {savedSearchId: $id}) { \
    savedSearch { silent } userErrors { code message } } }";
const FORGET: &str = "mutation Forget($id: ID!) { forgetSearch(input: {savedSearchId: $id}) { \
    userErrors { code message } } }";
const ALERTS: &str = "{ viewer { unseenAlerts alerts { edges { node { id kind text post { id } \
    savedSearchId } } } } }";
const SEE: &str = "mutation See($ids: [ID!]) { seeAlerts(input: {alertIds: $ids}) { seen } }";
const FOUND: &str = "query Found($near: NearInput) { posts(text: \"boodschap\", near: $near, \
    filter: {direction: OFFER, subjects: [HELP]}) { edges { node { id } } } }";

/// Who does the shopping close by, as bram asks for it.
fn shopping() -> Value {
    json!({
        "name": "Boodschappen",
        "text": "boodschap",
        "near": { "latitude": 52.3622, "longitude": 4.9292, "radiusM": 1_500 },
        "filter": { "direction": "OFFER", "subjects": ["HELP"] },
    })
}

impl Street {
    /// Keeps a question; its id.
    async fn kept(&self, name: &str, input: Value) -> Value {
        let answer = self.ask(name, SAVE, json!({ "input": input })).await;
        let made = &answer["data"]["saveSearch"];
        assert_eq!(made["userErrors"], json!([]), "{answer}");
        assert!(made["savedSearch"]["id"].is_string(), "{answer}");
        made["savedSearch"]["id"].clone()
    }

    async fn searches_of(&self, name: &str) -> Value {
        self.ask(name, MINE, json!({})).await["data"]["viewer"]["savedSearches"].clone()
    }

    /// Somebody puts something up a moment later, and the house looks for whom it is: the post, and
    /// how many are told.
    async fn news(&self, name: &str, input: Value) -> (Value, u64) {
        self.app.pass(TimeDelta::seconds(10));
        let (post, _) = self.publish(name, input).await;
        let looked = posts::saved::look(&self.app.operator(), &self.app.parts.domain).await;
        (post, looked.expect("the house looks"))
    }

    /// What somebody was told of their kept questions, the latest first.
    async fn found_for(&self, name: &str) -> Vec<Value> {
        let answer = self.ask(name, ALERTS, json!({})).await;
        let edges = answer["data"]["viewer"]["alerts"]["edges"].as_array().expect("edges").clone();
        let nodes = edges.into_iter().map(|it| it["node"].clone());
        nodes.filter(|it| it["kind"] == "FOUND").collect()
    }
}

#[tokio::test]
async fn whoever_finds_nothing_today_is_told_once_it_is_there() {
    let street = Street::new().await;
    let near = json!({ "near": shopping()["near"] });
    let empty = street.ask("bram", FOUND, near.clone()).await;
    assert_eq!(empty["data"]["posts"]["edges"], json!([]), "{empty}");
    let id = street.kept("bram", shopping()).await;
    assert!(id.as_str().is_some_and(|it| it.starts_with("svs_")), "{id}");
    assert_eq!(street.kept("bram", shopping()).await, id, "the same question is kept once");
    let mine = street.searches_of("bram").await;
    let expected = json!([{
        "id": id, "name": "Boodschappen", "text": "boodschap", "direction": "OFFER",
        "subjects": ["HELP"], "categories": [], "terms": [], "languages": [], "audience": null,
        "area": null, "communityId": null, "listingId": null, "radiusM": 1_500, "paused": false,
        "silent": false, "toldAt": null,
    }]);
    assert_eq!(mine, expected);

    let drill = json!({ "subject": "ITEM", "category": "tools", "title": "Boormachine te leen" });
    let (_, told) = street.news("anna", with(groceries(), drill)).await;
    assert_eq!((told, street.found_for("bram").await.len()), (0, 0), "it is something else");
    let (post, told) = street.news("anna", groceries()).await;
    assert_eq!(told, 1);
    let all = street.found_for("bram").await;
    let [alert] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((&alert["post"]["id"], &alert["savedSearchId"]), (&post, &id));
    assert!(alert["text"].as_str().is_some_and(|it| it.contains("Boodschappen")), "{alert}");
    assert!(street.searches_of("bram").await[0]["toldAt"].is_string());
    let found = street.ask("bram", FOUND, near).await;
    assert_eq!(found["data"]["posts"]["edges"], json!([{ "node": { "id": post } }]));
    for name in ["anna", "chris"] {
        assert!(street.found_for(name).await.is_empty(), "{name} keeps nothing");
    }
}

#[tokio::test]
async fn nobody_gets_the_same_alert_three_times_running() {
    let street = Street::new().await;
    let id = street.kept("bram", shopping()).await;
    let of = json!({ "id": id });
    let round = async || street.news("anna", groceries()).await.1;
    assert_eq!((round().await, round().await), (1, 1));
    assert_eq!((round().await, round().await), (0, 0), "it fell silent");
    assert_eq!(street.found_for("bram").await.len(), 2);
    assert_eq!(street.searches_of("bram").await[0]["silent"], true);

    let looked = street.ask("bram", LOOK, of.clone()).await;
    let looked = &looked["data"]["lookAtSearch"];
    assert_eq!(*looked, json!({ "savedSearch": { "silent": false }, "userErrors": [] }));
    assert_eq!((round().await, round().await, round().await), (1, 1, 0), "whoever looked hears");
    let alert = street.found_for("bram").await.remove(0);
    let seen = street.ask("bram", SEE, json!({ "ids": [alert["id"]] })).await;
    assert_eq!(seen["data"]["seeAlerts"]["seen"], 1, "{seen}");
    assert_eq!(street.searches_of("bram").await[0]["silent"], false);
    assert_eq!((round().await, round().await, round().await), (1, 1, 0), "whoever saw it, too");

    // One button, and it is quiet; another one, and it goes on with what comes from then on.
    let paused = street.ask("bram", PAUSE, json!({ "id": id, "paused": true })).await;
    assert_eq!(paused["data"]["pauseSearch"]["savedSearch"]["paused"], true, "{paused}");
    street.ask("bram", SEE, json!({ "ids": null })).await;
    assert_eq!(round().await, 0, "it rests");
    street.app.pass(TimeDelta::seconds(10));
    let goes_on = street.ask("bram", PAUSE, json!({ "id": id, "paused": false })).await;
    let expected = json!({ "paused": false, "silent": false });
    assert_eq!(goes_on["data"]["pauseSearch"]["savedSearch"], expected, "{goes_on}");
    assert_eq!(round().await, 1);
    let told = street.found_for("bram").await;
    assert!(told[0]["post"]["id"].is_string(), "of what came meanwhile nothing: {told:?}");

    let gone = street.ask("bram", FORGET, of).await;
    assert_eq!(gone["data"]["forgetSearch"]["userErrors"], json!([]), "{gone}");
    assert_eq!(street.searches_of("bram").await, json!([]));
    assert_eq!(round().await, 0);
}

#[tokio::test]
async fn a_kept_question_is_nobody_elses() {
    let street = Street::new().await;
    let id = street.kept("bram", shopping()).await;
    let before = street.searches_of("bram").await;
    assert_eq!(street.searches_of("chris").await, json!([]));
    let data = street.ask("chris", "{ viewer { data } }", json!({})).await.to_string();
    assert!(!data.contains("boodschap"), "{data}");
    let nothing = json!("svs_0000000000000000000000001X");
    let node = "query Node($id: ID!) { node(id: $id) { __typename } }";
    for (document, field, more) in [
        (RENAME, "renameSavedSearch", json!({ "name": "Van mij" })),
        (PAUSE, "pauseSearch", json!({ "paused": true })),
        (LOOK, "lookAtSearch", json!({})),
        (FORGET, "forgetSearch", json!({})),
    ] {
        // What is somebody else's looks like what is not there, and like what is no id at all.
        let mut said = Vec::new();
        for id in [&id, &nothing, &json!("van bram")] {
            let of = with(json!({ "id": id }), more.clone());
            let answer = street.ask("chris", document, of).await;
            let errors = answer["data"][field]["userErrors"].clone();
            assert_eq!(errors[0]["code"], "NOT_FOUND", "{answer}");
            said.push(errors);
        }
        let of = with(json!({ "id": id }), more);
        let answer = street.ask("nobody", document, of).await;
        assert_eq!(code(&answer), "UNAUTHENTICATED", "{answer}");
        assert!(said.windows(2).all(|pair| pair[0] == pair[1]), "{said:?}");
    }
    for name in ["bram", "chris", "nobody"] {
        let answer = street.ask(name, node, json!({ "id": id })).await;
        assert_eq!(answer["data"]["node"], Value::Null, "{name}: {answer}");
    }
    let answer = street.ask("nobody", SAVE, json!({ "input": shopping() })).await;
    assert_eq!(code(&answer), "UNAUTHENTICATED", "{answer}");
    assert_eq!(street.searches_of("bram").await, before);
    let own = street.ask("bram", "{ viewer { data } }", json!({})).await.to_string();
    assert!(own.contains("boodschap"), "it is among what they take along: {own}");
    assert!(!own.contains("52.3622") && !own.contains("4.9292"), "of where from only the cell");
}

#[tokio::test]
async fn what_cannot_be_kept_names_its_field() {
    let street = Street::new().await;
    let box_of = json!({ "south": 52.3, "west": 4.9, "north": 52.4, "east": 5.0 });
    let day = json!({ "from": "2026-11-22T00:00:00+01:00", "until": "2026-11-23T00:00:00+01:00" });
    let far = |metres: u32| json!({ "latitude": 52.362, "longitude": 4.929, "radiusM": metres });
    let languages: Vec<String> = ('a'..='m').map(|it| format!("n{it}")).collect();
    for (more, field) in [
        (json!({ "name": " " }), "name"),
        (json!({ "name": "x".repeat(81) }), "name"),
        (json!({ "near": far(SAVED_NEAR_MAX_M + 1) }), "near"),
        (json!({ "near": far(0) }), "near.radiusM"),
        (json!({ "near": { "latitude": 91.0, "longitude": 4.9 } }), "near"),
        (json!({ "filter": { "categories": ["spaceships"] } }), "filter.categories"),
        (json!({ "filter": { "languages": languages } }), "filter.languages"),
        (json!({ "filter": { "bounds": box_of } }), "filter.bounds"),
        (json!({ "filter": { "between": day } }), "filter.between"),
    ] {
        let input = with(shopping(), more);
        let answer = street.ask("bram", SAVE, json!({ "input": input })).await;
        let made = &answer["data"]["saveSearch"];
        assert_eq!(made["savedSearch"], Value::Null, "{field}: {answer}");
        let wrong = &made["userErrors"][0];
        assert_eq!((&wrong["field"], &wrong["code"]), (&json!(field), &json!("INVALID")));
        assert!(wrong["message"].as_str().is_some_and(|it| !it.is_empty()), "{answer}");
    }
    assert_eq!(street.searches_of("bram").await, json!([]));
    let nowhere = with(shopping(), json!({ "filter": { "areaId": "are_x" } }));
    let answer = street.ask("bram", SAVE, json!({ "input": nowhere })).await;
    assert_eq!(answer["data"]["saveSearch"]["userErrors"][0]["code"], "NOT_FOUND", "{answer}");

    street.app.member("eva@voorbeeld.nl").await;
    let eva = token(&street.app, "eva").await.expect("a token");
    let anywhere = json!({ "input": { "text": "fiets" } });
    let answer = street.app.ask_as(&eva, SAVE, anywhere).await.json();
    let wrong = &answer["data"]["saveSearch"]["userErrors"][0];
    let expected = (&json!("near"), &json!("NO_COMMUNITY"));
    assert_eq!((&wrong["field"], &wrong["code"]), expected, "who belongs nowhere: {answer}");

    let id = street.kept("bram", shopping()).await;
    let answer = street.ask("bram", RENAME, json!({ "id": id, "name": "" })).await;
    let wrong = &answer["data"]["renameSavedSearch"]["userErrors"][0];
    assert_eq!((&wrong["field"], &wrong["code"]), (&json!("name"), &json!("INVALID")), "{answer}");
    for nth in 1..SAVED_MAX {
        street.kept("bram", json!({ "text": format!("fiets {nth}") })).await;
    }
    let answer = street.ask("bram", SAVE, json!({ "input": { "text": "bakfiets" } })).await;
    let wrong = &answer["data"]["saveSearch"]["userErrors"][0];
    assert_eq!((&wrong["field"], &wrong["code"]), (&Value::Null, &json!("FULL")), "{answer}");
    assert_eq!(street.kept("bram", shopping()).await, id, "one that is there");
}
