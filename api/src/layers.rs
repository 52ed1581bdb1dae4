//! What holds for every request: limits on the inside; a log line, headers and a way out of a
//! panic on the outside.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{self, HeaderName};
use axum::middleware::{self, Next};
use axum::response::Response;
use koop_domain::error::Kind;
use koop_domain::id::RequestId;
use tokio::sync::Semaphore;
use tower_http::compression::CompressionLayer;

use crate::app::Parts;
use crate::{config, faults, uploads};

/// The largest body of a request: a query, its variables, and room to spare.
pub(crate) const BODY_MAX_BYTES: usize = 64 * 1024;
/// How long a request may take, the wait for a place included.
const REQUEST_MAX: Duration = Duration::from_secs(10);
/// How many requests are worked on at once; the next ones wait for a place.
const AT_ONCE_MAX: usize = 256;
/// How long a photo may take to come in, over the line of a telephone.
const UPLOAD_MAX: Duration = Duration::from_secs(120);
/// How many photos come in at once, each of which is kept in memory; slow lines among them take no
/// place from those who read.
const UPLOADS_AT_ONCE_MAX: usize = 16;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
/// A year, as the strictest checklists ask.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Puts the limits around the doors.
pub(crate) fn limited(doors: Router) -> Router {
    let places = Arc::new(Places::default());
    doors
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
        .layer(middleware::from_fn_with_state(places, in_time))
        .layer(CompressionLayer::new())
}

/// Puts the log, the headers and the way out of a panic around everything.
pub(crate) fn observed(all: Router, parts: &Parts) -> Router {
    all.layer(middleware::from_fn(faults::catch_panic))
        .layer(middleware::from_fn_with_state(Arc::new(Headers::new(parts)), add_headers))
        .layer(middleware::from_fn_with_state(Arc::new(parts.clone()), log_request))
}

/// The headers that every answer carries, unless it brings its own.
struct Headers(Vec<(HeaderName, HeaderValue)>);

impl Headers {
    fn new(parts: &Parts) -> Self {
        let mut headers = vec![
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
            (
                PERMISSIONS_POLICY,
                HeaderValue::from_static("geolocation=(self), camera=(), microphone=()"),
            ),
        ];
        let tiles = parts.tiles.as_ref().and_then(|tiles| config::origin(&tiles.url));
        if let Ok(policy) = HeaderValue::try_from(content_policy(tiles.as_deref())) {
            headers.push((header::CONTENT_SECURITY_POLICY, policy));
        }
        if parts.base_url.starts_with("https://") {
            headers.push((header::STRICT_TRANSPORT_SECURITY, HSTS));
        }
        Self(headers)
    }
}

/// Nothing but our own files, and pictures of the operator's tiles: no inline script, no other
/// origin, no frame around us.
fn content_policy(tiles: Option<&str>) -> String {
    let tiles = tiles.map(|origin| format!(" {origin}")).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{tiles}; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    )
}

async fn add_headers(
    State(headers): State<Arc<Headers>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in &headers.0 {
        response.headers_mut().entry(name).or_insert_with(|| value.clone());
    }
    response
}

/// Names the request, and writes one line when it is answered. The query string stays out of
/// the log: it may say where somebody is.
async fn log_request(
    State(parts): State<Arc<Parts>>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = RequestId(parts.ids.next());
    request.extensions_mut().insert(id);
    let method = request.method().clone();
    let path = without_secret(request.uri().path()).to_owned();
    let route = request.extensions().get::<MatchedPath>().map(|route| route.as_str().to_owned());
    let began = Instant::now();
    let mut response = next.run(request).await;
    let status = response.status().as_u16();
    let latency_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let route = route.as_deref();
    tracing::info!(%method, path, route, status, latency_ms, request_id = %id, "answered");
    if let Ok(value) = HeaderValue::try_from(id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// A path without the secret in it, of a mailed link, a card, or what pairs a till, which whoever
/// reads the log could use.
fn without_secret(path: &str) -> &str {
    const LINKS: [&str; 4] = ["/link/", "/meldingen/stop/", "/pas/", "/kassa/koppelen/"];
    let ends = LINKS.iter().filter_map(|link| Some(path.find(link)? + link.len()));
    ends.min().map_or(path, |end| &path[..end])
}

/// The places for those who are answered, and for photos that come in.
struct Places {
    all: Semaphore,
    uploads: Semaphore,
}

impl Default for Places {
    fn default() -> Self {
        let [all, uploads] = [AT_ONCE_MAX, UPLOADS_AT_ONCE_MAX].map(Semaphore::new);
        Self { all, uploads }
    }
}

/// Waits for a place and then for the answer, but not for ever.
async fn in_time(State(places): State<Arc<Places>>, request: Request, next: Next) -> Response {
    let asked = faults::Asked::of(&request);
    let (places, longest) = match uploads::is_upload(&request) {
        true => (&places.uploads, UPLOAD_MAX),
        false => (&places.all, REQUEST_MAX),
    };
    let answer = async {
        // Nobody closes the semaphore; if somebody did, there would be no limit but time.
        let _place = places.acquire().await.ok();
        next.run(request).await
    };
    match tokio::time::timeout(longest, answer).await {
        Ok(response) => response,
        Err(_) => asked.answer(Kind::Unavailable),
    }
}

#[cfg(test)]
mod tests {
    use super::{content_policy, without_secret};

    #[test]
    fn the_secret_of_a_link_stays_out_of_the_log() {
        assert_eq!(without_secret("/inloggen/link/5ecre7"), "/inloggen/link/");
        assert_eq!(without_secret("/mijn/adres/link/5ecre7/x"), "/mijn/adres/link/");
        assert_eq!(without_secret("/meldingen/stop/5ecre7"), "/meldingen/stop/");
        assert_eq!(without_secret("/pas/5ecre7"), "/pas/");
        assert_eq!(without_secret("/kassa/koppelen/5ecre7"), "/kassa/koppelen/");
        assert_eq!(without_secret("/kassa/koppelen"), "/kassa/koppelen");
        assert_eq!(without_secret("/plek/link"), "/plek/link");
    }

    #[test]
    fn only_tiles_may_come_from_elsewhere() {
        assert!(!content_policy(None).contains("http"));
        let policy = content_policy(Some("https://tiles.example"));
        assert!(policy.contains("img-src 'self' data: https://tiles.example;"));
        assert_eq!(policy.matches("https:").count(), 1);
    }
}
