//! The laws of the books, after every step of drawn histories.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::account::{AccountState, Limits};
use super::amount::{Amount, Balance};
use super::book::{Book, Hold, HoldState, PaymentRequest, PaymentRequestState, TransferKind};
use super::chain;
use super::command::{Ask, Command};
use super::model::post;
use super::moving::levy_id;
use super::rejected::Rejected;
use super::sample::{FUND, ISSUER, PEOPLE, account, books, start};
use crate::id::{HoldId, PaymentRequestId, TransferId};

/// A step of a history: what is asked, with numbers that pick among what is there.
#[derive(Clone, Debug)]
enum Step {
    Pay(u128, u128, i64, bool),
    Hold(u128, u128, i64, i64),
    Capture(usize, i64),
    Release(usize),
    Dispute(usize, bool),
    Request(u128, u128, i64),
    Accept(usize),
    Decline(usize),
    Reverse(usize),
    Limit(u128, i64, i64),
    Become(u128, AccountState),
    Expire(u128),
    Settle(u128),
}

fn step() -> impl Strategy<Value = Step> {
    let who = || prop_oneof![8 => 1..=PEOPLE, 1 => Just(FUND), 1 => Just(ISSUER)];
    let much = || prop_oneof![9 => 1_i64..800, 1 => 1_i64..4_000];
    prop_oneof![
        8 => (who(), who(), much(), any::<bool>()).prop_map(|(a, b, n, k)| Step::Pay(a, b, n, k)),
        4 => (who(), who(), much(), 1_i64..200).prop_map(|(a, b, n, h)| Step::Hold(a, b, n, h)),
        4 => (any::<usize>(), much()).prop_map(|(at, n)| Step::Capture(at, n)),
        2 => any::<usize>().prop_map(Step::Release),
        1 => (any::<usize>(), any::<bool>()).prop_map(|(at, is)| Step::Dispute(at, is)),
        2 => (who(), who(), much()).prop_map(|(a, b, n)| Step::Request(a, b, n)),
        2 => any::<usize>().prop_map(Step::Accept),
        1 => any::<usize>().prop_map(Step::Decline),
        2 => any::<usize>().prop_map(Step::Reverse),
        1 => (who(), -1_500_i64..100, -100_i64..2_500).prop_map(|(a, l, h)| Step::Limit(a, l, h)),
        1 => (who(), prop_oneof![
            Just(AccountState::Open), Just(AccountState::Open),
            Just(AccountState::Frozen), Just(AccountState::Closed)
        ]).prop_map(|(a, s)| Step::Become(a, s)),
        1 => who().prop_map(Step::Expire),
        1 => who().prop_map(Step::Settle),
    ]
}

/// What a step asks of these books; none where there is nothing to pick.
fn asked(book: &Book, step: &Step, nth: usize, now: DateTime<Utc>) -> Option<Command> {
    let new = Uuid::from_u128(10_000 + nth as u128);
    let note = chain::note_digest(Some("Band geplakt"), new.as_bytes());
    let amount = |n: i64| Amount::new(n).expect("more than nothing");
    let hold = |at: usize| book.holds.values().nth(at % book.holds.len().max(1));
    let request = |at: usize| book.requests.values().nth(at % book.requests.len().max(1));
    let (who, ask) = match *step {
        Step::Pay(from, to, n, plain) => {
            let kind = if plain { TransferKind::Payment } else { TransferKind::Handout };
            let id = TransferId(new);
            (account(from), Ask::Pay { id, to: account(to), amount: amount(n), kind, note })
        }
        Step::Hold(from, to, n, hours) => {
            let expires_at = now + TimeDelta::hours(hours);
            let id = HoldId(new);
            (account(from), Ask::Hold { id, to: account(to), amount: amount(n), expires_at })
        }
        Step::Capture(at, n) => {
            let hold = hold(at)?;
            let ask = Ask::Capture { id: TransferId(new), hold: hold.id, amount: amount(n), note };
            (hold.payer, ask)
        }
        Step::Release(at) => (hold(at)?.payer, Ask::Release { hold: hold(at)?.id }),
        Step::Dispute(at, disputed) => {
            (hold(at)?.payer, Ask::Dispute { hold: hold(at)?.id, disputed })
        }
        Step::Request(from, to, n) => {
            let (id, expires_at) = (PaymentRequestId(new), now + TimeDelta::days(3));
            let from = (n % 3 != 0).then(|| account(from));
            let expires_at = (n % 5 != 0).then_some(expires_at);
            (account(to), Ask::Request { id, from, amount: amount(n), expires_at })
        }
        Step::Accept(at) => {
            let it = request(at)?;
            let payer = it.payer.unwrap_or(account(1 + at as u128 % PEOPLE));
            (payer, Ask::Accept { id: TransferId(new), request: it.id, note })
        }
        Step::Decline(at) => {
            let it = request(at)?;
            let by = it.payer.filter(|_| at % 2 == 0).unwrap_or(it.payee);
            (by, Ask::Decline { request: it.id })
        }
        Step::Reverse(at) => {
            let it = book.transfers.values().nth(at % book.transfers.len().max(1))?;
            let ask =
                Ask::Reverse { id: TransferId(new), transfer: it.id, note, decided: at % 4 == 0 };
            (if at % 3 == 0 { it.debit } else { it.credit }, ask)
        }
        Step::Limit(who, min, max) => {
            (account(who), Ask::Limit { limits: Limits { min: Some(min), max: Some(max) } })
        }
        Step::Become(who, state) => (account(who), Ask::Become { state }),
        Step::Expire(who) => (account(who), Ask::Expire),
        Step::Settle(who) => (account(who), Ask::Settle { id: TransferId(new), note }),
    };
    Some(Command { account: who, key: new, ask })
}

/// The same books without what they answered.
fn silent(book: &Book) -> Book {
    Book { answers: Default::default(), ..book.clone() }
}

fn sums_to_nothing(book: &Book) {
    let sum: i64 = book.accounts.values().map(|it| it.balance().minor()).sum();
    assert_eq!(sum, 0, "what one holds another owes");
    let received: i64 = book.accounts.values().map(|it| it.received).sum();
    let moved: i64 = book.transfers.values().map(|it| it.amount.minor()).sum();
    assert_eq!(received, moved, "and all of it came by transfers");
}

fn holds_are_set_apart(book: &Book) {
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
fn limits_hold(before: &Book, after: &Book, command: &Command) {
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
fn frozen_stands_still(before: &Book, after: &Book, command: &Command) {
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
fn gives_back_what_is_there(before: &Book, after: &Book, command: &Command) {
    let Ask::Reverse { transfer, decided: false, .. } = command.ask else { return };
    let old = &before.transfers[&transfer];
    assert_eq!(old.credit, command.account, "it was theirs to give back");
    let is = &after.accounts[&command.account];
    assert!(
        is.available()
            .is_none_or(|it| it >= 0 || is.balance() >= before.accounts[&is.id].balance())
    );
}

fn only_grows(before: &Book, after: &Book) {
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
fn closed_is_empty(before: &Book, after: &Book) {
    for it in after.accounts.values().filter(|it| it.state == AccountState::Closed) {
        assert_eq!((it.balance().minor(), it.reserved, it.expected), (0, 0, 0), "{}", it.id);
        let was = &before.accounts[&it.id];
        assert!(was.state != AccountState::Closed || was == it, "a closed account never changes");
    }
}

/// Who leaves goes to nothing, with the fund and nobody else, and is waited for no more.
fn leaves_with_nothing(before: &Book, after: &Book, command: &Command) {
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

fn chain_verifies(book: &Book) {
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

/// Plays a history; gives what was asked and when, with the books after it.
fn played(steps: &[(Step, i64)], levy_bp: u32) -> (Book, Vec<(Command, DateTime<Utc>)>) {
    let (mut book, mut now, mut history) = (books(levy_bp, 1), start(), Vec::new());
    for (nth, (step, minutes)) in steps.iter().enumerate() {
        // Clocks are set back now and then.
        now += TimeDelta::minutes(*minutes);
        let Some(command) = asked(&book, step, nth, now) else { continue };
        let before = book.clone();
        let outcome = post(&mut book, &command, now);
        if outcome.is_err() {
            assert_eq!(silent(&book), silent(&before), "a refusal leaves the books as they were");
        }
        sums_to_nothing(&book);
        holds_are_set_apart(&book);
        limits_hold(&before, &book, &command);
        only_grows(&before, &book);
        closed_is_empty(&before, &book);
        frozen_stands_still(&before, &book, &command);
        if outcome.is_ok() {
            leaves_with_nothing(&before, &book, &command);
            gives_back_what_is_there(&before, &book, &command);
        }
        let once = book.clone();
        assert_eq!(post(&mut book, &command, now + TimeDelta::days(9)), outcome, "sent twice");
        assert_eq!(book, once, "is done once");
        history.push((command, now));
    }
    chain_verifies(&book);
    (book, history)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_laws_hold_after_every_step(
        steps in prop::collection::vec((step(), -30_i64..600), 1..60),
        levy_bp in prop_oneof![Just(0_u32), Just(50), Just(250), Just(10_000)],
    ) {
        let (book, history) = played(&steps, levy_bp);
        let mut again = books(levy_bp, 1);
        for (command, now) in &history {
            let _ = post(&mut again, command, *now);
        }
        prop_assert_eq!(book, again, "the same history gives the same books");
    }

    #[test]
    fn taking_back_what_was_paid_leaves_every_balance_as_it_was(
        steps in prop::collection::vec((step(), 0_i64..60), 0..30),
        (from, to) in (1..=PEOPLE, 1..=PEOPLE),
        amount in 1_i64..1_000,
        levy_bp in 0_u32..=10_000,
    ) {
        let (mut book, _) = played(&steps, levy_bp);
        let balances = |book: &Book| -> Vec<i64> {
            book.accounts.values().map(|it| it.balance().minor()).collect()
        };
        let before = balances(&book);
        let id = TransferId(Uuid::from_u128(77));
        let pay = Ask::Pay {
            id, to: account(to), amount: Amount::new(amount).expect("more"),
            kind: TransferKind::Payment, note: chain::START,
        };
        let pay = Command { account: account(from), key: id.0, ask: pay };
        prop_assume!(post(&mut book, &pay, start()).is_ok());
        let back = Ask::Reverse {
            id: TransferId(Uuid::from_u128(78)), transfer: id, note: chain::START, decided: true,
        };
        let back = Command { account: account(from), key: Uuid::from_u128(78), ask: back };
        prop_assert!(post(&mut book, &back, start()).is_ok(), "what is decided posts, always");
        prop_assert_eq!(balances(&book), before);
        let again = Command { key: Uuid::from_u128(79), ..back };
        prop_assert_eq!(post(&mut book, &again, start()), Err(Rejected::AlreadyReversed), "once");
    }

    #[test]
    fn payments_that_share_no_account_commute(
        first in 1_i64..3_000, second in 1_i64..3_000,
    ) {
        let pay = |from, to, n, key: u128| Command {
            account: account(from),
            key: Uuid::from_u128(key),
            ask: Ask::Pay {
                id: TransferId(Uuid::from_u128(key)), to: account(to),
                amount: Amount::new(n).expect("more"), kind: TransferKind::Payment, note: chain::START,
            },
        };
        let (one, other) = (pay(1, 2, first, 50), pay(3, 4, second, 51));
        let mut here = books(0, 1);
        let mut there = books(0, 1);
        let here_said = (post(&mut here, &one, start()), post(&mut here, &other, start()));
        let other_said = post(&mut there, &other, start());
        prop_assert_eq!(here_said, (post(&mut there, &one, start()), other_said));
        prop_assert_eq!(here.accounts, there.accounts);
    }
}

#[test]
fn a_levy_goes_to_the_fund_and_comes_back_with_its_payment() {
    let mut book = books(250, 1);
    let id = TransferId(Uuid::from_u128(60));
    let amount = Amount::new(399).expect("more");
    let ask =
        Ask::Pay { id, to: account(2), amount, kind: TransferKind::Payment, note: chain::START };
    let said = post(&mut book, &Command { account: account(1), key: id.0, ask }, start());
    assert_eq!(said.map(|it| it.transfers), Ok(vec![id, levy_id(id)]));
    assert_eq!(book.accounts[&account(FUND)].balance().minor(), 9, "2.5 % of 399, rounded down");
    assert_eq!(book.accounts[&account(2)].balance().minor(), 390);
}
