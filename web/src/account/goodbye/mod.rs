//! Goodbye: a member has gone, and nothing of theirs is kept.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::Web;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::street;

#[derive(Template)]
#[template(path = "account/goodbye/goodbye.html")]
pub(crate) struct Goodbye {
    pub page: Page,
    pub street: String,
}

/// `GET /tot-ziens`
pub(crate) async fn get(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    let slips = Slips::default();
    let page = Page::own(&web, &reader, "goodbye-title", "goodbye-lead", &slips).await;
    let street = street::empty_street_svg(crate::art::sky(reader.ctx.now));
    let page = Goodbye { page, street };
    answer_privately(slips.status(), &page.page, &page)
}
