//! The devices that are tills of an account, for who holds it: pairing one, what it is called and
//! gives back, and that it is none any more.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::id::TillId;
use koop_domain::ledger::tills::error::TillError;
use koop_domain::ledger::tills::model::{NAME_MAX, OFFER_MINUTES, Offer, Till, TillState};
use koop_domain::ledger::tills::{self, Counter};
use koop_domain::listings::opening_hours::ZONE;

use super::{PAIR, Seat, seat, till_path};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::home::Link;
use crate::keeping::Typed;
use crate::mending::Code;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::clock;
use crate::wallet::pay::{AMOUNT_TYPED_MAX, KEY};
use crate::wallet::{code_words, key, read_key};

/// The fields, by their ids.
const NAME: &str = "apparaatnaam";
const LIMIT: &str = "teruggeven";
const FIELDS: [(&str, &str); 2] = [("name", NAME), ("refundLimit", LIMIT)];

#[derive(Template)]
#[template(path = "wallet/till/devices.html")]
pub(crate) struct DevicesPage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    pub trail: Vec<Link>,
    pub path: String,
    pub tills: Vec<Shown>,
    pub name: Field,
    /// The id of the form, under which it offers one device.
    pub key: String,
    /// The most letters of a name, and of an amount.
    pub longest: (usize, usize),
}

/// A device of the list.
pub(crate) struct Shown {
    pub id: String,
    pub number: usize,
    pub name: String,
    pub used: String,
    pub since: String,
    pub limit: String,
    /// As it stands in the field in which it is changed.
    pub limit_typed: String,
    pub is_offered: bool,
}

/// What pairs a device: it is shown this once.
#[derive(Template)]
#[template(path = "wallet/till/pair.html")]
pub(crate) struct PairPage {
    pub page: Page,
    pub trail: Vec<Link>,
    pub offering: Offering,
}

/// How it is paired.
pub(crate) struct Offering {
    pub name: String,
    pub drawn: Code,
    pub label: String,
    pub code: String,
    pub address: String,
    pub until: String,
    pub back: String,
}

/// `GET /kassa/{account}/apparaten`
pub(super) async fn get(
    State(web): State<Web>,
    Path(account): Path<String>,
    Acting(Mine { reader, .. }): Acting,
) -> Result<Response, Failure> {
    let counter = kept(&web, &reader, &account).await?;
    show(&web, &reader, &counter, (&Typed::default(), Slips::default())).await
}

/// `POST /kassa/{account}/apparaten`: a device is offered, changed, or is no till any more.
pub(super) async fn post(
    State(web): State<Web>,
    Path(account): Path<String>,
    Acting(Mine { reader, .. }): Acting,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let counter = kept(&web, &reader, &account).await?;
    let (mut typed, seat) = (Typed(pairs), Seat::of(&counter));
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    if typed.get("doe") == "koppel" {
        let what = (read_key(typed.get(KEY))?, typed.get(NAME));
        return match tills::offer(ctx, domain, seat.account, what).await {
            // What pairs it is told this once: the page is the answer itself.
            Ok(offer) => offered(&web, &reader, &seat, &offer).await,
            Err(error) => {
                if let TillError::AlreadyOffered = error {
                    typed.set(KEY, "");
                }
                let slips = super::slips(reader.language, error, &FIELDS)?;
                show(&web, &reader, &counter, (&typed, slips)).await
            }
        };
    }
    let id = TillId::parse(typed.get("kassa")).map_err(|_| Failure::INVALID)?;
    let coin = crate::wallet::Coin::of(reader.language, &seat.currency);
    let changed = match typed.get("doe") {
        "los" => tills::unpair(ctx, domain, id).await,
        "wijzig" => {
            let limit = coin.read(typed.get(LIMIT));
            tills::change(ctx, domain, id, (typed.get(NAME), &limit)).await
        }
        _ => return Err(Failure::INVALID),
    };
    match changed {
        Ok(_) => {
            let href = format!("{}?gedaan={}", devices_path(&seat), typed.get("doe"));
            Ok(Redirect::to(&href).into_response())
        }
        Err(error) => {
            let slips = super::slips(reader.language, error, &FIELDS)?.above();
            show(&web, &reader, &counter, (&Typed::default(), slips)).await
        }
    }
}

/// A till of which the reader holds the account.
async fn kept(web: &Web, reader: &Reader, account: &str) -> Result<Counter, Failure> {
    let counter = seat::of_member(web, reader, account).await?;
    if Seat::of(&counter).is_holder() { Ok(counter) } else { Err(Failure::NOT_FOUND) }
}

fn devices_path(seat: &Seat) -> String {
    format!("{}/apparaten", till_path(seat.account))
}

async fn show(
    web: &Web,
    reader: &Reader,
    counter: &Counter,
    (typed, slips): (&Typed, Slips),
) -> Result<Response, Failure> {
    let seat = Seat::of(counter);
    let all = tills::of_account(&reader.ctx, &web.site.domain, seat.account).await?;
    let mut page = Page::own(web, reader, "tills-title", "tills-lead", &slips).await;
    page.here = devices_path(&seat);
    let done = match reader.value("gedaan").filter(|_| slips.is_empty()) {
        Some("los") => Some(page.t("tills-done-unpaired")),
        Some("wijzig") => Some(page.t("tills-done-changed")),
        _ => None,
    };
    let mut typed = typed.clone();
    if typed.get(KEY).is_empty() {
        typed.set(KEY, &key(reader));
    }
    let page = DevicesPage::new(page, &seat, (&all, reader.ctx.now), (&typed, done, slips));
    let status = page.slips.status();
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

async fn offered(
    web: &Web,
    reader: &Reader,
    seat: &Seat,
    offer: &Offer,
) -> Result<Response, Failure> {
    let slips = Slips::default();
    let mut page = Page::own(web, reader, "tills-pair-title", "tills-lead", &slips).await;
    page.here = devices_path(seat);
    let offering = Offering::of(&page, seat, offer)?;
    let page = PairPage { trail: trail(&page, seat, true), offering, page };
    answer_privately(slips.status(), &page.page, &page)
}

/// The way back: to the till, and from pairing to its devices.
fn trail(page: &Page, seat: &Seat, is_pairing: bool) -> Vec<Link> {
    if is_pairing {
        return vec![Link { href: devices_path(seat), label: page.t("tills-title") }];
    }
    let label = page.with("till-of", &[("name", seat.name(page).into())]);
    vec![Link { href: till_path(seat.account), label }]
}

impl Offering {
    pub(crate) fn of(page: &Page, seat: &Seat, offer: &Offer) -> Result<Self, Failure> {
        let href = format!("{}{PAIR}/{}", page.base_url, offer.secret.reveal());
        let typed_at = format!("{}{PAIR}", page.base_url);
        let typed_at = typed_at.split_once("://").map_or(typed_at.as_str(), |(_, rest)| rest);
        let until = offer.till.offered_until.with_timezone(&ZONE).time();
        let until = clock::hour(page.language, until);
        let values = [("minutes", OFFER_MINUTES.into()), ("time", until.into())];
        Ok(Self {
            name: offer.till.name.clone(),
            drawn: Code::leading_to(&href)?,
            label: page.t("tills-pair-drawn"),
            code: code_words(&offer.code),
            address: typed_at.to_owned(),
            until: page.with("tills-pair-until", &values),
            back: devices_path(seat),
        })
    }
}

impl DevicesPage {
    pub(crate) fn new(
        page: Page,
        seat: &Seat,
        (all, now): (&[Till], DateTime<Utc>),
        (typed, done, slips): (&Typed, Option<String>, Slips),
    ) -> Self {
        let coin = seat.coin(&page);
        let day = |at: DateTime<Utc>| {
            let date = at.with_timezone(&ZONE).date_naive();
            clock::day(page.language, date, clock::today(now))
        };
        let shown = |(at, it): (usize, &Till)| Shown {
            id: it.id.to_string(),
            number: at + 1,
            name: it.name.clone(),
            used: match it.used_at {
                Some(at) => page.with("tills-used", &[("day", day(at).into())]),
                None => page.t("tills-waits"),
            },
            since: page.with("tills-since", &[("day", day(it.made_at).into())]),
            limit: match it.refund_limit {
                0 => page.t("tills-limit-none"),
                minor => page.with("tills-limit", &[("amount", coin.words(minor).into())]),
            },
            limit_typed: if it.refund_limit == 0 {
                String::new()
            } else {
                coin.typed(it.refund_limit)
            },
            is_offered: it.state == TillState::Offered,
        };
        let name = Field::line(NAME, page.t("tills-name"), typed.get(NAME), NAME_MAX, &slips);
        Self {
            trail: trail(&page, seat, false),
            path: devices_path(seat),
            tills: all.iter().enumerate().map(shown).collect(),
            name: Field { required: true, ..name }.hinted(page.t("tills-name-hint")),
            key: typed.get(KEY).to_owned(),
            longest: (NAME_MAX, AMOUNT_TYPED_MAX),
            done,
            slips,
            page,
        }
    }
}
