//! The statements about who may belong to a profile once they say yes.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::super::model::{Companion, Part, Profile, ProfileKind};
use super::{companions, read_companion};
use crate::db::WriteTx;
use crate::id::{MemberId, ProfileId};

const OFFERS: &str = "profile_offers";

/// An offer as it is kept: to belong to what, as what, by whom and since when.
pub(crate) struct KeptOffer {
    pub(crate) profile: Profile,
    pub(crate) part: Part,
    pub(crate) by: Option<MemberId>,
    pub(crate) at: DateTime<Utc>,
}

/// Offers somebody to belong to a profile; a later offer takes the place of an earlier one.
pub(crate) async fn offer(
    tx: &WriteTx,
    profile: ProfileId,
    (member, part): (MemberId, Part),
    (by, at): (MemberId, DateTime<Utc>),
) -> Result<(), DbErr> {
    let mut insert = Query::insert();
    insert
        .into_table(OFFERS)
        .columns(["profile_id", "member_id", "part", "offered_by", "offered_at"])
        .values_panic([
            profile.0.into(),
            member.0.into(),
            part.key().into(),
            by.0.into(),
            at.into(),
        ])
        .on_conflict(
            OnConflict::columns(["profile_id", "member_id"])
                .update_columns(["part", "offered_by", "offered_at"])
                .to_owned(),
        );
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Takes an offer away, as which it was made; none where there is none.
pub(crate) async fn take_offer(
    tx: &WriteTx,
    profile: ProfileId,
    member: MemberId,
) -> Result<Option<Part>, DbErr> {
    let is_it = || Expr::col("profile_id").eq(profile.0).and(Expr::col("member_id").eq(member.0));
    let mut query = Query::select();
    query.column("part").from(OFFERS).and_where(is_it());
    let Some(row) = tx.conn().query_one(&query).await? else { return Ok(None) };
    let part: String = row.try_get_by_index(0)?;
    let mut delete = Query::delete();
    delete.from_table(OFFERS).and_where(is_it());
    tx.conn().execute(&delete).await?;
    Ok(Some(Part::from_key(&part)))
}

/// What somebody may belong to, the latest offer first.
pub(crate) async fn offers_to(
    db: &impl ConnectionTrait,
    member: MemberId,
    most: u64,
) -> Result<Vec<KeptOffer>, DbErr> {
    let mut query = Query::select();
    query
        .columns([
            ("profiles", "id"),
            ("profiles", "kind"),
            ("profiles", "name"),
            ("profiles", "handle"),
        ])
        .columns([(OFFERS, "part"), (OFFERS, "offered_by"), (OFFERS, "offered_at")])
        .from(OFFERS)
        .inner_join("profiles", Expr::col(("profiles", "id")).equals((OFFERS, "profile_id")))
        .and_where(Expr::col((OFFERS, "member_id")).eq(member.0))
        .order_by((OFFERS, "offered_at"), Order::Desc)
        .order_by((OFFERS, "profile_id"), Order::Desc)
        .limit(most);
    let read = |row: &QueryResult| {
        let (kind, part): (String, String) = (row.try_get_by_index(1)?, row.try_get_by_index(4)?);
        Ok(KeptOffer {
            profile: Profile {
                id: ProfileId(row.try_get_by_index(0)?),
                // The database knows no other kinds.
                kind: ProfileKind::from_key(&kind).unwrap_or(ProfileKind::Person),
                name: row.try_get_by_index(2)?,
                handle: row.try_get_by_index(3)?,
            },
            part: Part::from_key(&part),
            by: row.try_get_by_index::<Option<Uuid>>(5)?.map(MemberId),
            at: row.try_get_by_index(6)?,
        })
    };
    db.query_all(&query).await?.iter().map(read).collect()
}

/// Who was offered to belong to a profile and has not answered, the earliest first.
pub(crate) async fn offered(
    db: &impl ConnectionTrait,
    of: ProfileId,
) -> Result<Vec<Companion>, DbErr> {
    let query = companions(OFFERS, of)
        .order_by((OFFERS, "offered_at"), Order::Asc)
        .order_by((OFFERS, "member_id"), Order::Asc)
        .take();
    db.query_all(&query).await?.iter().map(|row| read_companion(row, false)).collect()
}
