//! The log of changes: every write appends `(kind, id)` in its own transaction, and each index
//! follows it with a position of its own.

use crate::Domain;
use crate::ctx::Ctx;
use crate::db::DbError;
use crate::id::ListingId;
use crate::ports::IndexPosition;

/// The most changes that are read at once.
pub const CHANGES_MAX: u32 = 500;

/// Listings that changed after a position, each once, and the position to remember with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// The listings.
    pub listings: Vec<ListingId>,
    /// Where to go on.
    pub position: IndexPosition,
    /// Whether more are waiting.
    pub more: bool,
}

/// Reads up to [`CHANGES_MAX`] changes after a position. With another generation than the
/// database's (a rebuild was asked for, or this is another database), or a position that the
/// log no longer reaches back to, the answer is `None`: start from [`everything`].
///
/// # Errors
/// [`DbError`].
pub async fn after(
    ctx: &Ctx,
    domain: &Domain,
    position: IndexPosition,
) -> Result<Option<News>, DbError> {
    let _ = (ctx, domain, position);
    todo!()
}

/// The position of the log now; what is read after asking holds at least that much.
///
/// # Errors
/// [`DbError`].
pub async fn head(ctx: &Ctx, domain: &Domain) -> Result<IndexPosition, DbError> {
    let _ = (ctx, domain);
    todo!()
}

/// Ids of all listings after one, in order, for a rebuild.
///
/// # Errors
/// [`DbError`].
pub async fn everything(
    ctx: &Ctx,
    domain: &Domain,
    after: Option<ListingId>,
) -> Result<Vec<ListingId>, DbError> {
    let _ = (ctx, domain, after);
    todo!()
}

/// Asks every index to build itself anew.
///
/// # Errors
/// [`DbError`].
pub async fn ask_rebuild(ctx: &Ctx, domain: &Domain) -> Result<(), DbError> {
    let _ = (ctx, domain);
    todo!()
}
