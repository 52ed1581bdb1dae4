//! The statements about cards.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::model::{PIN_TRIES, Pass, PassState};
use crate::db::{DbError, WriteTx, sql};
use crate::id::{AccountId, MemberId, PassId, TransferId};

const ALL: &str = "select id, account_id, day_limit, pin_hash, state, reason, made_by, made_at, \
    used_at, wrong_pins from passes";

/// A card with what only the house knows of it.
pub(super) struct Kept {
    pub(super) pass: Pass,
    pub(super) pin_hash: Option<String>,
    /// Wrong PINs in a row.
    pub(super) wrong_pins: i32,
}

fn read(row: &QueryResult) -> Result<Kept, DbErr> {
    let pin_hash: Option<String> = row.try_get_by_index(3)?;
    let state: String = row.try_get_by_index(4)?;
    let state =
        PassState::from_key(&state).ok_or_else(|| DbErr::Type(format!("unknown key {state}")))?;
    let wrong_pins: i32 = row.try_get_by_index(9)?;
    let pass = Pass {
        id: PassId(row.try_get_by_index(0)?),
        account: AccountId(row.try_get_by_index(1)?),
        day_limit: row.try_get_by_index(2)?,
        has_pin: pin_hash.is_some(),
        state,
        // An older program left some so that were not blocked with it.
        pins_spent: wrong_pins >= PIN_TRIES && state != PassState::Ended,
        reason: row.try_get_by_index(5)?,
        made_by: row.try_get_by_index::<Option<Uuid>>(6)?.map(MemberId),
        made_at: row.try_get_by_index(7)?,
        used_at: row.try_get_by_index(8)?,
    };
    Ok(Kept { pass, pin_hash, wrong_pins })
}

/// A card.
pub(super) async fn by_id(db: &impl ConnectionTrait, id: PassId) -> Result<Option<Kept>, DbError> {
    let found = db.query_one_raw(sql(db, &format!("{ALL} where id = $1"), [id.0.into()])).await?;
    Ok(found.as_ref().map(read).transpose()?)
}

/// The card with a code, by the hash of what stands in it.
pub(super) async fn by_secret(
    db: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<Kept>, DbError> {
    let text = format!("{ALL} where secret_hash = $1");
    let found = db.query_one_raw(sql(db, &text, [hash.into()])).await?;
    Ok(found.as_ref().map(read).transpose()?)
}

/// A card, which nobody else changes until the transaction ends.
pub(super) async fn lock(tx: &WriteTx, id: PassId) -> Result<Option<Kept>, DbError> {
    let text = "update passes set used_at = used_at where id = $1";
    tx.conn().execute_raw(sql(tx.conn(), text, [id.0.into()])).await?;
    by_id(tx.conn(), id).await
}

/// The cards of an account, the newest first.
pub(super) async fn of_account(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<Pass>, DbError> {
    let text = format!("{ALL} where account_id = $1 order by made_at desc, id desc");
    let rows = db.query_all_raw(sql(db, &text, [account.0.into()])).await?;
    let all: Result<_, DbErr> = rows.iter().map(|row| Ok(read(row)?.pass)).collect();
    Ok(all?)
}

/// Whether a card was made under a key.
pub(super) async fn is_made(
    db: &impl ConnectionTrait,
    (account, key): (AccountId, Uuid),
) -> Result<bool, DbError> {
    let text = "select 1 from passes where account_id = $1 and key = $2";
    Ok(db.query_one_raw(sql(db, text, [account.0.into(), key.into()])).await?.is_some())
}

/// Keeps a new card.
pub(super) async fn insert(
    tx: &WriteTx,
    (pass, key): (&Pass, Uuid),
    (secret_hash, pin_hash): (String, Option<String>),
) -> Result<(), DbError> {
    let text = "insert into passes (id, account_id, secret_hash, pin_hash, day_limit, state, \
        made_by, made_at, key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = [
        pass.id.0.into(),
        pass.account.0.into(),
        secret_hash.into(),
        pin_hash.into(),
        pass.day_limit.into(),
        pass.state.key().into(),
        pass.made_by.map(|it| it.0).into(),
        pass.made_at.into(),
        key.into(),
    ];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// Blocks a card, lets it go on, or ends it; what stands in the code of an ended one is nothing
/// any more.
pub(super) async fn become_state(
    tx: &WriteTx,
    id: PassId,
    (state, reason): (PassState, Option<&str>),
) -> Result<(), DbError> {
    let text = "update passes set state = $1, reason = $2, wrong_pins = 0, \
        secret_hash = case when $1 = 'ended' then null else secret_hash end, \
        pin_hash = case when $1 = 'ended' then null else pin_hash end where id = $3";
    let values = [state.key().into(), reason.into(), id.0.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// Ends the cards of accounts whose holder leaves.
pub(in crate::ledger) async fn end_all(tx: &WriteTx, account: AccountId) -> Result<(), DbError> {
    let text = "update passes set state = 'ended', reason = null, secret_hash = null, \
        pin_hash = null, made_by = null where account_id = $1";
    tx.conn().execute_raw(sql(tx.conn(), text, [account.0.into()])).await?;
    Ok(())
}

/// Counts a PIN as wrong before it is compared; the last that may be blocks the card with it.
pub(super) async fn count_pin(tx: &WriteTx, id: PassId, tried: i32) -> Result<(), DbError> {
    let blocks = if tried < PIN_TRIES { "" } else { ", state = 'blocked', reason = null" };
    let text = format!("update passes set wrong_pins = $1{blocks} where id = $2");
    tx.conn().execute_raw(sql(tx.conn(), &text, [tried.into(), id.0.into()])).await?;
    Ok(())
}

/// Forgets the wrong PINs after a right one, and goes on with a card that counting it blocked;
/// what others did about it meanwhile stays.
pub(super) async fn forgive_pins(tx: &WriteTx, id: PassId, tried: i32) -> Result<(), DbError> {
    let text = if tried < PIN_TRIES {
        "update passes set wrong_pins = 0 where id = $1 and state = 'active'"
    } else {
        "update passes set wrong_pins = 0, state = 'active' \
            where id = $1 and state = 'blocked' and wrong_pins > 0"
    };
    tx.conn().execute_raw(sql(tx.conn(), text, [id.0.into()])).await?;
    Ok(())
}

/// How much a card paid on a day and did not get back, in minor units.
pub(super) async fn paid_on(
    db: &impl ConnectionTrait,
    id: PassId,
    day: NaiveDate,
) -> Result<i64, DbError> {
    let text = "select cast(coalesce(sum(amount), 0) as bigint) from pass_payments \
        where pass_id = $1 and day = $2 and not exists ( \
            select 1 from transfers r where r.reverses_id = pass_payments.transfer_id)";
    let row = db.query_one_raw(sql(db, text, [id.0.into(), day.into()])).await?;
    Ok(row.map(|it| it.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

/// What was paid with the cards of an account.
pub(super) async fn paid_with(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<BTreeMap<PassId, Vec<TransferId>>, DbError> {
    let text = "select p.pass_id, p.transfer_id from pass_payments p \
        join passes c on c.id = p.pass_id where c.account_id = $1 order by p.transfer_id";
    let mut all: BTreeMap<PassId, Vec<TransferId>> = BTreeMap::new();
    for row in db.query_all_raw(sql(db, text, [account.0.into()])).await? {
        let of = all.entry(PassId(row.try_get_by_index(0)?)).or_default();
        of.push(TransferId(row.try_get_by_index(1)?));
    }
    Ok(all)
}

/// Notes what a card paid.
pub(super) async fn insert_payment(
    tx: &WriteTx,
    (id, transfer): (PassId, TransferId),
    (amount, day, now): (i64, NaiveDate, DateTime<Utc>),
) -> Result<(), DbError> {
    let text = "insert into pass_payments (transfer_id, pass_id, amount, day) \
        values ($1, $2, $3, $4)";
    let values = [transfer.0.into(), id.0.into(), amount.into(), day.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    let text = "update passes set used_at = $1, wrong_pins = 0 where id = $2";
    tx.conn().execute_raw(sql(tx.conn(), text, [now.into(), id.0.into()])).await?;
    Ok(())
}
