//! The books' one rule, without a database: what is asked, of these books, at this moment, gives
//! these books or a refusal. The same history gives the same books, byte for byte.
//!
//! | phase | what happens |
//! | --- | --- |
//! | 1 answered | a key that was there before gets its first answer |
//! | 2 named | currency, accounts, hold, request and transfer are looked up |
//! | 3 allowed | states and limits, in the order of [`Rejected`] |
//! | 4 moved | on copies; the books are changed once nothing can refuse any more |
//! | 5 chained | each transfer gets the next number and the hash of the one before |

use chrono::{DateTime, Utc};

use super::account::{Account, AccountKind, AccountState, Limits};
use super::amount::Amount;
use super::book::{Answer, Book, Posted, TransferKind};
use super::chain::Hash;
use super::command::{Ask, Command};
use super::moving::{Draft, Moves, Way};
use super::rejected::Rejected;
use super::{holds, requests, reversing, settling};
use crate::id::{AccountId, TransferId};

/// How long an amount can stay set apart, or asked for, in days: a loan of a year and a week.
pub const TERM_DAYS_MAX: i64 = 372;
/// For how many days somebody is asked to pay, where nobody says.
pub const REQUEST_DAYS: i64 = 30;

/// Posts a command. A clock that was set back refuses nobody: a transfer has the later of `now` and
/// the moment of the one before it, and what has an end is judged by `now`, by which the end was
/// set.
///
/// # Errors
/// The first reason of [`Rejected`] that holds; the books are as they were then, but for the
/// answer that they keep.
pub fn post(book: &mut Book, command: &Command, now: DateTime<Utc>) -> Result<Posted, Rejected> {
    let key = (command.account, command.key);
    if let Some(answer) = book.answers.get(&key) {
        let same = answer.asked == command.ask.digest();
        return if same {
            answer.outcome.clone()
        } else {
            Err(Rejected::ExistsWithDifferentContent)
        };
    }
    let outcome = settle(book, command, now);
    let answer = Answer { asked: command.ask.digest(), outcome: outcome.clone() };
    book.answers.insert(key, answer);
    outcome
}

fn settle(book: &mut Book, command: &Command, now: DateTime<Utc>) -> Result<Posted, Rejected> {
    let account = command.account;
    match command.ask {
        Ask::Pay { id, to, amount, kind, note } => {
            pay(book, Way { debit: account, credit: to, amount }, (id, kind, note), now)
        }
        Ask::Hold { id, to, amount, expires_at } => {
            holds::hold(book, Way { debit: account, credit: to, amount }, id, (now, expires_at))
        }
        Ask::Capture { id, hold, amount, note } => {
            holds::capture(book, (account, hold), amount, (id, note), now)
        }
        Ask::Release { hold } => holds::release(book, (account, hold)),
        Ask::Dispute { hold, disputed } => holds::dispute(book, (account, hold), disputed),
        Ask::Request { id, from, amount, expires_at } => {
            requests::request(book, (from, account), (id, amount), (now, expires_at))
        }
        Ask::Accept { id, request, note } => {
            requests::accept(book, (account, request), (id, note), now)
        }
        Ask::Decline { request } => requests::decline(book, (account, request), now),
        Ask::Reverse { id, transfer, note, decided } => {
            reversing::reverse(book, (account, transfer), (id, note, decided), now)
        }
        Ask::Open { kind, limits } => open(book, account, kind, limits),
        Ask::Limit { limits } => limit(book, account, limits),
        Ask::Become { state } => become_state(book, account, state),
        Ask::Settle { id, note } => settling::leave(book, account, (id, note), now),
        Ask::Expire => {
            holds::expire(book, account, now);
            requests::expire(book, account, now);
            Ok(Posted::default())
        }
    }
}

fn pay(
    book: &mut Book,
    way: Way,
    (id, kind, note): (TransferId, TransferKind, Hash),
    now: DateTime<Utc>,
) -> Result<Posted, Rejected> {
    // What was handed in was set apart before, by the step of then.
    match kind {
        TransferKind::Redemption => is_on(book)?,
        _ => fits_step(book, way.amount)?,
    }
    pay_promised(book, way, (id, kind, note), now)
}

/// Pays what was asked or set apart before: a step that changed since strands nothing.
pub(super) fn pay_promised(
    book: &mut Book,
    way: Way,
    (id, kind, note): (TransferId, TransferKind, Hash),
    now: DateTime<Utc>,
) -> Result<Posted, Rejected> {
    is_on(book)?;
    passable(book, way)?;
    let mut moves = Moves::new(book);
    moves.ordinary(way, Draft::of(id, kind, note))?;
    moves.levied(way, id, kind)?;
    Ok(Posted { transfers: moves.write(now), ..Posted::default() })
}

fn open(
    book: &mut Book,
    id: AccountId,
    kind: AccountKind,
    limits: Limits,
) -> Result<Posted, Rejected> {
    if book.accounts.contains_key(&id) {
        return Err(Rejected::ExistsWithDifferentContent);
    }
    if !limits.are_sound() {
        return Err(Rejected::LimitsInvalid);
    }
    book.accounts.insert(id, Account::opened(id, book.currency, kind, limits));
    Ok(Posted::default())
}

/// Limits may be drawn closer than the balance lies, and then there is only the way back. They
/// never cut into what is set apart: that is promised.
fn limit(book: &mut Book, id: AccountId, limits: Limits) -> Result<Posted, Rejected> {
    let account = book.accounts.get_mut(&id).ok_or(Rejected::PayerUnknown)?;
    if account.state == AccountState::Closed {
        return Err(Rejected::PayerClosed);
    }
    let changed = Account { limits, ..account.clone() };
    let cuts_payer = account.reserved > 0 && changed.available().is_some_and(|it| it < 0);
    let cuts_payee = account.expected > 0 && changed.room().is_some_and(|it| it < 0);
    let is_unlimited = match account.kind {
        AccountKind::Issuer => true,
        // Levies find no full fund: a payment would fail for something that is no concern of its.
        AccountKind::Fund => limits.max.is_some(),
        _ => false,
    };
    if !limits.are_sound() || cuts_payer || cuts_payee || is_unlimited {
        return Err(Rejected::LimitsInvalid);
    }
    *account = changed;
    Ok(Posted::default())
}

fn become_state(book: &mut Book, id: AccountId, state: AccountState) -> Result<Posted, Rejected> {
    let account = book.accounts.get_mut(&id).ok_or(Rejected::PayerUnknown)?;
    if account.state == AccountState::Closed {
        return Err(Rejected::PayerClosed);
    }
    let is_empty = account.balance().minor() == 0 && account.reserved == 0 && account.expected == 0;
    let is_in_use = book.rules.fund == Some(id);
    if state == AccountState::Closed && (!is_empty || is_in_use) {
        return Err(Rejected::AccountNotEmpty);
    }
    account.state = state;
    Ok(Posted::default())
}

/// Whether anything may go this way at all, whatever the limits.
pub(super) fn passable(book: &Book, way: Way) -> Result<(&Account, &Account), Rejected> {
    let payer = book.accounts.get(&way.debit);
    let payee = book.accounts.get(&way.credit);
    if [payer, payee].into_iter().flatten().any(|it| it.currency != book.currency) {
        return Err(Rejected::CurrencyDiffers);
    }
    let payer = payer.ok_or(Rejected::PayerUnknown)?;
    let payee = payee.ok_or(Rejected::PayeeUnknown)?;
    if way.debit == way.credit {
        return Err(Rejected::SameAccount);
    }
    match (payer.state, payee.state) {
        (AccountState::Closed, _) => Err(Rejected::PayerClosed),
        (_, AccountState::Closed) => Err(Rejected::PayeeClosed),
        (AccountState::Frozen, _) => Err(Rejected::PayerFrozen),
        (_, AccountState::Frozen) => Err(Rejected::PayeeFrozen),
        (AccountState::Open, AccountState::Open) => Ok((payer, payee)),
    }
}

/// Whether an amount is a whole number of the smallest steps of a currency that is switched on.
pub(super) fn fits_step(book: &Book, amount: Amount) -> Result<(), Rejected> {
    if amount.minor() % book.rules.step != 0 {
        return Err(Rejected::AmountTooFine);
    }
    is_on(book)
}

/// Whether the currency is switched on.
pub(super) fn is_on(book: &Book) -> Result<(), Rejected> {
    if book.rules.is_on { Ok(()) } else { Err(Rejected::CurrencyUnknown) }
}

pub(super) fn in_term(now: DateTime<Utc>, expires_at: DateTime<Utc>) -> Result<(), Rejected> {
    let days = (expires_at - now).num_days();
    if expires_at > now && days <= TERM_DAYS_MAX { Ok(()) } else { Err(Rejected::HoldTerm) }
}
