//! What can go wrong with drafts.

use crate::db::DbError;
use crate::error::Kind;
use crate::members::attempts::Refused;
use crate::policy::Denied;

/// What can go wrong with drafts.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// There is nobody whose it could be.
    #[error("there is nobody whose it could be")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It is more than is kept.
    #[error("more was typed than is kept")]
    TooLong,
    /// Too much was kept from one network.
    #[error("done too often, wait {wait_s} s")]
    TooMany {
        /// After how many seconds it may be done again, at most.
        wait_s: u64,
    },
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl DraftError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_) => Kind::Denied,
            Self::TooLong => Kind::Invalid,
            Self::TooMany { .. } => Kind::TooMany,
            Self::Db(error) => error.kind(),
        }
    }
}

impl From<Refused> for DraftError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooMany { wait_s } => Self::TooMany { wait_s },
            Refused::Db(error) => Self::Db(error.into()),
        }
    }
}
