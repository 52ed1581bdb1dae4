//! The statements of currencies.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

use super::model::{Currency, FIGURES_DAYS, Figures, Ruling};
use crate::db::{Backend, DbError, WriteTx, sql};
use crate::id::{CommunityId, CurrencyId, MemberId};
use crate::ledger::account::Limits;
use crate::ledger::book::CurrencyKind;
use crate::ledger::chain;

const ALL: &str = "select id, community_id, code, names, advice, symbol, scale, kind, euro_cents, \
    is_on, demo, created_at, last_number, revision from currencies";

fn read(row: &QueryResult) -> Result<Currency, DbError> {
    let (scale, kind): (i32, String) = (row.try_get_by_index(6)?, row.try_get_by_index(7)?);
    let unknown = || DbErr::Type(format!("no currency is of this kind: {kind}"));
    let (names, advice): (String, String) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
    Ok(Currency {
        id: CurrencyId(row.try_get_by_index(0)?),
        community: CommunityId(row.try_get_by_index(1)?),
        code: row.try_get_by_index(2)?,
        names: serde_json::from_str(&names)?,
        advice: serde_json::from_str(&advice)?,
        symbol: row.try_get_by_index(5)?,
        scale: u8::try_from(scale).unwrap_or_default(),
        kind: CurrencyKind::from_key(&kind).ok_or_else(unknown)?,
        euro_cents: row.try_get_by_index(8)?,
        is_on: row.try_get_by_index(9)?,
        demo: row.try_get_by_index(10)?,
        created_at: row.try_get_by_index(11)?,
        last_number: u64::try_from(row.try_get_by_index::<i64>(12)?).unwrap_or_default(),
        revision: row.try_get_by_index(13)?,
    })
}

async fn many<const N: usize>(
    db: &impl ConnectionTrait,
    rest: &str,
    values: [Value; N],
) -> Result<Vec<Currency>, DbError> {
    let rows = db.query_all_raw(sql(db, &format!("{ALL} {rest}"), values)).await?;
    rows.iter().map(read).collect()
}

/// The currency with an id.
pub(in crate::ledger) async fn by_id(
    db: &impl ConnectionTrait,
    id: CurrencyId,
) -> Result<Option<Currency>, DbError> {
    Ok(many(db, "where id = $1", [id.0.into()]).await?.pop())
}

/// The currencies with some ids, which came out of the database.
pub(in crate::ledger) async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[CurrencyId],
) -> Result<Vec<Currency>, DbError> {
    among(db, "id", ids.iter().map(|it| it.0)).await
}

/// The currencies of some communities, the oldest first.
pub(super) async fn of_communities(
    db: &impl ConnectionTrait,
    communities: &[CommunityId],
) -> Result<Vec<Currency>, DbError> {
    among(db, "community_id", communities.iter().map(|it| it.0)).await
}

async fn among(
    db: &impl ConnectionTrait,
    column: &str,
    ids: impl Iterator<Item = Uuid>,
) -> Result<Vec<Currency>, DbError> {
    let ids: Vec<Value> = ids.map(Value::from).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|nth| format!("${nth}")).collect();
    let places = places.join(", ");
    let text = format!("{ALL} where {column} in ({places}) order by created_at, id");
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, ids);
    db.query_all_raw(statement).await?.iter().map(read).collect()
}

/// Those that are paid with, the oldest first.
pub(super) async fn on(db: &impl ConnectionTrait) -> Result<Vec<Currency>, DbError> {
    many(db, "where is_on order by created_at, id", []).await
}

/// The currency with a code.
pub(in crate::ledger) async fn by_code(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<Currency>, DbError> {
    Ok(many(db, "where code = $1", [code.into()]).await?.pop())
}

/// A currency, held until the transaction ends, with its books.
pub(in crate::ledger) async fn lock(
    tx: &WriteTx,
    id: CurrencyId,
) -> Result<Option<Currency>, DbError> {
    // Whoever opens an account of it only needs that it is there, and does not wait.
    let held = if tx.backend() == Backend::Postgres { "for no key update" } else { "" };
    Ok(many(tx.conn(), &format!("where id = $1 {held}"), [id.0.into()]).await?.pop())
}

/// A new currency.
pub(super) async fn insert(tx: &WriteTx, it: &Currency) -> Result<(), DbError> {
    let text = "insert into currencies (id, community_id, code, names, advice, symbol, scale, \
        kind, euro_cents, is_on, demo, created_at, last_at, last_hash) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let values = [
        it.id.0.into(),
        it.community.0.into(),
        it.code.clone().into(),
        serde_json::to_string(&it.names)?.into(),
        serde_json::to_string(&it.advice)?.into(),
        it.symbol.clone().into(),
        i32::from(it.scale).into(),
        it.kind.key().into(),
        it.euro_cents.into(),
        it.is_on.into(),
        it.demo.into(),
        it.created_at.into(),
        it.created_at.into(),
        chain::START.to_vec().into(),
    ];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// A currency as it is now, one revision later; answers whether it was still the one before.
pub(super) async fn update(tx: &WriteTx, it: &Currency) -> Result<bool, DbError> {
    let text = "update currencies set names = $1, advice = $2, symbol = $3, euro_cents = $4, \
        is_on = $5, revision = $6 where id = $7 and revision = $8";
    let values = [
        serde_json::to_string(&it.names)?.into(),
        serde_json::to_string(&it.advice)?.into(),
        it.symbol.clone().into(),
        it.euro_cents.into(),
        it.is_on.into(),
        it.revision.into(),
        it.id.0.into(),
        (it.revision - 1).into(),
    ];
    let done = tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(done.rows_affected() > 0)
}

/// The versions of the rules of a currency, the latest first.
pub(in crate::ledger) async fn rulings(
    db: &impl ConnectionTrait,
    of: CurrencyId,
) -> Result<Vec<Ruling>, DbError> {
    let text = "select version, effective_at, step, levy_bp, min_minor, max_minor, \
        soft_min_minor, soft_max_minor, decided_by, reason, decided_at, open_balances \
        from currency_rules \
        where currency_id = $1 order by version desc";
    let read = |row: &QueryResult| {
        Ok(Ruling {
            version: row.try_get_by_index(0)?,
            effective_at: row.try_get_by_index(1)?,
            step: row.try_get_by_index(2)?,
            levy_bp: u32::try_from(row.try_get_by_index::<i32>(3)?).unwrap_or_default(),
            limits: Limits { min: row.try_get_by_index(4)?, max: row.try_get_by_index(5)? },
            soft: Limits { min: row.try_get_by_index(6)?, max: row.try_get_by_index(7)? },
            decided_by: row.try_get_by_index::<Option<Uuid>>(8)?.map(MemberId),
            reason: row.try_get_by_index(9)?,
            decided_at: row.try_get_by_index(10)?,
            open_balances: row.try_get_by_index(11)?,
        })
    };
    let rows = db.query_all_raw(sql(db, text, [of.0.into()])).await?;
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// Another version of the rules of a currency.
pub(super) async fn insert_ruling(
    tx: &WriteTx,
    of: CurrencyId,
    it: &Ruling,
) -> Result<(), DbError> {
    let text = "insert into currency_rules (currency_id, version, effective_at, step, levy_bp, \
        min_minor, max_minor, soft_min_minor, soft_max_minor, decided_by, reason, decided_at, \
        open_balances) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let values = [
        of.0.into(),
        it.version.into(),
        it.effective_at.into(),
        it.step.into(),
        i32::try_from(it.levy_bp).unwrap_or(i32::MAX).into(),
        it.limits.min.into(),
        it.limits.max.into(),
        it.soft.min.into(),
        it.soft.max.into(),
        it.decided_by.map(|it| it.0).into(),
        it.reason.clone().into(),
        it.decided_at.into(),
        it.open_balances.into(),
    ];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// Takes a version of the rules of a currency away.
pub(super) async fn delete_ruling(
    tx: &WriteTx,
    of: CurrencyId,
    version: i32,
) -> Result<(), DbError> {
    let text = "delete from currency_rules where currency_id = $1 and version = $2";
    tx.conn().execute_raw(sql(tx.conn(), text, [of.0.into(), version.into()])).await?;
    Ok(())
}

/// Whether members see each other's balances by the rules in force.
pub(in crate::ledger) async fn are_balances_open(
    db: &impl ConnectionTrait,
    of: CurrencyId,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let text = "select open_balances from currency_rules \
        where currency_id = $1 and effective_at <= $2 order by version desc limit 1";
    let row = db.query_one_raw(sql(db, text, [of.0.into(), now.into()])).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(false))
}

/// What a currency does, but for its meter.
pub(super) async fn figures(
    db: &impl ConnectionTrait,
    of: CurrencyId,
    now: DateTime<Utc>,
) -> Result<Figures, DbError> {
    let held = "select cast(coalesce(sum(balance), 0) as bigint), \
        cast(coalesce(sum(case when balance > 0 and kind not in ('fund', 'issuer') \
            then balance else 0 end), 0) as bigint), \
        cast(coalesce(sum(case when state <> 'closed' and kind not in ('fund', 'issuer') \
            then 1 else 0 end), 0) as bigint) from accounts where currency_id = $1";
    // Numbers and times rise together, so that only those of the last months are looked at.
    let paid = "select count(*), cast(coalesce(sum(t.amount), 0) as bigint) from transfers t \
        where t.currency_id = $1 and t.kind = 'payment' and t.number > coalesce(( \
            select o.number from transfers o where o.currency_id = $1 and o.posted_at <= $2 \
            order by o.posted_at desc, o.number desc limit 1), 0) \
        and not exists (select 1 from transfers b where b.reverses_id = t.id)";
    let since = now - TimeDelta::days(FIGURES_DAYS);
    let mut figures = Figures::default();
    if let Some(row) = db.query_one_raw(sql(db, held, [of.0.into()])).await? {
        (figures.sum, figures.supply) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        figures.accounts = u64::try_from(row.try_get_by_index::<i64>(2)?).unwrap_or_default();
    }
    if let Some(row) = db.query_one_raw(sql(db, paid, [of.0.into(), since.into()])).await? {
        figures.transfers = u64::try_from(row.try_get_by_index::<i64>(0)?).unwrap_or_default();
        figures.volume = row.try_get_by_index(1)?;
    }
    Ok(figures)
}

/// Marks the currencies of an invented community as invented, so that they go with it.
pub(super) async fn mark_demo(tx: &WriteTx, of: CommunityId) -> Result<(), DbError> {
    let text = "update currencies set demo = true where community_id = $1";
    tx.conn().execute_raw(sql(tx.conn(), text, [of.0.into()])).await?;
    Ok(())
}

/// Takes the invented currencies away, with everything that was ever paid in them.
pub(super) async fn delete_demo(tx: &WriteTx) -> Result<(), DbError> {
    let demo = "(select id from currencies where demo)";
    let accounts = format!("(select id from accounts where currency_id in {demo})");
    for text in [
        format!("delete from payment_requests where payee_id in {accounts}"),
        format!("delete from transfers where currency_id in {demo}"),
        format!("delete from holds where payer_id in {accounts}"),
        format!("delete from accounts where currency_id in {demo}"),
        "delete from currencies where demo".to_owned(),
    ] {
        tx.conn().execute_unprepared(&text).await?;
    }
    Ok(())
}
