//! The statements of the launch list: each counts all at once, over an index. What people did to
//! places is little beside the places, so it is counted from there.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{
    Alias, CaseStatement, Expr, ExprTrait, Func, JoinType, OnConflict, Order, Query,
    SelectStatement, SimpleExpr,
};

use super::model::Figures;
use crate::db::{DbError, WriteTx};
use crate::id::{AreaId, CommunityId};
use crate::listings::rounds::{Answer, Street, Stretch};

const POSTERS: &str = "community_posters";
const WALKED: &str = "walked";
/// Word for word as the partial index has it.
const STANDS: &str = "listings.state <> 'gone'";

/// Counts the places of some areas, their doors, their walked doors and their owners; posters and
/// people of the community.
pub(super) async fn figures(
    db: &impl ConnectionTrait,
    of: CommunityId,
    areas: &[AreaId],
    since: NaiveDate,
) -> Result<Figures, DbError> {
    let mut query = places(areas);
    query.expr(Expr::col(("listings", "area_id")).count()).expr(sum(is_door()));
    let [places, doors] = counts(db, &query).await?;
    let mut walked = of_places("street_answers", areas);
    walked
        .expr(Expr::col(("street_answers", "listing_id")).count_distinct())
        .and_where(is_walked(since))
        .and_where(is_door());
    let [walked] = counts(db, &walked).await?;
    let mut owned = of_places("listing_keepers", areas);
    owned
        .expr(Expr::col(("listing_keepers", "listing_id")).count())
        // As the partial index has it, by which a place has one owner.
        .and_where(Expr::cust("role = 'owner'"));
    let [owned] = counts(db, &owned).await?;
    let posters = Query::select()
        .column("posters")
        .from(POSTERS)
        .and_where(Expr::col("community_id").eq(of.0))
        .take();
    let posters = match db.query_one(&posters).await? {
        Some(row) => row.try_get_by_index::<i32>(0)?.unsigned_abs().into(),
        None => 0,
    };
    Ok(Figures { places, doors, walked, owned, posters, ..Figures::default() })
}

/// The streets of some areas in which most is left to do; one that runs through several is one in
/// each.
pub(super) async fn streets(
    db: &impl ConnectionTrait,
    areas: &[AreaId],
    since: NaiveDate,
    most: usize,
) -> Result<Vec<Street>, DbError> {
    let left = || Alias::new("left_to_do");
    let street = || Expr::col(("listings", "street"));
    let mut query = places(areas);
    query
        .expr(street().min())
        .expr(Expr::col(("listings", "id")).count())
        .expr(sum(Expr::col((WALKED, "listing_id")).is_not_null()))
        .column(("listings", "area_id"))
        .expr_as(sum(Expr::col((WALKED, "listing_id")).is_null()), left())
        .join_subquery(
            JoinType::LeftJoin,
            Query::select()
                .distinct()
                .column("listing_id")
                .from("street_answers")
                .and_where(is_walked(since))
                .take(),
            Alias::new(WALKED),
            Expr::col((WALKED, "listing_id")).equals(("listings", "id")),
        )
        .and_where(is_door())
        .add_group_by([Func::lower(street()).into(), Expr::col(("listings", "area_id"))])
        .order_by(left(), Order::Desc)
        .order_by_expr(street().min(), Order::Asc)
        .limit(u64::try_from(most).unwrap_or(u64::MAX));
    let mut streets = Vec::new();
    for row in db.query_all(&query).await? {
        let (places, done): (i64, i64) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let area = row.try_get_by_index::<Option<Uuid>>(3)?.map(AreaId);
        streets.push(Street {
            stretch: Stretch { street: row.try_get_by_index(0)?, area },
            places: places.unsigned_abs(),
            done: done.unsigned_abs(),
            distance_m: None,
        });
    }
    Ok(streets)
}

/// What was done to what stands in some areas, in a table that tells of listings. SQLite keeps the
/// order of a cross join: from the smaller table to the listings, whatever it takes to be small.
fn of_places(table: &'static str, areas: &[AreaId]) -> SelectStatement {
    Query::select()
        .from(table)
        .cross_join("listings")
        .and_where(Expr::col((table, "listing_id")).equals(("listings", "id")))
        .and_where(Expr::cust(STANDS))
        .and_where(Expr::col(("listings", "area_id")).is_in(areas.iter().map(|it| it.0)))
        .take()
}

/// What a question counts.
async fn counts<const N: usize>(
    db: &impl ConnectionTrait,
    query: &SelectStatement,
) -> Result<[u64; N], DbError> {
    let mut all = [0; N];
    let Some(row) = db.query_one(query).await? else { return Ok(all) };
    for (at, count) in all.iter_mut().enumerate() {
        // A sum over nothing is null.
        *count = row.try_get_by_index::<Option<i64>>(at)?.unwrap_or(0).unsigned_abs();
    }
    Ok(all)
}

/// What stands in some areas.
fn places(areas: &[AreaId]) -> SelectStatement {
    Query::select()
        .from("listings")
        .and_where(Expr::cust(STANDS))
        .and_where(Expr::col(("listings", "area_id")).is_in(areas.iter().map(|it| it.0)))
        .take()
}

fn is_door() -> SimpleExpr {
    let runs = Expr::col(("listings", "state")).eq("running");
    Expr::col(("listings", "street")).is_not_null().and(runs)
}

/// Somebody stood before it and said whether it is there.
fn is_walked(since: NaiveDate) -> SimpleExpr {
    let answers = |column: &'static str| Expr::col(("street_answers", column));
    let said = answers("answer").is_in([Answer::Yes.key(), Answer::No.key()]);
    said.and(answers("day").gte(since.to_string()))
}

/// Of how many something is true.
fn sum(is: SimpleExpr) -> SimpleExpr {
    let one: SimpleExpr = CaseStatement::new().case(is, 1).finally(0).into();
    one.sum()
}

/// So many posters hang.
pub(super) async fn set_posters(
    tx: &WriteTx,
    of: CommunityId,
    (posters, now): (u32, DateTime<Utc>),
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert.into_table(POSTERS).columns(["community_id", "posters", "updated_at"]).values_panic([
        of.0.into(),
        i32::try_from(posters).unwrap_or(i32::MAX).into(),
        now.into(),
    ]);
    let instead =
        OnConflict::column("community_id").update_columns(["posters", "updated_at"]).to_owned();
    tx.conn().execute(insert.on_conflict(instead)).await?;
    Ok(())
}
