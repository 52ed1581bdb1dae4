//! The price that a post asks, as who replies reads it and says yes to it.

use koop_domain::agreements::price::Price;
use koop_domain::agreements::{self, error::AgreementError};
use koop_domain::id::PostId;
use koop_domain::ledger::amount::decimal;
use koop_domain::listings::currencies;
use koop_domain::posts::model::{Direction, Post};

use crate::Web;
use crate::error::Failure;
use crate::page::Page;
use crate::reader::Reader;
use crate::texts::money::Coin;
use crate::texts::posts::price_words;

/// What it asks for one of it; nothing where nothing of a currency is asked.
async fn asked(web: &Web, reader: &Reader, post: PostId) -> Result<Option<Price>, Failure> {
    match agreements::asked_price(&reader.ctx, &web.site.domain, post, 1).await {
        Ok(price) => Ok(price),
        Err(AgreementError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The price as it is sent along.
fn as_sent(price: &Price) -> String {
    format!("{} {}", decimal(price.amount, price.scale), price.code)
}

/// The price as it would be sent along now.
pub(super) async fn sent(
    web: &Web,
    reader: &Reader,
    post: PostId,
) -> Result<Option<String>, Failure> {
    Ok(asked(web, reader, post).await?.as_ref().map(as_sent))
}

/// The same, and what it says.
pub(super) async fn told(
    web: &Web,
    reader: &Reader,
    (page, post): (&Page, &Post),
) -> Result<Option<(String, String)>, Failure> {
    let Some(price) = asked(web, reader, post.id).await? else { return Ok(None) };
    let on = currencies::on(&web.site.domain).await?;
    let known = on.iter().find(|it| it.id == price.currency);
    let amount = match known {
        Some(it) => price_words(&Coin::of(page.language, it), price.amount),
        None => as_sent(&price),
    };
    let key = match post.direction {
        Direction::Offer => "price-reply-pay",
        Direction::Request => "price-reply-get",
    };
    Ok(Some((as_sent(&price), page.with(key, &[("amount", amount.into())]))))
}
