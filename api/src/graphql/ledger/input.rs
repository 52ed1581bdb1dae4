//! What is sent to pay, and how it is read.

use async_graphql::{ID, InputObject, OneofObject};
use chrono::{DateTime, Utc};
use koop_domain::error::Problem;
use koop_domain::id::{AccountId, HoldId, ListingId, MemberId, PaymentRequestId};
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{HoldDraft, Payee, PaymentDraft, RequestDraft};

use super::super::errors::Wrong;
use super::super::scalars::Instant;
use super::money::{ClientId, Decimal};

/// Who is paid, or asked to pay: one of these, never a mail address.
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum PayeeInput {
    /// An account, such as acc_01J….
    Account(ID),
    /// A place, such as lst_01J…, for whom it is kept.
    Listing(ID),
    /// A member in person, such as mem_01J….
    Member(ID),
    /// A short name, such as mia.
    Handle(String),
    /// Whoever asked by this code, such as K7PM-2QXW.
    Code(String),
}

/// The account to open.
#[derive(InputObject)]
pub(crate) struct OpenAccountInput {
    /// The code of the currency.
    pub(super) currency: String,
    /// For this place of the viewer's.
    pub(super) listing: Option<ID>,
}

/// What to pay.
#[derive(InputObject)]
pub(crate) struct PayInput {
    /// An id that the client makes.
    id: ClientId,
    /// From which account of the viewer's.
    from: ID,
    /// To whom.
    to: PayeeInput,
    /// How much.
    amount: Decimal,
    /// What for, in words; at most 140 characters.
    purpose: Option<String>,
    /// For which kind of thing.
    category: Option<String>,
}

/// What to ask.
#[derive(InputObject)]
pub(crate) struct RequestPaymentInput {
    /// An id that the client makes.
    id: ClientId,
    /// Who is asked; nobody: whoever has the link.
    from: Option<PayeeInput>,
    /// To which account of the viewer's.
    to: ID,
    /// How much.
    amount: Decimal,
    /// What for, in words; at most 140 characters.
    purpose: Option<String>,
    /// Until when it can be paid; thirty days if nothing is said.
    expires_at: Option<Instant>,
}

/// Which request to pay.
#[derive(InputObject)]
pub(crate) struct AcceptPaymentInput {
    /// An id that the client makes.
    id: ClientId,
    /// Which request.
    request_id: ID,
    /// From which account of the viewer's, where nobody was asked by name; that in its currency if
    /// nothing is said, which is opened where there is none.
    from: Option<ID>,
}

/// Which request to decline, or to take back.
#[derive(InputObject)]
pub(crate) struct DeclinePaymentInput {
    /// An id that the client makes.
    id: ClientId,
    /// Which request.
    request_id: ID,
}

/// What to set apart.
#[derive(InputObject)]
pub(crate) struct HoldInput {
    /// An id that the client makes.
    id: ClientId,
    /// From which account of the viewer's.
    from: ID,
    /// For whom.
    to: PayeeInput,
    /// How much.
    amount: Decimal,
    /// Until when.
    expires_at: Instant,
}

/// What to pay out of what was set apart.
#[derive(InputObject)]
pub(crate) struct CaptureInput {
    /// An id that the client makes.
    id: ClientId,
    /// Out of which hold.
    hold_id: ID,
    /// How much.
    amount: Decimal,
}

/// What to let go.
#[derive(InputObject)]
pub(crate) struct ReleaseInput {
    /// An id that the client makes.
    id: ClientId,
    /// Which hold.
    hold_id: ID,
}

/// What to give back.
#[derive(InputObject)]
pub(crate) struct ReverseInput {
    /// An id that the client makes.
    pub(super) id: ClientId,
    /// Which transfer to an account of the viewer's.
    pub(super) transfer_id: ID,
    /// Why, in words; at most 140 characters.
    pub(super) reason: String,
}

impl PayeeInput {
    /// Who is meant. An id that cannot be read is nobody's.
    pub(super) fn read(self, field: &'static str) -> Result<Payee, PaymentError> {
        let nobody = |_| PaymentError::Invalid { field, problem: Problem::Unknown };
        Ok(match self {
            Self::Account(id) => Payee::Account(AccountId::parse(&id).map_err(nobody)?),
            Self::Listing(id) => Payee::Listing(ListingId::parse(&id).map_err(nobody)?),
            Self::Member(id) => Payee::Member(MemberId::parse(&id).map_err(nobody)?),
            Self::Handle(handle) => Payee::Handle(handle),
            Self::Code(code) => Payee::Code(code),
        })
    }
}

impl PayInput {
    /// The draft.
    pub(super) fn read(self) -> Result<PaymentDraft, PaymentError> {
        Ok(PaymentDraft {
            key: self.id.read()?,
            from: account(&self.from)?,
            to: self.to.read("to")?,
            amount: self.amount.0,
            purpose: self.purpose,
            category: self.category,
        })
    }
}

impl RequestPaymentInput {
    /// The draft.
    pub(super) fn read(self) -> Result<RequestDraft, PaymentError> {
        Ok(RequestDraft {
            key: self.id.read()?,
            from: self.from.map(|it| it.read("from")).transpose()?,
            to: account(&self.to)?,
            amount: self.amount.0,
            purpose: self.purpose,
            expires_at: self.expires_at.map(|it| instant(&it)).transpose()?,
        })
    }
}

impl AcceptPaymentInput {
    /// The key, the request and the account.
    pub(super) fn read(
        &self,
    ) -> Result<(uuid::Uuid, (PaymentRequestId, Option<AccountId>)), PaymentError> {
        let from = self.from.as_ref().map(account).transpose()?;
        Ok((self.id.read()?, (request(&self.request_id)?, from)))
    }
}

impl DeclinePaymentInput {
    /// The key and the request.
    pub(super) fn read(&self) -> Result<(uuid::Uuid, PaymentRequestId), PaymentError> {
        Ok((self.id.read()?, request(&self.request_id)?))
    }
}

impl HoldInput {
    /// The draft.
    pub(super) fn read(self) -> Result<HoldDraft, PaymentError> {
        Ok(HoldDraft {
            key: self.id.read()?,
            from: account(&self.from)?,
            to: self.to.read("to")?,
            amount: self.amount.0,
            expires_at: instant(&self.expires_at)?,
        })
    }
}

impl CaptureInput {
    /// The key and the hold, and how much.
    pub(super) fn read(&self) -> Result<((uuid::Uuid, HoldId), &str), PaymentError> {
        Ok(((self.id.read()?, hold(&self.hold_id)?), &self.amount.0))
    }
}

impl ReleaseInput {
    /// The key and the hold.
    pub(super) fn read(&self) -> Result<(uuid::Uuid, HoldId), PaymentError> {
        Ok((self.id.read()?, hold(&self.hold_id)?))
    }
}

/// An id that cannot be read is that of nothing.
fn account(id: &ID) -> Result<AccountId, PaymentError> {
    AccountId::parse(id).map_err(|_| PaymentError::NotFound)
}

fn request(id: &ID) -> Result<PaymentRequestId, PaymentError> {
    PaymentRequestId::parse(id).map_err(|_| PaymentError::NotFound)
}

fn hold(id: &ID) -> Result<HoldId, PaymentError> {
    HoldId::parse(id).map_err(|_| PaymentError::NotFound)
}

fn instant(at: &Instant) -> Result<DateTime<Utc>, PaymentError> {
    at.read("expiresAt").map_err(|wrong| match wrong {
        Wrong::Field(field, problem) => PaymentError::Invalid { field, problem },
        Wrong::Choice(field, _) => PaymentError::Invalid { field, problem: Problem::Unreadable },
    })
}
