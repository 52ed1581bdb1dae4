//! The statements about payments.

pub(super) mod known;
pub(super) mod purposes;

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

use super::model::{Counterparty, Unit};
use crate::db::{Db, DbError, padded, sql};
use crate::id::{
    AccountId, AgreementId, CommunityId, HoldId, ListingId, MemberId, PaymentRequestId, ProfileId,
    TransferId,
};
use crate::ledger::accounts::model::{Held, Holder};
use crate::ledger::accounts::store::{COLUMNS, COLUMNS_LEN, read as read_held};
use crate::ledger::book::{HoldState, PaymentRequestState, Transfer};
use crate::ledger::journal::Outcome;
use crate::ledger::store::{known, transfer as read_transfer};
use crate::profiles::model::ProfileKind;

/// A transfer with what stands beside it.
pub(super) struct Row {
    pub(super) transfer: Transfer,
    pub(super) purpose: Option<String>,
    pub(super) category: Option<String>,
    pub(super) reversed_by: Option<TransferId>,
}

const ROW: &str = "select t.id, t.number, t.debit_id, t.credit_id, t.amount, t.kind, \
    t.reverses_id, t.levy_of_id, t.hold_id, t.posted_at, t.note_digest, t.hash, t.currency_id, \
    t.debit_after, t.credit_after, \
    case when n.hidden_at is null then n.purpose end, n.category, \
    (select b.id from transfers b where b.reverses_id = t.id) \
    from transfers t left join transfer_notes n on n.transfer_id = t.id";

fn row(it: &QueryResult) -> Result<Row, DbError> {
    let purpose: Option<String> = it.try_get_by_index(15)?;
    Ok(Row {
        transfer: read_transfer(it)?,
        purpose: purpose.filter(|it| !it.is_empty()),
        category: it.try_get_by_index(16)?,
        reversed_by: it.try_get_by_index::<Option<Uuid>>(17)?.map(TransferId),
    })
}

/// The transfer with an id.
pub(super) async fn transfer(
    db: &impl ConnectionTrait,
    id: TransferId,
) -> Result<Option<Row>, DbError> {
    let text = format!("{ROW} where t.id = $1");
    db.query_one_raw(sql(db, &text, [id.0.into()])).await?.as_ref().map(row).transpose()
}

/// What the books answered to an account under a key, and what had been asked as it was typed.
pub(super) async fn answered(
    db: &impl ConnectionTrait,
    (account, key): (AccountId, Uuid),
) -> Result<Option<(Outcome, Option<String>)>, DbError> {
    let text = "select answer, said from ledger_answers where account_id = $1 and key = $2";
    let found = db.query_one_raw(sql(db, text, [account.0.into(), key.into()])).await?;
    let Some(row) = found else { return Ok(None) };
    let answer: String = row.try_get_by_index(0)?;
    Ok(Some((serde_json::from_str(&answer)?, row.try_get_by_index(1)?)))
}

/// Between which accounts a transfer went.
pub(super) async fn parties(
    db: &impl ConnectionTrait,
    id: TransferId,
) -> Result<Option<(AccountId, AccountId)>, DbError> {
    let text = "select debit_id, credit_id from transfers where id = $1";
    let found = db.query_one_raw(sql(db, text, [id.0.into()])).await?;
    let read = |it: QueryResult| {
        Ok((AccountId(it.try_get_by_index(0)?), AccountId(it.try_get_by_index(1)?)))
    };
    found.map(read).transpose()
}

/// From when on, until when, and which way of an account's transfers.
type Filters = (Option<DateTime<Utc>>, Option<DateTime<Utc>>, Option<bool>);

/// The transfers of an account before a number, the latest first.
pub(super) async fn of_account(
    db: &impl ConnectionTrait,
    (of, before): (AccountId, i64),
    (since, until, is_out): Filters,
    most: u64,
) -> Result<Vec<Row>, DbError> {
    let mut values: Vec<Value> = vec![of.0.into(), before.into()];
    let mut and = String::new();
    for (at, condition) in [(since, "t.number >="), (until, "t.number <")] {
        let Some(at) = at else { continue };
        values.push(at.into());
        and.push_str(&format!(" and {condition} {}", first_from(values.len())));
    }
    // Each side by its own index.
    let side = |column: &str| {
        format!(
            "{ROW} where t.{column} = $1 and t.number < $2{and} order by t.number desc limit {most}"
        )
    };
    let text = match is_out {
        Some(true) => side("debit_id"),
        Some(false) => side("credit_id"),
        None => format!(
            "select * from ({}) d union all select * from ({}) c order by 2 desc limit {most}",
            side("debit_id"),
            side("credit_id")
        ),
    };
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    db.query_all_raw(statement).await?.iter().map(row).collect()
}

/// The number of the first transfer from the moment on that is the nth value, in the currency of
/// the account that is the first; times and numbers rise together. After the last there is none.
fn first_from(nth: usize) -> String {
    format!(
        "coalesce((select o.number from transfers o where o.currency_id = \
            (select a.currency_id from accounts a where a.id = $1) and o.posted_at >= ${nth} \
            order by o.posted_at, o.number limit 1), {})",
        i64::MAX
    )
}

/// What of the facts of a place is told here.
#[derive(serde::Deserialize)]
struct Place {
    name: String,
}

/// That somebody still keeps the place in person for which an account of theirs is: who had it
/// before asks nobody for money by its name.
const IS_THEIRS: &str = "exists (select 1 from listing_keepers k \
    join profile_members m on m.member_id = k.member_id \
    where k.listing_id = l.id and k.role = 'owner' and k.profile_id is null \
    and m.profile_id = a.profile_id)";

/// An account, and whose it is.
pub(super) struct Whose {
    pub(super) held: Held,
    /// As they are called; the name of a person is their whole name.
    pub(super) other: Counterparty,
    pub(super) is_person: bool,
}

/// Whose accounts are.
pub(super) async fn whose(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = AccountId>,
) -> Result<Vec<Whose>, DbError> {
    let ids = padded(ids.into_iter().map(|it| it.0));
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|nth| format!("${nth}")).collect();
    let text = format!(
        "select {COLUMNS}, l.id, l.facts, p.name, p.kind, c.code, c.scale from accounts a \
         join currencies c on c.id = a.currency_id left join profiles p on p.id = a.profile_id \
         left join listings l on l.id = a.listing_id and {IS_THEIRS} where a.id in ({})",
        places.join(", ")
    );
    let values = ids.into_iter().map(Value::from);
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
    db.query_all_raw(statement).await?.iter().map(whose_is).collect()
}

fn whose_is(row: &QueryResult) -> Result<Whose, DbError> {
    let (held, at) = (read_held(row)?, COLUMNS_LEN);
    let (facts, name): (Option<String>, Option<String>) =
        (row.try_get_by_index(at + 1)?, row.try_get_by_index(at + 2)?);
    let place = facts.map(|it| serde_json::from_str::<Place>(&it)).transpose()?;
    let place = place.map(|it| it.name);
    let kind: Option<String> = row.try_get_by_index(at + 3)?;
    let is_person = kind.as_deref() == Some(ProfileKind::Person.key()) && place.is_none();
    let other = Counterparty {
        account: held.account.id,
        kind: held.account.kind,
        profile: held.holder.map(|it| it.profile),
        listing: row.try_get_by_index::<Option<Uuid>>(at)?.map(ListingId),
        name: place.or(name),
        unit: Unit {
            currency: held.account.currency,
            code: row.try_get_by_index(at + 4)?,
            scale: u8::try_from(row.try_get_by_index::<i32>(at + 5)?).unwrap_or_default(),
        },
    };
    Ok(Whose { held, other, is_person })
}

/// The profile that a short name is of.
pub(super) async fn of_handle(
    db: &impl ConnectionTrait,
    handle: &str,
) -> Result<Option<ProfileId>, DbErr> {
    let text = "select id from profiles where handle = $1";
    let found = db.query_one_raw(sql(db, text, [handle.into()])).await?;
    found.map(|it| Ok(ProfileId(it.try_get_by_index(0)?))).transpose()
}

/// Whether somebody and the people of a home blocked each other. A shop is open to everybody.
pub(super) async fn keeps_away(db: &Db, me: MemberId, who: Holder) -> Result<bool, DbError> {
    if who.listing.is_some() {
        return Ok(false);
    }
    known::are_apart(db.reader(), me, who.profile).await
}

/// Whether somebody of a profile belongs to a community.
pub(in crate::ledger) async fn belongs(
    db: &impl ConnectionTrait,
    of: CommunityId,
    profile: ProfileId,
) -> Result<bool, DbErr> {
    let text = "select 1 from profile_members m join community_members c \
        on c.member_id = m.member_id \
        where m.profile_id = $1 and c.community_id = $2 and c.state = 'active' limit 1";
    let values = [profile.0.into(), of.0.into()];
    Ok(db.query_one_raw(sql(db, text, values)).await?.is_some())
}

/// A request as it stands in its row.
#[derive(Clone)]
pub(super) struct Request {
    pub(super) id: PaymentRequestId,
    pub(super) code: String,
    pub(super) payer: Option<AccountId>,
    pub(super) payee: AccountId,
    pub(super) amount: i64,
    pub(super) purpose: Option<String>,
    pub(super) state: PaymentRequestState,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) transfer: Option<TransferId>,
    /// Whether whoever is asked hides what for.
    pub(super) is_hidden: bool,
}

const REQUEST: &str = "select q.id, q.code, q.payer_id, q.payee_id, q.amount, q.purpose, \
    q.state, q.expires_at, q.created_at, q.transfer_id, q.hidden_at from payment_requests q";

fn request(it: &QueryResult) -> Result<Request, DbError> {
    let state: String = it.try_get_by_index(6)?;
    Ok(Request {
        id: PaymentRequestId(it.try_get_by_index(0)?),
        code: it.try_get_by_index(1)?,
        payer: it.try_get_by_index::<Option<Uuid>>(2)?.map(AccountId),
        payee: AccountId(it.try_get_by_index(3)?),
        amount: it.try_get_by_index(4)?,
        purpose: it.try_get_by_index::<Option<String>>(5)?.filter(|it| !it.is_empty()),
        state: known(&state, PaymentRequestState::from_key)?,
        expires_at: it.try_get_by_index(7)?,
        created_at: it.try_get_by_index(8)?,
        transfer: it.try_get_by_index::<Option<Uuid>>(9)?.map(TransferId),
        is_hidden: it.try_get_by_index::<Option<DateTime<Utc>>>(10)?.is_some(),
    })
}

/// The request with an id.
pub(super) async fn asked(
    db: &impl ConnectionTrait,
    id: PaymentRequestId,
) -> Result<Option<Request>, DbError> {
    let text = format!("{REQUEST} where q.id = $1");
    db.query_one_raw(sql(db, &text, [id.0.into()])).await?.as_ref().map(request).transpose()
}

/// The request with a code.
pub(super) async fn asked_by_code(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<Request>, DbError> {
    let text = format!("{REQUEST} where q.code = $1");
    db.query_one_raw(sql(db, &text, [code.into()])).await?.as_ref().map(request).transpose()
}

/// The requests of an account that wait, the latest first.
pub(super) async fn waiting(
    db: &impl ConnectionTrait,
    (of, now): (AccountId, DateTime<Utc>),
    most: u32,
) -> Result<Vec<Request>, DbError> {
    // Each side by its own index; nobody asks themselves.
    let side = |column: &str| {
        format!("{REQUEST} where q.{column} = $1 and q.state = 'waiting' and q.expires_at > $2")
    };
    let text = format!(
        "{} union all {} order by 9 desc, 1 desc limit {most}",
        side("payer_id"),
        side("payee_id")
    );
    db.query_all_raw(sql(db, &text, [of.0.into(), now.into()])).await?.iter().map(request).collect()
}

/// All requests of an account, the latest first.
pub(super) async fn all_requests(
    db: &impl ConnectionTrait,
    of: AccountId,
) -> Result<Vec<Request>, DbError> {
    let side = |column: &str| format!("{REQUEST} where q.{column} = $1");
    let text = format!("{} union all {} order by 9 desc, 1", side("payer_id"), side("payee_id"));
    db.query_all_raw(sql(db, &text, [of.0.into()])).await?.iter().map(request).collect()
}

/// A hold as it stands in its row.
pub(super) struct Hold {
    pub(super) id: HoldId,
    pub(super) payer: AccountId,
    pub(super) payee: AccountId,
    pub(super) amount: i64,
    pub(super) captured: i64,
    pub(super) state: HoldState,
    pub(super) disputed: bool,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) agreement: Option<AgreementId>,
}

const HOLD: &str = "select h.id, h.payer_id, h.payee_id, h.amount, h.captured, h.state, \
    h.disputed, h.expires_at, h.agreement_id from holds h";

fn apart(it: &QueryResult) -> Result<Hold, DbError> {
    let state: String = it.try_get_by_index(5)?;
    Ok(Hold {
        id: HoldId(it.try_get_by_index(0)?),
        payer: AccountId(it.try_get_by_index(1)?),
        payee: AccountId(it.try_get_by_index(2)?),
        amount: it.try_get_by_index(3)?,
        captured: it.try_get_by_index(4)?,
        state: known(&state, HoldState::from_key)?,
        disputed: it.try_get_by_index(6)?,
        expires_at: it.try_get_by_index(7)?,
        agreement: it.try_get_by_index::<Option<Uuid>>(8)?.map(AgreementId),
    })
}

/// The hold with an id.
pub(super) async fn hold(db: &impl ConnectionTrait, id: HoldId) -> Result<Option<Hold>, DbError> {
    let text = format!("{HOLD} where h.id = $1");
    db.query_one_raw(sql(db, &text, [id.0.into()])).await?.as_ref().map(apart).transpose()
}

/// The holds of an account that stand, what ends first before the others.
pub(super) async fn standing(
    db: &impl ConnectionTrait,
    of: AccountId,
    most: u32,
) -> Result<Vec<Hold>, DbError> {
    let side = |column: &str| format!("{HOLD} where h.{column} = $1 and h.state = 'standing'");
    let text =
        format!("{} union all {} order by 8, 1 limit {most}", side("payer_id"), side("payee_id"));
    db.query_all_raw(sql(db, &text, [of.0.into()])).await?.iter().map(apart).collect()
}

/// All holds of an account, what ends last before the others.
pub(super) async fn all_holds(
    db: &impl ConnectionTrait,
    of: AccountId,
) -> Result<Vec<Hold>, DbError> {
    let side = |column: &str| format!("{HOLD} where h.{column} = $1");
    let text = format!("{} union all {} order by 8 desc, 1", side("payer_id"), side("payee_id"));
    db.query_all_raw(sql(db, &text, [of.0.into()])).await?.iter().map(apart).collect()
}
