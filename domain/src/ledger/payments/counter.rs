//! What a till asks of payments: who may was asked before, by [`crate::ledger::tills`].

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use uuid::Uuid;

use super::error::PaymentError;
use super::model::{Asked, Moved};
use super::{answered, not_there, reading, store};
use crate::Domain;
use crate::ctx::Ctx;
use crate::id::{AccountId, PaymentRequestId, TransferId};
use crate::ledger::book::Posted;

/// What came into an account from a moment on, the latest first.
pub(in crate::ledger) async fn came_in(
    db: &impl ConnectionTrait,
    (of, since): (AccountId, DateTime<Utc>),
    most: u64,
) -> Result<Vec<Moved>, PaymentError> {
    let filters = (Some(since), None, Some(false));
    let rows = store::of_account(db, (of, i64::MAX), filters, most).await?;
    reading::told(db, of, rows).await
}

/// A transfer, as the account sees it to which it went.
pub(in crate::ledger) async fn came_to(
    db: &impl ConnectionTrait,
    (of, id): (AccountId, TransferId),
) -> Result<Moved, PaymentError> {
    let row = not_there(store::transfer(db, id).await?.filter(|it| it.transfer.credit == of))?;
    not_there(reading::told(db, of, vec![row]).await?.pop())
}

/// A request, as it stands.
pub(in crate::ledger) async fn request_of(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    id: PaymentRequestId,
) -> Result<Asked, PaymentError> {
    let row = not_there(store::asked(db, id).await?)?;
    not_there(reading::asked(ctx, db, (None, vec![row])).await?.pop())
}

/// The digest of what is asked at a till, as it is typed.
pub(in crate::ledger) fn said_at(domain: &Domain, what: &str, parts: &impl Serialize) -> String {
    answered::said(domain, what, parts)
}

/// What was answered to the same before.
pub(in crate::ledger) async fn said_before(
    db: &impl ConnectionTrait,
    at: (AccountId, Uuid),
    said: &str,
) -> Result<Option<Posted>, PaymentError> {
    answered::before(db, at, said).await
}
