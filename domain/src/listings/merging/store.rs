//! The statements of merging.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::model::{Keeping, Merge, Trail};
use crate::communities::Territory;
use crate::communities::store::lies_in;
use crate::db::{DbError, WriteTx, sql};
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

/// The latest merges of places in a territory.
pub(super) async fn latest(
    db: &impl ConnectionTrait,
    territory: &Territory,
    most: u64,
) -> Result<Vec<Merge>, DbError> {
    let lies_in = lies_in(territory, "l.areas", db.get_database_backend());
    let here = format!(
        "exists (select 1 from listings l where l.id = listing_merges.survivor_id and {lies_in})"
    );
    let query = all()
        .and_where(Expr::cust(here))
        .order_by("merged_at", Order::Desc)
        .order_by("id", Order::Desc)
        .limit(most)
        .take();
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

/// These keep a listing from now on, and nobody else.
pub(super) async fn set_keepers(
    tx: &WriteTx,
    listing: ListingId,
    keepings: &[Keeping],
) -> Result<(), DbError> {
    use crate::listings::keepers::store as keepers;
    keepers::clear(tx, listing).await?;
    for it in keepings {
        // Who left the profile meanwhile keeps the place themselves.
        let profile = profiles::still_in(tx, it.member, it.profile).await?;
        keepers::give(tx, (listing, it.keeper), (it.member, profile), it.since).await?;
    }
    Ok(())
}

/// The claims on the lost one that wait go along, but for those of who claims the survivor too.
pub(super) async fn take_claims(tx: &WriteTx, pair: Both) -> Result<Vec<Uuid>, DbError> {
    const WAITING: &str = "select c.id from listing_claims c where c.listing_id = $2 \
        and c.state in ('open', 'disputed') and not exists (select 1 from listing_claims o \
        where o.listing_id = $1 and o.member_id = c.member_id \
        and o.state in ('open', 'disputed')) and not exists (select 1 from listing_keepers k \
        where k.listing_id = $1 and k.member_id = c.member_id and k.role = 'owner')";
    take(tx, pair, ("listing_claims", WAITING)).await
}

/// The reports about the lost one that wait go along, but for what was said of the survivor too.
pub(super) async fn take_reports(tx: &WriteTx, pair: Both) -> Result<Vec<Uuid>, DbError> {
    const OPEN: &str = "select c.id from listing_reports c where c.listing_id = $2 \
        and c.state = 'open' and not exists (select 1 from listing_reports o \
        where o.listing_id = $1 and o.member_id = c.member_id and o.about = c.about \
        and o.state = 'open')";
    take(tx, pair, ("listing_reports", OPEN)).await
}

async fn take(
    tx: &WriteTx,
    (survivor, lost): Both,
    (table, which): (&'static str, &str),
) -> Result<Vec<Uuid>, DbError> {
    let statement = sql(tx.conn(), which, [survivor.0.into(), lost.0.into()]);
    let rows = tx.conn().query_all_raw(statement).await?;
    let ids: Result<Vec<Uuid>, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    let ids = ids?;
    relocate(tx, (table, "id"), &ids, (lost, survivor)).await?;
    Ok(ids)
}

/// Rows of one listing become rows of another.
async fn relocate(
    tx: &WriteTx,
    (table, key): (&'static str, &'static str),
    ids: &[Uuid],
    (from, to): Both,
) -> Result<(), DbError> {
    let update = Query::update()
        .table(table)
        .value("listing_id", to.0)
        .and_where(Expr::col(key).is_in(ids.iter().copied()))
        .and_where(Expr::col("listing_id").eq(from.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// The claims that went along and still wait go back.
pub(super) async fn return_claims(tx: &WriteTx, pair: Both, ids: &[Uuid]) -> Result<(), DbError> {
    let open = waiting(tx, "listing_claims", ids).await?;
    relocate(tx, ("listing_claims", "id"), &open, pair).await
}

/// The reports that went along and still wait go back.
pub(super) async fn return_reports(tx: &WriteTx, pair: Both, ids: &[Uuid]) -> Result<(), DbError> {
    let open = waiting(tx, "listing_reports", ids).await?;
    relocate(tx, ("listing_reports", "id"), &open, pair).await
}

async fn waiting(tx: &WriteTx, table: &'static str, ids: &[Uuid]) -> Result<Vec<Uuid>, DbError> {
    let query = Query::select()
        .column("id")
        .from(table)
        .and_where(Expr::col("id").is_in(ids.iter().copied()))
        .and_where(Expr::col("state").is_in(["open", "disputed"]))
        .take();
    let rows = tx.conn().query_all(&query).await?;
    let ids: Result<Vec<Uuid>, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    Ok(ids?)
}

/// The outside records of the lost one go along. Where the survivor has one of its own, theirs
/// have no word beside it.
pub(super) async fn take_records(
    tx: &WriteTx,
    (survivor, lost): Both,
) -> Result<Vec<(Uuid, bool)>, DbError> {
    let of = |id: ListingId| {
        let mut query = Query::select();
        query.columns(["key", "joined"]).from("source_records");
        query.and_where(Expr::col("listing_id").eq(id.0));
        query
    };
    let rows = tx.conn().query_all(&of(lost)).await?;
    let read = |row: &QueryResult| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    let records: Result<Vec<(Uuid, bool)>, DbErr> = rows.iter().map(read).collect();
    let records = records?;
    let keys: Vec<Uuid> = records.iter().map(|(key, _)| *key).collect();
    if tx.conn().query_one(&of(survivor)).await?.is_some() {
        set_joined(tx, &keys, true).await?;
    }
    relocate(tx, ("source_records", "key"), &keys, (lost, survivor)).await?;
    Ok(records)
}

/// The records that went along go back, as they were.
pub(super) async fn return_records(
    tx: &WriteTx,
    pair: Both,
    records: &[(Uuid, bool)],
) -> Result<(), DbError> {
    for was_joined in [true, false] {
        let of = records.iter().filter(|(_, joined)| *joined == was_joined);
        let keys: Vec<Uuid> = of.map(|(key, _)| *key).collect();
        set_joined(tx, &keys, was_joined).await?;
        relocate(tx, ("source_records", "key"), &keys, pair).await?;
    }
    Ok(())
}

async fn set_joined(tx: &WriteTx, keys: &[Uuid], joined: bool) -> Result<(), DbError> {
    let update = Query::update()
        .table("source_records")
        .value("joined", joined)
        .and_where(Expr::col("key").is_in(keys.iter().copied()))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}
