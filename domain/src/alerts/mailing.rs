//! Mails of what members are told: at once, once a week, or never. They are written into the
//! queue of mails in the transaction that remembers that they were.

use chrono::TimeDelta;

use super::error::AlertError;
use super::model::{Alert, AlertKind, MAIL_MAX, Mails};
use super::{store, too_old};
use crate::ctx::Ctx;
use crate::db::{DbError, TriesKey, WriteTx};
use crate::id::MemberId;
use crate::jobs::{Letter, ToldInLetter};
use crate::listings::reports::write_to;
use crate::members::attempts::keyed;
use crate::members::codes::hash;
use crate::policy::{self, Action};
use crate::{Domain, agreements};

/// How many minutes lie between two mails to who wants them at once.
const AT_ONCE_MINUTES: i64 = 60;
/// How many days lie between two letters of the week.
const WEEK_DAYS: i64 = 7;
/// To how many members one transaction writes, so that it holds the writer for a moment only.
const CHUNK: u64 = 20;
/// How many transactions there are at once; the rest waits for the next time.
const CHUNKS_MAX: usize = 100;
/// How many old alerts one transaction takes away.
const FORGOTTEN_MAX: u64 = 500;
/// What a moment goes along with, so that a calendar has it, and no longer where it is off.
const TELLS_MOMENT: [AlertKind; 3] =
    [AlertKind::Agreed, AlertKind::MomentKept, AlertKind::Cancelled];
/// What the secret in the one button of a mail is called where it is made.
const STOP: &str = "alerts-stop";

/// No more mails, by the one button of a mail and without signing in; false where the secret is
/// none of ours.
///
/// # Errors
/// [`AlertError::Db`].
pub async fn stop(ctx: &Ctx, domain: &Domain, secret: &str) -> Result<bool, AlertError> {
    policy::check(ctx, Action::AnswerLetter)?;
    let tx = domain.db.write().await?;
    let Some(member) = store::of_stop(tx.conn(), &hash(secret)).await? else {
        return Ok(false);
    };
    store::put_wish(&tx, member, Mails::Never, ctx.now).await?;
    tx.commit().await?;
    Ok(true)
}

/// Writes the mails that are due, and takes away what is too old. Answers how many it wrote.
///
/// # Errors
/// [`AlertError::Denied`], [`AlertError::Db`]; trying again goes on where it stopped.
pub async fn due(ctx: &Ctx, domain: &Domain) -> Result<u64, AlertError> {
    policy::check(ctx, Action::KeepHouse)?;
    let hour_ago = ctx.now - TimeDelta::minutes(AT_ONCE_MINUTES);
    let week_ago = ctx.now - TimeDelta::days(WEEK_DAYS);
    let mut written = 0;
    for _ in 0..CHUNKS_MAX {
        let some = store::waiting(domain.db.reader(), (hour_ago, week_ago), CHUNK).await?;
        if some.is_empty() {
            break;
        }
        let tx = domain.db.write().await?;
        for (member, mails) in &some {
            write(&tx, ctx, (*member, *mails)).await?;
        }
        tx.commit().await?;
        written += some.len() as u64;
    }
    for _ in 0..CHUNKS_MAX {
        let tx = domain.db.write().await?;
        let gone = store::forget(&tx, too_old(ctx.now), FORGOTTEN_MAX).await?;
        tx.commit().await?;
        if gone < FORGOTTEN_MAX {
            break;
        }
    }
    Ok(written)
}

/// Writes to a member of everything that they have not seen and were not written to about. Who has
/// no mail is told in the house only, and not looked at again for that.
async fn write(tx: &WriteTx, ctx: &Ctx, (member, mails): (MemberId, Mails)) -> Result<(), DbError> {
    let waiting = store::unmailed(tx.conn(), member).await?;
    let secret = stop_secret(tx.tries_key(), member);
    store::wrote(tx, member, &hash(&secret), ctx.now).await?;
    store::mailed(tx, member, ctx.now).await?;
    let more = waiting.len().saturating_sub(MAIL_MAX) as u64;
    let moments = waiting.iter().filter(|it| TELLS_MOMENT.contains(&it.kind));
    let moments = moments.filter_map(|it| it.agreement).collect();
    let mut calendars = agreements::calendars(tx.conn(), moments).await?;
    // Each moment goes along once, with the latest that is told of it.
    let told = |it: &Alert| ToldInLetter {
        kind: it.kind.key().to_owned(),
        about: it.about.clone(),
        sum: it.payment.as_ref().map(|it| it.sum.clone()),
        until: it.payment.as_ref().and_then(|it| it.hold).map(|(_, until)| until),
        calendar: it.agreement.and_then(|id| calendars.remove(&id)),
    };
    let alerts: Vec<ToldInLetter> = waiting.iter().take(MAIL_MAX).map(told).collect();
    if alerts.is_empty() {
        return Ok(());
    }
    let is_weekly = mails == Mails::Weekly;
    write_to(tx, ctx, member, Letter::Alerts { alerts, more, is_weekly, stop: secret }).await
}

/// The secret in the one button of every mail to a member: made with the key of the house, so that
/// the button of an older mail still works, though only its hash is kept.
fn stop_secret(key: &TriesKey, member: MemberId) -> String {
    keyed(key, STOP, &member.to_string())
}
