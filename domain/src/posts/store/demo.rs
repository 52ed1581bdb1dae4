//! The statements about invented posts.

use sea_orm::Statement;

use super::{ConnectionTrait, DateTime, DbErr, DbError, PostId, QueryResult, Utc, Uuid};
use super::{WriteTx, sql};

/// When the newest of them was put up.
pub(in crate::posts) async fn demo_since(
    db: &impl ConnectionTrait,
) -> Result<Option<DateTime<Utc>>, DbError> {
    let newest = "select created_at from posts where demo order by created_at desc limit 1";
    let row = db.query_one_raw(sql(db, newest, [])).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// Marks those of invented members; answers which.
pub(in crate::posts) async fn mark_demo(tx: &WriteTx) -> Result<Vec<PostId>, DbError> {
    let mark = "update posts set demo = true where not demo \
                and author_id in (select member_id from demo_members) returning id";
    ids(tx, sql(tx.conn(), mark, [])).await
}

/// Takes some of them away; answers which.
pub(in crate::posts) async fn delete_demo(tx: &WriteTx, most: u64) -> Result<Vec<PostId>, DbError> {
    let delete = format!(
        "delete from posts where id in (select id from posts where demo limit {most}) returning id"
    );
    ids(tx, sql(tx.conn(), &delete, [])).await
}

async fn ids(tx: &WriteTx, statement: Statement) -> Result<Vec<PostId>, DbError> {
    let rows = tx.conn().query_all_raw(statement).await?;
    let ids: Result<Vec<Uuid>, DbErr> =
        rows.iter().map(|row: &QueryResult| row.try_get_by_index(0)).collect();
    Ok(ids?.into_iter().map(PostId).collect())
}
