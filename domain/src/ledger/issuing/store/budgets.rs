//! The statements of what organisations hand out.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use serde::Deserialize;

use crate::db::{DbError, WriteTx, sql};
use crate::id::{AccountId, BudgetId, CommunityId, CurrencyId, MemberId, ProfileId, TransferId};
use crate::ledger::issuing::model::{Budget, BudgetVersion, Handout, Proposal};
use crate::ledger::payments::model::Unit;

/// A budget with what is granted in a month `$1`, which its version of that month says.
const ALL: &str = "select b.id, b.currency_id, c.code, c.scale, b.profile_id, p.name, \
    coalesce((select v.amount from issue_budget_versions v where v.budget_id = b.id \
        and v.from_month <= $1 order by v.from_month desc limit 1), 0), \
    coalesce((select s.spent from issue_budget_months s where s.budget_id = b.id \
        and s.month = $1), 0), c.community_id \
    from issue_budgets b join currencies c on c.id = b.currency_id \
    join profiles p on p.id = b.profile_id";

fn read(row: &QueryResult) -> Result<(Budget, CommunityId), DbErr> {
    let currency = CurrencyId(row.try_get_by_index(1)?);
    let unit = Unit {
        currency,
        code: row.try_get_by_index(2)?,
        scale: u8::try_from(row.try_get_by_index::<i32>(3)?).unwrap_or_default(),
    };
    let budget = Budget {
        id: BudgetId(row.try_get_by_index(0)?),
        currency,
        unit,
        profile: ProfileId(row.try_get_by_index(4)?),
        name: row.try_get_by_index(5)?,
        granted: row.try_get_by_index(6)?,
        spent: row.try_get_by_index(7)?,
        versions: Vec::new(),
    };
    Ok((budget, CommunityId(row.try_get_by_index(8)?)))
}

async fn many<const N: usize>(
    db: &impl ConnectionTrait,
    (rest, versions): (&str, &str),
    values: [Value; N],
    of: Uuid,
) -> Result<Vec<(Budget, CommunityId)>, DbError> {
    let rows = db.query_all_raw(sql(db, &format!("{ALL} {rest}"), values)).await?;
    let mut all = rows.iter().map(read).collect::<Result<Vec<_>, DbErr>>()?;
    let text = format!(
        "select v.budget_id, v.from_month, v.amount, o.reason, o.proposed_by, o.decided_by \
         from issue_budget_versions v join issue_proposals o on o.id = v.proposal_id \
         join issue_budgets b on b.id = v.budget_id where {versions} \
         order by v.from_month desc"
    );
    let mut known: HashMap<Uuid, Vec<BudgetVersion>> = HashMap::new();
    for row in &db.query_all_raw(sql(db, &text, [of.into()])).await? {
        let version = BudgetVersion {
            from: row.try_get_by_index(1)?,
            amount: row.try_get_by_index(2)?,
            reason: row.try_get_by_index(3)?,
            proposed_by: row.try_get_by_index::<Option<Uuid>>(4)?.map(MemberId),
            confirmed_by: row.try_get_by_index::<Option<Uuid>>(5)?.map(MemberId),
        };
        known.entry(row.try_get_by_index(0)?).or_default().push(version);
    }
    for (budget, _) in &mut all {
        budget.versions = known.remove(&budget.id.0).unwrap_or_default();
    }
    Ok(all)
}

/// The budgets of a currency in a month, by the name of whose they are.
pub(in crate::ledger::issuing) async fn of_currency(
    db: &impl ConnectionTrait,
    of: CurrencyId,
    month: NaiveDate,
) -> Result<Vec<Budget>, DbError> {
    let rest = ("where b.currency_id = $2 order by p.name, b.id", "b.currency_id = $1");
    let all = many(db, rest, [month.into(), of.0.into()], of.0).await?;
    Ok(all.into_iter().map(|(it, _)| it).collect())
}

/// The budgets of the organisations to which somebody belongs, of currencies that are on, with the
/// community of each.
pub(in crate::ledger::issuing) async fn of_member(
    db: &impl ConnectionTrait,
    member: MemberId,
    month: NaiveDate,
) -> Result<Vec<(Budget, CommunityId)>, DbError> {
    let rest = "where c.is_on and b.profile_id in \
        (select m.profile_id from profile_members m where m.member_id = $2) \
        order by p.name, c.code, b.id";
    let versions = "b.profile_id in \
        (select m.profile_id from profile_members m where m.member_id = $1)";
    many(db, (rest, versions), [month.into(), member.0.into()], member.0).await
}

/// Of which currency a budget is, and whose.
pub(in crate::ledger::issuing) async fn whose(
    db: &impl ConnectionTrait,
    id: BudgetId,
) -> Result<Option<(CurrencyId, ProfileId)>, DbError> {
    let text = "select currency_id, profile_id from issue_budgets where id = $1";
    let read = |row: QueryResult| -> Result<_, DbErr> {
        Ok((CurrencyId(row.try_get_by_index(0)?), ProfileId(row.try_get_by_index(1)?)))
    };
    Ok(db.query_one_raw(sql(db, text, [id.0.into()])).await?.map(read).transpose()?)
}

/// The budget of an organisation, which is made where there is none.
pub(in crate::ledger::issuing) async fn ensure(
    tx: &WriteTx,
    (new, now): (BudgetId, DateTime<Utc>),
    (currency, profile): (CurrencyId, ProfileId),
) -> Result<BudgetId, DbError> {
    let text = "insert into issue_budgets (id, currency_id, profile_id, created_at) \
        values ($1, $2, $3, $4) on conflict (currency_id, profile_id) do nothing";
    let values = [new.0.into(), currency.0.into(), profile.0.into(), now.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    let text = "select id from issue_budgets where currency_id = $1 and profile_id = $2";
    let values = [currency.0.into(), profile.0.into()];
    let found = tx.conn().query_one_raw(sql(tx.conn(), text, values)).await?;
    let id = found.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(BudgetId(id.unwrap_or(new.0)))
}

/// What a budget is from a month on; a later decision about the same month stands for it.
pub(in crate::ledger::issuing) async fn put_version(
    tx: &WriteTx,
    (id, from): (BudgetId, NaiveDate),
    it: &Proposal,
) -> Result<(), DbError> {
    let text = "insert into issue_budget_versions (budget_id, from_month, amount, proposal_id) \
        values ($1, $2, $3, $4) on conflict (budget_id, from_month) do update \
        set amount = excluded.amount, proposal_id = excluded.proposal_id";
    let values = [id.0.into(), from.into(), it.amount.into(), it.id.0.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// How much was handed out in a month.
pub(in crate::ledger::issuing) async fn spent(
    db: &impl ConnectionTrait,
    of: (BudgetId, NaiveDate),
) -> Result<i64, DbError> {
    figure(db, "spent", of).await
}

/// What the version of a month says.
pub(in crate::ledger::issuing) async fn granted(
    db: &impl ConnectionTrait,
    (id, month): (BudgetId, NaiveDate),
) -> Result<i64, DbError> {
    let text = "select amount from issue_budget_versions where budget_id = $1 \
        and from_month <= $2 order by from_month desc limit 1";
    let found = db.query_one_raw(sql(db, text, [id.0.into(), month.into()])).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
}

/// How much is left of a month that was opened.
pub(in crate::ledger::issuing) async fn left(
    db: &impl ConnectionTrait,
    of: (BudgetId, NaiveDate),
) -> Result<i64, DbError> {
    figure(db, "granted - spent", of).await
}

async fn figure(
    db: &impl ConnectionTrait,
    what: &str,
    (id, month): (BudgetId, NaiveDate),
) -> Result<i64, DbError> {
    let text =
        format!("select {what} from issue_budget_months where budget_id = $1 and month = $2");
    let found = db.query_one_raw(sql(db, &text, [id.0.into(), month.into()])).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
}

/// A month that is under way gets what was decided for it.
pub(in crate::ledger::issuing) async fn regrant(
    tx: &WriteTx,
    (id, month): (BudgetId, NaiveDate),
    amount: i64,
) -> Result<(), DbError> {
    let text = "update issue_budget_months set granted = $1 where budget_id = $2 and month = $3";
    let values = [amount.into(), id.0.into(), month.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// Begins a month with what its version says, where it has not begun.
pub(in crate::ledger::issuing) async fn open_month(
    tx: &WriteTx,
    (id, month): (BudgetId, NaiveDate),
) -> Result<(), DbError> {
    let text = "insert into issue_budget_months (budget_id, month, granted) \
        select b.id, $1, coalesce((select v.amount from issue_budget_versions v \
            where v.budget_id = b.id and v.from_month <= $1 \
            order by v.from_month desc limit 1), 0) \
        from issue_budgets b where b.id = $2 on conflict (budget_id, month) do nothing";
    tx.conn().execute_raw(sql(tx.conn(), text, [month.into(), id.0.into()])).await?;
    Ok(())
}

/// Takes an amount out of a month; answers whether it had so much left.
pub(in crate::ledger::issuing) async fn spend(
    tx: &WriteTx,
    (id, month): (BudgetId, NaiveDate),
    amount: i64,
) -> Result<bool, DbError> {
    let text = "update issue_budget_months set spent = spent + $1 where budget_id = $2 \
        and month = $3 and spent + $1 <= granted";
    let values = [amount.into(), id.0.into(), month.into()];
    let done = tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(done.rows_affected() > 0)
}

/// Writes down who handed something out.
pub(in crate::ledger::issuing) async fn insert_handout(
    tx: &WriteTx,
    (transfer, budget): (TransferId, BudgetId),
    (month, by): (NaiveDate, MemberId),
) -> Result<(), DbError> {
    let text = "insert into issue_handouts (transfer_id, budget_id, month, by_id) \
        values ($1, $2, $3, $4)";
    let values = [transfer.0.into(), budget.0.into(), month.into(), by.0.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

const HANDOUTS: &str = "select t.id, h.budget_id, t.credit_id, p.name, p.kind, l.facts, t.amount, \
    case when n.hidden_at is null then n.purpose end, t.posted_at, \
    exists (select 1 from transfers b where b.reverses_id = t.id) \
    from issue_handouts h join transfers t on t.id = h.transfer_id \
    join accounts a on a.id = t.credit_id left join profiles p on p.id = a.profile_id \
    left join listings l on l.id = a.listing_id \
    left join transfer_notes n on n.transfer_id = t.id";

/// What is read of the facts of a place.
#[derive(Deserialize)]
struct Place {
    name: String,
}

/// A handout, and whether it went to a person.
fn handout_of(row: &QueryResult) -> Result<(Handout, bool), DbError> {
    let (name, kind): (Option<String>, Option<String>) =
        (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
    let facts: Option<String> = row.try_get_by_index(5)?;
    let place = facts.map(|it| serde_json::from_str::<Place>(&it)).transpose()?;
    let is_person = kind.as_deref() == Some("person") && place.is_none();
    let handout = Handout {
        transfer: TransferId(row.try_get_by_index(0)?),
        budget: BudgetId(row.try_get_by_index::<Option<Uuid>>(1)?.unwrap_or_default()),
        to: AccountId(row.try_get_by_index(2)?),
        name: place.map(|it| it.name).or(name),
        amount: row.try_get_by_index(6)?,
        purpose: row.try_get_by_index::<Option<String>>(7)?.filter(|it| !it.is_empty()),
        posted_at: row.try_get_by_index(8)?,
        is_reversed: row.try_get_by_index(9)?,
    };
    Ok((handout, is_person))
}

/// What was handed out of a budget, the latest first.
pub(in crate::ledger::issuing) async fn handouts(
    db: &impl ConnectionTrait,
    of: BudgetId,
    most: u32,
) -> Result<Vec<(Handout, bool)>, DbError> {
    let text = format!(
        "{HANDOUTS} where h.budget_id = $1 order by t.posted_at desc, t.number desc limit {most}"
    );
    db.query_all_raw(sql(db, &text, [of.0.into()])).await?.iter().map(handout_of).collect()
}

/// What was handed out as a transfer.
pub(in crate::ledger::issuing) async fn handout(
    db: &impl ConnectionTrait,
    id: TransferId,
) -> Result<Option<(Handout, bool)>, DbError> {
    let text = format!("{HANDOUTS} where h.transfer_id = $1");
    db.query_one_raw(sql(db, &text, [id.0.into()])).await?.as_ref().map(handout_of).transpose()
}
