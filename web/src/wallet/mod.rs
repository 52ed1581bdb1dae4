//! Paying each other: my balance, who is paid, by a name, a code or a link, what was paid, and the
//! till of a shop. It is of whom one acts for; nobody pays for somebody else by a mandate.

mod account;
mod ask;
mod by_code;
mod currency;
mod face;
mod list;
mod passes;
mod pay;
mod receipt;
#[cfg(test)]
pub(crate) mod sample;
mod statement;
mod till;

use axum::Router;
use axum::routing::get;
use koop_domain::error::Kind;
use koop_domain::id::{AccountId, CurrencyId, TransferId};
use koop_domain::ledger::account::AccountKind;
use koop_domain::ledger::currencies::error::CurrencyError;
use koop_domain::ledger::currencies::{self, Currency};
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{CODE_LETTERS, Purse};
use uuid::Uuid;

use crate::Web;
use crate::error::Failure;
use crate::home::Link;
use crate::page::Page;
use crate::reader::Reader;
use crate::texts;

pub(crate) use self::face::Face;
pub(crate) use self::passes::{
    MakeForm, Said, draft as pass_draft, passes_path, show_card, slips as pass_slips,
};
pub(crate) use crate::texts::money::Coin;
/// What tests of pages make by hand.
#[cfg(test)]
pub(crate) mod pages {
    pub(crate) use super::account::{
        AccountPage, Filters as AccountFilters, Known as AccountKnown, Stand as AccountStand,
    };
    pub(crate) use super::ask::{AskPage, AskedPage, Payable};
    pub(crate) use super::by_code::{
        CodePage, Form as CodeForm, Look as CodeLook, Seen as CodeSeen,
    };
    pub(crate) use super::currency::CurrencyPage;
    pub(crate) use super::list::{ListPage, Offer};
    pub(crate) use super::passes::{
        Agreeing, Asking, PassCardPage, PassesPage, ReadingLook, ReadingPage, Typed as PassTyped,
    };
    pub(crate) use super::pay::{
        Check, Choice as PayChoice, Look as PayLook, PayForm, PayPage, Payer, checked,
    };
    pub(crate) use super::receipt::{ReceiptPage, Words};
    pub(crate) use super::statement::{Statement, StatementPage};
    pub(crate) use super::till::{
        CardPage, DevicesPage, LeavePage, Offering, OutPage, PairLook, PairOffering, PairPage,
        RefundPage, Seat, Stand, StandPage, Stands, TillPage,
    };
}

/// All accounts of mine.
pub(crate) const LIST: &str = "/mijn/saldo";
/// Paying by a name.
pub(crate) const PAY: &str = "/betalen";
/// Where a code is typed.
const BY_CODE: &str = "/betaal";

/// The pages of paying.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(LIST, get(list::get).post(list::post))
        .route("/mijn/saldo/{account}", get(account::get).post(account::post))
        .route("/mijn/saldo/{account}/stand", get(account::stand))
        .route("/mijn/saldo/{account}/vragen", get(ask::get).post(ask::post))
        .route("/mijn/saldo/{account}/vragen/{request}", get(ask::asked).post(ask::end))
        .route("/mijn/saldo/{account}/afschrift/{month}", get(statement::get))
        .route("/mijn/saldo/{account}/passen", get(passes::get).post(passes::post))
        .route("/mijn/saldo/{account}/passen/afschrift/{month}", get(passes::statement))
        .route("/pas/{secret}", get(passes::read).post(passes::charge))
        .route(PAY, get(pay::get).post(pay::post))
        .route(BY_CODE, get(by_code::typed))
        .route("/betaal/{code}", get(by_code::get).post(by_code::post))
        .route("/betaling/{transfer}", get(receipt::get).post(receipt::post))
        .route("/munt/{code}", get(currency::get))
        .merge(till::routes())
}

/// The page of an account.
pub(crate) fn account_path(id: AccountId) -> String {
    format!("{LIST}/{id}")
}

/// The page of a payment.
pub(crate) fn receipt_path(id: TransferId) -> String {
    format!("/betaling/{id}")
}

/// The page that a code leads to.
fn code_path(code: &str) -> String {
    format!("{BY_CODE}/{}", code_words(code))
}

/// The page of a currency.
fn currency_path(code: &str) -> String {
    format!("/munt/{code}")
}

/// A code as it is read aloud: in two halves.
fn code_words(code: &str) -> String {
    match code.split_at_checked(code.len() / 2) {
        Some((head, tail)) if code.len() >= CODE_LETTERS - 2 => format!("{head}-{tail}"),
        _ => code.to_owned(),
    }
}

/// The id of something that shall be done once, as a form carries it.
fn key(reader: &Reader) -> String {
    reader.ctx.ids.next().to_string()
}

/// The id that a form carried; a form without one is none of ours.
fn read_key(typed: &str) -> Result<Uuid, Failure> {
    Uuid::try_parse(typed).map_err(|_| Failure::INVALID)
}

/// What the way to somebody's balance says; nothing where their communities have no currency. What
/// one holds under a mandate is not told.
pub(crate) async fn way(web: &Web, reader: &Reader) -> Result<Option<String>, Failure> {
    let found = match Wallet::find(web, reader).await {
        Err(failure) if failure.kind() == Kind::Denied => return Ok(None),
        found => found?,
    };
    let title = || texts::text(reader.language, "wallet-title");
    Ok(match (found.purses.as_slice(), found.currencies.as_slice()) {
        ([], []) => None,
        ([only], _) => {
            let coin = Coin::of(reader.language, &only.currency);
            let balance = coin.words(only.held.account.balance().minor());
            Some(format!("{} ({balance})", title()))
        }
        _ => Some(title()),
    })
}

/// The accounts that the reader pays from, and the currencies of their communities.
pub(crate) struct Wallet {
    pub purses: Vec<Purse>,
    pub currencies: Vec<Currency>,
}

impl Wallet {
    /// Those of whom the reader acts as. Nothing about paying is there for whose communities have
    /// no currency.
    pub(crate) async fn of(web: &Web, reader: &Reader) -> Result<Self, Failure> {
        let found = Self::find(web, reader).await?;
        if found.purses.is_empty() && found.currencies.is_empty() {
            return Err(Failure::NOT_FOUND.told(texts::text(reader.language, "wallet-none")));
        }
        Ok(found)
    }

    /// The same, where nothing is found too.
    pub(crate) async fn find(web: &Web, reader: &Reader) -> Result<Self, Failure> {
        let (ctx, domain) = (&reader.ctx, &web.site.domain);
        let purses = payments::purses(ctx, domain).await.map_err(|error| match error {
            PaymentError::Denied(_) => {
                Failure::DENIED.told(texts::text(reader.language, "wallet-mandate"))
            }
            error => error.into(),
        })?;
        let currencies = currencies::all_of_mine(ctx, domain).await?;
        Ok(Self { purses, currencies })
    }

    /// Whether there is more than one currency, so that its name says something.
    pub(crate) fn has_several(&self) -> bool {
        let mut ids: Vec<CurrencyId> = self.currencies.iter().map(|it| it.id).collect();
        ids.extend(self.purses.iter().map(|it| it.currency.id));
        ids.sort_unstable();
        ids.dedup();
        ids.len() > 1
    }

    /// An account of mine, by its id in the address.
    pub(crate) fn purse(&self, id: &str) -> Result<&Purse, Failure> {
        let id = AccountId::parse(id).map_err(|_| Failure::NOT_FOUND)?;
        self.purses.iter().find(|it| it.held.account.id == id).ok_or(Failure::NOT_FOUND)
    }

    /// My accounts in a currency.
    pub(crate) fn within(&self, currency: CurrencyId) -> impl Iterator<Item = &Purse> {
        self.purses.iter().filter(move |it| it.currency.id == currency)
    }

    /// What an account is called among my own.
    pub(crate) fn label(&self, page: &Page, of: &Purse) -> String {
        let name = of.currency.name(page.language);
        match (whose(of), self.has_several()) {
            (Some(place), true) => format!("{place} · {name}"),
            (Some(place), false) => place.to_owned(),
            (None, true) => name.to_owned(),
            (None, false) => page.t("wallet-title"),
        }
    }

    /// The way back: to an account, where it is about one, else to all of them.
    fn trail(&self, page: &Page, of: Option<&Purse>) -> Vec<Link> {
        vec![match of {
            Some(of) => {
                Link { href: account_path(of.held.account.id), label: self.label(page, of) }
            }
            None => Link { href: LIST.to_owned(), label: page.t("wallet-title") },
        }]
    }
}

/// Whose an account is, where that is a place or somebody as whom one acts.
fn whose(of: &Purse) -> Option<&str> {
    let is_own = of.held.account.kind == AccountKind::Member;
    of.holder.name.as_deref().filter(|_| !is_own)
}

/// Whether an account has a till: those of shops, and of who takes money for others.
fn has_till(kind: AccountKind) -> bool {
    matches!(kind, AccountKind::Merchant | AccountKind::Organisation)
}

/// A currency that may be off by now.
async fn currency_of(
    web: &Web,
    reader: &Reader,
    id: CurrencyId,
) -> Result<Option<Currency>, Failure> {
    match currencies::by_id(&reader.ctx, &web.site.domain, id).await {
        Ok(found) => Ok(Some(found)),
        Err(CurrencyError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_shown_in_two_halves() {
        assert_eq!(code_words("K7P2QX"), "K7P-2QX");
        assert_eq!(code_words("K7PM2QXW"), "K7PM-2QXW");
        assert_eq!(code_words("K"), "K");
        assert_eq!(code_path("K7P2QX"), "/betaal/K7P-2QX");
    }
}
