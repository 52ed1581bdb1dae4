//! Keeping the directory true through the API: reports, confirming, history, the street round.

use koop_domain::language::Language;
use koop_domain::members::model::{Email, Secret};
use koop_domain::members::{self, NewMember};
use serde_json::{Value, json};

use crate::harness::{App, PASSWORD, code};

const SIGN_IN: &str = include_str!("../../src/graphql/examples/sign-in.graphql");
const REPORT: &str = "mutation R($id: ID!, $about: ReportAbout!, $proposed: String, $note: String) \
    { reportListing(input: {listingId: $id, about: $about, proposed: $proposed, note: $note}) { \
    report { id state proposed } userErrors { field code message } } }";
const DECIDE: &str = "mutation D($id: ID!, $accept: Boolean!, $reason: String) { \
    decideReport(input: {reportId: $id, accept: $accept, reason: $reason}) { report { state } \
    listing { revision hours { raw } } userErrors { field code } } }";
const DESK: &str = "query Desk { reports { node { id about note } listing { slug } } }";
const CONFIRM: &str = "mutation C($id: ID!) { confirmListing(input: {listingId: $id}) { \
    listing { revision confirmations { group editor confirmedOn } } userErrors { code } } }";
const HISTORY: &str = "query H($slug: String!) { listing(slug: $slug) { id revision reports { id } \
    history(first: 5) { hasMore entries { revision source editor confirmed \
    changes { label before after withheld } } } } }";
const REVERT: &str = "mutation V($id: ID!, $to: Int!, $seen: Int, $why: String = \"Zo was het.\") { \
    revertListing(input: {listingId: $id, revision: $to, expectedRevision: $seen, reason: $why}) { listing { revision } \
    userErrors { field code } } }";
const STREETS: &str = "query S { streets(street: \"Javastraat\") { name area places done } }";
const ROUND: &str = "query W { streetRound(street: \"Javastraat\") { done next { id slug } \
    stops { listing { slug } done mine } } }";
const ANSWER: &str = "mutation A($id: ID!, $answer: StreetAnswer!) { answerStreetRound(input: \
    {listingId: $id, answer: $answer}) { listing { id } userErrors { code } } }";
const UNDO: &str = "mutation U { undoStreetAnswer(input: {street: \"Javastraat\"}) { \
    listing { id } userErrors { code } } }";

async fn signed_in(app: &App, email: &str) -> String {
    let signed = app.ask(SIGN_IN, json!({ "email": email, "password": PASSWORD })).await;
    signed["data"]["signIn"]["accessToken"].as_str().expect("a token").to_owned()
}

async fn token(app: &App, email: &str) -> String {
    app.member(email).await;
    signed_in(app, email).await
}

/// Somebody who looks after the directory.
async fn steward(app: &App) -> String {
    let email = "sara@voorbeeld.nl";
    let new = NewMember {
        name: "Sara".to_owned(),
        email: Email::read(email).expect("an address"),
        password: Some(Secret::new(PASSWORD)),
        language: Language::Nl,
        operator: true,
    };
    members::add(&app.operator(), &app.parts.domain, new).await.expect("a member");
    signed_in(app, email).await
}

async fn ask(app: &App, token: &str, query: &str, variables: Value) -> Value {
    app.ask_as(token, query, variables).await.json()
}

async fn spaak(app: &App) -> Value {
    app.ask(HISTORY, json!({ "slug": "spaak-zoon" })).await["data"]["listing"].clone()
}

#[tokio::test]
async fn a_visitors_report_waits_for_the_desk() {
    let app = App::with_demo().await;
    let (sara, other) = (steward(&app).await, token(&app, "ander@voorbeeld.nl").await);
    let before = spaak(&app).await;
    let id = &before["id"];
    let hours = json!({ "id": id, "about": "HOURS", "proposed": "ma-za 9.00-17.00" });
    let said = app.ask(REPORT, hours).await;
    let said = &said["data"]["reportListing"];
    assert_eq!((&said["userErrors"], &said["report"]["state"]), (&json!([]), &"OPEN".into()));
    assert_eq!(spaak(&app).await["revision"], before["revision"], "it only waits");
    let odd = json!({ "id": id, "about": "HOURS", "proposed": "soms 25:99" });
    let odd = app.ask(REPORT, odd).await;
    let odd = &odd["data"]["reportListing"]["userErrors"][0];
    assert_eq!((&odd["field"], &odd["code"]), (&"proposed".into(), &"INVALID".into()));

    for nobody in [&app.ask(DESK, json!({})).await, &ask(&app, &other, DESK, json!({})).await] {
        assert_eq!(nobody["data"]["reports"], Value::Null, "{nobody}");
    }
    let desk = ask(&app, &sara, DESK, json!({})).await;
    let edge = &desk["data"]["reports"][0];
    assert_eq!(edge["listing"]["slug"], "spaak-zoon", "{desk}");
    let verdict = |accept| json!({ "id": edge["node"]["id"], "accept": accept });
    let denied = ask(&app, &other, DECIDE, verdict(true)).await;
    assert_eq!(denied["data"]["decideReport"]["userErrors"][0]["code"], "DENIED");
    assert_eq!(code(&app.ask(DECIDE, verdict(true)).await), "UNAUTHENTICATED");
    let silent = ask(&app, &sara, DECIDE, verdict(false)).await;
    assert_eq!(silent["data"]["decideReport"]["userErrors"][0]["field"], "reason");
    let done = ask(&app, &sara, DECIDE, verdict(true)).await;
    let done = &done["data"]["decideReport"];
    assert_eq!(done["report"]["state"], "ACCEPTED", "{done}");
    assert_eq!(done["listing"]["hours"][0]["raw"], "ma-za 9.00-17.00");
    let late = ask(&app, &sara, DECIDE, verdict(true)).await;
    assert_eq!(late["data"]["decideReport"]["userErrors"][0]["code"], "NOT_FOUND");
    let unread = ask(&app, &sara, DECIDE, json!({ "id": "rep_x", "accept": true })).await;
    assert_eq!(unread["data"]["decideReport"]["userErrors"][0]["code"], "NOT_FOUND");
    let twice = REPORT.replacen(
        "reportListing(",
        "one: reportListing(input: {listingId: $id, about: GONE}) { userErrors { code } } \
         reportListing(",
        1,
    );
    let twice = app.ask(&twice, json!({ "id": id, "about": "GONE" })).await;
    assert!(twice["errors"].is_array(), "one a request: {twice}");
}

#[tokio::test]
async fn a_history_is_told_and_turned_back() {
    let app = App::with_demo().await;
    let sara = steward(&app).await;
    let id = spaak(&app).await["id"].clone();
    let sure = ask(&app, &sara, CONFIRM, json!({ "id": id })).await;
    let sure = &sure["data"]["confirmListing"];
    assert_eq!((&sure["userErrors"], &sure["listing"]["revision"]), (&json!([]), &2.into()));
    let set = "mutation S($id: ID!) { setHours(input: {listingId: $id, raw: \"24/7\"}) { \
        userErrors { code } } }";
    ask(&app, &sara, set, json!({ "id": id })).await;
    let told = spaak(&app).await;
    assert_eq!(told["reports"], Value::Null, "nobody else sees reports");
    let entries = &told["history"]["entries"];
    assert_eq!(entries[0]["editor"], "operator", "{told}");
    assert_eq!(entries[0]["changes"][0]["label"], "Opening hours");
    assert_eq!(entries[0]["changes"][0]["after"], "24/7");
    assert!(entries[1]["confirmed"].as_array().is_some_and(|it| it.len() > 2));
    assert_eq!(entries.as_array().map(Vec::len), Some(3));
    assert!(!told.to_string().contains("mem_"), "nobody is named");
    let back = |seen: i32| json!({ "id": id, "to": 1, "seen": seen });
    let late = ask(&app, &sara, REVERT, back(2)).await;
    assert_eq!(late["data"]["revertListing"]["userErrors"][0]["code"], "CONFLICT");
    let silent = ask(&app, &sara, REVERT, json!({ "id": id, "to": 1, "why": "" })).await;
    let silent = &silent["data"]["revertListing"]["userErrors"][0];
    assert_eq!((&silent["field"], &silent["code"]), (&"reason".into(), &"INVALID".into()));
    let done = ask(&app, &sara, REVERT, back(3)).await;
    assert_eq!(done["data"]["revertListing"]["listing"]["revision"], 4);
    let other = token(&app, "ander@voorbeeld.nl").await;
    for (query, field) in [(REVERT, "revertListing"), (CONFIRM, "confirmListing")] {
        let variables = json!({ "id": id, "to": 1, "seen": 4 });
        let denied = ask(&app, &other, query, variables.clone()).await;
        assert_eq!(denied["data"][field]["userErrors"][0]["code"], "DENIED", "{denied}");
        assert_eq!(code(&app.ask(query, variables).await), "UNAUTHENTICATED");
    }
}

#[tokio::test]
async fn a_street_is_walked() {
    let app = App::with_demo().await;
    let hanneke = token(&app, "hanneke@voorbeeld.nl").await;
    for query in [STREETS, ROUND] {
        let visitor = app.ask(query, json!({})).await;
        let none = visitor["data"].as_object().and_then(|it| it.values().next().cloned());
        assert_eq!(none, Some(Value::Null), "{visitor}");
    }
    let streets = ask(&app, &hanneke, STREETS, json!({})).await;
    let street = &streets["data"]["streets"][0];
    assert_eq!((&street["name"], &street["done"]), (&"Javastraat".into(), &0.into()));
    let round = async || ask(&app, &hanneke, ROUND, json!({})).await["data"]["streetRound"].clone();
    let first = round().await["next"]["id"].clone();
    let say = |answer: &str| json!({ "id": first, "answer": answer });
    let said = ask(&app, &hanneke, ANSWER, say("YES")).await;
    assert_eq!(said["data"]["answerStreetRound"]["userErrors"], json!([]), "{said}");
    let again = ask(&app, &hanneke, ANSWER, say("NO")).await;
    assert_eq!(again["data"]["answerStreetRound"]["userErrors"][0]["code"], "DUPLICATE");
    let now = round().await;
    assert_eq!((&now["done"], &now["stops"][0]["mine"]), (&1.into(), &"YES".into()));
    assert_ne!(now["next"]["id"], first);
    let undone = ask(&app, &hanneke, UNDO, json!({})).await;
    assert_eq!(undone["data"]["undoStreetAnswer"]["listing"]["id"], first, "{undone}");
    assert_eq!(round().await["next"]["id"], first);
    assert_eq!(code(&app.ask(ANSWER, say("YES")).await), "UNAUTHENTICATED");
}

#[tokio::test]
async fn upkeep_writes_to_owners_and_forgets() {
    let app = App::with_demo().await;
    app.parts.ask_and_tell(&app.operator()).await.expect("it runs");
    assert!(app.mails().await.is_empty(), "nobody owns anything");
    let visitor =
        koop_domain::ctx::Ctx { actor: koop_domain::ctx::Actor::Visitor, ..app.operator() };
    assert!(app.parts.ask_and_tell(&visitor).await.is_err(), "only the house does so");
}
