//! What a code leads to, be it scanned or typed: who is paid, how much, and what for. Who is not
//! signed in sees that first, and signs in then.

mod paying;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode};
use koop_domain::communities;
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::currencies::Currency;
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{
    Asked, CODE_LETTERS, Facing, PURPOSE_MAX, Payee, Purse,
};

pub(super) use self::paying::post;
use super::account::available;
use super::face::Face;
use super::pay::{
    AMOUNT, AMOUNT_TYPED_MAX, Check, FIELDS, FROM, KEY, PURPOSE, Payer, accounts, checked,
    coin_field, weighed,
};
use super::receipt::{Words, done_key};
use super::{BY_CODE, Coin, Wallet, account_path, code_path, currency_of, key};
use crate::Web;
use crate::account::LAPSED;
use crate::drafts::Waiting;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::home::Link;
use crate::keeping::{Choices, Typed};
use crate::page::{Page, answer_privately, with_camera};
use crate::reader::Reader;
use crate::visit::Who;

#[derive(Template)]
#[template(path = "wallet/by_code/by_code.html")]
pub(crate) struct CodePage {
    pub page: Page,
    pub slips: Slips,
    pub path: String,
    /// What was just done.
    pub done: Option<String>,
    pub look: Look,
    /// What can be done about the words of who asks.
    pub words: Option<Words>,
}

/// What is shown of a code.
pub(crate) enum Look {
    /// Where one is typed, also after one that nobody has.
    Typing(Box<Field>),
    /// Who, and how much, to somebody who signs in first or does not belong there.
    Seen(Box<Seen>),
    /// How much, where the code does not say so.
    Form(Box<Form>),
    /// Is it they, and so much.
    Check(Box<Check>, bool),
}

/// Who asks, and how much.
pub(crate) struct Seen {
    pub face: Face,
    pub amount: Option<String>,
    pub purpose: Option<String>,
    /// Where to go on, and what that says.
    pub way: Link,
    /// Why it cannot be paid from here.
    pub why: Option<String>,
}

/// How much is paid, and what for.
pub(crate) struct Form {
    pub face: Face,
    /// From which account, where there are several.
    pub from: Option<Choices>,
    pub amount: Field,
    pub purpose: Field,
    pub kept: Vec<(String, String)>,
}

/// What a code leads to.
struct Led {
    facing: Facing,
    currency: Currency,
    asked: Option<Asked>,
}

/// `GET /betaal`: where a code is typed.
pub(super) async fn typed(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    match reader.value("code").map(str::trim).filter(|it| !it.is_empty()) {
        Some(code) => {
            let code: String = code.chars().take(2 * CODE_LETTERS).collect();
            let code = payments::model::tidy_code(&code);
            let href = if code.is_empty() { BY_CODE.to_owned() } else { code_path(&code) };
            Ok(Redirect::to(&href).into_response())
        }
        None => typing(&web, &reader, "", Slips::default()).await,
    }
}

/// `GET /betaal/{code}`
pub(super) async fn get(
    State(web): State<Web>,
    Path(code): Path<String>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    match &reader.who {
        Who::Member(_) if reader.has_lapsed() => Ok(Redirect::to(LAPSED).into_response()),
        Who::Member(_) => {
            let waits = Waiting::of(&web.site, &headers).asked(&web, &reader).await?;
            let mut typed = waits.unwrap_or_else(|| linked(&reader));
            if typed.get(KEY).is_empty() {
                typed.set(KEY, &key(&reader));
            }
            show(&web, &reader, &code, (typed, Slips::default())).await
        }
        Who::Unsure => Err(Failure::UNAVAILABLE),
        Who::Visitor | Who::Gone => visitor(&web, &reader, &code, &linked(&reader)).await,
    }
}

/// What the address says beside the code.
fn linked(reader: &Reader) -> Typed {
    let pairs = [("amount", AMOUNT), ("for", PURPOSE), ("from", FROM)];
    let value = |(name, id): (&str, &str)| Some((id.to_owned(), reader.value(name)?.to_owned()));
    Typed(pairs.into_iter().filter_map(value).collect())
}

/// What somebody sees who has not signed in.
async fn visitor(
    web: &Web,
    reader: &Reader,
    code: &str,
    typed: &Typed,
) -> Result<Response, Failure> {
    let net = reader.origin.net.as_str();
    let found = payments::at_code(&reader.ctx, &web.site.domain, code, net).await;
    let (facing, asked) = match found {
        Ok(found) => found,
        Err(error) => return unknown(web, reader, code, error).await,
    };
    let Some(led) = led(web, reader, facing, asked).await? else {
        return unknown(web, reader, code, PaymentError::NotFound).await;
    };
    let face = Face::of(web, reader, &led.facing).await?;
    let page = page(web, reader, code, &Slips::default()).await;
    let way = Link { href: page.sign_in.clone(), label: page.t("paycode-sign-in") };
    let look = Look::Seen(Box::new(Seen::of(&page, &led, face, (typed, way, None))));
    answer(page, Slips::default(), look)
}

/// The same to a member.
async fn show(
    web: &Web,
    reader: &Reader,
    code: &str,
    (mut typed, slips): (Typed, Slips),
) -> Result<Response, Failure> {
    let led = match find(web, reader, code).await {
        Ok(Some(led)) => led,
        Ok(None) => return unknown(web, reader, code, PaymentError::NotFound).await,
        Err(Trouble::Page(failure)) => return Err(failure),
        Err(Trouble::Code(error)) => return unknown(web, reader, code, error).await,
    };
    let wallet = Wallet::find(web, reader).await?;
    let face = Face::of(web, reader, &led.facing).await?;
    let page = page(web, reader, code, &slips).await;
    if let Some(own) = own(&wallet, &led) {
        return Ok(Redirect::to(&own).into_response());
    }
    let purse = chosen(&wallet, &led, &typed);
    if purse.is_none() && !wallet.currencies.iter().any(|it| it.id == led.currency.id) {
        let (way, why) = stranger(web, reader, &page, &led).await?;
        let look = Look::Seen(Box::new(Seen::of(&page, &led, face, (&typed, way, Some(why)))));
        return answer(page, slips, look);
    }
    // The form by which words are reported carries none.
    if typed.get(KEY).is_empty() {
        typed.set(KEY, &key(reader));
    }
    shown(web, reader, (page, &wallet), (&led, purse, face), (typed, slips)).await
}

/// How much, where that is not said, and then whether it is they, and so much.
async fn shown(
    web: &Web,
    reader: &Reader,
    (page, wallet): (Page, &Wallet),
    (led, purse, face): (&Led, Option<&Purse>, Face),
    (mut typed, slips): (Typed, Slips),
) -> Result<Response, Failure> {
    let coin = Coin::of(reader.language, &led.currency);
    if let Some(asked) = &led.asked {
        typed.set(AMOUNT, &coin.typed(asked.amount));
        typed.set(PURPOSE, asked.purpose.as_deref().unwrap_or_default());
    }
    let payer = Payer { currency: &led.currency, account: purse.map(|it| &it.held.account) };
    // Who is asked by name pays from the account that is asked.
    let named = led.asked.as_ref().is_some_and(|it| it.from.is_some());
    if let Some(purse) = purse.filter(|_| !named) {
        typed.set(FROM, &purse.held.account.id.to_string());
    }
    let several = |slips: &Slips| {
        let within = wallet.within(led.currency.id).filter(|_| !named);
        accounts(&page, wallet, within, (&typed, slips))
    };
    let words = led.asked.as_ref();
    let words = words.and_then(|it| Words::of_request(&page, it, &typed, &slips));
    let is_wrong = FIELDS.iter().any(|(_, id)| slips.of(id).is_some());
    if typed.get(AMOUNT).is_empty() || is_wrong {
        let look = form(&page, payer, (face, several(&slips)), (&typed, &slips));
        return answer(page, slips, look);
    }
    let amount = match (weighed(web, reader, payer, typed.get(AMOUNT)).await?, &led.asked) {
        (Ok(amount), _) => amount,
        // How much is asked cannot be changed: it is said above the button.
        (Err(wrong), Some(asked)) => {
            let check = checked(&page, payer, (face, asked.amount), (&typed, None));
            let check = check.choosing(several(&wrong));
            let look = Look::Check(Box::new(check), named);
            return answer_with(page, wrong.above(), look, (None, words));
        }
        (Err(wrong), None) => {
            let look = form(&page, payer, (face, several(&wrong)), (&typed, &wrong));
            return answer(page, wrong, look);
        }
    };
    let label = wallet.within(led.currency.id).nth(1).and(purse).map(|it| wallet.label(&page, it));
    let check = checked(&page, payer, (face, amount), (&typed, label));
    let check = check.choosing(several(&slips));
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(done_key);
    let done = done.map(|key| page.t(key));
    answer_with(page, slips, Look::Check(Box::new(check), named), (done, words))
}

/// What went wrong on the way to who is paid.
enum Trouble {
    Code(PaymentError),
    Page(Failure),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Page(failure)
    }
}

/// What a code leads to, for a member.
async fn find(web: &Web, reader: &Reader, code: &str) -> Result<Option<Led>, Trouble> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let who = Payee::Code(code.to_owned());
    let facing = payments::facing(ctx, domain, &who, None).await.map_err(Trouble::Code)?;
    let asked = match facing.request {
        Some(_) => Some(payments::asked_by_code(ctx, domain, code).await.map_err(Trouble::Code)?),
        None => None,
    };
    Ok(led(web, reader, facing, asked).await?)
}

async fn led(
    web: &Web,
    reader: &Reader,
    facing: Facing,
    asked: Option<Asked>,
) -> Result<Option<Led>, Failure> {
    let Some(id) = facing.currency else { return Ok(None) };
    let currency = currency_of(web, reader, id).await?;
    Ok(currency.map(|currency| Led { facing, currency, asked }))
}

/// The account of mine that is paid from.
fn chosen<'a>(wallet: &'a Wallet, led: &Led, typed: &Typed) -> Option<&'a Purse> {
    let mut within = wallet.within(led.currency.id);
    let asked = led.asked.as_ref().and_then(|it| it.from.as_ref()).map(|it| it.account);
    let typed = wallet.purse(typed.get(FROM)).ok();
    let typed = typed.filter(|it| it.currency.id == led.currency.id);
    let asked = asked.and_then(|id| wallet.purses.iter().find(|it| it.held.account.id == id));
    asked.or(typed).or_else(|| within.next())
}

/// Where I see what I ask for myself.
fn own(wallet: &Wallet, led: &Led) -> Option<String> {
    let account = led.facing.account?;
    let mine = wallet.purses.iter().find(|it| it.held.account.id == account)?;
    let path = account_path(mine.held.account.id);
    Some(match &led.asked {
        Some(asked) => format!("{path}/vragen/{}", asked.id),
        None => format!("{path}/vragen"),
    })
}

/// Who does not belong to the community of a currency, and where they could.
async fn stranger(
    web: &Web,
    reader: &Reader,
    page: &Page,
    led: &Led,
) -> Result<(Link, String), Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let known = communities::by_id(ctx, domain, led.currency.community).await?;
    let known = known.ok_or(Failure::NOT_FOUND)?.community;
    let name = || known.settings.name.clone();
    let label = page.with("paycode-join", &[("community", name().into())]);
    let why = page.with("paycode-stranger", &[("community", name().into())]);
    Ok((Link { href: format!("/gemeenschap/{}", known.slug), label }, why))
}

/// A code that nobody has, or by which nothing is asked any more.
async fn unknown(
    web: &Web,
    reader: &Reader,
    code: &str,
    error: PaymentError,
) -> Result<Response, Failure> {
    let slips = match error {
        PaymentError::Invalid { .. } | PaymentError::NotFound => {
            let words = crate::texts::text(reader.language, "paycode-unknown");
            Slips::own("code", words).missing()
        }
        error => Slips::of_payment(reader.language, error, &[])?,
    };
    typing(web, reader, code, slips).await
}

async fn typing(web: &Web, reader: &Reader, code: &str, slips: Slips) -> Result<Response, Failure> {
    let page = page(web, reader, code, &slips).await;
    let said: String = code.chars().take(2 * CODE_LETTERS).collect();
    let field = Field::line("code", page.t("paycode-label"), &said, 2 * CODE_LETTERS, &slips);
    let field = Field { required: true, ..field.hinted(page.t("paycode-hint")) };
    answer(page, slips, Look::Typing(Box::new(field)))
}

fn form(
    page: &Page,
    payer: Payer<'_>,
    (face, from): (Face, Option<Choices>),
    (typed, slips): (&Typed, &Slips),
) -> Look {
    let coin = Coin::of(page.language, payer.currency);
    let hint = payer.account.map(|it| available(page, &coin, it));
    let line = |id: &'static str, key, longest| {
        Field::line(id, page.t(key), typed.get(id), longest, slips)
    };
    let kept = typed.only(if from.is_some() { &[KEY] } else { &[KEY, FROM] }).0;
    let amount = coin_field(page, &coin, line(AMOUNT, "pay-amount", AMOUNT_TYPED_MAX), hint);
    let purpose = line(PURPOSE, "pay-purpose", PURPOSE_MAX).hinted(page.t("pay-purpose-hint"));
    Look::Form(Box::new(Form { face, from, amount, purpose, kept }))
}

async fn page(web: &Web, reader: &Reader, code: &str, slips: &Slips) -> Page {
    let mut page = Page::own(web, reader, "paycode-title", "paycode-lead", slips).await;
    page.here = if code.is_empty() { BY_CODE.to_owned() } else { reader.here() };
    page
}

fn answer(page: Page, slips: Slips, look: Look) -> Result<Response, Failure> {
    answer_with(page, slips, look, (None, None))
}

fn answer_with(
    page: Page,
    slips: Slips,
    look: Look,
    (done, words): (Option<String>, Option<Words>),
) -> Result<Response, Failure> {
    let path = page.here.split('?').next().unwrap_or(BY_CODE).to_owned();
    let page = CodePage { path, done, look, words, slips, page };
    let status: StatusCode = page.slips.status();
    let answer = page.slips.on(answer_privately(status, &page.page, &page)?);
    Ok(if let Look::Typing(_) = page.look { with_camera(answer) } else { answer })
}

impl Seen {
    fn of(
        page: &Page,
        led: &Led,
        face: Face,
        (typed, way, why): (&Typed, Link, Option<String>),
    ) -> Self {
        let coin = Coin::of(page.language, &led.currency);
        let asked = led.asked.as_ref().map(|it| it.amount);
        let read = || Amount::parse(&coin.read(typed.get(AMOUNT)), coin.scale());
        let amount = asked.or_else(|| read().ok().map(Amount::minor));
        let purpose = led.asked.as_ref().and_then(|it| it.purpose.clone());
        let purpose = purpose.or_else(|| typed.some(PURPOSE).filter(|_| led.asked.is_none()));
        Self { face, amount: amount.map(|it| coin.words(it)), purpose, way, why }
    }
}
