//! Every page in every language over HTTP, without a browser.

use http::{StatusCode, header};
use koop_tests::house::{House, Reply};

const PAGES: &[&str] = &[
    "/",
    "/?tijd=vanavond",
    "/zoeken",
    "/zoeken?q=lek+band&open=nu",
    "/zoeken?plek=52.360,4.927&minuten=10&met=fiets",
    "/zoeken?q=xqzvw",
    "/plek/spaak-zoon",
    "/categorie/bicycle-repair",
    "/gemeenschappen",
    "/over-de-gegevens",
    "/hoe-wij-rangschikken",
    "/toegankelijkheid",
    "/privacy",
    "/graphql",
];

fn value(reply: &Reply, name: header::HeaderName) -> &str {
    reply.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn every_page_answers_in_every_language() {
    let house = House::with_demo().await;
    for path in PAGES {
        for (asked, answered) in [("nl", "nl"), ("en-GB,en;q=0.8", "en"), ("fr", "nl"), ("", "nl")]
        {
            let reply = house.page(path, asked).await;
            assert_eq!(reply.status, StatusCode::OK, "{path} {asked}");
            assert!(reply.body.contains(&format!("<html lang=\"{answered}\"")), "{path} {asked}");
            assert_eq!(value(&reply, header::CONTENT_LANGUAGE), answered, "{path}");
            assert!(value(&reply, header::VARY).to_lowercase().contains("accept-language"));
        }
    }
}

#[tokio::test]
async fn every_page_keeps_its_guard_up() {
    let house = House::with_demo().await;
    for path in PAGES.iter().copied().chain(["/bestaat-niet"]) {
        let reply = house.page(path, "nl").await;
        let policy = value(&reply, header::CONTENT_SECURITY_POLICY);
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(value(&reply, header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
        assert!(!reply.body.contains(" style=\""), "{path} has a style of its own");
        assert!(!reply.body.contains("javascript:"), "{path}");
    }
}

#[tokio::test]
async fn the_demo_says_so_and_is_not_indexed() {
    let house = House::with_demo().await;
    for path in PAGES {
        let reply = house.page(path, "nl").await;
        assert!(reply.body.contains("Dit is een voorbeeldbuurt"), "{path}");
        assert!(reply.body.contains("noindex"), "{path}");
    }
    let empty = House::empty().await;
    empty.catch_up().await;
    let reply = empty.page("/", "nl").await;
    assert!(!reply.body.contains("Dit is een voorbeeldbuurt"));
}

#[tokio::test]
async fn what_is_not_there_is_a_way_on() {
    let house = House::with_demo().await;
    for path in ["/bestaat-niet", "/plek/bestaat-niet", "/categorie/bestaat-niet"] {
        let reply = house.page(path, "nl").await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        assert!(reply.body.contains("name=\"q\""), "{path} has the search form");
    }
}

#[tokio::test]
async fn a_page_offers_the_query_behind_it() {
    let house = House::with_demo().await;
    for path in PAGES.iter().filter(|p| **p != "/graphql").copied().chain(["/bestaat-niet"]) {
        let reply = house.page(path, "nl").await;
        let (_, rest) = reply
            .body
            .split_once("href=\"/graphql?")
            .unwrap_or_else(|| panic!("{path} has no query"));
        let query = rest.split('"').next().expect("an address").replace("&amp;", "&");
        let behind = house.page(&format!("/graphql?{query}"), "nl").await;
        assert_eq!(behind.status, StatusCode::OK, "{path}");
        assert!(!behind.body.contains("&quot;errors&quot;"), "{path}: the query has errors");
    }
}

#[tokio::test]
async fn the_sitemap_and_robots_are_there() {
    let house = House::with_demo().await;
    for path in ["/robots.txt", "/sitemap.xml", "/manifest.webmanifest"] {
        assert_eq!(house.page(path, "nl").await.status, StatusCode::OK, "{path}");
    }
}
