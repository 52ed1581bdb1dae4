//! The statements of the desk for help.

mod asked;
mod candidates;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};

pub(super) use self::asked::*;
pub(super) use self::candidates::*;
use super::model::{NeedState, Urgency};
use crate::db::{Backend, DbError, WriteTx, sql};
use crate::geo::Point;
use crate::id::{AgreementId, CommunityId, MemberId, NeedId, PostId};
use crate::posts::kinds::Topic;
use crate::posts::model::{Around, Availability};

const TABLE: &str = "needs";
/// Needs, with how many were asked and how many said yes. What somebody did who left meanwhile is
/// open again.
const ALL: &str = "select n.id, n.community_id, n.person_id, n.first_name, n.phone, n.topic, \
    n.availability, n.languages, n.latitude, n.longitude, n.radius_m, n.urgency, n.notes, \
    case when n.state = 'assigned' and n.assigned_to is null then 'open' else n.state end as state, \
    n.entered_at, n.entered_by, n.assigned_to, n.assigned_at, n.post_id, n.agreement_id, \
    n.closed_at, n.revision, \
    (select count(*) from need_asked a where a.need_id = n.id) as asked, \
    (select count(*) from need_asked a where a.need_id = n.id and a.answer) as said_yes \
    from needs n";

/// A need as it is kept.
#[derive(Clone)]
pub(super) struct Kept {
    pub(super) id: NeedId,
    pub(super) community: CommunityId,
    pub(super) person: Option<MemberId>,
    /// Of who is no member, sealed.
    pub(super) first_name: Option<Vec<u8>>,
    /// The same.
    pub(super) phone: Option<Vec<u8>>,
    pub(super) topic: Topic,
    pub(super) availability: Vec<Availability>,
    pub(super) languages: Vec<String>,
    pub(super) around: Around,
    pub(super) urgency: Urgency,
    pub(super) notes: String,
    pub(super) state: NeedState,
    pub(super) entered_at: DateTime<Utc>,
    pub(super) entered_by: Option<MemberId>,
    pub(super) assigned_to: Option<MemberId>,
    pub(super) assigned_at: Option<DateTime<Utc>>,
    pub(super) post: Option<PostId>,
    pub(super) agreement: Option<AgreementId>,
    pub(super) closed_at: Option<DateTime<Utc>>,
    pub(super) revision: i32,
    pub(super) asked: u32,
    pub(super) said_yes: u32,
}

/// A value of a closed list by the key that stands in the database.
fn known<T>(key: &str, from_key: impl Fn(&str) -> Option<T>) -> Result<T, DbErr> {
    from_key(key).ok_or_else(|| DbErr::Type(format!("unknown key {key}")))
}

fn count_of(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

fn read(row: &QueryResult) -> Result<Kept, DbError> {
    let text = |at: usize| row.try_get_by_index::<String>(at);
    let id = |at: usize| row.try_get_by_index::<Option<Uuid>>(at);
    let point = Point { latitude: row.try_get_by_index(8)?, longitude: row.try_get_by_index(9)? };
    let radius_m = count_of(row.try_get_by_index::<i32>(10)?.into());
    Ok(Kept {
        id: NeedId(row.try_get_by_index(0)?),
        community: CommunityId(row.try_get_by_index(1)?),
        person: id(2)?.map(MemberId),
        first_name: row.try_get_by_index(3)?,
        phone: row.try_get_by_index(4)?,
        topic: known(&text(5)?, Topic::from_key)?,
        availability: serde_json::from_str(&text(6)?)?,
        languages: serde_json::from_str(&text(7)?)?,
        around: Around { point, radius_m },
        urgency: known(&text(11)?, Urgency::from_key)?,
        notes: text(12)?,
        state: known(&text(13)?, NeedState::from_key)?,
        entered_at: row.try_get_by_index(14)?,
        entered_by: id(15)?.map(MemberId),
        assigned_to: id(16)?.map(MemberId),
        assigned_at: row.try_get_by_index(17)?,
        post: id(18)?.map(PostId),
        agreement: id(19)?.map(AgreementId),
        closed_at: row.try_get_by_index(20)?,
        revision: row.try_get_by_index(21)?,
        asked: count_of(row.try_get_by_index(22)?),
        said_yes: count_of(row.try_get_by_index(23)?),
    })
}

async fn many<const N: usize>(
    db: &impl ConnectionTrait,
    text: &str,
    values: [Value; N],
) -> Result<Vec<Kept>, DbError> {
    db.query_all_raw(sql(db, text, values)).await?.iter().map(read).collect()
}

/// The need with an id.
pub(super) async fn by_id(db: &impl ConnectionTrait, id: NeedId) -> Result<Option<Kept>, DbError> {
    Ok(many(db, &format!("{ALL} where n.id = $1"), [id.0.into()]).await?.pop())
}

/// The same, held until the transaction ends.
pub(super) async fn lock(tx: &WriteTx, id: NeedId) -> Result<Option<Kept>, DbError> {
    let text = format!("{ALL} where n.id = $1{}", held(tx));
    Ok(many(tx.conn(), &text, [id.0.into()]).await?.pop())
}

/// The need that an agreement is about, while somebody does it; held until the transaction ends.
pub(super) async fn lock_of(tx: &WriteTx, of: AgreementId) -> Result<Option<Kept>, DbError> {
    let text = format!("{ALL} where n.agreement_id = $1 and n.state = 'assigned'{}", held(tx));
    Ok(many(tx.conn(), &text, [of.0.into()]).await?.pop())
}

fn held(tx: &WriteTx) -> &'static str {
    if tx.backend() == Backend::Postgres { " for update of n" } else { "" }
}

/// A place in the list: its part, the time and the id.
pub(super) type After = (u8, DateTime<Utc>, Uuid);

/// Needs of a community in the order of the list, so many at most, after a place in it. The parts
/// are those of [`super::model::group`].
pub(super) async fn list(
    db: &impl ConnectionTrait,
    of: CommunityId,
    (most, after): (usize, Option<After>),
) -> Result<Vec<Kept>, DbError> {
    let (group, at, id) = after.unwrap_or((0, DateTime::UNIX_EPOCH, Uuid::nil()));
    let text = format!(
        "select * from (select q.*, case when q.state in ('open', 'suggested') \
             then case when q.said_yes = 0 then 0 else 1 end \
             when q.state = 'assigned' then 2 else 3 end as part \
             from ({ALL} where n.community_id = $1) q) r \
         where (r.part, r.entered_at, r.id) > ($2, $3, $4) \
         order by r.part, r.entered_at, r.id limit {most}"
    );
    let values = [of.0.into(), i32::from(group).into(), at.into(), id.into()];
    many(db, &text, values).await
}

/// To how many needs of a community that were entered before a time nobody said yes.
pub(super) async fn unanswered(
    db: &impl ConnectionTrait,
    of: CommunityId,
    before: DateTime<Utc>,
) -> Result<u64, DbError> {
    let text = "select count(*) from needs n where n.community_id = $1 and n.entered_at <= $2 \
        and (n.state in ('open', 'suggested') \
            or (n.state = 'assigned' and n.assigned_to is null)) \
        and not exists (select 1 from need_asked a where a.need_id = n.id and a.answer)";
    let row = db.query_one_raw(sql(db, text, [of.0.into(), before.into()])).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    Ok(count.unsigned_abs())
}

/// What somebody needs themselves, the latest first.
pub(super) async fn of_person(
    db: &impl ConnectionTrait,
    person: MemberId,
) -> Result<Vec<Kept>, DbError> {
    let text = format!("{ALL} where n.person_id = $1 order by n.entered_at desc, n.id desc");
    many(db, &text, [person.0.into()]).await
}

/// The columns that a need has from its beginning, or may get by a change or a step.
fn values(it: &Kept) -> Result<[(&'static str, Value); 21], DbError> {
    let radius_m = i32::try_from(it.around.radius_m).unwrap_or(i32::MAX);
    Ok([
        ("id", it.id.0.into()),
        ("community_id", it.community.0.into()),
        ("entered_at", it.entered_at.into()),
        ("entered_by", it.entered_by.map(|id| id.0).into()),
        ("person_id", it.person.map(|id| id.0).into()),
        ("first_name", it.first_name.clone().into()),
        ("phone", it.phone.clone().into()),
        ("topic", it.topic.key().into()),
        ("availability", serde_json::to_string(&it.availability)?.into()),
        ("languages", serde_json::to_string(&it.languages)?.into()),
        ("latitude", it.around.point.latitude.into()),
        ("longitude", it.around.point.longitude.into()),
        ("radius_m", radius_m.into()),
        ("urgency", it.urgency.key().into()),
        ("notes", it.notes.clone().into()),
        ("state", it.state.key().into()),
        ("assigned_to", it.assigned_to.map(|id| id.0).into()),
        ("assigned_at", it.assigned_at.into()),
        ("post_id", it.post.map(|id| id.0).into()),
        ("agreement_id", it.agreement.map(|id| id.0).into()),
        ("closed_at", it.closed_at.into()),
    ])
}

/// A new need.
pub(super) async fn insert(tx: &WriteTx, it: &Kept) -> Result<(), DbError> {
    let (mut columns, mut all): (Vec<&'static str>, Vec<Expr>) = (Vec::new(), Vec::new());
    for (column, value) in values(it)? {
        columns.push(column);
        all.push(Expr::value(value));
    }
    columns.push("revision");
    all.push(Expr::value(it.revision));
    let mut insert = Query::insert();
    insert.into_table(TABLE).columns(columns).values_panic(all);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// A need as it is from now on. Where and by whom it was entered stays.
pub(super) async fn save(tx: &WriteTx, it: &Kept) -> Result<(), DbError> {
    let mut update = Query::update();
    update.table(TABLE).and_where(Expr::col("id").eq(it.id.0));
    for (column, value) in values(it)?.into_iter().skip(4) {
        update.value(column, value);
    }
    update.value("revision", it.revision);
    tx.conn().execute(&update).await?;
    Ok(())
}

/// What has not ended and nobody did anything about since a time: nobody was chosen, asked, or
/// answered.
pub(super) async fn silent(tx: &WriteTx, since: DateTime<Utc>) -> Result<Vec<NeedId>, DbError> {
    let text = "select n.id from needs n where n.closed_at is null \
        and coalesce(n.assigned_at, n.entered_at) <= $1 \
        and not exists (select 1 from need_asked a where a.need_id = n.id \
            and (a.asked_at > $1 or a.answered_at > $1)) order by n.id";
    ids(tx, text, [since.into()]).await
}

/// Forgets how people are reached whose need ended before a time.
pub(super) async fn forget_contacts(tx: &WriteTx, before: DateTime<Utc>) -> Result<u64, DbError> {
    let text = "update needs set first_name = null, phone = null \
        where closed_at <= $1 and phone is not null";
    let done = tx.conn().execute_raw(sql(tx.conn(), text, [before.into()])).await?;
    Ok(done.rows_affected())
}

/// The posts that were put up for what ended before a time.
pub(super) async fn posts_of(tx: &WriteTx, before: DateTime<Utc>) -> Result<Vec<PostId>, DbError> {
    let text = "select post_id from needs where closed_at <= $1 and post_id is not null";
    let rows = tx.conn().query_all_raw(sql(tx.conn(), text, [before.into()])).await?;
    let all: Result<_, DbErr> =
        rows.iter().map(|row| row.try_get_by_index(0).map(PostId)).collect();
    Ok(all?)
}

/// Forgets what ended before a time.
pub(super) async fn forget(tx: &WriteTx, before: DateTime<Utc>) -> Result<u64, DbError> {
    let text = "delete from needs where closed_at <= $1";
    let done = tx.conn().execute_raw(sql(tx.conn(), text, [before.into()])).await?;
    Ok(done.rows_affected())
}

/// What somebody did who left meanwhile.
pub(super) async fn left(tx: &WriteTx) -> Result<Vec<NeedId>, DbError> {
    let text = "select id from needs where state = 'assigned' and assigned_to is null order by id";
    ids(tx, text, []).await
}

async fn ids<const N: usize>(
    tx: &WriteTx,
    text: &str,
    values: [Value; N],
) -> Result<Vec<NeedId>, DbError> {
    let rows = tx.conn().query_all_raw(sql(tx.conn(), text, values)).await?;
    let all: Result<_, DbErr> =
        rows.iter().map(|row| row.try_get_by_index(0).map(NeedId)).collect();
    Ok(all?)
}
