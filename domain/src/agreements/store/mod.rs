//! The statements about agreements.

mod messages;
mod taken;
mod thanks;
mod time;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

pub(super) use self::messages::*;
pub(super) use self::taken::taken;
pub(crate) use self::taken::taken_of;
pub(super) use self::thanks::*;
pub(super) use self::time::*;
use super::kinds::AgreementState;
use super::model::{Agreement, Moment, Terms};
use crate::db::{Backend, DbError, WriteTx, sql};
use crate::id::{AgreementId, CommunityId, ListingId, MemberId, PostId};
use crate::posts::model::{Direction, Subject};

const TABLE: &str = "agreements";
/// Agreements with their posts.
const ALL: &str = "select a.id, a.post_id, a.community_id, a.owner_id, a.replier_id, a.by_id, \
    a.state, a.is_loan, a.starts_at, a.ends_at, a.proposed_by, a.wanted_starts_at, \
    a.wanted_ends_at, a.quantity, a.terms, a.due_on, a.returned, a.owner_done_at, \
    a.replier_done_at, a.answered_at, a.created_at, a.changed_at, a.ended_at, a.reason, \
    a.disputed_by, a.settled_by, a.revision, a.place, p.title, p.slug, p.direction, p.subject, \
    p.state, p.replies_until, p.closed_at, p.expires_at, p.capacity, p.by_id, p.listing_id \
    from agreements a join posts p on p.id = a.post_id";

/// What an agreement needs to know of its post.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub(super) title: String,
    pub(super) slug: String,
    pub(super) direction: Direction,
    pub(super) subject: Subject,
    /// Whether it was taken off the board.
    pub(super) is_removed: bool,
    pub(super) replies_until: Option<DateTime<Utc>>,
    /// When it went off the board, or will.
    pub(super) ends_at: DateTime<Utc>,
    pub(super) capacity: u32,
    /// Whose hands wrote it.
    pub(super) by: Option<MemberId>,
    /// For which listing it is.
    pub(super) listing: Option<ListingId>,
}

/// An agreement as it is kept.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) agreement: Agreement,
    /// Where they meet, sealed.
    pub(super) place: Option<Vec<u8>>,
    pub(super) about: About,
}

fn unknown(what: &str, key: &str) -> DbErr {
    DbErr::Type(format!("no {what} is called {key}"))
}

fn number(it: i32) -> Result<u32, DbErr> {
    u32::try_from(it).map_err(|_| DbErr::Type(format!("{it} is no number of things")))
}

fn pair(row: &QueryResult, at: usize) -> Result<Option<Moment>, DbErr> {
    let from: Option<DateTime<Utc>> = row.try_get_by_index(at)?;
    let until: Option<DateTime<Utc>> = row.try_get_by_index(at + 1)?;
    Ok(from.zip(until))
}

fn somebody(row: &QueryResult, at: usize) -> Result<Option<MemberId>, DbErr> {
    Ok(row.try_get_by_index::<Option<Uuid>>(at)?.map(MemberId))
}

fn read(row: &QueryResult) -> Result<Kept, DbError> {
    let state: String = row.try_get_by_index(6)?;
    let terms: String = row.try_get_by_index(14)?;
    let agreement = Agreement {
        id: AgreementId(row.try_get_by_index(0)?),
        post: PostId(row.try_get_by_index(1)?),
        community: CommunityId(row.try_get_by_index(2)?),
        owner: MemberId(row.try_get_by_index(3)?),
        replier: MemberId(row.try_get_by_index(4)?),
        by: somebody(row, 5)?,
        state: AgreementState::from_key(&state).ok_or_else(|| unknown("state", &state))?,
        is_loan: row.try_get_by_index(7)?,
        moment: pair(row, 8)?,
        proposed_by: somebody(row, 10)?,
        wanted: pair(row, 11)?,
        quantity: number(row.try_get_by_index(13)?)?,
        terms: serde_json::from_str(&terms)?,
        due_on: row.try_get_by_index(15)?,
        returned: row.try_get_by_index(16)?,
        owner_done_at: row.try_get_by_index(17)?,
        replier_done_at: row.try_get_by_index(18)?,
        answered_at: row.try_get_by_index(19)?,
        created_at: row.try_get_by_index(20)?,
        changed_at: row.try_get_by_index(21)?,
        ended_at: row.try_get_by_index(22)?,
        reason: row.try_get_by_index(23)?,
        disputed_by: somebody(row, 24)?,
        settled_by: somebody(row, 25)?,
        revision: row.try_get_by_index(26)?,
    };
    Ok(Kept { agreement, place: row.try_get_by_index(27)?, about: read_about(row, 28)? })
}

/// What stands of a post in eleven columns.
fn read_about(row: &QueryResult, at: usize) -> Result<About, DbErr> {
    let direction: String = row.try_get_by_index(at + 2)?;
    let subject: String = row.try_get_by_index(at + 3)?;
    let state: String = row.try_get_by_index(at + 4)?;
    let closed_at: Option<DateTime<Utc>> = row.try_get_by_index(at + 6)?;
    let expires_at: DateTime<Utc> = row.try_get_by_index(at + 7)?;
    Ok(About {
        title: row.try_get_by_index(at)?,
        slug: row.try_get_by_index(at + 1)?,
        direction: Direction::from_key(&direction)
            .ok_or_else(|| unknown("direction", &direction))?,
        subject: Subject::from_key(&subject).ok_or_else(|| unknown("subject", &subject))?,
        is_removed: state == "removed",
        replies_until: row.try_get_by_index(at + 5)?,
        ends_at: closed_at.map_or(expires_at, |it| Ord::min(it, expires_at)),
        capacity: number(row.try_get_by_index(at + 8)?)?,
        by: somebody(row, at + 9)?,
        listing: row.try_get_by_index::<Option<Uuid>>(at + 10)?.map(ListingId),
    })
}

/// The agreements of which something holds, in an order.
async fn many(
    db: &impl ConnectionTrait,
    rest: &str,
    values: Vec<Value>,
) -> Result<Vec<Kept>, DbError> {
    let text = format!("{ALL} where {rest}");
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    db.query_all_raw(statement).await?.iter().map(read).collect()
}

/// So many places for values, from a number on.
fn places(from: usize, count: usize) -> String {
    let places: Vec<String> = (from..from + count).map(|nth| format!("${nth}")).collect();
    places.join(", ")
}

/// The agreement with an id.
pub(super) async fn by_id(
    db: &impl ConnectionTrait,
    id: AgreementId,
) -> Result<Option<Kept>, DbError> {
    Ok(many(db, "a.id = $1", vec![id.0.into()]).await?.pop())
}

/// The agreement with an id, as it and its post are until the transaction ends.
pub(super) async fn lock(tx: &WriteTx, id: AgreementId) -> Result<Option<Kept>, DbError> {
    // SQLite has one writer. A new row that names the post or the agreement does not wait for it.
    if tx.backend() == Backend::Postgres {
        let post = "select p.id from posts p where p.id = \
            (select a.post_id from agreements a where a.id = $1) for no key update";
        tx.conn().execute_raw(sql(tx.conn(), post, [id.0.into()])).await?;
        let own = "select id from agreements where id = $1 for no key update";
        tx.conn().execute_raw(sql(tx.conn(), own, [id.0.into()])).await?;
    }
    by_id(tx.conn(), id).await
}

/// What an agreement about a post needs to know of it, as it is until the transaction ends, and
/// whether it stands on the board.
pub(super) async fn lock_post(
    tx: &WriteTx,
    id: PostId,
    now: DateTime<Utc>,
) -> Result<Option<(About, bool)>, DbError> {
    let lock = if tx.backend() == Backend::Postgres { " for no key update" } else { "" };
    let text = format!(
        "select title, slug, direction, subject, state, replies_until, closed_at, expires_at, \
         capacity, by_id, listing_id from posts where id = $1{lock}"
    );
    let row = tx.conn().query_one_raw(sql(tx.conn(), &text, [id.0.into()])).await?;
    let Some(row) = row else { return Ok(None) };
    let state: String = row.try_get_by_index(4)?;
    let about = read_about(&row, 0)?;
    let stands = state == "open" && now < about.ends_at;
    Ok(Some((about, stands)))
}

/// Somebody's agreements, what changed last first; after one of them, those before it.
pub(super) async fn of_member(
    db: &impl ConnectionTrait,
    member: MemberId,
    (most, after): (u64, Option<(DateTime<Utc>, Uuid)>),
) -> Result<Vec<Kept>, DbError> {
    let mut values: Vec<Value> = vec![member.0.into()];
    let mut rest = "(a.owner_id = $1 or a.replier_id = $1)".to_owned();
    if let Some((at, id)) = after {
        values.extend([at.into(), id.into()]);
        rest.push_str(" and (a.changed_at, a.id) < ($2, $3)");
    }
    rest.push_str(&format!(" order by a.changed_at desc, a.id desc limit {most}"));
    many(db, &rest, values).await
}

/// The agreements about a post of somebody's, the earliest first.
pub(super) async fn of_post(
    db: &impl ConnectionTrait,
    (post, owner): (PostId, MemberId),
    most: u64,
) -> Result<Vec<Kept>, DbError> {
    let rest =
        format!("a.post_id = $1 and a.owner_id = $2 order by a.created_at, a.id limit {most}");
    many(db, &rest, vec![post.0.into(), owner.0.into()]).await
}

/// Those of a community about which two differ, the earliest first.
pub(super) async fn disputes(
    db: &impl ConnectionTrait,
    community: CommunityId,
    most: u64,
) -> Result<Vec<Kept>, DbError> {
    let rest = format!(
        "a.community_id = $1 and a.state = 'disputed' order by a.changed_at, a.id limit {most}"
    );
    many(db, &rest, vec![community.0.into()]).await
}

/// The first agreement that somebody had, of those that are kept.
pub(super) async fn first_of(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Option<AgreementId>, DbError> {
    let text = "select id from agreements where owner_id = $1 or replier_id = $1 \
        order by created_at, id limit 1";
    let row = db.query_one_raw(sql(db, text, [member.0.into()])).await?;
    Ok(row.map(|row| row.try_get_by_index(0).map(AgreementId)).transpose()?)
}

/// A new agreement.
pub(super) async fn insert(tx: &WriteTx, it: &Agreement) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns([
            "id",
            "post_id",
            "community_id",
            "owner_id",
            "replier_id",
            "by_id",
            "state",
            "is_loan",
            "quantity",
            "terms",
            "created_at",
            "changed_at",
            "revision",
        ])
        .values_panic([
            it.id.0.into(),
            it.post.0.into(),
            it.community.0.into(),
            it.owner.0.into(),
            it.replier.0.into(),
            it.by.map(|it| it.0).into(),
            it.state.key().into(),
            it.is_loan.into(),
            it.quantity.into(),
            terms(&it.terms)?.into(),
            it.created_at.into(),
            it.changed_at.into(),
            it.revision.into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

fn terms(it: &Terms) -> Result<String, DbError> {
    Ok(serde_json::to_string(it)?)
}

/// An agreement as it is now; a reminder of another moment than was reminds of nothing.
pub(super) async fn save(tx: &WriteTx, was: &Agreement, it: &Agreement) -> Result<(), DbError> {
    let (starts_at, ends_at) = it.moment.unzip();
    let (wanted_starts_at, wanted_ends_at) = it.wanted.unzip();
    let mut update = Query::update();
    update
        .table(TABLE)
        .value("state", it.state.key())
        .value("is_loan", it.is_loan)
        .value("starts_at", starts_at)
        .value("ends_at", ends_at)
        .value("proposed_by", it.proposed_by.map(|it| it.0))
        .value("wanted_starts_at", wanted_starts_at)
        .value("wanted_ends_at", wanted_ends_at)
        .value("quantity", it.quantity)
        .value("terms", terms(&it.terms)?)
        .value("due_on", it.due_on)
        .value("returned", it.returned.clone())
        .value("owner_done_at", it.owner_done_at)
        .value("replier_done_at", it.replier_done_at)
        .value("answered_at", it.answered_at)
        .value("changed_at", it.changed_at)
        .value("ended_at", it.ended_at)
        .value("reason", it.reason.clone())
        .value("disputed_by", it.disputed_by.map(|it| it.0))
        .value("settled_by", it.settled_by.map(|it| it.0))
        .value("held_until", it.terms.priced.held_until)
        .value("revision", it.revision)
        .and_where(Expr::col("id").eq(it.id.0));
    if was.moment != it.moment {
        update.value("reminded_at", Option::<DateTime<Utc>>::None);
    }
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Where two meet, sealed.
pub(super) async fn put_place(
    tx: &WriteTx,
    id: AgreementId,
    sealed: Vec<u8>,
) -> Result<(), DbError> {
    let update = Query::update()
        .table(TABLE)
        .value("place", sealed)
        .and_where(Expr::col("id").eq(id.0))
        .take();
    tx.conn().execute(&update).await?;
    Ok(())
}

/// Writes down a step: what was done, and by whose hands; nobody's where time passed.
pub(super) async fn note_step(
    tx: &WriteTx,
    (was, it): (Option<AgreementState>, &Agreement),
    (what, by): (&str, Option<MemberId>),
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let text = "insert into agreement_steps (agreement_id, nth, was, became, move, by_id, at) \
        select $1, coalesce(max(nth), 0) + 1, $2, $3, $4, $5, $6 from agreement_steps \
        where agreement_id = $7";
    let values = [
        it.id.0.into(),
        was.map(AgreementState::key).into(),
        it.state.key().into(),
        what.into(),
        by.map(|it| it.0).into(),
        now.into(),
        it.id.0.into(),
    ];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// Whether one of two blocked the other.
pub(super) async fn is_blocked(
    db: &impl ConnectionTrait,
    (one, other): (MemberId, MemberId),
) -> Result<bool, DbError> {
    let text = "select 1 from member_blocks where (member_id = $1 and blocked_id = $2) \
        or (member_id = $2 and blocked_id = $1) limit 1";
    let statement = sql(db, text, [one.0.into(), other.0.into()]);
    Ok(db.query_one_raw(statement).await?.is_some())
}
