//! What a batch changed, out of the books into the database: one statement a table.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;

use super::room::save_room;
use crate::db::rows::{Column, Of, Row, Rows, source};
use crate::db::{DbError, WriteTx, sql};
use crate::id::{AccountId, CurrencyId, HoldId, PaymentRequestId, TransferId};
use crate::ledger::account::{Account, AccountKind};
use crate::ledger::book::{Book, HoldState, Transfer, TransferKind};
use crate::ledger::journal::{Beside, Note};

const TRANSFER: [Column; 14] = [
    ("id", Of::Id),
    ("number", Of::Number),
    ("debit_id", Of::Id),
    ("credit_id", Of::Id),
    ("amount", Of::Number),
    ("kind", Of::Text),
    ("reverses_id", Of::Id),
    ("levy_of_id", Of::Id),
    ("hold_id", Of::Id),
    ("posted_at", Of::Moment),
    ("note_digest", Of::Bytes),
    ("hash", Of::Bytes),
    ("debit_after", Of::Number),
    ("credit_after", Of::Number),
];
const NOTE: [Column; 4] =
    [("transfer_id", Of::Id), ("purpose", Of::Text), ("salt", Of::Bytes), ("category", Of::Text)];
const ACCOUNT: [Column; 11] = [
    ("id", Of::Id),
    ("state", Of::Text),
    ("min_minor", Of::Number),
    ("max_minor", Of::Number),
    ("received", Of::Number),
    ("paid", Of::Number),
    ("reserved", Of::Number),
    ("expected", Of::Number),
    ("settled", Of::Truth),
    ("reversal_number", Of::Number),
    ("moved_at", Of::Moment),
];
const HOLD: [Column; 10] = [
    ("id", Of::Id),
    ("payer_id", Of::Id),
    ("payee_id", Of::Id),
    ("agreement_id", Of::Id),
    ("amount", Of::Number),
    ("captured", Of::Number),
    ("state", Of::Text),
    ("disputed", Of::Truth),
    ("expires_at", Of::Moment),
    ("at", Of::Moment),
];
const REQUEST: [Column; 10] = [
    ("id", Of::Id),
    ("code", Of::Text),
    ("payer_id", Of::Id),
    ("payee_id", Of::Id),
    ("amount", Of::Number),
    ("purpose", Of::Text),
    ("state", Of::Text),
    ("expires_at", Of::Moment),
    ("transfer_id", Of::Id),
    ("at", Of::Moment),
];
const ANSWER: [Column; 7] = [
    ("account_id", Of::Id),
    ("key", Of::Id),
    ("nth", Of::Number),
    ("asked", Of::Bytes),
    ("answer", Of::Text),
    ("at", Of::Moment),
    ("said", Of::Text),
];

/// What stands beside the books of what changed in them.
#[derive(Default)]
pub(in crate::ledger) struct Kept<'a> {
    /// What was written beside a transfer.
    pub(in crate::ledger) notes: BTreeMap<TransferId, &'a Note>,
    /// What stands beside a new hold.
    pub(in crate::ledger) holds: BTreeMap<HoldId, &'a Beside>,
    /// What stands beside a new request.
    pub(in crate::ledger) requests: BTreeMap<PaymentRequestId, &'a Beside>,
    /// By which transfer a request was paid.
    pub(in crate::ledger) paid: BTreeMap<PaymentRequestId, TransferId>,
    /// What was answered, in that order, and what had been asked as it was typed.
    pub(in crate::ledger) answers: Vec<(AccountId, Uuid, Option<&'a str>)>,
}

/// Writes what differs between the books as they were and as they are.
pub(in crate::ledger) async fn save(
    tx: &WriteTx,
    (before, after): (&Book, &Book),
    kept: &Kept<'_>,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    save_holds(tx, (before, after), kept, now).await?;
    let new: Vec<&Transfer> =
        after.transfers.values().filter(|it| it.number > before.last_number).collect();
    save_transfers(tx, after, &new).await?;
    save_room(tx, after, &new).await?;
    save_notes(tx, kept).await?;
    save_requests(tx, (before, after), kept, now).await?;
    // What points to accounts goes before what changes them: on PostgreSQL each way of holding a
    // row writes it anew.
    save_answers(tx, after, kept, now).await?;
    let moved = save_accounts(tx, (before, after), &new, now).await?;
    if !new.is_empty() || !kept.answers.is_empty() {
        let text = "update currencies set last_number = $1, last_hash = $2, last_at = $3, \
            balance_sum = balance_sum + $4, last_answer = last_answer + $5 where id = $6";
        let last = i64::try_from(after.last_number).unwrap_or(i64::MAX);
        let values = [
            last.into(),
            after.last_hash.to_vec().into(),
            after.last_at.into(),
            moved.into(),
            i64::try_from(kept.answers.len()).unwrap_or(i64::MAX).into(),
            after.currency.0.into(),
        ];
        tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    }
    Ok(())
}

async fn save_transfers(tx: &WriteTx, book: &Book, new: &[&Transfer]) -> Result<(), DbError> {
    let mut rows = Rows::default();
    let mut in_order = new.to_vec();
    in_order.sort_by_key(|it| it.number);
    for it in in_order {
        let row = Row::default()
            .id("id", it.id.0)
            .with("number", it.number)
            .id("debit_id", it.debit.0)
            .id("credit_id", it.credit.0)
            .with("amount", it.amount.minor())
            .with("kind", it.kind.key())
            .maybe_id("reverses_id", it.reverses.map(|it| it.0))
            .maybe_id("levy_of_id", it.levy_of.map(|it| it.0))
            .maybe_id("hold_id", it.hold.map(|it| it.0))
            .at("posted_at", it.posted_at)
            .bytes("note_digest", &it.note)
            .bytes("hash", &it.hash)
            .with("debit_after", it.debit_after)
            .with("credit_after", it.credit_after);
        rows.push(row);
    }
    let text = format!(
        "insert into transfers (id, currency_id, number, debit_id, credit_id, amount, kind, \
         reverses_id, levy_of_id, hold_id, posted_at, note_digest, hash, debit_after, credit_after) \
         select r.id, {}, r.number, r.debit_id, r.credit_id, r.amount, r.kind, r.reverses_id, \
         r.levy_of_id, r.hold_id, r.posted_at, r.note_digest, r.hash, r.debit_after, \
         r.credit_after from {} order by r.number",
        super::loading::literal(tx, book.currency),
        source(tx, &TRANSFER)
    );
    rows.run(tx, &text).await
}

async fn save_notes(tx: &WriteTx, kept: &Kept<'_>) -> Result<(), DbError> {
    let mut rows = Rows::default();
    for (id, note) in &kept.notes {
        let row = Row::default()
            .id("transfer_id", id.0)
            .with("purpose", note.purpose.as_str())
            .bytes("salt", &note.salt)
            .with("category", note.category.clone());
        rows.push(row);
    }
    let text = format!(
        "insert into transfer_notes (transfer_id, purpose, salt, category) \
         select r.transfer_id, r.purpose, r.salt, r.category from {}",
        source(tx, &NOTE)
    );
    rows.run(tx, &text).await
}

/// Writes the accounts that changed; answers by how much all of them together did, which is
/// nothing.
async fn save_accounts(
    tx: &WriteTx,
    (before, after): (&Book, &Book),
    new: &[&Transfer],
    now: DateTime<Utc>,
) -> Result<i64, DbError> {
    let mut rows = Rows::default();
    let mut moved = 0_i64;
    for (id, it) in &after.accounts {
        let Some(was) = before.accounts.get(id).filter(|was| *was != it) else { continue };
        moved = moved.saturating_add(it.balance().minor() - was.balance().minor());
        let back = new
            .iter()
            .filter(|it| matches!(it.kind, TransferKind::Reversal | TransferKind::Settlement));
        let back = back.filter(|it| it.debit == *id || it.credit == *id).map(|it| it.number);
        let has_moved = (it.received, it.paid) != (was.received, was.paid);
        rows.push(account(it, back.max(), has_moved.then_some(now)));
    }
    let text = format!(
        "update accounts set state = r.state, min_minor = r.min_minor, max_minor = r.max_minor, \
         received = r.received, paid = r.paid, balance = r.received - r.paid, \
         reserved = r.reserved, expected = r.expected, settled = r.settled, \
         reversal_number = coalesce(r.reversal_number, accounts.reversal_number), \
         moved_at = coalesce(r.moved_at, accounts.moved_at) \
         from {} where accounts.id = r.id",
        source(tx, &ACCOUNT)
    );
    rows.run(tx, &text).await?;
    Ok(moved)
}

fn account(it: &Account, back: Option<u64>, moved_at: Option<DateTime<Utc>>) -> Row {
    Row::default()
        .id("id", it.id.0)
        .with("state", it.state.key())
        .with("min_minor", it.limits.min)
        .with("max_minor", it.limits.max)
        .with("received", it.received)
        .with("paid", it.paid)
        .with("reserved", it.reserved)
        .with("expected", it.expected)
        .with("settled", it.is_settled)
        .with("reversal_number", back)
        .maybe_at("moved_at", moved_at)
}

async fn save_holds(
    tx: &WriteTx,
    (before, after): (&Book, &Book),
    kept: &Kept<'_>,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let mut rows = Rows::default();
    for (id, it) in &after.holds {
        if before.holds.get(id) == Some(it) {
            continue;
        }
        let agreement = kept.holds.get(id).and_then(|it| it.agreement);
        let row = Row::default()
            .id("id", id.0)
            .id("payer_id", it.payer.0)
            .id("payee_id", it.payee.0)
            .maybe_id("agreement_id", agreement.map(|it| it.0))
            .with("amount", it.amount.minor())
            .with("captured", it.captured)
            .with("state", it.state.key())
            .with("disputed", it.disputed)
            .at("expires_at", it.expires_at)
            .at("at", now);
        rows.push(row);
    }
    let stands = HoldState::Standing.key();
    let text = format!(
        "insert into holds (id, payer_id, payee_id, agreement_id, amount, captured, state, \
         disputed, expires_at, created_at, ended_at) \
         select r.id, r.payer_id, r.payee_id, r.agreement_id, r.amount, r.captured, r.state, \
         r.disputed, r.expires_at, r.at, case when r.state = '{stands}' then null else r.at end \
         from {} where true on conflict (id) do update set captured = excluded.captured, \
         state = excluded.state, disputed = excluded.disputed, ended_at = excluded.ended_at",
        source(tx, &HOLD)
    );
    rows.run(tx, &text).await
}

async fn save_requests(
    tx: &WriteTx,
    (before, after): (&Book, &Book),
    kept: &Kept<'_>,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let (mut new, mut changed) = (Rows::default(), Rows::default());
    for (id, it) in &after.requests {
        if before.requests.get(id) == Some(it) {
            continue;
        }
        let row = Row::default()
            .id("id", id.0)
            .maybe_id("payer_id", it.payer.map(|it| it.0))
            .id("payee_id", it.payee.0)
            .with("amount", it.amount.minor())
            .with("state", it.state.key())
            .at("expires_at", it.expires_at)
            .maybe_id("transfer_id", kept.paid.get(id).map(|it| it.0))
            .at("at", now);
        match kept.requests.get(id) {
            Some(beside) => {
                let purpose = beside.note.as_ref().map(|it| it.purpose.clone());
                new.push(row.with("code", beside.code.clone()).with("purpose", purpose));
            }
            None => changed.push(row),
        }
    }
    let from = source(tx, &REQUEST);
    let text = format!(
        "insert into payment_requests (id, code, payer_id, payee_id, amount, purpose, state, \
         expires_at, created_at) \
         select r.id, r.code, r.payer_id, r.payee_id, r.amount, r.purpose, r.state, \
         r.expires_at, r.at from {from}"
    );
    new.run(tx, &text).await?;
    let text = format!(
        "update payment_requests set payer_id = r.payer_id, state = r.state, ended_at = r.at, \
         transfer_id = r.transfer_id from {from} where payment_requests.id = r.id"
    );
    changed.run(tx, &text).await
}

async fn save_answers(
    tx: &WriteTx,
    book: &Book,
    kept: &Kept<'_>,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let mut rows = Rows::default();
    for (nth, (account, key, said)) in (book.last_answer + 1..).zip(&kept.answers) {
        let Some(answer) = book.answers.get(&(*account, *key)) else { continue };
        let row = Row::default()
            .id("account_id", account.0)
            .id("key", *key)
            .with("nth", nth)
            .bytes("asked", &answer.asked)
            .with("answer", serde_json::to_string(&answer.outcome)?)
            .at("at", now)
            .with("said", *said);
        rows.push(row);
    }
    let text = format!(
        "insert into ledger_answers (account_id, key, currency_id, nth, asked, answer, at, said) \
         select r.account_id, r.key, {}, r.nth, r.asked, r.answer, r.at, r.said from {}",
        super::loading::literal(tx, book.currency),
        source(tx, &ANSWER)
    );
    rows.run(tx, &text).await
}

/// Opens accounts that are not there yet, with the limits of the newest rules; they are nobody's.
pub(in crate::ledger) async fn open_nobodys(
    tx: &WriteTx,
    currency: CurrencyId,
    all: BTreeSet<AccountId>,
    kind: AccountKind,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let text = format!(
        "insert into accounts (id, currency_id, kind, state, min_minor, max_minor, \
         soft_min_minor, soft_max_minor, opened_at) \
         select r.id, v.currency_id, $2, 'open', v.min_minor, v.max_minor, v.soft_min_minor, \
         v.soft_max_minor, $3 from {} cross join currency_rules v \
         where v.currency_id = $4 and v.version = (select max(n.version) from currency_rules n \
             where n.currency_id = v.currency_id and n.effective_at <= $3) \
         on conflict do nothing",
        source(tx, &[("id", Of::Id)])
    );
    let rows = crate::db::rows::ids(all.iter().map(|it| it.0));
    let values = [rows.json(), kind.key().into(), now.into(), currency.0.into()];
    tx.conn().execute_raw(sql(tx.conn(), &text, values)).await?;
    Ok(())
}
