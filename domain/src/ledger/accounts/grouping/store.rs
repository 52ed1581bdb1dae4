//! The statements of what is decided about groups of accounts.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

use super::Grouped;
use super::accounts::{COLUMNS, read as read_account};
use crate::db::{Backend, DbError, WriteTx, sql};
use crate::id::{AccountId, CurrencyId, MemberId};
use crate::ledger::account::{AccountKind, Limits};
use crate::ledger::accounts::model::Held;

const GROUPS: &str = "select g.id, g.currency_id, g.key, g.kind, g.min_minor, g.max_minor, \
    g.soft_min_minor, g.soft_max_minor, g.reason, g.by_id, g.at, g.total, g.after_id, g.changed, \
    g.left_out, g.done_at from group_limits g";

fn read(row: &QueryResult) -> Result<Grouped, DbErr> {
    let kind: String = row.try_get_by_index(3)?;
    let unknown = || DbErr::Type(format!("no account is of this kind: {kind}"));
    let count = |at: usize| -> Result<u64, DbErr> {
        Ok(u64::try_from(row.try_get_by_index::<i64>(at)?).unwrap_or_default())
    };
    Ok(Grouped {
        id: row.try_get_by_index(0)?,
        currency: CurrencyId(row.try_get_by_index(1)?),
        key: row.try_get_by_index(2)?,
        kind: AccountKind::from_key(&kind).ok_or_else(unknown)?,
        limits: Limits { min: row.try_get_by_index(4)?, max: row.try_get_by_index(5)? },
        soft: Limits { min: row.try_get_by_index(6)?, max: row.try_get_by_index(7)? },
        reason: row.try_get_by_index(8)?,
        by: row.try_get_by_index::<Option<Uuid>>(9)?.map(MemberId),
        at: row.try_get_by_index(10)?,
        total: count(11)?,
        after: row.try_get_by_index::<Option<Uuid>>(12)?.map(AccountId),
        changed: count(13)?,
        left_out: count(14)?,
        done_at: row.try_get_by_index(15)?,
    })
}

async fn many<const N: usize>(
    db: &impl ConnectionTrait,
    rest: &str,
    values: [Value; N],
) -> Result<Vec<Grouped>, DbError> {
    let rows = db.query_all_raw(sql(db, &format!("{GROUPS} {rest}"), values)).await?;
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// The decision with a key.
pub(super) async fn by_key(
    db: &impl ConnectionTrait,
    (currency, key): (CurrencyId, Uuid),
) -> Result<Option<Grouped>, DbError> {
    let rest = "where g.currency_id = $1 and g.key = $2";
    Ok(many(db, rest, [currency.0.into(), key.into()]).await?.pop())
}

/// A decision, held until the transaction ends.
pub(super) async fn lock(tx: &WriteTx, id: Uuid) -> Result<Option<Grouped>, DbError> {
    let held = if tx.backend() == Backend::Postgres { "for update" } else { "" };
    Ok(many(tx.conn(), &format!("where g.id = $1 {held}"), [id.into()]).await?.pop())
}

/// The latest decisions about a currency, so many.
pub(super) async fn latest(
    db: &impl ConnectionTrait,
    currency: CurrencyId,
    most: u32,
) -> Result<Vec<Grouped>, DbError> {
    let rest = format!("where g.currency_id = $1 order by g.at desc, g.id desc limit {most}");
    many(db, &rest, [currency.0.into()]).await
}

/// Those that are not at their end, the oldest first.
pub(super) async fn waiting(db: &impl ConnectionTrait) -> Result<Vec<Grouped>, DbError> {
    many(db, "where g.done_at is null order by g.at, g.id", []).await
}

/// How many accounts of a kind are not closed, of those that were opened by then.
pub(super) async fn count(
    db: &impl ConnectionTrait,
    (currency, kind): (CurrencyId, AccountKind),
    by: DateTime<Utc>,
) -> Result<u64, DbError> {
    let text = "select count(*) from accounts where currency_id = $1 and kind = $2 \
        and state <> 'closed' and opened_at <= $3";
    let values = [currency.0.into(), kind.key().into(), by.into()];
    let row = db.query_one_raw(sql(db, text, values)).await?;
    let count: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The next accounts of a decision, so many, in the order of their ids.
pub(super) async fn of_kind(
    db: &impl ConnectionTrait,
    it: &Grouped,
    most: u32,
) -> Result<Vec<Held>, DbError> {
    let text = format!(
        "select {COLUMNS} from accounts a where a.currency_id = $1 and a.kind = $2 and a.state <> 'closed' and a.id > $3 \
         and a.opened_at <= $4 order by a.id limit {most}"
    );
    let after = it.after.map_or(Uuid::nil(), |it| it.0);
    let values = [it.currency.0.into(), it.kind.key().into(), after.into(), it.at.into()];
    let rows = db.query_all_raw(sql(db, &text, values)).await?;
    let all: Result<_, DbErr> = rows.iter().map(read_account).collect();
    Ok(all?)
}

/// A new decision.
pub(super) async fn insert(tx: &WriteTx, it: &Grouped) -> Result<(), DbError> {
    let text = "insert into group_limits (id, currency_id, key, kind, min_minor, max_minor, \
        soft_min_minor, soft_max_minor, reason, by_id, at, total) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let values = [
        it.id.into(),
        it.currency.0.into(),
        it.key.into(),
        it.kind.key().into(),
        it.limits.min.into(),
        it.limits.max.into(),
        it.soft.min.into(),
        it.soft.max.into(),
        it.reason.clone().into(),
        it.by.map(|it| it.0).into(),
        it.at.into(),
        counted(it.total),
    ];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// How far a decision is.
pub(super) async fn put(tx: &WriteTx, it: &Grouped) -> Result<(), DbError> {
    let text = "update group_limits set after_id = $1, changed = $2, left_out = $3, done_at = $4 \
        where id = $5";
    let values = [
        it.after.map(|it| it.0).into(),
        counted(it.changed),
        counted(it.left_out),
        it.done_at.into(),
        it.id.into(),
    ];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

fn counted(count: u64) -> Value {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}

/// Writes beside accounts whose limits were changed from where on it is said that they come near
/// them, and what was decided.
pub(super) async fn note_changed(
    tx: &WriteTx,
    it: &Grouped,
    (of, now): (&[AccountId], DateTime<Utc>),
) -> Result<(), DbError> {
    if of.is_empty() {
        return Ok(());
    }
    let backend = tx.conn().get_database_backend();
    let ids = |first: usize| -> String {
        let places: Vec<String> = (first..first + of.len()).map(|nth| format!("${nth}")).collect();
        places.join(", ")
    };
    let accounts = || of.iter().map(|it| Value::from(it.0));
    let text = format!(
        "update accounts set soft_min_minor = $1, soft_max_minor = $2 where id in ({})",
        ids(3)
    );
    let values = [it.soft.min.into(), it.soft.max.into()].into_iter().chain(accounts());
    tx.conn().execute_raw(Statement::from_sql_and_values(backend, text, values)).await?;
    let text = format!(
        "insert into account_limits (account_id, nth, state, min_minor, max_minor, \
         soft_min_minor, soft_max_minor, by_id, reason, at) \
         select a.id, (select coalesce(max(l.nth), 0) + 1 from account_limits l \
            where l.account_id = a.id), a.state, a.min_minor, a.max_minor, a.soft_min_minor, \
         a.soft_max_minor, $1, $2, $3 from accounts a where a.id in ({})",
        ids(4)
    );
    let by = it.by.map(|it| it.0).into();
    let values = [by, it.reason.clone().into(), now.into()].into_iter().chain(accounts());
    tx.conn().execute_raw(Statement::from_sql_and_values(backend, text, values)).await?;
    Ok(())
}
