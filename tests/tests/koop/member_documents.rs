//! The GraphQL documents that apps of members are promised, word for word, on both databases.

use axum::body::Body;
use http::{Request, header};
use koop_domain::language::Language;
use koop_domain::members::model::{Email, Secret};
use koop_domain::members::{self, NewMember};
use koop_tests::house::{House, On};
use koop_tests::still::saturday_afternoon;
use serde_json::{Value, json};

const IN: &str = "mutation In($email: String!, $password: String!) { signIn(input: {email: $email, password: $password}) { accessToken refreshToken expiresAt viewer { id name } userErrors { field code message } } }";
const AGAIN: &str = "mutation Again($t: String!) { refresh(input: {refreshToken: $t}) { accessToken refreshToken userErrors { code } } }";
const ADD: &str = "mutation Add($input: AddListingInput!) { addListing(input: $input) { listing { id slug revision } duplicates { id name } userErrors { field code message } } }";
const HOURS: &str = "mutation Hours($id: ID!, $raw: String!, $revision: Int) { setHours(input: {listingId: $id, service: COUNTER, raw: $raw, expectedRevision: $revision}) { listing { revision hours { raw status { text } } } userErrors { field code message } } }";
const TODAY: &str = r#"mutation Today($id: ID!, $from: Date!, $to: Date!) { addException(input: {listingId: $id, from: $from, to: $to, closed: true, note: "Vakantie"}) { listing { id } userErrors { code } } }"#;
const OTHER: &str = r#"mutation Other($id: ID!, $from: Date!, $to: Date!) { addException(input: {listingId: $id, from: $from, to: $to, hours: "16:00-23:00", note: "Ramadan"}) { listing { id } userErrors { code } } }"#;
const CLAIM: &str = "mutation Claim($id: ID!) { claimListing(input: {listingId: $id, proof: LETTER}) { claim { id state } userErrors { code } } }";
const ME: &str = "query Me { viewer { id name email handle profiles { id kind name } listings { edges { role node { id name } } } sessions { id lastSeenAt } } }";

const EMAIL: &str = "hanneke@voorbeeld.nl";
const PASSWORD: &str = "fiets lantaarn peper";

/// Tells a story on SQLite and, where there is one, on PostgreSQL, over the demo and Hanneke.
async fn on_both(story: impl AsyncFn(&House)) {
    for on in [On::Sqlite, On::Postgres] {
        if let Some(house) = House::on(on, saturday_afternoon()).await {
            house.seed_demo().await;
            let hanneke = NewMember {
                name: "Hanneke".to_owned(),
                email: Email::read(EMAIL).expect("an address"),
                password: Some(Secret::new(PASSWORD)),
                language: Language::Nl,
                operator: false,
            };
            members::add(&house.operator(), &house.domain, hanneke).await.expect("she is in");
            story(&house).await;
            house.close().await;
        }
    }
}

/// What a document answers to whoever brings a token; without errors.
async fn ask(house: &House, token: &str, query: &str, variables: Value) -> Value {
    let body = json!({ "query": query, "variables": variables }).to_string();
    let mut request = Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/json")
        .header(header::ACCEPT_LANGUAGE, "nl");
    if !token.is_empty() {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let reply = house.ask(request.body(Body::from(body)).expect("a request")).await;
    let mut answer: Value = serde_json::from_str(&reply.body).expect("JSON");
    assert_eq!(answer["errors"], Value::Null, "{query}: {answer:#}");
    answer["data"].take()
}

async fn sign_in(house: &House) -> Value {
    let signed = ask(house, "", IN, json!({ "email": EMAIL, "password": PASSWORD })).await;
    let signed = signed["signIn"].clone();
    assert_eq!(signed["userErrors"], json!([]));
    signed
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

#[tokio::test]
async fn somebody_signs_in_and_goes_on() {
    on_both(async |house| {
        let wrong = ask(house, "", IN, json!({ "email": EMAIL, "password": "iets anders" })).await;
        let error = &wrong["signIn"]["userErrors"][0];
        assert_eq!(
            (&error["code"], &wrong["signIn"]["accessToken"]),
            (&json!("DENIED"), &json!(null))
        );
        assert!(!text(&error["message"]).is_empty());
        let signed = sign_in(house).await;
        assert_eq!(signed["viewer"]["name"], "Hanneke");
        assert!(text(&signed["expiresAt"]) > "2026-11-21T13:30");
        let variables = json!({ "t": signed["refreshToken"] });
        let again = ask(house, "", AGAIN, variables).await["refresh"].clone();
        assert_eq!(again["userErrors"], json!([]));
        assert_ne!(again["refreshToken"], signed["refreshToken"]);
        for token in [&signed, &again] {
            let me = ask(house, text(&token["accessToken"]), ME, json!({})).await;
            assert_eq!(
                (&me["viewer"]["name"], &me["viewer"]["email"]),
                (&json!("Hanneke"), &json!(EMAIL))
            );
            assert_eq!(me["viewer"]["profiles"][0]["kind"], "PERSON");
            assert_eq!(me["viewer"]["sessions"].as_array().map(Vec::len), Some(1));
        }
        assert_eq!(ask(house, "", ME, json!({})).await["viewer"], Value::Null);
        let made_up = ask(house, "", AGAIN, json!({ "t": "verzonnen" })).await;
        assert_eq!(made_up["refresh"]["userErrors"][0]["code"], "DENIED");
    })
    .await;
}

#[tokio::test]
async fn a_place_is_brought_in_and_its_hours_are_kept() {
    on_both(async |house| {
        let signed = sign_in(house).await;
        let token = text(&signed["accessToken"]);
        let spot = json!({ "latitude": 52.3601, "longitude": 4.9271 });
        let input = json!({ "input": {
            "name": "Fietsenmakerij Proef", "kind": "REPAIR", "categories": ["bicycle-repair"],
            "location": spot, "ignoreDuplicates": false,
        } });
        let added = ask(house, token, ADD, input.clone()).await["addListing"].clone();
        assert_eq!(added["userErrors"], json!([]), "{added:#}");
        assert_eq!(added["listing"]["slug"], "fietsenmakerij-proef");
        house.catch_up().await;
        let again = ask(house, token, ADD, input).await["addListing"].clone();
        assert_eq!(again["listing"], Value::Null);
        assert_eq!(again["duplicates"][0]["name"], "Fietsenmakerij Proef");
        assert_eq!(again["userErrors"][0]["code"], "DUPLICATE");
        let (id, revision) = (&added["listing"]["id"], &added["listing"]["revision"]);

        let hours = json!({ "id": id, "raw": "Mo-Sa 09:00-18:00", "revision": revision });
        let kept = ask(house, token, HOURS, hours.clone()).await["setHours"].clone();
        assert_eq!(kept["userErrors"], json!([]));
        assert_eq!(kept["listing"]["hours"][0]["raw"], "Mo-Sa 09:00-18:00");
        assert!(text(&kept["listing"]["hours"][0]["status"]["text"]).contains("18.00"));
        let late = ask(house, token, HOURS, hours).await["setHours"].clone();
        assert_eq!(late["userErrors"][0]["code"], "CONFLICT", "somebody was faster");
        let odd = json!({ "id": id, "raw": "soms 25:99", "revision": null });
        let odd = ask(house, token, HOURS, odd).await["setHours"]["userErrors"][0].clone();
        assert_eq!((&odd["code"], &odd["field"]), (&json!("INVALID"), &json!("raw")));

        let holiday = json!({ "id": id, "from": "2026-12-24", "to": "2026-12-26" });
        let ramadan = json!({ "id": id, "from": "2027-02-08", "to": "2027-03-09" });
        for (document, days) in [(TODAY, holiday), (OTHER, ramadan)] {
            let said = ask(house, token, document, days).await["addException"].clone();
            assert_eq!((&said["userErrors"], &said["listing"]["id"]), (&json!([]), id));
        }
        let me = ask(house, token, ME, json!({})).await;
        let edge = &me["viewer"]["listings"]["edges"][0];
        assert_eq!((&edge["role"], &edge["node"]["id"]), (&json!("FINDER"), id));
    })
    .await;
}

#[tokio::test]
async fn somebody_says_that_a_place_is_theirs() {
    on_both(async |house| {
        let signed = sign_in(house).await;
        let token = text(&signed["accessToken"]);
        let known = house.graphql("{ listing(slug: \"boekhandel-de-omslag\") { id } }", json!({}));
        let id = known.await["listing"]["id"].clone();
        let said = ask(house, token, CLAIM, json!({ "id": id })).await["claimListing"].clone();
        assert_eq!(said["userErrors"], json!([]), "{said:#}");
        assert_eq!(said["claim"]["state"], "OPEN");
        let again = ask(house, token, CLAIM, json!({ "id": id })).await["claimListing"].clone();
        assert_eq!(again["userErrors"][0]["code"], "DUPLICATE");
        let nothing = ask(house, token, CLAIM, json!({ "id": "lst_onzin" })).await;
        assert_eq!(nothing["claimListing"]["userErrors"][0]["code"], "NOT_FOUND");
    })
    .await;
}
