//! The statements about who leaves.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

use crate::db::{DbError, WriteTx, sql};
use crate::id::{AccountId, CurrencyId, MemberId, ProfileId};

/// How many ids are asked for at once.
const IDS_MAX: usize = 500;

/// Asks about these ids, which stand at `{}` in the text.
async fn about(
    db: &impl ConnectionTrait,
    text: &str,
    ids: impl Iterator<Item = Uuid>,
) -> Result<Vec<QueryResult>, DbErr> {
    let ids: Vec<Uuid> = ids.collect();
    let mut rows = Vec::new();
    for some in ids.chunks(IDS_MAX) {
        let places: Vec<String> = (1..=some.len()).map(|nth| format!("${nth}")).collect();
        let text = text.replace("{}", &places.join(", "));
        let (backend, values) = (db.get_database_backend(), some.iter().map(|it| Value::from(*it)));
        rows.extend(db.query_all_raw(Statement::from_sql_and_values(backend, text, values)).await?);
    }
    Ok(rows)
}

/// The profiles to which any of some members belong, in the order of their ids.
pub(super) async fn profiles_of_all(
    db: &impl ConnectionTrait,
    members: &[MemberId],
) -> Result<BTreeSet<ProfileId>, DbError> {
    let text = "select profile_id from profile_members where member_id in ({})";
    let rows = about(db, text, members.iter().map(|it| it.0)).await?;
    let all: Result<_, DbErr> =
        rows.iter().map(|row| row.try_get_by_index(0).map(ProfileId)).collect();
    Ok(all?)
}

/// The profiles that go with some members: nobody else belongs to them.
pub(super) async fn only_of(
    db: &impl ConnectionTrait,
    members: &[MemberId],
) -> Result<Vec<ProfileId>, DbError> {
    let mut all = profiles_of_all(db, members).await?;
    let leaving: BTreeSet<MemberId> = members.iter().copied().collect();
    let text = "select profile_id, member_id from profile_members where profile_id in ({})";
    for row in &about(db, text, all.clone().into_iter().map(|it| it.0)).await? {
        if !leaving.contains(&MemberId(row.try_get_by_index(1)?)) {
            all.remove(&ProfileId(row.try_get_by_index(0)?));
        }
    }
    Ok(all.into_iter().collect())
}

/// Whether two disagree about something that is set apart of a profile, or for it.
pub(super) async fn has_disputed(
    db: &impl ConnectionTrait,
    profile: ProfileId,
) -> Result<bool, DbError> {
    let side = |column: &str| {
        format!(
            "select 1 from holds h join accounts a on a.id = h.{column} \
             where a.profile_id = $1 and h.state = 'standing' and h.disputed"
        )
    };
    let text = format!("{} union all {} limit 1", side("payer_id"), side("payee_id"));
    Ok(db.query_one_raw(sql(db, &text, [profile.0.into()])).await?.is_some())
}

/// The numbers of the last transfers of currencies.
pub(super) async fn last_numbers(
    db: &impl ConnectionTrait,
    of: &BTreeSet<CurrencyId>,
) -> Result<BTreeMap<CurrencyId, i64>, DbError> {
    let text = "select id, last_number from currencies where id in ({})";
    let rows = about(db, text, of.iter().map(|it| it.0)).await?;
    let read =
        |row: &QueryResult| Ok((CurrencyId(row.try_get_by_index(0)?), row.try_get_by_index(1)?));
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// Forgets what was written beside what was paid from an account and to it, after a number.
pub(super) async fn forget_words(tx: &WriteTx, id: AccountId, after: i64) -> Result<(), DbError> {
    let text = "delete from transfer_notes where transfer_id in ( \
        select id from transfers where debit_id = $1 and number > $2 \
        union all select id from transfers where credit_id = $1 and number > $2)";
    tx.conn().execute_raw(sql(tx.conn(), text, [id.0.into(), after.into()])).await?;
    Ok(())
}

/// Forgets whose an account was, by which code it was paid, what it asked for and was asked for,
/// and why anything was decided about it.
pub(super) async fn forget(tx: &WriteTx, id: AccountId) -> Result<(), DbError> {
    for text in [
        "update payment_requests set purpose = null, hidden_at = null where payer_id = $1 \
         and (purpose is not null or hidden_at is not null)",
        "update payment_requests set purpose = null where purpose is not null and payee_id = $1",
        "update ledger_answers set said = null where account_id = $1",
        "delete from account_codes where account_id = $1",
        "delete from hidden_purposes where account_id = $1",
        "delete from account_limits where account_id = $1",
        // What was paid in euros stays, as a number.
        "delete from redemptions where account_id = $1 and state <> 'paid'",
        "update accounts set profile_id = null, listing_id = null where id = $1",
    ] {
        tx.conn().execute_raw(sql(tx.conn(), text, [id.0.into()])).await?;
    }
    Ok(())
}
