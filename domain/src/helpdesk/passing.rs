//! What happens to needs by themselves: an agreement about one ends, and time passes.

use chrono::TimeDelta;

use super::doing::{end, given_back, tell_desk};
use super::error::HelpdeskError;
use super::machine::{self, Party, Step};
use super::model::{CONTACT_DAYS, KEPT_DAYS, NeedState, SILENT_DAYS};
use super::store::{self, Kept};
use super::{held, left};
use crate::Domain;
use crate::agreements::model::Agreement;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::policy::{self, Action};
use crate::posts::at_desk;

/// An agreement ended, in the transaction in which it does: the need that it is about was done, or
/// is open again, and the desk hears of it.
pub(crate) async fn followed(tx: &WriteTx, ctx: &Ctx, it: &Agreement) -> Result<(), DbError> {
    let Some(step) = machine::after_agreement(it.state) else { return Ok(()) };
    let Some(kept) = store::lock_of(tx, it.id).await? else { return Ok(()) };
    let Some(state) = machine::next(kept.state, step, Party::Doer) else { return Ok(()) };
    let followed = match step {
        Step::GiveBack => given_back((tx, ctx), kept, state).await,
        _ => end((tx, ctx), kept, state).await,
    };
    let told = match followed {
        Ok(next) => tell_desk(tx, ctx, &next).await,
        Err(error) => Err(error),
    };
    match told {
        Err(HelpdeskError::Db(error)) => Err(error),
        // Nothing is asked here of who may, nor read from anybody.
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Drops what nobody did anything about for [`SILENT_DAYS`], and the desk hears of it. Forgets how
/// people are reached [`CONTACT_DAYS`] after the end, and the rest [`KEPT_DAYS`] after
/// it, also where it stands with what two agreed on. What somebody did who left meanwhile is open
/// again, and the desk hears of it. Answers how much of all that it did.
///
/// # Errors
/// [`HelpdeskError::Denied`], [`HelpdeskError::Db`].
pub async fn tidy(ctx: &Ctx, domain: &Domain) -> Result<u64, HelpdeskError> {
    policy::check(ctx, Action::KeepHouse)?;
    let before = |days| ctx.now - TimeDelta::days(days);
    let tx = domain.db.write().await?;
    let dropped = drop_silent(&tx, ctx).await?;
    let reopened = reopen(&tx, ctx).await?;
    let forgotten = store::forget_contacts(&tx, before(CONTACT_DAYS)).await?;
    for post in store::posts_of(&tx, before(KEPT_DAYS)).await? {
        at_desk::forget_words(&tx, ctx, post).await?;
    }
    let gone = store::forget(&tx, before(KEPT_DAYS)).await?;
    tx.commit().await?;
    Ok(dropped + reopened + forgotten + gone)
}

/// What somebody did who left meanwhile is open again; answers how much that was.
async fn reopen(tx: &WriteTx, ctx: &Ctx) -> Result<u64, HelpdeskError> {
    let mut reopened = 0;
    for id in store::left(tx).await? {
        let Some(kept) = held(tx, id).await? else { continue };
        if kept.assigned_to.is_some() || kept.state.is_end() {
            continue;
        }
        let next = Kept { assigned_at: None, ..left((tx, ctx), kept).await? };
        store::save(tx, &next).await?;
        tell_desk(tx, ctx, &next).await?;
        reopened += 1;
    }
    Ok(reopened)
}

/// Drops what nobody did anything about for long; answers how much that was.
async fn drop_silent(tx: &WriteTx, ctx: &Ctx) -> Result<u64, HelpdeskError> {
    let mut dropped = 0;
    for id in store::silent(tx, ctx.now - TimeDelta::days(SILENT_DAYS)).await? {
        let Some(kept) = held(tx, id).await? else { continue };
        if kept.state.is_end() {
            continue;
        }
        let next = end((tx, ctx), kept, NeedState::Dropped).await?;
        tell_desk(tx, ctx, &next).await?;
        dropped += 1;
    }
    Ok(dropped)
}
