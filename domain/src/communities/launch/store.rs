//! The statements of the launch list: each counts all at once, over an index.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{
    Alias, CaseStatement, Expr, ExprTrait, Func, OnConflict, Order, Query, SelectStatement,
    SimpleExpr,
};

use super::model::Figures;
use crate::db::{DbError, WriteTx};
use crate::id::{AreaId, CommunityId};
use crate::listings::rounds::{Answer, Street, Stretch};

const POSTERS: &str = "community_posters";
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
    query
        .expr(Expr::col(("listings", "id")).count())
        .expr(sum(is_door()))
        .expr(sum(is_door().and(is_walked(since))))
        .expr(sum(has_owner()));
    let row = db.query_one(&query).await?;
    let count = |at: usize| -> Result<u64, DbError> {
        let Some(row) = &row else { return Ok(0) };
        // A sum over nothing is null.
        Ok(row.try_get_by_index::<Option<i64>>(at)?.unwrap_or(0).unsigned_abs())
    };
    let (places, doors, walked, owned) = (count(0)?, count(1)?, count(2)?, count(3)?);
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
        .expr(sum(is_walked(since)))
        .column(("listings", "area_id"))
        .expr_as(sum(is_walked(since).not()), left())
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
    let said = Query::select()
        .expr(Expr::val(1))
        .from("street_answers")
        .and_where(answers("listing_id").equals(("listings", "id")))
        .and_where(answers("answer").is_in([Answer::Yes.key(), Answer::No.key()]))
        .and_where(answers("day").gte(since.to_string()))
        .take();
    Expr::exists(said)
}

fn has_owner() -> SimpleExpr {
    let keepers = |column: &'static str| Expr::col(("listing_keepers", column));
    let owner = Query::select()
        .expr(Expr::val(1))
        .from("listing_keepers")
        .and_where(keepers("listing_id").equals(("listings", "id")))
        .and_where(keepers("role").eq("owner"))
        .take();
    Expr::exists(owner)
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
