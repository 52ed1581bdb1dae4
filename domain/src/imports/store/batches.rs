//! The statements that tell of batches: what went in, for whom, by whom, and whether it can be
//! undone.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Order, Query, SelectStatement, SimpleExpr};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use crate::db::{DbError, WriteTx};
use crate::id::{BatchId, CommunityId, MemberId};
use crate::imports::model::UNDO_DAYS;
use crate::imports::tables::model::Batch;

const BATCHES: &str = "import_batches";
const LATER: &str = "later";

/// Whose batch it is.
pub(crate) async fn set_whose(
    tx: &WriteTx,
    id: BatchId,
    community: Option<CommunityId>,
    member: Option<MemberId>,
) -> Result<(), DbError> {
    let update = Query::update()
        .table(BATCHES)
        .value("community_id", community.map(|it| it.0))
        .value("member_id", member.map(|it| it.0))
        .and_where(Expr::col("id").eq(id.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// That a batch is being undone; answers whether that is news.
pub(crate) async fn begin_undo(
    tx: &WriteTx,
    id: BatchId,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let update = Query::update()
        .table(BATCHES)
        .value("undone_at", now)
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("undone_at").is_null())
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected() > 0)
}

/// The community of a batch.
pub(crate) async fn community(tx: &WriteTx, id: BatchId) -> Result<Option<CommunityId>, DbError> {
    let query = Query::select()
        .column("community_id")
        .from(BATCHES)
        .and_where(Expr::col("id").eq(id.0))
        .take();
    let Some(row) = tx.conn().query_one(&query).await? else { return Ok(None) };
    Ok(row.try_get_by_index::<Option<Uuid>>(0)?.map(CommunityId))
}

/// The batches of a community, and those of the whole house where they are wanted too, the latest
/// first.
pub(crate) async fn of(
    db: &impl ConnectionTrait,
    community: CommunityId,
    house_too: bool,
    (most, now): (u64, DateTime<Utc>),
) -> Result<Vec<Batch>, DbError> {
    let whose = || Expr::col((BATCHES, "community_id"));
    let mut cond = Cond::any().add(whose().eq(community.0));
    if house_too {
        cond = cond.add(whose().is_null());
    }
    let query = told(now).cond_where(cond).limit(most).take();
    all(db, &query).await
}

/// The batches that a member brought in, the latest first.
pub(crate) async fn by(
    db: &impl ConnectionTrait,
    member: MemberId,
    (most, now): (u64, DateTime<Utc>),
) -> Result<Vec<Batch>, DbError> {
    let is_theirs = Expr::col((BATCHES, "member_id")).eq(member.0);
    let query = told(now).and_where(is_theirs).limit(most).take();
    all(db, &query).await
}

/// A batch that went in.
pub(crate) async fn by_id(
    db: &impl ConnectionTrait,
    id: BatchId,
    now: DateTime<Utc>,
) -> Result<Option<Batch>, DbError> {
    let query = told(now).and_where(Expr::col((BATCHES, "id")).eq(id.0)).take();
    Ok(all(db, &query).await?.pop())
}

async fn all(db: &impl ConnectionTrait, query: &SelectStatement) -> Result<Vec<Batch>, DbError> {
    db.query_all(query).await?.iter().map(read).collect()
}

/// Batches that took effect, with who brought them in.
fn told(now: DateTime<Utc>) -> SelectStatement {
    let of = |column: &'static str| Expr::col((BATCHES, column));
    Query::select()
        .columns(
            ["id", "dataset", "community_id", "member_id", "counts", "started_at", "finished_at"]
                .map(|column| (BATCHES, column)),
        )
        .column((BATCHES, "undone_at"))
        .column(("members", "name"))
        .expr(can_undo(now - TimeDelta::days(UNDO_DAYS)))
        .expr(of("undoable").and(of("undone_at").is_not_null()))
        .from(BATCHES)
        .left_join("members", of("member_id").equals(("members", "id")))
        .and_where(of("counts").is_not_null())
        .and_where(of("demo").not())
        .order_by((BATCHES, "id"), Order::Desc)
        .take()
}

/// It did something of late that is still written down, nobody began to undo it, and no later
/// edition of its data set did anything.
fn can_undo(since: DateTime<Utc>) -> SimpleExpr {
    let did = |batches: &'static str| {
        let effects = Query::select()
            .expr(Expr::val(1))
            .from("import_effects")
            .and_where(Expr::col(("import_effects", "batch_id")).equals((batches, "id")))
            .take();
        Expr::exists(effects)
    };
    let it = |column: &'static str| Expr::col((BATCHES, column));
    let later = |column: &'static str| Expr::col((LATER, column));
    let overtaken = Query::select()
        .expr(Expr::val(1))
        .from_as(BATCHES, Alias::new(LATER))
        .and_where(later("dataset").equals((BATCHES, "dataset")))
        .and_where(later("id").gt(it("id")))
        .and_where(later("finished_at").is_not_null())
        .and_where(did(LATER).or(later("undoable").not()).or(later("undone_at").is_not_null()))
        .take();
    it("undoable")
        .and(it("finished_at").gte(since))
        .and(it("undone_at").is_null())
        .and(did(BATCHES))
        .and(Expr::exists(overtaken).not())
}

fn read(row: &QueryResult) -> Result<Batch, DbError> {
    let counts: String = row.try_get_by_index(4)?;
    let id = |at| -> Result<Option<Uuid>, DbErr> { row.try_get_by_index(at) };
    Ok(Batch {
        id: BatchId(row.try_get_by_index(0)?),
        dataset: row.try_get_by_index(1)?,
        community: id(2)?.map(CommunityId),
        member: id(3)?.map(MemberId),
        counts: serde_json::from_str(&counts)?,
        started_at: row.try_get_by_index(5)?,
        finished_at: row.try_get_by_index(6)?,
        undone_at: row.try_get_by_index(7)?,
        member_name: row.try_get_by_index(8)?,
        // Of one that is being published it is not known.
        can_undo: row.try_get_by_index::<Option<bool>>(9)?.unwrap_or(false),
        is_undoing: row.try_get_by_index(10)?,
    })
}
