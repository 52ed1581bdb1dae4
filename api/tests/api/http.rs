//! GraphQL over HTTP: what the audit suite asks, and what it forgets to ask.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;

use crate::harness::{App, code};

const NEW: &str = "application/graphql-response+json";
const OLD: &str = "application/json";

#[tokio::test]
async fn the_status_tells_of_a_broken_request_to_those_who_understand_it() {
    let app = App::empty().await;
    for query in ["{", "{ nope }", "query($s: String!) { listing(slug: $s) { id } }"] {
        let body = json!({ "query": query }).to_string();
        let new = app.post(NEW, body.clone()).await;
        assert_eq!(new.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(new.header("content-type").starts_with(NEW));
        assert!(new.json().get("data").is_none(), "{query}: {}", new.text);
        let old = app.post(OLD, body).await;
        assert_eq!(old.status, StatusCode::OK, "{query}");
        assert!(old.header("content-type").starts_with(OLD));
        assert!(old.json().get("data").is_none(), "{query}: {}", old.text);
        assert_ne!(code(&old.json()), "no error");
    }
}

#[tokio::test]
async fn a_mistake_in_a_value_is_an_answer_with_data() {
    let app = App::empty().await;
    let body =
        json!({ "query": "{ listings(near: {latitude: 99, longitude: 0}) { totalCount } }" });
    let reply = app.post(NEW, body.to_string()).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(reply.json().get("data").is_some());
    assert_eq!(code(&reply.json()), "BAD_USER_INPUT");
}

#[tokio::test]
async fn batches_and_other_bodies_are_refused() {
    let app = App::empty().await;
    let batch = json!([{ "query": "{__typename}" }, { "query": "{__typename}" }]).to_string();
    assert_eq!(app.post(OLD, batch).await.status, StatusCode::BAD_REQUEST);
    let long = "x".repeat(100_000);
    let too_long = app.post(OLD, json!({ "query": "{__typename}", "x": long }).to_string()).await;
    assert_eq!(too_long.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(code(&too_long.json()), "BAD_REQUEST");
    assert!(too_long.text.contains("larger than 65536 bytes"), "{}", too_long.text);
    let forms = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"];
    for form in forms {
        let request = Request::post("/graphql").header(header::CONTENT_TYPE, form);
        let request = request.body(Body::from(r#"{"query":"{__typename}"}"#)).unwrap();
        let reply = app.send(request).await;
        assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{form}");
    }
}

#[tokio::test]
async fn a_compressed_body_is_told_so() {
    let request = Request::post("/graphql")
        .header(header::CONTENT_TYPE, OLD)
        .header(header::CONTENT_ENCODING, "gzip")
        .body(Body::from("\u{1f}not looked at"));
    let reply = App::empty().await.send(request.unwrap()).await;
    assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(reply.text.contains("without compressing"), "{}", reply.text);
}

#[tokio::test]
async fn what_cannot_be_parsed_says_where_and_does_not_come_back() {
    let query = format!("{{ node(id: \"{}\") {{ }} }}", "secret".repeat(2_000));
    let reply = App::empty().await.post(OLD, json!({ "query": query }).to_string()).await;
    let error = &reply.json()["errors"][0];
    assert_eq!(error["message"], "The query cannot be read here: expected selection.");
    assert_eq!(error["locations"][0]["line"], 1);
    assert_eq!(code(&reply.json()), "GRAPHQL_PARSE_FAILED");
    assert!(!reply.text.contains("secret"));
}

#[tokio::test]
async fn a_mutation_by_get_is_refused_with_the_way_that_is_open() {
    let app = App::empty().await;
    for accept in [NEW, OLD] {
        let reply = app.get(accept, "/graphql?query=mutation%7B__typename%7D").await;
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(reply.header("allow"), "POST");
        assert_eq!(code(&reply.json()), "METHOD_NOT_ALLOWED");
    }
    let two = "/graphql?operationName=A&query=query%20A%7B__typename%7D%20mutation%20B%7Bx%7D";
    assert_ne!(app.get(NEW, two).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn what_we_cannot_write_is_not_acceptable() {
    let app = App::empty().await;
    let body = json!({ "query": "{__typename}" }).to_string();
    for accept in ["image/png", "text/html"] {
        assert_eq!(app.post(accept, body.clone()).await.status, StatusCode::NOT_ACCEPTABLE);
    }
}

#[tokio::test]
async fn any_origin_may_ask_without_a_cookie_and_nobody_keeps_the_answer() {
    let app = App::empty().await;
    let preflight = Request::options("/graphql").header(header::ORIGIN, "https://app.example");
    let preflight = app.send(preflight.body(Body::empty()).unwrap()).await;
    assert_eq!(preflight.status, StatusCode::NO_CONTENT);
    assert!(preflight.header("access-control-allow-headers").contains("content-type"));
    let reply = app.get(OLD, "/graphql?query={__typename}").await;
    for reply in [&preflight, &reply] {
        assert_eq!(reply.header("access-control-allow-origin"), "*");
        assert_eq!(reply.header("access-control-allow-credentials"), "");
    }
    assert_eq!(reply.header("cache-control"), "no-store");
    assert_eq!(reply.header("content-language"), "en");
    assert!(reply.header("vary").contains("accept-language"));
}

#[tokio::test]
async fn the_language_is_the_readers() {
    let app = App::empty().await;
    let wishes = [
        ("nl", "nl", "Fietsenmaker"),
        ("en-GB, nl;q=0.5", "en", "Bicycle repair"),
        ("de", "nl", "Fietsenmaker"),
    ];
    for (wish, language, label) in wishes {
        let request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, OLD)
            .header(header::ACCEPT_LANGUAGE, wish)
            .body(Body::from(r#"{"query":"{ category(key: \"bicycle-repair\") { label } }"}"#))
            .unwrap();
        let reply = app.send(request).await;
        assert_eq!(reply.header("content-language"), language, "{wish}");
        assert_eq!(reply.json()["data"]["category"]["label"], label, "{wish}");
    }
}
