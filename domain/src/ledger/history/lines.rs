//! The books as lines of JSON: what was decided about a currency, its accounts, and every transfer
//! in the order of its number. No person stands in them, and no word that somebody wrote.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::store::Row;
use crate::id::{AccountId, HoldId, TransferId};
use crate::ledger::account::{AccountKind, Limits};
use crate::ledger::book::{Rules, Transfer, TransferKind};
use crate::ledger::chain::Hash;

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Line {
    /// Of which currency the lines after it are.
    Currency {
        /// Its code.
        code: String,
    },
    /// Rules, from a moment on.
    Rules {
        /// From when.
        from: DateTime<Utc>,
        /// The least step of amounts, in minor units.
        step: i64,
        /// What the fund receives of each payment, in hundredths of a percent.
        levy_bp: u32,
        /// The account that it goes to.
        fund: Option<AccountId>,
    },
    /// An account.
    Account {
        /// Its id.
        id: AccountId,
        /// Whose it is.
        kind: AccountKind,
        /// The least that it may hold, in minor units; none: without end.
        min: Option<i64>,
        /// The most.
        max: Option<i64>,
        /// Since when.
        opened_at: Option<DateTime<Utc>>,
    },
    /// A transfer.
    Transfer(Moved),
}

/// A transfer, as it stands in a line. Of a line that was written elsewhere only who, to whom, how
/// much and when are asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// Its number in its currency.
    pub number: Option<u64>,
    /// Its id.
    pub id: TransferId,
    /// Who pays.
    pub debit: AccountId,
    /// Who is paid.
    pub credit: AccountId,
    /// How much, in minor units.
    pub amount: i64,
    /// What it is.
    pub kind: TransferKind,
    /// Which one it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<TransferId>,
    /// Of which payment it is the levy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levy_of: Option<TransferId>,
    /// Out of which hold it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldId>,
    /// When.
    pub posted_at: DateTime<Utc>,
    /// The digest of what was written, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The hash over it and the one before, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
}

impl Line {
    pub(super) fn of_rules(from: DateTime<Utc>, it: &Rules) -> Self {
        Self::Rules { from, step: it.step, levy_bp: it.levy_bp, fund: it.fund }
    }

    pub(super) fn of_account(it: &Row) -> Self {
        let Limits { min, max } = it.limits;
        let opened_at = Some(it.opened_at);
        Self::Account { id: it.counted.id, kind: it.kind, min, max, opened_at }
    }

    pub(super) fn of_transfer(it: &Transfer) -> Self {
        Self::Transfer(Moved {
            number: Some(it.number),
            id: it.id,
            debit: it.debit,
            credit: it.credit,
            amount: it.amount.minor(),
            kind: it.kind,
            reverses: it.reverses,
            levy_of: it.levy_of,
            hold: it.hold,
            posted_at: it.posted_at,
            note: Some(hex(&it.note)),
            hash: Some(hex(&it.hash)),
        })
    }
}

/// In hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A hash, out of hexadecimal.
pub(super) fn unhex(text: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    if text.len() != 2 * hash.len() || !text.is_ascii() {
        return None;
    }
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(hash)
}
