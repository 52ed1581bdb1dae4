//! Areas: municipalities, districts, neighbourhoods; postcodes; and the water between them.
//!
//! Together they are small and change a few times a year, so they are read once into an
//! [`Atlas`] and asked in memory. Where a listing lies stands beside the listing,
//! so that an index need not know the map: whoever writes a listing places it by the map that
//! holds at that moment (`atlas_in`), and whoever publishes another map places every listing
//! anew (`placing`).

pub mod atlas;
mod edition;
pub mod entity;
pub mod error;
mod joining;
pub mod model;
mod naming;
mod placing;
mod rows;
pub(crate) mod store;
mod strips;
pub mod ways;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use self::atlas::Atlas;
pub use self::edition::{publish, publish_postcodes, remove_demo, seed_demo};
pub use self::placing::assign;
use crate::Domain;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::id::AreaId;
use crate::listings;
use crate::listings::error::ListingError;
use crate::policy::{self, Action};

/// The map of areas as this process knows it. Clones share it.
#[derive(Clone, Default)]
pub struct Known(Arc<RwLock<Option<Arc<Atlas>>>>);

impl Known {
    /// Takes another map into use.
    pub fn replace(&self, atlas: Atlas) {
        self.share(Arc::new(atlas));
    }

    fn share(&self, atlas: Arc<Atlas>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(atlas);
    }

    /// The map as it is known, if it is of a version. Without having looked, one knows the map
    /// of a house that never had any.
    fn of_version(&self, version: i64) -> Option<Arc<Atlas>> {
        if self.get().is_none() && version == Atlas::default().version() {
            self.replace(Atlas::default());
        }
        self.get().filter(|atlas| atlas.version() == version)
    }

    fn get(&self) -> Option<Arc<Atlas>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The map of areas, read from the database the first time.
///
/// # Errors
/// [`ListingError::Denied`], [`ListingError::Db`].
pub async fn atlas(ctx: &Ctx, domain: &Domain) -> Result<Arc<Atlas>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    match domain.areas.get() {
        Some(atlas) => Ok(atlas),
        None => Ok(refresh(domain).await?),
    }
}

/// The map of areas as the database has it now: read again if another process published
/// another one. The follower asks this at every step.
///
/// # Errors
/// [`DbError`].
pub async fn refresh(domain: &Domain) -> Result<Arc<Atlas>, DbError> {
    let version = store::versions(domain.db.reader()).await?.version;
    if let Some(atlas) = domain.areas.of_version(version) {
        return Ok(atlas);
    }
    let atlas = Arc::new(store::load(domain.db.reader()).await?);
    domain.areas.share(Arc::clone(&atlas));
    Ok(atlas)
}

/// The map of areas that holds until the transaction ends: a listing that is placed by it is
/// placed right, for nobody publishes another map meanwhile.
///
/// # Errors
/// [`DbError`].
pub(crate) async fn atlas_in(tx: &WriteTx, domain: &Domain) -> Result<Arc<Atlas>, DbError> {
    let version = store::hold_version(tx).await?;
    if let Some(atlas) = domain.areas.of_version(version) {
        return Ok(atlas);
    }
    let atlas = Arc::new(store::load(tx.conn()).await?);
    domain.areas.share(Arc::clone(&atlas));
    Ok(atlas)
}

/// How many existing listings lie in each area, the areas inside it included; areas without
/// any are left out. One statement, over an index alone.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn counts(ctx: &Ctx, domain: &Domain) -> Result<HashMap<AreaId, u64>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let atlas = atlas(ctx, domain).await?;
    let mut counts = HashMap::new();
    for (smallest, count) in listings::store::per_area(domain.db.reader()).await? {
        for area in atlas.lineage(smallest) {
            *counts.entry(area.id).or_default() += count;
        }
    }
    Ok(counts)
}

/// The lines that the publishers of the map want shown, each once.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn attributions(ctx: &Ctx, domain: &Domain) -> Result<Vec<String>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    Ok(store::attributions(domain.db.reader()).await?)
}
