//! A table as spreadsheets write it: commas, semicolons or tabs, fields in quotes or not, in UTF-8
//! or in Windows' letters of western Europe.

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::WINDOWS_1252;

use super::error::TableError;

/// The most that a table may hold when it is unpacked: some two hundred thousand rows.
pub const TABLE_MAX_BYTES: u64 = 64 << 20;
/// The most columns of a table: the widest registers have some sixty.
pub const COLUMNS_MAX: usize = 100;
/// What parts fields.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// A header and rows.
#[derive(Clone, Debug)]
pub struct Table {
    header: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
    separator: u8,
}

impl Table {
    /// Reads a whole table.
    ///
    /// # Errors
    /// [`TableError::Empty`], [`TableError::TooLarge`], [`TableError::TooWide`] or
    /// [`TableError::Damaged`].
    pub fn read(bytes: &[u8]) -> Result<Self, TableError> {
        if bytes.len() as u64 > TABLE_MAX_BYTES {
            return Err(TableError::TooLarge);
        }
        let text = decoded(bytes);
        let separator = separator(&text);
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let (mut rows, mut row) = (Vec::new(), ByteRecord::new());
        let mut width = None;
        while reader.read_byte_record(&mut row).map_err(|error| damaged(&error))? {
            let line = row.position().map_or(0, csv::Position::line);
            // What stands beyond the last column has no name, so it is nothing.
            let width = *width.get_or_insert(row.len());
            if width > COLUMNS_MAX {
                return Err(TableError::TooWide);
            }
            let fields = row.iter().take(width).map(|field| {
                // It was cut from UTF-8 at single bytes of ASCII.
                String::from_utf8_lossy(field).trim().replace('\0', "")
            });
            let fields: Vec<String> = fields.collect();
            if fields.iter().any(|field| !field.is_empty()) {
                rows.push((line, fields));
            }
        }
        if rows.len() < 2 {
            return Err(TableError::Empty);
        }
        let (_, header) = rows.remove(0);
        Ok(Self { header, rows, separator })
    }

    /// What the columns are called.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The rows below the header that have anything, each with its line.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (u64, &[String])> {
        self.rows.iter().map(|(line, fields)| (*line, fields.as_slice()))
    }

    /// Whether a comma may part the digits of a number.
    pub(super) fn has_decimal_commas(&self) -> bool {
        self.separator != b','
    }
}

/// As text: UTF-8, else what a spreadsheet on Windows writes.
#[must_use]
pub(super) fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// The sign that parts most fields of the header.
fn separator(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: &u8| header.bytes().filter(|byte| byte == sign).count();
    SEPARATORS.into_iter().rev().max_by_key(count).unwrap_or(b';')
}

fn damaged(error: &csv::Error) -> TableError {
    let line = error.position().map_or(0, csv::Position::line);
    TableError::Damaged { line, what: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_only_so_wide() {
        let wide = |columns: usize, fields: usize| {
            let (header, row) = ("naam;".repeat(columns - 1), "x;".repeat(fields - 1));
            Table::read(format!("{header}naam\n{row}x\n").as_bytes())
        };
        let fits = wide(COLUMNS_MAX, 5 * COLUMNS_MAX).unwrap();
        let (_, fields) = fits.rows().next().unwrap();
        assert_eq!((fits.header().len(), fields.len()), (COLUMNS_MAX, COLUMNS_MAX));
        for (columns, fields) in [(COLUMNS_MAX + 1, 1), (200_000, 200_000)] {
            let refused = wide(columns, fields);
            assert!(matches!(refused, Err(TableError::TooWide)), "{columns} columns");
        }
    }
}
