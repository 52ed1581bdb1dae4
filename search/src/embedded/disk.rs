//! The index in its folder: begun, opened again, and its shelf filled again.

use std::path::{Path, PathBuf};

use koop_domain::ports::IndexPosition;
use serde::{Deserialize, Serialize};
use tantivy::directory::error::LockError;
use tantivy::{DocAddress, Index, IndexReader, IndexWriter, TantivyError};

use super::answer;
use super::posts;
use super::problem::Problem;
use super::row::NewRow;
use super::shelf::Shelf;
use super::shelf_file;
use super::tables::{self, Fields, ROW, STAMP};

/// The index's own folder, so that throwing it away touches nothing else.
const FOLDER: &str = "tantivy";
/// The file without which there is no index yet.
const META: &str = "meta.json";

/// What stands in the payload of a commit: which position it brought the index to, and how many
/// commits there were. Each document carries the number of its commit.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Payload {
    version: u32,
    generation: i64,
    seq: i64,
    pub(super) commit: u64,
}

impl Payload {
    pub(super) fn position(&self) -> IndexPosition {
        IndexPosition { generation: self.generation, seq: self.seq }
    }
}

/// The index in a folder, or a new one where there is none that can be read. `open` makes of it
/// what is needed; what it cannot use is thrown away, for it can always be rebuilt.
pub(super) fn open<T>(
    folder: &Path,
    open: impl Fn(Index) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let tantivy = folder.join(FOLDER);
    let unusable = |source| Problem::Folder { path: PathBuf::from(folder), source };
    std::fs::create_dir_all(&tantivy).map_err(unusable)?;
    match open_existing(&tantivy).and_then(&open) {
        Err(Problem::Tantivy(TantivyError::LockFailure(LockError::LockBusy, _))) => {
            Err(Problem::InUse)
        }
        Err(problem) => {
            if tantivy.join(META).exists() {
                tracing::warn!(%problem, "the search index cannot be read and is begun anew");
            }
            std::fs::remove_dir_all(&tantivy).map_err(unusable)?;
            shelf_file::remove(folder).map_err(unusable)?;
            remove_board(folder).map_err(unusable)?;
            std::fs::create_dir_all(&tantivy).map_err(unusable)?;
            let (schema, _) = tables::schema();
            open(Index::create_in_dir(&tantivy, schema)?)
        }
        opened => opened,
    }
}

/// Throws the posts beside the index away with it.
fn remove_board(folder: &Path) -> std::io::Result<()> {
    match std::fs::remove_dir_all(folder.join(posts::FOLDER)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes everything that was written durable, under a position.
pub(super) fn commit(
    writer: &mut IndexWriter,
    position: IndexPosition,
    commit: u64,
) -> Result<(), Problem> {
    let IndexPosition { generation, seq } = position;
    let payload = Payload { version: tables::VERSION, generation, seq, commit };
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&serde_json::to_string(&payload)?);
    prepared.commit()?;
    Ok(())
}

/// What the last commit said; none before the first.
pub(super) fn payload(index: &Index) -> Result<Option<Payload>, Problem> {
    let Some(payload) = index.load_metas()?.payload else { return Ok(None) };
    let payload: Payload = serde_json::from_str(&payload)?;
    if payload.version != tables::VERSION {
        return Err(Problem::OtherVersion);
    }
    Ok(Some(payload))
}

fn open_existing(folder: &Path) -> Result<Index, Problem> {
    let (schema, _) = tables::schema();
    let index = Index::open_in_dir(folder)?;
    if index.schema() == schema { Ok(index) } else { Err(Problem::OtherVersion) }
}

/// The shelf of an index, from the file beside it as far as that goes and from the cards, and
/// how many cards were read.
pub(super) fn fill_again(
    folder: Option<&Path>,
    commit: u64,
    reader: &IndexReader,
    fields: &Fields,
) -> Result<(Shelf, usize), Problem> {
    let written = folder.and_then(shelf_file::read).filter(|(_, after)| *after <= commit);
    if let Some((shelf, after)) = written
        && let Some(mended) = mend(shelf, after, reader, fields)?
    {
        return Ok(mended);
    }
    let filled = mend(Shelf::default(), 0, reader, fields)?;
    filled.ok_or(Problem::OtherVersion)
}

/// Brings a shelf from an earlier commit to what the index holds; none where the two cannot
/// belong together.
fn mend(
    mut shelf: Shelf,
    after: u64,
    reader: &IndexReader,
    fields: &Fields,
) -> Result<Option<(Shelf, usize)>, Problem> {
    let searcher = reader.searcher();
    let mut as_written = vec![false; shelf.len() as usize];
    let mut changed = Vec::new();
    for (at, segment) in (0..).zip(searcher.segment_readers()) {
        let (rows, stamps) = (segment.fast_fields().u64(ROW)?, segment.fast_fields().u64(STAMP)?);
        for doc in segment.doc_ids_alive() {
            let row = rows.first(doc).and_then(|row| u32::try_from(row).ok());
            let Some((row, stamp)) = row.zip(stamps.first(doc)) else { return Ok(None) };
            if stamp > after {
                changed.push((row, DocAddress::new(at, doc)));
            } else if shelf.get(row).is_some() {
                as_written[row as usize] = true;
            } else {
                return Ok(None);
            }
        }
    }
    for (row, _) in (0..).zip(&as_written).filter(|(_, as_written)| !**as_written) {
        shelf.clear_row(row);
    }
    let read = changed.len();
    for (row, at) in changed {
        let Some(listing) = answer::listing(&searcher.doc(at)?, fields) else { return Ok(None) };
        let hours = shelf.hours.prepare(&listing);
        shelf.put_at(row, &NewRow::new(&listing), hours);
    }
    shelf.collect_free();
    Ok(Some((shelf, read)))
}
