//! The statements about who keeps a listing.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ConnectionTrait, DbErr};

use super::Keeper;
use super::coworkers::Coworker;
use super::inviting::CoworkerInvitation;
use crate::db::{DbError, WriteTx};
use crate::id::{InvitationId, ListingId, MemberId};
use crate::members::model::Email;

const TABLE: &str = "listing_keepers";
const REVISIONS: &str = "listing_revisions";
const INVITATIONS: &str = "coworker_invitations";
/// Who stands in the history in place of who has left.
const SOMEBODY: &str = "member";
/// The kind of the profile that is a member's own.
const PERSON: &str = "person";
/// The state of a member who is not frozen.
const ACTIVE: &str = "active";

/// What a member is to a listing.
pub(crate) async fn role(
    db: &impl ConnectionTrait,
    listing: ListingId,
    member: MemberId,
) -> Result<Keeper, DbError> {
    let mut query = Query::select();
    query
        .column("role")
        .from(TABLE)
        .and_where(Expr::col("listing_id").eq(listing.0))
        .and_where(Expr::col("member_id").eq(member.0));
    let row = db.query_one(&query).await?;
    let role = row.map(|row| row.try_get_by_index::<String>(0)).transpose()?;
    Ok(role.map_or(Keeper::Nobody, |role| Keeper::from_key(&role)))
}

/// Whose a listing is.
pub(crate) async fn owner(
    db: &impl ConnectionTrait,
    listing: ListingId,
) -> Result<Option<MemberId>, DbError> {
    let mut query = Query::select();
    query
        .column("member_id")
        .from(TABLE)
        .and_where(Expr::col("listing_id").eq(listing.0))
        .and_where(Expr::col("role").eq(Keeper::Owner.key()));
    let row = db.query_one(&query).await?;
    let id = row.map(|row| row.try_get_by_index::<Uuid>(0)).transpose()?;
    Ok(id.map(MemberId))
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
    let read = |row: &sea_orm::QueryResult| {
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
    all.sort_by_key(|it| std::cmp::Reverse(it.keeper));
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
    let mut delete = Query::delete();
    delete.from_table(TABLE).and_where(Expr::col("listing_id").eq(listing.0));
    tx.conn().execute(&delete).await?;
    end_invitations(tx, listing).await
}

/// What a member keeps, the latest first.
pub(crate) async fn kept_by(
    db: &impl ConnectionTrait,
    member: MemberId,
    most: u64,
) -> Result<Vec<(ListingId, Keeper)>, DbError> {
    let mut query = Query::select();
    query
        .columns(["listing_id", "role"])
        .from(TABLE)
        .and_where(Expr::col("member_id").eq(member.0))
        .order_by("since", Order::Desc)
        .order_by("listing_id", Order::Desc)
        .limit(most);
    let rows = db.query_all(&query).await?;
    let read = |row: &sea_orm::QueryResult| {
        let role: String = row.try_get_by_index(1)?;
        Ok((ListingId(row.try_get_by_index::<Uuid>(0)?), Keeper::from_key(&role)))
    };
    let kept: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(kept?)
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
    let read = |row: &sea_orm::QueryResult| {
        let id = ListingId(row.try_get_by_index::<Uuid>(0)?);
        Ok((id, row.try_get_by_index(1)?, row.try_get_by_index(2)?))
    };
    let edits: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(edits?)
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

/// Asks somebody to keep a listing along; an earlier letter to the same address holds no more.
pub(super) async fn invite(
    tx: &WriteTx,
    it: &CoworkerInvitation,
    link_hash: String,
    by: MemberId,
) -> Result<(), DbError> {
    let mut delete = Query::delete();
    delete
        .from_table(INVITATIONS)
        .and_where(Expr::col("listing_id").eq(it.listing.0))
        .and_where(Expr::col("email_key").eq(it.email.key()));
    tx.conn().execute(&delete).await?;
    let mut insert = Query::insert();
    insert
        .into_table(INVITATIONS)
        .columns([
            "id",
            "listing_id",
            "email",
            "email_key",
            "role",
            "link_hash",
            "invited_by",
            "created_at",
            "ends_at",
        ])
        .values_panic([
            it.id.0.into(),
            it.listing.0.into(),
            it.email.as_typed().into(),
            it.email.key().into(),
            it.keeper.key().into(),
            link_hash.into(),
            by.0.into(),
            it.created_at.into(),
            it.ends_at.into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// The invitation of a link, if it holds.
pub(super) async fn invitation_of_link(
    db: &impl ConnectionTrait,
    link_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<CoworkerInvitation>, DbError> {
    Ok(invitations_where(db, Expr::col("link_hash").eq(link_hash), now).await?.pop())
}

/// The invitations of a listing that hold, the latest first.
pub(super) async fn invitations(
    db: &impl ConnectionTrait,
    listing: ListingId,
    now: DateTime<Utc>,
) -> Result<Vec<CoworkerInvitation>, DbError> {
    invitations_where(db, Expr::col("listing_id").eq(listing.0), now).await
}

/// The invitations that hold, from a member or to their address, the latest first.
pub(super) async fn invitations_about(
    db: &impl ConnectionTrait,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<Vec<CoworkerInvitation>, DbError> {
    let mut mine = Query::select();
    mine.column("email_key")
        .from("members")
        .and_where(Expr::col("id").eq(member.0))
        .and_where(Expr::col("email_confirmed_at").is_not_null());
    let about = Expr::col("invited_by").eq(member.0).or(Expr::col("email_key").in_subquery(mine));
    invitations_where(db, about, now).await
}

async fn invitations_where(
    db: &impl ConnectionTrait,
    wanted: Expr,
    now: DateTime<Utc>,
) -> Result<Vec<CoworkerInvitation>, DbError> {
    let mut query = Query::select();
    query
        .columns(["id", "listing_id", "email", "role", "created_at", "ends_at"])
        .from(INVITATIONS)
        .and_where(wanted)
        .and_where(Expr::col("ends_at").gt(now))
        .order_by("created_at", Order::Desc)
        .order_by("id", Order::Desc);
    let rows = db.query_all(&query).await?;
    let read = |row: &sea_orm::QueryResult| {
        let (email, role): (String, String) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
        let odd = |_| DbErr::Type("an address that nobody can have".to_owned());
        Ok(CoworkerInvitation {
            id: InvitationId(row.try_get_by_index::<Uuid>(0)?),
            listing: ListingId(row.try_get_by_index::<Uuid>(1)?),
            email: Email::read(&email).map_err(odd)?,
            keeper: Keeper::from_key(&role),
            created_at: row.try_get_by_index(4)?,
            ends_at: row.try_get_by_index(5)?,
        })
    };
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// Takes an invitation of a listing away. Answers whether it was there.
pub(super) async fn end_invitation(
    tx: &WriteTx,
    listing: ListingId,
    id: InvitationId,
) -> Result<bool, DbError> {
    let is_it = Expr::col("id").eq(id.0).and(Expr::col("listing_id").eq(listing.0));
    Ok(end_invitations_where(tx, is_it).await? == 1)
}

/// Takes all invitations of a listing away.
pub(super) async fn end_invitations(tx: &WriteTx, listing: ListingId) -> Result<(), DbError> {
    end_invitations_where(tx, Expr::col("listing_id").eq(listing.0)).await?;
    Ok(())
}

/// Takes away invitations to an address whose owner is forgotten.
pub(crate) async fn forget_invitations_to(tx: &WriteTx, to: &Email) -> Result<(), DbError> {
    end_invitations_where(tx, Expr::col("email_key").eq(to.key())).await?;
    Ok(())
}

/// Takes away invitations that have ended.
pub(crate) async fn tidy_invitations(tx: &WriteTx, now: DateTime<Utc>) -> Result<u64, DbError> {
    end_invitations_where(tx, Expr::col("ends_at").lte(now)).await
}

async fn end_invitations_where(tx: &WriteTx, wanted: Expr) -> Result<u64, DbError> {
    let mut delete = Query::delete();
    delete.from_table(INVITATIONS).and_where(wanted);
    Ok(tx.conn().execute(&delete).await?.rows_affected())
}
