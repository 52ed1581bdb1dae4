//! With which local currencies a place is paid, and what they are worth there. Of a currency that
//! is switched off nothing shows, whatever an index still holds.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::error::ListingError;
use super::facets::{Facet, FacetField};
use super::model::Listing;
use super::rules::Broken;
use super::search::ListingQuery;
use crate::Domain;
use crate::db::DbError;
use crate::error::Problem;
use crate::id::ListingId;
use crate::language::Language;
use crate::ledger::currencies;
use crate::ledger::currencies::model::{CODE_MAX, CODE_MIN, Currency, EURO_CENTS_MAX};

/// The most currencies of a place.
pub const CURRENCIES_MAX: usize = 10;
/// The longest words on what a currency is worth there, in characters a language.
pub const WORTH_MAX: usize = 200;
/// All of a bill, in percent.
pub const SHARE_MAX: u8 = 100;
/// What forms and GraphQL call it.
const FIELD: &str = "currencies";

/// A currency that a place is paid with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenCurrency {
    /// Its short name.
    pub code: String,
    /// Which part of a bill can be paid with it, in percent.
    #[serde(default = "whole")]
    pub share: u8,
    /// What it is worth there, in words, per language code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
    /// What one is worth there, in euro cents, where that is not what the community says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_cents: Option<i64>,
}

fn whole() -> u8 {
    SHARE_MAX
}

impl TakenCurrency {
    /// What it is worth there, in a language, else in any.
    #[must_use]
    pub fn worth(&self, language: Language) -> Option<(&str, &str)> {
        let exact = self.words.get_key_value(language.code());
        let (code, text) = exact.or_else(|| self.words.iter().next())?;
        Some((code.as_str(), text.as_str()))
    }

    /// The same with tidy words, of which empty ones are none.
    #[must_use]
    pub fn tidied(self) -> Self {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = self.words.into_iter().map(|(language, text)| (language, line(&text)));
        let words = words.filter(|(_, text)| !text.is_empty()).collect();
        Self { code: self.code.trim().to_ascii_uppercase(), words, ..self }
    }
}

/// What must hold of the currencies of a place.
pub(super) fn check(all: &[TakenCurrency]) -> Result<(), Broken> {
    let broken = |problem| Err(Broken { field: FIELD, problem });
    if all.len() > CURRENCIES_MAX {
        return broken(Problem::TooLong);
    }
    for (at, it) in all.iter().enumerate() {
        let letters = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        if !(CODE_MIN..=CODE_MAX).contains(&it.code.len()) || !it.code.bytes().all(letters) {
            return broken(Problem::Unknown);
        }
        if all[..at].iter().any(|other| other.code == it.code) {
            return broken(Problem::Twice);
        }
        let is_rate = it.rate_cents.is_none_or(|cents| (1..=EURO_CENTS_MAX).contains(&cents));
        if !(1..=SHARE_MAX).contains(&it.share) || !is_rate {
            return broken(Problem::OutOfRange);
        }
        let is_told = |language: &String| Language::ALL.iter().any(|it| it.code() == language);
        if !it.words.keys().all(is_told) {
            return broken(Problem::Unknown);
        }
        if it.words.values().any(|text| text.chars().count() > WORTH_MAX) {
            return broken(Problem::TooLong);
        }
    }
    Ok(())
}

/// Those that are paid with, each with its currency: of what is switched off nothing shows.
#[must_use]
pub fn shown<'a>(
    all: &'a [TakenCurrency],
    on: &'a [Currency],
) -> Vec<(&'a TakenCurrency, &'a Currency)> {
    let of = |it: &'a TakenCurrency| {
        let known = on.iter().find(|known| known.is_on && known.code == it.code)?;
        Some((it, known))
    };
    all.iter().filter_map(of).collect()
}

/// The currencies of the house that are paid with, the oldest first.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn on(domain: &Domain) -> Result<Vec<Currency>, ListingError> {
    Ok(currencies::on(domain).await?)
}

/// No short name is this.
const NOBODYS: &str = "-";

/// The question with the currencies in it that are paid with. What is asked with one that is off
/// finds nothing.
pub(super) async fn known(
    domain: &Domain,
    mut query: ListingQuery,
) -> Result<ListingQuery, DbError> {
    let asked = &mut query.filter.currencies;
    if asked.is_empty() {
        return Ok(query);
    }
    let on = currencies::on(domain).await?;
    asked.iter_mut().for_each(|code| *code = code.trim().to_ascii_uppercase());
    asked.retain(|code| on.iter().any(|it| it.code == *code));
    asked.sort_unstable();
    asked.dedup();
    if asked.is_empty() {
        asked.push(NOBODYS.to_owned());
    }
    Ok(query)
}

/// What a page of results shows of currencies, and the counts of those that are paid with; nothing
/// is asked where it has to do with none.
pub(super) async fn of_page(
    domain: &Domain,
    query: &ListingQuery,
    (facets, rows): (&mut Vec<Facet>, &HashMap<ListingId, Listing>),
) -> Result<Vec<Currency>, DbError> {
    let counted = |it: &&mut Facet| it.field == FacetField::Currency && !it.values.is_empty();
    let facet = facets.iter_mut().find(counted);
    let is_asked = !query.filter.currencies.is_empty();
    let is_shown = rows.values().any(|it| !it.facts.currencies.is_empty());
    if facet.is_none() && !is_asked && !is_shown {
        return Ok(Vec::new());
    }
    let on = currencies::on(domain).await?;
    if let Some(facet) = facet {
        facet.values.retain(|(code, _)| on.iter().any(|it| it.code == *code));
    }
    Ok(on)
}

/// Takes out of listings what is not paid with, for whoever shows them to programs.
pub(super) async fn only_on(domain: &Domain, all: &mut [Listing]) -> Result<(), DbError> {
    if all.iter().all(|it| it.facts.currencies.is_empty()) {
        return Ok(());
    }
    let on = currencies::on(domain).await?;
    for listing in all {
        listing.facts.currencies.retain(|it| on.iter().any(|known| known.code == it.code));
    }
    Ok(())
}
