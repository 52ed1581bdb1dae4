//! What who runs a community takes back, whatever limits and states are.

use uuid::Uuid;

use super::error::PaymentError;
use super::model::Moved;
use super::{digest, moved, reasoned, store};
use crate::Domain;
use crate::alerts::{AlertKind, OfPayment};
use crate::audit::{self, model::Act};
use crate::communities::standing_in;
use crate::ctx::{Actor, Ctx};
use crate::db::WriteTx;
use crate::id::{AccountId, MemberId, TransferId};
use crate::ledger::accounts;
use crate::ledger::command::{Ask, Command};
use crate::ledger::currencies;
use crate::ledger::journal::{Beside, Entry, post_in};
use crate::ledger::rejected::Rejected;
use crate::ledger::telling::tell_holders;
use crate::policy::{self, Action};

/// Takes a transfer back as who runs the community of its currency, with its levy, whatever the
/// limits and whatever stands still. Nobody decides about what they paid or were paid.
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
    let tx = domain.db.write().await?;
    let was = store::transfer(tx.conn(), transfer).await?.ok_or(PaymentError::NotFound)?.transfer;
    let (debit, credit, amount) = (was.debit, was.credit, was.amount.minor());
    let held = accounts::store::by_id(tx.conn(), credit).await?.ok_or(PaymentError::NotFound)?;
    let currency = currencies::store::lock(&tx, held.account.currency).await?;
    let currency = currency.ok_or(PaymentError::NotFound)?;
    let standing = standing_in(ctx, tx.conn(), currency.community).await?;
    if !policy::allows_on(ctx.actor, Action::SeeAccounts, standing) {
        return Err(PaymentError::NotFound);
    }
    policy::check_on(ctx, Action::ManageAccounts, standing)?;
    for account in [debit, credit] {
        if is_of(&tx, me.member, account).await? {
            return Err(PaymentError::OwnCase);
        }
    }
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
        let of = OfPayment { account: credit, amount, transfer, request: None };
        tell_holders(&tx, ctx, kind, (of, Some(debit))).await?;
    }
    // The refusal is an answer too, and is kept.
    tx.commit().await?;
    moved(ctx, domain, (credit, &outcome?)).await
}

/// Whether somebody belongs to the profile whose account it is.
async fn is_of(tx: &WriteTx, me: MemberId, account: AccountId) -> Result<bool, PaymentError> {
    let held = accounts::store::by_id(tx.conn(), account).await?;
    let Some(holder) = held.and_then(|it| it.holder) else { return Ok(false) };
    Ok(accounts::store::belongs(tx.conn(), me, holder.profile).await?)
}
