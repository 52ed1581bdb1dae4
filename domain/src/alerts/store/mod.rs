//! The statements about alerts.

mod wishes;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

pub(in crate::alerts) use self::wishes::{
    has_account, of_stop, payment_wishes, put_payment_wish, put_wish, waiting, wish_of, wrote,
};
use crate::alerts::model::{ABOUT_MAX, About, Alert, AlertKind, PaymentTold, Sum};
use crate::db::rows::{Column, Of, Row, Rows, ids, source, source_on};
use crate::db::{Db, DbError, WriteTx, sql};
use crate::id::{
    AccountId, AgreementId, AlertId, HoldId, MemberId, PaymentRequestId, PostId, SavedSearchId,
    TransferId,
};
use crate::ledger::book::CurrencyKind;

const TABLE: &str = "alerts";
const WISHES: &str = "alert_wishes";
const ALL: &str = "select l.id, l.member_id, l.kind, l.post_id, l.agreement_id, l.about, l.at, \
    l.seen_at, l.search_id, l.account_id, l.amount, l.transfer_id, l.request_id, c.code, c.symbol, \
    c.scale, c.kind, case when n.hidden_at is null and h.account_id is null then n.purpose end, \
    case when q.hidden_at is null or q.payer_id <> l.account_id then q.purpose end, \
    case when p.kind <> 'person' then p.name end, l.hold_id, w.expires_at from alerts l \
    left join holds w on w.id = l.hold_id \
    left join accounts a on a.id = l.account_id left join currencies c on c.id = a.currency_id \
    left join profiles p on p.id = a.profile_id \
    left join transfer_notes n on n.transfer_id = l.transfer_id \
    left join hidden_purposes h on h.transfer_id = l.transfer_id and h.account_id = l.account_id \
    left join payment_requests q on q.id = l.request_id and l.transfer_id is null";
/// How many are written by one statement.
const AT_ONCE: usize = 500;
/// What is written of each.
const COLUMNS: [Column; 14] = [
    ("id", Of::Id),
    ("member_id", Of::Id),
    ("kind", Of::Text),
    ("post_id", Of::Id),
    ("agreement_id", Of::Id),
    ("search_id", Of::Id),
    ("account_id", Of::Id),
    ("amount", Of::Number),
    ("transfer_id", Of::Id),
    ("request_id", Of::Id),
    ("hold_id", Of::Id),
    ("about", Of::Text),
    ("at", Of::Moment),
    ("mailed_at", Of::Moment),
];

fn read(row: &QueryResult) -> Result<Option<Alert>, DbErr> {
    let kind: String = row.try_get_by_index(2)?;
    // What an older program does not know, it does not tell.
    let Some(kind) = AlertKind::from_key(&kind) else { return Ok(None) };
    Ok(Some(Alert {
        id: AlertId(row.try_get_by_index(0)?),
        member: MemberId(row.try_get_by_index(1)?),
        kind,
        post: row.try_get_by_index::<Option<Uuid>>(3)?.map(PostId),
        agreement: row.try_get_by_index::<Option<Uuid>>(4)?.map(AgreementId),
        about: row.try_get_by_index(5)?,
        at: row.try_get_by_index(6)?,
        seen_at: row.try_get_by_index(7)?,
        search: row.try_get_by_index::<Option<Uuid>>(8)?.map(SavedSearchId),
        payment: payment(row)?,
    }))
}

fn payment(row: &QueryResult) -> Result<Option<PaymentTold>, DbErr> {
    let account = row.try_get_by_index::<Option<Uuid>>(9)?.map(AccountId);
    let code: Option<String> = row.try_get_by_index(13)?;
    let (Some(account), Some(code)) = (account, code) else { return Ok(None) };
    let (scale, kind): (i32, String) = (row.try_get_by_index(15)?, row.try_get_by_index(16)?);
    let sum = Sum {
        minor: row.try_get_by_index::<Option<i64>>(10)?.unwrap_or_default(),
        code,
        symbol: row.try_get_by_index(14)?,
        scale: u8::try_from(scale).unwrap_or_default(),
        is_time: kind == CurrencyKind::Time.key(),
    };
    let said: [Option<String>; 2] = [row.try_get_by_index(17)?, row.try_get_by_index(18)?];
    Ok(Some(PaymentTold {
        account,
        holder: row.try_get_by_index(19)?,
        sum,
        transfer: row.try_get_by_index::<Option<Uuid>>(11)?.map(TransferId),
        request: row.try_get_by_index::<Option<Uuid>>(12)?.map(PaymentRequestId),
        hold: row
            .try_get_by_index::<Option<Uuid>>(20)?
            .map(HoldId)
            .zip(row.try_get_by_index::<Option<DateTime<Utc>>>(21)?),
        purpose: said.into_iter().flatten().find(|it| !it.is_empty()),
    }))
}

async fn many(
    db: &impl ConnectionTrait,
    rest: &str,
    values: Vec<Value>,
) -> Result<Vec<Alert>, DbError> {
    let text = format!("{ALL} where {rest}");
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    let rows = db.query_all_raw(statement).await?;
    let all: Result<Vec<Option<Alert>>, DbErr> = rows.iter().map(read).collect();
    Ok(all?.into_iter().flatten().collect())
}

/// What somebody is told, the latest first; after one of them, those before it.
pub(in crate::alerts) async fn of_member(
    db: &impl ConnectionTrait,
    member: MemberId,
    (most, after): (u64, Option<(DateTime<Utc>, Uuid)>),
) -> Result<Vec<Alert>, DbError> {
    let mut values: Vec<Value> = vec![member.0.into()];
    let mut rest = "l.member_id = $1".to_owned();
    if let Some((at, id)) = after {
        values.extend([at.into(), id.into()]);
        rest.push_str(" and (l.at, l.id) < ($2, $3)");
    }
    many(db, &format!("{rest} order by l.at desc, l.id desc limit {most}"), values).await
}

/// What some members were told since a time, that one included, the earliest first.
pub(in crate::alerts) async fn since(
    db: &Db,
    of: &[MemberId],
    since: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Alert>, DbError> {
    let these = source_on(db.backend(), &[("id", Of::Id)]);
    let rest = format!(
        "l.member_id in (select r.id from {these}) and l.at >= $2 order by l.at, l.id limit {most}"
    );
    many(db.reader(), &rest, vec![ids(of.iter().map(|it| it.0)).json(), since.into()]).await
}

/// What somebody has not seen and was not written to about, the latest first.
pub(in crate::alerts) async fn unmailed(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<Alert>, DbError> {
    let rest = "l.member_id = $1 and l.mailed_at is null and l.seen_at is null \
        order by l.at desc, l.id desc";
    many(db, rest, vec![member.0.into()]).await
}

/// How much somebody has not seen.
pub(in crate::alerts) async fn unseen(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<u64, DbError> {
    let text = "select count(*) from alerts where member_id = $1 and seen_at is null";
    let row = db.query_one_raw(sql(db, text, [member.0.into()])).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    Ok(count.unsigned_abs())
}

/// An alert that is to be written.
pub(in crate::alerts) struct New {
    pub(in crate::alerts) id: AlertId,
    pub(in crate::alerts) member: MemberId,
    pub(in crate::alerts) kind: AlertKind,
    pub(in crate::alerts) about: About,
    /// Whether no mail is to tell of it.
    pub(in crate::alerts) mailed: bool,
}

/// New alerts.
pub(in crate::alerts) async fn insert(
    tx: &WriteTx,
    all: &[New],
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    for some in all.chunks(AT_ONCE) {
        let mut rows = Rows::default();
        for it in some {
            let words: String = it.about.words.chars().take(ABOUT_MAX).collect();
            let paid = it.about.payment;
            let row = Row::default()
                .id("id", it.id.0)
                .id("member_id", it.member.0)
                .with("kind", it.kind.key())
                .maybe_id("post_id", it.about.post.map(|it| it.0))
                .maybe_id("agreement_id", it.about.agreement.map(|it| it.0))
                .maybe_id("search_id", it.about.search.map(|it| it.0))
                .maybe_id("account_id", paid.map(|it| it.account.0))
                .with("amount", paid.map(|it| it.amount))
                .maybe_id("transfer_id", paid.and_then(|it| it.transfer).map(|it| it.0))
                .maybe_id("request_id", paid.and_then(|it| it.request).map(|it| it.0))
                .maybe_id("hold_id", paid.and_then(|it| it.hold).map(|it| it.0))
                .with("about", words)
                .at("at", now)
                .maybe_at("mailed_at", it.mailed.then_some(now));
            rows.push(row);
        }
        let names: Vec<&str> = COLUMNS.iter().map(|it| it.0).collect();
        let names = names.join(", ");
        let text =
            format!("insert into {TABLE} ({names}) select {names} from {}", source(tx, &COLUMNS));
        rows.run(tx, &text).await?;
    }
    Ok(())
}

/// What somebody was told of an agreement and has not seen is told as of now, by mail too; false
/// where there is none of the kind.
pub(in crate::alerts) async fn tell_again(
    tx: &WriteTx,
    (member, kind): (MemberId, AlertKind),
    about: &About,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let update = Query::update()
        .table(TABLE)
        .value("at", now)
        .value("mailed_at", Option::<DateTime<Utc>>::None)
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("agreement_id").eq(about.agreement.map(|it| it.0)))
        .and_where(Expr::col("kind").eq(kind.key()))
        .and_where(Expr::col("seen_at").is_null())
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected() > 0)
}

/// Somebody has seen some of what they are told, or all.
pub(in crate::alerts) async fn see(
    tx: &WriteTx,
    member: MemberId,
    some: Option<&[AlertId]>,
    now: DateTime<Utc>,
) -> Result<u64, DbError> {
    let mut update = Query::update();
    update
        .table(TABLE)
        .value("seen_at", now)
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("seen_at").is_null());
    if let Some(some) = some {
        update.and_where(Expr::col("id").is_in(some.iter().map(|it| it.0)));
    }
    Ok(tx.conn().execute(&update).await?.rows_affected())
}

/// Somebody has seen what they are told of an agreement.
pub(in crate::alerts) async fn see_of(
    tx: &WriteTx,
    (member, of): (MemberId, AgreementId),
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let update = Query::update()
        .table(TABLE)
        .value("seen_at", now)
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("agreement_id").eq(of.0))
        .and_where(Expr::col("seen_at").is_null())
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Somebody was written to about everything that they have not seen, or is not to be.
pub(in crate::alerts) async fn mailed(
    tx: &WriteTx,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let update = Query::update()
        .table(TABLE)
        .value("mailed_at", now)
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("mailed_at").is_null())
        .and_where(Expr::col("seen_at").is_null())
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Takes away alerts of before a time, so many at most.
pub(in crate::alerts) async fn forget(
    tx: &WriteTx,
    before: DateTime<Utc>,
    most: u64,
) -> Result<u64, DbError> {
    let text = format!(
        "delete from alerts where id in (select id from alerts where at < $1 order by at limit {most})"
    );
    let gone = tx.conn().execute_raw(sql(tx.conn(), &text, [before.into()])).await?;
    Ok(gone.rows_affected())
}
