//! What an organisation hands out of its budget, and what a merchant hands in for euros: both
//! outside the desk, by whoever does it.

mod giving;
mod redeeming;

use axum::Router;
use axum::routing::get;
use koop_domain::ledger::account::{AccountKind, AccountState};
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::issuing;
use koop_domain::ledger::payments::model::Purse;

#[cfg(test)]
pub(crate) use self::{giving::GivingPage, redeeming::MyRedeemingPage};
use crate::Web;
use crate::error::Failure;
use crate::home::Link;
use crate::reader::Reader;
use crate::texts;

/// Handing out.
const GIVE: &str = "/mijn/uitdelen";

/// The pages of handing out and handing in.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(GIVE, get(giving::get).post(giving::post))
        .route("/mijn/saldo/{account}/inleveren", get(redeeming::get).post(redeeming::post))
}

/// What else is done with an account: handing in for euros what a merchant was paid, and handing
/// out for an organisation.
pub(crate) async fn ways(web: &Web, reader: &Reader, of: &Purse) -> Result<Vec<Link>, Failure> {
    let account = &of.held.account;
    let mut ways = Vec::new();
    let link = |href, key| Link { href, label: texts::text(reader.language, key) };
    let is_worth = of.currency.kind == CurrencyKind::Issued && of.currency.euro_cents.is_some();
    let is_open = account.state == AccountState::Open && of.currency.is_on;
    if is_worth && is_open && account.kind == AccountKind::Merchant {
        ways.push(link(format!("/mijn/saldo/{}/inleveren", account.id), "redeem-mine"));
    }
    let budgets = issuing::my_budgets(&reader.ctx, &web.site.domain).await?;
    if budgets.iter().any(|it| it.currency == of.currency.id) {
        ways.push(link(GIVE.to_owned(), "give-title"));
    }
    Ok(ways)
}
