//! OpenStreetMap's words and ours: what the tags of an object say of a place.
//!
//! What a tag becomes is true on paper, so it stands here and not in the importer, which only
//! reads files: exports have to say it back, and ask this reading whether they did. `classes`
//! and its table `categories.tsv` know the kinds of place; `contact`, `serving` and `goods` the
//! rest.

pub mod branch;
pub mod classes;
pub(super) mod contact;
pub(super) mod goods;
pub(super) mod serving;

use std::collections::BTreeMap;

use self::classes::{Classes, Verdict, classify};
use super::model::{Address, Facts, LegalForm, Ownership, Wheelchair, Whereabouts};
use crate::geo::Point;

/// The tags of an object.
pub type Tags = BTreeMap<String, String>;

/// The most free words of a place.
pub const WORDS_MAX: usize = 20;
/// The longest free word, in bytes; what is longer, or has a bracket, is a remark.
const WORD_MAX_BYTES: usize = 40;

/// Tags whose values are words that people search by.
pub const WORDS: [&str; 8] =
    ["cuisine", "sport", "produce", "product", "clothes", "beauty", "trade", "religion"];

/// The reason for objects without a name.
const NO_NAME: &str = "no name";

/// Whether the tags alone decide that there will be no listing.
///
/// # Errors
/// The reason, or none when it is not a place at all.
pub fn judge(tags: &Tags) -> Result<Classes, Option<&'static str>> {
    match classify(tags) {
        Verdict::NotAPlace => Err(None),
        Verdict::Skip(reason) => Err(Some(reason)),
        Verdict::Place(_) if first(tags, &["name"]).is_none() => Err(Some(NO_NAME)),
        Verdict::Place(classes) => Ok(classes),
    }
}

/// What the tags say of a place at a point, if it is one.
#[must_use]
pub fn read(tags: &Tags, point: Point) -> Option<Facts> {
    judge(tags).ok().map(|classes| facts(tags, classes, point))
}

/// Whether [`read`] looks at a key; what the source says under another stands beside our facts.
#[must_use]
pub fn is_read(key: &str) -> bool {
    const GROUPS: [&str; 5] = ["description", "diet:", "language:", "payment:", "repair:"];
    const PLAIN: [&str; 26] = [
        "addr:city",
        "addr:hamlet",
        "addr:housenumber",
        "addr:place",
        "addr:postcode",
        "addr:street",
        "brand",
        "brand:wikidata",
        "bulk_purchase",
        "chain",
        "contact:city",
        "contact:housenumber",
        "contact:postcode",
        "contact:street",
        "fair_trade",
        "legal_form",
        "name",
        "operator:type",
        "organic",
        "repair",
        "second_hand",
        "service:vehicle:car_repair",
        "street_vendor",
        "type",
        "wheelchair",
        "zero_waste",
    ];
    PLAIN.contains(&key)
        || WORDS.contains(&key)
        || GROUPS.iter().any(|group| key.starts_with(group))
        || key.ends_with(":repair")
        || branch::KEYS.contains(&key)
        || contact::is_read(key)
        || serving::is_read(key)
        || classes::is_asked(key)
}

/// Whether what kind of place it is depends on a key.
pub(super) fn tells_trade(key: &str) -> bool {
    const MORE: [&str; 3] = ["operator:type", "second_hand", "organic"];
    let more = MORE.contains(&key) || key.starts_with("diet:") || WORDS.contains(&key);
    more || classes::is_asked(key)
}

/// What the tags say, of a place at a point whose classes [`judge`] found.
#[must_use]
pub fn facts(tags: &Tags, mut classes: Classes, point: Point) -> Facts {
    let mut facts = Facts {
        name: line(tags, &["name"]).unwrap_or_default(),
        branch_number: branch::read(tags),
        legal_form: legal_form(tags),
        languages: languages(tags),
        description: descriptions(tags),
        whereabouts: whereabouts(tags),
        address: address(tags),
        point: Some(point),
        contact: contact::read(tags),
        wheelchair: wheelchair(tags),
        payment: payment(tags),
        ownership: ownership(tags),
        ..Facts::default()
    };
    serving::read(tags, &mut facts);
    goods::read(tags, &mut classes, &mut facts);
    facts.tags = words(tags, &classes.words);
    facts.kind = classes.kind;
    facts.categories = classes.categories.iter().map(|key| (*key).to_owned()).collect();
    facts
}

/// Free words: what the category table does not know, and what people search by.
fn words(tags: &Tags, unknown: &[String]) -> Vec<String> {
    let told = WORDS
        .iter()
        .filter_map(|key| first(tags, &[key]))
        .flat_map(|value| value.split([';', ',']))
        .map(|word| one_line(word.trim()).to_lowercase().replace('_', " "));
    let diets = tags.iter().filter_map(|(key, value)| {
        let diet = key.strip_prefix("diet:")?;
        matches!(value.as_str(), "yes" | "only").then(|| diet.replace('_', " "))
    });
    let mut words: Vec<String> = Vec::new();
    for word in unknown.iter().cloned().chain(told).chain(diets) {
        let says_nothing = matches!(word.as_str(), "" | "yes" | "no" | "other" | "regional");
        let is_remark = word.len() > WORD_MAX_BYTES || word.contains(['(', ')']);
        let is_new = !says_nothing && !is_remark && !words.contains(&word);
        if is_new && words.len() < WORDS_MAX {
            words.push(word);
        }
    }
    words
}

fn legal_form(tags: &Tags) -> Option<LegalForm> {
    match first(tags, &["operator:type", "legal_form", "office"])? {
        "cooperative" => Some(LegalForm::Cooperative),
        "foundation" => Some(LegalForm::Foundation),
        "association" => Some(LegalForm::Association),
        "public" | "government" => Some(LegalForm::Public),
        _ => None,
    }
}

/// `language:tr=yes` says that Turkish is spoken.
fn languages(tags: &Tags) -> Vec<String> {
    tags.iter()
        .filter(|(_, value)| matches!(value.as_str(), "yes" | "main" | "only"))
        .filter_map(|(key, _)| key.strip_prefix("language:"))
        .filter(|code| is_language(code))
        .map(str::to_owned)
        .collect()
}

/// `description` says nothing about its language: that is the code `und` of BCP 47.
fn descriptions(tags: &Tags) -> BTreeMap<String, String> {
    tags.iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .filter_map(|(key, text)| {
            let code = match key.strip_prefix("description")? {
                "" => "und",
                code => code.strip_prefix(':').filter(|code| is_language(code))?,
            };
            Some((code.to_owned(), text.trim().to_owned()))
        })
        .collect()
}

fn is_language(code: &str) -> bool {
    (2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_lowercase())
}

fn whereabouts(tags: &Tags) -> Whereabouts {
    let moves = tags.get("street_vendor").is_some_and(|value| value == "yes")
        || tags.get("type").is_some_and(|kind| kind == "route");
    if moves { Whereabouts::Itinerant } else { Whereabouts::Fixed }
}

fn address(tags: &Tags) -> Option<Address> {
    let get = |keys: &[&str]| line(tags, keys);
    let address = Address {
        street: get(&["addr:street", "addr:place", "contact:street"]),
        house_number: get(&["addr:housenumber", "contact:housenumber"]),
        postcode: get(&["addr:postcode", "contact:postcode"]).map(|text| postcode(&text)),
        city: get(&["addr:city", "contact:city", "addr:hamlet"]),
    };
    (address != Address::default()).then_some(address)
}

/// Dutch postcodes as `1093 AB`, however they were typed; others as they stand.
#[must_use]
pub fn postcode(text: &str) -> String {
    let tight: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_dutch = tight.len() == 6
        && tight.bytes().take(4).all(|b| b.is_ascii_digit())
        && tight.bytes().skip(4).all(|b| b.is_ascii_alphabetic());
    if is_dutch {
        format!("{} {}", &tight[..4], tight[4..].to_uppercase())
    } else {
        text.to_owned()
    }
}

fn wheelchair(tags: &Tags) -> Option<Wheelchair> {
    match first(tags, &["wheelchair"])? {
        "yes" => Some(Wheelchair::Yes),
        "limited" => Some(Wheelchair::Limited),
        "no" => Some(Wheelchair::No),
        "designated" => Some(Wheelchair::Designated),
        _ => None,
    }
}

fn payment(tags: &Tags) -> BTreeMap<String, bool> {
    tags.iter()
        .filter_map(|(key, value)| {
            let way = key.strip_prefix("payment:")?;
            match value.as_str() {
                "yes" | "only" => Some((way.to_owned(), true)),
                "no" => Some((way.to_owned(), false)),
                _ => None,
            }
        })
        .collect()
}

/// A brand makes a chain. Without one nobody has said that it is independent: that takes
/// `chain=no` or `brand=no`.
fn ownership(tags: &Tags) -> Ownership {
    let is_no = |key: &str| tags.get(key).is_some_and(|value| value == "no");
    if is_no("chain") || is_no("brand") {
        return Ownership::Independent;
    }
    let brand = line(tags, &["brand"]).or_else(|| {
        tags.contains_key("brand:wikidata").then(|| line(tags, &["name"]).unwrap_or_default())
    });
    brand.map_or(Ownership::Unknown, |brand| Ownership::Chain { brand })
}

/// The first of several tags that says something.
fn first<'a>(tags: &'a Tags, keys: &[&str]) -> Option<&'a str> {
    keys.iter().filter_map(|key| tags.get(*key)).map(|value| value.trim()).find(|v| !v.is_empty())
}

/// The first of several tags that says something, as one line.
fn line(tags: &Tags, keys: &[&str]) -> Option<String> {
    first(tags, keys).map(one_line)
}

/// A text on one line: control characters, which no board on a wall has, become spaces.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_dutch_postcode_has_one_form(
            digits in "[1-9][0-9]{3}",
            letters in "[A-Za-z]{2}",
            gap in " {0,2}",
        ) {
            prop_assert_eq!(
                postcode(&format!("{digits}{gap}{letters}")),
                format!("{digits} {}", letters.to_uppercase())
            );
        }
    }
}
