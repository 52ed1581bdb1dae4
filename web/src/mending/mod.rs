//! Keeping the directory true: saying that something is wrong and deciding about it, confirming
//! what is right, the straatronde, the history of a place, and the poster that leads to its page.

mod history;
mod poster;
mod report;
mod reports;
mod round;
mod still_right;
#[cfg(test)]
mod tests;
mod words;

use axum::Router;
use axum::routing::{get, post};
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::id::ListingId;
use koop_domain::language::Language;
use koop_domain::listings;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::model::Listing;
use koop_domain::members::error::MemberError;

pub(crate) use self::poster::Code;
pub(crate) use self::report::about_key;
pub(crate) use self::round::street_href;
pub use self::words::{fact_label, fact_words};
use crate::Web;
use crate::error::Failure;
use crate::form::Slips;

/// The pages by which the directory is kept true.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/plek/{slug}/geschiedenis", get(history::get).post(history::post))
        .route("/plek/{slug}/klopt-niet", get(report::get).post(report::post))
        .route("/plek/{slug}/klopt-nog", get(still_right::to_place).post(still_right::tap))
        .route("/plek/{slug}/poster", get(poster::get))
        .route("/klopt/link", get(still_right::to_sign_in).post(still_right::post))
        .route("/klopt/link/{secret}", get(still_right::get))
        .route("/mijn/plekken/{id}/meldingen", get(reports::get).post(reports::post))
        .route("/beheer/meldingen", get(reports::desk).merge(post(reports::decide_at_desk)))
        .route("/straatronde", get(round::get))
        .route("/straatronde/antwoord", get(round::to_start).merge(post(round::answer)))
        .route("/straatronde/terug", get(round::to_start).merge(post(round::undo)))
        .route("/straatronde/lijst", get(round::list))
        .route("/straatronde/posters", get(poster::of_street))
}

/// The place with this name in the address bar.
async fn place(web: &Web, ctx: &Ctx, slug: &str) -> Result<Listing, Failure> {
    let found = listings::by_slug(ctx, &web.site.domain, slug).await?;
    found.ok_or(Failure::NOT_FOUND)
}

/// An id that cannot be read is that of nothing.
fn listing_id(text: &str) -> Result<ListingId, Failure> {
    ListingId::parse(text).map_err(|_| Failure::NOT_FOUND)
}

/// What the reader can mend: the field and the words of it are the page's own. Anything else
/// becomes a page of its own.
fn slips(
    language: Language,
    error: ListingError,
    words: impl FnOnce(&str, Problem) -> (&'static str, String),
    known: impl FnOnce() -> String,
) -> Result<Slips, Failure> {
    match error {
        ListingError::Invalid { field, problem } => {
            let (id, words) = words(field, problem);
            Ok(Slips::own(id, words))
        }
        ListingError::Duplicate => Ok(Slips::own("", known()).above()),
        ListingError::TooMany { wait_s } => Slips::read(language, MemberError::TooMany { wait_s }),
        error => Err(error.into()),
    }
}
