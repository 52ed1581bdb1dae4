//! Who is written to about reports: the owner that something waits, at most once a day, and
//! whoever said it what became of it. A link in a letter only opens a page.

use chrono::TimeDelta;

use super::super::model::Listing;
use super::super::{keepers, store as listings_store};
use super::model::{Report, ReportState};
use super::{REPORT_DAYS, store};
use crate::Domain;
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::id::MemberId;
use crate::jobs::{self, Letter, Mail};
use crate::listings::error::ListingError;
use crate::members;
use crate::members::model::State;
use crate::policy::{self, Action};

/// What such letters are called where it is kept when they went out.
pub(super) const KIND: &str = "reports";
/// An owner hears at most once in so many hours that something waits.
pub const LETTER_HOURS: i64 = 24;
/// How many owners are written to at once.
const TOLD_AT_ONCE: u64 = 50;

/// Writes to the owner of a listing that something waits, unless that was done of late.
pub(super) async fn tell_owner(tx: &WriteTx, ctx: &Ctx, listing: &Listing) -> Result<(), DbError> {
    let Some(owner) = keepers::store::owner(tx.conn(), listing.id).await? else { return Ok(()) };
    // What one says oneself is no news.
    if matches!(ctx.actor, Actor::Member(me) if me.member == owner) {
        return Ok(());
    }
    let to = (listing.id, owner);
    let last = store::written_at(tx.conn(), to, KIND).await?;
    if last.is_some_and(|last| ctx.now - last < TimeDelta::hours(LETTER_HOURS)) {
        return Ok(());
    }
    let letter = Letter::Reported {
        place: listing.facts.name.clone(),
        listing: listing.id.to_string(),
        count: store::count_open(tx.conn(), listing.id).await?,
    };
    write_to(tx, ctx, owner, letter).await?;
    store::written(tx, to, KIND, ctx.now).await
}

/// Writes to whoever said something what became of it.
pub(super) async fn tell_reporter(
    tx: &WriteTx,
    ctx: &Ctx,
    listing: &Listing,
    report: &Report,
) -> Result<(), DbError> {
    let Some(member) = report.member else { return Ok(()) };
    let letter = Letter::ReportDecided {
        place: listing.facts.name.clone(),
        slug: listing.slug.clone(),
        accepted: report.state == ReportState::Accepted,
        reason: report.reason.clone(),
    };
    write_to(tx, ctx, member, letter).await
}

/// Writes to a member in their language, if they have an address that was confirmed.
pub(crate) async fn write_to(
    tx: &WriteTx,
    ctx: &Ctx,
    member: MemberId,
    letter: Letter,
) -> Result<(), DbError> {
    let Some(kept) = members::store::by_id(tx.conn(), member).await? else { return Ok(()) };
    let who = kept.member;
    let confirmed = who.email_confirmed_at.is_some() && who.state == State::Active;
    match who.email.filter(|_| confirmed) {
        Some(email) => {
            let mail = Mail { to: email.as_typed().to_owned(), language: who.language, letter };
            jobs::mail(tx, ctx, mail).await
        }
        None => Ok(()),
    }
}

/// Writes to owners who have not heard yet of what waits, and takes away what is too old.
///
/// # Errors
/// [`ListingError::Denied`].
pub async fn tidy(ctx: &Ctx, domain: &Domain) -> Result<(), ListingError> {
    policy::check(ctx, Action::KeepHouse)?;
    let since = ctx.now - TimeDelta::hours(LETTER_HOURS);
    for id in store::untold(domain.db.reader(), since, TOLD_AT_ONCE).await? {
        let tx = domain.db.write().await?;
        listings_store::lock(&tx, [id]).await?;
        if let Some(listing) = listings_store::by_ids(tx.conn(), [id]).await?.remove(&id) {
            tell_owner(&tx, ctx, &listing).await?;
        }
        tx.commit().await?;
    }
    let tx = domain.db.write().await?;
    store::purge(&tx, ctx.now - TimeDelta::days(REPORT_DAYS)).await?;
    Ok(tx.commit().await?)
}
