//! The laws of the books, after every step of drawn histories.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::account::{AccountState, Limits};
use super::amount::Amount;
use super::book::{Book, TransferKind};
use super::chain;
use super::command::{Ask, Command};
use super::laws::{
    chain_verifies, closed_is_empty, frozen_stands_still, gives_back_what_is_there,
    holds_are_set_apart, leaves_with_nothing, limits_hold, nobody_alone_undoes_what_two_decide,
    only_grows, silent, sums_to_nothing,
};
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
    /// All that is left of it, where no amount is drawn.
    Capture(usize, Option<i64>),
    /// As who pays, or as who is paid.
    Release(usize, bool),
    Dispute(usize, bool, bool),
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
        4 => (any::<usize>(), prop::option::weighted(0.7, much()))
            .prop_map(|(at, n)| Step::Capture(at, n)),
        2 => (any::<usize>(), any::<bool>()).prop_map(|(at, by)| Step::Release(at, by)),
        1 => (any::<usize>(), any::<bool>(), any::<bool>())
            .prop_map(|(at, is, by)| Step::Dispute(at, is, by)),
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
            let kind = match (plain, from == ISSUER, to == ISSUER) {
                (true, ..) => TransferKind::Payment,
                (_, true, _) => TransferKind::Issue,
                (_, _, true) => TransferKind::Redemption,
                _ => TransferKind::Handout,
            };
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
            let amount = amount(n.unwrap_or(hold.left().max(1)));
            let ask = Ask::Capture { id: TransferId(new), hold: hold.id, amount, note };
            (hold.payer, ask)
        }
        Step::Release(at, by_payer) => {
            let it = hold(at)?;
            (if by_payer { it.payer } else { it.payee }, Ask::Release { hold: it.id })
        }
        Step::Dispute(at, disputed, by_payer) => {
            let it = hold(at)?;
            (if by_payer { it.payer } else { it.payee }, Ask::Dispute { hold: it.id, disputed })
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
        chain_verifies(&book);
        if outcome.is_ok() {
            nobody_alone_undoes_what_two_decide(&before, &command);
            leaves_with_nothing(&before, &book, &command);
            gives_back_what_is_there(&before, &book, &command);
        }
        let once = book.clone();
        assert_eq!(post(&mut book, &command, now + TimeDelta::days(9)), outcome, "sent twice");
        assert_eq!(book, once, "is done once");
        history.push((command, now));
    }
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
    fn a_clock_that_was_set_back_refuses_nobody(
        steps in prop::collection::vec((step(), 0_i64..60), 0..30),
        next in step(), ahead in 0_i64..(3 * 24 * 60),
    ) {
        let (book, history) = played(&steps, 50);
        let now = history.last().map_or(start(), |(_, now)| *now);
        let Some(command) = asked(&book, &next, 20_000, now) else { return Ok(()) };
        let (mut here, mut there) = (book.clone(), book);
        there.last_at += TimeDelta::minutes(ahead);
        let said = (post(&mut here, &command, now), post(&mut there, &command, now));
        prop_assert_eq!(&said.0, &said.1, "whatever moment the last transfer had");
        prop_assert_eq!((here.accounts, here.holds), (there.accounts, there.holds));
        prop_assert_eq!(here.requests, there.requests);
    }

    #[test]
    fn a_step_that_changes_strands_nothing_that_was_promised(
        minor in 1_i64..1_000, step in 1_i64..500, at_once in any::<bool>(),
    ) {
        let (mut book, key) = (books(0, 1), Uuid::from_u128);
        let amount = Amount::new(minor).expect("more");
        let expires_at = start() + TimeDelta::days(1);
        let mut asks = |by, nth, ask, step: i64| {
            book.rules.step = step;
            post(&mut book, &Command { account: account(by), key: key(nth), ask }, start())
        };
        let note = chain::START;
        let (hold, request) = (HoldId(key(60)), PaymentRequestId(key(61)));
        let ask = Ask::Hold { id: hold, to: account(2), amount, expires_at };
        prop_assert!(asks(1, 60, ask, 1).is_ok());
        let ask = Ask::Request { id: request, from: None, amount, expires_at: None };
        prop_assert!(asks(2, 61, ask, 1).is_ok());
        let mut left = minor;
        if !at_once && minor > step {
            let amount = Amount::new(step).expect("more");
            let ask = Ask::Capture { id: TransferId(key(62)), hold, amount, note };
            prop_assert!(asks(1, 62, ask, step).is_ok());
            left -= step;
        }
        let amount = Amount::new(left).expect("more");
        let ask = Ask::Capture { id: TransferId(key(63)), hold, amount, note };
        prop_assert!(asks(1, 63, ask, step).is_ok(), "all that is left");
        let ask = Ask::Accept { id: TransferId(key(64)), request, note };
        prop_assert!(asks(3, 64, ask, step).is_ok(), "what was asked");
        let (id, kind) = (TransferId(key(65)), TransferKind::Redemption);
        let ask = Ask::Pay { id, to: account(ISSUER), amount, kind, note };
        prop_assert!(asks(4, 65, ask, step).is_ok(), "what was handed in");
        let ask = Ask::Pay { id, to: account(2), amount, kind: TransferKind::Payment, note };
        let said = asks(4, 66, ask, step);
        prop_assert_eq!(said == Err(Rejected::AmountTooFine), left % step != 0);
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
