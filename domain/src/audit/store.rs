//! The statements of the log: one adds a line, the others read. None changes any.

use std::collections::{BTreeSet, HashMap};

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::model::{AuditQuery, Line, Note, TEXT_MAX};
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::id::{AuditId, CommunityId, ListingId, MandateId, MemberId, ProfileId, RequestId};
use crate::listings::store as listings_store;
use crate::members;

const TABLE: &str = "audit_log";
const COLUMNS: [&str; 11] = [
    "id",
    "at",
    "actor_id",
    "community_id",
    "act",
    "subject",
    "details",
    "request_id",
    "profile_id",
    "for_id",
    "mandate_id",
];
/// How many people or places of one name are looked for.
const NAMESAKES_MAX: u64 = 200;
/// How many ids stand in one statement: neither database takes any number.
const IDS_MAX: usize = 500;

/// Adds a line.
pub(crate) async fn insert(
    tx: &WriteTx,
    id: AuditId,
    ctx: &Ctx,
    note: &Note,
) -> Result<(), DbError> {
    let under = ctx.actor.under();
    let behalf = match ctx.actor {
        Actor::Member(me) => under.map(|_| me.member.0),
        Actor::Visitor | Actor::Operator => None,
    };
    let mut insert = Query::insert();
    insert.into_table(TABLE).columns(COLUMNS).values_panic([
        id.0.into(),
        ctx.now.into(),
        ctx.actor.hands().map(|id| id.0).into(),
        note.community.map(|id| id.0).into(),
        note.act.key().into(),
        note.subject.clone().into(),
        serde_json::to_string(&note.details)?.into(),
        ctx.request_id.0.into(),
        ctx.acting_as.map(|id| id.0).into(),
        behalf.into(),
        under.map(|under| under.mandate.0).into(),
    ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// The lines that answer a question, the latest first.
pub(crate) async fn lines(
    db: &impl ConnectionTrait,
    of: Option<CommunityId>,
    query: &AuditQuery,
    first: u64,
) -> Result<Vec<Line>, DbError> {
    let mut select = Query::select();
    select.columns(COLUMNS).from(TABLE).order_by("id", Order::Desc).limit(first);
    if let Some(of) = of {
        select.and_where(Expr::col("community_id").eq(of.0));
    }
    if let Some(act) = query.act {
        select.and_where(Expr::col("act").eq(act.key()));
    }
    if let Some(from) = query.from {
        select.and_where(Expr::col("at").gte(from));
    }
    if let Some(to) = query.to {
        select.and_where(Expr::col("at").lt(to));
    }
    if let Some(under) = query.under {
        select.and_where(Expr::col("mandate_id").eq(under.0));
    }
    if let Some(after) = query.after {
        select.and_where(Expr::col("id").lt(after.0));
    }
    if let Some(text) = query.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        select.cond_where(about(db, text).await?);
    }
    let rows = db.query_all(&select).await?;
    let lines: Result<_, DbError> = rows.iter().map(read).collect();
    lines
}

/// The lines of what somebody did, or what was done to them, the latest first.
pub(crate) async fn of_member(
    db: &impl ConnectionTrait,
    member: MemberId,
    first: u64,
) -> Result<Vec<Line>, DbError> {
    let theirs = Cond::any()
        .add(Expr::col("actor_id").eq(member.0))
        .add(Expr::col("for_id").eq(member.0))
        .add(Expr::col("subject").eq(member.to_string()));
    let mut select = Query::select();
    select.columns(COLUMNS).from(TABLE).cond_where(theirs);
    select.order_by("id", Order::Desc).limit(first);
    db.query_all(&select).await?.iter().map(read).collect()
}

/// Done by or to whoever is called so, or has that id.
async fn about(db: &impl ConnectionTrait, text: &str) -> Result<Cond, DbError> {
    let text: String = text.chars().take(TEXT_MAX).collect();
    let members = called(db, "members", &text).await?;
    let listings = called(db, "listings", &text).await?;
    let mut subjects: Vec<String> = vec![text];
    subjects.extend(members.iter().map(|id| MemberId(*id).to_string()));
    subjects.extend(listings.into_iter().map(|id| ListingId(id).to_string()));
    Ok(Cond::any()
        .add(Expr::col("actor_id").is_in(members.iter().copied()))
        .add(Expr::col("for_id").is_in(members))
        .add(Expr::col("subject").is_in(subjects)))
}

/// Of whose name a text is a part.
async fn called(
    db: &impl ConnectionTrait,
    table: &'static str,
    text: &str,
) -> Result<Vec<Uuid>, DbError> {
    let Some(called) = members::store::called((table, "name_key"), text) else {
        return Ok(Vec::new());
    };
    let mut select = Query::select();
    select.column("id").from(table).and_where(called).limit(NAMESAKES_MAX);
    let rows = db.query_all(&select).await?;
    let ids: Result<_, DbErr> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
    Ok(ids?)
}

fn read(row: &QueryResult) -> Result<Line, DbError> {
    let details: String = row.try_get_by_index(6)?;
    Ok(Line {
        id: AuditId(row.try_get_by_index(0)?),
        at: row.try_get_by_index(1)?,
        actor: row.try_get_by_index::<Option<Uuid>>(2)?.map(MemberId),
        actor_name: None,
        behalf: row.try_get_by_index::<Option<Uuid>>(9)?.map(MemberId),
        behalf_name: None,
        profile: row.try_get_by_index::<Option<Uuid>>(8)?.map(ProfileId),
        mandate: row.try_get_by_index::<Option<Uuid>>(10)?.map(MandateId),
        community: row.try_get_by_index::<Option<Uuid>>(3)?.map(CommunityId),
        act: row.try_get_by_index(4)?,
        subject: row.try_get_by_index(5)?,
        subject_name: None,
        details: serde_json::from_str(&details)?,
        request: RequestId(row.try_get_by_index(7)?),
    })
}

/// What the people, places and communities of some lines are called, by their ids as shown.
pub(crate) async fn names(
    db: &impl ConnectionTrait,
    lines: &[Line],
) -> Result<HashMap<String, String>, DbError> {
    let subjects = || lines.iter().filter_map(|line| line.subject.as_deref());
    let members: BTreeSet<Uuid> = lines
        .iter()
        .flat_map(|line| [line.actor, line.behalf])
        .flatten()
        .chain(subjects().filter_map(|id| MemberId::parse(id).ok()))
        .map(|id| id.0)
        .collect();
    let listings: BTreeSet<ListingId> =
        subjects().filter_map(|id| ListingId::parse(id).ok()).collect();
    let communities = subjects().filter_map(|id| Some(CommunityId::parse(id).ok()?.0)).collect();
    let mut names = HashMap::new();
    for (id, name) in named(db, "members", members).await? {
        names.insert(MemberId(id).to_string(), name);
    }
    let listings: Vec<ListingId> = listings.into_iter().collect();
    for some in listings.chunks(IDS_MAX) {
        for (id, listing) in listings_store::by_ids(db, some.iter().copied()).await? {
            names.insert(id.to_string(), listing.facts.name);
        }
    }
    for (id, name) in named(db, "communities", communities).await? {
        names.insert(CommunityId(id).to_string(), name);
    }
    Ok(names)
}

async fn named(
    db: &impl ConnectionTrait,
    table: &'static str,
    ids: BTreeSet<Uuid>,
) -> Result<Vec<(Uuid, String)>, DbError> {
    let mut all = Vec::with_capacity(ids.len());
    let ids: Vec<Uuid> = ids.into_iter().collect();
    for some in ids.chunks(IDS_MAX) {
        let mut select = Query::select();
        select
            .columns(["id", "name"])
            .from(table)
            .and_where(Expr::col("id").is_in(some.iter().copied()));
        for row in db.query_all(&select).await? {
            all.push((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
        }
    }
    Ok(all)
}
