//! The statements about invented members, whose sign-ins everybody knows.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ConnectionTrait, DbErr};

use super::delete;
use crate::db::WriteTx;
use crate::id::MemberId;

const TABLE: &str = "demo_members";

/// Marks members as invented.
pub(crate) async fn mark_demo(tx: &WriteTx, members: &[MemberId]) -> Result<(), DbErr> {
    for member in members {
        let mut insert = Query::insert();
        insert
            .into_table(TABLE)
            .columns(["member_id"])
            .values_panic([member.0.into()])
            .on_conflict(OnConflict::column("member_id").do_nothing().to_owned());
        tx.conn().execute(&insert).await?;
    }
    Ok(())
}

/// Whether a member is invented.
pub(crate) async fn is_demo(db: &impl ConnectionTrait, member: MemberId) -> Result<bool, DbErr> {
    let mut query = Query::select();
    query.column("member_id").from(TABLE).and_where(Expr::col("member_id").eq(member.0));
    Ok(db.query_one(&query).await?.is_some())
}

/// The invented members.
pub(crate) async fn demo_members(db: &impl ConnectionTrait) -> Result<Vec<MemberId>, DbErr> {
    let rows = db.query_all(Query::select().column("member_id").from(TABLE)).await?;
    rows.iter().map(|row| row.try_get_by_index::<Uuid>(0).map(MemberId)).collect()
}

/// Forgets the invented members.
pub(crate) async fn delete_demo(tx: &WriteTx) -> Result<(), DbErr> {
    for member in demo_members(tx.conn()).await? {
        delete(tx, member).await?;
    }
    Ok(())
}
