//! The second engine: a Meilisearch server that many nodes share.
//!
//! A question goes this way: `readings` and `filter` say it in Meilisearch's words, `survey`
//! looks how many listings it concerns, `finding` fetches the candidates (`lanes` where not all
//! can be read), and `judge` answers from them with the embedded engine's own code, so that order
//! and reasons are the published ones. `counts` counts where not everything was read.
//!
//! Posts lie in the same index, so that one task of the server holds all news of a batch with its
//! position; `posts` finds them, `post_filter` says who may see them, `post_document` what leaves
//! the house.
//!
//! `document` says what of a listing leaves the house, `slots` when it may be open, `settings`
//! what Meilisearch is told of the declaration, and `upkeep` keeps the index true.

mod boxes;
mod counts;
mod document;
mod error;
mod filter;
mod finding;
mod http;
mod judge;
mod lanes;
mod post_document;
mod post_filter;
mod posts;
mod readings;
mod server;
mod settings;
mod slots;
mod survey;
mod upkeep;

use std::sync::Arc;

use async_trait::async_trait;
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::{Clock, IndexChange, IndexError, IndexPosition, SearchIndex};
use koop_domain::posts::search::{PostAnswer, PostQuery};
use tokio::sync::Mutex;

use self::document::POSITION;
use self::server::{Server, Source};
use self::upkeep::Upkeep;

/// The most listings that are read for one answer, if nobody says otherwise: with fewer in
/// question, the answer is exact.
pub const CANDIDATES_MAX: usize = 1_000;

/// Listings and posts in a Meilisearch server.
pub struct MeiliIndex {
    server: Server,
    /// The index of this program's declaration.
    uid: String,
    /// What day it is: slots of hours hold from then on.
    clock: Arc<dyn Clock>,
    candidates_max: usize,
    /// One batch at a time.
    upkeep: Mutex<Upkeep>,
}

impl MeiliIndex {
    /// The listings in a server, which need not be up. The key needs these actions on indexes
    /// that begin with `koop_listings`: `search`, `documents.*`, `indexes.*`, `settings.*`,
    /// `stats.get`, `tasks.get`.
    ///
    /// # Errors
    /// [`IndexError::Failed`] for a key that no header can hold.
    pub fn new(url: &str, key: Option<&str>, clock: Arc<dyn Clock>) -> Result<Self, IndexError> {
        Self::named("", url, key, clock)
    }

    /// The same, in indexes whose names begin with a prefix, so that several directories can
    /// share a server.
    ///
    /// # Errors
    /// [`IndexError::Failed`] for a key that no header can hold.
    pub fn named(
        prefix: &str,
        url: &str,
        key: Option<&str>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, IndexError> {
        let server = Server::new(url, key)?;
        let uid = settings::index_name(prefix);
        let candidates_max = CANDIDATES_MAX;
        Ok(Self { server, uid, clock, candidates_max, upkeep: Mutex::default() })
    }

    /// Reads another number of listings for one answer.
    #[must_use]
    pub fn reading_at_most(mut self, candidates: usize) -> Self {
        self.candidates_max = candidates;
        self
    }

    fn source(&self) -> Source<'_> {
        let Self { server, uid, candidates_max, .. } = self;
        Source { server, uid, candidates_max: *candidates_max }
    }

    /// The name of the index in the server; another declaration has another.
    #[must_use]
    pub fn uid(&self) -> &str {
        &self.uid
    }
}

#[async_trait]
impl SearchIndex for MeiliIndex {
    async fn search(&self, query: &ListingQuery) -> Result<Answer, IndexError> {
        finding::search(&self.source(), query).await
    }

    async fn search_posts(&self, query: &PostQuery) -> Result<PostAnswer, IndexError> {
        posts::search(&self.source(), query).await
    }

    async fn suggest(&self, query: &SuggestQuery) -> Result<Vec<Suggestion>, IndexError> {
        finding::suggest(&self.source(), query).await
    }

    async fn apply(
        &self,
        changes: Vec<IndexChange>,
        position: IndexPosition,
    ) -> Result<(), IndexError> {
        let now = self.clock.now();
        let mut upkeep = self.upkeep.lock().await;
        Ok(upkeep.apply(&self.server, &self.uid, (changes, position), now).await?)
    }

    async fn clear(&self, position: IndexPosition) -> Result<(), IndexError> {
        let mut upkeep = self.upkeep.lock().await;
        Ok(upkeep.clear(&self.server, &self.uid, position).await?)
    }

    async fn position(&self) -> Result<Option<IndexPosition>, IndexError> {
        let kept = self.server.document(&self.uid, POSITION).await?;
        Ok(kept.and_then(|kept| kept.position()))
    }
}
