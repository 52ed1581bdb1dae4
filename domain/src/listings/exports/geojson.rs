//! GeoJSON (RFC 7946): a collection with our fields in plain names, and the same in
//! OpenStreetMap's tags under `osm_tags`, so that what came from there can be read there.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use super::osm_tags::osm_tags_beside;
use super::{Cover, Exported, Licences, osm_tags};
use crate::geo::Point;
use crate::listings::currencies::TakenCurrency;
use crate::listings::delivery::Delivery;
use crate::listings::model::{
    Address, Facts, HoursException, LegalForm, LifeState, Offered, Ownership, Service, Wheelchair,
    Whereabouts,
};
use crate::listings::osm::Tags;
use crate::listings::provenance::FactGroup;

/// The publisher of listings that come from nowhere else.
const OWN_SOURCE: &str = "koop-lokaal";
/// Degrees are written in steps of 0.0000001, as OpenStreetMap has them: about a centimetre.
const STEPS_PER_DEGREE: f64 = 10_000_000.0;

/// What stands before the first feature.
#[must_use]
pub fn head(cover: &Cover) -> String {
    let name = json!("Koop Lokaal");
    let (about, at) = (json!(cover.about), json!(cover.at));
    format!(
        "{{\"type\":\"FeatureCollection\",\"name\":{name},\"about\":{about},\"generated_at\":{at},\"features\":[\n"
    )
}

/// What stands after the last feature: the terms, how many hits there were in all, and whether
/// the collection has them all.
#[must_use]
pub fn tail(licences: &Licences, total: u64, complete: bool) -> String {
    let lines = licences.lines().map(|(licence, attribution, features)| {
        json!({ "licence": licence, "attribution": attribution, "features": features })
    });
    let lines = Value::Array(lines.collect());
    format!("\n],\"licences\":{lines},\"total\":{total},\"complete\":{complete}}}\n")
}

/// A listing as a feature on one line, without what parts it from the next.
///
/// # Errors
/// Never in practice: facts are stored as JSON already.
pub fn feature(cover: &Cover, row: &Exported) -> Result<String, serde_json::Error> {
    let listing = &row.listing;
    let feature = Feature {
        kind: "Feature",
        id: listing.id.to_string(),
        geometry: listing.facts.shown_point().map(|point| Geometry {
            kind: "Point",
            coordinates: [rounded(point.longitude), rounded(point.latitude)],
        }),
        properties: Properties::of(cover, row),
    };
    serde_json::to_string(&feature)
}

/// The point as it is written.
#[must_use]
pub fn written(point: Point) -> Point {
    Point { latitude: rounded(point.latitude), longitude: rounded(point.longitude) }
}

#[derive(Serialize)]
struct Feature<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    geometry: Option<Geometry>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: &'static str,
    coordinates: [f64; 2],
}

/// Our fields in plain names; what is not known is left out.
#[derive(Serialize)]
struct Properties<'a> {
    id: String,
    url: String,
    name: &'a str,
    kind: &'static str,
    categories: &'a [String],
    #[serde(skip_serializing_if = "is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    branch_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    legal_form: Option<LegalForm>,
    #[serde(skip_serializing_if = "is_empty")]
    languages: &'a [String],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    description: &'a BTreeMap<String, String>,
    whereabouts: Whereabouts,
    #[serde(flatten)]
    address: PlainAddress,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    website: Option<&'a str>,
    #[serde(skip_serializing_if = "is_empty")]
    social: &'a [String],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    hours: &'a BTreeMap<Service, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hours_confirmed_on: Option<chrono::NaiveDate>,
    #[serde(skip_serializing_if = "<[HoursException]>::is_empty")]
    exceptions: &'a [HoursException],
    state: &'a LifeState,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery: Option<&'a Delivery>,
    #[serde(skip_serializing_if = "Option::is_none")]
    takeaway: Option<Offered>,
    #[serde(skip_serializing_if = "is_empty")]
    repairs: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    second_hand: Option<Offered>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organic: Option<Offered>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fair_trade: Option<Offered>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zero_waste: Option<Offered>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wheelchair: Option<Wheelchair>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    payment: &'a BTreeMap<String, bool>,
    #[serde(skip_serializing_if = "<[TakenCurrency]>::is_empty")]
    currencies: &'a [TakenCurrency],
    ownership: &'a Ownership,
    demo: bool,
    updated_at: DateTime<Utc>,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_id: Option<String>,
    source_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_url: Option<&'a str>,
    licence: Option<&'a str>,
    attribution: Option<&'a str>,
    osm_tags: Tags,
}

#[derive(Serialize)]
struct PlainAddress {
    #[serde(skip_serializing_if = "Option::is_none")]
    street: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    house_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postcode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<String>,
}

impl<'a> Properties<'a> {
    fn of(cover: &Cover, row: &'a Exported) -> Self {
        let (listing, facts) = (&row.listing, &row.listing.facts);
        let source = listing.shown_source();
        let confirmed = listing.provenance.get(&FactGroup::Hours);
        Self {
            id: listing.id.to_string(),
            url: cover.url(listing),
            name: &facts.name,
            kind: facts.kind.key(),
            categories: &facts.categories,
            tags: &facts.tags,
            branch_number: facts.shown_branch_number(),
            legal_form: facts.legal_form,
            languages: &facts.languages,
            description: &facts.description,
            whereabouts: facts.whereabouts,
            address: PlainAddress::of(facts),
            phone: facts.contact.phone.as_deref(),
            email: facts.contact.email.as_deref(),
            website: facts.contact.website.as_deref(),
            social: &facts.contact.social,
            hours: &facts.hours,
            hours_confirmed_on: confirmed.and_then(|it| it.confirmed_on),
            exceptions: &facts.exceptions,
            state: &facts.state,
            delivery: facts.delivery.as_ref(),
            takeaway: facts.takeaway,
            repairs: &facts.repairs,
            second_hand: facts.second_hand,
            organic: facts.organic,
            fair_trade: facts.fair_trade,
            zero_waste: facts.zero_waste,
            wheelchair: facts.wheelchair,
            payment: &facts.payment,
            currencies: &facts.currencies,
            ownership: &facts.ownership,
            demo: listing.demo,
            updated_at: listing.updated_at,
            source: row.record.as_ref().map_or(OWN_SOURCE, |record| &record.source),
            source_id: source
                .map_or_else(|| Some(listing.id.to_string()), |it| it.id.map(str::to_owned)),
            source_name: source.map_or("Koop Lokaal", |it| it.name),
            source_url: source.and_then(|it| it.url),
            licence: source.map(|it| it.licence),
            attribution: source.map(|it| it.attribution),
            osm_tags: match &row.record {
                Some(record) => osm_tags_beside(listing, &record.tags),
                None => osm_tags(facts),
            },
        }
    }
}

impl PlainAddress {
    fn of(facts: &Facts) -> Self {
        let Address { street, house_number, postcode, city } =
            facts.shown_address().unwrap_or_default();
        Self { street, house_number, postcode, city }
    }
}

fn is_empty(list: &[String]) -> bool {
    list.is_empty()
}

fn rounded(degrees: f64) -> f64 {
    (degrees * STEPS_PER_DEGREE).round() / STEPS_PER_DEGREE
}

#[cfg(test)]
#[path = "geojson_tests.rs"]
mod tests;
