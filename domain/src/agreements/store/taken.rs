//! The statements about how much of a post is taken.

use std::collections::HashMap;

use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, Statement, Value};

use super::{number, places};
use crate::db::{DbError, WriteTx, sql};
use crate::id::{AgreementId, PostId};

/// How many ids stand in one statement: neither database takes any number.
const IDS_MAX: usize = 500;

/// How many of a post are taken by other agreements than one: what is agreed, and what went for
/// good.
pub(in crate::agreements) async fn taken(
    tx: &WriteTx,
    (post, but): (PostId, Option<AgreementId>),
    goes_for_good: bool,
) -> Result<u32, DbError> {
    let done = if goes_for_good { " or (state = 'done' and not is_loan)" } else { "" };
    let text = format!(
        "select cast(coalesce(sum(quantity), 0) as integer) from agreements \
         where post_id = $1 and id <> $2 \
         and (state in ('agreed', 'under_way', 'out', 'due', 'disputed'){done})"
    );
    let but = but.map_or(Uuid::nil(), |it| it.0);
    let row = tx.conn().query_one_raw(sql(tx.conn(), &text, [post.0.into(), but.into()])).await?;
    let sum: i32 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    Ok(number(sum)?)
}

/// How many of some posts are taken by all agreements about them, as [`taken`] has it of one; posts
/// of which nothing is taken are not among them.
pub(crate) async fn taken_of(
    db: &impl ConnectionTrait,
    posts: &[PostId],
) -> Result<HashMap<PostId, u32>, DbError> {
    let mut all = HashMap::new();
    for some in posts.chunks(IDS_MAX) {
        let text = format!(
            "select a.post_id, cast(sum(a.quantity) as integer) from agreements a \
             join posts p on p.id = a.post_id where a.post_id in ({}) \
             and (a.state in ('agreed', 'under_way', 'out', 'due', 'disputed') \
             or (a.state = 'done' and not a.is_loan \
             and p.subject in ('item', 'meal', 'material'))) group by a.post_id",
            places(1, some.len())
        );
        let values: Vec<Value> = some.iter().map(|it| it.0.into()).collect();
        let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
        for row in db.query_all_raw(statement).await? {
            all.insert(PostId(row.try_get_by_index(0)?), number(row.try_get_by_index(1)?)?);
        }
    }
    Ok(all)
}
