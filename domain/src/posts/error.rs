//! What can go wrong with posts.

use super::model::Post;
use crate::db::DbError;
use crate::error::{Kind, Problem};
use crate::listings::error::ListingError;
use crate::members::attempts::Refused;
use crate::policy::Denied;
use crate::ports::IndexError;

/// What can go wrong with posts.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// There is no such thing, or it is not for the actor to know.
    #[error("there is no such thing")]
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
    /// What looks like a phone number or an address stands in public words; its author is asked
    /// before it is masked.
    #[error("it looks as if there is a phone number or an address in {fields:?}")]
    Contacts {
        /// In which fields.
        fields: Vec<&'static str>,
    },
    /// Who puts somebody at another's mercy does so for an organisation.
    #[error("only an organisation offers this")]
    Guarded,
    /// Who is younger than sixteen posts through a parent or guardian, and not this.
    #[error("a parent or guardian posts for who is younger than sixteen, and not everything")]
    Child,
    /// The author belongs to no community in which it could stand.
    #[error("one belongs to no community for it")]
    NoCommunity,
    /// It was changed meanwhile.
    #[error("it was changed meanwhile")]
    Conflict {
        /// As it is now.
        current: Box<Post>,
    },
    /// It was done too often, or too many stand on the board.
    #[error("done too often, wait {wait_s} s")]
    TooMany {
        /// After how many seconds it may be done again.
        wait_s: u64,
    },
    /// The engine does not answer.
    #[error("the engine does not answer")]
    Index(#[from] IndexError),
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl PostError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_) | Self::SignedOut => Kind::Denied,
            Self::Invalid { .. } | Self::Contacts { .. } => Kind::Invalid,
            Self::Guarded | Self::Child | Self::NoCommunity => Kind::Rejected,
            Self::Conflict { .. } => Kind::Conflict,
            Self::TooMany { .. } => Kind::TooMany,
            Self::Index(_) => Kind::Unavailable,
            Self::Db(error) => error.kind(),
        }
    }
}

impl From<sea_orm::DbErr> for PostError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Db(error.into())
    }
}

impl From<Refused> for PostError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooMany { wait_s } => Self::TooMany { wait_s },
            Refused::Db(error) => Self::Db(error.into()),
        }
    }
}

/// That a field breaks a rule.
pub(super) fn invalid(field: &'static str, problem: Problem) -> PostError {
    PostError::Invalid { field, problem }
}

impl From<ListingError> for PostError {
    /// Of listings only their rows and the map are asked.
    fn from(error: ListingError) -> Self {
        match error {
            ListingError::Db(error) => Self::Db(error),
            ListingError::Denied(denied) => Self::Denied(denied),
            ListingError::Invalid { field, problem } => Self::Invalid { field, problem },
            _ => Self::NotFound,
        }
    }
}
