//! What can go wrong with currencies.

use crate::db::DbError;
use crate::error::{Kind, Problem};
use crate::policy::Denied;

/// What can go wrong with currencies.
#[derive(Debug, thiserror::Error)]
pub enum CurrencyError {
    /// There is no such currency, or it is not for the actor to know.
    #[error("there is no such currency")]
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
    /// Another currency has this code.
    #[error("{field}: another currency has it")]
    Duplicate {
        /// The field, as GraphQL and the forms name it.
        field: &'static str,
    },
    /// Rules that were decided before are still to take effect.
    #[error("other rules are still to take effect")]
    RulesWait,
    /// No rules are still to take effect.
    #[error("no rules are still to take effect")]
    NothingWaits,
    /// Members know for [`super::model::OPENING_DAYS`] days that their balances will be seen.
    #[error("members have to know beforehand that their balances will be seen")]
    OpensSoon,
    /// It was changed meanwhile.
    #[error("it was changed meanwhile")]
    Conflict,
    /// The community has as many as it may, or the currency as many versions of its rules.
    #[error("there are as many as may be")]
    TooMany,
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl CurrencyError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_) | Self::SignedOut => Kind::Denied,
            Self::Invalid { .. } => Kind::Invalid,
            Self::Duplicate { .. } => Kind::Duplicate,
            Self::RulesWait | Self::NothingWaits | Self::OpensSoon => Kind::Rejected,
            Self::Conflict => Kind::Conflict,
            Self::TooMany => Kind::TooMany,
            Self::Db(error) => error.kind(),
        }
    }
}

impl From<sea_orm::DbErr> for CurrencyError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Db(error.into())
    }
}
