//! Claims about the map in memory.

use geo::{MultiPolygon, Rect};
use proptest::prelude::*;

use super::*;

/// A square of a thousandth of a degree, `x` by `y` squares from a corner in the west.
fn square(x: u32, y: u32, side: u32) -> MultiPolygon {
    let at = |n: u32| f64::from(n) / 1_000.0;
    let low = Coord { x: 4.9 + at(x), y: 52.3 + at(y) };
    let high = Coord { x: 4.9 + at(x + side), y: 52.3 + at(y + side) };
    MultiPolygon::new(vec![Rect::new(low, high).to_polygon()])
}

/// Ten by ten neighbourhoods in a district without an outline, in a town around it.
fn town() -> Vec<Surveyed> {
    let mut areas = vec![
        Surveyed {
            outline: square(0, 0, 20),
            ..Surveyed::named(AreaKind::Municipality, "GM1", "Amsterdam", None)
        },
        Surveyed::named(AreaKind::District, "D1", "Oost", Some("GM1")),
    ];
    for (x, y) in (0..10).flat_map(|x| (0..10).map(move |y| (x, y))) {
        let neighbourhood = Surveyed::named(
            AreaKind::Neighbourhood,
            &format!("BU{x}{y}"),
            &format!("Buurt {x}-{y}"),
            Some("D1"),
        );
        areas.push(Surveyed { outline: square(x, y, 1), ..neighbourhood });
    }
    areas
}

fn atlas_of(areas: Vec<Surveyed>, postcodes: Vec<Postcode>) -> Atlas {
    let slugged = areas.into_iter().map(|area| (area.code.to_lowercase(), area));
    Atlas::joined(1, slugged.collect(), postcodes, Water::default())
}

fn postcode(code: &str, place: &str, latitude: f64, longitude: f64) -> Postcode {
    Postcode {
        code: code.to_owned(),
        place: place.to_owned(),
        point: Point { latitude, longitude },
    }
}

fn names(atlas: &Atlas, ids: &[AreaId]) -> Vec<String> {
    ids.iter().map(|id| atlas.get(*id).unwrap().name.clone()).collect()
}

proptest! {
    /// A point lies in the square under it, borders included, and in all that is around that.
    #[test]
    fn a_point_lies_in_its_square(x in 0_u32..20_000, y in 0_u32..20_000) {
        let atlas = atlas_of(town(), Vec::new());
        let at = |n: u32| f64::from(n) / 1_000_000.0;
        let point = Point { latitude: 52.3 + at(y), longitude: 4.9 + at(x) };
        let around = names(&atlas, &atlas.around(point));
        if (1..9_999).contains(&x) && (1..9_999).contains(&y) {
            prop_assert_eq!(around.len(), 3, "{:?}", around);
            prop_assert_eq!(&around[1..], ["Oost", "Amsterdam"]);
            if x % 1_000 > 1 && y % 1_000 > 1 {
                prop_assert_eq!(&around[0], &format!("Buurt {}-{}", x / 1_000, y / 1_000));
            }
        } else if x > 10_001 && x < 19_999 && y > 1 && y < 19_999 {
            prop_assert_eq!(around, ["Amsterdam"]);
        }
    }

    /// The nearest postcode is the one that asking each of them gives.
    #[test]
    fn the_nearest_postcode_is_the_nearest(
        spots in prop::collection::vec((52.0..52.6_f64, 4.5..5.3_f64), 0..60),
        latitude in 51.9..52.7_f64,
        longitude in 4.4..5.4_f64,
    ) {
        let codes = spots.iter().enumerate().map(|(n, (latitude, longitude))| {
            postcode(&format!("{}", 1_000 + n), "Amsterdam", *latitude, *longitude)
        });
        let atlas = atlas_of(Vec::new(), codes.collect());
        let point = Point { latitude, longitude };
        let far = |known: &Postcode| known.point.distance_m(point);
        let nearest = atlas.postcodes.iter().map(far).fold(f64::INFINITY, f64::min);
        match atlas.postcode_at(point) {
            // Flat or round makes some centimetres of difference, never a metre.
            Some(found) => prop_assert!(far(found) <= nearest + 1.0 && far(found) <= POSTCODE_REACH_M),
            None => prop_assert!(nearest > POSTCODE_REACH_M - 1.0),
        }
    }

    /// Anything can be typed.
    #[test]
    fn anything_can_be_looked_for(text in any::<String>()) {
        let atlas = atlas_of(town(), vec![postcode("1094", "Amsterdam", 52.36, 4.94)]);
        let _ = atlas.locate(&text);
        let _ = atlas.named(&text, None).count();
    }
}

#[test]
fn what_lies_inside_lies_in_what_is_around_it() {
    let atlas = atlas_of(town_with_namesakes(), Vec::new());
    let all = atlas.areas().map(|it| Some(it.id)).chain([None]);
    for parent in all {
        let inside: Vec<AreaId> = atlas.inside(parent).map(|it| it.id).collect();
        let told = atlas.areas().filter(|it| it.parent == parent).map(|it| it.id);
        assert_eq!(inside, told.collect::<Vec<_>>());
    }
    assert_eq!(atlas.named("0", Some(AreaKind::Municipality)).count(), 0);
    assert_eq!(atlas.named("buurt 3-4", Some(AreaKind::Neighbourhood)).count(), 1);
    for area in atlas.areas() {
        assert_eq!(atlas.shared(area.id).as_deref(), Some(area));
        assert_eq!(atlas.by_slug(&area.slug), Some(area));
    }
}

#[test]
fn an_area_without_an_outline_reaches_as_far_as_those_inside_it() {
    let atlas = atlas_of(town(), Vec::new());
    let oost = atlas.by_slug("d1").unwrap();
    let extent = atlas.extent(oost.id).unwrap();
    assert!((extent.south - 52.3).abs() < 1e-9 && (extent.north - 52.31).abs() < 1e-9);
    let middle = atlas.middle(oost.id).unwrap();
    assert!((middle.latitude - 52.305).abs() < 1e-6 && (middle.longitude - 4.905).abs() < 1e-6);
    assert_eq!(atlas.inside(Some(oost.id)).count(), 100);
    assert_eq!(
        atlas.inside(None).map(|area| area.name.as_str()).collect::<Vec<_>>(),
        ["Amsterdam"]
    );
}

#[test]
fn the_middle_of_a_bent_area_lies_in_it() {
    let bent = [(0.0, 0.0), (9.0, 0.0), (9.0, 1.0), (1.0, 1.0), (1.0, 9.0), (0.0, 9.0)];
    let ring: geo::LineString = bent.into_iter().map(|(x, y)| Coord { x, y }).collect();
    let outline = MultiPolygon::new(vec![geo::Polygon::new(ring, Vec::new())]);
    let quay = Surveyed { outline, ..Surveyed::named(AreaKind::Neighbourhood, "K", "Kade", None) };
    let atlas = atlas_of(vec![quay.clone()], Vec::new());
    let middle = atlas.middle(quay.id()).unwrap();
    assert_eq!(atlas.around(middle), [quay.id()]);
}

/// The town, and another that has a neighbourhood of the same name.
fn town_with_namesakes() -> Vec<Surveyed> {
    let almere = Surveyed {
        outline: square(30, 0, 20),
        ..Surveyed::named(AreaKind::Municipality, "GM2", "Almere", None)
    };
    let centre = |code: &str, parent: &str, x| Surveyed {
        outline: square(x, 12, 2),
        ..Surveyed::named(AreaKind::Neighbourhood, code, "Centrum", Some(parent))
    };
    let mut areas = town();
    areas.extend([almere, centre("BUc1", "GM1", 12), centre("BUc2", "GM2", 32)]);
    areas
}

#[test]
fn every_area_has_words_that_find_it_again() {
    let atlas = atlas_of(town_with_namesakes(), Vec::new());
    for area in atlas.areas() {
        let words = atlas.words_for(area.id).unwrap_or_else(|| panic!("{}", area.code));
        let found = atlas.locate(&words).unwrap();
        assert_eq!(found.area, Some(area.id), "{words}");
        assert!(words.starts_with(&area.name), "{words} says what it is called");
    }
    let words = |slug: &str| atlas.words_for(atlas.by_slug(slug).unwrap().id).unwrap();
    assert_eq!(words("bu34"), "Buurt 3-4", "no more words than are needed");
    let centres = [words("buc1"), words("buc2")];
    assert_eq!(centres.iter().filter(|it| it.contains(", ")).count(), 1, "{centres:?}");
}

/// A quarter around a neighbourhood of its name answers to no words of its own.
#[test]
fn what_no_words_tell_apart_has_none() {
    let mut areas = town();
    areas.push(Surveyed {
        outline: square(12, 12, 4),
        ..Surveyed::named(AreaKind::Quarter, "WKz", "Zuid", Some("GM1"))
    });
    areas.push(Surveyed {
        outline: square(12, 12, 2),
        ..Surveyed::named(AreaKind::Neighbourhood, "BUz", "Zuid", Some("WKz"))
    });
    let atlas = atlas_of(areas, Vec::new());
    let words = |slug: &str| atlas.words_for(atlas.by_slug(slug).unwrap().id);
    assert_eq!((words("wkz"), words("buz").as_deref()), (None, Some("Zuid")));
}

#[test]
fn places_are_found_by_the_words_that_people_use() {
    let areas = town_with_namesakes();
    let codes = vec![
        postcode("1094", "Amsterdam", 52.3631, 4.9402),
        postcode("1111", "Diemen", 52.34, 4.96),
        postcode("1112", "Diemen", 52.33, 4.97),
    ];
    let atlas = atlas_of(areas, codes);
    let found = |text: &str| atlas.locate(text).map(|located| located.name);
    for (text, name) in [
        ("1094", Some("1094 Amsterdam")),
        (" 1094AB ", Some("1094 Amsterdam")),
        ("1094 ab", Some("1094 Amsterdam")),
        ("1094 Amsterdam", Some("1094 Amsterdam")),
        ("1095", None),
        ("10945", None),
        ("BUURT 3-4", Some("Buurt 3-4")),
        ("oost", Some("Oost")),
        ("amst", Some("Amsterdam")),
        ("diemen", Some("Diemen")),
        ("atlantis", None),
        (" … ", None),
        ("", None),
    ] {
        assert_eq!(found(text).as_deref(), name, "{text}");
    }
    assert_eq!(atlas.locate("diemen").unwrap().point.latitude, 52.34, "its first postcode");
    let code = |text: &str| {
        let area = atlas.locate(text)?.area?;
        Some(atlas.get(area)?.code.clone())
    };
    assert_eq!(code("Centrum, Almere").as_deref(), Some("BUc2"));
    assert_eq!(code("centrum, amsterdam").as_deref(), Some("BUc1"));
    assert_eq!(code("Centrum, Utrecht"), None);
}
