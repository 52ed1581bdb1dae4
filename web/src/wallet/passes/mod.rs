//! Cards for who has no telephone: the cards of an account, making one, and blocking it. Its
//! holder sees them, and who runs the community, whom they call.

mod card;
mod making;
mod reading;
mod statement;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::communities::model::REASON_MAX;
use koop_domain::id::{AccountId, PassId};
use koop_domain::language::Language;
use koop_domain::ledger::passes;
use koop_domain::ledger::passes::error::PassError;
use koop_domain::ledger::passes::model::{PASSES_MAX, PIN_TRIES, Pass, PassState};
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::Purse;
use koop_domain::ledger::rejected::Rejected;
use koop_domain::listings::opening_hours::ZONE;
use serde::Deserialize;

#[cfg(test)]
pub(crate) use self::card::PassCardPage;
pub(crate) use self::card::show_card;
pub(crate) use self::making::{MakeForm, Said, draft};
#[cfg(test)]
pub(crate) use self::reading::{Agreeing, Asking, Look as ReadingLook, ReadingPage};
pub(super) use self::reading::{get as read, post as charge};
pub(super) use self::statement::get as statement;
use super::face::called;
use super::pay::{AMOUNT, PURPOSE};
use super::{Coin, account_path, key};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::desk::currencies as desk;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::home::Link;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::{self, clock};

/// The fields, by their ids.
const DAY_LIMIT: &str = "per-dag";
const PIN: &str = "pin";
const REASON: &str = "reden";
/// Letting a PIN be tried again, as the button sends it.
const PIN_AGAIN: &str = "pincode";
/// What the books refuse is about.
const PAID: [(&str, &str); 1] = [("amount", AMOUNT)];

#[derive(Template)]
#[template(path = "wallet/passes/passes.html")]
pub(crate) struct PassesPage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    pub trail: Vec<Link>,
    pub path: String,
    pub heading: String,
    pub passes: Vec<Shown>,
    /// How one is made, where there may be another.
    pub make: Option<MakeForm>,
    pub most: String,
    /// Months that can be printed for who holds the card, at the desk.
    pub months: Vec<Link>,
}

/// A card in the list.
pub(crate) struct Shown {
    pub id: String,
    pub number: usize,
    pub state: &'static str,
    pub state_words: String,
    pub reason: Option<String>,
    /// What to do about a PIN that was wrong too often.
    pub pins_spent: Option<String>,
    pub limit: String,
    pub consent: String,
    pub made: String,
    pub used: String,
    /// What leads to what can be done with it.
    pub change: String,
    /// What can be done with it, and what the button says.
    pub moves: Vec<(&'static str, String)>,
    pub reason_field: Field,
}

/// What was sent.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub(crate) struct Typed {
    doe: String,
    sleutel: String,
    pas: String,
    #[serde(rename = "per-dag")]
    per_dag: String,
    pin: String,
    akkoord: String,
    reden: String,
}

/// `GET /mijn/saldo/{account}/passen`
pub(super) async fn get(
    State(web): State<Web>,
    Path(account): Path<String>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    show(&web, &mine.reader, &account, (&Typed::default(), Slips::default())).await
}

/// `POST /mijn/saldo/{account}/passen`: a card is made, or one is blocked, goes on, or ends.
pub(super) async fn post(
    State(web): State<Web>,
    Path(account): Path<String>,
    Acting(Mine { reader, .. }): Acting,
    Form(mut typed): Form<Typed>,
) -> Result<Response, Failure> {
    let id = AccountId::parse(&account).map_err(|_| Failure::NOT_FOUND)?;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    if typed.doe == "maak" {
        let purse = payments::purse(ctx, domain, id).await?;
        let coin = Coin::of(reader.language, &purse.currency);
        let (draft, letter) = draft(ctx, &coin, typed.said())?;
        return match passes::issue(ctx, domain, id, draft).await {
            // Its code is told this once: the card is the answer itself.
            Ok((pass, secret)) => {
                show_card(&web, &reader, (&purse, &pass), (&secret, letter.as_ref())).await
            }
            Err(error) => {
                if let PassError::AlreadyMade = error {
                    typed.sleutel.clear();
                }
                let slips = slips(reader.language, error, Some(&coin))?;
                show(&web, &reader, &account, (&typed, slips)).await
            }
        };
    }
    let pass = PassId::parse(&typed.pas).map_err(|_| Failure::INVALID)?;
    let reason = typed.reden.as_str();
    let changed = match typed.doe.as_str() {
        "blokkeer" => passes::block(ctx, domain, pass, reason).await,
        "verder" => passes::unblock(ctx, domain, pass, reason).await,
        PIN_AGAIN => passes::allow_pin(ctx, domain, pass, reason).await,
        "einde" => passes::end(ctx, domain, pass, reason).await,
        _ => return Err(Failure::INVALID),
    };
    match changed {
        Ok(_) => {
            let href = format!("{}?gedaan={}", passes_path(id), typed.doe);
            Ok(Redirect::to(&href).into_response())
        }
        Err(error) => {
            let slips = match error {
                // Whoever is at the desk is the one to call.
                PassError::Blocked => {
                    let words = texts::text(reader.language, "pass-blocked-since");
                    Slips::own(REASON, words).above()
                }
                error => slips(reader.language, error, None)?,
            };
            show(&web, &reader, &account, (&typed, slips)).await
        }
    }
}

/// The address of the cards of an account.
pub(crate) fn passes_path(id: AccountId) -> String {
    format!("{}/passen", account_path(id))
}

async fn show(
    web: &Web,
    reader: &Reader,
    account: &str,
    (typed, slips): (&Typed, Slips),
) -> Result<Response, Failure> {
    let id = AccountId::parse(account).map_err(|_| Failure::NOT_FOUND)?;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let all = passes::of_account(ctx, domain, id).await?;
    let purse = payments::purse(ctx, domain, id).await?;
    let own = payments::purses(ctx, domain).await.unwrap_or_default();
    let is_mine = own.iter().any(|it| it.held.account.id == id);
    let mut page = Page::own(web, reader, "pass-title", "pass-lead", &slips).await;
    page.here = passes_path(id);
    let done = match reader.value("gedaan").filter(|_| slips.is_empty()) {
        Some("blokkeer") => Some("pass-done-blocked"),
        Some("verder") => Some("pass-done-unblocked"),
        Some(PIN_AGAIN) => Some("pass-done-tries"),
        Some("einde") => Some("pass-done-ended"),
        _ => None,
    };
    let done = done.map(|key| page.with(key, &[("count", PIN_TRIES.into())]));
    let mut typed = typed.clone();
    if typed.sleutel.is_empty() {
        typed.sleutel = key(reader);
    }
    let page = PassesPage::new(page, (&purse, is_mine), (&all, ctx.now), (&typed, done, slips));
    let status = page.slips.status();
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl PassesPage {
    pub(crate) fn new(
        page: Page,
        (purse, is_mine): (&Purse, bool),
        (all, now): (&[Pass], DateTime<Utc>),
        (typed, done, slips): (&Typed, Option<String>, Slips),
    ) -> Self {
        let coin = Coin::of(page.language, &purse.currency);
        let name = called(page.language, &purse.holder);
        let stands = all.iter().filter(|it| it.state != PassState::Ended).count();
        let make = (stands < PASSES_MAX)
            .then(|| MakeForm::new(&page, &coin, (typed.said(), &slips), !is_mine));
        let shown = |(at, it): (usize, &Pass)| {
            Shown::of(&page, &coin, (it, all.len() - at), (is_mine, now), &slips)
        };
        let id = purse.held.account.id;
        let back = match is_mine {
            true => Link { href: account_path(id), label: page.t("wallet-title") },
            false => {
                Link { href: desk::account_path(&purse.currency.code, id), label: name.clone() }
            }
        };
        let months = if is_mine || all.is_empty() {
            Vec::new()
        } else {
            statement::months_of(&page, purse, now)
        };
        Self {
            trail: vec![back],
            months,
            path: passes_path(id),
            heading: match is_mine {
                true => page.t("pass-title"),
                false => page.with("pass-title-of", &[("name", name.into())]),
            },
            passes: all.iter().enumerate().map(shown).collect(),
            most: page.with("pass-most", &[("count", PASSES_MAX.into())]),
            make,
            done,
            slips,
            page,
        }
    }
}

impl Shown {
    fn of(
        page: &Page,
        coin: &Coin,
        (it, number): (&Pass, usize),
        (is_mine, now): (bool, DateTime<Utc>),
        slips: &Slips,
    ) -> Self {
        let day = |at: DateTime<Utc>| {
            let date = at.with_timezone(&ZONE).date_naive();
            clock::day(page.language, date, clock::today(now))
        };
        // A card whose PIN was wrong too often pays nothing, whatever it says.
        let state = if it.pins_spent { PassState::Blocked } else { it.state };
        let (state_key, moves): (_, &[(&'static str, &str)]) = match state {
            PassState::Active => {
                ("pass-active", &[("blokkeer", "pass-block"), ("einde", "pass-end")])
            }
            // Who found it calls again.
            PassState::Blocked if is_mine => ("pass-blocked", &[("einde", "pass-end")]),
            PassState::Blocked if it.pins_spent => {
                let moves = &[
                    (PIN_AGAIN, "pass-pin-again"),
                    ("blokkeer", "pass-block"),
                    ("einde", "pass-end"),
                ];
                ("pass-blocked", moves)
            }
            PassState::Blocked => {
                ("pass-blocked", &[("verder", "pass-unblock"), ("einde", "pass-end")])
            }
            PassState::Ended => ("pass-ended", &[]),
        };
        let change = match state {
            PassState::Blocked if !is_mine => "pass-change-blocked",
            _ => "pass-change",
        };
        let spent = if is_mine { "pass-pins-spent" } else { "pass-pins-spent-desk" };
        let spent = || page.with(spent, &[("count", PIN_TRIES.into())]);
        let reason = Field::line(REASON, page.t("pass-reason"), "", REASON_MAX, slips);
        Self {
            id: it.id.to_string(),
            number,
            state: state.key(),
            state_words: page.t(state_key),
            reason: it.reason.clone(),
            pins_spent: it.pins_spent.then(spent),
            limit: page.with("pass-a-day", &[("amount", coin.words(it.day_limit).into())]),
            consent: page.t(if it.has_pin { "pass-with-pin" } else { "pass-with-yes" }),
            made: page.with("pass-made", &[("day", day(it.made_at).into())]),
            used: match it.used_at {
                Some(at) => page.with("pass-used", &[("day", day(at).into())]),
                None => page.t("pass-unused"),
            },
            change: page.t(change),
            moves: moves.iter().map(|(doe, key)| (*doe, page.t(key))).collect(),
            reason_field: Field { required: true, ..reason },
        }
    }
}

impl Typed {
    fn said(&self) -> Said<'_> {
        let (key, per_day) = (self.sleutel.as_str(), self.per_dag.as_str());
        Said { key, per_day, pin: &self.pin, way: &self.akkoord }
    }
}

/// What the reader can mend about a card; anything else becomes a page of its own.
pub(crate) fn slips(
    language: Language,
    error: PassError,
    coin: Option<&Coin>,
) -> Result<Slips, Failure> {
    let field = match &error {
        PassError::Rejected(Rejected::PayerLimit) => Some(AMOUNT),
        PassError::Rejected(why) => {
            return Slips::of_payment(language, PaymentError::Rejected(*why), &PAID);
        }
        PassError::NotFound => return Err(error.into()),
        PassError::Invalid { field: "dayLimit", .. } if coin.is_some_and(|it| it.is_time) => {
            return Ok(Slips::own(DAY_LIMIT, texts::text(language, "pass-limit-wrong-time")));
        }
        PassError::Invalid { field: "dayLimit", .. } => Some(DAY_LIMIT),
        PassError::Invalid { field: "pin", .. } | PassError::WrongPin { .. } => Some(PIN),
        PassError::Invalid { field: "reason", .. } => Some(REASON),
        PassError::Invalid { field: "purpose", .. } => Some(PURPOSE),
        PassError::DayLimit { .. } => Some(AMOUNT),
        _ => None,
    };
    let amount = |minor: i64| coin.map_or_else(String::new, |it| it.words(minor));
    let words = texts::pass_error(language, &error, amount);
    let Some(words) = words else { return Err(error.into()) };
    Ok(match field {
        Some(field) => Slips::own(field, words),
        None => Slips::default().saying(words),
    })
}
