//! The laws of the books, each as a test of what a command made of them.

use super::account::AccountState;
use super::amount::Balance;
use super::book::{Book, Hold, HoldState, PaymentRequest, PaymentRequestState, TransferKind};
use super::chain;
use super::command::{Ask, Command};
use super::sample::{FUND, account};

/// The same books without what they answered.
pub(super) fn silent(book: &Book) -> Book {
    Book { answers: Default::default(), ..book.clone() }
}

pub(super) fn sums_to_nothing(book: &Book) {
    let sum: i64 = book.accounts.values().map(|it| it.balance().minor()).sum();
    assert_eq!(sum, 0, "what one holds another owes");
    let received: i64 = book.accounts.values().map(|it| it.received).sum();
    let moved: i64 = book.transfers.values().map(|it| it.amount.minor()).sum();
    assert_eq!(received, moved, "and all of it came by transfers");
}

pub(super) fn holds_are_set_apart(book: &Book) {
    for account in book.accounts.values() {
        let standing = book.holds.values().filter(|it| it.state == HoldState::Standing);
        let (mine, theirs): (Vec<_>, Vec<_>) = standing
            .filter(|it| it.payer == account.id || it.payee == account.id)
            .partition(|it| it.payer == account.id);
        assert_eq!(account.reserved, mine.iter().map(|it| it.left()).sum::<i64>());
        assert_eq!(account.expected, theirs.iter().map(|it| it.left()).sum::<i64>());
    }
    for hold in book.holds.values() {
        let paid = book.transfers.values().filter(|it| it.hold == Some(hold.id));
        assert_eq!(hold.captured, paid.map(|it| it.amount.minor()).sum::<i64>());
        assert!((0..=hold.amount.minor()).contains(&hold.captured), "no more than was set apart");
    }
}

/// Only a reversal that was decided or an issuer moves an account beyond its limit and further from
/// zero, and the fund, where it settles with who leaves or a levy goes back.
pub(super) fn limits_hold(before: &Book, after: &Book, command: &Command) {
    if matches!(command.ask, Ask::Reverse { decided: true, .. }) {
        return;
    }
    let of_fund = matches!(command.ask, Ask::Settle { .. } | Ask::Reverse { .. });
    for (id, now) in &after.accounts {
        let Some(was) = before.accounts.get(id) else { continue };
        if of_fund && *id == account(FUND) {
            continue;
        }
        let (old, new) = (was.balance(), now.balance());
        let under = |it: Balance| now.limits.min.is_some_and(|min| it.minor() < min);
        let over = |it: Balance| now.limits.max.is_some_and(|max| it.minor() > max);
        assert!(!(under(new) && new < old), "{id} owes more than it may: {old:?} to {new:?}");
        assert!(!(over(new) && new > old), "{id} holds more than it may: {old:?} to {new:?}");
    }
}

/// What stands still neither pays nor is paid, but by what was decided, or where somebody leaves;
/// what levies it had go back to it.
pub(super) fn frozen_stands_still(before: &Book, after: &Book, command: &Command) {
    if matches!(command.ask, Ask::Settle { .. } | Ask::Reverse { decided: true, .. }) {
        return;
    }
    for (id, was) in before.accounts.iter().filter(|(id, _)| **id != account(FUND)) {
        let is = &after.accounts[id];
        let stood = was.state == AccountState::Frozen && is.state == AccountState::Frozen;
        let moved = (is.received, is.paid) != (was.received, was.paid);
        assert!(!(stood && moved), "{id} stands still");
    }
}

/// Who gave back what they were paid could pay it: nobody makes money of nothing.
pub(super) fn gives_back_what_is_there(before: &Book, after: &Book, command: &Command) {
    let Ask::Reverse { transfer, decided: false, .. } = command.ask else { return };
    let old = &before.transfers[&transfer];
    assert_eq!(old.credit, command.account, "it was theirs to give back");
    let is = &after.accounts[&command.account];
    assert!(
        is.available()
            .is_none_or(|it| it >= 0 || is.balance() >= before.accounts[&is.id].balance())
    );
}

/// What comes into the world and goes out of it does so by two, also backwards.
pub(super) fn nobody_alone_undoes_what_two_decide(before: &Book, command: &Command) {
    let Ask::Reverse { transfer, .. } = command.ask else { return };
    let kind = before.transfers[&transfer].kind;
    assert!(matches!(kind, TransferKind::Payment | TransferKind::Handout), "{}", kind.key());
}

pub(super) fn only_grows(before: &Book, after: &Book) {
    for (id, was) in &before.accounts {
        let now = &after.accounts[id];
        assert!(now.received >= was.received && now.paid >= was.paid);
        assert_eq!(now.balance().minor(), now.received - now.paid);
    }
    for (id, was) in &before.transfers {
        assert_eq!(&after.transfers[id], was, "a transfer never changes");
    }
    for (id, was) in &before.holds {
        let ended = was.state != HoldState::Standing;
        assert!(!ended || &after.holds[id] == was, "a hold ends once");
    }
}

/// What is closed is empty, nobody waits for it, and it stays so.
pub(super) fn closed_is_empty(before: &Book, after: &Book) {
    for it in after.accounts.values().filter(|it| it.state == AccountState::Closed) {
        assert_eq!((it.balance().minor(), it.reserved, it.expected), (0, 0, 0), "{}", it.id);
        let was = &before.accounts[&it.id];
        assert!(was.state != AccountState::Closed || was == it, "a closed account never changes");
    }
}

/// Who leaves goes to nothing, with the fund and nobody else, and is waited for no more.
pub(super) fn leaves_with_nothing(before: &Book, after: &Book, command: &Command) {
    if !matches!(command.ask, Ask::Settle { .. }) {
        return;
    }
    let who = command.account;
    assert_eq!(after.accounts[&who].state, AccountState::Closed);
    let left = before.accounts[&who].balance().minor();
    for (id, was) in &before.accounts {
        let moved = after.accounts[id].balance().minor() - was.balance().minor();
        let due = if *id == who { -left } else { 0 };
        assert_eq!(moved, if *id == account(FUND) { left } else { due }, "{id}");
    }
    let stands = |it: &&Hold| it.state == HoldState::Standing;
    let theirs = |it: &Hold| it.payer == who || it.payee == who;
    assert!(!after.holds.values().filter(stands).any(theirs), "nothing is set apart any more");
    let waits = |it: &&PaymentRequest| it.state == PaymentRequestState::Waiting;
    let asked = |it: &PaymentRequest| it.payer == Some(who) || it.payee == who;
    assert!(!after.requests.values().filter(waits).any(asked), "nobody is asked any more");
}

pub(super) fn chain_verifies(book: &Book) {
    let mut all: Vec<_> = book.transfers.values().collect();
    all.sort_by_key(|it| it.number);
    let mut before = chain::START;
    let mut balances = std::collections::BTreeMap::new();
    for (at, transfer) in all.iter().enumerate() {
        assert_eq!(transfer.number, at as u64 + 1, "numbers have no gaps");
        assert_eq!(transfer.hash, chain::link(&before, transfer));
        let paid = balances.entry(transfer.debit).or_insert(0);
        *paid -= transfer.amount.minor();
        assert_eq!(*paid, transfer.debit_after);
        let received = balances.entry(transfer.credit).or_insert(0);
        *received += transfer.amount.minor();
        assert_eq!(*received, transfer.credit_after);
        assert!(at == 0 || transfer.posted_at >= all[at - 1].posted_at);
        before = transfer.hash;
    }
    assert_eq!((book.last_number, book.last_hash), (all.len() as u64, before));
}
