//! Who does not want to see whom, and what.

use super::{BTreeSet, ConnectionTrait, DateTime, DbErr, DbError, Expr, ExprTrait, MemberId};
use super::{OnConflict, Order, PostId, Query, QueryResult, Utc, Uuid, WriteTx, sql};

const BLOCKS: &str = "member_blocks";
const DISMISSALS: &str = "post_dismissals";

/// Whom somebody blocked, and who blocked them.
pub(in crate::posts) async fn blocked_around(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<BTreeSet<MemberId>, DbError> {
    let text = "select blocked_id from member_blocks where member_id = $1 \
        union select member_id from member_blocks where blocked_id = $1";
    let rows = db.query_all_raw(sql(db, text, [member.0.into()])).await?;
    members(&rows)
}

/// Whom some people blocked, and who blocked them, as pairs in the one direction or the other.
pub(in crate::posts) async fn blocked_pairs(
    db: &impl ConnectionTrait,
    people: &BTreeSet<MemberId>,
) -> Result<Vec<(MemberId, MemberId)>, DbError> {
    let of = |column: &'static str| Expr::col(column).is_in(people.iter().map(|it| it.0));
    let query = Query::select()
        .columns(["member_id", "blocked_id"])
        .from(BLOCKS)
        .and_where(of("member_id").or(of("blocked_id")))
        .take();
    let rows = db.query_all(&query).await?;
    let pair = |row: &QueryResult| {
        Ok((MemberId(row.try_get_by_index(0)?), MemberId(row.try_get_by_index(1)?)))
    };
    let all: Result<_, DbErr> = rows.iter().map(pair).collect();
    Ok(all?)
}

/// Whom somebody blocked, the latest first.
pub(in crate::posts) async fn blocked_by(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<MemberId>, DbError> {
    let query = Query::select()
        .column("blocked_id")
        .from(BLOCKS)
        .and_where(Expr::col("member_id").eq(member.0))
        .order_by("blocked_at", Order::Desc)
        .order_by("blocked_id", Order::Asc)
        .take();
    members(&db.query_all(&query).await?)
}

fn members<T: FromIterator<MemberId>>(rows: &[QueryResult]) -> Result<T, DbError> {
    let all: Result<T, DbErr> =
        rows.iter().map(|row| row.try_get_by_index::<Uuid>(0).map(MemberId)).collect();
    Ok(all?)
}

/// Somebody wants to see nothing of somebody any more.
pub(in crate::posts) async fn block(
    tx: &WriteTx,
    (member, other): (MemberId, MemberId),
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(BLOCKS)
        .columns(["member_id", "blocked_id", "blocked_at"])
        .values_panic([member.0.into(), other.0.into(), now.into()])
        .on_conflict(OnConflict::columns(["member_id", "blocked_id"]).do_nothing().to_owned());
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// They do again.
pub(in crate::posts) async fn unblock(
    tx: &WriteTx,
    (member, other): (MemberId, MemberId),
) -> Result<(), DbError> {
    let delete = Query::delete()
        .from_table(BLOCKS)
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("blocked_id").eq(other.0))
        .take();
    tx.conn().execute(&delete).await?;
    Ok(())
}

/// A post is nothing for somebody.
pub(in crate::posts) async fn dismiss(
    tx: &WriteTx,
    (member, post): (MemberId, PostId),
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(DISMISSALS)
        .columns(["member_id", "post_id", "dismissed_at"])
        .values_panic([member.0.into(), post.0.into(), now.into()])
        .on_conflict(OnConflict::columns(["member_id", "post_id"]).do_nothing().to_owned());
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// The last posts that somebody said are nothing for them, so many at most.
pub(in crate::posts) async fn dismissed_by(
    db: &impl ConnectionTrait,
    member: MemberId,
    most: u64,
) -> Result<BTreeSet<PostId>, DbError> {
    let query = Query::select()
        .column("post_id")
        .from(DISMISSALS)
        .and_where(Expr::col("member_id").eq(member.0))
        .order_by("dismissed_at", Order::Desc)
        .order_by("post_id", Order::Asc)
        .limit(most)
        .take();
    let rows = db.query_all(&query).await?;
    let all: Result<_, DbErr> =
        rows.iter().map(|row| row.try_get_by_index::<Uuid>(0).map(PostId)).collect();
    Ok(all?)
}
