//! Two words about health: `/healthz` says that the process lives, `/readyz` that it can answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use koop_domain::Domain;
use tokio::time::timeout;

/// How long the database may take to answer: a load balancer does not wait for ever.
const DATABASE_MAX: Duration = Duration::from_secs(2);

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
    let current = koop_migrations::is_current(domain.db.reader());
    match timeout(DATABASE_MAX, current).await {
        Err(_) | Ok(Err(_)) => (StatusCode::SERVICE_UNAVAILABLE, "database\n"),
        Ok(Ok(false)) => (StatusCode::SERVICE_UNAVAILABLE, "schema\n"),
        Ok(Ok(true)) if !readiness.has_caught_up() => (StatusCode::SERVICE_UNAVAILABLE, "index\n"),
        Ok(Ok(true)) => (StatusCode::OK, "ready\n"),
    }
}
