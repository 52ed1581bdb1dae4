//! What was answered before under the same id: looked up first, so that a payment sent again is
//! answered as before, whatever has become of who was paid.

use sea_orm::ConnectionTrait;
use serde::Serialize;
use uuid::Uuid;

use super::error::PaymentError;
use super::store;
use crate::Domain;
use crate::id::AccountId;
use crate::ledger::book::Posted;
use crate::ledger::journal::Outcome;
use crate::ledger::rejected::Rejected;
use crate::ledger::said;

/// The digest of what somebody asks as they typed it, under the secret of the house: nobody reads
/// words out of it once they are gone.
pub(super) fn said(domain: &Domain, what: &str, parts: &impl Serialize) -> String {
    // Nothing in it has a key that JSON cannot hold.
    let parts = serde_json::to_string(parts).unwrap_or_default();
    said::digest(domain.db.tries_key(), what, &parts)
}

/// The first answer to the same; none where nothing was answered yet, or where nobody knows any
/// more what had been asked, also because the house has another secret since: then the books say
/// whether it is the same.
///
/// # Errors
/// [`PaymentError::Rejected`]: what was refused the first time, or other content under the same id.
pub(super) async fn before(
    db: &impl ConnectionTrait,
    at: (AccountId, Uuid),
    is: &str,
) -> Result<Option<Posted>, PaymentError> {
    same(store::answered(db, at).await?, is)
}

/// The same of what was found.
pub(super) fn same(
    found: Option<(Outcome, Option<String>)>,
    is: &str,
) -> Result<Option<Posted>, PaymentError> {
    let Some((outcome, was)) = found else { return Ok(None) };
    match was.and_then(|was| said::is_same(&was, is)) {
        None => Ok(None),
        Some(true) => Ok(Some(outcome?)),
        Some(false) => Err(Rejected::ExistsWithDifferentContent.into()),
    }
}
