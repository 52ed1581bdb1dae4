//! Every SQL statement about batches, and about what they stage.

use std::collections::HashSet;

use sea_orm::prelude::{DateTimeUtc, Uuid};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use crate::db::{DbError, WriteTx};
use crate::id::BatchId;
use crate::imports::entity::{batch, row};
use crate::imports::model::{Counts, RecordKey};

const STAGED: &str = "staged";
const PUBLISHING: &str = "publishing";
const PUBLISHED: &str = "published";

/// What a batch will do to a record.
pub(crate) struct Staged {
    /// Which.
    pub(crate) key: RecordKey,
    /// The record as JSON, or none: the data set holds it no longer.
    pub(crate) body: Option<String>,
}

/// Begins a batch, and ends another one of this data set that is being staged.
pub(crate) async fn begin(
    tx: &WriteTx,
    id: BatchId,
    dataset: &str,
    demo: bool,
    now: DateTimeUtc,
) -> Result<(), DbError> {
    end(tx, dataset).await?;
    let new = batch::ActiveModel {
        id: Set(id.0),
        dataset: Set(dataset.to_owned()),
        demo: Set(demo),
        undoable: Set(false),
        state: Set(STAGED.to_owned()),
        counts: Set(None),
        started_at: Set(now),
        finished_at: Set(None),
    };
    batch::Entity::insert(new).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Ends the batch of a data set that is being staged: nothing is staged in it or published any
/// more. It is over as a published one is, and known by never having been finished, until
/// [`unstage`] forgets it.
pub(crate) async fn end(tx: &WriteTx, dataset: &str) -> Result<(), DbError> {
    batch::Entity::update_many()
        .col_expr(batch::Column::State, PUBLISHED.into())
        .filter(batch::Column::Dataset.eq(dataset))
        .filter(batch::Column::State.eq(STAGED))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Throws away some of what ended batches had staged, and answers whether there is more; then the
/// batches, too, are forgotten. Big batches go in pieces, so that nobody waits long for the writer.
pub(crate) async fn unstage(tx: &WriteTx, dataset: &str, limit: u64) -> Result<bool, DbError> {
    let some: Vec<(Uuid, Uuid)> = row::Entity::find()
        .select_only()
        .columns([row::Column::BatchId, row::Column::RecordKey])
        .filter(
            row::Column::BatchId.in_subquery(
                Query::select()
                    .column(batch::Column::Id)
                    .from(batch::Entity)
                    .cond_where(ended(dataset))
                    .take(),
            ),
        )
        .limit(limit)
        .into_tuple()
        .all(tx.conn())
        .await?;
    if some.is_empty() {
        batch::Entity::delete_many().filter(ended(dataset)).exec(tx.conn()).await?;
        return Ok(false);
    }
    let batches: HashSet<Uuid> = some.iter().map(|(batch, _)| *batch).collect();
    row::Entity::delete_many()
        .filter(row::Column::BatchId.is_in(batches))
        .filter(row::Column::RecordKey.is_in(some.iter().map(|(_, key)| *key)))
        .exec(tx.conn())
        .await?;
    Ok(true)
}

/// Batches of a data set that are over and were not published.
fn ended(dataset: &str) -> Condition {
    Condition::all()
        .add(batch::Column::Dataset.eq(dataset))
        .add(batch::Column::State.eq(PUBLISHED))
        .add(batch::Column::FinishedAt.is_null())
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

/// Batches that were flipped and are not finished, of one data set or of all, the oldest first.
pub(crate) async fn publishing(
    db: &impl ConnectionTrait,
    dataset: Option<&str>,
) -> Result<Vec<BatchId>, DbError> {
    let ids = batch::Entity::find()
        .select_only()
        .column(batch::Column::Id)
        .filter(batch::Column::State.eq(PUBLISHING))
        .filter(Condition::all().add_option(dataset.map(|it| batch::Column::Dataset.eq(it))))
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
///
/// They are looked for after the last one that was done: on PostgreSQL what was deleted a moment
/// ago still lies before it, and a look from the beginning would walk over more of it each time.
pub(crate) async fn staged(
    tx: &WriteTx,
    id: BatchId,
    done: Option<RecordKey>,
    limit: u64,
) -> Result<Vec<Staged>, DbError> {
    let rows = row::Entity::find()
        .filter(row::Column::BatchId.eq(id.0))
        .filter(after(done))
        .order_by_asc(row::Column::RecordKey)
        .limit(limit)
        .all(tx.conn())
        .await?;
    let rows = rows.into_iter();
    Ok(rows.map(|row| Staged { key: RecordKey(row.record_key), body: row.body }).collect())
}

/// Deletes the staged rows after one that was done, up to a key: they are done, too.
pub(crate) async fn delete_done(
    tx: &WriteTx,
    id: BatchId,
    done: Option<RecordKey>,
    last: RecordKey,
) -> Result<(), DbError> {
    row::Entity::delete_many()
        .filter(row::Column::BatchId.eq(id.0))
        .filter(after(done))
        .filter(row::Column::RecordKey.lte(last.0))
        .exec(tx.conn())
        .await?;
    Ok(())
}

fn after(done: Option<RecordKey>) -> Condition {
    Condition::all().add_option(done.map(|done| row::Column::RecordKey.gt(done.0)))
}
