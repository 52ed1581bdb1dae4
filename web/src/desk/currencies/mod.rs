//! The currencies of a community at its desk (`/beheer/munten`): making one and switching it on,
//! by which rules it goes, whose accounts there are, what comes into the world of it and goes out
//! of it, and what its figures say.

mod account;
mod accounts;
mod groups;
mod issuing;
mod list;
mod making;
mod overview;
mod passes;
mod redeeming;
mod rules;
mod ruling;

use axum::Router;
use axum::routing::get;
use koop_domain::communities;
use koop_domain::ctx::Actor;
use koop_domain::id::AccountId;
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::currencies::{self, Currency};
use koop_domain::policy::{self, Action};

#[cfg(test)]
pub(crate) use self::{
    account::{AccountPage, Known as AccountKnown},
    accounts::AccountsPage,
    groups::{GroupsPage, Known as GroupsKnown, sample as groups_sample},
    issuing::{IssuingPage, Known as IssuingKnown},
    list::ListPage as CoinsPage,
    making::FormPage as CoinFormPage,
    overview::{Known as OverviewKnown, OverviewPage},
    passes::{CardsPage, Look as CardsLook},
    redeeming::RedeemingPage,
    rules::RulesPage,
};
use super::{AtDesk, COMMUNITY, DeskHead, DeskWay};
use crate::Web;
use crate::error::Failure;
use crate::page::Page;
use crate::reader::Reader;

/// Where they are.
pub(crate) const PATH: &str = "/beheer/munten";
/// The form in which one is made.
const NEW: &str = "/beheer/munten/nieuw";
/// What a page of a currency is called in its address.
const ACCOUNTS: &str = "/rekeningen";
const GROUPS: &str = "/grenzen";
const RULES: &str = "/regels";
const ISSUING: &str = "/uitgeven";
const REDEEMING: &str = "/inleveren";
const EDIT: &str = "/aanpassen";
const CARDS: &str = "/passen";

/// The pages of currencies.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route(PATH, get(list::get))
        .route(NEW, get(making::new).post(making::make))
        .route("/beheer/munten/{code}", get(overview::get).post(overview::post))
        .route("/beheer/munten/{code}/aanpassen", get(making::edit).post(making::change))
        .route("/beheer/munten/{code}/regels", get(rules::get).post(rules::post))
        .route("/beheer/munten/{code}/rekeningen", get(accounts::get))
        .route("/beheer/munten/{code}/rekeningen/{id}", get(account::get).post(account::post))
        .route("/beheer/munten/{code}/passen", get(passes::get).post(passes::post))
        .route("/beheer/munten/{code}/grenzen", get(groups::get).post(groups::post))
        .route("/beheer/munten/{code}/uitgeven", get(issuing::get).post(issuing::post))
        .route("/beheer/munten/{code}/inleveren", get(redeeming::get).post(redeeming::post))
}

/// A page of a currency.
fn path(code: &str, page: &str) -> String {
    format!("{PATH}/{code}{page}")
}

/// The page of an account at the desk.
pub(crate) fn account_path(code: &str, id: AccountId) -> String {
    format!("{}/{id}", path(code, ACCOUNTS))
}

/// A currency at the desk of its community, for who may do something about it there.
struct AtCoin {
    desk: AtDesk,
    coin: Currency,
}

impl AtCoin {
    async fn open(web: &Web, reader: &Reader, code: &str, action: Action) -> Result<Self, Failure> {
        let (ctx, domain) = (&reader.ctx, &web.site.domain);
        let coin = currencies::by_code(ctx, domain, code).await?;
        let all = communities::where_i_may(ctx, domain, action).await?;
        let here = all.iter().find(|it| it.community.id == coin.community);
        let slug = here.ok_or(Failure::DENIED)?.community.slug.clone();
        let desk = AtDesk::open(web, reader, action, Some(&slug)).await?;
        Ok(Self { desk, coin })
    }

    /// What stands at the head of the page.
    fn heads(&self, page: &Page, actor: Actor, at: &str) -> (DeskHead, CoinHead) {
        let standing = self.desk.here.as_ref().map_or(policy::Standing::NONE, |it| it.standing());
        let may = |action| policy::allows_on(actor, action, standing);
        let head = CoinHead::new(page, &self.coin, at, may);
        (DeskHead::new(page, actor, &self.desk, PATH), head)
    }
}

/// What stands at the head of every page of a currency.
pub(crate) struct CoinHead {
    pub name: String,
    pub code: String,
    pub is_on: bool,
    /// The list of all of them.
    pub list: String,
    /// The pages of this one that the reader may open.
    pub ways: Vec<DeskWay>,
}

impl CoinHead {
    pub(crate) fn new(
        page: &Page,
        coin: &Currency,
        at: &str,
        may: impl Fn(Action) -> bool,
    ) -> Self {
        let is_issued = coin.kind == CurrencyKind::Issued;
        let all = [
            ("", "coin-way-overview", Action::KeepCurrency, true),
            (ACCOUNTS, "coin-way-accounts", Action::SeeAccounts, true),
            (RULES, "coin-way-rules", Action::KeepCurrency, true),
            (ISSUING, issuing_key(coin.kind), Action::IssueCurrency, true),
            (REDEEMING, "coin-way-redeeming", Action::IssueCurrency, is_issued),
            (EDIT, "coin-way-edit", Action::KeepCurrency, true),
        ];
        let ways = all.into_iter().filter(|(_, _, action, fits)| *fits && may(*action));
        let way = |(way, key, _, _): (&str, &str, Action, bool)| DeskWay {
            href: path(&coin.code, way),
            name: page.t(key),
            here: way == at,
            count: None,
        };
        Self {
            name: coin.name(page.language).to_owned(),
            code: coin.code.clone(),
            is_on: coin.is_on,
            list: PATH.to_owned(),
            ways: ways.map(way).collect(),
        }
    }
}

/// What kind a currency is.
fn kind_key(kind: CurrencyKind) -> &'static str {
    match kind {
        CurrencyKind::MutualCredit => "coin-kind-mutual-credit",
        CurrencyKind::Time => "coin-kind-time",
        CurrencyKind::Issued => "coin-kind-issued",
    }
}

/// What two people decide of a currency: what comes into the world, or only what is handed out of
/// the fund.
fn issuing_key(kind: CurrencyKind) -> &'static str {
    match kind {
        CurrencyKind::Issued => "coin-way-issuing",
        CurrencyKind::MutualCredit | CurrencyKind::Time => "coin-way-budgets",
    }
}

/// What a kind of currency is about.
fn hint_key(kind: CurrencyKind) -> &'static str {
    match kind {
        CurrencyKind::MutualCredit => "coin-kind-mutual-credit-hint",
        CurrencyKind::Time => "coin-kind-time-hint",
        CurrencyKind::Issued => "coin-kind-issued-hint",
    }
}

/// The community that is named in the address.
fn named(reader: &Reader) -> Option<&str> {
    reader.value(COMMUNITY).filter(|it| !it.is_empty())
}
