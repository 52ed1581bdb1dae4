//! By which rules a currency goes: those in force, those to come, and those before, with who
//! decided them and why; and deciding others from a day on.

use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use koop_domain::communities::model::REASON_MAX;
use koop_domain::error::Problem;
use koop_domain::id::MemberId;
use koop_domain::ledger::currencies::{self, Currency, Ruling};
use koop_domain::ledger::overview;
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::policy::Action;

use super::ruling::{self, FIELDS, Wrong, rule_fields, type_rules};
use super::{AtCoin, CoinHead, RULES, path};
use crate::Web;
use crate::account::Mine;
use crate::desk::DeskHead;
use crate::error::Failure;
use crate::form::{Field, Named, Slips};
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::{self, clock};
use crate::wallet::Coin;

/// The field of taking rules back.
const WITHDRAWN: &[Named] = &[("reason", "waarom", "coin-field-reason")];

#[derive(Template)]
#[template(path = "desk/currencies/rules/rules.html")]
pub(crate) struct RulesPage {
    pub page: Page,
    pub desk: DeskHead,
    pub coin: CoinHead,
    pub slips: Slips,
    pub done: Option<String>,
    pub action: String,
    pub versions: Vec<Version>,
    /// Whether rules are decided that are still to take effect: then no others are.
    pub waits: bool,
    /// Why those are taken back.
    pub withdrawal: Field,
    pub from: Field,
    pub fields: Vec<Field>,
    /// Whether members would see each other's balances.
    pub open_balances: bool,
    pub reason: Field,
    /// By which rules it would go, as residents read them.
    pub preview: Option<String>,
}

/// A version of the rules.
pub(crate) struct Version {
    pub heading: String,
    pub is_now: bool,
    pub rules: String,
    pub why: String,
    pub who: String,
}

/// `GET /beheer/munten/{code}/regels`
pub(super) async fn get(
    State(web): State<Web>,
    mine: Mine,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    let at = AtCoin::open(&web, &mine.reader, &code, Action::KeepCurrency).await?;
    show(&web, &mine.reader, &at, None, (None, Slips::default())).await
}

/// `POST /beheer/munten/{code}/regels`
pub(super) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Path(code): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let at = AtCoin::open(&web, reader, &code, Action::KeepCurrency).await?;
    if typed.get("daad") == "intrekken" {
        return withdraw(&web, reader, &at, typed).await;
    }
    let coin = Coin::of(reader.language, &at.coin);
    let read = from(&typed, reader.ctx.now).and_then(|from| ruling::rules(&typed, &coin, from));
    let draft = match read {
        Ok(draft) => draft,
        Err(wrong) => {
            let slips = Slips::wrong(reader.language, wrong, FIELDS);
            return show(&web, reader, &at, Some(typed), (None, slips)).await;
        }
    };
    if typed.get("daad") == "bekijk" {
        return match draft.tidy(reader.ctx.now, at.coin.kind) {
            Ok(draft) => {
                let would = Ruling {
                    version: 0,
                    effective_at: draft.effective_at,
                    step: draft.step,
                    levy_bp: draft.levy_bp,
                    limits: draft.limits,
                    soft: draft.soft,
                    open_balances: draft.open_balances,
                    decided_by: None,
                    reason: draft.reason,
                    decided_at: reader.ctx.now,
                };
                let words = texts::currency_rules(reader.language, &at.coin, Some(&would));
                show(&web, reader, &at, Some(typed), (Some(words), Slips::default())).await
            }
            Err(error) => {
                let slips = Slips::of_currency(reader.language, error, FIELDS)?;
                show(&web, reader, &at, Some(typed), (None, slips)).await
            }
        };
    }
    match currencies::change_rules(&reader.ctx, &web.site.domain, at.coin.id, draft).await {
        Ok(_) => {
            let to = format!("{}?gedaan=bewaard#inhoud", path(&code, RULES));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let slips = Slips::of_currency(reader.language, error, FIELDS)?;
            show(&web, reader, &at, Some(typed), (None, slips)).await
        }
    }
}

/// Takes back the rules that are still to take effect.
async fn withdraw(
    web: &Web,
    reader: &Reader,
    at: &AtCoin,
    typed: Typed,
) -> Result<Response, Failure> {
    let (of, why) = (at.coin.id, typed.get("waarom"));
    match currencies::withdraw_rules(&reader.ctx, &web.site.domain, of, why).await {
        Ok(coin) => {
            let to = format!("{}?gedaan=ingetrokken#inhoud", path(&coin.code, RULES));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let slips = Slips::of_currency(reader.language, error, WITHDRAWN)?;
            show(web, reader, at, Some(typed), (None, slips)).await
        }
    }
}

/// From when on: now, where it is today, else when the day begins.
fn from(typed: &Typed, now: DateTime<Utc>) -> Result<DateTime<Utc>, Wrong> {
    let wrong = || ("effectiveAt", Problem::Unreadable);
    let day: NaiveDate = typed.get("vanaf").parse().map_err(|_| wrong())?;
    if day == clock::today(now) {
        return Ok(now);
    }
    let begins = ZONE.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest();
    Ok(begins.ok_or_else(wrong)?.to_utc())
}

async fn show(
    web: &Web,
    reader: &Reader,
    at: &AtCoin,
    typed: Option<Typed>,
    (preview, slips): (Option<String>, Slips),
) -> Result<Response, Failure> {
    let (ctx, domain, id) = (&reader.ctx, &web.site.domain, at.coin.id);
    let rulings = currencies::rulings(ctx, domain, id).await?;
    let who: BTreeSet<MemberId> = rulings.iter().filter_map(|it| it.decided_by).collect();
    let names = overview::deciders(ctx, domain, id, &who).await?;
    let mut page = Page::own(web, reader, "coin-way-rules", "coin-lead", &slips).await;
    page.here = path(&at.coin.code, RULES);
    let heads = at.heads(&page, ctx.actor, RULES);
    let typed = typed.unwrap_or_else(|| {
        let mut typed = Typed::default();
        if let Some(newest) = rulings.first() {
            type_rules(&mut typed, &Coin::of(reader.language, &at.coin), newest);
        }
        typed
    });
    let known = (&at.coin, rulings.as_slice(), &names, ctx.now);
    let mut page = RulesPage::new(page, heads, known, (&typed, slips));
    page.preview = preview;
    page.done = match reader.value("gedaan") {
        Some("bewaard") => Some(page.page.t("coin-done-rules")),
        Some("ingetrokken") => Some(page.page.t("coin-done-withdrawn")),
        _ => None,
    };
    answer_privately(page.slips.status(), &page.page, &page)
}

impl RulesPage {
    pub(crate) fn new(
        page: Page,
        (desk, coin): (DeskHead, CoinHead),
        (of, rulings, names, now): (
            &Currency,
            &[Ruling],
            &HashMap<MemberId, String>,
            DateTime<Utc>,
        ),
        (typed, slips): (&Typed, Slips),
    ) -> Self {
        let in_force = rulings.iter().find(|it| it.effective_at <= now).map(|it| it.version);
        let version = |it: &Ruling| version(&page, of, it, (names, in_force, now));
        let from = Field::line("vanaf", page.t("coin-field-from"), typed.get("vanaf"), 10, &slips);
        let why =
            |id| Field::line(id, page.t("coin-field-reason"), typed.get(id), REASON_MAX, &slips);
        let (reason, withdrawal) = (why("reden"), why("waarom"));
        Self {
            action: path(&of.code, RULES),
            versions: rulings.iter().map(version).collect(),
            waits: rulings.first().is_some_and(|it| it.effective_at > now),
            withdrawal: withdrawal.hinted(page.t("coin-field-reason-hint")),
            from: from.typed("date", "text").hinted(page.t("coin-field-from-hint")),
            fields: rule_fields(&page, of.kind, (typed, &slips)),
            open_balances: typed.get("openbaar") == "ja",
            reason: reason.hinted(page.t("coin-field-reason-hint")),
            preview: None,
            done: None,
            slips,
            coin,
            desk,
            page,
        }
    }
}

fn version(
    page: &Page,
    of: &Currency,
    it: &Ruling,
    (names, in_force, now): (&HashMap<MemberId, String>, Option<i32>, DateTime<Utc>),
) -> Version {
    let date = |at| clock::date(page.language, clock::today(at));
    let is_now = in_force == Some(it.version);
    let key = match () {
        () if is_now => "coin-version-now",
        () if it.effective_at > now => "coin-version-later",
        () => "coin-version-before",
    };
    let values =
        [("version", it.version.to_string().into()), ("day", date(it.effective_at).into())];
    let name = it.decided_by.and_then(|id| names.get(&id).cloned());
    let name = name.unwrap_or_else(|| page.t("coin-somebody"));
    let who = [("name", name.into()), ("day", date(it.decided_at).into())];
    Version {
        heading: page.with(key, &values),
        is_now,
        rules: texts::currency_rules(page.language, of, Some(it)),
        why: it.reason.clone(),
        who: page.with("coin-decided", &who),
    }
}
