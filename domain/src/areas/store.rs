//! Every SQL statement about the map.

use std::collections::HashMap;

use geo::MultiPolygon;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use super::atlas::Atlas;
use super::entity::{area, area_set, area_slug, atlas, postcode, water_line};
use super::model::{AreaKind, Drawing, Postcode, Surveyed};
use super::rows::{Row, What};
use super::ways::{Line, Water};
use crate::db::{DbError, WriteTx};
use crate::geo::Point;
use crate::id::AreaId;

/// The row of the map that there is once the schema stands.
const ONLY: i32 = 1;
/// How often the map is read again when it changes under the reading.
const READS_MAX: u32 = 5;

/// Which map the database has, and the last by which every listing was placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Versions {
    /// The map.
    pub(crate) version: i64,
    /// The last by which every listing was placed.
    pub(crate) assigned: i64,
}

/// Which map the database has.
pub(crate) async fn versions(db: &impl ConnectionTrait) -> Result<Versions, DbError> {
    let row = atlas::Entity::find_by_id(ONLY).one(db).await?;
    Ok(row.map_or(Versions { version: 0, assigned: 0 }, |row| Versions {
        version: row.version,
        assigned: row.assigned,
    }))
}

/// Which map the database has until the transaction ends: nobody publishes another meanwhile.
pub(crate) async fn hold_version(tx: &WriteTx) -> Result<i64, DbError> {
    let row = atlas::Entity::find_by_id(ONLY).lock_shared().one(tx.conn()).await?;
    Ok(row.map_or(0, |row| row.version))
}

/// Reads the whole map. When another one is published meanwhile, it is read again.
pub(crate) async fn load(db: &impl ConnectionTrait) -> Result<Atlas, DbError> {
    let mut version = versions(db).await?.version;
    for _ in 0..READS_MAX {
        let atlas = read(db, version).await?;
        let after = versions(db).await?.version;
        if after == version {
            return Ok(atlas);
        }
        version = after;
    }
    // It changes faster than it can be read; the next look sees that this one is old.
    read(db, version).await
}

async fn read(db: &impl ConnectionTrait, version: i64) -> Result<Atlas, DbError> {
    if version == 0 {
        return Ok(Atlas::default());
    }
    let areas = area::Entity::find()
        .filter(area::Column::Edition.in_subquery(published()))
        .order_by_asc(area::Column::Edition)
        .all(db)
        .await?;
    let waters = water_line::Entity::find()
        .filter(water_line::Column::Edition.in_subquery(published()))
        .order_by_asc(water_line::Column::Content)
        .all(db)
        .await?;
    let postcodes = postcode::Entity::find()
        .filter(postcode::Column::Edition.in_subquery(published()))
        .all(db)
        .await?;
    let surveyed = areas.into_iter().map(read_area).collect::<Result<Vec<_>, _>>()?;
    let lines =
        waters.into_iter().map(|row| read_line(&row.line)).collect::<Result<Vec<_>, _>>()?;
    let postcodes = postcodes.into_iter().map(|row| Postcode {
        code: row.code,
        place: row.place,
        point: Point { latitude: row.latitude, longitude: row.longitude },
    });
    Ok(Atlas::joined(version, surveyed, postcodes.collect(), Water::new(lines)))
}

/// The lines that the publishers of the map want shown, each once.
pub(crate) async fn attributions(db: &impl ConnectionTrait) -> Result<Vec<String>, DbError> {
    let lines = area_set::Entity::find()
        .select_only()
        .column(area_set::Column::Attribution)
        .distinct()
        .filter(area_set::Column::Edition.is_not_null())
        .filter(area_set::Column::Attribution.is_not_null())
        .order_by_asc(area_set::Column::Attribution);
    Ok(lines.into_tuple().all(db).await?)
}

/// Every slug that was ever given, and to which area.
pub(crate) async fn slugs(db: &impl ConnectionTrait) -> Result<HashMap<AreaId, String>, DbError> {
    let rows = area_slug::Entity::find().all(db).await?;
    Ok(rows.into_iter().map(|row| (AreaId(row.area_id), row.slug)).collect())
}

/// A data set as it stands, if it does.
pub(crate) async fn set(
    db: &impl ConnectionTrait,
    dataset: &str,
    what: What,
) -> Result<Option<area_set::Model>, DbError> {
    Ok(area_set::Entity::find_by_id(key(dataset, what)).one(db).await?)
}

/// The rows of an edition, by their keys, and the hash of each.
pub(crate) async fn contents(
    db: &impl ConnectionTrait,
    edition: Uuid,
) -> Result<HashMap<Uuid, Uuid>, DbError> {
    let areas: Vec<(Uuid, Uuid)> = area::Entity::find()
        .select_only()
        .columns([area::Column::Id, area::Column::Content])
        .filter(area::Column::Edition.eq(edition))
        .into_tuple()
        .all(db)
        .await?;
    let waters: Vec<Uuid> = water_line::Entity::find()
        .select_only()
        .column(water_line::Column::Content)
        .filter(water_line::Column::Edition.eq(edition))
        .into_tuple()
        .all(db)
        .await?;
    let codes = postcode::Entity::find().filter(postcode::Column::Edition.eq(edition)).all(db);
    let codes = codes.await?.into_iter().map(|row| Row::Postcode(row).named());
    Ok(areas.into_iter().chain(waters.into_iter().map(|line| (line, line))).chain(codes).collect())
}

/// Announces an edition that will be written; another one under way of this data set is thus
/// thrown away.
pub(crate) async fn announce(
    tx: &WriteTx,
    dataset: &str,
    what: What,
    edition: Uuid,
) -> Result<(), DbError> {
    let new = area_set::ActiveModel {
        dataset: Set(dataset.to_owned()),
        what: Set(what.key().to_owned()),
        edition: Set(None),
        staged: Set(Some(edition)),
        attribution: Set(None),
    };
    let known = OnConflict::columns([area_set::Column::Dataset, area_set::Column::What])
        .update_column(area_set::Column::Staged)
        .to_owned();
    area_set::Entity::insert(new).on_conflict(known).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// No edition of the data set is under way any more; what was written of one can be cleared.
pub(crate) async fn withdraw(tx: &WriteTx, dataset: &str, what: What) -> Result<(), DbError> {
    let of_set = || {
        Condition::all()
            .add(area_set::Column::Dataset.eq(dataset))
            .add(area_set::Column::What.eq(what.key()))
    };
    // A data set of which no edition ever stood is none.
    area_set::Entity::delete_many()
        .filter(of_set().add(area_set::Column::Edition.is_null()))
        .exec(tx.conn())
        .await?;
    area_set::Entity::update_many()
        .col_expr(area_set::Column::Staged, Expr::value(None::<Uuid>))
        .filter(of_set())
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Locks a data set until the transaction ends, and answers whether it still waits for this
/// edition.
pub(crate) async fn awaits(
    tx: &WriteTx,
    dataset: &str,
    what: What,
    edition: Uuid,
) -> Result<bool, DbError> {
    let set = area_set::Entity::find_by_id(key(dataset, what)).lock_exclusive().one(tx.conn());
    Ok(set.await?.is_some_and(|set| set.staged == Some(edition)))
}

/// Writes rows of an edition that nobody reads yet.
pub(crate) async fn write(tx: &WriteTx, rows: Vec<Row>) -> Result<(), DbError> {
    let (mut areas, mut waters, mut codes) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        match row {
            Row::Area(row) => areas.push(row.into_active_model()),
            Row::Water(row) => waters.push(row.into_active_model()),
            Row::Postcode(row) => codes.push(row.into_active_model()),
        }
    }
    if !areas.is_empty() {
        area::Entity::insert_many(areas).exec_without_returning(tx.conn()).await?;
    }
    if !waters.is_empty() {
        water_line::Entity::insert_many(waters).exec_without_returning(tx.conn()).await?;
    }
    if !codes.is_empty() {
        postcode::Entity::insert_many(codes).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

/// The flip: from here on the edition stands on the map, with its slugs.
pub(crate) async fn publish(
    tx: &WriteTx,
    dataset: &str,
    what: What,
    edition: Uuid,
    attribution: Option<String>,
) -> Result<(), DbError> {
    let slugs = Query::select()
        .columns([area::Column::Slug, area::Column::Id])
        .from(area::Entity)
        .and_where(area::Column::Edition.eq(edition))
        .take();
    let mut keep = Query::insert();
    keep.into_table(area_slug::Entity)
        .columns([area_slug::Column::Slug, area_slug::Column::AreaId])
        .on_conflict(OnConflict::column(area_slug::Column::AreaId).do_nothing().to_owned());
    keep.select_from(slugs).map_err(|error| sea_orm::DbErr::Custom(error.to_string()))?;
    tx.conn().execute(&keep).await?;
    area_set::Entity::update_many()
        .col_expr(area_set::Column::Edition, edition.into())
        .col_expr(area_set::Column::Staged, Expr::value(None::<Uuid>))
        .col_expr(area_set::Column::Attribution, Expr::value(attribution))
        .filter(area_set::Column::Dataset.eq(dataset))
        .filter(area_set::Column::What.eq(what.key()))
        .exec(tx.conn())
        .await?;
    turn(tx, what).await
}

/// Takes a data set off the map, with the slugs that were its own.
pub(crate) async fn remove(tx: &WriteTx, dataset: &str, what: What) -> Result<(), DbError> {
    let Some(set) = set(tx.conn(), dataset, what).await? else { return Ok(()) };
    if let Some(edition) = set.edition {
        let ids = |edition: SelectStatement| {
            Query::select()
                .column(area::Column::Id)
                .from(area::Entity)
                .and_where(area::Column::Edition.in_subquery(edition))
                .take()
        };
        let own = Query::select().expr(Expr::value(edition)).take();
        let others = published().and_where(area_set::Column::Edition.ne(edition)).take();
        area_slug::Entity::delete_many()
            .filter(area_slug::Column::AreaId.in_subquery(ids(own)))
            .filter(area_slug::Column::AreaId.not_in_subquery(ids(others)))
            .exec(tx.conn())
            .await?;
    }
    area_set::Entity::delete_by_id(key(dataset, what)).exec(tx.conn()).await?;
    turn(tx, what).await
}

/// Deletes some rows of editions that no data set names, and answers whether there may be more.
pub(crate) async fn clear(tx: &WriteTx, limit: u64) -> Result<bool, DbError> {
    let named = |column| {
        Query::select()
            .column(column)
            .from(area_set::Entity)
            .and_where(Expr::col(column).is_not_null())
            .take()
    };
    let mut cleared = 0;
    for (table, key) in [("areas", "id"), ("water_lines", "content"), ("postcodes", "code")] {
        let some = Query::select()
            .columns(["edition", key])
            .from(table)
            .and_where(Expr::col("edition").not_in_subquery(named(area_set::Column::Edition)))
            .and_where(Expr::col("edition").not_in_subquery(named(area_set::Column::Staged)))
            .limit(limit)
            .take();
        let rows = Expr::tuple([Expr::col("edition"), Expr::col(key)]);
        let delete = Query::delete().from_table(table).and_where(rows.in_subquery(some)).take();
        cleared += tx.conn().execute(&delete).await?.rows_affected();
    }
    Ok(cleared > 0)
}

/// Every listing stands where the map of a version has it, if it is still the newest.
pub(crate) async fn placed(tx: &WriteTx, version: i64) -> Result<(), DbError> {
    atlas::Entity::update_many()
        .col_expr(atlas::Column::Assigned, version.into())
        .filter(atlas::Column::Version.eq(version))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The map is another one. Postcodes move no listing to another area.
async fn turn(tx: &WriteTx, what: What) -> Result<(), DbError> {
    let version = || Expr::col(atlas::Column::Version);
    let mut turned = atlas::Entity::update_many();
    if what == What::Postcodes {
        let done = Expr::col(atlas::Column::Assigned).eq(version());
        let assigned =
            Expr::case(done, version().add(1)).finally(Expr::col(atlas::Column::Assigned));
        turned = turned.col_expr(atlas::Column::Assigned, assigned.into());
    }
    turned.col_expr(atlas::Column::Version, version().add(1)).exec(tx.conn()).await?;
    Ok(())
}

fn key(dataset: &str, what: What) -> (String, String) {
    (dataset.to_owned(), what.key().to_owned())
}

fn published() -> SelectStatement {
    Query::select()
        .column(area_set::Column::Edition)
        .from(area_set::Entity)
        .and_where(area_set::Column::Edition.is_not_null())
        .take()
}

fn read_area(row: area::Model) -> Result<(String, Surveyed), DbError> {
    let outline = match &row.outline {
        Some(outline) => serde_json::from_str::<Drawing>(outline)?.outline(),
        None => MultiPolygon::new(Vec::new()),
    };
    let surveyed = Surveyed {
        // The database checks it: there is no other kind.
        kind: AreaKind::from_key(&row.kind).unwrap_or(AreaKind::Neighbourhood),
        code: row.code,
        name: row.name,
        parent_code: row.parent_code,
        inhabitants: row.inhabitants.and_then(|count| u32::try_from(count).ok()),
        outline,
    };
    Ok((row.slug, surveyed))
}

fn read_line(text: &str) -> Result<Line, DbError> {
    let spots: Vec<[f64; 2]> = serde_json::from_str(text)?;
    Ok(spots.into_iter().map(|[longitude, latitude]| Point { latitude, longitude }).collect())
}
