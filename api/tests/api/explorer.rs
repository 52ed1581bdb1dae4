//! The explorer: a page that asks by its address and works without JavaScript.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::harness::App;

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

#[tokio::test]
async fn a_browser_gets_a_page_in_its_language() {
    let app = App::with_demo().await;
    for (wish, word) in [("nl", "Antwoord"), ("en", "Answer")] {
        let request = Request::get("/graphql?query=%7B__typename%7D")
            .header(header::ACCEPT, BROWSER)
            .header(header::ACCEPT_LANGUAGE, wish);
        let page = app.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.header("content-type").starts_with("text/html"));
        assert_eq!(page.header("content-language"), wish);
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(
            page.text.contains(word) && page.text.contains("&#34;__typename&#34;: &#34;Query&#34;")
        );
    }
}

#[tokio::test]
async fn nothing_on_the_page_needs_a_script_or_another_origin() {
    let app = App::with_demo().await;
    let page = app.get(BROWSER, "/graphql").await.text;
    assert!(!page.contains("<script>") && !page.contains(" style=") && !page.contains(" onclick"));
    for link in page.split("href=\"").chain(page.split("src=\"")).skip(1) {
        let href = link.split('"').next().unwrap();
        let own = href.starts_with('/')
            || href.starts_with('#')
            || href.starts_with("https://oost.example");
        assert!(own || href.contains("<!doctype"), "{href}");
    }
    assert!(page.contains("<form class=\"explorer-form\" method=\"get\" action=\"/graphql\">"));
}

#[tokio::test]
async fn what_is_asked_is_shown_and_not_executed_by_the_page() {
    let app = App::empty().await;
    let evil = "%7B%22%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E";
    let page = app.get(BROWSER, &format!("/graphql?query={evil}&variables={evil}")).await.text;
    assert!(!page.contains("<script>alert") && !page.contains("</textarea><script"));
}

#[tokio::test]
async fn every_example_answers_without_errors_and_every_type_has_its_place() {
    let app = App::with_demo().await;
    let page = app.get(BROWSER, "/graphql").await.text;
    let links: Vec<String> = page
        .split("href=\"/graphql?")
        .skip(1)
        .map(|rest| format!("/graphql?{}", rest.split('"').next().unwrap().replace("&#38;", "&")))
        .collect();
    assert!(links.len() >= 7, "{links:?}");
    for link in links {
        let answer = app.get("application/json", &link).await.json();
        assert!(answer.get("errors").is_none(), "{link}: {answer}");
        assert!(answer["data"].is_object());
    }
    let anchors = page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap());
    for anchor in anchors {
        assert!(page.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    }
    assert!(page.contains("id=\"Listing\"") && page.contains("id=\"OpenInput\""));
}
