//! Index and shelf together: what is written to one is written to the other.
//!
//! The words of listings lie in tantivy; each document names its row on the shelf, and keeps a card from
//! which the row can be filled again. The position in the changes log is the payload of the
//! commit, so position and content are durable together. A rebuild is written beside what is
//! being searched and becomes visible with one commit. The shelf itself is written down now and
//! then, so that opening need not read every card (`disk`, `shelf_file`).

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use chrono::{DateTime, NaiveDate, Utc};
use koop_domain::id::ListingId;
use koop_domain::listings::model::Listing;
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::{IndexChange, IndexPosition};
use koop_domain::posts::search::{PostAnswer, PostQuery};
use tantivy::merge_policy::LogMergePolicy;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Term};

use super::answer::{self, Library};
use super::counted::Kept;
use super::disk;
use super::filter::until;
use super::hours::{Prepared, local_day};
use super::latest::latest;
use super::posts::{self, Board};
use super::problem::Problem;
use super::row::NewRow;
use super::shelf::Shelf;
use super::shelf_file;
use super::suggest;
use super::tables::{self, Fields};
use super::words::Speech;

/// What tantivy may use before it writes a segment, in bytes: its minimum is 15 MB.
const WRITER_BYTES: usize = 64_000_000;
/// So many segments of a size become one: a question walks every segment.
const MERGED_SEGMENTS: usize = 4;
/// The shelf is written down again when so much of it, and no less than so many listings, would
/// have to be worked out again.
const UNSAVED_PART: usize = 8;
const UNSAVED_MIN: usize = 2_000;

/// So many timetables that came while the hours of another day were worked out are worked out
/// under the lock; and so often at most others are worked out without it before.
const UNREAD_MAX: usize = 1_000;
const TURNS_MAX: usize = 3;

/// The index and the shelf beside it.
pub(super) struct Engine {
    fields: Fields,
    reader: IndexReader,
    writer: Mutex<Writer>,
    held: RwLock<Held>,
    /// The posts, in an index of their own.
    board: Board,
    /// Where the shelf is written down; none for an index in memory.
    folder: Option<PathBuf>,
    /// How much of the shelf would have to be worked out again, as it is written down.
    unsaved: AtomicUsize,
    /// Held by whoever writes it down.
    saving: Mutex<()>,
}

/// What is being searched.
#[derive(Default)]
struct Held {
    shelf: Shelf,
    kept: Kept,
    position: Option<IndexPosition>,
    /// How many commits there were.
    commit: u64,
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

/// A listing ready to be put on the shelf.
type Ready = (NewRow, Prepared);

impl Engine {
    /// Opens the index in a folder, or begins a new one where there is none that can be read.
    pub(super) fn open(folder: &Path) -> Result<Self, Problem> {
        disk::open(folder, |index| Self::new(&index, || Board::open(folder), Some(folder)))
    }

    /// An index in memory.
    pub(super) fn in_memory() -> Result<Self, Problem> {
        let (schema, _) = tables::schema();
        Self::new(&Index::create_in_ram(schema), Board::in_memory, None)
    }

    pub(super) fn position(&self) -> Option<IndexPosition> {
        self.read().position
    }

    pub(super) fn search(&self, query: &ListingQuery) -> Result<Answer, Problem> {
        self.keep_up(query);
        let held = self.read();
        held.position.ok_or(Problem::NotBuilt)?;
        let (searcher, fields) = (&self.reader.searcher(), &self.fields);
        let library = Library { searcher, fields, shelf: &held.shelf, kept: &held.kept };
        Ok(answer::answer(query, &library)?)
    }

    /// The answer, if it is a matter of microseconds and nobody is in the way.
    pub(super) fn search_at_once(&self, query: &ListingQuery) -> Option<Answer> {
        let held = self.held.try_read().ok()?;
        let ready = held.position.is_some() && !is_late(&held.shelf, query.now);
        let (searcher, fields) = (&self.reader.searcher(), &self.fields);
        let library = Library { searcher, fields, shelf: &held.shelf, kept: &held.kept };
        ready.then(|| answer::at_once(query, &library)).flatten()
    }

    /// Whether something was counted of which [`Engine::ripen`] can make more.
    pub(super) fn is_unripe(&self) -> bool {
        self.held.try_read().is_ok_and(|held| held.kept.is_unripe())
    }

    /// Gets ready for whoever asks next what was just counted.
    pub(super) fn ripen(&self) {
        let held = self.read();
        held.kept.ripen(&held.shelf);
    }

    pub(super) fn suggest(&self, query: &SuggestQuery) -> Result<Vec<Suggestion>, Problem> {
        let held = self.read();
        held.position.ok_or(Problem::NotBuilt)?;
        Ok(suggest::suggest(query, &self.reader.searcher(), &self.fields, &held.shelf)?)
    }

    pub(super) fn search_posts(&self, query: &PostQuery) -> Result<PostAnswer, Problem> {
        self.position().ok_or(Problem::NotBuilt)?;
        self.board.search(query)
    }

    /// Whether the hours that lie ready begin on another day than that of an instant. It can wait
    /// for whoever is at work.
    pub(super) fn is_behind(&self, now: DateTime<Utc>) -> bool {
        let held = self.held.try_read();
        held.is_ok_and(|held| held.shelf.hours.first_day() != Some(local_day(now)))
    }

    /// Whether a question is about a moment for which every timetable that it meets has to be
    /// read.
    pub(super) fn is_far(&self, query: &ListingQuery) -> bool {
        let (from, until) = (query.instant(), until(query));
        let held = self.held.try_read();
        held.is_ok_and(|held| !held.shelf.hours.holds(from, until.unwrap_or(from)))
    }

    /// Gets the hours ready from the day of an instant on, while the old ones still answer and
    /// changes still come in.
    pub(super) fn turn_to(&self, now: DateTime<Utc>) {
        if self.read().shelf.hours.first_day() == Some(local_day(now)) {
            return;
        }
        let day = local_day(now);
        let mut worked = self.read().shelf.hours.ahead(day).work();
        for _ in 0..TURNS_MAX {
            if self.read().shelf.hours.unread(&worked) <= UNREAD_MAX {
                break;
            }
            // A rebuild came in between: what it brought is not worked out under the lock.
            worked = self.read().shelf.hours.ahead(day).work();
        }
        let mut held = self.write();
        held.shelf.hours.turn(worked);
        held.kept = Kept::default();
        self.unsaved.fetch_add(held.shelf.hours.distinct(), Ordering::Relaxed);
    }

    /// Begins a rebuild. What was there answers until the rebuild is complete.
    pub(super) fn clear(&self, until: IndexPosition) -> Result<(), Problem> {
        let mut writer = self.writer();
        self.board.clear()?;
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
        let is_last = writer.rebuild.as_ref().is_some_and(|rebuild| rebuild.until == position);
        let news = posts::latest(&changes);
        let applied = self.board.apply(&news, is_last);
        let applied = applied.and_then(|()| self.apply_with(&mut writer, changes, position));
        if applied.is_err() {
            writer.rebuild = None;
            writer.tantivy.rollback()?;
            self.board.give_up()?;
        }
        applied
    }

    /// Whether so much has changed that the shelf should be written down again.
    pub(super) fn wants_saving(&self) -> bool {
        let enough = UNSAVED_MIN.max(self.read().shelf.len() as usize / UNSAVED_PART);
        self.folder.is_some() && self.unsaved.load(Ordering::Relaxed) >= enough
    }

    /// Writes the shelf down, if anything changed since. One that cannot be written costs the
    /// next start some time, and nothing else.
    pub(super) fn save(&self) {
        let Some(folder) = &self.folder else { return };
        let _one_at_a_time = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        let unsaved = self.unsaved.swap(0, Ordering::Relaxed);
        let bytes = {
            let held = self.read();
            if held.position.is_none() || unsaved == 0 {
                return;
            }
            shelf_file::to_bytes(&held.shelf, held.commit)
        };
        if let Err(error) = shelf_file::write(folder, &bytes) {
            self.unsaved.fetch_add(unsaved, Ordering::Relaxed);
            let error: &dyn std::error::Error = &error;
            tracing::warn!(error, "the shelf cannot be written beside the search index");
        }
    }

    fn apply_with(
        &self,
        writer: &mut Writer,
        changes: Vec<IndexChange>,
        position: IndexPosition,
    ) -> Result<(), Problem> {
        let Writer { tantivy, rebuild } = writer;
        let (puts, removals) = latest(changes);
        let commit = self.read().commit + 1;
        let ids = puts.iter().map(|listing| listing.id).chain(removals.iter().copied());
        // What nobody knew has nothing to delete, and a rebuild is spared a list of everything.
        let reserve = |shelf: &mut Shelf| -> (Vec<ListingId>, Vec<u32>) {
            let known = ids.filter(|id| shelf.knows(*id)).collect();
            (known, puts.iter().map(|listing| shelf.reserve(listing.id)).collect())
        };
        let (known, rows) = match rebuild {
            Some(rebuild) => reserve(&mut rebuild.shelf),
            None => reserve(&mut self.write().shelf),
        };
        let mut speech = Speech::new();
        for id in known {
            tantivy.delete_term(Term::from_field_text(self.fields.id, &id.to_string()));
        }
        for (listing, row) in puts.iter().zip(rows) {
            let document = tables::document(&self.fields, &mut speech, listing, (row, commit))?;
            tantivy.add_document(document)?;
        }
        let changed = puts.len() + removals.len();
        match rebuild.take() {
            Some(mut under_way) => {
                let ready = prepare(&under_way.shelf, &puts);
                put(&mut under_way.shelf, ready, &removals);
                if position == under_way.until {
                    disk::commit(tantivy, position, commit)?;
                    let all = under_way.shelf.len() as usize;
                    self.publish(position, commit, all, |shelf| *shelf = under_way.shelf)?;
                } else {
                    *rebuild = Some(under_way);
                }
                Ok(())
            }
            None => {
                disk::commit(tantivy, position, commit)?;
                let ready = prepare(&self.read().shelf, &puts);
                self.publish(position, commit, changed, |shelf| put(shelf, ready, &removals))
            }
        }
    }

    /// Makes index and shelf new at one moment: searches before it see neither, searches after
    /// it both.
    fn publish(
        &self,
        position: IndexPosition,
        commit: u64,
        changed: usize,
        change: impl FnOnce(&mut Shelf),
    ) -> Result<(), Problem> {
        let mut held = self.write();
        self.reader.reload()?;
        change(&mut held.shelf);
        (held.position, held.commit) = (Some(position), commit);
        held.kept = Kept::default();
        self.unsaved.fetch_add(changed, Ordering::Relaxed);
        Ok(())
    }

    fn new(
        index: &Index,
        board: impl FnOnce() -> Result<Board, Problem>,
        folder: Option<&Path>,
    ) -> Result<Self, Problem> {
        let (_, fields) = tables::schema();
        let reader: IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let tantivy: IndexWriter = index.writer_with_num_threads(1, WRITER_BYTES)?;
        let mut merging = LogMergePolicy::default();
        merging.set_min_num_segments(MERGED_SEGMENTS);
        tantivy.set_merge_policy(Box::new(merging));
        // Whoever has the writer has the folder, and with it the posts.
        let board = board()?;
        let (mut held, mut unsaved) = (Held::default(), 0);
        if let Some(payload) = disk::payload(index)? {
            // What cannot be read is begun anew together, so that one position holds for both.
            if !board.is_begun() {
                return Err(Problem::OtherVersion);
            }
            let (shelf, read) = disk::fill_again(folder, payload.commit, &reader, &fields)?;
            let (position, commit) = (Some(payload.position()), payload.commit);
            (held, unsaved) = (Held { shelf, position, commit, kept: Kept::default() }, read);
        }
        Ok(Self {
            fields,
            reader,
            writer: Mutex::new(Writer { tantivy, rebuild: None }),
            held: RwLock::new(held),
            board,
            folder: folder.map(Path::to_owned),
            unsaved: AtomicUsize::new(unsaved),
            saving: Mutex::default(),
        })
    }

    /// Gets the hours ready when the question cannot be answered from those that are: at the
    /// first question, and when nobody asked for a week. Otherwise the day turns in the
    /// background, see [`Engine::is_behind`].
    fn keep_up(&self, query: &ListingQuery) {
        let late = is_late(&self.read().shelf, query.now);
        if late {
            self.turn_to(query.now);
        }
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

/// How many days the hours that lie ready may be late before a question waits for new ones; a
/// question from just before midnight finds tomorrow's.
const DAYS_LATE: RangeInclusive<i64> = -1..=5;

fn is_late(shelf: &Shelf, now: DateTime<Utc>) -> bool {
    let today = local_day(now);
    let ready = |day: NaiveDate| DAYS_LATE.contains(&(today - day).num_days());
    shelf.hours.first_day().is_none_or(|day| !ready(day))
}

fn prepare(shelf: &Shelf, listings: &[Listing]) -> Vec<Ready> {
    listings.iter().map(|listing| (NewRow::new(listing), shelf.hours.prepare(listing))).collect()
}

fn put(shelf: &mut Shelf, ready: Vec<Ready>, removals: &[ListingId]) {
    removals.iter().for_each(|id| shelf.remove(*id));
    for (row, hours) in ready {
        shelf.put(&row, hours);
    }
}

#[cfg(test)]
#[path = "engine_tests.rs"]
mod tests;
