//! The follower: keeps an index true to the database by reading the `changes` log.
//!
//! It re-reads the rows as they are now, so a change that is read twice, or late, does no harm.
//! An index of another generation, or one that was away for too long, is built anew: the
//! position is taken first and the rows are read after it, so whatever changes meanwhile is
//! read again by the next step.

use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use koop_domain::ctx::Ctx;
use koop_domain::id::{ListingId, PostId};
use koop_domain::listings::opening_hours::wall_time;
use koop_domain::listings::search::ListingQuery;
use koop_domain::ports::{IndexChange, IndexPosition};
use koop_domain::{Domain, areas, changes, listings, posts};
use tokio::sync::Notify;

/// How often the log is looked at when nobody wakes the follower.
pub const POLL_INTERVAL: Duration = Duration::from_millis(100);
/// How long the follower rests after a failure.
pub const RETRY_INTERVAL: Duration = Duration::from_secs(5);
/// How long [`catch_up`] waits for a writer that has not finished.
const WAIT_FOR_WRITER: Duration = Duration::from_millis(20);
/// The sequence number of a rebuild under way: no change has it.
const UNDER_WAY: i64 = -1;

/// Why following failed; the next step tries again.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] koop_domain::db::DbError),
    /// Listings cannot be read.
    #[error("listings cannot be read")]
    Listings(#[from] listings::error::ListingError),
    /// Posts cannot be read.
    #[error("posts cannot be read")]
    Posts(#[from] posts::error::PostError),
    /// The index does not answer.
    #[error("the index does not answer")]
    Index(#[from] koop_domain::ports::IndexError),
}

/// Takes over one batch of changes, rebuilding first when the index is of another generation, and
/// the map of areas, if it is another one by now.
/// Answers whether more are waiting.
///
/// # Errors
/// [`FollowError`]; nothing is lost, the position stays where it was.
pub async fn step(ctx: &Ctx, domain: &Domain) -> Result<bool, FollowError> {
    // Another process may have drawn another map: questions are asked of the newest.
    areas::refresh(domain).await?;
    let news = match domain.index.position().await? {
        Some(position) => changes::after(ctx, domain, position).await?.map(|news| (position, news)),
        None => None,
    };
    let Some((position, news)) = news else {
        rebuild(ctx, domain).await?;
        return Ok(true);
    };
    let has_news = !news.listings.is_empty() || !news.posts.is_empty();
    if news.position != position || has_news {
        let mut batch = read(ctx, domain, &news.listings).await?;
        batch.extend(read_posts(ctx, domain, &news.posts).await?);
        domain.index.apply(batch, news.position).await?;
    }
    Ok(news.more)
}

/// Steps until the index holds what the database held when this was called.
///
/// # Errors
/// [`FollowError`].
pub async fn catch_up(ctx: &Ctx, domain: &Domain) -> Result<(), FollowError> {
    let mut before = domain.index.position().await?;
    while step(ctx, domain).await? {
        let now = domain.index.position().await?;
        if now == before {
            // More waits behind a transaction that still runs.
            tokio::time::sleep(WAIT_FOR_WRITER).await;
        }
        before = now;
    }
    Ok(())
}

/// Follows until `shutdown`: when woken, else every [`POLL_INTERVAL`]; `caught_up` is told each
/// time that nothing is waiting. A failure is logged, and tried again after [`RETRY_INTERVAL`].
/// In the end the index is closed.
pub async fn follow(
    domain: Domain,
    make_ctx: impl Fn() -> Ctx + Send,
    caught_up: impl Fn() + Send,
    wake: Arc<Notify>,
    shutdown: impl Future<Output = ()> + Send,
) {
    let index = Arc::clone(&domain.index);
    let following = async {
        let mut day = None;
        loop {
            let rest = match keep_up(&make_ctx(), &domain, &mut day).await {
                Ok(()) => {
                    caught_up();
                    POLL_INTERVAL
                }
                Err(error) => {
                    let error: &dyn std::error::Error = &error;
                    tracing::error!(error, "the search index cannot follow the database");
                    RETRY_INTERVAL
                }
            };
            tokio::select! {
                () = wake.notified() => {}
                () = tokio::time::sleep(rest) => {}
            }
        }
    };
    tokio::select! {
        () = following => {}
        () = shutdown => {}
    }
    index.close().await;
}

/// Catches up, and on a new day asks the first question: it gets the day's hours ready, and
/// better ours waits for them than a visitor's.
async fn keep_up(
    ctx: &Ctx,
    domain: &Domain,
    day: &mut Option<NaiveDate>,
) -> Result<(), FollowError> {
    catch_up(ctx, domain).await?;
    let today = wall_time(ctx.now).date();
    if *day != Some(today) {
        domain.index.search(&ListingQuery { first: 1, ..ListingQuery::new(ctx.now) }).await?;
        *day = Some(today);
    }
    Ok(())
}

/// Builds the index anew. It answers from what it had until the last batch is in.
async fn rebuild(ctx: &Ctx, domain: &Domain) -> Result<(), FollowError> {
    let head = changes::head(ctx, domain).await?;
    let under_way = IndexPosition { seq: UNDER_WAY, ..head };
    tracing::info!(generation = head.generation, "building the search index anew");
    domain.index.clear(head).await?;
    let mut batch = everything(ctx, domain, None).await?;
    while let Some((changes, last)) = batch {
        // The next rows are read while these are indexed: each keeps a core busy.
        let (applied, next) = tokio::join!(
            domain.index.apply(changes, under_way),
            everything(ctx, domain, Some(last))
        );
        applied?;
        batch = next?;
    }
    let mut last = None;
    while let Some((changes, at)) = every_post(ctx, domain, last).await? {
        domain.index.apply(changes, under_way).await?;
        last = Some(at);
    }
    domain.index.apply(Vec::new(), head).await?;
    Ok(())
}

/// The next listings of all, and the last among them; none after the last.
async fn everything(
    ctx: &Ctx,
    domain: &Domain,
    after: Option<ListingId>,
) -> Result<Option<(Vec<IndexChange>, ListingId)>, FollowError> {
    let ids = changes::everything(ctx, domain, after).await?;
    let Some(last) = ids.last().copied() else { return Ok(None) };
    Ok(Some((read(ctx, domain, &ids).await?, last)))
}

/// The listings as they are now; what is not there or not public is removed.
async fn read(
    ctx: &Ctx,
    domain: &Domain,
    ids: &[ListingId],
) -> Result<Vec<IndexChange>, FollowError> {
    let mut found = listings::find_many(ctx, domain, ids).await?;
    let change = |id: &ListingId| match found.remove(id) {
        Some(listing) => IndexChange::Put(Box::new(listing)),
        None => IndexChange::Remove(*id),
    };
    Ok(ids.iter().map(change).collect())
}

/// The next posts of all, and the last among them; none after the last.
async fn every_post(
    ctx: &Ctx,
    domain: &Domain,
    after: Option<PostId>,
) -> Result<Option<(Vec<IndexChange>, PostId)>, FollowError> {
    let ids = changes::every_post(ctx, domain, after).await?;
    let Some(last) = ids.last().copied() else { return Ok(None) };
    Ok(Some((read_posts(ctx, domain, &ids).await?, last)))
}

/// The posts as they are now; what does not stand on the board is removed.
async fn read_posts(
    ctx: &Ctx,
    domain: &Domain,
    ids: &[PostId],
) -> Result<Vec<IndexChange>, FollowError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = posts::for_index(ctx, domain, ids).await?;
    let change = |id: &PostId| match found.remove(id) {
        Some(post) => IndexChange::PutPost(Box::new(post)),
        None => IndexChange::RemovePost(*id),
    };
    Ok(ids.iter().map(change).collect())
}
