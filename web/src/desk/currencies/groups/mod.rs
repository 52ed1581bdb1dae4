//! Limits for all accounts of a kind at once: every merchant, every household.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::communities::model::REASON_MAX;
use koop_domain::ledger::account::AccountKind;
use koop_domain::ledger::accounts::{self, LimitsDraft};
use koop_domain::ledger::currencies::{self, Currency};
use koop_domain::policy::Action;
use uuid::Uuid;

use super::accounts::kind_key;
use super::ruling::{FIELDS, limit_fields, limits, type_limits};
use super::{ACCOUNTS, AtCoin, CoinHead, GROUPS, path};
use crate::Web;
use crate::account::Mine;
use crate::desk::DeskHead;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::keeping::{Choices, Typed};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
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
            let (changed, left) = (it.changed, it.left_out);
            let to = format!("{}?gedaan={changed}&over={left}#inhoud", path(&code, GROUPS));
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
    let key = reader.ctx.ids.next();
    let mut page = GroupsPage::new(page, heads, (&at.coin, key), (typed, slips));
    let count = |name: &str| reader.value(name).and_then(|it| it.parse::<u64>().ok());
    page.done = count("gedaan").map(|changed| {
        let left = count("over").unwrap_or_default();
        page.page.with("coin-done-groups", &[("changed", changed.into()), ("left", left.into())])
    });
    answer_privately(page.slips.status(), &page.page, &page)
}

impl GroupsPage {
    pub(crate) fn new(
        page: Page,
        (desk, coin): (DeskHead, CoinHead),
        (of, key): (&Currency, Uuid),
        (typed, slips): (&Typed, Slips),
    ) -> Self {
        let kinds = KINDS.map(|it| (it.key(), group_key(it)));
        let chosen = typed.get("groep");
        let why = page.t("coin-field-reason");
        let reason = Field::line("reden", why, typed.get("reden"), REASON_MAX, &slips);
        Self {
            action: path(&of.code, GROUPS),
            list: path(&of.code, ACCOUNTS),
            key: key.to_string(),
            kinds: Choices::of(&page, ("groep", "coin-field-group"), &kinds, chosen, &slips),
            limits: limit_fields(&page, typed, &slips),
            reason: reason.hinted(page.t("coin-field-reason-hint")),
            done: None,
            slips,
            coin,
            desk,
            page,
        }
    }
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
