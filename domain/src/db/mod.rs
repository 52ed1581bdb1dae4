//! The database: many readers, one way to write.
//!
//! Only [`Db::write`] begins a transaction, and write functions take `&WriteTx`, so an
//! untransacted write does not compile.

pub(crate) mod rows;
mod settings;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbErr, IsolationLevel,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use tokio::sync::Notify;

use self::settings::{
    check_settings, check_sqlite_version, make_folder, postgres_options, sqlite_options,
};
use crate::error::Kind;

/// How many statements read at once.
const READERS: u32 = 8;
/// How many transactions write at once on PostgreSQL; SQLite has one writer.
const WRITERS: u32 = 8;
/// How long a transaction may hold the writer; one that holds it longer is logged.
const WRITE_MAX: Duration = Duration::from_millis(50);

/// What PostgreSQL answers where a lock was not had in time, or two waited for each other, and
/// SQLite where another writes.
const IN_THE_WAY: [&str; 4] = ["55P03", "40P01", "40001", "5"];

/// Which database it is, for the few statements that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// SQLite, in WAL.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// The database could not be opened or used.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The address is neither SQLite's nor PostgreSQL's.
    #[error("the database address must begin with sqlite:// or postgres://")]
    Address,
    /// SQLite is too old to be trusted with committed writes.
    #[error("SQLite {found} is too old: 3.51.3 or later is needed")]
    SqliteTooOld {
        /// The version found.
        found: String,
    },
    /// A setting did not take.
    #[error("the database did not take the setting {setting}")]
    Setting {
        /// Which.
        setting: &'static str,
    },
    /// The data folder cannot be made.
    #[error("cannot make the folder {path}")]
    Folder {
        /// Where.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A stored row cannot be read, or a row cannot be stored.
    #[error("a stored row cannot be read")]
    Corrupt(#[from] serde_json::Error),
    /// The database refused or failed.
    #[error("the database failed")]
    Failed(#[from] DbErr),
    /// What several asked together failed, for all of them.
    #[error(transparent)]
    Together(Arc<DbError>),
    /// A read ended before it answered.
    #[error("the read ended before it answered")]
    Ended,
}

/// The secret under which whoever tries something is counted, so that a copy of the database does
/// not tell who it was, not even to who guesses: 64 bytes, as long as a block of SHA-256.
#[derive(Clone, Copy)]
pub struct TriesKey(pub [u8; 64]);

impl std::fmt::Debug for TriesKey {
    /// A secret stays out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TriesKey")
    }
}

/// An open database.
#[derive(Clone, Debug)]
pub struct Db {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    backend: Backend,
    statements: Arc<AtomicU64>,
    tries_key: TriesKey,
    news: Arc<Notify>,
}

/// A transaction that writes. Commit it, or nothing happened.
#[derive(Debug)]
pub struct WriteTx {
    tx: DatabaseTransaction,
    backend: Backend,
    begun: Instant,
    tries_key: TriesKey,
    news: Arc<Notify>,
    is_news: AtomicBool,
}

impl DbError {
    /// What it means to whoever asked: a database that cannot be reached may be back in a minute.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Failed(DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) | Self::Ended => {
                Kind::Unavailable
            }
            Self::Together(error) => error.kind(),
            _ => Kind::Internal,
        }
    }

    /// Whether others were in the way, so that the same may do when it is tried again: a lock that
    /// was not had in time, or two that waited for each other.
    #[must_use]
    pub(crate) fn was_in_the_way(&self) -> bool {
        let Self::Failed(DbErr::Exec(failure) | DbErr::Query(failure)) = self else { return false };
        let sea_orm::RuntimeErr::SqlxError(failure) = failure else { return false };
        let code = failure.as_database_error().and_then(|it| it.code());
        code.is_some_and(|code| IN_THE_WAY.contains(&code.as_ref()))
    }
}

impl Db {
    /// Opens the database at an address such as `sqlite:///path/koop.db?mode=rwc` or
    /// `postgres://…`, with its settings made and read back.
    ///
    /// # Errors
    /// [`DbError`]: a wrong address, an old SQLite, a setting that did not take.
    pub async fn open(url: &str) -> Result<Self, DbError> {
        let db = if url.starts_with("sqlite://") {
            Self::open_sqlite(url).await?
        } else if url.starts_with("postgres://") {
            Self::open_postgres(url).await?
        } else {
            return Err(DbError::Address);
        };
        for connection in [&db.writer, &db.reader] {
            check_settings(connection, db.backend).await?;
        }
        Ok(db)
    }

    async fn open_sqlite(url: &str) -> Result<Self, DbError> {
        make_folder(url)?;
        // The writer goes first: it makes the file, and switches it to WAL alone.
        let writer = Database::connect(sqlite_options(url, 1, false)).await?;
        check_sqlite_version(&writer).await?;
        let reader = Database::connect(sqlite_options(url, READERS, true)).await?;
        Ok(Self::counting(reader, writer, Backend::Sqlite))
    }

    async fn open_postgres(url: &str) -> Result<Self, DbError> {
        let writer = Database::connect(postgres_options(url, WRITERS, false)).await?;
        let reader = Database::connect(postgres_options(url, READERS, true)).await?;
        Ok(Self::counting(reader, writer, Backend::Postgres))
    }

    fn counting(
        mut reader: DatabaseConnection,
        mut writer: DatabaseConnection,
        backend: Backend,
    ) -> Self {
        let statements = Arc::<AtomicU64>::default();
        for connection in [&mut reader, &mut writer] {
            let counter = statements.clone();
            connection.set_metric_callback(move |_| {
                counter.fetch_add(1, Ordering::Relaxed);
            });
        }
        let (tries_key, news) = (TriesKey([0; 64]), Arc::default());
        Self { reader, writer, backend, statements, tries_key, news }
    }

    /// The same, counting tries under the secret of the house. Without one, as in commands, which
    /// try nothing, they count under none.
    #[must_use]
    pub fn counting_under(self, tries_key: TriesKey) -> Self {
        Self { tries_key, ..self }
    }

    /// Under what a form says whose it is.
    pub(crate) fn tries_key(&self) -> &TriesKey {
        &self.tries_key
    }

    /// For reading.
    #[must_use]
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For the schema's own steps, which bring their own transactions.
    #[must_use]
    pub fn migrator(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// How many statements were sent since it was opened: tests hold the verbs to a budget.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Begins a write: `BEGIN IMMEDIATE` on SQLite, so that two writers queue.
    ///
    /// # Errors
    /// [`DbError::Failed`].
    pub async fn write(&self) -> Result<WriteTx, DbError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: match self.backend {
                Backend::Sqlite => Some(SqliteTransactionMode::Immediate),
                Backend::Postgres => None,
            },
            ..TransactionOptions::default()
        };
        let tx = self.writer.begin_with_options(options).await?;
        Ok(WriteTx {
            tx,
            backend: self.backend,
            begun: Instant::now(),
            tries_key: self.tries_key,
            news: self.news.clone(),
            is_news: AtomicBool::new(false),
        })
    }

    /// Waits until something was posted in the books on this node since the last time that
    /// somebody waited.
    pub async fn posted(&self) {
        self.news.notified().await;
    }

    /// Begins to read what stands in the database at one moment, whatever is written meanwhile.
    ///
    /// # Errors
    /// [`DbError::Failed`].
    pub async fn snapshot(&self) -> Result<DatabaseTransaction, DbError> {
        let level = (self.backend == Backend::Postgres).then_some(IsolationLevel::RepeatableRead);
        Ok(self.reader.begin_with_config(level, None).await?)
    }

    /// Closes every connection, so that the file may be copied or the server stopped.
    ///
    /// # Errors
    /// [`DbError::Failed`].
    pub async fn close(self) -> Result<(), DbError> {
        self.reader.close().await?;
        Ok(self.writer.close().await?)
    }
}

impl WriteTx {
    /// The transaction, for statements.
    #[must_use]
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// Under what tries are counted.
    pub(crate) fn tries_key(&self) -> &TriesKey {
        &self.tries_key
    }

    /// Something is posted in the books: whoever waits for that hears it once it is so.
    pub(crate) fn brings_news(&self) {
        self.is_news.store(true, Ordering::Relaxed);
    }

    /// Makes it so.
    ///
    /// # Errors
    /// [`DbError::Failed`]; then nothing happened.
    pub async fn commit(self) -> Result<(), DbError> {
        self.tx.commit().await?;
        if self.is_news.into_inner() {
            self.news.notify_one();
        }
        let held = self.begun.elapsed();
        if held > WRITE_MAX {
            let held_ms = u64::try_from(held.as_millis()).unwrap_or(u64::MAX);
            tracing::warn!(held_ms, "a transaction held the writer for long");
        }
        Ok(())
    }
}

/// Ids for an `in (…)`, the last of them again and again up to the next power of two: so a
/// connection keeps a few texts prepared, and not one for each number of ids.
pub(crate) fn padded(ids: impl IntoIterator<Item = uuid::Uuid>) -> Vec<uuid::Uuid> {
    let mut ids: Vec<uuid::Uuid> = ids.into_iter().collect();
    if let Some(last) = ids.last().copied() {
        ids.resize(ids.len().next_power_of_two(), last);
    }
    ids
}

/// A statement in SQL that both databases read, with its values in the places `$1`, `$2`, ….
pub(crate) fn sql<const N: usize>(
    db: &impl ConnectionTrait,
    text: &str,
    values: [sea_orm::Value; N],
) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), text, values)
}
