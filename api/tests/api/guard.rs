//! The guard stands at every transport there is.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{App, code};

/// Long enough for a slow machine, far below what any of these would take.
const AT_ONCE: Duration = Duration::from_secs(1);

fn bomb(levels: usize, width: usize) -> String {
    let spread = |level: usize| format!("...f{level} ").repeat(width);
    let fragments = (0..levels)
        .map(|level| format!("fragment f{level} on Query {{ {} }} ", spread(level + 1)))
        .collect::<String>();
    format!("{{ ...f0 }} {fragments} fragment f{levels} on Query {{ __typename }}")
}

fn attacks() -> Vec<(&'static str, String)> {
    let list = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    vec![
        ("deep fragments", bomb(24, 2)),
        ("wide fragments", bomb(8, 10)),
        ("a cycle", "{ ...a } fragment a on Query { ...a }".to_owned()),
        ("nested lists", format!("{{ listing(slug: {}) {{ id }} }}", list(3_000))),
        (
            "nested objects",
            format!("{{ listings(near: {}1{}) }}", "{a:".repeat(2_000), "}".repeat(2_000)),
        ),
        ("nested fields", "{a".repeat(3_000) + &"}".repeat(3_000)),
        (
            "aliases",
            (0..101).fold("{".to_owned(), |all, n| all + &format!("a{n}:__typename ")) + "}",
        ),
        ("repeats", format!("{{ {} }}", "__typename ".repeat(900))),
        ("directives", format!("{{ __typename {} }}", "@skip(if: false) ".repeat(150))),
        ("an unfinished string", format!("{{ a(b: [\"\"\"c\"{} }}", "[".repeat(3_000))),
    ]
}

#[tokio::test]
async fn attacks_are_refused_at_once_by_post_and_get() {
    let app = App::empty().await;
    for (name, query) in attacks() {
        let began = Instant::now();
        let answer = app.ask(&query, json!({})).await;
        assert!(began.elapsed() < AT_ONCE, "{name} took {:?}", began.elapsed());
        assert!(code(&answer).starts_with("GRAPHQL_"), "{name}: {answer}");
        assert!(answer.get("data").is_none(), "{name}");
        let by_get = app.ask_by_get(&query).await;
        assert_eq!(by_get.status, StatusCode::BAD_REQUEST, "{name}");
        assert_eq!(by_get.json()["errors"], answer["errors"], "{name}");
        let page = serde_urlencoded::to_string([("query", &query)]).unwrap();
        let page = app.get("text/html", &format!("/graphql?{page}")).await;
        assert_eq!(page.status, StatusCode::OK, "{name}");
        assert!(page.text.contains("GRAPHQL_"), "{name}");
    }
}

#[tokio::test]
async fn a_hundred_thousand_brackets_do_not_end_the_process() {
    let app = App::empty().await;
    for query in ["[".repeat(100_000), "{a".repeat(20_000)] {
        let reply = app.post("application/json", json!({ "query": query }).to_string()).await;
        let refused =
            reply.status == StatusCode::PAYLOAD_TOO_LARGE || reply.text.contains("GRAPHQL_");
        assert!(refused, "{}", reply.text);
    }
    let variables = format!(r#"{{"query":"{{a}}","variables":{{"a":{}}}}}"#, "[".repeat(50_000));
    let reply = app.post("application/json", variables).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert_eq!(app.ask("{ __typename }", json!({})).await["data"]["__typename"], "Query");
}

#[tokio::test]
async fn huge_variables_are_refused() {
    let app = App::empty().await;
    let nested = (0..60).fold(json!(1), |inner, _| json!([inner]));
    let huge: [Value; 3] = [json!("x".repeat(20_000)), json!(vec![1; 2_000]), nested];
    for value in huge {
        let query = "query($after: String) { listings(after: $after) { totalCount } }";
        let answer = app.ask(query, json!({ "after": "x", "more": value })).await;
        assert_eq!(code(&answer), "GRAPHQL_VALIDATION_FAILED", "{answer}");
        assert!(answer["errors"][0]["message"].as_str().unwrap().contains("variables"));
    }
}

#[tokio::test]
async fn many_searches_in_one_request_are_too_much() {
    let app = App::empty().await;
    let search = "listings(first: 100) { edges { node { id name hours { week { label } } } } }";
    let many: String = (0..25).map(|n| format!("a{n}: {search} ")).collect();
    let answer = app.ask(&format!("{{ {many} }}"), json!({})).await;
    assert_eq!(code(&answer), "GRAPHQL_VALIDATION_FAILED");
    assert!(answer["errors"][0]["message"].as_str().unwrap().contains("smaller pages"));
}

#[tokio::test]
async fn the_worst_that_passes_is_answered_at_once() {
    let app = App::empty().await;
    let fields = "a: __typename b: __typename c: __typename __typename ".to_owned();
    let spreads = "...f ".repeat(10);
    let query =
        format!("{{ {spreads} }} fragment f on Query {{ {} }}", fields.replace(": ", "1: "));
    let began = Instant::now();
    app.ask(&query, json!({})).await;
    app.ask(&bomb(8, 2), json!({})).await;
    assert!(began.elapsed() < AT_ONCE, "took {:?}", began.elapsed());
}
