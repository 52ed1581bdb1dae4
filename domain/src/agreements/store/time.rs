//! The statements about what time does.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr};

use super::{Kept, many};
use crate::agreements::machine::{POST_GONE_DAYS, SILENCE_DAYS, SILENT_DAYS};
use crate::db::{Backend, DbError, WriteTx, sql};
use crate::id::{AgreementId, MemberId};
use crate::listings::opening_hours::ZONE;

/// Agreements that time takes on, as they and their posts are until the transaction ends; so many at most. What
/// it does is said by the machine; here is only asked of which.
pub(in crate::agreements) async fn lock_waiting(
    tx: &WriteTx,
    (now, today): (DateTime<Utc>, NaiveDate),
    most: u64,
) -> Result<Vec<Kept>, DbError> {
    let days = |days| now - TimeDelta::days(days);
    // Silence says nothing of what something is set apart for, once one of them said that it was
    // done.
    let moves = "(a.held_until is null or coalesce(a.owner_done_at, a.replier_done_at) is null)";
    let text = format!(
        "(a.state = 'proposed' and (a.changed_at <= $1 \
         or p.closed_at <= $2 or p.expires_at <= $2)) \
         or (a.state = 'agreed' and not a.is_loan and a.starts_at <= $3) \
         or (a.state = 'agreed' and a.is_loan and a.ends_at <= $4 and {moves}) \
         or (a.state = 'under_way' and a.ends_at <= $4 and {moves}) \
         or (a.state = 'out' and a.due_on < $5) \
         or (a.state = 'due' and a.held_until is null \
         and (a.owner_done_at <= $4 or a.replier_done_at <= $4)) \
         or (a.held_until <= $3 and a.state in ('agreed', 'under_way', 'out', 'due')) \
         order by p.id, a.id limit {most}{}",
        // Two who act on one of them wait for each other, and hold the post first, as here; SQLite
        // has one writer.
        if tx.backend() == Backend::Postgres { " for no key update of p, a" } else { "" }
    );
    let values = vec![
        days(SILENT_DAYS).into(),
        days(POST_GONE_DAYS).into(),
        now.into(),
        days(SILENCE_DAYS).into(),
        today.into(),
    ];
    many(tx.conn(), &text, values).await
}

/// Holds the open agreements of somebody and their posts until the transaction ends.
pub(in crate::agreements) async fn lock_of(tx: &WriteTx, member: MemberId) -> Result<(), DbError> {
    if tx.backend() != Backend::Postgres {
        return Ok(());
    }
    let text = "select a.id from agreements a join posts p on p.id = a.post_id \
        where (a.owner_id = $1 or a.replier_id = $1) and a.ended_at is null \
        order by p.id, a.id for no key update of p, a";
    tx.conn().query_all_raw(sql(tx.conn(), text, [member.0.into()])).await?;
    Ok(())
}

/// Agreements whose moment is near and that nobody was reminded of, so many at most. What was
/// agreed on a moment ago reminds of itself.
pub(in crate::agreements) async fn soon(
    tx: &WriteTx,
    now: DateTime<Utc>,
    (before, settled): (TimeDelta, TimeDelta),
    most: u64,
) -> Result<Vec<Kept>, DbError> {
    let text = format!(
        "a.state = 'agreed' and a.reminded_at is null and a.starts_at > $1 \
         and a.starts_at <= $2 and a.changed_at <= $3 order by a.starts_at limit {most}"
    );
    many(tx.conn(), &text, vec![now.into(), (now + before).into(), (now - settled).into()]).await
}

/// Agreements of which something comes back on a day and nobody was reminded of that, so many at
/// most.
pub(in crate::agreements) async fn nearly_due(
    tx: &WriteTx,
    on: NaiveDate,
    (reminded, settled): (DateTime<Utc>, DateTime<Utc>),
    most: u64,
) -> Result<Vec<Kept>, DbError> {
    let text = format!(
        "a.state = 'out' and a.due_on = $1 and (a.reminded_at is null or a.reminded_at <= $2) \
         and a.changed_at <= $3 order by a.id limit {most}"
    );
    many(tx.conn(), &text, vec![on.into(), reminded.into(), settled.into()]).await
}

/// Agreements whose moment is over and of which nobody was asked how it was, so many at most; of
/// what is lent, those in which it was never handed over.
pub(in crate::agreements) async fn over(
    tx: &WriteTx,
    now: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Kept>, DbError> {
    let text = format!(
        "(a.state = 'under_way' or (a.state = 'agreed' and a.is_loan)) and a.ends_at <= $1 \
         and (a.reminded_at is null or a.reminded_at < a.ends_at) order by a.ends_at limit {most}"
    );
    many(tx.conn(), &text, vec![now.into()]).await
}

/// Both of some agreements were told.
pub(in crate::agreements) async fn reminded(
    tx: &WriteTx,
    some: &[AgreementId],
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let update = Query::update()
        .table(super::TABLE)
        .value("reminded_at", now)
        .and_where(Expr::col("id").is_in(some.iter().map(|it| it.0)))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Takes away where two met, of what ended before a time, or should have: its moment was before
/// then, or the day on which it comes back.
pub(in crate::agreements) async fn forget_places(
    tx: &WriteTx,
    before: DateTime<Utc>,
) -> Result<u64, DbError> {
    let day = before.with_timezone(&ZONE).date_naive();
    let met = Expr::col("due_on").is_null().and(Expr::col("ends_at").lte(before));
    let is_back = Expr::col("due_on").lte(day).and(Expr::col("ends_at").lte(before));
    let update = Query::update()
        .table(super::TABLE)
        .value("place", Option::<Vec<u8>>::None)
        .and_where(Expr::col("place").is_not_null())
        .and_where(Expr::col("ended_at").lte(before).or(met).or(is_back))
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected())
}

/// Takes away agreements that ended before a time, so many at most.
pub(in crate::agreements) async fn forget_ended(
    tx: &WriteTx,
    before: DateTime<Utc>,
    most: u64,
) -> Result<u64, DbError> {
    let text =
        format!("select id from agreements where ended_at < $1 order by ended_at limit {most}");
    let rows = tx.conn().query_all_raw(sql(tx.conn(), &text, [before.into()])).await?;
    let ids: Result<Vec<Uuid>, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    let delete =
        Query::delete().from_table(super::TABLE).and_where(Expr::col("id").is_in(ids?)).take();
    Ok(tx.conn().execute(&delete).await?.rows_affected())
}
