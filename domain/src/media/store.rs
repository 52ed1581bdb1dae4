//! Every SQL statement about photos.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::Added;
use super::entity::photo::{Column, Entity, Model};
use super::model::{Alt, FileName, Photo, Picture};
use crate::db::{DbError, WriteTx};
use crate::id::{ListingId, MemberId, PhotoId};

/// The place of the photo that stands for a listing.
const FIRST: i32 = 1;
/// The state of a listing that has gone.
const GONE: &str = "gone";
/// The columns that name files.
const NAMES: [Column; 3] = [Column::SmallName, Column::MediumName, Column::LargeName];

/// The photos of listings that still exist, each listing's in order.
pub(super) async fn shown(
    db: &impl ConnectionTrait,
    listings: &[ListingId],
) -> Result<Vec<Photo>, DbError> {
    let photos = of_shown(listings).order_by_asc(Column::ListingId).order_by_asc(Column::Place);
    Ok(photos.all(db).await?.into_iter().filter_map(read).collect())
}

/// The first photo of each of the listings that still exist.
pub(super) async fn first_shown(
    db: &impl ConnectionTrait,
    listings: &[ListingId],
) -> Result<Vec<Photo>, DbError> {
    let photos = of_shown(listings).filter(Column::Place.eq(FIRST)).all(db).await?;
    Ok(photos.into_iter().filter_map(read).collect())
}

fn of_shown(listings: &[ListingId]) -> Select<Entity> {
    Entity::find()
        .filter(Column::ListingId.is_in(listings.iter().map(|id| id.0)))
        .filter(is_there())
}

/// All photos of a listing, in order.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    listing: ListingId,
) -> Result<Vec<Photo>, DbError> {
    let of = Entity::find().filter(Column::ListingId.eq(listing.0));
    let photos = of.order_by_asc(Column::Place).all(db).await?;
    Ok(photos.into_iter().filter_map(read).collect())
}

/// Of which listing a photo is.
pub(super) async fn listing_of(
    db: &impl ConnectionTrait,
    id: PhotoId,
) -> Result<Option<ListingId>, DbError> {
    let of = Entity::find_by_id(id.0).select_only().column(Column::ListingId);
    Ok(of.into_tuple::<Uuid>().one(db).await?.map(ListingId))
}

/// Whether a file belongs to a photo of a listing that still exists.
pub(super) async fn is_shown(db: &impl ConnectionTrait, name: FileName) -> Result<bool, DbError> {
    let photo = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(is_named(&[name]))
        .filter(is_there())
        .limit(1);
    Ok(photo.into_tuple::<Uuid>().one(db).await?.is_some())
}

/// Which of these files belong to a photo.
pub(super) async fn named(
    db: &impl ConnectionTrait,
    names: &[FileName],
) -> Result<HashSet<FileName>, DbError> {
    let rows: Vec<(String, String, String)> = Entity::find()
        .select_only()
        .columns(NAMES)
        .filter(is_named(names))
        .into_tuple()
        .all(db)
        .await?;
    let names = rows.iter().flat_map(|(small, medium, large)| [small, medium, large]);
    Ok(names.filter_map(|name| FileName::parse(name)).collect())
}

/// What a member added, the latest first.
pub(super) async fn added_by(
    db: &impl ConnectionTrait,
    member: MemberId,
    most: u64,
) -> Result<Vec<Added>, DbError> {
    let rows = Entity::find()
        .filter(Column::AddedBy.eq(member.0))
        .order_by_desc(Column::AddedAt)
        .order_by_desc(Column::Id)
        .limit(most)
        .all(db)
        .await?;
    let added = |photo: Photo| Added {
        photo: photo.id,
        listing: photo.listing,
        alt: photo.alt,
        at: photo.added_at,
    };
    Ok(rows.into_iter().filter_map(read).map(added).collect())
}

/// Adds a photo behind those that a listing has.
pub(super) async fn insert(
    tx: &WriteTx,
    photo: &Photo,
    place: usize,
    by: Option<MemberId>,
) -> Result<(), DbError> {
    let [small, medium, large] = photo.sizes;
    let pixels = |length: u32| i32::try_from(length).unwrap_or(i32::MAX);
    let row = Model {
        id: photo.id.0,
        listing_id: photo.listing.0,
        place: number(place),
        alt: photo.alt.as_str().to_owned(),
        small_name: small.name.to_string(),
        small_width: pixels(small.width),
        small_height: pixels(small.height),
        medium_name: medium.name.to_string(),
        medium_width: pixels(medium.width),
        medium_height: pixels(medium.height),
        large_name: large.name.to_string(),
        large_width: pixels(large.width),
        large_height: pixels(large.height),
        added_by: by.map(|member| member.0),
        added_at: photo.added_at,
    };
    Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Tells what is to be seen on a photo.
pub(super) async fn set_alt(tx: &WriteTx, id: PhotoId, alt: &Alt) -> Result<(), DbError> {
    Entity::update_many()
        .col_expr(Column::Alt, Expr::value(alt.as_str()))
        .filter(Column::Id.eq(id.0))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Moves the photo at one place of a listing to another, which must be free. No statement may move
/// two: neither database promises in which order a statement meets its rows.
pub(super) async fn put_at(
    tx: &WriteTx,
    listing: ListingId,
    (from, to): (usize, usize),
) -> Result<(), DbError> {
    Entity::update_many()
        .col_expr(Column::Place, Expr::value(number(to)))
        .filter(Column::ListingId.eq(listing.0))
        .filter(Column::Place.eq(number(from)))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The photos of a listing in order, with their places.
pub(super) async fn places(
    db: &impl ConnectionTrait,
    listing: ListingId,
) -> Result<Vec<(Uuid, i32)>, DbError> {
    let of = Entity::find().select_only().columns([Column::Id, Column::Place]);
    let of = of.filter(Column::ListingId.eq(listing.0)).order_by_asc(Column::Place);
    Ok(of.into_tuple().all(db).await?)
}

/// Moves a photo to a place of a listing that is free.
pub(super) async fn move_to(
    tx: &WriteTx,
    id: Uuid,
    listing: ListingId,
    place: usize,
) -> Result<(), DbError> {
    Entity::update_many()
        .col_expr(Column::ListingId, Expr::value(listing.0))
        .col_expr(Column::Place, Expr::value(number(place)))
        .filter(Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Removes a photo.
pub(super) async fn remove(tx: &WriteTx, id: PhotoId) -> Result<(), DbError> {
    Entity::delete_by_id(id.0).exec(tx.conn()).await?;
    Ok(())
}

/// Removes the photos of listings that are gone and did not change since an instant.
pub(super) async fn forget_gone(tx: &WriteTx, before: DateTime<Utc>) -> Result<u64, DbError> {
    let mut gone = Query::select();
    gone.column("id")
        .from("listings")
        .and_where(Expr::col("state").eq(GONE))
        .and_where(Expr::col("updated_at").lt(before));
    let gone = Column::ListingId.in_subquery(gone);
    Ok(Entity::delete_many().filter(gone).exec(tx.conn()).await?.rows_affected)
}

/// Whether the listing of a photo still exists. It is asked by its key: no index holds the
/// listings that are gone, of which there may be many.
fn is_there() -> Expr {
    let mut query = Query::select();
    query
        .expr(Expr::val(1))
        .from("listings")
        .and_where(Expr::col(("listings", "id")).equals(("photos", "listing_id")))
        .and_where(Expr::col(("listings", "state")).ne(GONE));
    Expr::exists(query)
}

/// Whether a photo has one of these files.
fn is_named(names: &[FileName]) -> Condition {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let any = Condition::any();
    NAMES.into_iter().fold(any, |any, column| any.add(column.is_in(names.clone())))
}

fn number(place: usize) -> i32 {
    i32::try_from(place).unwrap_or(i32::MAX)
}

/// A photo as it stands in a row. One whose names no file can have is none.
fn read(row: Model) -> Option<Photo> {
    let picture = |name: &str, width: i32, height: i32| {
        let (width, height) = (width.unsigned_abs(), height.unsigned_abs());
        Some(Picture { name: FileName::parse(name)?, width, height })
    };
    let alt = if row.alt.is_empty() { Alt::Decorative } else { Alt::Words(row.alt) };
    Some(Photo {
        id: PhotoId(row.id),
        listing: ListingId(row.listing_id),
        alt,
        sizes: [
            picture(&row.small_name, row.small_width, row.small_height)?,
            picture(&row.medium_name, row.medium_width, row.medium_height)?,
            picture(&row.large_name, row.large_width, row.large_height)?,
        ],
        added_at: row.added_at,
    })
}
