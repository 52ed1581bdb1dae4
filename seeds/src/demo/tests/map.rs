//! Claims about the demo's map.

use std::collections::{BTreeMap, HashSet};

use geo::{Contains as _, Coord};
use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::{Area, AreaKind, Surveyed};
use koop_domain::areas::ways::Water;
use koop_domain::geo::Point;
use koop_domain::listings::delivery::DeliveryArea;

use super::super::{map, records};
use super::saturday;

fn neighbourhoods() -> Vec<Surveyed> {
    let all = map::survey().areas.into_iter();
    all.filter(|area| area.kind == AreaKind::Neighbourhood).collect()
}

/// Every area with its parent, as the directory would have it.
fn atlas() -> Atlas {
    let survey = map::survey();
    let parent = |code: &str| survey.areas.iter().find(|area| area.code == code).map(Surveyed::id);
    let areas = survey.areas.iter().map(|area| Area {
        id: area.id(),
        slug: area.code.clone(),
        kind: area.kind,
        code: area.code.clone(),
        name: area.name.clone(),
        parent: area.parent_code.as_deref().and_then(parent),
        outline: area.outline.clone(),
        inhabitants: area.inhabitants,
    });
    let areas = areas.collect();
    Atlas::new(1, areas, map::postcodes(), Water::new(survey.water.clone()))
}

fn named(atlas: &Atlas, point: Point) -> Vec<&str> {
    let around = atlas.around(point);
    around.iter().map(|id| atlas.get(*id).unwrap().name.as_str()).collect()
}

#[test]
fn all_of_it_can_stand_on_a_map() {
    let survey = map::survey();
    assert!(neighbourhoods().len() >= 12 && survey.water.len() >= 6);
    for area in &survey.areas {
        assert_eq!(area.check(), Ok(()), "{}", area.name);
        assert!(area.code.starts_with("demo-"), "{}: a code of nobody else's", area.code);
    }
    let names: HashSet<_> = survey.areas.iter().map(|area| &area.name).collect();
    assert_eq!(names.len(), survey.areas.len(), "every name once");
    for line in &survey.water {
        assert!(line.len() > 1 && line.first() != line.last());
    }
}

#[test]
fn every_listing_lies_in_one_neighbourhood_of_oost_or_next_to_it() {
    let (neighbourhoods, atlas) = (neighbourhoods(), atlas());
    let mut counts = BTreeMap::<&str, usize>::new();
    for record in records(saturday()) {
        let Some(point) = record.facts.point else { continue };
        let at = Coord { x: point.longitude, y: point.latitude };
        let around: Vec<&str> = neighbourhoods
            .iter()
            .filter(|area| area.outline.contains(&at))
            .map(|area| area.name.as_str())
            .collect();
        assert_eq!(around.len(), 1, "{} at {point:?}: {around:?}", record.facts.name);
        let lineage = named(&atlas, point);
        assert_eq!(lineage.len(), 3, "{lineage:?}");
        assert_eq!((lineage[0], lineage[2]), (around[0], "Amsterdam"));
        let name = neighbourhoods.iter().find(|area| area.name == around[0]).unwrap();
        *counts.entry(&name.name).or_default() += 1;
    }
    assert!(counts.len() >= 12, "{counts:?}");
    assert!(counts["Dapperbuurt"] > 30 && counts["Indische Buurt West"] > 30, "{counts:?}");
}

/// Streets lie where people of Oost would say they do.
#[test]
fn streets_lie_in_their_neighbourhoods() {
    let atlas = atlas();
    let place = |street: &str| {
        let street = super::super::streets::all().into_iter().find(|it| it.name == street).unwrap();
        street.course[street.course.len() / 2]
    };
    for (street, neighbourhood) in [
        ("Dapperstraat", "Dapperbuurt"),
        ("Linnaeusstraat", "Dapperbuurt"),
        ("Oranje-Vrijstaatkade", "Dapperbuurt"),
        ("Javastraat", "Indische Buurt West"),
        ("Makassarplein", "Indische Buurt Oost"),
        ("Valentijnkade", "Indische Buurt Oost"),
        ("Beukenplein", "Oosterparkbuurt"),
        ("Weesperzijde", "Weesperzijde"),
        ("Wibautstraat", "Weesperzijde"),
        ("Pretoriusstraat", "Transvaalbuurt"),
        ("Transvaalkade", "Transvaalbuurt"),
        ("Ringdijk", "Frankendael"),
        ("Middenweg", "Middenmeer"),
        ("Archimedesweg", "Middenmeer"),
        ("Carolina MacGillavrylaan", "Science Park"),
        ("Brink", "Betondorp"),
        ("Cruquiusweg", "Cruquius"),
        ("Borneokade", "Oostelijk Havengebied"),
        ("Zuiderzeeweg", "Zeeburgereiland"),
        ("Czaar Peterstraat", "Czaar Peterbuurt"),
    ] {
        assert_eq!(named(&atlas, place(street))[0], neighbourhood, "{street}");
    }
}

/// A net of points over all of it: none lies in two neighbourhoods.
#[test]
fn neighbourhoods_do_not_overlap() {
    let neighbourhoods = neighbourhoods();
    let mut inside = 0;
    for (north, east) in (0..260).flat_map(|north| (0..700).map(move |east| (north, east))) {
        let at = Coord {
            x: 4.9001 + f64::from(east) * 0.000_203,
            y: 52.3351 + f64::from(north) * 0.000_191,
        };
        let around = neighbourhoods.iter().filter(|area| area.outline.contains(&at)).count();
        assert!(around <= 1, "{at:?} lies in {around}");
        inside += around;
    }
    assert!(inside > 40_000, "{inside}");
}

#[test]
fn the_postcodes_are_those_of_the_addresses() {
    let codes = map::postcodes();
    assert!(codes.iter().all(|known| known.check().is_ok() && known.place == "Amsterdam"));
    let known = |code: &str| codes.iter().any(|known| known.code == code);
    for record in records(saturday()) {
        let written = record.facts.address.and_then(|address| address.postcode);
        assert!(written.iter().all(|code| known(&code[..4])), "{written:?}");
        if let Some(DeliveryArea::Postcodes { postcodes }) = record.facts.delivery.map(|it| it.area)
        {
            assert!(postcodes.iter().all(|code| known(code)), "{postcodes:?}");
        }
    }
    let atlas = atlas();
    let near = atlas.postcode_at(Point { latitude: 52.3637, longitude: 4.9352 }).unwrap();
    assert_eq!(near.code, "1094", "the middle of the Javastraat");
}

/// The way in metres, and in a straight line.
fn way(from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let point = |(latitude, longitude)| Point { latitude, longitude };
    let (from, to) = (point(from), point(to));
    let straight_m = from.distance_m(to);
    let way_m = atlas().ways_from(from).unwrap().way_m(to, straight_m);
    (way_m.expect("there is a way"), straight_m)
}

#[test]
fn ways_go_by_the_bridges() {
    let point = |(latitude, longitude)| Point { latitude, longitude };
    let by =
        |from, over, to| point(from).distance_m(point(over)) + point(over).distance_m(point(to));
    let (cruquius, zeeburgereiland) = ((52.3690, 4.9515), (52.3718, 4.9620));
    let (science_park, ijburg) = ((52.3552, 4.9515), (52.3560, 5.0030));
    let (noord, steigereiland) = ((52.3880, 4.9500), (52.3660, 4.9850));
    let amsterdamsebrug = (52.3667, 4.9572);
    let nesciobrug = (52.3597, 4.9671);
    let schellingwouderbrug = (52.3801, 4.9639);
    let enneus_heermabrug = (52.3667, 4.9793);
    for (from, over, to) in [
        (cruquius, amsterdamsebrug, zeeburgereiland),
        (science_park, nesciobrug, ijburg),
        (zeeburgereiland, schellingwouderbrug, noord),
        (zeeburgereiland, enneus_heermabrug, steigereiland),
    ] {
        let (way_m, straight_m) = way(from, to);
        let by_bridge_m = by(from, over, to);
        assert!((way_m - by_bridge_m).abs() < 120.0, "{way_m} m, by the bridge {by_bridge_m} m");
        assert!(way_m >= straight_m);
    }
    let (way_m, straight_m) = way(cruquius, zeeburgereiland);
    assert!(way_m > 1.15 * straight_m, "{way_m} m instead of {straight_m} m");
    let (way_m, straight_m) = way((52.3727, 4.9510), noord);
    assert!(way_m > 1.5 * straight_m, "to Noord and back over the bridge: {way_m} m");
}

/// No listing is out of reach, and on this side of the water nothing changes.
#[test]
fn everything_can_be_reached() {
    let atlas = atlas();
    let home = Point { latitude: 52.3637, longitude: 4.9352 };
    let ways = atlas.ways_from(home).unwrap();
    for record in records(saturday()) {
        let Some(point) = record.facts.point else { continue };
        let straight_m = home.distance_m(point);
        let way_m = ways.way_m(point, straight_m).expect(&record.facts.name);
        let on_the_island = named(&atlas, point)[0] == "Zeeburgereiland";
        assert_eq!(way_m > straight_m, on_the_island, "{}", record.facts.name);
    }
}
