//! What can go wrong with what members are told.

use crate::db::DbError;
use crate::error::{Kind, Problem};
use crate::policy::Denied;

/// What can go wrong with alerts.
#[derive(Debug, thiserror::Error)]
pub enum AlertError {
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
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl AlertError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Denied(_) | Self::SignedOut => Kind::Denied,
            Self::Invalid { .. } => Kind::Invalid,
            Self::Db(error) => error.kind(),
        }
    }
}

impl From<sea_orm::DbErr> for AlertError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Db(error.into())
    }
}
