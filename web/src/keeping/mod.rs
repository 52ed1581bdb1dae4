//! Keeping a place: my places, bringing one in, its week and the days that differ, its other
//! facts, whose it is.

mod adding;
mod claiming;
mod coworkers;
mod days;
mod desk;
mod facts;
mod hours;
mod invited;
#[cfg(test)]
mod keeping_tests;
mod now;
mod numbers;
mod parts;
mod places;
mod worth;

pub(crate) use self::claiming::why_not;
pub use self::claiming::why_not_words;
pub(crate) use self::desk::LettersPage;
pub(crate) use self::now::Now;
pub(crate) use self::numbers::path as numbers_path;
pub(crate) use self::parts::{Choice, Choices, Group, Typed, read_clock};
use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};
use koop_domain::id::ListingId;
use koop_domain::listings::keepers::{self, Keeper};
use koop_domain::listings::model::Listing;

use crate::Web;
use crate::account::Mine;
use crate::error::Failure;

/// The pages of keeping a place.
pub(crate) fn routes() -> Router<Web> {
    let to_desk = get(|| async { Redirect::to("/beheer/claims") });
    Router::new()
        .route("/mijn/plekken", get(places::get))
        .route("/mijn/plekken/{id}", get(numbers::get))
        .route("/mijn/plekken/{id}/openingstijden", get(hours::get).post(hours::post))
        .route("/mijn/plekken/{id}/dagen", get(days::get).post(days::post))
        .route("/mijn/plekken/{id}/wijzigen", get(facts::get).post(facts::post))
        .route("/mijn/plekken/{id}/munten", get(worth::get).post(worth::post))
        .route("/mijn/plekken/{id}/medewerkers", get(coworkers::get).post(coworkers::post))
        .route("/medewerker/link/{secret}", get(invited::get).post(invited::post))
        .route("/plek/{slug}/dit-is-mijn-zaak", get(claiming::get).post(claiming::post))
        .route("/beheer/claims", get(desk::get).post(desk::post))
        .route("/beheer/claims/brieven", to_desk.merge(post(desk::letters)))
        .route("/plek-toevoegen", get(adding::get).post(adding::post))
}

/// A place that the member may edit, by its id in the address.
async fn kept(web: &Web, mine: &Mine, id: &str) -> Result<(Keeper, Listing), Failure> {
    let id = ListingId::parse(id).map_err(|_| Failure::NOT_FOUND)?;
    Ok(keepers::kept(&mine.reader.ctx, &web.site.domain, id).await?)
}
