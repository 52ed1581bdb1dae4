//! Payments that a program can make again from their number alone.

use chrono::{DateTime, SubsecRound, Utc};
use koop_domain::id::{AccountId, CurrencyId, TransferId};
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::book::TransferKind;
use koop_domain::ledger::chain;
use koop_domain::ledger::command::{Ask, Command};
use koop_domain::ledger::journal::{Beside, Entry, Outcome};
use uuid::Uuid;

/// The nth payment between some accounts: the same each time but for its moment.
///
/// # Panics
/// Never: the amount is more than nothing.
#[must_use]
pub fn payment(
    currency: CurrencyId,
    accounts: &[AccountId],
    nth: u64,
    now: DateTime<Utc>,
) -> Entry {
    let many = accounts.len() as u64;
    // Odd steps through powers of two visit all of them.
    let drawn = nth.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 17;
    let place = |at: u64| usize::try_from(at % many).unwrap_or_default();
    let (from, to) = (accounts[place(drawn)], accounts[place(drawn + 1 + nth % (many - 1))]);
    let minor = i64::try_from(1 + drawn % 400).unwrap_or(1);
    let key = Uuid::from_u64_pair(0x0198_0000_0000_7000, nth + 1);
    let ask = Ask::Pay {
        id: TransferId(key),
        to,
        amount: Amount::new(minor).expect("more than nothing"),
        kind: TransferKind::Payment,
        note: chain::note_digest(None, &[]),
    };
    let command = Command { account: from, key, ask };
    Entry { currency, command, at: now.trunc_subsecs(6), beside: Beside::default() }
}

/// What was answered, in a line.
#[must_use]
pub fn spoken(entry: &Entry, outcome: &Outcome) -> String {
    let answer = match outcome {
        Ok(_) => "ok",
        Err(why) => why.key(),
    };
    format!("{} {answer}", entry.command.key)
}
