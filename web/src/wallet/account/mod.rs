//! One account of mine: what is in it first, then what waits, then what was paid.

mod decided;
mod history;
mod stand;
mod track;
mod waiting;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::id::PaymentRequestId;
use koop_domain::ledger::account::{Account, AccountState};
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{Asked, Moved, Purse, SetApart};
use koop_domain::ledger::payments::{self, Searched};

pub(crate) use self::decided::Decided;
use self::history::History;
pub(crate) use self::history::{Filters, bounds, kind_key, months, read_month};
pub(crate) use self::stand::Stand;
pub(super) use self::stand::get as stand;
use self::track::Track;
use self::waiting::Waiting;
use super::{Coin, Wallet, account_path, currency_path, has_till, read_key};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::error::Failure;
use crate::form::Slips;
use crate::handing;
use crate::home::Link;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::clock;

#[derive(Template)]
#[template(path = "wallet/account/account.html")]
pub(crate) struct AccountPage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    pub trail: Vec<Link>,
    pub path: String,
    pub heading: String,
    pub head: Head,
    pub stand: Stand,
    pub waiting: Waiting,
    pub history: History,
    /// The statement of this month.
    pub statement: String,
    /// The page of the currency.
    pub currency: String,
    /// Handing in for euros, and handing out, for who does.
    pub ways: Vec<Link>,
    /// What was decided about it, the latest first.
    pub decided: Vec<Decided>,
    /// What the way to the other accounts says, where there are some.
    pub others: Option<String>,
}

/// What is in an account, and what of it can be paid.
pub(crate) struct Head {
    /// The symbol of what is in it, where it has one, and the rest.
    pub unit: String,
    pub figure: String,
    pub is_owed: bool,
    /// Where it lies between the limits, drawn.
    pub track: Option<Track>,
    pub available: String,
    /// What is set apart, and what is expected.
    pub apart: Vec<String>,
    /// Hours that were given and received.
    pub given: Option<String>,
    /// That it comes near a limit.
    pub near: Option<String>,
    /// That nothing can be done with it now.
    pub still: Option<String>,
    /// What the limits mean.
    pub limits: Vec<String>,
    pub pay: Option<String>,
    pub ask: Option<String>,
    pub till: Option<String>,
}

/// `GET /mijn/saldo/{account}`
pub(super) async fn get(
    State(web): State<Web>,
    Path(account): Path<String>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    show(&web, &mine.reader, &account, Slips::default()).await
}

/// `POST /mijn/saldo/{account}`: I say no to what is asked of me, or take back what I asked.
pub(super) async fn post(
    State(web): State<Web>,
    Path(account): Path<String>,
    Acting(mine): Acting,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let key = read_key(typed.get("sleutel"))?;
    let request = PaymentRequestId::parse(typed.get("verzoek")).map_err(|_| Failure::INVALID)?;
    let done = match typed.get("doe") {
        "weiger" => "geweigerd",
        "intrek" => "ingetrokken",
        _ => return Err(Failure::INVALID),
    };
    let ended = payments::decline(&reader.ctx, &web.site.domain, key, request).await;
    let slips = match ended {
        Ok(_) => {
            let href = format!("/mijn/saldo/{account}?gedaan={done}");
            return Ok(Redirect::to(&href).into_response());
        }
        Err(error) => Slips::of_payment(reader.language, error, &[])?,
    };
    show(&web, reader, &account, slips).await
}

async fn show(
    web: &Web,
    reader: &Reader,
    account: &str,
    slips: Slips,
) -> Result<Response, Failure> {
    let wallet = Wallet::of(web, reader).await?;
    let purse = wallet.purse(account)?;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let id = purse.held.account.id;
    let filters = Filters::read(reader);
    let (query, first) = filters.query(reader.ctx.now);
    let Searched { found, goes_on } = payments::search(ctx, domain, id, &query).await?;
    let asked = not_mine(payments::requests(ctx, domain, id).await)?;
    let apart = not_mine(payments::holds(ctx, domain, id).await)?;
    let mut page = Page::own(web, reader, "wallet-title", "wallet-lead", &slips).await;
    page.here = account_path(id);
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(done_key);
    let done = done.map(|key| page.t(key));
    let (asked, apart, found, filters) = (&asked, &apart, &found, &filters);
    let known = Known { asked, apart, found, goes_on, first, filters };
    let key = super::key(reader);
    let mut page = AccountPage::new(page, (&wallet, purse), &known, (done, slips), (ctx.now, key));
    page.ways = handing::ways(web, reader, purse).await?;
    page.decided = decided::of(web, (&page.page, reader), purse).await?;
    let status = page.slips.status();
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

/// What was just done.
fn done_key(what: &str) -> Option<&'static str> {
    match what {
        "open" => Some("wallet-done-open"),
        "geweigerd" => Some("wallet-done-declined"),
        "ingetrokken" => Some("wallet-done-taken-back"),
        _ => None,
    }
}

/// What waits is listed for who holds the account alone.
pub(super) fn not_mine<T>(found: Result<Vec<T>, PaymentError>) -> Result<Vec<T>, Failure> {
    match found {
        Err(PaymentError::NotFound) => Ok(Vec::new()),
        found => Ok(found?),
    }
}

/// What is known of an account.
pub(crate) struct Known<'a> {
    pub asked: &'a [Asked],
    pub apart: &'a [SetApart],
    pub found: &'a [Moved],
    /// Where it goes on, where very many were looked through for words.
    pub goes_on: Option<u64>,
    /// How many lines the page has.
    pub first: usize,
    pub filters: &'a Filters,
}

impl AccountPage {
    pub(crate) fn new(
        mut page: Page,
        (wallet, purse): (&Wallet, &Purse),
        known: &Known<'_>,
        (done, slips): (Option<String>, Slips),
        (now, key): (DateTime<Utc>, String),
    ) -> Self {
        let coin = Coin::of(page.language, &purse.currency);
        let id = purse.held.account.id;
        let path = account_path(id);
        let head = Head::of(&page, &coin, purse);
        let month = clock::today(now).format("%Y-%m");
        let others = wallet.purses.len() > 1 || wallet.has_several();
        let heading = wallet.label(&page, purse);
        page.title = slips.title(page.language, format!("{heading} · Koop Lokaal"));
        Self {
            done,
            trail: vec![Link { href: "/mijn".to_owned(), label: page.t("mine-title") }],
            heading,
            waiting: Waiting::of(&page, &coin, (id, known.asked, known.apart), (now, key)),
            history: History::of(&page, &coin, purse, known, now),
            statement: format!("{path}/afschrift/{month}"),
            currency: currency_path(&purse.currency.code),
            ways: Vec::new(),
            decided: Vec::new(),
            others: others.then(|| page.t("wallet-all")),
            stand: Stand::of(purse, known.asked),
            path,
            head,
            slips,
            page,
        }
    }
}

impl Head {
    fn of(page: &Page, coin: &Coin, purse: &Purse) -> Self {
        let account = &purse.held.account;
        let with = |key, name, minor| page.with(key, &[(name, coin.words(minor).into())]);
        let balance = account.balance().minor();
        let mut apart = Vec::new();
        if account.reserved > 0 {
            apart.push(with("wallet-reserved", "amount", account.reserved));
        }
        if account.expected > 0 {
            apart.push(with("wallet-expected", "amount", account.expected));
        }
        let given = coin.is_time.then(|| {
            let values = [
                ("given", coin.words(account.received).into()),
                ("received", coin.words(account.paid).into()),
            ];
            page.with("wallet-given", &values)
        });
        let still = still(page, purse);
        let is_open = still.is_none();
        let path = account_path(account.id);
        let may = |href: String| is_open.then_some(href);
        let (unit, figure) = coin.parted(balance);
        Self {
            unit,
            figure,
            track: Track::of(coin, account),
            is_owed: balance < 0,
            available: available(page, coin, account),
            apart,
            given,
            near: near(page, coin, purse).filter(|_| is_open),
            limits: limits(page, coin, account),
            pay: may(format!("{}?from={}", super::PAY, account.id)),
            ask: may(format!("{path}/vragen")),
            till: may(format!("/kassa/{}", account.id)).filter(|_| has_till(account.kind)),
            still,
        }
    }
}

/// Why nothing is paid from it now, where that is so.
fn still(page: &Page, purse: &Purse) -> Option<String> {
    match purse.held.account.state {
        AccountState::Frozen => Some(page.t("wallet-frozen")),
        AccountState::Closed => Some(page.t("wallet-closed")),
        AccountState::Open => (!purse.currency.is_on).then(|| page.t("wallet-off")),
    }
}

/// How much can still be paid, before anything refuses it.
pub(super) fn available(page: &Page, coin: &Coin, account: &Account) -> String {
    let Some(available) = account.available() else { return page.t("wallet-available-all") };
    let amount = coin.words(available.max(0)).into();
    match account.limits.min {
        Some(min) if min < 0 => {
            let values = [("amount", amount), ("owed", coin.words(-min).into())];
            page.with("wallet-available-owed", &values)
        }
        _ => page.with("wallet-available", &[("amount", amount)]),
    }
}

/// That the account comes near a limit, from the soft ones on.
fn near(page: &Page, coin: &Coin, purse: &Purse) -> Option<String> {
    let (soft, balance) = (purse.held.soft, purse.held.account.balance().minor());
    if soft.min.is_some_and(|min| balance <= min && balance < 0) {
        let amount = purse.held.account.available().unwrap_or_default().max(0);
        return Some(page.with("wallet-near-min", &[("amount", coin.words(amount).into())]));
    }
    if soft.max.is_some_and(|max| balance >= max && balance > 0) {
        let room = purse.held.account.room().unwrap_or_default().max(0);
        return Some(page.with("wallet-near-max", &[("amount", coin.words(room).into())]));
    }
    None
}

/// What the limits of an account mean.
fn limits(page: &Page, coin: &Coin, account: &Account) -> Vec<String> {
    let with = |key, minor| page.with(key, &[("amount", coin.words(minor).into())]);
    let mut all = Vec::new();
    all.push(match account.limits.min {
        Some(0) => page.t("wallet-limit-none"),
        Some(min) => with("wallet-limit-min", min.saturating_neg()),
        None => page.t("wallet-available-all"),
    });
    all.extend(account.limits.max.map(|max| with("wallet-limit-max", max)));
    all
}
