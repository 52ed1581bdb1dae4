//! What hangs on the lost one and goes along with a merge, and back.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};
use serde::{Deserialize, Serialize};

use super::Both;
use crate::db::{DbError, WriteTx, sql};
use crate::id::ListingId;

/// What went along, photos aside.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::listings::merging) struct Along {
    /// Claims that wait, and those refused of late: against them one may appeal.
    claims: Vec<Uuid>,
    /// Reports, of the same.
    reports: Vec<Uuid>,
    /// That it was somebody's who may appeal.
    losses: Vec<Uuid>,
    /// Whom its owner asked to keep it along.
    invitations: Vec<Uuid>,
    /// What was put on the board for it.
    posts: Vec<Uuid>,
    /// The outside records, and whether they had joined the lost one before.
    records: Vec<(Uuid, bool)>,
}

/// A kind of thing that goes along.
struct Kind {
    table: &'static str,
    /// Which of the lost one, `$2`, go along to the survivor, `$1`; `$3` is since when one may
    /// appeal.
    which: &'static str,
    /// Which of those go back.
    returns: &'static str,
}

/// What waits goes along, but for the claims of who claims the survivor too; and what somebody may
/// appeal against still.
const CLAIMS: Kind = Kind {
    table: "listing_claims",
    which: "select c.id from listing_claims c where c.listing_id = $2 \
        and (c.state in ('open', 'disputed') and not exists (select 1 from listing_claims o \
            where o.listing_id = $1 and o.member_id = c.member_id \
            and o.state in ('open', 'disputed')) and not exists (select 1 from listing_keepers k \
            where k.listing_id = $1 and k.member_id = c.member_id and k.role = 'owner') \
        or c.state = 'refused' and (c.decided_at > $3 or exists (select 1 from appeals a \
            where a.claim_id = c.id and a.state = 'open')))",
    returns: "state in ('open', 'disputed', 'refused')",
};

/// The same of reports, but for what was said of the survivor too.
const REPORTS: Kind = Kind {
    table: "listing_reports",
    which: "select c.id from listing_reports c where c.listing_id = $2 \
        and (c.state = 'open' and not exists (select 1 from listing_reports o \
            where o.listing_id = $1 and o.member_id = c.member_id and o.about = c.about \
            and o.state = 'open') \
        or c.state = 'refused' and (c.decided_at > $3 or exists (select 1 from appeals a \
            where a.report_id = c.id and a.state = 'open')))",
    returns: "state in ('open', 'refused')",
};

const LOSSES: Kind = Kind {
    table: "listing_losses",
    which: "select c.id from listing_losses c where c.listing_id = $2 \
        and c.listing_id <> $1 and c.returned_at is null and (c.lost_at > $3 or exists (select 1 from appeals a \
            where a.loss_id = c.id and a.state = 'open'))",
    returns: "returned_at is null",
};

/// Whom the one who owns the place from now on asked, but for who is asked for the survivor too.
const INVITATIONS: Kind = Kind {
    table: "coworker_invitations",
    which: "select c.id from coworker_invitations c where c.listing_id = $2 \
        and c.ends_at > $3 and exists (select 1 from listing_keepers k \
            where k.listing_id = $1 and k.role = 'owner') \
        and not exists (select 1 from coworker_invitations o \
            where o.listing_id = $1 and o.email_key = c.email_key)",
    returns: "1 = 1",
};

const POSTS: Kind = Kind {
    table: "posts",
    // What was closed long ago hangs on nothing any more.
    which: "select c.id from posts c where c.listing_id = $2 and c.listing_id <> $1 \
        and (c.closed_at is null or c.closed_at > $3)",
    returns: "1 = 1",
};

/// Takes along what hangs on the lost one. Who keeps the survivor is settled before.
pub(in crate::listings::merging) async fn take_along(
    tx: &WriteTx,
    pair: Both,
    since: DateTime<Utc>,
) -> Result<Along, DbError> {
    Ok(Along {
        claims: take(tx, pair, &CLAIMS, since).await?,
        reports: take(tx, pair, &REPORTS, since).await?,
        losses: take(tx, pair, &LOSSES, since).await?,
        invitations: take(tx, pair, &INVITATIONS, since).await?,
        posts: take(tx, pair, &POSTS, since).await?,
        records: take_records(tx, pair).await?,
    })
}

/// Brings back what went along, as far as nothing came of it since.
pub(in crate::listings::merging) async fn bring_back(
    tx: &WriteTx,
    pair: Both,
    along: &Along,
) -> Result<(), DbError> {
    let kinds = [
        (&CLAIMS, &along.claims),
        (&REPORTS, &along.reports),
        (&LOSSES, &along.losses),
        (&INVITATIONS, &along.invitations),
        (&POSTS, &along.posts),
    ];
    for (kind, ids) in kinds {
        relocate(tx, (kind.table, "id"), (ids, kind.returns), pair).await?;
    }
    return_records(tx, pair, &along.records).await
}

async fn take(
    tx: &WriteTx,
    (survivor, lost): Both,
    kind: &Kind,
    since: DateTime<Utc>,
) -> Result<Vec<Uuid>, DbError> {
    let statement = sql(tx.conn(), kind.which, [survivor.0.into(), lost.0.into(), since.into()]);
    let rows = tx.conn().query_all_raw(statement).await?;
    let ids: Result<Vec<Uuid>, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    let ids = ids?;
    relocate(tx, (kind.table, "id"), (&ids, "1 = 1"), (lost, survivor)).await?;
    Ok(ids)
}

/// Rows of one listing become rows of another, those of which something holds.
async fn relocate(
    tx: &WriteTx,
    (table, key): (&'static str, &'static str),
    (ids, which): (&[Uuid], &'static str),
    (from, to): Both,
) -> Result<(), DbError> {
    let update = Query::update()
        .table(table)
        .value("listing_id", to.0)
        .and_where(Expr::col(key).is_in(ids.iter().copied()))
        .and_where(Expr::col("listing_id").eq(from.0))
        .and_where(Expr::cust(which))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// The outside records of the lost one go along. Where the survivor has one of its own, theirs
/// have no word beside it.
async fn take_records(tx: &WriteTx, (survivor, lost): Both) -> Result<Vec<(Uuid, bool)>, DbError> {
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
    relocate(tx, ("source_records", "key"), (&keys, "1 = 1"), (lost, survivor)).await?;
    Ok(records)
}

/// The records that went along go back, as they were.
async fn return_records(tx: &WriteTx, pair: Both, records: &[(Uuid, bool)]) -> Result<(), DbError> {
    for was_joined in [true, false] {
        let of = records.iter().filter(|(_, joined)| *joined == was_joined);
        let keys: Vec<Uuid> = of.map(|(key, _)| *key).collect();
        set_joined(tx, &keys, was_joined).await?;
        relocate(tx, ("source_records", "key"), (&keys, "1 = 1"), pair).await?;
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
