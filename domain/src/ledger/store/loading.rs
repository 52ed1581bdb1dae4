//! What a batch names, out of the database into books.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, QueryResult};

use super::{amount, hash, known};
use crate::db::rows::{Of, Row, Rows, ids, source};
use crate::db::{Backend, DbError, WriteTx, sql};
use crate::id::{AccountId, CurrencyId, HoldId, PaymentRequestId, TransferId};
use crate::ledger::account::{Account, AccountKind, AccountState, Limits};
use crate::ledger::book::{
    Answer, Book, Hold, HoldState, PaymentRequest, PaymentRequestState, Rules, Transfer,
    TransferKind,
};

/// The rules of a currency, each with the moment from which on it holds, the oldest first.
pub(in crate::ledger) struct Versions(Vec<(DateTime<Utc>, Rules)>);

impl Versions {
    /// Those in force at a moment; before the first, the first.
    pub(in crate::ledger) fn at(&self, now: DateTime<Utc>) -> Option<&Rules> {
        let in_force = self.0.iter().rev().find(|(from, _)| *from <= now);
        in_force.or_else(|| self.0.first()).map(|(_, rules)| rules)
    }
}

/// In whose books a transfer stands, from where to where, and how much it is.
pub(in crate::ledger) type Standing = (CurrencyId, AccountId, AccountId, i64);

/// Takes the books of a currency in hand: nobody else writes in them until the transaction ends.
/// None where there is no such currency.
pub(in crate::ledger) async fn lock(
    tx: &WriteTx,
    currency: CurrencyId,
) -> Result<Option<(Book, Versions)>, DbError> {
    let db = tx.conn();
    // Locked first and read after it: what is read is what was written before.
    if tx.backend() == Backend::Postgres {
        // Whoever opens an account of it only needs that it is there, and does not wait.
        let text = "select id from currencies where id = $1 for no key update";
        db.query_one_raw(sql(db, text, [currency.0.into()])).await?;
    }
    let text = "select r.effective_at, r.step, r.levy_bp, c.is_on, c.last_number, c.last_hash, \
        c.last_at, (select f.id from accounts f where f.currency_id = c.id and f.kind = 'fund' \
            and f.state <> 'closed'), c.last_answer \
        from currencies c join currency_rules r on r.currency_id = c.id \
        where c.id = $1 order by r.version";
    let rows = db.query_all_raw(sql(db, text, [currency.0.into()])).await?;
    let versions: Result<Vec<_>, DbError> = rows.iter().map(version).collect();
    let versions = Versions(versions?);
    let (Some(row), Some((_, rules))) = (rows.first(), versions.0.first()) else {
        return Ok(None);
    };
    let mut book = Book::new(currency, rules.clone());
    book.last_number = u64::try_from(row.try_get_by_index::<i64>(4)?).unwrap_or_default();
    book.last_hash = hash(row, 5)?;
    book.last_at = row.try_get_by_index(6)?;
    book.last_answer = u64::try_from(row.try_get_by_index::<i64>(8)?).unwrap_or_default();
    Ok(Some((book, versions)))
}

fn version(row: &QueryResult) -> Result<(DateTime<Utc>, Rules), DbError> {
    let levy_bp: i32 = row.try_get_by_index(2)?;
    let rules = Rules {
        is_on: row.try_get_by_index(3)?,
        step: row.try_get_by_index(1)?,
        levy_bp: u32::try_from(levy_bp).unwrap_or_default(),
        fund: row.try_get_by_index::<Option<Uuid>>(7)?.map(AccountId),
    };
    Ok((row.try_get_by_index(0)?, rules))
}

/// `(select …)` of the ids in the value `$1`.
pub(super) fn these(tx: &WriteTx) -> String {
    format!("(select r.id from {})", source(tx, &[("id", Of::Id)]))
}

/// Asks for these ids; nothing where there are none.
async fn asked(tx: &WriteTx, rows: Rows, text: &str) -> Result<Vec<QueryResult>, DbError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    Ok(tx.conn().query_all_raw(sql(tx.conn(), text, [rows.json()])).await?)
}

/// The same of what is over at a moment, which is `$2` in the text.
async fn over(
    tx: &WriteTx,
    (of, now): (&[AccountId], DateTime<Utc>),
    text: &str,
) -> Result<Vec<QueryResult>, DbError> {
    let rows = ids(of.iter().map(|it| it.0));
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    Ok(tx.conn().query_all_raw(sql(tx.conn(), text, [rows.json(), now.into()])).await?)
}

/// Brings accounts into the books, and what was answered before to those that ask under a key;
/// answers with what had been asked, as it was typed.
pub(in crate::ledger) async fn accounts(
    tx: &WriteTx,
    book: &mut Book,
    named: BTreeSet<AccountId>,
    keys: &BTreeSet<(AccountId, Uuid)>,
) -> Result<BTreeMap<(AccountId, Uuid), String>, DbError> {
    let (mut rows, mut said) = (Rows::default(), BTreeMap::new());
    let asking: BTreeSet<AccountId> = keys.iter().map(|it| it.0).collect();
    let with_key = keys.iter().map(|(account, key)| (*account, Some(*key)));
    for (account, key) in with_key.chain(named.difference(&asking).map(|it| (*it, None))) {
        rows.push(Row::default().id("id", account.0).maybe_id("key", key));
    }
    let text = format!(
        "select a.id, a.currency_id, a.kind, a.state, a.min_minor, a.max_minor, a.received, \
         a.paid, a.reserved, a.expected, a.settled, s.key, s.asked, s.answer, s.said \
         from {} join accounts a on a.id = r.id \
         left join ledger_answers s on s.account_id = a.id and s.key = r.key",
        source(tx, &[("id", Of::Id), ("key", Of::Id)])
    );
    for row in &asked(tx, rows, &text).await? {
        let account = account(row)?;
        if let Some(key) = row.try_get_by_index::<Option<Uuid>>(11)? {
            let answer: String = row.try_get_by_index(13)?;
            let answer = Answer { asked: hash(row, 12)?, outcome: serde_json::from_str(&answer)? };
            let key = (account.id, key);
            said.extend(row.try_get_by_index::<Option<String>>(14)?.map(|it| (key, it)));
            book.answers.insert(key, answer);
        }
        book.accounts.insert(account.id, account);
    }
    Ok(said)
}

fn account(row: &QueryResult) -> Result<Account, DbError> {
    let kind: String = row.try_get_by_index(2)?;
    let state: String = row.try_get_by_index(3)?;
    Ok(Account {
        id: AccountId(row.try_get_by_index(0)?),
        currency: CurrencyId(row.try_get_by_index(1)?),
        kind: known(&kind, AccountKind::from_key)?,
        state: known(&state, AccountState::from_key)?,
        limits: Limits { min: row.try_get_by_index(4)?, max: row.try_get_by_index(5)? },
        received: row.try_get_by_index(6)?,
        paid: row.try_get_by_index(7)?,
        reserved: row.try_get_by_index(8)?,
        expected: row.try_get_by_index(9)?,
        is_settled: row.try_get_by_index(10)?,
    })
}

/// Brings holds into the books, those of `payers` that are over, and those that stand of who is
/// leaving, on either side.
pub(in crate::ledger) async fn holds(
    tx: &WriteTx,
    book: &mut Book,
    named: BTreeSet<HoldId>,
    (payers, leaving): (&[AccountId], &[AccountId]),
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let columns = "h.id, h.payer_id, h.payee_id, h.amount, h.captured, h.state, h.disputed, \
        h.expires_at from holds h join accounts a on a.id = h.payer_id";
    let of = format!("and a.currency_id = {}", literal(tx, book.currency));
    let these = these(tx);
    let text = format!("select {columns} where h.id in {these} {of}");
    let mut found = asked(tx, ids(named.iter().map(|it| it.0)), &text).await?;
    let text = format!(
        "select {columns} where h.payer_id in {these} and h.state = 'standing' \
         and h.expires_at <= $2 {of}"
    );
    found.extend(over(tx, (payers, now), &text).await?);
    // Each side by its own index.
    for side in ["payer_id", "payee_id"] {
        let text =
            format!("select {columns} where h.{side} in {these} and h.state = 'standing' {of}");
        found.extend(asked(tx, ids(leaving.iter().map(|it| it.0)), &text).await?);
    }
    for row in &found {
        let state: String = row.try_get_by_index(5)?;
        let hold = Hold {
            id: HoldId(row.try_get_by_index(0)?),
            payer: AccountId(row.try_get_by_index(1)?),
            payee: AccountId(row.try_get_by_index(2)?),
            amount: amount(row, 3)?,
            captured: row.try_get_by_index(4)?,
            state: known(&state, HoldState::from_key)?,
            disputed: row.try_get_by_index(6)?,
            expires_at: row.try_get_by_index(7)?,
        };
        book.holds.insert(hold.id, hold);
    }
    Ok(())
}

/// Brings requests into the books, those of `payees` that are over, and those that wait of who is
/// leaving, on either side.
pub(in crate::ledger) async fn requests(
    tx: &WriteTx,
    book: &mut Book,
    named: BTreeSet<PaymentRequestId>,
    (payees, leaving): (&[AccountId], &[AccountId]),
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let columns = "q.id, q.payer_id, q.payee_id, q.amount, q.state, q.expires_at \
        from payment_requests q join accounts a on a.id = q.payee_id";
    let of = format!("and a.currency_id = {}", literal(tx, book.currency));
    let these = these(tx);
    let text = format!("select {columns} where q.id in {these} {of}");
    let mut found = asked(tx, ids(named.iter().map(|it| it.0)), &text).await?;
    let text = format!(
        "select {columns} where q.payee_id in {these} and q.state = 'waiting' \
         and q.expires_at <= $2 {of}"
    );
    found.extend(over(tx, (payees, now), &text).await?);
    for side in ["payer_id", "payee_id"] {
        let text =
            format!("select {columns} where q.{side} in {these} and q.state = 'waiting' {of}");
        found.extend(asked(tx, ids(leaving.iter().map(|it| it.0)), &text).await?);
    }
    for row in &found {
        let state: String = row.try_get_by_index(4)?;
        let request = PaymentRequest {
            id: PaymentRequestId(row.try_get_by_index(0)?),
            payer: row.try_get_by_index::<Option<Uuid>>(1)?.map(AccountId),
            payee: AccountId(row.try_get_by_index(2)?),
            amount: amount(row, 3)?,
            state: known(&state, PaymentRequestState::from_key)?,
            expires_at: row.try_get_by_index(5)?,
        };
        book.requests.insert(request.id, request);
    }
    Ok(())
}

/// An id as it stands in a statement. It is the house's own, and no text that came in.
pub(super) fn literal(tx: &WriteTx, currency: CurrencyId) -> String {
    match tx.backend() {
        Backend::Sqlite => format!("x'{}'", currency.0.simple()),
        Backend::Postgres => format!("'{}'::uuid", currency.0),
    }
}

/// Brings transfers into the books, their levies, and what took them back.
pub(in crate::ledger) async fn transfers(
    tx: &WriteTx,
    book: &mut Book,
    named: BTreeSet<TransferId>,
) -> Result<(), DbError> {
    let columns = "t.id, t.number, t.debit_id, t.credit_id, t.amount, t.kind, t.reverses_id, \
        t.levy_of_id, t.hold_id, t.posted_at, t.note_digest, t.hash, t.currency_id, \
        t.debit_after, t.credit_after";
    let text = format!(
        "with named as {} \
         select {columns} from transfers t where t.id in (select id from named) \
         union all select {columns} from transfers t where t.levy_of_id in (select id from named) \
         union all select {columns} from transfers t where t.reverses_id in (select id from named)",
        these(tx)
    );
    for row in &asked(tx, ids(named.iter().map(|it| it.0)), &text).await? {
        let transfer = transfer(row)?;
        if row.try_get_by_index::<Uuid>(12)? != book.currency.0 {
            continue;
        }
        if let Some(old) = transfer.reverses {
            book.reversed.insert(old, transfer.id);
        }
        book.transfers.insert(transfer.id, transfer);
    }
    Ok(())
}

/// A transfer, of the columns that [`transfers`] asks for.
pub(in crate::ledger) fn transfer(row: &QueryResult) -> Result<Transfer, DbError> {
    let kind: String = row.try_get_by_index(5)?;
    let id = |at: usize| row.try_get_by_index::<Option<Uuid>>(at);
    Ok(Transfer {
        id: TransferId(row.try_get_by_index(0)?),
        number: u64::try_from(row.try_get_by_index::<i64>(1)?).unwrap_or_default(),
        debit: AccountId(row.try_get_by_index(2)?),
        credit: AccountId(row.try_get_by_index(3)?),
        amount: amount(row, 4)?,
        debit_after: row.try_get_by_index(13)?,
        credit_after: row.try_get_by_index(14)?,
        kind: known(&kind, TransferKind::from_key)?,
        reverses: id(6)?.map(TransferId),
        levy_of: id(7)?.map(TransferId),
        hold: id(8)?.map(HoldId),
        posted_at: row.try_get_by_index(9)?,
        note: hash(row, 10)?,
        hash: hash(row, 11)?,
    })
}

/// Which of some transfers stand in any books: in whose, from where to where, and how much.
pub(in crate::ledger) async fn posted(
    tx: &WriteTx,
    named: impl Iterator<Item = TransferId>,
) -> Result<BTreeMap<TransferId, Standing>, DbError> {
    let text = format!(
        "select t.id, t.currency_id, t.debit_id, t.credit_id, t.amount from transfers t \
         where t.id in {}",
        these(tx)
    );
    let read = |row: &QueryResult| {
        let (debit, credit) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
        let currency = CurrencyId(row.try_get_by_index(1)?);
        let standing = (currency, AccountId(debit), AccountId(credit), row.try_get_by_index(4)?);
        Ok((TransferId(row.try_get_by_index(0)?), standing))
    };
    asked(tx, ids(named.map(|it| it.0)), &text).await?.iter().map(read).collect()
}

/// What was written beside transfers, and for which kind of thing they were.
pub(in crate::ledger) async fn words(
    tx: &WriteTx,
    named: Vec<TransferId>,
) -> Result<BTreeMap<TransferId, (String, Option<String>)>, DbError> {
    let text = format!(
        "select n.transfer_id, n.purpose, n.category from transfer_notes n \
         where n.transfer_id in {}",
        these(tx)
    );
    let found = asked(tx, ids(named.iter().map(|it| it.0)), &text).await?;
    let read = |row: &QueryResult| {
        let words = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        Ok((TransferId(row.try_get_by_index(0)?), words))
    };
    found.iter().map(read).collect()
}
