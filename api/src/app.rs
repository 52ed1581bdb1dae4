//! All doors in one router: pages, API, health, and what holds for every request.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use koop_domain::Domain;
use koop_domain::ports::{Clock, Ids};
pub use koop_web::live::Live;
use koop_web::{Help, Site, Tiles};

pub use crate::files::PhotoFolder;
pub use crate::health::Readiness;
pub use crate::live::Heard;
pub use crate::mail::{Bell, Post, PostError};
pub use crate::sealing::HouseSeal;
pub use crate::tokens::{Access, TokenError, Tokens};
use crate::{graphql, health, layers, mail, net, tokens, uploads};

/// What the doors need. Tests fill it in with a clock and ids of their own.
#[derive(Clone)]
pub struct Parts {
    /// The house behind the doors.
    pub domain: Domain,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where ids of requests come from.
    pub ids: Arc<dyn Ids>,
    /// The address under which the site is known, without a slash at the end.
    pub base_url: Arc<str>,
    /// Map tiles of the operator's choice.
    pub tiles: Option<Tiles>,
    /// Where people get help, the same on every page.
    pub help: Option<Help>,
    /// Whether the index has caught up; see [`Parts::catch_up`].
    pub readiness: Readiness,
    /// What signs access tokens.
    pub tokens: Tokens,
    /// Where mails go.
    pub post: Post,
    /// What has them go at once.
    pub bell: Bell,
    /// What members are told the moment it is there.
    pub live: Live,
    /// How many proxies stand in front, whose word for an address counts.
    pub proxies: usize,
}

impl Parts {
    /// What the pages need of it.
    pub(crate) fn site(&self) -> Site {
        let Self { domain, clock, ids, base_url, tiles, help, live, .. } = self.clone();
        Site { domain, clock, ids, base_url, tiles, help, live }
    }
}

/// Everything that is answered. `/graphql`, the keys, `/healthz` and `/readyz` are ours, every
/// other address is the pages'.
pub fn router(parts: &Parts) -> Router {
    let pages = koop_web::router(parts.site());
    let pages = pages.layer(from_fn_with_state(parts.bell.clone(), mail::ring_after));
    let doors = pages.merge(graphql::router(parts)).merge(tokens::router(parts));
    let doors = doors.layer(from_fn_with_state(Arc::new(parts.clone()), uploads::programs));
    let doors = doors.layer(from_fn_with_state(parts.proxies, net::note));
    let limited = layers::limited(doors);
    // Health is asked most when all places are taken, so it stands outside the limits.
    let all = limited.merge(health::router(parts.domain.clone(), parts.readiness.clone()));
    layers::observed(all, parts)
}
