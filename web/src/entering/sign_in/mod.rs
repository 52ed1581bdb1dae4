//! Signing in: by a password, or by a code that is mailed. Who is new does the same.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::members;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::Secret;
use serde::Deserialize;

use super::{after, let_in, wish};
use crate::Web;
use crate::drafts::goes_on;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

#[derive(Template)]
#[template(path = "entering/sign_in/sign_in.html")]
pub(crate) struct SignIn {
    pub page: Page,
    pub slips: Slips,
    pub email: Field,
    pub password: Field,
    /// Where to go from here.
    pub back: String,
    /// What has just happened.
    pub done: Option<String>,
}

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    email: String,
    wachtwoord: String,
    terug: String,
}

/// `GET /inloggen`
pub(crate) async fn get(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    let back = reader.value("terug").unwrap_or_default().to_owned();
    if reader.member().is_some() {
        return Ok(Redirect::to(after(&back)).into_response());
    }
    show(&web, &reader, "", &back, Slips::default()).await
}

/// `POST /inloggen`
pub(crate) async fn post(
    State(web): State<Web>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let pair = (typed.email.as_str(), &Secret::new(typed.wachtwoord));
    match members::sign_in(&reader.ctx, &web.site.domain, pair, &reader.origin).await {
        Ok(signed_in) => Ok(let_in(&web, &reader, &signed_in, &typed.terug).await),
        Err(error) => {
            let is_password = matches!(error, MemberError::WrongPassword);
            let slips = Slips::read(reader.language, error)?;
            let slips = if is_password { slips.beside("wachtwoord") } else { slips };
            show(&web, &reader, &typed.email, &typed.terug, slips).await
        }
    }
}

/// Shows the page, with what was typed.
pub(super) async fn show(
    web: &Web,
    reader: &Reader,
    email: &str,
    back: &str,
    slips: Slips,
) -> Result<Response, Failure> {
    let back = wish(back);
    let mut page = Page::own(web, reader, "sign-in-title", "sign-in-lead", &slips).await;
    page.here = super::sign_in_href(back);
    let status = slips.status();
    let done = reader.value("gedaan").and_then(|what| match what {
        "uit" => Some(page.t("sign-in-out")),
        "overal" => Some(page.t("sign-in-out-everywhere")),
        _ => None,
    });
    let done = done.or_else(|| goes_on(back).then(|| page.t("draft-waits")));
    let page = SignIn::new(page, email, back, done, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl SignIn {
    pub(crate) fn new(
        page: Page,
        email: &str,
        back: &str,
        done: Option<String>,
        slips: Slips,
    ) -> Self {
        let language = page.language;
        Self {
            email: Field::email(language, email, &slips),
            password: Field::password(language, "form-password", &slips),
            back: back.to_owned(),
            done,
            slips,
            page,
        }
    }
}
