//! The statements about kept questions.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, LockType, OnConflict, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

use super::model::{SavedSearch, Scope, Unlooked};
use crate::db::{DbError, WriteTx, sql};
use crate::geo::Bounds;
use crate::id::{AreaId, CommunityId, MemberId, PostId, SavedSearchId};

const TABLE: &str = "saved_searches";
const TOLD: &str = "saved_told";
const COLUMNS: [&str; 9] = [
    "id",
    "member_id",
    "name",
    "question",
    "created_at",
    "since",
    "paused_at",
    "unlooked",
    "told_at",
];
/// How many rows of who was told what one round of tidying takes away.
const FORGOTTEN_MAX: u64 = 500;

fn read(row: &QueryResult) -> Result<SavedSearch, DbError> {
    let unlooked: i32 = row.try_get_by_index(7)?;
    Ok(SavedSearch {
        id: SavedSearchId(row.try_get_by_index(0)?),
        member: MemberId(row.try_get_by_index(1)?),
        name: row.try_get_by_index(2)?,
        question: serde_json::from_str(&row.try_get_by_index::<String>(3)?)?,
        created_at: row.try_get_by_index(4)?,
        since: row.try_get_by_index(5)?,
        paused_at: row.try_get_by_index(6)?,
        unlooked: Unlooked::of(u8::try_from(unlooked).unwrap_or_default()),
        told_at: row.try_get_by_index(8)?,
    })
}

fn rows() -> SelectStatement {
    Query::select().columns(COLUMNS).from(TABLE).take()
}

async fn many(
    db: &impl ConnectionTrait,
    query: &SelectStatement,
) -> Result<Vec<SavedSearch>, DbError> {
    db.query_all(query).await?.iter().map(read).collect()
}

/// All of somebody's, the latest first.
pub(super) async fn of_member(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<SavedSearch>, DbError> {
    let query = rows()
        .and_where(Expr::col("member_id").eq(member.0))
        .order_by("created_at", sea_orm::sea_query::Order::Desc)
        .order_by("id", sea_orm::sea_query::Order::Desc)
        .take();
    many(db, &query).await
}

/// One of somebody's.
pub(super) async fn by_id(
    db: &impl ConnectionTrait,
    member: MemberId,
    id: SavedSearchId,
) -> Result<Option<SavedSearch>, DbError> {
    Ok(many(db, &one(member, id)).await?.pop())
}

/// The same, held until the transaction ends.
pub(super) async fn lock(
    tx: &WriteTx,
    member: MemberId,
    id: SavedSearchId,
) -> Result<Option<SavedSearch>, DbError> {
    Ok(many(tx.conn(), &one(member, id).lock(LockType::Update).take()).await?.pop())
}

fn one(member: MemberId, id: SavedSearchId) -> SelectStatement {
    rows().and_where(Expr::col("id").eq(id.0)).and_where(Expr::col("member_id").eq(member.0)).take()
}

/// The one of somebody's that asks the same.
pub(super) async fn by_print(
    tx: &WriteTx,
    member: MemberId,
    print: &str,
) -> Result<Option<SavedSearch>, DbError> {
    let query = rows()
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("print").eq(print))
        .take();
    Ok(many(tx.conn(), &query).await?.pop())
}

/// How many somebody keeps. Their row is held, so that two of theirs at once are counted one after
/// the other.
pub(super) async fn count(tx: &WriteTx, member: MemberId) -> Result<u64, DbError> {
    let mut held = Query::select();
    held.column("id").from("members").and_where(Expr::col("id").eq(member.0));
    tx.conn().query_one(&held.lock(LockType::Update).take()).await?;
    let text = "select count(*) from saved_searches where member_id = $1";
    let row = tx.conn().query_one_raw(sql(tx.conn(), text, [member.0.into()])).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    Ok(count.unsigned_abs())
}

/// A new one.
pub(super) async fn insert(tx: &WriteTx, it: &SavedSearch, print: &str) -> Result<(), DbError> {
    let (scope, area, community, point) = match it.question.scope() {
        Scope::Area(area) => ("area", Some(area), None, None),
        Scope::Community(community) => ("community", None, Some(community), None),
        Scope::Near(point) => ("near", None, None, Some(point)),
        Scope::Own => ("own", None, None, None),
    };
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(COLUMNS.into_iter().chain([
            "print",
            "scope",
            "area_id",
            "community_id",
            "latitude",
            "longitude",
        ]))
        .values_panic([
            it.id.0.into(),
            it.member.0.into(),
            it.name.clone().into(),
            serde_json::to_string(&it.question)?.into(),
            it.created_at.into(),
            it.since.into(),
            it.paused_at.into(),
            i32::from(it.unlooked.count()).into(),
            it.told_at.into(),
            print.into(),
            scope.into(),
            area.map(|id| id.0).into(),
            community.map(|id| id.0).into(),
            point.map(|it| it.latitude).into(),
            point.map(|it| it.longitude).into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// One as it is from now on; what it asks stays.
pub(super) async fn update(tx: &WriteTx, it: &SavedSearch) -> Result<(), DbError> {
    let update = Query::update()
        .table(TABLE)
        .value("name", it.name.clone())
        .value("since", it.since)
        .value("paused_at", it.paused_at)
        .value("unlooked", i32::from(it.unlooked.count()))
        .value("told_at", it.told_at)
        .and_where(Expr::col("id").eq(it.id.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Takes one of somebody's away; false where there is none.
pub(super) async fn delete(
    tx: &WriteTx,
    member: MemberId,
    id: SavedSearchId,
) -> Result<bool, DbError> {
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("member_id").eq(member.0))
        .take();
    Ok(tx.conn().execute(&delete).await?.rows_affected() > 0)
}

/// Somebody has seen alerts at an instant: the questions that those answer are looked at.
pub(crate) async fn looked_at_alerts(
    tx: &WriteTx,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let text = "update saved_searches set unlooked = 0 where member_id = $1 and unlooked > 0 \
        and id in (select search_id from alerts \
            where member_id = $1 and seen_at = $2 and search_id is not null)";
    tx.conn().execute_raw(sql(tx.conn(), text, [member.0.into(), now.into()])).await?;
    Ok(())
}

/// Whether anybody keeps a question that does not rest.
pub(super) async fn is_any(db: &impl ConnectionTrait) -> Result<bool, DbError> {
    let query = rows().and_where(Expr::col("paused_at").is_null()).limit(1).take();
    Ok(db.query_one(&query).await?.is_some())
}

/// Where some new posts of one community lie.
pub(super) struct Reach<'a> {
    pub(super) community: CommunityId,
    pub(super) areas: &'a BTreeSet<AreaId>,
    /// Around all of them, as far as anybody looks.
    pub(super) bounds: Bounds,
}

/// Questions that may ask for posts there, up to so many after one in the order of their ids: those
/// about their areas, from near, about their community, and about no place of who belongs to it.
/// Each sort is found by an index of its own.
pub(super) async fn reached(
    db: &impl ConnectionTrait,
    reach: &Reach<'_>,
    (after, most): (Uuid, u64),
) -> Result<Vec<SavedSearch>, DbError> {
    let columns = COLUMNS.map(|it| format!("s.{it}")).join(", ");
    let mut values: Vec<Value> = vec![after.into(), reach.community.0.into()];
    let edges = [reach.bounds.south, reach.bounds.north, reach.bounds.west, reach.bounds.east];
    values.extend(edges.map(Value::from));
    let areas: Vec<String> =
        (values.len() + 1..).take(reach.areas.len()).map(|at| format!("${at}")).collect();
    values.extend(reach.areas.iter().map(|it| Value::from(it.0)));
    let mut sorts = vec![
        "s.scope = 'community' and s.community_id = $2".to_owned(),
        "s.scope = 'near' and s.latitude between $3 and $4 and s.longitude between $5 and $6"
            .to_owned(),
        "s.scope = 'own' and s.member_id in (select member_id from community_members \
            where community_id = $2 and state = 'active')"
            .to_owned(),
    ];
    if !areas.is_empty() {
        sorts.push(format!("s.scope = 'area' and s.area_id in ({})", areas.join(", ")));
    }
    let part = |(at, which): (usize, &String)| {
        format!(
            "select * from (select {columns} from saved_searches s \
             inner join members m on m.id = s.member_id and m.state = 'active' \
             where {which} and s.paused_at is null and s.id > $1 \
             order by s.id limit {most}) part{at}"
        )
    };
    let parts: Vec<String> = sorts.iter().enumerate().map(part).collect();
    let text = format!("{} order by 1 limit {most}", parts.join(" union all "));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    db.query_all_raw(statement).await?.iter().map(read).collect()
}

fn pair(row: &QueryResult) -> Result<(MemberId, PostId), DbErr> {
    Ok((MemberId(row.try_get_by_index(0)?), PostId(row.try_get_by_index(1)?)))
}

/// Who of some was told of which of some posts already, or said that it is nothing for them.
pub(super) async fn settled(
    db: &impl ConnectionTrait,
    members: &BTreeSet<MemberId>,
    posts: &BTreeSet<PostId>,
) -> Result<BTreeSet<(MemberId, PostId)>, DbError> {
    let mut all = BTreeSet::new();
    if members.is_empty() || posts.is_empty() {
        return Ok(all);
    }
    for table in [TOLD, "post_dismissals"] {
        let query = Query::select()
            .columns(["member_id", "post_id"])
            .from(table)
            .and_where(Expr::col("member_id").is_in(members.iter().map(|it| it.0)))
            .and_where(Expr::col("post_id").is_in(posts.iter().map(|it| it.0)))
            .take();
        let rows = db.query_all(&query).await?;
        let found: Result<Vec<_>, DbErr> = rows.iter().map(pair).collect();
        all.extend(found?);
    }
    Ok(all)
}

/// Somebody is told of posts; answers of how many they were not told before.
pub(super) async fn tell(
    tx: &WriteTx,
    member: MemberId,
    posts: &[PostId],
    now: DateTime<Utc>,
) -> Result<u64, DbError> {
    let mut insert = Query::insert();
    insert.into_table(TOLD).columns(["member_id", "post_id", "told_at"]);
    for post in posts {
        insert.values_panic([member.0.into(), post.0.into(), now.into()]);
    }
    insert.on_conflict(OnConflict::columns(["member_id", "post_id"]).do_nothing().to_owned());
    Ok(tx.conn().execute(&insert).await?.rows_affected())
}

/// Forgets who was told of what before some time, so many at most.
pub(super) async fn forget_told(tx: &WriteTx, before: DateTime<Utc>) -> Result<u64, DbError> {
    let text = format!(
        "delete from saved_told where (member_id, post_id) in (select member_id, post_id \
         from saved_told where told_at < $1 order by told_at limit {FORGOTTEN_MAX})"
    );
    let gone = tx.conn().execute_raw(sql(tx.conn(), &text, [before.into()])).await?;
    Ok(gone.rows_affected())
}

/// Up to where the log was looked through; none: nobody has.
pub(super) async fn mark(db: &impl ConnectionTrait) -> Result<Option<i64>, DbError> {
    let row = db.query_one_raw(sql(db, "select seq from saved_looked where id = 1", [])).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// It was looked through up to here.
pub(super) async fn put_mark(tx: &WriteTx, seq: i64) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table("saved_looked")
        .columns(["id", "seq"])
        .values_panic([1.into(), seq.into()])
        .on_conflict(OnConflict::column("id").update_column("seq").to_owned());
    tx.conn().execute(&insert).await?;
    Ok(())
}
