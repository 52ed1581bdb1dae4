//! Two words about health: `/healthz` says that the process lives, `/readyz` that it can answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use koop_domain::Domain;

/// Whether the index holds what the database held when the server started.
#[derive(Clone, Debug, Default)]
pub struct Readiness(Arc<AtomicBool>);

impl Readiness {
    /// The index has caught up.
    pub fn caught_up(&self) {
        self.0.store(true, Ordering::Release);
    }

    fn has_caught_up(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// The two addresses.
pub(crate) fn router(domain: Domain, readiness: Readiness) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .with_state((domain, readiness))
}

/// Ready, or the part that is waited for.
async fn ready(
    State((domain, readiness)): State<(Domain, Readiness)>,
) -> (StatusCode, &'static str) {
    match koop_migrations::is_current(domain.db.reader()).await {
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "database\n"),
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, "schema\n"),
        Ok(true) if !readiness.has_caught_up() => (StatusCode::SERVICE_UNAVAILABLE, "index\n"),
        Ok(true) => (StatusCode::OK, "ready\n"),
    }
}
