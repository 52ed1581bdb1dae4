//! What merchants hand in for euros: asked, which sets the amount apart; approved; paid, which
//! takes it back to the issuer. The euros go outside, from the community's bank account.

use super::error::{IssuingError, invalid};
use super::model::{
    LISTED_MAX, REDEMPTION_DAYS, REDEMPTIONS_MAX, Redemption, RedemptionDraft, RedemptionState,
    derived_key, worth,
};
use super::{belongs, house, issued_by_me, post_one, store};
use crate::alerts::{AlertKind, OfPayment};
use crate::audit::model::{Act, Note};
use crate::communities::model::tidy_reason;
use crate::communities::standing_in;
use crate::ctx::{Actor, Ctx};
use crate::db::WriteTx;
use crate::error::Problem;
use crate::id::{AccountId, CurrencyId, HoldId, MemberId, RedemptionId, TransferId};
use crate::ledger::account::AccountKind;
use crate::ledger::accounts::{self, held_by_me};
use crate::ledger::amount::{Amount, decimal};
use crate::ledger::book::{CurrencyKind, TransferKind};
use crate::ledger::chain;
use crate::ledger::command::{Ask, Command};
use crate::ledger::currencies;
use crate::ledger::currencies::model::Currency;
use crate::ledger::journal::Beside;
use crate::ledger::payments::model::Unit;
use crate::ledger::rejected::Rejected;
use crate::ledger::telling::tell_holders;
use crate::policy::{self, Action};
use crate::{Domain, audit};

/// Asks euros for an amount, which is set apart for [`REDEMPTION_DAYS`]. Sent again under the same
/// key, it is asked once.
///
/// # Errors
/// [`IssuingError::NotIssued`], [`IssuingError::NoEuros`], [`IssuingError::Invalid`] for `account`
/// that is no merchant's, or for an `amount` worth less than a cent, [`IssuingError::TooMany`],
/// [`IssuingError::Rejected`], [`IssuingError::NotFound`], [`IssuingError::Denied`].
pub async fn redeem(
    ctx: &Ctx,
    domain: &Domain,
    draft: RedemptionDraft,
) -> Result<Redemption, IssuingError> {
    let tx = domain.db.write().await?;
    let held = held_by_me(ctx, tx.conn(), draft.account).await?;
    let currency = currencies::store::lock(&tx, held.account.currency).await?;
    let currency = currency.ok_or(IssuingError::NotFound)?;
    let standing = standing_in(ctx, tx.conn(), currency.community).await?;
    policy::check_on(ctx, Action::HoldAccount, standing)?;
    let amount = Amount::parse(&draft.amount, currency.scale)?;
    if let Some(was) = store::redemptions::by_key(&tx, (draft.account, draft.key)).await? {
        let same = was.amount == amount.minor();
        let differs = IssuingError::Rejected(Rejected::ExistsWithDifferentContent);
        return if same { told(ctx, domain, was.id).await } else { Err(differs) };
    }
    let euro_cents = redeemable(&currency, held.account.kind, amount)?;
    if store::redemptions::count_open(tx.conn(), draft.account).await? >= REDEMPTIONS_MAX {
        return Err(IssuingError::TooMany);
    }
    // Euros are paid for what is there, not for what may be owed.
    let is_there = held.account.balance().minor().saturating_sub(held.account.reserved);
    if amount.minor() > is_there {
        return Err(Rejected::PayerLimit.into());
    }
    let issuer = house(tx.conn(), currency.id, AccountKind::Issuer).await?.account.id;
    let (hold, expires_at) =
        (HoldId(ctx.ids.next()), ctx.now + chrono::TimeDelta::days(REDEMPTION_DAYS));
    let ask = Ask::Hold { id: hold, to: issuer, amount, expires_at };
    let key = derived_key(draft.account.0, draft.key);
    let command = Command { account: draft.account, key, ask };
    if let Err(why) = post_one(&tx, ctx, (currency.id, command), Beside::default()).await? {
        // The refusal is an answer too, and is kept.
        tx.commit().await?;
        return Err(why.into());
    }
    let redemption = Redemption {
        id: RedemptionId(ctx.ids.next()),
        currency: currency.id,
        unit: Unit { currency: currency.id, code: currency.code, scale: currency.scale },
        account: draft.account,
        name: None,
        hold,
        amount: amount.minor(),
        euro_cents,
        state: RedemptionState::Asked,
        asked_at: ctx.now,
        decided_at: None,
        reason: None,
        paid_at: None,
        transfer: None,
    };
    store::redemptions::insert(&tx, &redemption, (draft.key, ctx.actor.hands())).await?;
    tx.commit().await?;
    told(ctx, domain, redemption.id).await
}

/// Takes back what was asked and not paid, as who holds the account: the amount is let go.
///
/// # Errors
/// [`IssuingError::Ended`], [`IssuingError::NotFound`].
pub async fn take_back(
    ctx: &Ctx,
    domain: &Domain,
    id: RedemptionId,
) -> Result<Redemption, IssuingError> {
    let tx = domain.db.write().await?;
    let was = store::redemptions::by_id(tx.conn(), id).await?.ok_or(IssuingError::NotFound)?;
    held_by_me(ctx, tx.conn(), was.account).await?;
    currencies::store::lock(&tx, was.currency).await?.ok_or(IssuingError::NotFound)?;
    let was = standing(&tx, id, &[RedemptionState::Asked]).await?;
    let_go(&tx, ctx, &was).await?;
    store::redemptions::withdraw(&tx, id).await?;
    tx.commit().await?;
    told(ctx, domain, id).await
}

/// Says that the euros will be paid.
///
/// # Errors
/// [`IssuingError::OwnCase`], [`IssuingError::Ended`], [`IssuingError::NotFound`],
/// [`IssuingError::Denied`].
pub async fn approve(
    ctx: &Ctx,
    domain: &Domain,
    id: RedemptionId,
) -> Result<Redemption, IssuingError> {
    let tx = domain.db.write().await?;
    let (me, currency, was) = decidable(&tx, ctx, id, &[RedemptionState::Asked]).await?;
    let state = RedemptionState::Approved;
    store::redemptions::decide(&tx, (id, state), (me, ctx.now), None).await?;
    note(&tx, ctx, (&currency, &was), Act::RedemptionApproved).await?;
    tell(&tx, ctx, (&was, None), AlertKind::RedemptionApproved).await?;
    tx.commit().await?;
    told(ctx, domain, id).await
}

/// Refuses it with a reason, and lets the amount go; also what was approved and cannot be paid
/// after all.
///
/// # Errors
/// As [`approve`], and [`IssuingError::Invalid`] for `reason`.
pub async fn refuse(
    ctx: &Ctx,
    domain: &Domain,
    id: RedemptionId,
    reason: &str,
) -> Result<Redemption, IssuingError> {
    let reason = tidy_reason(reason).map_err(|it| invalid("reason", it))?;
    let open = [RedemptionState::Asked, RedemptionState::Approved];
    let tx = domain.db.write().await?;
    let (me, currency, was) = decidable(&tx, ctx, id, &open).await?;
    let_go(&tx, ctx, &was).await?;
    let state = RedemptionState::Refused;
    store::redemptions::decide(&tx, (id, state), (me, ctx.now), Some(&reason)).await?;
    note(&tx, ctx, (&currency, &was), Act::RedemptionRefused).await?;
    tell(&tx, ctx, (&was, None), AlertKind::RedemptionRefused).await?;
    tx.commit().await?;
    told(ctx, domain, id).await
}

/// Writes down that the euros were paid: the amount goes back to the issuer.
///
/// # Errors
/// As [`approve`], and [`IssuingError::Rejected`] where the books refuse.
pub async fn paid(
    ctx: &Ctx,
    domain: &Domain,
    id: RedemptionId,
) -> Result<Redemption, IssuingError> {
    let tx = domain.db.write().await?;
    let (me, currency, was) = decidable(&tx, ctx, id, &[RedemptionState::Approved]).await?;
    let_go(&tx, ctx, &was).await?;
    let issuer = house(tx.conn(), was.currency, AccountKind::Issuer).await?.account.id;
    let ask = Ask::Pay {
        id: TransferId(ctx.ids.next()),
        to: issuer,
        amount: Amount::new(was.amount)?,
        kind: TransferKind::Redemption,
        note: chain::note_digest(None, &[]),
    };
    let command = Command { account: was.account, key: id.0, ask };
    // What the books refuse is not kept: it may fit tomorrow, and nothing was let go.
    let posted = post_one(&tx, ctx, (was.currency, command), Beside::default()).await??;
    let transfer = posted.transfers.first().copied().ok_or(IssuingError::NotFound)?;
    store::redemptions::pay(&tx, (id, transfer), (me, ctx.now)).await?;
    note(&tx, ctx, (&currency, &was), Act::RedemptionPaid).await?;
    tell(&tx, ctx, (&was, Some(transfer)), AlertKind::RedemptionPaid).await?;
    tx.commit().await?;
    told(ctx, domain, id).await
}

/// What merchants hand in, what waits first, for who may issue the currency.
///
/// # Errors
/// [`IssuingError::NotFound`], [`IssuingError::Denied`].
pub async fn redemptions(
    ctx: &Ctx,
    domain: &Domain,
    of: CurrencyId,
) -> Result<Vec<Redemption>, IssuingError> {
    let currency = currencies::by_id(ctx, domain, of).await?;
    let db = domain.db.reader();
    let standing = standing_in(ctx, db, currency.community).await?;
    policy::check_on(ctx, Action::IssueCurrency, standing)?;
    let all = store::redemptions::of_currency(db, of, LISTED_MAX).await?;
    Ok(all)
}

/// What was handed in from an account of the actor's, the latest first.
///
/// # Errors
/// [`IssuingError::NotFound`].
pub async fn my_redemptions(
    ctx: &Ctx,
    domain: &Domain,
    of: AccountId,
) -> Result<Vec<Redemption>, IssuingError> {
    let db = domain.db.reader();
    held_by_me(ctx, db, of).await?;
    let all = store::redemptions::of_account(db, of, LISTED_MAX).await?;
    Ok(all)
}

/// Everything that is kept of what somebody handed in, or asked in person for somebody else, as
/// they take it along.
///
/// # Errors
/// [`IssuingError::SignedOut`], [`IssuingError::Denied`] under a mandate.
pub async fn redemptions_of_member(
    ctx: &Ctx,
    domain: &Domain,
) -> Result<Vec<Redemption>, IssuingError> {
    let Actor::Member(me) = ctx.actor else { return Err(IssuingError::SignedOut) };
    policy::check(ctx, Action::KeepAccount)?;
    Ok(store::redemptions::of_member(domain.db.reader(), me.member).await?)
}

/// What an amount is worth, where it can be handed in.
fn redeemable(of: &Currency, kind: AccountKind, amount: Amount) -> Result<i64, IssuingError> {
    if of.kind != CurrencyKind::Issued {
        return Err(IssuingError::NotIssued);
    }
    if kind != AccountKind::Merchant {
        return Err(invalid("account", Problem::Unknown));
    }
    let one = of.euro_cents.ok_or(IssuingError::NoEuros)?;
    worth(amount.minor(), of.scale, one).ok_or_else(|| invalid("amount", Problem::OutOfRange))
}

/// A redemption in one of some states, whose amount still stands apart.
async fn standing(
    tx: &WriteTx,
    id: RedemptionId,
    states: &[RedemptionState],
) -> Result<Redemption, IssuingError> {
    let found = store::redemptions::by_id(tx.conn(), id).await?.ok_or(IssuingError::NotFound)?;
    if states.contains(&found.state) { Ok(found) } else { Err(IssuingError::Ended) }
}

/// The same for who may decide about it, with the books of its currency held.
async fn decidable(
    tx: &WriteTx,
    ctx: &Ctx,
    id: RedemptionId,
    states: &[RedemptionState],
) -> Result<(MemberId, Currency, Redemption), IssuingError> {
    let found = store::redemptions::by_id(tx.conn(), id).await?.ok_or(IssuingError::NotFound)?;
    let (me, currency) = issued_by_me(tx, ctx, found.currency).await?;
    let found = standing(tx, id, states).await?;
    let held = accounts::store::by_id(tx.conn(), found.account).await?;
    if let Some(holder) = held.and_then(|it| it.holder)
        && belongs(tx.conn(), me, holder.profile).await?
    {
        return Err(IssuingError::OwnCase);
    }
    Ok((me, currency, found))
}

/// Lets go of what was set apart, as the issuer.
async fn let_go(tx: &WriteTx, ctx: &Ctx, it: &Redemption) -> Result<(), IssuingError> {
    let issuer = house(tx.conn(), it.currency, AccountKind::Issuer).await?.account.id;
    let ask = Ask::Release { hold: it.hold };
    let command = Command { account: issuer, key: it.id.0, ask };
    post_one(tx, ctx, (it.currency, command), Beside::default()).await??;
    Ok(())
}

/// A redemption as it stands now.
async fn told(_: &Ctx, domain: &Domain, id: RedemptionId) -> Result<Redemption, IssuingError> {
    let found = store::redemptions::by_id(domain.db.reader(), id).await?;
    found.ok_or(IssuingError::NotFound)
}

/// Tells whoever holds the account.
async fn tell(
    tx: &WriteTx,
    ctx: &Ctx,
    (it, transfer): (&Redemption, Option<TransferId>),
    kind: AlertKind,
) -> Result<(), IssuingError> {
    let (request, hold) = (None, None);
    let of = OfPayment { account: it.account, amount: it.amount, transfer, request, hold };
    Ok(tell_holders(tx, ctx, kind, (of, None)).await?)
}

async fn note(
    tx: &WriteTx,
    ctx: &Ctx,
    (of, it): (&Currency, &Redemption),
    act: Act,
) -> Result<(), IssuingError> {
    let note = Note::new(act).of(of.community).to(it.id).with("code", of.code.as_str());
    let note = note.with("amount", decimal(it.amount, of.scale));
    Ok(audit::note(tx, ctx, note).await?)
}
