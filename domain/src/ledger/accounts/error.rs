//! What can go wrong with accounts.

use crate::db::DbError;
use crate::error::{Kind, Problem};
use crate::ledger::rejected::Rejected;
use crate::policy::Denied;

/// What can go wrong with accounts.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// There is no such account, currency or holder, or it is not for the actor to know.
    #[error("there is no such account")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// Nobody decides about their own account.
    #[error("nobody decides about themselves")]
    OwnCase,
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
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl AccountError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_) | Self::SignedOut | Self::OwnCase => Kind::Denied,
            Self::Invalid { .. } => Kind::Invalid,
            Self::Rejected(_) => Kind::Rejected,
            Self::Db(error) => error.kind(),
        }
    }
}

impl From<sea_orm::DbErr> for AccountError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Db(error.into())
    }
}
