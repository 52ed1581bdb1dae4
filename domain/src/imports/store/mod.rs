//! Every SQL statement about outside records, and about the data sets that hold them.

pub(crate) mod batches;
pub(crate) mod drafts;
pub(crate) mod staging;
pub(crate) mod tables;

use std::collections::HashMap;

use sea_orm::prelude::{DateTimeUtc, Uuid};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, Iterable, Order,
    QueryFilter, QueryOrder, QueryResult, QuerySelect,
};

use crate::db::{DbError, WriteTx};
use crate::id::ListingId;
use crate::imports::entity::{dataset_record, source_record};
use crate::imports::model::{Content, Record, RecordKey};
use crate::listings::entity::listing;
use crate::listings::model::Facts;

/// What is known of a record that was read before.
pub(crate) struct Known {
    /// As it was read last, from any data set.
    pub(crate) content: Content,
    /// As this data set had it last, if it holds it.
    pub(crate) here: Option<Content>,
    /// Whether any data set holds it.
    pub(crate) held: bool,
    /// Whether it was read before what it says was kept, so that no difference can be seen.
    pub(crate) mute: bool,
}

/// A record that is written, with the listing it became.
pub(crate) struct Written<'a> {
    /// Which.
    pub(crate) key: RecordKey,
    /// What it says.
    pub(crate) record: &'a Record,
    /// Its hash.
    pub(crate) content: Content,
    /// Its listing.
    pub(crate) listing: ListingId,
}

/// What is known of records, seen from a data set; unknown ones are left out.
pub(crate) async fn known(
    db: &impl ConnectionTrait,
    dataset: &str,
    keys: &[RecordKey],
) -> Result<HashMap<RecordKey, Known>, DbError> {
    let records = source_record::Entity::find()
        .select_only()
        .columns([source_record::Column::Key, source_record::Column::Content])
        .column_as(source_record::Column::Facts.is_null(), "mute")
        .filter(source_record::Column::Key.is_in(keys.iter().map(|key| key.0)))
        .into_tuple::<(Uuid, Uuid, bool)>();
    // Most of an import is asking this: two connections answer in the time of one.
    let (records, holders) = tokio::join!(records.all(db), holders(db, keys));
    let mut known: HashMap<RecordKey, Known> = records?
        .into_iter()
        .map(|(key, content, mute)| {
            (RecordKey(key), Known { content: Content(content), here: None, held: false, mute })
        })
        .collect();
    for held in holders? {
        if let Some(known) = known.get_mut(&RecordKey(held.record_key)) {
            known.held = true;
            if held.dataset == dataset {
                known.here = Some(Content(held.content));
            }
        }
    }
    Ok(known)
}

/// Which data sets hold these records.
pub(crate) async fn holders(
    db: &impl ConnectionTrait,
    keys: &[RecordKey],
) -> Result<Vec<dataset_record::Model>, DbError> {
    Ok(dataset_record::Entity::find()
        .filter(dataset_record::Column::RecordKey.is_in(keys.iter().map(|key| key.0)))
        .all(db)
        .await?)
}

/// Records that a data set holds, in the order of their keys, after one.
pub(crate) async fn held_after(
    db: &impl ConnectionTrait,
    dataset: &str,
    after: Option<RecordKey>,
    limit: u64,
) -> Result<Vec<RecordKey>, DbError> {
    let mut query = dataset_record::Entity::find()
        .select_only()
        .column(dataset_record::Column::RecordKey)
        .filter(dataset_record::Column::Dataset.eq(dataset))
        .order_by_asc(dataset_record::Column::RecordKey)
        .limit(limit);
    if let Some(after) = after {
        query = query.filter(dataset_record::Column::RecordKey.gt(after.0));
    }
    let keys = query.into_tuple::<Uuid>().all(db).await?;
    Ok(keys.into_iter().map(RecordKey).collect())
}

/// The listings of records, and the records' hashes.
pub(crate) async fn listings_of(
    tx: &WriteTx,
    keys: &[RecordKey],
) -> Result<HashMap<RecordKey, (ListingId, Content)>, DbError> {
    let rows: Vec<(Uuid, Uuid, Uuid)> = source_record::Entity::find()
        .select_only()
        .columns([
            source_record::Column::Key,
            source_record::Column::ListingId,
            source_record::Column::Content,
        ])
        .filter(source_record::Column::Key.is_in(keys.iter().map(|key| key.0)))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(key, listing, content)| (RecordKey(key), (ListingId(listing), Content(content))))
        .collect())
}

/// A record of a listing that people here wrote a part of.
pub(crate) struct Reported {
    /// The listing.
    pub(crate) listing: ListingId,
    /// What the record says, unless that was not kept yet.
    pub(crate) facts: Option<Facts>,
    /// When it was read.
    pub(crate) read_at: DateTimeUtc,
    /// Whether a data set holds it.
    pub(crate) held: bool,
}

/// Which of the records of edited listings are asked for.
#[derive(Clone, Copy)]
pub(crate) enum Of<'a> {
    /// All of them.
    All,
    /// Those that a data set holds.
    Dataset(&'a str),
    /// Those of a listing.
    Listing(ListingId),
}

/// The records of listings that people here wrote a part of, in the order of the listings, after
/// one.
pub(crate) async fn reported(
    db: &impl ConnectionTrait,
    of: Of<'_>,
    after: Option<ListingId>,
    limit: u64,
) -> Result<Vec<Reported>, DbError> {
    let id = || Expr::col((listing::Entity, listing::Column::Id));
    let mut query = of_edited(after, limit);
    query
        .columns([
            (source_record::Entity, source_record::Column::ListingId),
            (source_record::Entity, source_record::Column::Facts),
            (source_record::Entity, source_record::Column::ReadAt),
        ])
        .expr(is_held(None));
    match of {
        Of::All => {}
        Of::Dataset(name) => {
            query.and_where(is_held(Some(name)));
        }
        Of::Listing(listing) => {
            query.and_where(id().eq(listing.0));
        }
    }
    db.query_all(&query).await?.iter().map(read_reported).collect()
}

/// The records of listings that people here wrote a part of, and those listings, in the order of
/// these, after one.
pub(crate) async fn edited(
    db: &impl ConnectionTrait,
    after: Option<ListingId>,
    limit: u64,
) -> Result<Vec<(RecordKey, ListingId)>, DbError> {
    let mut query = of_edited(after, limit);
    query.columns([
        (source_record::Entity, source_record::Column::Key),
        (source_record::Entity, source_record::Column::ListingId),
    ]);
    let rows = db.query_all(&query).await?;
    let key = |row: &QueryResult| -> Result<_, DbErr> {
        Ok((RecordKey(row.try_get_by_index(0)?), ListingId(row.try_get_by_index(1)?)))
    };
    Ok(rows.iter().map(key).collect::<Result<_, _>>()?)
}

/// The listings that people here wrote a part of, after one, each with its records.
fn of_edited(after: Option<ListingId>, limit: u64) -> SelectStatement {
    let id = || Expr::col((listing::Entity, listing::Column::Id));
    Query::select()
        .from(listing::Entity)
        .inner_join(
            source_record::Entity,
            id().equals((source_record::Entity, source_record::Column::ListingId)),
        )
        .and_where(Expr::col((listing::Entity, listing::Column::Edited)))
        .and_where_option(after.map(|after| id().gt(after.0)))
        .order_by((listing::Entity, listing::Column::Id), Order::Asc)
        .limit(limit)
        .take()
}

/// Whether a data set holds the record, this one or any.
fn is_held(dataset: Option<&str>) -> SimpleExpr {
    use dataset_record::{Column, Entity};
    let of_record = Expr::col((Entity, Column::RecordKey))
        .equals((source_record::Entity, source_record::Column::Key));
    let of_dataset = dataset.map(|name| Expr::col((Entity, Column::Dataset)).eq(name));
    let mut holders = Query::select();
    holders.expr(Expr::val(1)).from(Entity).and_where(of_record).and_where_option(of_dataset);
    Expr::exists(holders.take())
}

fn read_reported(row: &QueryResult) -> Result<Reported, DbError> {
    let facts: Option<String> = row.try_get_by_index(1)?;
    Ok(Reported {
        listing: ListingId(row.try_get_by_index(0)?),
        facts: facts.as_deref().map(serde_json::from_str).transpose()?,
        read_at: row.try_get_by_index(2)?,
        held: row.try_get_by_index(3)?,
    })
}

/// Writes records as they were read now, and that the data set holds them.
pub(crate) async fn save(
    tx: &WriteTx,
    dataset: &str,
    records: &[Written<'_>],
    now: DateTimeUtc,
) -> Result<(), DbError> {
    if records.is_empty() {
        return Ok(());
    }
    let sources = records.iter().map(|w| source_row(w, now)).collect::<Result<Vec<_>, _>>()?;
    let update = source_record::Column::iter().filter(|c| {
        use source_record::Column::{Key, ListingId, Source, SourceId};
        !matches!(c, Key | Source | SourceId | ListingId)
    });
    source_record::Entity::insert_many(sources.into_iter().map(IntoActiveModel::into_active_model))
        .on_conflict(
            OnConflict::column(source_record::Column::Key).update_columns(update).to_owned(),
        )
        .exec_without_returning(tx.conn())
        .await?;
    let held = records.iter().map(|written| {
        dataset_record::Model {
            dataset: dataset.to_owned(),
            record_key: written.key.0,
            content: written.content.0,
        }
        .into_active_model()
    });
    dataset_record::Entity::insert_many(held)
        .on_conflict(
            OnConflict::columns([
                dataset_record::Column::Dataset,
                dataset_record::Column::RecordKey,
            ])
            .update_column(dataset_record::Column::Content)
            .to_owned(),
        )
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// The data set no longer holds these records.
pub(crate) async fn release(
    tx: &WriteTx,
    dataset: &str,
    keys: &[RecordKey],
) -> Result<(), DbError> {
    dataset_record::Entity::delete_many()
        .filter(dataset_record::Column::Dataset.eq(dataset))
        .filter(dataset_record::Column::RecordKey.is_in(keys.iter().map(|key| key.0)))
        .exec(tx.conn())
        .await?;
    Ok(())
}

fn source_row(written: &Written<'_>, now: DateTimeUtc) -> Result<source_record::Model, DbError> {
    let record = written.record;
    Ok(source_record::Model {
        key: written.key.0,
        source: record.source.clone(),
        source_id: record.source_id.clone(),
        listing_id: written.listing.0,
        content: written.content.0,
        licence: record.licence.clone(),
        attribution: record.attribution.clone(),
        url: record.url.clone(),
        tags: serde_json::to_string(&record.tags)?,
        read_at: now,
        facts: Some(serde_json::to_string(&record.facts)?),
    })
}
