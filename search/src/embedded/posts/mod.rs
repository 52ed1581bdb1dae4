//! The board: posts in an index of their own beside the listings', found by the same code.
//!
//! `tables` says what of a post is written down, `shelf` holds in memory what filters ask for,
//! `filter` asks each candidate once, whether these eyes may see it first of all, and `answer`
//! puts what is left in order. The listings' commit carries the position: posts are durable
//! before it, so what was written and not remembered is written again, which changes nothing.

mod answer;
mod facets;
mod filter;
mod order;
mod reasons;
mod shelf;
mod tables;

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use koop_domain::id::PostId;
use koop_domain::ports::IndexChange;
use koop_domain::posts::model::Post;
use koop_domain::posts::search::{PostAnswer, PostQuery};
use serde::{Deserialize, Serialize};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Term};

use self::answer::Library;
use self::shelf::Shelf;
use self::tables::Fields;
use super::problem::Problem;
use super::sight::Sight;
use super::words::Speech;

/// The posts' own folder, beside the listings' index.
pub(super) const FOLDER: &str = "posts";
/// The file without which there is no index yet.
const META: &str = "meta.json";
/// What tantivy may use before it writes a segment, in bytes: its minimum is 15 MB.
const WRITER_BYTES: usize = 16_000_000;

/// News of the board.
#[derive(Clone, Debug)]
pub(super) enum News {
    /// This is how a post is now.
    Put(Box<Post>),
    /// It stands there no more.
    Remove(PostId),
}

/// The last news of each post.
pub(super) fn latest(changes: &[IndexChange]) -> Vec<News> {
    let mut seen = HashSet::new();
    let news = changes.iter().rev().filter_map(|change| match change {
        IndexChange::PutPost(post) if seen.insert(post.id) => Some(News::Put(post.clone())),
        IndexChange::RemovePost(id) if seen.insert(*id) => Some(News::Remove(*id)),
        _ => None,
    });
    news.collect()
}

/// Posts in tantivy, and the shelf beside it.
pub(super) struct Board {
    index: Index,
    fields: Fields,
    sight: Sight,
    reader: IndexReader,
    writer: Mutex<Writer>,
    held: RwLock<Shelf>,
    /// Whether it lies in a folder.
    is_kept: bool,
}

#[derive(Default)]
struct Writer {
    /// Begun with the first post: what is judged in memory has often none.
    tantivy: Option<IndexWriter>,
    /// The shelf of a rebuild under way.
    rebuild: Option<Shelf>,
    /// Whether anything was committed, were it nothing.
    is_begun: bool,
}

/// What stands in the payload of a commit.
#[derive(Serialize, Deserialize)]
struct Payload {
    version: u32,
}

impl Board {
    /// Opens what is in a folder, or begins there.
    pub(super) fn open(folder: &Path) -> Result<Self, Problem> {
        let folder = folder.join(FOLDER);
        let unusable = |source| Problem::Folder { path: folder.clone(), source };
        std::fs::create_dir_all(&folder).map_err(unusable)?;
        let (schema, _) = tables::schema();
        if !folder.join(META).exists() {
            return Self::of(Index::create_in_dir(&folder, schema)?, true);
        }
        let index = Index::open_in_dir(&folder)?;
        if index.schema() == schema { Self::of(index, true) } else { Err(Problem::OtherVersion) }
    }

    /// Nothing yet, in memory.
    pub(super) fn in_memory() -> Result<Self, Problem> {
        Self::of(Index::create_in_ram(tables::schema().0), false)
    }

    fn of(index: Index, is_kept: bool) -> Result<Self, Problem> {
        let (_, fields) = tables::schema();
        let reader: IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let payload = index.load_metas()?.payload;
        let payload: Option<Payload> = payload.as_deref().map(serde_json::from_str).transpose()?;
        if payload.as_ref().is_some_and(|it| it.version != tables::VERSION) {
            return Err(Problem::OtherVersion);
        }
        let shelf = tables::fill(&reader, &fields)?;
        let writer = Writer { is_begun: payload.is_some(), ..Writer::default() };
        Ok(Self {
            index,
            fields,
            sight: tables::sight(&fields),
            reader,
            writer: Mutex::new(writer),
            held: RwLock::new(shelf),
            is_kept,
        })
    }

    /// Whether it was ever written, so that it belongs to the listings beside it.
    pub(super) fn is_begun(&self) -> bool {
        self.writer().is_begun
    }

    /// Begins a rebuild. What was there answers until it is complete.
    pub(super) fn clear(&self) -> Result<(), Problem> {
        let mut writer = self.writer();
        let tantivy = writer.tantivy(&self.index)?;
        tantivy.rollback()?;
        tantivy.delete_all_documents()?;
        writer.rebuild = Some(Shelf::default());
        Ok(())
    }

    /// Gives up what was not committed.
    pub(super) fn give_up(&self) -> Result<(), Problem> {
        let mut writer = self.writer();
        writer.rebuild = None;
        if let Some(tantivy) = &mut writer.tantivy {
            tantivy.rollback()?;
        }
        Ok(())
    }

    /// Takes over news; during a rebuild it is seen and durable with the last of it.
    pub(super) fn apply(&self, news: &[News], is_last: bool) -> Result<(), Problem> {
        let mut writer = self.writer();
        let writer = &mut *writer;
        if let Some(mut shelf) = writer.rebuild.take() {
            self.write_down(writer.tantivy(&self.index)?, &mut shelf, news)?;
            put(&mut shelf, news);
            if !is_last {
                writer.rebuild = Some(shelf);
                return Ok(());
            }
            writer.commit(&self.index)?;
            return self.publish(|held| *held = shelf);
        }
        let is_due = self.is_kept && !writer.is_begun;
        if news.is_empty() && !is_due {
            return Ok(());
        }
        {
            // Rows that are reserved and empty disturb nobody who asks meanwhile.
            let mut held = self.write();
            self.write_down(writer.tantivy(&self.index)?, &mut held, news)?;
        }
        writer.commit(&self.index)?;
        self.publish(|held| put(held, news))
    }

    pub(super) fn search(&self, query: &PostQuery) -> Result<PostAnswer, Problem> {
        let (held, searcher) = {
            let held = self.read();
            // Taken together, so that index and shelf are of one commit.
            let searcher = self.reader.searcher();
            (held, searcher)
        };
        let library = Library { searcher: &searcher, sight: &self.sight, shelf: &held };
        Ok(answer::answer(query, &library)?)
    }

    /// Writes documents, and reserves their rows.
    fn write_down(
        &self,
        tantivy: &IndexWriter,
        shelf: &mut Shelf,
        news: &[News],
    ) -> Result<(), Problem> {
        let mut speech = Speech::new();
        for one in news {
            let id = match one {
                News::Put(post) => post.id,
                News::Remove(id) => *id,
            };
            if shelf.knows(id) {
                tantivy.delete_term(Term::from_field_text(self.fields.id, &id.to_string()));
            }
            if let News::Put(post) = one {
                let row = shelf.reserve(id);
                tantivy.add_document(tables::document(&self.fields, &mut speech, post, row)?)?;
            }
        }
        Ok(())
    }

    /// Makes index and shelf new at one moment.
    fn publish(&self, change: impl FnOnce(&mut Shelf)) -> Result<(), Problem> {
        let mut held = self.write();
        self.reader.reload()?;
        change(&mut held);
        Ok(())
    }

    fn read(&self) -> RwLockReadGuard<'_, Shelf> {
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Shelf> {
        self.held.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Writer {
    fn tantivy(&mut self, index: &Index) -> Result<&mut IndexWriter, Problem> {
        let tantivy = match self.tantivy.take() {
            Some(tantivy) => tantivy,
            None => index.writer_with_num_threads(1, WRITER_BYTES)?,
        };
        Ok(self.tantivy.insert(tantivy))
    }

    fn commit(&mut self, index: &Index) -> Result<(), Problem> {
        let payload = serde_json::to_string(&Payload { version: tables::VERSION })?;
        let mut prepared = self.tantivy(index)?.prepare_commit()?;
        prepared.set_payload(&payload);
        prepared.commit()?;
        self.is_begun = true;
        Ok(())
    }
}

fn put(shelf: &mut Shelf, news: &[News]) {
    for one in news {
        match one {
            News::Put(post) => shelf.put(post),
            News::Remove(id) => shelf.remove(*id),
        }
    }
}
