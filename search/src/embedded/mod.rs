//! The embedded engine: tantivy for the words, a shelf of facts in memory for the rest.

use std::path::Path;

use async_trait::async_trait;
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::{IndexChange, IndexError, IndexPosition, SearchIndex};

/// The embedded engine.
pub struct EmbeddedIndex;

impl EmbeddedIndex {
    /// Opens the index in a folder, or makes it there. One that cannot be read is thrown away,
    /// for it can always be rebuilt.
    ///
    /// # Errors
    /// [`IndexError::Failed`] when the folder cannot be used.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        let _ = folder;
        todo!()
    }

    /// An index in memory, for tests and dry runs.
    ///
    /// # Errors
    /// [`IndexError::Failed`].
    pub fn in_memory() -> Result<Self, IndexError> {
        todo!()
    }
}

#[async_trait]
impl SearchIndex for EmbeddedIndex {
    async fn search(&self, query: &ListingQuery) -> Result<Answer, IndexError> {
        let _ = query;
        todo!()
    }
    async fn suggest(&self, query: &SuggestQuery) -> Result<Vec<Suggestion>, IndexError> {
        let _ = query;
        todo!()
    }
    async fn apply(
        &self,
        changes: Vec<IndexChange>,
        position: IndexPosition,
    ) -> Result<(), IndexError> {
        let _ = (changes, position);
        todo!()
    }
    async fn clear(&self, position: IndexPosition) -> Result<(), IndexError> {
        let _ = position;
        todo!()
    }
    async fn position(&self) -> Result<Option<IndexPosition>, IndexError> {
        todo!()
    }
}
