//! Small books for the tests of the rule.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::account::{AccountKind, Limits};
use super::book::{Book, Rules};
use super::command::{Ask, Command};
use super::model::post;
use crate::id::{AccountId, CurrencyId};

pub(super) const PEOPLE: u128 = 5;
pub(super) const FUND: u128 = 100;
pub(super) const ISSUER: u128 = 101;

pub(super) fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

pub(super) fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).expect("a moment")
}

/// Books with a few neighbours, a fund and an issuer.
pub(super) fn books(levy_bp: u32, step: i64) -> Book {
    let rules = Rules { is_on: true, step, levy_bp, fund: Some(account(FUND)) };
    let mut book = Book::new(CurrencyId(Uuid::from_u128(1)), rules);
    let limits = Limits { min: Some(-1_000), max: Some(2_000) };
    let all = (1..=PEOPLE).map(|n| (n, AccountKind::Member, limits));
    let house = [
        (FUND, AccountKind::Fund, Limits { min: Some(0), max: None }),
        (ISSUER, AccountKind::Issuer, Limits::NONE),
    ];
    for (n, kind, limits) in all.chain(house) {
        let command = Command {
            account: account(n),
            key: Uuid::from_u128(n),
            ask: Ask::Open { kind, limits },
        };
        post(&mut book, &command, start()).expect("opens");
    }
    book
}
