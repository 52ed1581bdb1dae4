//! The statement that looking for duplicates needs of its own.

use std::collections::HashSet;

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::db::DbError;
use crate::id::ListingId;
use crate::imports::entity::{dataset_record, source_record};

/// The listings of the records that a data set holds.
pub(super) async fn listings_in(
    db: &impl ConnectionTrait,
    dataset: &str,
) -> Result<HashSet<ListingId>, DbError> {
    let held = Query::select()
        .column(dataset_record::Column::RecordKey)
        .from(dataset_record::Entity)
        .and_where(dataset_record::Column::Dataset.eq(dataset))
        .take();
    let ids: Vec<Uuid> = source_record::Entity::find()
        .select_only()
        .column(source_record::Column::ListingId)
        .filter(source_record::Column::Key.in_subquery(held))
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(ListingId).collect())
}
