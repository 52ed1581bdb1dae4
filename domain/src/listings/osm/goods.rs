//! What can be had at a place: repairs, second-hand, organic and fair goods.

use crate::listings::model::{Facts, Kind, Offered};
use crate::text::fold;

use super::Tags;
use super::classes::{Classes, most_telling};

/// A thing that is repaired.
struct Thing {
    /// Its names in OSM keys and values.
    osm: &'static [&'static str],
    /// Our key.
    key: &'static str,
    /// The category of those who repair it.
    category: &'static str,
    /// The category of shops whose `repair=yes` is about it.
    shop: &'static str,
}

const THINGS: [Thing; 11] = [
    Thing {
        osm: &["bicycle", "bicycles"],
        key: "bicycle",
        category: "bicycle-repair",
        shop: "bicycle-shop",
    },
    Thing {
        osm: &["mobile_phone", "mobile_phones", "phone", "phones", "smartphone"],
        key: "phone",
        category: "phone-repair",
        shop: "phones",
    },
    Thing {
        osm: &["computer", "computers", "laptop"],
        key: "computer",
        category: "computer-repair",
        shop: "computers",
    },
    Thing {
        osm: &["electronics", "electronic", "electrical", "radio"],
        key: "electronics",
        category: "electronics-repair",
        shop: "electronics",
    },
    Thing {
        osm: &["appliance", "appliances", "household_appliances"],
        key: "appliance",
        category: "electronics-repair",
        shop: "appliances",
    },
    Thing {
        osm: &["clothes", "clothing", "textile", "textiles"],
        key: "clothing",
        category: "clothing-repair",
        shop: "clothes",
    },
    Thing { osm: &["shoe", "shoes"], key: "shoes", category: "shoe-repair", shop: "shoes" },
    Thing {
        osm: &["watch", "watches", "clock", "clocks", "jewelry", "jewellery"],
        key: "watch",
        category: "watch-repair",
        shop: "jewellery",
    },
    Thing {
        osm: &["vehicle", "car", "cars"],
        key: "car",
        category: "car-repair",
        shop: "car-shop",
    },
    Thing {
        osm: &["furniture"],
        key: "furniture",
        category: "furniture-repair",
        shop: "furniture",
    },
    Thing {
        osm: &["musical_instrument", "musical_instruments", "instrument"],
        key: "instrument",
        category: "instrument-repair",
        shop: "music-shop",
    },
];

/// What OSM calls a thing that is repaired.
pub(in crate::listings) fn name_of(repaired: &str) -> String {
    let known = THINGS.iter().find(|thing| thing.key == repaired);
    known.map_or_else(|| repaired.replace(' ', "_"), |thing| thing.osm[0].to_owned())
}

/// The category of those who repair a thing, if it is a known one.
pub(in crate::listings) fn category_of(repaired: &str) -> Option<&'static str> {
    THINGS.iter().find(|thing| thing.key == repaired).map(|thing| thing.category)
}

/// Writes the goods into the facts, and adds to the categories what they tell.
pub(super) fn read(tags: &Tags, classes: &mut Classes, facts: &mut Facts) {
    let offered = |key: &str| tags.get(key).and_then(|value| Offered::from_osm(value.trim()));
    facts.second_hand = offered("second_hand");
    facts.organic = offered("organic");
    facts.fair_trade = offered("fair_trade");
    facts.zero_waste = offered("zero_waste").or_else(|| offered("bulk_purchase"));
    read_repairs(tags, classes, facts);
    read_second_hand(classes, facts);
    classes.categories = most_telling(&classes.categories);
}

fn read_repairs(tags: &Tags, classes: &mut Classes, facts: &mut Facts) {
    let repair = tags.get("repair").map(String::as_str).unwrap_or_default();
    let mut keys: Vec<String> = classes.repairs.iter().map(|key| (*key).to_owned()).collect();
    let mut add = |thing: &str, classes: &mut Classes| {
        let known = THINGS.iter().find(|known| known.osm.contains(&thing));
        keys.push(known.map_or_else(|| fold(thing), |known| known.key.to_owned()));
        if let Some(known) = known {
            classes.categories.push(known.category);
        }
    };
    for (key, value) in tags {
        if let Some(thing) = repaired_thing(key).filter(|_| !matches!(value.as_str(), "no" | "")) {
            add(thing, classes);
        }
    }
    for value in repair.split(';').map(str::trim) {
        match value {
            "" | "no" => {}
            "assisted_self_service" => make_repair_cafe(classes),
            "yes" | "only" => {
                let about = THINGS.iter().find(|thing| classes.categories.contains(&thing.shop));
                if let Some(thing) = about {
                    add(thing.osm[0], classes);
                }
            }
            thing => add(thing, classes),
        }
    }
    if repair == "only" {
        classes.kind = Kind::Repair;
    }
    keys.sort();
    keys.dedup();
    keys.retain(|key| !key.is_empty());
    facts.repairs = keys;
}

/// The thing in `service:bicycle:repair`, `computer:repair` or `repair:shoes`.
fn repaired_thing(key: &str) -> Option<&str> {
    let inner = key.strip_prefix("service:").unwrap_or(key);
    inner
        .strip_suffix(":repair")
        .or_else(|| key.strip_prefix("repair:"))
        .filter(|thing| !thing.is_empty() && !thing.contains(':'))
        .or_else(|| (key == "service:vehicle:car_repair").then_some("car"))
}

/// Neighbours who help each other mend; a bicycle shop with tools for all is not one.
fn make_repair_cafe(classes: &mut Classes) {
    if classes.kind != Kind::Repair {
        classes.kind = Kind::Repair;
        classes.categories.insert(0, "repair-cafe");
    }
}

fn read_second_hand(classes: &mut Classes, facts: &Facts) {
    if facts.second_hand == Some(Offered::Only) && classes.kind == Kind::Shop {
        classes.kind = Kind::SecondHand;
        classes.categories.push("second-hand");
    }
}

#[cfg(test)]
mod tests {
    use super::super::classes::{Verdict, classify};
    use super::*;

    fn goods(tags: &[(&str, &str)]) -> (Facts, Classes) {
        let tags: Tags = tags.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let Verdict::Place(mut classes) = classify(&tags) else { panic!("not a place: {tags:?}") };
        let mut facts = Facts::default();
        read(&tags, &mut classes, &mut facts);
        (facts, classes)
    }

    #[test]
    fn a_bicycle_shop_that_repairs_is_found_both_ways() {
        let (facts, classes) = goods(&[("shop", "bicycle"), ("service:bicycle:repair", "yes")]);
        assert_eq!(facts.repairs, ["bicycle"]);
        assert_eq!(classes.categories, ["bicycle-shop", "bicycle-repair"]);
        assert_eq!(classes.kind, Kind::Shop);
    }

    #[test]
    fn repair_without_a_thing_is_about_what_the_shop_sells() {
        let (facts, _) = goods(&[("shop", "shoes"), ("repair", "yes")]);
        assert_eq!(facts.repairs, ["shoes"]);
        let (facts, classes) = goods(&[("shop", "toys"), ("repair", "yes")]);
        assert_eq!((facts.repairs.len(), classes.categories), (0, vec!["toys"]));
    }

    #[test]
    fn things_may_stand_in_the_value_and_unknown_ones_are_kept() {
        let (facts, classes) = goods(&[("amenity", "workshop"), ("repair", "clothes; Hi-Fi")]);
        assert_eq!(facts.repairs, ["clothing", "hi fi"]);
        assert!(classes.categories.contains(&"clothing-repair"));
    }

    #[test]
    fn a_no_is_not_a_repair() {
        let (facts, classes) = goods(&[("shop", "bicycle"), ("service:bicycle:repair", "no")]);
        assert_eq!((facts.repairs.len(), classes.categories), (0, vec!["bicycle-shop"]));
    }

    #[test]
    fn mending_together_is_a_repair_cafe() {
        let (_, classes) =
            goods(&[("amenity", "community_centre"), ("repair", "assisted_self_service")]);
        assert_eq!(classes.kind, Kind::Repair);
        assert_eq!(classes.categories[0], "repair-cafe");
    }

    #[test]
    fn only_second_hand_makes_a_second_hand_shop() {
        let (facts, classes) = goods(&[("shop", "clothes"), ("second_hand", "only")]);
        assert_eq!(facts.second_hand, Some(Offered::Only));
        assert_eq!(classes.kind, Kind::SecondHand);
        assert_eq!(classes.categories, ["vintage-clothes"]);
        let (_, classes) = goods(&[("shop", "toys"), ("second_hand", "only")]);
        assert_eq!(classes.kind, Kind::SecondHand);
        assert_eq!(classes.categories, ["toys", "second-hand"]);
        let (_, classes) = goods(&[("shop", "toys"), ("second_hand", "yes")]);
        assert_eq!(classes.kind, Kind::Shop);
    }

    #[test]
    fn values_that_are_not_yes_no_or_only_say_nothing() {
        let (facts, _) = goods(&[
            ("shop", "convenience"),
            ("organic", "limited"),
            ("fair_trade", "yes"),
            ("bulk_purchase", "only"),
        ]);
        assert_eq!(facts.organic, None);
        assert_eq!(facts.fair_trade, Some(Offered::Yes));
        assert_eq!(facts.zero_waste, Some(Offered::Only));
    }
}
