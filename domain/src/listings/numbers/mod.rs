//! Private numbers: how often a place is looked at, rung and walked to, a week at a time, for who
//! keeps it.
//!
//! It is counted in memory, without who, and every node writes its sums now and then: reading a
//! page never waits for the writer, and several nodes add up. What a process counted since then is
//! lost when it is killed; nobody's bill depends on it. See docs/decisions/0018.

pub mod model;
mod store;
mod tally;

use chrono::{NaiveDate, TimeDelta};

use self::model::{KEPT_DAYS, Week, What, mondays};
pub use self::tally::{MINUTE_MAX, PLACES_MAX, Tally};
use super::error::ListingError;
use super::keepers;
use super::opening_hours::ZONE;
use crate::Domain;
use crate::ctx::Ctx;
use crate::id::ListingId;
use crate::policy::{self, Action};

/// How many weeks of places are written in one transaction.
const CHUNK: usize = 500;

/// Counts that a place was looked at, rung or walked to, from a network. Nothing is written yet.
/// Whoever calls leaves out the place's own keepers and what is no person.
///
/// # Errors
/// [`ListingError::Denied`].
pub fn count(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    (what, net): (What, &str),
) -> Result<(), ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    domain.tally.count((id, model::monday_of(today(ctx))), what, (net, ctx.now));
    Ok(())
}

/// Writes what this process counted; answers of how many weeks of places.
///
/// # Errors
/// [`ListingError`]; what was not written is kept for the next time, also when this is dropped
/// half-way.
pub async fn flush(ctx: &Ctx, domain: &Domain) -> Result<usize, ListingError> {
    policy::check(ctx, Action::KeepHouse)?;
    let mut taken = Taken { tally: &domain.tally, counts: domain.tally.take() };
    let all = taken.counts.len();
    while !taken.counts.is_empty() {
        let at = taken.counts.len().saturating_sub(CHUNK);
        let tx = domain.db.write().await?;
        store::add(&tx, &taken.counts[at..]).await?;
        // From here on it may stand there: dropped now, it is not counted a second time.
        let chunk = taken.counts.split_off(at);
        if let Err(error) = tx.commit().await {
            taken.counts.extend(chunk);
            return Err(error.into());
        }
    }
    Ok(all)
}

/// What was taken to be written; what is left goes back.
struct Taken<'a> {
    tally: &'a Tally,
    counts: Vec<tally::Count>,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        if !self.counts.is_empty() {
            self.tally.put_back(std::mem::take(&mut self.counts));
        }
    }
}

/// The last weeks of a place, the running one last, for who keeps it.
///
/// # Errors
/// [`ListingError::Denied`] for anybody else.
pub async fn weeks(ctx: &Ctx, domain: &Domain, id: ListingId) -> Result<Vec<Week>, ListingError> {
    let keeper = keepers::of(ctx, domain, id).await?;
    policy::check_on(ctx, Action::SeeNumbers, keeper)?;
    let mondays: Vec<NaiveDate> = mondays(today(ctx)).collect();
    let Some(first) = mondays.first() else { return Ok(Vec::new()) };
    let known = store::since(domain.db.reader(), id, *first).await?;
    let week = |monday: NaiveDate| {
        Week::of(monday, known.get(&monday.to_string()).copied().unwrap_or_default())
    };
    Ok(mondays.into_iter().map(week).collect())
}

/// Takes away what is older than a year.
///
/// # Errors
/// [`ListingError::Denied`], [`ListingError::Db`].
pub async fn tidy(ctx: &Ctx, domain: &Domain) -> Result<u64, ListingError> {
    policy::check(ctx, Action::KeepHouse)?;
    let tx = domain.db.write().await?;
    let gone = store::purge(&tx, today(ctx) - TimeDelta::days(KEPT_DAYS)).await?;
    tx.commit().await?;
    Ok(gone)
}

fn today(ctx: &Ctx) -> NaiveDate {
    ctx.now.with_timezone(&ZONE).date_naive()
}
