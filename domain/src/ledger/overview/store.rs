//! The statements of what organisers see of a currency.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};
use serde::Deserialize;

use super::model::{
    AccountFilter, AccountsQuery, GIVEN_MAX, House, Listed, MONTHS, Month, NAMED_MAX, NEAR_PERCENT,
    Quiet, months_before,
};
use crate::db::{DbError, sql};
use crate::id::{AccountId, CommunityId, CurrencyId, MemberId, ProfileId};
use crate::ledger::accounts::store::read;
use crate::ledger::book::CurrencyKind;
use crate::ledger::currencies::model::Currency;
use crate::listings::opening_hours::ZONE;
use crate::text::fold;

/// The columns of an account as `accounts::store` reads them, then the names of whose it is.
const ALL: &str = "select a.id, a.currency_id, a.kind, a.state, a.min_minor, a.max_minor, \
    a.received, a.paid, a.reserved, a.expected, a.profile_id, a.listing_id, a.soft_min_minor, \
    a.soft_max_minor, a.opened_at, a.moved_at, a.at_place, a.settled, p.name as holder_name, \
    l.facts as place_facts from accounts a \
    left join profiles p on p.id = a.profile_id left join listings l on l.id = a.listing_id";

/// What is read of the facts of a place.
#[derive(Deserialize)]
struct Place {
    name: String,
}

fn listed(row: &QueryResult) -> Result<Listed, DbError> {
    let (name, facts): (Option<String>, Option<String>) =
        (row.try_get_by("holder_name")?, row.try_get_by("place_facts")?);
    let place = facts.map(|it| serde_json::from_str::<Place>(&it)).transpose()?;
    Ok(Listed { held: read(row)?, name: place.map(|it| it.name).or(name) })
}

/// The accounts that are asked for.
pub(super) async fn accounts(
    db: &impl ConnectionTrait,
    of: CurrencyId,
    query: &AccountsQuery,
) -> Result<Vec<Listed>, DbError> {
    let mut values: Vec<Value> = vec![of.0.into()];
    let mut text = format!("{ALL} where a.currency_id = $1 and a.state <> 'closed'");
    let folded = fold(&query.text);
    if !folded.is_empty() {
        values.push(format!("%{folded}%").into());
        // What a name is found by stands beside people and places only.
        let others = called(db, of, &folded).await?;
        let places: Vec<String> = (3..others.len() + 3).map(|nth| format!("${nth}")).collect();
        values.extend(others.into_iter().map(|it| Value::from(it.0)));
        let others = match places.is_empty() {
            true => String::new(),
            false => format!("or a.profile_id in ({})", places.join(", ")),
        };
        text.push_str(&format!(
            " and (l.name_key like $2 {others} or exists (select 1 \
             from profile_members pm join members m on m.id = pm.member_id \
             where p.kind = 'person' and pm.profile_id = p.id and m.name_key like $2))"
        ));
    }
    match query.only {
        None => (),
        Some(AccountFilter::Frozen) => text.push_str(" and a.state = 'frozen'"),
        Some(AccountFilter::Unused) => {
            text.push_str(" and a.moved_at is null and a.kind not in ('fund', 'issuer')");
        }
        Some(AccountFilter::NearLimit) => text.push_str(&format!(
            " and ((a.min_minor < 0 \
               and a.balance <= coalesce(a.soft_min_minor, a.min_minor / 100 * {NEAR_PERCENT})) \
             or (a.max_minor > 0 \
               and a.balance >= coalesce(a.soft_max_minor, a.max_minor / 100 * {NEAR_PERCENT})))"
        )),
    }
    if let Some(after) = query.after {
        values.push(after.0.into());
        let nth = values.len();
        text.push_str(&format!(
            " and (a.name_key, a.id) > ((select b.name_key from accounts b \
               where b.id = ${nth} and b.currency_id = $1), ${nth})"
        ));
    }
    // The community's own have no name, and are the first that were opened.
    text.push_str(&format!(" order by a.name_key, a.id limit {}", query.first));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    db.query_all_raw(statement).await?.iter().map(listed).collect()
}

/// The households, organisations and merchants with an account that are called something like this,
/// the first [`GIVEN_MAX`] of them by name.
async fn called(
    db: &impl ConnectionTrait,
    of: CurrencyId,
    folded: &str,
) -> Result<Vec<ProfileId>, DbError> {
    let text = "select distinct p.id, p.name from profiles p join accounts a on a.profile_id = p.id \
        where a.currency_id = $1 and a.state <> 'closed' and p.kind <> 'person' order by p.name";
    let mut found = Vec::new();
    for row in &db.query_all_raw(sql(db, text, [of.0.into()])).await? {
        if fold(&row.try_get_by_index::<String>(1)?).contains(folded) {
            found.push(ProfileId(row.try_get_by_index(0)?));
        }
    }
    found.truncate(GIVEN_MAX as usize);
    Ok(found)
}

/// Some accounts of a currency.
pub(super) async fn named(
    db: &impl ConnectionTrait,
    of: CurrencyId,
    ids: &BTreeSet<AccountId>,
) -> Result<Vec<Listed>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value> = vec![of.0.into()];
    values.extend(ids.iter().map(|it| Value::from(it.0)));
    let places: Vec<String> = (2..=values.len()).map(|nth| format!("${nth}")).collect();
    let text = format!("{ALL} where a.currency_id = $1 and a.id in ({})", places.join(", "));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    db.query_all_raw(statement).await?.iter().map(listed).collect()
}

/// The fund, and the accounts of organisations and merchants that are not closed.
pub(super) async fn giveable(
    db: &impl ConnectionTrait,
    of: CurrencyId,
) -> Result<Vec<Listed>, DbError> {
    let text = format!(
        "{ALL} where a.currency_id = $1 and a.state <> 'closed' \
         and a.kind in ('fund', 'organisation', 'merchant') \
         order by case when a.kind = 'fund' then 0 else 1 end, lower(coalesce(p.name, '')), a.id \
         limit {GIVEN_MAX}"
    );
    db.query_all_raw(sql(db, &text, [of.0.into()])).await?.iter().map(listed).collect()
}

/// The organisations to which somebody of a community belongs.
pub(super) async fn organisations(
    db: &impl ConnectionTrait,
    of: CommunityId,
) -> Result<Vec<(ProfileId, String)>, DbError> {
    let text = format!(
        "select p.id, p.name from profiles p where p.kind = 'organisation' and exists (select 1 \
         from profile_members m join community_members c on c.member_id = m.member_id \
         where m.profile_id = p.id and c.community_id = $1 and c.state = 'active') \
         order by lower(p.name), p.id limit {GIVEN_MAX}"
    );
    let rows = db.query_all_raw(sql(db, &text, [of.0.into()])).await?;
    let read = |row: &QueryResult| -> Result<_, DbErr> {
        Ok((ProfileId(row.try_get_by_index(0)?), row.try_get_by_index(1)?))
    };
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// What some members are called.
pub(in crate::ledger) async fn deciders(
    db: &impl ConnectionTrait,
    ids: &BTreeSet<MemberId>,
) -> Result<HashMap<MemberId, String>, DbError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let values: Vec<Value> = ids.iter().map(|it| Value::from(it.0)).collect();
    let places: Vec<String> = (1..=values.len()).map(|nth| format!("${nth}")).collect();
    let text = format!("select id, name from members where id in ({})", places.join(", "));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    let rows = db.query_all_raw(statement).await?;
    let read = |row: &QueryResult| -> Result<_, DbErr> {
        Ok((MemberId(row.try_get_by_index(0)?), row.try_get_by_index(1)?))
    };
    let all: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(all?)
}

/// What was paid in the last months.
pub(super) async fn months(
    db: &impl ConnectionTrait,
    of: &Currency,
    now: DateTime<Utc>,
) -> Result<Vec<Month>, DbError> {
    // What is handed out of a fund was there before.
    let brings = |kind: &str| match kind {
        "issue" | "paper_in" => true,
        "handout" => of.kind == CurrencyKind::Issued,
        _ => false,
    };
    let firsts = months_before(now, MONTHS);
    let empty = |first| Month { first, payments: 0, paid: 0, brought_in: 0, taken_back: 0 };
    let mut months: Vec<Month> = firsts.iter().copied().map(empty).collect();
    let mut values: Vec<Value> = vec![of.id.0.into()];
    values.extend(firsts.iter().map(|it| Value::from(beginning(*it))));
    // From the latest month to the first, so that each transfer falls into its own.
    let cases: Vec<String> = (0..firsts.len())
        .rev()
        .map(|at| format!("when t.posted_at >= ${} then {at}", at + 2))
        .collect();
    // Numbers and times rise together, so that only those of these months are looked at.
    let text = format!(
        "select case {} else 0 end, t.kind, count(*), cast(sum(t.amount) as bigint) \
         from transfers t where t.currency_id = $1 and t.number > coalesce(( \
             select o.number from transfers o where o.currency_id = $1 and o.posted_at < $2 \
             order by o.number desc limit 1), 0) \
         and not exists (select 1 from transfers b where b.reverses_id = t.id) group by 1, 2",
        cases.join(" ")
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    for row in &db.query_all_raw(statement).await? {
        let at = whole(row, 0)?;
        let (kind, amount): (String, i64) = (row.try_get_by_index(1)?, row.try_get_by_index(3)?);
        let Some(month) = usize::try_from(at).ok().and_then(|at| months.get_mut(at)) else {
            continue;
        };
        match kind.as_str() {
            "payment" => (month.payments, month.paid) = (whole(row, 2)?, amount),
            it if brings(it) => month.brought_in += amount,
            "destroy" | "redemption" | "paper_out" => month.taken_back += amount,
            _ => (),
        }
    }
    Ok(months)
}

/// When a day begins, as the clock on the wall says.
fn beginning(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    let local = ZONE.from_local_datetime(&midnight).earliest();
    local.map_or_else(|| midnight.and_utc(), |it| it.to_utc())
}

/// A count; `case` and `count` are wider on one database than on the other.
fn whole(row: &QueryResult, at: usize) -> Result<u64, DbErr> {
    let wide = row.try_get_by_index::<i64>(at);
    let count = wide.or_else(|_| row.try_get_by_index::<i32>(at).map(i64::from))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// What the community itself holds.
pub(super) async fn house(db: &impl ConnectionTrait, of: CurrencyId) -> Result<House, DbError> {
    let held = "select kind, balance from accounts where currency_id = $1 \
        and kind in ('fund', 'issuer') and state <> 'closed'";
    let paper = "select cast(coalesce(sum(case when t.kind = 'paper_out' then t.amount \
            else -t.amount end), 0) as bigint) from transfers t \
        where t.currency_id = $1 and t.kind in ('paper_out', 'paper_in') \
        and not exists (select 1 from transfers b where b.reverses_id = t.id)";
    let mut house = House::default();
    for row in &db.query_all_raw(sql(db, held, [of.0.into()])).await? {
        let (kind, balance): (String, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        match kind.as_str() {
            "fund" => house.fund = balance,
            _ => house.issued = Some(-balance),
        }
    }
    if let Some(row) = db.query_one_raw(sql(db, paper, [of.0.into()])).await? {
        house.paper = row.try_get_by_index(0)?;
    }
    Ok(house)
}

/// The members of a community who never paid or were paid in a currency in person.
pub(super) async fn without_payment(
    db: &impl ConnectionTrait,
    (community, currency): (CommunityId, CurrencyId),
) -> Result<Quiet, DbError> {
    let none = "not exists (select 1 from profile_members pm \
        join accounts a on a.profile_id = pm.profile_id \
        where pm.member_id = m.id and a.currency_id = $2 and a.moved_at is not null)";
    quiet(db, none, vec![community.0.into(), currency.0.into()]).await
}

/// The members of a community who never put anything on its board.
pub(super) async fn without_post(
    db: &impl ConnectionTrait,
    community: CommunityId,
) -> Result<Quiet, DbError> {
    let none = "not exists (select 1 from posts o where o.author_id = m.id \
        and o.community_id = $1)";
    quiet(db, none, vec![community.0.into()]).await
}

async fn quiet(
    db: &impl ConnectionTrait,
    none: &str,
    values: Vec<Value>,
) -> Result<Quiet, DbError> {
    let from = format!(
        "from community_members c join members m on m.id = c.member_id \
         where c.community_id = $1 and c.state = 'active' and {none}"
    );
    let count = format!("select count(*) {from}");
    let names = format!("select m.id, m.name {from} order by m.name_key, m.id limit {NAMED_MAX}");
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, count, values.clone());
    let mut quiet = Quiet::default();
    if let Some(row) = db.query_one_raw(statement).await? {
        quiet.count = whole(&row, 0)?;
    }
    let statement = Statement::from_sql_and_values(backend, names, values);
    for row in &db.query_all_raw(statement).await? {
        let id = MemberId(row.try_get_by_index::<Uuid>(0)?);
        quiet.named.push((id, row.try_get_by_index(1)?));
    }
    Ok(quiet)
}
