//! Limits for all accounts of a kind at once: every merchant, every household.

#[cfg(test)]
pub(crate) mod sample;

use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::communities::model::REASON_MAX;
use koop_domain::id::MemberId;
use koop_domain::ledger::account::AccountKind;
use koop_domain::ledger::accounts::{self, Grouped, LimitsDraft};
use koop_domain::ledger::currencies::{self, Currency};
use koop_domain::ledger::overview;
use koop_domain::policy::Action;
use uuid::Uuid;

use super::accounts::kind_key;
use super::ruling::{FIELDS, limit_fields, limit_words, limits, type_limits};
use super::{ACCOUNTS, AtCoin, CoinHead, GROUPS, path};
use crate::Web;
use crate::account::Mine;
use crate::desk::DeskHead;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::keeping::{Choices, Typed};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::clock;
use crate::wallet::Coin;

/// The kinds of accounts that people and places have.
const KINDS: [AccountKind; 4] =
    [AccountKind::Member, AccountKind::Household, AccountKind::Merchant, AccountKind::Organisation];

#[derive(Template)]
#[template(path = "desk/currencies/groups/groups.html")]
pub(crate) struct GroupsPage {
    pub page: Page,
    pub desk: DeskHead,
    pub coin: CoinHead,
    pub slips: Slips,
    pub done: Option<String>,
    pub action: String,
    pub list: String,
    pub key: String,
    pub kinds: Choices,
    pub limits: Vec<Field>,
    pub reason: Field,
    /// What was decided before, the latest first.
    pub decided: Vec<Decided>,
}

/// What was decided about a group, and how far it is.
pub(crate) struct Decided {
    pub group: String,
    pub limits: String,
    pub why: String,
    pub who: String,
    pub so_far: String,
}

/// What is known.
pub(crate) struct Known<'a> {
    pub of: &'a Currency,
    /// The id of what is sent, so that sent twice it is done once.
    pub key: Uuid,
    pub decided: &'a [Grouped],
    pub names: &'a HashMap<MemberId, String>,
}

/// `GET /beheer/munten/{code}/grenzen`
pub(super) async fn get(
    State(web): State<Web>,
    mine: Mine,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let at = AtCoin::open(&web, reader, &code, Action::ManageAccounts).await?;
    let mut typed = Typed(vec![("groep".to_owned(), AccountKind::Member.key().to_owned())]);
    let rulings = currencies::rulings(&reader.ctx, &web.site.domain, at.coin.id).await?;
    if let Some(it) = rulings.iter().find(|it| it.effective_at <= reader.ctx.now) {
        type_limits(&mut typed, &Coin::of(reader.language, &at.coin), it.limits, it.soft);
    }
    show(&web, reader, &at, &typed, Slips::default()).await
}

/// `POST /beheer/munten/{code}/grenzen`
pub(super) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Path(code): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let at = AtCoin::open(&web, reader, &code, Action::ManageAccounts).await?;
    let key: Uuid = typed.get("sleutel").parse().map_err(|_| Failure::INVALID)?;
    let kind = AccountKind::from_key(typed.get("groep")).filter(|it| KINDS.contains(it));
    let kind = kind.ok_or(Failure::INVALID)?;
    let (limits, soft) = match limits(&typed, &Coin::of(reader.language, &at.coin)) {
        Ok(both) => both,
        Err(wrong) => {
            let slips = Slips::wrong(reader.language, wrong, FIELDS);
            return show(&web, reader, &at, &typed, slips).await;
        }
    };
    let draft = LimitsDraft { limits, soft, reason: typed.get("reden").to_owned() };
    let of = (at.coin.id, kind, key);
    match accounts::set_group_limits(&reader.ctx, &web.site.domain, of, draft).await {
        Ok(it) => {
            let to = format!("{}?gedaan={}#inhoud", path(&code, GROUPS), it.id);
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let slips = Slips::of_account(reader.language, error, FIELDS)?;
            show(&web, reader, &at, &typed, slips).await
        }
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    at: &AtCoin,
    typed: &Typed,
    slips: Slips,
) -> Result<Response, Failure> {
    let mut page = Page::own(web, reader, "coin-groups", "coin-lead", &slips).await;
    page.here = path(&at.coin.code, GROUPS);
    let heads = at.heads(&page, reader.ctx.actor, ACCOUNTS);
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let decided = accounts::group_limits(ctx, domain, at.coin.id).await?;
    let by: BTreeSet<MemberId> = decided.iter().filter_map(|it| it.by).collect();
    let names = overview::deciders(ctx, domain, at.coin.id, &by).await?;
    let done = reader.value("gedaan").filter(|_| slips.is_empty());
    let done = done.and_then(|id| decided.iter().find(|it| it.id.to_string() == id));
    let done = done.map(|it| so_far(&page, it));
    let known = Known { of: &at.coin, key: ctx.ids.next(), decided: &decided, names: &names };
    let mut page = GroupsPage::new(page, heads, &known, (typed, slips));
    page.done = done;
    answer_privately(page.slips.status(), &page.page, &page)
}

impl GroupsPage {
    pub(crate) fn new(
        page: Page,
        (desk, coin): (DeskHead, CoinHead),
        known: &Known<'_>,
        (typed, slips): (&Typed, Slips),
    ) -> Self {
        let Known { of, key, .. } = *known;
        let kinds = KINDS.map(|it| (it.key(), group_key(it)));
        let chosen = typed.get("groep");
        let why = page.t("coin-field-reason");
        let reason = Field::line("reden", why, typed.get("reden"), REASON_MAX, &slips);
        Self {
            action: path(&of.code, GROUPS),
            list: path(&of.code, ACCOUNTS),
            key: key.to_string(),
            kinds: Choices::of(&page, ("groep", "coin-field-group"), &kinds, chosen, &slips),
            limits: limit_fields(&page, of.kind, (typed, &slips)),
            reason: reason.hinted(page.t("coin-field-reason-hint")),
            decided: known.decided.iter().map(|it| Decided::of(&page, it, known)).collect(),
            done: None,
            slips,
            coin,
            desk,
            page,
        }
    }
}

impl Decided {
    fn of(page: &Page, it: &Grouped, known: &Known<'_>) -> Self {
        let coin = Coin::of(page.language, known.of);
        let name = it.by.and_then(|id| known.names.get(&id).cloned());
        let name = name.unwrap_or_else(|| page.t("coin-somebody"));
        let day = clock::date(page.language, clock::today(it.at));
        let who = [("name", name.into()), ("day", day.into())];
        Self {
            group: page.t(group_key(it.kind)),
            limits: limit_words(page, &coin, it.limits),
            why: it.reason.clone(),
            who: page.with("coin-decided", &who),
            so_far: so_far(page, it),
        }
    }
}

/// At how many accounts it is done.
fn so_far(page: &Page, it: &Grouped) -> String {
    if it.done_at.is_some() {
        let values = [("changed", it.changed.into()), ("left", it.left_out.into())];
        return page.with("coin-done-groups", &values);
    }
    let number = |count| clock::number(page.language, count);
    let values =
        [("done", number(it.changed + it.left_out).into()), ("total", number(it.total).into())];
    page.with("coin-groups-going-on", &values)
}

/// What all accounts of a kind are called.
fn group_key(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Member => "coin-group-members",
        AccountKind::Household => "coin-group-households",
        AccountKind::Merchant => "coin-group-merchants",
        AccountKind::Organisation => "coin-group-organisations",
        AccountKind::Fund | AccountKind::Issuer => kind_key(kind),
    }
}
