//! What is written reads back.

use proptest::prelude::*;

use super::*;

const HERE: Point = Point { latitude: 52.36, longitude: 4.93 };

/// A tag of the table.
fn class() -> impl Strategy<Value = (String, String)> {
    let tree = crate::listings::categories::tree();
    let said = tree.all().iter().map(|category| osm::classes::sayings(category.key));
    let said: Vec<(String, String)> = said
        .flatten()
        .map(|it| (it.key.to_owned(), it.value.unwrap_or("Iets_anders").to_owned()))
        .collect();
    prop::sample::select(said)
}

/// A tag of anything else that is read.
fn other() -> impl Strategy<Value = (String, String)> {
    let word = ("cuisine|sport|produce|clothes|religion", "[a-z]{3,8}(;[a-z]{3,8}){0,3}");
    let cuisine = prop::sample::select(vec!["pizza;italian", "sushi", "vegan", "ice_cream;cake"]);
    prop_oneof![
        1 => word,
        1 => cuisine.prop_map(|it| ("cuisine".to_owned(), it.to_owned())),
        2 => prop::sample::select(PLAIN.to_vec()).prop_map(|(k, v)| (k.to_owned(), v.to_owned())),
    ]
}

const PLAIN: [(&str, &str); 40] = [
    ("ref:NL:vestigingsnummer", "0000 1234 5678"),
    ("diet:vegan", "only"),
    ("diet:vegan", "yes"),
    ("diet:halal", "yes"),
    ("repair", "yes"),
    ("repair", "only"),
    ("repair", "phone;Hi-Fi"),
    ("repair", "assisted_self_service"),
    ("service:bicycle:repair", "yes"),
    ("service:vehicle:car_repair", "yes"),
    ("second_hand", "only"),
    ("second_hand", "yes"),
    ("organic", "only"),
    ("organic", "yes"),
    ("bulk_purchase", "only"),
    ("opening_hours", "24/7"),
    ("opening_hours", "Mo-Fr 09:00-17:00"),
    ("opening_hours:kitchen", "Mo 12:00-14:00"),
    ("delivery_hours", "Fr 17:00-21:00"),
    ("takeaway", "Mo 17:00-20:00"),
    ("delivery", "yes"),
    ("delivery", "no"),
    ("delivery:partner", "CoopCycle"),
    ("delivery:vehicle", "cargo_bike"),
    ("contact:facebook", "noor"),
    ("contact:mastodon", "https://sociaal.example/@noor"),
    ("twitter", "https://www.instagram.com/noor"),
    ("contact:instagram", "noor"),
    ("contact:phone", "020 123 45 67; 06 1"),
    ("website", "noor.example"),
    ("addr:place", "Brink"),
    ("addr:postcode", "1097tx"),
    ("language:tr", "main"),
    ("description", " Warm brood "),
    ("description:en", "Warm bread"),
    ("payment:cash", "only"),
    ("brand:wikidata", "Q1"),
    ("brand", "no"),
    ("office", "association"),
    ("operator:type", "cooperative"),
];

/// One trade, and anything beside it. Of several trades at once the law holds for the places that
/// there are, not for all that can be drawn: a restaurant that also sells second-hand clothes.
fn tags() -> impl Strategy<Value = Tags> {
    let classes = prop::collection::vec(class(), 1);
    let others = prop::collection::vec(other(), 0..6);
    (classes, others).prop_map(|(classes, others)| {
        let mut tags: Tags = others.into_iter().collect();
        for (key, value) in classes {
            let values: &mut String = tags.entry(key).or_default();
            let joint = if values.is_empty() { "" } else { ";" };
            *values = format!("{values}{joint}{value}");
        }
        tags.insert("name".to_owned(), "Noor".to_owned());
        tags
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_written_reads_back(tags in tags()) {
        let Some(facts) = osm::read(&tags, HERE) else { return Ok(()) };
        let written = osm_tags(&facts);
        prop_assert_eq!(osm::read(&written, HERE), Some(facts), "{:?}", written);
    }
}

#[test]
fn a_repairer_among_others_reads_back() {
    let tags = [
        ("craft", "bicycle"),
        ("name", "Noor"),
        ("office", "association"),
        ("repair", "phone;Hi-Fi"),
    ];
    let tags = tags.map(|(key, value)| (key.to_owned(), value.to_owned())).into_iter().collect();
    let facts = osm::read(&tags, HERE).unwrap();
    assert_eq!(osm::read(&osm_tags(&facts), HERE), Some(facts));
}
