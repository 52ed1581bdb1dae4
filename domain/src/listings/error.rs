//! What can go wrong with listings.

use std::fmt;

use super::model::Listing;
use super::rules::Broken;
use crate::db::DbError;
use crate::error::Kind;
use crate::policy::Denied;
use crate::ports::IndexError;

/// A rule that input breaks. Each has a stable code and a sentence in `web`'s texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Problem {
    /// It must not be empty.
    Empty,
    /// It is too long.
    TooLong,
    /// It is out of range.
    OutOfRange,
    /// It is not one of the known values.
    Unknown,
    /// It cannot be read.
    Unreadable,
    /// It ends before it begins.
    EndsBeforeStart,
    /// A cursor of another list.
    BadCursor,
    /// The list goes no deeper: refine the question.
    TooDeep,
}

impl fmt::Display for Problem {
    /// In English, for the command line; pages and GraphQL have their own texts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "empty",
            Self::TooLong => "too long",
            Self::OutOfRange => "out of range",
            Self::Unknown => "not a known value",
            Self::Unreadable => "unreadable",
            Self::EndsBeforeStart => "ends before it begins",
            Self::BadCursor => "the cursor belongs to another list",
            Self::TooDeep => "the list goes no deeper",
        })
    }
}

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
            Self::Index(_) => Kind::Unavailable,
            Self::Db(error) => error.kind(),
        }
    }
}
