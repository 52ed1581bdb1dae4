//! The statements about how members want to be told, and who is to be written to.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::WISHES;
use crate::alerts::model::{Mails, PaymentAlerts};
use crate::db::{DbError, WriteTx, padded, sql};
use crate::id::MemberId;

/// How somebody wants mails, if they said so.
pub(in crate::alerts) async fn wish_of(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Option<Mails>, DbError> {
    let text = "select mails from alert_wishes where member_id = $1";
    let row = db.query_one_raw(sql(db, text, [member.0.into()])).await?;
    let key: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(key.as_deref().and_then(Mails::from_key))
}

/// Somebody says how they want mails.
pub(in crate::alerts) async fn put_wish(
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
pub(in crate::alerts) async fn payment_wishes(
    db: &impl ConnectionTrait,
    of: impl IntoIterator<Item = MemberId>,
) -> Result<HashMap<MemberId, PaymentAlerts>, DbError> {
    let select = Query::select()
        .columns(["member_id", "payments"])
        .from(WISHES)
        .and_where(Expr::col("member_id").is_in(padded(of.into_iter().map(|it| it.0))))
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
pub(in crate::alerts) async fn has_account(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<bool, DbError> {
    let text = "select 1 from profile_members m join accounts a on a.profile_id = m.profile_id \
        where m.member_id = $1 limit 1";
    Ok(db.query_one_raw(sql(db, text, [member.0.into()])).await?.is_some())
}

/// Somebody says how they want to hear that they were paid.
pub(in crate::alerts) async fn put_payment_wish(
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
pub(in crate::alerts) async fn wrote(
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
pub(in crate::alerts) async fn of_stop(
    db: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<MemberId>, DbError> {
    let text = "select member_id from alert_wishes where stop_hash = $1";
    let row = db.query_one_raw(sql(db, text, [hash.into()])).await?;
    Ok(row.map(|row| row.try_get_by_index(0).map(MemberId)).transpose()?)
}

/// Who is to be written to now, and how they want it: at once who was not written to since a time,
/// and weekly who was not since another; who waits longest first.
pub(in crate::alerts) async fn waiting(
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
