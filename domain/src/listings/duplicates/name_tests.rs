//! Names and their false friends.

use proptest::prelude::*;

use super::*;

fn like(one: &str, other: &str) -> bool {
    Name::read(one).is_like(&Name::read(other))
}

fn apart(one: &str, other: &str) -> bool {
    Name::read(one).differs_in_trade(&Name::read(other))
}

proptest! {
    #[test]
    fn likeness_is_mutual_and_everybody_is_like_themselves(one in "\\PC{0,30}", other in "\\PC{0,30}") {
        prop_assert!(like(&one, &one));
        prop_assert_eq!(like(&one, &other), like(&other, &one));
        prop_assert_eq!(apart(&one, &other), apart(&other, &one));
        prop_assert!(!apart(&one, &one));
    }

    #[test]
    fn the_distance_is_a_distance(one in "[a-c]{0,6}", two in "[a-c]{0,6}", three in "[a-c]{0,6}") {
        prop_assert_eq!(distance(&one, &one), 0);
        prop_assert_eq!(distance(&one, &two), distance(&two, &one));
        prop_assert!(distance(&one, &three) <= distance(&one, &two) + distance(&two, &three));
        prop_assert!(distance(&one, &two) <= one.len().max(two.len()));
        prop_assert!(distance(&one, &two) >= one.len().abs_diff(two.len()));
    }

    #[test]
    fn a_slip_of_the_pen_is_forgiven(name in "[a-z]{8,14}", at in 0..8_usize, letter in "[a-z]") {
        let mut slip = name.clone();
        slip.replace_range(at..=at, &letter);
        // A slip that makes a word of a trade, or takes it away, makes another name.
        let bare = |name: &str| Name::read(name).own.len();
        prop_assume!(bare(&name) == bare(&slip));
        prop_assert!(like(&name, &slip), "{name} {slip}");
    }

    #[test]
    fn a_quick_look_never_misses_what_a_long_one_finds(one in "[a-e]{1,9}", other in "[a-e]{1,9}") {
        prop_assert_eq!(like(&one, &other), one == other || is_nearly(&one, &other));
    }
}

#[test]
fn trades_articles_legal_forms_and_places_make_no_difference() {
    for (one, other) in [
        ("Bakkerij De Vroege Vogel", "Vroege Vogel B.V."),
        ("Markt Waterlooplein", "Waterloopleinmarkt"),
        ("Eden Hotel Amsterdam", "Hotel Eden"),
        ("Boerderijwinkel VanHier", "Boerderij winkel VanHier"),
        ("BOAT&CO", "Boat & Co"),
        ("Assagi", "Assaggi"),
        ("W", "W Amsterdam"),
        ("Salsa Shop", "Salsa Shop CS"),
    ] {
        assert!(like(one, other), "{one} / {other}");
    }
}

#[test]
fn other_words_make_another_business() {
    for (one, other) in [
        ("Amsterdam Tulip Museum", "Amsterdam Cheese Museum"),
        ("Bijenstal Schellerhoeve 1", "Bijenstal Schellerhoeve 2"),
        ("Hotel The Globe", "Hotel The Crown"),
        ("Repair Café Afvalpaleis (elektra)", "Repair Café Afvalpaleis (textiel)"),
        ("Winkel", "Winkel Noor"),
        ("Bakkerij", "Slagerij"),
        ("Ibis Styles Amsterdam Amstel", "Ibis Styles Amsterdam City"),
    ] {
        assert!(!like(one, other), "{one} / {other}");
    }
}

#[test]
fn a_butcher_is_no_baker_but_a_cafe_may_be_a_restaurant() {
    assert!(like("Bakkerij Noor", "Slagerij Noor"));
    assert!(apart("Bakkerij Noor", "Slagerij Noor"));
    assert!(apart("Hotel Noor", "Kapper Noor"));
    assert!(!apart("Café Noor", "Restaurant Noor"));
    assert!(!apart("Banketbakker Noor", "Bakkerij Noor"), "one lies in the other");
    assert!(!apart("Noor", "Bakkerij Noor"));
}
