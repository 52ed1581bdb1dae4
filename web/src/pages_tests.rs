//! Every page in every language, from hand-made values: strict HTML, nothing of a stranger's
//! words taken for ours, nothing of a home shown.

use askama::Template;
use koop_domain::areas::atlas::Atlas;
use koop_domain::error::Kind;
use koop_domain::geo::TravelMode;
use koop_domain::id::RequestId;
use koop_domain::imports::difference::Difference;
use koop_domain::language::Language::{self, En, Nl};
use koop_domain::listings::categories::tree;
use koop_domain::listings::model::{Facts, Listing, Service};
use koop_domain::listings::provenance::FactGroup;
use koop_domain::listings::search::{Hit, Openness, Why};
use koop_domain::listings::{Census as Count, SearchPage};

use crate::accessibility::Accessibility;
use crate::area::{self, AreaCounts, AreaPage};
use crate::area_list::AreaList;
use crate::card::Cards;
use crate::category::Category;
use crate::census::Census;
use crate::home::{Home, Known, Time};
use crate::oops::fault_page;
use crate::place::{Place, Surroundings, Way, area_links};
use crate::pulse::Counts;
use crate::ranking::Ranking;
use crate::results::Results;
use crate::results::state::State;
use crate::sample::{
    EVIL, area_id, at_home, atlas, check, evil, found, hit, moved, now, page, poor, rich,
};

/// A page that changes its mind about a quarter of a telephone's data is too large.
const PLACE_BYTES_MAX: usize = 24_000;

fn area_counts(counts: &[(u128, u64)]) -> AreaCounts {
    let value = |(area, count): &(u128, u64)| (area_id(*area).to_string(), *count);
    AreaCounts::of_facet(&counts.iter().map(value).collect::<Vec<_>>())
}

fn place(language: Language, listing: &Listing) -> String {
    Place::new(page(language), listing, &around(listing, None), now()).render().unwrap()
}

/// A neighbour, the areas, and the way of somebody who searched.
fn around(listing: &Listing, minutes: Option<u32>) -> Surroundings {
    let neighbour = poor();
    Surroundings {
        nearby: vec![(neighbour.clone(), hit(&neighbour, None))],
        areas: area_links(listing, &atlas()),
        differences: vec![difference(listing)],
        mending: Default::default(),
        way: minutes.map(|minutes| Way {
            minutes,
            mode: TravelMode::Walk,
            from: Some("1094 Amsterdam".into()),
        }),
        ..Surroundings::default()
    }
}

/// What a source says otherwise: other hours.
fn difference(listing: &Listing) -> Difference {
    let hours = |text: &str| Facts {
        hours: [(Service::Counter, text.to_owned())].into(),
        ..Facts::default()
    };
    let source = rich().source.unwrap();
    let ours = Facts { hours: listing.facts.hours.clone(), ..Facts::default() };
    Difference { group: FactGroup::Hours, ours, theirs: hours("Mo-Fr 10:00-17:00"), source }
}

fn results(language: Language, query: &str) -> String {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap();
    let (mut state, _) = State::read(&pairs);
    let _ = state.settle(&atlas());
    let hits = vec![
        (rich(), Some(Openness::Certain)),
        (evil(), Some(Openness::Probable)),
        (at_home(), Some(Openness::Maybe)),
    ];
    let found = if query.contains("niets") { found(Vec::new(), false) } else { found(hits, true) };
    Results::new(page(language), &state, &found, &atlas(), now(), now()).render().unwrap()
}

fn home(language: Language, time: Time) -> String {
    let open =
        found(vec![(rich(), Some(Openness::Certain)), (evil(), Some(Openness::Maybe))], true);
    let counts = Counts {
        total: 400,
        kinds: vec![("repair".into(), 400)],
        categories: vec![("repair".into(), 1_400), ("eating".into(), 2)],
        areas: area_counts(&[(3, 5), (4, 4)]),
        approximate: false,
    };
    let atlas = atlas();
    let street = vec![rich(), evil(), poor()];
    let known =
        Known { open: &open, counts: &counts, street: &street, newest: &street, atlas: &atlas };
    let at = time.instant(now());
    Home::new(page(language), time, at, now(), &known).render().unwrap()
}

fn area(language: Language, slug: &str, found: &SearchPage) -> String {
    let atlas = atlas();
    let area = atlas.by_slug(slug).unwrap();
    let street: Vec<Listing> = found.found.iter().map(|(it, _)| it.clone()).collect();
    let known = area::Known {
        area,
        atlas: &atlas,
        all: found,
        open: found,
        street: &street,
        newest: &street,
        attributions: &[EVIL.into()],
    };
    AreaPage::new(page(language), &known, now()).render().unwrap()
}

fn areas(language: Language, text: &str) -> String {
    let counts = area_counts(&[(1, 9), (2, 9), (3, 5)]);
    AreaList::new(page(language), text, &atlas(), &counts).render().unwrap()
}

fn all(language: Language) -> Vec<(String, String)> {
    let categories = vec![("bicycle-repair".into(), 1)];
    let counts = Counts { total: 3, categories, ..Counts::default() };
    let node = |key: &str| tree().get(key).unwrap();
    let some = found(vec![(rich(), None), (evil(), None)], false);
    let none = found(Vec::new(), false);
    let census = Count { listings: 3, demo: 1, sources: vec![("ODbL-1.0".into(), EVIL.into(), 2)] };
    let category = |key, found| {
        Category::new(page(language), node(key), found, &counts, now()).render().unwrap()
    };
    let mut all: Vec<(String, String)> = vec![
        ("home".into(), home(language, Time::Now)),
        ("home tonight".into(), home(language, Time::Tonight)),
        ("category".into(), category("repair", &some)),
        ("empty category".into(), category("farm", &none)),
        (
            "census".into(),
            Census::new(page(language), &census, vec![EVIL.into()]).render().unwrap(),
        ),
        ("ranking".into(), Ranking::new(page(language)).render().unwrap()),
        ("area".into(), area(language, "dapperbuurt", &some)),
        ("area with areas".into(), area(language, "oost", &some)),
        ("empty area".into(), area(language, "leeg", &none)),
        ("areas".into(), areas(language, "")),
        ("areas like".into(), areas(language, "daperbuurt")),
        ("areas postcode".into(), areas(language, "1094")),
        ("areas evil".into(), areas(language, EVIL)),
        ("accessibility".into(), Accessibility::new(page(language)).render().unwrap()),
        ("privacy".into(), crate::privacy::Privacy::new(page(language)).render().unwrap()),
    ];
    for (name, listing) in [
        ("rich", rich()),
        ("poor", poor()),
        ("home", at_home()),
        ("evil", evil()),
        ("moved", moved()),
    ] {
        all.push((format!("place {name}"), place(language, &listing)));
    }
    let queries = [
        "",
        "waar=1094&minuten=10&met=lopen&buurt=dapperbuurt&open=nu",
        "buurt=leeg&categorie=bicycle-repair",
        "q=brood",
        "q=niets&open=nu&plek=52.361,4.928&minuten=10&met=lopen",
        "bezorgt=hier&q=soep",
        "open=2026-11-24T14:00&dienst=bezorgen&plek=52.361,4.928&minuten=7&bezorgt=1093&kader=52.3,4.8,52.4,5.0&soort=repair&categorie=bicycle-repair&rolstoel=ja&volgorde=dichtbij&na=o14.7",
        "q=%3C%2Finput%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%20onfocus%3D%22x",
    ];
    all.extend(queries.map(|query| (format!("results {query}"), results(language, query))));
    all
}

#[test]
fn every_page_is_strict_html_in_every_language() {
    for language in Language::ALL {
        for (name, html) in all(language) {
            let caught = std::panic::catch_unwind(|| check(&html));
            assert!(caught.is_ok(), "{name} in {language:?}");
            assert!(html.contains(&format!("<html lang=\"{}\">", language.code())), "{name}");
            assert!(!html.contains("nknown localization"), "{name}");
        }
    }
}

#[test]
fn words_of_others_stay_words() {
    for (name, html) in all(Nl) {
        // One script of ours, and the data for search engines; no more came in.
        let scripts = html.matches("<script").count();
        assert!(scripts <= 2, "{name}: {scripts}");
        for trap in ["<script>alert", "<b>"] {
            assert!(!html.contains(trap), "{name} has {trap}");
        }
    }
}

#[test]
fn a_home_shows_no_door() {
    for language in Language::ALL {
        let html = place(language, &at_home());
        let secrets = [
            "Swindenstraat",
            "717",
            "1093 WQ",
            "52.36123",
            "4.92845",
            "geo:",
            "GeoCoordinates",
            "node/1",
        ];
        for secret in secrets {
            assert!(!html.contains(secret), "{secret}");
        }
        assert!(html.contains("Amsterdam"));
        let list = results(language, "");
        let card = list.split("data-slug=\"naaiatelier\"").next().unwrap();
        let card = card.rsplit("<li class=\"card\"").next().unwrap();
        assert!(!card.contains("data-latitude"), "{card}");
    }
}

#[test]
fn a_place_tells_what_is_known_and_who_says_so() {
    let html = place(Nl, &rich());
    for words in [
        "Nu open tot 17.00 uur",
        "Eerste van Swindenstraat 717, 1093\u{a0}WQ Amsterdam",
        "vandaag <span class=\"week-date\">zaterdag 21 november",
        "9.00–17.00 uur",
        "13.00–15.00 uur",
        "teamdag",
        "Druk: bezorgen duurt 30 minuten langer",
        "tot 3,5 km van de zaak",
        "€\u{a0}15,00",
        "gratis",
        "met de fiets",
        "fietsen, samovar",
        "gaat deels, of met hulp",
        "Nederlands, Türkçe, xx",
        "zelfstandige zaak",
        "coöperatie",
        "Bevestigd op 1 november 2026 (OpenStreetMap)",
        "© OpenStreetMap",
        "ODbL-1.0",
        "Klopt dit nog?",
        "Openingstijden: OpenStreetMap zegt “Mo-Fr 10:00-17:00”",
        "<a href=\"/buurt/dapperbuurt\">Dapperbuurt</a>, <a href=\"/buurt/oost\">Oost</a>",
        "href=\"/plek/spaak-zoon.ics\"",
        "href=\"tel:0205550191\"",
        "href=\"mailto:hallo@spaak.example\"",
        "href=\"geo:52.361230,4.928450\"",
        "href=\"https://www.openstreetmap.org/node/1\"",
    ] {
        assert!(html.contains(words), "{words:?} is not on the page");
    }
    assert!(html.len() <= PLACE_BYTES_MAX, "{} bytes", html.len());
    // Another language's description says that it is.
    assert!(place(En, &rich()).contains("<p class=\"lead\" lang=\"nl\">"));
    assert!(place(Nl, &rich()).contains("<p class=\"lead\">"));
    let html = place(Nl, &poor());
    assert!(html.contains("Openingstijden onbekend. Weet jij ze?"));
    assert!(!html.contains("class=\"week\""));
    let html = place(Nl, &moved());
    assert!(html.contains("Verhuisd naar de Javastraat") && !html.contains("ld+json"));
}

#[test]
fn a_note_of_several_days_is_read_once() {
    let mut away = rich();
    let exception = &mut away.facts.exceptions[0];
    exception.to = exception.from + chrono::Days::new(2);
    let html = place(Nl, &away);
    let week = html.split("class=\"week\"").nth(1).unwrap();
    assert_eq!(week.split("</table>").next().unwrap().matches("teamdag").count(), 1);
}

#[test]
fn what_may_be_open_comes_apart_with_its_number() {
    let html = results(Nl, "open=nu");
    let (sure, maybe) = html.split_once("Misschien open</h2>").expect("a group of its own");
    assert!(sure.contains("Spaak &#38; Zoon") && !sure.contains("tel:"));
    assert!(maybe.contains("Naaiatelier") && maybe.contains("tel:0205550191"));
    assert!(sure.contains("ongeveer 4 minuten fietsen"));
    assert!(
        results(Nl, "plek=52.361,4.928&minuten=10&met=lopen").contains("ongeveer 4 minuten lopen")
    );
}

#[test]
fn a_filter_that_is_on_can_be_taken_away() {
    let html = results(Nl, "q=brood&open=nu&rolstoel=ja");
    assert!(html.contains(
        "href=\"/zoeken?q=brood&#38;rolstoel=ja\">Nu open <span class=\"sr-only\">weghalen"
    ));
    assert!(html.contains("href=\"/zoeken?q=brood&#38;open=nu\">Rolstoelvriendelijk"));
    assert!(html.contains("<input type=\"hidden\" name=\"rolstoel\" value=\"ja\">"));
    assert!(html.contains("value=\"brood\""));
}

#[test]
fn an_empty_result_helps_on() {
    let html = results(Nl, "q=niets&open=nu&plek=52.361,4.928&minuten=10&met=lopen");
    assert!(html.contains("Niets gevonden voor “niets”"));
    for way in [
        "/zoeken?q=niets&#38;plek=52.361%2C4.928&#38;minuten=10&#38;met=lopen\"",
        "minuten=20&#38;met=lopen\"",
        "href=\"/zoeken?q=niets\"",
        "href=\"/zoeken\"",
    ] {
        let empty = html.split("class=\"empty\"").nth(1).unwrap();
        assert!(empty.contains(way), "{way}");
    }
}

#[test]
fn an_empty_guide_tells_what_to_do() {
    let none = found(Vec::new(), false);
    let (counts, atlas) = (Counts::default(), Atlas::default());
    let known = Known { open: &none, counts: &counts, street: &[], newest: &[], atlas: &atlas };
    let html = Home::new(page(Nl), Time::Now, now(), now(), &known).render().unwrap();
    check(&html);
    assert!(html.contains("De straat slaapt nog.") && !html.contains("De straat is wakker."));
    assert!(html.contains("<code>koop-lokaal import osm BESTAND</code>"));
    assert!(!html.contains("/?tijd="), "there is nothing to switch on");
}

#[test]
fn words_that_cannot_be_shown_are_left_out() {
    let html = results(Nl, "q=niets%00%0D%0Aanders");
    assert!(html.contains("value=\"niets") && !html.contains('\0') && !html.contains('\r'));
    // A way on that leads to the same place as another is told once.
    let html = results(Nl, "q=niets&open=2026-11-22T03:00");
    let ways = html.split("class=\"empty\"").nth(1).unwrap();
    assert_eq!(ways.split("</ul>").next().unwrap().matches("href=\"/zoeken?q=niets\"").count(), 1);
    assert!(html.contains("Zoek ook wat dan dicht is"));
}

#[test]
fn independent_is_said_where_nothing_else_is() {
    let cards = Cards::now(Nl, now());
    let why = |why: Vec<Why>| cards.hit(&rich(), &Hit { why, ..hit(&rich(), None) }).why;
    assert_eq!(why(vec![Why::Open, Why::Independent]), "zelfstandige zaak");
    assert_eq!(why(vec![Why::NameExact, Why::Independent]), "heet precies zo");
}

#[test]
fn the_street_says_in_words_what_it_shows() {
    let html = home(Nl, Time::Now);
    assert!(html.contains("De straat is wakker."));
    assert!(html.contains("231 van de 400 zaken zijn nu open."));
    assert!(html.contains("1.400"));
    let html = home(Nl, Time::Tonight);
    assert!(html.contains("231 van de 400 zaken zijn vandaag om 20.00 uur open."));
    assert!(html.contains("<a href=\"/?tijd=vanavond\" aria-current=\"true\">Vanavond</a>"));
    assert!(
        home(En, Time::Saturday)
            .contains("231 of 400 places are open Saturday 28 November at 14:00.")
    );
}

#[test]
fn crawlers_keep_out_of_an_invented_neighbourhood() {
    let real = page(Nl);
    assert_eq!(real.robots(), None);
    assert_eq!(real.canonical().as_deref(), Some("https://koop.example/plek/x"));
    let english = page(En);
    assert_eq!(english.canonical().as_deref(), Some("https://koop.example/plek/x?taal=en"));
    let alternates = real.alternates();
    assert_eq!(alternates, english.alternates());
    assert_eq!(alternates.len(), 3);
    let mut demo = page(Nl);
    demo.demo = true;
    assert_eq!(demo.robots(), Some("noindex"));
    let html = Accessibility::new(demo).render().unwrap();
    assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(html.contains("Dit is een voorbeeldbuurt. De zaken zijn verzonnen."));
}

#[tokio::test]
async fn even_a_fault_has_a_way_out() {
    let id = RequestId(uuid::Uuid::nil());
    let response = fault_page(&http::HeaderMap::new(), Kind::Internal, Some(id));
    assert_eq!(response.status(), 500);
    let bytes = axum::body::to_bytes(response.into_body(), 100_000).await.unwrap();
    let html = String::from_utf8(bytes.to_vec()).unwrap();
    check(&html);
    assert!(html.contains("action=\"/zoeken\"") && html.contains("Er ging bij ons iets mis"));
    assert!(html.contains(&id.to_string()), "the number that stands in the log");
    assert!(!html.contains("kosten"), "the mark of the cost stands there");
    let slow = fault_page(&http::HeaderMap::new(), Kind::Unavailable, None);
    assert_eq!(slow.status(), 503);
    let bytes = axum::body::to_bytes(slow.into_body(), 100_000).await.unwrap();
    assert!(String::from_utf8_lossy(&bytes).contains("Dit duurde te lang"));
}
