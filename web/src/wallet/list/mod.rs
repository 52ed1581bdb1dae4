//! All my accounts, and those that I can open: nothing is opened without its rules having been
//! read.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::id::{CurrencyId, ListingId};
use koop_domain::ledger::accounts;
use koop_domain::ledger::currencies::{self, Currency};
use koop_domain::ledger::issuing;
use koop_domain::ledger::payments::model::Purse;
use koop_domain::listings::keepers::{self, Keeper};
use koop_domain::listings::model::Listing;
use koop_domain::page::PAGE_MAX;

use super::{Coin, LIST, Wallet, account_path, currency_path, has_till, pay};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::keeping::{Choice, Typed};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts;

/// The field that carries what is paid once there is an account.
const GOES_ON: &str = "betaal";

#[derive(Template)]
#[template(path = "wallet/list/list.html")]
pub(crate) struct ListPage {
    pub page: Page,
    pub trail: Vec<Link>,
    pub rows: Vec<Row>,
    /// Whether I hand out for an organisation.
    pub hands_out: bool,
    /// What is paid once an account is there to pay it from.
    pub goes_on: Option<String>,
    /// What can be opened.
    pub offers: Vec<Offer>,
    /// My places that can have an account of their own.
    pub places: Vec<Choice>,
    pub coins: Vec<Choice>,
}

/// An account of mine.
pub(crate) struct Row {
    pub href: String,
    pub label: String,
    pub balance: String,
    pub is_owed: bool,
    pub available: String,
    pub till: Option<String>,
}

/// A currency in which I have no account yet.
pub(crate) struct Offer {
    pub id: String,
    pub name: String,
    pub rules: String,
    pub more: String,
}

/// `GET /mijn/saldo`
pub(super) async fn get(State(web): State<Web>, Acting(mine): Acting) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let wallet = Wallet::of(&web, reader).await?;
    // Who has one account sees that; the others are a link away.
    if let ([only], None) = (wallet.purses.as_slice(), reader.value("alle")) {
        return Ok(Redirect::to(&account_path(only.held.account.id)).into_response());
    }
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "wallet-title", "wallet-lead", &slips).await;
    LIST.clone_into(&mut page.here);
    let mut offers = Vec::new();
    for it in openable(&wallet) {
        let rulings = currencies::rulings(&reader.ctx, &web.site.domain, it.id).await?;
        let ruling = rulings.iter().find(|ruling| ruling.effective_at <= reader.ctx.now);
        offers.push(Offer {
            id: it.id.to_string(),
            name: it.name(reader.language).to_owned(),
            rules: texts::currency_rules(page.language, it, ruling),
            more: currency_path(&it.code),
        });
    }
    let places = owned(&web, reader, &wallet).await?;
    let mut page = ListPage::new(page, &wallet, offers, &places);
    page.hands_out = !issuing::my_budgets(&reader.ctx, &web.site.domain).await?.is_empty();
    page.goes_on = pay::goes_on(reader).filter(|_| wallet.purses.is_empty());
    answer_privately(slips.status(), &page.page, &page)
}

/// `POST /mijn/saldo`: I open an account, for myself or for a place of mine.
pub(super) async fn post(
    State(web): State<Web>,
    Acting(mine): Acting,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&mine.reader.ctx, &web.site.domain);
    let currency = CurrencyId::parse(typed.get("munt")).map_err(|_| Failure::INVALID)?;
    let opened = match typed.some("plek") {
        None => accounts::open(ctx, domain, currency).await?,
        Some(place) => {
            let place = ListingId::parse(&place).map_err(|_| Failure::INVALID)?;
            accounts::open_for_listing(ctx, domain, (currency, place)).await?
        }
    };
    let href = pay::gone_on(typed.get(GOES_ON));
    let href = href.unwrap_or_else(|| format!("{}?gedaan=open", account_path(opened.account.id)));
    Ok(Redirect::to(&href).into_response())
}

/// The currencies in which I have no account in person.
fn openable(wallet: &Wallet) -> impl Iterator<Item = &Currency> {
    let has = |it: &Currency| wallet.within(it.id).any(|own| own.holder.listing.is_none());
    wallet.currencies.iter().filter(move |it| !has(it))
}

/// The places of mine that are paid to an account of their own and lack one somewhere.
async fn owned(web: &Web, reader: &Reader, wallet: &Wallet) -> Result<Vec<Listing>, Failure> {
    if wallet.currencies.is_empty() {
        return Ok(Vec::new());
    }
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let kept = keepers::mine(ctx, domain, PAGE_MAX).await?;
    let mut places = Vec::new();
    for (keeper, place) in kept {
        let accounts = wallet.purses.iter().filter(|it| it.holder.listing == Some(place.id));
        if keeper == Keeper::Owner
            && accounts.count() < wallet.currencies.len()
            && accounts::of_listing(ctx, domain, place.id).await.is_ok_and(|it| {
                it.iter().all(|held| held.holder.is_some_and(|of| of.listing.is_some()))
            })
        {
            places.push(place);
        }
    }
    Ok(places)
}

impl ListPage {
    pub(crate) fn new(page: Page, wallet: &Wallet, offers: Vec<Offer>, places: &[Listing]) -> Self {
        let place = |it: &Listing| Choice {
            value: it.id.to_string(),
            label: it.facts.name.clone(),
            chosen: false,
        };
        let coin = |it: &Currency| Choice {
            value: it.id.to_string(),
            label: it.name(page.language).to_owned(),
            chosen: false,
        };
        Self {
            trail: vec![Link { href: "/mijn".to_owned(), label: page.t("mine-title") }],
            rows: wallet.purses.iter().map(|it| Row::of(&page, wallet, it)).collect(),
            hands_out: false,
            goes_on: None,
            offers,
            places: places.iter().map(place).collect(),
            coins: wallet.currencies.iter().map(coin).collect(),
            page,
        }
    }
}

impl Row {
    fn of(page: &Page, wallet: &Wallet, it: &Purse) -> Self {
        let coin = Coin::of(page.language, &it.currency);
        let (account, id) = (&it.held.account, it.held.account.id);
        let balance = account.balance().minor();
        Self {
            href: account_path(id),
            label: wallet.label(page, it),
            balance: coin.words(balance),
            is_owed: balance < 0,
            available: super::account::available(page, &coin, account),
            till: has_till(account.kind).then(|| format!("/kassa/{id}")),
        }
    }
}
