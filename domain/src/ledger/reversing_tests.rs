//! What goes back, and at whose cost.

use chrono::TimeDelta;
use uuid::Uuid;

use super::account::{AccountState, Limits};
use super::amount::Amount;
use super::book::TransferKind;
use super::chain;
use super::command::{Ask, Command};
use super::model::post;
use super::rejected::Rejected;
use super::sample::{FUND, ISSUER, account, books, start};
use crate::id::{PaymentRequestId, TransferId};

fn pays(from: u128, to: u128, minor: i64, key: u128) -> Command {
    let (id, amount) = (TransferId(Uuid::from_u128(key)), Amount::new(minor).expect("more"));
    let (kind, note) = (TransferKind::Payment, chain::START);
    let ask = Ask::Pay { id, to: account(to), amount, kind, note };
    Command { account: account(from), key: id.0, ask }
}

fn takes_back(by: u128, transfer: u128, key: u128, decided: bool) -> Command {
    let (id, transfer) = (TransferId(Uuid::from_u128(key)), TransferId(Uuid::from_u128(transfer)));
    let ask = Ask::Reverse { id, transfer, note: chain::START, decided };
    Command { account: account(by), key: id.0, ask }
}

#[test]
fn two_friends_make_no_money_of_nothing() {
    let mut book = books(0, 1);
    // Anna pays Bram what she may owe, Bram spends it, and gives it back to her.
    assert!(post(&mut book, &pays(1, 2, 1_000, 60), start()).is_ok());
    assert!(post(&mut book, &pays(2, 3, 1_500, 61), start()).is_ok());
    let back = post(&mut book, &takes_back(2, 60, 62, false), start());
    assert_eq!(back, Err(Rejected::PayerLimit));
    let freeze = Ask::Become { state: AccountState::Frozen };
    let key = Uuid::from_u128(63);
    assert!(post(&mut book, &Command { account: account(3), key, ask: freeze }, start()).is_ok());
    let back = post(&mut book, &takes_back(3, 61, 64, false), start());
    assert_eq!(back, Err(Rejected::PayerFrozen));
    let by_payer = post(&mut book, &takes_back(1, 60, 65, false), start());
    assert_eq!(by_payer, Err(Rejected::TransferUnknown), "only who was paid gives back");
    // What is decided posts, whatever the limits and whatever stands still.
    assert!(post(&mut book, &takes_back(2, 60, 66, true), start()).is_ok());
    assert!(post(&mut book, &takes_back(3, 61, 67, true), start()).is_ok());
}

#[test]
fn what_two_decided_nobody_takes_back_alone() {
    use TransferKind as K;
    let decided_by_two =
        [K::Issue, K::Destroy, K::Redemption, K::PaperIn, K::PaperOut, K::Settlement];
    for (kind, is_back) in decided_by_two
        .map(|it| (it, false))
        .into_iter()
        .chain([(K::Payment, true), (K::Handout, true)])
    {
        for decided in [true, false] {
            let mut book = books(0, 1);
            let mut pay = pays(1, 2, 500, 60);
            if let Ask::Pay { kind: of, .. } = &mut pay.ask {
                *of = kind;
            }
            assert!(post(&mut book, &pay, start()).is_ok());
            let back = post(&mut book, &takes_back(2, 60, 61, decided), start());
            assert_eq!(back.is_ok(), is_back, "{}", kind.key());
            assert!(is_back || back == Err(Rejected::NotReversible), "{back:?}");
        }
    }
    // What somebody paid to the issuer is out of the world, and comes back by two.
    let mut book = books(0, 1);
    assert!(post(&mut book, &pays(1, ISSUER, 500, 60), start()).is_ok());
    let back = post(&mut book, &takes_back(ISSUER, 60, 61, true), start());
    assert_eq!(back, Err(Rejected::NotReversible));
}

#[test]
fn a_levy_that_comes_back_helps_to_give_back() {
    let mut book = books(2_000, 1);
    let limits = Limits { min: Some(0), max: None };
    let ask = Ask::Limit { limits };
    let key = Uuid::from_u128(59);
    assert!(post(&mut book, &Command { account: account(2), key, ask }, start()).is_ok());
    assert!(post(&mut book, &pays(1, 2, 1_000, 60), start()).is_ok());
    assert_eq!(book.accounts[&account(2)].balance().minor(), 800);
    assert!(post(&mut book, &takes_back(2, 60, 61, false), start()).is_ok());
    assert!(book.accounts.values().all(|it| it.balance().minor() == 0));
}

#[test]
fn who_closed_an_account_gives_nothing_back_at_the_cost_of_the_fund() {
    let mut book = books(0, 1);
    assert!(post(&mut book, &pays(1, 2, 500, 60), start()).is_ok());
    assert!(post(&mut book, &pays(2, 3, 500, 61), start()).is_ok());
    let close = Ask::Become { state: AccountState::Closed };
    let key = Uuid::from_u128(62);
    assert!(post(&mut book, &Command { account: account(2), key, ask: close }, start()).is_ok());
    for (decided, key) in [(false, 63), (true, 64)] {
        let back = post(&mut book, &takes_back(2, 60, key, decided), start());
        assert_eq!(back, Err(Rejected::PayerClosed));
    }
    let back = post(&mut book, &takes_back(3, 61, 65, false), start());
    assert_eq!(back, Err(Rejected::PayeeClosed));
    assert_eq!(book.accounts[&account(FUND)].balance().minor(), 0);
    // Of who has left it stands in.
    let leave = Ask::Settle { id: TransferId(Uuid::from_u128(66)), note: chain::START };
    let key = Uuid::from_u128(66);
    assert!(post(&mut book, &Command { account: account(1), key, ask: leave }, start()).is_ok());
    assert!(post(&mut book, &pays(4, 3, 10, 67), start()).is_ok());
}

#[test]
fn what_is_asked_without_an_end_is_the_same_on_another_day() {
    let mut book = books(0, 1);
    let request = |expires_at| {
        let id = PaymentRequestId(Uuid::from_u128(60));
        let (from, amount) = (None, Amount::new(5).expect("more"));
        let ask = Ask::Request { id, from, amount, expires_at };
        Command { account: account(1), key: id.0, ask }
    };
    let first = post(&mut book, &request(None), start());
    assert!(first.is_ok());
    let later = start() + TimeDelta::days(2);
    assert_eq!(post(&mut book, &request(None), later), first);
    let other = post(&mut book, &request(Some(later + TimeDelta::days(1))), later);
    assert_eq!(other, Err(Rejected::ExistsWithDifferentContent));
}
