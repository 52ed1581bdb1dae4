//! What can go wrong with listings.

use super::model::Listing;
use super::rules::Broken;
use crate::db::DbError;
use crate::error::Kind;
pub use crate::error::Problem;
use crate::policy::Denied;
use crate::ports::IndexError;

impl From<Broken> for ListingError {
    fn from(Broken { field, problem }: Broken) -> Self {
        Self::Invalid { field, problem }
    }
}

/// What can go wrong with listings.
#[derive(Debug, thiserror::Error)]
pub enum ListingError {
    /// There is no such listing.
    #[error("there is no such listing")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A field breaks a rule.
    #[error("{field}: {problem}")]
    Invalid {
        /// The field, as GraphQL and the forms name it.
        field: &'static str,
        /// The rule.
        problem: Problem,
    },
    /// Somebody changed it first.
    #[error("the listing is at revision {}", current.revision)]
    Conflict {
        /// How it is now.
        current: Box<Listing>,
    },
    /// It is so already.
    #[error("it is so already")]
    Duplicate,
    /// It was done too often.
    #[error("done too often, wait {wait_s} s")]
    TooMany {
        /// After how many seconds it may be done again, at most.
        wait_s: u64,
    },
    /// The engine does not answer.
    #[error("the search engine does not answer")]
    Index(#[from] IndexError),
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl ListingError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_) => Kind::Denied,
            Self::Invalid { .. } => Kind::Invalid,
            Self::Conflict { .. } => Kind::Conflict,
            Self::Duplicate => Kind::Duplicate,
            Self::TooMany { .. } => Kind::TooMany,
            Self::Index(_) => Kind::Unavailable,
            Self::Db(error) => error.kind(),
        }
    }
}
