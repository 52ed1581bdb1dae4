//! The statements about what is set apart for agreements.

use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

use crate::agreements::price::{HeldPart, Part};
use crate::db::{DbError, WriteTx, sql};
use crate::id::{AccountId, AgreementId, CommunityId, CurrencyId, HoldId, ProfileId};
use crate::ledger::book::HoldState;
use crate::ledger::store::known;

fn read(row: &QueryResult) -> Result<(AgreementId, HeldPart), DbError> {
    let (part, state): (String, String) = (row.try_get_by_index(1)?, row.try_get_by_index(8)?);
    let held = HeldPart {
        part: known(&part, Part::from_key)?,
        hold: HoldId(row.try_get_by_index(2)?),
        currency: CurrencyId(row.try_get_by_index(3)?),
        payer: AccountId(row.try_get_by_index(4)?),
        payee: AccountId(row.try_get_by_index(5)?),
        amount: row.try_get_by_index(6)?,
        captured: row.try_get_by_index(7)?,
        state: known(&state, HoldState::from_key)?,
        disputed: row.try_get_by_index(9)?,
        expires_at: row.try_get_by_index(10)?,
    };
    Ok((AgreementId(row.try_get_by_index(0)?), held))
}

/// What is or was set apart for some agreements, which came out of the database.
pub(crate) async fn held_of(
    db: &impl ConnectionTrait,
    all: &[AgreementId],
) -> Result<Vec<(AgreementId, HeldPart)>, DbError> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=all.len()).map(|nth| format!("${nth}")).collect();
    let text = format!(
        "select g.agreement_id, g.part, h.id, a.currency_id, h.payer_id, h.payee_id, h.amount, \
         h.captured, h.state, h.disputed, h.expires_at from agreement_holds g \
         join holds h on h.id = g.hold_id join accounts a on a.id = h.payer_id \
         where g.agreement_id in ({}) order by g.agreement_id, g.part desc",
        places.join(", ")
    );
    let values: Vec<Value> = all.iter().map(|it| it.0.into()).collect();
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    db.query_all_raw(statement).await?.iter().map(read).collect()
}

/// Notes which hold is for what of an agreement, in the place of the one before it.
pub(crate) async fn keep_as(
    tx: &WriteTx,
    (agreement, part): (AgreementId, Part),
    hold: HoldId,
) -> Result<(), DbError> {
    let text = "insert into agreement_holds (agreement_id, part, hold_id) values ($1, $2, $3) \
        on conflict (agreement_id, part) do update set hold_id = excluded.hold_id";
    let values = [agreement.0.into(), part.key().into(), hold.0.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// Whether somebody of a profile belongs to a community.
pub(super) async fn belongs(
    db: &impl ConnectionTrait,
    of: CommunityId,
    profile: ProfileId,
) -> Result<bool, DbError> {
    let text = "select 1 from profile_members m join community_members c \
        on c.member_id = m.member_id \
        where m.profile_id = $1 and c.community_id = $2 and c.state = 'active' limit 1";
    let values: [Value; 2] = [profile.0.into(), of.0.into()];
    Ok(db.query_one_raw(sql(db, text, values)).await?.is_some())
}
