//! Asking to be paid: somebody by their name, or whoever gets the link; and the code by which an
//! account is paid any amount.

mod asked;
mod payable;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use koop_domain::error::Problem;
use koop_domain::ledger::accounts;
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{PURPOSE_MAX, Payee, Purse, RequestDraft};
use koop_domain::members::model::NAME_MAX;

#[cfg(test)]
pub(crate) use self::asked::AskedPage;
pub(super) use self::asked::{asked, end};
pub(crate) use self::payable::Payable;
use super::account::{Stand, not_mine};
use super::face::Face;
use super::pay::{AMOUNT, AMOUNT_TYPED_MAX, Choice, KEY, PURPOSE, amount_field, of_token, token};
use super::{Coin, Wallet, account_path, key, read_key};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::drafts::{Sent, Waiting};
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::home::Link;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

/// By whom it shall be paid; nobody in particular where it is empty.
const FROM: &str = "wie";
const FIELDS: [(&str, &str); 3] = [("from", FROM), ("amount", AMOUNT), ("purpose", PURPOSE)];

#[derive(Template)]
#[template(path = "wallet/ask/ask.html")]
pub(crate) struct AskPage {
    pub page: Page,
    pub slips: Slips,
    pub trail: Vec<Link>,
    pub path: String,
    pub from: Field,
    /// Those who could be meant, where it is more than one.
    pub choices: Vec<Choice>,
    pub amount: Field,
    pub purpose: Field,
    pub key: String,
    /// What there is now, and where a page hears of more.
    pub now: String,
    pub stand: Option<Stand>,
    /// How the account is paid any amount.
    pub own: Option<Payable>,
}

/// `GET /mijn/saldo/{account}/vragen`
pub(super) async fn get(
    State(web): State<Web>,
    Path(account): Path<String>,
    Acting(mine): Acting,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let waits = Waiting::of(&web.site, &headers).asked(&web, reader).await?;
    let mut typed = waits.unwrap_or_default();
    if typed.get(KEY).is_empty() {
        typed.set(KEY, &key(reader));
    }
    show(&web, reader, &account, (&typed, Vec::new(), Slips::default())).await
}

/// `POST /mijn/saldo/{account}/vragen`
pub(super) async fn post(
    State(web): State<Web>,
    Path(account): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let Sent { mine: Mine { reader, .. }, mut typed, waiting } = sent;
    let wallet = Wallet::of(&web, &reader).await?;
    let purse = wallet.purse(&account)?;
    let from = match whom(&web, &reader, purse, &typed).await {
        Ok(Whom::One(from)) => from,
        Ok(Whom::Several(choices)) => {
            return show(&web, &reader, &account, (&typed, choices, Slips::default())).await;
        }
        Err(error) => {
            let slips = Slips::of_payment(reader.language, error, &FIELDS)?;
            return show(&web, &reader, &account, (&typed, Vec::new(), slips)).await;
        }
    };
    let coin = Coin::of(reader.language, &purse.currency);
    let draft = RequestDraft {
        key: read_key(typed.get(KEY))?,
        from,
        to: purse.held.account.id,
        amount: coin.read(typed.get(AMOUNT)),
        purpose: typed.some(PURPOSE),
        expires_at: None,
    };
    match payments::request(&reader.ctx, &web.site.domain, draft).await {
        Ok(made) => {
            waiting.done(&web, &reader).await?;
            let path = account_path(purse.held.account.id);
            let href = format!("{path}/vragen/{}?gedaan=gevraagd", made.id);
            Ok(Redirect::to(&href).into_response())
        }
        Err(error) => {
            if let PaymentError::Rejected(_) = error {
                typed.set(KEY, &key(&reader));
            }
            let slips = Slips::of_payment(reader.language, error, &FIELDS)?;
            show(&web, &reader, &account, (&typed, Vec::new(), slips)).await
        }
    }
}

/// Who is asked.
enum Whom {
    One(Option<Payee>),
    Several(Vec<Choice>),
}

/// Who was typed or chosen; nobody in particular where nothing was.
async fn whom(
    web: &Web,
    reader: &Reader,
    purse: &Purse,
    typed: &Typed,
) -> Result<Whom, PaymentError> {
    let said = typed.get(FROM);
    let chosen = of_token(typed.get("gekozen"));
    if said.is_empty() && chosen.is_none() {
        return Ok(Whom::One(None));
    }
    if let Some(who) = chosen.or_else(|| of_token(said)) {
        return Ok(Whom::One(Some(who)));
    }
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let mut found = payments::find(ctx, domain, purse.held.account.id, said).await?;
    match found.len() {
        0 => Err(PaymentError::Invalid { field: "from", problem: Problem::Unknown }),
        1 => Ok(Whom::One(of_token(&token(&found.remove(0))))),
        _ => {
            let mut choices = Vec::new();
            for it in &found {
                let Ok(face) = Face::of(web, reader, it).await else { continue };
                choices.push(Choice { value: token(it), face });
            }
            Ok(Whom::Several(choices))
        }
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    account: &str,
    (typed, choices, slips): (&Typed, Vec<Choice>, Slips),
) -> Result<Response, Failure> {
    let wallet = Wallet::of(web, reader).await?;
    let purse = wallet.purse(account)?;
    let id = purse.held.account.id;
    let code = accounts::code(&reader.ctx, &web.site.domain, id).await.ok();
    let mut page = Page::own(web, reader, "ask-title", "ask-lead", &slips).await;
    page.here = format!("{}/vragen", account_path(id));
    let own = code.map(|code| Payable::of(&page, &code)).transpose()?;
    let requests = payments::requests(&reader.ctx, &web.site.domain, id).await;
    let stand = Stand::of(purse, &not_mine(requests)?);
    let own = own.map(|it| (it, stand));
    let page = AskPage::new(page, (&wallet, purse), (typed, choices, slips), own);
    let status = page.slips.status();
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl AskPage {
    pub(crate) fn new(
        page: Page,
        (wallet, purse): (&Wallet, &Purse),
        (typed, choices, slips): (&Typed, Vec<Choice>, Slips),
        own: Option<(Payable, Stand)>,
    ) -> Self {
        let coin = Coin::of(page.language, &purse.currency);
        let (own, stand) = own.unzip();
        let balance = coin.words(purse.held.account.balance().minor());
        let line = |id: &'static str, key, longest| {
            Field::line(id, page.t(key), typed.get(id), longest, &slips)
        };
        let hint = coin.is_time.then(|| page.t("pay-time-hint"));
        Self {
            trail: wallet.trail(&page, Some(purse)),
            path: format!("{}/vragen", account_path(purse.held.account.id)),
            from: line(FROM, "ask-from", NAME_MAX).hinted(page.t("ask-from-hint")),
            amount: amount_field(line(AMOUNT, "pay-amount", AMOUNT_TYPED_MAX), hint),
            purpose: line(PURPOSE, "pay-purpose", PURPOSE_MAX),
            key: typed.get(KEY).to_owned(),
            now: page.with("wallet-now", &[("balance", balance.into())]),
            stand,
            choices,
            own,
            slips,
            page,
        }
    }
}
