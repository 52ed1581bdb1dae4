//! What who runs a community takes back, whatever limits and states are.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::error::PaymentError;
use super::model::Moved;
use super::{digest, moved, not_there, reasoned, store};
use crate::Domain;
use crate::alerts::{AlertKind, OfPayment};
use crate::audit::{self, model::Act};
use crate::communities::standing_in;
use crate::ctx::{Actor, Ctx};
use crate::id::{AccountId, MemberId, TransferId};
use crate::ledger::accounts;
use crate::ledger::book::Transfer;
use crate::ledger::command::{Ask, Command};
use crate::ledger::currencies;
use crate::ledger::currencies::model::Currency;
use crate::ledger::journal::{Beside, Entry, post_in};
use crate::ledger::rejected::Rejected;
use crate::ledger::telling::tell_holders;
use crate::policy::{self, Action};

/// Takes a transfer back as who runs the community of its currency, with its levy, whatever the
/// limits and whatever stands still. Nobody decides about what they paid or were paid, and what two
/// decided is undone by two.
///
/// # Errors
/// [`PaymentError::NotFound`], [`PaymentError::Invalid`] for `reason`, [`PaymentError::OwnCase`],
/// [`PaymentError::Denied`], [`PaymentError::Rejected`].
pub async fn reverse_for(
    ctx: &Ctx,
    domain: &Domain,
    (key, transfer): (Uuid, TransferId),
    reason: &str,
) -> Result<Moved, PaymentError> {
    let Actor::Member(me) = ctx.actor else { return Err(PaymentError::SignedOut) };
    let note = reasoned(ctx, reason)?;
    // Who may not holds up nobody who pays.
    let (was, currency) = allowed(ctx, domain.db.reader(), (me.member, transfer)).await?;
    let (debit, credit, amount) = (was.debit, was.credit, was.amount.minor());
    let tx = domain.db.write().await?;
    currencies::store::lock(&tx, currency.id).await?.ok_or(PaymentError::NotFound)?;
    let is_new = !accounts::store::is_answered(&tx, (credit, key)).await?;
    let id = TransferId(ctx.ids.next());
    let ask = Ask::Reverse { id, transfer, note: digest(note.as_ref()), decided: true };
    let command = Command { account: credit, key, ask };
    let beside = Beside { note, ..Beside::default() };
    let entry = Entry { currency: currency.id, command, at: ctx.now, beside };
    let outcome = post_in(&tx, &[entry]).await?.pop().unwrap_or(Err(Rejected::CurrencyUnknown));
    if let (Ok(posted), true) = (&outcome, is_new) {
        let note = audit::model::Note::new(Act::TransferReversed).of(currency.community);
        let note = note.to(credit).with("transfer", transfer.to_string());
        audit::note(&tx, ctx, note).await?;
        let (kind, transfer) = (AlertKind::TakenBack, posted.transfers.first().copied());
        let of = OfPayment { account: credit, amount, transfer, request: None, hold: None };
        tell_holders(&tx, ctx, kind, (of, Some(debit))).await?;
    }
    // The refusal is an answer too, and is kept.
    tx.commit().await?;
    moved(domain, (credit, &outcome?)).await
}

/// What is taken back, with its currency, for who may, and whose case it is not.
async fn allowed(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    (me, id): (MemberId, TransferId),
) -> Result<(Transfer, Currency), PaymentError> {
    let was = not_there(store::transfer(db, id).await?)?.transfer;
    let held = not_there(accounts::store::by_id(db, was.credit).await?)?;
    let currency = not_there(currencies::store::by_id(db, held.account.currency).await?)?;
    let standing = standing_in(ctx, db, currency.community).await?;
    if !policy::allows_on(ctx.actor, Action::SeeAccounts, standing) {
        return Err(PaymentError::NotFound);
    }
    policy::check_on(ctx, Action::ManageAccounts, standing)?;
    for account in [was.debit, was.credit] {
        if is_of(db, me, account).await? {
            return Err(PaymentError::OwnCase);
        }
    }
    Ok((was, currency))
}

/// Whether somebody belongs to the profile whose account it is.
async fn is_of(
    db: &impl ConnectionTrait,
    me: MemberId,
    account: AccountId,
) -> Result<bool, PaymentError> {
    let held = accounts::store::by_id(db, account).await?;
    let Some(holder) = held.and_then(|it| it.holder) else { return Ok(false) };
    Ok(accounts::store::belongs(db, me, holder.profile).await?)
}
