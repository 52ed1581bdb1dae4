//! The embedded engine: tantivy for the words, a shelf of facts in memory for the rest.
//!
//! A question goes this way: `words` reads it, `matching` finds the listings that have its
//! words, `filter` asks each of them every filter once, and from that one pass come the
//! total, the hits (`order`), their reasons (`reasons`) and all counts (`facets`). A question
//! without words finds its candidates by where they lie (`grid`, `nearest`) or asks every
//! listing, and then its counts are kept for the next (`counted`).
//!
//! `posts` is the board: posts in an index of their own, found by the same words and typos
//! (`sight` says what is looked at of which).
//!
//! `shelf` holds the facts, `hours` knows what is open when. `engine` keeps index and shelf the
//! same, `disk` opens both again.

mod answer;
mod bytes;
mod category_words;
mod compounds;
mod counted;
mod currencies;
mod delivery;
mod disk;
mod distinct;
mod engine;
mod facets;
mod filter;
mod grid;
pub mod hours;
mod latest;
mod matching;
mod nearest;
mod order;
mod posts;
mod problem;
mod reasons;
mod repair_words;
mod row;
mod segment;
mod shelf;
mod shelf_file;
mod sight;
mod suggest;
mod table;
pub(crate) mod tables;
mod texts;
mod tree;
mod typos;
pub(crate) mod words;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::{IndexChange, IndexError, IndexPosition, SearchIndex};
use koop_domain::posts::search::{PostAnswer, PostQuery};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use self::engine::Engine;
pub(crate) use self::facets::facet;
use self::problem::Problem;

/// The embedded engine.
#[derive(Clone)]
pub struct EmbeddedIndex {
    engine: Arc<Engine>,
    /// Whether the hours are being got ready for another day.
    turning: Arc<AtomicBool>,
    /// Whether the shelf is being written down.
    saving: Arc<AtomicBool>,
    /// Turns for questions about far moments.
    far: Arc<Semaphore>,
}

/// So many questions are answered at once for which hours have to be read, which in a region
/// takes a second; a question goes on when nobody waits for it any more.
const FAR_AT_ONCE: usize = 1;
/// So long such a question waits for its turn.
const FAR_WITHIN: Duration = Duration::from_secs(4);

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
        let (turning, saving) = (Arc::default(), Arc::default());
        let far = Arc::new(Semaphore::new(FAR_AT_ONCE));
        Self { engine: Arc::new(engine), turning, saving, far }
    }

    /// Writes down beside the index what else the next start would have to work out again. It
    /// does so by itself when enough has changed; call it before the process ends.
    pub async fn save(&self) {
        let engine = Arc::clone(&self.engine);
        let done = tokio::task::spawn_blocking(move || engine.save()).await;
        if let Err(stopped) = done {
            let error: &dyn std::error::Error = &stopped;
            tracing::warn!(error, "the shelf was not written beside the search index");
        }
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

    /// Waits until a question about a far moment may be asked.
    async fn turn_for_far(&self) -> Result<OwnedSemaphorePermit, IndexError> {
        let turn = timeout(FAR_WITHIN, Arc::clone(&self.far).acquire_owned()).await;
        turn.ok().and_then(Result::ok).ok_or(IndexError::NotReady)
    }

    /// When the day has turned, gets its hours ready, once, while the old ones answer.
    fn turn_in_background(&self, now: DateTime<Utc>) {
        if !self.engine.is_behind(now) || self.turning.swap(true, Ordering::AcqRel) {
            return;
        }
        let index = self.clone();
        tokio::task::spawn_blocking(move || {
            index.engine.turn_to(now);
            index.turning.store(false, Ordering::Release);
            index.save_in_background();
        });
    }

    /// What was just counted is made quicker to ask, after its first asker was answered.
    fn ripen_in_background(&self) {
        if self.engine.is_unripe() {
            let engine = Arc::clone(&self.engine);
            tokio::task::spawn_blocking(move || engine.ripen());
        }
    }

    /// Writes the shelf down when enough has changed, one at a time.
    fn save_in_background(&self) {
        if !self.engine.wants_saving() || self.saving.swap(true, Ordering::AcqRel) {
            return;
        }
        let (engine, saving) = (Arc::clone(&self.engine), Arc::clone(&self.saving));
        tokio::task::spawn_blocking(move || {
            engine.save();
            saving.store(false, Ordering::Release);
        });
    }
}

#[async_trait]
impl SearchIndex for EmbeddedIndex {
    async fn search(&self, query: &ListingQuery) -> Result<Answer, IndexError> {
        // To hand a question over takes as long as to look around in a neighbourhood.
        if let Some(answer) = self.engine.search_at_once(query) {
            self.turn_in_background(query.now);
            return Ok(answer);
        }
        let turn = match self.engine.is_far(query) {
            true => Some(self.turn_for_far().await?),
            false => None,
        };
        let asked = query.clone();
        let answer = self
            .run(move |engine| {
                let answer = engine.search(&asked);
                drop(turn);
                answer
            })
            .await?;
        self.turn_in_background(query.now);
        self.ripen_in_background();
        Ok(answer)
    }

    async fn search_posts(&self, query: &PostQuery) -> Result<PostAnswer, IndexError> {
        let query = query.clone();
        self.run(move |engine| engine.search_posts(&query)).await
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
        self.run(move |engine| engine.apply(changes, position)).await?;
        self.save_in_background();
        Ok(())
    }

    async fn clear(&self, position: IndexPosition) -> Result<(), IndexError> {
        self.run(move |engine| engine.clear(position)).await
    }

    async fn position(&self) -> Result<Option<IndexPosition>, IndexError> {
        Ok(self.engine.position())
    }

    async fn close(&self) {
        self.save().await;
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
