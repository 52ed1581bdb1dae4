//! Errors as clients see them: a sentence in the reader's language and a stable code. Internal
//! text stays here: it is logged once, with its whole chain, and the client gets the request's
//! id to tell us.

use async_graphql::{Error, ErrorExtensions, Response, ServerError, Value};
use koop_domain::error::{Kind, chain};
use koop_domain::id::RequestId;
use koop_domain::language::Language;
use koop_domain::listings::error::{ListingError, Problem};
use koop_domain::media::error::MediaError;
use koop_domain::members::error::MemberError;
use koop_domain::profiles::error::ProfileError;
use koop_web::texts;

use super::visit::Visit;
use crate::app::TokenError;

/// The request could not be read as GraphQL.
pub(crate) const PARSE: &str = "GRAPHQL_PARSE_FAILED";
/// The request does not fit the schema, or is more than we do at once.
pub(crate) const VALIDATION: &str = "GRAPHQL_VALIDATION_FAILED";
/// The request asks for something that cannot be.
pub(crate) const BAD_INPUT: &str = "BAD_USER_INPUT";
/// A mutation where only questions may be asked.
pub(crate) const WRONG_METHOD: &str = "METHOD_NOT_ALLOWED";
/// Nobody is signed in, or the token holds no more.
pub(crate) const UNAUTHENTICATED: &str = "UNAUTHENTICATED";
/// Our own fault.
pub(crate) const INTERNAL: &str = "INTERNAL_SERVER_ERROR";

/// What is wrong with an argument, before the domain is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// A field breaks a rule that the domain knows.
    Field(&'static str, Problem),
    /// Of several fields exactly one is needed; the text's key says which.
    Choice(&'static str, &'static str),
}

/// The stable code of a kind of failure.
pub(crate) fn code(kind: Kind) -> &'static str {
    match kind {
        Kind::NotFound => "NOT_FOUND",
        Kind::Denied => "FORBIDDEN",
        Kind::Invalid => BAD_INPUT,
        Kind::Duplicate => "DUPLICATE",
        Kind::Conflict => "CONFLICT",
        Kind::Rejected => "REJECTED",
        Kind::TooMany => "TOO_MANY",
        Kind::Unavailable => "UNAVAILABLE",
        Kind::Internal => INTERNAL,
    }
}

/// An argument that cannot be, for the client.
pub(crate) fn wrong(visit: &Visit, error: &Wrong) -> Error {
    let (field, text) = match *error {
        Wrong::Field(field, problem) => (field, texts::problem(visit.language, field, problem)),
        Wrong::Choice(field, key) => (field, texts::text(visit.language, key)),
    };
    Error::new(text).extend_with(|_, extensions| {
        extensions.set("code", BAD_INPUT);
        extensions.set("field", field);
    })
}

/// A failure of a verb, for the client; logged if it is no fault of theirs.
pub(crate) fn failed(visit: &Visit, error: &ListingError) -> Error {
    if let ListingError::Invalid { field, problem } = error {
        return wrong(visit, &Wrong::Field(field, *problem));
    }
    of_kind(visit, error.kind(), error)
}

/// A failure of a verb about members that is nothing a person can mend in the input.
pub(crate) fn member_failed(visit: &Visit, error: &MemberError) -> Error {
    if matches!(error, MemberError::SignedOut) {
        let text = texts::text(visit.language, "member-signed-out");
        return Error::new(text).extend_with(|_, extensions| {
            extensions.set("code", UNAUTHENTICATED);
        });
    }
    of_kind(visit, error.kind(), error)
}

/// A failure of a verb about photos that is nothing a person can mend in the input.
pub(crate) fn media_failed(visit: &Visit, error: &MediaError) -> Error {
    of_kind(visit, error.kind(), error)
}

/// A token that could not be given out.
pub(crate) fn token_failed(visit: &Visit, error: &TokenError) -> Error {
    of_kind(visit, error.kind(), error)
}

/// A failure of some kind, for the client; logged if it is no fault of theirs.
pub(crate) fn of_kind(visit: &Visit, kind: Kind, error: &dyn std::error::Error) -> Error {
    let request_id = visit.ctx.request_id.to_string();
    if matches!(kind, Kind::Internal | Kind::Unavailable) {
        tracing::error!(request_id, error = chain(error), "a query failed");
    }
    of_logged(visit, kind)
}

/// The same of what is in the log already.
pub(crate) fn of_logged(visit: &Visit, kind: Kind) -> Error {
    let request_id = visit.ctx.request_id.to_string();
    Error::new(sentence(visit.language, kind)).extend_with(|_, extensions| {
        extensions.set("code", code(kind));
        extensions.set("requestId", request_id.as_str());
    })
}

/// A token that does not hold.
pub(crate) fn unauthenticated(language: Language) -> Response {
    let mut error = ServerError::new(texts::text(language, "member-wrong-token"), None);
    error.extensions.get_or_insert_default().set("code", UNAUTHENTICATED);
    Response::from_errors(vec![error])
}

/// A profile as which somebody may not act.
pub(crate) fn not_acting(language: Language, error: &ProfileError) -> Response {
    let (text, code) = match error {
        ProfileError::SignedOut => (texts::text(language, "member-signed-out"), UNAUTHENTICATED),
        error => (texts::text(language, "profile-not-yours"), code(error.kind())),
    };
    let mut error = ServerError::new(text, None);
    error.extensions.get_or_insert_default().set("code", code);
    Response::from_errors(vec![error])
}

/// The sentence for a failure that has no field.
pub(crate) fn sentence(language: Language, kind: Kind) -> String {
    let key = match kind {
        Kind::NotFound => "api-not-found",
        Kind::Denied => "api-denied",
        Kind::Unavailable => "api-unavailable",
        Kind::TooMany => "api-too-many",
        Kind::Internal => "api-internal",
        Kind::Invalid | Kind::Duplicate | Kind::Conflict | Kind::Rejected => "api-refused",
    };
    texts::text(language, key)
}

/// A failure where no visit has begun.
pub(crate) fn unvisited(language: Language, kind: Kind, id: Option<RequestId>) -> Response {
    let mut error = ServerError::new(sentence(language, kind), None);
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("code", code(kind));
    if let Some(id) = id {
        extensions.set("requestId", id.to_string());
    }
    Response::from_errors(vec![error])
}

/// A request that cannot be read at all; these sentences are for who writes the client.
pub(crate) fn bad_request(why: &str) -> Response {
    let mut error = ServerError::new(why, None);
    error.extensions.get_or_insert_default().set("code", "BAD_REQUEST");
    Response::from_errors(vec![error])
}

/// Whether a mutation came by a way on which only questions may be asked.
pub(crate) fn is_wrong_method(answer: &Response) -> bool {
    let wrong = Value::from(WRONG_METHOD);
    let has_code = |e: &ServerError| e.extensions.as_ref()?.get("code").map(|code| *code == wrong);
    answer.errors.iter().any(|error| has_code(error).unwrap_or(false))
}

/// Gives every error a code. What the library says before it executes is about the document;
/// what it says while it executes is about a value that does not fit its scalar.
pub(crate) fn give_codes(response: &mut Response) {
    for error in &mut response.errors {
        let extensions = error.extensions.get_or_insert_default();
        if extensions.get("code").is_some() {
            continue;
        }
        let code = if error.path.is_empty() { VALIDATION } else { BAD_INPUT };
        extensions.set("code", code);
    }
}
