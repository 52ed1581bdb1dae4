//! What the server does beside answering, one node at a time. It finishes what others were cut off
//! from: an import that died after its flip, and a new map by which not every listing was placed.
//! It takes away what has ended: sessions, codes, counted tries, what was said a year ago; it takes
//! agreements on, and writes to members what they are told of them; it writes to owners whose hours
//! grew old, and once a day looks for places that stand there twice. And each node writes how often
//! it showed places. The server looks for it as long as it serves, for nobody else may come by for
//! weeks.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::ctx::Ctx;
use koop_domain::db::DbError;
use koop_domain::error::chain;
use koop_domain::imports::error::ImportError;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::{claims, confirming, duplicates, merging, numbers, reports, rounds};
use koop_domain::{
    agreements, alerts, areas, attestations, helpdesk, imports, leases, ledger, media, members,
    posts,
};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

use crate::app::Parts;
use crate::connections::told;
use crate::follow::housekeeping;

/// The lease under which one of several nodes does it.
const LEASE_NAME: &str = "upkeep";
/// How long the lease holds: a node that died is replaced after at most this and [`INTERVAL`].
const LEASE: TimeDelta = TimeDelta::seconds(30);
/// How often the lease is renewed while the work goes on.
const RENEWAL: Duration = Duration::from_secs(10);
/// How often is looked whether there is something to finish.
const INTERVAL: Duration = Duration::from_secs(60);
/// How long giving the lease back may take, when the node stops.
const GIVING_BACK: Duration = Duration::from_secs(1);

/// How often what has ended is taken away.
const TIDYING: TimeDelta = TimeDelta::hours(1);
/// How often files are looked for that no photo has any more: all of them are listed for it.
const SWEEPING: TimeDelta = TimeDelta::days(1);
/// How often places are looked for that look like others: all of them are read for it.
const SEEKING: TimeDelta = TimeDelta::days(1);

/// Looks at once and every minute, until told to stop; what is cut off then goes on elsewhere.
pub(crate) async fn upkeep(parts: Parts, mut stop: watch::Receiver<bool>) {
    let holder = parts.ids.next();
    tokio::select! {
        () = keep_up(&parts, holder) => {}
        () = told(&mut stop) => {}
    }
    // What was counted since the last minute.
    let _written = timeout(GIVING_BACK, write_numbers(&parts)).await;
    let back = leases::give_back(&parts.domain, LEASE_NAME, holder);
    // Otherwise it runs out.
    let _given = timeout(GIVING_BACK, back).await;
}

async fn keep_up(parts: &Parts, holder: Uuid) {
    let (mut is_well, mut tidied_at, mut swept_at, mut sought_at) = (true, None, None, None);
    loop {
        // Every node counts for itself, whosever turn the rest is.
        write_numbers(parts).await;
        match parts.finish_interrupted(holder).await {
            Ok(ours) => {
                is_well = true;
                if ours {
                    agree(parts).await;
                    tidy(parts, &mut tidied_at).await;
                    sweep(parts, &mut swept_at).await;
                    seek(parts, &mut sought_at).await;
                }
            }
            // Once: a database that is away may be away for hours.
            Err(error) if std::mem::take(&mut is_well) => {
                tracing::warn!(why = chain(&error), "what was cut off cannot be finished");
            }
            Err(_) => {}
        }
        sleep(INTERVAL).await;
    }
}

/// Writes how often places were looked at since the last time.
async fn write_numbers(parts: &Parts) {
    if let Err(error) = numbers::flush(&housekeeping(parts), &parts.domain).await {
        tracing::warn!(why = chain(&error), "how often places were seen cannot be written");
    }
}

/// Does what time does to agreements, and writes the mails of what members are told.
async fn agree(parts: &Parts) {
    let ctx = housekeeping(parts);
    if let Err(error) = posts::tidy(&ctx, &parts.domain).await {
        tracing::warn!(why = chain(&error), "the board cannot be tidied");
    }
    if let Err(error) = helpdesk::tidy(&ctx, &parts.domain).await {
        tracing::warn!(why = chain(&error), "the desk for help cannot be tidied");
    }
    if let Err(error) = posts::saved::look(&ctx, &parts.domain).await {
        tracing::warn!(why = chain(&error), "nobody is told what is new on the board");
    }
    if let Err(error) = agreements::wait(&ctx, &parts.domain).await {
        tracing::warn!(why = chain(&error), "agreements cannot be taken on");
    }
    if let Err(error) = ledger::wait(&ctx, &parts.domain).await {
        tracing::warn!(why = chain(&error), "what is set apart and over cannot be let go");
    }
    if let Err(error) = ledger::accounts::go_on_with_groups(&ctx, &parts.domain).await {
        tracing::warn!(why = chain(&error), "limits for many accounts cannot be set");
    }
    if let Err(error) = ledger::telling::tell(&ctx, &parts.domain).await {
        tracing::warn!(why = chain(&error), "nobody is told what was paid");
    }
    if let Err(error) = alerts::due(&ctx, &parts.domain).await {
        tracing::warn!(why = chain(&error), "mails of what members are told cannot be written");
    }
}

/// Takes away what has ended, unless that was done of late.
async fn tidy(parts: &Parts, tidied_at: &mut Option<DateTime<Utc>>) {
    let ctx = housekeeping(parts);
    if tidied_at.is_some_and(|at| (ctx.now - at).abs() < TIDYING) {
        return;
    }
    if let Err(error) = claims::tidy(&ctx, &parts.domain).await {
        tracing::warn!(why = chain(&error), "claims that were not shown cannot be ended");
    }
    if let Err(error) = imports::tables::tidy(&ctx, &parts.domain).await {
        tracing::warn!(why = chain(&error), "tables that waited cannot be thrown away");
    }
    match members::tidy(&ctx, &parts.domain).await {
        Ok(_) => *tidied_at = Some(ctx.now),
        Err(error) => tracing::warn!(why = chain(&error), "what has ended cannot be taken away"),
    }
    if let Err(error) = attestations::tidy(&ctx, &parts.domain).await {
        tracing::warn!(why = chain(&error), "letters to homes cannot be taken away");
    }
    if let Err(error) = parts.ask_and_tell(&ctx).await {
        tracing::warn!(why = chain(&error), "owners cannot be written to");
    }
}

/// Takes away photos that nobody sees any more, unless that was done of late.
async fn sweep(parts: &Parts, swept_at: &mut Option<DateTime<Utc>>) {
    let ctx = housekeeping(parts);
    if swept_at.is_some_and(|at| (ctx.now - at).abs() < SWEEPING) {
        return;
    }
    // A folder that is away is looked for again tomorrow, not every minute.
    *swept_at = Some(ctx.now);
    match media::tidy(&ctx, &parts.domain).await {
        Ok(0) => {}
        Ok(files) => tracing::info!(files, "files of photos that are gone were deleted"),
        Err(error) => tracing::warn!(why = chain(&error), "files of photos cannot be deleted"),
    }
}

/// Looks for places that stand in the directory twice, unless that was done of late.
async fn seek(parts: &Parts, sought_at: &mut Option<DateTime<Utc>>) {
    let ctx = housekeeping(parts);
    // Not at once: who has just started has better things to do than to read every place.
    let last = *sought_at.get_or_insert(ctx.now);
    if (ctx.now - last).abs() < SEEKING {
        return;
    }
    *sought_at = Some(ctx.now);
    match duplicates::seek(&ctx, &parts.domain).await {
        Ok(0) => {}
        Ok(found) => tracing::info!(found, "places look like others"),
        Err(error) => tracing::warn!(why = chain(&error), "duplicates cannot be looked for"),
    }
}

impl Parts {
    /// Writes to owners about what waits for them and what grew old, and takes away what people
    /// said a year ago.
    ///
    /// # Errors
    /// [`ListingError`]; trying again goes on where it stopped.
    pub async fn ask_and_tell(&self, ctx: &Ctx) -> Result<(), ListingError> {
        reports::tidy(ctx, &self.domain).await?;
        rounds::tidy(ctx, &self.domain).await?;
        numbers::tidy(ctx, &self.domain).await?;
        confirming::ask_owners(ctx, &self.domain).await?;
        merging::tidy(ctx, &self.domain).await?;
        Ok(())
    }

    /// Finishes imports and maps that were cut off, unless another node does; answers whether it
    /// was this one's turn.
    ///
    /// # Errors
    /// [`ImportError`]; trying again goes on where it stopped.
    pub async fn finish_interrupted(&self, holder: Uuid) -> Result<bool, ImportError> {
        if !self.take_lease(holder).await? {
            return Ok(false);
        }
        let ctx = housekeeping(self);
        let work = async {
            imports::finish_interrupted(&ctx, &self.domain).await?;
            Ok(areas::assign(&ctx, &self.domain).await?)
        };
        tokio::select! {
            done = work => done.map(|()| true),
            lost = self.keep_lease(holder) => lost.map(|()| false).map_err(ImportError::from),
        }
    }

    /// Renews the lease until it is lost.
    async fn keep_lease(&self, holder: Uuid) -> Result<(), DbError> {
        loop {
            sleep(RENEWAL).await;
            if !self.take_lease(holder).await? {
                return Ok(());
            }
        }
    }

    async fn take_lease(&self, holder: Uuid) -> Result<bool, DbError> {
        leases::take(&housekeeping(self), &self.domain, LEASE_NAME, holder, LEASE).await
    }
}
