//! What can go wrong at the desk for help.

use crate::db::DbError;
use crate::error::{Kind, Problem};
use crate::listings::error::ListingError;
use crate::members::attempts::Refused;
use crate::policy::Denied;
use crate::posts::error::PostError;

/// What can go wrong at the desk for help.
#[derive(Debug, thiserror::Error)]
pub enum HelpdeskError {
    /// There is no such need, or it is not for the actor to know.
    #[error("there is no such need")]
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
    /// What looks like a phone number or an address stands in the notes, which are told to whoever
    /// is asked.
    #[error("it looks as if there is a phone number or an address in {fields:?}")]
    Contacts {
        /// In which fields.
        fields: Vec<&'static str>,
    },
    /// Who needs it did not let the actor ask for help and agree for them.
    #[error("there is no mandate for it")]
    NoMandate,
    /// So many are asked already that nobody else is, until one of them says no.
    #[error("as many are asked as may be at once")]
    Full,
    /// The need does not stand so that this could be done.
    #[error("that cannot be done as the need stands")]
    NotNow,
    /// It was changed meanwhile.
    #[error("it was changed meanwhile")]
    Conflict,
    /// It was done too often.
    #[error("done too often, wait {wait_s} s")]
    TooMany {
        /// After how many seconds it may be done again, at most.
        wait_s: u64,
    },
    /// A name and a number cannot be sealed or opened: the house has no secret for it.
    #[error("how somebody is reached cannot be sealed")]
    Sealed,
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl HelpdeskError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_) | Self::SignedOut => Kind::Denied,
            Self::Invalid { .. } | Self::Contacts { .. } => Kind::Invalid,
            Self::NoMandate | Self::Full | Self::NotNow => Kind::Rejected,
            Self::Conflict => Kind::Conflict,
            Self::TooMany { .. } => Kind::TooMany,
            Self::Sealed => Kind::Internal,
            Self::Db(error) => error.kind(),
        }
    }
}

/// That a field breaks a rule.
pub(super) fn invalid((field, problem): (&'static str, Problem)) -> HelpdeskError {
    HelpdeskError::Invalid { field, problem }
}

impl From<sea_orm::DbErr> for HelpdeskError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Db(error.into())
    }
}

impl From<Refused> for HelpdeskError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooMany { wait_s } => Self::TooMany { wait_s },
            Refused::Db(error) => Self::Db(error.into()),
        }
    }
}

impl From<ListingError> for HelpdeskError {
    /// Of listings only the map is asked.
    fn from(error: ListingError) -> Self {
        match error {
            ListingError::Db(error) => Self::Db(error),
            ListingError::Denied(denied) => Self::Denied(denied),
            _ => Self::NotFound,
        }
    }
}

impl From<PostError> for HelpdeskError {
    /// Of posts only what stands at a desk is asked.
    fn from(error: PostError) -> Self {
        match error {
            PostError::Db(error) => Self::Db(error),
            PostError::Denied(denied) => Self::Denied(denied),
            PostError::SignedOut => Self::SignedOut,
            _ => Self::NotFound,
        }
    }
}
