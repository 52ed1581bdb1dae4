//! Signing out: this device is forgotten, here and in the browser.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::members::error::MemberError;
use koop_domain::members::sessions;
use serde::Deserialize;

use super::sign_in_href;
use crate::Web;
use crate::cookies::{DRAFT, SESSION};
use crate::error::Failure;
use crate::reader::Reader;
use crate::visit::Who;

/// What was sent.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    /// Where somebody else goes on, or the same person at another address.
    terug: String,
}

/// `POST /uitloggen`
pub(crate) async fn post(
    State(web): State<Web>,
    reader: Reader,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Failure> {
    match &reader.who {
        // Who believes to be signed out must be.
        Who::Unsure => return Err(Failure::UNAVAILABLE),
        Who::Member(_) => match sessions::end(&reader.ctx, &web.site.domain, None).await {
            Ok(()) | Err(MemberError::NotFound) => {}
            Err(error) => return Err(error.into()),
        },
        Who::Visitor | Who::Gone => {}
    }
    // Who sends nothing along goes nowhere from there.
    let Form(typed) = typed.unwrap_or_default();
    let door = sign_in_href(&typed.terug);
    let joint = if door.contains('?') { '&' } else { '?' };
    let mut response = Redirect::to(&format!("{door}{joint}gedaan=uit")).into_response();
    SESSION.forget(&web.site, response.headers_mut());
    // Whoever sits here next does not go on with it.
    DRAFT.forget(&web.site, response.headers_mut());
    Ok(response)
}
