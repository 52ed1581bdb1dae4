//! Every SQL statement about listings.

use std::collections::{HashMap, HashSet};

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, Order,
    QueryFilter, QueryOrder, QuerySelect, Select, Statement, Value,
};

use super::census::{self, Tally, Terms};
use super::entity::{count, listing, revision};
use super::model::{LifeState, Listing};
use super::provenance::FactGroup;
use super::revise::{Change, is_edited};
use super::rounds;
use super::shown::Standing;
use super::{Census, SitemapEntry};
use crate::areas::atlas::Atlas;
use crate::changes;
use crate::ctx::Ctx;
use crate::db::{Backend, DbError, WriteTx};
use crate::geo::Point;
use crate::id::{AreaId, ListingId};
use crate::text::fold;

/// The listing with this slug.
pub(crate) async fn by_slug(
    db: &impl ConnectionTrait,
    slug: &str,
) -> Result<Option<Listing>, DbError> {
    let row = listing::Entity::find().filter(listing::Column::Slug.eq(slug)).one(db).await?;
    row.map(read).transpose()
}

/// The listings with these ids, in no order.
pub(crate) async fn by_ids(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = ListingId>,
) -> Result<HashMap<ListingId, Listing>, DbError> {
    let ids: Vec<_> = ids.into_iter().map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = listing::Entity::find().filter(listing::Column::Id.is_in(ids)).all(db).await?;
    rows.into_iter().map(|row| read(row).map(|listing| (listing.id, listing))).collect()
}

/// Locks the listings in the order of their ids until the transaction ends, so that two
/// writers never wait for each other. On SQLite there is one writer, and nothing to lock.
pub(crate) async fn lock(
    tx: &WriteTx,
    ids: impl IntoIterator<Item = ListingId>,
) -> Result<(), DbError> {
    let query = listing::Entity::find()
        .select_only()
        .column(listing::Column::Id)
        .filter(listing::Column::Id.is_in(ids.into_iter().map(|id| id.0)))
        .order_by_asc(listing::Column::Id)
        .lock_exclusive();
    query.into_tuple::<Uuid>().all(tx.conn()).await?;
    Ok(())
}

/// Existing listings, the latest arrivals first.
pub(crate) async fn newest(db: &impl ConnectionTrait, first: u64) -> Result<Vec<Listing>, DbError> {
    let rows = listing::Entity::find()
        .filter(Expr::cust(EXISTS))
        .order_by_desc(listing::Column::CreatedAt)
        .order_by_desc(listing::Column::Id)
        .limit(first)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Existing listings in the order of their ids, after one.
pub(crate) async fn after(
    db: &impl ConnectionTrait,
    after: Option<ListingId>,
    limit: u64,
) -> Result<Vec<Listing>, DbError> {
    let mut query = listing::Entity::find()
        .filter(Expr::cust(EXISTS))
        .order_by_asc(listing::Column::Id)
        .limit(limit);
    if let Some(after) = after {
        query = query.filter(listing::Column::Id.gt(after.0));
    }
    query.all(db).await?.into_iter().map(read).collect()
}

/// Running listings in the order of their slugs.
pub(crate) async fn sitemap(
    db: &impl ConnectionTrait,
    after: Option<&str>,
    first: u64,
) -> Result<Vec<SitemapEntry>, DbError> {
    let mut query = listing::Entity::find()
        .select_only()
        .columns([listing::Column::Slug, listing::Column::UpdatedAt, listing::Column::Demo])
        .filter(listing::Column::State.eq(RUNNING))
        .order_by(listing::Column::Slug, Order::Asc)
        .limit(first);
    if let Some(after) = after {
        query = query.filter(listing::Column::Slug.gt(after));
    }
    let rows = query.into_tuple::<(String, _, bool)>().all(db).await?;
    Ok(rows
        .into_iter()
        .map(|(slug, updated_at, demo)| SitemapEntry { slug, updated_at, demo })
        .collect())
}

/// Counts the directory.
pub(crate) async fn census(db: &impl ConnectionTrait) -> Result<Census, DbError> {
    let counts = count::Entity::find().filter(count::Column::Listings.gt(0)).all(db).await?;
    Ok(census::census(counts.into_iter().map(|row| {
        let terms = Terms { licence: row.licence, attribution: row.attribution, demo: row.demo };
        (terms, row.listings.unsigned_abs())
    })))
}

/// How many existing listings have each area as their smallest.
pub(crate) async fn per_area(db: &impl ConnectionTrait) -> Result<Vec<(AreaId, u64)>, DbError> {
    let counts: Vec<(Uuid, i64)> = listing::Entity::find()
        .select_only()
        .column(listing::Column::AreaId)
        .column_as(Expr::cust("count(*)"), "count")
        .filter(Expr::cust(EXISTS))
        .filter(listing::Column::AreaId.is_not_null())
        .group_by(listing::Column::AreaId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts.into_iter().map(|(area, count)| (AreaId(area), count.unsigned_abs())).collect())
}

/// Where a listing can be found, and in which areas that is.
pub(crate) struct Place {
    /// Which listing.
    pub(crate) id: ListingId,
    /// Where it can be found.
    pub(crate) point: Option<Point>,
    /// The areas that it lies in, the smallest first.
    pub(crate) areas: Vec<AreaId>,
}

/// Where listings stand, in the order of their ids, after one.
pub(crate) async fn places_after(
    db: &impl ConnectionTrait,
    after: Option<ListingId>,
    first: u64,
) -> Result<Vec<Place>, DbError> {
    let all = listing::Entity::find().order_by_asc(listing::Column::Id).limit(first);
    let after = after.map(|after| listing::Column::Id.gt(after.0));
    read_places(db, all.filter(Condition::all().add_option(after))).await
}

/// Where some listings stand.
pub(crate) async fn places(
    db: &impl ConnectionTrait,
    ids: &[ListingId],
) -> Result<Vec<Place>, DbError> {
    let ids = ids.iter().map(|id| id.0);
    read_places(db, listing::Entity::find().filter(listing::Column::Id.is_in(ids))).await
}

async fn read_places(
    db: &impl ConnectionTrait,
    rows: Select<listing::Entity>,
) -> Result<Vec<Place>, DbError> {
    use listing::Column::{Areas, Facts, Id};
    let rows = rows.select_only().columns([Id, Facts, Areas]);
    let rows: Vec<(Uuid, String, String)> = rows.into_tuple().all(db).await?;
    let rows = rows.into_iter().map(|(id, facts, areas)| {
        let standing: Standing = serde_json::from_str(&facts)?;
        Ok(Place {
            id: ListingId(id),
            point: standing.findable_point(),
            areas: serde_json::from_str(&areas)?,
        })
    });
    rows.collect()
}

/// Writes in which areas listings lie, and nothing else of them.
pub(crate) async fn place(tx: &WriteTx, places: &[Place]) -> Result<(), DbError> {
    if places.is_empty() {
        return Ok(());
    }
    // PostgreSQL wants to be told of what type a value is that stands alone.
    let (uuid, text) = match tx.backend() {
        Backend::Sqlite => ("", ""),
        Backend::Postgres => ("::uuid", "::text"),
    };
    let (mut rows, mut values) = (Vec::with_capacity(places.len()), Vec::new());
    for place in places {
        let nth = values.len();
        rows.push(format!("(${}{uuid}, ${}{text}, ${}{uuid})", nth + 1, nth + 2, nth + 3));
        let smallest = place.areas.first().map(|area| area.0);
        let areas = serde_json::to_string(&place.areas)?;
        values.extend::<[Value; 3]>([place.id.0.into(), areas.into(), smallest.into()]);
    }
    let sql = format!(
        "with placed (id, areas, area_id) as (values {}) \
         update listings set areas = placed.areas, area_id = placed.area_id \
         from placed where listings.id = placed.id",
        rows.join(", "),
    );
    let backend = tx.conn().get_database_backend();
    tx.conn().execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}

/// Whether there is any listing at all.
pub(crate) async fn is_empty(db: &impl ConnectionTrait) -> Result<bool, DbError> {
    let any = listing::Entity::find().select_only().column(listing::Column::Id).limit(1);
    Ok(any.into_tuple::<Uuid>().one(db).await?.is_none())
}

/// Up to so many listings of the demo.
pub(crate) async fn demo_ids(
    db: &impl ConnectionTrait,
    limit: u64,
) -> Result<Vec<ListingId>, DbError> {
    let ids = listing::Entity::find()
        .select_only()
        .column(listing::Column::Id)
        .filter(Expr::col(listing::Column::Demo))
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(ListingId).collect())
}

/// Which of these slugs are taken.
pub(crate) async fn taken_slugs(
    db: &impl ConnectionTrait,
    slugs: impl IntoIterator<Item = String>,
) -> Result<HashSet<String>, DbError> {
    let taken: Vec<String> = listing::Entity::find()
        .select_only()
        .column(listing::Column::Slug)
        .filter(listing::Column::Slug.is_in(slugs))
        .into_tuple()
        .all(db)
        .await?;
    Ok(taken.into_iter().collect())
}

/// Writes listings as they are now, each placed on the map, with its revision and its line in
/// the log of changes. The map must be the one that this transaction holds.
pub(crate) async fn save(
    tx: &WriteTx,
    ctx: &Ctx,
    atlas: &Atlas,
    changes: &mut [Change],
) -> Result<(), DbError> {
    if changes.is_empty() {
        return Ok(());
    }
    for Change { listing, .. } in changes.iter_mut() {
        listing.areas = atlas.around_any(listing.facts.findable_point());
    }
    let rows = changes.iter().map(|c| write(&c.listing)).collect::<Result<Vec<_>, _>>()?;
    let key = OnConflict::column(listing::Column::Id)
        .update_columns(listing::Column::iter().filter(|c| !is_lasting(*c)))
        .to_owned();
    listing::Entity::insert_many(rows.into_iter().map(IntoActiveModel::into_active_model))
        .on_conflict(key)
        .exec_without_returning(tx.conn())
        .await?;
    let revisions = changes.iter().map(|c| revision_of(ctx, c)).collect::<Result<Vec<_>, _>>()?;
    revision::Entity::insert_many(revisions.into_iter().map(IntoActiveModel::into_active_model))
        .exec_without_returning(tx.conn())
        .await?;
    write_counts(tx, Tally::of(changes)).await?;
    let ids: Vec<_> = changes.iter().map(|c| c.listing.id).collect();
    Ok(changes::append(tx, ctx, &ids).await?)
}

/// Deletes listings with all that hangs on them, and has the indexes forget them.
pub(crate) async fn delete(tx: &WriteTx, ctx: &Ctx, ids: &[ListingId]) -> Result<(), DbError> {
    lock(tx, ids.iter().copied()).await?;
    let deleted = by_ids(tx.conn(), ids.iter().copied()).await?;
    write_counts(tx, Tally::without(deleted.values())).await?;
    listing::Entity::delete_many()
        .filter(listing::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .exec(tx.conn())
        .await?;
    Ok(changes::append(tx, ctx, ids).await?)
}

/// Writes by how much counts change. Listings are locked before counts, always.
async fn write_counts(tx: &WriteTx, tally: Tally) -> Result<(), DbError> {
    let rows = tally.into_changes().map(|(terms, by)| {
        let Terms { licence, attribution, demo } = terms;
        count::Model { licence, attribution, demo, listings: by }.into_active_model()
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    let key = [count::Column::Licence, count::Column::Attribution, count::Column::Demo];
    let sum = Expr::cust("listing_counts.listings + excluded.listings");
    let add = OnConflict::columns(key).value(count::Column::Listings, sum).to_owned();
    count::Entity::insert_many(rows).on_conflict(add).exec_without_returning(tx.conn()).await?;
    Ok(())
}

const RUNNING: &str = "running";
const MOVED: &str = "moved";
const GONE: &str = "gone";
/// What still exists, word for word as the partial index has it, or SQLite would not use it.
const EXISTS: &str = "state <> 'gone'";

fn is_lasting(column: listing::Column) -> bool {
    use listing::Column::{CreatedAt, Demo, Id, Slug};
    matches!(column, Id | Slug | Demo | CreatedAt)
}

pub(super) fn read(row: listing::Model) -> Result<Listing, DbError> {
    Ok(Listing {
        id: ListingId(row.id),
        slug: row.slug,
        revision: row.revision,
        facts: serde_json::from_str(&row.facts)?,
        provenance: serde_json::from_str(&row.provenance)?,
        source: row.source.as_deref().map(serde_json::from_str).transpose()?,
        areas: serde_json::from_str(&row.areas)?,
        demo: row.demo,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

fn write(listing: &Listing) -> Result<listing::Model, DbError> {
    let facts = &listing.facts;
    let state = match facts.state {
        LifeState::Running => RUNNING,
        LifeState::Moved { .. } => MOVED,
        LifeState::Gone { .. } => GONE,
    };
    Ok(listing::Model {
        id: listing.id.0,
        slug: listing.slug.clone(),
        revision: listing.revision,
        kind: facts.kind.key().to_owned(),
        name_key: fold(&facts.name),
        latitude: facts.point.map(|point| point.latitude),
        longitude: facts.point.map(|point| point.longitude),
        state: state.to_owned(),
        demo: listing.demo,
        facts: serde_json::to_string(facts)?,
        provenance: serde_json::to_string(&listing.provenance)?,
        source: listing.source.as_ref().map(serde_json::to_string).transpose()?,
        created_at: listing.created_at,
        updated_at: listing.updated_at,
        areas: serde_json::to_string(&listing.areas)?,
        area_id: listing.areas.first().map(|area| area.0),
        edited: FactGroup::ALL.into_iter().any(|group| is_edited(listing, group)),
        street: rounds::street_of(facts).map(str::to_owned),
    })
}

fn revision_of(ctx: &Ctx, change: &Change) -> Result<revision::Model, DbError> {
    Ok(revision::Model {
        listing_id: change.listing.id.0,
        revision: change.listing.revision,
        actor: ctx.actor.name(),
        request_id: ctx.request_id.0,
        at: ctx.now,
        changed: serde_json::to_string(&change.groups)?,
        body: serde_json::to_string(&change.listing)?,
        profile_id: ctx.acting_as.map(|id| id.0),
        mandate_id: ctx.actor.under().map(|under| under.mandate.0),
    })
}
