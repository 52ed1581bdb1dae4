//! The price that a post asks, as who replies reads it and says yes to it.

use koop_domain::agreements::price::Price;
use koop_domain::agreements::{self, error::AgreementError};
use koop_domain::id::PostId;
use koop_domain::language::Language;
use koop_domain::ledger::amount::decimal;
use koop_domain::posts::model::{Direction, Post};

use crate::Web;
use crate::error::Failure;
use crate::page::Page;
use crate::reader::Reader;

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
    let amount = decimal(price.amount, price.scale);
    let amount = if page.language == Language::Nl { amount.replace('.', ",") } else { amount };
    let amount = format!("{amount} {}", price.code);
    let key = match post.direction {
        Direction::Offer => "price-reply-pay",
        Direction::Request => "price-reply-get",
    };
    Ok(Some((as_sent(&price), page.with(key, &[("amount", amount.into())]))))
}
