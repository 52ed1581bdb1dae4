//! What somebody who leaves wrote themselves and stands in what they reported: it goes after them,
//! once that is decided, and a while later at the latest.

use sea_orm::Statement;

use super::{ConnectionTrait, DateTime, DbErr, DbError, MemberId, Utc, Uuid, WriteTx, sql};
use crate::id::PostReportId;
use crate::posts::reports::Words;

/// How many reports one round of tidying takes.
const ROUND: u64 = 500;

/// Somebody leaves: what was decided of what they reported is without their words from now on, and
/// the rest is once it is decided.
pub(crate) async fn reporter_leaves(
    tx: &WriteTx,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let decided = "select id from post_reports where member_id = $1 and state <> 'open'";
    for id in ids(tx, sql(tx.conn(), decided, [member.0.into()])).await? {
        forget_own_words(tx, id).await?;
    }
    let open = "update post_reports set left_at = $2 where member_id = $1 and state = 'open'";
    tx.conn().execute_raw(sql(tx.conn(), open, [member.0.into(), now.into()])).await?;
    Ok(())
}

/// Forgets the words of who left before some time, decided or not; answers of how many reports.
pub(in crate::posts) async fn forget_left(
    tx: &WriteTx,
    before: DateTime<Utc>,
) -> Result<u64, DbError> {
    let text =
        format!("select id from post_reports where left_at <= $1 order by left_at limit {ROUND}");
    let all = ids(tx, sql(tx.conn(), &text, [before.into()])).await?;
    for id in &all {
        forget_own_words(tx, *id).await?;
    }
    Ok(all.len() as u64)
}

/// Takes out of a report what whoever made it wrote: their lines, and their note to it.
pub(in crate::posts) async fn forget_own_words(
    tx: &WriteTx,
    id: PostReportId,
) -> Result<(), DbError> {
    let text = "select context from post_reports where id = $1";
    let row = tx.conn().query_one_raw(sql(tx.conn(), text, [id.0.into()])).await?;
    let Some(row) = row else { return Ok(()) };
    let mut words: Words = serde_json::from_str(&row.try_get_by_index::<String>(0)?)?;
    words.lines.retain(|line| line.is_theirs);
    let text = "update post_reports set context = $2, note = null, left_at = null where id = $1";
    let values = [id.0.into(), serde_json::to_string(&words)?.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

async fn ids(tx: &WriteTx, statement: Statement) -> Result<Vec<PostReportId>, DbError> {
    let rows = tx.conn().query_all_raw(statement).await?;
    let ids: Result<Vec<Uuid>, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    Ok(ids?.into_iter().map(PostReportId).collect())
}
