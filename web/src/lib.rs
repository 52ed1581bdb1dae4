//! The pages: HTML that works without JavaScript, in the reader's language.
//!
//! A folder per page: its handler, its page struct and its template. A handler reads its
//! arguments, calls a verb of the domain and fills in the struct; askama writes it out, escaped.
//! What all pages share is `page`; what goes wrong becomes a page in `oops`. Who reads is in
//! `reader`: anybody, or a member whom a cookie makes known. No address that is only opened
//! changes anything; what changes something is a form.

mod accessibility;
mod account;
#[cfg(test)]
mod account_tests;
mod agreements;
#[cfg(test)]
mod agreements_tests;
mod alerts;
mod area;
mod area_list;
mod art;
pub mod assets;
mod begin;
mod behind;
mod board;
#[cfg(test)]
mod board_tests;
mod card;
mod category;
mod census;
mod community;
#[cfg(test)]
mod community_tests;
mod cookies;
mod desk;
#[cfg(test)]
mod desk_currencies_tests;
#[cfg(test)]
mod desk_decided_tests;
#[cfg(test)]
mod desk_tests;
mod device;
mod drafts;
mod entering;
mod error;
pub mod explorer;
mod exports;
mod feed;
mod form;
mod handing;
#[cfg(test)]
mod handing_tests;
#[cfg(test)]
mod helpdesk_tests;
mod home;
mod ical;
mod json;
mod keeping;
mod language;
pub mod letters;
pub mod live;
mod mending;
mod multipart;
mod needs;
mod oops;
mod open_search;
mod outline;
mod page;
#[cfg(test)]
mod pages_tests;
#[cfg(test)]
mod passes_tests;
mod people;
#[cfg(test)]
mod people_tests;
pub mod photos;
#[cfg(test)]
mod photos_tests;
mod place;
#[cfg(test)]
mod prices_tests;
mod privacy;
mod pulse;
mod ranking;
mod reader;
mod results;
#[cfg(test)]
mod sample;
mod sitemap;
pub mod street;
mod suggestions;
pub mod texts;
mod visit;
mod wallet;
#[cfg(test)]
mod wallet_tests;
mod xml;

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use axum::Router;
use axum::middleware;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use koop_domain::Domain;
use koop_domain::ports::{Clock, Ids};
use tokio::sync::Semaphore;
use tower_http::csrf::CsrfLayer;

use crate::error::Failure;
use crate::pulse::Pulse;

pub use crate::account::my_data;
pub use crate::desk::tables;
pub use crate::error::status;
pub use crate::exports::EXPORTS_AT_ONCE_MAX;
pub use crate::keeping::why_not_words;
pub use crate::mending::{fact_label, fact_words};
pub use crate::oops::fault_page;

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
    /// Where people get help, the same on every page.
    pub help: Option<Help>,
    /// What members are told the moment it is there.
    pub live: live::Live,
}

impl Site {
    /// Whether the site has a certificate.
    fn is_secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

/// From which network address a request comes: an extension of the request, by which tries are
/// counted. It is never kept and never shown. Without it, all count as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Net(pub String);

/// Map tiles of the operator's choice.
#[derive(Clone, Debug)]
pub struct Tiles {
    /// The address pattern.
    pub url: Arc<str>,
    /// The line that must be shown.
    pub attribution: Arc<str>,
}

/// Where people get help: a telephone number or a mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// As it is shown.
    pub text: Arc<str>,
    /// The link that calls or mails.
    pub href: Arc<str>,
}

impl Help {
    /// Reads a telephone number or a mail address; anything else is neither.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let mail = text.contains('@') && !text.contains(char::is_whitespace);
        let href = if mail { Some(format!("mailto:{text}")) } else { card::phone_href(text) };
        href.map(|href| Self { text: text.into(), href: href.into() })
    }
}

/// What handlers share. Every layer and handler takes one of its own for each request, so it is
/// one pointer.
#[derive(Clone)]
struct Web(Arc<Shared>);

/// What stands behind it.
struct Shared {
    site: Site,
    pulse: Arc<Pulse>,
    /// Places for files that are being written.
    exports: Arc<Semaphore>,
    /// Whether it is known that the house has begun: that is asked no more.
    begun: Arc<AtomicBool>,
}

impl Web {
    fn new(site: Site) -> Self {
        let exports = Arc::new(Semaphore::new(EXPORTS_AT_ONCE_MAX));
        let (pulse, begun) = (Arc::default(), Arc::default());
        Self(Arc::new(Shared { site, pulse, exports, begun }))
    }
}

impl Deref for Web {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// All pages.
pub fn router(site: Site) -> Router {
    let web = Web::new(site);
    Router::new()
        .route("/", get(home::get))
        .route("/zoeken", get(results::get))
        .route("/zoeken.atom", get(feed::get))
        .route("/zoeken.csv", get(exports::as_csv))
        .route("/zoeken.geojson", get(exports::as_geojson))
        .route("/plek/{slug}", get(place::get))
        .route("/plek/{slug}/geteld", post(place::tapped))
        .route("/categorie/{key}", get(category::get))
        .route("/buurten", get(area_list::get))
        .route("/buurt/{slug}", get(area::get))
        .route("/over-de-gegevens", get(census::get))
        .route("/hoe-wij-rangschikken", get(ranking::get))
        .route("/toegankelijkheid", get(accessibility::get))
        .route("/privacy", get(privacy::get))
        .route("/suggesties", get(suggestions::get))
        .route("/suggesties.json", get(open_search::suggestions))
        .route("/opensearch.xml", get(open_search::description))
        .route("/taal", get(language::back).post(language::choose))
        .route("/robots.txt", get(sitemap::robots))
        .route("/sitemap.xml", get(sitemap::index))
        .route("/sitemap/{part}", get(sitemap::part))
        .route("/manifest.webmanifest", get(page::manifest))
        .merge(entering::routes())
        .merge(account::routes())
        .merge(mending::routes())
        .merge(keeping::routes())
        .merge(begin::routes())
        .merge(board::routes())
        .merge(community::routes())
        .merge(people::routes())
        .merge(desk::routes())
        .merge(agreements::routes())
        .merge(alerts::routes())
        .merge(needs::routes())
        .merge(photos::routes())
        .merge(handing::routes())
        .merge(wallet::routes())
        .merge(assets::router())
        .fallback(|| async { Failure::NOT_FOUND })
        .layer(middleware::from_fn_with_state(web.clone(), community::ask_first))
        .layer(middleware::from_fn_with_state(web.clone(), drafts::hold))
        .layer(CsrfLayer::new().with_rejection_response(|_| Failure::DENIED.into_response()))
        .layer(middleware::from_fn_with_state(web.clone(), begin::first))
        .layer(middleware::from_fn_with_state(web.clone(), page::measure))
        .with_state(web)
}
