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
use self::model::{Area, AreaKind, Located};
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
/// [`DbError`].
pub async fn atlas(domain: &Domain) -> Result<Arc<Atlas>, DbError> {
    match domain.areas.get() {
        Some(atlas) => Ok(atlas),
        None => refresh(domain).await,
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

/// The area with an id.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn find(ctx: &Ctx, domain: &Domain, id: AreaId) -> Result<Option<Area>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    Ok(atlas(domain).await?.get(id).cloned())
}

/// The area with a slug.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn by_slug(ctx: &Ctx, domain: &Domain, slug: &str) -> Result<Option<Area>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    Ok(atlas(domain).await?.by_slug(slug).cloned())
}

/// The areas of a kind, or of all, whose name begins with a text or has a word that does, best
/// first; every one for no text.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn named(
    ctx: &Ctx,
    domain: &Domain,
    text: &str,
    kind: Option<AreaKind>,
) -> Result<Vec<Area>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    Ok(atlas(domain).await?.named(text, kind).cloned().collect())
}

/// Somewhere named in words: a postcode, an area or a place, see [`Atlas::locate`].
///
/// # Errors
/// [`ListingError::Db`].
pub async fn locate(
    ctx: &Ctx,
    domain: &Domain,
    text: &str,
) -> Result<Option<Located>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    Ok(atlas(domain).await?.locate(text))
}

/// How many existing listings lie in each area, the areas inside it included; areas without
/// any are left out. One statement, over an index alone.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn counts(ctx: &Ctx, domain: &Domain) -> Result<HashMap<AreaId, u64>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let atlas = atlas(domain).await?;
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
