//! What can go wrong when the map is changed.

use super::model::Flaw;
use crate::db::DbError;
use crate::error::Kind;
use crate::imports::model::DATASET_MAX;
use crate::policy::Denied;

/// What can go wrong when the map is changed. Nothing of the file stands on the map then.
#[derive(Debug, thiserror::Error)]
pub enum AreaError {
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Another import of this data set began later and took over.
    #[error("another import of this data set took over")]
    Busy,
    /// The data set needs a name of one readable line.
    #[error("the data set needs a name of 1 to {DATASET_MAX} readable characters")]
    Dataset,
    /// The line that is to be shown cannot be.
    #[error("the attribution must be one line of at most {DATASET_MAX} characters")]
    Attribution,
    /// The demo goes into an empty directory only.
    #[error("the directory already has listings")]
    NotEmpty,
    /// Two areas of a kind have one code, or two postcodes are the same.
    #[error("{code} occurs twice")]
    Twice {
        /// Which.
        code: String,
    },
    /// There is too much of it.
    #[error("there are more than {most} {what}: import a smaller part of the country")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there may be.
        most: usize,
    },
    /// An area, a water or a postcode breaks a rule.
    #[error("{of}: {flaw}")]
    Flawed {
        /// Which.
        of: String,
        /// What is wrong.
        flaw: Flaw,
    },
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl AreaError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Denied(_) => Kind::Denied,
            Self::Dataset | Self::Attribution | Self::Twice { .. } | Self::Flawed { .. } => {
                Kind::Invalid
            }
            Self::TooMany { .. } => Kind::TooMany,
            Self::Busy | Self::NotEmpty => Kind::Conflict,
            Self::Db(error) => error.kind(),
        }
    }
}
