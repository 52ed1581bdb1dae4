//! The follower: keeps an index true to the database by reading the `changes` log.

use koop_domain::Domain;
use koop_domain::ctx::Ctx;

/// Why following failed; the next step tries again.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] koop_domain::db::DbError),
    /// Listings cannot be read.
    #[error("listings cannot be read")]
    Listings(#[from] koop_domain::listings::error::ListingError),
    /// The index does not answer.
    #[error("the index does not answer")]
    Index(#[from] koop_domain::ports::IndexError),
}

/// Takes over one batch of changes, rebuilding first when the index is of another generation.
/// Answers whether more are waiting.
///
/// # Errors
/// [`FollowError`]; nothing is lost, the position stays where it was.
pub async fn step(ctx: &Ctx, domain: &Domain) -> Result<bool, FollowError> {
    let _ = (ctx, domain);
    todo!()
}

/// Steps until the index holds what the database held when this was called.
///
/// # Errors
/// [`FollowError`].
pub async fn catch_up(ctx: &Ctx, domain: &Domain) -> Result<(), FollowError> {
    while step(ctx, domain).await? {}
    Ok(())
}
