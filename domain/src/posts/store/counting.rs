//! How much stands on the board.

use super::{
    ConnectionTrait, DateTime, DbErr, DbError, Direction, Point, QueryResult, Subject, Topic, Utc,
    known, sql,
};
use crate::posts::counting::Wanted;

/// How many posts stand on the board, of every audience but a desk's, by the middle of their cells
/// by kind.
pub(in crate::posts) async fn counts(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Vec<(Point, Direction, Subject, u64)>, DbError> {
    let text = "select p.latitude, p.longitude, p.direction, p.subject, count(*) from posts p \
        inner join members m on m.id = p.author_id and m.state = 'active' \
        inner join community_members b on b.community_id = p.community_id \
            and b.member_id = p.author_id and b.state = 'active' \
        where p.state = 'open' and p.expires_at > $1 and p.audience <> 'desk' \
        group by p.latitude, p.longitude, p.direction, p.subject";
    let rows = db.query_all_raw(sql(db, text, [now.into()])).await?;
    let read = |row: &QueryResult| {
        let point =
            Point { latitude: row.try_get_by_index(0)?, longitude: row.try_get_by_index(1)? };
        let direction = known(&row.try_get_by_index::<String>(2)?, Direction::from_key)?;
        let subject = known(&row.try_get_by_index::<String>(3)?, Subject::from_key)?;
        let count: i64 = row.try_get_by_index(4)?;
        Ok((point, direction, subject, count.unsigned_abs()))
    };
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// What at least `least` different neighbours ask for, the most first.
pub(in crate::posts) async fn wanted(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    (least, most): (u64, usize),
) -> Result<Vec<Wanted>, DbError> {
    let text = "select p.subject, p.topic, count(distinct p.author_id) from posts p \
        inner join members m on m.id = p.author_id and m.state = 'active' \
        inner join community_members b on b.community_id = p.community_id \
            and b.member_id = p.author_id and b.state = 'active' \
        where p.state = 'open' and p.expires_at > $1 and p.audience <> 'desk' \
            and p.direction = 'request' and p.topic <> 'other' \
        group by p.subject, p.topic having count(distinct p.author_id) >= $2 \
        order by 3 desc, 1, 2 limit $3";
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let least = i64::try_from(least).unwrap_or(i64::MAX);
    let rows = db.query_all_raw(sql(db, text, [now.into(), least.into(), most.into()])).await?;
    let read = |row: &QueryResult| {
        let count: i64 = row.try_get_by_index(2)?;
        Ok(Wanted {
            subject: known(&row.try_get_by_index::<String>(0)?, Subject::from_key)?,
            topic: known(&row.try_get_by_index::<String>(1)?, Topic::from_key)?,
            count: count.unsigned_abs(),
        })
    };
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}
