//! The region put into a directory: its map first, then its listings, which find their place on
//! it while they are written.

use indicatif::{ProgressBar, ProgressStyle};
use koop_domain::Domain;
use koop_domain::areas::error::AreaError;
use koop_domain::ctx::Ctx;
use koop_domain::imports::error::ImportError;
use koop_domain::{areas, imports};

/// Which region.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// How many listings.
    pub listings: usize,
    /// The seed; another one is another region.
    pub seed: u64,
    /// Whether to show on standard error how far it is.
    pub progress: bool,
}

/// Why a region cannot be put in.
#[derive(Debug, thiserror::Error)]
pub enum RegionError {
    /// Its map.
    #[error("the map of the region cannot be drawn")]
    Areas(#[source] AreaError),
    /// Its listings.
    #[error(transparent)]
    Listings(#[from] ImportError),
}

/// Puts a region in, unless the directory already has listings. Answers how many.
///
/// # Errors
/// [`RegionError`]; [`ImportError::NotEmpty`] when there are listings already.
pub async fn seed(ctx: &Ctx, domain: &Domain, what: Wanted) -> Result<u64, RegionError> {
    let (survey, postcodes) = (super::survey(), super::postcodes());
    areas::seed_demo(ctx, domain, survey, postcodes).await.map_err(|error| match error {
        AreaError::NotEmpty => RegionError::Listings(ImportError::NotEmpty),
        other => RegionError::Areas(other),
    })?;
    let bar = bar(what);
    let records = super::records(what.listings, what.seed).inspect(|_| bar.inc(1));
    let seeded = imports::seed_region(ctx, domain, records).await;
    bar.finish_and_clear();
    Ok(seeded?)
}

fn bar(what: Wanted) -> ProgressBar {
    if !what.progress {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(what.listings as u64);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar
}
