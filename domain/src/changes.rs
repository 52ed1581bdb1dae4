//! The log of changes: every write appends `(kind, id)` in its own transaction, and each index
//! follows it with a position of its own.
//!
//! `seq` is the number of the transaction that wrote, so that whoever follows takes whole
//! transactions. On SQLite it counts on, for there is one writer. On PostgreSQL it is the
//! server's own number: of two transactions the later number may commit first, so a reader
//! stops below the oldest transaction that still runs, and nothing is jumped over.

use chrono::TimeDelta;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, QueryResult, Statement};

use crate::Domain;
use crate::ctx::Ctx;
use crate::db::{Backend, DbError, WriteTx};
use crate::error::Kind;
use crate::id::{ListingId, PostId};
use crate::policy::{self, Action, Denied};
use crate::ports::IndexPosition;

/// The most changes that are read at once, unless one transaction wrote more.
pub const CHANGES_MAX: u32 = 500;
/// How long changes are kept, in days. An index that was away for longer builds itself anew.
pub const CHANGES_KEPT_DAYS: i64 = 30;
/// How many old changes a write tidies away at most.
const PRUNE_MAX: u64 = 1_000;
/// The kinds of things that a change is about.
const LISTING: &str = "listing";
const POST: &str = "post";

/// What changed after a position, each once, and the position to remember with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// The listings.
    pub listings: Vec<ListingId>,
    /// The posts.
    pub posts: Vec<PostId>,
    /// Where to go on.
    pub position: IndexPosition,
    /// Whether more are waiting, perhaps for another transaction to end.
    pub more: bool,
}

/// What can go wrong when a rebuild is asked for.
#[derive(Debug, thiserror::Error)]
pub enum ChangesError {
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

impl ChangesError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Denied(_) => Kind::Denied,
            Self::Db(error) => error.kind(),
        }
    }
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
    until(ctx, domain, position, i64::MAX).await
}

/// The same of changes up to a number, that one included.
pub(crate) async fn until(
    _ctx: &Ctx,
    domain: &Domain,
    position: IndexPosition,
    last: i64,
) -> Result<Option<News>, DbError> {
    let db = domain.db.reader();
    let reach = Reach::read(db, domain.db.backend()).await?;
    let ours = position.generation == reach.generation;
    if !ours || position.seq < reach.floor || position.seq > reach.written {
        return Ok(None);
    }
    let last = std::cmp::min(reach.readable, last);
    let mut rows = rows_between(db, position.seq, last, CHANGES_MAX.into()).await?;
    if rows.len() >= CHANGES_MAX as usize {
        cut_to_whole_transactions(db, &mut rows).await?;
    }
    let seq = rows.last().map_or(position.seq, |row| row.seq);
    let more = !rows_between(db, seq, reach.written, 1).await?.is_empty();
    let of = |kind: &str| {
        let mut ids: Vec<Uuid> =
            rows.iter().filter(|row| row.kind == kind).map(|row| row.id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let listings = of(LISTING).into_iter().map(ListingId).collect();
    let posts = of(POST).into_iter().map(PostId).collect();
    Ok(Some(News { listings, posts, position: IndexPosition { seq, ..position }, more }))
}

/// The position of the log now; what is read after asking holds at least that much.
///
/// # Errors
/// [`DbError`].
pub async fn head(_ctx: &Ctx, domain: &Domain) -> Result<IndexPosition, DbError> {
    let reach = Reach::read(domain.db.reader(), domain.db.backend()).await?;
    Ok(IndexPosition { generation: reach.generation, seq: reach.readable })
}

/// Ids of up to [`CHANGES_MAX`] listings after one, in order, for a rebuild; none when there
/// are no more.
///
/// # Errors
/// [`DbError`].
pub async fn everything(
    _ctx: &Ctx,
    domain: &Domain,
    after: Option<ListingId>,
) -> Result<Vec<ListingId>, DbError> {
    let ids = ids_after(domain, "listings", after.map(|it| it.0)).await?;
    Ok(ids.into_iter().map(ListingId).collect())
}

/// The same of posts.
///
/// # Errors
/// [`DbError`].
pub async fn every_post(
    _ctx: &Ctx,
    domain: &Domain,
    after: Option<PostId>,
) -> Result<Vec<PostId>, DbError> {
    let ids = ids_after(domain, "posts", after.map(|it| it.0)).await?;
    Ok(ids.into_iter().map(PostId).collect())
}

async fn ids_after(
    domain: &Domain,
    table: &'static str,
    after: Option<Uuid>,
) -> Result<Vec<Uuid>, DbError> {
    let mut query = Query::select();
    query.column("id").from(table).order_by("id", Order::Asc).limit(CHANGES_MAX.into());
    if let Some(after) = after {
        query.and_where(Expr::col("id").gt(after));
    }
    let rows = domain.db.reader().query_all(&query).await?;
    let ids: Result<_, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    Ok(ids?)
}

/// Asks every index to build itself anew.
///
/// # Errors
/// [`ChangesError`].
pub async fn ask_rebuild(ctx: &Ctx, domain: &Domain) -> Result<(), ChangesError> {
    policy::check(ctx, Action::RebuildIndex)?;
    let tx = domain.db.write().await?;
    let next = "update index_state set generation = generation + 1 where id = 1";
    tx.conn().execute_unprepared(next).await.map_err(DbError::from)?;
    Ok(tx.commit().await?)
}

/// Appends changed listings to the log, and tidies away some of what is too old. Every write
/// function of `listings` and `imports` calls this in its own transaction.
pub(crate) async fn append(tx: &WriteTx, ctx: &Ctx, ids: &[ListingId]) -> Result<(), DbErr> {
    append_kind(tx, ctx, LISTING, ids.iter().map(|it| it.0)).await
}

/// The same of posts.
pub(crate) async fn append_posts(tx: &WriteTx, ctx: &Ctx, ids: &[PostId]) -> Result<(), DbErr> {
    append_kind(tx, ctx, POST, ids.iter().map(|it| it.0)).await
}

async fn append_kind(
    tx: &WriteTx,
    ctx: &Ctx,
    kind: &'static str,
    ids: impl ExactSizeIterator<Item = Uuid>,
) -> Result<(), DbErr> {
    if ids.len() == 0 {
        return Ok(());
    }
    prune(tx, ctx).await?;
    let seq = own_number(tx).await?;
    let mut insert = Query::insert();
    insert.into_table("changes").columns(["seq", "kind", "id", "at"]);
    for id in ids {
        insert.values_panic([seq.into(), kind.into(), id.into(), ctx.now.into()]);
    }
    insert.on_conflict(OnConflict::columns(["seq", "kind", "id"]).do_nothing().to_owned());
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// How far the log reaches, seen at one moment.
struct Reach {
    generation: i64,
    /// The last change that is no longer kept.
    floor: i64,
    /// Every change up to here is committed.
    readable: i64,
    /// No change has a higher number yet.
    written: i64,
}

impl Reach {
    async fn read(db: &DatabaseConnection, backend: Backend) -> Result<Self, DbErr> {
        let (readable, written) = match backend {
            Backend::Sqlite => (LAST_SQLITE, LAST_SQLITE),
            Backend::Postgres => (
                "pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1",
                "pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1",
            ),
        };
        let sql = format!(
            "select generation, floor, {readable}, {written} from index_state where id = 1"
        );
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
        let row = row.ok_or_else(|| DbErr::RecordNotFound("index_state".to_owned()))?;
        Ok(Self {
            generation: row.try_get_by_index(0)?,
            floor: row.try_get_by_index(1)?,
            readable: row.try_get_by_index(2)?,
            written: row.try_get_by_index(3)?,
        })
    }
}

/// The last number given out on SQLite; the floor counts, so that numbers never come back.
const LAST_SQLITE: &str = "max(floor, coalesce((select max(seq) from changes), 0))";

/// The number under which this transaction writes its changes.
async fn own_number(tx: &WriteTx) -> Result<i64, DbErr> {
    let sql = match tx.backend() {
        Backend::Sqlite => format!("select {LAST_SQLITE} + 1 from index_state where id = 1"),
        Backend::Postgres => "select pg_current_xact_id()::text::bigint".to_owned(),
    };
    let statement = Statement::from_string(tx.conn().get_database_backend(), sql);
    let row = tx.conn().query_one_raw(statement).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("index_state".to_owned()))?;
    row.try_get_by_index(0)
}

/// A line of the log.
struct Row {
    seq: i64,
    kind: String,
    id: Uuid,
}

async fn rows_between(
    db: &DatabaseConnection,
    after: i64,
    until: i64,
    limit: u64,
) -> Result<Vec<Row>, DbErr> {
    let mut query = Query::select();
    query
        .columns(["seq", "kind", "id"])
        .from("changes")
        .and_where(Expr::col("seq").gt(after))
        .and_where(Expr::col("seq").lte(until))
        .order_by("seq", Order::Asc)
        .limit(limit);
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| {
        let (seq, kind) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        Ok(Row { seq, kind, id: row.try_get_by_index(2)? })
    };
    rows.iter().map(read).collect()
}

/// A position names whole transactions: the last one read may be cut, so it waits for the next
/// read, or, when it is the only one, is read to its end.
async fn cut_to_whole_transactions(
    db: &DatabaseConnection,
    rows: &mut Vec<Row>,
) -> Result<(), DbErr> {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Ok(());
    };
    let (first, last) = (first.seq, last.seq);
    if first == last {
        *rows = rows_between(db, first - 1, first, u64::MAX >> 1).await?;
    } else {
        rows.retain(|row| row.seq != last);
    }
    Ok(())
}

/// Deletes the oldest changes once they are too old, and remembers how far that went.
async fn prune(tx: &WriteTx, ctx: &Ctx) -> Result<(), DbErr> {
    let mut oldest = Query::select();
    oldest.columns(["seq", "at"]).from("changes").order_by("seq", Order::Asc).limit(1);
    let too_old = ctx.now - TimeDelta::days(CHANGES_KEPT_DAYS);
    let Some(row) = tx.conn().query_one(&oldest).await? else { return Ok(()) };
    if row.try_get_by_index::<chrono::DateTime<chrono::Utc>>(1)? >= too_old {
        return Ok(());
    }
    let mut old = Query::select();
    old.columns(["seq", "at"]).from("changes").order_by("seq", Order::Asc).limit(PRUNE_MAX);
    let rows = tx.conn().query_all(&old).await?;
    let mut floor: i64 = 0;
    for row in rows {
        if row.try_get_by_index::<chrono::DateTime<chrono::Utc>>(1)? >= too_old {
            break;
        }
        floor = row.try_get_by_index(0)?;
    }
    let delete =
        Query::delete().from_table("changes").and_where(Expr::col("seq").lte(floor)).take();
    tx.conn().execute(&delete).await?;
    let remember = Query::update().table("index_state").value("floor", floor).take();
    tx.conn().execute(&remember).await?;
    Ok(())
}
