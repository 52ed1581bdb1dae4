//! The map: published by one flip, followed by every listing and every process.

use std::collections::HashMap;
use std::future::Future;
use std::pin::pin;
use std::task::Poll;

use geo::{Coord, MultiPolygon, Rect};
use koop_domain::areas::error::AreaError;
use koop_domain::areas::model::{AreaKind, CORNERS_MAX, Postcode, Survey, Surveyed};
use koop_domain::areas::{self, atlas::Atlas};
use koop_domain::error::Kind as ErrorKind;
use koop_domain::geo::Point;
use koop_domain::imports::model::{Counts, Record};
use koop_domain::listings::model::Listing;
use koop_domain::{changes, listings};

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
    listings_are_counted_with_those_inside;
    postcodes_move_nothing;
    water_is_gone_around;
    the_demo_leaves_no_trace_on_the_map;
    a_cut_off_pass_is_finished_by_whoever_comes_next;
    of_two_imports_at_once_one_stands;
    the_publishers_lines_are_shown;
    the_database_refuses_an_untrue_map;
}

/// A row of squares of a hundredth of a degree from west to east, in the town around them.
fn survey(squares: u32) -> Survey {
    let town = Surveyed {
        outline: rect(4.9, 52.3, 5.4, 52.4),
        inhabitants: Some(900_000),
        ..area(AreaKind::Municipality, "GM0363", "Amsterdam", None)
    };
    let district = area(AreaKind::District, "SD0363M", "Oost", Some("GM0363"));
    let squares = (0..squares).map(|n| Surveyed {
        outline: square(n),
        ..area(AreaKind::Neighbourhood, &format!("BU{n}"), &format!("Buurt {n}"), Some("SD0363M"))
    });
    Survey { areas: [town, district].into_iter().chain(squares).collect(), ..Survey::default() }
}

fn area(kind: AreaKind, code: &str, name: &str, parent: Option<&str>) -> Surveyed {
    Surveyed {
        kind,
        code: code.to_owned(),
        name: name.to_owned(),
        parent_code: parent.map(str::to_owned),
        outline: MultiPolygon::new(Vec::new()),
        inhabitants: None,
    }
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
fn shop(id: &str, square: u32) -> Record {
    let mut shop = record(id, &format!("Zaak {id}"));
    shop.facts.point = Some(middle(square));
    shop
}

fn middle(square: u32) -> Point {
    Point { latitude: 52.365, longitude: 4.905 + f64::from(square) / 100.0 }
}

async fn draw(house: &House, dataset: &str, survey: Survey) -> Counts {
    areas::publish(&house.operator(), &house.domain, dataset, survey, false).await.unwrap()
}

async fn atlas(house: &House) -> std::sync::Arc<Atlas> {
    areas::refresh(&house.domain).await.unwrap()
}

async fn listing(house: &House, slug: &str) -> Listing {
    listings::by_slug(&house.visitor(), &house.domain, slug).await.unwrap().unwrap()
}

/// The names of the areas of a listing, as its row has them.
async fn areas_of(house: &House, slug: &str) -> Vec<String> {
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
    let head = changes::head(&house.operator(), &house.domain).await.unwrap();
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
    renamed.areas.push(area(AreaKind::District, "SD9", "Buurt 1", Some("GM0363")));
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
    assert_eq!(areas::atlas(&server).await.unwrap().areas().count(), 0);
    draw(house, "kaart", survey(2)).await;
    let before = server.db.statements();
    assert_eq!(areas::atlas(&server).await.unwrap().areas().count(), 0, "no look, no news");
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
    areas::atlas(&server).await.unwrap();
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
    let town = areas::by_slug(&ctx, &house.domain, "amsterdam").await.unwrap().unwrap();
    assert_eq!(areas::find(&ctx, &house.domain, town.id).await.unwrap(), Some(town.clone()));
    assert_eq!(town.inhabitants, Some(900_000));
    let named = areas::named(&ctx, &house.domain, "0", Some(AreaKind::Neighbourhood));
    assert_eq!(named.await.unwrap().len(), 1);
    let there = areas::locate(&ctx, &house.domain, "buurt 0").await.unwrap().unwrap();
    assert!(there.point.distance_m(middle(0)) < 1.0);
}

async fn listings_are_counted_with_those_inside(house: &House) {
    draw(house, "kaart", survey(3)).await;
    let all = vec![shop("1", 0), shop("2", 1), shop("3", 1), shop("4", 9), shop("5", 90)];
    import(house, "oost", all).await;
    import(house, "oost", vec![shop("2", 1), shop("3", 1), shop("4", 9), shop("5", 90)]).await;
    let ctx = house.visitor();
    let before = house.domain.db.statements();
    let counts = areas::counts(&ctx, &house.domain).await.unwrap();
    assert_eq!(house.domain.db.statements() - before, 1);
    let atlas = atlas(house).await;
    let mut named: Vec<(&str, u64)> =
        counts.iter().map(|(id, n)| (atlas.get(*id).unwrap().name.as_str(), *n)).collect();
    named.sort_unstable();
    assert_eq!(named, [("Amsterdam", 3), ("Buurt 1", 2), ("Oost", 2)], "what is gone is not");
}

#[tokio::test]
async fn counting_reads_an_index_alone() {
    let house = House::sqlite().await;
    let plan = house.plan(
        "select area_id, count(*) from listings \
         where state <> 'gone' and area_id is not null group by area_id",
    );
    let plan = plan.await;
    assert!(plan.contains("COVERING INDEX listings_area"), "{plan}");
}

fn postcode(code: &str, square: u32) -> Postcode {
    Postcode { code: code.to_owned(), place: "Amsterdam".to_owned(), point: middle(square) }
}

async fn postcodes_move_nothing(house: &House) {
    draw(house, "kaart", survey(2)).await;
    import(house, "oost", vec![shop("1", 1)]).await;
    let ctx = house.operator();
    let codes = vec![postcode("1094", 1), postcode("1095", 0)];
    let first = areas::publish_postcodes(&ctx, &house.domain, "codes", codes.clone(), false);
    assert_eq!(first.await.unwrap(), Counts { created: 2, ..Counts::default() });
    let again = areas::publish_postcodes(&ctx, &house.domain, "codes", codes.clone(), false);
    assert_eq!(again.await.unwrap(), Counts { unchanged: 2, ..Counts::default() });
    let less = vec![Postcode { place: "Diemen".to_owned(), ..codes[0].clone() }];
    let less = areas::publish_postcodes(&ctx, &house.domain, "codes", less, false);
    assert_eq!(less.await.unwrap(), Counts { updated: 1, gone: 1, ..Counts::default() });
    let there = areas::locate(&ctx, &house.domain, "1094 AB").await.unwrap().unwrap();
    assert_eq!((there.name.as_str(), there.point), ("1094 Diemen", middle(1)));
    assert_eq!(areas_of(house, "zaak-1").await, ["Buurt 1", "Oost", "Amsterdam"]);
    let unplaced = house.count("atlas where assigned < version").await;
    assert_eq!(unplaced, 0, "no pass over the listings is owed");
    let twice = vec![postcode("1094", 1), postcode("1094", 0)];
    let refused = areas::publish_postcodes(&ctx, &house.domain, "codes", twice, false).await;
    assert!(matches!(refused.unwrap_err(), AreaError::Twice { code } if code == "1094"));
}

async fn water_is_gone_around(house: &House) {
    let mut with_water = survey(1);
    let at = |latitude, longitude| Point { latitude, longitude };
    with_water.water = vec![vec![at(52.365, 4.92), at(52.365, 4.94)]; 2];
    let counts = draw(house, "kaart", with_water.clone()).await;
    assert_eq!(counts, Counts { created: 4, ..Counts::default() }, "a line drawn twice is one");
    assert_eq!(draw(house, "kaart", with_water).await.unchanged, 4);
    let (north, south) = (at(52.366, 4.93), at(52.364, 4.93));
    let straight_m = north.distance_m(south);
    let ways = atlas(house).await.ways_from(north).unwrap();
    let way_m = ways.way_m(south, straight_m).unwrap();
    assert!(way_m > 2.0 * 600.0 && way_m < 2.0 * 750.0, "{way_m}");
    draw(house, "kaart", survey(1)).await;
    assert!(atlas(house).await.ways_from(north).is_none(), "the water is gone");
}

async fn the_demo_leaves_no_trace_on_the_map(house: &House) {
    let ctx = house.operator();
    let seed = || areas::seed_demo(&ctx, &house.domain, survey(2), vec![postcode("1094", 1)]);
    seed().await.unwrap();
    import(house, "oost", vec![shop("1", 1)]).await;
    assert_eq!(areas_of(house, "zaak-1").await, ["Buurt 1", "Oost", "Amsterdam"]);
    assert!(matches!(seed().await.unwrap_err(), AreaError::NotEmpty));
    // A file of the operator's own holds one of the demo's areas too.
    let town = Survey { areas: vec![survey(0).areas[0].clone()], ..Survey::default() };
    draw(house, "gemeenten", town).await;
    areas::remove_demo(&ctx, &house.domain).await.unwrap();
    assert_eq!(areas_of(house, "zaak-1").await, ["Amsterdam"]);
    for (table, left) in
        [("areas", 1), ("area_sets", 1), ("area_slugs", 1), ("postcodes", 0), ("water_lines", 0)]
    {
        assert_eq!(house.count(table).await, left, "{table}");
    }
    areas::remove_demo(&ctx, &house.domain).await.unwrap();
}

/// As a process leaves it that dies right after the flip.
async fn a_cut_off_pass_is_finished_by_whoever_comes_next(house: &House) {
    import(house, "oost", (0..600).map(|n| shop(&n.to_string(), n % 3)).collect()).await;
    draw(house, "kaart", survey(3)).await;
    house.run("update listings set areas = '[]', area_id = null").await;
    house.run("update atlas set assigned = version - 1").await;
    let server = house.another_process().await;
    areas::assign(&house.operator(), &server).await.unwrap();
    assert_eq!(house.count("listings where area_id is null").await, 0);
    assert_eq!(areas_of(house, "zaak-7").await, ["Buurt 1", "Oost", "Amsterdam"]);
    assert_eq!(house.count("atlas where assigned = version").await, 1);
    let before = house.domain.db.statements();
    areas::assign(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(house.domain.db.statements() - before, 1, "what is done is not done again");
}

async fn of_two_imports_at_once_one_stands(house: &House) {
    let ctx = house.operator();
    let (one, other) = tokio::join!(
        areas::publish(&ctx, &house.domain, "kaart", survey(40), false),
        areas::publish(&ctx, &house.domain, "kaart", survey(30), false),
    );
    let (mut stood, mut busy) = (Vec::new(), 0);
    for (squares, ended) in [(40, one), (30, other)] {
        match ended {
            Ok(_) => stood.push(squares + 2),
            Err(AreaError::Busy) => busy += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert!(!stood.is_empty() && stood.len() + busy == 2);
    let standing = atlas(house).await.areas().count();
    assert!(stood.contains(&standing), "{standing} areas, a mixture");
    let standing = i64::try_from(standing).unwrap();
    draw(house, "west", Survey::default()).await;
    assert_eq!(house.count("areas").await, standing, "nothing is left over");
}

async fn the_publishers_lines_are_shown(house: &House) {
    let with = |line: Option<&str>| Survey { attribution: line.map(str::to_owned), ..survey(1) };
    let lines = || async { areas::attributions(&house.visitor(), &house.domain).await.unwrap() };
    draw(house, "kaart", with(Some("CBS/Kadaster, CC BY 4.0"))).await;
    draw(house, "nog een", with(Some("CBS/Kadaster, CC BY 4.0"))).await;
    draw(house, "eigen werk", with(None)).await;
    assert_eq!(lines().await, ["CBS/Kadaster, CC BY 4.0"]);
    for dataset in ["kaart", "nog een"] {
        let counts = draw(house, dataset, with(None)).await;
        assert_eq!(counts, Counts { unchanged: 3, ..Counts::default() });
    }
    assert_eq!(lines().await, [""; 0], "the line alone has changed");
}

async fn the_database_refuses_an_untrue_map(house: &House) {
    draw(house, "kaart", survey(2)).await;
    let ctx = house.operator();
    let codes = vec![postcode("1094", 1)];
    areas::publish_postcodes(&ctx, &house.domain, "codes", codes, false).await.unwrap();
    for untrue in [
        "update atlas set assigned = version + 1",
        "update atlas set id = 2",
        "update area_sets set what = 'rivers'",
        "update area_sets set edition = null",
        "update areas set kind = 'continent'",
        "update areas set slug = ''",
        "update areas set inhabitants = -1",
        "update area_slugs set slug = 'amsterdam'",
        "update postcodes set code = '10945'",
        "update postcodes set latitude = 91",
    ] {
        use sea_orm::ConnectionTrait as _;
        let answer = house.domain.db.migrator().execute_unprepared(untrue).await;
        assert!(answer.is_err(), "the database accepts: {untrue}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 8, ..Default::default() })]

    /// An import that is killed at any moment has drawn nothing, or all; then every listing is
    /// placed by whoever comes next.
    #[test]
    fn killed_at_any_moment(steps in 0_usize..400) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(kill_and_look(steps));
    }
}

async fn kill_and_look(steps: usize) {
    let house = House::sqlite().await;
    import(&house, "oost", (0..520).map(|n| shop(&n.to_string(), n % 50)).collect()).await;
    let whole = Box::pin(draw(&house, "kaart", survey(50)));
    let survived = killed_after(steps, whole).await.is_some();
    let server = house.another_process().await;
    areas::assign(&house.operator(), &server).await.unwrap();
    let drawn = areas::atlas(&server).await.unwrap().areas().count();
    assert!(drawn == 52 || (drawn == 0 && !survived), "{drawn} areas after {steps} steps");
    let placed = house.count("listings where area_id is not null").await;
    assert_eq!(placed, if drawn == 0 { 0 } else { 520 }, "after {steps} steps");
    draw(&house, "kaart", survey(50)).await;
    assert_eq!(house.count("areas").await, 52, "nothing is left over");
    assert_eq!(house.count("listings where area_id is null").await, 0);
}

/// Polls a future so many times and then drops it, as a killed process would.
async fn killed_after<F: Future>(steps: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = steps;
    std::future::poll_fn(|cx| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(cx).map(Some)
    })
    .await
}
