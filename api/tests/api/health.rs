//! Two words about health.

use axum::http::StatusCode;

use crate::harness::App;

#[tokio::test]
async fn a_server_is_ready_once_its_index_has_caught_up() {
    let app = App::empty().await;
    assert_eq!(app.get("*/*", "/healthz").await.status, StatusCode::OK);
    let waiting = app.get("*/*", "/readyz").await;
    assert_eq!(
        (waiting.status, waiting.text.as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "index\n")
    );
    app.parts.catch_up().await.expect("the index follows");
    let ready = app.get("*/*", "/readyz").await;
    assert_eq!((ready.status, ready.text.as_str()), (StatusCode::OK, "ready\n"));
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect_its_reader() {
    let app = App::empty().await;
    for path in ["/healthz", "/graphql?query={__typename}", "/", "/nergens"] {
        let reply = app.get("*/*", path).await;
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert!(reply.header("x-request-id").starts_with("req_"), "{path}");
        assert!(reply.header("strict-transport-security").starts_with("max-age="), "{path}");
        let policy = reply.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{path}");
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{path}");
    }
}

#[tokio::test]
async fn only_a_page_on_which_a_code_is_scanned_may_use_the_camera() {
    let app = App::empty().await;
    for (path, camera) in
        [("/", "camera=()"), ("/betaal", "camera=(self)"), ("/healthz", "camera=()")]
    {
        let reply = app.get("*/*", path).await;
        let policy = format!("geolocation=(self), {camera}, microphone=()");
        assert_eq!(reply.header("permissions-policy"), policy, "{path}");
    }
}
