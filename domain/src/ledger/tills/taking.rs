//! What is done at a till: asking, looking, taking from a card, giving back.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::error::TillError;
use super::model::{ASKED_MINUTES, AskDraft, Day, Taken, Taking, Where};
use super::{Counter, invalid, store};
use crate::Domain;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::error::Problem;
use crate::id::{PaymentRequestId, TillId, TransferId};
use crate::ledger::accounts::letters;
use crate::ledger::amount::Amount;
use crate::ledger::book::{Posted, TransferKind};
use crate::ledger::command::{Ask, Command};
use crate::ledger::currencies;
use crate::ledger::journal::{Beside, Entry, post_in};
use crate::ledger::passes;
use crate::ledger::passes::error::PassError;
use crate::ledger::passes::model::{Charge, Presented};
use crate::ledger::payments::model::{Asked, CODE_LETTERS, Moved};
use crate::ledger::payments::{came_in, came_to, digest, noted, request_of, said_at, said_before};
use crate::ledger::rejected::Rejected;
use crate::listings::opening_hours::ZONE;
use crate::members::attempts::{DAY, Limit};
use crate::members::model::Secret;
use crate::policy::{Action, Denied};

/// What is asked and given back at one till in a day: far more than a counter sees.
const ASKED: Limit = Limit { name: "till-asked", tries: 2_000, minutes: DAY };
/// How many payments of a day are counted.
const COUNTED_MAX: u64 = 2_000;

/// Asks an amount of whoever stands at the counter; the code holds for [`ASKED_MINUTES`]. Sent
/// again under the same key, it is asked once.
///
/// # Errors
/// [`TillError::Invalid`] for `purpose`, [`TillError::Rejected`], [`TillError::TooMany`].
pub async fn ask(
    ctx: &Ctx,
    domain: &Domain,
    counter: &Counter,
    draft: AskDraft,
) -> Result<Asked, TillError> {
    let amount = Amount::parse(&draft.amount, counter.currency().scale)?;
    let note = noted(ctx, draft.purpose.as_deref(), None)?;
    let said = said_at(domain, "till-ask", &(amount.minor(), &draft.purpose));
    let tx = begin(domain, counter).await?;
    let at = (counter.account(), draft.key);
    let id = match said_before(tx.conn(), at, &said).await? {
        Some(posted) => posted.request.ok_or(TillError::NotFound)?,
        None => {
            ASKED.take(&tx, ctx, &counter.who()).await?;
            let id = PaymentRequestId(ctx.ids.next());
            let expires_at = Some(ctx.now + TimeDelta::minutes(ASKED_MINUTES));
            let ask = Ask::Request { id, from: None, amount, expires_at };
            let code = Some(letters(ctx, CODE_LETTERS));
            let beside = Beside { note, code, said: Some(said), ..Beside::default() };
            let outcome = post(&tx, ctx, counter, (draft.key, ask, beside)).await?;
            if outcome.is_ok() {
                let by = (ctx.ids.next(), counter.account(), counter.till());
                store::insert_taking(&tx, by, (Taking::Request(id), ctx.now)).await?;
            }
            // The refusal is an answer too, and is kept.
            tx.commit().await?;
            outcome?;
            id
        }
    };
    Ok(request_of(ctx, domain.db.reader(), id).await?)
}

/// How something stands that was asked at the tills of this account; on a device, what was asked
/// on it.
///
/// # Errors
/// [`TillError::NotFound`].
pub async fn stand(
    ctx: &Ctx,
    domain: &Domain,
    counter: &Counter,
    id: PaymentRequestId,
) -> Result<Asked, TillError> {
    let db = domain.db.reader();
    let (account, till) = store::asked_at(db, id).await?.ok_or(TillError::NotFound)?;
    let is_here = counter.till().is_none() || till == counter.till();
    if account != counter.account() || !is_here {
        return Err(TillError::NotFound);
    }
    Ok(request_of(ctx, db, id).await?)
}

/// Nobody pays it after all.
///
/// # Errors
/// [`TillError::NotFound`], [`TillError::Rejected`] where it was paid or is over.
pub async fn stop(
    ctx: &Ctx,
    domain: &Domain,
    counter: &Counter,
    (key, id): (Uuid, PaymentRequestId),
) -> Result<Asked, TillError> {
    stand(ctx, domain, counter, id).await?;
    let tx = begin(domain, counter).await?;
    ASKED.take(&tx, ctx, &counter.who()).await?;
    let ask = (key, Ask::Decline { request: id }, Beside::default());
    let outcome = post(&tx, ctx, counter, ask).await?;
    tx.commit().await?;
    outcome?;
    stand(ctx, domain, counter, id).await
}

/// What came in today, from midnight on: of the whole account or on one device, without anything
/// of what the account holds.
///
/// # Errors
/// [`TillError::Db`].
pub async fn today(
    ctx: &Ctx,
    domain: &Domain,
    counter: &Counter,
    on: Where,
) -> Result<Day, TillError> {
    let (db, account) = (domain.db.reader(), counter.account());
    let (day, since) = midnight(ctx.now);
    let moved = came_in(db, (account, since), COUNTED_MAX).await?;
    let tills = store::taken_on(db, (account, asked_since(since))).await?;
    let left = left_on(db, counter, day).await?;
    let taken = moved.into_iter().filter(|it| it.transfer.kind == TransferKind::Payment);
    let told = |it: Moved| {
        let till = tills.get(&it.transfer.id).copied();
        let is_here = counter.till().is_some() && till == counter.till();
        let may = is_here && it.reversed_by.is_none() && it.transfer.amount.minor() <= left;
        taken_of(it, till, may)
    };
    let mut all: Vec<Taken> = taken.map(told).collect();
    if let Where::On(device) = on {
        all.retain(|it| it.till == Some(device));
    }
    let stands = || all.iter().filter(|it| !it.is_back);
    let names = store::of_account(db, account).await?.into_iter();
    Ok(Day {
        total: stands().map(|it| it.amount).fold(0, i64::saturating_add),
        count: stands().count(),
        tills: names.filter(|it| it.paired_at.is_some()).map(|it| (it.id, it.name)).collect(),
        taken: all,
    })
}

/// What a till sees of a card, before anything is paid.
///
/// # Errors
/// As [`passes::presented`].
pub async fn presented(
    ctx: &Ctx,
    domain: &Domain,
    counter: &Counter,
    secret: &Secret,
) -> Result<Presented, PassError> {
    passes::presented(ctx, domain, counter, secret).await
}

/// Takes from a card. Sent again under the same key, it is paid once.
///
/// # Errors
/// As [`passes::charge`].
pub async fn charge(
    ctx: &Ctx,
    domain: &Domain,
    counter: &Counter,
    (key, secret): (Uuid, &Secret),
    it: Charge,
) -> Result<Taken, PassError> {
    let moved = passes::charge(ctx, domain, counter, (key, secret), it).await?;
    Ok(taken_of(moved, counter.till(), false))
}

/// How much a device still gives back today, in minor units; nobody else gives back here.
///
/// # Errors
/// [`TillError::Db`].
pub async fn refund_left(ctx: &Ctx, domain: &Domain, counter: &Counter) -> Result<i64, TillError> {
    Ok(left_on(domain.db.reader(), counter, midnight(ctx.now).0).await?)
}

/// Gives back what was paid today on this device, all of it, as far as its owner lets it. Whoever
/// owns the place gives anything back from their own account.
///
/// # Errors
/// [`TillError::NotFound`] for what was not paid here today, [`TillError::RefundLimit`],
/// [`TillError::Denied`] for somebody signed in, [`TillError::Invalid`] for `reason`,
/// [`TillError::Rejected`].
pub async fn refund(
    ctx: &Ctx,
    domain: &Domain,
    counter: &Counter,
    (key, transfer): (Uuid, TransferId),
    reason: &str,
) -> Result<Taken, TillError> {
    let denied = Denied { action: Action::KeepTills };
    let till = counter.till().ok_or(denied)?;
    let note = noted(ctx, Some(reason), None).map_err(|error| match TillError::from(error) {
        TillError::Invalid { problem, .. } => invalid("reason", problem),
        error => error,
    })?;
    let note = note.ok_or_else(|| invalid("reason", Problem::Empty))?;
    let said = said_at(domain, "till-refund", &(transfer.0, reason));
    let tx = begin(domain, counter).await?;
    let at = (counter.account(), key);
    if said_before(tx.conn(), at, &said).await?.is_none() {
        let now = store::lock(&tx, till).await?.filter(|it| it.holds(ctx.now));
        let limit = now.ok_or(TillError::NotFound)?.refund_limit;
        let (day, since) = midnight(ctx.now);
        let was = paid_here(&tx, (counter, till), (transfer, since)).await?;
        let left = limit - store::given_back_on(tx.conn(), till, day).await?;
        let amount = was.transfer.amount.minor();
        if amount > left {
            return Err(TillError::RefundLimit { left: left.max(0) });
        }
        ASKED.take(&tx, ctx, &counter.who()).await?;
        let id = TransferId(ctx.ids.next());
        let ask = Ask::Reverse { id, transfer, note: digest(Some(&note)), decided: false };
        let beside = Beside { note: Some(note), said: Some(said), ..Beside::default() };
        let outcome = post(&tx, ctx, counter, (key, ask, beside)).await?;
        if outcome.is_ok() {
            store::insert_refund(&tx, (id, till), (amount, day)).await?;
        }
        // The refusal is an answer too, and is kept.
        tx.commit().await?;
        outcome?;
    }
    let now = came_to(domain.db.reader(), (counter.account(), transfer)).await?;
    Ok(taken_of(now, Some(till), false))
}

/// Something that was paid today on a device.
async fn paid_here(
    tx: &WriteTx,
    (counter, till): (&Counter, TillId),
    (id, since): (TransferId, DateTime<Utc>),
) -> Result<Moved, TillError> {
    let was = came_to(tx.conn(), (counter.account(), id)).await?;
    let here = store::taken_on(tx.conn(), (counter.account(), asked_since(since))).await?;
    let is_today = was.transfer.posted_at >= since && was.transfer.kind == TransferKind::Payment;
    if is_today && here.get(&id) == Some(&till) { Ok(was) } else { Err(TillError::NotFound) }
}

/// Begins to write at a till, with its currency in hand: of two who send the same at once the
/// second is answered as the first.
async fn begin(domain: &Domain, counter: &Counter) -> Result<WriteTx, TillError> {
    let tx = domain.db.write().await?;
    currencies::store::lock(&tx, counter.currency().id).await?;
    Ok(tx)
}

async fn post(
    tx: &WriteTx,
    ctx: &Ctx,
    counter: &Counter,
    (key, ask, beside): (Uuid, Ask, Beside),
) -> Result<Result<Posted, Rejected>, TillError> {
    let command = Command { account: counter.account(), key, ask };
    let entry = Entry { currency: counter.currency().id, command, at: ctx.now, beside };
    Ok(post_in(tx, &[entry]).await?.pop().unwrap_or(Err(Rejected::CurrencyUnknown)))
}

/// What a device may still give back on a day.
async fn left_on(
    db: &impl ConnectionTrait,
    counter: &Counter,
    day: NaiveDate,
) -> Result<i64, DbError> {
    let Some(till) = counter.device().filter(|it| it.refund_limit > 0) else { return Ok(0) };
    Ok((till.refund_limit - store::given_back_on(db, till.id, day).await?).max(0))
}

/// Which day it is here, and when it began.
fn midnight(now: DateTime<Utc>) -> (NaiveDate, DateTime<Utc>) {
    let day = now.with_timezone(&ZONE).date_naive();
    let since = ZONE.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest();
    (day, since.map_or(now, |it| it.to_utc()))
}

/// Since when what is paid from a moment on was asked at the earliest.
fn asked_since(since: DateTime<Utc>) -> DateTime<Utc> {
    since - TimeDelta::minutes(ASKED_MINUTES)
}

fn taken_of(it: Moved, till: Option<TillId>, may_refund: bool) -> Taken {
    Taken {
        id: it.transfer.id,
        at: it.transfer.posted_at,
        amount: it.transfer.amount.minor(),
        name: it.other.name,
        kind: it.other.kind,
        purpose: it.purpose,
        is_back: it.reversed_by.is_some(),
        till,
        may_refund,
    }
}
