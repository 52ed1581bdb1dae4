//! By which rules a currency goes, version by version.

use chrono::TimeDelta;

use super::error::CurrencyError;
use super::model::{Currency, OPENING_DAYS, RULES_MAX, RulesDraft, Ruling};
use super::{by_id, kept, note, store};
use crate::Domain;
use crate::audit::model::{Act, Note};
use crate::communities::model::tidy_reason;
use crate::ctx::Ctx;
use crate::error::Problem;
use crate::id::CurrencyId;

/// Decides the rules of a currency from a day on. Accounts that there are keep their limits.
///
/// # Errors
/// [`CurrencyError::Invalid`] with the field, `effectiveAt` for one that does not lie after every
/// version before it, [`CurrencyError::RulesWait`] while others are still to take effect,
/// [`CurrencyError::OpensSoon`] where balances would be seen sooner than [`OPENING_DAYS`] from now,
/// [`CurrencyError::TooMany`], [`CurrencyError::NotFound`], [`CurrencyError::Denied`].
pub async fn change_rules(
    ctx: &Ctx,
    domain: &Domain,
    id: CurrencyId,
    draft: RulesDraft,
) -> Result<Ruling, CurrencyError> {
    let tx = domain.db.write().await?;
    let currency = kept(&tx, ctx, id).await?;
    let draft = draft.tidy(ctx.now, currency.kind)?;
    let newest = store::rulings(tx.conn(), id).await?.into_iter().next();
    let opens = draft.open_balances && !newest.as_ref().is_some_and(|it| it.open_balances);
    let (version, after) = newest.map_or((0, None), |it| (it.version, Some(it.effective_at)));
    if version >= RULES_MAX {
        return Err(CurrencyError::TooMany);
    }
    if after.is_some_and(|after| after > ctx.now) {
        return Err(CurrencyError::RulesWait);
    }
    if after.is_some_and(|after| draft.effective_at <= after) {
        let (field, problem) = ("effectiveAt", Problem::OutOfRange);
        return Err(CurrencyError::Invalid { field, problem });
    }
    let known = draft.effective_at - ctx.now >= TimeDelta::days(OPENING_DAYS);
    // Switched off for a moment, it is no less what members were paid under.
    let is_lived_in = currency.is_on || currency.last_number > 0;
    if opens && is_lived_in && !known {
        return Err(CurrencyError::OpensSoon);
    }
    let ruling = ruling(ctx, version + 1, draft);
    store::insert_ruling(&tx, id, &ruling).await?;
    let changed = Note::new(Act::RulesChanged).with("version", ruling.version);
    note(&tx, ctx, &currency, changed).await?;
    tx.commit().await?;
    Ok(ruling)
}

/// Takes back the newest rules of a currency while they are still to take effect: a slip of the pen
/// is no rule. What they were and why they went stands in the log.
///
/// # Errors
/// [`CurrencyError::Invalid`] for `reason`, [`CurrencyError::NothingWaits`] where the newest are in
/// force, [`CurrencyError::NotFound`], [`CurrencyError::Denied`].
pub async fn withdraw_rules(
    ctx: &Ctx,
    domain: &Domain,
    id: CurrencyId,
    reason: &str,
) -> Result<Currency, CurrencyError> {
    let reason = tidy_reason(reason);
    let invalid = |problem| CurrencyError::Invalid { field: "reason", problem };
    let reason = reason.map_err(invalid)?;
    let tx = domain.db.write().await?;
    let currency = kept(&tx, ctx, id).await?;
    let newest = store::rulings(tx.conn(), id).await?.into_iter().next();
    let waits = newest.filter(|it| it.version > 1 && it.effective_at > ctx.now);
    let was = waits.ok_or(CurrencyError::NothingWaits)?;
    store::delete_ruling(&tx, id, was.version).await?;
    let withdrawn = Note::new(Act::RulesWithdrawn).with("version", was.version);
    let withdrawn = withdrawn.with("effectiveAt", was.effective_at.to_rfc3339());
    let withdrawn = withdrawn.with("step", was.step).with("levyBp", was.levy_bp);
    let withdrawn = withdrawn.with("min", was.limits.min).with("max", was.limits.max);
    let withdrawn = withdrawn.with("openBalances", was.open_balances).with("reason", reason);
    note(&tx, ctx, &currency, withdrawn).await?;
    tx.commit().await?;
    Ok(currency)
}

/// The versions of the rules of a currency, the latest first.
///
/// # Errors
/// As [`by_id`].
pub async fn rulings(
    ctx: &Ctx,
    domain: &Domain,
    id: CurrencyId,
) -> Result<Vec<Ruling>, CurrencyError> {
    by_id(ctx, domain, id).await?;
    Ok(store::rulings(domain.db.reader(), id).await?)
}

/// A version of the rules, as the actor decides it now.
pub(super) fn ruling(ctx: &Ctx, version: i32, draft: RulesDraft) -> Ruling {
    Ruling {
        version,
        effective_at: draft.effective_at,
        step: draft.step,
        levy_bp: draft.levy_bp,
        limits: draft.limits,
        soft: draft.soft,
        open_balances: draft.open_balances,
        decided_by: ctx.actor.hands(),
        reason: draft.reason,
        decided_at: ctx.now,
    }
}
