//! Style sheets, scripts, fonts and pictures, carried by the binary.
//!
//! `make build` leaves them in `web/dist` under names that contain a hash of their content, each
//! beside its Brotli and gzip form. So a browser may keep them for ever, and nothing is compressed
//! while somebody waits. Without `web/dist` (a fresh clone, `cargo nextest run`) the table is
//! empty: pages still compile and still work, only unstyled.

use std::borrow::Cow;

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use http::{HeaderMap, HeaderValue, StatusCode};

/// A name with a hash never changes its content.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// A name without one, or with another build's, may.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
/// What a browser asks for on its own.
const FAVICON: &str = "icon-32.png";

/// A file of `web/dist`.
struct Asset {
    /// The name it has in the sources.
    name: &'static str,
    /// The name it has here, with the hash.
    file: &'static str,
    /// Where it is served.
    url: &'static str,
    /// As it is.
    plain: &'static [u8],
    /// Packed by Brotli, if that makes it smaller.
    brotli: Option<&'static [u8]>,
    /// Packed by gzip, if that makes it smaller.
    gzip: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of an asset by its plain name: `app.css` is at `/assets/app-1A2B3C4D.css`.
///
/// A name that was not built keeps its plain address, which answers 404: a page without its
/// style is a page, a page that panics is none.
#[must_use]
pub fn url(name: &str) -> Cow<'static, str> {
    match ASSETS.iter().find(|it| it.name == name) {
        Some(asset) => Cow::Borrowed(asset.url),
        None => Cow::Owned(format!("/assets/{name}")),
    }
}

/// The address of an asset that was built; a link to what is not there leads nowhere.
#[must_use]
pub(crate) fn built(name: &str) -> Option<&'static str> {
    ASSETS.iter().find(|it| it.name == name).map(|it| it.url)
}

/// The routes under which the assets are served.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/assets/{file}", get(asset))
        .route("/favicon.ico", get(|headers: HeaderMap| async move { serve(FAVICON, &headers) }))
}

async fn asset(Path(file): Path<String>, headers: HeaderMap) -> Response {
    serve(&file, &headers)
}

fn serve(file: &str, headers: &HeaderMap) -> Response {
    // While nodes are being replaced, a page of one build may ask a node of another.
    let plain_name = without_hash(file);
    let exact = ASSETS.iter().find(|it| it.file == file);
    let Some(asset) = exact.or_else(|| ASSETS.iter().find(|it| it.name == plain_name)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (encoding, body) = pick(asset, headers);
    let etag = format!("\"{}{}\"", asset.file, encoding.unwrap_or_default());
    let mut answer = if known(headers, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        body.into_response()
    };
    let out = answer.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(asset.file)));
    out.insert(CACHE_CONTROL, if exact.is_some() { FOR_EVER } else { ASK_AGAIN });
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if let Ok(etag) = HeaderValue::try_from(etag) {
        out.insert(ETAG, etag);
    }
    answer
}

/// The smallest form that the browser reads.
fn pick(asset: &Asset, headers: &HeaderMap) -> (Option<&'static str>, &'static [u8]) {
    if let Some(bytes) = asset.brotli.filter(|_| accepts(headers, "br")) {
        return (Some("br"), bytes);
    }
    if let Some(bytes) = asset.gzip.filter(|_| accepts(headers, "gzip")) {
        return (Some("gzip"), bytes);
    }
    (None, asset.plain)
}

/// Whether `Accept-Encoding` names an encoding without refusing it (`br;q=0`).
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let offers = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|it| it.to_str().ok());
    offers.flat_map(|it| it.split(',')).any(|offer| {
        let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
        let weight = weight.trim().strip_prefix("q=").and_then(|q| q.trim().parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case(encoding) && weight.is_none_or(|q| q > 0.0)
    })
}

/// Whether the browser says that it has this very file.
pub(crate) fn known(headers: &HeaderMap, etag: &str) -> bool {
    let seen = headers.get_all(IF_NONE_MATCH).iter().filter_map(|it| it.to_str().ok());
    seen.flat_map(|it| it.split(',')).any(|it| it.trim().trim_start_matches("W/") == etag)
}

/// `app-1A2B3C4D.css` is `app.css`.
fn without_hash(file: &str) -> Cow<'_, str> {
    let hashed = file.rsplit_once('-').and_then(|(stem, rest)| {
        let (hash, extension) = rest.split_once('.')?;
        let is_hash = hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_alphanumeric());
        is_hash.then(|| format!("{stem}.{extension}"))
    });
    hashed.map_or(Cow::Borrowed(file), Cow::Owned)
}

fn media_type(file: &str) -> &'static str {
    match file.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "png" => "image/png",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static STYLE: Asset = Asset {
        name: "app.css",
        file: "app-1A2B3C4D.css",
        url: "/assets/app-1A2B3C4D.css",
        plain: b"plain",
        brotli: Some(b"brotli"),
        gzip: Some(b"gzip"),
    };

    fn asking(accept_encoding: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(accept_encoding));
        headers
    }

    #[test]
    fn the_smallest_form_that_the_browser_reads_is_sent() {
        assert_eq!(pick(&STYLE, &asking("gzip, deflate, br")).0, Some("br"));
        assert_eq!(pick(&STYLE, &asking("gzip, br;q=0")).0, Some("gzip"));
        assert_eq!(pick(&STYLE, &asking("GZIP;q=0.5")).0, Some("gzip"));
        assert_eq!(pick(&STYLE, &asking("identity")), (None, &b"plain"[..]));
        assert_eq!(pick(&STYLE, &HeaderMap::new()), (None, &b"plain"[..]));
    }

    #[test]
    fn a_hash_is_told_from_a_word() {
        assert_eq!(without_hash("app-1A2B3C4D.css"), "app.css");
        assert_eq!(without_hash("icon-32.png"), "icon-32.png");
        assert_eq!(without_hash("app.css"), "app.css");
    }

    #[test]
    fn a_name_that_was_not_built_keeps_an_address() {
        assert_eq!(url("never-built.css"), "/assets/never-built.css");
        assert_eq!(serve("never-built.css", &HeaderMap::new()).status(), StatusCode::NOT_FOUND);
        assert_eq!(built("never-built.css"), None);
    }

    #[test]
    fn what_others_made_has_its_licence_beside_it() {
        let found = |name: &str| ASSETS.iter().find(|it| it.name == name);
        if found("app.css").is_none() {
            return;
        }
        let Some(asset) = found("licences.txt") else { panic!("there are assets and no licences") };
        assert_eq!(built("licences.txt"), Some(asset.url));
        let text = std::str::from_utf8(asset.plain).unwrap();
        for made in
            ["Volodymyr Agafonkin", "Apache License", "SIL OPEN FONT LICENSE", "MIT License"]
        {
            assert!(text.contains(made), "{made}");
        }
    }

    #[test]
    fn a_built_asset_may_be_kept_for_ever_and_is_not_sent_twice() {
        for asset in ASSETS {
            let first = serve(asset.file, &asking("br"));
            assert_eq!(first.status(), StatusCode::OK, "{}", asset.file);
            assert_eq!(first.headers()[CACHE_CONTROL], FOR_EVER);
            assert_ne!(first.headers()[CONTENT_TYPE], "application/octet-stream");
            let mut again = asking("br");
            again.insert(IF_NONE_MATCH, first.headers()[ETAG].clone());
            assert_eq!(serve(asset.file, &again).status(), StatusCode::NOT_MODIFIED);
            assert_eq!(serve(asset.name, &asking("br")).headers()[CACHE_CONTROL], ASK_AGAIN);
        }
    }
}
