//! What time does to posts.

use super::{ConnectionTrait, DateTime, DbErr, DbError, Expr, ExprTrait, MemberId, PostId, Query};
use super::{QueryResult, Utc, Uuid, WriteTx, sql};

/// How many posts one round of tidying takes of each sort.
pub(in crate::posts) const ROUND: u64 = 500;

/// Closes posts that ended before some time; answers which.
pub(in crate::posts) async fn close_ended(
    tx: &WriteTx,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<PostId>, DbError> {
    let text = format!(
        "select id from posts where state in ('open', 'review') and expires_at <= $1 \
         order by expires_at, id limit {ROUND}"
    );
    let rows = tx.conn().query_all_raw(sql(tx.conn(), &text, [before.into()])).await?;
    let ids: Result<Vec<Uuid>, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    let ids = ids?;
    let update = Query::update()
        .table(super::TABLE)
        .value("state", "closed")
        .value("closed_at", now)
        .and_where(Expr::col("id").is_in(ids.iter().copied()))
        .take();
    tx.conn().execute(&update).await?;
    Ok(ids.into_iter().map(PostId).collect())
}

/// Forgets posts that were closed or taken off before some time and of which nothing came.
pub(in crate::posts) async fn forget_closed(
    tx: &WriteTx,
    before: DateTime<Utc>,
) -> Result<u64, DbError> {
    let text = format!(
        "delete from posts where id in (select p.id from posts p where p.closed_at <= $1 \
         and not exists (select 1 from agreements a where a.post_id = p.id) \
         order by p.closed_at limit {ROUND})"
    );
    let done = tx.conn().execute_raw(sql(tx.conn(), &text, [before.into()])).await?;
    Ok(done.rows_affected())
}

/// Forgets reports that were made before some time, decided or not: no words are kept in them for
/// longer than where they were written.
pub(in crate::posts) async fn forget_reports(
    tx: &WriteTx,
    before: DateTime<Utc>,
) -> Result<u64, DbError> {
    let text = format!(
        "delete from post_reports where id in (select id from post_reports \
         where created_at <= $1 order by created_at limit {ROUND})"
    );
    let done = tx.conn().execute_raw(sql(tx.conn(), &text, [before.into()])).await?;
    Ok(done.rows_affected())
}

/// A post that is about to end.
pub(in crate::posts) struct Ending {
    pub(in crate::posts) post: PostId,
    pub(in crate::posts) author: MemberId,
    pub(in crate::posts) title: String,
}

/// The posts that end soon and have stood for long enough to be asked about, each once. Those at
/// the desk are nobody's to renew.
pub(in crate::posts) async fn ask_ending(
    tx: &WriteTx,
    now: DateTime<Utc>,
    (until, since): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Ending>, DbError> {
    let text = format!(
        "select p.id, p.author_id, p.title from posts p \
         inner join members m on m.id = p.author_id and m.state = 'active' \
         where p.state = 'open' and p.audience <> 'desk' and p.asked_at is null and p.expires_at > $1 \
         and p.expires_at <= $2 and p.renewed_at <= $3 and p.subject not in ('event', 'meal') \
         order by p.expires_at, p.id limit {ROUND}"
    );
    let values = [now.into(), until.into(), since.into()];
    let rows = tx.conn().query_all_raw(sql(tx.conn(), &text, values)).await?;
    let read = |row: &QueryResult| {
        let (post, author) = (PostId(row.try_get_by_index(0)?), row.try_get_by_index(1)?);
        Ok(Ending { post, author: MemberId(author), title: row.try_get_by_index(2)? })
    };
    let all: Result<Vec<Ending>, DbErr> = rows.iter().map(read).collect();
    let all = all?;
    let update = Query::update()
        .table(super::TABLE)
        .value("asked_at", now)
        .and_where(Expr::col("id").is_in(all.iter().map(|it| it.post.0)))
        .take();
    tx.conn().execute(&update).await?;
    Ok(all)
}
