//! The statements of the queue: one for each kind, and one that counts it. Which places the actor
//! decides about is asked in the statement itself.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

use super::model::{CaseKind, Place};
use crate::communities::Territory;
use crate::communities::store::{lies_in, lies_in_area};
use crate::db::DbError;
use crate::id::{AreaId, CommunityId, ListingId, MemberId};

/// What is asked of each kind.
pub(super) struct Asked {
    /// Where the actor looks after places.
    pub(super) territory: Territory,
    /// Where they manage who belongs; none: everywhere.
    pub(super) communities: Option<Vec<CommunityId>>,
    /// Only about places in this area.
    pub(super) area: Option<AreaId>,
    /// What is said of a place that has an owner waits here if it was said before then.
    pub(super) silent_since: DateTime<Utc>,
    /// Only what waits since before then.
    pub(super) before: Option<DateTime<Utc>>,
}

/// A kind as the database has it.
struct Rows {
    /// The tables, with a listing each under these names.
    from: &'static str,
    places: &'static [&'static str],
    at: &'static str,
    id: &'static str,
    waits: &'static str,
}

fn rows(kind: CaseKind) -> Rows {
    const REPORTS: &str = "listing_reports c join listings l on l.id = c.listing_id";
    let (from, at, waits) = match kind {
        CaseKind::Report => (REPORTS, "c.created_at", "c.state = 'open' and c.proposed is null"),
        CaseKind::Suggestion => {
            (REPORTS, "c.created_at", "c.state = 'open' and c.proposed is not null")
        }
        CaseKind::Claim => (
            "listing_claims c join listings l on l.id = c.listing_id",
            "c.created_at",
            "c.state in ('open', 'disputed')",
        ),
        CaseKind::Difference => (
            "listing_differences c join listings l on l.id = c.listing_id",
            "c.created_at",
            "c.state = 'open' and not exists (select 1 from listing_merges m \
             where m.lost_id = l.id and m.undone_at is null)",
        ),
        CaseKind::Duplicate => (
            "duplicate_pairs c join listings l on l.id = c.one_id \
             join listings o on o.id = c.other_id",
            "c.found_at",
            "c.state = 'open' and l.state <> 'gone' and o.state <> 'gone'",
        ),
        CaseKind::Appeal => (
            "appeals c left join listing_claims ac on ac.id = c.claim_id \
             left join listing_reports ar on ar.id = c.report_id \
             left join freezes af on af.id = c.freeze_id \
             left join listing_losses al on al.id = c.loss_id \
             left join listings l on l.id = \
                coalesce(ac.listing_id, ar.listing_id, al.listing_id, c.listing_id)",
            "c.created_at",
            "c.state = 'open'",
        ),
    };
    let places: &[&str] = if kind == CaseKind::Duplicate { &["l", "o"] } else { &["l"] };
    Rows { from, places, at, id: "c.id", waits }
}

/// What waits of a kind for whoever asks, as a condition with its values.
fn waits(db: &impl ConnectionTrait, kind: CaseKind, asked: &Asked) -> (String, Vec<Value>) {
    let (rows, backend) = (rows(kind), db.get_database_backend());
    let mut all = vec![rows.waits.to_owned()];
    let within: Vec<String> = rows
        .places
        .iter()
        .map(|place| lies_in(&asked.territory, &format!("{place}.areas"), backend))
        .collect();
    let within = within.join(" and ");
    all.push(match kind {
        CaseKind::Appeal => {
            let belongs = match &asked.communities {
                None => "1 = 1".to_owned(),
                Some(some) if some.is_empty() => "1 = 0".to_owned(),
                Some(some) => {
                    let literal = |it: &CommunityId| uuid(it.0, backend);
                    let some: Vec<String> = some.iter().map(literal).collect();
                    format!("af.community_id in ({})", some.join(", "))
                }
            };
            format!("((l.id is not null and {within}) or (l.id is null and {belongs}))")
        }
        _ => within,
    });
    all.extend(asked.area.map(|area| lies_in_area(area, "l.areas", backend)));
    let mut values: Vec<Value> = Vec::new();
    if matches!(kind, CaseKind::Report | CaseKind::Suggestion) {
        values.push(asked.silent_since.into());
        all.push(format!(
            "({} <= ${} or not exists (select 1 from listing_keepers k \
             where k.listing_id = l.id and k.role = 'owner'))",
            rows.at,
            values.len()
        ));
    }
    if let Some(before) = asked.before {
        values.push(before.into());
        all.push(format!("{} <= ${}", rows.at, values.len()));
    }
    (all.join(" and "), values)
}

/// An id as it is written in a statement: nothing but hexadecimal digits and dashes.
fn uuid(id: Uuid, backend: sea_orm::DbBackend) -> String {
    match backend {
        sea_orm::DbBackend::Sqlite => format!("x'{}'", id.simple()),
        _ => format!("'{}'::uuid", id.hyphenated()),
    }
}

/// How many of a kind wait.
pub(super) async fn count(
    db: &impl ConnectionTrait,
    kind: CaseKind,
    asked: &Asked,
) -> Result<u64, DbError> {
    let (waits, values) = waits(db, kind, asked);
    let sql = format!("select count(*) from {} where {waits}", rows(kind).from);
    let row = db.query_one_raw(statement(db, sql, values)).await?;
    let count = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    Ok(count.unwrap_or_default().unsigned_abs())
}

/// Where those of a kind stand in the queue, the oldest first, after a place.
pub(super) async fn places(
    db: &impl ConnectionTrait,
    (kind, asked): (CaseKind, &Asked),
    after: Option<Place>,
    most: u64,
) -> Result<Vec<Place>, DbError> {
    let (mut waits, mut values) = waits(db, kind, asked);
    let Rows { from, at, id, .. } = rows(kind);
    if let Some((last, last_id)) = after {
        values.extend::<[Value; 2]>([last.into(), last_id.into()]);
        let (nth, next) = (values.len() - 1, values.len());
        waits = format!("{waits} and ({at} > ${nth} or ({at} = ${nth} and {id} > ${next}))");
    }
    let sql =
        format!("select {at}, {id} from {from} where {waits} order by {at}, {id} limit {most}");
    let rows = db.query_all_raw(statement(db, sql, values)).await?;
    let read = |row: &QueryResult| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    let places: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(places?)
}

fn statement(db: &impl ConnectionTrait, sql: String, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), sql, values)
}

/// What some members are called.
pub(crate) async fn names(
    db: &impl ConnectionTrait,
    of: impl IntoIterator<Item = MemberId>,
) -> Result<HashMap<MemberId, String>, DbError> {
    let ids: HashSet<Uuid> = of.into_iter().map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = Query::select()
        .columns(["id", "name"])
        .from("members")
        .and_where(Expr::col("id").is_in(ids))
        .take();
    let rows = db.query_all(&query).await?;
    let read =
        |row: &QueryResult| Ok((MemberId(row.try_get_by_index(0)?), row.try_get_by_index(1)?));
    let names: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(names?)
}

/// Which of some listings have an owner.
pub(super) async fn owned_among(
    db: &impl ConnectionTrait,
    listings: impl IntoIterator<Item = ListingId>,
) -> Result<HashSet<ListingId>, DbError> {
    let ids: Vec<Uuid> = listings.into_iter().map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let query = Query::select()
        .column("listing_id")
        .from("listing_keepers")
        .and_where(Expr::col("role").eq("owner"))
        .and_where(Expr::col("listing_id").is_in(ids))
        .take();
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| Ok(ListingId(row.try_get_by_index(0)?));
    let owned: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(owned?)
}

/// Which of some listings a member keeps, themselves or through a profile.
pub(crate) async fn kept_of(
    db: &impl ConnectionTrait,
    member: MemberId,
    listings: impl IntoIterator<Item = ListingId>,
) -> Result<HashSet<ListingId>, DbError> {
    let ids: Vec<Uuid> = listings.into_iter().map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let themselves = Expr::col("member_id").eq(member.0);
    let belongs = Query::select()
        .column("profile_id")
        .from("profile_members")
        .and_where(Expr::col("member_id").eq(member.0))
        .take();
    let query = Query::select()
        .column("listing_id")
        .from("listing_keepers")
        .and_where(themselves.or(Expr::col("profile_id").in_subquery(belongs)))
        .and_where(Expr::col("listing_id").is_in(ids))
        .take();
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| Ok(ListingId(row.try_get_by_index(0)?));
    let kept: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(kept?)
}
