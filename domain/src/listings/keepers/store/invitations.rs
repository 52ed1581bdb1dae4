//! The statements about who is asked by mail to keep a listing along.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::super::Keeper;
use super::super::inviting::CoworkerInvitation;
use crate::db::{DbError, WriteTx};
use crate::id::{InvitationId, ListingId, MemberId};
use crate::members::model::Email;

const INVITATIONS: &str = "coworker_invitations";

/// Asks somebody to keep a listing along; an earlier letter to the same address holds no more.
pub(in crate::listings::keepers) async fn invite(
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

/// The invitation of a link, if it holds, and who sent it.
pub(in crate::listings::keepers) async fn invitation_of_link(
    db: &impl ConnectionTrait,
    link_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<(CoworkerInvitation, MemberId)>, DbError> {
    let is_it = || Expr::col("link_hash").eq(link_hash);
    let mut query = Query::select();
    query
        .column("invited_by")
        .from(INVITATIONS)
        .and_where(is_it())
        .and_where(Expr::col("void").eq(false));
    let Some(row) = db.query_one(&query).await? else { return Ok(None) };
    let by = MemberId(row.try_get_by_index::<Uuid>(0)?);
    Ok(invitations_where(db, is_it(), now).await?.pop().map(|it| (it, by)))
}

/// Whom an owner sends away comes in by no letter that was sent before. The letter stays in the
/// owner's list: else its going would tell whose address it is.
pub(in crate::listings::keepers) async fn void_invitations(
    tx: &WriteTx,
    listing: ListingId,
    member: MemberId,
) -> Result<(), DbError> {
    let mut theirs = Query::select();
    theirs.column("email_key").from("members").and_where(Expr::col("id").eq(member.0));
    let update = Query::update()
        .table(INVITATIONS)
        .value("void", true)
        .and_where(Expr::col("listing_id").eq(listing.0))
        .and_where(Expr::col("email_key").in_subquery(theirs))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// The invitations of a listing that hold, the latest first.
pub(in crate::listings::keepers) async fn invitations(
    db: &impl ConnectionTrait,
    listing: ListingId,
    now: DateTime<Utc>,
) -> Result<Vec<CoworkerInvitation>, DbError> {
    invitations_where(db, Expr::col("listing_id").eq(listing.0), now).await
}

/// The invitations that hold, from a member or to their address, the latest first.
pub(in crate::listings::keepers) async fn invitations_about(
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
    let read = |row: &QueryResult| {
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
pub(in crate::listings::keepers) async fn end_invitation(
    tx: &WriteTx,
    listing: ListingId,
    id: InvitationId,
) -> Result<bool, DbError> {
    let is_it = Expr::col("id").eq(id.0).and(Expr::col("listing_id").eq(listing.0));
    Ok(end_invitations_where(tx, is_it).await? == 1)
}

/// Takes all invitations of a listing away.
pub(in crate::listings::keepers) async fn end_invitations(
    tx: &WriteTx,
    listing: ListingId,
) -> Result<(), DbError> {
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
