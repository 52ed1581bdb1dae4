//! Laws of the drawing: repeatable, harmless whatever a place is called, light, and said by the
//! light what it must say.

use proptest::prelude::*;
use uuid::Uuid;

use koop_domain::listings::model::Kind;

use super::*;

/// Twelve façades with their words cost no more than this before they are packed (to a quarter),
/// even if every one is of the richest kind and has a note on its door.
const STREET_BYTES_MAX: usize = 17_000;
const STYLE: &str = include_str!("../../front/css/street.css");

fn house(id: u128, name: &str, light: Light) -> House {
    House {
        id: ListingId(Uuid::from_u128(id)),
        name: name.to_owned(),
        label: format!("{name}: nu open tot 18.00 uur"),
        light,
        note: false,
        goods: Goods::Bread,
        href: Some("/plek/bakkerij-de-vroege-vogel".to_owned()),
    }
}

/// Ids as they are made: the same moment, another tail.
fn id(number: u128) -> u128 {
    0x0197_a1b2_c3d4_7000_8000_0000_0000_0000 + number * 0x0001_0001
}

/// Reads SVG as strictly as a browser reads XML, as far as these drawings go.
fn assert_well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg;
    while let Some(at) = rest.find('<') {
        assert_text(&rest[..at]);
        let end = rest[at..].find('>').unwrap_or_else(|| panic!("an open tag in {rest}")) + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(name.bytes().all(|b| b.is_ascii_alphabetic()), "{name}");
        assert_attributes(attributes.trim_end_matches('/'));
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert_text(rest);
    assert_eq!(open, Vec::<&str>::new());
}

fn assert_attributes(mut attributes: &str) {
    let mut seen = Vec::new();
    while let Some((name, rest)) = attributes.split_once("=\"") {
        let name = name.trim();
        assert!(!name.contains(['"', ' ']) && !seen.contains(&name), "{name}");
        seen.push(name);
        let (value, rest) = rest.split_once('"').unwrap_or_else(|| panic!("no end: {rest}"));
        assert_text(value);
        attributes = rest;
    }
    assert_eq!(attributes.trim(), "");
}

fn assert_text(text: &str) {
    assert!(!text.contains(['<', '>', '"']), "{text}");
    assert!(text.chars().all(|c| !c.is_control() && c != '\u{fffe}' && c != '\u{ffff}'), "{text}");
    for (at, _) in text.match_indices('&') {
        let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
        assert!(known.iter().any(|entity| text[at..].starts_with(entity)), "{text}");
    }
}

fn any_light() -> impl Strategy<Value = Light> {
    prop_oneof![Just(Light::Open), Just(Light::Probable), Just(Light::Maybe), Just(Light::Closed)]
}

prop_compose! {
    fn any_house()(id: u128, name in any::<String>(), light in any_light(), note: bool,
                   href in proptest::option::of(any::<String>())) -> House {
        House { note, href, ..house(id, &name, light) }
    }
}

proptest! {
    #[test]
    fn a_place_keeps_its_house_whatever_its_state(house in any_house(), light in any_light()) {
        let wall = |house: &House| {
            let picture = facade_svg(house, Sky::Day);
            let (_, from) = picture.split_once("class=\"wall\"").unwrap();
            from.split_once("/>").unwrap().0.to_owned()
        };
        let later = House { light, note: !house.note, ..house.clone() };
        prop_assert_eq!(wall(&house), wall(&later));
    }

    #[test]
    fn no_name_breaks_out_of_the_picture(houses in proptest::collection::vec(any_house(), 0..6), label: String) {
        let street = street_svg(&houses, Sky::Night, &label);
        assert_well_formed(&street);
        for house in &houses {
            assert_well_formed(&facade_svg(house, Sky::Day));
        }
    }

    #[test]
    fn nothing_needs_an_id_or_an_inline_style(house in any_house()) {
        let plain = House { name: String::new(), label: String::new(), href: None, ..house };
        let picture = street_svg(&[plain], Sky::Day, "");
        for forbidden in [" id=", " style=", "url(", "<script", "<style", "onload"] {
            prop_assert!(!picture.contains(forbidden), "{forbidden}");
        }
    }

    #[test]
    fn every_house_stands_under_the_sky(id: u128, name in any::<String>()) {
        let plan = Plan::of(&house(id, &name, Light::Open));
        prop_assert!(plan.top() > 0);
        prop_assert!((76..=148).contains(&plan.width));
    }

    #[test]
    fn a_picture_is_light(ids in proptest::collection::vec(any::<u128>(), 12), light in any_light()) {
        let houses: Vec<House> = ids
            .into_iter()
            .map(|id| House { note: true, ..house(id, "Bakkerij De Vroege Vogel", light) })
            .collect();
        let street = street_svg(&houses, Sky::Day, "De straat");
        prop_assert!(street.len() <= STREET_BYTES_MAX, "{}", street.len());
    }
}

#[test]
fn neighbours_differ() {
    let mut drawings: Vec<String> =
        (0..50).map(|n| facade_svg(&house(id(n), "Zaak", Light::Open), Sky::Day)).collect();
    drawings.sort_unstable();
    drawings.dedup();
    assert!(drawings.len() >= 48, "{} of 50 façades differ", drawings.len());
    for gable in gables::Gable::ALL {
        assert!((0..50).any(|n| Plan::of(&house(id(n), "", Light::Open)).gable() == gable));
    }
}

#[test]
fn the_light_says_the_state() {
    let drawn = |light| facade_svg(&house(id(1), "Noor", light), Sky::Day);
    let has = |light, class: &str| drawn(light).contains(&format!("class=\"{class}\""));
    assert!(has(Light::Open, "pool") && !has(Light::Open, "curtain"));
    assert!(has(Light::Probable, "pool") && has(Light::Probable, "curtain"));
    assert!(!has(Light::Maybe, "pool") && has(Light::Maybe, "curtain"));
    assert!(!has(Light::Closed, "pool") && !has(Light::Closed, "curtain"));
    let noted = House { note: true, ..house(id(1), "Noor", Light::Closed) };
    assert!(facade_svg(&noted, Sky::Day).contains("class=\"note\""));
    assert!(!has(Light::Closed, "note"));
}

#[test]
fn a_street_of_links_is_a_group_and_one_without_is_a_picture() {
    let linked = house(id(1), "Noor", Light::Open);
    let street = street_svg(std::slice::from_ref(&linked), Sky::Day, "De straat is wakker");
    assert!(street.contains(r#"role="group" aria-label="De straat is wakker""#));
    assert!(street.contains(r#"href="/plek/bakkerij-de-vroege-vogel" aria-label="Noor: nu open"#));
    let plain = street_svg(&[House { href: None, ..linked }], Sky::Day, "De straat");
    assert!(plain.contains(r#"role="img" aria-label="De straat""#) && !plain.contains("<a "));
    assert!(empty_street_svg(Sky::Day).contains(r#"aria-hidden="true""#));
}

#[test]
fn a_long_list_is_cut_to_a_street() {
    let many: Vec<House> = (0..40).map(|n| house(id(n), "Zaak", Light::Open)).collect();
    assert_eq!(street_svg(&many, Sky::Day, "").matches("class=\"house ").count(), HOUSES_MAX);
}

#[test]
fn the_style_sheet_knows_every_class() {
    let houses: Vec<House> = (0..12)
        .zip([Light::Open, Light::Probable, Light::Maybe, Light::Closed].into_iter().cycle())
        .map(|(n, light)| House { note: true, ..house(id(n), "Zaak", light) })
        .collect();
    let pictures = street_svg(&houses, Sky::Night, "") + &facade_svg(&houses[0], Sky::Day);
    for list in pictures.split("class=\"").skip(1).filter_map(|it| it.split('"').next()) {
        for class in list.split(' ').filter(|it| !matches!(*it, "day" | "shut")) {
            assert!(STYLE.contains(&format!(".{class}")), "{class} is not in street.css");
        }
    }
}

#[test]
fn the_window_shows_what_is_sold() {
    let keys = |key: &str| vec![key.to_owned()];
    assert_eq!(Goods::of(Kind::Repair, &keys("bicycle-repair")), Goods::Bicycle);
    assert_eq!(Goods::of(Kind::Food, &keys("bakery")), Goods::Bread);
    assert_eq!(Goods::of(Kind::Shop, &keys("second-hand-books")), Goods::Books);
    assert_eq!(Goods::of(Kind::Farm, &[]), Goods::Plants);
}
