//! The statements of tables: what their columns have, and what their editions did.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{
    CaseStatement, Cond, Expr, ExprTrait, OnConflict, Order, Query, SimpleExpr,
};

use crate::db::{DbError, WriteTx};
use crate::id::{BatchId, ListingId};
use crate::imports::model::RecordKey;
use crate::imports::undo::Undone;
use crate::listings::model::Listing;

const COLUMNS: &str = "import_columns";
const EFFECTS: &str = "import_effects";
const BATCHES: &str = "import_batches";

/// What an edition did to a listing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effect {
    pub(crate) listing: ListingId,
    /// Its revision before; 0 where the edition brought it in.
    pub(crate) before: i32,
    pub(crate) after: i32,
}

/// The columns of a data set's last edition: each field with its column's name.
pub(crate) async fn columns(
    db: &impl ConnectionTrait,
    dataset: &str,
) -> Result<BTreeMap<String, String>, DbError> {
    let mut query = Query::select();
    query.columns(["field", "name"]).from(COLUMNS).and_where(Expr::col("dataset").eq(dataset));
    let rows = db.query_all(&query).await?;
    let pair =
        |row: &sea_orm::QueryResult| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    let pairs: Result<_, sea_orm::DbErr> = rows.iter().map(pair).collect();
    Ok(pairs?)
}

/// These are the columns of the data set from now on.
pub(crate) async fn set_columns(
    tx: &WriteTx,
    dataset: &str,
    columns: &BTreeMap<String, String>,
) -> Result<(), DbError> {
    let mut delete = Query::delete();
    delete.from_table(COLUMNS).and_where(Expr::col("dataset").eq(dataset));
    tx.conn().execute(&delete).await?;
    if columns.is_empty() {
        return Ok(());
    }
    let mut insert = Query::insert();
    insert.into_table(COLUMNS).columns(["dataset", "field", "name"]);
    for (field, name) in columns {
        insert.values_panic([dataset.into(), field.as_str().into(), name.as_str().into()]);
    }
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Has what a batch does be written down.
pub(crate) async fn make_undoable(tx: &WriteTx, batch: BatchId) -> Result<(), DbError> {
    let update = Query::update()
        .table(BATCHES)
        .value("undoable", true)
        .and_where(Expr::col("id").eq(batch.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// What a batch did to listings, beside what it did to them before.
pub(crate) async fn note(
    tx: &WriteTx,
    batch: Uuid,
    effects: impl IntoIterator<Item = Effect>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert.into_table(EFFECTS).columns(["batch_id", "listing_id", "before", "after"]);
    let mut any = false;
    for Effect { listing, before, after } in effects {
        insert.values_panic([batch.into(), listing.0.into(), before.into(), after.into()]);
        any = true;
    }
    if any {
        let twice =
            OnConflict::columns(["batch_id", "listing_id"]).update_column("after").to_owned();
        tx.conn().execute(insert.on_conflict(twice)).await?;
    }
    Ok(())
}

/// The last edition of a data set that did anything, unless it or a later one was undone, or it
/// was finished too long ago.
pub(crate) async fn last_undoable(
    db: &impl ConnectionTrait,
    dataset: &str,
    since: DateTime<Utc>,
) -> Result<Option<BatchId>, DbError> {
    let did = Query::select()
        .column("batch_id")
        .from(EFFECTS)
        .and_where(Expr::col("batch_id").equals(("import_batches", "id")))
        .take();
    let mut query = Query::select();
    query
        .column("id")
        .column("undoable")
        .from(BATCHES)
        .and_where(Expr::col("dataset").eq(dataset))
        .and_where(Expr::col("finished_at").gte(since))
        .and_where(Expr::exists(did).or(Expr::col("undoable").not()))
        .order_by("id", Order::Desc)
        .limit(1);
    let Some(row) = db.query_one(&query).await? else { return Ok(None) };
    let (id, undoable): (Uuid, bool) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    Ok(undoable.then_some(BatchId(id)))
}

/// Batches of which undoing was begun and is not done, of one data set or of all, with their data
/// sets, the oldest first.
pub(crate) async fn undoing(
    db: &impl ConnectionTrait,
    dataset: Option<&str>,
) -> Result<Vec<(BatchId, String)>, DbError> {
    let query = Query::select()
        .columns(["id", "dataset"])
        .from(BATCHES)
        // As the partial index has it.
        .and_where(Expr::cust("undoable and undone_at is not null"))
        .and_where_option(dataset.map(|it| Expr::col("dataset").eq(it)))
        .order_by("id", Order::Asc)
        .take();
    let rows = db.query_all(&query).await?;
    let pair = |row: &sea_orm::QueryResult| {
        Ok((BatchId(row.try_get_by_index(0)?), row.try_get_by_index(1)?))
    };
    let pairs: Result<_, sea_orm::DbErr> = rows.iter().map(pair).collect();
    Ok(pairs?)
}

/// What undoing a batch would do now.
pub(crate) async fn would_undo(
    db: &impl ConnectionTrait,
    batch: BatchId,
) -> Result<Undone, DbError> {
    let is_new = || Expr::col((EFFECTS, "before")).eq(0);
    let untouched = || Expr::col(("listings", "revision")).equals((EFFECTS, "after"));
    let sum = |is: SimpleExpr| -> SimpleExpr {
        let one: SimpleExpr = CaseStatement::new().case(is, 1).finally(0).into();
        one.sum()
    };
    let query = Query::select()
        .expr(sum(untouched().and(is_new()).and(is_cared_for().not())))
        .expr(sum(untouched().and(is_new().not())))
        .expr(Expr::col((EFFECTS, "listing_id")).count())
        .from(EFFECTS)
        .inner_join("listings", Expr::col(("listings", "id")).equals((EFFECTS, "listing_id")))
        .and_where(Expr::col((EFFECTS, "batch_id")).eq(batch.0))
        .take();
    let Some(row) = db.query_one(&query).await? else { return Ok(Undone::default()) };
    // A sum over nothing is null.
    let count = |at: usize| -> Result<u64, sea_orm::DbErr> {
        Ok(row.try_get_by_index::<Option<i64>>(at)?.unwrap_or(0).unsigned_abs())
    };
    let (removed, restored, all) = (count(0)?, count(1)?, count(2)?);
    Ok(Undone { removed, restored, kept: all.saturating_sub(removed + restored) })
}

/// Which of some listings somebody took care of.
pub(crate) async fn cared_for(
    tx: &WriteTx,
    listings: impl Iterator<Item = ListingId>,
) -> Result<HashSet<ListingId>, DbError> {
    let query = Query::select()
        .column(("listings", "id"))
        .from("listings")
        .and_where(Expr::col(("listings", "id")).is_in(listings.map(|it| it.0)))
        .and_where(is_cared_for())
        .take();
    let rows = tx.conn().query_all(&query).await?;
    let id = |row: &sea_orm::QueryResult| row.try_get_by_index(0).map(ListingId);
    Ok(rows.iter().map(id).collect::<Result<_, _>>()?)
}

/// Somebody keeps the listing or says that it is theirs, sent a photo of it, or said what is wrong
/// with it and waits for an answer.
fn is_cared_for() -> SimpleExpr {
    let there_is = |table: &'static str, which: Cond| {
        let some = Query::select()
            .expr(Expr::val(1))
            .from(table)
            .and_where(Expr::col((table, "listing_id")).equals(("listings", "id")))
            .cond_where(which)
            .take();
        Expr::exists(some)
    };
    let state = |table: &'static str, states: &[&'static str]| {
        Cond::all().add(Expr::col((table, "state")).is_in(states.iter().copied()))
    };
    there_is("listing_keepers", Cond::all())
        .or(there_is("photos", Cond::all()))
        .or(there_is("listing_claims", state("listing_claims", &["open", "disputed"])))
        .or(there_is("listing_reports", state("listing_reports", &["open"])))
}

/// Some of what a batch did, in the order of the listings.
pub(crate) async fn effects(
    tx: &WriteTx,
    batch: BatchId,
    most: u64,
) -> Result<Vec<Effect>, DbError> {
    let mut query = Query::select();
    query
        .columns(["listing_id", "before", "after"])
        .from(EFFECTS)
        .and_where(Expr::col("batch_id").eq(batch.0))
        .order_by("listing_id", Order::Asc)
        .limit(most);
    let rows = tx.conn().query_all(&query).await?;
    let effect = |row: &sea_orm::QueryResult| {
        Ok(Effect {
            listing: ListingId(row.try_get_by_index(0)?),
            before: row.try_get_by_index(1)?,
            after: row.try_get_by_index(2)?,
        })
    };
    let effects: Result<_, sea_orm::DbErr> = rows.iter().map(effect).collect();
    Ok(effects?)
}

/// The listings of effects as they were before.
pub(crate) async fn earlier(
    tx: &WriteTx,
    effects: &[Effect],
) -> Result<HashMap<ListingId, Listing>, DbError> {
    let mut query = Query::select();
    query
        .columns(["listing_id", "revision", "body"])
        .from("listing_revisions")
        .and_where(Expr::col("listing_id").is_in(effects.iter().map(|it| it.listing.0)))
        .and_where(Expr::col("revision").is_in(effects.iter().map(|it| it.before)));
    let wanted: HashMap<ListingId, i32> =
        effects.iter().map(|it| (it.listing, it.before)).collect();
    let mut earlier = HashMap::with_capacity(effects.len());
    for row in tx.conn().query_all(&query).await? {
        let (id, revision) = (ListingId(row.try_get_by_index(0)?), row.try_get_by_index(1)?);
        if wanted.get(&id) == Some(&revision) {
            let body: String = row.try_get_by_index(2)?;
            earlier.insert(id, serde_json::from_str(&body)?);
        }
    }
    Ok(earlier)
}

/// These were undone.
pub(crate) async fn forget_effects(
    tx: &WriteTx,
    batch: BatchId,
    listings: &[ListingId],
) -> Result<(), DbError> {
    let mut delete = Query::delete();
    delete
        .from_table(EFFECTS)
        .and_where(Expr::col("batch_id").eq(batch.0))
        .and_where(Expr::col("listing_id").is_in(listings.iter().map(|id| id.0)));
    tx.conn().execute(&delete).await?;
    Ok(())
}

/// Throws away some of what editions of a data set did before the last that did anything, which
/// cannot be undone any more; answers whether there is more.
pub(crate) async fn forget_earlier(
    tx: &WriteTx,
    dataset: &str,
    most: u64,
) -> Result<bool, DbError> {
    let mut finished = Query::select();
    finished
        .column("id")
        .from(BATCHES)
        .and_where(Expr::col("dataset").eq(dataset))
        .and_where(Expr::col("finished_at").is_not_null());
    let last = Query::select()
        .column("batch_id")
        .from(EFFECTS)
        .and_where(Expr::col("batch_id").in_subquery(finished.clone()))
        .order_by("batch_id", Order::Desc)
        .limit(1)
        .take();
    let batches = finished.and_where(Expr::col("id").not_in_subquery(last)).take();
    let mut some = Query::select();
    some.columns(["batch_id", "listing_id"])
        .from(EFFECTS)
        .and_where(Expr::col("batch_id").in_subquery(batches))
        .limit(most);
    let rows = tx.conn().query_all(&some).await?;
    let pair =
        |row: &sea_orm::QueryResult| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    let pairs: Result<Vec<(Uuid, Uuid)>, sea_orm::DbErr> = rows.iter().map(pair).collect();
    let pairs = pairs?;
    if pairs.is_empty() {
        return Ok(false);
    }
    let mut delete = Query::delete();
    delete
        .from_table(EFFECTS)
        .and_where(Expr::col("batch_id").is_in(pairs.iter().map(|(batch, _)| *batch)))
        .and_where(Expr::col("listing_id").is_in(pairs.iter().map(|(_, listing)| *listing)));
    tx.conn().execute(&delete).await?;
    Ok(true)
}

/// The batch was undone, once and for all.
pub(crate) async fn undone(tx: &WriteTx, batch: BatchId) -> Result<(), DbError> {
    let update = Query::update()
        .table(BATCHES)
        .value("undoable", false)
        .and_where(Expr::col("id").eq(batch.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// A data set holds the records of these listings again, and whatever it says of them next is
/// news.
pub(crate) async fn hold_again(
    tx: &WriteTx,
    dataset: &str,
    listings: &[ListingId],
) -> Result<(), DbError> {
    if listings.is_empty() {
        return Ok(());
    }
    let of_them = || Expr::col("listing_id").is_in(listings.iter().map(|id| id.0));
    let query = Query::select().column("key").from("source_records").and_where(of_them()).take();
    let rows = tx.conn().query_all(&query).await?;
    let keys: Result<Vec<Uuid>, _> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    let mut insert = Query::insert();
    insert.into_table("dataset_records").columns(["dataset", "record_key", "content"]);
    for key in keys?.into_iter().map(RecordKey) {
        insert.values_panic([dataset.into(), key.0.into(), Uuid::nil().into()]);
    }
    let held = OnConflict::columns(["dataset", "record_key"]).update_column("content").to_owned();
    tx.conn().execute(insert.on_conflict(held)).await?;
    let unread = Query::update()
        .table("source_records")
        .value("content", Uuid::nil())
        .and_where(of_them())
        .take();
    tx.conn().execute(&unread).await?;
    Ok(())
}
