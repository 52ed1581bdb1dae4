//! Paying: who may is asked first, then who is paid is found, and then the books are asked.
//!
//! Every verb that moves money carries an id that the client made: sent again, it is done once, and
//! answered as the first time.

mod along;
mod answered;
mod asking;
mod counter;
pub mod error;
mod facing;
mod history;
mod holding;
pub(in crate::ledger) mod knowing;
pub mod model;
mod payees;
pub(crate) mod purposes;
mod reading;
mod reversing;
mod store;

use sea_orm::ConnectionTrait;
use uuid::Uuid;

pub(in crate::ledger) use self::along::taken_along;
use self::answered::{before, said, same};
pub use self::asking::{accept, asked, asked_by_code, decline, request, requests};
pub(in crate::ledger) use self::counter::{came_in, came_to, request_of, said_at, said_before};
use self::error::{PaymentError, invalid};
pub use self::facing::{at_code, facing, find};
pub use self::history::{HistoryQuery, SEARCHED_MAX, Searched, history, search};
pub use self::holding::{capture, hold, holds, release, set_apart};
use self::model::{CATEGORY_MAX, Moved, PURPOSE_MAX, PaymentDraft, tidy};
pub(in crate::ledger) use self::payees::found;
pub use self::purposes::{hide_purpose, hide_request_purpose};
pub use self::reading::{by_id, purse, purses};
pub(in crate::ledger) use self::reading::{holder_of, named};
pub use self::reversing::reverse_for;
pub(in crate::ledger) use self::store::belongs;
use super::accounts::held_by_me;
use super::accounts::model::Held;
use super::amount::Amount;
use super::book::{Posted, Transfer, TransferKind};
use super::chain;
use super::command::{Ask, Command};
use super::currencies::model::Currency;
use super::journal::{Beside, Entry, Note, Told};
use crate::Domain;
use crate::ctx::{Actor, Ctx};
use crate::error::Problem;
use crate::id::{AccountId, MemberId, TransferId};
use crate::members::attempts::{DAY, Limit};

/// What the books refused to one member in a day.
const REFUSALS: Limit = Limit { name: "payment-refusals", tries: 500, minutes: DAY };

/// Pays. By the code of a request what is asked there is paid, and it waits no more.
///
/// # Errors
/// [`PaymentError::NotFound`] for an account that is not the actor's,
/// [`PaymentError::Invalid`] for `to`, `purpose` or `category`, and for `amount` where it is not
/// what was asked, [`PaymentError::Rejected`], [`PaymentError::SignedOut`],
/// [`PaymentError::TooMany`], [`PaymentError::Denied`] for who does not belong to the community of
/// the currency.
pub async fn pay(ctx: &Ctx, domain: &Domain, draft: PaymentDraft) -> Result<Moved, PaymentError> {
    let PaymentDraft { key, from, to, amount, purpose, category } = &draft;
    let named = to.account();
    let mut known = knowing::of(ctx, domain, (*from, Some(*key), named)).await?;
    let (from, currency) = known.mine(ctx)?;
    let at = (from.account.id, *key);
    let amount_said = model::said_amount(amount, currency.scale);
    let said = said(domain, "pay", &(format!("{to:?}"), amount_said, purpose, category));
    if let Some(posted) = same(known.found.answered.take(), &said)? {
        return moved(domain, (at.0, &posted)).await;
    }
    let amount = Amount::parse(amount, currency.scale)?;
    let note = noted(ctx, purpose.as_deref(), category.as_deref())?;
    let meant = match named {
        Some(_) => payees::known(&mut known, "to")?,
        None => payees::meant(ctx, domain, to, "to").await?,
    };
    let (id, note_digest) = (TransferId(ctx.ids.next()), digest(note.as_ref()));
    let ask = match &meant.request {
        Some(asked) if asked.amount != amount.minor() => {
            return Err(invalid("amount", Problem::OutOfRange));
        }
        Some(asked) => Ask::Accept { id, request: asked.id, note: note_digest },
        None => {
            let to = payees::settled(ctx, domain, &currency, &meant, "to").await?;
            Ask::Pay { id, to, amount, kind: TransferKind::Payment, note: note_digest }
        }
    };
    known.may_ask(ctx)?;
    let beside = Beside { note: note.clone(), said: Some(said), ..Beside::default() };
    let (posted, transfer) = told(ctx, domain, (&currency, at), (ask, beside)).await?;
    match transfer.zip(known.other) {
        Some((transfer, other)) => Ok(Moved::out(transfer, other, note)),
        None => moved(domain, (at.0, &posted)).await,
    }
}

/// Gives back what was paid to an account of the actor's, all of it, with its levy, as far as that
/// account may pay.
///
/// # Errors
/// [`PaymentError::NotFound`], [`PaymentError::Invalid`] for `reason`,
/// [`PaymentError::Rejected`].
pub async fn give_back(
    ctx: &Ctx,
    domain: &Domain,
    (key, transfer): (Uuid, TransferId),
    reason: &str,
) -> Result<Moved, PaymentError> {
    let was = store::parties(domain.db.reader(), transfer).await?;
    let (debit, credit) = was.ok_or(PaymentError::NotFound)?;
    let (account, currency) = mine(ctx, domain, credit).await?;
    let at = (account.account.id, key);
    let said = said(domain, "give-back", &(transfer.0, reason));
    if let Some(posted) = before(domain.db.reader(), at, &said).await? {
        return moved(domain, (at.0, &posted)).await;
    }
    let mut note = reasoned(ctx, reason)?;
    // It goes back all the same, and says nothing to who was blocked, or blocked them.
    if payees::are_apart(ctx, domain, debit).await? {
        note = None;
    }
    let id = TransferId(ctx.ids.next());
    let ask = Ask::Reverse { id, transfer, note: digest(note.as_ref()), decided: false };
    let beside = Beside { note, said: Some(said), ..Beside::default() };
    let posted = post(ctx, domain, (&currency, at.0), key, (ask, beside)).await?;
    moved(domain, (at.0, &posted)).await
}

/// Why something goes back, which is always said.
fn reasoned(ctx: &Ctx, reason: &str) -> Result<Option<Note>, PaymentError> {
    let note = noted(ctx, Some(reason), None).map_err(|error| match error {
        PaymentError::Invalid { problem, .. } => invalid("reason", problem),
        error => error,
    })?;
    if note.is_some() { Ok(note) } else { Err(invalid("reason", Problem::Empty)) }
}

/// An account from which the actor may pay, with its currency.
async fn mine(ctx: &Ctx, domain: &Domain, id: AccountId) -> Result<(Held, Currency), PaymentError> {
    knowing::of(ctx, domain, (id, None, None)).await?.mine(ctx)
}

fn signed(ctx: &Ctx) -> Result<MemberId, PaymentError> {
    let Actor::Member(me) = ctx.actor else { return Err(PaymentError::SignedOut) };
    Ok(me.member)
}

/// What is written beside a payment, with a salt of its own.
pub(in crate::ledger) fn noted(
    ctx: &Ctx,
    purpose: Option<&str>,
    category: Option<&str>,
) -> Result<Option<Note>, PaymentError> {
    let purpose = tidy(purpose, PURPOSE_MAX).map_err(|it| invalid("purpose", it))?;
    let category = tidy(category, CATEGORY_MAX).map_err(|it| invalid("category", it))?;
    let mut salt = [0; 16];
    salt.copy_from_slice(&ctx.ids.secret()[..16]);
    Ok(match (purpose, category) {
        (None, None) => None,
        (purpose, category) => Some(Note { purpose: purpose.unwrap_or_default(), salt, category }),
    })
}

pub(in crate::ledger) fn digest(note: Option<&Note>) -> chain::Hash {
    note.map_or_else(|| chain::note_digest(None, &[]), Note::digest)
}

/// Asks the books, and waits until it is committed. Who is refused again and again waits: every
/// refusal is kept for good.
async fn post(
    ctx: &Ctx,
    domain: &Domain,
    (currency, account): (&Currency, AccountId),
    key: Uuid,
    (ask, beside): (Ask, Beside),
) -> Result<Posted, PaymentError> {
    REFUSALS.spent(&domain.db, ctx, &signed(ctx)?.to_string()).await?;
    Ok(told(ctx, domain, (currency, (account, key)), (ask, beside)).await?.0)
}

/// The same of who may ask, with the transfer where it was posted just now.
async fn told(
    ctx: &Ctx,
    domain: &Domain,
    (currency, (account, key)): (&Currency, (AccountId, Uuid)),
    (ask, beside): (Ask, Beside),
) -> Result<(Posted, Option<Transfer>), PaymentError> {
    let me = signed(ctx)?.to_string();
    let command = Command { account, key, ask };
    let entry = Entry { currency: currency.id, command, at: ctx.now, beside };
    let Told { outcome, transfer } = domain.books.post(&domain.db, entry).await?;
    if outcome.is_err() {
        let tx = domain.db.write().await?;
        // The answer is the refusal; who may not ask again hears it the next time.
        let _ = REFUSALS.take(&tx, ctx, &me).await;
        tx.commit().await?;
    }
    Ok((outcome?, transfer))
}

/// What was posted, as the account sees it from which it was asked: the same whenever it is asked
/// again, also once it was taken back.
pub(in crate::ledger) async fn moved(
    domain: &Domain,
    (account, posted): (AccountId, &Posted),
) -> Result<Moved, PaymentError> {
    let first = posted.transfers.first().ok_or(PaymentError::NotFound)?;
    let db = domain.db.reader();
    let row = store::transfer(db, *first).await?.ok_or(PaymentError::NotFound)?;
    let row = store::Row { reversed_by: None, ..row };
    let mut told = reading::told(db, account, vec![row]).await?;
    told.pop().ok_or(PaymentError::NotFound)
}

/// That something is not there, or not for the actor to know.
fn not_there<T>(it: Option<T>) -> Result<T, PaymentError> {
    it.ok_or(PaymentError::NotFound)
}

/// Whether the actor has a part in an account.
async fn is_mine(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<bool, PaymentError> {
    match held_by_me(ctx, db, id).await {
        Ok(_) => Ok(true),
        Err(super::accounts::error::AccountError::NotFound) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
