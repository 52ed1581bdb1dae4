//! Bringing in listings from outside, again and again, without losing what people here wrote.
//!
//! An import stages its records in chunks that nobody sees, and publishes them by one flip of
//! its batch. Before the flip nothing has happened: a damaged file, a lost connection or a
//! killed process leave only staged rows, which the next import of the data set clears. After
//! it everything will happen: the rows are taken over in chunks, each one transaction, and a
//! process that dies half-way leaves the rest to whoever starts next ([`finish_interrupted`]).
//!
//! Records that are as they were are not written at all. What a data set held before and does
//! not hold now is gone, unless another data set still holds it. See `docs/decisions`.

pub mod entity;
pub mod error;
pub mod model;
mod publish;
pub(crate) mod store;

use std::collections::HashSet;

use sea_orm::SqlErr;

use self::error::ImportError;
use self::model::{CHUNK_MAX, Content, Counts, DATASET_MAX, RECORD_MAX_BYTES, Record, RecordKey};
use self::store::Staged;
use crate::Domain;
use crate::ctx::Ctx;
use crate::db::DbError;
use crate::id::BatchId;
use crate::listings;
use crate::policy::{self, Action};

/// The data set of the demo neighbourhood.
const DEMO_DATASET: &str = "demo";
/// The data set of the invented region.
const REGION_DATASET: &str = "region";
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
    /// Every record of the file so far: what is not among them is gone in the end.
    seen: HashSet<RecordKey>,
    counts: Counts,
}

/// A record that was added and not compared yet.
struct Waiting {
    key: RecordKey,
    content: Content,
    body: String,
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
        Self::begin_as(ctx, domain, dataset, Purpose { dry_run, demo: false }).await
    }

    async fn begin_as(
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
            false => Some(open_batch(ctx, domain, dataset, purpose.demo).await?),
        };
        Ok(Self {
            domain: domain.clone(),
            dataset: dataset.to_owned(),
            batch,
            waiting: Vec::new(),
            seen: HashSet::new(),
            counts: Counts::default(),
        })
    }

    /// Stages a record; buffers up to [`model::CHUNK_MAX`] and writes them in one transaction.
    ///
    /// # Errors
    /// [`ImportError`]; a record that breaks a rule is counted as skipped with its reason, not
    /// an error.
    pub async fn add(&mut self, _ctx: &Ctx, record: Record) -> Result<(), ImportError> {
        if let Err(unfit) = record.check() {
            self.counts.skip(&unfit.to_string());
            return Ok(());
        }
        let key = record.key();
        let body = serde_json::to_string(&record).map_err(DbError::from)?;
        if body.len() > RECORD_MAX_BYTES {
            self.counts.skip(&model::Unfit::TooLarge.to_string());
            return Ok(());
        }
        if !self.seen.insert(key) {
            self.counts.skip(TWICE);
            return Ok(());
        }
        self.waiting.push(Waiting { key, content: Content::of(&body), body });
        if self.waiting.len() >= CHUNK_MAX {
            self.compare().await?;
        }
        Ok(())
    }

    /// Counts an object that the importer itself leaves out, with the reason.
    pub fn skip(&mut self, reason: &'static str) {
        self.counts.skip(reason);
    }

    /// Publishes what was staged and says what it did.
    ///
    /// # Errors
    /// [`ImportError`].
    pub async fn publish(mut self, ctx: &Ctx) -> Result<Counts, ImportError> {
        self.compare().await?;
        self.miss().await?;
        if let Some(batch) = self.batch {
            let tx = self.domain.db.write().await?;
            publish::lock_staged(&tx, batch).await?;
            store::flip(&tx, batch, &self.counts).await?;
            tx.commit().await?;
            publish::complete(ctx, &self.domain, batch).await?;
        }
        Ok(self.counts)
    }

    /// Compares the waiting records with what is known, and stages those that make a difference.
    async fn compare(&mut self) -> Result<(), ImportError> {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return Ok(());
        }
        let keys: Vec<RecordKey> = waiting.iter().map(|w| w.key).collect();
        let known = store::known(self.domain.db.reader(), &self.dataset, &keys).await?;
        let mut rows = Vec::with_capacity(waiting.len());
        for Waiting { key, content, body } in waiting {
            match known.get(&key) {
                None => self.counts.created += 1,
                Some(known) if known.here == Some(content) => {
                    self.counts.unchanged += 1;
                    continue;
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

    /// Stages that the data set no longer holds what was not seen.
    async fn miss(&mut self) -> Result<(), ImportError> {
        let mut after = None;
        loop {
            let db = self.domain.db.reader();
            let held = store::held_after(db, &self.dataset, after, CHUNK_MAX as u64).await?;
            let Some(last) = held.last() else { return Ok(()) };
            after = Some(*last);
            let missed: Vec<RecordKey> =
                held.into_iter().filter(|key| !self.seen.contains(key)).collect();
            let holders = store::holders(db, &missed).await?;
            let elsewhere: HashSet<_> = holders
                .iter()
                .filter(|holder| holder.dataset != self.dataset)
                .map(|holder| holder.record_key)
                .collect();
            self.counts.gone += (missed.len() - elsewhere.len()) as u64;
            let rows = missed.into_iter().map(|key| Staged { key, body: None }).collect();
            self.stage(rows).await?;
        }
    }

    async fn stage(&self, rows: Vec<Staged>) -> Result<(), ImportError> {
        let Some(batch) = self.batch.filter(|_| !rows.is_empty()) else { return Ok(()) };
        let tx = self.domain.db.write().await?;
        publish::lock_staged(&tx, batch).await?;
        store::stage(&tx, batch, rows).await?;
        Ok(tx.commit().await?)
    }
}

/// What an import is for.
#[derive(Clone, Copy)]
struct Purpose {
    dry_run: bool,
    demo: bool,
}

/// Finishes an import that was cut off while it was being published. `serve` and every import
/// ask this first. There is nothing to allow here: whoever flipped the batch was allowed to.
///
/// # Errors
/// [`ImportError`].
pub async fn finish_interrupted(ctx: &Ctx, domain: &Domain) -> Result<(), ImportError> {
    for batch in store::publishing(domain.db.reader()).await? {
        publish::complete(ctx, domain, batch).await?;
    }
    Ok(())
}

/// Puts the demo's listings in, unless the directory already has listings. Answers how many.
///
/// # Errors
/// [`ImportError`].
pub async fn seed_demo(
    ctx: &Ctx,
    domain: &Domain,
    records: Vec<Record>,
) -> Result<u64, ImportError> {
    seed(ctx, domain, DEMO_DATASET, records).await
}

/// Puts an invented region in, unless the directory already has listings. Answers how many. The
/// listings are marked as the demo's are, and go with them.
///
/// # Errors
/// [`ImportError`].
pub async fn seed_region(
    ctx: &Ctx,
    domain: &Domain,
    records: impl IntoIterator<Item = Record>,
) -> Result<u64, ImportError> {
    seed(ctx, domain, REGION_DATASET, records).await
}

async fn seed(
    ctx: &Ctx,
    domain: &Domain,
    dataset: &str,
    records: impl IntoIterator<Item = Record>,
) -> Result<u64, ImportError> {
    policy::check(ctx, Action::KeepDemo)?;
    finish_interrupted(ctx, domain).await?;
    if !listings::store::is_empty(domain.db.reader()).await? {
        return Err(ImportError::NotEmpty);
    }
    let purpose = Purpose { dry_run: false, demo: true };
    let mut import = Import::begin_as(ctx, domain, dataset, purpose).await?;
    for record in records {
        import.add(ctx, record).await?;
    }
    Ok(import.publish(ctx).await?.created)
}

/// Removes every listing of the demo, with its revisions, and answers how many.
///
/// # Errors
/// [`ImportError`].
pub async fn remove_demo(ctx: &Ctx, domain: &Domain) -> Result<u64, ImportError> {
    policy::check(ctx, Action::KeepDemo)?;
    finish_interrupted(ctx, domain).await?;
    let mut removed = 0;
    loop {
        let tx = domain.db.write().await?;
        let ids = listings::store::demo_ids(tx.conn(), CHUNK_MAX as u64).await?;
        if ids.is_empty() {
            store::delete_demo_batches(&tx).await?;
            tx.commit().await?;
            return Ok(removed);
        }
        listings::store::delete(&tx, ctx, &ids).await?;
        tx.commit().await?;
        removed += ids.len() as u64;
    }
}

/// Clears what an earlier import of the data set left behind, and opens a batch of its own.
async fn open_batch(
    ctx: &Ctx,
    domain: &Domain,
    dataset: &str,
    demo: bool,
) -> Result<BatchId, ImportError> {
    finish_interrupted(ctx, domain).await?;
    loop {
        let tx = domain.db.write().await?;
        let more = store::unstage(&tx, dataset, CHUNK_MAX as u64).await?;
        tx.commit().await?;
        if !more {
            break;
        }
    }
    let batch = BatchId(ctx.ids.next());
    let tx = domain.db.write().await?;
    store::begin(&tx, batch, dataset, demo, ctx.now).await.map_err(taken)?;
    tx.commit().await?;
    Ok(batch)
}

/// The database lets one import of a data set run at once: another one began just now.
fn taken(error: DbError) -> ImportError {
    match error {
        DbError::Failed(failure)
            if matches!(failure.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) =>
        {
            ImportError::Busy
        }
        other => ImportError::Db(other),
    }
}
