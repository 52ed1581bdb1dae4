//! Who was asked, and what they said.

use super::{
    ALL, ConnectionTrait, DateTime, DbError, Kept, MemberId, NeedId, PostId, QueryResult, Utc,
    Uuid, WriteTx, read, sql,
};

/// How many columns of a need stand before those of who was asked.
const OWN: usize = 24;

/// Somebody who was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::helpdesk) struct AskedRow {
    pub(in crate::helpdesk) member: MemberId,
    pub(in crate::helpdesk) post: Option<PostId>,
    pub(in crate::helpdesk) asked_at: DateTime<Utc>,
    pub(in crate::helpdesk) answer: Option<bool>,
}

fn read_asked(row: &QueryResult, from: usize) -> Result<AskedRow, DbError> {
    Ok(AskedRow {
        member: MemberId(row.try_get_by_index(from)?),
        post: row.try_get_by_index::<Option<Uuid>>(from + 1)?.map(PostId),
        asked_at: row.try_get_by_index(from + 2)?,
        answer: row.try_get_by_index(from + 3)?,
    })
}

/// Who was asked for a need, the first first.
pub(in crate::helpdesk) async fn asked(
    db: &impl ConnectionTrait,
    of: NeedId,
) -> Result<Vec<AskedRow>, DbError> {
    let text = "select member_id, post_id, asked_at, answer from need_asked where need_id = $1 \
        order by asked_at, member_id";
    let rows = db.query_all_raw(sql(db, text, [of.0.into()])).await?;
    rows.iter().map(|row| read_asked(row, 0)).collect()
}

/// What somebody was asked, the latest first, where it waits or they do it; and what they did and
/// that ended after a time.
pub(in crate::helpdesk) async fn asked_of(
    db: &impl ConnectionTrait,
    member: MemberId,
    ended_after: DateTime<Utc>,
) -> Result<Vec<(Kept, AskedRow)>, DbError> {
    let rest = "and (q.state in ('open', 'suggested') or (q.assigned_to = $1 \
        and (q.state = 'assigned' or (q.state = 'done' and q.closed_at > $2))))";
    theirs(db, rest, [member.0.into(), ended_after.into()]).await
}

/// All that somebody was asked and that is kept, the latest first.
pub(in crate::helpdesk) async fn all_asked_of(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<(Kept, AskedRow)>, DbError> {
    theirs(db, "", [member.0.into()]).await
}

/// What somebody was asked for one need.
pub(in crate::helpdesk) async fn asked_for(
    db: &impl ConnectionTrait,
    (member, need): (MemberId, NeedId),
) -> Result<Option<(Kept, AskedRow)>, DbError> {
    Ok(theirs(db, "and q.id = $2", [member.0.into(), need.0.into()]).await?.pop())
}

async fn theirs<const N: usize>(
    db: &impl ConnectionTrait,
    rest: &str,
    values: [sea_orm::Value; N],
) -> Result<Vec<(Kept, AskedRow)>, DbError> {
    let text = format!(
        "select q.*, k.member_id, k.post_id, k.asked_at, k.answer from need_asked k \
         join ({ALL}) q on q.id = k.need_id where k.member_id = $1 {rest} \
         order by k.asked_at desc, k.need_id desc"
    );
    let rows = db.query_all_raw(sql(db, &text, values)).await?;
    rows.iter().map(|row| Ok((read(row)?, read_asked(row, OWN)?))).collect()
}

/// Somebody is asked.
pub(in crate::helpdesk) async fn ask(
    tx: &WriteTx,
    (need, member): (NeedId, MemberId),
    post: PostId,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let text = "insert into need_asked (need_id, member_id, post_id, asked_at) \
        values ($1, $2, $3, $4)";
    let values = [need.0.into(), member.0.into(), post.0.into(), now.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// Somebody who was asked says yes or no.
pub(in crate::helpdesk) async fn answer(
    tx: &WriteTx,
    (need, member): (NeedId, MemberId),
    answer: bool,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let text = "update need_asked set answer = $1, answered_at = $2 \
        where need_id = $3 and member_id = $4";
    let values = [answer.into(), now.into(), need.0.into(), member.0.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// Whoever said yes said so to something else: they did not answer yet.
pub(in crate::helpdesk) async fn ask_again(tx: &WriteTx, need: NeedId) -> Result<(), DbError> {
    let text = "update need_asked set answer = null, answered_at = null \
        where need_id = $1 and answer";
    tx.conn().execute_raw(sql(tx.conn(), text, [need.0.into()])).await?;
    Ok(())
}
