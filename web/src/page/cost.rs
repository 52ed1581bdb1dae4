//! The live line of the footer: what this page cost, measured and not claimed.

use std::time::Instant;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

use crate::Web;
use crate::error::{Failure, Trouble};
use crate::reader::Reader;
use crate::texts;
use crate::visit::Visit;

/// What stands in the footer until the page is measured.
pub(crate) const MARK: &str = "\u{2026}kosten\u{2026}";
/// The largest page that is measured; ours are a hundredth of it.
const PAGE_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Turns trouble into a page, and writes into each page how large it is and how long it took.
///
/// Other origins are asked nothing: the content policy forbids it, so that number is no claim.
pub(crate) async fn measure(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let mut reader = Reader::of(&web, request.uri(), request.headers(), request.extensions());
    let visit = Visit::default();
    request.extensions_mut().insert(visit.clone());
    let mut response = next.run(request).await;
    if let Some(trouble) = response.extensions_mut().remove::<Trouble>() {
        reader.recognise(&web, &visit).await;
        response = crate::oops::page(&web, &reader, trouble).await;
    }
    visit.end(&web, &reader.ctx, &mut response);
    let is_page = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|it| it.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return response;
    }
    reader.recognise(&web, &visit).await;
    let (mut parts, body) = response.into_parts();
    let html = match to_bytes(body, PAGE_BYTES_MAX).await {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => return Failure::internal(&error).plain(),
    };
    // The footer comes last, so a place that is called like the mark keeps its name.
    let Some(at) = html.rfind(MARK) else {
        return Response::from_parts(parts, Body::from(html));
    };
    let kilobytes = html.len().div_ceil(1000);
    let milliseconds = started.elapsed().as_millis().max(1);
    let values = [
        ("kilobytes", kilobytes.to_string().into()),
        ("milliseconds", milliseconds.to_string().into()),
    ];
    let line = texts::text_with(reader.language, "page-cost", &values);
    let html = format!("{}{line}{}", &html[..at], &html[at + MARK.len()..]);
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(html))
}

/// A page that nobody measures says nothing about its cost.
pub(crate) fn without_mark(html: &str) -> String {
    html.replacen(MARK, "", 1)
}
