//! What can go wrong with profiles, mandates and attestations.

use crate::communities::error::CommunityError;
use crate::db::DbError;
use crate::error::{Kind, Problem};
use crate::ledger::rejected::Rejected;
use crate::members::error::MemberError;
use crate::policy::Denied;

/// What can go wrong with profiles, mandates and attestations.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
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
    /// It is so already.
    #[error("it is so already")]
    Duplicate,
    /// The mandate has ended.
    #[error("the mandate has ended")]
    Ended,
    /// The last owner of a profile stays until there is another.
    #[error("a profile keeps an owner")]
    LastOwner,
    /// Nobody decides about themselves.
    #[error("nobody decides about themselves")]
    OwnCase,
    /// An account of it cannot be settled: it owes something, stands still, or two disagree.
    #[error("an account cannot be settled: {}", .0.key())]
    Account(Rejected),
    /// Who says that they know somebody is known themselves, or has a confirmed address.
    #[error("who vouches for others is known themselves")]
    NotKnown,
    /// Who is younger than sixteen does not say so themselves: a parent or guardian acts for them.
    #[error("a parent or guardian acts for who is younger than sixteen")]
    Child,
    /// It was done too often.
    #[error("done too often, wait {wait_s} s")]
    TooMany {
        /// After how many seconds it may be done again, at most.
        wait_s: u64,
    },
    /// What is wrong with the community behind it.
    #[error(transparent)]
    Community(#[from] CommunityError),
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl ProfileError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_)
            | Self::SignedOut
            | Self::Ended
            | Self::OwnCase
            | Self::NotKnown
            | Self::Child => Kind::Denied,
            Self::Invalid { .. } => Kind::Invalid,
            Self::Duplicate => Kind::Duplicate,
            Self::LastOwner | Self::Account(_) => Kind::Conflict,
            Self::TooMany { .. } => Kind::TooMany,
            Self::Community(error) => error.kind(),
            Self::Db(error) => error.kind(),
        }
    }
}

impl From<sea_orm::DbErr> for ProfileError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Db(error.into())
    }
}

impl From<MemberError> for ProfileError {
    fn from(error: MemberError) -> Self {
        Self::Community(error.into())
    }
}

/// A field that breaks a rule.
pub(crate) fn invalid(field: &'static str) -> impl FnOnce(Problem) -> ProfileError {
    move |problem| ProfileError::Invalid { field, problem }
}
