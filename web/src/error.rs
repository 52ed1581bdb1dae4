//! What went wrong, as a page: the one place where kinds of failure become HTTP statuses.

use std::error::Error;

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use koop_domain::error::{Kind, chain};
use koop_domain::imports::error::ImportError;
use koop_domain::listings::error::ListingError;

/// A failure on its way to the reader. Its text stays in the house; only the kind goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Failure(Kind);

/// The mark on an answer that still has to become a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trouble(pub Kind);

impl Failure {
    /// There is no such page.
    pub(crate) const NOT_FOUND: Self = Self(Kind::NotFound);

    /// The request comes from a page that is not ours.
    pub(crate) const DENIED: Self = Self(Kind::Denied);
    /// The request makes no sense.
    pub(crate) const INVALID: Self = Self(Kind::Invalid);

    /// Our own fault; logged here, once, with its whole chain.
    pub(crate) fn internal(error: &dyn Error) -> Self {
        tracing::error!(error = chain(error), "a page failed");
        Self(Kind::Internal)
    }

    /// The answer when not even the page about trouble can be made.
    pub(crate) fn plain(self) -> Response {
        (status(self.0), "Er ging iets mis. Probeer het opnieuw.").into_response()
    }
}

impl From<ListingError> for Failure {
    fn from(error: ListingError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "the directory failed");
        }
        Self(kind)
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "what sources say could not be read");
        }
        Self(kind)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = status(self.0).into_response();
        response.extensions_mut().insert(Trouble(self.0));
        response
    }
}

/// The HTTP status of a kind of failure.
pub(crate) fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Denied => StatusCode::FORBIDDEN,
        Kind::Invalid => StatusCode::BAD_REQUEST,
        Kind::Duplicate | Kind::Conflict => StatusCode::CONFLICT,
        Kind::Rejected => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
