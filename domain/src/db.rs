//! The database: many readers, one way to write.
//!
//! Only [`Db::write`] begins a transaction, and write functions take `&WriteTx`, so an
//! untransacted write does not compile.

use std::path::PathBuf;

use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr};

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
    /// The database refused or failed.
    #[error("the database failed")]
    Failed(#[from] DbErr),
}

/// An open database.
#[derive(Clone, Debug)]
pub struct Db {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    backend: Backend,
}

/// A transaction that writes. Commit it, or nothing happened.
#[derive(Debug)]
pub struct WriteTx {
    tx: DatabaseTransaction,
    backend: Backend,
}

impl Db {
    /// Opens the database at an address such as `sqlite:///path/koop.db?mode=rwc` or
    /// `postgres://…`, with its settings made and read back.
    ///
    /// # Errors
    /// [`DbError`]: a wrong address, an old SQLite, a setting that did not take.
    pub async fn open(url: &str) -> Result<Self, DbError> {
        let _ = url;
        todo!()
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

    /// Begins a write: `BEGIN IMMEDIATE` on SQLite, so that two writers queue.
    ///
    /// # Errors
    /// [`DbError::Failed`].
    pub async fn write(&self) -> Result<WriteTx, DbError> {
        todo!()
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

    /// Makes it so.
    ///
    /// # Errors
    /// [`DbError::Failed`]; then nothing happened.
    pub async fn commit(self) -> Result<(), DbError> {
        Ok(self.tx.commit().await?)
    }
}
