//! The statements about tills.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::model::{Taking, Till, TillState, UNUSED_DAYS};
use crate::db::{DbError, WriteTx, sql};
use crate::id::{AccountId, ListingId, MemberId, PaymentRequestId, ProfileId, TillId, TransferId};
use crate::ledger::accounts::model::Holder;

const ALL: &str = "select id, account_id, profile_id, listing_id, name, state, offered_until, \
    refund_limit, paired_by, made_at, paired_at, used_at from tills";
/// How long what is over is kept, in days: as long as its name stands in the list of a day.
const OVER_DAYS: i64 = 2;
/// How long it is kept what was asked at a till, in days: its page tells of the day alone.
const TAKINGS_DAYS: i64 = 60;

fn read(row: &QueryResult) -> Result<Till, DbErr> {
    let state: String = row.try_get_by_index(5)?;
    let state =
        TillState::from_key(&state).ok_or_else(|| DbErr::Type(format!("unknown key {state}")))?;
    Ok(Till {
        id: TillId(row.try_get_by_index(0)?),
        account: AccountId(row.try_get_by_index(1)?),
        holder: Holder {
            profile: ProfileId(row.try_get_by_index(2)?),
            listing: row.try_get_by_index::<Option<Uuid>>(3)?.map(ListingId),
        },
        name: row.try_get_by_index(4)?,
        state,
        offered_until: row.try_get_by_index(6)?,
        refund_limit: row.try_get_by_index(7)?,
        paired_by: MemberId(row.try_get_by_index(8)?),
        made_at: row.try_get_by_index(9)?,
        paired_at: row.try_get_by_index(10)?,
        used_at: row.try_get_by_index(11)?,
    })
}

/// By which hash a till is looked up.
#[derive(Clone, Copy)]
pub(super) enum By<'a> {
    /// What stands in its link.
    Link(&'a str),
    /// The code beside it.
    Code(&'a str),
    /// What it keeps.
    Secret(&'a str),
}

/// The till with a hash.
pub(super) async fn by_hash(
    db: &impl ConnectionTrait,
    by: By<'_>,
) -> Result<Option<Till>, DbError> {
    let (column, hash) = match by {
        By::Link(hash) => ("link_hash", hash),
        By::Code(hash) => ("code_hash", hash),
        By::Secret(hash) => ("secret_hash", hash),
    };
    let text = format!("{ALL} where {column} = $1");
    let found = db.query_one_raw(sql(db, &text, [hash.into()])).await?;
    Ok(found.as_ref().map(read).transpose()?)
}

/// A till.
pub(super) async fn by_id(db: &impl ConnectionTrait, id: TillId) -> Result<Option<Till>, DbError> {
    let found = db.query_one_raw(sql(db, &format!("{ALL} where id = $1"), [id.0.into()])).await?;
    Ok(found.as_ref().map(read).transpose()?)
}

/// A till, which nobody else changes until the transaction ends.
pub(super) async fn lock(tx: &WriteTx, id: TillId) -> Result<Option<Till>, DbError> {
    let text = "update tills set made_at = made_at where id = $1";
    tx.conn().execute_raw(sql(tx.conn(), text, [id.0.into()])).await?;
    by_id(tx.conn(), id).await
}

async fn many(db: &impl ConnectionTrait, of: &str, id: Uuid) -> Result<Vec<Till>, DbError> {
    let text = format!("{ALL} where {of} = $1 order by made_at desc, id desc");
    let rows = db.query_all_raw(sql(db, &text, [id.into()])).await?;
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// The tills of an account, the newest first, those that ended lately too.
pub(super) async fn of_account(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<Till>, DbError> {
    many(db, "account_id", account.0).await
}

/// The tills that somebody paired, the newest first.
pub(super) async fn of_member(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<Till>, DbError> {
    many(db, "paired_by", member.0).await
}

/// Whether a till was offered under a key.
pub(super) async fn is_offered(
    db: &impl ConnectionTrait,
    (account, key): (AccountId, Uuid),
) -> Result<bool, DbError> {
    let text = "select 1 from tills where account_id = $1 and key = $2";
    Ok(db.query_one_raw(sql(db, text, [account.0.into(), key.into()])).await?.is_some())
}

/// Keeps a till that is offered.
pub(super) async fn insert(
    tx: &WriteTx,
    (it, key): (&Till, Uuid),
    (link_hash, code_hash): (&str, &str),
) -> Result<(), DbError> {
    let text = "insert into tills (id, account_id, profile_id, listing_id, name, state, \
        link_hash, code_hash, offered_until, refund_limit, paired_by, made_at, key) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let values = [
        it.id.0.into(),
        it.account.0.into(),
        it.holder.profile.0.into(),
        it.holder.listing.map(|it| it.0).into(),
        it.name.as_str().into(),
        it.state.key().into(),
        link_hash.into(),
        code_hash.into(),
        it.offered_until.into(),
        it.refund_limit.into(),
        it.paired_by.0.into(),
        it.made_at.into(),
        key.into(),
    ];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// A device is the till from now on; what paired it is nothing any more. False where another was
/// first.
pub(super) async fn pair(
    tx: &WriteTx,
    id: TillId,
    (secret_hash, now): (&str, DateTime<Utc>),
) -> Result<bool, DbError> {
    let text = "update tills set state = 'paired', link_hash = null, code_hash = null, \
        secret_hash = $1, paired_at = $2, used_at = $2 where id = $3 and state = 'offered'";
    let values = [secret_hash.into(), now.into(), id.0.into()];
    Ok(tx.conn().execute_raw(sql(tx.conn(), text, values)).await?.rows_affected() == 1)
}

/// What a till is called, and what it gives back in a day.
pub(super) async fn change(
    tx: &WriteTx,
    id: TillId,
    (name, refund_limit): (&str, i64),
) -> Result<(), DbError> {
    let text = "update tills set name = $1, refund_limit = $2 where id = $3";
    let values = [name.into(), refund_limit.into(), id.0.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// A device is no till any more.
pub(super) async fn end(tx: &WriteTx, id: TillId, now: DateTime<Utc>) -> Result<(), DbError> {
    let text = "update tills set state = 'ended', link_hash = null, code_hash = null, \
        secret_hash = null, ended_at = $1 where id = $2 and state <> 'ended'";
    tx.conn().execute_raw(sql(tx.conn(), text, [now.into(), id.0.into()])).await?;
    Ok(())
}

/// Forgets the tills of an account whose holder leaves.
pub(in crate::ledger) async fn forget_all(tx: &WriteTx, of: AccountId) -> Result<(), DbError> {
    for text in [
        "delete from till_takings where account_id = $1",
        "delete from tills where account_id = $1",
    ] {
        tx.conn().execute_raw(sql(tx.conn(), text, [of.0.into()])).await?;
    }
    Ok(())
}

/// Notes that a device was used.
pub(super) async fn touch(tx: &WriteTx, id: TillId, now: DateTime<Utc>) -> Result<(), DbError> {
    let text = "update tills set used_at = $1 where id = $2";
    tx.conn().execute_raw(sql(tx.conn(), text, [now.into(), id.0.into()])).await?;
    Ok(())
}

/// Whether whoever paired a device is still somebody here, and belongs to whose account it is.
pub(super) async fn is_vouched_for(db: &impl ConnectionTrait, it: &Till) -> Result<bool, DbError> {
    let text = "select 1 from members m join profile_members p on p.member_id = m.id \
        where m.id = $1 and m.state = 'active' and p.profile_id = $2";
    let values = [it.paired_by.0.into(), it.holder.profile.0.into()];
    Ok(db.query_one_raw(sql(db, text, values)).await?.is_some())
}

/// Notes what was asked or taken at a till, on a device or by somebody signed in.
pub(in crate::ledger) async fn insert_taking(
    tx: &WriteTx,
    (id, account, till): (Uuid, AccountId, Option<TillId>),
    (what, now): (Taking, DateTime<Utc>),
) -> Result<(), DbError> {
    let text = "insert into till_takings (id, account_id, till_id, request_id, transfer_id, at) \
        values ($1, $2, $3, $4, $5, $6)";
    let (request, transfer) = match what {
        Taking::Request(id) => (Some(id.0), None),
        Taking::Transfer(id) => (None, Some(id.0)),
    };
    let values = [
        id.into(),
        account.0.into(),
        till.map(|it| it.0).into(),
        request.into(),
        transfer.into(),
        now.into(),
    ];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// Of which account a request was asked at its till, and on which device.
pub(super) async fn asked_at(
    db: &impl ConnectionTrait,
    id: PaymentRequestId,
) -> Result<Option<(AccountId, Option<TillId>)>, DbError> {
    let text = "select account_id, till_id from till_takings where request_id = $1";
    let found = db.query_one_raw(sql(db, text, [id.0.into()])).await?;
    let read = |it: QueryResult| {
        let till = it.try_get_by_index::<Option<Uuid>>(1)?.map(TillId);
        Ok::<_, DbErr>((AccountId(it.try_get_by_index(0)?), till))
    };
    Ok(found.map(read).transpose()?)
}

/// What was paid at the tills of an account from a moment on, by the devices that took it.
pub(super) async fn taken_on(
    db: &impl ConnectionTrait,
    (account, since): (AccountId, DateTime<Utc>),
) -> Result<BTreeMap<TransferId, TillId>, DbError> {
    let text = "select coalesce(q.transfer_id, k.transfer_id), k.till_id from till_takings k \
        left join payment_requests q on q.id = k.request_id \
        where k.account_id = $1 and k.at >= $2 and k.till_id is not null \
        and (k.transfer_id is not null or q.transfer_id is not null)";
    let rows = db.query_all_raw(sql(db, text, [account.0.into(), since.into()])).await?;
    let read = |row: &QueryResult| {
        Ok((TransferId(row.try_get_by_index(0)?), TillId(row.try_get_by_index(1)?)))
    };
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// How much a device gave back on a day, in minor units.
pub(super) async fn given_back_on(
    db: &impl ConnectionTrait,
    id: TillId,
    day: NaiveDate,
) -> Result<i64, DbError> {
    let text = "select cast(coalesce(sum(amount), 0) as bigint) from till_refunds \
        where till_id = $1 and day = $2";
    let row = db.query_one_raw(sql(db, text, [id.0.into(), day.into()])).await?;
    Ok(row.map(|it| it.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

/// Notes what a device gave back.
pub(super) async fn insert_refund(
    tx: &WriteTx,
    (transfer, till): (TransferId, TillId),
    (amount, day): (i64, NaiveDate),
) -> Result<(), DbError> {
    let text = "insert into till_refunds (transfer_id, till_id, amount, day) \
        values ($1, $2, $3, $4)";
    let values = [transfer.0.into(), till.0.into(), amount.into(), day.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// The accounts of places at whose till somebody stands: themselves, or for whom they are kept.
pub(super) async fn of_coworker(
    db: &impl ConnectionTrait,
    me: MemberId,
) -> Result<Vec<AccountId>, DbError> {
    let text = "select a.id from listing_keepers k \
        join accounts a on a.listing_id = k.listing_id \
        where k.member_id = $1 and k.role in ('till', 'editor', 'owner') \
        union select a.id from listing_keepers k \
        join listing_keepers o on o.listing_id = k.listing_id and o.role = 'owner' \
        join accounts a on a.profile_id = o.profile_id and a.listing_id is null \
        where k.member_id = $1 and k.role in ('till', 'editor', 'owner') order by 1";
    let rows = db.query_all_raw(sql(db, text, [me.0.into()])).await?;
    let all: Result<_, DbErr> =
        rows.iter().map(|row| row.try_get_by_index(0).map(AccountId)).collect();
    Ok(all?)
}

/// Forgets what was offered and not taken, what ended, and what nobody used for long; and of what
/// was asked long ago, at which till.
pub(in crate::ledger) async fn tidy(tx: &WriteTx, now: DateTime<Utc>) -> Result<(), DbError> {
    let text = "delete from tills where (state = 'offered' and offered_until < $1) \
        or (state = 'ended' and ended_at < $1) or (state = 'paired' and used_at < $2)";
    let (over, unused) = (now - TimeDelta::days(OVER_DAYS), now - TimeDelta::days(UNUSED_DAYS));
    tx.conn().execute_raw(sql(tx.conn(), text, [over.into(), unused.into()])).await?;
    let text = "delete from till_takings where at < $1";
    let long_ago = now - TimeDelta::days(TAKINGS_DAYS);
    tx.conn().execute_raw(sql(tx.conn(), text, [long_ago.into()])).await?;
    Ok(())
}
