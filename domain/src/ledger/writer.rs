//! One writer a currency: what many ask at once is posted in one transaction, and each is answered
//! once it is committed. So one commit, and one wait for the disk, serves many payments.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::currencies::kept::Counted;
use super::journal::{Entry, Told, post_told};
use super::overview::kept::Looked;
use super::payments::knowing::{Known, Named};
use crate::db::{Db, DbError};
use crate::error::Kind;
use crate::gather::Gather;
use crate::id::CurrencyId;

/// How many entries one transaction posts: few enough that it holds the writer for well under
/// 50 ms.
pub const BATCH_MAX: usize = 256;
/// How many entries wait for one currency; more are turned away at once.
pub const WAITING_MAX: usize = 4_096;
/// How many entries of one account wait, so that nobody fills the line for all others.
pub const OF_ONE_MAX: usize = 256;

/// Why an entry was not posted. Sent again under the same key, it is posted once.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// Too much waits already.
    #[error("too many payments wait")]
    TooMany,
    /// The database failed.
    #[error("the books could not be written")]
    Db(#[from] Arc<DbError>),
    /// The writer ended before it answered.
    #[error("the writer of the books ended")]
    Gone,
}

impl PostError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::TooMany => Kind::TooMany,
            Self::Db(error) => error.kind(),
            Self::Gone => Kind::Unavailable,
        }
    }
}

type Answered = Result<Told, PostError>;

/// Somebody waits for the answer to an entry.
struct Waiting {
    entry: Entry,
    answer: oneshot::Sender<Answered>,
}

/// What waits for one currency.
#[derive(Default)]
struct Lane {
    waiting: Vec<Waiting>,
    is_written: bool,
}

type Lanes = Arc<Mutex<BTreeMap<CurrencyId, Lane>>>;

/// The writers of all currencies.
#[derive(Clone, Default)]
pub struct Writer {
    lanes: Lanes,
    /// Figures of currencies as they were counted last.
    pub(super) counted: Counted,
    /// What organisers saw of them last.
    pub(super) looked: Looked,
    /// What is read of those who pay, for all who pay at the same time.
    pub(super) known: Gather<Named, Known>,
}

impl Writer {
    /// Posts an entry, and answers once it is committed. Who may ask was asked before. Whoever
    /// stops waiting for the answer does not stop the entry.
    ///
    /// # Errors
    /// [`PostError`]; what the books refuse is an outcome.
    pub async fn post(&self, db: &Db, entry: Entry) -> Answered {
        let currency = entry.currency;
        let (answer, answered) = oneshot::channel();
        let begins = {
            let mut lanes = held(&self.lanes);
            let lane = lanes.entry(currency).or_default();
            let account = entry.command.account;
            let mine = || lane.waiting.iter().filter(|it| it.entry.command.account == account);
            let is_full = lane.waiting.len() >= WAITING_MAX;
            if is_full || lane.waiting.len() >= OF_ONE_MAX && mine().count() >= OF_ONE_MAX {
                return Err(PostError::TooMany);
            }
            lane.waiting.push(Waiting { entry, answer });
            !std::mem::replace(&mut lane.is_written, true)
        };
        if begins {
            let mut turn = Turn { lanes: self.lanes.clone(), currency, is_over: false };
            let db = db.clone();
            tokio::spawn(async move {
                // Whoever was let go at the same time comes along, and is not left for the next.
                tokio::task::yield_now().await;
                while let Some(batch) = turn.next() {
                    write(&db, batch).await;
                }
            });
        }
        answered.await.unwrap_or(Err(PostError::Gone))
    }
}

fn held(lanes: &Lanes) -> MutexGuard<'_, BTreeMap<CurrencyId, Lane>> {
    // What stands in it is whole between any two statements.
    lanes.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The turn of one task to write in the books of a currency.
struct Turn {
    lanes: Lanes,
    currency: CurrencyId,
    is_over: bool,
}

impl Turn {
    /// What waits, as much as one transaction posts; none ends the turn.
    fn next(&mut self) -> Option<Vec<Waiting>> {
        let mut lanes = held(&self.lanes);
        let lane = lanes.get_mut(&self.currency)?;
        if lane.waiting.is_empty() {
            (lane.is_written, self.is_over) = (false, true);
            return None;
        }
        let many = lane.waiting.len().min(BATCH_MAX);
        Some(lane.waiting.drain(..many).collect())
    }
}

impl Drop for Turn {
    /// A task that was stopped in the middle leaves the books to the next one, and nobody waiting
    /// for it.
    fn drop(&mut self) {
        if !self.is_over {
            held(&self.lanes).remove(&self.currency);
        }
    }
}

/// How often a batch is tried whole, where others were in its way.
const TRIES: u32 = 3;

/// Posts a batch. One in whose way others were is tried again, whole. One that fails is split, so
/// that nobody sees another's failure; what the database cannot be reached for is not tried again
/// and again.
async fn write(db: &Db, batch: Vec<Waiting>) {
    let mut batches = vec![batch];
    while let Some(mut batch) = batches.pop() {
        match write_often(db, &batch).await {
            Ok(outcomes) => {
                for (waiting, outcome) in batch.into_iter().zip(outcomes) {
                    // Whoever does not wait any more asks again by the same key.
                    let _ = waiting.answer.send(Ok(outcome));
                }
            }
            Err(error) if batch.len() == 1 || error.kind() == Kind::Unavailable => {
                let error = Arc::new(error);
                for waiting in batch {
                    let _ = waiting.answer.send(Err(PostError::Db(error.clone())));
                }
            }
            Err(error) => {
                tracing::warn!(size = batch.len(), %error, "a batch of payments is split");
                let later = batch.split_off(batch.len() / 2);
                batches.push(later);
                batches.push(batch);
            }
        }
    }
}

async fn write_often(db: &Db, batch: &[Waiting]) -> Result<Vec<Told>, DbError> {
    let mut tries = 1;
    loop {
        match write_whole(db, batch).await {
            Err(error) if error.was_in_the_way() && tries < TRIES => {
                tracing::warn!(size = batch.len(), tries, %error, "a batch of payments is tried again");
                tries += 1;
            }
            done => return done,
        }
    }
}

async fn write_whole(db: &Db, batch: &[Waiting]) -> Result<Vec<Told>, DbError> {
    let entries: Vec<Entry> = batch.iter().map(|it| it.entry.clone()).collect();
    let tx = db.write().await?;
    let told = post_told(&tx, &entries).await?;
    tx.commit().await?;
    Ok(told)
}
