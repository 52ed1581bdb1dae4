//! An import under way: records come one at a time, are compared a chunk at a time with what is
//! known, and staged.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::difference;
use super::error::ImportError;
use super::model::{
    CHUNK_MAX, Content, Counts, DATASET_MAX, RECORD_MAX_BYTES, Record, RecordKey, Unfit,
};
use super::opening::{clear, open_batch};
use super::publish;
use super::store;
use super::store::staging::{self, Staged};
use super::store::{drafts, tables};
use crate::audit::model::{Act, Note};
use crate::ctx::Ctx;
use crate::db::DbError;
use crate::id::{BatchId, CommunityId, ListingId, MemberId, TableId};
use crate::listings::model::Facts;
use crate::policy::{self, Action};
use crate::{Domain, audit, listings};

/// So many listings may be gone with one edition, however few the data set holds.
const GONE_MAX: u64 = 20;
/// Of more listings, one in so many may be gone: a file that breaks off without a fault, or an
/// answer to another question, would otherwise close a whole town.
const GONE_ONE_IN: u64 = 2;

/// Why the second of two records with one id is left out.
const TWICE: &str = "twice in the file";

/// An import under way. Drop it without [`Import::publish`] and nothing has happened.
pub struct Import {
    domain: Domain,
    dataset: String,
    /// Where it stages; a dry run has none.
    batch: Option<BatchId>,
    /// Records that were added and not compared yet.
    waiting: Vec<Waiting>,
    /// Every record of the file so far: what is neither among them nor among the unread is gone in
    /// the end.
    seen: HashSet<RecordKey>,
    /// Records that stand in the file and cannot be taken as they are: their listings stay.
    unread: HashSet<RecordKey>,
    /// The records of listings that people here wrote a part of, when the import began.
    edited: HashMap<RecordKey, ListingId>,
    counts: Counts,
    /// Whether any number of listings may be gone.
    allow_gone: bool,
    /// What it is for.
    purpose: Purpose,
    /// The table that it came from.
    table: Option<Settled>,
}

/// The table that an import publishes: from the flip on it waits no more, and what its columns
/// have is known the next time, whatever happens to who waits for the rest.
struct Settled {
    id: TableId,
    columns: BTreeMap<String, String>,
}

/// A record that was added and not compared yet.
struct Waiting {
    key: RecordKey,
    content: Content,
    body: String,
    /// The listing that it became and what the record says of it now, if people here wrote a
    /// part of that.
    edited: Option<(ListingId, Box<Facts>)>,
}

impl Import {
    /// Begins an import of a data set. With `dry_run` nothing is written at all. Leftovers of
    /// an import that was cut off are cleared first; one that was cut off while publishing is
    /// finished first. Of two imports of one data set at once the later one goes on, and the
    /// earlier one ends with [`ImportError::Busy`].
    ///
    /// # Errors
    /// [`ImportError`].
    pub async fn begin(
        ctx: &Ctx,
        domain: &Domain,
        dataset: &str,
        dry_run: bool,
    ) -> Result<Self, ImportError> {
        policy::check(ctx, Action::ImportListings)?;
        Self::begin_as(ctx, domain, dataset, Purpose { dry_run, ..Purpose::default() }).await
    }

    /// The same, of an edition that [`super::undo`] takes back. What it does is written down a
    /// listing at a time, so it is for tables, not for whole countries.
    ///
    /// # Errors
    /// [`ImportError`].
    pub async fn begin_undoable(
        ctx: &Ctx,
        domain: &Domain,
        dataset: &str,
        dry_run: bool,
    ) -> Result<Self, ImportError> {
        policy::check(ctx, Action::ImportListings)?;
        let purpose = Purpose { dry_run, undoable: true, ..Purpose::default() };
        Self::begin_as(ctx, domain, dataset, purpose).await
    }

    pub(super) async fn begin_as(
        ctx: &Ctx,
        domain: &Domain,
        dataset: &str,
        purpose: Purpose,
    ) -> Result<Self, ImportError> {
        let readable = !dataset.trim().is_empty() && !dataset.chars().any(char::is_control);
        if !readable || dataset.chars().count() > DATASET_MAX {
            return Err(ImportError::Dataset);
        }
        let batch = match purpose.dry_run {
            true => None,
            false => Some(open_batch(ctx, domain, dataset, purpose).await?),
        };
        Ok(Self {
            domain: domain.clone(),
            dataset: dataset.to_owned(),
            batch,
            waiting: Vec::new(),
            seen: HashSet::new(),
            unread: HashSet::new(),
            edited: edited(domain).await?,
            counts: Counts::default(),
            allow_gone: false,
            purpose,
            table: None,
        })
    }

    /// Has it take away whatever the edition no longer has: without this, one that would take away
    /// more than half of its data set is refused.
    #[must_use]
    pub fn allowing_gone(mut self) -> Self {
        self.allow_gone = true;
        self
    }

    /// Says which table it publishes, and what that has in which column.
    pub(super) fn settling(mut self, id: TableId, columns: BTreeMap<String, String>) -> Self {
        self.table = Some(Settled { id, columns });
        self
    }

    /// Stages a record; buffers up to [`CHUNK_MAX`] and writes them in one transaction.
    ///
    /// # Errors
    /// [`ImportError`]; a record that breaks a rule is counted as skipped with its reason, not
    /// an error.
    pub async fn add(&mut self, _ctx: &Ctx, record: Record) -> Result<(), ImportError> {
        let key = record.key();
        if let Err(unfit) = record.check() {
            self.skip(Some(key), &unfit.to_string());
            return Ok(());
        }
        let body = serde_json::to_string(&record).map_err(DbError::from)?;
        if body.len() > RECORD_MAX_BYTES {
            self.skip(Some(key), &Unfit::TooLarge.to_string());
            return Ok(());
        }
        if !self.seen.insert(key) {
            self.counts.skip(TWICE);
            return Ok(());
        }
        let edited = self.edited.get(&key).map(|listing| (*listing, Box::new(record.facts)));
        self.waiting.push(Waiting { key, content: Content::of(&body), body, edited });
        if self.waiting.len() >= CHUNK_MAX {
            self.compare().await?;
        }
        Ok(())
    }

    /// Counts an object that is left out, with the reason. One whose key is given still stands in
    /// the file, so its listing is not gone.
    pub fn skip(&mut self, key: Option<RecordKey>, reason: &str) {
        self.unread.extend(key);
        self.counts.skip(reason);
    }

    /// Publishes what was staged and says what it did.
    ///
    /// # Errors
    /// [`ImportError`].
    pub async fn publish(mut self, ctx: &Ctx) -> Result<Counts, ImportError> {
        self.compare().await?;
        let held = self.miss().await?;
        if let Some(batch) = self.batch {
            let gone = self.counts.gone;
            if !self.allow_gone && empties(gone, held) {
                self.discard(batch).await?;
                return Err(ImportError::Emptied { gone, held });
            }
            let tx = self.domain.db.write().await?;
            publish::lock_staged(&tx, batch).await?;
            staging::flip(&tx, batch, &self.counts).await?;
            audit::note(&tx, ctx, self.note(batch)).await?;
            if let Some(table) = &self.table {
                tables::set_columns(&tx, &self.dataset, &table.columns).await?;
                drafts::delete(&tx, table.id).await?;
            }
            tx.commit().await?;
            publish::complete(ctx, &self.domain, batch).await?;
        }
        Ok(self.counts)
    }

    /// What publishing it would do, and whether it would take away far more than a new edition
    /// does. For dry runs.
    pub(super) async fn foresee(mut self) -> Result<(Counts, bool), ImportError> {
        self.compare().await?;
        let held = self.miss().await?;
        let is_emptying = empties(self.counts.gone, held);
        Ok((self.counts, is_emptying))
    }

    /// Where it stages; a dry run has none.
    pub(super) fn batch(&self) -> Option<BatchId> {
        self.batch
    }

    /// What the log says of it.
    fn note(&self, batch: BatchId) -> Note {
        let Counts { created, updated, gone, skipped, .. } = self.counts;
        let act = if self.purpose.demo { Act::DemoSeeded } else { Act::ListingsImported };
        Note::new(act)
            .of(self.purpose.community)
            .to(batch)
            .with("dataset", self.dataset.as_str())
            .with("created", created)
            .with("updated", updated)
            .with("gone", gone)
            .with("skipped", skipped)
    }

    /// Compares the waiting records with what is known, and stages those that make a difference.
    async fn compare(&mut self) -> Result<(), ImportError> {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return Ok(());
        }
        let edited = waiting.iter().filter_map(|waiting| waiting.edited.as_ref());
        self.keep(edited.map(|(listing, facts)| (*listing, Some(&**facts))).collect()).await?;
        let keys: Vec<RecordKey> = waiting.iter().map(|w| w.key).collect();
        let known = store::known(self.domain.db.reader(), &self.dataset, &keys).await?;
        let mut rows = Vec::with_capacity(waiting.len());
        for Waiting { key, content, body, .. } in waiting {
            match known.get(&key) {
                None => self.counts.created += 1,
                Some(known) if known.here == Some(content) => {
                    self.counts.unchanged += 1;
                    if !known.mute {
                        continue;
                    }
                }
                // Another data set has it exactly so: only that this one holds it is news.
                Some(known) if known.held && known.content == content => {
                    self.counts.unchanged += 1;
                }
                Some(_) => self.counts.updated += 1,
            }
            rows.push(Staged { key, body: Some(body) });
        }
        self.stage(rows).await
    }

    /// Throws away all that was staged.
    async fn discard(&self, batch: BatchId) -> Result<(), ImportError> {
        let tx = self.domain.db.write().await?;
        publish::lock_staged(&tx, batch).await?;
        staging::end(&tx, &self.dataset).await?;
        tx.commit().await?;
        Ok(clear(&self.domain, &self.dataset).await?)
    }

    /// Stages that the data set no longer holds what was not seen, and answers how many records
    /// it held.
    async fn miss(&mut self) -> Result<u64, ImportError> {
        let (mut after, mut count) = (None, 0);
        loop {
            let db = self.domain.db.reader();
            let held = store::held_after(db, &self.dataset, after, CHUNK_MAX as u64).await?;
            let Some(last) = held.last() else { return Ok(count) };
            count += held.len() as u64;
            after = Some(*last);
            let is_there = |key: &RecordKey| self.seen.contains(key) || self.unread.contains(key);
            let missed: Vec<RecordKey> = held.into_iter().filter(|key| !is_there(key)).collect();
            let holders = store::holders(db, &missed).await?;
            let elsewhere: HashSet<_> = holders
                .iter()
                .filter(|holder| holder.dataset != self.dataset)
                .map(|holder| holder.record_key)
                .collect();
            self.counts.gone += (missed.len() - elsewhere.len()) as u64;
            let gone = missed.iter().filter(|key| !elsewhere.contains(&key.0));
            let edited = gone.filter_map(|key| Some((*self.edited.get(key)?, None)));
            self.keep(edited.collect()).await?;
            let rows = missed.into_iter().map(|key| Staged { key, body: None }).collect();
            self.stage(rows).await?;
        }
    }

    /// Counts the listings of which records say something else than people here wrote. What a
    /// record says is none when the data set no longer holds it.
    async fn keep(&mut self, edited: Vec<(ListingId, Option<&Facts>)>) -> Result<(), ImportError> {
        if edited.is_empty() {
            return Ok(());
        }
        let ids = edited.iter().map(|(listing, _)| *listing);
        let listings = listings::store::by_ids(self.domain.db.reader(), ids).await?;
        let differs = |(listing, facts): &&(ListingId, Option<&Facts>)| {
            listings.get(listing).is_some_and(|listing| difference::exists(listing, *facts))
        };
        self.counts.kept += edited.iter().filter(differs).count() as u64;
        Ok(())
    }

    async fn stage(&self, rows: Vec<Staged>) -> Result<(), ImportError> {
        let Some(batch) = self.batch.filter(|_| !rows.is_empty()) else { return Ok(()) };
        let tx = self.domain.db.write().await?;
        publish::lock_staged(&tx, batch).await?;
        staging::stage(&tx, batch, rows).await?;
        Ok(tx.commit().await?)
    }
}

/// What an import is for.
#[derive(Clone, Copy, Default)]
pub(super) struct Purpose {
    pub(super) dry_run: bool,
    pub(super) demo: bool,
    pub(super) undoable: bool,
    /// For which community; none: for the whole house.
    pub(super) community: Option<CommunityId>,
    /// Who brings it.
    pub(super) member: Option<MemberId>,
}

/// Whether so many of a data set may only be gone when somebody says so.
fn empties(gone: u64, held: u64) -> bool {
    gone > GONE_MAX && gone * GONE_ONE_IN > held
}

/// The records of all listings that people here wrote a part of: far fewer than there are
/// listings, so that it costs little to know which records to compare with what they wrote.
async fn edited(domain: &Domain) -> Result<HashMap<RecordKey, ListingId>, DbError> {
    let mut edited = HashMap::new();
    let mut after = None;
    loop {
        let db = domain.db.reader();
        let some = store::edited(db, after, CHUNK_MAX as u64).await?;
        let Some((_, last)) = some.last() else { return Ok(edited) };
        after = Some(*last);
        edited.extend(some);
    }
}
