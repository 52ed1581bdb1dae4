//! Slips in a table that was brought.

use koop_domain::imports::tables::error::TableError;
use koop_domain::language::Language;

use super::Slips;
use crate::error::{Failure, status};
use crate::texts;

impl Slips {
    /// What the reader can mend about a table; anything else becomes a page of its own.
    pub(crate) fn of_table(language: Language, error: TableError) -> Result<Self, Failure> {
        let Some(words) = texts::table_error(language, &error) else { return Err(error.into()) };
        let field = texts::table_part(&error);
        let retry_s = match &error {
            TableError::TooMany { wait_s } => Some(*wait_s),
            _ => None,
        };
        let status = Some(status(error.kind()));
        Ok(match field {
            Some(field) => Self { field: Some((field, words)), status, ..Self::default() },
            None => Self { whole: Some(words), status, retry_s, ..Self::default() },
        })
    }
}
