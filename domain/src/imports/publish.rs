//! Publishing: taking a flipped batch over into the directory, a chunk at a time.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::entity::batch;
use super::error::ImportError;
use super::model::{Content, PUBLISH_MAX, Record, RecordKey};
use super::store::staging::{self, Staged};
use super::store::tables::{self, Effect};
use super::store::{self, Held, Written};
use crate::Domain;
use crate::areas::{self, atlas::Atlas};
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::id::{BatchId, ListingId};
use crate::listings::differences::{self, News};
use crate::listings::model::{Facts, LifeState, Listing};
use crate::listings::provenance::FactGroup;
use crate::listings::revise::{self, Change, is_edited};
use crate::listings::{self, slug};

/// Takes over what is left of a flipped batch. Two processes may do so at once: each chunk is
/// taken once, for the batch is locked meanwhile.
pub(super) async fn complete(
    ctx: &Ctx,
    domain: &Domain,
    batch: BatchId,
) -> Result<(), ImportError> {
    let mut done = None;
    while let Some(last) = take_over_chunk(ctx, domain, batch, done).await? {
        done = Some(last);
    }
    Ok(())
}

/// Locks a batch that is being staged; one that another import threw away is [`ImportError::Busy`].
pub(super) async fn lock_staged(tx: &WriteTx, batch: BatchId) -> Result<(), ImportError> {
    let batch = staging::lock_batch(tx, batch).await?;
    if batch.is_some_and(|batch| staging::is_staged(&batch)) {
        Ok(())
    } else {
        Err(ImportError::Busy)
    }
}

/// Takes over the next chunk in one transaction, and answers its last record; none when all of
/// them are done. Records are taken in the order of their keys, by whoever takes them, so that
/// nothing is left before one that was taken.
async fn take_over_chunk(
    ctx: &Ctx,
    domain: &Domain,
    id: BatchId,
    done: Option<RecordKey>,
) -> Result<Option<RecordKey>, ImportError> {
    // Another map is read before the writer is held.
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let Some(batch) = staging::lock_publishing(&tx, id).await? else { return Ok(None) };
    let atlas = areas::atlas_in(&tx, domain).await?;
    let rows = staging::staged(&tx, id, done, PUBLISH_MAX as u64).await?;
    let Some(last) = rows.last().map(|row| row.key) else {
        staging::finish(&tx, id, ctx.now).await?;
        tx.commit().await?;
        return Ok(None);
    };
    let chunk = Chunk::read(&tx, rows).await?;
    let taken = take_in(&tx, ctx, &atlas, &batch, &chunk).await?;
    let gone = let_go(&tx, ctx, &atlas, &batch.dataset, &chunk).await?;
    if batch.undoable {
        let effects = taken.iter().chain(&gone).map(|listing| chunk.effect(listing));
        tables::note(&tx, batch.id, effects).await?;
    }
    staging::delete_done(&tx, id, done, last).await?;
    tx.commit().await?;
    Ok(Some(last))
}

/// A chunk of a batch, with what the directory knows of its records.
struct Chunk {
    /// Records to take in.
    records: Vec<(RecordKey, Content, Record)>,
    /// Records that the data set holds no longer.
    missed: Vec<RecordKey>,
    /// The listings of all these records, and how the records were read last.
    known: HashMap<RecordKey, Held>,
    /// Those listings, locked.
    listings: HashMap<ListingId, Listing>,
}

impl Chunk {
    async fn read(tx: &WriteTx, rows: Vec<Staged>) -> Result<Self, DbError> {
        let keys: Vec<RecordKey> = rows.iter().map(|row| row.key).collect();
        let known = store::listings_of(tx, &keys).await?;
        let ids: HashSet<ListingId> = known.values().map(|held| held.listing).collect();
        // Lock first, read after: what is read between could be old by the time it is locked.
        listings::store::lock(tx, ids.iter().copied()).await?;
        let listings = listings::store::by_ids(tx.conn(), ids).await?;
        let (mut records, mut missed) = (Vec::new(), Vec::new());
        for Staged { key, body } in rows {
            match body {
                Some(body) => {
                    records.push((key, Content::of(&body), serde_json::from_str(&body)?));
                }
                None => missed.push(key),
            }
        }
        Ok(Self { records, missed, known, listings })
    }

    fn listing(&self, key: RecordKey) -> Option<(&Listing, Held)> {
        let held = self.known.get(&key)?;
        Some((self.listings.get(&held.listing)?, *held))
    }

    /// What became of a listing that was saved, beside what it was.
    fn effect(&self, saved: &Listing) -> Effect {
        let before = self.listings.get(&saved.id).map_or(0, |before| before.revision);
        Effect { listing: saved.id, before, after: saved.revision }
    }
}

/// Writes the chunk's records and the listings that they make or change, and answers these.
async fn take_in(
    tx: &WriteTx,
    ctx: &Ctx,
    atlas: &Atlas,
    batch: &batch::Model,
    chunk: &Chunk,
) -> Result<Vec<Listing>, DbError> {
    let mut slugs = free_slugs(tx, chunk).await?;
    let before = said_before(tx, chunk).await?;
    let silent = silent(tx, chunk).await?;
    let mut spoken = HashSet::new();
    let (mut changes, mut news) = (Vec::new(), Vec::new());
    let mut written = Vec::with_capacity(chunk.records.len());
    for (key, content, record) in &chunk.records {
        let report = record.report(ctx.now);
        let listing = if let Some((current, held)) = chunk.listing(*key) {
            // One of the records of a listing that was made of two has the word.
            if !silent.contains(key) && spoken.insert(current.id) {
                if let Some(before) = before.get(key) {
                    let (before, now) = (before.as_ref(), record.facts.clone());
                    let source = record.source_name.as_str();
                    news.push(News { listing: current, before, now, source });
                }
                let change = revise::reported(current, report, ctx.now);
                let is_new = held.content != *content || !change.groups.is_empty();
                changes.extend(is_new.then_some(change));
            }
            current.id
        } else {
            let slug = slugs.remove(key).unwrap_or_default();
            let change = revise::entering(blank(ctx, *key, slug, batch.demo), &report);
            let id = change.listing.id;
            changes.push(change);
            id
        };
        written.push(Written { key: *key, record, content: *content, listing });
    }
    listings::store::save(tx, ctx, atlas, &mut changes).await?;
    differences::note(tx, ctx, &news).await?;
    store::save(tx, &batch.dataset, &written, ctx.now).await?;
    Ok(changes.into_iter().map(|change| change.listing).collect())
}

/// What the records of listings that people here wrote a part of said before.
async fn said_before(
    tx: &WriteTx,
    chunk: &Chunk,
) -> Result<HashMap<RecordKey, Option<Facts>>, DbError> {
    let keys = chunk.records.iter().map(|(key, ..)| *key);
    let of_edited = keys.filter(|key| {
        let listing = chunk.listing(*key).map(|(listing, _)| listing);
        listing.is_some_and(|it| FactGroup::ALL.into_iter().any(|group| is_edited(it, group)))
    });
    store::said(tx, &of_edited.collect::<Vec<_>>()).await
}

/// Records that joined a listing which has one of its own that a data set holds.
async fn silent(tx: &WriteTx, chunk: &Chunk) -> Result<HashSet<RecordKey>, DbError> {
    let joined: Vec<(RecordKey, ListingId)> = chunk
        .known
        .iter()
        .filter(|(_, held)| held.joined)
        .map(|(key, held)| (*key, held.listing))
        .collect();
    let listings: Vec<ListingId> = joined.iter().map(|(_, listing)| *listing).collect();
    let spoken_for = store::held_listings(tx, &listings, false).await?;
    let is_silent = |(_, listing): &(RecordKey, ListingId)| spoken_for.contains(listing);
    Ok(joined.into_iter().filter(is_silent).map(|(key, _)| key).collect())
}

/// Lets go of records that the data set holds no longer; those that nobody holds are gone, and are
/// answered.
async fn let_go(
    tx: &WriteTx,
    ctx: &Ctx,
    atlas: &Atlas,
    dataset: &str,
    chunk: &Chunk,
) -> Result<Vec<Listing>, DbError> {
    if chunk.missed.is_empty() {
        return Ok(Vec::new());
    }
    store::release(tx, dataset, &chunk.missed).await?;
    let held: HashSet<RecordKey> = store::holders(tx.conn(), &chunk.missed)
        .await?
        .iter()
        .map(|holder| RecordKey(holder.record_key))
        .collect();
    let let_go: BTreeMap<ListingId, &Listing> = chunk
        .missed
        .iter()
        .filter(|key| !held.contains(key))
        .filter_map(|key| chunk.listing(*key))
        .map(|(listing, _)| (listing.id, listing))
        .collect();
    // A listing that was made of two is there as long as one of its records is.
    let ids: Vec<ListingId> = let_go.keys().copied().collect();
    let stays = store::held_listings(tx, &ids, true).await?;
    let let_go: Vec<&Listing> =
        let_go.into_values().filter(|listing| !stays.contains(&listing.id)).collect();
    let mut gone: Vec<Change> =
        let_go.iter().filter_map(|listing| revise::vanished(listing, ctx.now)).collect();
    listings::store::save(tx, ctx, atlas, &mut gone).await?;
    let mut news = Vec::new();
    for listing in let_go.into_iter().filter(|listing| is_edited(listing, FactGroup::State)) {
        let facts = &listing.facts;
        let now = Facts { state: LifeState::Gone { since: None }, ..facts.clone() };
        let source = listing.source.as_ref().map_or("", |source| source.name.as_str());
        news.push(News { listing, before: Some(facts), now, source });
    }
    differences::note(tx, ctx, &news).await?;
    Ok(gone.into_iter().map(|change| change.listing).collect())
}

/// A slug for every record that has no listing yet, each the nicest that is free.
async fn free_slugs(tx: &WriteTx, chunk: &Chunk) -> Result<BTreeMap<RecordKey, String>, DbError> {
    let wishes: Vec<(RecordKey, Vec<String>)> = chunk
        .records
        .iter()
        .filter(|(key, ..)| !chunk.known.contains_key(key))
        .map(|(key, _, record)| (*key, slug::candidates(&record.facts, key.0.as_u128())))
        .collect();
    let wanted = wishes.iter().flat_map(|(_, candidates)| candidates.iter().cloned());
    let mut taken = listings::store::taken_slugs(tx.conn(), wanted).await?;
    let mut slugs = BTreeMap::new();
    for (key, candidates) in wishes {
        // The last candidate holds the whole key, and no other record has that.
        let free = candidates.into_iter().find(|slug| !taken.contains(slug)).unwrap_or_default();
        taken.insert(free.clone());
        slugs.insert(key, free);
    }
    Ok(slugs)
}

/// A listing that nothing is known about yet. The demo's are named by their records, so that its
/// street, whose façades are drawn from ids, looks the same in every house.
fn blank(ctx: &Ctx, key: RecordKey, slug: String, demo: bool) -> Listing {
    let id = ListingId(if demo { key.0 } else { ctx.ids.next() });
    Listing { demo, ..Listing::new(id, slug, Facts::default(), ctx.now) }
}
