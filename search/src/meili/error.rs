//! What can go wrong with a Meilisearch server.

use std::time::Duration;

use koop_domain::ports::IndexError;
use meilisearch_sdk::errors::{Error, ErrorCode};

/// Why the server did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum MeiliError {
    /// It has no index of ours, or one that is being built for the first time.
    #[error("the server has no index of these settings yet")]
    NotBuilt,
    /// It cannot be reached, refused, or answered something else.
    #[error("the server does not answer as it should")]
    Client(#[source] Error),
    /// A task that it took on failed.
    #[error("task {task} of the server failed: {message}")]
    Task { task: u32, message: String },
    /// A task that it took on is not done.
    #[error("task {task} of the server is not done after {within:?}")]
    Slow { task: u32, within: Duration },
    /// A rebuild holds another number of documents than were put into it.
    #[error("the rebuilt index holds {found} documents instead of {put}")]
    Incomplete { put: usize, found: usize },
    /// A rebuild does not answer, although it was to take the old one's place.
    #[error("the rebuilt index did not take the place of the old one")]
    NotSwapped,
    /// It answered fewer results than questions.
    #[error("the server left a question unanswered")]
    Unanswered,
    /// A document cannot be written or read.
    #[error("a document is no JSON of ours")]
    Json(#[from] serde_json::Error),
}

impl From<Error> for MeiliError {
    fn from(error: Error) -> Self {
        match error {
            Error::Meilisearch(known) if known.error_code == ErrorCode::IndexNotFound => {
                Self::NotBuilt
            }
            error => Self::Client(error),
        }
    }
}

impl From<MeiliError> for IndexError {
    fn from(error: MeiliError) -> Self {
        match error {
            MeiliError::NotBuilt => Self::NotReady,
            error => Self::Failed(Box::new(error)),
        }
    }
}
