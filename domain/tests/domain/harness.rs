//! A fresh database for every test: a SQLite file of its own, and, where `KOOP_TEST_POSTGRES`
//! names a server on which databases may be made, a PostgreSQL database of its own as well.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::Domain;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::db::Db;
use koop_domain::id::ListingId;
use koop_domain::listings::search::{Answer, Hit, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::media::FileName;
use koop_domain::members::passwords::Passwords;
use koop_domain::page::Cursor;
use koop_domain::ports::{
    Clock, Files, FilesError, Ids, IndexChange, IndexError, IndexPosition, Seal, Sealed,
    SearchIndex,
};
use koop_domain::posts::search::{PostAnswer, PostQuery};
use sea_orm::{ConnectionTrait, Database, Statement};
use uuid::Uuid;

/// A database of a test's own, and whoever works on it.
pub(crate) struct House {
    pub(crate) domain: Domain,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) files: Arc<Shoebox>,
    ids: Arc<Counter>,
    url: String,
    /// Kept so that the folder lives as long as the test.
    _folder: Option<tempfile::TempDir>,
}

impl House {
    /// A SQLite database in a folder of its own.
    pub(crate) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/data/koop.db?mode=rwc", folder.path().display());
        Self::open(&url, Some(folder)).await
    }

    /// A PostgreSQL database of its own, if a server is named.
    pub(crate) async fn postgres() -> Option<Self> {
        let Some(server) = postgres_server() else {
            println!("skipped on PostgreSQL: KOOP_TEST_POSTGRES is not set");
            return None;
        };
        // The folder's random name is a database's random name.
        let folder = tempfile::Builder::new().prefix("koop_").rand_bytes(12).tempdir().unwrap();
        let name = folder.path().file_name().unwrap().to_string_lossy().to_lowercase();
        let admin = Database::connect(&server).await.unwrap();
        admin.execute_unprepared(&format!("create database {name}")).await.unwrap();
        admin.close().await.unwrap();
        let (base, _) = server.rsplit_once('/').unwrap();
        Some(Self::open(&format!("{base}/{name}"), None).await)
    }

    async fn open(url: &str, folder: Option<tempfile::TempDir>) -> Self {
        let db = Db::open(url).await.unwrap();
        koop_migrations::migrate(db.migrator()).await.unwrap();
        let passwords = Passwords::cheap();
        let clock = Arc::new(TestClock::default());
        let files = Arc::new(Shoebox { clock: clock.clone(), photos: Mutex::default() });
        let shelf = Arc::new(Shelf);
        let seal = Arc::new(Tape);
        let domain = Domain { passwords, files: files.clone(), seal, ..Domain::new(db, shelf) };
        Self { domain, clock, files, ids: Arc::default(), url: url.to_owned(), _folder: folder }
    }

    /// A request of the operator's, now.
    pub(crate) fn operator(&self) -> Ctx {
        Ctx::new(Actor::Operator, self.clock.as_ref(), self.ids.clone())
    }

    /// A request of anybody's, now.
    pub(crate) fn visitor(&self) -> Ctx {
        Ctx::new(Actor::Visitor, self.clock.as_ref(), self.ids.clone())
    }

    /// The same database, opened again as another process would.
    pub(crate) async fn another_process(&self) -> Domain {
        Domain::new(Db::open(&self.url).await.unwrap(), Arc::new(Shelf))
    }

    /// Runs a statement that the domain has no verb for.
    pub(crate) async fn run(&self, sql: &str) {
        self.domain.db.migrator().execute_unprepared(sql).await.unwrap();
    }

    /// Whether it is PostgreSQL.
    pub(crate) fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres")
    }

    /// Runs a statement that the database may refuse.
    pub(crate) async fn tried(&self, sql: &str) -> Result<(), sea_orm::DbErr> {
        self.domain.db.migrator().execute_unprepared(sql).await.map(|_| ())
    }

    /// The one number that a question answers.
    pub(crate) async fn number(&self, question: &str) -> i64 {
        self.one(question).await
    }

    /// How many rows a table has.
    pub(crate) async fn count(&self, table: &str) -> i64 {
        self.one(&format!("select count(*) from {table}")).await
    }

    /// The one text that a question answers.
    pub(crate) async fn text(&self, question: &str) -> String {
        self.one(question).await
    }

    /// How SQLite answers a question, one step a line.
    pub(crate) async fn plan(&self, question: &str) -> String {
        self.lines(&format!("explain query plan {question}")).await.join("\n")
    }

    /// What a question answers in the column `detail`.
    pub(crate) async fn lines(&self, question: &str) -> Vec<String> {
        let db = self.domain.db.reader();
        let statement = Statement::from_string(db.get_database_backend(), question.to_owned());
        let rows = db.query_all_raw(statement).await.unwrap();
        rows.iter().map(|row| row.try_get::<String>("", "detail").unwrap()).collect()
    }

    async fn one<T: sea_orm::TryGetable>(&self, question: &str) -> T {
        let db = self.domain.db.reader();
        let statement = Statement::from_string(db.get_database_backend(), question);
        let row = db.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }
}

/// Tells the same story on SQLite and, where there is one, on PostgreSQL.
macro_rules! on_both_databases {
    ($($(#[$doc:meta])* $story:ident;)*) => {
        mod sqlite {$(
            $(#[$doc])*
            #[tokio::test]
            async fn $story() {
                super::$story(&crate::harness::House::sqlite().await).await;
            }
        )*}
        mod postgres {$(
            $(#[$doc])*
            #[tokio::test]
            async fn $story() {
                if let Some(house) = crate::harness::House::postgres().await {
                    super::$story(&house).await;
                }
            }
        )*}
    };
}
pub(crate) use on_both_databases;

#[expect(clippy::disallowed_methods, reason = "names a server for tests, not a setting")]
fn postgres_server() -> Option<String> {
    std::env::var("KOOP_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

/// A clock that a test moves.
#[derive(Default)]
pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    /// Moves it.
    pub(crate) fn advance(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_seconds(), Ordering::Relaxed);
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        let start: DateTime<Utc> = "2026-04-20T08:00:00Z".parse().unwrap();
        start + TimeDelta::seconds(self.0.load(Ordering::Relaxed))
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
        let (one, other) = (self.next(), self.next());
        // What counts stands last in an id, and codes are drawn from what stands first.
        let bytes = other.as_bytes().iter().rev().chain(one.as_bytes()).copied();
        let mut secret = [0; 32];
        secret.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        secret
    }
}

/// Stands in for an engine: whatever is asked, it answers the id that stands in the text.
struct Shelf;

#[async_trait]
impl SearchIndex for Shelf {
    async fn search(&self, query: &ListingQuery) -> Result<Answer, IndexError> {
        let ids = query.text.iter().flat_map(|text| text.split(' '));
        let hits: Vec<Hit> = ids
            .filter_map(|id| ListingId::parse(id).ok())
            .map(|id| Hit {
                id,
                openness: None,
                distance_m: None,
                minutes: None,
                why: Vec::new(),
                cursor: Cursor::Offset { offset: 1, query: query.fingerprint() },
            })
            .collect();
        Ok(Answer { total: hits.len() as u64, hits, ..Answer::default() })
    }

    async fn search_posts(&self, _: &PostQuery) -> Result<PostAnswer, IndexError> {
        Ok(PostAnswer::default())
    }

    async fn suggest(&self, query: &SuggestQuery) -> Result<Vec<Suggestion>, IndexError> {
        let id = ListingId::parse(&query.text).map_err(|_| IndexError::NotReady)?;
        Ok(vec![
            Suggestion::Listing { id, name: String::new(), slug: String::new() },
            Suggestion::Category { key: "bakery".to_owned(), text: "bakker".to_owned() },
        ])
    }

    async fn apply(&self, _: Vec<IndexChange>, _: IndexPosition) -> Result<(), IndexError> {
        Ok(())
    }

    async fn clear(&self, _: IndexPosition) -> Result<(), IndexError> {
        Ok(())
    }

    async fn position(&self) -> Result<Option<IndexPosition>, IndexError> {
        Ok(None)
    }
}

/// Seals with what anybody could take off, but only for what it was sealed for.
struct Tape;

impl Seal for Tape {
    fn close(&self, of: &str, words: &str, nonce: [u8; 32]) -> Result<Vec<u8>, Sealed> {
        let words = format!("{of} {words}");
        Ok(nonce.into_iter().chain(words.bytes().map(|byte| byte ^ 0x5a)).collect())
    }

    fn open(&self, of: &str, sealed: &[u8]) -> Result<String, Sealed> {
        let words = sealed.get(32..).ok_or(Sealed)?.iter().map(|byte| byte ^ 0x5a).collect();
        let words = String::from_utf8(words).map_err(|_| Sealed)?;
        words.strip_prefix(&format!("{of} ")).map(str::to_owned).ok_or(Sealed)
    }
}

/// A file, and when it was put.
type Put = (DateTime<Utc>, Vec<u8>);

/// Photos in memory.
pub(crate) struct Shoebox {
    clock: Arc<TestClock>,
    photos: Mutex<BTreeMap<FileName, Put>>,
}

impl Shoebox {
    /// What lies in it.
    pub(crate) fn names(&self) -> Vec<FileName> {
        self.photos.lock().unwrap().keys().copied().collect()
    }
}

#[async_trait]
impl Files for Shoebox {
    async fn put(&self, name: FileName, bytes: Vec<u8>) -> Result<(), FilesError> {
        self.photos.lock().unwrap().insert(name, (self.clock.now(), bytes));
        Ok(())
    }

    async fn get(&self, name: FileName) -> Result<Option<Vec<u8>>, FilesError> {
        Ok(self.photos.lock().unwrap().get(&name).map(|(_, bytes)| bytes.clone()))
    }

    async fn delete(&self, name: FileName, before: DateTime<Utc>) -> Result<(), FilesError> {
        self.photos.lock().unwrap().retain(|it, (at, _)| *it != name || *at >= before);
        Ok(())
    }

    async fn put_before(
        &self,
        begin: u8,
        before: DateTime<Utc>,
    ) -> Result<Vec<FileName>, FilesError> {
        let photos = self.photos.lock().unwrap();
        let old = photos.iter().filter(|(name, (at, _))| name.begin() == begin && *at < before);
        Ok(old.map(|(name, _)| *name).collect())
    }
}

/// Polls a future so many times and then drops it, as a killed process would.
pub(crate) async fn killed_after<F: Future>(steps: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = steps;
    std::future::poll_fn(|cx| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(cx).map(Some)
    })
    .await
}

/// Drops a future as soon as something is so in the database, asked after every poll; answers
/// what it came to if it was done before.
pub(crate) async fn killed_when<F: Future>(
    is_so: impl AsyncFn() -> bool,
    future: F,
) -> Option<F::Output> {
    let mut future = pin!(future);
    loop {
        let polled = std::future::poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx))).await;
        if let Poll::Ready(output) = polled {
            return Some(output);
        }
        if is_so().await {
            return None;
        }
    }
}
