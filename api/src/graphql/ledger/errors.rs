//! What goes wrong with paying: what the books refuse comes back as `rejected`, what else a person
//! can mend as `userErrors`, never both; the rest is an error of the request.

use async_graphql::SimpleObject;
use koop_domain::ctx::Actor;
use koop_domain::error::Kind;
use koop_domain::ledger::accounts::error::AccountError;
use koop_domain::ledger::currencies::error::CurrencyError;
use koop_domain::ledger::issuing::error::IssuingError;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::rejected::Rejected;
use koop_domain::members::error::MemberError;
use koop_web::texts;

use super::super::errors::{self, Wrong};
use super::super::user_errors::{Settled, UserError, UserErrorCode};
use super::super::visit::Visit;
use super::terms::LedgerRejection;

/// Why the books refused. Sent again with the same id, it is refused again, the same way. Only an
/// amount that no books could hold, one that is no number, is none, has too many digits after the
/// point or is too large, is refused before them: that is not kept under the id, and judged anew.
#[derive(Debug, SimpleObject)]
#[graphql(name = "Rejected")]
pub(crate) struct Rejection {
    /// Which reason it is.
    code: LedgerRejection,
    /// The same in words, and what to do.
    message: String,
}

/// What kept something from being done: the books, or what a person can mend.
#[derive(Debug, Default)]
pub(super) struct Stopped {
    pub(super) rejected: Option<Rejection>,
    pub(super) user_errors: Vec<UserError>,
}

impl Rejection {
    pub(crate) fn of(visit: &Visit, why: Rejected) -> Self {
        Self { code: why.into(), message: texts::ledger_rejected(visit.language, why) }
    }

    /// The same of what a card does not pay, to whose till it is.
    pub(super) fn of_card(visit: &Visit, why: Rejected) -> Self {
        let message = texts::pass_error(visit.language, &why.into(), |_| String::new());
        Self { message: message.unwrap_or_default(), ..Self::of(visit, why) }
    }
}

/// Nobody is asked anything about money before they are signed in.
pub(super) fn signed_in(visit: &Visit) -> async_graphql::Result<()> {
    match visit.ctx.actor {
        Actor::Member(_) => Ok(()),
        Actor::Visitor | Actor::Operator => Err(signed_out(visit)),
    }
}

fn signed_out(visit: &Visit) -> async_graphql::Error {
    errors::member_failed(visit, &MemberError::SignedOut)
}

/// A failure of a question about payments.
pub(super) fn payment_failed(visit: &Visit, error: &PaymentError) -> async_graphql::Error {
    match error {
        PaymentError::SignedOut => signed_out(visit),
        PaymentError::Invalid { field, problem } => {
            errors::wrong(visit, &Wrong::Field(field, *problem))
        }
        error => errors::of_kind(visit, error.kind(), error),
    }
}

/// A failure of a question about currencies.
pub(super) fn currency_failed(visit: &Visit, error: &CurrencyError) -> async_graphql::Error {
    errors::of_kind(visit, error.kind(), error)
}

/// What a question found; nothing where it is not for the actor to know.
pub(super) fn told<T>(
    visit: &Visit,
    found: Result<T, PaymentError>,
) -> async_graphql::Result<Option<T>> {
    match found {
        Ok(it) => Ok(Some(it)),
        Err(error) if matches!(error.kind(), Kind::NotFound | Kind::Denied) => Ok(None),
        Err(error) => Err(payment_failed(visit, &error)),
    }
}

/// What a person can mend, in words; what has none is told by its kind.
pub(super) fn to_mend(
    visit: &Visit,
    (field, code): (Option<&'static str>, UserErrorCode),
    words: Option<String>,
    kind: Kind,
) -> UserError {
    let message = words.unwrap_or_else(|| errors::sentence(visit.language, kind));
    UserError::new(field, code, message)
}

/// What a verb made of it, or what kept it from being done.
pub(super) fn settle_payment<T>(
    visit: &Visit,
    done: Result<T, PaymentError>,
) -> async_graphql::Result<Result<T, Stopped>> {
    let error = match done {
        Ok(made) => return Ok(Ok(made)),
        Err(PaymentError::Rejected(why)) => {
            let rejected = Some(Rejection::of(visit, why));
            return Ok(Err(Stopped { rejected, ..Stopped::default() }));
        }
        Err(error) => error,
    };
    let (field, code) = match &error {
        PaymentError::NotFound => (None, UserErrorCode::NotFound),
        PaymentError::Denied(_) | PaymentError::OwnCase => (None, UserErrorCode::Denied),
        PaymentError::Invalid { field, .. } => (Some(*field), UserErrorCode::Invalid),
        PaymentError::TooMany { .. } => (None, UserErrorCode::TooManyAttempts),
        error => return Err(payment_failed(visit, error)),
    };
    let words = texts::payment_error(visit.language, &error);
    let user_errors = vec![to_mend(visit, (field, code), words, error.kind())];
    Ok(Err(Stopped { user_errors, ..Stopped::default() }))
}

/// The same of what is issued, handed out or handed in.
pub(super) fn settle_issuing<T>(
    visit: &Visit,
    done: Result<T, IssuingError>,
) -> async_graphql::Result<Result<T, Stopped>> {
    use IssuingError as E;
    let error = match done {
        Ok(made) => return Ok(Ok(made)),
        Err(E::Rejected(why)) => {
            let rejected = Some(Rejection::of(visit, why));
            return Ok(Err(Stopped { rejected, ..Stopped::default() }));
        }
        Err(E::Payment(error)) => return settle_payment(visit, Err(error)),
        Err(error) => error,
    };
    let (field, code) = match &error {
        E::NotFound => (None, UserErrorCode::NotFound),
        E::Denied(_) | E::OwnCase | E::SamePerson => (None, UserErrorCode::Denied),
        E::Invalid { field, .. } => (Some(*field), UserErrorCode::Invalid),
        E::BudgetSpent { .. } => (Some("amount"), UserErrorCode::Invalid),
        E::Ended | E::NotIssued | E::NoEuros | E::TooMany => (None, UserErrorCode::Invalid),
        E::SignedOut => return Err(signed_out(visit)),
        error => return Err(errors::of_kind(visit, error.kind(), error)),
    };
    let words = texts::issuing_error(visit.language, &error);
    let user_errors = vec![to_mend(visit, (field, code), words, error.kind())];
    Ok(Err(Stopped { user_errors, ..Stopped::default() }))
}

/// What a question about issuing found; nothing where it is not for the actor to know.
pub(super) fn issuing_failed<T>(
    visit: &Visit,
    found: Result<T, IssuingError>,
) -> async_graphql::Result<Option<T>> {
    match found {
        Ok(it) => Ok(Some(it)),
        Err(IssuingError::SignedOut) => Err(signed_out(visit)),
        Err(error) if matches!(error.kind(), Kind::NotFound | Kind::Denied) => Ok(None),
        Err(error) => Err(errors::of_kind(visit, error.kind(), &error)),
    }
}

/// The same of an account that is opened.
pub(super) fn settle_account<T>(
    visit: &Visit,
    done: Result<T, AccountError>,
    not_found: &'static str,
) -> async_graphql::Result<Settled<T>> {
    let error = match done {
        Ok(made) => return Ok(Ok(made)),
        Err(error) => error,
    };
    let (field, code) = match &error {
        AccountError::NotFound => (Some(not_found), UserErrorCode::NotFound),
        AccountError::Denied(_) | AccountError::OwnCase => (None, UserErrorCode::Denied),
        AccountError::Invalid { field, .. } => (Some(*field), UserErrorCode::Invalid),
        AccountError::SignedOut => return Err(signed_out(visit)),
        error => return Err(errors::of_kind(visit, error.kind(), error)),
    };
    let words = texts::account_error(visit.language, &error);
    Ok(Err(vec![to_mend(visit, (field, code), words, error.kind())]))
}

/// The same of a currency that is named.
pub(super) fn settle_currency<T>(
    visit: &Visit,
    found: Result<T, CurrencyError>,
) -> async_graphql::Result<Settled<T>> {
    let error = match found {
        Ok(found) => return Ok(Ok(found)),
        Err(error) => error,
    };
    let CurrencyError::NotFound = error else { return Err(currency_failed(visit, &error)) };
    let words = texts::currency_error(visit.language, &error);
    let about = (Some("currency"), UserErrorCode::NotFound);
    Ok(Err(vec![to_mend(visit, about, words, error.kind())]))
}
