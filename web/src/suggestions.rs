//! Suggestions while typing, for the script that improves the search box.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, VARY};
use koop_domain::listings;
use koop_domain::listings::search::{SuggestQuery, Suggestion};
use serde::Serialize;

use crate::Web;
use crate::error::Failure;
use crate::reader::Reader;
use crate::results::suggestion;

/// As many as fit above a telephone's keyboard.
const SUGGESTIONS: u32 = 8;

/// What the script reads.
#[derive(Serialize)]
struct Suggestions {
    suggestions: Vec<Row>,
}

/// One suggestion: its words, whether it is a place or a category, and where it leads.
#[derive(Serialize)]
struct Row {
    text: String,
    kind: &'static str,
    href: String,
}

/// `GET /suggesties?q=…`
pub(crate) async fn get(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    let text = reader.value("q").unwrap_or_default().to_owned();
    let query = SuggestQuery { text, language: reader.language, first: SUGGESTIONS };
    let found = listings::suggest(&reader.ctx, &web.site.domain, query).await?;
    let row = |it: Suggestion| {
        let kind = match &it {
            Suggestion::Listing { .. } => "listing",
            Suggestion::Category { .. } => "category",
        };
        let link = suggestion(reader.language, it);
        Row { text: link.label, kind, href: link.href }
    };
    let body = Suggestions { suggestions: found.into_iter().map(row).collect() };
    // Typing back and forth asks the same again; a minute later the answer may differ.
    let headers = [(CACHE_CONTROL, "private, max-age=60"), (VARY, "accept-language, cookie")];
    Ok((headers, Json(body)).into_response())
}
