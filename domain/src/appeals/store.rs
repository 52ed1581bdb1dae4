//! The statements of appeals.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};

use super::model::{Appeal, AppealState, Chance, Subject};
use crate::db::{Backend, DbError, WriteTx, sql};
use crate::id::{AppealId, ClaimId, FreezeId, ListingId, MemberId, ReportId};

const TABLE: &str = "appeals";
/// Appeals with the place that each is about.
const ALL: &str = "select a.id, a.kind, a.claim_id, a.report_id, a.freeze_id, a.listing_id, \
    a.revision, a.member_id, a.reason, a.first_decider, a.state, a.created_at, a.decided_at, \
    a.answer, coalesce(c.listing_id, r.listing_id, a.listing_id) as place from appeals a \
    left join listing_claims c on c.id = a.claim_id \
    left join listing_reports r on r.id = a.report_id";

fn read(row: &QueryResult) -> Result<Appeal, DbErr> {
    let id = |nth: usize| row.try_get_by_index::<Option<Uuid>>(nth);
    let unknown = || DbErr::Type("no appeal has this subject".to_owned());
    let subject = match (id(2)?, id(3)?, id(4)?, id(5)?) {
        (Some(claim), ..) => Subject::Claim(ClaimId(claim)),
        (_, Some(report), ..) => Subject::Report(ReportId(report)),
        (_, _, Some(freeze), _) => Subject::Freeze(FreezeId(freeze)),
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
    let statement = sea_orm::Statement::from_sql_and_values(backend, text, values);
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

/// What was decided against a member since a time, and they did not appeal against yet.
pub(super) async fn chances(
    db: &impl ConnectionTrait,
    member: MemberId,
    since: DateTime<Utc>,
) -> Result<Vec<Chance>, DbError> {
    let mut chances = Vec::new();
    let values = || [Value::from(member.0), Value::from(since)];
    const CLAIMS: &str = "select c.id, c.listing_id, c.reason, c.decided_at \
        from listing_claims c where c.member_id = $1 and c.state = 'refused' \
        and c.decided_at > $2 and not exists (select 1 from appeals a where a.claim_id = c.id)";
    for row in db.query_all_raw(sql(db, CLAIMS, values())).await? {
        let subject = Subject::Claim(ClaimId(row.try_get_by_index(0)?));
        chances.push(about_place(subject, &row)?);
    }
    const REPORTS: &str = "select r.id, r.listing_id, r.reason, r.decided_at \
        from listing_reports r where r.member_id = $1 and r.state = 'refused' \
        and r.decided_at > $2 and not exists (select 1 from appeals a where a.report_id = r.id)";
    for row in db.query_all_raw(sql(db, REPORTS, values())).await? {
        let subject = Subject::Report(ReportId(row.try_get_by_index(0)?));
        chances.push(about_place(subject, &row)?);
    }
    const FREEZES: &str = "select f.id, m.name, f.reason, f.frozen_at \
        from freezes f join communities m on m.id = f.community_id \
        where f.member_id = $1 and f.lifted_at is null and f.frozen_at > $2 \
        and not exists (select 1 from appeals a where a.freeze_id = f.id)";
    for row in db.query_all_raw(sql(db, FREEZES, values())).await? {
        chances.push(Chance {
            subject: Subject::Freeze(FreezeId(row.try_get_by_index(0)?)),
            listing: None,
            community: row.try_get_by_index(1)?,
            reason: row.try_get_by_index(2)?,
            decided_at: row.try_get_by_index(3)?,
        });
    }
    const REVERTS: &str = "select t.listing_id, t.revision, t.reverted_at \
        from listing_reverts t where t.reverted_at > $2 \
        and (t.reverted_by is null or t.reverted_by <> $1) \
        and exists (select 1 from listing_revisions v where v.listing_id = t.listing_id \
            and v.revision > t.back_to and v.revision < t.revision and v.actor = $3) \
        and not exists (select 1 from appeals a where a.listing_id = t.listing_id \
            and a.revision = t.revision and a.member_id = $1)";
    let values = [member.0.into(), since.into(), member.to_string().into()];
    for row in db.query_all_raw(sql(db, REVERTS, values)).await? {
        let listing = ListingId(row.try_get_by_index(0)?);
        chances.push(Chance {
            subject: Subject::Revert(listing, row.try_get_by_index(1)?),
            listing: Some(listing),
            community: None,
            reason: None,
            decided_at: row.try_get_by_index(2)?,
        });
    }
    Ok(chances)
}

fn about_place(subject: Subject, row: &QueryResult) -> Result<Chance, DbErr> {
    Ok(Chance {
        subject,
        listing: Some(ListingId(row.try_get_by_index(1)?)),
        community: None,
        reason: row.try_get_by_index(2)?,
        decided_at: row.try_get_by_index(3)?,
    })
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
    let (mut claim, mut report, mut freeze, mut revert) = (None, None, None, None);
    match it.subject {
        Subject::Claim(id) => claim = Some(id.0),
        Subject::Report(id) => report = Some(id.0),
        Subject::Freeze(id) => freeze = Some(id.0),
        Subject::Revert(id, revision) => revert = Some((id.0, revision)),
    }
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns([
            "id",
            "kind",
            "claim_id",
            "report_id",
            "freeze_id",
            "listing_id",
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
            claim.into(),
            report.into(),
            freeze.into(),
            revert.map(|(id, _)| id).into(),
            revert.map(|(_, revision)| revision).into(),
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
