//! Tables, the launch list and private numbers through the API and beside it.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use koop_domain::listings::numbers;
use serde_json::{Value, json};

use crate::harness::{App, Reply, code};
use crate::people::{ask, settled, token};

const PHONE: &str = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Safari/537.36";
const LOOK: &str = "query Look($id: ID!) { table(id: $id) { source rows columns { name examples \
    field } outlook { counts { created skipped } faults { line column leftOut message } } } }";
const NAME: &str = "mutation Name($id: ID!, $columns: [TableColumnInput!]!) { nameTableColumns(input: \
    {tableId: $id, columns: $columns}) { table { columns { field } } userErrors { field code message } } }";
const PUBLISH: &str = "mutation Publish($id: ID!) { publishTable(input: {tableId: $id}) { batch { id \
    name memberName counts { created } canUndo } userErrors { code } } }";
const UNDO: &str = "mutation Undo($id: ID!) { undoImport(input: {batchId: $id}) { removed restored kept \
    userErrors { code } } }";
const IMPORTS: &str = "{ community(slug: \"oost\") { imports { id undoneAt canUndo } } }";

async fn send(app: &App, token: Option<&str>, community: &str, table: &str) -> Reply {
    let text = |name: &str, value: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let file = "--x\r\nContent-Disposition: form-data; name=\"tabel\"; filename=\"a.exe\"\r\n\r\n";
    let body = [
        text("gemeenschap", community),
        text("bron", "Winkeliers"),
        file.to_owned() + table,
        "\r\n--x--\r\n".to_owned(),
    ];
    let mut request = Request::post("/beheer/tabel")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header(header::ACCEPT_LANGUAGE, "en")
        .header("origin", "https://elsewhere.example")
        .header("sec-fetch-site", "cross-site");
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    app.send(request.body(Body::from(body.concat())).expect("a request")).await
}

/// Brings a table for the community of the demo, and tells its id.
pub(crate) async fn brought(app: &App, actor: &str, table: &str) -> Value {
    let token = token(app, actor).await.expect("a token");
    let sent = send(app, Some(&token), "oost", table).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
    sent.json()["table"]["id"].clone()
}

#[tokio::test]
async fn a_program_brings_a_table_and_takes_it_back() {
    let app = settled().await;
    let rows = "Wie;postcode\nProefwinkel;1094 AB\nVerweg;9999 ZZ\n";
    let id = brought(&app, "organiser", rows).await;
    let seen = ask(&app, "organiser", LOOK, json!({ "id": id })).await;
    assert_eq!(code(&seen), "BAD_USER_INPUT", "nobody said which column has the names: {seen}");
    let columns = json!([{ "field": "name", "column": "Nee" }]);
    let wrong = ask(&app, "organiser", NAME, json!({ "id": id, "columns": columns })).await;
    let wrong = &wrong["data"]["nameTableColumns"]["userErrors"][0];
    assert_eq!((&wrong["code"], &wrong["field"]), (&json!("INVALID"), &json!("columns")));
    let columns = json!([
        { "field": "name", "column": "Wie" },
        { "field": "postcode", "column": "postcode" },
    ]);
    let named = ask(&app, "organiser", NAME, json!({ "id": id, "columns": columns })).await;
    let named = &named["data"]["nameTableColumns"]["table"]["columns"];
    assert_eq!(*named, json!([{ "field": "name" }, { "field": "postcode" }]));
    let seen = ask(&app, "organiser", LOOK, json!({ "id": id })).await;
    let table = &seen["data"]["table"];
    assert_eq!((&table["source"], &table["rows"]), (&json!("Winkeliers"), &json!(2)), "{seen}");
    assert_eq!(table["outlook"]["counts"], json!({ "created": 1, "skipped": 1 }));
    let fault = &table["outlook"]["faults"][0];
    assert_eq!((&fault["line"], &fault["leftOut"]), (&json!(3), &json!(true)));
    assert!(fault["message"].as_str().expect("words").contains("your area"), "{fault}");
    let made = ask(&app, "organiser", PUBLISH, json!({ "id": id })).await;
    let batch = &made["data"]["publishTable"]["batch"];
    assert_eq!(
        (&batch["counts"]["created"], &batch["canUndo"]),
        (&json!(1), &json!(true)),
        "{made}"
    );
    let found = app.ask("{ listing(slug: \"proefwinkel\") { name } }", json!({})).await;
    assert_eq!(found["data"]["listing"]["name"], "Proefwinkel");
    let undone = ask(&app, "organiser", UNDO, json!({ "id": batch["id"] })).await;
    assert_eq!(undone["data"]["undoImport"]["removed"], 1, "{undone}");
    let again = ask(&app, "organiser", UNDO, json!({ "id": batch["id"] })).await;
    assert_eq!(again["data"]["undoImport"]["userErrors"][0]["code"], "NOT_FOUND");
    let listed = ask(&app, "organiser", IMPORTS, json!({})).await;
    let listed = &listed["data"]["community"]["imports"][0];
    assert_eq!((listed["undoneAt"].is_string(), &listed["canUndo"]), (true, &json!(false)));
}

#[tokio::test]
async fn nobody_sees_or_undoes_anothers_table_by_its_id() {
    let app = settled().await;
    let rows = "naam;postcode\nProefwinkel;1094 AB\n";
    let id = brought(&app, "organiser", rows).await;
    let made = ask(&app, "organiser", PUBLISH, json!({ "id": id })).await;
    let batch = made["data"]["publishTable"]["batch"]["id"].clone();
    let waiting = brought(&app, "organiser", rows).await;
    for (actor, published, undone) in
        [("member", "DENIED", "DENIED"), ("steward", "DENIED", "DENIED")]
    {
        let seen = ask(&app, actor, LOOK, json!({ "id": waiting })).await;
        assert_eq!(code(&seen), "FORBIDDEN", "{actor}: {seen}");
        let answer = ask(&app, actor, PUBLISH, json!({ "id": waiting })).await;
        assert_eq!(answer["data"]["publishTable"]["userErrors"][0]["code"], published);
        let answer = ask(&app, actor, UNDO, json!({ "id": batch })).await;
        assert_eq!(answer["data"]["undoImport"]["userErrors"][0]["code"], undone);
    }
    let seen = ask(&app, "operator", LOOK, json!({ "id": waiting })).await;
    assert_eq!(seen["data"]["table"], Value::Null, "it is the bringer's alone");
    assert_eq!(code(&app.ask(PUBLISH, json!({ "id": waiting })).await), "UNAUTHENTICATED");
    let found = app.ask("{ listing(slug: \"proefwinkel\") { name } }", json!({})).await;
    assert_eq!(found["data"]["listing"]["name"], "Proefwinkel", "it still stands");
}

#[tokio::test]
async fn what_a_program_sends_wrong_is_told() {
    let app = settled().await;
    let organiser = token(&app, "organiser").await;
    let steward = token(&app, "steward").await;
    let organiser = organiser.as_deref();
    let heavy = "naam\n".to_owned() + &"x".repeat(3 << 20);
    for (who, community, table, status, field, code) in [
        (organiser, "oost", "", 400, json!("tabel"), "INVALID"),
        (organiser, "oost", heavy.as_str(), 400, json!("tabel"), "INVALID"),
        (organiser, "west", "naam\nx\n", 404, Value::Null, "NOT_FOUND"),
        (steward.as_deref(), "oost", "naam\nx\n", 403, Value::Null, "DENIED"),
        (Some("no.to.ken"), "oost", "naam\nx\n", 401, Value::Null, "UNAUTHENTICATED"),
    ] {
        let refused = send(&app, who, community, table).await;
        assert_eq!(refused.status.as_u16(), status, "{}", refused.text);
        let refused = refused.json();
        let wrong = &refused["userErrors"][0];
        assert_eq!((&wrong["field"], &wrong["code"]), (&field, &json!(code)), "{refused}");
        assert_eq!(refused["table"], Value::Null);
    }
    // Without a token it is a form, and one from elsewhere.
    let form = send(&app, None, "oost", "naam\nx\n").await;
    assert_eq!(form.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_first_days_are_counted() {
    let app = settled().await;
    let query = "{ community(slug: \"oost\") { id launch { day on steps { key done of } streets { \
        street done of } } } }";
    let seen = ask(&app, "steward", query, json!({})).await;
    let launch = &seen["data"]["community"]["launch"];
    assert_eq!((&launch["day"], &launch["on"]), (&json!(1), &json!(true)), "{seen}");
    let steps = launch["steps"].as_array().expect("steps");
    let keys: Vec<&str> = steps.iter().filter_map(|it| it["key"].as_str()).collect();
    let all = ["AGREEMENTS", "AREA", "PLACES", "STREETS", "OWNERS", "POSTERS", "PEOPLE"];
    assert_eq!(keys, all);
    assert_eq!(steps[0], json!({ "key": "AGREEMENTS", "done": 1, "of": 1 }));
    assert!(steps[2]["done"].as_u64().expect("a count") > 25 && !launch["streets"][0].is_null());
    for actor in ["visitor", "member"] {
        let seen = ask(&app, actor, query, json!({})).await;
        assert_eq!(seen["data"]["community"]["launch"], Value::Null, "{actor}");
    }
    let set = "mutation Set($of: ID!, $n: Int!) { setPosters(input: {communityId: $of, posters: $n}) { \
        launch { steps { done } } userErrors { field code } } }";
    let of = &seen["data"]["community"]["id"];
    let set_to = async |n: i32| {
        let answer = ask(&app, "organiser", set, json!({ "of": of, "n": n })).await;
        answer["data"]["setPosters"].clone()
    };
    assert_eq!(set_to(7).await["launch"]["steps"][5]["done"], 7);
    assert_eq!(set_to(-1).await["userErrors"][0], json!({ "field": "posters", "code": "INVALID" }));
}

async fn open(app: &App, path: &str, agent: &str, more: Option<(&str, &str)>) -> StatusCode {
    let mut request = Request::get(path).header(header::USER_AGENT, agent);
    if let Some((name, value)) = more {
        request = request.header(name, value);
    }
    app.send(request.body(Body::empty()).expect("a request")).await.status
}

async fn tap(app: &App, what: &str, site: &str) -> StatusCode {
    let request = Request::post("/plek/spaak-zoon/geteld")
        .header(header::USER_AGENT, PHONE)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", site)
        .body(Body::from(format!("wat={what}")));
    app.send(request.expect("a request")).await.status
}

#[tokio::test]
async fn what_is_looked_at_is_counted_for_its_keeper_alone() {
    let app = settled().await;
    let query = "{ listing(slug: \"spaak-zoon\") { numbers { week seen called routed } } }";
    let (page, robot) = ("/plek/spaak-zoon", "Mozilla/5.0 (compatible; Examplebot/1.0)");
    for _ in 0..6 {
        assert_eq!(open(&app, page, PHONE, None).await, StatusCode::OK);
        assert_eq!(open(&app, page, robot, None).await, StatusCode::OK);
    }
    let ahead = Some(("sec-purpose", "prefetch"));
    assert_eq!(open(&app, page, PHONE, ahead).await, StatusCode::OK);
    assert_eq!(tap(&app, "gebeld", "same-origin").await, StatusCode::NO_CONTENT);
    assert_eq!(tap(&app, "gebeld", "cross-site").await, StatusCode::FORBIDDEN);
    assert_eq!(tap(&app, "anders", "same-origin").await, StatusCode::BAD_REQUEST);
    let none = ask(&app, "merchant", query, json!({})).await;
    assert_eq!(none["data"]["listing"]["numbers"][7]["seen"], 0, "nothing is written by looking");
    numbers::flush(&app.operator(), &app.parts.domain).await.expect("it is written");
    let seen = ask(&app, "merchant", query, json!({})).await;
    let weeks = seen["data"]["listing"]["numbers"].as_array().expect("weeks");
    let last = json!({ "week": "2026-11-16", "seen": 6, "called": null, "routed": 0 });
    assert_eq!((weeks.len(), &weeks[7]), (8, &last), "{seen}");
    for actor in ["visitor", "member", "steward", "organiser", "operator"] {
        let seen = ask(&app, actor, query, json!({})).await;
        assert_eq!(seen["data"]["listing"]["numbers"], Value::Null, "{actor}");
    }
}
