//! The demo's map: neighbourhoods of Oost, the water between them, its postcodes.
//!
//! All of it is drawn by hand, to some tens of metres. Neighbours share the corners of their
//! border, so they neither overlap nor leave a strip between them. The water is the IJ and the
//! Amsterdam-Rijnkanaal, broken off where one can cross: behind the station by ferry, and at the
//! Schellingwouderbrug, Enneüs Heermabrug, Amsterdamsebrug, Zeeburgerbrug, Nesciobrug and
//! Uyllanderbrug. Each line names where it breaks off.

use koop_domain::Domain;
use koop_domain::areas::error::AreaError;
use koop_domain::areas::model::{Postcode, Survey};
use koop_domain::communities::error::CommunityError;
use koop_domain::ctx::Ctx;
use koop_domain::imports::error::ImportError;
use koop_domain::posts::error::PostError;
use koop_domain::{areas, communities, imports, posts};

/// Why the demo cannot be put in or taken away.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// Its map.
    #[error("the map of the demo cannot be drawn or taken away")]
    Map(#[source] AreaError),
    /// Its people.
    #[error("the people of the demo cannot be taken away")]
    People(#[source] CommunityError),
    /// Its board.
    #[error("the board of the demo cannot be taken away")]
    Board(#[source] PostError),
    /// Its listings.
    #[error(transparent)]
    Listings(#[from] ImportError),
}

/// The demo's areas and water.
#[must_use]
pub fn survey() -> Survey {
    // A test reads it; it is part of the program.
    crate::areas::survey(include_str!("areas.geojson")).unwrap_or_default()
}

/// The demo's postcodes.
#[must_use]
pub fn postcodes() -> Vec<Postcode> {
    crate::areas::postcodes(include_str!("postcodes.csv")).unwrap_or_default()
}

/// Puts the demo in, the map first, so that every listing finds its place on it; unless the
/// directory already has listings. Answers how many listings it has.
///
/// # Errors
/// [`DemoError`]; [`ImportError::NotEmpty`] when there are listings already.
pub async fn seed(ctx: &Ctx, domain: &Domain) -> Result<u64, DemoError> {
    let drawn = areas::seed_demo(ctx, domain, survey(), postcodes()).await;
    drawn.map_err(|error| match error {
        AreaError::NotEmpty => DemoError::Listings(ImportError::NotEmpty),
        other => DemoError::Map(other),
    })?;
    Ok(imports::seed_demo(ctx, domain, super::records(ctx.now)).await?)
}

/// Takes away every invented listing, the map that was drawn for them, and the invented people
/// with their board. Answers how many listings that were.
///
/// # Errors
/// [`DemoError`].
pub async fn remove(ctx: &Ctx, domain: &Domain) -> Result<u64, DemoError> {
    let removed = imports::remove_demo(ctx, domain).await?;
    posts::remove_demo(ctx, domain).await.map_err(DemoError::Board)?;
    communities::remove_demo(ctx, domain).await.map_err(DemoError::People)?;
    areas::remove_demo(ctx, domain).await.map_err(DemoError::Map)?;
    Ok(removed)
}
