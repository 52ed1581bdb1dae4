//! The pages: HTML that works without JavaScript, in the reader's language.

pub mod texts;

use std::sync::Arc;

use axum::Router;
use koop_domain::Domain;
use koop_domain::ports::{Clock, Ids};

/// What the pages need.
#[derive(Clone)]
pub struct Site {
    /// The house behind the pages.
    pub domain: Domain,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where request ids come from.
    pub ids: Arc<dyn Ids>,
    /// The address under which the site is known, without a slash at the end.
    pub base_url: Arc<str>,
    /// The address pattern of map tiles (`https://…/{z}/{x}/{y}.png`) and the line that must be
    /// shown with them; none: a calm ground.
    pub tiles: Option<Tiles>,
}

/// Map tiles of the operator's choice.
#[derive(Clone, Debug)]
pub struct Tiles {
    /// The address pattern.
    pub url: Arc<str>,
    /// The line that must be shown.
    pub attribution: Arc<str>,
}

/// All pages.
#[must_use]
pub fn router(site: Site) -> Router {
    let _ = site;
    Router::new()
}
