//! The public halves of the keys, for whoever checks our tokens: `/.well-known/jwks.json`.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jsonwebtoken::jwk::JwkSet;
use koop_domain::error::{Kind, chain};

use crate::app::Parts;
use crate::follow::housekeeping;

/// Where they are.
pub(crate) const PATH: &str = "/.well-known/jwks.json";
/// A new key signs within minutes, so nobody keeps the list for longer.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// The address of the keys.
pub(crate) fn router(parts: &Parts) -> Router {
    Router::new().route(PATH, get(keys)).with_state(parts.clone())
}

async fn keys(State(parts): State<Parts>) -> Response {
    let ctx = housekeeping(&parts);
    let keys = match parts.tokens.keys.shown(&ctx, &parts.domain).await {
        Ok(keys) => keys,
        Err(error) => {
            tracing::error!(error = chain(&error), "the signing keys cannot be shown");
            return match error.kind() {
                Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE.into_response(),
                _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            };
        }
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/jwk-set+json")),
        (header::CACHE_CONTROL, KEPT),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    match serde_json::to_vec(&JwkSet { keys }) {
        Ok(body) => (headers, body).into_response(),
        // Names and digits are JSON.
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
