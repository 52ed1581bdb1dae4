//! The till of a shop: an amount becomes a code to be scanned or typed, and the page says when it
//! is paid; beside it, what came in today, and a card for the counter.

mod card;
mod day;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::TimeDelta;
use http::HeaderMap;
use koop_domain::id::{AccountId, PaymentRequestId};
use koop_domain::ledger::book::PaymentRequestState;
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{Asked, Moved, PURPOSE_MAX, Purse, RequestDraft};

#[cfg(test)]
pub(crate) use self::card::CardPage;
pub(super) use self::card::get as card;
use self::day::{Today, today};
use super::ask::Payable;
use super::face::called;
use super::pay::{AMOUNT, AMOUNT_TYPED_MAX, KEY, PURPOSE, amount_field};
use super::{Coin, Wallet, account_path, has_till, key, read_key, receipt_path};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::drafts::{Sent, Waiting};
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::home::Link;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

/// How long who stands at a counter has to pay.
const MINUTES: i64 = 30;
const FIELDS: [(&str, &str); 2] = [("amount", AMOUNT), ("purpose", PURPOSE)];

#[derive(Template)]
#[template(path = "wallet/till/till.html")]
pub(crate) struct TillPage {
    pub page: Page,
    pub slips: Slips,
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
    pub card: String,
}

/// What is being paid at the till.
pub(crate) struct Stand {
    /// `waits`, `paid` or `over`.
    pub state: &'static str,
    pub amount: String,
    pub purpose: Option<String>,
    /// What is said of it.
    pub words: String,
    pub payable: Option<Payable>,
    pub receipt: Option<String>,
    /// Where how it stands is asked again.
    pub look: String,
    pub request: String,
    pub key: String,
}

/// How it stands, alone, for a page that asks again.
#[derive(Template)]
#[template(path = "wallet/till/state.html")]
pub(crate) struct StandPage {
    pub page: Page,
    pub path: String,
    pub stand: Stand,
}

/// `GET /kassa/{account}`
pub(super) async fn get(
    State(web): State<Web>,
    Path(account): Path<String>,
    Acting(mine): Acting,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let waits = Waiting::of(&web.site, &headers).asked(&web, &mine.reader).await?;
    show(&web, &mine.reader, &account, (waits.unwrap_or_default(), Slips::default())).await
}

/// `POST /kassa/{account}`: an amount is asked, or nobody pays it after all.
pub(super) async fn post(
    State(web): State<Web>,
    Path(account): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let Sent { mine: Mine { reader, .. }, mut typed, waiting } = sent;
    let wallet = Wallet::of(&web, &reader).await?;
    let purse = wallet.purse(&account)?;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let (path, once) = (till_path(purse.held.account.id), read_key(typed.get(KEY))?);
    if typed.get("doe") == "stop" {
        let id = PaymentRequestId::parse(typed.get("verzoek")).map_err(|_| Failure::INVALID)?;
        return match payments::decline(ctx, domain, once, id).await {
            Ok(_) => Ok(Redirect::to(&path).into_response()),
            // It was paid in the last moment, or is over: the page says which.
            Err(PaymentError::Rejected(_)) => {
                Ok(Redirect::to(&format!("{path}?verzoek={id}")).into_response())
            }
            Err(error) => Err(error.into()),
        };
    }
    let coin = Coin::of(reader.language, &purse.currency);
    let draft = RequestDraft {
        key: once,
        from: None,
        to: purse.held.account.id,
        amount: coin.read(typed.get(AMOUNT)),
        purpose: typed.some(PURPOSE),
        expires_at: Some(ctx.now + TimeDelta::minutes(MINUTES)),
    };
    match payments::request(ctx, domain, draft).await {
        Ok(made) => {
            waiting.done(&web, &reader).await?;
            Ok(Redirect::to(&format!("{path}?verzoek={}", made.id)).into_response())
        }
        Err(error) => {
            if let PaymentError::Rejected(_) = error {
                typed.set(KEY, &key(&reader));
            }
            let slips = Slips::of_payment(reader.language, error, &FIELDS)?;
            show(&web, &reader, &account, (typed, slips)).await
        }
    }
}

/// `GET /kassa/{account}/stand/{request}`: whether it is paid, for a page that asks again.
pub(super) async fn state(
    State(web): State<Web>,
    Path((account, request)): Path<(String, String)>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let wallet = Wallet::of(&web, reader).await?;
    let purse = wallet.purse(&account)?;
    let asked = asked(&web, reader, purse, &request).await?.ok_or(Failure::NOT_FOUND)?;
    let slips = Slips::default();
    let page = Page::own(&web, reader, "till-title", "till-lead", &slips).await;
    let stand = Stand::of(&page, purse, &asked, key(reader))?;
    let path = till_path(purse.held.account.id);
    let page = StandPage { page, path, stand };
    answer_privately(slips.status(), &page.page, &page)
}

/// The address of a till.
fn till_path(id: AccountId) -> String {
    format!("/kassa/{id}")
}

/// A request of this till.
async fn asked(
    web: &Web,
    reader: &Reader,
    purse: &Purse,
    id: &str,
) -> Result<Option<Asked>, Failure> {
    let Ok(id) = PaymentRequestId::parse(id) else { return Ok(None) };
    match payments::asked(&reader.ctx, &web.site.domain, id).await {
        Ok(found) => Ok(Some(found).filter(|it| it.to.account == purse.held.account.id)),
        Err(PaymentError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    account: &str,
    (mut typed, slips): (Typed, Slips),
) -> Result<Response, Failure> {
    let wallet = Wallet::of(web, reader).await?;
    let purse = wallet.purse(account)?;
    if !has_till(purse.held.account.kind) {
        return Ok(Redirect::to(&account_path(purse.held.account.id)).into_response());
    }
    let asked = match reader.value("verzoek").filter(|_| slips.is_empty()) {
        Some(id) => asked(web, reader, purse, id).await?,
        None => None,
    };
    if typed.get(KEY).is_empty() {
        typed.set(KEY, &key(reader));
    }
    let paid = today(web, reader, purse.held.account.id).await?;
    let mut page = Page::own(web, reader, "till-title", "till-lead", &slips).await;
    page.here = till_path(purse.held.account.id);
    let stand = match &asked {
        Some(asked) => Some(Stand::of(&page, purse, asked, key(reader))?),
        None => None,
    };
    let page = TillPage::new(page, (&wallet, purse), (stand, &paid), (&typed, slips));
    let status = page.slips.status();
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl TillPage {
    pub(crate) fn new(
        mut page: Page,
        (wallet, purse): (&Wallet, &Purse),
        (stand, paid): (Option<Stand>, &[Moved]),
        (typed, slips): (&Typed, Slips),
    ) -> Self {
        let coin = Coin::of(page.language, &purse.currency);
        let line = |id: &'static str, key, longest| {
            Field::line(id, page.t(key), typed.get(id), longest, &slips)
        };
        let hint = coin.is_time.then(|| page.t("pay-time-hint"));
        let amount = amount_field(line(AMOUNT, "till-amount", AMOUNT_TYPED_MAX), hint);
        let purpose = line(PURPOSE, "till-purpose", PURPOSE_MAX);
        let name = called(page.language, &purse.holder);
        let path = till_path(purse.held.account.id);
        if let Some(stand) = stand.as_ref().filter(|it| it.state == "paid") {
            page.title = format!("{} · {}", stand.words, page.title);
        }
        Self {
            trail: wallet.trail(&page, Some(purse)),
            heading: page.with("till-of", &[("name", name.into())]),
            key: typed.get(KEY).to_owned(),
            has_keys: !coin.is_time,
            today: Today::of(&page, &coin, paid),
            card: format!("{path}/kaart"),
            amount,
            purpose,
            stand,
            path,
            slips,
            page,
        }
    }
}

impl Stand {
    pub(crate) fn of(page: &Page, purse: &Purse, it: &Asked, key: String) -> Result<Self, Failure> {
        let coin = Coin::of(page.language, &purse.currency);
        let path = till_path(purse.held.account.id);
        let (state, words) = match (it.state, &it.from) {
            (PaymentRequestState::Waiting, _) => ("waits", page.t("till-waits")),
            (PaymentRequestState::Accepted, Some(from)) => {
                let name = called(page.language, from);
                ("paid", page.with("till-paid-by", &[("name", name.into())]))
            }
            (PaymentRequestState::Accepted, None) => ("paid", page.t("till-paid")),
            (PaymentRequestState::TakenBack, _) => ("over", page.t("till-stopped")),
            (PaymentRequestState::Declined | PaymentRequestState::Expired, _) => {
                ("over", page.t("till-over"))
            }
        };
        let waits = state == "waits";
        Ok(Self {
            state,
            amount: coin.words(it.amount),
            purpose: it.purpose.clone(),
            words,
            payable: waits.then(|| Payable::of(page, &it.code)).transpose()?,
            receipt: it.transfer.map(receipt_path),
            look: format!("{path}/stand/{}", it.id),
            request: it.id.to_string(),
            key,
        })
    }
}
