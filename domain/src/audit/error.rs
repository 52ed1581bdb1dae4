//! What can go wrong with the log.

use crate::db::DbError;
use crate::error::Kind;
use crate::policy::Denied;

/// What can go wrong with the log.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl AuditError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Denied(_) => Kind::Denied,
            Self::Db(error) => error.kind(),
        }
    }
}
