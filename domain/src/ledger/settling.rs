//! Who leaves settles with the fund first, and their account is closed.
//!
//! Nothing keeps somebody from being forgotten: no limit, no account that stands still, and no
//! quarrel about a hold. Their own side goes to nothing, so it is the fund alone that may come to
//! owe more than it may: what one member leaves owing all others bear.

use chrono::{DateTime, Utc};

use super::account::{AccountKind, AccountState};
use super::amount::Amount;
use super::book::{
    Book, Hold, HoldState, PaymentRequest, PaymentRequestState, Posted, TransferKind,
};
use super::chain::Hash;
use super::holds;
use super::moving::{Draft, Moves, Way};
use super::rejected::Rejected;
use crate::id::{AccountId, TransferId};

pub(super) fn leave(
    book: &mut Book,
    account: AccountId,
    (id, note): (TransferId, Hash),
    now: DateTime<Utc>,
) -> Result<Posted, Rejected> {
    let leaver = book.accounts.get(&account).ok_or(Rejected::PayerUnknown)?;
    if matches!(leaver.kind, AccountKind::Fund | AccountKind::Issuer) {
        return Err(Rejected::PayerUnknown);
    }
    if leaver.state == AccountState::Closed {
        return Err(Rejected::PayerClosed);
    }
    let balance = leaver.balance().minor();
    let fund = book.rules.fund.ok_or(Rejected::PayeeUnknown)?;
    let mut moves = Moves::new(book);
    if let Ok(amount) = Amount::new(balance.abs()) {
        let (debit, credit) = if balance > 0 { (account, fund) } else { (fund, account) };
        let draft = Draft::of(id, TransferKind::Settlement, note);
        moves.unlimited(Way { debit, credit, amount }, draft)?;
    }
    let transfers = moves.write(now);
    // Nothing refuses any more.
    end_holds(book, account);
    end_requests(book, account);
    if let Some(leaver) = book.accounts.get_mut(&account) {
        (leaver.state, leaver.is_settled) = (AccountState::Closed, true);
    }
    Ok(Posted { transfers, ..Posted::default() })
}

fn end_holds(book: &mut Book, account: AccountId) {
    let standing = book.holds.values().filter(|it| it.state == HoldState::Standing);
    let theirs = standing.filter(|it| it.payer == account || it.payee == account);
    let theirs: Vec<Hold> = theirs.cloned().collect();
    for hold in theirs {
        holds::end(book, &hold, HoldState::Released);
    }
}

fn end_requests(book: &mut Book, account: AccountId) {
    let waits = |it: &&mut PaymentRequest| it.state == PaymentRequestState::Waiting;
    for it in book.requests.values_mut().filter(waits) {
        if it.payee == account {
            it.state = PaymentRequestState::TakenBack;
        } else if it.payer == Some(account) {
            it.state = PaymentRequestState::Declined;
        }
    }
}
