//! Every SQL statement that reads the map.

use geo::MultiPolygon;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::atlas::Atlas;
use super::entity::{area, area_set, atlas, postcode, water_line};
use super::model::{AreaKind, Drawing, Postcode, Surveyed};
use super::ways::{Line, Water};
use crate::db::{DbError, WriteTx};
use crate::geo::Point;

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

fn published() -> sea_orm::sea_query::SelectStatement {
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
