//! The statements about records of listings that people here wrote, or made of two.

use std::collections::{HashMap, HashSet};

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use crate::db::{DbError, WriteTx};
use crate::id::ListingId;
use crate::imports::entity::source_record;
use crate::imports::model::RecordKey;
use crate::listings::model::Facts;

/// What records said when they were read last; none where that was not kept.
pub(crate) async fn said(
    tx: &WriteTx,
    keys: &[RecordKey],
) -> Result<HashMap<RecordKey, Option<Facts>>, DbError> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, Option<String>)> = source_record::Entity::find()
        .select_only()
        .columns([source_record::Column::Key, source_record::Column::Facts])
        .filter(source_record::Column::Key.is_in(keys.iter().map(|key| key.0)))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let said = |(key, facts): (Uuid, Option<String>)| -> Result<_, DbError> {
        Ok((RecordKey(key), facts.as_deref().map(serde_json::from_str).transpose()?))
    };
    rows.into_iter().map(said).collect()
}

/// Which of some listings have a record that a data set holds; of those that joined, or not.
pub(crate) async fn held_listings(
    tx: &WriteTx,
    listings: &[ListingId],
    of_joined_too: bool,
) -> Result<HashSet<ListingId>, DbError> {
    if listings.is_empty() {
        return Ok(HashSet::new());
    }
    let mut query = Query::select();
    query
        .distinct()
        .column(("source_records", "listing_id"))
        .from("source_records")
        .inner_join(
            "dataset_records",
            Expr::col(("dataset_records", "record_key")).equals(("source_records", "key")),
        )
        .and_where(
            Expr::col(("source_records", "listing_id")).is_in(listings.iter().map(|id| id.0)),
        );
    if !of_joined_too {
        query.and_where(Expr::col(("source_records", "joined")).not());
    }
    let rows = tx.conn().query_all(&query).await?;
    let ids: Result<Vec<Uuid>, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    Ok(ids?.into_iter().map(ListingId).collect())
}
