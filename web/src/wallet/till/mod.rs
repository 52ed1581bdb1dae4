//! The till of a shop: an amount becomes a code to be scanned or typed, and the page says when it
//! is paid; beside it, what came in today, and a card for the counter. It stands on a device that
//! was paired, which knows nothing else, or before somebody signed in: who holds the account, or
//! who works there.

mod card;
mod day;
mod device;
mod devices;
mod pairing;
mod refund;
mod seat;
mod stand;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use http::HeaderMap;
use koop_domain::id::{AccountId, PaymentRequestId, TransferId};
use koop_domain::language::Language;
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::PURPOSE_MAX;
use koop_domain::ledger::tills::error::TillError;
use koop_domain::ledger::tills::model::{AskDraft, Day, Where};
use koop_domain::ledger::tills::{self, Counter};

#[cfg(test)]
pub(crate) use self::card::CardPage;
use self::day::Today;
#[cfg(test)]
pub(crate) use self::devices::{DevicesPage, Offering, PairPage};
#[cfg(test)]
pub(crate) use self::pairing::{Look as PairLook, Offering as PairOffering, OutPage};
#[cfg(test)]
pub(crate) use self::refund::{LeavePage, RefundPage};
pub(crate) use self::seat::{Seat, Stands, of_device};
pub(crate) use self::stand::Stand;
#[cfg(test)]
pub(crate) use self::stand::StandPage;
use super::pay::{AMOUNT, AMOUNT_TYPED_MAX, KEY, PURPOSE, coin_field};
use super::{account_path, key, read_key};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::drafts::{Sent, Waiting};
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::home::Link;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately, with_camera};
use crate::reader::Reader;
use crate::texts;

/// The till of the device that asks.
pub(crate) const DEVICE: &str = "/kassa";
/// Where a device is paired.
const PAIR: &str = "/kassa/koppelen";
const FIELDS: [(&str, &str); 2] = [("amount", AMOUNT), ("purpose", PURPOSE)];

/// The pages of tills.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route(DEVICE, get(device::get).post(device::post))
        .route("/kassa/stand/{request}", get(device::state))
        .route("/kassa/terug/{transfer}", get(refund::get).post(refund::post))
        .route("/kassa/los", get(refund::look_at_leaving).post(refund::leave))
        .route(PAIR, get(pairing::typing).post(pairing::typed))
        .route("/kassa/koppelen/{secret}", get(pairing::get).post(pairing::post))
        .route("/kassa/{account}", get(show_mine).post(post))
        .route("/kassa/{account}/stand/{request}", get(state))
        .route("/kassa/{account}/kaart", get(card::get))
        .route("/kassa/{account}/apparaten", get(devices::get).post(devices::post))
}

#[derive(Template)]
#[template(path = "wallet/till/till.html")]
pub(crate) struct TillPage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    pub trail: Vec<Link>,
    pub path: String,
    pub heading: String,
    pub amount: Field,
    pub purpose: Field,
    pub key: String,
    /// Whether its keys are those of a till: not for hours.
    pub has_keys: bool,
    pub stand: Option<Stand>,
    pub today: Today,
    /// What else there is, for who is signed in.
    pub ways: Vec<Link>,
    pub is_device: bool,
}

/// `GET /kassa/{account}`
async fn show_mine(
    State(web): State<Web>,
    Path(account): Path<String>,
    Acting(Mine { reader, .. }): Acting,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let counter = match seat::of_member(&web, &reader, &account).await {
        Ok(counter) => counter,
        // An account without a till has a page all the same.
        Err(TillError::NotFound) => return to_account(&web, &reader, &account).await,
        Err(error) => return Err(error.into()),
    };
    let waits = Waiting::of(&web.site, &headers).asked(&web, &reader).await?;
    show(&web, &reader, &counter, (waits.unwrap_or_default(), Slips::default())).await
}

async fn to_account(web: &Web, reader: &Reader, account: &str) -> Result<Response, Failure> {
    let id = AccountId::parse(account).map_err(|_| Failure::NOT_FOUND)?;
    let all = payments::purses(&reader.ctx, &web.site.domain).await?;
    let is_mine = all.iter().any(|it| it.held.account.id == id);
    if is_mine {
        Ok(Redirect::to(&account_path(id)).into_response())
    } else {
        Err(Failure::NOT_FOUND)
    }
}

/// `POST /kassa/{account}`: an amount is asked, or nobody pays it after all.
async fn post(
    State(web): State<Web>,
    Path(account): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let Sent { mine: Mine { reader, .. }, typed, waiting } = sent;
    let counter = seat::of_member(&web, &reader, &account).await?;
    let answer = done(&web, &reader, &counter, typed).await?;
    if answer.status().is_redirection() {
        waiting.done(&web, &reader).await?;
    }
    Ok(answer)
}

/// `GET /kassa/{account}/stand/{request}`: whether it is paid, for a page that asks again.
async fn state(
    State(web): State<Web>,
    Path((account, request)): Path<(String, String)>,
    Acting(Mine { reader, .. }): Acting,
) -> Result<Response, Failure> {
    let counter = seat::of_member(&web, &reader, &account).await?;
    stand::state(&web, &reader, &counter, &request).await
}

/// What was typed at a till is done.
async fn done(
    web: &Web,
    reader: &Reader,
    counter: &Counter,
    mut typed: Typed,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let (seat, once) = (Seat::of(counter), read_key(typed.get(KEY))?);
    let path = seat.path();
    if typed.get("doe") == "stop" {
        let id = PaymentRequestId::parse(typed.get("verzoek")).map_err(|_| Failure::INVALID)?;
        return match tills::stop(ctx, domain, counter, (once, id)).await {
            Ok(_) => Ok(Redirect::to(&path).into_response()),
            // It was paid in the last moment, or is over: the page says which.
            Err(TillError::Rejected(_)) => {
                Ok(Redirect::to(&format!("{path}?verzoek={id}")).into_response())
            }
            Err(error) => Err(error.into()),
        };
    }
    let coin = super::Coin::of(reader.language, &seat.currency);
    let draft =
        AskDraft { key: once, amount: coin.read(typed.get(AMOUNT)), purpose: typed.some(PURPOSE) };
    match tills::ask(ctx, domain, counter, draft).await {
        Ok(made) => Ok(Redirect::to(&format!("{path}?verzoek={}", made.id)).into_response()),
        Err(error) => {
            if let TillError::Rejected(_) = error {
                typed.set(KEY, &key(reader));
            }
            let slips = slips(reader.language, error, &FIELDS)?;
            show(web, reader, counter, (typed, slips)).await
        }
    }
}

/// The address of a till, for somebody signed in.
pub(super) fn till_path(id: AccountId) -> String {
    format!("{DEVICE}/{id}")
}

/// Where a device gives something back.
fn refund_path(id: TransferId) -> String {
    format!("{DEVICE}/terug/{id}")
}

async fn show(
    web: &Web,
    reader: &Reader,
    counter: &Counter,
    (mut typed, slips): (Typed, Slips),
) -> Result<Response, Failure> {
    let seat = Seat::of(counter);
    if typed.get(KEY).is_empty() {
        typed.set(KEY, &key(reader));
    }
    let on = day::asked_for(reader);
    let day = tills::today(&reader.ctx, &web.site.domain, counter, on).await?;
    let mut page = Page::own(web, reader, "till-title", "till-lead", &slips).await;
    page.here = seat.path();
    let stand = match slips.is_empty() {
        true => stand::asked_about(web, reader, counter, (&page, &day)).await?,
        false => None,
    };
    let done = match reader.value("gedaan").filter(|_| slips.is_empty()) {
        Some("gekoppeld") => Some(page.t("till-done-paired")),
        Some("terug") => Some(page.t("till-done-refunded")),
        _ => None,
    };
    let page = TillPage::new(page, &seat, (stand, &day, on), (&typed, done, slips));
    let status = page.slips.status();
    // Whatever it shows, the next customer's card is scanned in the same page.
    Ok(with_camera(page.slips.on(answer_privately(status, &page.page, &page)?)))
}

impl TillPage {
    pub(crate) fn new(
        mut page: Page,
        seat: &Seat,
        (stand, day, on): (Option<Stand>, &Day, Where),
        (typed, done, slips): (&Typed, Option<String>, Slips),
    ) -> Self {
        let coin = seat.coin(&page);
        let line = |id: &'static str, key, longest| {
            Field::line(id, page.t(key), typed.get(id), longest, &slips)
        };
        let amount = line(AMOUNT, "till-amount", AMOUNT_TYPED_MAX);
        let amount = coin_field(&page, &coin, amount, None);
        let purpose = line(PURPOSE, "till-purpose", PURPOSE_MAX);
        let (name, path) = (seat.name(&page), seat.path());
        let today = Today::of(&page, seat, (day, on));
        let heading = page.with("till-of", &[("name", name.into())]);
        if let Some(stand) = stand.as_ref().filter(|it| it.state == "paid") {
            page.title = format!("{} · {}", stand.words, page.title);
        }
        seat.frame(&mut page);
        let way = |href: String, key| Link { href, label: page.t(key) };
        let devices = way(format!("{path}/apparaten"), "tills-pair");
        let card = way(format!("{path}/kaart"), "counter-title");
        let ways = match seat.stands {
            Stands::Holder => vec![devices, card],
            Stands::Coworker => vec![card],
            Stands::Device(_) => Vec::new(),
        };
        Self {
            trail: trail(&page, seat),
            key: typed.get(KEY).to_owned(),
            has_keys: !coin.is_time,
            is_device: seat.is_device(),
            heading,
            today,
            done,
            ways,
            amount,
            purpose,
            stand,
            path,
            slips,
            page,
        }
    }
}

/// The way back: to the account for who holds it, to their places for who works there.
fn trail(page: &Page, seat: &Seat) -> Vec<Link> {
    let link = |href: String, key| vec![Link { href, label: page.t(key) }];
    match seat.stands {
        Stands::Holder => link(account_path(seat.account), "wallet-title"),
        Stands::Coworker => link("/mijn/plekken".to_owned(), "places-title"),
        Stands::Device(_) => Vec::new(),
    }
}

/// What the reader can mend at a till; anything else becomes a page of its own.
fn slips(
    language: Language,
    error: TillError,
    fields: &[(&str, &'static str)],
) -> Result<Slips, Failure> {
    match error {
        TillError::Rejected(why) => {
            Slips::of_payment(language, PaymentError::Rejected(why), fields)
        }
        TillError::TooMany { wait_s } => {
            Slips::of_payment(language, PaymentError::TooMany { wait_s }, fields)
        }
        TillError::Invalid { field, .. } => {
            let id = fields.iter().find(|(name, _)| *name == field).map(|(_, id)| *id);
            let Some(words) = texts::till_error(language, &error) else { return Err(error.into()) };
            Ok(match id {
                Some(id) => Slips::own(id, words),
                None => Slips::default().saying(words),
            })
        }
        error => match texts::till_error(language, &error) {
            Some(words) => Ok(Slips::default().saying(words)),
            None => Err(error.into()),
        },
    }
}
