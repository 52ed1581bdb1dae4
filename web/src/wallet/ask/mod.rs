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
use koop_domain::ledger::payments::model::{Facing, PURPOSE_MAX, Purse, RequestDraft};
use koop_domain::ledger::rejected::Rejected;
use koop_domain::members::model::NAME_MAX;

#[cfg(test)]
pub(crate) use self::asked::AskedPage;
pub(super) use self::asked::{asked, end};
pub(crate) use self::payable::Payable;
use super::account::{Stand, not_mine};
use super::face::{Face, facing_name};
use super::pay::{
    AMOUNT, AMOUNT_TYPED_MAX, Choice, KEY, KNOWN, PURPOSE, coin_field, of_token, token,
};
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
/// Who that is, once it is known; under which name is in [`KNOWN`].
const WHO: &str = "gekozen";
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
    /// What is carried along.
    pub kept: Vec<(String, String)>,
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
    if typed.get("doe") == "wijzig" {
        typed.set(WHO, "");
        typed.set(KNOWN, "");
        return show(&web, &reader, &account, (&typed, Vec::new(), Slips::default())).await;
    }
    let from = match whom(&web, &reader, purse, &typed).await {
        Ok(Whom::Nobody) => None,
        Ok(Whom::One(found)) => {
            // Whatever is mended after this, it stays between these two.
            let name = facing_name(reader.language, &found);
            typed.set(FROM, &name);
            typed.set(KNOWN, &name);
            typed.set(WHO, &token(&found));
            of_token(&token(&found))
        }
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
            let is_unread = matches!(error, PaymentError::Rejected(Rejected::AmountMalformed));
            let mut slips = Slips::of_payment(reader.language, error, &FIELDS)?;
            if is_unread {
                slips = slips.saying(coin.unread());
            }
            show(&web, &reader, &account, (&typed, Vec::new(), slips)).await
        }
    }
}

/// Who is asked.
enum Whom {
    /// Nobody in particular.
    Nobody,
    One(Box<Facing>),
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
    if said.is_empty() {
        return Ok(Whom::Nobody);
    }
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    // Who was chosen from a list, or found before, unless another name was typed since.
    let chosen = of_token(typed.get(WHO)).filter(|_| said == typed.get(KNOWN));
    if let Some(who) = chosen.or_else(|| of_token(said)) {
        let found = payments::facing(ctx, domain, &who, Some(purse.currency.id)).await;
        return match found {
            Ok(found) => Ok(Whom::One(Box::new(found))),
            Err(PaymentError::Invalid { problem, .. }) => {
                Err(PaymentError::Invalid { field: "from", problem })
            }
            Err(error) => Err(error),
        };
    }
    let mut found = payments::find(ctx, domain, purse.held.account.id, said).await?;
    match found.len() {
        0 => Err(PaymentError::Invalid { field: "from", problem: Problem::Unknown }),
        1 => Ok(Whom::One(Box::new(found.remove(0)))),
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
        let amount = line(AMOUNT, "pay-amount", AMOUNT_TYPED_MAX);
        let mut kept = typed.only(&[KEY, WHO, KNOWN]);
        if !choices.is_empty() {
            // The form of choices names who was looked for, and each of them goes by that.
            kept = typed.only(&[KEY, FROM]);
            kept.set(KNOWN, typed.get(FROM));
        }
        Self {
            trail: wallet.trail(&page, Some(purse)),
            path: format!("{}/vragen", account_path(purse.held.account.id)),
            from: line(FROM, "ask-from", NAME_MAX).hinted(page.t("ask-from-hint")),
            amount: coin_field(&page, &coin, amount, None),
            purpose: line(PURPOSE, "pay-purpose", PURPOSE_MAX),
            kept: kept.0,
            now: page.with("wallet-now", &[("balance", balance.into())]),
            stand,
            choices,
            own,
            slips,
            page,
        }
    }
}
