//! A database and a folder of a test's own.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use koop_domain::Domain;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::db::Db;
use koop_domain::imports::model::Counts;
use koop_domain::listings;
use koop_domain::listings::model::Listing;
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::{
    Clock, Ids, IndexChange, IndexError, IndexPosition, Seal, Sealed, SearchIndex,
};
use koop_domain::posts::search::{PostAnswer, PostQuery};
use koop_seeds::osm::{OsmError, OsmImport, import};
use uuid::Uuid;

/// An empty directory on SQLite, and a folder for files to import.
pub(crate) struct Town {
    pub(crate) domain: Domain,
    ids: Arc<Counter>,
    folder: tempfile::TempDir,
}

impl Town {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/koop.db?mode=rwc", folder.path().display());
        let db = Db::open(&url).await.unwrap();
        koop_migrations::migrate(db.migrator()).await.unwrap();
        Self { domain: Domain::new(db, Arc::new(NoIndex)), ids: Arc::default(), folder }
    }

    /// A request of the operator's.
    pub(crate) fn ctx(&self) -> Ctx {
        Ctx::new(Actor::Operator, &Spring, self.ids.clone())
    }

    /// Writes a file.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Imports a file under its own name.
    pub(crate) async fn try_import(&self, file: PathBuf) -> Result<Counts, OsmError> {
        let what = OsmImport { file, ..OsmImport::default() };
        import(&self.ctx(), &self.domain, &what).await
    }

    /// Writes a file and imports it.
    pub(crate) async fn import(&self, name: &str, content: impl AsRef<[u8]>) -> Counts {
        self.try_import(self.file(name, content)).await.unwrap()
    }

    /// The listing of a slug.
    pub(crate) async fn listing(&self, slug: &str) -> Listing {
        let found = listings::by_slug(&self.ctx(), &self.domain, slug).await.unwrap();
        found.unwrap_or_else(|| panic!("no listing {slug}"))
    }

    /// The newest listings.
    pub(crate) async fn newest(&self) -> Vec<Listing> {
        listings::newest(&self.ctx(), &self.domain, 100).await.unwrap()
    }
}

/// A spring day.
struct Spring;

impl Clock for Spring {
    fn now(&self) -> DateTime<Utc> {
        "2026-04-20T08:00:00Z".parse().unwrap()
    }
}

/// Ids that count.
#[derive(Default)]
struct Counter(AtomicU64);

impl Ids for Counter {
    fn next(&self) -> Uuid {
        Uuid::from_u64_pair(0x0190_0000_0000_7000, 1 + self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn secret(&self) -> [u8; 32] {
        // Codes are drawn from it: neighbouring ones look nothing alike (Knuth's MMIX generator).
        let (_, mut state) = self.next().as_u64_pair();
        std::array::from_fn(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            state.to_be_bytes()[0]
        })
    }
}

/// No engine: importing does not need one.
struct NoIndex;

#[async_trait]
impl SearchIndex for NoIndex {
    async fn search(&self, _: &ListingQuery) -> Result<Answer, IndexError> {
        Err(IndexError::NotReady)
    }

    async fn search_posts(&self, _: &PostQuery) -> Result<PostAnswer, IndexError> {
        Err(IndexError::NotReady)
    }

    async fn suggest(&self, _: &SuggestQuery) -> Result<Vec<Suggestion>, IndexError> {
        Err(IndexError::NotReady)
    }

    async fn apply(&self, _: Vec<IndexChange>, _: IndexPosition) -> Result<(), IndexError> {
        Err(IndexError::NotReady)
    }

    async fn clear(&self, _: IndexPosition) -> Result<(), IndexError> {
        Err(IndexError::NotReady)
    }

    async fn position(&self) -> Result<Option<IndexPosition>, IndexError> {
        Ok(None)
    }
}

/// Closes words by turning their bits over, which is enough to tell them from the words.
pub(crate) struct Sealing;

impl Seal for Sealing {
    fn close(&self, _: &str, words: &str, _: [u8; 32]) -> Result<Vec<u8>, Sealed> {
        Ok(words.bytes().map(|byte| !byte).collect())
    }

    fn open(&self, _: &str, sealed: &[u8]) -> Result<String, Sealed> {
        String::from_utf8(sealed.iter().map(|byte| !byte).collect()).map_err(|_| Sealed)
    }
}
