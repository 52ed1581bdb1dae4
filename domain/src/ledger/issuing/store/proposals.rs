//! The statements of what one organiser proposes and another confirms.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use crate::db::{DbError, WriteTx, sql};
use crate::id::{AccountId, CurrencyId, MemberId, ProfileId, ProposalId, TransferId};
use crate::ledger::issuing::model::{Notes, Proposal, ProposalKind, ProposalState};
use crate::ledger::store::known;

const ALL: &str = "select id, currency_id, kind, account_id, profile_id, from_month, amount, \
    notes, note_value, reason, state, proposed_by, created_at, expires_at, decided_by, \
    decided_at, transfer_id from issue_proposals";

fn read(row: &QueryResult, now: DateTime<Utc>) -> Result<Proposal, DbErr> {
    let (kind, state): (String, String) = (row.try_get_by_index(2)?, row.try_get_by_index(10)?);
    let uuid = |at| row.try_get_by_index::<Option<Uuid>>(at);
    let (profile, month) = (uuid(4)?, row.try_get_by_index::<Option<NaiveDate>>(5)?);
    let (count, value) = (row.try_get_by_index(7)?, row.try_get_by_index(8)?);
    let (state, expires_at) = (known(&state, ProposalState::from_key)?, row.try_get_by_index(13)?);
    let is_over = state == ProposalState::Waiting && expires_at <= now;
    Ok(Proposal {
        id: ProposalId(row.try_get_by_index(0)?),
        currency: CurrencyId(row.try_get_by_index(1)?),
        kind: known(&kind, ProposalKind::from_key)?,
        account: uuid(3)?.map(AccountId),
        budget: profile.map(ProfileId).zip(month),
        amount: row.try_get_by_index(6)?,
        notes: Option::zip(count, value).map(|(count, value)| Notes { count, value }),
        reason: row.try_get_by_index(9)?,
        // What is over is so before anybody notes it.
        state: if is_over { ProposalState::Expired } else { state },
        proposed_by: uuid(11)?.map(MemberId),
        created_at: row.try_get_by_index(12)?,
        expires_at,
        decided_by: uuid(14)?.map(MemberId),
        decided_at: row.try_get_by_index(15)?,
        transfer: uuid(16)?.map(TransferId),
    })
}

/// What was proposed under an id.
pub(in crate::ledger::issuing) async fn by_id(
    db: &impl ConnectionTrait,
    (id, now): (ProposalId, DateTime<Utc>),
) -> Result<Option<Proposal>, DbError> {
    let text = format!("{ALL} where id = $1");
    let found = db.query_one_raw(sql(db, &text, [id.0.into()])).await?;
    Ok(found.map(|row| read(&row, now)).transpose()?)
}

/// How much of a currency waits.
pub(in crate::ledger::issuing) async fn count_waiting(
    db: &impl ConnectionTrait,
    of: CurrencyId,
    now: DateTime<Utc>,
) -> Result<u64, DbError> {
    let text = "select count(*) from issue_proposals where currency_id = $1 \
        and state = 'waiting' and expires_at > $2";
    let found = db.query_one_raw(sql(db, text, [of.0.into(), now.into()])).await?;
    let count = found.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    Ok(u64::try_from(count.unwrap_or_default()).unwrap_or_default())
}

/// What waits, the oldest first, then what is over, the latest first.
pub(in crate::ledger::issuing) async fn of_currency(
    db: &impl ConnectionTrait,
    (of, now): (CurrencyId, DateTime<Utc>),
    most_ended: u32,
) -> Result<Vec<Proposal>, DbError> {
    let waits = format!(
        "{ALL} where currency_id = $1 and state = 'waiting' and expires_at > $2 \
         order by created_at, id"
    );
    let ended = format!(
        "{ALL} where currency_id = $1 and (state <> 'waiting' or expires_at <= $2) \
         order by created_at desc, id desc limit {most_ended}"
    );
    let mut all = Vec::new();
    for text in [waits, ended] {
        for row in &db.query_all_raw(sql(db, &text, [of.0.into(), now.into()])).await? {
            all.push(read(row, now)?);
        }
    }
    Ok(all)
}

/// Something new that waits.
pub(in crate::ledger::issuing) async fn insert(tx: &WriteTx, it: &Proposal) -> Result<(), DbError> {
    let text = "insert into issue_proposals (id, currency_id, kind, account_id, profile_id, \
        from_month, amount, notes, note_value, reason, state, proposed_by, created_at, \
        expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let values = [
        it.id.0.into(),
        it.currency.0.into(),
        it.kind.key().into(),
        it.account.map(|it| it.0).into(),
        it.budget.map(|(profile, _)| profile.0).into(),
        it.budget.map(|(_, month)| month).into(),
        it.amount.into(),
        it.notes.map(|it| it.count).into(),
        it.notes.map(|it| it.value).into(),
        it.reason.clone().into(),
        it.state.key().into(),
        it.proposed_by.map(|it| it.0).into(),
        it.created_at.into(),
        it.expires_at.into(),
    ];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// What was decided about it.
pub(in crate::ledger::issuing) async fn decide(tx: &WriteTx, it: &Proposal) -> Result<(), DbError> {
    let text = "update issue_proposals set state = $1, decided_by = $2, decided_at = $3, \
        transfer_id = $4 where id = $5 and state = 'waiting'";
    let values = [
        it.state.key().into(),
        it.decided_by.map(|it| it.0).into(),
        it.decided_at.into(),
        it.transfer.map(|it| it.0).into(),
        it.id.0.into(),
    ];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}
