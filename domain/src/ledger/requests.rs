//! Somebody asks to be paid: an account, or whoever has the link.

use chrono::{DateTime, TimeDelta, Utc};

use super::account::AccountState;
use super::amount::Amount;
use super::book::{Book, PaymentRequest, PaymentRequestState, Posted, TransferKind};
use super::chain::Hash;
use super::model::{REQUEST_DAYS, fits_step, in_term, passable, pay_promised};
use super::moving::Way;
use super::rejected::Rejected;
use crate::id::{AccountId, PaymentRequestId, TransferId};

pub(super) fn request(
    book: &mut Book,
    (payer, payee): (Option<AccountId>, AccountId),
    (id, amount): (PaymentRequestId, Amount),
    (now, expires_at): (DateTime<Utc>, Option<DateTime<Utc>>),
) -> Result<Posted, Rejected> {
    let expires_at = expires_at.unwrap_or(now + TimeDelta::days(REQUEST_DAYS));
    match payer {
        Some(debit) => {
            fits_step(book, amount)?;
            passable(book, Way { debit, credit: payee, amount })?;
        }
        None => receives(book, payee, amount)?,
    }
    in_term(now, expires_at)?;
    let request = PaymentRequest {
        id,
        payer,
        payee,
        amount,
        state: PaymentRequestState::Waiting,
        expires_at,
    };
    book.requests.insert(id, request);
    Ok(Posted { request: Some(id), ..Posted::default() })
}

pub(super) fn accept(
    book: &mut Book,
    named: (AccountId, PaymentRequestId),
    (id, note): (TransferId, Hash),
    now: DateTime<Utc>,
) -> Result<Posted, Rejected> {
    let (payer, request) = named;
    let asked = |it: &PaymentRequest| it.payer.is_none_or(|asked| asked == payer);
    let request = waiting(book, request, asked, now)?.clone();
    let way = Way { debit: payer, credit: request.payee, amount: request.amount };
    let paid = pay_promised(book, way, (id, TransferKind::Payment, note), now)?;
    let state = PaymentRequestState::Accepted;
    let request = PaymentRequest { state, payer: Some(payer), ..request };
    book.requests.insert(request.id, request);
    Ok(Posted { request: Some(named.1), ..paid })
}

pub(super) fn decline(
    book: &mut Book,
    (by, request): (AccountId, PaymentRequestId),
    now: DateTime<Utc>,
) -> Result<Posted, Rejected> {
    let asked = |it: &PaymentRequest| it.payer == Some(by) || it.payee == by;
    let it = waiting(book, request, asked, now)?.clone();
    let state =
        if it.payee == by { PaymentRequestState::TakenBack } else { PaymentRequestState::Declined };
    book.requests.insert(request, PaymentRequest { state, ..it });
    Ok(Posted { request: Some(request), ..Posted::default() })
}

/// The request, while it can be answered.
fn waiting(
    book: &Book,
    id: PaymentRequestId,
    asked: impl Fn(&PaymentRequest) -> bool,
    now: DateTime<Utc>,
) -> Result<&PaymentRequest, Rejected> {
    let found = book.requests.get(&id).filter(|it| asked(it));
    let request = found.ok_or(Rejected::RequestUnknown)?;
    let waits = request.state == PaymentRequestState::Waiting && request.expires_at > now;
    if waits { Ok(request) } else { Err(Rejected::RequestEnded) }
}

/// Whether an account may receive an amount at all, of whomever.
fn receives(book: &Book, payee: AccountId, amount: Amount) -> Result<(), Rejected> {
    fits_step(book, amount)?;
    match book.accounts.get(&payee).ok_or(Rejected::PayeeUnknown)?.state {
        AccountState::Closed => Err(Rejected::PayeeClosed),
        AccountState::Frozen => Err(Rejected::PayeeFrozen),
        AccountState::Open => Ok(()),
    }
}

/// What was asked and is over ends.
pub(super) fn expire(book: &mut Book, payee: AccountId, now: DateTime<Utc>) {
    for request in book.requests.values_mut() {
        let waits = request.state == PaymentRequestState::Waiting;
        if waits && request.payee == payee && request.expires_at <= now {
            request.state = PaymentRequestState::Expired;
        }
    }
}
