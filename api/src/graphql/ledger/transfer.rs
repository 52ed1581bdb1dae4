//! A transfer, as one of the two sees it, and who the other is.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object};
use koop_domain::id::TransferId;
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::model::{Counterparty, Moved};

use super::super::limits;
use super::super::listings::{self, Listing};
use super::super::scalars::Instant;
use super::super::visit::Visit;
use super::errors::told;
use super::money::Money;
use super::terms::{AccountKind, TransferDirection, TransferKind, TransferState};

/// What went from one account to another. It never changes.
#[derive(Clone, Description)]
pub(crate) struct Transfer(Arc<Moved>, Shows);

/// Whether who looks sees what the account holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    Balance,
    Payment,
}

/// One of the two of a payment, as they are told of each other.
#[derive(Clone, Description)]
pub(crate) struct PaymentParty(pub(super) Counterparty);

/// A transfer that another names.
#[derive(async_graphql::SimpleObject)]
pub(crate) struct TransferRef {
    /// Its id.
    id: ID,
}

#[Object(use_type_description)]
impl Transfer {
    /// Its id, for ever.
    pub(crate) async fn id(&self) -> ID {
        self.0.transfer.id.to_string().into()
    }

    /// Its number in its currency: 1, 2, 3, without gaps.
    async fn number(&self) -> u64 {
        self.0.transfer.number
    }

    /// How it stands.
    async fn state(&self) -> TransferState {
        match self.0.reversed_by {
            Some(_) => TransferState::Reversed,
            None => TransferState::Posted,
        }
    }

    /// What it is.
    async fn kind(&self) -> TransferKind {
        self.0.transfer.kind.into()
    }

    /// How much.
    async fn amount(&self) -> Money {
        Money::of(self.0.transfer.amount.minor(), &self.0.other.unit)
    }

    /// Which way it goes, for the viewer.
    async fn direction(&self) -> TransferDirection {
        if self.0.is_out { TransferDirection::Out } else { TransferDirection::In }
    }

    /// The other.
    async fn counterparty(&self) -> PaymentParty {
        PaymentParty(self.0.other.clone())
    }

    /// Whether the viewer's side hides what it was for.
    async fn purpose_hidden(&self) -> bool {
        self.0.is_hidden
    }

    /// What it was for, in words; null where nobody wrote any, they are gone, or the viewer's side
    /// hides them.
    async fn purpose(&self) -> Option<&str> {
        self.0.purpose.as_deref()
    }

    /// For which kind of thing it was.
    async fn category(&self) -> Option<&str> {
        self.0.category.as_deref()
    }

    /// When.
    async fn posted_at(&self) -> Instant {
        self.0.transfer.posted_at.into()
    }

    /// What the viewer's account held or owed after it; null for who works at a till and does not
    /// hold the account.
    async fn balance_after(&self) -> Option<Money> {
        let balance = || Money::of(self.0.balance_after, &self.0.other.unit);
        (self.1 == Shows::Balance).then(balance)
    }

    /// Which one it takes back.
    async fn reverses(&self) -> Option<TransferRef> {
        self.0.transfer.reverses.map(TransferRef::from)
    }

    /// Which one took it back.
    async fn reversed_by(&self) -> Option<TransferRef> {
        self.0.reversed_by.map(TransferRef::from)
    }
}

#[Object(use_type_description)]
impl PaymentParty {
    /// What they are called: a place and an association by their names, a person by a first name
    /// and an initial. Null: the community's own account, or that of somebody who has gone.
    async fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// Whose kind of account it is.
    async fn kind(&self) -> AccountKind {
        self.0.kind.into()
    }

    /// The id of their account, by which they can be paid again.
    async fn account_id(&self) -> ID {
        self.0.account.to_string().into()
    }

    /// The id of their profile.
    async fn profile_id(&self) -> Option<ID> {
        self.0.profile.map(|it| it.to_string().into())
    }

    /// For which place of theirs.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn listing(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Listing>> {
        let Some(id) = self.0.listing else { return Ok(None) };
        listings::by_id(Visit::of(ctx), id).await
    }
}

impl From<TransferId> for TransferRef {
    fn from(id: TransferId) -> Self {
        Self { id: id.to_string().into() }
    }
}

impl From<Moved> for Transfer {
    fn from(moved: Moved) -> Self {
        Self(moved.into(), Shows::Balance)
    }
}

impl Transfer {
    /// What was taken at a till, without what the account holds.
    pub(super) fn at_till(moved: Moved) -> Self {
        Self(moved.into(), Shows::Payment)
    }
}

/// The transfer with an id; nothing to whom it is not between.
pub(crate) async fn by_id(
    visit: &Visit,
    id: TransferId,
) -> async_graphql::Result<Option<Transfer>> {
    let found = told(visit, payments::by_id(&visit.ctx, &visit.domain, id).await)?;
    Ok(found.map(Transfer::from))
}
