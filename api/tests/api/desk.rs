//! The desk through the API: the queue, merging and undoing, appeals, keeping somebody out.

use serde_json::{Value, json};

use crate::harness::App;
use crate::people::{ask, settled};

const QUEUE: &str = "query Q($kind: CaseKind, $first: Int, $after: String) { \
    queue(filter: {kind: $kind}, first: $first, after: $after) { counts { kind count } \
    pageInfo { hasNextPage endCursor } edges { node { kind isOwn claimant claimantAttestations { kind by } listing { slug } \
    report { id } claim { id state } duplicate { id other { slug } fields { field one other } } \
    appeal { id subject } } } } }";
const MERGE: &str = "mutation M($one: ID!, $other: ID!, $fields: [String!]) { mergeListings(input: \
    {survivorId: $one, lostId: $other, fromLost: $fields}) { mergeId listing { slug } \
    userErrors { field code message } } }";
const UNDO: &str = "mutation U($id: ID!) { undoMerge(input: {mergeId: $id}) { listings { slug } \
    userErrors { field code message } } }";

async fn id_of(app: &App, slug: &str) -> Value {
    let query = "query L($slug: String!) { listing(slug: $slug) { id slug } }";
    app.ask(query, json!({ "slug": slug })).await["data"]["listing"].clone()
}

fn count(queue: &Value, kind: &str) -> u64 {
    let counts = queue["counts"].as_array().expect("counts");
    let of = counts.iter().find(|it| it["kind"] == kind).expect("the kind");
    of["count"].as_u64().expect("a number")
}

#[tokio::test]
async fn what_waits_is_paged_counted_and_decided() {
    let app = settled().await;
    // A place that is nobody's: an owner hears of their own.
    let newest = app.ask("{ newest(first: 1) { id } }", json!({})).await;
    let place = &newest["data"]["newest"][0];
    for about in ["GONE", "OTHERWISE", "ADDRESS"] {
        let said = "mutation R($id: ID!, $about: ReportAbout!) { reportListing(input: \
            {listingId: $id, about: $about, note: \"Kijk eens\"}) { userErrors { code } } }";
        app.ask(said, json!({ "id": place["id"], "about": about })).await;
    }
    let page = ask(&app, "steward", QUEUE, json!({ "first": 2 })).await;
    let page = &page["data"]["queue"];
    assert_eq!((count(page, "REPORT"), page["edges"].as_array().unwrap().len()), (3, 2));
    assert_eq!(page["pageInfo"]["hasNextPage"], true);
    let after = &page["pageInfo"]["endCursor"];
    let rest = ask(&app, "steward", QUEUE, json!({ "first": 2, "after": after })).await;
    assert_eq!(rest["data"]["queue"]["edges"].as_array().unwrap().len(), 1);
    let other = json!({ "kind": "CLAIM", "after": after });
    let wrong = ask(&app, "steward", QUEUE, other).await;
    assert_eq!(wrong["errors"][0]["extensions"]["field"], "after");
    let report = &page["edges"][0]["node"]["report"]["id"];
    let decide = "mutation D($id: ID!) { decideReport(input: {reportId: $id, accept: false, \
        reason: \"Nee\"}) { userErrors { code } } }";
    ask(&app, "steward", decide, json!({ "id": report })).await;
    let long = "{ queue(filter: {waitingDays: 100000000}) { counts { count } } }";
    let long = ask(&app, "steward", long, json!({})).await;
    assert_eq!(long["errors"][0]["extensions"]["field"], "waitingDays", "{long}");
    let left = ask(&app, "steward", QUEUE, json!({})).await;
    assert_eq!(count(&left["data"]["queue"], "REPORT"), 2);
}

#[tokio::test]
async fn a_refused_claimant_has_a_second_person() {
    let app = settled().await;
    let spaak = id_of(&app, "spaak-zoon").await;
    let claim = "mutation C($id: ID!) { claimListing(input: {listingId: $id, proof: COUNTER_CODE}) \
        { claim { id } userErrors { code } } }";
    let said = ask(&app, "member", claim, json!({ "id": spaak["id"] })).await;
    let claim = said["data"]["claimListing"]["claim"]["id"].clone();
    let seen = ask(&app, "steward", QUEUE, json!({ "kind": "CLAIM" })).await;
    let node = &seen["data"]["queue"]["edges"][0]["node"];
    assert_eq!(node["claimant"], "Samira");
    assert_eq!(node["claimantAttestations"][0], json!({ "kind": "EMAIL_CONFIRMED", "by": null }));
    let decide = "mutation D($id: ID!) { decideClaim(input: {claimId: $id, accept: false, \
        reason: \"Nee\"}) { claim { state } userErrors { code } } }";
    ask(&app, "steward", decide, json!({ "id": claim })).await;
    let mine = "{ myAppeals { may { subject reason } made { id state answer } } }";
    let may = ask(&app, "member", mine, json!({})).await;
    let subject = &may["data"]["myAppeals"]["may"][0]["subject"];
    assert_eq!(subject, &claim);
    let appeal = "mutation A($subject: String!) { appeal(input: {subject: $subject, \
        reason: \"Ik sta er elke dag\"}) { appeal { id } userErrors { code } } }";
    let made = ask(&app, "member", appeal, json!({ "subject": subject })).await;
    let appeal = &made["data"]["appeal"]["appeal"]["id"];
    let uphold = "mutation U($id: ID!) { decideAppeal(input: {appealId: $id, uphold: true, \
        reason: \"Klopt\"}) { appeal { state } userErrors { code } } }";
    let first = ask(&app, "steward", uphold, json!({ "id": appeal })).await;
    assert_eq!(first["data"]["decideAppeal"]["userErrors"][0]["code"], "DENIED");
    let second = ask(&app, "organiser", uphold, json!({ "id": appeal })).await;
    assert_eq!(second["data"]["decideAppeal"]["appeal"]["state"], "UPHELD");
    let made = ask(&app, "member", mine, json!({})).await;
    assert_eq!(made["data"]["myAppeals"]["made"][0]["answer"], "Klopt");
}

#[tokio::test]
async fn who_claims_is_told_to_who_decides_and_codes_are_for_who_goes_round() {
    let app = settled().await;
    app.member("helpt@voorbeeld.nl").await;
    let oost = r#"{ community(slug: "oost") { id } listing(slug: "spaak-zoon") { id } }"#;
    let oost = app.ask(oost, json!({})).await["data"].clone();
    let claim = "mutation C($id: ID!) { claimListing(input: {listingId: $id, proof: COUNTER_CODE}) \
        { claim { id } } }";
    ask(&app, "member", claim, json!({ "id": oost["listing"]["id"] })).await;
    let waits = async |actor: &str| {
        let asked = "{ pendingClaims { isOwn decides claimant claimantAttestations { kind } } }";
        ask(&app, actor, asked, json!({})).await["data"]["pendingClaims"].clone()
    };
    let told = json!([{ "isOwn": false, "decides": true, "claimant": "Samira",
        "claimantAttestations": [{ "kind": "EMAIL_CONFIRMED" }] }]);
    assert_eq!(waits("steward").await, told);
    let join = "mutation J($of: ID!) { joinCommunity(input: {communityId: $of, acceptVersion: 1}) \
        { userErrors { code } } }";
    ask(&app, "helpt", join, json!({ "of": oost["community"]["id"] })).await;
    assert_eq!(waits("helpt").await, json!([]), "a member like any other");
    let set = "mutation S($of: ID!, $who: ID!) { setPermissionSets(input: {communityId: $of, \
        memberId: $who, permissionSets: [HELP_COORDINATOR], reason: \"Zo.\"}) { userErrors { code } } }";
    let who = crate::people::id(&app, "helpt").await;
    ask(&app, "organiser", set, json!({ "of": oost["community"]["id"], "who": who })).await;
    let code_only = json!([{ "isOwn": false, "decides": false, "claimant": null,
        "claimantAttestations": null }]);
    assert_eq!(waits("helpt").await, code_only);
    // What is one's own says nothing, in the queue either.
    ask(&app, "steward", claim, json!({ "id": oost["listing"]["id"] })).await;
    let own = json!({ "isOwn": true, "decides": true, "claimant": null,
        "claimantAttestations": null });
    assert_eq!(waits("steward").await[1], own);
    let queue = ask(&app, "steward", QUEUE, json!({ "kind": "CLAIM" })).await;
    let node = &queue["data"]["queue"]["edges"][1]["node"];
    assert_eq!((&node["isOwn"], &node["claimantAttestations"]), (&true.into(), &Value::Null));
}

#[tokio::test]
async fn two_become_one_and_two_again() {
    let app = settled().await;
    let newest = app.ask("{ newest(first: 2) { id slug } }", json!({})).await;
    let [one, other] = [&newest["data"]["newest"][0], &newest["data"]["newest"][1]];
    let pair = |fields: Value| json!({ "one": one["id"], "other": other["id"], "fields": fields });
    let odd = ask(&app, "organiser", MERGE, pair(json!(["colour"]))).await;
    let odd = &odd["data"]["mergeListings"]["userErrors"][0];
    assert_eq!((&odd["field"], &odd["code"]), (&"fromLost".into(), &"INVALID".into()));
    let made = ask(&app, "organiser", MERGE, pair(json!(["phone"]))).await;
    let made = &made["data"]["mergeListings"];
    assert_eq!(made["listing"]["slug"], one["slug"], "{made}");
    let again = ask(&app, "organiser", MERGE, pair(json!(["phone"]))).await;
    let again = &again["data"]["mergeListings"]["userErrors"][0];
    assert_eq!(again["message"], "One of the two was merged already.", "{again}");
    let stranger = ask(&app, "member", MERGE, pair(json!(["phone"]))).await;
    let stranger = &stranger["data"]["mergeListings"]["userErrors"][0];
    let words = stranger["message"].as_str().expect("words");
    assert!(words.starts_with("You do not decide this"), "{stranger}");
    let merges = "{ merges(first: 1) { pageInfo { hasNextPage } edges { cursor node { id undoable \
        survivor { slug } lost { slug } } } } }";
    let told = ask(&app, "organiser", merges, json!({})).await;
    let node = &told["data"]["merges"]["edges"][0]["node"];
    assert_eq!((&node["id"], &node["undoable"]), (&made["mergeId"], &true.into()), "{told}");
    assert_eq!(ask(&app, "member", merges, json!({})).await["data"]["merges"], Value::Null);
    let slug = other["slug"].as_str().expect("a slug");
    assert_eq!(id_of(&app, slug).await["slug"], one["slug"], "its slug leads on");
    let undone = ask(&app, "organiser", UNDO, json!({ "id": made["mergeId"] })).await;
    assert_eq!(undone["data"]["undoMerge"]["listings"].as_array().unwrap().len(), 2, "{undone}");
    assert_eq!(id_of(&app, slug).await["slug"], other["slug"]);
    let twice = ask(&app, "organiser", UNDO, json!({ "id": made["mergeId"] })).await;
    let twice = &twice["data"]["undoMerge"]["userErrors"][0];
    let late = "This cannot be undone any more.";
    assert_eq!((&twice["code"], &twice["message"]), (&"NOT_FOUND".into(), &late.into()));
}

#[tokio::test]
async fn an_operator_keeps_somebody_out_at_once() {
    let app = settled().await;
    let merchant = crate::people::token(&app, "merchant").await.expect("a token");
    let id = crate::people::id(&app, "merchant").await;
    let freeze = "mutation F($id: ID!, $frozen: Boolean!) { freezeAccount(input: {memberId: $id, \
        frozen: $frozen, reason: \"Even niet\"}) { userErrors { code } } }";
    let done = ask(&app, "operator", freeze, json!({ "id": id, "frozen": true })).await;
    assert_eq!(done["data"]["freezeAccount"]["userErrors"], json!([]));
    let viewer = app.ask_as(&merchant, "{ viewer { id } }", json!({})).await.json();
    assert_eq!(viewer["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{viewer}");
    ask(&app, "operator", freeze, json!({ "id": id, "frozen": false })).await;
    assert_eq!(crate::people::id(&app, "merchant").await, id, "and lets them in again");
}
