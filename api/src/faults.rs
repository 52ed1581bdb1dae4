//! A way out of what goes wrong outside the handlers: a panic, or an answer that takes too
//! long. Who asked for a page gets a page, who asked the API gets its form of an error.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use koop_domain::error::Kind;
use koop_domain::id::RequestId;

use crate::graphql;

/// What is kept of a request to answer it when its handler does not.
pub(crate) struct Asked {
    id: Option<RequestId>,
    api: bool,
    headers: HeaderMap,
}

impl Asked {
    /// Keeps it.
    pub(crate) fn of(request: &Request) -> Self {
        Self {
            id: request.extensions().get::<RequestId>().copied(),
            api: request.uri().path() == graphql::PATH,
            headers: request.headers().clone(),
        }
    }

    /// Answers that it went wrong.
    pub(crate) fn answer(&self, kind: Kind) -> Response {
        if self.api {
            return graphql::fault(kind, &self.headers, self.id);
        }
        koop_web::fault_page(&self.headers, kind, self.id)
    }
}

/// Answers 500 when what is inside panics. The state that a panic may leave half-changed lives
/// behind transactions and the index's own swap, so going on is safe.
pub(crate) async fn catch_panic(request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    answer.unwrap_or_else(|panic| {
        let request_id = asked.id.map(|id| id.to_string());
        tracing::error!(request_id, panic = words(panic.as_ref()), "a request panicked");
        // What panicked may panic again while its answer is made.
        let answer = AssertUnwindSafe(|| asked.answer(Kind::Internal));
        std::panic::catch_unwind(answer)
            .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    })
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no words")
}
