//! The database: many readers, one way to write.
//!
//! Only [`Db::write`] begins a transaction, and write functions take `&WriteTx`, so an
//! untransacted write does not compile.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbErr,
    IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use crate::error::Kind;

/// How many statements read at once.
const READERS: u32 = 8;
/// How many transactions write at once on PostgreSQL; SQLite has one writer.
const WRITERS: u32 = 8;
/// How long a transaction may hold the writer; one that holds it longer is logged.
const WRITE_MAX: Duration = Duration::from_millis(50);
/// How long a statement waits for another process that writes to the same SQLite file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a statement waits for a row that somebody else has locked, on PostgreSQL.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);
/// How long to wait for a connection to PostgreSQL: less than a request may take, so that what
/// fails says so.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// How long a statement may run, on PostgreSQL.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(30);
/// How long a transaction may sit idle before PostgreSQL ends it: its client is stuck or gone.
const IDLE_IN_TRANSACTION_TIMEOUT: Duration = Duration::from_secs(30);
/// How many pages the log of SQLite grows before the writer tidies it away, inside a commit: more
/// of them, and the writer is held for too long.
const CHECKPOINT_PAGES: u32 = 2_000;
/// How much of a SQLite file the writer keeps in memory: the indexes of 300,000 listings, whose
/// pages an import would else read again and again.
const WRITER_KIB: u32 = 32 * 1024;
/// How much of it each reader keeps.
const READER_KIB: u32 = 2 * 1024;
/// The first SQLite that does not lose committed writes when two connections checkpoint.
const SQLITE_MIN: [u32; 3] = [3, 51, 3];

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
}

/// A transaction that writes. Commit it, or nothing happened.
#[derive(Debug)]
pub struct WriteTx {
    tx: DatabaseTransaction,
    backend: Backend,
    begun: Instant,
    tries_key: TriesKey,
}

impl DbError {
    /// What it means to whoever asked: a database that cannot be reached may be back in a minute.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Failed(DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) => Kind::Unavailable,
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
        Self { reader, writer, backend, statements, tries_key: TriesKey([0; 64]) }
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
        Ok(WriteTx { tx, backend: self.backend, begun: Instant::now(), tries_key: self.tries_key })
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

    /// Makes it so.
    ///
    /// # Errors
    /// [`DbError::Failed`]; then nothing happened.
    pub async fn commit(self) -> Result<(), DbError> {
        self.tx.commit().await?;
        let held = self.begun.elapsed();
        if held > WRITE_MAX {
            let held_ms = u64::try_from(held.as_millis()).unwrap_or(u64::MAX);
            tracing::warn!(held_ms, "a transaction held the writer for long");
        }
        Ok(())
    }
}

/// What a connection must answer when it is asked for its settings.
const SQLITE_SETTINGS: [(&str, &str, &str); 4] = [
    ("journal_mode", "select journal_mode from pragma_journal_mode", "wal"),
    // 2 is FULL: a commit that was answered survives a power cut.
    ("synchronous", "select cast(synchronous as text) from pragma_synchronous", "2"),
    ("foreign_keys", "select cast(foreign_keys as text) from pragma_foreign_keys", "1"),
    ("busy_timeout", "select cast(timeout as text) from pragma_busy_timeout", "5000"),
];
const POSTGRES_SETTINGS: [(&str, &str, &str); 4] = [
    ("lock_timeout", "select current_setting('lock_timeout')", "5s"),
    ("statement_timeout", "select current_setting('statement_timeout')", "30s"),
    (
        "idle_in_transaction_session_timeout",
        "select current_setting('idle_in_transaction_session_timeout')",
        "30s",
    ),
    // Rows are locked in order and read after that; the stricter levels only add retries.
    (
        "default_transaction_isolation",
        "select current_setting('default_transaction_isolation')",
        "read committed",
    ),
];

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    // Statements hold what people searched for: they are not logged.
    options.max_connections(connections).min_connections(1).sqlx_logging(false);
    options
}

fn sqlite_options(url: &str, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = options(url, connections);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("foreign_keys", "ON")
            .pragma("wal_autocheckpoint", CHECKPOINT_PAGES.to_string())
            .pragma("cache_size", format!("-{}", if read_only { READER_KIB } else { WRITER_KIB }))
            // A write that goes through the readers is a mistake of ours, and fails.
            .pragma("query_only", if read_only { "ON" } else { "OFF" })
            .busy_timeout(BUSY_TIMEOUT)
    });
    options
}

fn postgres_options(url: &str, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = options(url, connections);
    let millis = |timeout: Duration| timeout.as_millis().to_string();
    let settings = [
        ("lock_timeout", millis(LOCK_TIMEOUT)),
        ("statement_timeout", millis(STATEMENT_TIMEOUT)),
        ("idle_in_transaction_session_timeout", millis(IDLE_IN_TRANSACTION_TIMEOUT)),
        ("default_transaction_read_only", (if read_only { "on" } else { "off" }).to_owned()),
    ];
    options.set_application_name("koop-lokaal").acquire_timeout(CONNECT_TIMEOUT);
    options.map_sqlx_postgres_opts(move |postgres| postgres.options(settings.clone()));
    options
}

/// Makes the folder of a SQLite file that may be made.
fn make_folder(url: &str) -> Result<(), DbError> {
    let sqlite = SqliteConnectOptions::from_str(url).map_err(|e| DbErr::Conn(sqlx_error(e)))?;
    let folder = sqlite.get_filename().parent().unwrap_or(Path::new(""));
    if !url.contains("mode=rwc") || folder.as_os_str().is_empty() {
        return Ok(());
    }
    std::fs::create_dir_all(folder)
        .map_err(|source| DbError::Folder { path: folder.to_owned(), source })
}

fn sqlx_error(error: sea_orm::sqlx::Error) -> sea_orm::RuntimeErr {
    sea_orm::RuntimeErr::SqlxError(Arc::new(error))
}

async fn check_sqlite_version(db: &DatabaseConnection) -> Result<(), DbError> {
    let found = text(db, "select sqlite_version()").await?;
    let parts: Vec<u32> = found.split('.').filter_map(|part| part.parse().ok()).collect();
    if parts.as_slice() < SQLITE_MIN.as_slice() {
        return Err(DbError::SqliteTooOld { found });
    }
    Ok(())
}

async fn check_settings(db: &DatabaseConnection, backend: Backend) -> Result<(), DbError> {
    let settings = match backend {
        Backend::Sqlite => SQLITE_SETTINGS,
        Backend::Postgres => POSTGRES_SETTINGS,
    };
    for (setting, question, expected) in settings {
        if text(db, question).await? != expected {
            return Err(DbError::Setting { setting });
        }
    }
    Ok(())
}

/// The one text that a question answers.
async fn text(db: &DatabaseConnection, question: &'static str) -> Result<String, DbError> {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), question)).await?;
    let answer = row.map(|row| row.try_get_by_index::<String>(0)).transpose()?;
    Ok(answer.unwrap_or_default())
}

/// A statement in SQL that both databases read, with its values in the places `$1`, `$2`, ….
pub(crate) fn sql<const N: usize>(
    db: &impl ConnectionTrait,
    text: &str,
    values: [sea_orm::Value; N],
) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), text, values)
}
