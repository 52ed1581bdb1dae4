//! The statements about alerts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

use super::model::{ABOUT_MAX, About, Alert, AlertKind, Mails, PaymentAlerts, PaymentTold, Sum};
use crate::db::{DbError, WriteTx, sql};
use crate::id::{
    AccountId, AgreementId, AlertId, MemberId, PaymentRequestId, PostId, SavedSearchId, TransferId,
};
use crate::ledger::book::CurrencyKind;

const TABLE: &str = "alerts";
const WISHES: &str = "alert_wishes";
const ALL: &str = "select l.id, l.member_id, l.kind, l.post_id, l.agreement_id, l.about, l.at, \
    l.seen_at, l.search_id, l.account_id, l.amount, l.transfer_id, l.request_id, c.code, c.symbol, \
    c.scale, c.kind, case when n.hidden_at is null and h.account_id is null then n.purpose end, q.purpose, \
    case when p.kind <> 'person' then p.name end from alerts l \
    left join accounts a on a.id = l.account_id left join currencies c on c.id = a.currency_id \
    left join profiles p on p.id = a.profile_id \
    left join transfer_notes n on n.transfer_id = l.transfer_id \
    left join hidden_purposes h on h.transfer_id = l.transfer_id and h.account_id = l.account_id \
    left join payment_requests q on q.id = l.request_id and l.transfer_id is null";
/// How many are written by one statement.
const AT_ONCE: usize = 500;

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
pub(super) async fn of_member(
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

/// What anybody was told since a time, that one included, the earliest first.
pub(super) async fn since(
    db: &impl ConnectionTrait,
    since: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Alert>, DbError> {
    many(db, &format!("l.at >= $1 order by l.at, l.id limit {most}"), vec![since.into()]).await
}

/// What somebody has not seen and was not written to about, the latest first.
pub(super) async fn unmailed(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<Alert>, DbError> {
    let rest = "l.member_id = $1 and l.mailed_at is null and l.seen_at is null \
        order by l.at desc, l.id desc";
    many(db, rest, vec![member.0.into()]).await
}

/// How much somebody has not seen.
pub(super) async fn unseen(db: &impl ConnectionTrait, member: MemberId) -> Result<u64, DbError> {
    let text = "select count(*) from alerts where member_id = $1 and seen_at is null";
    let row = db.query_one_raw(sql(db, text, [member.0.into()])).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    Ok(count.unsigned_abs())
}

/// An alert that is to be written.
pub(super) struct New {
    pub(super) id: AlertId,
    pub(super) member: MemberId,
    pub(super) kind: AlertKind,
    pub(super) about: About,
    /// Whether no mail is to tell of it.
    pub(super) mailed: bool,
}

/// New alerts.
pub(super) async fn insert(tx: &WriteTx, all: &[New], now: DateTime<Utc>) -> Result<(), DbError> {
    for some in all.chunks(AT_ONCE) {
        let mut insert = Query::insert();
        insert.into_table(TABLE).columns([
            "id",
            "member_id",
            "kind",
            "post_id",
            "agreement_id",
            "search_id",
            "account_id",
            "amount",
            "transfer_id",
            "request_id",
            "about",
            "at",
            "mailed_at",
        ]);
        for it in some {
            let words: String = it.about.words.chars().take(ABOUT_MAX).collect();
            let paid = it.about.payment;
            insert.values_panic([
                it.id.0.into(),
                it.member.0.into(),
                it.kind.key().into(),
                it.about.post.map(|it| it.0).into(),
                it.about.agreement.map(|it| it.0).into(),
                it.about.search.map(|it| it.0).into(),
                paid.map(|it| it.account.0).into(),
                paid.map(|it| it.amount).into(),
                paid.and_then(|it| it.transfer).map(|it| it.0).into(),
                paid.and_then(|it| it.request).map(|it| it.0).into(),
                words.into(),
                now.into(),
                it.mailed.then_some(now).into(),
            ]);
        }
        tx.conn().execute(&insert).await?;
    }
    Ok(())
}

/// What somebody was told of an agreement and has not seen is told as of now, by mail too; false
/// where there is none of the kind.
pub(super) async fn tell_again(
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
pub(super) async fn see(
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
pub(super) async fn see_of(
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
pub(super) async fn mailed(
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

/// How somebody wants mails, if they said so.
pub(super) async fn wish_of(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Option<Mails>, DbError> {
    let text = "select mails from alert_wishes where member_id = $1";
    let row = db.query_one_raw(sql(db, text, [member.0.into()])).await?;
    let key: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(key.as_deref().and_then(Mails::from_key))
}

/// Somebody says how they want mails.
pub(super) async fn put_wish(
    tx: &WriteTx,
    member: MemberId,
    mails: Mails,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(WISHES)
        .columns(["member_id", "mails", "changed_at"])
        .values_panic([member.0.into(), mails.key().into(), now.into()])
        .on_conflict(
            OnConflict::column("member_id").update_columns(["mails", "changed_at"]).to_owned(),
        );
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// How members want to hear that they were paid, if they said so.
pub(super) async fn payment_wishes(
    db: &impl ConnectionTrait,
    of: impl IntoIterator<Item = MemberId>,
) -> Result<HashMap<MemberId, PaymentAlerts>, DbError> {
    let select = Query::select()
        .columns(["member_id", "payments"])
        .from(WISHES)
        .and_where(Expr::col("member_id").is_in(of.into_iter().map(|it| it.0)))
        .take();
    let read = |row: QueryResult| {
        let key: String = row.try_get_by_index(1)?;
        let wish = PaymentAlerts::from_key(&key).unwrap_or(PaymentAlerts::House);
        Ok((MemberId(row.try_get_by_index(0)?), wish))
    };
    let all: Result<_, DbErr> = db.query_all(&select).await?.into_iter().map(read).collect();
    Ok(all?)
}

/// Whether somebody has a part in an account.
pub(super) async fn has_account(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<bool, DbError> {
    let text = "select 1 from profile_members m join accounts a on a.profile_id = m.profile_id \
        where m.member_id = $1 limit 1";
    Ok(db.query_one_raw(sql(db, text, [member.0.into()])).await?.is_some())
}

/// Somebody says how they want to hear that they were paid.
pub(super) async fn put_payment_wish(
    tx: &WriteTx,
    (member, wish): (MemberId, PaymentAlerts),
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(WISHES)
        .columns(["member_id", "mails", "payments", "changed_at"])
        .values_panic([member.0.into(), Mails::AtOnce.key().into(), wish.key().into(), now.into()])
        .on_conflict(OnConflict::column("member_id").update_column("payments").to_owned());
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Somebody was written to; who never said how they want it wants it at once.
pub(super) async fn wrote(
    tx: &WriteTx,
    member: MemberId,
    stop_hash: &str,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(WISHES)
        .columns(["member_id", "mails", "stop_hash", "written_at", "changed_at"])
        .values_panic([
            member.0.into(),
            Mails::AtOnce.key().into(),
            stop_hash.into(),
            now.into(),
            now.into(),
        ])
        .on_conflict(
            OnConflict::column("member_id").update_columns(["stop_hash", "written_at"]).to_owned(),
        );
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Whose button a secret with this hash is.
pub(super) async fn of_stop(
    db: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<MemberId>, DbError> {
    let text = "select member_id from alert_wishes where stop_hash = $1";
    let row = db.query_one_raw(sql(db, text, [hash.into()])).await?;
    Ok(row.map(|row| row.try_get_by_index(0).map(MemberId)).transpose()?)
}

/// Who is to be written to now, and how they want it: at once who was not written to since a time,
/// and weekly who was not since another; who waits longest first.
pub(super) async fn waiting(
    db: &impl ConnectionTrait,
    (at_once, weekly): (DateTime<Utc>, DateTime<Utc>),
    most: u64,
) -> Result<Vec<(MemberId, Mails)>, DbError> {
    let text = format!(
        "select a.member_id, coalesce(w.mails, 'at_once') from alerts a \
         left join alert_wishes w on w.member_id = a.member_id \
         where a.mailed_at is null and a.seen_at is null \
         and ((coalesce(w.mails, 'at_once') = 'at_once' \
               and (w.written_at is null or w.written_at <= $1)) \
           or (w.mails = 'weekly' and coalesce(w.written_at, w.changed_at) <= $2)) \
         group by a.member_id, coalesce(w.mails, 'at_once') order by min(a.at) limit {most}"
    );
    let rows = db.query_all_raw(sql(db, &text, [at_once.into(), weekly.into()])).await?;
    let read = |row: &QueryResult| {
        let mails: String = row.try_get_by_index(1)?;
        let mails = Mails::from_key(&mails).unwrap_or(Mails::AtOnce);
        Ok((MemberId(row.try_get_by_index(0)?), mails))
    };
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// Takes away alerts of before a time, so many at most.
pub(super) async fn forget(tx: &WriteTx, before: DateTime<Utc>, most: u64) -> Result<u64, DbError> {
    let text = format!(
        "delete from alerts where id in (select id from alerts where at < $1 order by at limit {most})"
    );
    let gone = tx.conn().execute_raw(sql(tx.conn(), &text, [before.into()])).await?;
    Ok(gone.rows_affected())
}
