//! What can go wrong with imports.

use super::model::DATASET_MAX;
use crate::db::DbError;
use crate::error::Kind;
use crate::policy::Denied;

/// What can go wrong with imports.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Another import of this data set began later and took over.
    #[error("another import of this data set took over")]
    Busy,
    /// The data set needs a name of one readable line.
    #[error("the data set needs a name of 1 to {DATASET_MAX} readable characters")]
    Dataset,
    /// Far more of a data set would be gone than a new edition takes away.
    #[error("{gone} of the {held} listings of this data set would be gone")]
    Emptied {
        /// How many would be gone.
        gone: u64,
        /// How many records the data set held.
        held: u64,
    },
    /// There is no edition to undo, or it was undone before.
    #[error("there is no edition of this data set that can be undone")]
    NotUndoable,
    /// The demo goes into an empty directory only.
    #[error("the directory already has listings")]
    NotEmpty,
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl ImportError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Denied(_) => Kind::Denied,
            Self::Dataset => Kind::Invalid,
            Self::NotUndoable => Kind::NotFound,
            Self::Busy | Self::NotEmpty | Self::Emptied { .. } => Kind::Conflict,
            Self::Db(error) => error.kind(),
        }
    }
}
