//! From tags to facts: what an OpenStreetMap object says, in the words of the directory.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use koop_domain::geo::Point;
use koop_domain::imports::model::Record;
use koop_domain::listings::model::{Address, Facts, LegalForm, Ownership, Wheelchair, Whereabouts};
use koop_domain::listings::provenance::FactGroup;

use super::classes::{Classes, Verdict, classify};
use super::{Item, Tags, contact, first, goods, line, one_line, serving};

/// The licence of everything in OpenStreetMap.
pub(super) const LICENCE: &str = "ODbL-1.0";
/// The line that must be shown with it.
pub(super) const ATTRIBUTION: &str = "© OpenStreetMap contributors";

/// The reason for objects without a name.
const NO_NAME: &str = "no name";
/// The reason for objects that lie nowhere.
const NO_POSITION: &str = "no position";
/// The reason for positions that cannot be on earth.
pub(super) const OFF_EARTH: &str = "the point is not on earth";

/// The most free words of a place.
const WORDS_MAX: usize = 20;
/// The longest free word, in bytes; what is longer, or has a bracket, is a remark.
const WORD_MAX_BYTES: usize = 40;

/// Tags whose values are words that people search by.
const WORDS: [&str; 8] =
    ["cuisine", "sport", "produce", "product", "clothes", "beauty", "trade", "religion"];

/// Where a record comes from and on what terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Provider {
    /// A stable key of the publisher.
    pub(super) source: String,
    /// Its id there.
    pub(super) source_id: String,
    /// The publisher's name.
    pub(super) source_name: String,
    /// Licence.
    pub(super) licence: String,
    /// The line that must be shown.
    pub(super) attribution: String,
    /// Where a reader can see the record.
    pub(super) url: Option<String>,
}

impl Provider {
    /// OpenStreetMap itself; the id is `node/…`, `way/…` or `relation/…`.
    pub(super) fn osm(id: String) -> Self {
        Self {
            source: "osm".to_owned(),
            source_name: "OpenStreetMap".to_owned(),
            licence: LICENCE.to_owned(),
            attribution: ATTRIBUTION.to_owned(),
            url: Some(format!("https://www.openstreetmap.org/{id}")),
            source_id: id,
        }
    }
}

/// Whether the tags alone decide that there will be no listing: `Err` with the reason, or with
/// none when it is not a place at all.
pub(super) fn judge(tags: &Tags) -> Result<Classes, Option<&'static str>> {
    match classify(tags) {
        Verdict::NotAPlace => Err(None),
        Verdict::Skip(reason) => Err(Some(reason)),
        Verdict::Place(_) if first(tags, &["name"]).is_none() => Err(Some(NO_NAME)),
        Verdict::Place(classes) => Ok(classes),
    }
}

/// Makes a record of an object, or says why not; nothing for what is not a place. Dates of
/// confirmation after `today` are slips of the pen and ignored.
pub(super) fn item(
    provider: impl FnOnce() -> Provider,
    tags: Tags,
    point: Result<Point, &'static str>,
    today: NaiveDate,
) -> Option<Item> {
    let classes = match judge(&tags) {
        Ok(classes) => classes,
        Err(reason) => return reason.map(Item::Skip),
    };
    let point = match point {
        Ok(point) => point,
        Err(reason) => return Some(Item::Skip(reason)),
    };
    let facts = facts(&tags, classes, point);
    let confirmed = confirmed(&tags, today);
    let Provider { source, source_id, source_name, licence, attribution, url } = provider();
    Some(Item::Record(Box::new(Record {
        source,
        source_id,
        source_name,
        licence,
        attribution,
        url,
        facts,
        tags,
        confirmed,
    })))
}

/// A point on earth, or the reason why there is none.
pub(super) fn position(point: Option<(f64, f64)>) -> Result<Point, &'static str> {
    let (latitude, longitude) = point.ok_or(NO_POSITION)?;
    Point::new(latitude, longitude).map_err(|_| OFF_EARTH)
}

fn facts(tags: &Tags, mut classes: Classes, point: Point) -> Facts {
    let mut facts = Facts {
        name: line(tags, &["name"]).unwrap_or_default(),
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
fn postcode(text: &str) -> String {
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

/// `check_date` is about the whole place; a check date of its own says more about a group.
fn confirmed(tags: &Tags, today: NaiveDate) -> BTreeMap<FactGroup, NaiveDate> {
    const GENERAL: [&str; 4] = ["check_date", "survey:date", "lastcheck", "check:date"];
    const OWN: [(FactGroup, &[&str]); 5] = [
        (FactGroup::Hours, &["check_date:opening_hours", "opening_hours:check_date"]),
        (FactGroup::Contact, &["check_date:phone", "check_date:website"]),
        (FactGroup::Delivery, &["check_date:delivery", "check_date:takeaway"]),
        (FactGroup::Accessibility, &["check_date:wheelchair"]),
        (FactGroup::Payment, &["check_date:payment"]),
    ];
    let date_of = |keys: &[&str]| {
        keys.iter().filter_map(|key| day(tags.get(*key)?)).filter(|day| *day <= today).max()
    };
    let general = date_of(&GENERAL);
    let groups = FactGroup::ALL.into_iter().filter_map(|group| {
        let own = OWN.iter().find(|(own, _)| *own == group).and_then(|(_, keys)| date_of(keys));
        Some((group, own.or(general)?))
    });
    groups.collect()
}

/// A day, or the first of a month when the day is not given.
fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    day(text).or_else(|| day(&format!("{text}-01")))
}

#[cfg(test)]
#[path = "place_tests.rs"]
mod tests;
