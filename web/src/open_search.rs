//! How a browser searches here from its address bar: OpenSearch, a description with a template
//! for pages and one for suggestions while typing.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY};
use koop_domain::listings;
use koop_domain::listings::search::SuggestQuery;
use serde_json::json;

use crate::error::Failure;
use crate::reader::Reader;
use crate::results::suggestion;
use crate::texts;
use crate::xml::{element, escape};
use crate::{Web, assets};

/// As many as a browser shows below its address bar.
const SUGGESTIONS: u32 = 8;
/// The name in a browser's list; the format allows sixteen characters.
const SHORT_NAME: &str = "Koop Lokaal";
/// What a description is, to a browser.
const DESCRIPTION: &str = "application/opensearchdescription+xml; charset=utf-8";
/// What suggestions are, to a browser.
const SUGGESTED: &str = "application/x-suggestions+json; charset=utf-8";

/// `GET /opensearch.xml`
pub(crate) async fn description(State(web): State<Web>, reader: Reader) -> impl IntoResponse {
    let base = escape(&web.site.base_url);
    let language = reader.language;
    let icon = |name: &str, size: u32, kind: &str| {
        let url = assets::url(name);
        format!(r#"<Image width="{size}" height="{size}" type="{kind}">{base}{url}</Image>"#)
    };
    let parts = [
        element("ShortName", SHORT_NAME),
        element("Description", &texts::text(language, "home-description")),
        element("InputEncoding", "UTF-8"),
        element("Language", language.code()),
        icon("icon-32.png", 32, "image/png"),
        icon("icon.svg", 64, "image/svg+xml"),
        format!(
            r#"<Url type="text/html" rel="results" template="{base}/zoeken?q={{searchTerms}}"/>"#
        ),
        format!(
            r#"<Url type="application/x-suggestions+json" rel="suggestions" template="{base}/suggesties.json?q={{searchTerms}}"/>"#
        ),
        format!(
            r#"<Url type="application/opensearchdescription+xml" rel="self" template="{base}/opensearch.xml"/>"#
        ),
    ];
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n{}\n</OpenSearchDescription>\n",
        parts.join("\n")
    );
    ([(CONTENT_TYPE, DESCRIPTION), (VARY, "accept-language, cookie")], xml)
}

/// `GET /suggesties.json?q=…`: the words, what they may become, nothing about that, and where
/// it leads.
pub(crate) async fn suggestions(
    State(web): State<Web>,
    reader: Reader,
) -> Result<Response, Failure> {
    let text = reader.value("q").unwrap_or_default().to_owned();
    let query = SuggestQuery { text: text.clone(), language: reader.language, first: SUGGESTIONS };
    let found = listings::suggest(&reader.ctx, &web.site.domain, query).await?;
    let base = &web.site.base_url;
    let links: Vec<_> = found.into_iter().map(|it| suggestion(reader.language, it)).collect();
    let words: Vec<&str> = links.iter().map(|it| it.label.as_str()).collect();
    let addresses: Vec<String> = links.iter().map(|it| format!("{base}{}", it.href)).collect();
    let said = vec![""; words.len()];
    let headers = [
        (CONTENT_TYPE, SUGGESTED),
        (CACHE_CONTROL, "private, max-age=60"),
        (VARY, "accept-language, cookie"),
    ];
    Ok((headers, json!([text, words, said, addresses]).to_string()).into_response())
}
