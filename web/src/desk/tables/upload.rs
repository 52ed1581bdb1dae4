//! A table on its way in: a plain form in parts.

use axum::extract::Request;
use koop_domain::imports::tables::error::TableError;
use koop_domain::imports::tables::model::{Brought, ROWS_MAX, UPLOAD_MAX_BYTES};
use koop_domain::language::Language;

use crate::multipart::{Sent, Unreadable};
use crate::texts::{Value, clock};

/// How much of a form is read in all: what is beyond a table is read and thrown away.
pub const FORM_MAX_BYTES: usize = 3 * UPLOAD_MAX_BYTES;

/// A form with a table, as it was sent: `gemeenschap` (the community's slug), `bron`, `licentie`
/// and `tabel`.
#[derive(Debug, Default)]
pub struct TableUpload {
    /// At whose desk, by its slug.
    pub community: String,
    /// Whose list it is, as it was typed.
    pub source: String,
    /// Under which licence.
    pub licence: String,
    /// The file; none where it is too heavy.
    bytes: Option<Vec<u8>>,
}

impl TableUpload {
    /// Reads a form.
    ///
    /// # Errors
    /// [`Unreadable`] where it is none, or breaks off.
    pub async fn read(request: Request) -> Result<Self, Unreadable> {
        let sent = Sent::read(request, ("tabel", UPLOAD_MAX_BYTES)).await?;
        Ok(Self {
            community: sent.text("gemeenschap").to_owned(),
            source: sent.text("bron").to_owned(),
            licence: sent.text("licentie").to_owned(),
            bytes: sent.file,
        })
    }

    /// The table in it.
    ///
    /// # Errors
    /// [`TableError::TooMuch`] where it is too heavy.
    pub fn table(&mut self) -> Result<Brought, TableError> {
        let bytes = self.bytes.take().ok_or(TableError::TooMuch)?;
        Ok(Brought { bytes, source: self.source.clone(), licence: self.licence.clone() })
    }
}

/// How much a table may be, for the words about it.
pub(super) fn limits(language: Language) -> [(&'static str, Value); 2] {
    let rows = clock::number(language, ROWS_MAX as u64);
    [("megabytes", (UPLOAD_MAX_BYTES >> 20).into()), ("rows", rows.into())]
}
