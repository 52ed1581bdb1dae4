//! Lines of the books of a local currency, from a file: as `ledger export` writes them, or a table
//! of who paid whom, how much and when.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};
use flate2::bufread::MultiGzDecoder;
use koop_domain::id::{AccountId, TransferId};
use koop_domain::ledger::book::TransferKind;
use koop_domain::ledger::history::lines::{Line, Moved};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The most bytes of a file, unpacked: some ten million transfers.
const FILE_MAX_BYTES: u64 = 4 << 30;
/// How a packed file begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BooksError {
    /// It cannot be opened or read.
    #[error("cannot read {path}")]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A line is none of the books.
    #[error("line {line} of {path} is none of the books: {problem}")]
    Line {
        /// Of which file.
        path: PathBuf,
        /// Which, from 1.
        line: u64,
        /// What is wrong with it.
        problem: String,
    },
}

/// All lines of a file, gzipped or not.
///
/// # Errors
/// [`BooksError`], with the line.
pub fn lines(path: &Path) -> Result<Vec<Line>, BooksError> {
    let failed = |source| BooksError::Io { path: path.to_owned(), source };
    let mut file = BufReader::new(File::open(path).map_err(failed)?);
    let is_packed = file.fill_buf().map_err(failed)?.starts_with(&GZIP);
    let open: Box<dyn Read> =
        if is_packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut open = BufReader::new(open.take(FILE_MAX_BYTES));
    let is_json = open.fill_buf().map_err(failed)?.trim_ascii_start().starts_with(b"{");
    if is_json { of_json(path, open) } else { of_table(path, open) }
}

fn of_json(path: &Path, open: impl BufRead) -> Result<Vec<Line>, BooksError> {
    let mut all = Vec::new();
    for (nth, line) in (1..).zip(open.lines()) {
        let line = line.map_err(|source| BooksError::Io { path: path.to_owned(), source })?;
        if line.trim().is_empty() {
            continue;
        }
        let read = serde_json::from_str(&line).map_err(|error| wrong(path, nth, &error))?;
        all.push(read);
    }
    Ok(all)
}

/// A row of a table.
#[derive(Deserialize)]
struct Row {
    from: String,
    to: String,
    #[serde(alias = "amount")]
    amount_cents: i64,
    time: String,
}

fn of_table(path: &Path, open: impl Read) -> Result<Vec<Line>, BooksError> {
    let mut all = Vec::new();
    for (nth, row) in (2..).zip(csv::Reader::from_reader(open).into_deserialize::<Row>()) {
        let Row { from, to, amount_cents, time } = row.map_err(|error| wrong(path, nth, &error))?;
        let posted_at = moment(&time).ok_or_else(|| wrong(path, nth, &"a time nobody reads"))?;
        let named =
            |what: &str| derived(&format!("{what}/{from}/{to}/{amount_cents}/{time}/{nth}"));
        all.push(Line::Transfer(Moved {
            number: None,
            id: TransferId(named("transfer")),
            debit: AccountId(derived(&format!("account/{from}"))),
            credit: AccountId(derived(&format!("account/{to}"))),
            amount: amount_cents,
            kind: TransferKind::Payment,
            reverses: None,
            levy_of: None,
            hold: None,
            posted_at,
            note: None,
            hash: None,
        }));
    }
    Ok(all)
}

/// A moment, of UTC where it does not say.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    let whole = DateTime::parse_from_rfc3339(text).map(|it| it.to_utc());
    let bare = || NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").map(|it| it.and_utc());
    whole.or_else(|_| bare()).ok()
}

/// An id of what a table calls otherwise: the same each time it is read.
fn derived(name: &str) -> Uuid {
    let hash = Sha256::digest(name.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

fn wrong(path: &Path, line: u64, problem: &impl ToString) -> BooksError {
    BooksError::Line { path: path.to_owned(), line, problem: problem.to_string() }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn written(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(text.as_bytes()).expect("written");
        file
    }

    #[test]
    fn a_table_is_read_alike_each_time() {
        let text = "seq,time,from,to,amount_cents\n1,2020-01-25T00:51:31,5,7,43533\n\
            2,2020-01-25T00:51:31,5,7,43533\n";
        let read = || lines(written(text).path()).expect("lines");
        assert_eq!(read(), read());
        let [Line::Transfer(one), Line::Transfer(other)] = &read()[..] else { panic!() };
        assert_eq!((one.debit, one.credit), (other.debit, other.credit));
        assert_ne!(one.id, other.id, "two payments alike are two");
    }

    #[test]
    fn a_line_that_is_none_is_named() {
        let bad = lines(written("{\"currency\":{\"code\":\"LAT\"}}\n{\"x\":1}\n").path());
        assert!(matches!(bad, Err(BooksError::Line { line: 2, .. })), "{bad:?}");
        let bad = lines(written("from,to,amount_cents,time\n1,2,3,gisteren\n").path());
        assert!(matches!(bad, Err(BooksError::Line { line: 2, .. })), "{bad:?}");
    }
}
