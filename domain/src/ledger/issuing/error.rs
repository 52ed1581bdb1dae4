//! What can go wrong with issuing.

use crate::db::DbError;
use crate::error::{Kind, Problem};
use crate::ledger::accounts::error::AccountError;
use crate::ledger::currencies::error::CurrencyError;
use crate::ledger::payments::error::PaymentError;
use crate::ledger::rejected::Rejected;
use crate::policy::Denied;

/// What can go wrong with issuing, budgets and redemptions.
#[derive(Debug, thiserror::Error)]
pub enum IssuingError {
    /// There is no such thing, or it is not for the actor to know.
    #[error("there is no such thing")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// Nobody decides about their own account, or hands out to themselves.
    #[error("nobody decides about themselves")]
    OwnCase,
    /// Whoever proposed it does not confirm it.
    #[error("a second person confirms")]
    SamePerson,
    /// It was decided before, or its time is over.
    #[error("it was decided before, or is over")]
    Ended,
    /// The currency has no issuer.
    #[error("the currency is not issued")]
    NotIssued,
    /// The community does not say what the currency is worth in euros.
    #[error("the currency has no worth in euros")]
    NoEuros,
    /// More than the month has left.
    #[error("the month has {left} left")]
    BudgetSpent {
        /// What is left of it, in minor units.
        left: i64,
    },
    /// A field breaks a rule.
    #[error("{field}: {problem}")]
    Invalid {
        /// The field, as GraphQL and the forms name it.
        field: &'static str,
        /// The rule.
        problem: Problem,
    },
    /// The books refuse.
    #[error("the books refuse: {}", .0.key())]
    Rejected(Rejected),
    /// As many wait as may.
    #[error("there are as many as may be")]
    TooMany,
    /// Who is paid could not be found, or the books not be written.
    #[error(transparent)]
    Payment(PaymentError),
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl IssuingError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_) | Self::SignedOut | Self::OwnCase | Self::SamePerson => Kind::Denied,
            Self::Invalid { .. } => Kind::Invalid,
            Self::Ended
            | Self::NotIssued
            | Self::NoEuros
            | Self::BudgetSpent { .. }
            | Self::Rejected(_) => Kind::Rejected,
            Self::TooMany => Kind::TooMany,
            Self::Payment(error) => error.kind(),
            Self::Db(error) => error.kind(),
        }
    }
}

pub(super) fn invalid(field: &'static str, problem: Problem) -> IssuingError {
    IssuingError::Invalid { field, problem }
}

impl From<Rejected> for IssuingError {
    fn from(why: Rejected) -> Self {
        Self::Rejected(why)
    }
}

impl From<sea_orm::DbErr> for IssuingError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Db(error.into())
    }
}

impl From<AccountError> for IssuingError {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::NotFound => Self::NotFound,
            AccountError::Denied(denied) => Self::Denied(denied),
            AccountError::SignedOut => Self::SignedOut,
            AccountError::OwnCase => Self::OwnCase,
            AccountError::Invalid { field, problem } => Self::Invalid { field, problem },
            AccountError::Rejected(why) => Self::Rejected(why),
            AccountError::Db(error) => Self::Db(error),
        }
    }
}

impl From<CurrencyError> for IssuingError {
    fn from(error: CurrencyError) -> Self {
        match error {
            CurrencyError::Denied(denied) => Self::Denied(denied),
            CurrencyError::SignedOut => Self::SignedOut,
            CurrencyError::Invalid { field, problem } => Self::Invalid { field, problem },
            CurrencyError::Db(error) => Self::Db(error),
            _ => Self::NotFound,
        }
    }
}

impl From<PaymentError> for IssuingError {
    fn from(error: PaymentError) -> Self {
        match error {
            PaymentError::NotFound => Self::NotFound,
            PaymentError::Denied(denied) => Self::Denied(denied),
            PaymentError::SignedOut => Self::SignedOut,
            PaymentError::Invalid { field, problem } => Self::Invalid { field, problem },
            PaymentError::Rejected(why) => Self::Rejected(why),
            PaymentError::Db(error) => Self::Db(error),
            error => Self::Payment(error),
        }
    }
}
