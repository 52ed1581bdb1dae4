//! A password that was forgotten: a mailed code lets in, and with it comes a new one.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::Way;
use crate::Web;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

#[derive(Template)]
#[template(path = "entering/forgotten/forgotten.html")]
pub(crate) struct Forgotten {
    pub page: Page,
    pub slips: Slips,
    pub email: Field,
}

/// `GET /wachtwoord-vergeten`
pub(crate) async fn get(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    show(&web, &reader, &Way::default(), Slips::default()).await
}

/// Shows the page, with what was typed.
pub(super) async fn show(
    web: &Web,
    reader: &Reader,
    typed: &Way,
    slips: Slips,
) -> Result<Response, Failure> {
    let mut page = Page::own(web, reader, "forgotten-title", "forgotten-lead", &slips).await;
    page.here = "/wachtwoord-vergeten".to_owned();
    let status = slips.status();
    let page = Forgotten::new(page, &typed.email, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl Forgotten {
    pub(crate) fn new(page: Page, email: &str, slips: Slips) -> Self {
        Self { email: Field::email(page.language, email, &slips), slips, page }
    }
}
