//! The statements about what members are told of payments.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, JoinType, Order, Query};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use crate::db::{Backend, DbError, WriteTx, padded, sql};
use crate::id::{AccountId, CurrencyId, HoldId, MemberId, PaymentRequestId, ProfileId, TransferId};
use crate::ledger::book::{HoldState, PaymentRequestState, Posted, TransferKind};
use crate::ledger::journal::Outcome;
use crate::ledger::store::known;
use crate::profiles::model::ProfileKind;

/// How far the books of a currency were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Read {
    /// Up to which transfer.
    pub(super) number: i64,
    /// Up to which answer.
    pub(super) answer: i64,
}

/// A transfer of which somebody may be told.
pub(super) struct Moved {
    pub(super) id: TransferId,
    pub(super) kind: TransferKind,
    pub(super) amount: i64,
    pub(super) debit: AccountId,
    pub(super) credit: AccountId,
    /// The request that it pays.
    pub(super) request: Option<PaymentRequestId>,
    /// The organisation that hands it out.
    pub(super) giver: Option<String>,
    /// Whether it was paid with a card.
    pub(super) by_pass: bool,
}

/// A request of which somebody may be told.
pub(super) struct Asked {
    pub(super) id: PaymentRequestId,
    /// Who did what the answer is to: asked, declined or took back.
    pub(super) by: AccountId,
    pub(super) payer: Option<AccountId>,
    pub(super) payee: AccountId,
    pub(super) amount: i64,
    pub(super) state: PaymentRequestState,
    pub(super) expires_at: DateTime<Utc>,
}

/// Something set apart of which somebody may be told.
pub(super) struct Apart {
    pub(super) id: HoldId,
    pub(super) payer: AccountId,
    pub(super) payee: AccountId,
    pub(super) amount: i64,
    pub(super) expires_at: DateTime<Utc>,
}

/// Who holds an account.
pub(super) struct Party {
    pub(super) profile: ProfileId,
    pub(super) is_person: bool,
    pub(super) members: Vec<MemberId>,
}

/// The currencies in whose books there is something new, and whether they were never read.
pub(super) async fn behind(db: &impl ConnectionTrait) -> Result<Vec<(CurrencyId, bool)>, DbError> {
    let text = "select c.id, r.number from currencies c \
        left join payment_alerts_read r on r.currency_id = c.id \
        where c.last_number > coalesce(r.number, 0) or c.last_answer > coalesce(r.answer, 0) \
        order by c.id";
    let read = |row: &QueryResult| {
        let number: Option<i64> = row.try_get_by_index(1)?;
        Ok((CurrencyId(row.try_get_by_index(0)?), number.is_none()))
    };
    let all: Result<_, DbErr> =
        db.query_all_raw(sql(db, text, [])).await?.iter().map(read).collect();
    Ok(all?)
}

/// Begins to read the books of a currency, from the first transfer on.
pub(super) async fn begin(tx: &WriteTx, of: CurrencyId) -> Result<(), DbError> {
    let text = "insert into payment_alerts_read (currency_id, number, answer) \
        values ($1, 0, 0) on conflict do nothing";
    tx.conn().execute_raw(sql(tx.conn(), text, [of.0.into()])).await?;
    Ok(())
}

/// How far a currency was read, kept from others until the transaction ends; none where another
/// node reads it.
pub(super) async fn lock(tx: &WriteTx, of: CurrencyId) -> Result<Option<Read>, DbError> {
    let lock = match tx.backend() {
        Backend::Postgres => " for update skip locked",
        Backend::Sqlite => "",
    };
    let text =
        format!("select number, answer from payment_alerts_read where currency_id = $1{lock}");
    let found = tx.conn().query_one_raw(sql(tx.conn(), &text, [of.0.into()])).await?;
    found.map(|row| read_at(&row, 0)).transpose()
}

/// How far a currency was read, and how far its books have come: what has a number up to these is
/// committed.
pub(super) async fn far(
    db: &impl ConnectionTrait,
    of: CurrencyId,
) -> Result<Option<(Read, Read)>, DbError> {
    let text = "select r.number, r.answer, c.last_number, c.last_answer \
        from payment_alerts_read r join currencies c on c.id = r.currency_id where c.id = $1";
    let found = db.query_one_raw(sql(db, text, [of.0.into()])).await?;
    let read = |row: QueryResult| Ok((read_at(&row, 0)?, read_at(&row, 2)?));
    found.map(read).transpose()
}

fn read_at(row: &QueryResult, at: usize) -> Result<Read, DbError> {
    Ok(Read { number: row.try_get_by_index(at)?, answer: row.try_get_by_index(at + 1)? })
}

/// Notes how far a currency was read.
pub(super) async fn put(tx: &WriteTx, of: CurrencyId, to: Read) -> Result<(), DbError> {
    let text = "update payment_alerts_read set number = $2, answer = $3 where currency_id = $1";
    let values = [of.0.into(), to.number.into(), to.answer.into()];
    tx.conn().execute_raw(sql(tx.conn(), text, values)).await?;
    Ok(())
}

/// What stands in the books of the demo counts as read.
pub(super) async fn pass_over_demo(tx: &WriteTx) -> Result<(), DbError> {
    let text = "insert into payment_alerts_read (currency_id, number, answer) \
        select id, last_number, last_answer from currencies where demo \
        on conflict (currency_id) do update set number = excluded.number, answer = excluded.answer";
    tx.conn().execute_raw(sql(tx.conn(), text, [])).await?;
    Ok(())
}

/// The transfers after one number and up to another, since a time, by which somebody is paid, or
/// pays without doing it themselves.
pub(super) async fn moved(
    db: &impl ConnectionTrait,
    of: CurrencyId,
    (from, to): (Read, Read),
    since: DateTime<Utc>,
) -> Result<Vec<Moved>, DbError> {
    // How old one is is looked at here: asked in the statement, SQLite would go by the index of
    // moments, and through all of them each time.
    let text = "select t.id, t.kind, t.amount, t.debit_id, t.credit_id, q.id, o.name, \
        w.pass_id, t.posted_at \
        from transfers t left join payment_requests q on q.transfer_id = t.id \
        left join issue_handouts h on h.transfer_id = t.id \
        left join issue_budgets b on b.id = h.budget_id \
        left join profiles o on o.id = b.profile_id \
        left join pass_payments w on w.transfer_id = t.id \
        left join transfers l on l.id = t.reverses_id \
        where t.currency_id = $1 and t.number > $2 and t.number <= $3 \
        and t.kind in ('payment', 'reversal', 'issue', 'handout', 'paper_in') \
        and (l.kind is null or l.kind <> 'levy') order by t.number";
    let values = [of.0.into(), from.number.into(), to.number.into()];
    let read = |row: &QueryResult| {
        let kind: String = row.try_get_by_index(1)?;
        if row.try_get_by_index::<DateTime<Utc>>(8)? < since {
            return Ok(None);
        }
        Ok(Some(Moved {
            id: TransferId(row.try_get_by_index(0)?),
            kind: known(&kind, TransferKind::from_key)?,
            amount: row.try_get_by_index(2)?,
            debit: AccountId(row.try_get_by_index(3)?),
            credit: AccountId(row.try_get_by_index(4)?),
            request: row.try_get_by_index::<Option<Uuid>>(5)?.map(PaymentRequestId),
            giver: row.try_get_by_index(6)?,
            by_pass: row.try_get_by_index::<Option<Uuid>>(7)?.is_some(),
        }))
    };
    let rows = db.query_all_raw(sql(db, text, values)).await?;
    let all: Result<_, DbErr> = rows.iter().filter_map(|it| read(it).transpose()).collect();
    Ok(all?)
}

/// Who was answered what about a request or about something that is set apart, after one answer and
/// up to another.
pub(super) async fn answers(
    db: &impl ConnectionTrait,
    of: CurrencyId,
    (from, to): (Read, Read),
) -> Result<Vec<(AccountId, Posted)>, DbError> {
    let text = "select account_id, answer from ledger_answers \
        where currency_id = $1 and nth > $2 and nth <= $3 \
        and (answer like $4 or answer like $5) order by nth";
    let (request, hold) = ("%\"request\":\"%", "%\"hold\":\"%");
    let values = [of.0.into(), from.answer.into(), to.answer.into(), request.into(), hold.into()];
    let mut all = Vec::new();
    for row in db.query_all_raw(sql(db, text, values)).await? {
        let answer: String = row.try_get_by_index(1)?;
        // What was paid is told of as a transfer.
        if let Ok(posted) = serde_json::from_str::<Outcome>(&answer)?
            && posted.transfers.is_empty()
        {
            all.push((AccountId(row.try_get_by_index(0)?), posted));
        }
    }
    Ok(all)
}

/// What was set apart by answers, outside an agreement, and stands.
pub(super) async fn apart(
    db: &impl ConnectionTrait,
    answers: &[(AccountId, Posted)],
) -> Result<Vec<Apart>, DbError> {
    let by: BTreeMap<HoldId, AccountId> =
        answers.iter().filter_map(|(by, it)| Some((it.hold?, *by))).collect();
    if by.is_empty() {
        return Ok(Vec::new());
    }
    let select = Query::select()
        .columns(["id", "payer_id", "payee_id", "amount", "expires_at"])
        .from("holds")
        .and_where(Expr::col("id").is_in(padded(by.keys().map(|it| it.0))))
        .and_where(Expr::col("agreement_id").is_null())
        .and_where(Expr::col("state").eq(HoldState::Standing.key()))
        .order_by("id", Order::Asc)
        .take();
    let read = |row: QueryResult| {
        Ok(Apart {
            id: HoldId(row.try_get_by_index(0)?),
            payer: AccountId(row.try_get_by_index(1)?),
            payee: AccountId(row.try_get_by_index(2)?),
            amount: row.try_get_by_index(3)?,
            expires_at: row.try_get_by_index(4)?,
        })
    };
    let all: Result<Vec<Apart>, DbErr> =
        db.query_all(&select).await?.into_iter().map(read).collect();
    // What the other did about it is not that it was set apart.
    Ok(all?.into_iter().filter(|it| by.get(&it.id) == Some(&it.payer)).collect())
}

/// The requests that were made or refused by answers.
pub(super) async fn asked(
    db: &impl ConnectionTrait,
    answers: &[(AccountId, Posted)],
) -> Result<Vec<Asked>, DbError> {
    let all: Vec<_> = answers.iter().filter_map(|(by, it)| Some((*by, it.request?))).collect();
    let rows = requests(db, all.iter().map(|it| it.1).collect()).await?;
    let told = all.into_iter().filter_map(|(by, id)| {
        let (payer, payee, amount, state, expires_at) = *rows.get(&id)?;
        Some(Asked { id, by, payer, payee, amount, state, expires_at })
    });
    Ok(told.collect())
}

/// Who is asked, who asks, how much, what has become of it, and until when.
type Stands = (Option<AccountId>, AccountId, i64, PaymentRequestState, DateTime<Utc>);

async fn requests(
    db: &impl ConnectionTrait,
    ids: BTreeSet<PaymentRequestId>,
) -> Result<BTreeMap<PaymentRequestId, Stands>, DbError> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let select = Query::select()
        .columns(["id", "payer_id", "payee_id", "amount", "state", "expires_at"])
        .from("payment_requests")
        .and_where(Expr::col("id").is_in(padded(ids.iter().map(|it| it.0))))
        .take();
    let read = |row: QueryResult| {
        let state: String = row.try_get_by_index(4)?;
        let stands = (
            row.try_get_by_index::<Option<Uuid>>(1)?.map(AccountId),
            AccountId(row.try_get_by_index(2)?),
            row.try_get_by_index(3)?,
            known(&state, PaymentRequestState::from_key)?,
            row.try_get_by_index(5)?,
        );
        Ok((PaymentRequestId(row.try_get_by_index(0)?), stands))
    };
    let all: Result<_, DbErr> = db.query_all(&select).await?.into_iter().map(read).collect();
    Ok(all?)
}

/// Who holds accounts; those of nobody are left out.
pub(super) async fn parties(
    db: &impl ConnectionTrait,
    of: &BTreeSet<AccountId>,
) -> Result<BTreeMap<AccountId, Party>, DbError> {
    let mut all = BTreeMap::new();
    if of.is_empty() {
        return Ok(all);
    }
    let [a, p, m] = ["a", "p", "m"].map(Alias::new);
    let column = |of: &Alias, name: &'static str| Expr::col((of.clone(), Alias::new(name)));
    let select = Query::select()
        .expr(column(&a, "id"))
        .expr(column(&p, "id"))
        .expr(column(&p, "kind"))
        .expr(column(&m, "member_id"))
        .from_as(Alias::new("accounts"), a.clone())
        .join_as(
            JoinType::InnerJoin,
            Alias::new("profiles"),
            p.clone(),
            column(&p, "id").eq(column(&a, "profile_id")),
        )
        .join_as(
            JoinType::InnerJoin,
            Alias::new("profile_members"),
            m.clone(),
            column(&m, "profile_id").eq(column(&p, "id")),
        )
        .and_where(column(&a, "id").is_in(padded(of.iter().map(|it| it.0))))
        .order_by((m.clone(), Alias::new("member_id")), Order::Asc)
        .to_owned();
    for row in db.query_all(&select).await? {
        let (id, kind): (Uuid, String) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
        let party = all.entry(AccountId(id)).or_insert(Party {
            profile: ProfileId(row.try_get_by_index(1)?),
            is_person: kind == ProfileKind::Person.key(),
            members: Vec::new(),
        });
        party.members.push(MemberId(row.try_get_by_index(3)?));
    }
    Ok(all)
}
