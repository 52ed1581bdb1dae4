//! What a page tells or does beside the rest, through the API: what neighbours say, proofs, holidays,
//! two listings side by side, letters to print.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{App, PASSWORD};
use crate::people::{ask, settled};

const SIGN_IN: &str = include_str!("../../src/graphql/examples/sign-in.graphql");

async fn spaak(app: &App) -> Value {
    app.ask("{ listing(slug: \"spaak-zoon\") { id } }", json!({})).await["data"]["listing"]["id"]
        .clone()
}

#[tokio::test]
async fn what_enough_neighbours_say_is_told_to_everybody() {
    let app = App::with_demo().await;
    let emails = ["een@voorbeeld.nl", "twee@voorbeeld.nl", "drie@voorbeeld.nl"];
    for email in emails {
        app.member(email).await;
    }
    app.pass(TimeDelta::days(31));
    let id = spaak(&app).await;
    let said =
        "{ listing(slug: \"spaak-zoon\") { saidGone } newest(first: 100) { slug saidGone } }";
    let gone = async || {
        let told = app.ask(said, json!({})).await;
        let all = told["data"]["newest"].as_array().expect("listings").clone();
        let is_gone = |it: &&Value| it["saidGone"] == true;
        let slugs: Vec<Value> = all.iter().filter(is_gone).map(|it| it["slug"].clone()).collect();
        (told["data"]["listing"]["saidGone"].clone(), slugs)
    };
    for (nth, email) in emails.into_iter().enumerate() {
        assert_eq!(gone().await, (json!(false), vec![]), "after {nth}");
        let signed = app.ask(SIGN_IN, json!({ "email": email, "password": PASSWORD })).await;
        let token = signed["data"]["signIn"]["accessToken"].as_str().expect("a token");
        let report = "mutation R($id: ID!) { reportListing(input: {listingId: $id, about: GONE, \
            note: \"Staat leeg\"}) { userErrors { code message } } }";
        let done = app.ask_as(token, report, json!({ "id": id })).await.json();
        assert_eq!(done["data"]["reportListing"]["userErrors"], json!([]), "{done}");
    }
    assert_eq!(gone().await, (json!(true), vec![json!("spaak-zoon")]));
}

#[tokio::test]
async fn who_is_signed_in_reads_by_which_proofs_a_place_is_shown() {
    let app = settled().await;
    let query = "{ listing(slug: \"spaak-zoon\") { claimProofs { proof obstacle text } } }";
    let visitor = ask(&app, "visitor", query, json!({})).await;
    assert_eq!(visitor["data"]["listing"]["claimProofs"], json!(null), "{visitor}");
    let member = ask(&app, "member", query, json!({})).await;
    let all = member["data"]["listing"]["claimProofs"].as_array().expect("proofs").clone();
    let proofs: Vec<&Value> = all.iter().map(|it| &it["proof"]).collect();
    assert_eq!(proofs, ["DOMAIN_EMAIL", "LETTER", "COUNTER_CODE"]);
    assert_eq!(all[2], json!({ "proof": "COUNTER_CODE", "obstacle": null, "text": null }));
    for it in &all {
        assert_eq!(it["obstacle"].is_null(), it["text"].is_null(), "{it}");
    }
    let added = "mutation { addListing(input: {name: \"Naaikamer\", kind: REPAIR, ignoreDuplicates: \
        true}) { listing { claimProofs { proof obstacle } } } }";
    let added = ask(&app, "member", added, json!({})).await;
    let all = &added["data"]["addListing"]["listing"]["claimProofs"];
    assert_eq!([&all[0]["obstacle"], &all[1]["obstacle"]], ["NO_SITE", "NO_ADDRESS"], "{added}");
}

#[tokio::test]
async fn who_keeps_a_place_is_asked_about_holidays() {
    let app = settled().await;
    let id = spaak(&app).await;
    let query = "{ listing(slug: \"spaak-zoon\") { holidaysAsked { date name } } }";
    for other in ["visitor", "member"] {
        let told = ask(&app, other, query, json!({})).await;
        assert_eq!(told["data"]["listing"]["holidaysAsked"], json!(null), "{told}");
    }
    let asked = async || {
        let told = ask(&app, "steward", query, json!({})).await;
        told["data"]["listing"]["holidaysAsked"].as_array().expect("holidays").clone()
    };
    let before = asked().await;
    let boxing = json!({ "date": "2026-12-26", "name": "Boxing Day" });
    assert!(before.contains(&boxing), "{before:?}");
    let closed = "mutation C($id: ID!) { addException(input: {listingId: $id, from: \"2026-12-26\", \
        to: \"2026-12-26\", closed: true}) { userErrors { code } } }";
    ask(&app, "steward", closed, json!({ "id": id })).await;
    assert!(!asked().await.contains(&boxing), "it is answered");
}

#[tokio::test]
async fn two_listings_are_laid_beside_one_another() {
    let app = settled().await;
    let one = spaak(&app).await;
    let other = app.ask("{ newest(first: 1) { id } }", json!({})).await;
    let other = &other["data"]["newest"][0]["id"];
    let query = "query C($one: ID!, $other: ID!, $so: Boolean! = false) { compareListings(oneId: \
        $one, otherId: $other, inOrder: $so) { survivor { id } lost { id } survivorOwned lostOwned \
        fields { field label survivor lost fromLost } } }";
    let compare = async |who: &str, [one, other]: [&Value; 2]| {
        let asked = json!({ "one": one, "other": other, "so": true });
        let told = ask(&app, who, query, asked).await;
        assert!(told["errors"].is_null(), "{told}");
        told["data"]["compareListings"].clone()
    };
    let so = compare("steward", [&one, other]).await;
    let back = compare("steward", [other, &one]).await;
    assert_eq!([&so["survivor"]["id"], &so["lost"]["id"]], [&one, other]);
    assert_eq!([&back["survivor"]["id"], &back["lost"]["id"]], [other, &one]);
    assert_eq!(so["survivorOwned"], back["lostOwned"]);
    let name = |of: &Value| {
        let fields = of["fields"].as_array().expect("fields");
        let name = fields.iter().find(|it| it["field"] == "name").expect("their names differ");
        [name["survivor"].clone(), name["lost"].clone()]
    };
    let [first, second] = name(&so);
    assert_eq!(name(&back), [second, first]);
    for (who, pair) in
        [("member", [&one, other]), ("visitor", [&one, other]), ("steward", [&one, &one])]
    {
        assert_eq!(compare(who, pair).await, json!(null), "{who}");
    }
}

#[tokio::test]
async fn letters_to_places_are_printed_once() {
    let app = settled().await;
    let claim = "mutation C($id: ID!) { claimListing(input: {listingId: $id, proof: LETTER}) { \
        claim { id } userErrors { code message } } }";
    let said = ask(&app, "member", claim, json!({ "id": spaak(&app).await })).await;
    let claim = said["data"]["claimListing"]["claim"]["id"].clone();
    let print = "mutation { printLetters { letters { claimId name address { street } code } \
        userErrors { code } } }";
    let printed = ask(&app, "organiser", print, json!({})).await;
    let printed = &printed["data"]["printLetters"];
    let letter = &printed["letters"][0];
    assert_eq!((&letter["claimId"], &printed["userErrors"]), (&claim, &json!([])), "{printed}");
    assert!(letter["address"]["street"].is_string(), "{printed}");
    let again = ask(&app, "organiser", print, json!({})).await;
    assert_eq!(again["data"]["printLetters"]["letters"], json!([]));
    let confirm = "mutation S($id: ID!, $code: String!) { confirmClaim(input: {claimId: $id, code: \
        $code}) { claim { state } userErrors { code } } }";
    let shown = json!({ "id": claim, "code": letter["code"] });
    let shown = ask(&app, "member", confirm, shown).await;
    assert_eq!(shown["data"]["confirmClaim"]["userErrors"], json!([]), "{shown}");
}

#[tokio::test]
async fn letters_to_homes_are_printed_once() {
    let app = settled().await;
    let of = app.ask("{ community(slug: \"oost\") { id } }", json!({})).await;
    let of = json!({ "of": of["data"]["community"]["id"] });
    let request = "mutation A($of: ID!) { requestAddressLetter(input: {communityId: $of, street: \
        \"Javastraat\", houseNumber: \"7\", postcode: \"1094 HA\", city: \"Amsterdam\"}) { \
        userErrors { code } } }";
    ask(&app, "member", request, of.clone()).await;
    let print = "mutation P($of: ID!) { printHomeLetters(input: {communityId: $of}) { letters { \
        name street houseNumber code } userErrors { code } } }";
    let denied = ask(&app, "steward", print, of.clone()).await;
    assert_eq!(denied["data"]["printHomeLetters"]["userErrors"][0]["code"], "DENIED");
    let printed = ask(&app, "organiser", print, of.clone()).await;
    let letter = &printed["data"]["printHomeLetters"]["letters"][0];
    assert_eq!([&letter["street"], &letter["houseNumber"]], ["Javastraat", "7"], "{printed}");
    let again = ask(&app, "organiser", print, of).await;
    assert_eq!(again["data"]["printHomeLetters"]["letters"], json!([]));
    let confirm = "mutation S($code: String!) { confirmAddress(input: {code: $code}) { userErrors { \
        code } } }";
    let done = ask(&app, "member", confirm, json!({ "code": letter["code"] })).await;
    assert_eq!(done["data"]["confirmAddress"]["userErrors"], json!([]), "{done}");
}
