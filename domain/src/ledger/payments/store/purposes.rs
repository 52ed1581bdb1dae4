//! The statements about what payments were for.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

use crate::db::{DbError, WriteTx, sql};
use crate::id::{AccountId, MemberId, PaymentRequestId, TransferId};

/// Hides the words on the side of an account.
pub(in crate::ledger::payments) async fn hide(
    tx: &WriteTx,
    (id, of): (TransferId, AccountId),
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let text = "insert into hidden_purposes (transfer_id, account_id, hidden_at) \
        values ($1, $2, $3) on conflict (transfer_id, account_id) do nothing";
    let values = [id.0.into(), of.0.into(), now.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    put_of_request(tx, (id, of), Some(now)).await
}

/// Shows them again.
pub(in crate::ledger::payments) async fn show(
    tx: &WriteTx,
    (id, of): (TransferId, AccountId),
) -> Result<(), DbError> {
    let text = "delete from hidden_purposes where transfer_id = $1 and account_id = $2";
    tx.conn().execute_raw(sql(tx.conn(), text, [id.0.into(), of.0.into()])).await?;
    put_of_request(tx, (id, of), None).await
}

/// The same of the words of the request that was paid by it, on the side of who was asked.
async fn put_of_request(
    tx: &WriteTx,
    (id, of): (TransferId, AccountId),
    at: Option<DateTime<Utc>>,
) -> Result<(), DbError> {
    let text =
        "update payment_requests set hidden_at = $3 where transfer_id = $1 and payer_id = $2";
    let values = [id.0.into(), of.0.into(), at.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// Hides what a request says it is for on the side of who is asked, since a moment, or shows it
/// again.
pub(in crate::ledger::payments) async fn hide_request(
    tx: &WriteTx,
    id: PaymentRequestId,
    at: Option<DateTime<Utc>>,
) -> Result<(), DbError> {
    let text = "update payment_requests set hidden_at = $2 where id = $1";
    tx.conn().execute_raw(sql(tx.conn(), text, [id.0.into(), at.into()])).await?;
    Ok(())
}

/// Of which of some transfers an account hides the words, or hid them while it was asked.
pub(in crate::ledger::payments) async fn hidden(
    db: &impl ConnectionTrait,
    of: AccountId,
    all: &[TransferId],
) -> Result<BTreeSet<TransferId>, DbError> {
    if all.is_empty() {
        return Ok(BTreeSet::new());
    }
    let places: Vec<String> = (2..all.len() + 2).map(|nth| format!("${nth}")).collect();
    let places = places.join(", ");
    let text = format!(
        "select transfer_id from hidden_purposes where account_id = $1 and transfer_id in ({places}) \
         union select transfer_id from payment_requests \
         where payer_id = $1 and hidden_at is not null and transfer_id in ({places})"
    );
    let values: Vec<Value> =
        std::iter::once(of.0).chain(all.iter().map(|it| it.0)).map(Value::from).collect();
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    let rows = db.query_all_raw(statement).await?;
    let ids: Result<_, DbErr> =
        rows.iter().map(|row| row.try_get_by_index(0).map(TransferId)).collect();
    Ok(ids?)
}

/// Everybody who belongs to the profiles between which a transfer went, and to which account.
pub(in crate::ledger::payments) async fn people(
    db: &impl ConnectionTrait,
    id: TransferId,
) -> Result<Vec<(MemberId, AccountId)>, DbError> {
    let text = "select distinct m.member_id, a.id from transfers t \
        join accounts a on a.id in (t.debit_id, t.credit_id) \
        join profile_members m on m.profile_id = a.profile_id where t.id = $1 \
        order by 1, 2";
    members(db, sql(db, text, [id.0.into()])).await
}

/// The same of a request: of who asks, and of who is asked by name.
pub(in crate::ledger::payments) async fn people_asked(
    db: &impl ConnectionTrait,
    id: PaymentRequestId,
) -> Result<Vec<(MemberId, AccountId)>, DbError> {
    let text = "select distinct m.member_id, a.id from payment_requests q \
        join accounts a on a.id in (q.payer_id, q.payee_id) \
        join profile_members m on m.profile_id = a.profile_id where q.id = $1 \
        order by 1, 2";
    members(db, sql(db, text, [id.0.into()])).await
}

async fn members(
    db: &impl ConnectionTrait,
    query: Statement,
) -> Result<Vec<(MemberId, AccountId)>, DbError> {
    let rows = db.query_all_raw(query).await?;
    let read = |row: &QueryResult| {
        Ok((MemberId(row.try_get_by_index(0)?), AccountId(row.try_get_by_index(1)?)))
    };
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// Takes the words away, with their salt, and those of the request that was paid by it.
pub(in crate::ledger::payments) async fn blank(
    tx: &WriteTx,
    id: TransferId,
) -> Result<(), DbError> {
    for text in [
        "delete from transfer_notes where transfer_id = $1",
        "delete from hidden_purposes where transfer_id = $1",
        "update payment_requests set purpose = null where transfer_id = $1",
    ] {
        tx.conn().execute_raw(sql(tx.conn(), text, [id.0.into()])).await?;
    }
    Ok(())
}

/// Takes away what a request says it is for.
pub(in crate::ledger::payments) async fn blank_request(
    tx: &WriteTx,
    id: PaymentRequestId,
) -> Result<(), DbError> {
    let text = "update payment_requests set purpose = null where id = $1";
    tx.conn().execute_raw(sql(tx.conn(), text, [id.0.into()])).await?;
    Ok(())
}
