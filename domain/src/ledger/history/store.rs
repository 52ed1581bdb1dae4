//! The statements about what stands in the books, row by row.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult};

use super::model::{Apart, Counted, Head, Named, Written};
use crate::db::{DbError, sql};
use crate::id::{AccountId, CurrencyId, HoldId};
use crate::ledger::account::{AccountKind, Limits};
use crate::ledger::book::{HoldState, Rules, Transfer};
use crate::ledger::store::{hash, known, transfer};

/// How many rows are read at once.
const CHUNK: u64 = 5_000;

/// A currency, and what its row says of its transfers.
pub(super) struct Kept {
    pub(super) code: String,
    pub(super) head: Head,
}

/// Every currency, by its code.
pub(super) async fn currencies(tx: &DatabaseTransaction) -> Result<Vec<Kept>, DbError> {
    let text = "select id, code, last_number, last_hash, balance_sum from currencies order by code";
    let read = |row: &QueryResult| {
        let head = Head {
            id: CurrencyId(row.try_get_by_index(0)?),
            number: u64::try_from(row.try_get_by_index::<i64>(2)?).unwrap_or_default(),
            hash: hash(row, 3)?,
            sum: row.try_get_by_index(4)?,
        };
        Ok(Kept { code: row.try_get_by_index(1)?, head })
    };
    tx.query_all_raw(sql(tx, text, [])).await?.iter().map(read).collect()
}

/// The rules of a currency, the oldest first, each with the moment from which on it holds.
pub(super) async fn rules(
    tx: &DatabaseTransaction,
    of: CurrencyId,
) -> Result<Vec<(DateTime<Utc>, Rules)>, DbError> {
    let text = "select r.effective_at, r.step, r.levy_bp, (select f.id from accounts f \
        where f.currency_id = r.currency_id and f.kind = 'fund' and f.state <> 'closed') \
        from currency_rules r where r.currency_id = $1 order by r.version";
    let read = |row: &QueryResult| {
        let levy_bp: i32 = row.try_get_by_index(2)?;
        let rules = Rules {
            is_on: true,
            step: row.try_get_by_index(1)?,
            levy_bp: u32::try_from(levy_bp).unwrap_or_default(),
            fund: row.try_get_by_index::<Option<Uuid>>(3)?.map(AccountId),
        };
        Ok((row.try_get_by_index(0)?, rules))
    };
    tx.query_all_raw(sql(tx, text, [of.0.into()])).await?.iter().map(read).collect()
}

/// A transfer, with what it names and what was written beside it.
pub(super) type Told = (Transfer, Option<Named>, Option<Written>);

/// The next transfers of a currency after a number.
pub(super) async fn transfers(
    tx: &DatabaseTransaction,
    (of, after): (CurrencyId, u64),
) -> Result<Vec<Told>, DbError> {
    let text = format!(
        "select t.id, t.number, t.debit_id, t.credit_id, t.amount, t.kind, t.reverses_id, \
         t.levy_of_id, t.hold_id, t.posted_at, t.note_digest, t.hash, t.currency_id, \
         t.debit_after, t.credit_after, n.purpose, n.salt, o.credit_id, o.amount \
         from transfers t left join transfer_notes n on n.transfer_id = t.id \
         left join transfers o on o.id = coalesce(t.reverses_id, t.levy_of_id) \
             and o.currency_id = t.currency_id and o.number < t.number \
             and o.reverses_id is null \
         where t.currency_id = $1 and t.number > $2 order by t.number limit {CHUNK}"
    );
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let read = |row: &QueryResult| {
        let words: Option<String> = row.try_get_by_index(15)?;
        let salt: Option<Vec<u8>> = row.try_get_by_index(16)?;
        let to = row.try_get_by_index::<Option<Uuid>>(17)?.map(AccountId);
        let named = to.zip(row.try_get_by_index::<Option<i64>>(18)?);
        Ok((transfer(row)?, named, words.zip(salt)))
    };
    tx.query_all_raw(sql(tx, &text, [of.0.into(), after.into()])).await?.iter().map(read).collect()
}

/// The next holds of a currency after an id.
pub(super) async fn holds(
    tx: &DatabaseTransaction,
    (of, after): (CurrencyId, Uuid),
) -> Result<Vec<Apart>, DbError> {
    let text = format!(
        "select h.id, h.payer_id, h.payee_id, h.amount, h.captured, h.state from holds h \
         join accounts a on a.id = h.payer_id where a.currency_id = $1 and h.id > $2 \
         order by h.id limit {CHUNK}"
    );
    let read = |row: &QueryResult| {
        let state: String = row.try_get_by_index(5)?;
        Ok(Apart {
            id: HoldId(row.try_get_by_index(0)?),
            payer: AccountId(row.try_get_by_index(1)?),
            payee: AccountId(row.try_get_by_index(2)?),
            amount: row.try_get_by_index(3)?,
            captured: row.try_get_by_index(4)?,
            state: known(&state, HoldState::from_key)?,
        })
    };
    tx.query_all_raw(sql(tx, &text, [of.0.into(), after.into()])).await?.iter().map(read).collect()
}

/// An account as it stands in its row.
pub(super) struct Row {
    pub(super) counted: Counted,
    pub(super) kind: AccountKind,
    pub(super) limits: Limits,
    pub(super) opened_at: DateTime<Utc>,
}

/// The next accounts of a currency after an id.
pub(super) async fn accounts(
    tx: &DatabaseTransaction,
    (of, after): (CurrencyId, Uuid),
) -> Result<Vec<Row>, DbError> {
    let text = format!(
        "select a.id, a.received, a.paid, a.balance, a.reserved, a.expected, a.kind, \
         a.min_minor, a.max_minor, a.opened_at \
         from accounts a where a.currency_id = $1 and a.id > $2 order by a.id limit {CHUNK}"
    );
    let read = |row: &QueryResult| {
        let counted = Counted {
            id: AccountId(row.try_get_by_index(0)?),
            received: row.try_get_by_index(1)?,
            paid: row.try_get_by_index(2)?,
            balance: row.try_get_by_index(3)?,
            reserved: row.try_get_by_index(4)?,
            expected: row.try_get_by_index(5)?,
        };
        let kind: String = row.try_get_by_index(6)?;
        Ok(Row {
            counted,
            kind: known(&kind, AccountKind::from_key)?,
            limits: Limits { min: row.try_get_by_index(7)?, max: row.try_get_by_index(8)? },
            opened_at: row.try_get_by_index(9)?,
        })
    };
    tx.query_all_raw(sql(tx, &text, [of.0.into(), after.into()])).await?.iter().map(read).collect()
}
