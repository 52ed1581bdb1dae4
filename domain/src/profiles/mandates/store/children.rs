//! The statements about who is younger than sixteen.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use crate::db::{DbError, WriteTx};
use crate::id::MemberId;

const CHILDREN: &str = "children";
/// How many ids stand in one statement: neither database takes any number.
const IDS_MAX: usize = 500;

/// Somebody becomes sixteen on a day.
pub(crate) async fn put_child(
    tx: &WriteTx,
    member: MemberId,
    sixteen_on: NaiveDate,
) -> Result<(), DbError> {
    let insert = Query::insert()
        .into_table(CHILDREN)
        .columns(["member_id", "sixteen_on"])
        .values_panic([member.0.into(), sixteen_on.into()])
        .take();
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Who of some people is younger than sixteen on a day, and when they become that.
pub(crate) async fn children(
    db: &impl ConnectionTrait,
    today: NaiveDate,
    people: impl IntoIterator<Item = MemberId>,
) -> Result<HashMap<MemberId, NaiveDate>, DbError> {
    let ids: BTreeSet<Uuid> = people.into_iter().map(|it| it.0).collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let mut all = HashMap::new();
    for some in ids.chunks(IDS_MAX) {
        let query = Query::select()
            .columns(["member_id", "sixteen_on"])
            .from(CHILDREN)
            .and_where(Expr::col("member_id").is_in(some.iter().copied()))
            .and_where(Expr::col("sixteen_on").gt(today))
            .take();
        for row in db.query_all(&query).await? {
            let (member, sixteen_on) = read(&row)?;
            all.insert(member, sixteen_on);
        }
    }
    Ok(all)
}

fn read(row: &QueryResult) -> Result<(MemberId, NaiveDate), DbErr> {
    Ok((MemberId(row.try_get_by_index(0)?), row.try_get_by_index(1)?))
}

/// Forgets of who is sixteen by now that they were younger.
pub(crate) async fn grown_up(tx: &WriteTx, today: NaiveDate) -> Result<u64, DbError> {
    let delete =
        Query::delete().from_table(CHILDREN).and_where(Expr::col("sixteen_on").lte(today)).take();
    Ok(tx.conn().execute(&delete).await?.rows_affected())
}
