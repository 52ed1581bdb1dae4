//! Becoming a member: a name and an address; the rest is the same as signing in.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::{HOME, Way, wish};
use crate::Web;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

#[derive(Template)]
#[template(path = "entering/sign_up/sign_up.html")]
pub(crate) struct SignUp {
    pub page: Page,
    pub slips: Slips,
    pub name: Field,
    pub email: Field,
    pub back: String,
}

/// `GET /aanmelden`
pub(crate) async fn get(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    if reader.member().is_some() {
        return Ok(Redirect::to(HOME).into_response());
    }
    let back = reader.value("terug").unwrap_or_default().to_owned();
    show(&web, &reader, &Way { back, ..Way::default() }, Slips::default()).await
}

/// Shows the page, with what was typed.
pub(super) async fn show(
    web: &Web,
    reader: &Reader,
    typed: &Way,
    slips: Slips,
) -> Result<Response, Failure> {
    let mut page = Page::own(web, reader, "sign-up-title", "sign-up-lead", &slips).await;
    page.here = "/aanmelden".to_owned();
    let status = slips.status();
    let page = SignUp::new(page, typed, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl SignUp {
    pub(crate) fn new(page: Page, typed: &Way, slips: Slips) -> Self {
        let language = page.language;
        Self {
            name: Field::name(language, &typed.name, &slips),
            email: Field::email(language, &typed.email, &slips),
            back: wish(&typed.back).to_owned(),
            slips,
            page,
        }
    }
}
