//! Addresses, languages, headers, refusals, ways out.

use axum::body::Body;
use http::header::{
    ACCEPT_LANGUAGE, CONTENT_LANGUAGE, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE, VARY,
};
use http::{Request, StatusCode};

use crate::house::{BASE, House};

const PAGES: [&str; 13] = [
    "/",
    "/?tijd=zaterdag",
    "/zoeken",
    "/zoeken?q=fiets&open=nu",
    "/plek/spaak-zoon",
    "/categorie/bicycle-repair",
    "/buurten",
    "/buurten?zoek=1094",
    "/buurt/oost",
    "/over-de-gegevens",
    "/hoe-wij-rangschikken",
    "/toegankelijkheid",
    "/privacy",
];

#[tokio::test]
async fn every_page_answers_in_every_language() {
    let house = House::with_areas().await;
    for (wish, code, help) in [("nl-NL", "nl", "Hulp nodig?"), ("en-GB,en", "en", "Need help?")] {
        for path in PAGES {
            let page = house.ask(Request::get(path).header(ACCEPT_LANGUAGE, wish)).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert_eq!(page.header(CONTENT_LANGUAGE), code, "{path}");
            assert_eq!(page.header(VARY), "accept-language, cookie", "{path}");
            assert!(page.text.contains(&format!("<html lang=\"{code}\">")), "{path}");
            assert!(page.text.contains(help), "{path} has no help line");
            assert!(page.text.contains("href=\"tel:0200000000\""), "{path}");
            assert!(page.text.contains("href=\"/graphql?query="), "{path} hides its query");
        }
    }
}

#[tokio::test]
async fn only_lasting_pages_are_for_search_engines() {
    let house = House::new().await;
    for path in ["/", "/zoeken", "/plek/spaak-zoon", "/categorie/bicycle-repair"] {
        let page = house.get(path).await;
        assert!(page.text.contains(&format!("<link rel=\"canonical\" href=\"{BASE}{path}\">")));
        assert!(page.text.contains(&format!("hreflang=\"en\" href=\"{BASE}{path}?taal=en\"")));
        assert!(!page.text.contains("noindex") && page.header("x-robots-tag").is_empty(), "{path}");
    }
    for path in ["/zoeken?q=fiets", "/zoeken?open=nu", "/bestaat-niet"] {
        let page = house.get(path).await;
        assert_eq!(page.header("x-robots-tag"), "noindex", "{path}");
        assert!(!page.text.contains("canonical"), "{path}");
    }
}

#[tokio::test]
async fn the_language_is_a_choice_that_stays() {
    let house = House::new().await;
    let choice = Request::post("/taal")
        .header(HOST, "koop.example")
        .header("sec-fetch-site", "same-origin")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("taal=en&terug=%2Fzoeken%3Fq%3Dbrood"))
        .unwrap();
    let chosen = house.send(choice).await;
    assert_eq!(
        (chosen.status, chosen.header(LOCATION)),
        (StatusCode::SEE_OTHER, "/zoeken?q=brood")
    );
    let cookie = chosen.header(SET_COOKIE);
    assert!(cookie.starts_with("taal=en;"), "{cookie}");
    for part in ["SameSite=Lax", "HttpOnly", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let page = house.ask(Request::get("/").header(COOKIE, "a=b; taal=en")).await;
    assert_eq!(page.header(CONTENT_LANGUAGE), "en");
    // What the address says weighs most, and only for this page.
    let page = house.ask(Request::get("/?taal=nl").header(COOKIE, "taal=en")).await;
    assert_eq!(page.header(CONTENT_LANGUAGE), "nl");
    assert!(page.header(VARY).is_empty());
    assert!(page.text.contains("name=\"terug\" value=\"/\""));
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused_with_a_page() {
    let house = House::new().await;
    let foreign = Request::post("/taal")
        .header(HOST, "koop.example")
        .header("sec-fetch-site", "cross-site")
        .header("origin", "https://elsewhere.example")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("taal=en"))
        .unwrap();
    let refused = house.send(foreign).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.text.contains("action=\"/zoeken\"") && refused.header(SET_COOKIE).is_empty());
}

#[tokio::test]
async fn nobody_is_left_without_a_way_on() {
    let house = House::new().await;
    for path in ["/nee", "/plek/bakker-jansen", "/categorie/kasteel", "/sitemap/nee.xml"] {
        let page = house.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.text.contains("action=\"/zoeken\""), "{path}");
        assert!(page.text.contains("href=\"/graphql?query="), "{path}");
    }
    let page = house.get("/plek/bakker-jansen").await;
    assert!(page.text.contains("value=\"bakker jansen\""));
    let broken = House::with(false).await;
    for path in ["/", "/zoeken?q=brood", "/categorie/bakery"] {
        let page = broken.get(path).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(
            page.text.contains("Zoeken lukt nu even niet") && page.text.contains("req_"),
            "{path}"
        );
    }
    // What does not search goes on.
    assert_eq!(broken.get("/toegankelijkheid").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_address_is_tidied_once() {
    let house = House::new().await;
    let cases = [
        ("/zoeken?q=brood&open=&minuten=&met=fiets", "/zoeken?q=brood"),
        ("/zoeken?plek=52.3612345,4.9278912", "/zoeken?plek=52.361%2C4.928"),
        ("/zoeken?q=brood&utm_source=x&taal=en", "/zoeken?q=brood&taal=en"),
    ];
    for (given, tidy) in cases {
        let page = house.get(given).await;
        assert_eq!((page.status, page.header(LOCATION)), (StatusCode::SEE_OTHER, tidy), "{given}");
        assert_eq!(house.get(tidy).await.status, StatusCode::OK, "{tidy}");
    }
    let page = house.get("/zoeken?q=brood&minuten=veel&plek=999,4.9").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.text.matches("class=\"notice\"").count(), 2);
    assert!(page.text.contains("value=\"brood\"") && page.text.contains("Hoe ver: "));
}

#[tokio::test]
async fn the_footer_tells_what_the_page_cost() {
    let house = House::new().await;
    let page = house.get("/toegankelijkheid").await;
    let line = page.text.split("class=\"page-cost\"").nth(1).unwrap();
    let line = line.split(['>', '<']).nth(1).unwrap();
    let numbers: Vec<usize> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
    let [zero, kilobytes, milliseconds] = numbers[..] else { panic!("{line}") };
    assert_eq!(zero, 0);
    assert!(kilobytes.abs_diff(page.text.len() / 1000) <= 1, "{line}, {}", page.text.len());
    assert!(milliseconds >= 1);
}

#[tokio::test]
async fn crawlers_find_every_page() {
    let house = House::new().await;
    let robots = house.get("/robots.txt").await;
    assert!(robots.text.contains(&format!("Sitemap: {BASE}/sitemap.xml")), "{}", robots.text);
    let index = house.get("/sitemap.xml").await;
    let lists: Vec<&str> =
        index.text.split("<loc>").skip(1).filter_map(|it| it.split("</loc>").next()).collect();
    assert_eq!(lists.len(), 2);
    assert!(index.text.contains("<lastmod>2026-11-21T13:30:00Z</lastmod>"));
    let mut places = String::new();
    for list in lists {
        let part = house.get(list.strip_prefix(BASE).unwrap()).await;
        assert_eq!(part.status, StatusCode::OK, "{list}");
        assert!(part.header(CONTENT_TYPE).starts_with("application/xml"));
        places.push_str(&part.text);
    }
    for path in ["/", "/over-de-gegevens", "/plek/spaak-zoon"] {
        assert!(places.contains(&format!("<loc>{BASE}{path}</loc>")), "{path}");
    }
    assert!(
        places.contains("hreflang=\"en\" href=\"https://koop.example/plek/spaak-zoon?taal=en\"")
    );
}

#[tokio::test]
async fn typing_gets_words_and_where_they_lead() {
    let house = House::new().await;
    let answer = house.ask(Request::get("/suggesties?q=lek").header(ACCEPT_LANGUAGE, "en")).await;
    let json: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    let first = &json["suggestions"][0];
    assert_eq!((&first["text"], &first["kind"]), (&"Bicycle repair".into(), &"category".into()));
    assert_eq!(first["href"], "/zoeken?categorie=bicycle-repair");
}

#[tokio::test]
async fn a_telephone_can_keep_the_site_among_its_apps() {
    let house = House::new().await;
    let answer = house.get("/manifest.webmanifest").await;
    assert_eq!(answer.header(CONTENT_TYPE), "application/manifest+json");
    let json: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(json["icons"].as_array().map(Vec::len), Some(3));
}
