//! What can go wrong with a payment.

use crate::db::DbError;
use crate::error::{Kind, Problem};
use crate::ledger::accounts::error::AccountError;
use crate::ledger::rejected::Rejected;
use crate::ledger::writer::PostError;
use crate::members::attempts::Refused;
use crate::policy::Denied;

/// What can go wrong with a payment.
#[derive(Debug, thiserror::Error)]
pub enum PaymentError {
    /// There is no such account, transfer, hold or request, or it is not for the actor to know.
    #[error("there is no such payment")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Nobody decides about what they paid or were paid.
    #[error("it is the actor's own payment")]
    OwnCase,
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
    /// The books refuse.
    #[error("the books refuse: {}", .0.key())]
    Rejected(Rejected),
    /// It was done too often.
    #[error("done too often, wait {wait_s} s")]
    TooMany {
        /// After how many seconds it may be done again, at most.
        wait_s: u64,
    },
    /// Too much is posted at this moment.
    #[error("too many payments wait")]
    Busy,
    /// The books could not be written. What was asked is not done, or is done once when it is
    /// asked again under the same key.
    #[error("the books could not be written")]
    Post(#[source] PostError),
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl PaymentError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_) | Self::OwnCase | Self::SignedOut => Kind::Denied,
            Self::Invalid { .. } => Kind::Invalid,
            Self::Rejected(_) => Kind::Rejected,
            Self::TooMany { .. } => Kind::TooMany,
            Self::Busy => Kind::Unavailable,
            Self::Post(error) => error.kind(),
            Self::Db(error) => error.kind(),
        }
    }
}

/// That a field breaks a rule.
pub(super) fn invalid(field: &'static str, problem: Problem) -> PaymentError {
    PaymentError::Invalid { field, problem }
}

impl From<Rejected> for PaymentError {
    fn from(why: Rejected) -> Self {
        Self::Rejected(why)
    }
}

impl From<PostError> for PaymentError {
    fn from(error: PostError) -> Self {
        match error {
            PostError::TooMany => Self::Busy,
            PostError::Db(_) | PostError::Gone => Self::Post(error),
        }
    }
}

impl From<sea_orm::DbErr> for PaymentError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Db(error.into())
    }
}

impl From<Refused> for PaymentError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooMany { wait_s } => Self::TooMany { wait_s },
            Refused::Db(error) => Self::Db(error.into()),
        }
    }
}

impl From<AccountError> for PaymentError {
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
