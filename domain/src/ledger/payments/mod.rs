//! Paying: who may is asked first, then who is paid is found, and then the books are asked.
//!
//! Every verb that moves money carries an id that the client made: sent again, it is done once, and
//! answered as the first time.

mod asking;
pub mod error;
mod holding;
pub mod model;
mod reading;
mod store;

use sea_orm::ConnectionTrait;
use uuid::Uuid;

pub use self::asking::{accept, asked, asked_by_code, decline, request, requests};
use self::error::{PaymentError, invalid};
pub use self::holding::{capture, hold, holds, release, set_apart};
use self::model::{CATEGORY_MAX, Moved, PURPOSE_MAX, Payee, PaymentDraft, tidy};
pub use self::reading::{HistoryQuery, by_id, history, purse, purses};
use super::accounts::model::{Held, Holder};
use super::accounts::{ensure, held_by_me, holder_of_listing, holder_of_member};
use super::amount::Amount;
use super::book::{Posted, TransferKind};
use super::chain;
use super::command::{Ask, Command};
use super::currencies;
use super::currencies::model::Currency;
use super::journal::{Beside, Entry, Note};
use crate::communities::standing_in;
use crate::ctx::{Actor, Ctx};
use crate::error::Problem;
use crate::id::{AccountId, MemberId, TransferId};
use crate::policy::{self, Action};
use crate::{Domain, profiles};

/// Pays.
///
/// # Errors
/// [`PaymentError::NotFound`] for an account that is not the actor's,
/// [`PaymentError::Invalid`] for `to`, `purpose` or `category`, [`PaymentError::Rejected`],
/// [`PaymentError::SignedOut`], [`PaymentError::Denied`] for who does not belong to the community
/// of the currency.
pub async fn pay(ctx: &Ctx, domain: &Domain, draft: PaymentDraft) -> Result<Moved, PaymentError> {
    let (from, currency) = mine(ctx, domain, draft.from).await?;
    let amount = Amount::parse(&draft.amount, currency.scale)?;
    let note = noted(ctx, draft.purpose.as_deref(), draft.category.as_deref())?;
    let to = found(ctx, domain, &currency, &draft.to, "to").await?;
    let (id, kind) = (TransferId(ctx.ids.next()), TransferKind::Payment);
    let ask = Ask::Pay { id, to, amount, kind, note: digest(note.as_ref()) };
    let beside = Beside { note, ..Beside::default() };
    let posted = post(ctx, domain, (&currency, from.account.id), draft.key, (ask, beside)).await?;
    moved(ctx, domain, (from.account.id, &posted)).await
}

/// Gives back what was paid to an account of the actor's, all of it, with its levy.
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
    let (_, credit) = was.ok_or(PaymentError::NotFound)?;
    let (account, currency) = mine(ctx, domain, credit).await?;
    let note = noted(ctx, Some(reason), None).map_err(|error| match error {
        PaymentError::Invalid { problem, .. } => invalid("reason", problem),
        error => error,
    })?;
    if note.is_none() {
        return Err(invalid("reason", Problem::Empty));
    }
    let id = TransferId(ctx.ids.next());
    let ask = Ask::Reverse { id, transfer, note: digest(note.as_ref()) };
    let beside = Beside { note, ..Beside::default() };
    let posted = post(ctx, domain, (&currency, account.account.id), key, (ask, beside)).await?;
    moved(ctx, domain, (account.account.id, &posted)).await
}

/// An account from which the actor may pay, with its currency.
async fn mine(ctx: &Ctx, domain: &Domain, id: AccountId) -> Result<(Held, Currency), PaymentError> {
    let db = domain.db.reader();
    let held = held_by_me(ctx, db, id).await?;
    let currency = currencies::store::by_id(db, held.account.currency).await?;
    let currency = currency.ok_or(PaymentError::NotFound)?;
    let standing = standing_in(ctx, db, currency.community).await?;
    policy::check_on(ctx, Action::HoldAccount, standing)?;
    Ok((held, currency))
}

/// The account of who is paid, or asked to pay: opened where there is none. Nobody is told why
/// somebody cannot be paid.
async fn found(
    ctx: &Ctx,
    domain: &Domain,
    currency: &Currency,
    who: &Payee,
    field: &'static str,
) -> Result<AccountId, PaymentError> {
    let db = domain.db.reader();
    let unknown = || invalid(field, Problem::Unknown);
    let by_code;
    let who = match who {
        Payee::Code(code) => {
            let asked = store::asked_by_code(db, &model::tidy_code(code)).await?;
            by_code = Payee::Account(asked.ok_or_else(unknown)?.payee);
            &by_code
        }
        who => who,
    };
    let holder = match who {
        Payee::Account(id) => match super::accounts::store::by_id(db, *id).await? {
            Some(held) => match held.holder {
                Some(holder) if held.account.currency == currency.id => holder,
                // The fund may be given to; what is of another currency the books refuse.
                _ => return Ok(*id),
            },
            None => return Err(unknown()),
        },
        Payee::Listing(id) => holder_of_listing(db, *id).await?.ok_or_else(unknown)?,
        Payee::Member(id) => holder_of_member(db, *id).await?.ok_or_else(unknown)?,
        Payee::Handle(handle) => {
            let profile = store::of_handle(db, &profiles::people::tidy_handle(handle)).await?;
            Holder { profile: profile.ok_or_else(unknown)?, listing: None }
        }
        Payee::Code(_) => return Err(unknown()),
    };
    let me = signed(ctx)?;
    if store::keeps_away(db, me, holder).await? {
        return Err(unknown());
    }
    if let Some(held) = super::accounts::store::of_holder(db, currency.id, holder).await? {
        return Ok(held.account.id);
    }
    // Being paid is a way to get an account, for who belongs to the community.
    if !store::belongs(db, currency.community, holder.profile).await? {
        return Err(unknown());
    }
    let tx = domain.db.write().await?;
    let id = ensure(&tx, ctx, currency.id, holder).await?;
    tx.commit().await?;
    Ok(id)
}

fn signed(ctx: &Ctx) -> Result<MemberId, PaymentError> {
    let Actor::Member(me) = ctx.actor else { return Err(PaymentError::SignedOut) };
    Ok(me.member)
}

/// What is written beside a payment, with a salt of its own.
fn noted(
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

fn digest(note: Option<&Note>) -> chain::Hash {
    note.map_or_else(|| chain::note_digest(None, &[]), Note::digest)
}

/// Asks the books, and waits until it is committed.
async fn post(
    ctx: &Ctx,
    domain: &Domain,
    (currency, account): (&Currency, AccountId),
    key: Uuid,
    (ask, beside): (Ask, Beside),
) -> Result<Posted, PaymentError> {
    let command = Command { account, key, ask };
    let entry = Entry { currency: currency.id, command, at: ctx.now, beside };
    Ok(domain.books.post(&domain.db, entry).await??)
}

/// What was posted, as the account sees it from which it was asked.
async fn moved(
    ctx: &Ctx,
    domain: &Domain,
    (account, posted): (AccountId, &Posted),
) -> Result<Moved, PaymentError> {
    let first = posted.transfers.first().ok_or(PaymentError::NotFound)?;
    let db = domain.db.reader();
    let row = store::transfer(db, *first).await?.ok_or(PaymentError::NotFound)?;
    let mut told = reading::told(ctx, db, account, vec![row]).await?;
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
