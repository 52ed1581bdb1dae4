//! Setting apart: what is promised to somebody, and paid, let go, or over.

use uuid::Uuid;

use super::error::PaymentError;
use super::model::{HoldDraft, LISTED_MAX, Moved, SetApart, said_amount};
use super::payees::found;
use super::{before, digest, is_mine, mine, moved, not_there, post, reading, said, signed, store};
use crate::Domain;
use crate::ctx::Ctx;
use crate::id::{AccountId, HoldId, TransferId};
use crate::ledger::account::AccountKind;
use crate::ledger::accounts::{self, held_by_me};
use crate::ledger::amount::Amount;
use crate::ledger::book::{HoldState, Posted};
use crate::ledger::command::Ask;
use crate::ledger::journal::Beside;
use crate::members::attempts::{DAY, Limit};

/// What one member sets apart for one account: each of them is told.
const HOLDS_TO: Limit = Limit { name: "holds-to", tries: 20, minutes: DAY };

/// Sets an amount apart for somebody until a moment.
///
/// # Errors
/// [`PaymentError::NotFound`] for an account that is not the actor's, [`PaymentError::Invalid`] for
/// `to`, [`PaymentError::Rejected`], [`PaymentError::TooMany`] after too many for one account.
pub async fn hold(ctx: &Ctx, domain: &Domain, draft: HoldDraft) -> Result<SetApart, PaymentError> {
    let (from, currency) = mine(ctx, domain, draft.from).await?;
    let HoldDraft { key, to, amount, expires_at, .. } = &draft;
    let at = (from.account.id, *key);
    let amount_said = said_amount(amount, currency.scale);
    let said = said(domain, "hold", &(format!("{to:?}"), amount_said, expires_at));
    if let Some(posted) = before(domain.db.reader(), at, &said).await? {
        return at_first(ctx, domain, &posted).await;
    }
    let amount = Amount::parse(amount, currency.scale)?;
    let to = found(ctx, domain, &currency, to, "to").await?;
    let tx = domain.db.write().await?;
    HOLDS_TO.take(&tx, ctx, &format!("{}\n{to}", signed(ctx)?)).await?;
    tx.commit().await?;
    let ask = Ask::Hold { id: HoldId(ctx.ids.next()), to, amount, expires_at: *expires_at };
    let beside = Beside { said: Some(said), ..Beside::default() };
    let posted = post(ctx, domain, (&currency, at.0), *key, (ask, beside)).await?;
    at_first(ctx, domain, &posted).await
}

/// A hold as it was when it was made, whatever has become of it: sent again, the answer is the same.
async fn at_first(ctx: &Ctx, domain: &Domain, posted: &Posted) -> Result<SetApart, PaymentError> {
    let it = set_apart(ctx, domain, posted.hold.ok_or(PaymentError::NotFound)?).await?;
    Ok(SetApart { captured: 0, state: HoldState::Standing, disputed: false, ..it })
}

/// Pays out of what was set apart, as who set it apart. What was promised is paid also to whom the
/// actor keeps away from since.
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
    let payee = accounts::store::by_id(domain.db.reader(), it.payee).await?;
    let is_handed_in = payee.is_some_and(|it| it.account.kind == AccountKind::Issuer);
    // What two agreed on is paid when both say that it was done, and what is handed in for euros
    // goes back once they are paid.
    if it.agreement.is_some() || is_handed_in {
        return Err(PaymentError::NotFound);
    }
    let at = (from.account.id, key);
    let said = said(domain, "capture", &(id.0, said_amount(amount, currency.scale)));
    if let Some(posted) = before(domain.db.reader(), at, &said).await? {
        return moved(domain, (at.0, &posted)).await;
    }
    let amount = Amount::parse(amount, currency.scale)?;
    let new = TransferId(ctx.ids.next());
    let ask = Ask::Capture { id: new, hold: id, amount, note: digest(None) };
    let beside = Beside { said: Some(said), ..Beside::default() };
    let posted = post(ctx, domain, (&currency, at.0), key, (ask, beside)).await?;
    moved(domain, (at.0, &posted)).await
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
