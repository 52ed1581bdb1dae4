//! Opening a batch: what was left behind of its data set is finished or cleared first.

use sea_orm::SqlErr;

use super::error::ImportError;
use super::finish;
use super::import::Purpose;
use super::model::CHUNK_MAX;
use super::store::{batches, staging, tables};
use crate::Domain;
use crate::ctx::Ctx;
use crate::db::DbError;
use crate::id::BatchId;

/// Opens a batch, which ends an earlier import of the data set, and clears what that left behind.
pub(super) async fn open_batch(
    ctx: &Ctx,
    domain: &Domain,
    dataset: &str,
    purpose: Purpose,
) -> Result<BatchId, ImportError> {
    // Somebody waits for a table at a page: what others began of other lists is none of theirs.
    finish(ctx, domain, purpose.undoable.then_some(dataset)).await?;
    let batch = BatchId(ctx.ids.next());
    let tx = domain.db.write().await?;
    staging::begin(&tx, batch, dataset, purpose.demo, ctx.now).await.map_err(taken)?;
    if purpose.undoable {
        tables::make_undoable(&tx, batch).await?;
    }
    if purpose.community.is_some() || purpose.member.is_some() {
        batches::set_whose(&tx, batch, purpose.community, purpose.member).await?;
    }
    tx.commit().await?;
    clear(domain, dataset).await?;
    Ok(batch)
}

/// Clears what ended imports of a data set left behind, in pieces.
pub(super) async fn clear(domain: &Domain, dataset: &str) -> Result<(), DbError> {
    loop {
        let tx = domain.db.write().await?;
        let more = staging::unstage(&tx, dataset, CHUNK_MAX as u64).await?;
        let earlier = tables::forget_earlier(&tx, dataset, CHUNK_MAX as u64).await?;
        tx.commit().await?;
        if !(more || earlier) {
            return Ok(());
        }
    }
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
