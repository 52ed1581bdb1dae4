//! What is set apart, and what is asked: as one of the two sees it.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object};
use koop_domain::id::{HoldId, PaymentRequestId};
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::model::{Asked, SetApart};

use super::super::scalars::Instant;
use super::super::visit::Visit;
use super::errors::told;
use super::money::Money;
use super::terms::{HoldState, PaymentRequestState};
use super::transfer::{PaymentParty, TransferRef};

/// What is set apart of an account for another. The two see it.
#[derive(Clone, Description)]
pub(crate) struct Hold(Arc<SetApart>);

/// Somebody asks to be paid. The two see it; where nobody is named, whoever has the code.
#[derive(Clone, Description)]
pub(crate) struct PaymentRequest(Arc<Asked>);

#[Object(use_type_description)]
impl Hold {
    /// Its id, for ever.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// What has become of it.
    async fn state(&self) -> HoldState {
        self.0.state.into()
    }

    /// How much was set apart.
    async fn amount(&self) -> Money {
        Money::of(self.0.amount, &self.0.to.unit)
    }

    /// How much of it was paid.
    async fn captured(&self) -> Money {
        Money::of(self.0.captured, &self.0.to.unit)
    }

    /// Whose it is.
    async fn from(&self) -> PaymentParty {
        PaymentParty(self.0.from.clone())
    }

    /// For whom.
    async fn to(&self) -> PaymentParty {
        PaymentParty(self.0.to.clone())
    }

    /// Whether the two disagree: it is neither paid nor let go meanwhile.
    async fn is_disputed(&self) -> bool {
        self.0.disputed
    }

    /// The agreement that it is of, whose two pay it out or let it go.
    async fn agreement_id(&self) -> Option<ID> {
        self.0.agreement.map(|it| it.to_string().into())
    }

    /// When what is left of it is let go.
    async fn expires_at(&self) -> Instant {
        self.0.expires_at.into()
    }
}

#[Object(use_type_description)]
impl PaymentRequest {
    /// Its id, for ever.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// What has become of it.
    async fn state(&self) -> PaymentRequestState {
        self.0.state.into()
    }

    /// How much is asked.
    async fn amount(&self) -> Money {
        Money::of(self.0.amount, &self.0.to.unit)
    }

    /// What for, in words.
    async fn purpose(&self) -> Option<&str> {
        self.0.purpose.as_deref()
    }

    /// Whether something is written there that the viewer, who is asked, hides.
    async fn purpose_hidden(&self) -> bool {
        self.0.is_hidden
    }

    /// Who is asked, or has paid; null: whoever has the link.
    async fn from(&self) -> Option<PaymentParty> {
        self.0.from.clone().map(PaymentParty)
    }

    /// Who asks.
    async fn to(&self) -> PaymentParty {
        PaymentParty(self.0.to.clone())
    }

    /// Until when it can be paid.
    async fn expires_at(&self) -> Instant {
        self.0.expires_at.into()
    }

    /// Since when it is asked.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// The code in its link, to be typed.
    async fn code(&self) -> String {
        spaced(&self.0.code)
    }

    /// The link, for a message or a QR code.
    async fn url(&self, ctx: &Context<'_>) -> String {
        format!("{}/betaal/{}", Visit::of(ctx).base_url, self.0.code)
    }

    /// By which transfer it was paid.
    async fn transfer(&self) -> Option<TransferRef> {
        self.0.transfer.map(TransferRef::from)
    }
}

/// A code in two halves, as people read it: `K7PM-2QXW`.
pub(super) fn spaced(code: &str) -> String {
    match code.split_at_checked(code.len() / 2) {
        Some((one, other)) => format!("{one}-{other}"),
        None => code.to_owned(),
    }
}

impl From<SetApart> for Hold {
    fn from(it: SetApart) -> Self {
        Self(it.into())
    }
}

impl From<Asked> for PaymentRequest {
    fn from(it: Asked) -> Self {
        Self(it.into())
    }
}

/// The hold with an id; nothing to whom it is not between.
pub(crate) async fn by_id(visit: &Visit, id: HoldId) -> async_graphql::Result<Option<Hold>> {
    let found = told(visit, payments::set_apart(&visit.ctx, &visit.domain, id).await)?;
    Ok(found.map(Into::into))
}

/// The request with an id; nothing to whom it is not between.
pub(crate) async fn asked_by_id(
    visit: &Visit,
    id: PaymentRequestId,
) -> async_graphql::Result<Option<PaymentRequest>> {
    let found = told(visit, payments::asked(&visit.ctx, &visit.domain, id).await)?;
    Ok(found.map(Into::into))
}

/// The request with a code.
pub(super) async fn by_code(
    visit: &Visit,
    code: &str,
) -> async_graphql::Result<Option<PaymentRequest>> {
    let found = told(visit, payments::asked_by_code(&visit.ctx, &visit.domain, code).await)?;
    Ok(found.map(Into::into))
}
