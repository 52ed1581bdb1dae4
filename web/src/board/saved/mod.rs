//! The questions that I keep: what a list of the board asked, to be told of what is new.

mod list;
mod question;
mod saving;

use axum::Router;
use axum::routing::get;
use koop_domain::id::SavedSearchId;

#[cfg(test)]
pub(crate) use self::{list::SavedPage, saving::SavingPage};
pub(crate) use self::{question::href_of, saving::Offer};
use crate::Web;

/// The address of the list.
pub(crate) const LIST: &str = "/mijn/zoekvragen";
/// Where a question is given a name and kept, also for whoever signs in first.
const NEW: &str = "/mijn/zoekvragen/nieuw";

/// Where a kept question leads to what answers it.
pub(crate) fn path(id: SavedSearchId) -> String {
    format!("{LIST}/{id}")
}

/// The pages of kept questions.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route(LIST, get(list::get).post(list::post))
        .route(NEW, get(saving::get))
        .route("/mijn/zoekvragen/{id}", get(list::look))
}
