//! What can go wrong with imports.

use crate::db::DbError;
use crate::error::Kind;
use crate::policy::Denied;

/// What can go wrong with imports.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Another import of this data set runs now.
    #[error("another import of this data set is running")]
    Busy,
    /// The demo goes into an empty directory only.
    #[error("the directory already has listings")]
    NotEmpty,
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
    /// A stored row cannot be read.
    #[error("a stored record cannot be read")]
    Corrupt(#[from] serde_json::Error),
}

impl ImportError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Denied(_) => Kind::Denied,
            Self::Busy | Self::NotEmpty => Kind::Conflict,
            Self::Db(_) | Self::Corrupt(_) => Kind::Internal,
        }
    }
}
