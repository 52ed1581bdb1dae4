//! The statements of merging.

mod along;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

pub(super) use self::along::{Along, bring_back, take_along};
use super::model::{Keeping, Merge, Place, Trail};
use crate::communities::Territory;
use crate::communities::store::lies_in;
use crate::db::{DbError, WriteTx};
use crate::id::{ListingId, MemberId, MergeId, ProfileId};
use crate::listings::keepers::Keeper;
use crate::profiles;

const TABLE: &str = "listing_merges";
const KEEPERS: &str = "listing_keepers";
const REMEMBERED: &str = "listing_merge_keepers";

type Both = (ListingId, ListingId);

fn all() -> SelectStatement {
    let columns = ["id", "survivor_id", "lost_id", "merged_at", "undone_at", "trail"];
    Query::select().columns(columns).from(TABLE).take()
}

fn read(row: &QueryResult) -> Result<Merge, DbErr> {
    Ok(Merge {
        id: MergeId(row.try_get_by_index(0)?),
        survivor: ListingId(row.try_get_by_index(1)?),
        lost: ListingId(row.try_get_by_index(2)?),
        at: row.try_get_by_index(3)?,
        undone_at: row.try_get_by_index(4)?,
    })
}

/// A merge, and what is needed to undo it.
pub(super) async fn by_id(
    db: &impl ConnectionTrait,
    id: MergeId,
) -> Result<Option<(Merge, Option<Trail>)>, DbError> {
    let Some(row) = db.query_one(&all().and_where(Expr::col("id").eq(id.0)).take()).await? else {
        return Ok(None);
    };
    let trail: Option<String> = row.try_get_by_index(5)?;
    Ok(Some((read(&row)?, trail.as_deref().map(serde_json::from_str).transpose()?)))
}

/// Into which listing one is merged now.
pub(super) async fn active(
    db: &impl ConnectionTrait,
    lost: ListingId,
) -> Result<Option<ListingId>, DbError> {
    let query = Query::select()
        .column("survivor_id")
        .from(TABLE)
        .and_where(Expr::col("lost_id").eq(lost.0))
        .and_where(Expr::col("undone_at").is_null())
        .take();
    let row = db.query_one(&query).await?;
    let id = row.map(|row| row.try_get_by_index::<Uuid>(0)).transpose()?;
    Ok(id.map(ListingId))
}

/// Into which listing each of some is merged now, where it is.
pub(super) async fn survivors(
    db: &impl ConnectionTrait,
    lost: impl IntoIterator<Item = ListingId>,
) -> Result<HashMap<ListingId, ListingId>, DbError> {
    let lost: Vec<Uuid> = lost.into_iter().map(|id| id.0).collect();
    if lost.is_empty() {
        return Ok(HashMap::new());
    }
    let query = Query::select()
        .columns(["lost_id", "survivor_id"])
        .from(TABLE)
        .and_where(Expr::col("lost_id").is_in(lost))
        .and_where(Expr::col("undone_at").is_null())
        .take();
    let read = |row: &QueryResult| {
        Ok((ListingId(row.try_get_by_index(0)?), ListingId(row.try_get_by_index(1)?)))
    };
    let all: Result<_, DbErr> = db.query_all(&query).await?.iter().map(read).collect();
    Ok(all?)
}

/// Which listings were a member's alone when they were made one with another, and are nobody's.
pub(super) async fn was_of(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<ListingId>, DbError> {
    let same = Expr::col((KEEPERS, "listing_id")).equals((REMEMBERED, "listing_id"));
    let kept = Query::select().expr(Expr::val(1)).from(KEEPERS).and_where(same).take();
    let query = Query::select()
        .column("listing_id")
        .from(REMEMBERED)
        .and_where(Expr::exists(kept).not())
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col("profile_id").is_null())
        .and_where(Expr::col("role").is_in([Keeper::Owner, Keeper::Finder].map(Keeper::key)))
        .take();
    let rows = db.query_all(&query).await?;
    let ids: Result<Vec<Uuid>, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    Ok(ids?.into_iter().map(ListingId).collect())
}

/// Which listings were merged into some, and still are.
pub(super) async fn into(
    db: &impl ConnectionTrait,
    survivors: &[ListingId],
) -> Result<Vec<ListingId>, DbError> {
    let query = Query::select()
        .column("lost_id")
        .from(TABLE)
        .and_where(Expr::col("survivor_id").is_in(survivors.iter().map(|it| it.0)))
        .and_where(Expr::col("undone_at").is_null())
        .order_by("merged_at", Order::Asc)
        .order_by("id", Order::Asc)
        .take();
    let rows = db.query_all(&query).await?;
    let ids: Result<Vec<Uuid>, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    Ok(ids?.into_iter().map(ListingId).collect())
}

/// The latest merges of places in a territory that can be undone, being made since a time, or those
/// that cannot; after a place.
pub(super) async fn latest(
    db: &impl ConnectionTrait,
    (territory, since): (&Territory, DateTime<Utc>),
    (is_undoable, after): (bool, Option<Place>),
    most: u64,
) -> Result<Vec<Merge>, DbError> {
    let lies_in = lies_in(territory, "l.areas", db.get_database_backend());
    let here = format!(
        "exists (select 1 from listings l where l.id = listing_merges.survivor_id and {lies_in})"
    );
    let undoable = Expr::col("undone_at").is_null().and(Expr::col("merged_at").gte(since));
    let mut query = all();
    query
        .and_where(Expr::cust(here))
        .and_where(if is_undoable { undoable } else { undoable.not() })
        .order_by("merged_at", Order::Desc)
        .order_by("id", Order::Desc)
        .limit(most);
    if let Some((at, id)) = after {
        let same = Expr::col("merged_at").eq(at).and(Expr::col("id").lt(id));
        query.and_where(Expr::col("merged_at").lt(at).or(same));
    }
    let merges: Result<_, DbErr> = db.query_all(&query).await?.iter().map(read).collect();
    Ok(merges?)
}

/// That two were made one.
pub(super) async fn insert(
    tx: &WriteTx,
    (id, (survivor, lost)): (MergeId, Both),
    by: Option<MemberId>,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["id", "survivor_id", "lost_id", "merged_by", "merged_at"])
        .values_panic([
            id.0.into(),
            survivor.0.into(),
            lost.0.into(),
            by.map(|by| by.0).into(),
            now.into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// What is needed to undo it.
pub(super) async fn set_trail(
    tx: &WriteTx,
    id: MergeId,
    trail: Option<&Trail>,
) -> Result<(), DbError> {
    let update = Query::update()
        .table(TABLE)
        .value("trail", trail.map(serde_json::to_string).transpose()?)
        .and_where(Expr::col("id").eq(id.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// It was undone; answers whether nobody was faster.
pub(super) async fn undone(
    tx: &WriteTx,
    id: MergeId,
    by: Option<MemberId>,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let update = Query::update()
        .table(TABLE)
        .value("undone_at", now)
        .value("undone_by", by.map(|by| by.0))
        .value("trail", None::<String>)
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("undone_at").is_null())
        .take();
    let undone = tx.conn().execute(&update).await?.rows_affected() > 0;
    forget_keepers(tx, Expr::col("merge_id").eq(id.0)).await?;
    Ok(undone)
}

/// Forgets what is needed to undo merges of before a time.
pub(super) async fn forget(tx: &WriteTx, before: DateTime<Utc>) -> Result<(), DbError> {
    let old = Query::select()
        .column("id")
        .from(TABLE)
        .and_where(Expr::col("merged_at").lt(before))
        .take();
    forget_keepers(tx, Expr::col("merge_id").in_subquery(old)).await?;
    let update = Query::update()
        .table(TABLE)
        .value("trail", None::<String>)
        .and_where(Expr::col("merged_at").lt(before))
        .and_where(Expr::col("trail").is_not_null())
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

async fn forget_keepers(tx: &WriteTx, of: Expr) -> Result<(), DbError> {
    let delete = Query::delete().from_table(REMEMBERED).and_where(of).take();
    tx.conn().execute(&delete).await?;
    Ok(())
}

async fn read_keepings(
    db: &impl ConnectionTrait,
    table: &'static str,
    of: Expr,
) -> Result<Vec<Keeping>, DbError> {
    let query = Query::select()
        .columns(["member_id", "role", "since", "profile_id"])
        .from(table)
        .and_where(of)
        .take();
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| {
        let role: String = row.try_get_by_index(1)?;
        Ok(Keeping {
            member: MemberId(row.try_get_by_index(0)?),
            keeper: Keeper::from_key(&role),
            since: row.try_get_by_index(2)?,
            profile: row.try_get_by_index::<Option<Uuid>>(3)?.map(ProfileId),
        })
    };
    let keepings: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(keepings?)
}

/// Who keeps a listing.
pub(super) async fn keepings(
    db: &impl ConnectionTrait,
    listing: ListingId,
) -> Result<Vec<Keeping>, DbError> {
    read_keepings(db, KEEPERS, Expr::col("listing_id").eq(listing.0)).await
}

/// Who kept a listing before a merge, and is still a member.
pub(super) async fn remembered(
    db: &impl ConnectionTrait,
    id: MergeId,
    listing: ListingId,
) -> Result<Vec<Keeping>, DbError> {
    let of = Expr::col("listing_id").eq(listing.0).and(Expr::col("merge_id").eq(id.0));
    read_keepings(db, REMEMBERED, of).await
}

/// Remembers who keeps a listing before it is merged.
pub(super) async fn remember_keepers(
    tx: &WriteTx,
    id: MergeId,
    (listing, keepings): (ListingId, &[Keeping]),
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert.into_table(REMEMBERED).columns([
        "merge_id",
        "listing_id",
        "member_id",
        "role",
        "since",
        "profile_id",
    ]);
    for it in keepings {
        insert.values_panic([
            id.0.into(),
            listing.0.into(),
            it.member.0.into(),
            it.keeper.key().into(),
            it.since.into(),
            it.profile.map(|id| id.0).into(),
        ]);
    }
    if !keepings.is_empty() {
        tx.conn().execute(&insert).await?;
    }
    Ok(())
}

/// These keep a listing from now on, and nobody else. Whom they asked to is asked still.
pub(super) async fn set_keepers(
    tx: &WriteTx,
    listing: ListingId,
    keepings: &[Keeping],
) -> Result<(), DbError> {
    use crate::listings::keepers::store as keepers;
    keepers::clear_keepers(tx, listing).await?;
    for it in keepings {
        // Who left the profile meanwhile keeps the place themselves.
        let profile = profiles::still_in(tx, it.member, it.profile).await?;
        keepers::give(tx, (listing, it.keeper), (it.member, profile), it.since).await?;
    }
    Ok(())
}
