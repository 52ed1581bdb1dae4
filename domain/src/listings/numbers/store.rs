//! The statements of private numbers.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ConnectionTrait, DbErr};

use super::model::Sums;
use super::tally::Count;
use crate::db::{DbError, WriteTx};
use crate::id::ListingId;

const TABLE: &str = "listing_numbers";
const SUMS: [&str; 3] = ["seen", "called", "routed"];

/// Adds what was counted to what stands there, of places that are still there.
pub(super) async fn add(tx: &WriteTx, counts: &[Count]) -> Result<(), DbError> {
    let ids = counts.iter().map(|((place, _), _)| place.0);
    let there =
        Query::select().column("id").from("listings").and_where(Expr::col("id").is_in(ids)).take();
    let rows = tx.conn().query_all(&there).await?;
    let there: Result<HashSet<Uuid>, DbErr> =
        rows.iter().map(|row| row.try_get_by_index(0)).collect();
    let there = there?;
    let mut insert = Query::insert();
    insert.into_table(TABLE).columns(["listing_id", "week"].into_iter().chain(SUMS));
    let mut any = false;
    // In the order of their keys: two nodes that add at once do not wait for each other's rows.
    let mut counts: Vec<&Count> = counts.iter().collect();
    counts.sort_by_key(|(key, _)| *key);
    for ((place, week), sums) in counts.into_iter().filter(|((it, _), _)| there.contains(&it.0)) {
        let [seen, called, routed] = sums.map(|sum| i64::try_from(sum).unwrap_or(i64::MAX));
        insert.values_panic([
            place.0.into(),
            week.to_string().into(),
            seen.into(),
            called.into(),
            routed.into(),
        ]);
        any = true;
    }
    if !any {
        return Ok(());
    }
    let mut sums = OnConflict::columns(["listing_id", "week"]);
    for name in SUMS {
        let sum = Expr::col((TABLE, name)).add(Expr::col(("excluded", name)));
        sums.value(name, sum);
    }
    tx.conn().execute(insert.on_conflict(sums)).await?;
    Ok(())
}

/// The weeks of a place from a Monday on, by their Mondays.
pub(super) async fn since(
    db: &impl ConnectionTrait,
    place: ListingId,
    monday: NaiveDate,
) -> Result<HashMap<String, Sums>, DbError> {
    let query = Query::select()
        .column("week")
        .columns(SUMS)
        .from(TABLE)
        .and_where(Expr::col("listing_id").eq(place.0))
        .and_where(Expr::col("week").gte(monday.to_string()))
        .take();
    let mut weeks = HashMap::new();
    for row in db.query_all(&query).await? {
        let mut sums: Sums = [0; 3];
        for (at, sum) in sums.iter_mut().enumerate() {
            let count: i64 = row.try_get_by_index(at + 1)?;
            *sum = count.unsigned_abs();
        }
        weeks.insert(row.try_get_by_index(0)?, sums);
    }
    Ok(weeks)
}

/// Takes away the weeks before a day; answers how many.
pub(super) async fn purge(tx: &WriteTx, before: NaiveDate) -> Result<u64, DbError> {
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("week").lt(before.to_string()))
        .take();
    Ok(tx.conn().execute(&delete).await?.rows_affected())
}
