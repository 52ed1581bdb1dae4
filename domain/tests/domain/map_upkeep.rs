//! What the map carries besides areas, who finishes an import of it that was cut off, and what it
//! leaves behind.

use koop_domain::areas;
use koop_domain::areas::error::AreaError;
use koop_domain::areas::model::{Postcode, Survey};
use koop_domain::geo::Point;
use koop_domain::imports::model::Counts;
use koop_domain::listings::model::Whereabouts;

use crate::areas::{areas_of, atlas, draw, middle, postcode, shop, survey};
use crate::harness::{House, killed_after, killed_when, on_both_databases};
use crate::imports::import;

on_both_databases! {
    listings_are_counted_with_those_inside;
    a_home_lies_where_searches_find_it;
    homes_that_an_older_version_placed_are_placed_anew;
    postcodes_move_nothing;
    water_is_gone_around;
    the_demo_leaves_no_trace_on_the_map;
    a_cut_off_pass_is_finished_by_whoever_comes_next;
    of_two_imports_at_once_one_stands;
    an_edition_that_died_is_cleared_by_one_that_changes_nothing;
    the_publishers_lines_are_shown;
    the_database_refuses_an_untrue_map;
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

/// The door lies south of square 1, the middle of its cell inside.
async fn a_home_lies_where_searches_find_it(house: &House) {
    draw(house, "kaart", survey(3)).await;
    let mut door = shop("1", 1);
    door.facts.point = Some(Point { latitude: 52.3596, longitude: 4.913 });
    let mut home = door.clone();
    home.facts.name = "Thuis".to_owned();
    home.facts.whereabouts = Whereabouts::AtHome;
    home.source_id = "node/2".to_owned();
    import(house, "oost", vec![door, home]).await;
    let of_home = ["Buurt 1", "Oost", "Amsterdam"];
    assert_eq!(areas_of(house, "zaak-1").await, ["Amsterdam"]);
    assert_eq!(areas_of(house, "thuis").await, of_home, "when it is saved");
    house.run("update listings set areas = '[]', area_id = null").await;
    house.run("update atlas set assigned = version - 1").await;
    areas::assign(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(areas_of(house, "zaak-1").await, ["Amsterdam"]);
    assert_eq!(areas_of(house, "thuis").await, of_home, "when the map changes");
}

async fn homes_that_an_older_version_placed_are_placed_anew(house: &House) {
    draw(house, "kaart", survey(3)).await;
    house.run("delete from seaql_migrations where version = 'm0007_homes'").await;
    koop_migrations::migrate(house.domain.db.migrator()).await.unwrap();
    assert_eq!(house.count("atlas where assigned < version").await, 1, "a pass is owed");
    areas::assign(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(house.count("atlas where assigned < version").await, 0);
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
    let there = atlas(house).await.locate("1094 AB").unwrap();
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

async fn an_edition_that_died_is_cleared_by_one_that_changes_nothing(house: &House) {
    draw(house, "kaart", survey(3)).await;
    let is_half_way = async || house.count("areas").await != 5;
    let dying = Box::pin(draw(house, "kaart", survey(1_000)));
    assert!(killed_when(is_half_way, dying).await.is_none(), "it was drawn in one piece");
    assert_eq!(house.count("area_sets where staged is not null").await, 1);
    assert_eq!(draw(house, "kaart", survey(3)).await.unchanged, 5);
    assert_eq!(house.count("areas").await, 5);
    assert_eq!(house.count("area_sets where staged is not null").await, 0);
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
    let drawn = areas::atlas(&house.visitor(), &server).await.unwrap().areas().count();
    assert!(drawn == 52 || (drawn == 0 && !survived), "{drawn} areas after {steps} steps");
    let placed = house.count("listings where area_id is not null").await;
    assert_eq!(placed, if drawn == 0 { 0 } else { 520 }, "after {steps} steps");
    draw(&house, "kaart", survey(50)).await;
    assert_eq!(house.count("areas").await, 52, "nothing is left over");
    assert_eq!(house.count("listings where area_id is null").await, 0);
}
