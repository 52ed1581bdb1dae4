//! What somebody wrote at length in a form that has nowhere to wait, and sends after their session
//! ended: they get it back on a page from which it can be sent once more.

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::Method;
use http::header::CONTENT_TYPE;

use super::refused;
use crate::Web;
use crate::board::rough;
use crate::desk::HELP;
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::reader::Reader;
use crate::texts;

/// Forms above this hold more than anybody typed, in bytes.
const HELD_MAX_BYTES: usize = 128 * 1024;
/// From how many characters on words are worth more than being led to where one signs in.
const WORTH_CHARS: usize = 30;
/// In names of fields whose words are never shown again.
const SECRETS: [&str; 2] = ["wachtwoord", "code"];

/// On an answer that says that nobody is signed in, and nothing was done.
#[derive(Clone, Copy)]
pub(crate) struct NotDone;

/// Gives back what was written where the answer is that its writer is signed in no more.
pub(crate) async fn hold(State(web): State<Web>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !is_short_form(&request) {
        return next.run(request).await;
    }
    let reader = Reader::of(&web, request.uri(), request.headers(), request.extensions());
    let (parts, body) = request.into_parts();
    // Cut off on its way: half a form is none.
    let Ok(bytes) = to_bytes(body, HELD_MAX_BYTES).await else {
        return Failure::INVALID.into_response();
    };
    let response = next.run(Request::from_parts(parts, Body::from(bytes.clone()))).await;
    if response.extensions().get::<NotDone>().is_none() {
        return response;
    }
    // What somebody said on the telephone is not asked of them twice, however short it was.
    let typed: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes).unwrap_or_default();
    if !(is_worth_it(&typed) || reader.path.starts_with(HELP)) {
        return response;
    }
    let slips = Slips::in_all(texts::text(reader.language, "draft-signed-out"));
    let typed = rough(&reader.path, Typed(typed));
    let page = refused(&web, &reader, typed, slips).await;
    page.unwrap_or_else(IntoResponse::into_response)
}

fn is_short_form(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let is_form = kind.is_some_and(|it| it.starts_with("application/x-www-form-urlencoded"));
    let most = request.body().size_hint().upper();
    is_form && most.is_some_and(|it| it <= HELD_MAX_BYTES as u64)
}

fn is_worth_it(typed: &[(String, String)]) -> bool {
    let is_secret = |name: &str| SECRETS.iter().any(|it| name.contains(it));
    let is_written = |(name, value): &(String, String)| {
        name != super::WHOSE
            && value.contains(char::is_whitespace)
            && value.chars().count() >= WORTH_CHARS
    };
    !typed.iter().any(|(name, _)| is_secret(name)) && typed.iter().any(is_written)
}
