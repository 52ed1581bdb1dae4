//! The statements about who keeps a listing, and who is asked to.

mod doors;
mod invitations;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

pub(super) use self::doors::doors;
pub(super) use self::invitations::{
    end_invitation, end_invitations, invitation_of_link, invitations, invitations_about, invite,
    void_invitations,
};
pub(crate) use self::invitations::{forget_invitations_to, tidy_invitations};
use super::Keeper;
use super::coworkers::Coworker;
use crate::ctx::Signed;
use crate::db::{DbError, WriteTx, sql};
use crate::id::{ListingId, MemberId, ProfileId, SessionId};
use crate::profiles::model::Part;

/// How many places of one name are looked at: a chain has more, and it is the same name.
const NAMESAKES_MAX: u32 = 500;
const TABLE: &str = "listing_keepers";
const BELONGING: &str = "profile_members";
const REVISIONS: &str = "listing_revisions";
/// Who stands in the history in place of who has left.
const SOMEBODY: &str = "member";
/// The kind of the profile that is a member's own.
const PERSON: &str = "person";
/// The state of a member who is not frozen.
const ACTIVE: &str = "active";

/// What a member is to a listing: themselves, or through a profile that they belong to. Under a
/// mandate a profile's places are not theirs.
pub(crate) async fn role(
    db: &impl ConnectionTrait,
    listing: ListingId,
    me: Signed,
) -> Result<Keeper, DbError> {
    let query = through(me).and_where(Expr::col((TABLE, "listing_id")).eq(listing.0)).take();
    let rows = db.query_all(&query).await?;
    let all: Result<Vec<_>, DbErr> = rows.iter().map(read_through).collect();
    Ok(all?.into_iter().map(|(_, keeper)| keeper).max().unwrap_or(Keeper::Nobody))
}

/// What somebody is to a listing when nobody acts for them.
pub(super) async fn role_of(
    db: &impl ConnectionTrait,
    listing: ListingId,
    member: MemberId,
) -> Result<Keeper, DbError> {
    let session = SessionId(Uuid::nil());
    role(db, listing, Signed { member, session, operator: false, under: None }).await
}

/// What a member themselves is to a listing, whatever profiles they belong to.
pub(crate) async fn own_role(
    db: &impl ConnectionTrait,
    listing: ListingId,
    member: MemberId,
) -> Result<Keeper, DbError> {
    let mut query = Query::select();
    query
        .column("role")
        .from(TABLE)
        .and_where(Expr::col("listing_id").eq(listing.0))
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("profile_id").is_null());
    let row = db.query_one(&query).await?;
    let role = row.map(|row| row.try_get_by_index::<String>(0)).transpose()?;
    Ok(role.map_or(Keeper::Nobody, |role| Keeper::from_key(&role)))
}

/// The places of a member and of their profiles: which, as what, for a profile or not, and what
/// they are to it.
fn through(me: Signed) -> SelectStatement {
    let belongs = Expr::col((BELONGING, "profile_id"))
        .equals((TABLE, "profile_id"))
        .and(Expr::col((BELONGING, "member_id")).eq(me.member.0));
    let own = is_own(me);
    let mut query = Query::select();
    query
        .columns([(TABLE, "listing_id"), (TABLE, "role"), (TABLE, "profile_id")])
        .column((BELONGING, "part"))
        .from(TABLE)
        .left_join(BELONGING, belongs);
    if me.under.is_some() {
        query.and_where(own);
    } else {
        query.and_where(own.or(Expr::col((BELONGING, "member_id")).is_not_null()));
    }
    query
}

/// What somebody keeps, with what they are to the profile for which they do.
fn kept_as(part: Expr) -> SelectStatement {
    Query::select()
        .columns([(TABLE, "listing_id"), (TABLE, "role"), (TABLE, "profile_id")])
        .expr(part)
        .column((TABLE, "since"))
        .from(TABLE)
        .take()
}

fn is_own(me: Signed) -> Expr {
    let own = Expr::col((TABLE, "profile_id")).is_null();
    own.and(Expr::col((TABLE, "member_id")).eq(me.member.0))
}

fn read_through(row: &QueryResult) -> Result<(ListingId, Keeper), DbErr> {
    let role: String = row.try_get_by_index(1)?;
    let role = Keeper::from_key(&role);
    let profile: Option<Uuid> = row.try_get_by_index(2)?;
    let part: Option<String> = row.try_get_by_index(3)?;
    let part = part.map_or(Part::Nobody, |part| Part::from_key(&part));
    let keeper = if profile.is_some() { part.keeps(role) } else { role };
    Ok((ListingId(row.try_get_by_index(0)?), keeper))
}

/// Whose a listing is.
pub(crate) async fn owner(
    db: &impl ConnectionTrait,
    listing: ListingId,
) -> Result<Option<MemberId>, DbError> {
    Ok(owned_by(db, listing).await?.map(|(member, _)| member))
}

/// Whose a listing is, and for whom they keep it.
pub(crate) async fn owned_by(
    db: &impl ConnectionTrait,
    listing: ListingId,
) -> Result<Option<(MemberId, Option<ProfileId>)>, DbError> {
    let mut query = Query::select();
    query
        .columns(["member_id", "profile_id"])
        .from(TABLE)
        .and_where(Expr::col("listing_id").eq(listing.0))
        .and_where(Expr::col("role").eq(Keeper::Owner.key()));
    let Some(row) = db.query_one(&query).await? else { return Ok(None) };
    let profile: Option<Uuid> = row.try_get_by_index(1)?;
    Ok(Some((MemberId(row.try_get_by_index(0)?), profile.map(ProfileId))))
}

/// Whose the places are that go by a name, folded, and that somebody has shown to be theirs: some
/// of them, where there are many.
pub(crate) async fn owners_of_name(
    db: &impl ConnectionTrait,
    name_key: &str,
) -> Result<Vec<(MemberId, Option<ProfileId>)>, DbError> {
    let text = format!(
        "select k.member_id, k.profile_id from listings l join listing_keepers k \
         on k.listing_id = l.id and k.role = 'owner' \
         where l.name_key = $1 and l.state = 'running' order by k.since, l.id limit {NAMESAKES_MAX}"
    );
    let rows = db.query_all_raw(sql(db, &text, [name_key.into()])).await?;
    let read = |row: &QueryResult| -> Result<_, DbErr> {
        let profile: Option<Uuid> = row.try_get_by_index(1)?;
        Ok((MemberId(row.try_get_by_index(0)?), profile.map(ProfileId)))
    };
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// Who keeps a listing, the owner first, then by name.
pub(super) async fn coworkers(
    db: &impl ConnectionTrait,
    listing: ListingId,
) -> Result<Vec<Coworker>, DbError> {
    let mut query = Query::select();
    query
        .columns([(TABLE, "member_id"), (TABLE, "role")])
        .columns([("members", "name"), ("profiles", "handle")])
        .from(TABLE)
        .inner_join("members", Expr::col(("members", "id")).equals((TABLE, "member_id")))
        .inner_join(
            "profile_members",
            Expr::col(("profile_members", "member_id")).equals((TABLE, "member_id")),
        )
        .inner_join(
            "profiles",
            Expr::col(("profiles", "id")).equals(("profile_members", "profile_id")),
        )
        .and_where(Expr::col((TABLE, "listing_id")).eq(listing.0))
        .and_where(Expr::col(("profiles", "kind")).eq(PERSON))
        .order_by(("profiles", "handle"), Order::Asc);
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| {
        let role: String = row.try_get_by_index(1)?;
        Ok(Coworker {
            member: MemberId(row.try_get_by_index::<Uuid>(0)?),
            keeper: Keeper::from_key(&role),
            name: row.try_get_by_index(2)?,
            handle: row.try_get_by_index(3)?,
        })
    };
    let all: Result<Vec<Coworker>, DbErr> = rows.iter().map(read).collect();
    let mut all = all?;
    all.sort_by_key(|it| Reverse(it.keeper));
    Ok(all)
}

/// The member whose own profile has a short name.
pub(super) async fn of_handle(
    db: &impl ConnectionTrait,
    handle: &str,
) -> Result<Option<MemberId>, DbError> {
    let mut query = Query::select();
    query
        .column(("profile_members", "member_id"))
        .from("profiles")
        .inner_join(
            "profile_members",
            Expr::col(("profile_members", "profile_id")).equals(("profiles", "id")),
        )
        .inner_join(
            "members",
            Expr::col(("members", "id")).equals(("profile_members", "member_id")),
        )
        .and_where(Expr::col(("profiles", "handle")).eq(handle))
        .and_where(Expr::col(("profiles", "kind")).eq(PERSON))
        .and_where(Expr::col(("members", "state")).eq(ACTIVE));
    let row = db.query_one(&query).await?;
    let id = row.map(|row| row.try_get_by_index::<Uuid>(0)).transpose()?;
    Ok(id.map(MemberId))
}

/// Nobody keeps a listing any more, and nobody is asked to.
pub(crate) async fn clear(tx: &WriteTx, listing: ListingId) -> Result<(), DbError> {
    clear_keepers(tx, listing).await?;
    end_invitations(tx, listing).await
}

/// Nobody keeps a listing any more; whom its owner asked to is asked still.
pub(crate) async fn clear_keepers(tx: &WriteTx, listing: ListingId) -> Result<(), DbError> {
    let mut delete = Query::delete();
    delete.from_table(TABLE).and_where(Expr::col("listing_id").eq(listing.0));
    tx.conn().execute(&delete).await?;
    Ok(())
}

/// What a member keeps, themselves or through a profile, the latest first.
pub(crate) async fn kept_by(
    db: &impl ConnectionTrait,
    me: Signed,
    most: u64,
) -> Result<Vec<(ListingId, Keeper)>, DbError> {
    let part = Expr::col((BELONGING, "part"));
    let none = Expr::cust("cast(null as text)");
    let mut ways = vec![kept_as(none).and_where(is_own(me)).to_owned()];
    // Each way by its own index: either of both at once has none.
    if me.under.is_none() {
        let belongs = Expr::col((BELONGING, "profile_id")).equals((TABLE, "profile_id"));
        let of_me = Expr::col((BELONGING, "member_id")).eq(me.member.0);
        ways.push(kept_as(part).inner_join(BELONGING, belongs).and_where(of_me).to_owned());
    }
    let mut kept: BTreeMap<ListingId, (DateTime<Utc>, Keeper)> = BTreeMap::new();
    for mut way in ways {
        way.order_by((TABLE, "since"), Order::Desc)
            .order_by((TABLE, "listing_id"), Order::Desc)
            .limit(most);
        for row in db.query_all(&way).await? {
            let (id, keeper) = read_through(&row)?;
            let since: DateTime<Utc> = row.try_get_by_index(4)?;
            let it = kept.entry(id).or_insert((since, keeper));
            *it = (Ord::max(it.0, since), Ord::max(it.1, keeper));
        }
    }
    let mut kept: Vec<_> = kept.into_iter().collect();
    kept.sort_by_key(|(id, (since, _))| Reverse((*since, *id)));
    kept.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(kept.into_iter().map(|(id, (_, keeper))| (id, keeper)).collect())
}

/// Gives a place to somebody, for themselves or for a profile that they belong to.
pub(crate) async fn give(
    tx: &WriteTx,
    (listing, keeper): (ListingId, Keeper),
    (member, profile): (MemberId, Option<ProfileId>),
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    put(tx, listing, member, keeper, now).await?;
    let update = Query::update()
        .table(TABLE)
        .value("profile_id", profile.map(|id| id.0))
        .and_where(Expr::col("listing_id").eq(listing.0))
        .and_where(Expr::col("member_id").eq(member.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Makes a member what they are to a listing from now on.
pub(crate) async fn put(
    tx: &WriteTx,
    listing: ListingId,
    member: MemberId,
    keeper: Keeper,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    if keeper == Keeper::Nobody {
        let mut delete = Query::delete();
        delete
            .from_table(TABLE)
            .and_where(Expr::col("listing_id").eq(listing.0))
            .and_where(Expr::col("member_id").eq(member.0));
        tx.conn().execute(&delete).await?;
        return Ok(());
    }
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["listing_id", "member_id", "role", "since"])
        .values_panic([listing.0.into(), member.0.into(), keeper.key().into(), now.into()])
        .on_conflict(
            OnConflict::columns(["listing_id", "member_id"])
                .update_columns(["role", "since"])
                .to_owned(),
        );
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// What a member changed: which listing, to which revision, when; the latest first.
pub(super) async fn edits_by(
    db: &impl ConnectionTrait,
    member: MemberId,
    most: u64,
) -> Result<Vec<(ListingId, i32, DateTime<Utc>)>, DbError> {
    let mut query = Query::select();
    query
        .columns(["listing_id", "revision", "at"])
        .from(REVISIONS)
        .and_where(is_by(member))
        .order_by("at", Order::Desc)
        .order_by("listing_id", Order::Desc)
        .limit(most);
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| {
        let id = ListingId(row.try_get_by_index::<Uuid>(0)?);
        Ok((id, row.try_get_by_index(1)?, row.try_get_by_index(2)?))
    };
    let edits: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(edits?)
}

/// What is a member's alone: theirs, or brought in by them and nobody's yet.
pub(super) async fn own(tx: &WriteTx, member: MemberId) -> Result<Vec<ListingId>, DbError> {
    let roles = [Keeper::Owner, Keeper::Finder].map(Keeper::key);
    let query = Query::select()
        .column("listing_id")
        .from(TABLE)
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("profile_id").is_null())
        .and_where(Expr::col("role").is_in(roles))
        .take();
    let rows = tx.conn().query_all(&query).await?;
    let ids: Result<Vec<Uuid>, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    Ok(ids?.into_iter().map(ListingId).collect())
}

/// What a member changed was changed by some member.
pub(crate) async fn forget_editor(tx: &WriteTx, member: MemberId) -> Result<(), DbError> {
    let update =
        Query::update().table(REVISIONS).value("actor", SOMEBODY).and_where(is_by(member)).take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// By whom a revision is, in the words of the index that leaves out the house.
fn is_by(member: MemberId) -> Expr {
    let named = Expr::col("actor").eq(member.to_string());
    named.and(Expr::cust("actor <> 'operator'"))
}
