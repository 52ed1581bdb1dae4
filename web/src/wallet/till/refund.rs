//! What a device gives back by itself, as far as its owner lets it; and a device that shall be no
//! till any more.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use koop_domain::error::Kind;
use koop_domain::id::TransferId;
use koop_domain::ledger::payments::model::PURPOSE_MAX;
use koop_domain::ledger::tills::error::TillError;
use koop_domain::ledger::tills::model::{Taken, Where};
use koop_domain::ledger::tills::{self, Counter};

use super::day::payer;
use super::device::refused;
use super::{DEVICE, KEY, Seat, key, read_key, refund_path, seat};
use crate::Web;
use crate::cookies::TILL;
use crate::error::{Failure, status};
use crate::form::{Field, Slips};
use crate::home::Link;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts;

/// The field of why.
const REASON: &str = "reden";

/// Something that shall go back.
#[derive(Template)]
#[template(path = "wallet/till/refund.html")]
pub(crate) struct RefundPage {
    pub page: Page,
    pub slips: Slips,
    pub trail: Vec<Link>,
    pub path: String,
    pub name: String,
    pub amount: String,
    pub left: String,
    /// None where it cannot be given back here.
    pub reason: Option<Field>,
    pub button: String,
    pub key: String,
}

/// A device that shall be no till any more.
#[derive(Template)]
#[template(path = "wallet/till/leave.html")]
pub(crate) struct LeavePage {
    pub page: Page,
    pub trail: Vec<Link>,
    pub words: String,
}

/// `GET /kassa/terug/{transfer}`
pub(super) async fn get(
    State(web): State<Web>,
    Path(transfer): Path<String>,
    reader: Reader,
) -> Result<Response, Failure> {
    match seat::of_device(&web, &reader).await? {
        Some(counter) => {
            let typed = (Typed::default(), Slips::default());
            show(&web, &reader, (&counter, &transfer), typed).await
        }
        None => refused(&web, &reader, StatusCode::OK).await,
    }
}

/// `POST /kassa/terug/{transfer}`: it goes back.
pub(super) async fn post(
    State(web): State<Web>,
    Path(transfer): Path<String>,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let Some(counter) = seat::of_device(&web, &reader).await? else {
        return refused(&web, &reader, status(Kind::Denied)).await;
    };
    let typed = Typed(pairs);
    let id = TransferId::parse(&transfer).map_err(|_| Failure::NOT_FOUND)?;
    let what = (read_key(typed.get(KEY))?, id);
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    match tills::refund(ctx, domain, &counter, what, typed.get(REASON)).await {
        Ok(_) => Ok(Redirect::to(&format!("{DEVICE}?gedaan=terug")).into_response()),
        Err(TillError::RefundLimit { .. }) => {
            let words = texts::text(reader.language, "till-refund-limit");
            let slips = Slips::own(REASON, words).above();
            show(&web, &reader, (&counter, &transfer), (typed, slips)).await
        }
        Err(error) => {
            let slips = super::slips(reader.language, error, &[("reason", REASON)])?;
            show(&web, &reader, (&counter, &transfer), (typed, slips)).await
        }
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    (counter, transfer): (&Counter, &str),
    (mut typed, slips): (Typed, Slips),
) -> Result<Response, Failure> {
    let id = TransferId::parse(transfer).map_err(|_| Failure::NOT_FOUND)?;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let day = tills::today(ctx, domain, counter, Where::Anywhere).await?;
    let taken = day.taken.iter().find(|it| it.id == id).ok_or(Failure::NOT_FOUND)?;
    let left = tills::refund_left(ctx, domain, counter).await?;
    if typed.get(KEY).is_empty() {
        typed.set(KEY, &key(reader));
        typed.set(REASON, &texts::text(reader.language, "till-refund-usual"));
    }
    let mut page = Page::own(web, reader, "till-refund-title", "till-lead", &slips).await;
    page.here = refund_path(id);
    let page = RefundPage::new(page, &Seat::of(counter), (taken, left), (&typed, slips));
    let status = page.slips.status();
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl RefundPage {
    pub(crate) fn new(
        mut page: Page,
        seat: &Seat,
        (it, left): (&Taken, i64),
        (typed, slips): (&Typed, Slips),
    ) -> Self {
        seat.frame(&mut page);
        let coin = seat.coin(&page);
        let amount = coin.words(it.amount);
        let value = typed.get(REASON);
        let reason = Field::line(REASON, page.t("till-refund-why"), value, PURPOSE_MAX, &slips);
        Self {
            trail: back(&page, seat),
            path: refund_path(it.id),
            name: payer(&page, it),
            left: page.with("till-refund-left", &[("amount", coin.words(left).into())]),
            reason: it.may_refund.then_some(Field { required: true, ..reason }),
            button: page.with("till-refund-button", &[("amount", amount.clone().into())]),
            key: typed.get(KEY).to_owned(),
            amount,
            slips,
            page,
        }
    }
}

/// The way back to the till.
fn back(page: &Page, seat: &Seat) -> Vec<Link> {
    let name = seat.name(page);
    vec![Link { href: DEVICE.to_owned(), label: page.with("till-of", &[("name", name.into())]) }]
}

/// `GET /kassa/los`
pub(super) async fn look_at_leaving(
    State(web): State<Web>,
    reader: Reader,
) -> Result<Response, Failure> {
    let Some(counter) = seat::of_device(&web, &reader).await? else {
        return refused(&web, &reader, StatusCode::OK).await;
    };
    let slips = Slips::default();
    let mut page = Page::own(&web, &reader, "till-leave-title", "till-lead", &slips).await;
    "/kassa/los".clone_into(&mut page.here);
    let page = LeavePage::new(page, &Seat::of(&counter));
    answer_privately(slips.status(), &page.page, &page)
}

/// `POST /kassa/los`: this device is no till any more.
pub(super) async fn leave(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    if let Some(counter) = seat::of_device(&web, &reader).await? {
        tills::leave(&reader.ctx, &web.site.domain, &counter).await?;
    }
    let mut answer = Redirect::to(DEVICE).into_response();
    TILL.forget(&web.site, answer.headers_mut());
    Ok(answer)
}

impl LeavePage {
    pub(crate) fn new(mut page: Page, seat: &Seat) -> Self {
        seat.frame(&mut page);
        let name = seat.name(&page);
        let words = page.with("till-leave-words", &[("name", name.into())]);
        Self { trail: back(&page, seat), words, page }
    }
}
