//! The statements of reports, and of the letters about them.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::model::{About, Report, ReportState};
use crate::communities::Territory;
use crate::communities::store::lies_in;
use crate::db::{DbError, WriteTx};
use crate::id::{ListingId, MemberId, ReportId};

const TABLE: &str = "listing_reports";
const LETTERS: &str = "keeper_letters";
const COLUMNS: [&str; 12] = [
    "id",
    "listing_id",
    "about",
    "proposed",
    "note",
    "member_id",
    "seasoned",
    "state",
    "created_at",
    "by_id",
    "decided_at",
    "reason",
];
/// Whose place it is: nobody's.
const UNCLAIMED: &str = "not exists (select 1 from listing_keepers k \
    where k.listing_id = listing_reports.listing_id and k.role = 'owner')";

fn read(row: &QueryResult) -> Result<Report, DbErr> {
    let (about, state): (String, String) = (row.try_get_by_index(2)?, row.try_get_by_index(7)?);
    let unknown = |what: &str| DbErr::Type(format!("no report has this {what}"));
    let state = ReportState::ALL.into_iter().find(|it| it.key() == state);
    Ok(Report {
        id: ReportId(row.try_get_by_index(0)?),
        listing: ListingId(row.try_get_by_index(1)?),
        about: About::from_key(&about).ok_or_else(|| unknown("subject"))?,
        proposed: row.try_get_by_index(3)?,
        note: row.try_get_by_index(4)?,
        member: row.try_get_by_index::<Option<Uuid>>(5)?.map(MemberId),
        is_seasoned: row.try_get_by_index(6)?,
        state: state.ok_or_else(|| unknown("state"))?,
        created_at: row.try_get_by_index(8)?,
        by: row.try_get_by_index::<Option<Uuid>>(9)?.map(MemberId),
        decided_at: row.try_get_by_index(10)?,
        reason: row.try_get_by_index(11)?,
    })
}

fn all() -> SelectStatement {
    Query::select().columns(COLUMNS).from(TABLE).take()
}

fn is_open() -> Expr {
    Expr::col("state").eq(ReportState::Open.key())
}

async fn many(db: &impl ConnectionTrait, query: &SelectStatement) -> Result<Vec<Report>, DbError> {
    let rows = db.query_all(query).await?;
    let reports: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(reports?)
}

pub(super) async fn insert(tx: &WriteTx, report: &Report) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert.into_table(TABLE).columns(COLUMNS.into_iter().take(10)).values_panic([
        report.id.0.into(),
        report.listing.0.into(),
        report.about.key().into(),
        report.proposed.clone().into(),
        report.note.clone().into(),
        report.member.map(|it| it.0).into(),
        report.is_seasoned.into(),
        report.state.key().into(),
        report.created_at.into(),
        report.by.map(|it| it.0).into(),
    ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

pub(super) async fn by_id(
    db: &impl ConnectionTrait,
    id: ReportId,
) -> Result<Option<Report>, DbError> {
    let query = all().and_where(Expr::col("id").eq(id.0)).take();
    Ok(many(db, &query).await?.pop())
}

/// Those of some reports that wait.
pub(crate) async fn some(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Report>, DbError> {
    many(db, &all().and_where(Expr::col("id").is_in(ids)).and_where(is_open()).take()).await
}

/// A report that was refused, and by whom.
pub(crate) async fn refused(
    db: &impl ConnectionTrait,
    id: ReportId,
) -> Result<Option<(Report, Option<MemberId>)>, DbError> {
    let mut query = all();
    query
        .column("decided_by")
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("state").eq(ReportState::Refused.key()));
    let Some(row) = db.query_one(&query).await? else { return Ok(None) };
    let by: Option<Uuid> = row.try_get_by_index(COLUMNS.len())?;
    Ok(Some((read(&row)?, by.map(MemberId))))
}

/// Some reports, however far they are.
pub(crate) async fn by_ids(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = ReportId>,
) -> Result<Vec<Report>, DbError> {
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    many(db, &all().and_where(Expr::col("id").is_in(ids)).take()).await
}

/// A report that was refused is accepted after all; answers whether it was refused.
pub(super) async fn uphold(
    tx: &WriteTx,
    id: ReportId,
    (by, answer): (Option<MemberId>, &str),
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let update = Query::update()
        .table(TABLE)
        .value("state", ReportState::Accepted.key())
        .value("decided_at", now)
        // Why it was refused holds no more.
        .value("reason", answer)
        .value("decided_by", by.map(|by| by.0) as Option<Uuid>)
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("state").eq(ReportState::Refused.key()))
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected() > 0)
}

/// What waits about a listing in one respect.
pub(super) async fn open_about(
    db: &impl ConnectionTrait,
    listing: ListingId,
    about: About,
) -> Result<Vec<Report>, DbError> {
    let query = all()
        .and_where(Expr::col("listing_id").eq(listing.0))
        .and_where(Expr::col("about").eq(about.key()))
        .and_where(is_open())
        .order_by("created_at", Order::Asc)
        .take();
    many(db, &query).await
}

/// Everything about a listing: what waits first, then the latest.
pub(super) async fn of_listing(
    db: &impl ConnectionTrait,
    listing: ListingId,
    most: u64,
) -> Result<Vec<Report>, DbError> {
    let query = all()
        .and_where(Expr::col("listing_id").eq(listing.0))
        .order_by_expr(Expr::cust("case state when 'open' then 0 else 1 end"), Order::Asc)
        .order_by("created_at", Order::Desc)
        .order_by("id", Order::Desc)
        .limit(most)
        .take();
    many(db, &query).await
}

/// Of places in a territory that are nobody's, or whose owner was silent since a time: what waits,
/// the oldest first. Or what was decided of places that are nobody's, the latest first.
pub(super) async fn unclaimed(
    db: &impl ConnectionTrait,
    territory: &Territory,
    (about, is_decided): (Option<About>, bool),
    silent_since: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Report>, DbError> {
    let (order, state) =
        if is_decided { (Order::Desc, is_open().not()) } else { (Order::Asc, is_open()) };
    let mut query = all();
    let lies_in = lies_in(territory, "l.areas", db.get_database_backend());
    let here = Expr::cust(format!(
        "exists (select 1 from listings l where l.id = listing_reports.listing_id and {lies_in})"
    ));
    let mut whose = Expr::cust(UNCLAIMED);
    if !is_decided {
        whose = whose.or(Expr::col("created_at").lte(silent_since));
    }
    query.and_where(state).and_where(whose).and_where(here).limit(most);
    query.order_by("created_at", order.clone()).order_by("id", order);
    if let Some(about) = about {
        query.and_where(Expr::col("about").eq(about.key()));
    }
    many(db, &query).await
}

/// Of which of some listings that are nobody's so many neighbours say that they are gone. Whoever
/// acts for several is one; who has gone, or for whom somebody acts who has, is nobody.
pub(super) async fn said_gone(
    db: &impl ConnectionTrait,
    ids: &[ListingId],
    neighbours: usize,
) -> Result<Vec<ListingId>, DbError> {
    let query = Query::select()
        .column("listing_id")
        .from(TABLE)
        .and_where(Expr::col("listing_id").is_in(ids.iter().map(|id| id.0)))
        .and_where(Expr::col("about").eq(About::Gone.key()))
        .and_where(is_open())
        .and_where(Expr::col("seasoned").eq(true))
        .and_where(Expr::col("member_id").is_not_null())
        .and_where(Expr::cust(UNCLAIMED))
        .group_by_col("listing_id")
        .and_having(
            Expr::cust("count(distinct by_id)").gte(i64::try_from(neighbours).unwrap_or(i64::MAX)),
        )
        .take();
    let rows = db.query_all(&query).await?;
    let ids: Result<Vec<Uuid>, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    Ok(ids?.into_iter().map(ListingId).collect())
}

/// How much waits about a listing.
pub(super) async fn count_open(
    db: &impl ConnectionTrait,
    listing: ListingId,
) -> Result<u64, DbError> {
    let query = Query::select()
        .expr(Expr::cust("count(*)"))
        .from(TABLE)
        .and_where(Expr::col("listing_id").eq(listing.0))
        .and_where(is_open())
        .take();
    let row = db.query_one(&query).await?;
    let count = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    Ok(count.unwrap_or_default().unsigned_abs())
}

/// What a member said, the latest first.
pub(super) async fn by_member(
    db: &impl ConnectionTrait,
    member: MemberId,
    most: u64,
) -> Result<Vec<Report>, DbError> {
    let query = all()
        .and_where(Expr::col("member_id").eq(member.0))
        .order_by("created_at", Order::Desc)
        .order_by("id", Order::Desc)
        .limit(most)
        .take();
    many(db, &query).await
}

/// Ends a report as it stands, if it still waits; answers whether it did.
pub(super) async fn end(
    tx: &WriteTx,
    report: &Report,
    by: Option<MemberId>,
) -> Result<bool, DbError> {
    let update = Query::update()
        .table(TABLE)
        .value("state", report.state.key())
        .value("decided_at", report.decided_at)
        .value("decided_by", by.map(|by| by.0) as Option<Uuid>)
        .value("reason", report.reason.clone())
        .and_where(Expr::col("id").eq(report.id.0))
        .and_where(is_open())
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected() > 0)
}

/// Takes back a report that still waits.
pub(crate) async fn withdraw(tx: &WriteTx, id: ReportId, member: MemberId) -> Result<(), DbError> {
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(is_open())
        .take();
    tx.conn().execute(&delete).await?;
    Ok(())
}

/// Takes away what was said before a time.
pub(super) async fn purge(tx: &WriteTx, before: DateTime<Utc>) -> Result<u64, DbError> {
    let delete =
        Query::delete().from_table(TABLE).and_where(Expr::col("created_at").lt(before)).take();
    Ok(tx.conn().execute(&delete).await?.rows_affected())
}

/// When a keeper was last written to about a listing.
pub(crate) async fn written_at(
    db: &impl ConnectionTrait,
    (listing, member): (ListingId, MemberId),
    kind: &str,
) -> Result<Option<DateTime<Utc>>, DbError> {
    let query = Query::select()
        .column("sent_at")
        .from(LETTERS)
        .and_where(Expr::col("listing_id").eq(listing.0))
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("kind").eq(kind))
        .take();
    let row = db.query_one(&query).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// A keeper is written to about a listing.
pub(crate) async fn written(
    tx: &WriteTx,
    (listing, member): (ListingId, MemberId),
    kind: &str,
    at: DateTime<Utc>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(LETTERS)
        .columns(["listing_id", "member_id", "kind", "sent_at"])
        .values_panic([listing.0.into(), member.0.into(), kind.into(), at.into()])
        .on_conflict(
            OnConflict::columns(["listing_id", "member_id", "kind"])
                .update_column("sent_at")
                .to_owned(),
        );
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Listings whose owner has not heard yet of something that waits, and was last written to
/// before a time.
pub(super) async fn untold(
    db: &impl ConnectionTrait,
    written_before: DateTime<Utc>,
    most: u64,
) -> Result<Vec<ListingId>, DbError> {
    let of_letter = |column: &'static str| Expr::col(("keeper_letters", column));
    let of_report = |column: &'static str| Expr::col((TABLE, column));
    let of_keeper = |column: &'static str| Expr::col(("listing_keepers", column));
    let query = Query::select()
        .distinct()
        .column((TABLE, "listing_id"))
        .from(TABLE)
        .inner_join(
            "listing_keepers",
            of_keeper("listing_id")
                .equals((TABLE, "listing_id"))
                .and(of_keeper("role").eq("owner")),
        )
        .left_join(
            LETTERS,
            of_letter("listing_id")
                .equals((TABLE, "listing_id"))
                .and(of_letter("member_id").equals(("listing_keepers", "member_id")))
                .and(of_letter("kind").eq(super::telling::KIND)),
        )
        .and_where(of_report("state").eq(ReportState::Open.key()))
        .and_where(
            of_letter("sent_at").is_null().or(of_letter("sent_at")
                .lte(written_before)
                .and(of_letter("sent_at").lt(of_report("created_at")))),
        )
        .limit(most)
        .take();
    let rows = db.query_all(&query).await?;
    let ids: Result<Vec<Uuid>, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    Ok(ids?.into_iter().map(ListingId).collect())
}
