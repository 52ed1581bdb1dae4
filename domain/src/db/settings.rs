//! How a connection is set, and that it is.

use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbErr, Statement};

use super::{Backend, DbError};

/// How long a statement waits for another process that writes to the same SQLite file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a statement waits for a row that somebody else has locked, on PostgreSQL.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);
/// How long to wait for a connection to PostgreSQL: less than a request may take, so that what
/// fails says so.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// A connection that was idle for so long is asked whether it is still there before it is used.
const IDLE_MAX: Duration = Duration::from_secs(1);
/// What reading a page costs beside the next one, on PostgreSQL: a server of today has no disk that
/// turns.
const PAGE_COST: &str = "1.1";
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
    // Asked each time, it would be a journey more for each statement.
    options.test_before_acquire_if_idle_for(IDLE_MAX);
    options
}

pub(super) fn sqlite_options(url: &str, connections: u32, read_only: bool) -> ConnectOptions {
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

pub(super) fn postgres_options(url: &str, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = options(url, connections);
    let millis = |timeout: Duration| timeout.as_millis().to_string();
    let settings = [
        ("lock_timeout", millis(LOCK_TIMEOUT)),
        ("statement_timeout", millis(STATEMENT_TIMEOUT)),
        ("idle_in_transaction_session_timeout", millis(IDLE_IN_TRANSACTION_TIMEOUT)),
        ("random_page_cost", PAGE_COST.to_owned()),
        ("default_transaction_read_only", (if read_only { "on" } else { "off" }).to_owned()),
    ];
    options.set_application_name("koop-lokaal").acquire_timeout(CONNECT_TIMEOUT);
    options.map_sqlx_postgres_opts(move |postgres| postgres.options(settings.clone()));
    options
}

/// Makes the folder of a SQLite file that may be made.
pub(super) fn make_folder(url: &str) -> Result<(), DbError> {
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

pub(super) async fn check_sqlite_version(db: &DatabaseConnection) -> Result<(), DbError> {
    let found = text(db, "select sqlite_version()").await?;
    let parts: Vec<u32> = found.split('.').filter_map(|part| part.parse().ok()).collect();
    if parts.as_slice() < SQLITE_MIN.as_slice() {
        return Err(DbError::SqliteTooOld { found });
    }
    Ok(())
}

pub(super) async fn check_settings(
    db: &DatabaseConnection,
    backend: Backend,
) -> Result<(), DbError> {
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
