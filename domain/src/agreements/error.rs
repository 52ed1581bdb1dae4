//! What can go wrong between two neighbours who agree on something.

use chrono::{DateTime, Utc};

use super::machine::{Held, Refusal};
use crate::db::DbError;
use crate::error::{Kind, Problem};
use crate::ledger::agreed::NotDone;
use crate::ledger::rejected::Rejected;
use crate::media::error::MediaError;
use crate::members::attempts::Refused;
use crate::policy::Denied;
use crate::posts::error::PostError;

/// What can go wrong with agreements, messages and thanks.
#[derive(Debug, thiserror::Error)]
pub enum AgreementError {
    /// There is no such post or agreement, or none that the actor may know of.
    #[error("there is no such agreement")]
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
    /// It is the actor's own post, or they would agree with themselves.
    #[error("nobody agrees with themselves")]
    Own,
    /// What puts somebody at another's mercy is answered by an organisation alone.
    #[error("only an organisation answers this")]
    Guarded,
    /// A parent or guardian does this for who is younger than sixteen, and not about everything.
    #[error("a parent or guardian does this for who is younger than sixteen")]
    Child,
    /// They replied to this post already, and that is still open.
    #[error("there is an open reply already")]
    Duplicate,
    /// Nobody else can take it any more.
    #[error("all of it is taken")]
    Full,
    /// The post stands on the board no more.
    #[error("the post stands on the board no more")]
    Closed,
    /// Replies are collected until then, and nobody is chosen before.
    #[error("nobody is chosen before {until}")]
    TooEarly {
        /// From when somebody can be chosen.
        until: DateTime<Utc>,
    },
    /// The agreement does not stand so that this could be done.
    #[error("that cannot be done as the agreement stands")]
    NotNow,
    /// One of the two does not want to see the other.
    #[error("one of the two blocked the other")]
    Blocked,
    /// The books of a currency refuse it.
    #[error("the books refuse: {}", .0.key())]
    Rejected(Rejected),
    /// An amount that was typed is none.
    #[error("{field}: {}", .why.key())]
    Amount {
        /// Where it was typed: `price.amount`, `price.deposit`, `payout.amount` or
        /// `payout.deposit`.
        field: &'static str,
        /// What is wrong with it.
        why: Rejected,
    },
    /// It was done too often.
    #[error("done too often, wait {wait_s} s")]
    TooMany {
        /// After how many seconds it may be done again, at most.
        wait_s: u64,
    },
    /// Where they meet cannot be sealed: the house has no secret for it.
    #[error("where they meet cannot be sealed")]
    Sealed,
    /// The photo that goes with a message is none for here.
    #[error(transparent)]
    Photo(MediaError),
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl AgreementError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_) | Self::SignedOut => Kind::Denied,
            Self::Invalid { .. } => Kind::Invalid,
            Self::Duplicate => Kind::Duplicate,
            Self::Own
            | Self::Guarded
            | Self::Child
            | Self::Full
            | Self::Closed
            | Self::TooEarly { .. }
            | Self::NotNow
            | Self::Rejected(_)
            | Self::Amount { .. }
            | Self::Blocked => Kind::Rejected,
            Self::TooMany { .. } => Kind::TooMany,
            Self::Sealed => Kind::Internal,
            Self::Photo(error) => error.kind(),
            Self::Db(error) => error.kind(),
        }
    }
}

/// Puts a broken rule to its field.
pub(super) fn invalid(field: &'static str) -> impl Fn(Problem) -> AgreementError {
    move |problem| AgreementError::Invalid { field, problem }
}

impl From<Refused> for AgreementError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooMany { wait_s } => Self::TooMany { wait_s },
            Refused::Db(error) => Self::Db(error.into()),
        }
    }
}

impl From<sea_orm::DbErr> for AgreementError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Db(error.into())
    }
}

impl From<NotDone> for AgreementError {
    fn from(why: NotDone) -> Self {
        match why {
            NotDone::Rejected(why) => Self::Rejected(why),
            NotDone::Db(error) => Self::Db(error),
        }
    }
}

impl From<MediaError> for AgreementError {
    fn from(error: MediaError) -> Self {
        match error {
            MediaError::Denied(denied) => Self::Denied(denied),
            MediaError::Db(error) => Self::Db(error),
            error => Self::Photo(error),
        }
    }
}

impl From<Refusal> for AgreementError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotNow => Self::NotNow,
            Refusal::TooEarly(until) => Self::TooEarly { until },
            Refusal::Held(Held::Blocked) => Self::Blocked,
            Refusal::Held(Held::Removed) => Self::Closed,
        }
    }
}

impl From<PostError> for AgreementError {
    /// Of posts is only asked what the actor sees.
    fn from(error: PostError) -> Self {
        match error {
            PostError::Denied(denied) => Self::Denied(denied),
            PostError::SignedOut => Self::SignedOut,
            PostError::Db(error) => Self::Db(error),
            _ => Self::NotFound,
        }
    }
}
