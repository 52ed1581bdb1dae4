//! Paying somebody by their name or a code: who and how much, then who it is that is paid, and only
//! then the payment. The form carries an id of its own, so that sent twice it pays once.

mod check;
mod form;
mod payee;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use koop_domain::language::Language;
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{Facing, PaymentDraft, Purse};
use koop_domain::ledger::rejected::Rejected;

pub(crate) use self::check::{Check, Payer, checked, too_much, weighed};
pub(crate) use self::form::PayForm;
pub(crate) use self::form::{
    AMOUNT, AMOUNT_TYPED_MAX, CATEGORIES, CATEGORY, CHOSEN, FROM, KEY, KNOWN, PURPOSE, accounts,
    coin_field,
};
use self::form::{TO, WHO};
pub(crate) use self::payee::Choice;
use self::payee::{Found, sought};
pub(super) use self::payee::{of_token, token};
use super::face::Face;
use super::{LIST, PAY, Wallet, code_path, key, read_key, receipt_path};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::drafts::{Sent, Waiting};
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately, with_camera};
use crate::reader::Reader;

/// What the domain calls a field, and the id of its place in the form.
pub(super) const FIELDS: [(&str, &str); 5] =
    [("to", TO), ("from", FROM), ("amount", AMOUNT), ("purpose", PURPOSE), ("category", CATEGORY)];

/// What the address of a link says, and the id of its field.
const LINK: [(&str, &str); 5] =
    [("from", FROM), ("to", TO), ("amount", AMOUNT), ("for", PURPOSE), ("category", CATEGORY)];

#[derive(Template)]
#[template(path = "wallet/pay/pay.html")]
pub(crate) struct PayPage {
    pub page: Page,
    pub slips: Slips,
    pub trail: Vec<Link>,
    pub look: Look,
}

/// How far somebody is with a payment.
pub(crate) enum Look {
    /// Who, and how much.
    Form(Box<PayForm>),
    /// Which of several.
    Choose(Vec<Choice>, Vec<(String, String)>),
    /// Is it they, and so much.
    Check(Box<Check>),
}

/// `GET /betalen`
pub(super) async fn get(
    State(web): State<Web>,
    Acting(mine): Acting,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let wallet = Wallet::of(&web, reader).await?;
    if wallet.purses.is_empty() {
        return Ok(Redirect::to(&opened_first(reader)).into_response());
    }
    let waits = Waiting::of(&web.site, &headers).asked(&web, reader).await?;
    let mut typed = waits.unwrap_or_else(|| asked(reader));
    if typed.get(KEY).is_empty() {
        typed.set(KEY, &key(reader));
    }
    let slips = named(&web, reader, &wallet, &mut typed).await?;
    show_form(&web, reader, &wallet, &typed, slips).await
}

/// Where somebody opens an account who has none, and goes on from there with what the link asks.
fn opened_first(reader: &Reader) -> String {
    match goes_on(reader) {
        Some(asked) => format!("{LIST}?{asked}"),
        None => LIST.to_owned(),
    }
}

/// What the address asks to be paid, for who opens an account first; nothing where it asks nothing.
pub(super) fn goes_on(reader: &Reader) -> Option<String> {
    let said = LINK.iter().filter_map(|(name, _)| Some((*name, reader.value(name)?)));
    let asked = serde_urlencoded::to_string(said.collect::<Vec<_>>()).ok()?;
    Some(asked).filter(|it| !it.is_empty())
}

/// Where that is paid, once there is an account; nothing where nothing was asked.
pub(super) fn gone_on(asked: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(asked).ok()?;
    let known = pairs.into_iter().filter(|(name, _)| LINK.iter().any(|(it, _)| it == name));
    let asked = serde_urlencoded::to_string(known.collect::<Vec<_>>()).ok()?;
    (!asked.is_empty()).then(|| format!("{PAY}?{asked}"))
}

/// What the address of a link asks for.
fn asked(reader: &Reader) -> Typed {
    let value = |(name, id): (&str, &str)| Some((id.to_owned(), reader.value(name)?.to_owned()));
    Typed(LINK.into_iter().filter_map(value).collect())
}

/// Puts a name where a link names somebody by an id.
async fn named(
    web: &Web,
    reader: &Reader,
    wallet: &Wallet,
    typed: &mut Typed,
) -> Result<Slips, Failure> {
    let said = typed.get(TO).to_owned();
    let Some(to) = of_token(&said) else { return Ok(Slips::default()) };
    let currency = from(wallet, typed).map(|it| it.currency.id);
    match payments::facing(&reader.ctx, &web.site.domain, &to, currency).await {
        Ok(found) => {
            know(reader, typed, &found);
            Ok(Slips::default())
        }
        Err(error) => {
            typed.set(TO, "");
            Slips::of_payment(reader.language, error, &FIELDS)
        }
    }
}

/// Puts who is paid into what was typed.
fn know(reader: &Reader, typed: &mut Typed, found: &Facing) {
    let name = super::face::facing_name(reader.language, found);
    typed.set(TO, &name);
    typed.set(KNOWN, &name);
    typed.set(WHO, &token(found));
}

/// From which account: that which was chosen, else the first.
fn from<'a>(wallet: &'a Wallet, typed: &Typed) -> Option<&'a Purse> {
    wallet.purse(typed.get(FROM)).ok().or_else(|| wallet.purses.first())
}

/// `POST /betalen`
pub(super) async fn post(State(web): State<Web>, sent: Sent) -> Result<Response, Failure> {
    let Sent { mine: Mine { reader, .. }, typed, waiting } = sent;
    let wallet = Wallet::of(&web, &reader).await?;
    let Some(purse) = from(&wallet, &typed) else {
        return Ok(Redirect::to(LIST).into_response());
    };
    match typed.get("doe") {
        "wijzig" => {
            let typed = unchosen(typed);
            show_form(&web, &reader, &wallet, &typed, Slips::default()).await
        }
        "betaal" => {
            let paid = pay(&web, &reader, (&wallet, purse), typed).await?;
            waiting.done(&web, &reader).await?;
            Ok(paid)
        }
        _ => check(&web, &reader, (&wallet, purse), typed).await,
    }
}

/// What was typed, by who takes none of several: the name is looked for once more.
fn unchosen(mut typed: Typed) -> Typed {
    if !typed.get(CHOSEN).is_empty() {
        typed.set(WHO, "");
        typed.set(KNOWN, "");
    }
    typed
}

/// Looks who is meant and whether so much can be paid, and asks once more.
async fn check(
    web: &Web,
    reader: &Reader,
    (wallet, purse): (&Wallet, &Purse),
    mut typed: Typed,
) -> Result<Response, Failure> {
    let slips = |error| Slips::of_payment(reader.language, error, fields(wallet));
    let found = match sought(web, reader, purse, &typed).await {
        Ok(Found::One(found)) => *found,
        Ok(Found::Code(code)) => {
            let href = format!("{}?from={}", code_path(&code), purse.held.account.id);
            return Ok(Redirect::to(&href).into_response());
        }
        Ok(Found::Several(found)) => return choose(web, reader, wallet, (&found, &typed)).await,
        Err(error) => {
            return show_form(web, reader, wallet, &typed, slips(error)?).await;
        }
    };
    know(reader, &mut typed, &found);
    let amount = match weighed(web, reader, Payer::of(purse), typed.get(AMOUNT)).await? {
        Ok(amount) => amount,
        Err(slips) => return show_form(web, reader, wallet, &typed, slips).await,
    };
    if found.account == Some(purse.held.account.id) {
        let error = PaymentError::Rejected(Rejected::SameAccount);
        return show_form(web, reader, wallet, &typed, slips(error)?).await;
    }
    let face = Face::of(web, reader, &found).await?;
    let page = page(web, reader, wallet, Slips::default()).await;
    let label = wallet.label(&page.0, purse);
    let label = (wallet.purses.len() > 1).then_some(label);
    let check = checked(&page.0, Payer::of(purse), (face, amount), (&typed, label));
    show(page, Look::Check(Box::new(check)))
}

async fn choose(
    web: &Web,
    reader: &Reader,
    wallet: &Wallet,
    (found, typed): (&[Facing], &Typed),
) -> Result<Response, Failure> {
    let mut choices = Vec::new();
    for it in found {
        choices.push(Choice { value: token(it), face: Face::of(web, reader, it).await? });
    }
    let mut kept = typed.only(&[KEY, FROM, TO, AMOUNT, PURPOSE, CATEGORY]);
    kept.set(KNOWN, typed.get(TO));
    kept.set(CHOSEN, "ja");
    show(page(web, reader, wallet, Slips::default()).await, Look::Choose(choices, kept.0))
}

/// Pays; what can be mended stands in the form again, under an id of its own.
async fn pay(
    web: &Web,
    reader: &Reader,
    (wallet, purse): (&Wallet, &Purse),
    mut typed: Typed,
) -> Result<Response, Failure> {
    let to = of_token(typed.get(WHO)).ok_or(Failure::INVALID)?;
    let coin = super::Coin::of(reader.language, &purse.currency);
    let draft = PaymentDraft {
        key: read_key(typed.get(KEY))?,
        from: purse.held.account.id,
        to,
        amount: coin.read(typed.get(AMOUNT)),
        purpose: typed.some(PURPOSE),
        category: typed.some(CATEGORY),
    };
    let error = match payments::pay(&reader.ctx, &web.site.domain, draft).await {
        Ok(paid) => {
            let href = format!("{}?gedaan=betaald", receipt_path(paid.transfer.id));
            return Ok(Redirect::to(&href).into_response());
        }
        Err(error) => error,
    };
    // A refusal is kept under its id: what is asked next is something else.
    if let PaymentError::Rejected(_) = error {
        typed.set(KEY, &key(reader));
    }
    let limit = matches!(error, PaymentError::Rejected(Rejected::PayerLimit));
    let mut slips = Slips::of_payment(reader.language, error, fields(wallet))?;
    if limit {
        slips = slips.saying(over(reader.language, purse));
    }
    show_form(web, reader, wallet, &typed, slips).await
}

/// That somebody pays more than they can.
pub(super) fn over(language: Language, purse: &Purse) -> String {
    let account = &purse.held.account;
    too_much(language, &purse.currency, (account.available(), account.limits.min))
}

/// Where what is wrong stands; who has one account chooses none.
fn fields(wallet: &Wallet) -> &'static [(&'static str, &'static str)] {
    const WITHOUT_FROM: [(&str, &str); 4] =
        [("to", TO), ("amount", AMOUNT), ("purpose", PURPOSE), ("category", CATEGORY)];
    if wallet.purses.len() > 1 { &FIELDS } else { &WITHOUT_FROM }
}

async fn show_form(
    web: &Web,
    reader: &Reader,
    wallet: &Wallet,
    typed: &Typed,
    slips: Slips,
) -> Result<Response, Failure> {
    let (page, slips, trail) = page(web, reader, wallet, slips).await;
    let form = PayForm::new(&page, wallet, typed, &slips);
    show((page, slips, trail), Look::Form(Box::new(form)))
}

type Frame = (Page, Slips, Vec<Link>);

async fn page(web: &Web, reader: &Reader, wallet: &Wallet, slips: Slips) -> Frame {
    let mut page = Page::own(web, reader, "pay-title", "pay-lead", &slips).await;
    PAY.clone_into(&mut page.here);
    let trail = wallet.trail(&page, wallet.purses.first().filter(|_| wallet.purses.len() == 1));
    (page, slips, trail)
}

fn show((page, slips, trail): Frame, look: Look) -> Result<Response, Failure> {
    let page = PayPage { page, slips, trail, look };
    let status = page.slips.status();
    let answer = page.slips.on(answer_privately(status, &page.page, &page)?);
    Ok(if let Look::Form(_) = page.look { with_camera(answer) } else { answer })
}
