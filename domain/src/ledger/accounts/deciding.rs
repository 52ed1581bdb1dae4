//! What organisers decide about an account, and its holder about closing it.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::error::AccountError;
use super::model::{Held, LimitsDraft};
use super::{held_by_me, store};
use crate::Domain;
use crate::alerts::AlertKind;
use crate::audit;
use crate::audit::model::{Act, Note};
use crate::communities::model::tidy_reason;
use crate::communities::standing_in;
use crate::ctx::{Actor, Ctx};
use crate::db::WriteTx;
use crate::error::Problem;
use crate::id::AccountId;
use crate::ledger::account::{AccountState, Limits};
use crate::ledger::command::{Ask, Command};
use crate::ledger::currencies;
use crate::ledger::currencies::model::{Currency, check_limits};
use crate::ledger::journal::{Beside, Entry, post_in};
use crate::ledger::rejected::Rejected;
use crate::ledger::telling::tell_decided;
use crate::policy::{self, Action};

/// Gives an account other limits. Sent again under the same key, it is done once.
///
/// # Errors
/// [`AccountError::Invalid`] with the field, [`AccountError::OwnCase`],
/// [`AccountError::Rejected`], [`AccountError::NotFound`], [`AccountError::Denied`].
pub async fn set_limits(
    ctx: &Ctx,
    domain: &Domain,
    (id, key): (AccountId, Uuid),
    draft: LimitsDraft,
) -> Result<Held, AccountError> {
    let LimitsDraft { limits, soft, reason } = draft;
    let reason = why(&reason)?;
    let tx = domain.db.write().await?;
    let (held, currency) = managed(&tx, ctx, id).await?;
    let checked = check_limits(currency.kind, limits, soft);
    checked.map_err(|(field, problem)| invalid(field, problem))?;
    let decision = Decision { ask: Ask::Limit { limits }, soft, act: Act::LimitsSet };
    decide(tx, ctx, (held, &currency, key), decision, &reason).await
}

/// Lets an account stand still: nothing goes from it or to it.
///
/// # Errors
/// As [`set_limits`].
pub async fn freeze(
    ctx: &Ctx,
    domain: &Domain,
    of: (AccountId, Uuid),
    reason: &str,
) -> Result<Held, AccountError> {
    become_state(ctx, domain, of, (AccountState::Frozen, Act::AccountFrozen, reason)).await
}

/// Lets it go on.
///
/// # Errors
/// As [`set_limits`].
pub async fn thaw(
    ctx: &Ctx,
    domain: &Domain,
    of: (AccountId, Uuid),
    reason: &str,
) -> Result<Held, AccountError> {
    become_state(ctx, domain, of, (AccountState::Open, Act::AccountThawed, reason)).await
}

/// Closes an account with nothing in it, as its holder or as who runs the community. A later
/// payment opens another.
///
/// # Errors
/// As [`set_limits`]. Whose account stands still does not close it.
pub async fn close(
    ctx: &Ctx,
    domain: &Domain,
    of: (AccountId, Uuid),
    reason: &str,
) -> Result<Held, AccountError> {
    become_state(ctx, domain, of, (AccountState::Closed, Act::AccountClosed, reason)).await
}

/// What is asked of the books, and what stands beside.
struct Decision {
    ask: Ask,
    soft: Limits,
    act: Act,
}

async fn become_state(
    ctx: &Ctx,
    domain: &Domain,
    (id, key): (AccountId, Uuid),
    (state, act, reason): (AccountState, Act, &str),
) -> Result<Held, AccountError> {
    let reason = why(reason)?;
    let tx = domain.db.write().await?;
    let (held, currency) = match act {
        Act::AccountClosed => closable(&tx, ctx, id).await?,
        _ => managed(&tx, ctx, id).await?,
    };
    let decision = Decision { ask: Ask::Become { state }, soft: held.soft, act };
    decide(tx, ctx, (held, &currency, key), decision, &reason).await
}

async fn decide(
    tx: WriteTx,
    ctx: &Ctx,
    (was, of, key): (Held, &Currency, Uuid),
    Decision { ask, soft, act }: Decision,
    reason: &str,
) -> Result<Held, AccountError> {
    let (id, currency) = (was.account.id, was.account.currency);
    let is_new = !store::is_answered(&tx, (id, key)).await?;
    let command = Command { account: id, key, ask };
    let entry = Entry { currency, command, at: ctx.now, beside: Beside::default() };
    let said = post_in(&tx, &[entry]).await?.pop().unwrap_or(Err(Rejected::CurrencyUnknown));
    if let Err(rejected) = said {
        // The refusal is an answer too, and is kept.
        tx.commit().await?;
        return Err(AccountError::Rejected(rejected));
    }
    if is_new {
        store::set_soft(&tx, id, soft).await?;
    }
    let is = store::by_id(tx.conn(), id).await?.ok_or(AccountError::NotFound)?;
    if is_new {
        store::insert_change(&tx, &is, (ctx.actor.hands(), reason), ctx.now).await?;
        audit::note(&tx, ctx, Note::new(act).of(of.community).to(id)).await?;
        if let Some(kind) = told_of(act) {
            tell_decided(&tx, ctx, kind, (id, &of.code)).await?;
        }
    }
    tx.commit().await?;
    Ok(is)
}

/// What those are told who hold an account about which something is decided.
fn told_of(act: Act) -> Option<AlertKind> {
    match act {
        Act::LimitsSet => Some(AlertKind::LimitsChanged),
        Act::AccountFrozen => Some(AlertKind::AccountFrozen),
        Act::AccountThawed => Some(AlertKind::AccountThawed),
        _ => None,
    }
}

/// An account of a currency of whose community the actor is an organiser, with its books held
/// until the transaction ends. It is not theirs.
async fn managed(tx: &WriteTx, ctx: &Ctx, id: AccountId) -> Result<(Held, Currency), AccountError> {
    let (held, currency) = locked(tx, ctx, id).await?;
    let standing = standing_in(ctx, tx.conn(), currency.community).await?;
    policy::check_on(ctx, Action::ManageAccounts, standing)?;
    if is_own(ctx, tx.conn(), &held).await? {
        return Err(AccountError::OwnCase);
    }
    Ok((held, currency))
}

/// The same, or an account of the actor's own that does not stand still.
async fn closable(
    tx: &WriteTx,
    ctx: &Ctx,
    id: AccountId,
) -> Result<(Held, Currency), AccountError> {
    let is_mine = held_by_me(ctx, tx.conn(), id).await.is_ok();
    if !is_mine {
        return managed(tx, ctx, id).await;
    }
    let (held, currency) = locked(tx, ctx, id).await?;
    match held.account.state {
        AccountState::Frozen => Err(AccountError::Rejected(Rejected::PayerFrozen)),
        _ => Ok((held, currency)),
    }
}

async fn locked(tx: &WriteTx, ctx: &Ctx, id: AccountId) -> Result<(Held, Currency), AccountError> {
    let (held, _) = super::seen(ctx, tx.conn(), id).await?;
    let currency = currencies::store::lock(tx, held.account.currency).await?;
    let currency = currency.ok_or(AccountError::NotFound)?;
    // Read again: it is as it is once nobody else writes.
    let held = store::by_id(tx.conn(), id).await?.ok_or(AccountError::NotFound)?;
    Ok((held, currency))
}

/// Whether the actor belongs to the profile whose account it is.
pub(in crate::ledger) async fn is_own(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    held: &Held,
) -> Result<bool, AccountError> {
    let (Actor::Member(me), Some(holder)) = (ctx.actor, held.holder) else { return Ok(false) };
    Ok(store::belongs(db, me.member, holder.profile).await?)
}

fn why(typed: &str) -> Result<String, AccountError> {
    tidy_reason(typed).map_err(|problem| invalid("reason", problem))
}

fn invalid(field: &'static str, problem: Problem) -> AccountError {
    AccountError::Invalid { field, problem }
}
