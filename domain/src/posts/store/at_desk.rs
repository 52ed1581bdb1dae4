//! Who does what stands at a desk.

use super::{BTreeSet, ConnectionTrait, DbErr, DbError, Expr, ExprTrait, MemberId, PostId, Query};
use super::{DateTime, QueryResult, Utc, Uuid};

/// About which of some posts somebody has an agreement as the one who does it, and that has not
/// ended before a time.
pub(in crate::posts) async fn assigned_to(
    db: &impl ConnectionTrait,
    member: MemberId,
    posts: &[PostId],
    since: DateTime<Utc>,
) -> Result<BTreeSet<PostId>, DbError> {
    let query = Query::select()
        .column("post_id")
        .from("agreements")
        .and_where(Expr::col("replier_id").eq(member.0))
        .and_where(Expr::col("ended_at").is_null().or(Expr::col("ended_at").gt(since)))
        .and_where(Expr::col("post_id").is_in(posts.iter().map(|it| it.0)))
        .take();
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| row.try_get_by_index::<Uuid>(0).map(PostId);
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}
