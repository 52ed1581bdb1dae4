//! The accessibility statement: what we aim at, how it is tested, what is not right yet, and
//! where to get help.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::Web;
use crate::behind::Behind;
use crate::error::Failure;
use crate::page::{Page, answer};
use crate::reader::Reader;
use crate::street::HOUSES_MAX;
use crate::texts;

#[derive(Template)]
#[template(path = "accessibility/accessibility.html")]
pub(crate) struct Accessibility {
    pub page: Page,
    pub known_words: String,
}

/// `GET /toegankelijkheid`
pub(crate) async fn get(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    let t = |key: &str| texts::text(reader.language, key);
    let (title, description) = (t("access-heading"), t("access-description"));
    let lasting = Some("/toegankelijkheid");
    let page = Page::new(&web, &reader, title, description, lasting, &Behind::tree()).await;
    let statement = Accessibility::new(page);
    answer(&statement.page, &statement)
}

impl Accessibility {
    pub(crate) fn new(page: Page) -> Self {
        let houses = u64::try_from(HOUSES_MAX).unwrap_or_default();
        let known_words = page.with("access-known-1", &[("count", houses.into())]);
        Self { page, known_words }
    }
}
