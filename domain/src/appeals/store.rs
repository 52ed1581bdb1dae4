//! The statements of appeals.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

use super::model::{Appeal, AppealState, Chance, First, Subject};
use crate::db::{Backend, DbError, WriteTx, sql};
use crate::id::{AppealId, ClaimId, FreezeId, ListingId, LossId, MemberId, ReportId};

const TABLE: &str = "appeals";
/// Appeals with the place that each is about.
const ALL: &str = "select a.id, a.loss_id, a.claim_id, a.report_id, a.freeze_id, a.listing_id, \
    a.revision, a.member_id, a.reason, a.first_decider, a.state, a.created_at, a.decided_at, \
    a.answer, coalesce(c.listing_id, r.listing_id, x.listing_id, a.listing_id) as place \
    from appeals a left join listing_claims c on c.id = a.claim_id \
    left join listing_reports r on r.id = a.report_id \
    left join listing_losses x on x.id = a.loss_id";

fn read(row: &QueryResult) -> Result<Appeal, DbErr> {
    let id = |nth: usize| row.try_get_by_index::<Option<Uuid>>(nth);
    let unknown = || DbErr::Type("no appeal has this subject".to_owned());
    let subject = match (id(1)?, id(2)?, id(3)?, id(4)?, id(5)?) {
        (Some(loss), ..) => Subject::Loss(LossId(loss)),
        (_, Some(claim), ..) => Subject::Claim(ClaimId(claim)),
        (_, _, Some(report), ..) => Subject::Report(ReportId(report)),
        (_, _, _, Some(freeze), _) => Subject::Freeze(FreezeId(freeze)),
        (.., Some(listing)) => Subject::Revert(ListingId(listing), row.try_get_by_index(6)?),
        _ => return Err(unknown()),
    };
    let state: String = row.try_get_by_index(10)?;
    let state = AppealState::ALL.into_iter().find(|it| it.key() == state);
    Ok(Appeal {
        id: AppealId(row.try_get_by_index(0)?),
        subject,
        listing: id(14)?.map(ListingId),
        member: MemberId(row.try_get_by_index(7)?),
        reason: row.try_get_by_index(8)?,
        first_decider: id(9)?.map(MemberId),
        state: state.ok_or_else(unknown)?,
        created_at: row.try_get_by_index(11)?,
        decided_at: row.try_get_by_index(12)?,
        answer: row.try_get_by_index(13)?,
    })
}

async fn many<const N: usize>(
    db: &impl ConnectionTrait,
    rest: &str,
    values: [Value; N],
) -> Result<Vec<Appeal>, DbError> {
    let rows = db.query_all_raw(sql(db, &format!("{ALL} {rest}"), values)).await?;
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// Those of some appeals that wait.
pub(crate) async fn some(
    db: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> Result<Vec<Appeal>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|nth| format!("${nth}")).collect();
    let text = format!("{ALL} where a.state = 'open' and a.id in ({})", places.join(", "));
    let values: Vec<Value> = ids.into_iter().map(Value::from).collect();
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, text, values);
    let all: Result<_, DbErr> = db.query_all_raw(statement).await?.iter().map(read).collect();
    Ok(all?)
}

/// The appeals of a member, the latest first.
pub(super) async fn of_member(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Vec<Appeal>, DbError> {
    let rest = "where a.member_id = $1 order by a.created_at desc, a.id desc";
    many(db, rest, [member.0.into()]).await
}

/// An appeal that waits, held until the transaction ends.
pub(super) async fn lock(tx: &WriteTx, id: AppealId) -> Result<Option<Appeal>, DbError> {
    let held = if tx.backend() == Backend::Postgres { "for update of a" } else { "" };
    let rest = format!("where a.id = $1 and a.state = 'open' {held}");
    Ok(many(tx.conn(), &rest, [id.0.into()]).await?.pop())
}

/// What was decided against a member, `$1`, since a time, `$2`, and they did not appeal against
/// yet, of each kind: its id, the place, the community, why, when, and of a revision its number.
const CHANCES: [(&str, &str); 5] = [
    (
        "claim",
        "select c.id, c.listing_id, cast(null as text), c.reason, c.decided_at, 0 \
        from listing_claims c where c.member_id = $1 and c.state = 'refused' \
        and c.decided_at > $2 and not exists (select 1 from appeals a where a.claim_id = c.id) \
        and not exists (select 1 from listing_losses x where x.claim_id = c.id \
            and x.returned_at is not null)",
    ),
    (
        "report",
        "select c.id, c.listing_id, cast(null as text), c.reason, c.decided_at, 0 \
        from listing_reports c where c.member_id = $1 and c.state = 'refused' \
        and c.decided_at > $2 and not exists (select 1 from appeals a where a.report_id = c.id)",
    ),
    (
        "freeze",
        "select c.id, cast(null as uuid), m.name, c.reason, c.frozen_at, 0 \
        from freezes c join communities m on m.id = c.community_id \
        where c.member_id = $1 and c.lifted_at is null and c.frozen_at > $2 \
        and not exists (select 1 from appeals a where a.freeze_id = c.id)",
    ),
    (
        "revert",
        "select c.listing_id, c.listing_id, cast(null as text), c.reason, c.reverted_at, \
        c.revision from listing_reverts c where c.reverted_at > $2 \
        and (c.reverted_by is null or c.reverted_by <> $1) \
        and exists (select 1 from listing_revisions v where v.listing_id = c.listing_id \
            and v.revision > c.back_to and v.revision < c.revision and v.actor = $3) \
        and not exists (select 1 from appeals a where a.listing_id = c.listing_id \
            and a.revision = c.revision and a.member_id = $1)",
    ),
    (
        "loss",
        "select c.id, c.listing_id, cast(null as text), c.reason, c.lost_at, 0 \
        from listing_losses c where c.member_id = $1 and c.returned_at is null \
        and c.lost_at > $2 and not exists (select 1 from appeals a where a.loss_id = c.id)",
    ),
];

/// What a member may appeal against, decided since a time.
pub(super) async fn chances(
    db: &impl ConnectionTrait,
    member: MemberId,
    since: DateTime<Utc>,
) -> Result<Vec<Chance>, DbError> {
    let mut chances = Vec::new();
    for (kind, text) in CHANCES {
        chances.extend(found(db, (kind, text.to_owned()), values(kind, member, since)).await?);
    }
    Ok(chances)
}

/// The same of one thing.
pub(super) async fn chance(
    db: &impl ConnectionTrait,
    (member, since): (MemberId, DateTime<Utc>),
    subject: Subject,
) -> Result<Option<Chance>, DbError> {
    let kind = subject.kind();
    let Some((_, text)) = CHANCES.into_iter().find(|(it, _)| *it == kind) else { return Ok(None) };
    let mut values = values(kind, member, since);
    let (_, id, revision) = key(subject);
    let mut text = format!("{text} and c.{} = ${}", own_key(kind), values.len() + 1);
    values.push(id.into());
    if let Some(revision) = revision {
        text = format!("{text} and c.revision = ${}", values.len() + 1);
        values.push(revision.into());
    }
    Ok(found(db, (kind, text), values).await?.pop())
}

fn values(kind: &str, member: MemberId, since: DateTime<Utc>) -> Vec<Value> {
    let mut values = vec![member.0.into(), since.into()];
    if kind == "revert" {
        values.push(member.to_string().into());
    }
    values
}

/// The column by which a kind is named where it stands itself.
fn own_key(kind: &str) -> &'static str {
    if kind == "revert" { "listing_id" } else { "id" }
}

/// By which column an appeal names what it is against, and with which value.
fn key(subject: Subject) -> (&'static str, Uuid, Option<i32>) {
    match subject {
        Subject::Claim(id) => ("claim_id", id.0, None),
        Subject::Report(id) => ("report_id", id.0, None),
        Subject::Freeze(id) => ("freeze_id", id.0, None),
        Subject::Revert(id, revision) => ("listing_id", id.0, Some(revision)),
        Subject::Loss(id) => ("loss_id", id.0, None),
    }
}

async fn found(
    db: &impl ConnectionTrait,
    (kind, text): (&str, String),
    values: Vec<Value>,
) -> Result<Vec<Chance>, DbError> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    let read = |row: &QueryResult| {
        let id: Uuid = row.try_get_by_index(0)?;
        Ok(Chance {
            subject: match kind {
                "claim" => Subject::Claim(ClaimId(id)),
                "report" => Subject::Report(ReportId(id)),
                "freeze" => Subject::Freeze(FreezeId(id)),
                "loss" => Subject::Loss(LossId(id)),
                _ => Subject::Revert(ListingId(id), row.try_get_by_index(5)?),
            },
            listing: row.try_get_by_index::<Option<Uuid>>(1)?.map(ListingId),
            community: row.try_get_by_index(2)?,
            reason: row.try_get_by_index(3)?,
            decided_at: row.try_get_by_index(4)?,
        })
    };
    let all: Result<_, DbErr> = db.query_all_raw(statement).await?.iter().map(read).collect();
    Ok(all?)
}

/// Whether a member appealed against something before.
pub(super) async fn is_made(
    db: &impl ConnectionTrait,
    member: MemberId,
    subject: Subject,
) -> Result<bool, DbError> {
    let (column, id, revision) = key(subject);
    let mut query = Query::select();
    query
        .column("id")
        .from(TABLE)
        .and_where(Expr::col("member_id").eq(member.0))
        .and_where(Expr::col(column).eq(id));
    if let Some(revision) = revision {
        query.and_where(Expr::col("revision").eq(revision));
    }
    Ok(db.query_one(&query).await?.is_some())
}

/// When and why was decided what each of some appeals is against, of which community, and by which
/// claim.
pub(super) async fn first(
    db: &impl ConnectionTrait,
    appeals: &[Appeal],
) -> Result<HashMap<AppealId, (First, Option<ClaimId>)>, DbError> {
    if appeals.is_empty() {
        return Ok(HashMap::new());
    }
    let places: Vec<String> = (1..=appeals.len()).map(|nth| format!("${nth}")).collect();
    let text = format!(
        "select a.id, coalesce(c.decided_at, r.decided_at, f.frozen_at, t.reverted_at, x.lost_at), \
        coalesce(c.reason, r.reason, f.reason, t.reason, x.reason), m.name, \
        coalesce(a.claim_id, x.claim_id) from appeals a \
        left join listing_claims c on c.id = a.claim_id \
        left join listing_reports r on r.id = a.report_id \
        left join freezes f on f.id = a.freeze_id \
        left join communities m on m.id = f.community_id \
        left join listing_reverts t on t.listing_id = a.listing_id and t.revision = a.revision \
        left join listing_losses x on x.id = a.loss_id where a.id in ({})",
        places.join(", ")
    );
    let values: Vec<Value> = appeals.iter().map(|it| it.id.0.into()).collect();
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    let read = |row: &QueryResult| {
        let first = First {
            decided_at: row.try_get_by_index(1)?,
            reason: row.try_get_by_index(2)?,
            community: row.try_get_by_index(3)?,
            ..First::default()
        };
        let claim = row.try_get_by_index::<Option<Uuid>>(4)?.map(ClaimId);
        Ok((AppealId(row.try_get_by_index(0)?), (first, claim)))
    };
    let all: Result<_, DbErr> = db.query_all_raw(statement).await?.iter().map(read).collect();
    Ok(all?)
}

/// Who decided what somebody appeals against.
pub(super) async fn first_decider(
    db: &impl ConnectionTrait,
    subject: Subject,
) -> Result<Option<MemberId>, DbError> {
    let (column, table, id) = match subject {
        Subject::Claim(id) => ("decided_by", "listing_claims", id.0),
        Subject::Report(id) => ("decided_by", "listing_reports", id.0),
        Subject::Freeze(id) => ("frozen_by", "freezes", id.0),
        Subject::Revert(id, _) => ("reverted_by", "listing_reverts", id.0),
        Subject::Loss(id) => ("decided_by", "listing_losses", id.0),
    };
    let mut query = Query::select();
    query.column(column).from(table);
    match subject {
        Subject::Revert(_, revision) => {
            query.and_where(Expr::col("listing_id").eq(id));
            query.and_where(Expr::col("revision").eq(revision))
        }
        _ => query.and_where(Expr::col("id").eq(id)),
    };
    let row = db.query_one(&query).await?;
    let by = row.map(|row| row.try_get_by_index::<Option<Uuid>>(0)).transpose()?;
    Ok(by.flatten().map(MemberId))
}

/// A new appeal.
pub(super) async fn insert(tx: &WriteTx, it: &Appeal) -> Result<(), DbError> {
    let (column, id, revision) = key(it.subject);
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns([
            "id",
            "kind",
            column,
            "revision",
            "member_id",
            "reason",
            "first_decider",
            "state",
            "created_at",
        ])
        .values_panic([
            it.id.0.into(),
            it.subject.kind().into(),
            id.into(),
            revision.into(),
            it.member.0.into(),
            it.reason.clone().into(),
            it.first_decider.map(|id| id.0).into(),
            it.state.key().into(),
            it.created_at.into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Ends an appeal as it stands, if it waits; answers whether it did.
pub(super) async fn end(tx: &WriteTx, it: &Appeal, by: Option<MemberId>) -> Result<bool, DbError> {
    let update = Query::update()
        .table(TABLE)
        .value("state", it.state.key())
        .value("decided_at", it.decided_at)
        .value("decided_by", by.map(|by| by.0))
        .value("answer", it.answer.clone())
        .and_where(Expr::col("id").eq(it.id.0))
        .and_where(Expr::col("state").eq(AppealState::Open.key()))
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected() > 0)
}
