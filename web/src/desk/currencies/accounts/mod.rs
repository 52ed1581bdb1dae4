//! The accounts of a currency: looked for by name, those near a limit, those that stand still, and
//! those that nothing was paid from or to.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use koop_domain::id::AccountId;
use koop_domain::ledger::account::{AccountKind, AccountState};
use koop_domain::ledger::currencies::Currency;
use koop_domain::ledger::overview::{self, AccountFilter, AccountsQuery, Listed};
use koop_domain::policy::Action;

use super::{ACCOUNTS, AtCoin, CARDS, CoinHead, GROUPS, path};
use crate::Web;
use crate::account::Mine;
use crate::desk::DeskHead;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::texts::clock;
use crate::wallet::Coin;

/// How many stand on a page.
const SHOWN: u32 = 50;
/// The longest part of a name that is looked for.
const TEXT_MAX: usize = 80;

#[derive(Template)]
#[template(path = "desk/currencies/accounts/accounts.html")]
pub(crate) struct AccountsPage {
    pub page: Page,
    pub desk: DeskHead,
    pub coin: CoinHead,
    pub action: String,
    pub groups: String,
    /// Making a card for somebody, for who may.
    pub cards: String,
    pub text: String,
    /// What there is to choose from: key, words, whether it is chosen.
    pub filters: Vec<(&'static str, String, bool)>,
    pub rows: Vec<Row>,
    pub next: Option<String>,
}

/// An account of the list.
pub(crate) struct Row {
    pub id: String,
    pub href: String,
    pub name: String,
    pub kind: String,
    pub balance: String,
    pub is_owed: bool,
    pub state: Option<String>,
    pub near: bool,
    pub moved: String,
}

/// `GET /beheer/munten/{code}/rekeningen`
pub(super) async fn get(
    State(web): State<Web>,
    mine: Mine,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let at = AtCoin::open(&web, reader, &code, Action::SeeAccounts).await?;
    let query = AccountsQuery {
        text: reader.value("zoek").unwrap_or_default().chars().take(TEXT_MAX).collect(),
        only: reader.value("welke").and_then(AccountFilter::from_key),
        first: SHOWN + 1,
        after: reader.value("na").and_then(|it| AccountId::parse(it).ok()),
    };
    let all = overview::accounts(&reader.ctx, &web.site.domain, at.coin.id, &query).await?;
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "coin-way-accounts", "coin-lead", &slips).await;
    page.here = path(&code, ACCOUNTS);
    let heads = at.heads(&page, reader.ctx.actor, ACCOUNTS);
    let page = AccountsPage::new(page, heads, (&at.coin, &query), all);
    answer_privately(slips.status(), &page.page, &page)
}

impl AccountsPage {
    pub(crate) fn new(
        page: Page,
        (desk, coin): (DeskHead, CoinHead),
        (of, query): (&Currency, &AccountsQuery),
        mut all: Vec<Listed>,
    ) -> Self {
        let more = all.len() > SHOWN as usize;
        all.truncate(SHOWN as usize);
        let last = all.last().filter(|_| more).map(|it| it.held.account.id);
        let next = last.map(|last| {
            let mut pairs = vec![("zoek", query.text.clone())];
            pairs.extend(query.only.map(|it| ("welke", it.key().to_owned())));
            pairs.push(("na", last.to_string()));
            let pairs = serde_urlencoded::to_string(pairs).unwrap_or_default();
            format!("{}?{pairs}", path(&of.code, ACCOUNTS))
        });
        let filter = |it: &AccountFilter| {
            let key = match it {
                AccountFilter::NearLimit => "coin-filter-near",
                AccountFilter::Frozen => "coin-filter-frozen",
                AccountFilter::Unused => "coin-filter-unused",
            };
            (it.key(), page.t(key), query.only == Some(*it))
        };
        Self {
            action: path(&of.code, ACCOUNTS),
            groups: path(&of.code, GROUPS),
            cards: path(&of.code, CARDS),
            text: query.text.clone(),
            filters: AccountFilter::ALL.iter().map(filter).collect(),
            rows: all.iter().map(|it| row(&page, of, it)).collect(),
            next,
            coin,
            desk,
            page,
        }
    }
}

/// What kind an account is.
pub(super) fn kind_key(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Member => "coin-account-member",
        AccountKind::Household => "coin-account-household",
        AccountKind::Organisation => "coin-account-organisation",
        AccountKind::Merchant => "coin-account-merchant",
        AccountKind::Fund => "coin-account-fund",
        AccountKind::Issuer => "coin-account-issuer",
    }
}

/// Whose an account is.
pub(super) fn name(page: &Page, it: &Listed) -> String {
    match (&it.name, it.held.account.kind) {
        (Some(name), _) => name.clone(),
        (None, kind @ (AccountKind::Fund | AccountKind::Issuer)) => page.t(kind_key(kind)),
        (None, _) => page.t("coin-account-gone"),
    }
}

/// What can be done with an account, where it is not everything.
pub(super) fn state(page: &Page, state: AccountState) -> Option<String> {
    match state {
        AccountState::Open => None,
        AccountState::Frozen => Some(page.t("coin-account-frozen")),
        AccountState::Closed => Some(page.t("coin-account-closed")),
    }
}

fn row(page: &Page, of: &Currency, it: &Listed) -> Row {
    let (held, coin) = (&it.held, Coin::of(page.language, of));
    let balance = held.account.balance().minor();
    let moved = match held.moved_at {
        Some(at) => {
            let day = clock::date(page.language, clock::today(at));
            page.with("coin-moved", &[("day", day.into())])
        }
        None => page.t("coin-never-moved"),
    };
    Row {
        id: held.account.id.to_string(),
        href: format!("{}/{}", path(&of.code, ACCOUNTS), held.account.id),
        name: name(page, it),
        kind: page.t(kind_key(held.account.kind)),
        balance: coin.words(balance),
        is_owed: balance < 0,
        state: state(page, held.account.state),
        near: it.is_near(),
        moved,
    }
}
