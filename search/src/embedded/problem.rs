//! Why the engine failed.

use std::path::PathBuf;

use tantivy::TantivyError;

/// Why the engine failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Problem {
    /// It holds nothing yet that anybody could ask for.
    #[error("the index has not been built yet")]
    NotBuilt,
    /// The folder cannot be used.
    #[error("the folder {path} cannot be used")]
    Folder {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    /// Somebody else writes it.
    #[error("another server uses it: stop that one, or give this one a data folder of its own")]
    InUse,
    /// The index is of another version, or a card in it cannot be read.
    #[error("the index was written by another version")]
    OtherVersion,
    /// A listing cannot be written down.
    #[error("a listing cannot be written as JSON")]
    Json(#[from] serde_json::Error),
    /// The engine itself failed.
    #[error("tantivy failed")]
    Tantivy(#[from] TantivyError),
}
