//! The statements of the straatronde.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{
    CaseStatement, Expr, ExprTrait, Func, OnConflict, Order, Query, SelectStatement,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::super::entity::listing;
use super::super::model::Listing;
use super::super::store::read;
use super::model::{Answer, Street, Stretch, metres};
use crate::db::{DbError, WriteTx};
use crate::geo::Point;
use crate::id::{AreaId, ListingId, MemberId, ReportId};

const TABLE: &str = "street_answers";
/// Word for word as the partial index has it.
const RUNS: &str = "state = 'running'";

/// What somebody answered.
pub(super) struct Given {
    pub(super) listing: ListingId,
    pub(super) member: MemberId,
    pub(super) day: NaiveDate,
    pub(super) answer: Answer,
    pub(super) at: DateTime<Utc>,
    pub(super) before: Option<String>,
    pub(super) report: Option<ReportId>,
}

fn is_in(street: &str) -> Expr {
    Func::lower(Expr::col("street")).eq(Func::lower(Expr::val(street)))
}

/// Streets, and how far each is: of one by its name, or of those in areas, or of all. Those
/// nearest to a point come first, else by name. The database counts the doors, so that a large
/// town is no longer to read than it has streets.
pub(super) async fn streets(
    db: &impl ConnectionTrait,
    (street, areas): (Option<&str>, Option<&[AreaId]>),
    near: Option<Point>,
    since: NaiveDate,
    most: u64,
) -> Result<Vec<Street>, DbError> {
    let name = || Expr::col(("listings", "street"));
    let area = || Expr::col(("listings", "area_id"));
    let walked: Expr = CaseStatement::new().case(is_walked(since), 1).finally(0).into();
    let apart = near.map(|it| apart(it).min());
    let mut query = Query::select();
    query
        .expr(name().min())
        .expr(area())
        .expr(Expr::col(("listings", "id")).count())
        .expr(walked.sum())
        .expr(apart.clone().unwrap_or_else(|| Expr::cust("null")))
        .from("listings")
        .and_where(Expr::cust(RUNS))
        .and_where(name().is_not_null())
        .add_group_by([Func::lower(name()).into(), area()])
        .limit(most);
    if let Some(street) = street {
        query.and_where(is_in(street));
    }
    if let Some(areas) = areas {
        query.and_where(area().is_in(areas.iter().map(|it| it.0)));
    }
    if let Some(apart) = apart {
        // What has no point stands last, in both databases.
        query.order_by_expr(apart.clone().is_null(), Order::Asc).order_by_expr(apart, Order::Asc);
    }
    query.order_by_expr(name().min(), Order::Asc);
    let read = |row: &sea_orm::QueryResult| {
        let (places, done): (i64, i64) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
        let area = row.try_get_by_index::<Option<Uuid>>(1)?.map(AreaId);
        let far = match near {
            Some(_) => row.try_get_by_index::<Option<f64>>(4)?.map(metres),
            None => None,
        };
        Ok(Street {
            stretch: Stretch { street: row.try_get_by_index(0)?, area },
            places: places.unsigned_abs(),
            done: done.unsigned_abs(),
            distance_m: far,
        })
    };
    let streets: Result<_, DbErr> = db.query_all(&query).await?.iter().map(read).collect();
    Ok(streets?)
}

/// Somebody said since a day whether a listing is there.
fn is_walked(since: NaiveDate) -> Expr {
    let answers = |column: &'static str| Expr::col((TABLE, column));
    let said = Query::select()
        .expr(Expr::val(1))
        .from(TABLE)
        .and_where(answers("listing_id").equals(("listings", "id")))
        .and_where(answers("answer").is_in([Answer::Yes.key(), Answer::No.key()]))
        .and_where(answers("day").gte(since.to_string()))
        .take();
    Expr::exists(said)
}

/// How far a listing lies from a point, in square degrees of latitude: flat, as a town is, and
/// without the roots and sines that not every database has.
fn apart(from: Point) -> Expr {
    let north = || Expr::col(("listings", "latitude")).sub(from.latitude);
    let shrunk = from.latitude.to_radians().cos();
    let east = || Expr::col(("listings", "longitude")).sub(from.longitude).mul(shrunk);
    north().mul(north()).add(east().mul(east()))
}

/// The places of a stretch.
pub(super) async fn places(
    db: &impl ConnectionTrait,
    Stretch { street, area }: &Stretch,
    most: u64,
) -> Result<Vec<Listing>, DbError> {
    let mut query = listing::Entity::find().filter(Expr::cust(RUNS)).filter(is_in(street));
    if let Some(area) = area {
        query = query.filter(listing::Column::AreaId.eq(area.0));
    }
    query.limit(most).all(db).await?.into_iter().map(read).collect()
}

/// Of which of some places somebody said since a day whether they are there.
pub(super) async fn answered_since(
    db: &impl ConnectionTrait,
    ids: &[ListingId],
    since: NaiveDate,
) -> Result<Vec<ListingId>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = Query::select()
        .distinct()
        .column("listing_id")
        .from(TABLE)
        .and_where(Expr::col("listing_id").is_in(ids.iter().map(|it| it.0)))
        .and_where(Expr::col("answer").is_in([Answer::Yes.key(), Answer::No.key()]))
        .and_where(Expr::col("day").gte(since.to_string()))
        .take();
    let rows = db.query_all(&query).await?;
    let ids: Result<Vec<Uuid>, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    Ok(ids?.into_iter().map(ListingId).collect())
}

fn given() -> SelectStatement {
    Query::select()
        .columns(["listing_id", "member_id", "day", "answer", "at", "before", "report_id"])
        .from(TABLE)
        .take()
}

fn read_given(row: &sea_orm::QueryResult) -> Result<Given, DbErr> {
    let (day, answer): (String, String) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
    let unreadable = |what: &str| DbErr::Type(format!("no answer has this {what}"));
    Ok(Given {
        listing: ListingId(row.try_get_by_index(0)?),
        member: MemberId(row.try_get_by_index(1)?),
        day: day.parse().map_err(|_| unreadable("day"))?,
        answer: Answer::from_key(&answer).ok_or_else(|| unreadable("word"))?,
        at: row.try_get_by_index(4)?,
        before: row.try_get_by_index(5)?,
        report: row.try_get_by_index::<Option<Uuid>>(6)?.map(ReportId),
    })
}

/// What a member answered on a day, by place.
pub(super) async fn of_day(
    db: &impl ConnectionTrait,
    member: MemberId,
    day: NaiveDate,
) -> Result<HashMap<ListingId, Given>, DbError> {
    let query = given()
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("day").eq(day.to_string()))
        .take();
    let rows = db.query_all(&query).await?;
    let all: Result<Vec<Given>, DbErr> = rows.iter().map(read_given).collect();
    Ok(all?.into_iter().map(|it| (it.listing, it)).collect())
}

/// All that a member answered, the latest first.
pub(super) async fn of_member(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<(ListingId, NaiveDate, Answer)>, DbError> {
    let query =
        given().and_where(Expr::col("member_id").eq(member.0)).order_by("at", Order::Desc).take();
    let rows = db.query_all(&query).await?;
    let all: Result<Vec<Given>, DbErr> = rows.iter().map(read_given).collect();
    Ok(all?.into_iter().map(|it| (it.listing, it.day, it.answer)).collect())
}

/// Whether others said yes to a place on a day.
pub(super) async fn others_saw(db: &impl ConnectionTrait, mine: &Given) -> Result<bool, DbError> {
    let query = given()
        .and_where(Expr::col("listing_id").eq(mine.listing.0))
        .and_where(Expr::col("member_id").ne(mine.member.0))
        .and_where(Expr::col("day").eq(mine.day.to_string()))
        .and_where(Expr::col("answer").eq(Answer::Yes.key()))
        .limit(1)
        .take();
    Ok(db.query_one(&query).await?.is_some())
}

/// Keeps an answer, unless there is one of that member, place and day; answers whether it was
/// kept.
pub(super) async fn insert(tx: &WriteTx, given: &Given) -> Result<bool, DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["listing_id", "member_id", "day", "answer", "at", "before", "report_id"])
        .values_panic([
            given.listing.0.into(),
            given.member.0.into(),
            given.day.to_string().into(),
            given.answer.key().into(),
            given.at.into(),
            given.before.clone().into(),
            given.report.map(|it| it.0).into(),
        ])
        .on_conflict(
            OnConflict::columns(["listing_id", "member_id", "day"]).do_nothing().to_owned(),
        );
    Ok(tx.conn().execute(&insert).await?.rows_affected() > 0)
}

/// Takes an answer back; answers whether it was still there.
pub(super) async fn delete(tx: &WriteTx, given: &Given) -> Result<bool, DbError> {
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("listing_id").eq(given.listing.0))
        .and_where(Expr::col("member_id").eq(given.member.0))
        .and_where(Expr::col("day").eq(given.day.to_string()))
        .take();
    Ok(tx.conn().execute(&delete).await?.rows_affected() > 0)
}

/// Takes away answers of before a day.
pub(super) async fn purge(tx: &WriteTx, before: NaiveDate) -> Result<u64, DbError> {
    let delete =
        Query::delete().from_table(TABLE).and_where(Expr::col("day").lt(before.to_string())).take();
    Ok(tx.conn().execute(&delete).await?.rows_affected())
}
