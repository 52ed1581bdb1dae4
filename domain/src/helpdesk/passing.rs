//! What happens to needs by themselves: an agreement about one ends, and time passes.

use chrono::TimeDelta;

use super::doing::{end, given_back};
use super::error::HelpdeskError;
use super::machine::{self, Party, Step};
use super::model::{CONTACT_DAYS, KEPT_DAYS};
use super::store;
use crate::Domain;
use crate::agreements::model::Agreement;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::policy::{self, Action};
use crate::posts::at_desk;
use crate::posts::model::Outcome;

/// An agreement ended, in the transaction in which it does: the need that it is about was done, or
/// is open again.
pub(crate) async fn followed(tx: &WriteTx, ctx: &Ctx, it: &Agreement) -> Result<(), DbError> {
    let Some(step) = machine::after_agreement(it.state) else { return Ok(()) };
    let Some(kept) = store::lock_of(tx, it.id).await? else { return Ok(()) };
    let Some(state) = machine::next(kept.state, step, Party::Doer) else { return Ok(()) };
    let followed = match step {
        Step::GiveBack => given_back((tx, ctx), kept, state).await,
        _ => end((tx, ctx), kept, state).await,
    };
    match followed {
        Err(HelpdeskError::Db(error)) => Err(error),
        // Nothing is asked here of who may, nor read from anybody.
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Forgets how people are reached [`CONTACT_DAYS`] after the end, and the rest [`KEPT_DAYS`] after
/// it. What somebody did who left meanwhile is open again. Answers how much of all that it did.
///
/// # Errors
/// [`HelpdeskError::Denied`], [`HelpdeskError::Db`].
pub async fn tidy(ctx: &Ctx, domain: &Domain) -> Result<u64, HelpdeskError> {
    policy::check(ctx, Action::KeepHouse)?;
    let before = |days| ctx.now - TimeDelta::days(days);
    let tx = domain.db.write().await?;
    let (reopened, posts) = store::reopen(&tx).await?;
    for post in posts {
        at_desk::take_down(&tx, ctx, post, Outcome::NotNeeded).await?;
    }
    let forgotten = store::forget_contacts(&tx, before(CONTACT_DAYS)).await?;
    let gone = store::forget(&tx, before(KEPT_DAYS)).await?;
    tx.commit().await?;
    Ok(reopened + forgotten + gone)
}
