//! The statements about thanks, and about how somebody is to agree with.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

use super::places;
use crate::agreements::model::ThankYou;
use crate::db::{DbError, WriteTx, sql};
use crate::id::{AgreementId, CommunityId, MemberId};

const ALL: &str = "select t.agreement_id, t.by_id, t.to_id, t.words, t.kept, t.private, t.reply, t.at, \
     a.community_id from thanks t join agreements a on a.id = t.agreement_id";
/// Of so many of the last replies is counted how long an answer took.
const ANSWERS_MAX: u32 = 20;

/// Thanks as they are kept.
#[derive(Clone, Debug)]
pub(in crate::agreements) struct KeptThanks {
    pub(in crate::agreements) agreement: AgreementId,
    pub(in crate::agreements) by: MemberId,
    pub(in crate::agreements) to: MemberId,
    pub(in crate::agreements) said: ThankYou,
    pub(in crate::agreements) reply: Option<String>,
    pub(in crate::agreements) at: DateTime<Utc>,
    pub(in crate::agreements) community: CommunityId,
}

fn read(row: &QueryResult) -> Result<KeptThanks, DbErr> {
    Ok(KeptThanks {
        agreement: AgreementId(row.try_get_by_index(0)?),
        by: MemberId(row.try_get_by_index(1)?),
        to: MemberId(row.try_get_by_index(2)?),
        said: ThankYou {
            words: row.try_get_by_index(3)?,
            kept: row.try_get_by_index(4)?,
            private: row.try_get_by_index(5)?,
        },
        reply: row.try_get_by_index(6)?,
        at: row.try_get_by_index(7)?,
        community: CommunityId(row.try_get_by_index(8)?),
    })
}

async fn many(
    db: &impl ConnectionTrait,
    rest: &str,
    values: Vec<Value>,
) -> Result<Vec<KeptThanks>, DbError> {
    let text = format!("{ALL} where {rest}");
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    let all: Result<_, DbErr> = db.query_all_raw(statement).await?.iter().map(read).collect();
    Ok(all?)
}

/// What was written to thank in some agreements, the earliest first.
pub(in crate::agreements) async fn thanks_in(
    db: &impl ConnectionTrait,
    of: &[AgreementId],
) -> Result<Vec<KeptThanks>, DbError> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let rest = format!("t.agreement_id in ({}) order by t.at, t.by_id", places(1, of.len()));
    many(db, &rest, of.iter().map(|it| it.0.into()).collect()).await
}

/// What was written to thank somebody, the latest first.
pub(in crate::agreements) async fn thanks_to(
    db: &impl ConnectionTrait,
    member: MemberId,
    most: u64,
) -> Result<Vec<KeptThanks>, DbError> {
    let rest = format!(
        "t.to_id = $1 and t.words is not null order by t.at desc, t.agreement_id limit {most}"
    );
    many(db, &rest, vec![member.0.into()]).await
}

/// What was told to the stewards of a community, and neither by nor of somebody; the latest first.
pub(in crate::agreements) async fn private_in(
    db: &impl ConnectionTrait,
    (community, but): (CommunityId, MemberId),
    most: u64,
) -> Result<Vec<KeptThanks>, DbError> {
    let rest = format!(
        "a.community_id = $1 and t.private is not null and t.by_id <> $2 and t.to_id <> $2 \
         order by t.at desc, t.agreement_id limit {most}"
    );
    many(db, &rest, vec![community.0.into(), but.0.into()]).await
}

/// Somebody thanks somebody.
pub(in crate::agreements) async fn insert_thanks(
    tx: &WriteTx,
    (of, by, to): (AgreementId, MemberId, MemberId),
    it: &ThankYou,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table("thanks")
        .columns(["agreement_id", "by_id", "to_id", "words", "kept", "private", "at"])
        .values_panic([
            of.0.into(),
            by.0.into(),
            to.0.into(),
            it.words.clone().into(),
            it.kept.into(),
            it.private.clone().into(),
            now.into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// The one reply to thanks; false where there is one.
pub(in crate::agreements) async fn put_reply(
    tx: &WriteTx,
    (of, to): (AgreementId, MemberId),
    words: &str,
) -> Result<bool, DbError> {
    let update = Query::update()
        .table("thanks")
        .value("reply", words)
        .and_where(Expr::col("agreement_id").eq(of.0))
        .and_where(Expr::col("to_id").eq(to.0))
        .and_where(Expr::col("words").is_not_null())
        .and_where(Expr::col("reply").is_null())
        .take();
    Ok(tx.conn().execute(&update).await?.rows_affected() == 1)
}

/// How long some members took to answer the last replies to posts of theirs.
pub(in crate::agreements) async fn answers(
    db: &impl ConnectionTrait,
    members: &[MemberId],
) -> Result<HashMap<MemberId, Vec<TimeDelta>>, DbError> {
    let text = format!(
        "select owner_id, created_at, answered_at from (select owner_id, created_at, \
         answered_at, row_number() over (partition by owner_id order by created_at desc, id) \
         as nth from agreements where answered_at is not null and owner_id in ({})) as latest \
         where nth <= {ANSWERS_MAX}",
        places(1, members.len())
    );
    let values = members.iter().map(|it| it.0.into());
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    let mut all: HashMap<MemberId, Vec<TimeDelta>> = HashMap::new();
    for row in db.query_all_raw(statement).await? {
        let (asked, answered): (DateTime<Utc>, DateTime<Utc>) =
            (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        all.entry(MemberId(row.try_get_by_index(0)?)).or_default().push(answered - asked);
    }
    Ok(all)
}

/// How many agreements of some members were done, and in how many of those the other said that
/// they did not keep it.
pub(in crate::agreements) async fn finished(
    db: &impl ConnectionTrait,
    members: &[MemberId],
) -> Result<HashMap<MemberId, (u32, u32)>, DbError> {
    let some = places(1, members.len());
    let text = format!(
        "select w.who, cast(count(*) as integer), \
         cast(coalesce(sum(case when t.kept = false then 1 else 0 end), 0) as integer) from \
         (select owner_id as who, id from agreements where state = 'done' and owner_id in ({some}) \
         union all \
         select replier_id as who, id from agreements where state = 'done' \
         and replier_id in ({some})) as w \
         left join thanks t on t.agreement_id = w.id and t.to_id = w.who group by w.who"
    );
    let values = members.iter().map(|it| it.0.into());
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    let read = |row: &QueryResult| {
        let (done, broken): (i32, i32) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        Ok((MemberId(row.try_get_by_index(0)?), (done.unsigned_abs(), broken.unsigned_abs())))
    };
    let all: Result<_, DbErr> = db.query_all_raw(statement).await?.iter().map(read).collect();
    Ok(all?)
}

/// Whether somebody said something of an agreement already.
pub(in crate::agreements) async fn has_thanked(
    tx: &WriteTx,
    (of, by): (AgreementId, MemberId),
) -> Result<bool, DbError> {
    let text = "select 1 from thanks where agreement_id = $1 and by_id = $2";
    let statement = sql(tx.conn(), text, [of.0.into(), by.0.into()]);
    Ok(tx.conn().query_one_raw(statement).await?.is_some())
}
