//! Whatever is changed in a row, it is found, and by its own name.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::id::CurrencyId;
use crate::ledger::account::{Account, AccountKind, Limits};
use crate::ledger::amount::Amount;
use crate::ledger::book::{Book, Rules};
use crate::ledger::command::{Ask, Command};
use crate::ledger::model::post;

const PEOPLE: u128 = 4;

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).expect("a moment")
}

fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

/// Books after some payments, each of which may be taken back.
fn books(payments: &[(u128, u128, i64, bool)]) -> Book {
    let rules = Rules { is_on: true, step: 1, levy_bp: 100, fund: Some(account(9)) };
    let mut book = Book::new(CurrencyId(Uuid::from_u128(1)), rules);
    for n in (1..=PEOPLE).chain([9]) {
        let kind = if n == 9 { AccountKind::Fund } else { AccountKind::Member };
        let it = Account::opened(account(n), book.currency, kind, Limits::NONE);
        book.accounts.insert(it.id, it);
    }
    for (nth, (from, to, amount, is_back)) in (0_i64..).zip(payments) {
        let key = Uuid::from_u128(1_000 + 2 * u128::from(nth.unsigned_abs()));
        let id = TransferId(key);
        let note = chain::note_digest(Some("Brood"), &[7; 16]);
        let amount = Amount::new(*amount).expect("more than nothing");
        let ask = Ask::Pay { id, to: account(*to), amount, kind: TransferKind::Payment, note };
        let now = start() + TimeDelta::minutes(nth);
        let said = post(&mut book, &Command { account: account(*from), key, ask }, now);
        if said.is_ok() && *is_back {
            let key = Uuid::from_u128(1_001 + 2 * u128::from(nth.unsigned_abs()));
            let ask = Ask::Reverse { id: TransferId(key), transfer: id, note, decided: true };
            post(&mut book, &Command { account: account(*to), key, ask }, now).expect("goes back");
        }
    }
    book
}

fn in_order(book: &Book) -> Vec<Transfer> {
    let mut all: Vec<Transfer> = book.transfers.values().cloned().collect();
    all.sort_by_key(|it| it.number);
    all
}

/// What is found in these rows.
fn found(book: &Book, transfers: &[Transfer]) -> Result<u64, Fault> {
    let mut checker = Checker::default();
    for it in transfers {
        let of = it.reverses.or(it.levy_of);
        let before = |old: &&Transfer| {
            Some(old.id) == of && old.number < it.number && old.reverses.is_none()
        };
        let named = transfers.iter().find(before).map(|old| (old.credit, old.amount.minor()));
        checker.transfer(it, (named, None))?;
    }
    for it in book.accounts.values() {
        let (received, paid) = (it.received, it.paid);
        let (reserved, expected) = (it.reserved, it.expected);
        let balance = it.balance().minor();
        checker.account(&Counted { id: it.id, received, paid, balance, reserved, expected })?;
    }
    let (number, hash) = (book.last_number, book.last_hash);
    checker.end(&Head { id: book.currency, number, hash, sum: 0 })
}

fn payments() -> impl Strategy<Value = Vec<(u128, u128, i64, bool)>> {
    let who = || 1..=PEOPLE;
    prop::collection::vec((who(), who(), 1_i64..9_000, prop::bool::weighted(0.2)), 1..30)
}

proptest! {
    #[test]
    fn sound_books_agree(payments in payments()) {
        let book = books(&payments);
        prop_assert_eq!(found(&book, &in_order(&book)), Ok(book.last_number));
    }

    #[test]
    fn a_changed_row_is_the_first_that_disagrees(
        payments in payments(), at in any::<prop::sample::Index>(), what in 0_u8..9,
    ) {
        let book = books(&payments);
        let mut rows = in_order(&book);
        prop_assume!(!rows.is_empty());
        let at = at.index(rows.len());
        let it = &mut rows[at];
        match what {
            0 => it.amount = Amount::new(it.amount.minor() + 1).expect("more"),
            1 => std::mem::swap(&mut it.debit, &mut it.credit),
            2 => it.number += 1,
            3 => it.posted_at += TimeDelta::seconds(1),
            4 => it.hash[0] ^= 1,
            5 => it.note[5] ^= 1,
            6 => it.debit_after += 1,
            7 => it.credit_after -= 1,
            _ => it.id = TransferId(Uuid::from_u128(5)),
        }
        let row = it.id.to_string();
        let fault = found(&book, &rows).expect_err("it is found");
        prop_assert_eq!((fault.table, fault.row), ("transfers", row));
    }

    #[test]
    fn a_row_that_is_gone_is_missed(payments in payments(), at in any::<prop::sample::Index>()) {
        let book = books(&payments);
        let mut rows = in_order(&book);
        prop_assume!(!rows.is_empty());
        rows.remove(at.index(rows.len()));
        prop_assert!(found(&book, &rows).is_err());
    }
}

#[test]
fn words_that_were_changed_are_found_and_words_that_went_are_not() {
    let book = books(&[(1, 2, 50, false)]);
    let rows = in_order(&book);
    let written = |words: &str| Some((words.to_owned(), vec![7; 16]));
    let found =
        |words: Option<Written>| Checker::default().transfer(&rows[0], (None, words.as_ref()));
    assert_eq!(found(None), Ok(()));
    assert_eq!(found(written("Brood")), Ok(()));
    let fault = found(written("Taart")).expect_err("other words");
    assert_eq!((fault.table, fault.about), ("transfer_notes", Disagreement::Note));
}
