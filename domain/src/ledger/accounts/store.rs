//! The statements of accounts, and of what stands beside them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

use super::model::{Held, Holder, LimitChange};
use crate::db::{DbError, WriteTx, sql};
use crate::id::{AccountId, CurrencyId, ListingId, MemberId, ProfileId};
use crate::ledger::account::{Account, AccountKind, AccountState, Limits};

/// How many ids are asked for at once.
const IDS_MAX: usize = 500;

/// The columns of an account.
pub(in crate::ledger) const COLUMNS: &str = "a.id, a.currency_id, a.kind, a.state, a.min_minor, a.max_minor, \
    a.received, a.paid, a.reserved, a.expected, a.profile_id, a.listing_id, a.soft_min_minor, \
    a.soft_max_minor, a.opened_at, a.moved_at, a.at_place, a.settled";
/// How many they are.
pub(in crate::ledger) const COLUMNS_LEN: usize = 18;

fn unknown(key: &str) -> DbErr {
    DbErr::Type(format!("unknown key {key}"))
}

fn state(key: &str) -> Result<AccountState, DbErr> {
    AccountState::from_key(key).ok_or_else(|| unknown(key))
}

/// An account out of the first columns of a row.
pub(in crate::ledger) fn read(row: &QueryResult) -> Result<Held, DbErr> {
    let (kind, stands): (String, String) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
    let account = Account {
        id: AccountId(row.try_get_by_index(0)?),
        currency: CurrencyId(row.try_get_by_index(1)?),
        kind: AccountKind::from_key(&kind).ok_or_else(|| unknown(&kind))?,
        state: state(&stands)?,
        limits: Limits { min: row.try_get_by_index(4)?, max: row.try_get_by_index(5)? },
        received: row.try_get_by_index(6)?,
        paid: row.try_get_by_index(7)?,
        reserved: row.try_get_by_index(8)?,
        expected: row.try_get_by_index(9)?,
        is_settled: row.try_get_by_index(17)?,
    };
    let profile = row.try_get_by_index::<Option<Uuid>>(10)?.map(ProfileId);
    let listing = row.try_get_by_index::<Option<Uuid>>(11)?.map(ListingId);
    Ok(Held {
        account,
        holder: profile.map(|profile| Holder { profile, listing }),
        soft: Limits { min: row.try_get_by_index(12)?, max: row.try_get_by_index(13)? },
        opened_at: row.try_get_by_index(14)?,
        moved_at: row.try_get_by_index(15)?,
        at_place: row.try_get_by_index(16)?,
    })
}

async fn many<const N: usize>(
    db: &impl ConnectionTrait,
    rest: &str,
    values: [Value; N],
) -> Result<Vec<Held>, DbError> {
    let rows = db
        .query_all_raw(sql(db, &format!("select {COLUMNS} from accounts a {rest}"), values))
        .await?;
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// An account.
pub(in crate::ledger) async fn by_id(
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Option<Held>, DbError> {
    Ok(many(db, "where a.id = $1", [id.0.into()]).await?.pop())
}

/// Some accounts, in no order; those that are not there are left out.
pub(super) async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[AccountId],
) -> Result<Vec<Held>, DbError> {
    let ids: Vec<Uuid> = ids.iter().map(|it| it.0).collect();
    among(db, (&format!("select {COLUMNS} from accounts a where a.id"), &ids), read).await
}

/// The account of the community's own of a kind.
pub(in crate::ledger) async fn house(
    db: &impl ConnectionTrait,
    currency: CurrencyId,
    kind: AccountKind,
) -> Result<Option<Held>, DbError> {
    let rest = "where a.currency_id = $1 and a.kind = $2 and a.state <> 'closed'";
    Ok(many(db, rest, [currency.0.into(), kind.key().into()]).await?.pop())
}

/// The account of a holder in a currency that is not closed.
pub(in crate::ledger) async fn of_holder(
    db: &impl ConnectionTrait,
    currency: CurrencyId,
    holder: Holder,
) -> Result<Option<Held>, DbError> {
    let (of, profile) = (currency.0.into(), holder.profile.0.into());
    let begin = "where a.currency_id = $1 and a.profile_id = $2 and a.state <> 'closed'";
    let mut found = match holder.listing {
        None => many(db, &format!("{begin} and not a.at_place"), [of, profile]).await?,
        Some(listing) => {
            let rest = format!("{begin} and a.at_place and a.listing_id = $3");
            many(db, &rest, [of, profile, listing.0.into()]).await?
        }
    };
    Ok(found.pop())
}

/// The accounts of a profile that are not closed, its own before those of its places, the oldest
/// first.
pub(in crate::ledger) async fn of_profile(
    db: &impl ConnectionTrait,
    profile: ProfileId,
) -> Result<Vec<Held>, DbError> {
    let rest = "where a.profile_id = $1 and a.state <> 'closed' \
        order by a.at_place, a.opened_at, a.id";
    many(db, rest, [profile.0.into()]).await
}

/// The accounts of some profiles in a currency that are not closed. A place that has gone is
/// nobody's to be paid to.
pub(in crate::ledger) async fn of_profiles(
    db: &impl ConnectionTrait,
    currency: CurrencyId,
    of: &[Uuid],
) -> Result<Vec<Held>, DbError> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (2..of.len() + 2).map(|nth| format!("${nth}")).collect();
    let text = format!(
        "select {COLUMNS} from accounts a where a.currency_id = $1 and a.state <> 'closed' and a.profile_id in ({}) \
         and (not a.at_place or a.listing_id is not null)",
        places.join(", ")
    );
    let values = std::iter::once(currency.0).chain(of.iter().copied()).map(Value::from);
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, text, values);
    let all: Result<_, DbErr> = db.query_all_raw(statement).await?.iter().map(read).collect();
    Ok(all?)
}

/// A new account of a holder, with the limits of the rules in force; nothing where somebody else
/// was first.
pub(super) async fn insert(
    tx: &WriteTx,
    (id, now): (AccountId, DateTime<Utc>),
    (currency, kind): (CurrencyId, AccountKind),
    holder: Holder,
) -> Result<(), DbError> {
    let text = "insert into accounts (id, currency_id, kind, profile_id, listing_id, at_place, \
        state, min_minor, max_minor, soft_min_minor, soft_max_minor, opened_at) \
        select $1, r.currency_id, $2, $3, $4, $5, 'open', r.min_minor, r.max_minor, \
        r.soft_min_minor, r.soft_max_minor, $6 from currency_rules r \
        where r.currency_id = $7 and r.version = coalesce((select max(v.version) \
            from currency_rules v where v.currency_id = $7 and v.effective_at <= $6), 1) \
        on conflict do nothing";
    let values = [
        id.0.into(),
        kind.key().into(),
        holder.profile.0.into(),
        holder.listing.map(|it| it.0).into(),
        holder.listing.is_some().into(),
        now.into(),
        currency.0.into(),
    ];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// A new account of the community's own.
pub(super) async fn insert_house(
    tx: &WriteTx,
    it: &Account,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let text = "insert into accounts (id, currency_id, kind, state, min_minor, max_minor, \
        opened_at) values ($1, $2, $3, $4, $5, $6, $7)";
    let values = [
        it.id.0.into(),
        it.currency.0.into(),
        it.kind.key().into(),
        it.state.key().into(),
        it.limits.min.into(),
        it.limits.max.into(),
        now.into(),
    ];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// Whether the books answered a key of an account before.
pub(in crate::ledger) async fn is_answered(
    tx: &WriteTx,
    (id, key): (AccountId, Uuid),
) -> Result<bool, DbError> {
    let text = "select 1 from ledger_answers where account_id = $1 and key = $2";
    Ok(tx.conn().query_one_raw(sql(tx.conn(), text, [id.0.into(), key.into()])).await?.is_some())
}

/// From where on it is said that an account comes near its limits.
pub(super) async fn set_soft(tx: &WriteTx, id: AccountId, soft: Limits) -> Result<(), DbError> {
    let text = "update accounts set soft_min_minor = $1, soft_max_minor = $2 where id = $3";
    let values = [soft.min.into(), soft.max.into(), id.0.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

const CHANGES: &str = "select l.nth, l.state, l.min_minor, l.max_minor, l.soft_min_minor, \
    l.soft_max_minor, l.by_id, l.reason, l.at, l.account_id from account_limits l";

fn change(row: &QueryResult) -> Result<LimitChange, DbErr> {
    Ok(LimitChange {
        nth: row.try_get_by_index(0)?,
        state: state(&row.try_get_by_index::<String>(1)?)?,
        limits: Limits { min: row.try_get_by_index(2)?, max: row.try_get_by_index(3)? },
        soft: Limits { min: row.try_get_by_index(4)?, max: row.try_get_by_index(5)? },
        by: row.try_get_by_index::<Option<Uuid>>(6)?.map(MemberId),
        reason: row.try_get_by_index(7)?,
        at: row.try_get_by_index(8)?,
    })
}

/// What was decided about an account, the latest first.
pub(super) async fn changes(
    db: &impl ConnectionTrait,
    of: AccountId,
) -> Result<Vec<LimitChange>, DbError> {
    let text = format!("{CHANGES} where l.account_id = $1 order by l.nth desc");
    let rows = db.query_all_raw(sql(db, &text, [of.0.into()])).await?;
    let all: Result<_, DbErr> = rows.iter().map(change).collect();
    Ok(all?)
}

/// The same of several accounts, each with which it is about, the latest of each first.
pub(super) async fn changes_of(
    db: &impl ConnectionTrait,
    of: &[AccountId],
) -> Result<Vec<(AccountId, LimitChange)>, DbError> {
    let ids: Vec<Uuid> = of.iter().map(|it| it.0).collect();
    let read = |row: &QueryResult| -> Result<_, DbErr> {
        Ok((AccountId(row.try_get_by_index(9)?), change(row)?))
    };
    let mut all = among(db, (&format!("{CHANGES} where l.account_id"), &ids), read).await?;
    all.sort_by_key(|(_, it)| std::cmp::Reverse(it.nth));
    Ok(all)
}

/// The account of a holder in a currency that was closed last: those of one holder are opened one
/// after the other.
pub(super) async fn closed_before(
    db: &impl ConnectionTrait,
    currency: CurrencyId,
    holder: Holder,
) -> Result<Option<Held>, DbError> {
    let (of, profile) = (currency.0.into(), holder.profile.0.into());
    let begin = "where a.currency_id = $1 and a.profile_id = $2 and a.state = 'closed'";
    let end = "order by a.opened_at desc, a.id desc limit 1";
    let mut found = match holder.listing {
        None => many(db, &format!("{begin} and not a.at_place {end}"), [of, profile]).await?,
        Some(listing) => {
            let rest = format!("{begin} and a.at_place and a.listing_id = $3 {end}");
            many(db, &rest, [of, profile, listing.0.into()]).await?
        }
    };
    Ok(found.pop())
}

/// Gives a new account limits of its own.
pub(super) async fn set_limits(tx: &WriteTx, it: &Held) -> Result<(), DbError> {
    let text = "update accounts set min_minor = $1, max_minor = $2, soft_min_minor = $3, \
        soft_max_minor = $4 where id = $5";
    let limits = [it.account.limits.min, it.account.limits.max, it.soft.min, it.soft.max];
    let [min, max, soft_min, soft_max] = limits.map(Value::from);
    let values = [min, max, soft_min, soft_max, it.account.id.0.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// The same of each account of a profile.
pub(super) async fn changes_of_profile(
    db: &impl ConnectionTrait,
    of: ProfileId,
) -> Result<HashMap<AccountId, Vec<LimitChange>>, DbError> {
    let text = format!(
        "{CHANGES} join accounts a on a.id = l.account_id where a.profile_id = $1 \
         order by l.nth desc"
    );
    let mut all: HashMap<AccountId, Vec<LimitChange>> = HashMap::new();
    for row in &db.query_all_raw(sql(db, &text, [of.0.into()])).await? {
        let account = AccountId(row.try_get_by_index(9)?);
        all.entry(account).or_default().push(change(row)?);
    }
    Ok(all)
}

/// Writes down what was decided about an account, which is held.
pub(super) async fn insert_change(
    tx: &WriteTx,
    held: &Held,
    (by, reason): (Option<MemberId>, &str),
    at: DateTime<Utc>,
) -> Result<(), DbError> {
    let text = "insert into account_limits (account_id, nth, state, min_minor, max_minor, \
        soft_min_minor, soft_max_minor, by_id, reason, at) \
        values ($1, (select coalesce(max(l.nth), 0) + 1 from account_limits l \
            where l.account_id = $1), $2, $3, $4, $5, $6, $7, $8, $9)";
    let Account { id, state, limits, .. } = held.account;
    let values = [
        id.0.into(),
        state.key().into(),
        limits.min.into(),
        limits.max.into(),
        held.soft.min.into(),
        held.soft.max.into(),
        by.map(|it| it.0).into(),
        reason.into(),
        at.into(),
    ];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// The profiles to which somebody belongs.
pub(super) async fn profiles_of(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<ProfileId>, DbError> {
    let text = "select profile_id from profile_members where member_id = $1";
    let rows = db.query_all_raw(sql(db, text, [member.0.into()])).await?;
    let all: Result<_, DbErr> =
        rows.iter().map(|row| row.try_get_by_index(0).map(ProfileId)).collect();
    Ok(all?)
}

/// Whether somebody belongs to a profile.
pub(in crate::ledger) async fn belongs(
    db: &impl ConnectionTrait,
    member: MemberId,
    profile: ProfileId,
) -> Result<bool, DbError> {
    let text = "select 1 from profile_members where profile_id = $1 and member_id = $2";
    let values = [profile.0.into(), member.0.into()];
    Ok(db.query_one_raw(sql(db, text, values)).await?.is_some())
}

/// All accounts of some profiles, closed ones too, in the order of their ids.
pub(in crate::ledger) async fn all_of_profiles(
    db: &impl ConnectionTrait,
    of: &[ProfileId],
) -> Result<Vec<Held>, DbError> {
    let ids: Vec<Uuid> = of.iter().map(|it| it.0).collect();
    let text = format!("select {COLUMNS} from accounts a where a.profile_id");
    let mut all = among(db, (&text, &ids), read).await?;
    all.sort_by_key(|it| it.account.id);
    Ok(all)
}

/// What a statement finds whose last word is a column, where that is one of some ids.
async fn among<T>(
    db: &impl ConnectionTrait,
    (begin, ids): (&str, &[Uuid]),
    read: impl Fn(&QueryResult) -> Result<T, DbErr>,
) -> Result<Vec<T>, DbError> {
    let mut all = Vec::new();
    for some in ids.chunks(IDS_MAX) {
        let places: Vec<String> = (1..=some.len()).map(|nth| format!("${nth}")).collect();
        let text = format!("{begin} in ({})", places.join(", "));
        let (backend, values) = (db.get_database_backend(), some.iter().map(|it| (*it).into()));
        let statement = Statement::from_sql_and_values(backend, text, values);
        for row in &db.query_all_raw(statement).await? {
            all.push(read(row)?);
        }
    }
    Ok(all)
}
