//! What time does to agreements: takes them on by the table of [`super::machine`], reminds the two
//! of what is near, asks how it was, and forgets what is too old.

use chrono::TimeDelta;

use super::error::AgreementError;
use super::kinds::AgreementState;
use super::model::Agreement;
use super::store::Kept;
use super::{about_name, about_title, facts, machine, other, setting_apart, store};
use crate::alerts::{self, AlertKind};
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::listings::opening_hours::ZONE;
use crate::policy::{self, Action};
use crate::{Domain, helpdesk};

/// How many hours before the moment the two are reminded.
const REMINDED_HOURS: i64 = 24;
/// What was changed less than so many hours ago reminds of itself.
const SETTLED_HOURS: i64 = 3;
/// How long where two met is kept after the end, in days.
pub const PLACE_DAYS: i64 = 7;
/// How long messages are kept, in days: twelve months.
const MESSAGE_DAYS: i64 = 365;
/// How long what ended is kept, in days: twenty-four months.
pub const ENDED_DAYS: i64 = 730;
/// How many rows one transaction touches at most, so that it holds the writer for a moment only.
const CHUNK: u64 = 50;
/// How many transactions of one kind there are at once; the rest waits for the next time.
const CHUNKS_MAX: usize = 100;

/// Does everything that time does. Answers how many rows it touched.
///
/// # Errors
/// [`AgreementError::Denied`], [`AgreementError::Db`]; trying again goes on where it stopped.
pub async fn wait(ctx: &Ctx, domain: &Domain) -> Result<u64, AgreementError> {
    policy::check(ctx, Action::KeepHouse)?;
    let mut touched = 0;
    for kind in Kind::ALL {
        for _ in 0..CHUNKS_MAX {
            let tx = domain.db.write().await?;
            let count = chunk(&tx, ctx, kind).await?;
            tx.commit().await?;
            touched += count;
            if count == 0 {
                break;
            }
        }
    }
    let tx = domain.db.write().await?;
    touched += store::forget_places(&tx, ctx.now - TimeDelta::days(PLACE_DAYS)).await?;
    tx.commit().await?;
    Ok(touched)
}

/// What time does in chunks.
#[derive(Clone, Copy)]
enum Kind {
    Pass,
    Remind,
    RemindBack,
    Ask,
    ForgetWords,
    ForgetEnded,
}

impl Kind {
    const ALL: [Self; 6] = [
        Self::Pass,
        Self::Remind,
        Self::RemindBack,
        Self::Ask,
        Self::ForgetWords,
        Self::ForgetEnded,
    ];
}

/// Does some of it; answers how many rows it touched.
async fn chunk(tx: &WriteTx, ctx: &Ctx, kind: Kind) -> Result<u64, DbError> {
    let before = |days| ctx.now - TimeDelta::days(days);
    match kind {
        Kind::Pass => pass(tx, ctx).await,
        Kind::Remind => {
            let (ahead, settled) =
                (TimeDelta::hours(REMINDED_HOURS), TimeDelta::hours(SETTLED_HOURS));
            let some = store::soon(tx, ctx.now, (ahead, settled), CHUNK).await?;
            tell_both(tx, ctx, &some, AlertKind::Reminder).await
        }
        Kind::RemindBack => {
            let tomorrow = ctx.now.with_timezone(&ZONE).date_naive() + TimeDelta::days(1);
            let hours = |hours| ctx.now - TimeDelta::hours(hours);
            let since = (hours(REMINDED_HOURS), hours(SETTLED_HOURS));
            let some = store::nearly_due(tx, tomorrow, since, CHUNK).await?;
            tell_both(tx, ctx, &some, AlertKind::Reminder).await
        }
        Kind::Ask => {
            let some = store::over(tx, ctx.now, CHUNK).await?;
            tell_both(tx, ctx, &some, AlertKind::HowWasIt).await
        }
        Kind::ForgetWords => store::forget_messages(tx, before(MESSAGE_DAYS), CHUNK).await,
        Kind::ForgetEnded => store::forget_ended(tx, before(ENDED_DAYS), CHUNK).await,
    }
}

async fn pass(tx: &WriteTx, ctx: &Ctx) -> Result<u64, DbError> {
    let today = ctx.now.with_timezone(&ZONE).date_naive();
    let (mut passed, mut over) = (0, Vec::new());
    for kept in store::lock_waiting(tx, (ctx.now, today), CHUNK).await? {
        let was = &kept.agreement;
        let Some(next) = machine::pass(was, &facts(&kept, false), ctx.now) else { continue };
        store::save(tx, was, &next).await?;
        helpdesk::followed(tx, ctx, &next).await?;
        store::note_step(tx, (Some(was.state), &next), ("time", None), ctx.now).await?;
        tell_passed(tx, ctx, (&kept, &next)).await?;
        if next.state.is_end() && was.terms.priced.held_until.is_some() {
            over.push(next);
        }
        passed += 1;
    }
    setting_apart::over(tx, ctx, &over).await?;
    Ok(passed)
}

/// Tells what time did, where that is news.
async fn tell_passed(
    tx: &WriteTx,
    ctx: &Ctx,
    (kept, next): (&Kept, &Agreement),
) -> Result<(), DbError> {
    match next.state {
        AgreementState::Due => {
            for member in [next.owner, next.replier] {
                alerts::tell(tx, ctx, member, AlertKind::Due, about_title(kept)).await?;
            }
            Ok(())
        }
        AgreementState::Done => {
            // Who said nothing is told who did.
            let said = if next.owner_done_at.is_some() { next.owner } else { next.replier };
            let about = about_name(tx.conn(), next, said).await?;
            alerts::tell(tx, ctx, other(next, said), AlertKind::Done, about).await
        }
        _ => Ok(()),
    }
}

/// Tells both of some agreements something; of how it was only who has not said so.
async fn tell_both(
    tx: &WriteTx,
    ctx: &Ctx,
    some: &[Kept],
    kind: AlertKind,
) -> Result<u64, DbError> {
    if some.is_empty() {
        return Ok(0);
    }
    for kept in some {
        let it = &kept.agreement;
        for (member, done_at) in [(it.owner, it.owner_done_at), (it.replier, it.replier_done_at)] {
            if done_at.is_none() {
                alerts::tell(tx, ctx, member, kind, about_title(kept)).await?;
            }
        }
    }
    let ids: Vec<_> = some.iter().map(|it| it.agreement.id).collect();
    store::reminded(tx, &ids, ctx.now).await?;
    Ok(some.len() as u64)
}
