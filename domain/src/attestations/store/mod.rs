//! The statements about what is known of people.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{
    Cond, Expr, ExprTrait, JoinType, OnConflict, Order, Query, SelectStatement,
};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::model::{Attestation, Kind, Vouch};
use crate::db::{DbError, WriteTx};
use crate::id::{CommunityId, MemberId};

mod among;
mod letters;

pub(super) use self::among::*;
pub(super) use self::letters::*;

const ATTESTATIONS: &str = "attestations";
const VOUCHES: &str = "vouches";
const LETTERS: &str = "address_letters";
const MEMBERSHIPS: &str = "community_members";
/// The state of who belongs to a community, and of a member who is not frozen.
const ACTIVE: &str = "active";
/// How many ids stand in one statement: neither database takes any number.
const IDS_MAX: usize = 500;

/// Who belongs to a community, and is kept out of neither it nor the house: whose word may count.
fn belonging(to: CommunityId) -> SelectStatement {
    let of = |column: &'static str| Expr::col((MEMBERSHIPS, column));
    Query::select()
        .column((MEMBERSHIPS, "member_id"))
        .from(MEMBERSHIPS)
        .inner_join("members", Expr::col(("members", "id")).equals((MEMBERSHIPS, "member_id")))
        .and_where(of("community_id").eq(to.0))
        .and_where(of("state").eq(ACTIVE))
        .and_where(Expr::col(("members", "state")).eq(ACTIVE))
        .take()
}

/// Who vouches for whom in a community, and whose address there is confirmed.
pub(super) async fn grounds(
    db: &impl ConnectionTrait,
    of: CommunityId,
) -> Result<(Vec<Vouch>, BTreeSet<MemberId>), DbError> {
    let query = Query::select()
        .columns(["member_id", "by_id", "at"])
        .from(VOUCHES)
        .and_where(Expr::col("community_id").eq(of.0))
        .and_where(Expr::col("member_id").in_subquery(belonging(of)))
        .and_where(Expr::col("by_id").in_subquery(belonging(of)))
        .take();
    let vouches: Result<Vec<Vouch>, DbErr> =
        db.query_all(&query).await?.iter().map(read_vouch).collect();
    let query = Query::select()
        .column("member_id")
        .from(ATTESTATIONS)
        .and_where(Expr::col("kind").eq(Kind::AddressConfirmed.key()))
        .and_where(Expr::col("member_id").in_subquery(belonging(of)))
        .take();
    let confirmed: Result<BTreeSet<MemberId>, DbErr> = db
        .query_all(&query)
        .await?
        .iter()
        .map(|row| row.try_get_by_index::<Uuid>(0).map(MemberId))
        .collect();
    Ok((vouches?, confirmed?))
}

/// Whether the address of a member is confirmed.
pub(super) async fn is_confirmed(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<bool, DbError> {
    let query = Query::select()
        .expr(Expr::val(1))
        .from(ATTESTATIONS)
        .and_where(Expr::col("kind").eq(Kind::AddressConfirmed.key()))
        .and_where(Expr::col("member_id").eq(member.0))
        .take();
    Ok(db.query_one(&query).await?.is_some())
}

/// The membership of whoever a column names, in force and of a member who is not kept out.
fn in_force(alias: &'static str, who: (&'static str, &'static str)) -> Cond {
    Cond::all()
        .add(Expr::col((alias, "member_id")).equals(who))
        .add(Expr::col((alias, "state")).eq(ACTIVE))
}

/// Who vouches for whom in some communities, of whom both belong there.
pub(super) async fn vouches_in(
    db: &impl ConnectionTrait,
    communities: &BTreeSet<CommunityId>,
) -> Result<HashMap<CommunityId, Vec<Vouch>>, DbError> {
    let of = |column: &'static str| (VOUCHES, column);
    let there = |alias: &'static str| Expr::col((alias, "community_id")).equals(of("community_id"));
    let query = Query::select()
        .columns([of("member_id"), of("by_id"), of("at"), of("community_id")])
        .from(VOUCHES)
        .join_as(
            JoinType::InnerJoin,
            MEMBERSHIPS,
            "theirs",
            in_force("theirs", of("member_id")).add(there("theirs")),
        )
        .join_as(
            JoinType::InnerJoin,
            MEMBERSHIPS,
            "whose",
            in_force("whose", of("by_id")).add(there("whose")),
        )
        .join_as(JoinType::InnerJoin, "members", "they", in_house("they", of("member_id")))
        .join_as(JoinType::InnerJoin, "members", "who", in_house("who", of("by_id")))
        .and_where(Expr::col(of("community_id")).is_in(communities.iter().map(|it| it.0)))
        .take();
    let mut all: HashMap<CommunityId, Vec<Vouch>> = HashMap::new();
    for row in db.query_all(&query).await? {
        let community = CommunityId(row.try_get_by_index(3)?);
        all.entry(community).or_default().push(read_vouch(&row)?);
    }
    Ok(all)
}

/// Who vouches for some people in some communities, of whom both belong there, and whether the
/// address of who says so is confirmed.
pub(super) async fn vouches_for(
    db: &impl ConnectionTrait,
    communities: &BTreeSet<CommunityId>,
    people: &[MemberId],
) -> Result<Vec<(CommunityId, Vouch, bool)>, DbError> {
    let of = |column: &'static str| (VOUCHES, column);
    let there = |alias: &'static str| Expr::col((alias, "community_id")).equals(of("community_id"));
    let is_confirmed = Cond::all()
        .add(Expr::col((ATTESTATIONS, "member_id")).equals(of("by_id")))
        .add(Expr::col((ATTESTATIONS, "kind")).eq(Kind::AddressConfirmed.key()));
    let mut all = Vec::new();
    for some in people.chunks(IDS_MAX) {
        let query = Query::select()
            .columns([of("member_id"), of("by_id"), of("at"), of("community_id")])
            .column((ATTESTATIONS, "kind"))
            .from(VOUCHES)
            .join_as(
                JoinType::InnerJoin,
                MEMBERSHIPS,
                "theirs",
                in_force("theirs", of("member_id")).add(there("theirs")),
            )
            .join_as(
                JoinType::InnerJoin,
                MEMBERSHIPS,
                "whose",
                in_force("whose", of("by_id")).add(there("whose")),
            )
            .join_as(JoinType::InnerJoin, "members", "they", in_house("they", of("member_id")))
            .join_as(JoinType::InnerJoin, "members", "who", in_house("who", of("by_id")))
            .left_join(ATTESTATIONS, is_confirmed.clone())
            .and_where(Expr::col(of("member_id")).is_in(some.iter().map(|it| it.0)))
            .and_where(Expr::col(of("community_id")).is_in(communities.iter().map(|it| it.0)))
            .take();
        for row in db.query_all(&query).await? {
            let kind: Option<String> = row.try_get_by_index(4)?;
            let community = CommunityId(row.try_get_by_index(3)?);
            all.push((community, read_vouch(&row)?, kind.is_some()));
        }
    }
    Ok(all)
}

/// Somebody who is not kept out of the house.
fn in_house(alias: &'static str, who: (&'static str, &'static str)) -> Cond {
    Cond::all()
        .add(Expr::col((alias, "id")).equals(who))
        .add(Expr::col((alias, "state")).eq(ACTIVE))
}

/// Whose address is confirmed of those who belong to some communities.
pub(super) async fn confirmed_in(
    db: &impl ConnectionTrait,
    communities: &BTreeSet<CommunityId>,
) -> Result<HashMap<CommunityId, BTreeSet<MemberId>>, DbError> {
    let of = |column: &'static str| (MEMBERSHIPS, column);
    let query = Query::select()
        .columns([of("community_id"), of("member_id")])
        .from(MEMBERSHIPS)
        .inner_join("members", Expr::col(("members", "id")).equals(of("member_id")))
        .inner_join(ATTESTATIONS, Expr::col((ATTESTATIONS, "member_id")).equals(of("member_id")))
        .and_where(Expr::col((ATTESTATIONS, "kind")).eq(Kind::AddressConfirmed.key()))
        .and_where(Expr::col(of("state")).eq(ACTIVE))
        .and_where(Expr::col(("members", "state")).eq(ACTIVE))
        .and_where(Expr::col(of("community_id")).is_in(communities.iter().map(|it| it.0)))
        .take();
    let mut all: HashMap<CommunityId, BTreeSet<MemberId>> = HashMap::new();
    for row in db.query_all(&query).await? {
        let community = CommunityId(row.try_get_by_index(0)?);
        all.entry(community).or_default().insert(MemberId(row.try_get_by_index(1)?));
    }
    Ok(all)
}

fn read_vouch(row: &QueryResult) -> Result<Vouch, DbErr> {
    Ok(Vouch {
        member: MemberId(row.try_get_by_index(0)?),
        by: MemberId(row.try_get_by_index(1)?),
        at: row.try_get_by_index(2)?,
    })
}

/// What is written down of some members, and what their mail tells.
pub(super) async fn of_members(
    db: &impl ConnectionTrait,
    ids: &[MemberId],
    now: DateTime<Utc>,
) -> Result<HashMap<MemberId, Vec<Attestation>>, DbError> {
    let mut all: HashMap<MemberId, Vec<Attestation>> = HashMap::new();
    for some in ids.chunks(IDS_MAX) {
        let some: Vec<Uuid> = some.iter().map(|id| id.0).collect();
        let query = Query::select()
            .columns(["id", "email_confirmed_at"])
            .from("members")
            .and_where(Expr::col("id").is_in(some.iter().copied()))
            .and_where(Expr::col("email_confirmed_at").is_not_null())
            .take();
        for row in db.query_all(&query).await? {
            let (kind, since) = (Kind::EmailConfirmed, row.try_get_by_index(1)?);
            let it = Attestation { kind, since, ends_at: None, by: None, community: None };
            all.entry(MemberId(row.try_get_by_index(0)?)).or_default().push(it);
        }
        let query = Query::select()
            .columns(["member_id", "kind", "since", "ends_at", "organisation", "community_id"])
            .from(ATTESTATIONS)
            .and_where(Expr::col("member_id").is_in(some))
            .and_where(Expr::col("ends_at").is_null().or(Expr::col("ends_at").gt(now)))
            .order_by("kind", Order::Asc)
            .order_by("since", Order::Asc)
            .order_by("community_id", Order::Asc)
            .take();
        for row in db.query_all(&query).await? {
            let key: String = row.try_get_by_index(1)?;
            let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.key() == key) else { continue };
            let (since, ends_at) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
            let by = row.try_get_by_index(4)?;
            let community = Some(CommunityId(row.try_get_by_index(5)?));
            let it = Attestation { kind, since, ends_at, by, community };
            all.entry(MemberId(row.try_get_by_index(0)?)).or_default().push(it);
        }
    }
    Ok(all)
}

/// Writes something down; what was known before of that kind in that community no more counts. What
/// another one saw stands beside it, but of an address: somebody lives in one place.
pub(super) async fn put(
    tx: &WriteTx,
    (member, community): (MemberId, CommunityId),
    it: &Attestation,
    noted_by: Option<MemberId>,
) -> Result<(), DbError> {
    if it.kind == Kind::AddressConfirmed {
        take_away(tx, member, it.kind, None).await?;
    }
    let columns =
        ["member_id", "kind", "community_id", "since", "ends_at", "organisation", "noted_by"];
    let mut insert = Query::insert();
    insert
        .into_table(ATTESTATIONS)
        .columns(columns)
        .values_panic([
            member.0.into(),
            it.kind.key().into(),
            community.0.into(),
            it.since.into(),
            it.ends_at.into(),
            it.by.clone().into(),
            noted_by.map(|id| id.0).into(),
        ])
        .on_conflict(
            OnConflict::columns(["member_id", "kind", "community_id"])
                .update_columns(columns.into_iter().skip(3))
                .to_owned(),
        );
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Takes something away. Answers whether it was there.
pub(super) async fn take_away(
    tx: &WriteTx,
    member: MemberId,
    kind: Kind,
    of: Option<CommunityId>,
) -> Result<bool, DbError> {
    let mut delete = Query::delete();
    delete
        .from_table(ATTESTATIONS)
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("kind").eq(kind.key()));
    if let Some(of) = of {
        delete.and_where(Expr::col("community_id").eq(of.0));
    }
    Ok(tx.conn().execute(&delete).await?.rows_affected() == 1)
}

/// Somebody says that they know somebody.
pub(super) async fn vouch(tx: &WriteTx, of: CommunityId, it: &Vouch) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(VOUCHES)
        .columns(["community_id", "member_id", "by_id", "at"])
        .values_panic([of.0.into(), it.member.0.into(), it.by.0.into(), it.at.into()]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Takes it back. Answers whether they had said so.
pub(super) async fn unvouch(
    tx: &WriteTx,
    (member, by): (MemberId, MemberId),
) -> Result<bool, DbError> {
    let delete = Query::delete()
        .from_table(VOUCHES)
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("by_id").eq(by.0))
        .take();
    Ok(tx.conn().execute(&delete).await?.rows_affected() == 1)
}

/// What somebody said of others, and others of them.
pub(super) async fn vouches_about(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<Vouch>, DbError> {
    let query = Query::select()
        .columns(["member_id", "by_id", "at"])
        .from(VOUCHES)
        .and_where(Expr::col("member_id").eq(member.0).or(Expr::col("by_id").eq(member.0)))
        .order_by("at", Order::Asc)
        .take();
    let all: Result<_, DbErr> = db.query_all(&query).await?.iter().map(read_vouch).collect();
    Ok(all?)
}

/// Takes away what holds no more: letters with their addresses, and what was seen long ago.
pub(super) async fn tidy(tx: &WriteTx, now: DateTime<Utc>) -> Result<u64, DbError> {
    let mut gone = 0;
    for table in [LETTERS, ATTESTATIONS] {
        let delete =
            Query::delete().from_table(table).and_where(Expr::col("ends_at").lte(now)).take();
        gone += tx.conn().execute(&delete).await?.rows_affected();
    }
    Ok(gone)
}
