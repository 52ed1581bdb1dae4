//! Signing out: this device is forgotten, here and in the browser.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::members::error::MemberError;
use koop_domain::members::sessions;

use crate::Web;
use crate::cookies::{DRAFT, SESSION};
use crate::error::Failure;
use crate::reader::Reader;
use crate::visit::Who;

/// `POST /uitloggen`
pub(crate) async fn post(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    match &reader.who {
        // Who believes to be signed out must be.
        Who::Unsure => return Err(Failure::UNAVAILABLE),
        Who::Member(_) => match sessions::end(&reader.ctx, &web.site.domain, None).await {
            Ok(()) | Err(MemberError::NotFound) => {}
            Err(error) => return Err(error.into()),
        },
        Who::Visitor | Who::Gone => {}
    }
    let mut response = Redirect::to("/inloggen?gedaan=uit").into_response();
    SESSION.forget(&web.site, response.headers_mut());
    // Whoever sits here next does not go on with it.
    DRAFT.forget(&web.site, response.headers_mut());
    Ok(response)
}
