//! The statements of the board.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{
    Cond, Expr, ExprTrait, LockType, OnConflict, Order, Query, SelectStatement,
};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};

use super::children::Of;
use super::kinds::{Audience, Direction, Outcome, PostState, Subject, Topic};
use super::model::{Around, Content, Post};
use crate::changes;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx, sql};
use crate::geo::Point;
use crate::id::{CommunityId, ListingId, MemberId, PostId, ProfileId};

mod at_desk;
mod counting;
mod demo;
mod leaving;
mod reports;
mod tidying;
mod turning;

pub(super) use self::at_desk::*;
pub(super) use self::counting::*;
pub(super) use self::demo::*;
pub(crate) use self::leaving::*;
pub(super) use self::reports::*;
pub(super) use self::tidying::*;
pub(super) use self::turning::*;

const TABLE: &str = "posts";
/// How many ids stand in one statement: neither database takes any number.
const IDS_MAX: usize = 500;

/// The columns of a post, in the order in which they are read and written.
const COLUMNS: [&str; 26] = [
    "id",
    "slug",
    "community_id",
    "author_id",
    "profile_id",
    "listing_id",
    "by_id",
    "direction",
    "subject",
    "topic",
    "audience",
    "state",
    "outcome",
    "title",
    "content",
    "latitude",
    "longitude",
    "radius_m",
    "capacity",
    "expires_at",
    "replies_until",
    "created_at",
    "renewed_at",
    "closed_at",
    "revision",
    "demo",
];

/// A post, and whether its author belongs to its community still and is kept out of nothing: else
/// nobody but they themselves sees it.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) post: Post,
    pub(super) is_here: bool,
}

fn rows() -> SelectStatement {
    let mut query = Query::select();
    query
        .columns(COLUMNS.map(|it| (TABLE, it)))
        .expr(Expr::cust(
            "case when members.state = 'active' and community_members.state = 'active' \
             then 1 else 0 end",
        ))
        .from(TABLE)
        .inner_join("members", Expr::col(("members", "id")).equals((TABLE, "author_id")))
        .left_join(
            "community_members",
            Cond::all()
                .add(
                    Expr::col(("community_members", "community_id"))
                        .equals((TABLE, "community_id")),
                )
                .add(Expr::col(("community_members", "member_id")).equals((TABLE, "author_id"))),
        );
    query
}

fn of(column: &'static str) -> Expr {
    Expr::col((TABLE, column))
}

/// A value of a closed list by the key that stands in the database.
fn known<T>(key: &str, from_key: impl Fn(&str) -> Option<T>) -> Result<T, DbErr> {
    from_key(key).ok_or_else(|| DbErr::Type(format!("unknown key {key}")))
}

fn count_of(number: i32) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

fn read(row: &QueryResult) -> Result<Row, DbError> {
    let text = |at: usize| row.try_get_by_index::<String>(at);
    let id = |at: usize| row.try_get_by_index::<Option<Uuid>>(at);
    let outcome: Option<String> = row.try_get_by_index(12)?;
    let content: Content = serde_json::from_str(&text(14)?)?;
    let point = Point { latitude: row.try_get_by_index(15)?, longitude: row.try_get_by_index(16)? };
    let post = Post {
        id: PostId(row.try_get_by_index(0)?),
        slug: text(1)?,
        community: CommunityId(row.try_get_by_index(2)?),
        author: MemberId(row.try_get_by_index(3)?),
        profile: id(4)?.map(ProfileId),
        listing: id(5)?.map(ListingId),
        by: id(6)?.map(MemberId),
        direction: known(&text(7)?, Direction::from_key)?,
        subject: known(&text(8)?, Subject::from_key)?,
        topic: known(&text(9)?, Topic::from_key)?,
        audience: known(&text(10)?, Audience::from_key)?,
        state: known(&text(11)?, PostState::from_key)?,
        outcome: outcome.map(|key| known(&key, Outcome::from_key)).transpose()?,
        content,
        around: Around { point, radius_m: count_of(row.try_get_by_index(17)?) },
        areas: Vec::new(),
        capacity: count_of(row.try_get_by_index(18)?),
        expires_at: row.try_get_by_index(19)?,
        replies_until: row.try_get_by_index(20)?,
        created_at: row.try_get_by_index(21)?,
        renewed_at: row.try_get_by_index(22)?,
        closed_at: row.try_get_by_index(23)?,
        revision: row.try_get_by_index(24)?,
        demo: row.try_get_by_index(25)?,
    };
    Ok(Row { post, is_here: row.try_get_by_index::<i32>(26)? == 1 })
}

async fn all(db: &impl ConnectionTrait, query: &SelectStatement) -> Result<Vec<Row>, DbError> {
    db.query_all(query).await?.iter().map(read).collect()
}

/// Posts by their ids.
pub(super) async fn by_ids(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = PostId>,
) -> Result<Vec<Row>, DbError> {
    let ids: BTreeSet<Uuid> = ids.into_iter().map(|id| id.0).collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(IDS_MAX) {
        found
            .extend(all(db, &rows().and_where(of("id").is_in(some.iter().copied())).take()).await?);
    }
    Ok(found)
}

/// The post with a slug.
pub(super) async fn by_slug(db: &impl ConnectionTrait, slug: &str) -> Result<Option<Row>, DbError> {
    Ok(all(db, &rows().and_where(of("slug").eq(slug)).take()).await?.pop())
}

/// All of somebody's posts, the newest first.
pub(super) async fn of_author(
    db: &impl ConnectionTrait,
    author: MemberId,
    most: u64,
) -> Result<Vec<Row>, DbError> {
    let query = rows()
        .and_where(of("author_id").eq(author.0))
        .order_by((TABLE, "created_at"), Order::Desc)
        .order_by((TABLE, "id"), Order::Desc)
        .limit(most)
        .take();
    all(db, &query).await
}

/// What waits in a community to be looked at, but for what somebody wrote, the oldest first.
pub(super) async fn in_review(
    db: &impl ConnectionTrait,
    community: CommunityId,
    not_of: Option<MemberId>,
    most: u64,
) -> Result<Vec<Row>, DbError> {
    let mut query = rows();
    query
        .and_where(of("community_id").eq(community.0))
        .and_where(of("state").eq(PostState::Review.key()))
        .order_by((TABLE, "created_at"), Order::Asc)
        .order_by((TABLE, "id"), Order::Asc)
        .limit(most);
    if let Some(member) = not_of {
        query.and_where(of("author_id").ne(member.0));
    }
    all(db, &query).await
}

/// A post, held until the transaction ends.
pub(super) async fn lock(tx: &WriteTx, id: PostId) -> Result<Option<Row>, DbError> {
    // The row alone is held: who belongs where is nothing to wait for.
    let mut held = Query::select();
    held.column("id").from(TABLE).and_where(Expr::col("id").eq(id.0)).lock(LockType::Update);
    if tx.conn().query_one(&held).await?.is_none() {
        return Ok(None);
    }
    Ok(by_ids(tx.conn(), [id]).await?.pop())
}

/// What a post is about, and of which place it is.
pub(crate) async fn about_of(tx: &WriteTx, id: PostId) -> Result<Option<Of>, DbError> {
    let it = by_ids(tx.conn(), [id]).await?.pop().map(|row| row.post);
    Ok(it.map(|Post { subject, topic, listing, .. }| Of { subject, topic, listing }))
}

/// How many posts of somebody stand on the board or wait for it, and when the first of them ends.
pub(super) async fn standing(
    tx: &WriteTx,
    author: MemberId,
    now: DateTime<Utc>,
) -> Result<(u64, Option<DateTime<Utc>>), DbError> {
    let text = "select count(*), min(expires_at) from posts \
        where author_id = $1 and state in ('open', 'review') and expires_at > $2";
    let row = tx.conn().query_one_raw(sql(tx.conn(), text, [author.0.into(), now.into()])).await?;
    let Some(row) = row else { return Ok((0, None)) };
    let count: i64 = row.try_get_by_index(0)?;
    Ok((count.unsigned_abs(), row.try_get_by_index(1)?))
}

/// Whether a slug is taken.
pub(super) async fn is_taken(tx: &WriteTx, slug: &str) -> Result<bool, DbError> {
    let query =
        Query::select().column("id").from(TABLE).and_where(Expr::col("slug").eq(slug)).take();
    Ok(tx.conn().query_one(&query).await?.is_some())
}

fn values(it: &Post) -> Result<[Value; 26], DbError> {
    let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    Ok([
        it.id.0.into(),
        it.slug.clone().into(),
        it.community.0.into(),
        it.author.0.into(),
        it.profile.map(|id| id.0).into(),
        it.listing.map(|id| id.0).into(),
        it.by.map(|id| id.0).into(),
        it.direction.key().into(),
        it.subject.key().into(),
        it.topic.key().into(),
        it.audience.key().into(),
        it.state.key().into(),
        it.outcome.map(Outcome::key).into(),
        it.content.title.clone().into(),
        serde_json::to_string(&it.content)?.into(),
        it.around.point.latitude.into(),
        it.around.point.longitude.into(),
        number(it.around.radius_m).into(),
        number(it.capacity).into(),
        it.expires_at.into(),
        it.replies_until.into(),
        it.created_at.into(),
        it.renewed_at.into(),
        it.closed_at.into(),
        it.revision.into(),
        it.demo.into(),
    ])
}

/// A new post.
pub(super) async fn insert(tx: &WriteTx, ctx: &Ctx, it: &Post) -> Result<(), DbError> {
    let mut insert = Query::insert();
    let values = values(it)?.map(Expr::value);
    insert.into_table(TABLE).columns(COLUMNS).values_panic(values);
    tx.conn().execute(&insert).await?;
    Ok(changes::append_posts(tx, ctx, &[it.id]).await?)
}

/// A post as it is from now on. Who renews or closes it has answered what they were asked.
pub(super) async fn save(tx: &WriteTx, ctx: &Ctx, it: &Post) -> Result<(), DbError> {
    let mut update = Query::update();
    update.table(TABLE).and_where(Expr::col("id").eq(it.id.0));
    for (column, value) in COLUMNS.into_iter().zip(values(it)?).skip(1) {
        update.value(column, value);
    }
    update.value("asked_at", Option::<DateTime<Utc>>::None);
    tx.conn().execute(&update).await?;
    Ok(changes::append_posts(tx, ctx, &[it.id]).await?)
}

/// Has indexes look at all of somebody's posts again: they leave, or are kept out, or let in again.
pub(crate) async fn take_off(tx: &WriteTx, ctx: &Ctx, author: MemberId) -> Result<(), DbError> {
    let query = Query::select()
        .column("id")
        .from(TABLE)
        .and_where(Expr::col("author_id").eq(author.0))
        .take();
    look_again(tx, ctx, &query).await
}

/// The same of all posts of a listing.
pub(crate) async fn look_again_at(
    tx: &WriteTx,
    ctx: &Ctx,
    listings: &[ListingId],
) -> Result<(), DbError> {
    let ids = listings.iter().map(|id| id.0);
    let query = Query::select()
        .column("id")
        .from(TABLE)
        .and_where(Expr::col("listing_id").is_in(ids))
        .take();
    look_again(tx, ctx, &query).await
}

/// The same of up to so many posts after one, for another map; answers the last of them.
pub(crate) async fn look_again_after(
    tx: &WriteTx,
    ctx: &Ctx,
    after: Option<PostId>,
    most: u64,
) -> Result<Option<PostId>, DbError> {
    let mut query = Query::select();
    query.column("id").from(TABLE).order_by("id", Order::Asc).limit(most);
    if let Some(after) = after {
        query.and_where(Expr::col("id").gt(after.0));
    }
    let ids = ids(tx, &query).await?;
    changes::append_posts(tx, ctx, &ids).await?;
    Ok(ids.last().copied())
}

async fn look_again(tx: &WriteTx, ctx: &Ctx, query: &SelectStatement) -> Result<(), DbError> {
    for some in ids(tx, query).await?.chunks(IDS_MAX) {
        changes::append_posts(tx, ctx, some).await?;
    }
    Ok(())
}

async fn ids(tx: &WriteTx, query: &SelectStatement) -> Result<Vec<PostId>, DbError> {
    let rows = tx.conn().query_all(query).await?;
    let ids: Result<_, DbErr> =
        rows.iter().map(|row| row.try_get_by_index(0).map(PostId)).collect();
    Ok(ids?)
}

/// The public profiles among some.
pub(super) async fn public_profiles(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = ProfileId>,
) -> Result<HashMap<ProfileId, (String, String)>, DbError> {
    let ids: BTreeSet<Uuid> = ids.into_iter().map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = Query::select()
        .columns(["id", "name", "handle"])
        .from("profiles")
        .and_where(Expr::col("id").is_in(ids))
        .and_where(Expr::col("kind").is_in(["organisation", "merchant"]))
        .take();
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| {
        let names = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        Ok((ProfileId(row.try_get_by_index(0)?), names))
    };
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}
