//! The embedded engine: tantivy for the words, a shelf of facts in memory for the rest.
//!
//! A question goes this way: `words` reads it, `matching` finds the listings that have its
//! words, `filter` asks each of them every filter once, and from that one pass come the
//! total, the hits (`order`), their reasons (`reasons`) and all counts (`facets`).
//! `hours` knows what is open when. `engine` keeps index and shelf the same.

mod answer;
mod category_words;
mod compounds;
mod engine;
mod facets;
mod filter;
pub mod hours;
mod matching;
mod order;
mod reasons;
mod repair_words;
mod segment;
mod shelf;
mod suggest;
mod tables;
mod typos;
mod words;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::{IndexChange, IndexError, IndexPosition, SearchIndex};

use self::engine::{Engine, Problem};

/// The embedded engine.
#[derive(Clone)]
pub struct EmbeddedIndex {
    engine: Arc<Engine>,
    /// Whether the hours are being got ready for another day.
    turning: Arc<AtomicBool>,
}

impl EmbeddedIndex {
    /// Opens the index in a folder, or makes it there. One that cannot be read is thrown away,
    /// for it can always be rebuilt.
    ///
    /// # Errors
    /// [`IndexError::Failed`] when the folder cannot be used, or another process uses it.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        Ok(Self::of(Engine::open(folder)?))
    }

    /// An index in memory, for tests and dry runs.
    ///
    /// # Errors
    /// [`IndexError::Failed`].
    pub fn in_memory() -> Result<Self, IndexError> {
        Ok(Self::of(Engine::in_memory()?))
    }

    fn of(engine: Engine) -> Self {
        Self { engine: Arc::new(engine), turning: Arc::default() }
    }

    /// Lets the work run where it may block.
    async fn run<T, W>(&self, work: W) -> Result<T, IndexError>
    where
        T: Send + 'static,
        W: FnOnce(&Engine) -> Result<T, Problem> + Send + 'static,
    {
        let engine = Arc::clone(&self.engine);
        let done = tokio::task::spawn_blocking(move || work(&engine)).await;
        done.map_err(|stopped| IndexError::Failed(stopped.into()))?.map_err(IndexError::from)
    }

    /// When the day has turned, gets its hours ready, once, while the old ones answer.
    fn turn_in_background(&self, now: DateTime<Utc>) {
        if !self.engine.is_behind(now) || self.turning.swap(true, Ordering::AcqRel) {
            return;
        }
        let (engine, turning) = (Arc::clone(&self.engine), Arc::clone(&self.turning));
        tokio::task::spawn_blocking(move || {
            engine.turn_to(now);
            turning.store(false, Ordering::Release);
        });
    }
}

#[async_trait]
impl SearchIndex for EmbeddedIndex {
    async fn search(&self, query: &ListingQuery) -> Result<Answer, IndexError> {
        let asked = query.clone();
        let answer = self.run(move |engine| engine.search(&asked)).await?;
        self.turn_in_background(query.now);
        Ok(answer)
    }

    async fn suggest(&self, query: &SuggestQuery) -> Result<Vec<Suggestion>, IndexError> {
        let query = query.clone();
        self.run(move |engine| engine.suggest(&query)).await
    }

    async fn apply(
        &self,
        changes: Vec<IndexChange>,
        position: IndexPosition,
    ) -> Result<(), IndexError> {
        self.run(move |engine| engine.apply(changes, position)).await
    }

    async fn clear(&self, position: IndexPosition) -> Result<(), IndexError> {
        self.run(move |engine| engine.clear(position)).await
    }

    async fn position(&self) -> Result<Option<IndexPosition>, IndexError> {
        Ok(self.engine.position())
    }
}

impl From<Problem> for IndexError {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::NotBuilt => Self::NotReady,
            problem => Self::Failed(Box::new(problem)),
        }
    }
}
