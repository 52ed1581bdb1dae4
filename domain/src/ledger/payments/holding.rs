//! Setting apart: what is promised to somebody, and paid, let go, or over.

use uuid::Uuid;

use super::error::PaymentError;
use super::model::{HoldDraft, LISTED_MAX, Moved, SetApart};
use super::{digest, found, is_mine, mine, moved, not_there, post, reading, store};
use crate::Domain;
use crate::ctx::Ctx;
use crate::id::{AccountId, HoldId, TransferId};
use crate::ledger::accounts::held_by_me;
use crate::ledger::amount::Amount;
use crate::ledger::command::Ask;
use crate::ledger::journal::Beside;

/// Sets an amount apart for somebody until a moment.
///
/// # Errors
/// [`PaymentError::NotFound`] for an account that is not the actor's, [`PaymentError::Invalid`] for
/// `to`, [`PaymentError::Rejected`].
pub async fn hold(ctx: &Ctx, domain: &Domain, draft: HoldDraft) -> Result<SetApart, PaymentError> {
    let (from, currency) = mine(ctx, domain, draft.from).await?;
    let amount = Amount::parse(&draft.amount, currency.scale)?;
    let to = found(ctx, domain, &currency, &draft.to, "to").await?;
    let id = HoldId(ctx.ids.next());
    let ask = Ask::Hold { id, to, amount, expires_at: draft.expires_at };
    let at = (&currency, from.account.id);
    let posted = post(ctx, domain, at, draft.key, (ask, Beside::default())).await?;
    set_apart(ctx, domain, posted.hold.ok_or(PaymentError::NotFound)?).await
}

/// Pays out of what was set apart, as who set it apart.
///
/// # Errors
/// [`PaymentError::NotFound`], [`PaymentError::Rejected`].
pub async fn capture(
    ctx: &Ctx,
    domain: &Domain,
    (key, id): (Uuid, HoldId),
    amount: &str,
) -> Result<Moved, PaymentError> {
    let it = not_there(store::hold(domain.db.reader(), id).await?)?;
    let (from, currency) = mine(ctx, domain, it.payer).await?;
    // What two agreed on is paid when both say that it was done.
    if it.agreement.is_some() {
        return Err(PaymentError::NotFound);
    }
    let amount = Amount::parse(amount, currency.scale)?;
    let new = TransferId(ctx.ids.next());
    let ask = Ask::Capture { id: new, hold: id, amount, note: digest(None) };
    let at = (&currency, from.account.id);
    let posted = post(ctx, domain, at, key, (ask, Beside::default())).await?;
    moved(ctx, domain, (from.account.id, &posted)).await
}

/// Lets go of what is left, as who it was set apart for: never as who set it apart.
///
/// # Errors
/// [`PaymentError::NotFound`], [`PaymentError::Rejected`].
pub async fn release(
    ctx: &Ctx,
    domain: &Domain,
    (key, id): (Uuid, HoldId),
) -> Result<SetApart, PaymentError> {
    let it = not_there(store::hold(domain.db.reader(), id).await?)?;
    let (payee, currency) = mine(ctx, domain, it.payee).await?;
    if it.agreement.is_some() {
        return Err(PaymentError::NotFound);
    }
    let (ask, at) = (Ask::Release { hold: id }, (&currency, payee.account.id));
    post(ctx, domain, at, key, (ask, Beside::default())).await?;
    set_apart(ctx, domain, id).await
}

/// A hold, for the two whom it is between.
///
/// # Errors
/// [`PaymentError::NotFound`].
pub async fn set_apart(ctx: &Ctx, domain: &Domain, id: HoldId) -> Result<SetApart, PaymentError> {
    let db = domain.db.reader();
    let it = not_there(store::hold(db, id).await?)?;
    for account in [it.payer, it.payee] {
        if is_mine(ctx, db, account).await? {
            return not_there(reading::set_apart(db, vec![it]).await?.pop());
        }
    }
    Err(PaymentError::NotFound)
}

/// What is set apart of an account of the actor's, and for it: at most [`LISTED_MAX`], what ends
/// first before the others.
///
/// # Errors
/// [`PaymentError::NotFound`].
pub async fn holds(
    ctx: &Ctx,
    domain: &Domain,
    of: AccountId,
) -> Result<Vec<SetApart>, PaymentError> {
    let db = domain.db.reader();
    held_by_me(ctx, db, of).await?;
    reading::set_apart(db, store::standing(db, of, LISTED_MAX).await?).await
}
