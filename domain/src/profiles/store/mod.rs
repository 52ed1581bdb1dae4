//! Every SQL statement about profiles and who belongs to them.

mod offers;

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QueryResult, QuerySelect,
};

pub(crate) use self::offers::{KeptOffer, offer, offered, offers_to, take_offer};
use super::entity;
use super::model::{Companion, Part, Profile, ProfileKind};
use crate::db::{DbError, WriteTx, padded};
use crate::id::{ListingId, MemberId, ProfileId, SessionId};

const BELONGING: &str = "profile_members";
const KEEPERS: &str = "listing_keepers";
/// The state of a member who is not frozen.
const ACTIVE: &str = "active";
/// How many ids stand in one statement: neither database takes any number.
const IDS_MAX: usize = 500;

fn read(row: entity::Model) -> Profile {
    Profile {
        id: ProfileId(row.id),
        // The database knows no other kinds.
        kind: ProfileKind::from_key(&row.kind).unwrap_or(ProfileKind::Person),
        name: row.name,
        handle: row.handle,
    }
}

/// The profile with an id.
pub(crate) async fn by_id(
    db: &impl ConnectionTrait,
    id: ProfileId,
) -> Result<Option<Profile>, DbErr> {
    Ok(entity::Entity::find_by_id(id.0).one(db).await?.map(read))
}

/// The profile with an id, as it and its people are until the transaction ends.
pub(crate) async fn lock(tx: &WriteTx, id: ProfileId) -> Result<Option<Profile>, DbErr> {
    Ok(entity::Entity::find_by_id(id.0).lock_exclusive().one(tx.conn()).await?.map(read))
}

/// A new profile, and its first owner.
pub(crate) async fn insert(
    tx: &WriteTx,
    of: MemberId,
    profile: &Profile,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = entity::Model {
        id: profile.id.0,
        kind: profile.kind.key().to_owned(),
        name: profile.name.clone(),
        handle: profile.handle.clone(),
        founded_by: (profile.kind != ProfileKind::Person).then_some(of.0),
        created_at: now,
    };
    row.into_active_model().insert(tx.conn()).await?;
    put(tx, profile.id, of, Part::Owner).await
}

/// Makes somebody what they are to a profile from now on.
pub(crate) async fn put(
    tx: &WriteTx,
    profile: ProfileId,
    member: MemberId,
    part: Part,
) -> Result<(), DbErr> {
    if part == Part::Nobody {
        let mut delete = Query::delete();
        delete
            .from_table(BELONGING)
            .and_where(Expr::col("profile_id").eq(profile.0))
            .and_where(Expr::col("member_id").eq(member.0));
        tx.conn().execute(&delete).await?;
        return Ok(());
    }
    let mut insert = Query::insert();
    insert
        .into_table(BELONGING)
        .columns(["profile_id", "member_id", "part"])
        .values_panic([profile.0.into(), member.0.into(), part.key().into()])
        .on_conflict(
            OnConflict::columns(["profile_id", "member_id"]).update_column("part").to_owned(),
        );
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// What somebody is to a profile.
pub(crate) async fn part(
    db: &impl ConnectionTrait,
    profile: ProfileId,
    member: MemberId,
) -> Result<Part, DbErr> {
    let mut query = Query::select();
    query
        .column("part")
        .from(BELONGING)
        .and_where(Expr::col("profile_id").eq(profile.0))
        .and_where(Expr::col("member_id").eq(member.0));
    let row = db.query_one(&query).await?;
    let part = row.map(|row| row.try_get_by_index::<String>(0)).transpose()?;
    Ok(part.map_or(Part::Nobody, |part| Part::from_key(&part)))
}

/// The profiles of a member with what they are to each, the oldest first.
pub(crate) async fn of_member(
    db: &impl ConnectionTrait,
    of: MemberId,
) -> Result<Vec<(Profile, Part)>, DbErr> {
    let mut query = Query::select();
    query
        .columns([
            ("profiles", "id"),
            ("profiles", "kind"),
            ("profiles", "name"),
            ("profiles", "handle"),
        ])
        .column((BELONGING, "part"))
        .from("profiles")
        .inner_join(BELONGING, Expr::col((BELONGING, "profile_id")).equals(("profiles", "id")))
        .and_where(Expr::col((BELONGING, "member_id")).eq(of.0))
        .order_by(("profiles", "created_at"), Order::Asc)
        .order_by(("profiles", "id"), Order::Asc);
    let read = |row: &QueryResult| {
        let (kind, part): (String, String) = (row.try_get_by_index(1)?, row.try_get_by_index(4)?);
        let profile = Profile {
            id: ProfileId(row.try_get_by_index(0)?),
            kind: ProfileKind::from_key(&kind).unwrap_or(ProfileKind::Person),
            name: row.try_get_by_index(2)?,
            handle: row.try_get_by_index(3)?,
        };
        Ok((profile, Part::from_key(&part)))
    };
    db.query_all(&query).await?.iter().map(read).collect()
}

/// Whose own profile it is; nobody's, where it is no person.
pub(crate) async fn person(
    db: &impl ConnectionTrait,
    profile: ProfileId,
) -> Result<Option<MemberId>, DbErr> {
    let mut query = Query::select();
    query
        .column((BELONGING, "member_id"))
        .from(BELONGING)
        .inner_join("profiles", Expr::col(("profiles", "id")).equals((BELONGING, "profile_id")))
        .and_where(Expr::col(("profiles", "id")).eq(profile.0))
        .and_where(Expr::col(("profiles", "kind")).eq(ProfileKind::Person.key()));
    let row = db.query_one(&query).await?;
    Ok(row.map(|row| row.try_get_by_index::<Uuid>(0)).transpose()?.map(MemberId))
}

/// Somebody by the short name of their own profile.
pub(crate) async fn of_handle(
    db: &impl ConnectionTrait,
    handle: &str,
) -> Result<Option<MemberId>, DbErr> {
    let mut query = Query::select();
    query
        .column((BELONGING, "member_id"))
        .from("profiles")
        .inner_join(BELONGING, Expr::col((BELONGING, "profile_id")).equals(("profiles", "id")))
        .inner_join("members", Expr::col(("members", "id")).equals((BELONGING, "member_id")))
        .and_where(Expr::col(("profiles", "handle")).eq(handle))
        .and_where(Expr::col(("profiles", "kind")).eq(ProfileKind::Person.key()))
        .and_where(Expr::col(("members", "state")).eq(ACTIVE));
    let row = db.query_one(&query).await?;
    Ok(row.map(|row| row.try_get_by_index::<Uuid>(0)).transpose()?.map(MemberId))
}

/// Who belongs to a profile, its owners first, then by short name.
pub(crate) async fn people(
    db: &impl ConnectionTrait,
    of: ProfileId,
) -> Result<Vec<Companion>, DbErr> {
    let query = companions(BELONGING, of)
        .order_by((BELONGING, "part"), Order::Desc)
        .order_by(("profiles", "handle"), Order::Asc)
        .take();
    db.query_all(&query).await?.iter().map(|row| read_companion(row, true)).collect()
}

/// The people whom a table names beside a profile, each by the short name of their own.
fn companions(table: &'static str, of: ProfileId) -> SelectStatement {
    let mut own = Query::select();
    own.column(("own", "profile_id"))
        .from_as(BELONGING, "own")
        .and_where(Expr::col(("own", "member_id")).equals((table, "member_id")));
    Query::select()
        .columns([(table, "member_id"), (table, "part")])
        .column(("members", "name"))
        .column(("profiles", "handle"))
        .from(table)
        .inner_join("members", Expr::col(("members", "id")).equals((table, "member_id")))
        .inner_join(
            "profiles",
            Expr::col(("profiles", "id"))
                .in_subquery(own)
                .and(Expr::col(("profiles", "kind")).eq(ProfileKind::Person.key())),
        )
        .and_where(Expr::col((table, "profile_id")).eq(of.0))
        .take()
}

fn read_companion(row: &QueryResult, is_in: bool) -> Result<Companion, DbErr> {
    let part: String = row.try_get_by_index(1)?;
    Ok(Companion {
        member: MemberId(row.try_get_by_index(0)?),
        part: Part::from_key(&part),
        name: row.try_get_by_index(2)?,
        handle: row.try_get_by_index(3)?,
        is_in,
    })
}

/// Which handles that begin so are taken.
pub(crate) async fn handles_like(
    db: &impl ConnectionTrait,
    begin: &str,
) -> Result<Vec<String>, DbErr> {
    entity::Entity::find()
        .select_only()
        .column(entity::Column::Handle)
        // A handle is small letters, digits and dashes, so nothing in it is a wildcard.
        .filter(entity::Column::Handle.starts_with(begin))
        .order_by_asc(entity::Column::Handle)
        .into_tuple()
        .all(db)
        .await
}

/// Gives a profile another name.
pub(crate) async fn rename(tx: &WriteTx, id: ProfileId, name: &str) -> Result<(), DbErr> {
    entity::Entity::update_many()
        .col_expr(entity::Column::Name, Expr::value(name))
        .filter(entity::Column::Id.eq(id.0))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The profile as a person has the member's name.
pub(crate) async fn rename_person(tx: &WriteTx, of: MemberId, name: &str) -> Result<(), DbErr> {
    let mut mine = Query::select();
    mine.column("profile_id").from(BELONGING).and_where(Expr::col("member_id").eq(of.0));
    entity::Entity::update_many()
        .col_expr(entity::Column::Name, Expr::value(name))
        .filter(entity::Column::Kind.eq(ProfileKind::Person.key()))
        .filter(entity::Column::Id.in_subquery(mine))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// A profile is gone, and what was kept for it is kept for it no more.
pub(crate) async fn delete(tx: &WriteTx, id: ProfileId) -> Result<(), DbErr> {
    entity::Entity::delete_by_id(id.0).exec(tx.conn()).await?;
    Ok(())
}

/// What somebody looks after for a profile is looked after by another of its people.
pub(crate) async fn hand_on(
    tx: &WriteTx,
    profile: ProfileId,
    (from, to): (MemberId, MemberId),
) -> Result<(), DbErr> {
    let mut theirs = Query::select();
    theirs
        .column("listing_id")
        .from(KEEPERS)
        .and_where(Expr::col("profile_id").eq(profile.0))
        .and_where(Expr::col("member_id").eq(from.0));
    let ids: Result<Vec<Uuid>, DbErr> =
        tx.conn().query_all(&theirs).await?.iter().map(|row| row.try_get_by_index(0)).collect();
    let ids = ids?;
    // Somebody stands once with a place. Through the profile they are no less to it, unless it is
    // their own.
    let less = Query::delete()
        .from_table(KEEPERS)
        .and_where(Expr::col("member_id").eq(to.0))
        .and_where(Expr::col("role").ne("owner"))
        .and_where(Expr::col("listing_id").is_in(ids.iter().copied()))
        .take();
    tx.conn().execute(&less).await?;
    let mut own = Query::select();
    own.column("listing_id").from(KEEPERS).and_where(Expr::col("member_id").eq(to.0));
    let own: Result<Vec<Uuid>, DbErr> =
        tx.conn().query_all(&own).await?.iter().map(|row| row.try_get_by_index(0)).collect();
    let own = own?;
    let update = Query::update()
        .table(KEEPERS)
        .value("member_id", to.0)
        .and_where(Expr::col("member_id").eq(from.0))
        .and_where(Expr::col("profile_id").eq(profile.0))
        .and_where(Expr::col("listing_id").is_not_in(own))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// The profile for which a place is owned.
pub(crate) async fn owner_of(
    db: &impl ConnectionTrait,
    listing: ListingId,
) -> Result<Option<Profile>, DbErr> {
    let mut owner = Query::select();
    owner
        .column("profile_id")
        .from(KEEPERS)
        .and_where(Expr::col("listing_id").eq(listing.0))
        .and_where(Expr::col("role").eq("owner"));
    let found = entity::Entity::find().filter(entity::Column::Id.in_subquery(owner));
    Ok(found.one(db).await?.map(read))
}

/// How many profiles a member made and still belongs to.
pub(crate) async fn count_founded(db: &impl ConnectionTrait, by: MemberId) -> Result<usize, DbErr> {
    let belongs = Expr::col((BELONGING, "profile_id")).equals(("profiles", "id"));
    let mut query = Query::select();
    query
        .expr(Expr::cust("count(*)"))
        .from("profiles")
        .inner_join(BELONGING, belongs.and(Expr::col((BELONGING, "member_id")).eq(by.0)))
        .and_where(Expr::col(("profiles", "founded_by")).eq(by.0));
    let row = db.query_one(&query).await?;
    let count = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    Ok(usize::try_from(count.unwrap_or_default()).unwrap_or(usize::MAX))
}

/// A session acts as a profile no more, if it did: whoever goes chose to.
pub(crate) async fn take_off(
    tx: &WriteTx,
    session: SessionId,
    profile: ProfileId,
) -> Result<(), DbErr> {
    let update = Query::update()
        .table("sessions")
        .value("acting_as", Option::<Uuid>::None)
        .and_where(Expr::col("id").eq(session.0))
        .and_where(Expr::col("acting_as").eq(profile.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// As whom the pages of a session act.
pub(crate) async fn act_as(
    tx: &WriteTx,
    session: SessionId,
    profile: Option<ProfileId>,
) -> Result<(), DbError> {
    let update = Query::update()
        .table("sessions")
        .value("acting_as", profile.map(|id| id.0))
        .and_where(Expr::col("id").eq(session.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// The own profiles of some members.
pub(crate) async fn persons(
    db: &impl ConnectionTrait,
    of: impl IntoIterator<Item = MemberId>,
) -> Result<HashMap<MemberId, Profile>, DbErr> {
    let ids: BTreeSet<Uuid> = of.into_iter().map(|id| id.0).collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let mut all = HashMap::with_capacity(ids.len());
    for some in ids.chunks(IDS_MAX) {
        let mut query = Query::select();
        query
            .column((BELONGING, "member_id"))
            .columns([("profiles", "id"), ("profiles", "name"), ("profiles", "handle")])
            .from("profiles")
            .inner_join(BELONGING, Expr::col((BELONGING, "profile_id")).equals(("profiles", "id")))
            .and_where(Expr::col(("profiles", "kind")).eq(ProfileKind::Person.key()))
            .and_where(Expr::col((BELONGING, "member_id")).is_in(padded(some.iter().copied())));
        for row in db.query_all(&query).await? {
            let profile = Profile {
                id: ProfileId(row.try_get_by_index(1)?),
                kind: ProfileKind::Person,
                name: row.try_get_by_index(2)?,
                handle: row.try_get_by_index(3)?,
            };
            all.insert(MemberId(row.try_get_by_index(0)?), profile);
        }
    }
    Ok(all)
}
