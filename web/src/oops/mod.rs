//! When it does not work: what happened in plain words, and a way on.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderValue};
use koop_domain::error::Kind;
use koop_domain::id::RequestId;
use koop_domain::language::Language;

use crate::behind::Behind;
use crate::error::{Failure, Trouble, status};
use crate::page::{Page, answer_as, without_mark};
use crate::reader::{self, Reader};
use crate::texts;
use crate::{Web, street};

#[derive(Template)]
#[template(path = "oops/oops.html")]
pub(crate) struct Oops {
    pub page: Page,
    pub street: String,
    pub heading: String,
    pub words: String,
    pub text: String,
    pub code: Option<String>,
}

/// The page about trouble.
pub(crate) async fn page(web: &Web, reader: &Reader, trouble: Trouble) -> Response {
    let Trouble { kind, words, retry_s } = trouble;
    // What was looked for is offered again: `/bakker` is a search that missed its box.
    let text = match (kind, &words) {
        (Kind::NotFound, None) => words_of(&reader.path),
        _ => String::new(),
    };
    let (title, usual) = sentences(reader.language, kind);
    let words = words.unwrap_or(usual);
    let code = ours(kind).then(|| reader.ctx.request_id.to_string());
    let page =
        Page::new(web, reader, title.clone(), words.clone(), None, &Behind::typing(&text)).await;
    let sky = crate::art::sky(reader.ctx.now);
    let street = street::empty_street_svg(sky);
    let oops = Oops { page, street, heading: title, words, text, code };
    let mut response = answer_as(status(kind), &oops.page, &oops).unwrap_or_else(Failure::plain);
    if let Some(seconds) = retry_s {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The page for a fault that took even the handler down, or for an answer that took too long
/// (`Kind::Unavailable`). It asks the house nothing.
#[must_use]
pub fn fault_page(headers: &HeaderMap, kind: Kind, request: Option<RequestId>) -> Response {
    let language = reader::chosen(headers).unwrap_or_else(|| texts::negotiate(headers));
    let (title, words) = match kind {
        Kind::Unavailable => {
            (texts::text(language, "oops-slow"), texts::text(language, "oops-slow-words"))
        }
        kind => sentences(language, kind),
    };
    let page = Page::bare(language, title.clone(), words.clone(), &Behind::tree());
    let street = street::empty_street_svg(street::Sky::Night);
    let code = request.map(|id| id.to_string());
    let oops = Oops { page, street, heading: title, words, text: String::new(), code };
    match oops.render() {
        Ok(html) => (status(kind), Html(without_mark(&html))).into_response(),
        Err(error) => Failure::internal(&error).plain(),
    }
}

fn sentences(language: Language, kind: Kind) -> (String, String) {
    let (title, words) = match kind {
        Kind::NotFound => ("oops-not-found", "oops-not-found-words"),
        Kind::Denied => ("oops-denied", "oops-denied-words"),
        Kind::Unavailable | Kind::TooMany => ("oops-busy", "oops-busy-words"),
        Kind::Internal => ("oops-internal", "oops-internal-words"),
        Kind::Invalid | Kind::Duplicate | Kind::Conflict | Kind::Rejected => {
            ("oops-invalid", "oops-invalid-words")
        }
    };
    (texts::text(language, title), texts::text(language, words))
}

/// Whether the fault is ours, so that a number helps to find it in the log.
fn ours(kind: Kind) -> bool {
    matches!(kind, Kind::Internal | Kind::Unavailable)
}

/// The last part of an address as words: `/plek/bakker-jansen` is "bakker jansen".
fn words_of(path: &str) -> String {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let decoded = percent_encoding::percent_decode_str(last).decode_utf8_lossy();
    let words: Vec<&str> =
        decoded.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let words = words.join(" ");
    words.chars().take(koop_domain::listings::search::TEXT_MAX).collect()
}
