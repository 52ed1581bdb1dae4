//! The statements about what is known of people.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::model::{Attestation, Home, Kind, Letter, Vouch};
use crate::db::{DbError, WriteTx};
use crate::id::{CommunityId, MemberId};

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

/// A letter as it is kept.
pub(super) struct Kept {
    pub(super) member: MemberId,
    pub(super) letter: Letter,
    pub(super) home: Home,
    pub(super) code_hash: Option<String>,
    pub(super) tries: i32,
}

fn letters() -> SelectStatement {
    let columns = [
        "member_id",
        "community_id",
        "street",
        "house_number",
        "postcode",
        "city",
        "code_hash",
        "tries",
        "asked_at",
        "ends_at",
    ];
    Query::select().columns(columns).from(LETTERS).take()
}

fn read_letter(row: &QueryResult) -> Result<Kept, DbErr> {
    let code_hash: Option<String> = row.try_get_by_index(6)?;
    Ok(Kept {
        member: MemberId(row.try_get_by_index(0)?),
        letter: Letter {
            community: CommunityId(row.try_get_by_index(1)?),
            is_printed: code_hash.is_some(),
            asked_at: row.try_get_by_index(8)?,
            ends_at: row.try_get_by_index(9)?,
        },
        home: Home {
            street: row.try_get_by_index(2)?,
            house_number: row.try_get_by_index(3)?,
            postcode: row.try_get_by_index(4)?,
            city: row.try_get_by_index(5)?,
        },
        code_hash,
        tries: row.try_get_by_index(7)?,
    })
}

/// Asks for a letter; one that was asked for before is not sent any more.
pub(super) async fn ask_letter(
    tx: &WriteTx,
    member: MemberId,
    (it, home): (&Letter, &Home),
) -> Result<(), DbError> {
    drop_letter(tx, member).await?;
    let mut insert = Query::insert();
    insert
        .into_table(LETTERS)
        .columns([
            "member_id",
            "community_id",
            "street",
            "house_number",
            "postcode",
            "city",
            "tries",
            "asked_at",
            "ends_at",
        ])
        .values_panic([
            member.0.into(),
            it.community.0.into(),
            home.street.as_str().into(),
            home.house_number.as_str().into(),
            home.postcode.as_str().into(),
            home.city.as_str().into(),
            0.into(),
            it.asked_at.into(),
            it.ends_at.into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// The letter to somebody, if there is one that holds.
pub(super) async fn letter(
    db: &impl ConnectionTrait,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<Option<Kept>, DbError> {
    let query = letters()
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("ends_at").gt(now))
        .take();
    Ok(db.query_one(&query).await?.as_ref().map(read_letter).transpose()?)
}

/// The letters of a community that wait to be printed, the oldest first; but for the one to
/// somebody.
pub(super) async fn unprinted(
    db: &impl ConnectionTrait,
    of: CommunityId,
    but: (Option<MemberId>, DateTime<Utc>),
    most: u64,
) -> Result<Vec<Kept>, DbError> {
    let mut query = letters();
    query
        .cond_where(waits(of, but))
        .order_by("asked_at", Order::Asc)
        .order_by("member_id", Order::Asc)
        .limit(most);
    let all: Result<_, DbErr> = db.query_all(&query).await?.iter().map(read_letter).collect();
    Ok(all?)
}

/// How many those are.
pub(super) async fn count_unprinted(
    db: &impl ConnectionTrait,
    of: CommunityId,
    but: (Option<MemberId>, DateTime<Utc>),
) -> Result<u64, DbError> {
    let mut query = Query::select();
    query.expr(Expr::col("member_id").count()).from(LETTERS).cond_where(waits(of, but));
    let row = db.query_one(&query).await?;
    let count = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    Ok(count.unwrap_or(0).unsigned_abs())
}

fn waits(of: CommunityId, (but, now): (Option<MemberId>, DateTime<Utc>)) -> Cond {
    let waits = Cond::all()
        .add(Expr::col("community_id").eq(of.0))
        .add(Expr::col("ends_at").gt(now))
        .add(Expr::col("code_hash").is_null());
    match but {
        Some(but) => waits.add(Expr::col("member_id").ne(but.0)),
        None => waits,
    }
}

/// Gives a letter its code. False where it is there no more, or, where it is the first, somebody
/// printed it meanwhile.
pub(super) async fn print(
    tx: &WriteTx,
    member: MemberId,
    (hash, by, ends_at): (String, Option<MemberId>, DateTime<Utc>),
    is_first: bool,
) -> Result<bool, DbError> {
    let mut update = Query::update();
    update
        .table(LETTERS)
        .value("code_hash", hash)
        .value("printed_by", by.map(|id| id.0))
        .value("ends_at", ends_at)
        .value("tries", 0)
        .and_where(Expr::col("member_id").eq(member.0));
    if is_first {
        update.and_where(Expr::col("code_hash").is_null());
    }
    Ok(tx.conn().execute(&update).await?.rows_affected() == 1)
}

/// Counts a try.
pub(super) async fn miss(tx: &WriteTx, member: MemberId) -> Result<(), DbError> {
    let update = Query::update()
        .table(LETTERS)
        .value("tries", Expr::col("tries").add(1))
        .and_where(Expr::col("member_id").eq(member.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Takes a letter away, and the address with it. Answers whether there was one.
pub(super) async fn drop_letter(tx: &WriteTx, member: MemberId) -> Result<bool, DbError> {
    let delete =
        Query::delete().from_table(LETTERS).and_where(Expr::col("member_id").eq(member.0)).take();
    Ok(tx.conn().execute(&delete).await?.rows_affected() == 1)
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
