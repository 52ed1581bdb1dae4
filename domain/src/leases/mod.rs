//! Leases: what several nodes could do, and one should do at a time, is done by whoever holds
//! the row. A holder that dies lets it run out; nobody has to notice.
//!
//! Clocks differ between nodes, so for a moment two may think that they hold it. What is done
//! under a lease must therefore bear being done twice: the lease only saves the work.

mod store;

use chrono::TimeDelta;
use uuid::Uuid;

use crate::Domain;
use crate::ctx::Ctx;
use crate::db::DbError;

/// Takes a lease, or keeps it for longer, unless another holds it; answers whether it is ours.
///
/// # Errors
/// [`DbError`].
pub async fn take(
    ctx: &Ctx,
    domain: &Domain,
    name: &str,
    holder: Uuid,
    length: TimeDelta,
) -> Result<bool, DbError> {
    let tx = domain.db.write().await?;
    let ours = store::take(&tx, name, holder, ctx.now, ctx.now + length).await?;
    tx.commit().await?;
    Ok(ours)
}

/// Gives a lease back before it runs out, so that the next node need not wait.
///
/// # Errors
/// [`DbError`].
pub async fn give_back(domain: &Domain, name: &str, holder: Uuid) -> Result<(), DbError> {
    let tx = domain.db.write().await?;
    store::give_back(&tx, name, holder).await?;
    tx.commit().await
}
