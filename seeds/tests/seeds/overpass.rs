//! Answers of Overpass: whatever was asked of the shape, places come in where they lie.

use koop_domain::geo::Point;
use koop_domain::listings::model::{Kind, LifeState};
use koop_seeds::osm::{OsmError, OsmImport, import};

use crate::harness::Town;
use crate::packed::gzip;

/// An answer with these elements.
fn answer(elements: &[&str]) -> String {
    format!(
        r#"{{"version":0.6,"generator":"Overpass API 0.7.62","osm3s":{{"timestamp_osm_base":"2026-04-20T00:00:00Z","copyright":"©"}},"elements":[{}]}}"#,
        elements.join(",\n")
    )
}

const BAKERY: &str = r#"{"type":"node","id":1,"lat":52.36,"lon":4.93,
    "timestamp":"2020-01-01T00:00:00Z","user":"somebody","uid":7,
    "tags":{"name":"Noor","shop":"bakery","opening_hours":"Mo-Fr 09:00-17:00"}}"#;

fn is_inside(point: Option<Point>) -> bool {
    point.is_some_and(|at| {
        (52.36..52.3604).contains(&at.latitude) && (4.93..4.9304).contains(&at.longitude)
    })
}

#[tokio::test]
async fn elements_become_listings_and_the_rest_is_left_out_with_the_reason() {
    let town = Town::new().await;
    let content = answer(&[
        BAKERY,
        r#"{"type":"node","id":2,"lat":52.36,"lon":4.93,"tags":{"amenity":"bench"}}"#,
        r#"{"type":"node","id":3,"tags":{"name":"Nergens","shop":"toys"}}"#,
        r#"{"type":"node","id":4,"lat":152.36,"lon":4.93,"tags":{"name":"Maan","shop":"toys"}}"#,
        r#"{"type":"node","id":5,"lat":52.36,"lon":4.93}"#,
        r#"{"type":"count","id":0,"tags":{"nodes":"5","total":"5"}}"#,
    ]);
    let counts = town.import("oost.json", &content).await;
    assert_eq!((counts.created, counts.skipped), (1, 3), "{:?}", counts.reasons);
    for reason in ["no position", "street furniture", "the point is not on earth"] {
        assert_eq!(counts.reasons[reason], 1, "{reason}");
    }
    let noor = town.listing("noor").await;
    assert_eq!((noor.facts.kind, noor.facts.hours.len()), (Kind::Shop, 1));
    let source = noor.source.unwrap();
    assert_eq!((source.id.as_str(), source.licence.as_str()), ("node/1", "ODbL-1.0"));
    assert_eq!(source.attribution, "© OpenStreetMap contributors");
}

#[tokio::test]
async fn one_object_is_one_listing_whatever_file_it_came_in() {
    let town = Town::new().await;
    town.import("oost.json", answer(&[BAKERY])).await;
    let feature = r#"{"type":"Feature","id":"node/1","geometry":{"type":"Point","coordinates":[4.93,52.36]},
        "properties":{"name":"Noor","shop":"bakery","opening_hours":"Mo-Fr 09:00-17:00"}}"#;
    let counts = town.import("oost.geojson", feature).await;
    assert_eq!((counts.created, counts.unchanged), (0, 1), "the record is the same to the letter");
}

#[tokio::test]
async fn shapes_that_stand_in_the_answer_are_used() {
    let town = Town::new().await;
    let content = answer(&[
        r#"{"type":"way","id":1,"nodes":[1,2,3,1],"geometry":[{"lat":52.36,"lon":4.93},null,
            {"lat":52.36,"lon":4.9304},{"lat":52.3604,"lon":4.9304},{"lat":52.36,"lon":4.93}],
            "tags":{"name":"Hal","amenity":"marketplace"}}"#,
        r#"{"type":"relation","id":2,"members":[
            {"type":"way","ref":8,"role":"outer","geometry":[{"lat":52.36,"lon":4.93},{"lat":52.36,"lon":4.9304},{"lat":52.3604,"lon":4.9304}]},
            {"type":"way","ref":9,"role":"outer","geometry":[{"lat":52.36,"lon":4.93},{"lat":52.3604,"lon":4.9304}]},
            {"type":"node","ref":3,"role":"entrance","lat":52.0,"lon":4.0},
            {"type":"relation","ref":4,"role":"part"}],
            "tags":{"name":"Museum","tourism":"museum"}}"#,
        r#"{"type":"way","id":3,"nodes":[91,92],"center":{"lat":52.3601,"lon":4.9301},
            "tags":{"name":"Park","leisure":"park"}}"#,
        r#"{"type":"way","id":4,"bounds":{"minlat":52.36,"minlon":4.93,"maxlat":52.3602,"maxlon":4.9302},
            "nodes":[91,92],"tags":{"name":"Tuin","leisure":"garden"}}"#,
        r#"{"type":"way","id":5,"nodes":[91,92],"tags":{"name":"Nergens","leisure":"park"}}"#,
    ]);
    let counts = town.import("shapes.json", content).await;
    assert_eq!((counts.created, counts.skipped), (4, 1), "{:?}", counts.reasons);
    for slug in ["hal", "museum", "park", "tuin"] {
        assert!(is_inside(town.listing(slug).await.facts.point), "{slug}");
    }
    assert_eq!(town.listing("museum").await.source.unwrap().id, "relation/2");
}

#[tokio::test]
async fn what_is_named_is_found_wherever_it_stands() {
    const HALL: &str = r#"{"type":"way","id":5,"nodes":[1,2,3,4,1],"tags":{"name":"Hal","amenity":"marketplace"}}"#;
    const MUSEUM: &str = r#"{"type":"relation","id":9,"members":[
        {"type":"way","ref":6,"role":"outer"},{"type":"way","ref":7,"role":""},
        {"type":"way","ref":8,"role":"inner"}],"tags":{"name":"Museum","tourism":"museum"}}"#;
    const SPOT: &str = r#"{"type":"relation","id":10,"members":[{"type":"node","ref":2,"role":""}],
        "tags":{"name":"Plek","tourism":"attraction"}}"#;
    let ways = [
        r#"{"type":"way","id":6,"nodes":[1,2,3]}"#,
        r#"{"type":"way","id":7,"nodes":[1,4,3]}"#,
        r#"{"type":"way","id":8,"nodes":[98,99]}"#,
    ];
    let nodes = [
        r#"{"type":"node","id":1,"lat":52.36,"lon":4.93}"#,
        r#"{"type":"node","id":2,"lat":52.36,"lon":4.9304}"#,
        r#"{"type":"node","id":3,"lat":52.3604,"lon":4.9304}"#,
        r#"{"type":"node","id":4,"lat":52.3604,"lon":4.93}"#,
    ];
    let places = [HALL, MUSEUM, SPOT];
    let orders = [
        [&places[..], &ways, &nodes].concat(),
        [&nodes[..], &ways, &places].concat(),
        [&ways[..], &nodes, &places].concat(),
    ];
    for elements in orders {
        let town = Town::new().await;
        let content = answer(&elements);
        for (name, content) in
            [("a.json", content.clone().into_bytes()), ("b.json", gzip(&content))]
        {
            let counts = town.import(name, content).await;
            assert_eq!(counts.created + counts.unchanged, 3, "{:?}", counts.reasons);
        }
        for slug in ["hal", "museum"] {
            assert!(is_inside(town.listing(slug).await.facts.point), "{slug}");
        }
        let corner = town.listing("plek").await.facts.point.unwrap();
        assert_eq!((corner.latitude, corner.longitude), (52.36, 4.9304));
    }
}

#[tokio::test]
async fn an_answer_that_overpass_did_not_finish_is_refused() {
    let town = Town::new().await;
    let whole = answer(&[BAKERY]);
    let cut = whole.trim_end_matches('}').to_owned()
        + r#","remark":"runtime error: Query timed out in \"query\" at line 3 after 26 seconds."}"#;
    let sentence = refusal(&town, &cut).await;
    assert!(sentence.contains("did not finish") && sentence.contains("timed out"), "{sentence}");
    assert_eq!(town.import("oost.json", whole).await.created, 1);
}

#[tokio::test]
async fn an_empty_answer_closes_no_town_unasked() {
    let town = Town::new().await;
    let shops: Vec<String> = (0..21)
        .map(|n| {
            format!(
                r#"{{"type":"node","id":{n},"lat":52.36,"lon":4.93,"tags":{{"shop":"bakery","name":"Zaak {n}"}}}}"#
            )
        })
        .collect();
    let shops: Vec<&str> = shops.iter().map(String::as_str).collect();
    assert_eq!(town.import("oost.json", answer(&shops)).await.created, 21);
    let file = town.file("oost.json", answer(&[]));
    let words = town.try_import(file.clone()).await.unwrap_err().to_string();
    assert!(words.contains("21 of the 21") && words.contains("--allow-gone"), "{words}");
    assert_eq!(town.listing("zaak-1").await.facts.state, LifeState::Running);
    let meant = OsmImport { file, allow_gone: true, ..OsmImport::default() };
    assert_eq!(import(&town.ctx(), &town.domain, &meant).await.unwrap().gone, 21);
}

#[tokio::test]
async fn a_place_without_a_position_in_this_answer_stays() {
    let town = Town::new().await;
    town.import("oost.json", answer(&[BAKERY])).await;
    let before = town.newest().await;
    let placeless = BAKERY.replace("lat", "latitude");
    let counts = town.import("oost.json", answer(&[&placeless])).await;
    assert_eq!((counts.skipped, counts.gone), (1, 0));
    assert_eq!(counts.reasons.keys().collect::<Vec<_>>(), ["no position"]);
    assert_eq!(town.newest().await, before);
}

#[tokio::test]
async fn damage_is_refused_with_its_place() {
    let town = Town::new().await;
    let deep = format!(r#"{{"type":"node","id":2,"tags":{{"a":{}}}}}"#, "[".repeat(5_000));
    let bad = [
        ("", "element 2"),
        ("{", "element 2"),
        (r#"{"type":"node","id":2,"lat":NaN,"lon":4.93}"#, "element 2, line 4"),
        (r#"{"type":"node","id":2,"lat":1e999,"lon":4.93}"#, "element 2"),
        (r#"{"type":"node","id":2,"lat":"52.36","lon":4.93}"#, "element 2"),
        (r#"{"type":"node","lat":52.36,"lon":4.93}"#, "missing field `id`"),
        (r#"{"id":2,"lat":52.36,"lon":4.93}"#, "missing field `type`"),
        (r#"{"type":"way","id":2,"nodes":["1"]}"#, "element 2"),
        ("17", "element 2"),
        (deep.as_str(), "element 2"),
    ];
    for (bad, place) in bad {
        let whole = answer(&[BAKERY, bad]);
        // Where it broke off, nothing of the end is there.
        let end = if bad.len() < 2 || bad == deep { 2 } else { 0 };
        let sentence = refusal(&town, &whole[..whole.len() - end]).await;
        assert!(sentence.contains("is damaged at") && sentence.contains(place), "{sentence}");
    }
    let whole = answer(&[BAKERY]);
    for end in (80..whole.len()).step_by(9) {
        refusal(&town, &whole.as_bytes()[..end]).await;
    }
    let latin1: Vec<u8> = whole.bytes().map(|b| if b == b'N' { 0xE9 } else { b }).collect();
    let sentence = refusal(&town, latin1).await;
    assert!(sentence.contains("element 1, line 3"), "{sentence}");
}

#[tokio::test]
async fn an_element_without_end_is_refused_after_sixteen_megabytes() {
    let town = Town::new().await;
    let mut content = answer(&[BAKERY, r#"{"type":"node","id":2,"tags":{"name":""#]).into_bytes();
    content.truncate(content.len() - 2);
    content.extend(vec![b'a'; 20 * 1024 * 1024]);
    let sentence = refusal(&town, content).await;
    assert!(sentence.contains("element 2") && sentence.contains("16 MiB"), "{sentence}");
}

/// Imports an answer that must be refused, and gives the sentence.
async fn refusal(town: &Town, content: impl AsRef<[u8]>) -> String {
    let error: OsmError = town.try_import(town.file("bad.json", content)).await.unwrap_err();
    assert!(town.newest().await.is_empty(), "something was left behind");
    error.to_string()
}
