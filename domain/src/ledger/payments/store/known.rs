//! What payments name, for many of them at once: the text of a statement is the same however many
//! there are.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;

use crate::db::{Db, DbError, sql};
use crate::id::{AccountId, MemberId, ProfileId};
use crate::ledger::journal::Outcome;
use crate::ledger::store::rows::{Of, Row, Rows, source_on};

/// What the books answered, and what had been asked as it was typed.
pub(in crate::ledger::payments) type Answered = (Outcome, Option<String>);

/// What was answered to accounts under keys.
pub(in crate::ledger::payments) async fn answered(
    db: &Db,
    of: impl Iterator<Item = (AccountId, Uuid)>,
) -> Result<HashMap<(AccountId, Uuid), Answered>, DbError> {
    let mut rows = Rows::default();
    for (account, key) in of {
        rows.push(Row::default().id("account_id", account.0).id("key", key));
    }
    let these = source_on(db.backend(), &[("account_id", Of::Id), ("key", Of::Id)]);
    let text = format!(
        "select s.account_id, s.key, s.answer, s.said from {these} \
         join ledger_answers s on s.account_id = r.account_id and s.key = r.key"
    );
    let read = |it: &sea_orm::QueryResult| {
        let answer: String = it.try_get_by_index(2)?;
        let key = (AccountId(it.try_get_by_index(0)?), it.try_get_by_index(1)?);
        Ok((key, (serde_json::from_str(&answer)?, it.try_get_by_index(3)?)))
    };
    asked(db, rows, &text).await?.iter().map(read).collect()
}

/// Which members and the people of which homes blocked each other.
pub(in crate::ledger::payments) async fn apart(
    db: &Db,
    of: impl Iterator<Item = (MemberId, ProfileId)>,
) -> Result<HashSet<(MemberId, ProfileId)>, DbError> {
    let mut rows = Rows::default();
    for (member, profile) in of {
        rows.push(Row::default().id("member_id", member.0).id("profile_id", profile.0));
    }
    let these = source_on(db.backend(), &[("member_id", Of::Id), ("profile_id", Of::Id)]);
    // Either way round by its own index.
    let text = format!(
        "select r.member_id, r.profile_id from {these} \
         join profiles p on p.id = r.profile_id and p.kind in ('person', 'household') \
         join profile_members m on m.profile_id = p.id \
         where exists (select 1 from member_blocks b \
             where b.member_id = r.member_id and b.blocked_id = m.member_id) \
         or exists (select 1 from member_blocks b \
             where b.member_id = m.member_id and b.blocked_id = r.member_id)"
    );
    let read = |it: &sea_orm::QueryResult| {
        Ok((MemberId(it.try_get_by_index(0)?), ProfileId(it.try_get_by_index(1)?)))
    };
    asked(db, rows, &text).await?.iter().map(read).collect()
}

/// How many tries were counted under keys, and since when.
pub(in crate::ledger::payments) async fn tries(
    db: &Db,
    keys: impl Iterator<Item = &str>,
) -> Result<HashMap<String, (i32, DateTime<Utc>)>, DbError> {
    let mut rows = Rows::default();
    for key in keys {
        rows.push(Row::default().with("key", key));
    }
    let these = source_on(db.backend(), &[("key", Of::Text)]);
    let text =
        format!("select t.key, t.tries, t.since from {these} join attempts t on t.key = r.key");
    let read = |it: &sea_orm::QueryResult| {
        let counted = (it.try_get_by_index(1)?, it.try_get_by_index(2)?);
        Ok((it.try_get_by_index(0)?, counted))
    };
    asked(db, rows, &text).await?.iter().map(read).collect()
}

/// Asks of these; nothing where there are none.
async fn asked(db: &Db, rows: Rows, text: &str) -> Result<Vec<sea_orm::QueryResult>, DbError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let db = db.reader();
    Ok(db.query_all_raw(sql(db, text, [rows.json()])).await?)
}
