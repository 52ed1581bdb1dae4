//! The statements by which names are found: folded, so that Özlem and ozlem are one on both
//! databases, whose own small letters are not the same.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveValue, ConnectionTrait, DbErr};

use crate::db::WriteTx;
use crate::members::entity::member;
use crate::text::fold;

/// Of whose name, in a folded column, a text is a part; nothing where it has neither letters nor
/// digits.
pub(crate) fn called(column: (&'static str, &'static str), text: &str) -> Option<Expr> {
    // Nothing in a folded text is a wildcard.
    let folded = fold(text);
    let like = (!folded.is_empty()).then(|| format!("%{folded}%"))?;
    Some(Expr::col(column).like(like))
}

/// Changes the name of a member, and by what it is found.
pub(crate) fn rename(row: &mut member::ActiveModel, name: &str) {
    row.name = ActiveValue::Set(name.to_owned());
    row.name_key = ActiveValue::Set(Some(fold(name)));
}

/// Folds names that an earlier program wrote, so many at most. Answers how many.
pub(crate) async fn fold_names(tx: &WriteTx, most: u64) -> Result<u64, DbErr> {
    let mut select = Query::select();
    select
        .columns(["id", "name"])
        .from("members")
        .and_where(Expr::col("name_key").is_null())
        .limit(most);
    let rows = tx.conn().query_all(&select).await?;
    for row in &rows {
        let (id, name): (Uuid, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let update = Query::update()
            .table("members")
            .value("name_key", fold(&name))
            .and_where(Expr::col("id").eq(id))
            .and_where(Expr::col("name").eq(name))
            .take();
        tx.conn().execute(&update).await?;
    }
    Ok(rows.len() as u64)
}
