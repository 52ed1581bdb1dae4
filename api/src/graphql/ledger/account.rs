//! An account as its holder sees it, and what was paid from it and to it.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, SimpleObject};
use koop_domain::ctx::Ctx;
use koop_domain::error::{Kind, Problem};
use koop_domain::id::AccountId;
use koop_domain::ledger::account::Limits;
use koop_domain::ledger::accounts;
use koop_domain::ledger::currencies::Currency as Known;
use koop_domain::ledger::passes;
use koop_domain::ledger::payments::model::{Moved, Purse};
use koop_domain::ledger::payments::{self, HistoryQuery, Searched};
use koop_domain::page::{Cursor, fingerprint};
use uuid::Uuid;

use super::super::connection::PageInfo;
use super::super::errors::{self, Wrong, wrong};
use super::super::limits;
use super::super::scalars::Instant;
use super::super::visit::Visit;
use super::currency::Currency;
use super::decided::{self, AccountDecision};
use super::errors::{payment_failed, told};
use super::holding::{Hold, PaymentRequest, spaced};
use super::issuing::{self, Redemption};
use super::money::Money;
use super::passes::Pass;
use super::terms::{AccountKind, AccountState};
use super::tills::{self, Till};
use super::transfer::{PaymentParty, Transfer};

/// An account in the books of a currency. Its holder sees it, and who runs the community.
#[derive(Clone, Description)]
pub(crate) struct Account(Arc<Purse>);

/// Between what a balance stays, and from where on it is said that it comes near. What is null has
/// no end.
#[derive(SimpleObject)]
pub(crate) struct AccountLimits {
    /// The least: how much may be owed.
    min: Option<Money>,
    /// The most.
    max: Option<Money>,
    /// Below this it is said that it comes near the least.
    soft_min: Option<Money>,
    /// Above this it is said that it comes near the most.
    soft_max: Option<Money>,
}

/// A page of transfers, the latest first.
#[derive(SimpleObject)]
pub(crate) struct TransferConnection {
    /// Where the page stands in the list.
    page_info: PageInfo,
    /// The transfers.
    edges: Vec<TransferEdge>,
}

/// A transfer in a list.
#[derive(SimpleObject)]
pub(crate) struct TransferEdge {
    /// Where the list goes on after it.
    cursor: String,
    /// The transfer.
    node: Transfer,
}

impl AccountLimits {
    /// Limits in minor units of a currency.
    pub(super) fn of(limits: Limits, soft: Limits, currency: &Known) -> Self {
        let money = |minor: Option<i64>| minor.map(|it| Money::in_currency(it, currency));
        Self {
            min: money(limits.min),
            max: money(limits.max),
            soft_min: money(soft.min),
            soft_max: money(soft.max),
        }
    }
}

#[Object(use_type_description)]
impl Account {
    /// Its id, for ever.
    pub(crate) async fn id(&self) -> ID {
        self.0.held.account.id.to_string().into()
    }

    /// In which currency it is.
    async fn currency(&self) -> Currency {
        Currency(Arc::new(self.0.currency.clone()))
    }

    /// Whose kind of account it is.
    async fn kind(&self) -> AccountKind {
        self.0.held.account.kind.into()
    }

    /// What can be done with it.
    async fn state(&self) -> AccountState {
        self.0.held.account.state.into()
    }

    /// What it holds, or, below zero, owes.
    async fn balance(&self) -> Money {
        self.money(self.0.held.account.balance().minor())
    }

    /// How much it may pay: the balance and what may be owed, less what is set apart. Null: without
    /// end.
    async fn available(&self) -> Option<Money> {
        self.0.held.account.available().map(|it| self.money(it))
    }

    /// What is set apart of it for others.
    async fn reserved(&self) -> Money {
        self.money(self.0.held.account.reserved)
    }

    /// What others set apart for it.
    async fn expected(&self) -> Money {
        self.money(self.0.held.account.expected)
    }

    /// Between what it stays.
    async fn limits(&self) -> AccountLimits {
        AccountLimits::of(self.0.held.account.limits, self.0.held.soft, &self.0.currency)
    }

    /// What was decided about it, and why, the latest first.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn decisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
    ) -> async_graphql::Result<Vec<AccountDecision>> {
        let first = limits::page_size(first) as usize;
        decided::of_account(Visit::of(ctx), &self.0, first).await
    }

    /// Whose it is.
    async fn holder(&self) -> PaymentParty {
        PaymentParty(self.0.holder.clone())
    }

    /// The code by which anybody pays it any amount, to be typed; it is made when it is first asked
    /// for. Only its holder is told.
    #[graphql(complexity = "limits::ROW")]
    async fn code(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        Ok(self.payable(ctx).await?.map(|code| spaced(&code)))
    }

    /// The link of that code, for a message or a QR code.
    #[graphql(complexity = "limits::ROW")]
    async fn url(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let base = &Visit::of(ctx).base_url;
        Ok(self.payable(ctx).await?.map(|code| format!("{base}/betaal/{code}")))
    }

    /// Since when it is there.
    async fn opened_at(&self) -> Instant {
        self.0.held.opened_at.into()
    }

    /// What was paid from it and to it, the latest first.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the query")]
    async fn transfers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
        #[graphql(desc = "The cursor of the edge after which to go on.")] after: Option<String>,
        #[graphql(
            desc = "Only those with these words in what the other is called, in what it was \
            for, or in its kind."
        )]
        text: Option<String>,
        #[graphql(desc = "Only those with these words in their kind.")] category: Option<String>,
        #[graphql(desc = "Only those from this instant on.")] since: Option<Instant>,
        #[graphql(desc = "Only those before this instant.")] until: Option<Instant>,
    ) -> async_graphql::Result<TransferConnection> {
        let (visit, is_later) = (Visit::of(ctx), after.is_some());
        let first = limits::page_size(first);
        let asked = Asked { first, after, text, category, since, until };
        let (query, print) =
            asked.read(self.0.held.account.id).map_err(|error| wrong(visit, &error))?;
        let of = self.0.held.account.id;
        let found = payments::search(&visit.ctx, &visit.domain, of, &query).await;
        let found = found.map_err(|error| payment_failed(visit, &error))?;
        Ok(TransferConnection::of(found, (query.first - 1, print), is_later))
    }

    /// What it asks for, and is asked for, and waits, the latest first. Only its holder is told.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn requests(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
    ) -> async_graphql::Result<Vec<PaymentRequest>> {
        let visit = Visit::of(ctx);
        let of = self.0.held.account.id;
        let found = told(visit, payments::requests(&visit.ctx, &visit.domain, of).await)?;
        let first = limits::page_size(first) as usize;
        Ok(found.unwrap_or_default().into_iter().take(first).map(Into::into).collect())
    }

    /// The cards with which it is paid from at a till, the newest first.
    #[graphql(complexity = "limits::page(Some(5), child_complexity)")]
    async fn passes(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Pass>> {
        let visit = Visit::of(ctx);
        let all = passes::of_account(&visit.ctx, &visit.domain, self.0.held.account.id).await;
        match all {
            Ok(all) => Ok(all.into_iter().map(|it| Pass::of(it, &self.0)).collect()),
            Err(error) if matches!(error.kind(), Kind::NotFound | Kind::Denied) => Ok(Vec::new()),
            Err(error) => Err(errors::of_kind(visit, error.kind(), &error)),
        }
    }

    /// The devices that are its tills or are offered now, the newest first. Only its holder is told.
    #[graphql(complexity = "limits::page(Some(20), child_complexity)")]
    async fn tills(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Till>> {
        tills::of_account(Visit::of(ctx), &self.0).await
    }

    /// What was handed in from it for euros, the latest first. Only its holder is told.
    #[graphql(complexity = "limits::page(Some(100), child_complexity)")]
    async fn redemptions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Redemption>> {
        issuing::of_account(Visit::of(ctx), self.0.held.account.id).await
    }

    /// What is set apart of it, and for it, what ends first before the others. Only its holder is
    /// told.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn holds(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
    ) -> async_graphql::Result<Vec<Hold>> {
        let visit = Visit::of(ctx);
        let of = self.0.held.account.id;
        let found = told(visit, payments::holds(&visit.ctx, &visit.domain, of).await)?;
        let first = limits::page_size(first) as usize;
        Ok(found.unwrap_or_default().into_iter().take(first).map(Into::into).collect())
    }
}

impl Account {
    /// The code by which it is paid, for its holder.
    async fn payable(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let visit = Visit::of(ctx);
        match accounts::code(&visit.ctx, &visit.domain, self.0.held.account.id).await {
            Ok(code) => Ok(Some(code)),
            Err(error) if matches!(error.kind(), Kind::NotFound | Kind::Denied) => Ok(None),
            Err(error) => Err(errors::of_kind(visit, error.kind(), &error)),
        }
    }

    fn money(&self, minor: i64) -> Money {
        Money::in_currency(minor, &self.0.currency)
    }
}

impl From<Purse> for Account {
    fn from(purse: Purse) -> Self {
        Self(purse.into())
    }
}

/// What of a history is asked.
struct Asked {
    first: u32,
    after: Option<String>,
    text: Option<String>,
    category: Option<String>,
    since: Option<Instant>,
    until: Option<Instant>,
}

impl Asked {
    /// The question, one more than the page so that it is known whether there are more, and the
    /// print by which its cursors are known.
    fn read(self, of: AccountId) -> Result<(HistoryQuery, u64), Wrong> {
        let since = self.since.map(|it| it.read("since")).transpose()?;
        let until = self.until.map(|it| it.read("until")).transpose()?;
        let words = (&self.text, &self.category);
        let print = fingerprint(&format!("transfers {of} {words:?} {since:?} {until:?}"));
        let bad = || Wrong::Field("after", Problem::BadCursor);
        let before = match self.after.as_deref().map(Cursor::decode) {
            None => None,
            Some(Ok(Cursor::Key { key, query, .. })) if query == print => Some(key),
            Some(_) => return Err(bad()),
        };
        let first = self.first + 1;
        let (words, category) = (self.text, self.category);
        let query = HistoryQuery { words, category, since, until, is_out: None, before, first };
        Ok((query, print))
    }
}

impl TransferConnection {
    fn of(searched: Searched, (first, print): (u32, u64), is_later: bool) -> Self {
        let Searched { mut found, goes_on } = searched;
        let more = found.len() > first as usize || goes_on.is_some();
        found.truncate(first as usize);
        // Where words are looked for among very many, it goes on after what was looked through.
        let end = |key| Cursor::Key { group: 0, key, id: Uuid::nil(), query: print }.encode();
        let end = goes_on.map(end);
        let edge = |it: Moved| {
            let (id, key) = (it.transfer.id.0, it.transfer.number);
            let cursor = Cursor::Key { group: 0, key, id, query: print }.encode();
            TransferEdge { cursor, node: it.into() }
        };
        let edges: Vec<TransferEdge> = found.into_iter().map(edge).collect();
        Self {
            page_info: PageInfo {
                has_next_page: more,
                has_previous_page: is_later,
                start_cursor: edges.first().map(|edge| edge.cursor.clone()),
                end_cursor: end.or_else(|| edges.last().map(|edge| edge.cursor.clone())),
            },
            edges,
        }
    }
}

/// The account with an id; nothing to whom it is not for to know.
pub(crate) async fn by_id(visit: &Visit, id: AccountId) -> async_graphql::Result<Option<Account>> {
    let found = told(visit, payments::purse(&visit.ctx, &visit.domain, id).await)?;
    Ok(found.map(Account::from))
}

/// Somebody's accounts, or those of whom they act for.
pub(crate) async fn mine(visit: &Visit, ctx: &Ctx) -> async_graphql::Result<Vec<Account>> {
    let mine = payments::purses(ctx, &visit.domain).await;
    let mine = mine.map_err(|error| payment_failed(visit, &error))?;
    Ok(mine.into_iter().map(Account::from).collect())
}
