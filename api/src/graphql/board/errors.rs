//! What goes wrong on the board: what a person can mend comes back as data, the rest is an error
//! of the request.

use koop_domain::agreements::error::AgreementError;
use koop_domain::alerts::error::AlertError;
use koop_domain::ctx::Actor;
use koop_domain::error::Kind;
use koop_domain::members::error::MemberError;
use koop_domain::posts::error::PostError;
use koop_web::texts;

use super::super::errors::{self, Wrong};
use super::super::user_errors::{Settled, UserError, UserErrorCode};
use super::super::visit::Visit;

/// Whoever is not signed in is asked to be, before anything is said of what they may.
pub(super) fn is_nobody(visit: &Visit, kind: Kind) -> bool {
    kind == Kind::Denied && !matches!(visit.ctx.actor, Actor::Member(_))
}

pub(super) fn signed_out(visit: &Visit) -> async_graphql::Error {
    errors::member_failed(visit, &MemberError::SignedOut)
}

/// A failure of a question to the board.
pub(crate) fn post_failed(visit: &Visit, error: &PostError) -> async_graphql::Error {
    match error {
        PostError::SignedOut => signed_out(visit),
        PostError::Invalid { field, problem } => {
            errors::wrong(visit, &Wrong::Field(field, *problem))
        }
        error if is_nobody(visit, error.kind()) => signed_out(visit),
        error => errors::of_kind(visit, error.kind(), error),
    }
}

/// A failure of a question about agreements.
pub(crate) fn agreement_failed(visit: &Visit, error: &AgreementError) -> async_graphql::Error {
    match error {
        AgreementError::SignedOut => signed_out(visit),
        AgreementError::Invalid { field, problem } => {
            errors::wrong(visit, &Wrong::Field(field, *problem))
        }
        error if is_nobody(visit, error.kind()) => signed_out(visit),
        error => errors::of_kind(visit, error.kind(), error),
    }
}

/// A failure of a question about alerts.
pub(crate) fn alert_failed(visit: &Visit, error: &AlertError) -> async_graphql::Error {
    match error {
        AlertError::SignedOut => signed_out(visit),
        AlertError::Invalid { field, problem } => {
            errors::wrong(visit, &Wrong::Field(field, *problem))
        }
        error if is_nobody(visit, error.kind()) => signed_out(visit),
        error => errors::of_kind(visit, error.kind(), error),
    }
}

/// What a verb made of a post, or what the person can mend.
pub(super) fn settle_post<T>(
    visit: &Visit,
    done: Result<T, PostError>,
) -> async_graphql::Result<Settled<T>> {
    use UserErrorCode as Code;
    let error = match done {
        Ok(made) => return Ok(Ok(made)),
        Err(error) => error,
    };
    let (field, code) = match &error {
        PostError::NotFound => (None, Code::NotFound),
        PostError::Denied(_) if !is_nobody(visit, Kind::Denied) => (None, Code::Denied),
        PostError::Invalid { field, .. } => (Some(*field), Code::Invalid),
        PostError::Contacts { fields } => (fields.first().copied(), Code::ContactInText),
        PostError::Guarded => (Some("category"), Code::Guarded),
        PostError::Child => (Some("category"), Code::Child),
        PostError::NoCommunity => (Some("community"), Code::NoCommunity),
        PostError::Conflict { .. } => (Some("expectedRevision"), Code::Conflict),
        PostError::TooMany { .. } => (None, Code::TooManyAttempts),
        PostError::Denied(_) | PostError::SignedOut | PostError::Index(_) | PostError::Db(_) => {
            return Err(post_failed(visit, &error));
        }
    };
    let message = texts::posts::post_error(visit.language, &error);
    let message = message.unwrap_or_else(|| errors::sentence(visit.language, error.kind()));
    let one = |field| UserError::new(field, code, message.clone());
    Ok(Err(match &error {
        PostError::Contacts { fields } => fields.iter().map(|it| one(Some(*it))).collect(),
        _ => vec![one(field)],
    }))
}

/// The same of an agreement.
pub(super) fn settle_agreement<T>(
    visit: &Visit,
    done: Result<T, AgreementError>,
) -> async_graphql::Result<Settled<T>> {
    use AgreementError as E;
    use UserErrorCode as Code;
    let error = match done {
        Ok(made) => return Ok(Ok(made)),
        Err(error) => error,
    };
    let (field, code) = match &error {
        E::NotFound => (None, Code::NotFound),
        E::Denied(_) if !is_nobody(visit, Kind::Denied) => (None, Code::Denied),
        E::Invalid { field, .. } => (Some(*field), Code::Invalid),
        E::Own => (None, Code::Own),
        E::Guarded => (None, Code::Guarded),
        E::Child => (None, Code::Child),
        E::Duplicate => (None, Code::Duplicate),
        E::Full => (Some("quantity"), Code::Full),
        E::Closed => (None, Code::Closed),
        E::TooEarly { .. } => (None, Code::TooEarly),
        E::NotNow => (None, Code::NotNow),
        E::Blocked => (None, Code::Blocked),
        E::TooMany { .. } => (None, Code::TooManyAttempts),
        // A photo comes in elsewhere, and what the books refuse stands apart.
        E::Photo(_)
        | E::Rejected(_)
        | E::Amount { .. }
        | E::Denied(_)
        | E::SignedOut
        | E::Sealed
        | E::Db(_) => {
            return Err(agreement_failed(visit, &error));
        }
    };
    let message = texts::agreement_error(visit.language, &error);
    let message = message.unwrap_or_else(|| errors::sentence(visit.language, error.kind()));
    Ok(Err(vec![UserError::new(field, code, message)]))
}

/// The same of alerts.
pub(super) fn settle_alert<T>(
    visit: &Visit,
    done: Result<T, AlertError>,
) -> async_graphql::Result<Settled<T>> {
    let error = match done {
        Ok(made) => return Ok(Ok(made)),
        Err(error) => error,
    };
    let (field, code) = match &error {
        AlertError::Denied(_) if !is_nobody(visit, Kind::Denied) => (None, UserErrorCode::Denied),
        AlertError::Invalid { field, .. } => (Some(*field), UserErrorCode::Invalid),
        error => return Err(alert_failed(visit, error)),
    };
    let message = texts::alert_error(visit.language, &error);
    let message = message.unwrap_or_else(|| errors::sentence(visit.language, error.kind()));
    Ok(Err(vec![UserError::new(field, code, message)]))
}
