//! Where a balance lies between what an account may owe and what it may hold, as it is drawn. The
//! same stands beside it in words.

use koop_domain::ledger::account::Account;

use super::super::Coin;

/// How much of the line is kept for the label of what may be owed, before zero has one too.
const LABEL: i64 = 12;

/// A line from limit to limit, in parts of a hundred of its length.
pub(crate) struct Track {
    pub zero: String,
    pub at: String,
    /// Where the part that is filled begins, and where it ends.
    pub from: String,
    pub to: String,
    /// What may be owed, what may be held.
    pub least: Option<String>,
    pub most: String,
    /// Whether zero has a label of its own.
    pub has_zero: bool,
}

impl Track {
    /// Of an account that has both limits.
    pub(super) fn of(coin: &Coin, account: &Account) -> Option<Self> {
        let (min, max) = (account.limits.min?, account.limits.max?);
        let length = max.checked_sub(min).filter(|it| *it > 0)?;
        // A thousandth of the line is finer than a screen.
        let share = |minor: i64| {
            let along = i128::from(minor.clamp(min, max)) - i128::from(min);
            i64::try_from(along * 1_000 / i128::from(length)).unwrap_or_default()
        };
        let words = |it: i64| format!("{}.{}", it / 10, it % 10);
        let (zero, at) = (share(0), share(account.balance().minor()));
        Some(Self {
            zero: words(zero),
            at: words(at),
            from: words(zero.min(at)),
            to: words(zero.max(at)),
            least: (min < 0).then(|| coin.round(min)),
            most: coin.round(max),
            has_zero: min == 0 || zero > LABEL * 10,
        })
    }
}
