//! What can go wrong with members.

use crate::db::DbError;
use crate::error::{Kind, Problem};
use crate::policy::Denied;

/// What can go wrong with members. None of it tells whether an address is known.
#[derive(Debug, thiserror::Error)]
pub enum MemberError {
    /// There is no such thing of yours.
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
    /// Address and password do not belong together, or nobody has them.
    #[error("address and password do not belong together")]
    WrongPassword,
    /// Who has no password signed in too long ago for this.
    #[error("signed in too long ago")]
    Stale,
    /// The code is wrong, used or too old.
    #[error("the code is wrong, used or too old")]
    WrongCode,
    /// The token is wrong, ended or was used before.
    #[error("the token does not hold")]
    WrongToken,
    /// Somebody else has this address.
    #[error("somebody has this address")]
    AddressTaken,
    /// It was tried too often.
    #[error("tried too often, wait {wait_s} s")]
    TooMany {
        /// After how many seconds it may be tried again, at most.
        wait_s: u64,
    },
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
    /// A password could not be hashed.
    #[error("a password could not be hashed")]
    Hash(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl MemberError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_)
            | Self::SignedOut
            | Self::WrongPassword
            | Self::Stale
            | Self::WrongToken => Kind::Denied,
            Self::Invalid { .. } | Self::WrongCode => Kind::Invalid,
            Self::AddressTaken => Kind::Duplicate,
            Self::TooMany { .. } => Kind::TooMany,
            Self::Db(error) => error.kind(),
            Self::Hash(_) => Kind::Internal,
        }
    }
}

/// A field that breaks a rule.
pub(crate) fn invalid(field: &'static str) -> impl FnOnce(Problem) -> MemberError {
    move |problem| MemberError::Invalid { field, problem }
}
