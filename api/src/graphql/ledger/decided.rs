//! What was decided about an account, and why.

use async_graphql::SimpleObject;
use koop_domain::ledger::accounts::{Decided, LimitChange};
use koop_domain::ledger::currencies::Currency;
use koop_domain::ledger::payments::model::Purse;

use super::super::errors;
use super::super::scalars::Instant;
use super::super::visit::Visit;
use super::account::AccountLimits;
use super::terms::AccountState;

/// Something that was decided about an account: other limits, or that it stands still, goes on or is
/// closed.
#[derive(SimpleObject)]
pub(crate) struct AccountDecision {
    /// What could be done with it from then on.
    state: AccountState,
    /// Between what it stayed from then on.
    limits: AccountLimits,
    /// Why.
    reason: String,
    /// When.
    at: Instant,
    /// What who decided it is called. Only who runs the community is told; null as well where they
    /// have gone.
    decided_by: Option<String>,
}

impl AccountDecision {
    fn of(it: &LimitChange, of: &Decided, currency: &Currency) -> Self {
        Self {
            state: it.state.into(),
            limits: AccountLimits::of(it.limits, it.soft, currency),
            reason: it.reason.clone(),
            at: it.at.into(),
            decided_by: it.by.and_then(|who| of.names.get(&who).cloned()),
        }
    }
}

/// What was decided about an account, the latest first; those of several accounts are read together.
pub(super) async fn of_account(
    visit: &Visit,
    purse: &Purse,
    first: usize,
) -> async_graphql::Result<Vec<AccountDecision>> {
    let found = visit.books.decided.load_one(purse.held.account.id).await;
    let found = found.map_err(|error| errors::of_kind(visit, error.kind(), error.as_ref()))?;
    let of = found.unwrap_or_default();
    let decision = |it: &LimitChange| AccountDecision::of(it, &of, &purse.currency);
    Ok(of.changes.iter().take(first).map(decision).collect())
}
