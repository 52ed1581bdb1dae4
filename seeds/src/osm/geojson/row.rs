//! From a feature to a record: whose it is, and where its tags stand.
//!
//! Three shapes are met in practice. Exports from OSM have the tags as properties and the id as
//! `node/123`. Open-data collections nest the tags under `osm_tags` beside `source`,
//! `source_id`, `licence` and `attribution`. And rows of other publishers have those four but no
//! OSM tags: their plain words (`city`, `street`) and their `categories` of the form
//! `amenity=marketplace` then are the tags.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::super::place::{self, Provider};
use super::super::{Item, Tags, storable};
use super::{Feature, shape};

/// The reason for features that cannot be found again.
const NO_ID: &str = "no id";

/// Plain words of open data, and the OSM tags that mean the same.
const PLAIN: [(&str, &str); 9] = [
    ("street", "addr:street"),
    ("housenumber", "addr:housenumber"),
    ("house_number", "addr:housenumber"),
    ("postcode", "addr:postcode"),
    ("city", "addr:city"),
    ("facebook", "contact:facebook"),
    ("instagram", "contact:instagram"),
    ("telephone", "phone"),
    ("mail", "email"),
];

/// Makes an item of a feature; nothing for what is not a place.
///
/// # Errors
/// What is wrong with a damaged one.
pub(super) fn item(
    feature: Feature,
    dataset: &str,
    today: NaiveDate,
) -> Result<Option<Item>, &'static str> {
    let point = match &feature.geometry {
        Some(geometry) => shape::point(geometry)?,
        None => place::position(None),
    };
    let properties = feature.properties.unwrap_or_default();
    let tags = tags(&properties);
    if let Err(reason) = place::judge(&tags) {
        return Ok(reason.map(|reason| Item::Skip(None, reason)));
    }
    let Some(provider) = provider(&properties, feature.id.as_ref(), dataset) else {
        return Ok(Some(Item::Skip(None, NO_ID)));
    };
    Ok(place::item(|| provider, tags, point, today))
}

fn tags(properties: &Map<String, Value>) -> Tags {
    if let Some(Value::Object(nested)) = properties.get("osm_tags") {
        let mut tags = texts(nested);
        // Collections give a name to markets and stalls that have none on the map.
        if let Some(name) = properties.get("name").and_then(text) {
            tags.entry("name".to_owned()).or_insert(name);
        }
        return tags;
    }
    let mut tags = texts(properties);
    for (plain, osm) in PLAIN {
        if let (Some(value), false) = (tags.get(plain).cloned(), tags.contains_key(osm)) {
            tags.insert(osm.to_owned(), value);
        }
    }
    let categories = properties.get("categories").and_then(Value::as_array);
    for category in categories.into_iter().flatten().filter_map(Value::as_str) {
        if let Some((key, value)) = category.split_once('=') {
            tags.entry(storable(key)).or_insert_with(|| storable(value));
        }
    }
    tags
}

/// The tags of an object whose values may be of any kind.
pub(in crate::osm) fn texts(object: &Map<String, Value>) -> Tags {
    object.iter().filter_map(|(key, value)| Some((storable(key), text(value)?))).collect()
}

/// A value as a tag has it; lists as OSM writes them.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Object(_) => None,
        Value::String(text) => Some(storable(text)),
        Value::Array(values) => {
            let texts: Vec<String> = values.iter().filter_map(text).collect();
            (!texts.is_empty()).then(|| texts.join(";"))
        }
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
    }
}

fn provider(
    properties: &Map<String, Value>,
    id: Option<&Value>,
    dataset: &str,
) -> Option<Provider> {
    let get = |key: &str| properties.get(key).and_then(text).filter(|text| !text.is_empty());
    // Both, because `source` alone is an ordinary OSM tag ("survey").
    let row = get("source").zip(get("source_id"));
    let mut provider = match row {
        Some((source, id)) if source == "osm" => Provider::osm(osm_id(&id)?),
        Some((source, source_id)) => Provider {
            source_name: get("source_name").unwrap_or_else(|| source.clone()),
            attribution: source.clone(),
            licence: "unknown".to_owned(),
            url: None,
            source,
            source_id,
        },
        None => {
            let candidates = [id.and_then(text), get("@id"), get("id"), get("full_id")];
            match candidates.iter().flatten().find_map(|id| osm_id(id)) {
                Some(id) => Provider::osm(id),
                None => of_dataset(dataset, candidates.into_iter().flatten().next()?),
            }
        }
    };
    if row_has_terms(properties) {
        provider.licence = get("licence").or_else(|| get("license")).unwrap_or(provider.licence);
        provider.attribution = get("attribution").unwrap_or(provider.attribution);
    }
    Some(provider)
}

/// A row's own licence counts only when a publisher is named with it: `attribution` alone is an
/// OSM tag too.
fn row_has_terms(properties: &Map<String, Value>) -> bool {
    properties.contains_key("source_id")
}

/// A file whose features have ids, but no publisher: the data set stands for it.
fn of_dataset(dataset: &str, source_id: String) -> Provider {
    Provider {
        source: format!("dataset:{dataset}"),
        source_name: dataset.to_owned(),
        licence: "unknown".to_owned(),
        attribution: dataset.to_owned(),
        url: None,
        source_id,
    }
}

/// `node/1`, `way/1` or `relation/1` out of the ways people write them: `osm:node/1`, `n1`,
/// `https://www.openstreetmap.org/node/1`.
fn osm_id(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches("osm:");
    let text = text.rsplit_once("openstreetmap.org/").map_or(text, |(_, id)| id);
    let split = text.find(|c: char| c.is_ascii_digit())?;
    let kind = match text[..split].trim_end_matches('/') {
        "n" | "node" => "node",
        "w" | "way" => "way",
        "r" | "relation" => "relation",
        _ => return None,
    };
    let number: u64 = text[split..].parse().ok()?;
    Some(format!("{kind}/{number}"))
}

#[cfg(test)]
#[path = "row_tests.rs"]
mod tests;
