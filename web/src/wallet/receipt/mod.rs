//! A payment that was made: who, how much, when, and giving it back.

mod purpose;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::id::TransferId;
use koop_domain::language::Language;
use koop_domain::ledger::book::TransferKind;
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::model::{Moved, PURPOSE_MAX, Purse};
use koop_domain::listings::opening_hours::ZONE;

pub(crate) use self::purpose::{Words, done_key, hidden_done, hides, told};
use super::account::kind_key;
use super::face::Face;
use super::{Coin, account_path, key, read_key, receipt_path};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::drafts::{Sent, Waiting};
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::home::Link;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::{self, clock};

/// Why something is given back, and under which id.
const REASON: &str = "reden";
const KEY: &str = "sleutel";

#[derive(Template)]
#[template(path = "wallet/receipt/receipt.html")]
pub(crate) struct ReceiptPage {
    pub page: Page,
    pub slips: Slips,
    /// What was just done.
    pub done: Option<String>,
    pub trail: Vec<Link>,
    pub path: String,
    pub heading: String,
    pub face: Face,
    pub amount: String,
    pub is_out: bool,
    pub purpose: Option<String>,
    /// What can be done about the words beside it.
    pub words: Option<Words>,
    pub category: Option<String>,
    /// What else there is to know, with a word before each.
    pub facts: Vec<(String, String)>,
    /// The payment that takes this one back, or that this one takes back.
    pub related: Option<Link>,
    /// The receipt in a few words, to hand on.
    pub share: String,
    /// Paying the same people again.
    pub again: Option<String>,
    pub give_back: Option<GiveBack>,
}

/// The form by which who was paid gives it back.
pub(crate) struct GiveBack {
    pub reason: Field,
    pub key: String,
    pub is_open: bool,
}

/// `GET /betaling/{transfer}`
pub(super) async fn get(
    State(web): State<Web>,
    Path(id): Path<String>,
    Acting(mine): Acting,
    headers: http::HeaderMap,
) -> Result<Response, Failure> {
    let waits = Waiting::of(&web.site, &headers).asked(&web, &mine.reader).await?;
    show(&web, &mine.reader, &id, (waits.unwrap_or_default(), Slips::default())).await
}

/// `POST /betaling/{transfer}`: who was paid gives it back, or one of the two does something about
/// the words beside it.
pub(super) async fn post(
    State(web): State<Web>,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let Sent { mine: Mine { reader, .. }, mut typed, waiting } = sent;
    let transfer = TransferId::parse(&id).map_err(|_| Failure::NOT_FOUND)?;
    if !typed.get("doe").is_empty() {
        return purpose::post(&web, &reader, transfer, typed).await;
    }
    let once = (read_key(typed.get(KEY))?, transfer);
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    match payments::give_back(ctx, domain, once, typed.get(REASON)).await {
        Ok(back) => {
            waiting.done(&web, &reader).await?;
            let href = format!("{}?gedaan=terug", receipt_path(back.transfer.id));
            Ok(Redirect::to(&href).into_response())
        }
        Err(error) => {
            let slips = Slips::of_payment(reader.language, error, &[("reason", REASON)])?;
            typed.set(KEY, &key(&reader));
            show(&web, &reader, &id, (typed, slips)).await
        }
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    id: &str,
    (mut typed, slips): (Typed, Slips),
) -> Result<Response, Failure> {
    let id = TransferId::parse(id).map_err(|_| Failure::NOT_FOUND)?;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let moved = payments::by_id(ctx, domain, id).await?;
    let account = if moved.is_out { moved.transfer.debit } else { moved.transfer.credit };
    let purse = payments::purse(ctx, domain, account).await?;
    let face = Face::of_other(web, reader, &moved.other).await?;
    let mut page = Page::own(web, reader, "receipt-title", "receipt-lead", &slips).await;
    page.here = receipt_path(id);
    if typed.get(KEY).is_empty() {
        typed.set(KEY, &key(reader));
    }
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(|it| match it {
        "betaald" if moved.is_out => Some("receipt-done-paid"),
        "terug" => Some("receipt-done-back"),
        what => done_key(what),
    });
    let done = done.map(|key| page.t(key));
    let page = ReceiptPage::new(page, (&moved, &purse, face), (done, slips), (&typed, ctx.now));
    let status = page.slips.status();
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl ReceiptPage {
    pub(crate) fn new(
        page: Page,
        (it, purse, face): (&Moved, &Purse, Face),
        (done, slips): (Option<String>, Slips),
        (typed, now): (&Typed, DateTime<Utc>),
    ) -> Self {
        let language = page.language;
        let coin = Coin::of(language, &purse.currency);
        let amount = coin.words(it.transfer.amount.minor());
        let is_payment = it.transfer.kind == TransferKind::Payment;
        let heading = match (is_payment, it.is_out) {
            (true, true) => page.t("receipt-paid"),
            (true, false) => page.t("receipt-received"),
            (false, _) => page.t(kind_key(it.transfer.kind).unwrap_or("receipt-paid")),
        };
        let related = match (it.transfer.reverses, it.reversed_by) {
            (Some(first), _) => Some((first, "receipt-first")),
            (None, Some(back)) => Some((back, "receipt-back")),
            (None, None) => None,
        };
        let related = related.map(|(id, key)| Link { href: receipt_path(id), label: page.t(key) });
        let give_back = (!it.is_out && is_payment && it.reversed_by.is_none())
            .then(|| GiveBack::new(&page, typed, &slips));
        let label = page.t("wallet-title");
        let share = [
            ("amount", amount.clone().into()),
            ("name", face.name.clone().into()),
            ("when", when(language, it.transfer.posted_at, now).into()),
        ];
        let key = if it.is_out { "receipt-share-out" } else { "receipt-share-in" };
        Self {
            trail: vec![Link { href: account_path(purse.held.account.id), label }],
            path: receipt_path(it.transfer.id),
            heading,
            facts: facts(&page, &coin, (it, purse), now),
            share: page.with(key, &share),
            again: (it.is_out && is_payment).then(|| {
                let (from, to) = (purse.held.account.id, it.other.account);
                format!("{}?from={from}&to={to}", super::PAY)
            }),
            words: Words::of(&page, it, typed, &slips),
            purpose: it.purpose.clone(),
            category: it.category.clone(),
            is_out: it.is_out,
            amount,
            related,
            give_back,
            face,
            done,
            slips,
            page,
        }
    }
}

/// When it was, in words.
fn when(language: Language, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let local = at.with_timezone(&ZONE);
    let day = clock::day(language, local.date_naive(), clock::today(now));
    let values = [("day", day.into()), ("time", clock::hour(language, local.time()).into())];
    texts::text_with(language, "moment", &values)
}

fn facts(
    page: &Page,
    coin: &Coin,
    (it, purse): (&Moved, &Purse),
    now: DateTime<Utc>,
) -> Vec<(String, String)> {
    let number = clock::number(page.language, it.transfer.number);
    let values = [("number", number.into()), ("currency", purse.currency.code.clone().into())];
    let mut facts = vec![
        (page.t("receipt-when"), when(page.language, it.transfer.posted_at, now)),
        (page.t("receipt-number"), page.with("receipt-number-of", &values)),
    ];
    facts.push((page.t("receipt-after"), coin.words(it.balance_after)));
    facts
}

impl GiveBack {
    fn new(page: &Page, typed: &Typed, slips: &Slips) -> Self {
        let label = page.t("receipt-reason");
        let reason = Field::line(REASON, label, typed.get(REASON), PURPOSE_MAX, slips);
        Self {
            reason: Field { required: true, ..reason },
            key: typed.get(KEY).to_owned(),
            is_open: !slips.is_empty() || !typed.get(REASON).is_empty(),
        }
    }
}
