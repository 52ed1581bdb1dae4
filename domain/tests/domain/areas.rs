//! The map: published by one flip, followed by every listing and every process.

use std::collections::HashMap;

use geo::{Coord, MultiPolygon, Rect};
use koop_domain::areas::model::{AreaKind, CORNERS_MAX, Postcode, Survey, Surveyed};
use koop_domain::areas::{self, atlas::Atlas};
use koop_domain::error::Kind as ErrorKind;
use koop_domain::geo::Point;
use koop_domain::imports::model::{Counts, Record};
use koop_domain::listings;
use koop_domain::listings::model::Listing;

use crate::harness::{House, on_both_databases};
use crate::imports::{import, record};

on_both_databases! {
    a_listing_knows_its_areas_whichever_came_first;
    a_listing_that_moves_is_elsewhere;
    another_map_moves_listings_and_tells_the_indexes;
    a_repeated_import_writes_nothing;
    what_an_edition_has_no_longer_leaves_the_map;
    ids_and_slugs_last;
    two_data_sets_make_one_map;
    another_process_sees_the_map_at_its_next_look;
    no_listing_is_saved_by_an_old_map;
    a_dry_run_says_it_and_writes_nothing;
    untrue_things_stand_on_no_map;
    only_the_operator_draws;
}

/// A row of squares of a hundredth of a degree from west to east, in the town around them.
pub(crate) fn survey(squares: u32) -> Survey {
    let town = Surveyed {
        outline: rect(4.9, 52.3, 5.4, 52.4),
        inhabitants: Some(900_000),
        ..Surveyed::named(AreaKind::Municipality, "GM0363", "Amsterdam", None)
    };
    let district = Surveyed::named(AreaKind::District, "SD0363M", "Oost", Some("GM0363"));
    let squares = (0..squares).map(|n| Surveyed {
        outline: square(n),
        ..Surveyed::named(
            AreaKind::Neighbourhood,
            &format!("BU{n}"),
            &format!("Buurt {n}"),
            Some("SD0363M"),
        )
    });
    Survey { areas: [town, district].into_iter().chain(squares).collect(), ..Survey::default() }
}

fn square(n: u32) -> MultiPolygon {
    let west = 4.9 + f64::from(n) / 100.0;
    rect(west, 52.36, west + 0.01, 52.37)
}

fn rect(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon {
    let (low, high) = (Coord { x: west, y: south }, Coord { x: east, y: north });
    MultiPolygon::new(vec![Rect::new(low, high).to_polygon()])
}

/// A shop in the middle of a square.
pub(crate) fn shop(id: &str, square: u32) -> Record {
    let mut shop = record(id, &format!("Zaak {id}"));
    shop.facts.point = Some(middle(square));
    shop
}

pub(crate) fn middle(square: u32) -> Point {
    Point { latitude: 52.365, longitude: 4.905 + f64::from(square) / 100.0 }
}

pub(crate) fn postcode(code: &str, square: u32) -> Postcode {
    Postcode { code: code.to_owned(), place: "Amsterdam".to_owned(), point: middle(square) }
}

pub(crate) async fn draw(house: &House, dataset: &str, survey: Survey) -> Counts {
    areas::publish(&house.operator(), &house.domain, dataset, survey, false).await.unwrap()
}

pub(crate) async fn atlas(house: &House) -> std::sync::Arc<Atlas> {
    areas::refresh(&house.domain).await.unwrap()
}

async fn listing(house: &House, slug: &str) -> Listing {
    listings::by_slug(&house.visitor(), &house.domain, slug).await.unwrap().unwrap()
}

/// The names of the areas of a listing, as its row has them.
pub(crate) async fn areas_of(house: &House, slug: &str) -> Vec<String> {
    let (atlas, listing) = (atlas(house).await, listing(house, slug).await);
    listing.areas.iter().map(|id| atlas.get(*id).unwrap().name.clone()).collect()
}

async fn a_listing_knows_its_areas_whichever_came_first(house: &House) {
    import(house, "oost", vec![shop("1", 1)]).await;
    assert_eq!(areas_of(house, "zaak-1").await, [""; 0]);
    let counts = draw(house, "kaart", survey(3)).await;
    assert_eq!(counts, Counts { created: 5, ..Counts::default() });
    assert_eq!(areas_of(house, "zaak-1").await, ["Buurt 1", "Oost", "Amsterdam"]);
    let mut nowhere = shop("3", 0);
    nowhere.facts.point = None;
    import(house, "west", vec![shop("2", 2), nowhere, shop("4", 9), shop("5", 90)]).await;
    assert_eq!(areas_of(house, "zaak-2").await, ["Buurt 2", "Oost", "Amsterdam"]);
    assert_eq!(areas_of(house, "zaak-3").await, [""; 0], "it has no point");
    assert_eq!(areas_of(house, "zaak-4").await, ["Amsterdam"], "between the neighbourhoods");
    assert_eq!(areas_of(house, "zaak-5").await, [""; 0], "off the map");
    assert_eq!(listing(house, "zaak-1").await.revision, 1, "nobody changed it");
}

async fn a_listing_that_moves_is_elsewhere(house: &House) {
    draw(house, "kaart", survey(3)).await;
    import(house, "oost", vec![shop("1", 1)]).await;
    let before = listing(house, "zaak-1").await;
    let mut facts = before.facts.clone();
    facts.point = Some(middle(2));
    let ctx = house.operator();
    let edited = listings::edit(&ctx, &house.domain, before.id, 1, facts).await.unwrap();
    assert_eq!(areas_of(house, "zaak-1").await, ["Buurt 2", "Oost", "Amsterdam"]);
    assert_eq!(edited.areas, listing(house, "zaak-1").await.areas);
}

async fn another_map_moves_listings_and_tells_the_indexes(house: &House) {
    draw(house, "kaart", survey(3)).await;
    import(house, "oost", vec![shop("1", 1), shop("2", 2)]).await;
    let head = crate::changes::heard_of(house, 2).await;
    let mut moved = survey(3);
    // Square 1 is drawn elsewhere, so its shop lies in the town alone.
    moved.areas[3].outline = square(20);
    let counts = draw(house, "kaart", moved).await;
    assert_eq!(counts, Counts { updated: 1, unchanged: 4, ..Counts::default() });
    assert_eq!(areas_of(house, "zaak-1").await, ["Amsterdam"]);
    assert_eq!(areas_of(house, "zaak-2").await, ["Buurt 2", "Oost", "Amsterdam"]);
    let heard = crate::changes::read_on(house, head).await;
    assert_eq!(heard, [listing(house, "zaak-1").await.id].into(), "only what moved");
}

async fn a_repeated_import_writes_nothing(house: &House) {
    draw(house, "kaart", survey(3)).await;
    import(house, "oost", vec![shop("1", 1)]).await;
    let (version, written) = (atlas(house).await.version(), house.count("changes").await);
    let counts = draw(house, "kaart", survey(3)).await;
    assert_eq!(counts, Counts { unchanged: 5, ..Counts::default() });
    assert_eq!(atlas(house).await.version(), version);
    assert_eq!(house.count("changes").await, written);
    assert_eq!(house.count("areas").await, 5);
}

async fn what_an_edition_has_no_longer_leaves_the_map(house: &House) {
    draw(house, "kaart", survey(3)).await;
    import(house, "oost", vec![shop("1", 2)]).await;
    let counts = draw(house, "kaart", survey(2)).await;
    assert_eq!(counts, Counts { unchanged: 4, gone: 1, ..Counts::default() });
    assert_eq!(areas_of(house, "zaak-1").await, ["Amsterdam"]);
    assert_eq!(house.count("areas").await, 4, "the old edition is cleared away");
    assert_eq!(atlas(house).await.areas().count(), 4);
}

async fn ids_and_slugs_last(house: &House) {
    draw(house, "kaart", survey(2)).await;
    let slugs = |atlas: &Atlas| -> HashMap<_, _> {
        atlas.areas().map(|area| (area.id, area.slug.clone())).collect()
    };
    let first = slugs(&*atlas(house).await);
    draw(house, "kaart", Survey::default()).await;
    assert_eq!(atlas(house).await.areas().count(), 0);
    let mut renamed = survey(2);
    renamed.areas[2].name = "Een heel andere naam".to_owned();
    // A namesake that comes first in the order of names takes nobody's slug.
    renamed.areas.push(Surveyed::named(AreaKind::District, "SD9", "Buurt 1", Some("GM0363")));
    draw(house, "kaart", renamed).await;
    let again = slugs(&*atlas(house).await);
    for (id, slug) in &first {
        assert_eq!(again[id], *slug);
    }
    let atlas = atlas(house).await;
    assert_eq!(atlas.by_slug("buurt-0").unwrap().name, "Een heel andere naam");
    assert_eq!(atlas.by_slug("buurt-1-amsterdam").unwrap().code, "SD9");
}

async fn two_data_sets_make_one_map(house: &House) {
    let Survey { areas: mut neighbourhoods, .. } = survey(2);
    let town = neighbourhoods.remove(0);
    let towns = || Survey { areas: vec![town.clone()], ..Survey::default() };
    draw(house, "buurten", Survey { areas: neighbourhoods, ..Survey::default() }).await;
    import(house, "oost", vec![shop("1", 1)]).await;
    assert_eq!(areas_of(house, "zaak-1").await, ["Buurt 1", "Oost"], "the town is not known yet");
    draw(house, "gemeenten", towns()).await;
    assert_eq!(areas_of(house, "zaak-1").await, ["Buurt 1", "Oost", "Amsterdam"]);
    draw(house, "gemeenten anders", towns()).await;
    assert_eq!(atlas(house).await.areas().count(), 4, "one area, though two data sets hold it");
    draw(house, "gemeenten", Survey::default()).await;
    assert_eq!(areas_of(house, "zaak-1").await, ["Buurt 1", "Oost", "Amsterdam"]);
}

async fn another_process_sees_the_map_at_its_next_look(house: &House) {
    let server = house.another_process().await;
    assert_eq!(areas::atlas(&house.visitor(), &server).await.unwrap().areas().count(), 0);
    draw(house, "kaart", survey(2)).await;
    let before = server.db.statements();
    assert_eq!(
        areas::atlas(&house.visitor(), &server).await.unwrap().areas().count(),
        0,
        "no look, no news"
    );
    assert_eq!(server.db.statements(), before, "and a question costs nothing");
    assert_eq!(areas::refresh(&server).await.unwrap().areas().count(), 4);
    let before = server.db.statements();
    areas::refresh(&server).await.unwrap();
    assert_eq!(server.db.statements() - before, 1, "a look is one small question");
}

async fn no_listing_is_saved_by_an_old_map(house: &House) {
    draw(house, "kaart", survey(2)).await;
    import(house, "oost", vec![shop("1", 0)]).await;
    let server = house.another_process().await;
    areas::atlas(&house.visitor(), &server).await.unwrap();
    draw(house, "kaart", survey(6)).await;
    let before = listing(house, "zaak-1").await;
    let mut facts = before.facts.clone();
    facts.point = Some(middle(5));
    listings::edit(&house.operator(), &server, before.id, 1, facts).await.unwrap();
    assert_eq!(areas_of(house, "zaak-1").await, ["Buurt 5", "Oost", "Amsterdam"]);
}

async fn a_dry_run_says_it_and_writes_nothing(house: &House) {
    draw(house, "kaart", survey(2)).await;
    let version = atlas(house).await.version();
    let mut other = survey(3);
    other.areas.remove(2);
    let ctx = house.operator();
    let counts = areas::publish(&ctx, &house.domain, "kaart", other, true).await.unwrap();
    assert_eq!(counts, Counts { created: 1, unchanged: 3, gone: 1, ..Counts::default() });
    assert_eq!((atlas(house).await.version(), house.count("areas").await), (version, 4));
}

async fn untrue_things_stand_on_no_map(house: &House) {
    let with = |change: fn(&mut Surveyed)| {
        let mut survey = survey(1);
        change(&mut survey.areas[2]);
        survey
    };
    let mut twice = survey(1);
    twice.areas.push(twice.areas[2].clone());
    let mut line = survey(1);
    line.water.push(vec![middle(0)]);
    let mut ring = survey(1);
    ring.water.push(vec![middle(0), middle(1), middle(2), middle(0)]);
    let mut loud = survey(1);
    loud.attribution = Some("\u{7}".to_owned());
    for (survey, problem) in [
        (with(|area| area.name = " … ".to_owned()), "BU0: its name must be"),
        (with(|area| area.code = "x".repeat(65)), "its code must be"),
        (with(|area| area.parent_code = Some(String::new())), "BU0: its code must be"),
        (with(|area| area.outline = rect(4.9, 52.3, 4.9, 52.4)), "BU0: its outline encloses"),
        (with(|area| area.outline = rect(121_000.0, 1.0, 121_001.0, 2.0)), "not on earth"),
        (twice, "BU0 occurs twice"),
        (line, "water line 1: its line has fewer than two points"),
        (ring, "water line 1: its line ends where it began"),
        (loud, "the attribution must be one line"),
    ] {
        let ctx = house.operator();
        let refused = areas::publish(&ctx, &house.domain, "kaart", survey, false).await;
        let refused = refused.unwrap_err();
        assert!(refused.to_string().contains(problem), "{refused} is not: {problem}");
        assert_eq!(refused.kind(), ErrorKind::Invalid);
    }
    let corner = Coord { x: 4.9, y: 52.3 };
    let endless = geo::Polygon::new(vec![corner; CORNERS_MAX + 1].into(), Vec::new());
    let mut survey = survey(0);
    survey.areas[0].outline = MultiPolygon::new(vec![endless]);
    let refused = areas::publish(&house.operator(), &house.domain, "kaart", survey, false).await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::TooMany);
    for code in ["109", "0123", "10 9", "١٠٩٤"] {
        let codes = vec![postcode(code, 0)];
        let ctx = house.operator();
        let refused = areas::publish_postcodes(&ctx, &house.domain, "codes", codes, false).await;
        assert_eq!(refused.unwrap_err().kind(), ErrorKind::Invalid, "{code}");
    }
    for table in ["areas", "area_sets", "area_slugs", "postcodes"] {
        assert_eq!(house.count(table).await, 0, "{table}");
    }
}

async fn only_the_operator_draws(house: &House) {
    let ctx = house.visitor();
    let refused = areas::publish(&ctx, &house.domain, "kaart", survey(1), true).await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Denied);
    let refused = areas::publish_postcodes(&ctx, &house.domain, "codes", vec![], true).await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Denied);
    let refused = areas::seed_demo(&ctx, &house.domain, survey(1), vec![]).await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Denied);
    let refused = areas::remove_demo(&ctx, &house.domain).await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Denied);
    draw(house, "kaart", survey(1)).await;
    let atlas = areas::atlas(&ctx, &house.domain).await.unwrap();
    assert_eq!(atlas.by_slug("amsterdam").unwrap().inhabitants, Some(900_000), "all may look");
}
