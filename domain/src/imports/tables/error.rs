//! What can go wrong with tables.

use super::model::{LICENCE_MAX, NAME_MAX, ROWS_MAX, UPLOAD_MAX_BYTES};
use super::read::{COLUMNS_MAX, TABLE_MAX_BYTES};
use crate::communities::error::CommunityError;
use crate::db::DbError;
use crate::error::Kind;
use crate::imports::error::ImportError;
use crate::policy::Denied;

/// What can go wrong with tables. Nothing of one is in the directory then.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// It is larger than tables are.
    #[error("it holds more than {} MiB: import it in parts, each a data set", TABLE_MAX_BYTES >> 20)]
    TooLarge,
    /// It is more than is brought in by a page.
    #[error("more than {} MiB or {ROWS_MAX} rows: bring it in by command", UPLOAD_MAX_BYTES >> 20)]
    TooMuch,
    /// It is wider than tables are.
    #[error("it has more than {COLUMNS_MAX} columns: leave out those that nobody needs")]
    TooWide,
    /// Nothing stands in it.
    #[error("it has no header and rows")]
    Empty,
    /// It breaks off or is no table.
    #[error("line {line}: {what}")]
    Damaged {
        /// Where.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// No column has the name of the places.
    #[error("no column is called {names}; say which one has the names: --column name=…")]
    Nameless {
        /// What it may be called.
        names: String,
    },
    /// There is no such column.
    #[error("no column is called \"{name}\"; there are {header}")]
    NoColumn {
        /// What was asked for.
        name: String,
        /// What there is.
        header: String,
    },
    /// There is no such field.
    #[error("a listing has no \"{key}\"; choose {fields}")]
    NoField {
        /// What was asked for.
        key: String,
        /// What there is.
        fields: String,
    },
    /// Whose list it is was not said, or in too many words.
    #[error("whose list it is needs 1 to {NAME_MAX} readable characters")]
    Unnamed,
    /// The licence was said in too many words.
    #[error("the licence needs at most {LICENCE_MAX} readable characters")]
    Licence,
    /// The community has no area, so nothing lies in it.
    #[error("the community has no area yet")]
    NoArea,
    /// There is no such table or batch, or it is not for the actor.
    #[error("there is no such table")]
    NotFound,
    /// Too many were brought.
    #[error("too many tables, wait {wait_s} s")]
    TooMany {
        /// After how many seconds another one may be brought.
        wait_s: u64,
    },
    /// The directory refused or failed.
    #[error(transparent)]
    Import(#[from] ImportError),
}

impl TableError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::NoArea => Kind::Conflict,
            Self::TooMany { .. } => Kind::TooMany,
            Self::Import(error) => error.kind(),
            _ => Kind::Invalid,
        }
    }
}

impl From<Denied> for TableError {
    fn from(denied: Denied) -> Self {
        Self::Import(denied.into())
    }
}

impl From<DbError> for TableError {
    fn from(error: DbError) -> Self {
        Self::Import(error.into())
    }
}

impl From<CommunityError> for TableError {
    fn from(error: CommunityError) -> Self {
        match error {
            CommunityError::Denied(denied) => denied.into(),
            CommunityError::Db(error) => error.into(),
            _ => Self::NotFound,
        }
    }
}
