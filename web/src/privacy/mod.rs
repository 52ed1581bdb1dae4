//! What is kept of who takes part, for whoever wants to know before they do.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::Web;
use crate::account::{HeldRow, held_rows};
use crate::behind::Behind;
use crate::error::Failure;
use crate::page::{Page, answer};
use crate::reader::Reader;
use crate::texts;

#[derive(Template)]
#[template(path = "privacy/privacy.html")]
pub(crate) struct Privacy {
    pub page: Page,
    pub held: Vec<HeldRow>,
}

/// `GET /privacy`
pub(crate) async fn get(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    let [title, lead] =
        ["privacy-title", "privacy-lead"].map(|key| texts::text(reader.language, key));
    let lasting = Some("/privacy");
    let page = Page::new(&web, &reader, title, lead, lasting, &Behind::tree()).await;
    let privacy = Privacy::new(page);
    answer(&privacy.page, &privacy)
}

impl Privacy {
    pub(crate) fn new(page: Page) -> Self {
        Self { held: held_rows(&page), page }
    }
}
