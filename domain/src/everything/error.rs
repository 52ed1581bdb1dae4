//! What can go wrong when everything is searched.

use crate::error::{Kind, Problem};
use crate::listings::error::ListingError;
use crate::posts::error::PostError;

/// What can go wrong with either.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// With the directory.
    #[error(transparent)]
    Listings(#[from] ListingError),
    /// With the board.
    #[error(transparent)]
    Posts(#[from] PostError),
}

impl SearchError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Listings(error) => error.kind(),
            Self::Posts(error) => error.kind(),
        }
    }

    /// The field that cannot be asked, and why, where that is so.
    #[must_use]
    pub fn invalid(&self) -> Option<(&'static str, Problem)> {
        match self {
            Self::Listings(ListingError::Invalid { field, problem })
            | Self::Posts(PostError::Invalid { field, problem }) => Some((field, *problem)),
            _ => None,
        }
    }
}
