//! What I asked: its link, its code, and whether it has been paid.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::id::PaymentRequestId;
use koop_domain::ledger::book::PaymentRequestState;
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::model::{Asked, Purse};

use super::Payable;
use crate::Web;
use crate::account::{Acting, Mine};
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::clock;
use crate::wallet::account::{Stand, not_mine};
use crate::wallet::face::called;
use crate::wallet::{Coin, Wallet, account_path, key, read_key, receipt_path};

#[derive(Template)]
#[template(path = "wallet/ask/asked.html")]
pub(crate) struct AskedPage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    pub trail: Vec<Link>,
    pub stand: Stand,
    pub is_paid: bool,
    pub path: String,
    pub words: String,
    pub amount: String,
    pub purpose: Option<String>,
    /// How it stands with it.
    pub state: String,
    /// How it is paid, while it waits.
    pub payable: Option<Payable>,
    /// The payment that it became.
    pub receipt: Option<String>,
    pub key: String,
}

/// `GET /mijn/saldo/{account}/vragen/{request}`
pub(in crate::wallet) async fn asked(
    State(web): State<Web>,
    Path((account, request)): Path<(String, String)>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    show(&web, &mine.reader, (&account, &request), Slips::default()).await
}

/// `POST /mijn/saldo/{account}/vragen/{request}`: I take it back.
pub(in crate::wallet) async fn end(
    State(web): State<Web>,
    Path((account, request)): Path<(String, String)>,
    Acting(mine): Acting,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let id = PaymentRequestId::parse(&request).map_err(|_| Failure::NOT_FOUND)?;
    let key = read_key(typed.get("sleutel"))?;
    match payments::decline(&reader.ctx, &web.site.domain, key, id).await {
        Ok(_) => {
            let href = format!("/mijn/saldo/{account}?gedaan=ingetrokken");
            Ok(Redirect::to(&href).into_response())
        }
        Err(error) => {
            let slips = Slips::of_payment(reader.language, error, &[])?;
            show(&web, reader, (&account, &request), slips).await
        }
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    (account, request): (&str, &str),
    slips: Slips,
) -> Result<Response, Failure> {
    let wallet = Wallet::of(web, reader).await?;
    let purse = wallet.purse(account)?;
    let id = PaymentRequestId::parse(request).map_err(|_| Failure::NOT_FOUND)?;
    let asked = payments::asked(&reader.ctx, &web.site.domain, id).await?;
    if asked.to.account != purse.held.account.id {
        return Err(Failure::NOT_FOUND);
    }
    let mut page = Page::own(web, reader, "asked-title", "ask-lead", &slips).await;
    page.here = format!("{}/vragen/{id}", account_path(purse.held.account.id));
    let waits = asked.state == PaymentRequestState::Waiting;
    let payable = waits.then(|| Payable::of(&page, &asked.code)).transpose()?;
    let done = reader.value("gedaan").filter(|it| *it == "gevraagd" && slips.is_empty());
    let done = done.map(|_| page.t("asked-done"));
    let key = key(reader);
    let requests = payments::requests(&reader.ctx, &web.site.domain, purse.held.account.id);
    let stand = Stand::of(purse, &not_mine(requests.await)?);
    let known = (&asked, payable, (key, stand));
    let page = AskedPage::new(page, (&wallet, purse), known, (done, slips), reader.ctx.now);
    let status = page.slips.status();
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl AskedPage {
    pub(crate) fn new(
        page: Page,
        (wallet, purse): (&Wallet, &Purse),
        (asked, payable, (key, stand)): (&Asked, Option<Payable>, (String, Stand)),
        (done, slips): (Option<String>, Slips),
        now: DateTime<Utc>,
    ) -> Self {
        let coin = Coin::of(page.language, &purse.currency);
        let words = match &asked.from {
            Some(from) => {
                page.with("wallet-asked", &[("name", called(page.language, from).into())])
            }
            None => page.t("wallet-asked-link"),
        };
        let until = clock::moment(page.language, asked.expires_at, clock::today(now));
        let state = match asked.state {
            PaymentRequestState::Waiting => page.with("wallet-until", &[("when", until.into())]),
            PaymentRequestState::Accepted => page.t("asked-paid"),
            PaymentRequestState::Declined => page.t("asked-declined"),
            PaymentRequestState::TakenBack => page.t("asked-taken-back"),
            PaymentRequestState::Expired => page.t("asked-over"),
        };
        Self {
            trail: wallet.trail(&page, Some(purse)),
            stand,
            is_paid: asked.state == PaymentRequestState::Accepted,
            path: page.here.clone(),
            words,
            amount: coin.words(asked.amount),
            purpose: asked.purpose.clone(),
            state,
            receipt: asked.transfer.map(receipt_path),
            payable,
            key,
            done,
            slips,
            page,
        }
    }
}
