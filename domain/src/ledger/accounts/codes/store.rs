//! The statements about codes of accounts.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use crate::db::{DbError, WriteTx, sql};
use crate::id::AccountId;

/// The code of an account.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Option<String>, DbError> {
    let text = "select code from account_codes where account_id = $1";
    let found = db.query_one_raw(sql(db, text, [id.0.into()])).await?;
    Ok(found.map(|it| it.try_get_by_index(0)).transpose()?)
}

/// The account with a code.
pub(in crate::ledger) async fn by_code(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<AccountId>, DbError> {
    let text = "select account_id from account_codes where code = $1";
    let found = db.query_one_raw(sql(db, text, [code.into()])).await?;
    Ok(found.map(|it| it.try_get_by_index(0)).transpose()?.map(AccountId))
}

/// Gives an account a code, where neither has one yet.
pub(super) async fn insert(
    tx: &WriteTx,
    code: &str,
    (id, now): (AccountId, DateTime<Utc>),
) -> Result<(), DbError> {
    let text = "insert into account_codes (code, account_id, made_at) values ($1, $2, $3) \
        on conflict do nothing";
    tx.conn().execute_raw(sql(tx.conn(), text, [code.into(), id.0.into(), now.into()])).await?;
    Ok(())
}

/// Takes the code of an account away.
pub(super) async fn remove(tx: &WriteTx, id: AccountId) -> Result<(), DbError> {
    let text = "delete from account_codes where account_id = $1";
    tx.conn().execute_raw(sql(tx.conn(), text, [id.0.into()])).await?;
    Ok(())
}
