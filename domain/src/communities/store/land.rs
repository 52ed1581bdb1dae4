//! The statements about what communities look after.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult};

use crate::communities::territory::Territory;
use crate::db::DbError;
use crate::id::{AreaId, CommunityId};

/// Which communities look after an area, which one, and the newest version of what is agreed.
pub(crate) async fn lands(
    db: &impl ConnectionTrait,
) -> Result<Vec<(CommunityId, AreaId, i32)>, DbError> {
    let query = Query::select()
        .columns(["id", "area_id", "agreements_version"])
        .from("communities")
        .and_where(Expr::col("area_id").is_not_null())
        .take();
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| {
        let (id, area): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        Ok((CommunityId(id), AreaId(area), row.try_get_by_index(2)?))
    };
    let lands: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(lands?)
}

/// That a listing lies in a territory, as a condition on the column of its areas: the smallest
/// first, so what stands earlier in the list lies inside what stands later.
pub(crate) fn lies_in(territory: &Territory, areas: &str, backend: DbBackend) -> String {
    let Territory::Parts { mine, others } = territory else { return "1 = 1".to_owned() };
    let position = if backend == DbBackend::Sqlite { "instr" } else { "strpos" };
    // Nothing but hexadecimal digits and dashes is written into it.
    let at = |area: &AreaId| format!("{position}({areas}, '\"{}\"')", area.0.hyphenated());
    let part = |area: &AreaId| {
        let here = at(area);
        let smaller = others.iter().map(at).map(|it| format!(" and ({it} = 0 or {it} > {here})"));
        format!("({here} > 0{})", smaller.collect::<String>())
    };
    let parts: Vec<String> = mine.iter().map(part).collect();
    if parts.is_empty() { "1 = 0".to_owned() } else { format!("({})", parts.join(" or ")) }
}

/// That a listing lies in an area.
pub(crate) fn lies_in_area(area: AreaId, areas: &str, backend: DbBackend) -> String {
    lies_in(&Territory::Parts { mine: vec![area], others: Vec::new() }, areas, backend)
}
