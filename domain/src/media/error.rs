//! What can go wrong with photos.

use super::model::Unfit;
use crate::db::DbError;
use crate::error::{Kind, Problem};
use crate::members::attempts::Refused;
use crate::policy::Denied;
use crate::ports::FilesError;

/// What can go wrong with photos.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// There is no such place or photo.
    #[error("there is no such place or photo")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The post stands at the desk for help, and what it says is the desk's to say.
    #[error("the post stands at the desk for help")]
    AtDesk,
    /// The file is no photo for here.
    #[error("no photo for here: {0:?}")]
    Unfit(Unfit),
    /// The words that tell what is to be seen break a rule.
    #[error("the words about it: {0}")]
    Alt(Problem),
    /// The place or the post has as many photos as it may.
    #[error("there are as many photos as may be")]
    Full {
        /// So many.
        most: usize,
    },
    /// As many files of the member come in at once as may.
    #[error("as many files of this member come in as may at once")]
    Arriving,
    /// It was done too often.
    #[error("done too often, wait {wait_s} s")]
    TooMany {
        /// After how many seconds it may be done again, at most.
        wait_s: u64,
    },
    /// The files do not answer.
    #[error("the files do not answer")]
    Files(#[from] FilesError),
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl MediaError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Denied(_) | Self::AtDesk => Kind::Denied,
            Self::Unfit(_) | Self::Alt(_) | Self::Full { .. } => Kind::Invalid,
            Self::Arriving | Self::TooMany { .. } => Kind::TooMany,
            Self::Files(_) => Kind::Unavailable,
            Self::Db(error) => error.kind(),
        }
    }
}

impl From<Refused> for MediaError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooMany { wait_s } => Self::TooMany { wait_s },
            Refused::Db(error) => Self::Db(error.into()),
        }
    }
}
