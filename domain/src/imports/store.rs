//! Every SQL statement about imports.

use std::collections::{HashMap, HashSet};

use sea_orm::prelude::{DateTimeUtc, Uuid};
use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use super::entity::{batch, dataset_record, row, source_record};
use super::model::{Content, Counts, Record, RecordKey};
use crate::db::{DbError, WriteTx};
use crate::id::{BatchId, ListingId};

const STAGED: &str = "staged";
const PUBLISHING: &str = "publishing";
const PUBLISHED: &str = "published";

/// What is known of a record that was read before.
pub(crate) struct Known {
    /// As it was read last, from any data set.
    pub(crate) content: Content,
    /// As this data set had it last, if it holds it.
    pub(crate) here: Option<Content>,
    /// Whether any data set holds it.
    pub(crate) held: bool,
}

/// What a batch will do to a record.
pub(crate) struct Staged {
    /// Which.
    pub(crate) key: RecordKey,
    /// The record as JSON, or none: the data set holds it no longer.
    pub(crate) body: Option<String>,
}

/// A record that is written, with the listing it became.
pub(crate) struct Written<'a> {
    /// Which.
    pub(crate) key: RecordKey,
    /// What it says.
    pub(crate) record: &'a Record,
    /// Its hash.
    pub(crate) content: Content,
    /// Its listing.
    pub(crate) listing: ListingId,
}

/// Begins a batch, and throws away what another one of this data set had staged.
pub(crate) async fn begin(
    tx: &WriteTx,
    id: BatchId,
    dataset: &str,
    demo: bool,
    now: DateTimeUtc,
) -> Result<(), DbError> {
    batch::Entity::delete_many()
        .filter(batch::Column::Dataset.eq(dataset))
        .filter(batch::Column::State.eq(STAGED))
        .exec(tx.conn())
        .await?;
    let new = batch::ActiveModel {
        id: Set(id.0),
        dataset: Set(dataset.to_owned()),
        demo: Set(demo),
        state: Set(STAGED.to_owned()),
        counts: Set(None),
        started_at: Set(now),
        finished_at: Set(None),
    };
    batch::Entity::insert(new).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Throws away some of what a batch had staged, and answers whether there is more. Big batches
/// go in pieces, so that nobody waits long for the writer.
pub(crate) async fn unstage(tx: &WriteTx, dataset: &str, limit: u64) -> Result<bool, DbError> {
    let some: Vec<(Uuid, Uuid)> = row::Entity::find()
        .select_only()
        .columns([row::Column::BatchId, row::Column::RecordKey])
        .filter(
            row::Column::BatchId.in_subquery(
                Query::select()
                    .column(batch::Column::Id)
                    .from(batch::Entity)
                    .and_where(batch::Column::Dataset.eq(dataset))
                    .and_where(batch::Column::State.eq(STAGED))
                    .take(),
            ),
        )
        .limit(limit)
        .into_tuple()
        .all(tx.conn())
        .await?;
    let batches: HashSet<Uuid> = some.iter().map(|(batch, _)| *batch).collect();
    row::Entity::delete_many()
        .filter(row::Column::BatchId.is_in(batches))
        .filter(row::Column::RecordKey.is_in(some.iter().map(|(_, key)| *key)))
        .exec(tx.conn())
        .await?;
    Ok(!some.is_empty())
}

/// Locks a batch until the transaction ends, and answers it, if it is still there.
pub(crate) async fn lock_batch(tx: &WriteTx, id: BatchId) -> Result<Option<batch::Model>, DbError> {
    Ok(batch::Entity::find_by_id(id.0).lock_exclusive().one(tx.conn()).await?)
}

/// Locks every batch that is being published until the transaction ends, in the order of their
/// ids, and answers the one that is asked for. So one publisher at a time writes to the
/// directory: of two, both could take the same slug.
pub(crate) async fn lock_publishing(
    tx: &WriteTx,
    id: BatchId,
) -> Result<Option<batch::Model>, DbError> {
    let batches = batch::Entity::find()
        .filter(batch::Column::State.eq(PUBLISHING))
        .order_by_asc(batch::Column::Id)
        .lock_exclusive()
        .all(tx.conn())
        .await?;
    Ok(batches.into_iter().find(|batch| batch.id == id.0))
}

/// Whether a batch is still being staged.
pub(crate) fn is_staged(batch: &batch::Model) -> bool {
    batch.state == STAGED
}

/// The flip: from here on the batch will stand in the directory, whatever happens.
pub(crate) async fn flip(tx: &WriteTx, id: BatchId, counts: &Counts) -> Result<(), DbError> {
    let counts = serde_json::to_string(counts)?;
    batch::Entity::update_many()
        .col_expr(batch::Column::State, PUBLISHING.into())
        .col_expr(batch::Column::Counts, counts.into())
        .filter(batch::Column::Id.eq(id.0))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// All of the batch stands in the directory.
pub(crate) async fn finish(tx: &WriteTx, id: BatchId, now: DateTimeUtc) -> Result<(), DbError> {
    batch::Entity::update_many()
        .col_expr(batch::Column::State, PUBLISHED.into())
        .col_expr(batch::Column::FinishedAt, now.into())
        .filter(batch::Column::Id.eq(id.0))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Batches that were flipped and are not finished, the oldest first.
pub(crate) async fn publishing(db: &impl ConnectionTrait) -> Result<Vec<BatchId>, DbError> {
    let ids = batch::Entity::find()
        .select_only()
        .column(batch::Column::Id)
        .filter(batch::Column::State.eq(PUBLISHING))
        .order_by_asc(batch::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(BatchId).collect())
}

/// Forgets the batches of the demo.
pub(crate) async fn delete_demo_batches(tx: &WriteTx) -> Result<(), DbError> {
    batch::Entity::delete_many().filter(Expr::col(batch::Column::Demo)).exec(tx.conn()).await?;
    Ok(())
}

/// Stages rows.
pub(crate) async fn stage(tx: &WriteTx, id: BatchId, rows: Vec<Staged>) -> Result<(), DbError> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(|staged| {
        row::Model { batch_id: id.0, record_key: staged.key.0, body: staged.body }
            .into_active_model()
    });
    row::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// The next staged rows of a batch, in the order of their keys, so that the order of a file
/// makes no difference to what comes of it.
pub(crate) async fn staged(tx: &WriteTx, id: BatchId, limit: u64) -> Result<Vec<Staged>, DbError> {
    let rows = row::Entity::find()
        .filter(row::Column::BatchId.eq(id.0))
        .order_by_asc(row::Column::RecordKey)
        .limit(limit)
        .all(tx.conn())
        .await?;
    let rows = rows.into_iter();
    Ok(rows.map(|row| Staged { key: RecordKey(row.record_key), body: row.body }).collect())
}

/// Deletes the staged rows up to a key: they are done.
pub(crate) async fn done(tx: &WriteTx, id: BatchId, last: RecordKey) -> Result<(), DbError> {
    row::Entity::delete_many()
        .filter(row::Column::BatchId.eq(id.0))
        .filter(row::Column::RecordKey.lte(last.0))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// What is known of records, seen from a data set; unknown ones are left out.
pub(crate) async fn known(
    db: &impl ConnectionTrait,
    dataset: &str,
    keys: &[RecordKey],
) -> Result<HashMap<RecordKey, Known>, DbError> {
    let records: Vec<(Uuid, Uuid)> = source_record::Entity::find()
        .select_only()
        .columns([source_record::Column::Key, source_record::Column::Content])
        .filter(source_record::Column::Key.is_in(keys.iter().map(|key| key.0)))
        .into_tuple()
        .all(db)
        .await?;
    let mut known: HashMap<RecordKey, Known> = records
        .into_iter()
        .map(|(key, content)| {
            (RecordKey(key), Known { content: Content(content), here: None, held: false })
        })
        .collect();
    for held in holders(db, keys).await? {
        if let Some(known) = known.get_mut(&RecordKey(held.record_key)) {
            known.held = true;
            if held.dataset == dataset {
                known.here = Some(Content(held.content));
            }
        }
    }
    Ok(known)
}

/// Which data sets hold these records.
pub(crate) async fn holders(
    db: &impl ConnectionTrait,
    keys: &[RecordKey],
) -> Result<Vec<dataset_record::Model>, DbError> {
    Ok(dataset_record::Entity::find()
        .filter(dataset_record::Column::RecordKey.is_in(keys.iter().map(|key| key.0)))
        .all(db)
        .await?)
}

/// Records that a data set holds, in the order of their keys, after one.
pub(crate) async fn held_after(
    db: &impl ConnectionTrait,
    dataset: &str,
    after: Option<RecordKey>,
    limit: u64,
) -> Result<Vec<RecordKey>, DbError> {
    let mut query = dataset_record::Entity::find()
        .select_only()
        .column(dataset_record::Column::RecordKey)
        .filter(dataset_record::Column::Dataset.eq(dataset))
        .order_by_asc(dataset_record::Column::RecordKey)
        .limit(limit);
    if let Some(after) = after {
        query = query.filter(dataset_record::Column::RecordKey.gt(after.0));
    }
    let keys = query.into_tuple::<Uuid>().all(db).await?;
    Ok(keys.into_iter().map(RecordKey).collect())
}

/// The listings of records, and the records' hashes.
pub(crate) async fn listings_of(
    tx: &WriteTx,
    keys: &[RecordKey],
) -> Result<HashMap<RecordKey, (ListingId, Content)>, DbError> {
    let rows: Vec<(Uuid, Uuid, Uuid)> = source_record::Entity::find()
        .select_only()
        .columns([
            source_record::Column::Key,
            source_record::Column::ListingId,
            source_record::Column::Content,
        ])
        .filter(source_record::Column::Key.is_in(keys.iter().map(|key| key.0)))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(key, listing, content)| (RecordKey(key), (ListingId(listing), Content(content))))
        .collect())
}

/// Writes records as they were read now, and that the data set holds them.
pub(crate) async fn save(
    tx: &WriteTx,
    dataset: &str,
    records: &[Written<'_>],
    now: DateTimeUtc,
) -> Result<(), DbError> {
    if records.is_empty() {
        return Ok(());
    }
    let sources = records.iter().map(|w| source_row(w, now)).collect::<Result<Vec<_>, _>>()?;
    let update = source_record::Column::iter().filter(|c| {
        use source_record::Column::{Key, ListingId, Source, SourceId};
        !matches!(c, Key | Source | SourceId | ListingId)
    });
    source_record::Entity::insert_many(sources.into_iter().map(IntoActiveModel::into_active_model))
        .on_conflict(
            OnConflict::column(source_record::Column::Key).update_columns(update).to_owned(),
        )
        .exec_without_returning(tx.conn())
        .await?;
    let held = records.iter().map(|written| {
        dataset_record::Model {
            dataset: dataset.to_owned(),
            record_key: written.key.0,
            content: written.content.0,
        }
        .into_active_model()
    });
    dataset_record::Entity::insert_many(held)
        .on_conflict(
            OnConflict::columns([
                dataset_record::Column::Dataset,
                dataset_record::Column::RecordKey,
            ])
            .update_column(dataset_record::Column::Content)
            .to_owned(),
        )
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// The data set no longer holds these records.
pub(crate) async fn release(
    tx: &WriteTx,
    dataset: &str,
    keys: &[RecordKey],
) -> Result<(), DbError> {
    dataset_record::Entity::delete_many()
        .filter(dataset_record::Column::Dataset.eq(dataset))
        .filter(dataset_record::Column::RecordKey.is_in(keys.iter().map(|key| key.0)))
        .exec(tx.conn())
        .await?;
    Ok(())
}

fn source_row(written: &Written<'_>, now: DateTimeUtc) -> Result<source_record::Model, DbError> {
    let record = written.record;
    Ok(source_record::Model {
        key: written.key.0,
        source: record.source.clone(),
        source_id: record.source_id.clone(),
        listing_id: written.listing.0,
        content: written.content.0,
        licence: record.licence.clone(),
        attribution: record.attribution.clone(),
        url: record.url.clone(),
        tags: serde_json::to_string(&record.tags)?,
        read_at: now,
        facts: Some(serde_json::to_string(&record.facts)?),
    })
}
