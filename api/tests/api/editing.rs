//! Everything else about a place, claims at the desk, and keeping a place together, through the
//! API.

use serde_json::{Value, json};

use crate::harness::{App, PASSWORD, code};

const SIGN_IN: &str = include_str!("../../src/graphql/examples/sign-in.graphql");
const ADD: &str = "mutation Add($input: AddListingInput!) { addListing(input: $input) { \
    listing { id revision } userErrors { code } } }";
const EDIT: &str = "mutation Edit($input: EditListingInput!) { editListing(input: $input) { \
    listing { name revision contact { phone website } takeaway payment { key accepted } \
    delivery { feeCents busyMinutes } } userErrors { field code } } }";
const PACE: &str = "mutation Pace($input: SetDeliveryPaceInput!) { setDeliveryPace(input: $input) \
    { listing { delivery { busyMinutes } } userErrors { field code } } }";
const CLAIM: &str = "mutation Claim($id: ID!) { claimListing(input: {listingId: $id, proof: \
    COUNTER_CODE}) { claim { id state } code userErrors { code } } }";

async fn token(app: &App, email: &str) -> String {
    app.member(email).await;
    let signed = app.ask(SIGN_IN, json!({ "email": email, "password": PASSWORD })).await;
    signed["data"]["signIn"]["accessToken"].as_str().expect("a token").to_owned()
}

async fn ask(app: &App, token: &str, query: &str, variables: Value) -> Value {
    app.ask_as(token, query, variables).await.json()
}

#[tokio::test]
async fn what_is_left_out_stays_and_null_takes_away() {
    let app = App::with_demo().await;
    let hanneke = token(&app, "hanneke@voorbeeld.nl").await;
    let input = json!({ "name": "Proef", "kind": "FOOD", "phone": "020 555 0123",
        "website": "https://proef.example", "ignoreDuplicates": true });
    let added = ask(&app, &hanneke, ADD, json!({ "input": input })).await;
    let id = added["data"]["addListing"]["listing"]["id"].clone();
    let input = json!({ "listingId": id, "expectedRevision": 1, "name": "Bakkerij Proef",
        "website": null, "takeaway": "YES", "delivery": { "radiusM": 2000, "feeCents": 250 },
        "payment": [{ "key": "cash", "accepted": true }] });
    let edited = ask(&app, &hanneke, EDIT, json!({ "input": input })).await;
    let listing = &edited["data"]["editListing"]["listing"];
    assert_eq!(listing["name"], "Bakkerij Proef", "{edited}");
    assert_eq!(listing["contact"], json!({ "phone": "020 555 0123", "website": null }));
    assert_eq!(listing["takeaway"], "YES");
    assert_eq!(listing["payment"], json!([{ "key": "cash", "accepted": true }]));
    assert_eq!(listing["delivery"]["feeCents"], 250);
    let late = ask(&app, &hanneke, EDIT, json!({ "input": input })).await;
    assert_eq!(late["data"]["editListing"]["userErrors"][0]["code"], "CONFLICT");
    let evil = json!({ "listingId": id, "website": "javascript:alert(1)" });
    let evil = ask(&app, &hanneke, EDIT, json!({ "input": evil })).await;
    let wrong = json!([{ "field": "website", "code": "INVALID" }]);
    assert_eq!(evil["data"]["editListing"]["userErrors"], wrong);
    let busy = json!({ "input": { "listingId": id, "busyMinutes": 30 } });
    let busy = ask(&app, &hanneke, PACE, busy).await;
    assert_eq!(busy["data"]["setDeliveryPace"]["listing"]["delivery"]["busyMinutes"], 30);
    for until in ["gisteren", "2020-01-01T10:00:00Z"] {
        let wrong = json!({ "input": { "listingId": id, "pausedUntil": until } });
        let wrong = ask(&app, &hanneke, PACE, wrong).await;
        let errors = &wrong["data"]["setDeliveryPace"]["userErrors"];
        assert_eq!(errors, &json!([{ "field": "pausedUntil", "code": "INVALID" }]), "{until}");
    }
    let other = token(&app, "ander@voorbeeld.nl").await;
    for (query, field) in [(EDIT, "editListing"), (PACE, "setDeliveryPace")] {
        let input = json!({ "input": { "listingId": id } });
        let denied = ask(&app, &other, query, input.clone()).await;
        assert_eq!(denied["data"][field]["userErrors"][0]["code"], "DENIED");
        assert_eq!(code(&app.ask(query, input).await), "UNAUTHENTICATED");
        let nowhere = json!({ "input": { "listingId": "lst_nonsense" } });
        let nowhere = ask(&app, &other, query, nowhere).await;
        assert_eq!(nowhere["data"][field]["userErrors"][0]["code"], "NOT_FOUND");
    }
}

#[tokio::test]
async fn a_claim_is_taken_back_and_nobody_decides_who_may_not() {
    let app = App::with_demo().await;
    let hanneke = token(&app, "hanneke@voorbeeld.nl").await;
    let other = token(&app, "ander@voorbeeld.nl").await;
    let find = "{ listing(slug: \"spaak-zoon\") { id } }";
    let id = app.ask(find, json!({})).await["data"]["listing"]["id"].clone();
    let said = ask(&app, &hanneke, CLAIM, json!({ "id": id })).await;
    let claim = said["data"]["claimListing"]["claim"]["id"].clone();
    let shown = said["data"]["claimListing"]["code"].clone();
    assert!(shown.is_string(), "{said}");
    let pending = "{ pendingClaims { claim { id } listing { slug } } viewer { claims { state } } }";
    let waits = ask(&app, &other, pending, json!({})).await;
    assert_eq!(waits["data"]["pendingClaims"], json!([]), "it is nobody's business");
    let mine = ask(&app, &hanneke, pending, json!({})).await;
    assert_eq!(mine["data"]["viewer"]["claims"], json!([{ "state": "OPEN" }]));
    let decide = "mutation D($claim: ID!) { decideClaim(input: {claimId: $claim, accept: false, \
        reason: \"nee\"}) { claim { state } userErrors { code } } }";
    let show = "mutation S($id: ID!, $code: String!) { showClaim(input: {listingId: $id, code: \
        $code}) { claim { state } userErrors { code } } }";
    let withdraw = "mutation W($claim: ID!) { withdrawClaim(input: {claimId: $claim}) { \
        claim { state } userErrors { code } } }";
    for who in [&hanneke, &other] {
        let tried = ask(&app, who, decide, json!({ "claim": claim })).await;
        assert_eq!(tried["data"]["decideClaim"]["userErrors"][0]["code"], "DENIED");
        let tried = ask(&app, who, show, json!({ "id": id, "code": shown })).await;
        assert_eq!(tried["data"]["showClaim"]["userErrors"][0]["code"], "DENIED");
    }
    let stranger = ask(&app, &other, withdraw, json!({ "claim": claim })).await;
    assert_eq!(stranger["data"]["withdrawClaim"]["userErrors"][0]["code"], "NOT_FOUND");
    let gone = ask(&app, &hanneke, withdraw, json!({ "claim": claim })).await;
    assert_eq!(gone["data"]["withdrawClaim"]["claim"]["state"], "WITHDRAWN");
    let twice = "mutation T($id: ID!) { a: claimListing(input: {listingId: $id, proof: LETTER}) { \
        userErrors { code } } b: claimListing(input: {listingId: $id, proof: LETTER}) { \
        userErrors { code } } }";
    let twice = ask(&app, &hanneke, twice, json!({ "id": id })).await;
    assert_eq!(code(&twice), "GRAPHQL_VALIDATION_FAILED", "one a request");
}

#[tokio::test]
async fn only_the_owner_lets_others_in() {
    let app = App::with_demo().await;
    let hanneke = token(&app, "hanneke@voorbeeld.nl").await;
    let other = token(&app, "ander@voorbeeld.nl").await;
    let input = json!({ "name": "Proef", "kind": "FOOD", "ignoreDuplicates": true });
    let added = ask(&app, &hanneke, ADD, json!({ "input": input })).await;
    let id = added["data"]["addListing"]["listing"]["id"].clone();
    let handle = ask(&app, &other, "{ viewer { handle } }", json!({})).await;
    let handle = handle["data"]["viewer"]["handle"].clone();
    let with = "coworkers { handle role } userErrors { code }";
    let deeds = [
        ("addCoworker", "listingId: $id, handle: $handle, role: TILL"),
        ("removeCoworker", "listingId: $id, handle: $handle"),
        ("handOverListing", "listingId: $id, handle: $handle"),
        ("releaseListing", "listingId: $id"),
    ];
    for (deed, input) in deeds {
        let variables =
            if input.contains("$handle") { "$id: ID!, $handle: String!" } else { "$id: ID!" };
        let query =
            format!("mutation M({variables}) {{ {deed}(input: {{{input}}}) {{ {with} }} }}");
        // Who brought a place in keeps it, and shares it with nobody: it is not theirs.
        for who in [&hanneke, &other] {
            let tried = ask(&app, who, &query, json!({ "id": id, "handle": handle })).await;
            assert_eq!(tried["data"][deed]["userErrors"][0]["code"], "DENIED", "{tried}");
        }
        let visitor = app.ask(&query, json!({ "id": id, "handle": handle })).await;
        assert_eq!(code(&visitor), "UNAUTHENTICATED", "{visitor}");
    }
    let leave =
        format!("mutation L($id: ID!) {{ leaveListing(input: {{listingId: $id}}) {{ {with} }} }}");
    let stranger = ask(&app, &other, &leave, json!({ "id": id })).await;
    assert_eq!(stranger["data"]["leaveListing"]["userErrors"][0]["code"], "NOT_FOUND");
    let gone = ask(&app, &hanneke, &leave, json!({ "id": id })).await;
    assert_eq!(gone["data"]["leaveListing"], json!({ "coworkers": [], "userErrors": [] }));
}
