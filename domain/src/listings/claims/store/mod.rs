//! The statements of claims.

mod losses;

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

pub(super) use self::losses::{disputed_of, insert_loss, loss, losses_of, return_loss};
use super::model::{Claim, ClaimState, Proof, tidy_code};
use crate::communities::Territory;
use crate::communities::store::lies_in;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::id::{ClaimId, ListingId, MemberId, ProfileId};
use crate::members::codes::hash;
use crate::members::model::Secret;
use crate::profiles::mandates::store::givers;

const TABLE: &str = "listing_claims";
const COLUMNS: [&str; 11] = [
    "id",
    "listing_id",
    "member_id",
    "proof",
    "state",
    "created_at",
    "ends_at",
    "reason",
    "code_hash",
    "tries",
    "profile_id",
];

/// A claim with what is not shown to anybody.
pub(crate) struct Kept {
    pub(crate) claim: Claim,
    pub(crate) code_hash: Option<String>,
    pub(crate) tries: i32,
}

fn read(row: &QueryResult) -> Result<Kept, DbErr> {
    let proof: String = row.try_get_by_index(3)?;
    let state: String = row.try_get_by_index(4)?;
    let unknown = |what: &str| DbErr::Type(format!("no claim has this {what}"));
    let proof = Proof::ALL.into_iter().find(|it| it.key() == proof);
    let state = ClaimState::ALL.into_iter().find(|it| it.key() == state);
    let claim = Claim {
        id: ClaimId(row.try_get_by_index(0)?),
        listing: ListingId(row.try_get_by_index(1)?),
        member: MemberId(row.try_get_by_index(2)?),
        proof: proof.ok_or_else(|| unknown("proof"))?,
        state: state.ok_or_else(|| unknown("state"))?,
        created_at: row.try_get_by_index(5)?,
        ends_at: row.try_get_by_index(6)?,
        reason: row.try_get_by_index(7)?,
        profile: row.try_get_by_index::<Option<Uuid>>(10)?.map(ProfileId),
    };
    Ok(Kept { claim, code_hash: row.try_get_by_index(8)?, tries: row.try_get_by_index(9)? })
}

fn all() -> SelectStatement {
    Query::select().columns(COLUMNS).from(TABLE).take()
}

async fn many(db: &impl ConnectionTrait, query: &SelectStatement) -> Result<Vec<Kept>, DbError> {
    let rows = db.query_all(query).await?;
    let kept: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(kept?)
}

fn is_waiting() -> Expr {
    Expr::col("state").is_in([ClaimState::Open.key(), ClaimState::Disputed.key()])
}

/// SHA-256 of a claim and its code.
pub(in crate::listings::claims) fn hash_code(id: ClaimId, code: &str) -> String {
    hash(&format!("{id}\n{code}"))
}

pub(super) async fn insert(
    tx: &WriteTx,
    (claim, by): (&Claim, Option<MemberId>),
    code: Option<&Secret>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns([
            "id",
            "listing_id",
            "member_id",
            "proof",
            "state",
            "created_at",
            "ends_at",
            "code_hash",
            "tries",
            "profile_id",
            "by_id",
        ])
        .values_panic([
            claim.id.0.into(),
            claim.listing.0.into(),
            claim.member.0.into(),
            claim.proof.key().into(),
            claim.state.key().into(),
            claim.created_at.into(),
            claim.ends_at.into(),
            code.map(|code| hash_code(claim.id, &tidy_code(code.reveal()))).into(),
            0.into(),
            claim.profile.map(|id| id.0).into(),
            by.map(|id| id.0).into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

pub(super) async fn by_id(db: &impl ConnectionTrait, id: ClaimId) -> Result<Option<Kept>, DbError> {
    let query = all().and_where(Expr::col("id").eq(id.0)).take();
    Ok(many(db, &query).await?.pop())
}

pub(super) async fn open_of(
    db: &impl ConnectionTrait,
    listing: ListingId,
    member: MemberId,
) -> Result<Option<Kept>, DbError> {
    let query = all()
        .and_where(Expr::col("listing_id").eq(listing.0))
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(is_waiting())
        .take();
    Ok(many(db, &query).await?.pop())
}

/// How much waits that somebody said, for whomever: with their hands, or before those were known.
pub(super) async fn count_open(db: &impl ConnectionTrait, hands: MemberId) -> Result<u64, DbError> {
    let old = Expr::col("by_id").is_null().and(Expr::col("member_id").eq(hands.0));
    let said = Expr::col("by_id").eq(hands.0).or(old);
    let query = all().and_where(said).and_where(is_waiting()).take();
    Ok(many(db, &query).await?.len() as u64)
}

pub(super) async fn of_member(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<Claim>, DbError> {
    let query = all()
        .and_where(Expr::col("member_id").eq(member.0))
        .order_by("created_at", Order::Desc)
        .order_by("id", Order::Desc)
        .take();
    Ok(many(db, &query).await?.into_iter().map(|kept| kept.claim).collect())
}

/// Those that wait about places in a territory, the oldest first; or of these only what waits for
/// its code to be seen at a counter.
pub(super) async fn waiting(
    db: &impl ConnectionTrait,
    (territory, at_counter): (&Territory, bool),
    most: u64,
) -> Result<Vec<Claim>, DbError> {
    let mut query = all();
    query
        .and_where(is_waiting())
        .and_where(in_territory(db, territory))
        .order_by("created_at", Order::Asc)
        .order_by("id", Order::Asc)
        .limit(most);
    if at_counter {
        query
            .and_where(Expr::col("state").eq(ClaimState::Open.key()))
            .and_where(Expr::col("proof").eq(Proof::CounterCode.key()));
    }
    Ok(many(db, &query).await?.into_iter().map(|kept| kept.claim).collect())
}

/// Those of some claims that wait.
pub(crate) async fn some(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Claim>, DbError> {
    let query = all().and_where(Expr::col("id").is_in(ids)).and_where(is_waiting()).take();
    Ok(many(db, &query).await?.into_iter().map(|kept| kept.claim).collect())
}

/// Some claims, however far they are.
pub(crate) async fn by_ids(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = ClaimId>,
) -> Result<Vec<Claim>, DbError> {
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = all().and_where(Expr::col("id").is_in(ids)).take();
    Ok(many(db, &query).await?.into_iter().map(|kept| kept.claim).collect())
}

fn in_territory(db: &impl ConnectionTrait, territory: &Territory) -> Expr {
    let lies_in = lies_in(territory, "l.areas", db.get_database_backend());
    Expr::cust(format!(
        "exists (select 1 from listings l where l.id = listing_claims.listing_id and {lies_in})"
    ))
}

/// That it is a member's own case: they claim, did so for who claims, may act for them now, or
/// belong to the profile that it is for.
fn is_of((me, now): (MemberId, DateTime<Utc>)) -> Expr {
    let is_me = |column: &'static str| Expr::col(column).eq(me.0);
    let for_whom = givers((&[me], now));
    let profiles = Query::select()
        .column("profile_id")
        .from("profile_members")
        .and_where(is_me("member_id"))
        .take();
    let by_hand = Expr::col("by_id").is_not_null().and(is_me("by_id"));
    let profile = Expr::col((TABLE, "profile_id"));
    let theirs = profile.clone().is_not_null().and(profile.in_subquery(profiles));
    is_me("member_id").or(by_hand).or(Expr::col("member_id").in_subquery(for_whom)).or(theirs)
}

/// Which of some claims are a member's own case.
pub(crate) async fn own_among(
    db: &impl ConnectionTrait,
    me: (MemberId, DateTime<Utc>),
    ids: impl IntoIterator<Item = ClaimId>,
) -> Result<HashSet<ClaimId>, DbError> {
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let query = Query::select()
        .column("id")
        .from(TABLE)
        .and_where(Expr::col("id").is_in(ids))
        .and_where(is_of(me))
        .take();
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| Ok(ClaimId(row.try_get_by_index(0)?));
    let own: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(own?)
}

/// The letters to print in a territory, but for those of whoever prints: nobody reads a code of
/// their own.
pub(super) async fn unprinted(
    db: &impl ConnectionTrait,
    (territory, but): (&Territory, Option<(MemberId, DateTime<Utc>)>),
    most: u64,
) -> Result<Vec<Claim>, DbError> {
    let mut query = all();
    query
        .and_where(Expr::col("state").eq(ClaimState::Open.key()))
        .and_where(Expr::col("proof").eq(Proof::Letter.key()))
        .and_where(Expr::col("code_hash").is_null())
        .and_where(in_territory(db, territory))
        .order_by("created_at", Order::Asc)
        .limit(most);
    if let Some(but) = but {
        query.and_where(is_of(but).not());
    }
    Ok(many(db, &query).await?.into_iter().map(|kept| kept.claim).collect())
}

pub(super) async fn open_at_counter(
    db: &impl ConnectionTrait,
    listing: ListingId,
) -> Result<Vec<Kept>, DbError> {
    let query = all()
        .and_where(Expr::col("listing_id").eq(listing.0))
        .and_where(Expr::col("proof").eq(Proof::CounterCode.key()))
        .and_where(Expr::col("state").eq(ClaimState::Open.key()))
        .take();
    many(db, &query).await
}

/// Gives an open letter its code, from when it holds; false when it is not open any more, or,
/// where it is the first, somebody printed it meanwhile.
pub(super) async fn give_code(
    tx: &WriteTx,
    claim: &Claim,
    code: &Secret,
    is_first: bool,
) -> Result<bool, DbError> {
    let mut update = Query::update();
    update
        .table(TABLE)
        .value("code_hash", hash_code(claim.id, &tidy_code(code.reveal())))
        .value("ends_at", claim.ends_at)
        .value("tries", 0)
        .and_where(Expr::col("id").eq(claim.id.0))
        .and_where(Expr::col("state").eq(ClaimState::Open.key()));
    if is_first {
        update.and_where(Expr::col("code_hash").is_null());
    }
    Ok(tx.conn().execute(&update).await?.rows_affected() == 1)
}

/// Counts a try.
pub(super) async fn miss(tx: &WriteTx, id: ClaimId) -> Result<(), DbError> {
    let update = Query::update()
        .table(TABLE)
        .value("tries", Expr::col("tries").add(1))
        .and_where(Expr::col("id").eq(id.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Ends open claims whose code holds no more.
pub(super) async fn lapse(
    tx: &WriteTx,
    now: DateTime<Utc>,
    tries_max: i32,
) -> Result<u64, DbError> {
    let over = Expr::col("ends_at").lte(now).or(Expr::col("tries").gte(tries_max));
    let update = Query::update()
        .table(TABLE)
        .value("state", ClaimState::Withdrawn.key())
        .value("decided_at", now)
        .and_where(Expr::col("state").eq(ClaimState::Open.key()))
        .and_where(over)
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected())
}

/// Brings a claim from one state to that in which it stands, decided by somebody or by itself;
/// false when it was not in the first any more.
pub(super) async fn turn(
    tx: &WriteTx,
    ctx: &Ctx,
    (claim, from): (&Claim, ClaimState),
    by: Option<MemberId>,
) -> Result<bool, DbError> {
    let ended = (!claim.state.is_waiting()).then_some(ctx.now);
    let mut update = Query::update();
    if claim.state == ClaimState::Disputed {
        update.value("shown", true);
    }
    update
        .table(TABLE)
        .value("state", claim.state.key())
        .value("decided_at", ended)
        .value("decided_by", by.map(|by| by.0) as Option<Uuid>)
        .value("reason", claim.reason.clone())
        .and_where(Expr::col("id").eq(claim.id.0))
        .and_where(Expr::col("state").eq(from.key()));
    Ok(tx.conn().execute(&update).await?.rows_affected() == 1)
}

/// What a second person needs to know of a claim that was refused: by whom, when, and whether it
/// had been shown.
pub(crate) async fn refused(
    db: &impl ConnectionTrait,
    id: ClaimId,
) -> Result<Option<(Claim, Option<MemberId>, DateTime<Utc>, bool)>, DbError> {
    let mut query = all();
    query
        .columns(["decided_by", "decided_at", "shown"])
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("state").eq(ClaimState::Refused.key()));
    let Some(row) = db.query_one(&query).await? else { return Ok(None) };
    let more = COLUMNS.len();
    let by: Option<Uuid> = row.try_get_by_index(more)?;
    let (at, shown) = (row.try_get_by_index(more + 1)?, row.try_get_by_index(more + 2)?);
    Ok(Some((read(&row)?.claim, by.map(MemberId), at, shown)))
}

/// Has a claim that was refused wait again, for its code, which it may get anew.
pub(super) async fn reopen(tx: &WriteTx, claim: &Claim) -> Result<bool, DbError> {
    let update = Query::update()
        .table(TABLE)
        .value("state", ClaimState::Open.key())
        .value("decided_at", None::<DateTime<Utc>>)
        .value("decided_by", None::<Uuid>)
        .value("reason", None::<String>)
        .value("ends_at", claim.ends_at)
        .value("tries", 0)
        .and_where(Expr::col("id").eq(claim.id.0))
        .and_where(Expr::col("state").eq(ClaimState::Refused.key()))
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected() == 1)
}
