//! What can go wrong with communities.

use super::model::{Flaw, LowContrast};
use crate::db::DbError;
use crate::error::{Kind, Problem};
use crate::members::error::MemberError;
use crate::policy::Denied;

/// What can go wrong with communities.
#[derive(Debug, thiserror::Error)]
pub enum CommunityError {
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
    /// Words on a colour cannot be read.
    #[error("{}: words on it stand out {:.2} to 1", .0.field, .0.ratio)]
    LowContrast(LowContrast),
    /// They belong to it already, or asked to.
    #[error("it is so already")]
    Duplicate,
    /// One is invited to it.
    #[error("one joins by invitation")]
    ByInvitation,
    /// What is agreed must be accepted first, in its newest version.
    #[error("version {newest} of what is agreed must be accepted")]
    NotAccepted {
        /// The newest version.
        newest: i32,
    },
    /// They are kept from it for a while.
    #[error("they are kept from it")]
    Frozen,
    /// The last organiser stays until there is another.
    #[error("a community keeps an organiser")]
    LastOrganiser,
    /// Nobody decides about themselves.
    #[error("nobody decides about themselves")]
    OwnCase,
    /// The invitation was for somebody else, was used or is too old.
    #[error("the invitation does not hold")]
    WrongInvitation,
    /// The code with which a house is begun is wrong.
    #[error("the code is wrong")]
    WrongCode,
    /// The house has begun already.
    #[error("the house has begun")]
    Begun,
    /// It was done too often.
    #[error("done too often, wait {wait_s} s")]
    TooMany {
        /// After how many seconds it may be done again, at most.
        wait_s: u64,
    },
    /// What is wrong with the member behind it.
    #[error(transparent)]
    Member(#[from] MemberError),
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl CommunityError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_)
            | Self::SignedOut
            | Self::ByInvitation
            | Self::Frozen
            | Self::OwnCase => Kind::Denied,
            Self::Invalid { .. }
            | Self::LowContrast(_)
            | Self::WrongInvitation
            | Self::WrongCode => Kind::Invalid,
            Self::Duplicate => Kind::Duplicate,
            Self::NotAccepted { .. } | Self::LastOrganiser | Self::Begun => Kind::Conflict,
            Self::TooMany { .. } => Kind::TooMany,
            Self::Member(error) => error.kind(),
            Self::Db(error) => error.kind(),
        }
    }
}

impl From<Flaw> for CommunityError {
    fn from(flaw: Flaw) -> Self {
        match flaw {
            Flaw::Field(field, problem) => Self::Invalid { field, problem },
            Flaw::Contrast(low) => Self::LowContrast(low),
        }
    }
}

impl From<sea_orm::DbErr> for CommunityError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Db(error.into())
    }
}
