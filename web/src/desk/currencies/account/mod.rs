//! An account of a currency as organisers see it: how it stands, between what it stays, what was
//! decided about it and why, and what was paid. What a payment was for is between the two.

mod told;

use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::id::{AccountId, MemberId, TransferId};
use koop_domain::ledger::account::{AccountKind, AccountState};
use koop_domain::ledger::accounts::{self, LimitChange, LimitsDraft};
use koop_domain::ledger::currencies::Currency;
use koop_domain::ledger::overview::{self, Listed};
use koop_domain::ledger::payments::model::Moved;
use koop_domain::ledger::payments::{self, HistoryQuery};
use koop_domain::policy::Action;
use uuid::Uuid;

pub(crate) use self::told::{Change, Movement};
use super::accounts::{kind_key, name, state};
use super::ruling::{FIELDS, limit_fields, limit_words, limits, type_limits};
use super::{ACCOUNTS, AtCoin, CoinHead, path};
use crate::Web;
use crate::account::Mine;
use crate::desk::DeskHead;
use crate::error::Failure;
use crate::form::{Field, Named, Slips};
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::wallet::{Coin, passes_path};

/// How much of what was paid is shown.
const SHOWN: u32 = 20;
/// The fields of what is decided about it, and of taking a payment back.
const STILL: &[Named] = &[("reason", "waarom", "coin-field-reason")];
const BACK: &[(&str, &str)] = &[("reason", "waarom_terug")];

#[derive(Template)]
#[template(path = "desk/currencies/account/account.html")]
pub(crate) struct AccountPage {
    pub page: Page,
    pub desk: DeskHead,
    pub coin: CoinHead,
    pub slips: Slips,
    pub done: Option<String>,
    pub list: String,
    pub action: String,
    /// The id of what is sent, so that sent twice it is done once.
    pub key: String,
    /// The cards of the account, where it is somebody's.
    pub cards: Option<String>,
    pub name: String,
    pub kind: String,
    pub state: Option<String>,
    pub balance: String,
    pub is_owed: bool,
    pub near: bool,
    /// How it stands, in words.
    pub facts: Vec<(String, String)>,
    /// What can be decided; none for what nothing is decided about here.
    pub limits: Vec<Field>,
    pub limits_reason: Field,
    /// Whether it stands still; none where it can not.
    pub is_frozen: Option<bool>,
    pub still_reason: Field,
    pub changes: Vec<Change>,
    pub movements: Vec<Movement>,
    /// What was paid last, and what was paid before it.
    pub newest: Option<String>,
    pub older: Option<String>,
    /// Whether any of it can be taken back.
    pub can_reverse: bool,
    pub back_reason: Field,
}

/// What is known of an account.
pub(crate) struct Known<'a> {
    pub of: &'a Currency,
    pub listed: Listed,
    pub changes: Vec<LimitChange>,
    pub names: HashMap<MemberId, String>,
    /// What was paid, one more than is shown.
    pub moved: Vec<Moved>,
    /// Before which number, where that is not the newest.
    pub before: Option<u64>,
    pub key: Uuid,
}

/// `GET /beheer/munten/{code}/rekeningen/{id}`
pub(super) async fn get(
    State(web): State<Web>,
    mine: Mine,
    Path((code, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let at = AtCoin::open(&web, &mine.reader, &code, Action::SeeAccounts).await?;
    let id = AccountId::parse(&id).map_err(|_| Failure::NOT_FOUND)?;
    show(&web, &mine.reader, (&at, id), None, Slips::default()).await
}

/// `POST /beheer/munten/{code}/rekeningen/{id}`: decides something about it.
pub(super) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Path((code, id)): Path<(String, String)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let at = AtCoin::open(&web, reader, &code, Action::ManageAccounts).await?;
    let id = AccountId::parse(&id).map_err(|_| Failure::NOT_FOUND)?;
    match act(&web, reader, (&at, id), &typed).await? {
        Ok(done) => {
            let to = format!("{}/{id}?gedaan={done}#inhoud", path(&code, ACCOUNTS));
            Ok(Redirect::to(&to).into_response())
        }
        Err(slips) => show(&web, reader, (&at, id), Some(typed), slips).await,
    }
}

async fn act(
    web: &Web,
    reader: &Reader,
    (at, id): (&AtCoin, AccountId),
    typed: &Typed,
) -> Result<Result<&'static str, Slips>, Failure> {
    let (ctx, domain, language) = (&reader.ctx, &web.site.domain, reader.language);
    let key = typed.get("sleutel").parse().map_err(|_| Failure::INVALID)?;
    let still = typed.get("waarom");
    let (result, done) = match typed.get("daad") {
        "grenzen" => {
            let (limits, soft) = match limits(typed, &Coin::of(language, &at.coin)) {
                Ok(both) => both,
                Err(wrong) => return Ok(Err(Slips::wrong(language, wrong, FIELDS))),
            };
            let draft = LimitsDraft { limits, soft, reason: typed.get("reden").to_owned() };
            let set = accounts::set_limits(ctx, domain, (id, key), draft).await;
            return Ok(match set {
                Ok(_) => Ok("grenzen"),
                Err(error) => Err(Slips::of_account(language, error, FIELDS)?),
            });
        }
        "stil" => (accounts::freeze(ctx, domain, (id, key), still).await, "stil"),
        "verder" => (accounts::thaw(ctx, domain, (id, key), still).await, "verder"),
        "terug" => {
            let transfer = TransferId::parse(typed.get("betaling"));
            let transfer = transfer.map_err(|_| Failure::NOT_FOUND)?;
            let why = typed.get("waarom_terug");
            let back = payments::reverse_for(ctx, domain, (key, transfer), why).await;
            return Ok(match back {
                Ok(_) => Ok("terug"),
                Err(error) => Err(Slips::of_payment(language, error, BACK)?),
            });
        }
        _ => return Err(Failure::INVALID),
    };
    Ok(match result {
        Ok(_) => Ok(done),
        Err(error) => Err(Slips::of_account(language, error, STILL)?),
    })
}

async fn show(
    web: &Web,
    reader: &Reader,
    (at, id): (&AtCoin, AccountId),
    typed: Option<Typed>,
    slips: Slips,
) -> Result<Response, Failure> {
    let (ctx, domain, of) = (&reader.ctx, &web.site.domain, at.coin.id);
    let found = overview::named(ctx, domain, of, &[id].into()).await?.pop();
    let listed = found.ok_or(Failure::NOT_FOUND)?;
    let changes = accounts::limit_history(ctx, domain, id).await?;
    let who: BTreeSet<MemberId> = changes.iter().filter_map(|it| it.by).collect();
    // A page that is none is the newest.
    let before = reader.value("voor").and_then(|it| it.parse().ok());
    let query = HistoryQuery { first: SHOWN + 1, before, ..HistoryQuery::default() };
    let known = Known {
        of: &at.coin,
        listed,
        names: overview::deciders(ctx, domain, of, &who).await?,
        moved: payments::history(ctx, domain, id, &query).await?,
        before,
        changes,
        key: ctx.ids.next(),
    };
    let mut page = Page::own(web, reader, "coin-way-accounts", "coin-lead", &slips).await;
    page.here = format!("{}/{id}", path(&at.coin.code, ACCOUNTS));
    let heads = at.heads(&page, ctx.actor, ACCOUNTS);
    let mut page = AccountPage::new(page, heads, known, (typed, slips));
    page.done = reader.value("gedaan").and_then(|what| match what {
        "grenzen" => Some(page.page.t("coin-done-limits")),
        "stil" => Some(page.page.t("coin-done-frozen")),
        "verder" => Some(page.page.t("coin-done-thawed")),
        "terug" => Some(page.page.t("coin-done-reversed")),
        _ => None,
    });
    answer_privately(page.slips.status(), &page.page, &page)
}

impl AccountPage {
    pub(crate) fn new(
        page: Page,
        (desk, coin): (DeskHead, CoinHead),
        known: Known<'_>,
        (typed, slips): (Option<Typed>, Slips),
    ) -> Self {
        let Known { of, listed, changes, names, mut moved, before, key } = known;
        let is_more = moved.len() > SHOWN as usize;
        moved.truncate(SHOWN as usize);
        let written = Coin::of(page.language, of);
        let account = &listed.held.account;
        let typed = typed.unwrap_or_else(|| {
            let mut typed = Typed::default();
            type_limits(&mut typed, &written, account.limits, listed.held.soft);
            typed
        });
        let is_house = matches!(account.kind, AccountKind::Fund | AccountKind::Issuer);
        let is_closed = account.state == AccountState::Closed;
        let why = |id| Field::line(id, page.t("coin-field-reason"), typed.get(id), 500, &slips);
        let fields = match is_house || is_closed {
            true => Vec::new(),
            false => limit_fields(&page, of.kind, (&typed, &slips)),
        };
        let earlier = changes.iter().skip(1).map(Some).chain([None]);
        let decided = changes.iter().zip(earlier);
        let decided = decided.map(|it| Change::new(&page, &written, it, &names)).collect();
        let balance = account.balance().minor();
        let here = format!("{}/{}", path(&of.code, ACCOUNTS), account.id);
        let last = moved.last().filter(|_| is_more).map(|it| it.transfer.number);
        let told = moved.iter().map(|it| Movement::new(&page, &written, it));
        let movements: Vec<Movement> = told.collect();
        Self {
            list: path(&of.code, ACCOUNTS),
            newest: before.map(|_| format!("{here}#betalingen")),
            older: last.map(|number| format!("{here}?voor={number}#betalingen")),
            action: match before {
                Some(before) => format!("{here}?voor={before}"),
                None => here,
            },
            key: key.to_string(),
            cards: listed.held.holder.filter(|_| !is_closed).map(|_| passes_path(account.id)),
            name: name(&page, &listed),
            kind: page.t(kind_key(account.kind)),
            state: state(&page, account.state),
            balance: written.words(balance),
            is_owed: balance < 0,
            near: listed.is_near(),
            facts: facts(&page, &written, &listed),
            limits: fields,
            limits_reason: why("reden"),
            is_frozen: (!is_house && !is_closed).then_some(account.state == AccountState::Frozen),
            still_reason: why("waarom"),
            changes: decided,
            can_reverse: movements.iter().any(|it| it.can_go_back),
            movements,
            back_reason: why("waarom_terug"),
            done: None,
            slips,
            coin,
            desk,
            page,
        }
    }
}

/// How an account stands.
fn facts(page: &Page, coin: &Coin, it: &Listed) -> Vec<(String, String)> {
    let account = &it.held.account;
    let mut facts = Vec::new();
    if account.kind != AccountKind::Issuer {
        let available = account.available().map(|it| coin.words(it));
        facts.extend(available.map(|it| (page.t("coin-fact-available"), it)));
        facts.push((page.t("coin-fact-limits"), limit_words(page, coin, account.limits)));
    }
    if account.reserved > 0 {
        facts.push((page.t("coin-fact-reserved"), coin.words(account.reserved)));
    }
    facts.push((page.t("coin-fact-received"), coin.words(account.received)));
    facts.push((page.t("coin-fact-paid"), coin.words(account.paid)));
    facts
}
