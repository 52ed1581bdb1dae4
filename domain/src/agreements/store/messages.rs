//! The statements about messages.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

use super::{pair, places, somebody};
use crate::agreements::model::{Message, Words};
use crate::db::{DbError, WriteTx, sql};
use crate::id::{AgreementId, MemberId, MessageId};

const ALL: &str = "select m.id, m.agreement_id, m.author_id, m.by_id, m.words, m.starts_at, m.ends_at, m.at \
     from messages m";

fn read(row: &QueryResult, me: MemberId) -> Result<Message, DbErr> {
    let author = MemberId(row.try_get_by_index(2)?);
    let words: Option<String> = row.try_get_by_index(4)?;
    let words = match pair(row, 5)? {
        Some((from, until)) => Words::Moment { from, until },
        None => Words::Text(words.unwrap_or_default()),
    };
    Ok(Message {
        id: MessageId(row.try_get_by_index(0)?),
        agreement: AgreementId(row.try_get_by_index(1)?),
        author,
        by: somebody(row, 3)?,
        is_mine: author == me,
        words,
        photo: None,
        at: row.try_get_by_index(7)?,
    })
}

/// A new message. Whether a list of words names something of it is only written down: nobody reads
/// a conversation for that, and what one of the two reports has its own reason.
pub(in crate::agreements) async fn insert_message(
    tx: &WriteTx,
    it: &Message,
    flagged: bool,
) -> Result<(), DbError> {
    let (kind, words, moment) = match &it.words {
        Words::Text(words) => ("text", Some(words.clone()), None),
        Words::Moment { from, until } => ("moment", None, Some((*from, *until))),
    };
    let (starts_at, ends_at) = moment.unzip();
    let mut insert = Query::insert();
    insert
        .into_table("messages")
        .columns([
            "id",
            "agreement_id",
            "author_id",
            "by_id",
            "kind",
            "words",
            "starts_at",
            "ends_at",
            "flagged",
            "at",
        ])
        .values_panic([
            it.id.0.into(),
            it.agreement.0.into(),
            it.author.0.into(),
            it.by.map(|it| it.0).into(),
            kind.into(),
            words.into(),
            starts_at.into(),
            ends_at.into(),
            flagged.into(),
            it.at.into(),
        ]);
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// Messages of an agreement, the latest first; before one of them, those that came before it.
pub(in crate::agreements) async fn messages(
    db: &impl ConnectionTrait,
    (of, me): (AgreementId, MemberId),
    (most, before): (u64, Option<MessageId>),
) -> Result<Vec<Message>, DbError> {
    let mut values: Vec<Value> = vec![of.0.into()];
    let mut text = format!("{ALL} where m.agreement_id = $1");
    if let Some(before) = before {
        values.push(before.0.into());
        text.push_str(
            " and (m.at, m.id) < \
             (select b.at, b.id from messages b where b.id = $2 and b.agreement_id = $1)",
        );
    }
    text.push_str(&format!(" order by m.at desc, m.id desc limit {most}"));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    let rows = db.query_all_raw(statement).await?;
    let all: Result<_, DbErr> = rows.iter().map(|row| read(row, me)).collect();
    Ok(all?)
}

/// All messages of somebody's agreements, the earliest first.
pub(in crate::agreements) async fn messages_of(
    db: &impl ConnectionTrait,
    me: MemberId,
) -> Result<Vec<Message>, DbError> {
    let text = format!(
        "{ALL} join agreements a on a.id = m.agreement_id \
         where a.owner_id = $1 or a.replier_id = $1 order by m.at, m.id"
    );
    let rows = db.query_all_raw(sql(db, &text, [me.0.into()])).await?;
    let all: Result<_, DbErr> = rows.iter().map(|row| read(row, me)).collect();
    Ok(all?)
}

/// In which agreement a message stands.
pub(in crate::agreements) async fn agreement_of(
    db: &impl ConnectionTrait,
    id: MessageId,
) -> Result<Option<AgreementId>, DbError> {
    let text = "select agreement_id from messages where id = $1";
    let row = db.query_one_raw(sql(db, text, [id.0.into()])).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.map(AgreementId))
}

/// Somebody read an agreement's messages until a time.
pub(in crate::agreements) async fn put_read(
    tx: &WriteTx,
    (of, member): (AgreementId, MemberId),
    at: DateTime<Utc>,
) -> Result<(), DbError> {
    let mut insert = Query::insert();
    insert
        .into_table("agreement_reads")
        .columns(["agreement_id", "member_id", "read_at"])
        .values_panic([of.0.into(), member.0.into(), at.into()])
        .on_conflict(
            OnConflict::columns(["agreement_id", "member_id"]).update_column("read_at").to_owned(),
        );
    tx.conn().execute(&insert).await?;
    Ok(())
}

/// How many messages of some agreements somebody has not read.
pub(in crate::agreements) async fn unread(
    db: &impl ConnectionTrait,
    member: MemberId,
    of: &[AgreementId],
) -> Result<HashMap<AgreementId, u64>, DbError> {
    if of.is_empty() {
        return Ok(HashMap::new());
    }
    let text = format!(
        "select m.agreement_id, count(*) from messages m left join agreement_reads r \
         on r.agreement_id = m.agreement_id and r.member_id = $1 \
         where m.author_id <> $1 and (r.read_at is null or m.at > r.read_at) \
         and m.agreement_id in ({}) group by m.agreement_id",
        places(2, of.len())
    );
    let values = std::iter::once(member.0.into()).chain(of.iter().map(|it| it.0.into()));
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, text, values);
    let read = |row: &QueryResult| {
        let count: i64 = row.try_get_by_index(1)?;
        Ok((AgreementId(row.try_get_by_index(0)?), count.unsigned_abs()))
    };
    let all: Result<_, DbErr> = db.query_all_raw(statement).await?.iter().map(read).collect();
    Ok(all?)
}

/// How many messages to somebody they have not read.
pub(in crate::agreements) async fn all_unread(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<u64, DbError> {
    let text = "select count(*) from agreements a join messages m on m.agreement_id = a.id \
        left join agreement_reads r on r.agreement_id = a.id and r.member_id = $1 \
        where (a.owner_id = $1 or a.replier_id = $1) and m.author_id <> $1 \
        and (r.read_at is null or m.at > r.read_at)";
    let row = db.query_one_raw(sql(db, text, [member.0.into()])).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    Ok(count.unsigned_abs())
}

/// Takes away messages of before a time, so many at most.
pub(in crate::agreements) async fn forget_messages(
    tx: &WriteTx,
    before: DateTime<Utc>,
    most: u64,
) -> Result<u64, DbError> {
    let text = format!(
        "delete from messages where id in \
         (select id from messages where at < $1 order by at limit {most})"
    );
    let gone = tx.conn().execute_raw(sql(tx.conn(), &text, [before.into()])).await?;
    Ok(gone.rows_affected())
}
