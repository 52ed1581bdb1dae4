//! What is being paid at a till, and how it stands.

use askama::Template;
use axum::response::Response;
use koop_domain::id::{PaymentRequestId, TransferId};
use koop_domain::ledger::book::PaymentRequestState;
use koop_domain::ledger::payments::model::Asked;
use koop_domain::ledger::tills::error::TillError;
use koop_domain::ledger::tills::model::{Day, Taken};
use koop_domain::ledger::tills::{self, Counter};

use super::day::payer;
use super::{Seat, key};
use crate::Web;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::wallet::ask::Payable;
use crate::wallet::face::called;
use crate::wallet::receipt_path;

/// What is being paid at the till.
pub(crate) struct Stand {
    /// `waits`, `paid` or `over`.
    pub state: &'static str,
    pub amount: String,
    pub purpose: Option<String>,
    /// What is said of it.
    pub words: String,
    pub payable: Option<Payable>,
    /// Where its code is typed.
    pub typed_at: String,
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

impl Stand {
    pub(crate) fn of(page: &Page, seat: &Seat, it: &Asked, key: String) -> Result<Self, Failure> {
        let (coin, path) = (seat.coin(page), seat.path());
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
            typed_at: typed_at(page),
            receipt: it.transfer.map(receipt_path).filter(|_| seat.is_holder()),
            look: format!("{path}/stand/{}", it.id),
            request: it.id.to_string(),
            key,
        })
    }

    /// What a card paid.
    pub(crate) fn taken(page: &Page, seat: &Seat, it: &Taken) -> Self {
        Self {
            state: "paid",
            amount: seat.coin(page).words(it.amount),
            purpose: it.purpose.clone(),
            words: page.with("till-paid-by", &[("name", payer(page, it).into())]),
            payable: None,
            typed_at: String::new(),
            receipt: seat.is_holder().then(|| receipt_path(it.id)),
            look: String::new(),
            request: String::new(),
            key: String::new(),
        }
    }
}

/// Where a code is typed, as it is read aloud.
fn typed_at(page: &Page) -> String {
    let base = page.base_url.as_str();
    let house = base.split_once("://").map_or(base, |(_, rest)| rest);
    page.with("till-typed", &[("address", format!("{house}/betalen").into())])
}

/// What the address asks about: a request, or what a card paid.
pub(super) async fn asked_about(
    web: &Web,
    reader: &Reader,
    counter: &Counter,
    (page, day): (&Page, &Day),
) -> Result<Option<Stand>, Failure> {
    let seat = Seat::of(counter);
    if let Some(id) = reader.value("betaald").and_then(|it| TransferId::parse(it).ok()) {
        let taken = day.taken.iter().find(|it| it.id == id && !it.is_back);
        return Ok(taken.map(|it| Stand::taken(page, &seat, it)));
    }
    let Some(id) = reader.value("verzoek") else { return Ok(None) };
    match asked(web, reader, counter, id).await? {
        Some(asked) => Stand::of(page, &seat, &asked, key(reader)).map(Some),
        None => Ok(None),
    }
}

/// How a request stands, alone.
pub(super) async fn state(
    web: &Web,
    reader: &Reader,
    counter: &Counter,
    request: &str,
) -> Result<Response, Failure> {
    let asked = asked(web, reader, counter, request).await?.ok_or(Failure::NOT_FOUND)?;
    let (slips, seat) = (Slips::default(), Seat::of(counter));
    let page = Page::own(web, reader, "till-title", "till-lead", &slips).await;
    let stand = Stand::of(&page, &seat, &asked, key(reader))?;
    let page = StandPage { page, path: seat.path(), stand };
    answer_privately(slips.status(), &page.page, &page)
}

/// A request of this till.
async fn asked(
    web: &Web,
    reader: &Reader,
    counter: &Counter,
    id: &str,
) -> Result<Option<Asked>, Failure> {
    let Ok(id) = PaymentRequestId::parse(id) else { return Ok(None) };
    match tills::stand(&reader.ctx, &web.site.domain, counter, id).await {
        Ok(found) => Ok(Some(found)),
        Err(TillError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
