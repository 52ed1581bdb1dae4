//! What went wrong, as a page: the one place where kinds of failure become HTTP statuses.

use std::error::Error;

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use koop_domain::agreements::error::AgreementError;
use koop_domain::alerts::error::AlertError;
use koop_domain::audit::error::AuditError;
use koop_domain::communities::error::CommunityError;
use koop_domain::drafts::error::DraftError;
use koop_domain::error::{Kind, chain};
use koop_domain::helpdesk::error::HelpdeskError;
use koop_domain::imports::error::ImportError;
use koop_domain::imports::tables::error::TableError;
use koop_domain::ledger::accounts::error::AccountError;
use koop_domain::ledger::currencies::error::CurrencyError;
use koop_domain::ledger::issuing::error::IssuingError;
use koop_domain::ledger::passes::error::PassError;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::tills::error::TillError;
use koop_domain::listings::error::ListingError;
use koop_domain::media::error::MediaError;
use koop_domain::members::error::MemberError;
use koop_domain::posts::error::PostError;
use koop_domain::posts::saved::error::SavedError;
use koop_domain::profiles::error::ProfileError;

/// A failure on its way to the reader. Its text stays in the house; only the kind goes on, and
/// what was said for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure(Trouble);

/// The mark on an answer that still has to become a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub kind: Kind,
    /// What the page says instead of the words of its kind.
    pub words: Option<String>,
    /// After how many seconds trying again makes sense.
    pub retry_s: Option<u64>,
}

impl Failure {
    /// There is no such page.
    pub(crate) const NOT_FOUND: Self = Self::of(Kind::NotFound);

    /// The request comes from a page that is not ours.
    pub(crate) const DENIED: Self = Self::of(Kind::Denied);
    /// A part of the house does not answer.
    pub(crate) const UNAVAILABLE: Self = Self::of(Kind::Unavailable);
    /// The request makes no sense.
    pub(crate) const INVALID: Self = Self::of(Kind::Invalid);

    const fn of(kind: Kind) -> Self {
        Self(Trouble { kind, words: None, retry_s: None })
    }

    /// The same failure, told in words of its own.
    pub(crate) fn told(self, words: String) -> Self {
        Self(Trouble { words: Some(words), ..self.0 })
    }

    /// What it means to whoever asked.
    pub(crate) fn kind(&self) -> Kind {
        self.0.kind
    }

    /// There is no place left for now, told in the reader's words.
    pub(crate) fn busy(words: String, retry_s: u64) -> Self {
        let retry_s = Some(retry_s);
        Self(Trouble { kind: Kind::Unavailable, words: Some(words), retry_s })
    }

    /// Our own fault; logged here, once, with its whole chain.
    pub(crate) fn internal(error: &dyn Error) -> Self {
        tracing::error!(error = chain(error), "a page failed");
        Self::of(Kind::Internal)
    }

    /// The answer when not even the page about trouble can be made.
    pub(crate) fn plain(self) -> Response {
        (status(self.0.kind), "Er ging iets mis. Probeer het opnieuw.").into_response()
    }
}

impl From<ListingError> for Failure {
    fn from(error: ListingError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "the directory failed");
        }
        Self::of(kind)
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "what sources say could not be read");
        }
        Self::of(kind)
    }
}

impl From<TableError> for Failure {
    fn from(error: TableError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "a table could not be read or brought in");
        }
        Self::of(kind)
    }
}

impl From<MemberError> for Failure {
    fn from(error: MemberError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "what members asked failed");
        }
        Self::of(kind)
    }
}

impl From<CommunityError> for Failure {
    fn from(error: CommunityError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "what a community asked failed");
        }
        Self::of(kind)
    }
}

impl From<AuditError> for Failure {
    fn from(error: AuditError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "the log could not be read");
        }
        Self::of(kind)
    }
}

impl From<ProfileError> for Failure {
    fn from(error: ProfileError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "what people asked of one another failed");
        }
        Self::of(kind)
    }
}

impl From<MediaError> for Failure {
    fn from(error: MediaError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "photos failed");
        }
        Self::of(kind)
    }
}

impl From<PostError> for Failure {
    fn from(error: PostError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "the board failed");
        }
        Self::of(kind)
    }
}

impl From<SavedError> for Failure {
    fn from(error: SavedError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "kept questions failed");
        }
        Self::of(kind)
    }
}

impl From<DraftError> for Failure {
    fn from(error: DraftError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "drafts failed");
        }
        Self::of(kind)
    }
}

impl From<AgreementError> for Failure {
    fn from(error: AgreementError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "what two agree on failed");
        }
        Self::of(kind)
    }
}

impl From<AlertError> for Failure {
    fn from(error: AlertError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "what members are told failed");
        }
        Self::of(kind)
    }
}

impl From<HelpdeskError> for Failure {
    fn from(error: HelpdeskError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "the desk for help failed");
        }
        Self::of(kind)
    }
}

impl From<CurrencyError> for Failure {
    fn from(error: CurrencyError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "currencies failed");
        }
        Self::of(kind)
    }
}

impl From<AccountError> for Failure {
    fn from(error: AccountError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "accounts failed");
        }
        Self::of(kind)
    }
}

impl From<PaymentError> for Failure {
    fn from(error: PaymentError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "paying failed");
        }
        Self::of(kind)
    }
}

impl From<PassError> for Failure {
    fn from(error: PassError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "cards failed");
        }
        Self::of(kind)
    }
}

impl From<TillError> for Failure {
    fn from(error: TillError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "a till failed");
        }
        Self::of(kind)
    }
}

impl From<IssuingError> for Failure {
    fn from(error: IssuingError) -> Self {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = chain(&error), "issuing failed");
        }
        Self::of(kind)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = status(self.0.kind).into_response();
        response.extensions_mut().insert(self.0);
        response
    }
}

/// The HTTP status of a kind of failure.
#[must_use]
pub fn status(kind: Kind) -> StatusCode {
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
