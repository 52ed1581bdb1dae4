//! Filters: kind, category, facts, reach, box; and what is not found.

use koop_domain::areas::ways::Water;
use koop_domain::geo::{Bounds, TravelMode};
use koop_domain::id::AreaId;
use koop_domain::listings::model::Kind;
use koop_domain::listings::search::{FacetField, Reach, Sort};
use koop_domain::ports::SearchIndex;

use crate::asking::{ask, near, say};
use crate::street::{EAST, JAVA, id, point, street};

pub(crate) async fn kinds_and_categories_keep_what_is_in_them(index: &dyn SearchIndex) {
    ask(index, |q| q.filter.kinds = vec![Kind::SecondHand, Kind::Maker])
        .await
        .only(&["ronde", "tineke", "kade"]);
    let repair = ask(index, |q| q.filter.categories = vec!["repair".to_owned()]).await;
    repair.must_have(&["spaak", "yeter", "schroefje", "kees"]).must_not_have(&["vogel", "ali"]);
    ask(index, |q| q.filter.categories = vec!["bicycle-repair".to_owned()])
        .await
        .only(&["spaak", "moved"]);
    ask(index, |q| q.filter.categories = vec!["no-such-key".to_owned()]).await.only(&[]);
}

pub(crate) async fn yes_or_no_facts_keep_what_has_them(index: &dyn SearchIndex) {
    ask(index, |q| q.filter.takeaway = true).await.only(&["vogel", "roti"]);
    ask(index, |q| q.filter.wheelchair = true).await.only(&["ronde"]);
    ask(index, |q| q.filter.second_hand = true).await.only(&["ronde"]);
    ask(index, |q| q.filter.organic = true).await.only(&["weg"]);
    ask(index, |q| q.filter.independent = true).await.only(&["spaak", "vogel"]);
    let repair = ask(index, |q| q.filter.repair = true).await;
    repair.must_have(&["spaak", "ali", "kees"]).must_not_have(&["vogel", "roti"]);
    ask(index, |q| {
        q.filter.independent = true;
        q.filter.takeaway = true;
    })
    .await
    .only(&["vogel"]);
}

pub(crate) async fn a_currency_keeps_what_is_paid_with_it(index: &dyn SearchIndex) {
    let paid = |codes: &[&str]| codes.iter().map(|&code| code.to_owned()).collect::<Vec<_>>();
    let lat = ask(index, |q| q.filter.currencies = paid(&["LAT"])).await;
    lat.only(&["spaak", "ronde"]);
    ask(index, |q| q.filter.currencies = paid(&["DAPPER"])).await.only(&["spaak"]);
    ask(index, |q| q.filter.currencies = paid(&["DAPPER", "LAT"])).await.only(&["spaak", "ronde"]);
    ask(index, |q| q.filter.currencies = paid(&["-"])).await.only(&[]);
    // Counted as if it had not been asked for, and among what else was asked.
    assert_eq!(lat.count(FacetField::Currency, "LAT"), 2);
    assert_eq!(lat.count(FacetField::Currency, "DAPPER"), 1);
    assert_eq!(lat.count(FacetField::Category, "bicycle-repair"), 1);
    let repairers = ask(index, |q| {
        q.filter.currencies = paid(&["LAT"]);
        q.filter.categories = vec!["bicycle-repair".to_owned()];
    });
    repairers.await.only(&["spaak"]);
}

pub(crate) async fn near_keeps_what_is_in_reach(index: &dyn SearchIndex) {
    let close = ask(index, |q| q.near = near(0.0, 0.0, Some(Reach::Metres(150)))).await;
    close.must_have(&["creperie", "vogel", "spaak"]).must_not_have(&["noor", "kees", "omslag"]);
    assert!(close.answer.hits.iter().all(|hit| hit.distance_m.unwrap() <= 150));
    let walk = Some(Reach::Minutes(5, TravelMode::Walk));
    let on_foot = ask(index, |q| q.near = near(0.0, 0.0, walk)).await;
    let bike = Some(Reach::Minutes(5, TravelMode::Bike));
    let by_bike = ask(index, |q| q.near = near(0.0, 0.0, bike)).await;
    on_foot.must_have(&["yeter"]).must_not_have(&["noor"]);
    by_bike.must_have(&["yeter", "noor"]).must_not_have(&["omslag"]);
    assert!(on_foot.answer.hits.iter().all(|hit| hit.minutes.unwrap() <= 5));
}

pub(crate) async fn near_without_reach_only_tells(index: &dyn SearchIndex) {
    let all = ask(index, |_| {}).await;
    let told = ask(index, |q| q.near = near(0.0, 0.0, None)).await;
    assert_eq!(told.answer.total, all.answer.total);
    assert_eq!(told.hit("kees").distance_m, None);
    assert!((550..=650).contains(&told.hit("noor").distance_m.unwrap()));
    assert!(matches!(told.hit("noor").minutes, Some(3..=4)));
    assert_eq!(all.hit("noor").distance_m, None);
}

pub(crate) async fn a_box_keeps_what_lies_in_it(index: &dyn SearchIndex) {
    let (low, high) = (point(-100.0, -100.0), point(110.0, 110.0));
    let bounds = Bounds {
        south: low.latitude,
        west: low.longitude,
        north: high.latitude,
        east: high.longitude,
    };
    let inside = ask(index, |q| q.filter.bounds = Some(bounds)).await;
    inside.must_have(&["creperie", "vogel", "weg", "spaak"]);
    inside.must_not_have(&["noor", "tram", "kees"]);
}

pub(crate) async fn an_area_holds_what_lies_in_it_or_inside_it(index: &dyn SearchIndex) {
    let java = ask(index, |q| q.filter.area = Some(JAVA)).await;
    java.only(&["spaak", "moved", "vogel", "weg", "creperie", "pauze"]);
    let east = ask(index, |q| q.filter.area = Some(EAST)).await;
    east.must_have(&["spaak", "noor", "kade"]).must_not_have(&["kees"]);
    ask(index, |q| q.filter.area = Some(AreaId(id(77).0))).await.only(&[]);
    // Counted at every level, and as if the area had not been asked for.
    for heard in [&java, &east] {
        assert_eq!(heard.count(FacetField::Area, &JAVA.to_string()), java.answer.total);
        assert_eq!(heard.count(FacetField::Area, &EAST.to_string()), east.answer.total);
    }
    let repairers = ask(index, |q| {
        q.filter.kinds = vec![Kind::Repair];
        q.filter.area = Some(JAVA);
    });
    let repairers = repairers.await;
    repairers.only(&["spaak", "moved"]);
    assert_eq!(repairers.count(FacetField::Area, &EAST.to_string()), 6);
    assert_eq!(repairers.count(FacetField::Kind, "shop"), 2);
}

/// The canal lies between the square and Noor; a fence of canals all around the kade.
pub(crate) async fn minutes_go_around_the_water(index: &dyn SearchIndex) {
    let line = |ends: [(f64, f64); 2]| ends.map(|(north_m, east_m)| point(north_m, east_m)).into();
    let canal = line([(-900.0, 400.0), (900.0, 400.0)]);
    let fence = [
        line([(1_800.0, 1_700.0), (1_800.0, 2_300.0)]),
        line([(2_200.0, 1_700.0), (2_200.0, 2_300.0)]),
        line([(1_700.0, 1_800.0), (2_300.0, 1_800.0)]),
        line([(1_700.0, 2_200.0), (2_300.0, 2_200.0)]),
    ];
    let ways = Water::new(fence.into_iter().chain([canal])).ways_from(point(0.0, 0.0));
    let heard = async |reach| {
        let ways = ways.clone();
        ask(index, |q| (q.near, q.ways) = (near(0.0, 0.0, reach), ways)).await
    };
    let all = heard(None).await;
    // Some 985 metres to the end of the canal, and as many back, where 600 lie between.
    assert!((590..=610).contains(&all.hit("noor").distance_m.unwrap()));
    assert_eq!(all.hit("noor").minutes, Some(10));
    assert_eq!(all.hit("spaak").minutes, Some(1));
    assert!(all.hit("kade").distance_m.is_some());
    assert_eq!(all.hit("kade").minutes, None);
    all.in_order(&["noor", "ali", "omslag", "kade"]);
    let metres = heard(Some(Reach::Metres(700))).await;
    metres.must_have(&["noor"]);
    let short = heard(Some(Reach::Minutes(5, TravelMode::Bike))).await;
    short.must_have(&["spaak", "ali"]).must_not_have(&["noor", "kade"]);
    let long = heard(Some(Reach::Minutes(60, TravelMode::Bike))).await;
    long.must_have(&["noor", "omslag"]).must_not_have(&["kade"]);
}

/// Neither distances nor the street give a home away.
pub(crate) async fn homes_are_only_known_by_their_cell(index: &dyn SearchIndex) {
    let door = street().into_iter().find(|l| l.slug == "tineke").unwrap().facts.point.unwrap();
    let told = ask(index, |q| {
        q.near = Some(koop_domain::listings::search::Near { point: door, reach: None });
    });
    assert!(told.await.hit("tineke").distance_m.unwrap() > 0);
    say(index, "geheimstraat").await.must_not_have(&["tineke"]);
    say(index, "taarten van tineke").await.must_have(&["tineke"]);
}

pub(crate) async fn what_is_gone_is_not_found_and_what_moved_is_last(index: &dyn SearchIndex) {
    let all = ask(index, |q| q.near = near(0.0, 0.0, None)).await;
    all.must_not_have(&["gone"]);
    assert_eq!(all.slugs.last().map(String::as_str), Some("moved"));
    for sort in [Sort::Best, Sort::Nearest, Sort::OpenFirst] {
        let heard = ask(index, |q| {
            q.text = Some("fietsenmaker".to_owned());
            q.near = near(0.0, 0.0, None);
            q.sort = sort;
        });
        let heard = heard.await;
        heard.must_not_have(&["gone"]).in_order(&["spaak", "moved"]);
        assert_eq!(heard.slugs.last().map(String::as_str), Some("moved"));
    }
    say(index, "voorbij").await.must_not_have(&["gone"]);
}
