//! The table and what it makes of tags.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

type Pairs<'a> = &'a [(&'a str, &'a str)];

fn tags(pairs: Pairs) -> Tags {
    pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

fn classes(pairs: Pairs) -> Classes {
    match classify(&tags(pairs)) {
        Verdict::Place(classes) => classes,
        other => panic!("{pairs:?} gives {other:?}"),
    }
}

fn skipped(pairs: Pairs) -> &'static str {
    match classify(&tags(pairs)) {
        Verdict::Skip(reason) => reason,
        other => panic!("{pairs:?} gives {other:?}"),
    }
}

#[test]
fn every_line_of_the_table_names_what_there_is() {
    let reasons = HashSet::from([CLOSED, "street furniture", "not a place people visit"]);
    for rule in rules() {
        assert!(rule.key == "*" || KEYS.contains(&rule.key), "{rule:?}");
        assert!(!rule.values.is_empty(), "{rule:?}");
        match rule.outcome {
            Outcome::Skip(reason) => assert!(reasons.contains(reason), "{rule:?}"),
            Outcome::Place { category, .. } => {
                assert!(tree().get(category).is_some(), "{rule:?}");
            }
        }
    }
}

#[test]
fn no_line_of_the_table_stands_in_the_shadow_of_another() {
    let mut seen: HashSet<(&str, &str)> = HashSet::new();
    for rule in rules() {
        for value in &rule.values {
            assert!(!seen.contains(&(rule.key, *value)), "{} = {value} stands twice", rule.key);
            if rule.when.is_empty() {
                seen.insert((rule.key, *value));
            }
        }
    }
}

#[test]
fn each_key_has_a_last_line_for_all_other_values() {
    for key in KEYS {
        let last = rules().iter().rfind(|rule| rule.key == key).unwrap();
        assert!(last.is_fallback(), "{key}");
    }
}

proptest! {
    #[test]
    fn whatever_the_value_a_place_has_a_category_and_keeps_the_word(
        key in 0..KEYS.len(),
        value in "[a-z]{3,8}_[a-z]{3,8}",
    ) {
        let key = KEYS[key];
        if let Verdict::Place(classes) = classify(&tags(&[(key, &value)])) {
            prop_assert!(!classes.categories.is_empty());
            let known = rules().iter().any(|r| r.key == key && r.values.contains(&value.as_str()));
            prop_assert!(known || classes.words == [value.replace('_', " ")]);
        }
    }

    #[test]
    fn a_category_never_stands_twice_nor_beside_one_below_it(
        values in prop::collection::vec(
            prop::sample::select(vec!["bakery", "cheese", "farm", "yes", "clothes", "oddity"]), 1..6,
        ),
    ) {
        let found = classes(&[("shop", &values.join(";"))]).categories;
        for (at, key) in found.iter().enumerate() {
            prop_assert!(!found[..at].contains(key));
            let above = tree().lineage(key).skip(1).any(|above| found.contains(&above.key));
            prop_assert!(!above);
        }
    }
}

#[test]
fn ordinary_places_find_their_category_and_kind() {
    let cases: [(Pairs, &str, Kind); 16] = [
        (&[("shop", "bakery")], "bakery", Kind::Shop),
        (&[("shop", "farm")], "farm-shop", Kind::Farm),
        (&[("shop", "charity")], "thrift-shop", Kind::SecondHand),
        (&[("craft", "shoemaker")], "shoe-repair", Kind::Repair),
        (&[("craft", "brewery")], "brewery", Kind::Maker),
        (
            &[("amenity", "restaurant"), ("cuisine", "surinamese;dutch")],
            "surinamese-restaurant",
            Kind::Food,
        ),
        (&[("amenity", "restaurant"), ("cuisine", "martian")], "restaurant", Kind::Food),
        (&[("amenity", "marketplace")], "general-market", Kind::Market),
        (&[("amenity", "library")], "library", Kind::Culture),
        (&[("amenity", "community_centre")], "community-centre", Kind::Community),
        (&[("amenity", "bicycle_rental")], "bicycle-rental", Kind::Service),
        (&[("healthcare", "podiatrist")], "foot-care", Kind::Service),
        (&[("tourism", "hotel")], "hotel", Kind::Service),
        (&[("office", "company")], "company", Kind::Service),
        (&[("leisure", "park")], "park", Kind::Community),
        (&[("club", "scout")], "club", Kind::Community),
    ];
    for (tags, category, kind) in cases {
        let found = classes(tags);
        assert_eq!((found.categories[0], found.kind), (category, kind), "{tags:?}");
    }
}

#[test]
fn lodging_and_offices_are_services() {
    for rule in rules() {
        let Outcome::Place { category, .. } = rule.outcome else { continue };
        let is_lodging = tree().lineage(category).any(|c| c.key == "lodging" || c.key == "office");
        let kind = tree().get(category).unwrap().kind;
        assert!(!is_lodging || kind == Kind::Service, "{category}");
    }
}

#[test]
fn several_trades_give_several_categories_the_most_telling_first() {
    let found = classes(&[("shop", "bakery; cheese"), ("amenity", "cafe"), ("office", "company")]);
    assert_eq!(found.categories, ["bakery", "cheese-shop", "cafe", "company"]);
    let found = classes(&[("tourism", "hotel"), ("amenity", "restaurant")]);
    assert_eq!((found.categories, found.kind), (vec!["hotel", "restaurant"], Kind::Service));
    let found = classes(&[("shop", "farm"), ("tourism", "guest_house")]);
    assert_eq!((found.categories, found.kind), (vec!["farm-shop", "guest-house"], Kind::Farm));
    let found = classes(&[("shop", "yes"), ("office", "company")]);
    assert_eq!((found.categories, found.kind), (vec!["shopping", "company"], Kind::Shop));
    let found = classes(&[("shop", "time_machines"), ("amenity", "cafe")]);
    assert_eq!(found.categories, ["cafe", "shopping"]);
    assert_eq!(found.words, ["time machines"]);
}

#[test]
fn a_condition_is_about_one_of_several_values_or_about_the_only_one() {
    let of = |clothes| classes(&[("shop", "clothes"), ("clothes", clothes)]).categories;
    assert_eq!(of("children"), ["children-clothes"]);
    assert_eq!(of("women;men;children"), ["clothes"]);
    let of = |cuisine| classes(&[("amenity", "fast_food"), ("cuisine", cuisine)]).categories;
    assert_eq!(of("chicken; kebab"), ["kebab"]);
}

#[test]
fn case_and_spaces_in_values_do_not_matter() {
    assert_eq!(classes(&[("shop", " Bakery ")]).categories, ["bakery"]);
}

#[test]
fn street_furniture_is_left_out_with_that_reason() {
    let furniture: [Pairs; 9] = [
        &[("amenity", "parking")],
        &[("amenity", "atm")],
        &[("amenity", "vending_machine")],
        &[("amenity", "bicycle_parking")],
        &[("amenity", "recycling"), ("recycling_type", "container")],
        &[("tourism", "artwork")],
        &[("tourism", "artwork"), ("amenity", "fountain")],
        &[("tourism", "information"), ("information", "board")],
        &[("amenity", "bicycle_rental"), ("bicycle_rental", "docking_station")],
    ];
    for tags in furniture {
        assert_eq!(skipped(tags), "street furniture", "{tags:?}");
    }
    assert_eq!(
        classes(&[("tourism", "information"), ("information", "office")]).categories,
        ["tourist-information"]
    );
    assert_eq!(
        classes(&[("amenity", "recycling"), ("recycling_type", "centre")]).categories,
        ["recycling-centre"]
    );
}

#[test]
fn a_place_with_furniture_is_still_a_place() {
    assert_eq!(classes(&[("shop", "kiosk"), ("amenity", "atm")]).categories, ["newsagent"]);
}

#[test]
fn what_has_ended_is_closed() {
    assert_eq!(skipped(&[("disused:shop", "bakery")]), "closed");
    assert_eq!(skipped(&[("was:amenity", "pub"), ("building", "yes")]), "closed");
    assert_eq!(skipped(&[("shop", "vacant")]), "closed");
    assert_eq!(skipped(&[("shop", "bakery"), ("disused", "yes")]), "closed");
    assert_eq!(classes(&[("shop", "books"), ("was:shop", "bakery")]).categories, ["books"]);
}

#[test]
fn where_nobody_comes_is_left_out() {
    assert_eq!(skipped(&[("amenity", "fire_station")]), "not a place people visit");
    assert_eq!(
        skipped(&[("leisure", "garden"), ("access", "private")]),
        "not a place people visit"
    );
    assert_eq!(skipped(&[("shop", "yes"), ("type", "street")]), "not a place people visit");
}

#[test]
fn streets_and_trees_are_not_looked_at() {
    assert_eq!(classify(&tags(&[("highway", "residential"), ("name", "A")])), Verdict::NotAPlace);
    assert_eq!(classify(&tags(&[("shop", "no")])), Verdict::NotAPlace);
    assert_eq!(classify(&Tags::new()), Verdict::NotAPlace);
}
