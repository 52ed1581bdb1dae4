//! What can go wrong with kept questions.

use crate::db::DbError;
use crate::error::{Kind, Problem};
use crate::listings::error::ListingError;
use crate::members::attempts::Refused;
use crate::policy::Denied;
use crate::ports::IndexError;
use crate::posts::error::PostError;

/// What can go wrong with kept questions.
#[derive(Debug, thiserror::Error)]
pub enum SavedError {
    /// There is no such question, or it is somebody else's.
    #[error("there is no such kept question")]
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
    /// As many are kept as may be.
    #[error("as many questions are kept as may be")]
    Full,
    /// It names no place, and whoever asks belongs to no community whose board it could be about.
    #[error("the question names no place")]
    NoPlace,
    /// It was done too often.
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

impl SavedError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_) | Self::SignedOut => Kind::Denied,
            Self::Invalid { .. } => Kind::Invalid,
            Self::Full | Self::NoPlace => Kind::Rejected,
            Self::TooMany { .. } => Kind::TooMany,
            Self::Index(_) => Kind::Unavailable,
            Self::Db(error) => error.kind(),
        }
    }
}

impl From<sea_orm::DbErr> for SavedError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Db(error.into())
    }
}

impl From<Refused> for SavedError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooMany { wait_s } => Self::TooMany { wait_s },
            Refused::Db(error) => Self::Db(error.into()),
        }
    }
}

impl From<PostError> for SavedError {
    /// Of posts only their eyes and what can be asked are used.
    fn from(error: PostError) -> Self {
        match error {
            PostError::Db(error) => Self::Db(error),
            PostError::Denied(denied) => Self::Denied(denied),
            PostError::Index(error) => Self::Index(error),
            PostError::Invalid { field, problem } => Self::Invalid { field, problem },
            PostError::SignedOut => Self::SignedOut,
            _ => Self::NotFound,
        }
    }
}

impl From<ListingError> for SavedError {
    /// Of listings only the map is asked.
    fn from(error: ListingError) -> Self {
        PostError::from(error).into()
    }
}

/// That a field breaks a rule.
pub(super) fn invalid(field: &'static str, problem: Problem) -> SavedError {
    SavedError::Invalid { field, problem }
}
