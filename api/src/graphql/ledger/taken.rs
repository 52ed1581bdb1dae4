//! With which local currencies a place is paid, and what they are worth there.

use async_graphql::{Context, InputObject, SimpleObject};
use koop_domain::listings::currencies::TakenCurrency;

use super::super::errors::failed;
use super::super::facts::LocalText;
use super::super::visit::Visit;
use super::currency::Currency;

/// A local currency that a place is paid with.
#[derive(SimpleObject)]
pub(crate) struct ListingCurrency {
    /// Which.
    currency: Currency,
    /// Which part of a bill can be paid with it, in percent.
    share: u8,
    /// What it is worth there, in words of the reader's language where there are any.
    worth: Option<String>,
    /// The same in every language in which it is told.
    words: Vec<LocalText>,
    /// What one is worth there, in euro cents, where that is not what the community says.
    rate_cents: Option<i64>,
}

/// What a local currency is worth at a place.
#[derive(InputObject)]
pub(crate) struct ListingCurrencyInput {
    /// The code of the currency.
    code: String,
    /// Which part of a bill can be paid with it, in percent.
    #[graphql(default = 100)]
    share: u8,
    /// What it is worth there, in words, a language each.
    #[graphql(default)]
    words: Vec<WorthInput>,
    /// What one is worth there, in euro cents, where that is not what the community says.
    rate_cents: Option<i64>,
}

/// What a currency is worth at a place, in a language.
#[derive(InputObject)]
pub(crate) struct WorthInput {
    /// The language, as a BCP 47 code.
    language: String,
    /// The words.
    text: String,
}

impl From<ListingCurrencyInput> for TakenCurrency {
    fn from(it: ListingCurrencyInput) -> Self {
        let words = it.words.into_iter().map(|it| (it.language, it.text)).collect();
        Self { code: it.code, share: it.share, words, rate_cents: it.rate_cents }
    }
}

/// Those that are paid with.
pub(crate) async fn of_listing(
    ctx: &Context<'_>,
    all: &[TakenCurrency],
) -> async_graphql::Result<Vec<ListingCurrency>> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let visit = Visit::of(ctx);
    let on = visit.books.on.load_many(all.iter().map(|it| it.code.clone())).await;
    let on = on.map_err(|error| failed(visit, &error))?;
    let one = |it: &TakenCurrency| {
        Some(ListingCurrency {
            currency: Currency(on.get(&it.code)?.clone()),
            share: it.share,
            worth: it.worth(visit.language).map(|(_, words)| words.to_owned()),
            words: it.words.iter().map(|(code, text)| LocalText::of(code, text)).collect(),
            rate_cents: it.rate_cents,
        })
    };
    Ok(all.iter().filter_map(one).collect())
}
