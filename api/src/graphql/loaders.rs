//! Rows by id, each read once a request and together with the others that are wanted.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use koop_domain::Domain;
use koop_domain::ctx::Ctx;
use koop_domain::id::ListingId;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::{self, model, reports};
use koop_domain::media::error::MediaError;
use koop_domain::media::{self, Photo};

/// Loads listings that the actor may see.
pub(crate) struct ListingLoader {
    ctx: Ctx,
    domain: Domain,
}

impl ListingLoader {
    /// A loader for one request.
    pub(crate) fn new(ctx: Ctx, domain: Domain) -> Self {
        Self { ctx, domain }
    }
}

impl Loader<ListingId> for ListingLoader {
    type Value = Arc<model::Listing>;
    /// Shared, for every waiting resolver gets the same failure.
    type Error = Arc<ListingError>;

    async fn load(
        &self,
        ids: &[ListingId],
    ) -> Result<HashMap<ListingId, Self::Value>, Self::Error> {
        let found = listings::find_many(&self.ctx, &self.domain, ids).await?;
        Ok(found.into_iter().map(|(id, listing)| (id, Arc::new(listing))).collect())
    }
}

/// Loads whether enough neighbours say that listings are gone.
pub(crate) struct SaidGoneLoader {
    ctx: Ctx,
    domain: Domain,
}

impl SaidGoneLoader {
    /// A loader for one request.
    pub(crate) fn new(ctx: Ctx, domain: Domain) -> Self {
        Self { ctx, domain }
    }
}

impl Loader<ListingId> for SaidGoneLoader {
    type Value = ();
    /// Shared, for every waiting resolver gets the same failure.
    type Error = Arc<ListingError>;

    async fn load(
        &self,
        ids: &[ListingId],
    ) -> Result<HashMap<ListingId, Self::Value>, Self::Error> {
        let said = reports::said_gone_among(&self.ctx, &self.domain, ids).await?;
        Ok(said.into_iter().map(|id| (id, ())).collect())
    }
}

/// Loads the photos of listings.
pub(crate) struct PhotoLoader {
    ctx: Ctx,
    domain: Domain,
}

impl PhotoLoader {
    /// A loader for one request.
    pub(crate) fn new(ctx: Ctx, domain: Domain) -> Self {
        Self { ctx, domain }
    }
}

impl Loader<ListingId> for PhotoLoader {
    type Value = Arc<[Photo]>;
    /// Shared, for every waiting resolver gets the same failure.
    type Error = Arc<MediaError>;

    async fn load(
        &self,
        ids: &[ListingId],
    ) -> Result<HashMap<ListingId, Self::Value>, Self::Error> {
        let found = media::of(&self.ctx, &self.domain, ids).await?;
        Ok(found.into_iter().map(|(id, photos)| (id, photos.into())).collect())
    }
}
