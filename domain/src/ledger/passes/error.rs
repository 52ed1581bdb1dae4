//! What can go wrong with a card.

use crate::db::DbError;
use crate::error::{Kind, Problem};
use crate::ledger::accounts::error::AccountError;
use crate::ledger::payments::error::PaymentError;
use crate::ledger::rejected::Rejected;
use crate::ledger::tills::error::TillError;
use crate::members::attempts::Refused;
use crate::members::error::MemberError;
use crate::policy::Denied;

/// What can go wrong with a card.
#[derive(Debug, thiserror::Error)]
pub enum PassError {
    /// There is no such card or account, or it is not for the actor to know.
    #[error("there is no such card")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// Who runs a community does not decide about a card of their own.
    #[error("it is the actor's own card")]
    OwnCase,
    /// A field breaks a rule.
    #[error("{field}: {problem}")]
    Invalid {
        /// The field, as GraphQL and the forms name it.
        field: &'static str,
        /// The rule.
        problem: Problem,
    },
    /// The account has as many cards as it may.
    #[error("an account has no more cards")]
    TooManyPasses,
    /// It was made already under the same id, and what stands in its code is told once.
    #[error("the card was made already")]
    AlreadyMade,
    /// It is blocked.
    #[error("the card is blocked")]
    Blocked,
    /// The PIN is wrong.
    #[error("the PIN is wrong")]
    WrongPin {
        /// How often it may still be tried.
        left: u32,
    },
    /// It pays no more than this today.
    #[error("the card pays no more than {left} today")]
    DayLimit {
        /// How much it still pays, in minor units.
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
    /// A PIN cannot be hashed.
    #[error("a PIN cannot be hashed")]
    Pin(#[source] Box<MemberError>),
    /// What was paid cannot be told.
    #[error("what was paid cannot be told")]
    Payment(#[source] Box<PaymentError>),
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl PassError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_) | Self::SignedOut | Self::OwnCase => Kind::Denied,
            Self::Invalid { .. } | Self::TooManyPasses | Self::AlreadyMade => Kind::Invalid,
            Self::Blocked | Self::WrongPin { .. } | Self::DayLimit { .. } => Kind::Invalid,
            Self::Rejected(_) => Kind::Rejected,
            Self::TooMany { .. } => Kind::TooMany,
            Self::Pin(error) => error.kind(),
            Self::Payment(error) => error.kind(),
            Self::Db(error) => error.kind(),
        }
    }
}

impl From<Rejected> for PassError {
    fn from(why: Rejected) -> Self {
        Self::Rejected(why)
    }
}

impl From<sea_orm::DbErr> for PassError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Db(error.into())
    }
}

impl From<Refused> for PassError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooMany { wait_s } => Self::TooMany { wait_s },
            Refused::Db(error) => Self::Db(error.into()),
        }
    }
}

impl From<AccountError> for PassError {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::NotFound => Self::NotFound,
            AccountError::OwnCase => Self::OwnCase,
            AccountError::Denied(denied) => Self::Denied(denied),
            AccountError::SignedOut => Self::SignedOut,
            AccountError::Invalid { field, problem } => Self::Invalid { field, problem },
            AccountError::Rejected(why) => Self::Rejected(why),
            AccountError::Db(error) => Self::Db(error),
        }
    }
}

impl From<PaymentError> for PassError {
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

impl From<TillError> for PassError {
    fn from(error: TillError) -> Self {
        match error {
            TillError::Denied(denied) => Self::Denied(denied),
            TillError::SignedOut => Self::SignedOut,
            TillError::Invalid { field, problem } => Self::Invalid { field, problem },
            TillError::Rejected(why) => Self::Rejected(why),
            TillError::TooMany { wait_s } => Self::TooMany { wait_s },
            TillError::Payment(error) => Self::Payment(error),
            TillError::Db(error) => Self::Db(error),
            TillError::NotFound
            | TillError::TooManyTills
            | TillError::AlreadyOffered
            | TillError::Over
            | TillError::RefundLimit { .. } => Self::NotFound,
        }
    }
}

impl From<MemberError> for PassError {
    fn from(error: MemberError) -> Self {
        Self::Pin(Box::new(error))
    }
}
