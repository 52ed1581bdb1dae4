//! What can go wrong when the books are looked through, written out or played again.

use crate::db::DbError;
use crate::error::Kind;
use crate::policy::Denied;

/// What can go wrong with the books' history.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no currency of that code.
    #[error("there is no currency {code}")]
    Currency {
        /// The code.
        code: String,
    },
    /// A line is none of an export.
    #[error("line {line}: {problem}")]
    Line {
        /// Which, from 1.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// The lines cannot be read, or what comes of them cannot be written.
    #[error("the lines cannot be read or written")]
    Io(#[from] std::io::Error),
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl HistoryError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Denied(_) => Kind::Denied,
            Self::Currency { .. } => Kind::NotFound,
            Self::Line { .. } => Kind::Invalid,
            Self::Io(_) => Kind::Internal,
            Self::Db(error) => error.kind(),
        }
    }
}
