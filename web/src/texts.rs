//! Texts per language, from Fluent files; also the sentences that GraphQL answers.

use chrono::{DateTime, Utc};
use http::HeaderMap;
use koop_domain::language::Language;
use koop_domain::listings::error::Problem;
use koop_domain::listings::opening_hours::Status;
use koop_domain::listings::search::{FacetField, Why};

/// The text of a key without arguments.
#[must_use]
pub fn text(language: Language, key: &str) -> String {
    let _ = language;
    key.to_owned()
}

/// The status in a sentence: `Nu open tot 18.00 uur`.
#[must_use]
pub fn status(language: Language, status: &Status, at: DateTime<Utc>) -> String {
    let _ = (language, status, at);
    String::new()
}

/// Why a hit is here, in a few words.
#[must_use]
pub fn why(language: Language, why: &Why) -> String {
    let _ = language;
    why.code().to_owned()
}

/// What is wrong with a field and what to do.
#[must_use]
pub fn problem(language: Language, field: &str, problem: Problem) -> String {
    let _ = language;
    format!("{field}: {problem:?}")
}

/// The label of a facet value.
#[must_use]
pub fn facet_value(language: Language, field: FacetField, value: &str) -> String {
    let _ = (language, field);
    value.to_owned()
}

/// The day's label, `vandaag`, `morgen`, `maandag 23 november`.
#[must_use]
pub fn day(language: Language, date: chrono::NaiveDate, today: chrono::NaiveDate) -> String {
    let _ = (language, today);
    date.to_string()
}

/// The language of a request by its `Accept-Language`, else Dutch.
#[must_use]
pub fn negotiate(headers: &HeaderMap) -> Language {
    let _ = headers;
    Language::default()
}
