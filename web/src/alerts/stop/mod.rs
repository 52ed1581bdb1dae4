//! No more mails, by the one button that a mail leads to. Nobody has to sign in for it, and
//! opening the page ends nothing: programs that look at mails open what stands in them.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use koop_domain::alerts;

use crate::Web;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

#[derive(Template)]
#[template(path = "alerts/stop/stop.html")]
pub(crate) struct StopPage {
    pub page: Page,
    pub secret: String,
    /// What came of it: whether the link still worked; none: the button was not pressed yet.
    pub stopped: Option<bool>,
}

/// `GET /meldingen/stop/{secret}`
pub(crate) async fn get(
    State(web): State<Web>,
    reader: Reader,
    Path(secret): Path<String>,
) -> Result<Response, Failure> {
    show(&web, &reader, secret, None).await
}

/// `POST /meldingen/stop/{secret}`
pub(crate) async fn post(
    State(web): State<Web>,
    reader: Reader,
    Path(secret): Path<String>,
) -> Result<Response, Failure> {
    let stopped = alerts::stop(&reader.ctx, &web.site.domain, &secret).await?;
    show(&web, &reader, secret, Some(stopped)).await
}

async fn show(
    web: &Web,
    reader: &Reader,
    secret: String,
    stopped: Option<bool>,
) -> Result<Response, Failure> {
    let slips = Slips::default();
    let mut page = Page::own(web, reader, "alert-stop-title", "alert-stop-lead", &slips).await;
    // A secret leads nowhere but here: neither to signing in nor to choosing a language.
    "/".clone_into(&mut page.here);
    page.sign_in = crate::entering::sign_in_href(super::LIST);
    let status = if stopped == Some(false) { StatusCode::NOT_FOUND } else { StatusCode::OK };
    let page = StopPage { page, secret, stopped };
    answer_privately(status, &page.page, &page)
}
