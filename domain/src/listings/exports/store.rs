//! The statement that exports need of their own.

use std::collections::HashMap;

use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::Record;
use crate::db::DbError;
use crate::id::ListingId;
use crate::imports::entity::source_record;

/// The outside records of listings, as they were last read.
pub(super) async fn records_of(
    db: &impl ConnectionTrait,
    listings: impl IntoIterator<Item = ListingId>,
) -> Result<HashMap<ListingId, Record>, DbError> {
    let rows: Vec<(Uuid, String, String)> = source_record::Entity::find()
        .select_only()
        .columns([
            source_record::Column::ListingId,
            source_record::Column::Source,
            source_record::Column::Tags,
        ])
        .filter(source_record::Column::ListingId.is_in(listings.into_iter().map(|id| id.0)))
        .into_tuple()
        .all(db)
        .await?;
    rows.into_iter()
        .map(|(id, source, tags)| {
            Ok((ListingId(id), Record { source, tags: serde_json::from_str(&tags)? }))
        })
        .collect()
}
