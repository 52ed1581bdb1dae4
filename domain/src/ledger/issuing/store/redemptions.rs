//! The statements of what merchants hand in for euros.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::Deserialize;

use crate::db::{DbError, WriteTx, sql};
use crate::id::{AccountId, CurrencyId, HoldId, MemberId, RedemptionId, TransferId};
use crate::ledger::issuing::model::{Redemption, RedemptionState};
use crate::ledger::payments::model::Unit;
use crate::ledger::store::known;

const ALL: &str = "select r.id, r.currency_id, c.code, c.scale, r.account_id, p.name, l.facts, \
    r.hold_id, r.amount, r.euro_cents, r.state, r.asked_at, r.decided_at, r.reason, r.paid_at, \
    r.transfer_id, h.state from redemptions r join currencies c on c.id = r.currency_id \
    join holds h on h.id = r.hold_id join accounts a on a.id = r.account_id \
    left join profiles p on p.id = a.profile_id left join listings l on l.id = a.listing_id";

/// What is read of the facts of a place.
#[derive(Deserialize)]
struct Place {
    name: String,
}

fn read(row: &QueryResult) -> Result<Redemption, DbError> {
    let (name, facts): (Option<String>, Option<String>) =
        (row.try_get_by_index(5)?, row.try_get_by_index(6)?);
    let place = facts.map(|it| serde_json::from_str::<Place>(&it)).transpose()?;
    let (state, hold): (String, String) = (row.try_get_by_index(10)?, row.try_get_by_index(16)?);
    let state = known(&state, RedemptionState::from_key)?;
    let is_open = matches!(state, RedemptionState::Asked | RedemptionState::Approved);
    let currency = CurrencyId(row.try_get_by_index(1)?);
    Ok(Redemption {
        id: RedemptionId(row.try_get_by_index(0)?),
        currency,
        unit: Unit {
            currency,
            code: row.try_get_by_index(2)?,
            scale: u8::try_from(row.try_get_by_index::<i32>(3)?).unwrap_or_default(),
        },
        account: AccountId(row.try_get_by_index(4)?),
        name: place.map(|it| it.name).or(name),
        hold: HoldId(row.try_get_by_index(7)?),
        amount: row.try_get_by_index(8)?,
        euro_cents: row.try_get_by_index(9)?,
        // What is let go any other way is over.
        state: if is_open && hold != "standing" { RedemptionState::Expired } else { state },
        asked_at: row.try_get_by_index(11)?,
        decided_at: row.try_get_by_index(12)?,
        reason: row.try_get_by_index(13)?,
        paid_at: row.try_get_by_index(14)?,
        transfer: row.try_get_by_index::<Option<Uuid>>(15)?.map(TransferId),
    })
}

async fn many<const N: usize>(
    db: &impl ConnectionTrait,
    rest: &str,
    values: [Value; N],
) -> Result<Vec<Redemption>, DbError> {
    let rows = db.query_all_raw(sql(db, &format!("{ALL} {rest}"), values)).await?;
    rows.iter().map(read).collect()
}

/// What was handed in under an id.
pub(in crate::ledger::issuing) async fn by_id(
    db: &impl ConnectionTrait,
    id: RedemptionId,
) -> Result<Option<Redemption>, DbError> {
    Ok(many(db, "where r.id = $1", [id.0.into()]).await?.pop())
}

/// What was handed in under the id that the client made.
pub(in crate::ledger::issuing) async fn by_key(
    tx: &WriteTx,
    (of, key): (AccountId, Uuid),
) -> Result<Option<Redemption>, DbError> {
    let rest = "where r.account_id = $1 and r.key = $2";
    Ok(many(tx.conn(), rest, [of.0.into(), key.into()]).await?.pop())
}

/// How much of an account waits.
pub(in crate::ledger::issuing) async fn count_open(
    db: &impl ConnectionTrait,
    of: AccountId,
) -> Result<u64, DbError> {
    let text = "select count(*) from redemptions r join holds h on h.id = r.hold_id \
        where r.account_id = $1 and r.state in ('asked', 'approved') and h.state = 'standing'";
    let found = db.query_one_raw(sql(db, text, [of.0.into()])).await?;
    let count = found.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    Ok(u64::try_from(count.unwrap_or_default()).unwrap_or_default())
}

/// What was handed in of a currency: what waits before the others, the oldest of it first, then
/// the latest.
pub(in crate::ledger::issuing) async fn of_currency(
    db: &impl ConnectionTrait,
    of: CurrencyId,
    most: u32,
) -> Result<Vec<Redemption>, DbError> {
    let open = "(r.state in ('asked', 'approved') and h.state = 'standing')";
    let waits = format!("where r.currency_id = $1 and {open} order by r.asked_at, r.id");
    let over = format!(
        "where r.currency_id = $1 and not {open} order by r.asked_at desc, r.id desc limit {most}"
    );
    let mut all = many(db, &waits, [of.0.into()]).await?;
    all.extend(many(db, &over, [of.0.into()]).await?);
    Ok(all)
}

/// What was handed in from an account, the latest first.
pub(in crate::ledger::issuing) async fn of_account(
    db: &impl ConnectionTrait,
    of: AccountId,
    most: u32,
) -> Result<Vec<Redemption>, DbError> {
    let rest = format!("where r.account_id = $1 order by r.asked_at desc, r.id desc limit {most}");
    many(db, &rest, [of.0.into()]).await
}

/// What somebody handed in from an account of their own, or asked.
pub(in crate::ledger::issuing) async fn of_member(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<Redemption>, DbError> {
    let rest = "where r.asked_by = $1 or a.profile_id in (select m.profile_id \
        from profile_members m join profiles o on o.id = m.profile_id \
        where m.member_id = $1 and o.kind = 'person') order by r.asked_at desc, r.id desc";
    many(db, rest, [member.0.into()]).await
}

/// Something new that is asked.
pub(in crate::ledger::issuing) async fn insert(
    tx: &WriteTx,
    it: &Redemption,
    (key, by): (Uuid, Option<MemberId>),
) -> Result<(), DbError> {
    let text = "insert into redemptions (id, key, currency_id, account_id, hold_id, amount, \
        euro_cents, state, asked_by, asked_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = [
        it.id.0.into(),
        key.into(),
        it.currency.0.into(),
        it.account.0.into(),
        it.hold.0.into(),
        it.amount.into(),
        it.euro_cents.into(),
        it.state.key().into(),
        by.map(|it| it.0).into(),
        it.asked_at.into(),
    ];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// Who asked took it back.
pub(in crate::ledger::issuing) async fn withdraw(
    tx: &WriteTx,
    id: RedemptionId,
) -> Result<(), DbError> {
    let text = "update redemptions set state = 'withdrawn' where id = $1";
    tx.conn().execute_raw(sql(tx.conn(), text, [id.0.into()])).await?;
    Ok(())
}

/// It was approved or refused.
pub(in crate::ledger::issuing) async fn decide(
    tx: &WriteTx,
    (id, state): (RedemptionId, RedemptionState),
    (by, now): (MemberId, DateTime<Utc>),
    reason: Option<&str>,
) -> Result<(), DbError> {
    let text = "update redemptions set state = $1, decided_by = $2, decided_at = $3, reason = $4 \
        where id = $5";
    let values = [state.key().into(), by.0.into(), now.into(), reason.into(), id.0.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// The euros were paid.
pub(in crate::ledger::issuing) async fn pay(
    tx: &WriteTx,
    (id, transfer): (RedemptionId, TransferId),
    (by, now): (MemberId, DateTime<Utc>),
) -> Result<(), DbError> {
    let text = "update redemptions set state = 'paid', paid_by = $1, paid_at = $2, \
        transfer_id = $3 where id = $4";
    let values = [by.0.into(), now.into(), transfer.0.into(), id.0.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}
