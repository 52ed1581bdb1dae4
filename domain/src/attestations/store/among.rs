//! What is known of many people at once.

use std::collections::BTreeSet;

use super::{ATTESTATIONS, ConnectionTrait, DbErr, DbError, Expr, ExprTrait, Kind, MemberId};
use super::{Query, Uuid};

/// Whose address is confirmed among some people.
pub(in crate::attestations) async fn confirmed_among(
    db: &impl ConnectionTrait,
    people: &BTreeSet<MemberId>,
) -> Result<BTreeSet<MemberId>, DbError> {
    if people.is_empty() {
        return Ok(BTreeSet::new());
    }
    let query = Query::select()
        .column("member_id")
        .from(ATTESTATIONS)
        .and_where(Expr::col("kind").eq(Kind::AddressConfirmed.key()))
        .and_where(Expr::col("member_id").is_in(people.iter().map(|it| it.0)))
        .take();
    let rows = db.query_all(&query).await?;
    let all: Result<_, DbErr> =
        rows.iter().map(|row| row.try_get_by_index::<Uuid>(0).map(MemberId)).collect();
    Ok(all?)
}
