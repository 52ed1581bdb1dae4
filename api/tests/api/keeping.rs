//! Bringing a place in, its hours, and whose it is, through the API.

use serde_json::{Value, json};

use crate::harness::{App, PASSWORD, code};

const SIGN_IN: &str = include_str!("../../src/graphql/examples/sign-in.graphql");
const ADD: &str = "mutation Add($input: AddListingInput!) { addListing(input: $input) { \
    listing { id slug revision } duplicates { id name } \
    userErrors { field code message } } }";
const HOURS: &str = "mutation Hours($id: ID!, $raw: String!, $revision: Int) { \
    setHours(input: {listingId: $id, service: COUNTER, raw: $raw, expectedRevision: $revision}) { \
    listing { revision hours { raw status { text } } } userErrors { field code message } } }";
const TODAY: &str = "mutation Today($id: ID!, $from: Date!, $to: Date!) { \
    addException(input: {listingId: $id, from: $from, to: $to, closed: true, note: \"Vakantie\"}) \
    { listing { id } userErrors { code } } }";
const OTHER: &str = "mutation Other($id: ID!, $from: Date!, $to: Date!) { addException(input: \
    {listingId: $id, from: $from, to: $to, hours: \"16:00-23:00\", note: \"Ramadan\"}) \
    { listing { id } userErrors { code } } }";
const CLOSE: &str = "mutation Close($id: ID!) { closeToday(input: {listingId: $id}) { \
    listing { hours { status { text } } } userErrors { field code } } }";
const AWAY: &str = "mutation Away($id: ID!, $on: Date!) { closeUntil(input: {listingId: $id, \
    openOn: $on}) { listing { exceptions { from to spans note } } userErrors { field code } } }";
const OPEN: &str = "mutation Open($id: ID!) { openToday(input: {listingId: $id}) { \
    listing { exceptions { from to spans } } userErrors { field code } } }";
const CLAIM: &str = "mutation Claim($id: ID!) { claimListing(input: {listingId: $id, \
    proof: LETTER}) { claim { id state } userErrors { code } } }";
const MINE: &str = "query Me { viewer { listings { edges { role node { id name } } } } }";

async fn token(app: &App, email: &str) -> String {
    app.member(email).await;
    let signed = app.ask(SIGN_IN, json!({ "email": email, "password": PASSWORD })).await;
    signed["data"]["signIn"]["accessToken"].as_str().expect("a token").to_owned()
}

async fn ask(app: &App, token: &str, query: &str, variables: Value) -> Value {
    app.ask_as(token, query, variables).await.json()
}

fn workshop(ignore: bool) -> Value {
    json!({ "input": {
        "name": "Fietsenmakerij Proef", "kind": "REPAIR", "categories": ["bicycle-repair"],
        "location": { "latitude": 52.3617, "longitude": 4.9305 }, "ignoreDuplicates": ignore,
    } })
}

#[tokio::test]
async fn a_place_comes_in_once_and_its_finder_keeps_its_hours() {
    let app = App::with_demo().await;
    let hanneke = token(&app, "hanneke@voorbeeld.nl").await;
    let added = ask(&app, &hanneke, ADD, workshop(false)).await;
    let added = &added["data"]["addListing"];
    assert_eq!(added["userErrors"], json!([]), "{added}");
    assert_eq!(added["listing"]["slug"], "fietsenmakerij-proef");
    let id = added["listing"]["id"].clone();
    app.parts.catch_up().await.expect("the index follows");

    let again = ask(&app, &hanneke, ADD, workshop(false)).await;
    let again = &again["data"]["addListing"];
    assert_eq!((&again["listing"], &again["duplicates"][0]["id"]), (&Value::Null, &id));
    assert_eq!(again["userErrors"][0]["code"], "DUPLICATE");
    let second = ask(&app, &hanneke, ADD, workshop(true)).await;
    assert!(second["data"]["addListing"]["listing"]["id"].is_string(), "{second}");

    let raw = "ma-za 9.00-17.00";
    let open = ask(&app, &hanneke, HOURS, json!({ "id": id, "raw": raw, "revision": 1 })).await;
    let open = &open["data"]["setHours"];
    assert_eq!((&open["listing"]["revision"], &open["userErrors"]), (&2.into(), &json!([])));
    assert_eq!(open["listing"]["hours"][0]["status"]["text"], "Open now until 17:00");
    let late = ask(&app, &hanneke, HOURS, json!({ "id": id, "raw": "24/7", "revision": 1 })).await;
    assert_eq!(late["data"]["setHours"]["userErrors"][0]["code"], "CONFLICT");
    let odd = ask(&app, &hanneke, HOURS, json!({ "id": id, "raw": "soms 25:99" })).await;
    let odd = &odd["data"]["setHours"];
    assert_eq!(odd["userErrors"][0]["field"], "raw");
    assert_eq!((&odd["userErrors"][0]["code"], &odd["listing"]), (&"INVALID".into(), &Value::Null));

    let days = json!({ "id": id, "from": "2026-11-21", "to": "2026-11-22" });
    for query in [TODAY, OTHER] {
        let said = ask(&app, &hanneke, query, days.clone()).await;
        assert_eq!(said["data"]["addException"]["userErrors"], json!([]), "{said}");
        assert_eq!(said["data"]["addException"]["listing"]["id"], id);
    }
    let mine = ask(&app, &hanneke, MINE, json!({})).await;
    let edges = mine["data"]["viewer"]["listings"]["edges"].as_array().expect("edges");
    assert!(edges.iter().any(|it| it["node"]["id"] == id && it["role"] == "FINDER"), "{mine}");
}

#[tokio::test]
async fn a_keeper_closes_for_a_while_and_opens_after_all() {
    let app = App::with_demo().await;
    let hanneke = token(&app, "hanneke@voorbeeld.nl").await;
    let added = ask(&app, &hanneke, ADD, workshop(true)).await;
    let id = added["data"]["addListing"]["listing"]["id"].clone();
    let raw = "ma-za 9.00-12.30, 13.30-17.00";
    ask(&app, &hanneke, HOURS, json!({ "id": id, "raw": raw })).await;
    // What was said of today does not keep it open.
    let days = json!({ "id": id, "from": "2026-11-21", "to": "2026-11-21" });
    ask(&app, &hanneke, OTHER, days).await;
    let away = ask(&app, &hanneke, AWAY, json!({ "id": id, "on": "2026-12-05" })).await;
    let away = &away["data"]["closeUntil"];
    let closed = json!({ "from": "2026-11-21", "to": "2026-12-04", "spans": null, "note": null });
    assert_eq!(away["listing"]["exceptions"], json!([closed]), "{away}");
    let open = ask(&app, &hanneke, OPEN, json!({ "id": id })).await;
    let open = &open["data"]["openToday"]["listing"]["exceptions"][0];
    let usual = "09:00-12:30,13:30-17:00";
    assert_eq!(*open, json!({ "from": "2026-11-21", "to": "2026-11-21", "spans": usual }));
    let shut = ask(&app, &hanneke, CLOSE, json!({ "id": id })).await;
    let status = &shut["data"]["closeToday"]["listing"]["hours"][0]["status"]["text"];
    assert_eq!(status, "Closed now, opens Saturday 5 December at 09:00", "{shut}");
    let past = ask(&app, &hanneke, AWAY, json!({ "id": id, "on": "2026-11-21" })).await;
    let wrong = json!([{ "field": "openOn", "code": "INVALID" }]);
    assert_eq!(past["data"]["closeUntil"]["userErrors"], wrong);
}

#[tokio::test]
async fn nobody_keeps_anothers_place_by_its_id() {
    let app = App::with_demo().await;
    let (finder, other) =
        (token(&app, "hanneke@voorbeeld.nl").await, token(&app, "ander@voorbeeld.nl").await);
    let added = ask(&app, &finder, ADD, workshop(true)).await;
    let id = added["data"]["addListing"]["listing"]["id"].clone();
    let days = json!({ "id": id, "from": "2026-11-21", "to": "2026-11-22" });
    let tries = [
        (HOURS, "setHours", json!({ "id": id, "raw": "24/7" })),
        (TODAY, "addException", days.clone()),
        (OTHER, "addException", days),
        (CLOSE, "closeToday", json!({ "id": id })),
        (AWAY, "closeUntil", json!({ "id": id, "on": "2026-11-30" })),
        (OPEN, "openToday", json!({ "id": id })),
    ];
    for (query, field, variables) in tries {
        let denied = ask(&app, &other, query, variables.clone()).await;
        assert_eq!(denied["data"][field]["userErrors"][0]["code"], "DENIED", "{denied}");
        let visitor = app.ask(query, variables.clone()).await;
        assert_eq!(code(&visitor), "UNAUTHENTICATED", "{visitor}");
        let mut nowhere = variables;
        nowhere["id"] = json!("lst_nonsense");
        let unknown = ask(&app, &other, query, nowhere).await;
        assert_eq!(unknown["data"][field]["userErrors"][0]["code"], "NOT_FOUND");
    }
    assert_eq!(code(&app.ask(ADD, workshop(true)).await), "UNAUTHENTICATED");
    let is = "query Is($id: ID!) { node(id: $id) { ... on Listing { revision } } }";
    assert_eq!(app.ask(is, json!({ "id": id })).await["data"]["node"]["revision"], 1);
}

#[tokio::test]
async fn a_claim_waits_for_its_letter() {
    let app = App::with_demo().await;
    let hanneke = token(&app, "hanneke@voorbeeld.nl").await;
    let find = "{ listing(slug: \"spaak-zoon\") { id } }";
    let id = app.ask(find, json!({})).await["data"]["listing"]["id"].clone();
    let said = ask(&app, &hanneke, CLAIM, json!({ "id": id })).await;
    let claim = &said["data"]["claimListing"];
    assert_eq!((&claim["claim"]["state"], &claim["userErrors"]), (&"OPEN".into(), &json!([])));
    let again = ask(&app, &hanneke, CLAIM, json!({ "id": id })).await;
    assert_eq!(again["data"]["claimListing"]["userErrors"][0]["code"], "DUPLICATE");

    let letters =
        koop_domain::listings::claims::print_letters(&app.operator(), &app.parts.domain).await;
    let printed = letters.expect("letters").remove(0);
    let confirm = "mutation C($claim: ID!, $code: String!) { confirmClaim(input: {claimId: \
        $claim, code: $code}) { claim { state } userErrors { field code } } }";
    let show = |code: &str| json!({ "claim": claim["claim"]["id"], "code": code });
    let wrong = ask(&app, &hanneke, confirm, show("AAAA-AAAA")).await;
    assert_eq!(wrong["data"]["confirmClaim"]["userErrors"][0]["field"], "code");
    let right = ask(&app, &hanneke, confirm, show(printed.code.reveal())).await;
    assert_eq!(right["data"]["confirmClaim"]["claim"]["state"], "CONFIRMED");
    let open = ask(&app, &hanneke, HOURS, json!({ "id": id, "raw": "24/7" })).await;
    assert_eq!(open["data"]["setHours"]["userErrors"], json!([]), "{open}");
}
