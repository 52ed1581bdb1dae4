//! What other programs read: feeds, calendars, the description for browsers.

use http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use http::{Request, StatusCode};

use crate::house::{BASE, House, NOTHING};

/// Reads XML strictly enough: every element closed in its turn, every `&` an entity.
fn well_formed(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").expect("XML");
    while let Some(at) = rest.find('<') {
        let text = &rest[..at];
        assert!(!text.contains('>'), "a stray > in {text}");
        for entity in text.split('&').skip(1) {
            let name = entity.split(';').next().unwrap();
            let known = ["amp", "lt", "gt", "quot"].contains(&name) || name.starts_with('#');
            assert!(known, "&{name}");
        }
        let end = at + rest[at..].find('>').expect("an end");
        let tag = &rest[at + 1..end];
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?}");
}

#[tokio::test]
async fn new_places_can_be_followed() {
    let house = House::with_areas().await;
    let feeds = [
        ("/zoeken.atom", "Nieuw in de gids"),
        ("/zoeken.atom?q=fiets&buurt=dapperbuurt", "Nieuw: “fiets” in de Dapperbuurt"),
        ("/categorie/bicycle-repair.atom", "Nieuw: Fietsenmaker"),
        ("/buurt/dapperbuurt.atom", "Nieuw in de Dapperbuurt"),
    ];
    for (path, title) in feeds {
        let feed = house.get(path).await;
        assert_eq!(feed.status, StatusCode::OK, "{path}");
        assert_eq!(feed.header(CONTENT_TYPE), "application/atom+xml; charset=utf-8");
        well_formed(&feed.text);
        let this = format!("{BASE}{}", path.replace('&', "&amp;"));
        for part in [
            format!("<id>{this}</id>"),
            format!("<title>{title}</title>"),
            format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{this}\"/>"),
            "<author><name>Koop Lokaal</name></author>".to_owned(),
            "<rights>© OpenStreetMap (ODbL-1.0)</rights>".to_owned(),
            "<updated>2026-11-21T13:30:00Z</updated>".to_owned(),
            "<title>Spaak &amp; Zoon</title>".to_owned(),
            "<author><name>OpenStreetMap</name></author>".to_owned(),
            format!("href=\"{BASE}/plek/spaak-zoon\"/>"),
            "<category term=\"bicycle-repair\" label=\"Fietsenmaker\"/>".to_owned(),
        ] {
            assert!(feed.text.contains(&part), "{part} is not in {path}: {}", feed.text);
        }
        assert!(feed.text.contains("<id>urn:uuid:"));
        let list = house.get(&path.replace(".atom", "")).await;
        let here = format!("href=\"{}\"", path.replace('&', "&#38;"));
        assert!(list.text.contains("<link rel=\"alternate\" type=\"application/atom+xml\""));
        assert!(list.text.contains(&here), "{path} is not told of");
    }
    assert_eq!(house.get("/categorie/kasteel.atom").await.status, StatusCode::NOT_FOUND);
    let english = Request::get("/zoeken.atom").header(ACCEPT_LANGUAGE, "en");
    assert!(house.ask(english).await.text.contains("xml:lang=\"en\""));
}

#[tokio::test]
async fn an_empty_feed_is_a_feed() {
    let house = House::new().await;
    let feed = house.get(&format!("/zoeken.atom?q={NOTHING}")).await;
    well_formed(&feed.text);
    assert!(!feed.text.contains("<entry>") && feed.text.contains("<updated>1970"));
    // Without a place to deliver to there is no list, so there is no news.
    assert_eq!(house.get("/zoeken.atom?bezorgt=hier").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn special_days_go_into_a_calendar() {
    let house = House::new().await;
    let place = house.get("/plek/spaak-zoon").await;
    assert!(place.text.contains("href=\"/plek/spaak-zoon.ics\" type=\"text/calendar\""));
    let calendar = house.get("/plek/spaak-zoon.ics").await;
    assert_eq!(calendar.header(CONTENT_TYPE), "text/calendar; charset=utf-8");
    let text = &calendar.text;
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    let lines: Vec<String> = text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect();
    let has = |line: &str| lines.iter().any(|it| it == line);
    // The place is closed on holidays: Christmas stands there once, with what it is.
    for line in [
        "DTSTART;VALUE=DATE:20261225",
        "DTEND;VALUE=DATE:20261226",
        "SUMMARY:Spaak & Zoon: dicht (eerste kerstdag)",
        "DTSTAMP:20261121T133000Z",
        "URL:https://koop.example/plek/spaak-zoon",
    ] {
        assert!(has(line), "{line} is not in {text}");
    }
    let uids: Vec<&String> = lines.iter().filter(|it| it.starts_with("UID:")).collect();
    let distinct: std::collections::BTreeSet<_> = uids.iter().collect();
    assert!(!uids.is_empty() && uids.len() == distinct.len());
    // A Sunday on which it never opens is no news.
    assert!(!has("DTSTART;VALUE=DATE:20270328"), "Easter Sunday");
    assert_eq!(house.get("/plek/nergens.ics").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_browser_can_search_from_its_address_bar() {
    let house = House::new().await;
    let page = house.get("/toegankelijkheid").await;
    assert!(page.text.contains(
        "<link rel=\"search\" type=\"application/opensearchdescription+xml\" title=\"Koop Lokaal\" href=\"/opensearch.xml\">"
    ));
    let described = house.get("/opensearch.xml").await;
    assert!(described.header(CONTENT_TYPE).starts_with("application/opensearchdescription+xml"));
    well_formed(&described.text);
    for template in ["/zoeken?q={searchTerms}", "/suggesties.json?q={searchTerms}"] {
        assert!(described.text.contains(&format!("template=\"{BASE}{template}\"")), "{template}");
    }
    let answer = house.get("/suggesties.json?q=lek").await;
    assert!(answer.header(CONTENT_TYPE).starts_with("application/x-suggestions+json"));
    let json: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    let address = format!("{BASE}/zoeken?categorie=bicycle-repair");
    assert_eq!(json, serde_json::json!(["lek", ["Fietsenmaker"], [""], [address]]));
}
