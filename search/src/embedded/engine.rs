//! Index and shelf together: what is written to one is written to the other.
//!
//! The words lie in tantivy; each document names its row on the shelf, and keeps a card from
//! which the shelf is filled again when the index is opened. The position in the changes log is
//! the payload of the commit, so position and content are durable together. A rebuild is
//! written beside what is being searched and becomes visible with one commit.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use chrono::{DateTime, NaiveDate, Utc};
use koop_domain::id::ListingId;
use koop_domain::listings::model::{LifeState, Listing};
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::{IndexChange, IndexPosition};
use serde::{Deserialize, Serialize};
use tantivy::directory::error::LockError;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyError, Term};

use super::answer;
use super::hours::{Prepared, local_day};
use super::shelf::{Row, Shelf};
use super::suggest;
use super::tables::{self, Fields, ROW};
use super::words::Speech;

/// What tantivy may use before it writes a segment, in bytes: its minimum is 15 MB.
const WRITER_BYTES: usize = 30_000_000;
/// The index's own folder, so that throwing it away touches nothing else.
const FOLDER: &str = "tantivy";
/// The file without which there is no index yet.
const META: &str = "meta.json";

/// Why the engine failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Problem {
    /// It holds nothing yet that anybody could ask for.
    #[error("the index has not been built yet")]
    NotBuilt,
    /// The folder cannot be used.
    #[error("the folder {path} cannot be used")]
    Folder {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    /// Somebody else writes it.
    #[error("another server uses it: stop that one, or give this one a data folder of its own")]
    InUse,
    /// The index is of another version, or a card in it cannot be read.
    #[error("the index was written by another version")]
    OtherVersion,
    /// A listing cannot be written down.
    #[error("a listing cannot be written as JSON")]
    Json(#[from] serde_json::Error),
    /// The engine itself failed.
    #[error("tantivy failed")]
    Tantivy(#[from] TantivyError),
}

/// The index and the shelf beside it.
pub(super) struct Engine {
    fields: Fields,
    reader: IndexReader,
    writer: Mutex<Writer>,
    held: RwLock<Held>,
}

/// What is being searched.
#[derive(Default)]
struct Held {
    shelf: Shelf,
    position: Option<IndexPosition>,
}

struct Writer {
    tantivy: IndexWriter,
    rebuild: Option<Rebuild>,
}

/// A rebuild under way: its shelf, and the position that it ends with.
struct Rebuild {
    shelf: Shelf,
    until: IndexPosition,
}

/// What stands in the payload of a commit.
#[derive(Serialize, Deserialize)]
struct Payload {
    version: u32,
    generation: i64,
    seq: i64,
}

/// A listing ready to be put on the shelf.
type Ready = (Row, Prepared);

impl Engine {
    /// Opens the index in a folder, or begins a new one where there is none that can be read.
    pub(super) fn open(folder: &Path) -> Result<Self, Problem> {
        let folder = folder.join(FOLDER);
        let unusable = |source| Problem::Folder { path: folder.clone(), source };
        std::fs::create_dir_all(&folder).map_err(unusable)?;
        match Self::open_existing(&folder) {
            Ok(engine) => Ok(engine),
            Err(Problem::Tantivy(TantivyError::LockFailure(LockError::LockBusy, _))) => {
                Err(Problem::InUse)
            }
            Err(problem) => {
                if folder.join(META).exists() {
                    tracing::warn!(%problem, "the search index cannot be read and is begun anew");
                }
                std::fs::remove_dir_all(&folder).map_err(unusable)?;
                std::fs::create_dir_all(&folder).map_err(unusable)?;
                let (schema, fields) = tables::schema();
                Self::new(&Index::create_in_dir(&folder, schema)?, fields)
            }
        }
    }

    /// An index in memory.
    pub(super) fn in_memory() -> Result<Self, Problem> {
        let (schema, fields) = tables::schema();
        Self::new(&Index::create_in_ram(schema), fields)
    }

    pub(super) fn position(&self) -> Option<IndexPosition> {
        self.read().position
    }

    pub(super) fn search(&self, query: &ListingQuery) -> Result<Answer, Problem> {
        self.keep_up(query)?;
        let held = self.read();
        held.position.ok_or(Problem::NotBuilt)?;
        Ok(answer::answer(query, &self.reader.searcher(), &self.fields, &held.shelf)?)
    }

    pub(super) fn suggest(&self, query: &SuggestQuery) -> Result<Vec<Suggestion>, Problem> {
        let held = self.read();
        held.position.ok_or(Problem::NotBuilt)?;
        Ok(suggest::suggest(query, &self.reader.searcher(), &self.fields, &held.shelf)?)
    }

    /// Whether the hours that lie ready begin on another day than that of an instant.
    pub(super) fn is_behind(&self, now: DateTime<Utc>) -> bool {
        self.read().shelf.hours.first_day() != Some(local_day(now))
    }

    /// Gets the hours ready from the day of an instant on, while the old ones still answer.
    pub(super) fn turn_to(&self, now: DateTime<Utc>) {
        let day = local_day(now);
        // Nothing is written meanwhile, so what was read ahead is still what is there.
        let _writer = self.writer();
        if self.read().shelf.hours.first_day() != Some(day) {
            let ahead = self.read().shelf.hours.ahead(day);
            let worked = ahead.work();
            self.write().shelf.hours.turn(worked);
        }
    }

    /// Begins a rebuild. What was there answers until the rebuild is complete.
    pub(super) fn clear(&self, until: IndexPosition) -> Result<(), Problem> {
        let mut writer = self.writer();
        writer.tantivy.rollback()?;
        writer.tantivy.delete_all_documents()?;
        let shelf = Shelf::from_day(self.read().shelf.hours.first_day());
        writer.rebuild = Some(Rebuild { shelf, until });
        Ok(())
    }

    /// Takes over a batch.
    pub(super) fn apply(
        &self,
        changes: Vec<IndexChange>,
        position: IndexPosition,
    ) -> Result<(), Problem> {
        let mut writer = self.writer();
        let applied = self.apply_with(&mut writer, changes, position);
        if applied.is_err() {
            writer.rebuild = None;
            writer.tantivy.rollback()?;
        }
        applied
    }

    fn apply_with(
        &self,
        writer: &mut Writer,
        changes: Vec<IndexChange>,
        position: IndexPosition,
    ) -> Result<(), Problem> {
        let Writer { tantivy, rebuild } = writer;
        let (puts, removals) = latest(changes);
        let rows: Vec<u32> = match rebuild {
            Some(rebuild) => puts.iter().map(|l| rebuild.shelf.reserve(l.id)).collect(),
            None => {
                let mut held = self.write();
                puts.iter().map(|listing| held.shelf.reserve(listing.id)).collect()
            }
        };
        let mut speech = Speech::new();
        for id in puts.iter().map(|listing| listing.id).chain(removals.iter().copied()) {
            tantivy.delete_term(Term::from_field_text(self.fields.id, &id.to_string()));
        }
        for (listing, row) in puts.iter().zip(rows) {
            let document = tables::document(&self.fields, &mut speech, listing, row)?;
            tantivy.add_document(document)?;
        }
        match rebuild.take() {
            Some(mut under_way) => {
                shelve(&mut under_way.shelf, &puts, &removals);
                if position == under_way.until {
                    commit(tantivy, position)?;
                    self.publish(position, |shelf| *shelf = under_way.shelf)?;
                } else {
                    *rebuild = Some(under_way);
                }
                Ok(())
            }
            None => {
                commit(tantivy, position)?;
                let ready = prepare(&self.read().shelf, &puts);
                self.publish(position, |shelf| put(shelf, ready, &removals))
            }
        }
    }

    /// Makes index and shelf new at one moment: searches before it see neither, searches after
    /// it both.
    fn publish(
        &self,
        position: IndexPosition,
        change: impl FnOnce(&mut Shelf),
    ) -> Result<(), Problem> {
        let mut held = self.write();
        self.reader.reload()?;
        change(&mut held.shelf);
        held.position = Some(position);
        Ok(())
    }

    fn open_existing(folder: &Path) -> Result<Self, Problem> {
        let (schema, fields) = tables::schema();
        let index = Index::open_in_dir(folder)?;
        if index.schema() != schema {
            return Err(Problem::OtherVersion);
        }
        Self::new(&index, fields)
    }

    fn new(index: &Index, fields: Fields) -> Result<Self, Problem> {
        let reader: IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let held = match index.load_metas()?.payload {
            Some(payload) => Held {
                position: Some(position_in(&payload)?),
                shelf: fill_again(&reader, &fields)?,
            },
            None => Held::default(),
        };
        let tantivy = index.writer_with_num_threads(1, WRITER_BYTES)?;
        let writer = Mutex::new(Writer { tantivy, rebuild: None });
        Ok(Self { fields, reader, writer, held: RwLock::new(held) })
    }

    /// Gets the hours ready when the question cannot be answered from those that are: at the
    /// first question, and when nobody asked for a week. Otherwise the day turns in the
    /// background, see [`Engine::is_behind`].
    fn keep_up(&self, query: &ListingQuery) -> Result<(), Problem> {
        let today = local_day(query.now);
        let ready = |day: NaiveDate| (0..DAYS_LATE_MAX).contains(&(today - day).num_days());
        let late = self.read().shelf.hours.first_day().is_none_or(|day| !ready(day));
        if late {
            self.turn_to(query.now);
        }
        Ok(())
    }

    fn read(&self) -> RwLockReadGuard<'_, Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Held> {
        self.held.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many days the hours that lie ready may be late before a question waits for new ones.
const DAYS_LATE_MAX: i64 = 6;

/// The last news of each listing. What is gone is not findable.
fn latest(changes: Vec<IndexChange>) -> (Vec<Listing>, Vec<ListingId>) {
    let (mut puts, mut removals, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for change in changes.into_iter().rev() {
        match change {
            IndexChange::Put(listing) if seen.insert(listing.id) => {
                if matches!(listing.facts.state, LifeState::Gone { .. }) {
                    removals.push(listing.id);
                } else {
                    puts.push(*listing);
                }
            }
            IndexChange::Remove(id) if seen.insert(id) => removals.push(id),
            IndexChange::Put(_) | IndexChange::Remove(_) => {}
        }
    }
    (puts, removals)
}

fn prepare(shelf: &Shelf, listings: &[Listing]) -> Vec<Ready> {
    listings.iter().map(|listing| (Row::new(listing), shelf.hours.prepare(listing))).collect()
}

fn put(shelf: &mut Shelf, ready: Vec<Ready>, removals: &[ListingId]) {
    removals.iter().for_each(|id| shelf.remove(*id));
    for (row, hours) in ready {
        shelf.put(row, hours);
    }
}

fn shelve(shelf: &mut Shelf, puts: &[Listing], removals: &[ListingId]) {
    let ready = prepare(shelf, puts);
    put(shelf, ready, removals);
}

fn commit(writer: &mut IndexWriter, position: IndexPosition) -> Result<(), Problem> {
    let IndexPosition { generation, seq } = position;
    let payload = serde_json::to_string(&Payload { version: tables::VERSION, generation, seq })?;
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&payload);
    prepared.commit()?;
    Ok(())
}

fn position_in(payload: &str) -> Result<IndexPosition, Problem> {
    let payload: Payload = serde_json::from_str(payload)?;
    if payload.version != tables::VERSION {
        return Err(Problem::OtherVersion);
    }
    Ok(IndexPosition { generation: payload.generation, seq: payload.seq })
}

/// Fills the shelf from the cards in the index.
fn fill_again(reader: &IndexReader, fields: &Fields) -> Result<Shelf, Problem> {
    let mut shelf = Shelf::default();
    for segment in reader.searcher().segment_readers() {
        let rows = segment.fast_fields().u64(ROW)?;
        let store = segment.get_store_reader(1).map_err(TantivyError::from)?;
        for doc in segment.doc_ids_alive() {
            let row = rows.first(doc).and_then(|row| u32::try_from(row).ok());
            let listing = answer::listing(&store.get(doc)?, fields);
            let (row, listing) = row.zip(listing).ok_or(Problem::OtherVersion)?;
            let hours = shelf.hours.prepare(&listing);
            shelf.put_at(row, Row::new(&listing), hours);
        }
    }
    shelf.collect_free();
    Ok(shelf)
}
