//! Of everything that is wrong at once, the first of the list is said.

use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

use super::account::{Account, AccountState};
use super::amount::{Amount, MINOR_MAX};
use super::book::{Book, TransferKind};
use super::chain;
use super::command::{Ask, Command};
use super::model::post;
use super::rejected::Rejected;
use super::sample::{account, books, start};
use crate::id::{AccountId, CurrencyId, HoldId, TransferId};

/// In which order they are said. What the books cannot hold is known once the accounts are.
const ORDER: [Rejected; 14] = [
    Rejected::AmountTooFine,
    Rejected::CurrencyUnknown,
    Rejected::CurrencyDiffers,
    Rejected::PayerUnknown,
    Rejected::PayeeUnknown,
    Rejected::SameAccount,
    Rejected::PayerClosed,
    Rejected::PayeeClosed,
    Rejected::PayerFrozen,
    Rejected::PayeeFrozen,
    Rejected::AmountTooLarge,
    Rejected::HoldTerm,
    Rejected::PayerLimit,
    Rejected::PayeeLimit,
];

const STEP: i64 = 5;

/// Some of the list, those left out that cannot be beside another: who is unknown has no account
/// that stands still, and what is one account is not two.
fn together(drawn: &[bool], is_hold: bool) -> Vec<Rejected> {
    use Rejected as R;
    let mut some: Vec<R> =
        ORDER.iter().zip(drawn).filter(|(_, is)| **is).map(|(it, _)| *it).collect();
    let mut without = |first: R, others: &[R]| {
        if some.contains(&first) {
            some.retain(|it| !others.contains(it));
        }
    };
    without(R::SameAccount, &[R::PayeeUnknown, R::PayeeClosed, R::PayeeFrozen, R::PayeeLimit]);
    without(R::PayerUnknown, &[R::SameAccount, R::PayerClosed, R::PayerFrozen]);
    without(R::PayerUnknown, &[R::AmountTooLarge, R::PayerLimit, R::CurrencyDiffers]);
    without(R::PayeeUnknown, &[R::PayeeClosed, R::PayeeFrozen, R::PayeeLimit]);
    without(R::PayerClosed, &[R::PayerFrozen]);
    without(R::PayeeClosed, &[R::PayeeFrozen]);
    some.retain(|it| is_hold || *it != R::HoldTerm);
    some
}

/// Books in which all of it is so at once, the amount, and from whom to whom it goes.
fn wrong(all: &[Rejected]) -> (Book, Amount, (AccountId, AccountId)) {
    use Rejected as R;
    let mut book = books(0, STEP);
    let is = |it: R| all.contains(&it);
    let (payer, payee) = (account(1), account(if is(R::SameAccount) { 1 } else { 2 }));
    let mut change = |of: AccountId, change: &dyn Fn(&mut Account)| {
        if let Some(it) = book.accounts.get_mut(&of) {
            change(it);
        }
    };
    for (why, of, state) in [
        (R::PayerClosed, payer, AccountState::Closed),
        (R::PayerFrozen, payer, AccountState::Frozen),
        (R::PayeeClosed, payee, AccountState::Closed),
        (R::PayeeFrozen, payee, AccountState::Frozen),
    ] {
        if is(why) {
            change(of, &|it| it.state = state);
        }
    }
    if is(R::CurrencyDiffers) {
        change(payer, &|it| it.currency = CurrencyId(Uuid::from_u128(77)));
    }
    if is(R::AmountTooLarge) {
        change(payer, &|it| (it.received, it.paid) = (MINOR_MAX, MINOR_MAX));
    }
    if is(R::PayerLimit) {
        change(payer, &|it| it.limits.min = Some(0));
    }
    if is(R::PayeeLimit) {
        change(payee, &|it| it.limits.max = Some(0));
    }
    for (why, of) in [(R::PayerUnknown, payer), (R::PayeeUnknown, payee)] {
        if is(why) {
            book.accounts.remove(&of);
        }
    }
    book.rules.is_on = !is(R::CurrencyUnknown);
    let minor = if is(R::AmountTooFine) { 20 * STEP + 1 } else { 20 * STEP };
    (book, Amount::new(minor).expect("more than nothing"), (payer, payee))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn of_all_that_is_wrong_the_first_of_the_list_is_said(
        drawn in proptest::collection::vec(proptest::bool::weighted(0.25), ORDER.len()),
        is_hold in any::<bool>(),
    ) {
        let all = together(&drawn, is_hold);
        let (mut book, amount, (payer, to)) = wrong(&all);
        let (key, now) = (Uuid::from_u128(10_000), start() + TimeDelta::hours(1));
        let is_over = all.contains(&Rejected::HoldTerm);
        let expires_at = if is_over { now } else { now + TimeDelta::days(1) };
        let (kind, note) = (TransferKind::Payment, chain::note_digest(None, &[]));
        let ask = match is_hold {
            true => Ask::Hold { id: HoldId(key), to, amount, expires_at },
            false => Ask::Pay { id: TransferId(key), to, amount, kind, note },
        };
        let before = book.clone();
        let said = post(&mut book, &Command { account: payer, key, ask }, now);
        prop_assert_eq!(said.err(), all.first().copied(), "{:?}", all);
        if !all.is_empty() {
            book.answers.clone_from(&before.answers);
            prop_assert_eq!(book, before);
        }
    }
}

/// The same of what is taken back. Of what nobody knows nothing else is known.
const BACK: [Rejected; 10] = [
    Rejected::TransferUnknown,
    Rejected::PayerClosed,
    Rejected::PayeeClosed,
    Rejected::PayerFrozen,
    Rejected::PayeeFrozen,
    Rejected::AlreadyReversed,
    Rejected::IsReversal,
    Rejected::NotReversible,
    Rejected::PayerLimit,
    Rejected::PayeeLimit,
];

/// Books with a payment with which all of it is wrong at once.
fn wrong_back(all: &[Rejected], id: TransferId) -> Book {
    use Rejected as R;
    let (mut book, amount) = (books(0, STEP), Amount::new(20 * STEP).expect("more"));
    let (kind, note) = (TransferKind::Payment, chain::START);
    let ask = Ask::Pay { id, to: account(2), amount, kind, note };
    post(&mut book, &Command { account: account(1), key: id.0, ask }, start()).expect("is paid");
    for why in all {
        // Who was paid is who pays.
        let of = match why {
            R::PayerClosed | R::PayerFrozen | R::PayerLimit => account(2),
            _ => account(1),
        };
        let it = book.accounts.get_mut(&of).expect("is there");
        let transfer = book.transfers.get_mut(&id);
        match (why, transfer) {
            (R::PayerClosed | R::PayeeClosed, _) => it.state = AccountState::Closed,
            (R::PayerFrozen | R::PayeeFrozen, _) => it.state = AccountState::Frozen,
            (R::PayerLimit, _) => (it.paid, it.limits.min) = (it.received, Some(0)),
            (R::PayeeLimit, _) => (it.received, it.limits.max) = (it.paid + 1, Some(0)),
            (R::AlreadyReversed, _) => _ = book.reversed.insert(id, TransferId(Uuid::nil())),
            (R::IsReversal, Some(it)) => it.reverses = Some(TransferId(Uuid::nil())),
            (R::NotReversible, Some(it)) => it.kind = TransferKind::Issue,
            _ => (),
        }
    }
    if all.contains(&R::TransferUnknown) {
        book.transfers.clear();
    }
    book
}

proptest! {
    #[test]
    fn of_all_that_keeps_a_payment_from_going_back_the_first_of_the_list_is_said(
        drawn in proptest::collection::vec(proptest::bool::weighted(0.25), BACK.len()),
        decided in any::<bool>(),
    ) {
        use Rejected as R;
        let mut all: Vec<R> =
            BACK.iter().zip(&drawn).filter(|(_, is)| **is).map(|(it, _)| *it).collect();
        for (closed, frozen) in
            [(R::PayerClosed, R::PayerFrozen), (R::PayeeClosed, R::PayeeFrozen)]
        {
            if all.contains(&closed) {
                all.retain(|it| *it != frozen);
            }
        }
        let id = TransferId(Uuid::from_u128(60));
        let mut book = wrong_back(&all, id);
        // What is decided asks neither what stands still nor limits.
        let asked = |it: &R| {
            !matches!(it, R::PayerFrozen | R::PayeeFrozen | R::PayerLimit | R::PayeeLimit)
        };
        let first = all.iter().copied().find(|it| !decided || asked(it));
        let (key, note) = (Uuid::from_u128(61), chain::START);
        let ask = Ask::Reverse { id: TransferId(key), transfer: id, note, decided };
        let command = Command { account: account(2), key, ask };
        let before = book.clone();
        let said = post(&mut book, &command, start() + TimeDelta::hours(1));
        prop_assert_eq!(said.err(), first, "{:?}", all);
        if first.is_some() {
            book.answers.clone_from(&before.answers);
            prop_assert_eq!(book, before);
        }
    }
}
