//! Every SQL statement about photos of posts and of messages: two tables that differ only in whose
//! the photos are.

use std::collections::HashSet;

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::Attached;
use crate::db::{DbError, WriteTx};
use crate::id::PhotoId;
use crate::listings::FIND_MAX;
use crate::media::model::{Alt, FileName, Picture};

/// A table of photos.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Holder {
    table: &'static str,
    /// Whose they are.
    owner: &'static str,
    /// Their order.
    order: &'static str,
}

/// The photos of posts.
pub(crate) const POSTS: Holder = Holder { table: "post_photos", owner: "post_id", order: "place" };
/// The photos of messages.
pub(crate) const MESSAGES: Holder =
    Holder { table: "message_photos", owner: "message_id", order: "added_at" };

/// The place of the photo that stands for a post.
const FIRST: i32 = 1;
/// The columns that name files.
const NAMES: [&str; 3] = ["small_name", "medium_name", "large_name"];
/// The columns that both tables have but for whose they are, in the order in which they are read
/// and written.
const COLUMNS: [&str; 12] = [
    "id",
    "alt",
    "small_name",
    "small_width",
    "small_height",
    "medium_name",
    "medium_width",
    "medium_height",
    "large_name",
    "large_width",
    "large_height",
    "added_at",
];

fn rows(holder: Holder) -> SelectStatement {
    Query::select().column(holder.owner).columns(COLUMNS).from(holder.table).take()
}

/// A photo and whose it is. One whose names no file can have is none.
fn read(row: &QueryResult) -> Result<Option<(Uuid, Attached)>, DbErr> {
    let pixels = |at: usize| row.try_get_by_index::<i32>(at).map(i32::unsigned_abs);
    let picture = |at: usize| {
        let name: String = row.try_get_by_index(at)?;
        let (width, height) = (pixels(at + 1)?, pixels(at + 2)?);
        Ok::<_, DbErr>(FileName::parse(&name).map(|name| Picture { name, width, height }))
    };
    let alt: String = row.try_get_by_index(2)?;
    let (Some(small), Some(medium), Some(large)) = (picture(3)?, picture(6)?, picture(9)?) else {
        return Ok(None);
    };
    let photo = Attached {
        id: PhotoId(row.try_get_by_index(1)?),
        alt: if alt.is_empty() { Alt::Decorative } else { Alt::Words(alt) },
        sizes: [small, medium, large],
        added_at: row.try_get_by_index(12)?,
    };
    Ok(Some((row.try_get_by_index(0)?, photo)))
}

async fn all(
    db: &impl ConnectionTrait,
    query: &SelectStatement,
) -> Result<Vec<(Uuid, Attached)>, DbError> {
    let rows = db.query_all(query).await?;
    let all: Result<Vec<_>, DbErr> = rows.iter().map(read).collect();
    Ok(all?.into_iter().flatten().collect())
}

/// The photos of some owners, each one's in order.
pub(crate) async fn of(
    db: &impl ConnectionTrait,
    holder: Holder,
    owners: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<(Uuid, Attached)>, DbError> {
    let owners: Vec<Uuid> = owners.into_iter().collect();
    let mut found = Vec::new();
    for some in owners.chunks(FIND_MAX) {
        let query = rows(holder)
            .and_where(Expr::col(holder.owner).is_in(some.iter().copied()))
            .order_by(holder.owner, Order::Asc)
            .order_by(holder.order, Order::Asc)
            .take();
        found.extend(all(db, &query).await?);
    }
    Ok(found)
}

/// The first photo of each of some posts.
pub(crate) async fn first_of(
    db: &impl ConnectionTrait,
    posts: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<(Uuid, Attached)>, DbError> {
    let posts: Vec<Uuid> = posts.into_iter().collect();
    let mut found = Vec::new();
    for some in posts.chunks(FIND_MAX) {
        let query = rows(POSTS)
            .and_where(Expr::col(POSTS.owner).is_in(some.iter().copied()))
            .and_where(Expr::col("place").eq(FIRST))
            .take();
        found.extend(all(db, &query).await?);
    }
    Ok(found)
}

/// A photo, and whose it is.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    holder: Holder,
    id: PhotoId,
) -> Result<Option<(Uuid, Attached)>, DbError> {
    let query = rows(holder).and_where(Expr::col("id").eq(id.0)).take();
    Ok(all(db, &query).await?.pop())
}

/// Which of these files belong to a photo of a post or a message.
pub(crate) async fn named(
    db: &impl ConnectionTrait,
    names: &[FileName],
) -> Result<HashSet<FileName>, DbError> {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let mut found = HashSet::new();
    for holder in [POSTS, MESSAGES] {
        let has = NAMES.into_iter().fold(Cond::any(), |any, column| {
            any.add(Expr::col(column).is_in(names.iter().map(String::as_str)))
        });
        let query = Query::select().columns(NAMES).from(holder.table).cond_where(has).take();
        for row in db.query_all(&query).await? {
            for at in 0..NAMES.len() {
                found.extend(FileName::parse(&row.try_get_by_index::<String>(at)?));
            }
        }
    }
    Ok(found)
}

/// Adds a photo: at a place of a post, or to a message.
pub(crate) async fn insert(
    tx: &WriteTx,
    (holder, owner): (Holder, Uuid),
    place: Option<usize>,
    photo: &Attached,
) -> Result<(), DbError> {
    let pixels = |length: u32| i32::try_from(length).unwrap_or(i32::MAX);
    let mut columns: Vec<&str> = COLUMNS.into_iter().chain([holder.owner]).collect();
    let mut values: Vec<Expr> = vec![photo.id.0.into(), photo.alt.as_str().into()];
    for it in photo.sizes {
        let lengths = [pixels(it.width).into(), pixels(it.height).into()];
        values.extend([it.name.to_string().into()].into_iter().chain(lengths));
    }
    values.extend([photo.added_at.into(), owner.into()]);
    if let Some(place) = place {
        columns.push("place");
        values.push(number(place).into());
    }
    let insert =
        Query::insert().into_table(holder.table).columns(columns).values_panic(values).take();
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Tells what is to be seen on a photo of a post.
pub(crate) async fn set_alt(tx: &WriteTx, id: PhotoId, alt: &Alt) -> Result<(), DbError> {
    let update = Query::update()
        .table(POSTS.table)
        .value("alt", alt.as_str())
        .and_where(Expr::col("id").eq(id.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Moves the photo at one place of a post to another, which must be free. No statement may move
/// two: neither database promises in which order a statement meets its rows.
pub(crate) async fn put_at(
    tx: &WriteTx,
    post: Uuid,
    (from, to): (usize, usize),
) -> Result<(), DbError> {
    let update = Query::update()
        .table(POSTS.table)
        .value("place", number(to))
        .and_where(Expr::col(POSTS.owner).eq(post))
        .and_where(Expr::col("place").eq(number(from)))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Removes a photo of a post.
pub(crate) async fn remove(tx: &WriteTx, id: PhotoId) -> Result<(), DbError> {
    let delete = Query::delete().from_table(POSTS.table).and_where(Expr::col("id").eq(id.0)).take();
    tx.conn().execute(&delete).await?;
    Ok(())
}

fn number(place: usize) -> i32 {
    i32::try_from(place).unwrap_or(i32::MAX)
}
