//! Keeps the index true. A batch of news and the position that goes with it are one task of the
//! server, so they are there together or not at all; what is gone is put in as a stub in the
//! same task, and swept away by another.
//!
//! Whoever writes re-read the rows before, so a batch that comes twice or late does no harm: it
//! takes the position back with it, and what came after is read again. Two nodes that write at
//! the same time therefore end up right; a lease only keeps them from working twice.
//!
//! A rebuild is written into an index beside the one that answers, and the two are swapped when
//! it is whole.

use std::collections::{HashSet, VecDeque};

use chrono::{DateTime, Utc};
use koop_domain::ports::{IndexChange, IndexPosition};
use uuid::Uuid;

use super::document::Document;
use super::error::MeiliError;
use super::filter::GONE;
use super::server::{Server, TaskId};
use super::settings::settings;
use super::slots::Slotting;
use crate::embedded::words::Speech;

/// The end of the name of an index that is being built.
const NEXT: &str = "_next";
/// How many batches of a rebuild the server may have before it that it has not done.
const BATCHES_AHEAD: usize = 16;

/// What this process knows of the index between two batches.
#[derive(Default)]
pub(super) struct Upkeep {
    /// Whether the index has been given its settings since the start.
    made: bool,
    rebuild: Option<Rebuild>,
}

/// A rebuild under way, and the position that it ends with.
struct Rebuild {
    until: IndexPosition,
    /// What stands in it, to see that nothing got lost before it answers.
    put: HashSet<Uuid>,
    tasks: VecDeque<TaskId>,
}

/// Documents of a batch.
struct Batch {
    documents: Vec<Document>,
    put: Vec<Uuid>,
    gone: Vec<Uuid>,
}

impl Upkeep {
    /// Begins a rebuild. What was there answers until the rebuild is complete.
    pub(super) async fn clear(
        &mut self,
        server: &Server,
        uid: &str,
        until: IndexPosition,
    ) -> Result<(), MeiliError> {
        self.rebuild = None;
        // The server may have lost what it had.
        self.made = false;
        let next = format!("{uid}{NEXT}");
        server.remove(&next).await?;
        server.make(&next, &settings()).await?;
        self.rebuild = Some(Rebuild { until, put: HashSet::new(), tasks: VecDeque::new() });
        Ok(())
    }

    /// Takes over a batch; during a rebuild into the index that is being built.
    pub(super) async fn apply(
        &mut self,
        server: &Server,
        uid: &str,
        (changes, position): (Vec<IndexChange>, IndexPosition),
        now: DateTime<Utc>,
    ) -> Result<(), MeiliError> {
        let mut batch = batch(changes, now)?;
        if let Some(mut rebuild) = self.rebuild.take() {
            // A rebuild in which something failed is begun anew, so it is put back only now.
            rebuild.add(server, &format!("{uid}{NEXT}"), batch, position).await?;
            if position == rebuild.until {
                return self.publish(server, uid, rebuild).await;
            }
            self.rebuild = Some(rebuild);
            return Ok(());
        }
        self.make(server, uid).await?;
        batch.documents.push(Document::position(position));
        let put = server.put(uid, &batch.documents).await?;
        server.wait(put).await?;
        if !batch.gone.is_empty() {
            server.sweep(uid, GONE).await?;
        }
        Ok(())
    }

    /// Lets the rebuilt index answer instead of the old one.
    async fn publish(
        &mut self,
        server: &Server,
        uid: &str,
        rebuild: Rebuild,
    ) -> Result<(), MeiliError> {
        let next = format!("{uid}{NEXT}");
        for task in &rebuild.tasks {
            server.wait(*task).await?;
        }
        let swept = server.sweep(&next, GONE).await?;
        server.wait(swept).await?;
        // The position is a document too.
        let (put, found) = (rebuild.put.len() + 1, server.count(&next).await?);
        if put != found {
            return Err(MeiliError::Incomplete { put, found });
        }
        self.make(server, uid).await?;
        let rebuilt = server.born(&next).await?;
        server.swap(uid, &next).await?;
        // Tasks are done in order: when this one is, the exchange has been made, or has failed.
        server.set(uid, &settings()).await?;
        if server.born(uid).await? != rebuilt {
            return Err(MeiliError::NotSwapped);
        }
        server.remove(&next).await
    }

    /// Makes the index, or gives it its settings again, once.
    async fn make(&mut self, server: &Server, uid: &str) -> Result<(), MeiliError> {
        if !self.made {
            server.make(uid, &settings()).await?;
            self.made = true;
        }
        Ok(())
    }
}

impl Rebuild {
    /// Adds a batch; the last one brings the position.
    async fn add(
        &mut self,
        server: &Server,
        next: &str,
        mut batch: Batch,
        position: IndexPosition,
    ) -> Result<(), MeiliError> {
        if position == self.until {
            batch.documents.push(Document::position(position));
        }
        if batch.documents.is_empty() {
            return Ok(());
        }
        self.tasks.push_back(server.put(next, &batch.documents).await?);
        self.put.extend(batch.put);
        batch.gone.iter().for_each(|id| {
            self.put.remove(id);
        });
        while self.tasks.len() > BATCHES_AHEAD {
            if let Some(oldest) = self.tasks.pop_front() {
                server.wait(oldest).await?;
            }
        }
        Ok(())
    }
}

/// The last news of each listing and each post as documents.
fn batch(changes: Vec<IndexChange>, now: DateTime<Utc>) -> Result<Batch, MeiliError> {
    let (mut speech, mut slotting) = (Speech::new(), Slotting::from(now));
    let mut batch = Batch { documents: Vec::new(), put: Vec::new(), gone: Vec::new() };
    let mut seen = HashSet::new();
    for change in changes.into_iter().rev() {
        let (id, document) = match change {
            IndexChange::Put(listing) => {
                let slots = slotting.of(&listing);
                (listing.id.0, Document::of(&listing, slots, &mut speech)?)
            }
            IndexChange::Remove(id) => (id.0, Document::Gone { id: id.to_string() }),
            IndexChange::PutPost(post) => (post.id.0, Document::of_post(&post, &mut speech)?),
            IndexChange::RemovePost(id) => (id.0, Document::Gone { id: id.to_string() }),
        };
        if !seen.insert(id) {
            continue;
        }
        let is_gone = matches!(document, Document::Gone { .. });
        let which = if is_gone { &mut batch.gone } else { &mut batch.put };
        which.push(id);
        batch.documents.push(document);
    }
    Ok(batch)
}
