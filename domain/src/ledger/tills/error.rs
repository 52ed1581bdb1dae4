//! What can go wrong with a till.

use crate::db::DbError;
use crate::error::{Kind, Problem};
use crate::ledger::accounts::error::AccountError;
use crate::ledger::payments::error::PaymentError;
use crate::ledger::rejected::Rejected;
use crate::members::attempts::Refused;
use crate::policy::Denied;

/// What can go wrong with a till.
#[derive(Debug, thiserror::Error)]
pub enum TillError {
    /// There is no such till, payment or account, or it is not for the actor to know.
    #[error("there is no such till")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// A field breaks a rule.
    #[error("{field}: {problem}")]
    Invalid {
        /// The field, as GraphQL and the forms name it.
        field: &'static str,
        /// The rule.
        problem: Problem,
    },
    /// The account has as many devices as it may.
    #[error("an account has no more tills")]
    TooManyTills,
    /// It was offered already under the same id, and what pairs it is told once.
    #[error("the till was offered already")]
    AlreadyOffered,
    /// What pairs the device was used, or its time is over.
    #[error("a device cannot be paired by this any more")]
    Over,
    /// The device gives back no more than this today.
    #[error("the till gives back no more than {left} today")]
    RefundLimit {
        /// How much it still gives back, in minor units.
        left: i64,
    },
    /// The books refuse.
    #[error("the books refuse: {}", .0.key())]
    Rejected(Rejected),
    /// It was done too often.
    #[error("done too often, wait {wait_s} s")]
    TooMany {
        /// After how many seconds it may be done again, at most.
        wait_s: u64,
    },
    /// What was paid cannot be told.
    #[error("what was paid cannot be told")]
    Payment(#[source] Box<PaymentError>),
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl TillError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_) | Self::SignedOut => Kind::Denied,
            Self::Invalid { .. } | Self::TooManyTills | Self::RefundLimit { .. } => Kind::Invalid,
            Self::Over | Self::AlreadyOffered => Kind::Invalid,
            Self::Rejected(_) => Kind::Rejected,
            Self::TooMany { .. } => Kind::TooMany,
            Self::Payment(error) => error.kind(),
            Self::Db(error) => error.kind(),
        }
    }
}

impl From<Rejected> for TillError {
    fn from(why: Rejected) -> Self {
        Self::Rejected(why)
    }
}

impl From<sea_orm::DbErr> for TillError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Db(error.into())
    }
}

impl From<Refused> for TillError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooMany { wait_s } => Self::TooMany { wait_s },
            Refused::Db(error) => Self::Db(error.into()),
        }
    }
}

impl From<AccountError> for TillError {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::NotFound | AccountError::OwnCase => Self::NotFound,
            AccountError::Denied(denied) => Self::Denied(denied),
            AccountError::SignedOut => Self::SignedOut,
            AccountError::Invalid { field, problem } => Self::Invalid { field, problem },
            AccountError::Rejected(why) => Self::Rejected(why),
            AccountError::Db(error) => Self::Db(error),
        }
    }
}

impl From<PaymentError> for TillError {
    fn from(error: PaymentError) -> Self {
        match error {
            PaymentError::NotFound => Self::NotFound,
            PaymentError::Denied(denied) => Self::Denied(denied),
            PaymentError::SignedOut => Self::SignedOut,
            PaymentError::Invalid { field, problem } => Self::Invalid { field, problem },
            PaymentError::Rejected(why) => Self::Rejected(why),
            PaymentError::TooMany { wait_s } => Self::TooMany { wait_s },
            PaymentError::Db(error) => Self::Db(error),
            other => Self::Payment(Box::new(other)),
        }
    }
}
