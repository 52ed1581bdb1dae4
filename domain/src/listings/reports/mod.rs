//! "Dit klopt niet": anybody may say that something of a listing is wrong, or that it is gone.
//! That changes nothing by itself: it waits for whoever keeps the place, and of a place that is
//! nobody's, or whose owner does not answer, for whoever looks after the directory.
//!
//! Of a visitor nothing is kept but what they wrote; what was said is kept for a year.

mod deciding;
mod model;
pub(crate) mod store;
mod telling;

use std::collections::HashSet;

use chrono::TimeDelta;

pub use self::deciding::{Desk, decide, desk, is_own, of_listing, own};
pub(crate) use self::deciding::{own_among, uphold};
pub use self::model::{About, NOTE_MAX, PROPOSED_MAX, REASON_MAX, Report, ReportState, Said};
pub(crate) use self::telling::write_to;
pub use self::telling::{LETTER_HOURS, tidy};
use super::error::ListingError;
use super::model::{LifeState, Listing};
use super::{FIND_MAX, keepers, store as listings_store};
use crate::Domain;
use crate::audit;
use crate::ctx::{Actor, Ctx};
use crate::db::WriteTx;
use crate::id::{ListingId, ReportId};
use crate::members;
use crate::members::attempts::Limit;
use crate::policy::{self, Action};

/// How long a report is kept, in days.
pub const REPORT_DAYS: i64 = 365;
/// How many days an owner has, who is asked first. What still waits then waits at the desk as well:
/// no fact stays wrong for ever because its owner is away.
pub const OWNER_DAYS: i64 = 14;
/// From how many days on a member counts among neighbours who say that a place is gone.
pub const SEASONED_DAYS: i64 = 30;
/// How many reports a member is told of: more than a year of street rounds makes.
const MINE_MAX: u64 = 10_000;
/// So many neighbours who say that a place is gone are told to everybody.
pub const GONE_MIN: usize = 3;

/// Reports from one network, which many people may share.
const REPORTS_FROM: Limit = Limit { name: "reports-from", tries: 20, minutes: 60 };
/// Reports about one listing.
pub(super) const REPORTS_ON: Limit = Limit { name: "reports-on", tries: 30, minutes: 24 * 60 };

/// Says that something of a listing is wrong. Nothing changes by that.
///
/// # Errors
/// [`ListingError::Invalid`] for `proposed` or `note`, [`ListingError::Duplicate`] when I said so
/// already or it is so already, [`ListingError::TooMany`], [`ListingError::NotFound`].
pub async fn report(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    said: &Said,
    net: &str,
) -> Result<Report, ListingError> {
    policy::check(ctx, Action::ReportListing)?;
    let tx = domain.db.write().await?;
    REPORTS_FROM.take(&tx, ctx, net).await?;
    REPORTS_ON.take(&tx, ctx, &id.to_string()).await?;
    listings_store::lock(&tx, [id]).await?;
    let listing = listings_store::by_ids(tx.conn(), [id]).await?.remove(&id);
    let listing = listing.ok_or(ListingError::NotFound)?;
    let report = report_in(&tx, ctx, &listing, said).await?;
    audit::acted(&tx, ctx, "reported", id).await?;
    tx.commit().await?;
    Ok(report)
}

/// The same in a transaction that holds the listing.
pub(crate) async fn report_in(
    tx: &WriteTx,
    ctx: &Ctx,
    listing: &Listing,
    said: &Said,
) -> Result<Report, ListingError> {
    let is_gone = matches!(listing.facts.state, LifeState::Gone { .. });
    if said.about == About::Gone && is_gone {
        return Err(ListingError::Duplicate);
    }
    let (proposed, note) = said.tidy(&listing.facts)?;
    if proposed.is_some() && proposed.as_deref() == said.about.now(&listing.facts) {
        return Err(ListingError::Duplicate);
    }
    let member = match ctx.actor {
        Actor::Member(me) => Some(me.member),
        Actor::Visitor | Actor::Operator => None,
    };
    let mut is_seasoned = false;
    if let Some(member) = member {
        let open = store::open_about(tx.conn(), listing.id, said.about).await?;
        if open.iter().any(|it| it.member == Some(member)) {
            return Err(ListingError::Duplicate);
        }
        // Whose hands say so counts: of three for whom one person acts, one neighbour says it.
        let hands = ctx.actor.hands().unwrap_or(member);
        let known =
            members::store::by_id(tx.conn(), hands).await.map_err(crate::db::DbError::from)?;
        let seasoned = TimeDelta::days(SEASONED_DAYS);
        is_seasoned = known.is_some_and(|it| ctx.now - it.member.created_at >= seasoned);
    }
    let report = Report {
        id: ReportId(ctx.ids.next()),
        listing: listing.id,
        about: said.about,
        proposed,
        note,
        member,
        by: ctx.actor.hands(),
        is_seasoned,
        state: ReportState::Open,
        created_at: ctx.now,
        decided_at: None,
        reason: None,
    };
    store::insert(tx, &report).await?;
    telling::tell_owner(tx, ctx, listing).await?;
    Ok(report)
}

/// Whether enough neighbours say that a place is gone, which nobody keeps, to tell everybody.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn is_said_gone(
    ctx: &Ctx,
    domain: &Domain,
    listing: &Listing,
) -> Result<bool, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let said = said_gone_among(ctx, domain, &[listing.id]).await?;
    Ok(listing.facts.state == LifeState::Running && !said.is_empty())
}

/// Of which of some places, which nobody keeps, enough neighbours say that they are gone. Those that
/// are not there any more, or not for a while, have no need of that.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn said_gone_among(
    ctx: &Ctx,
    domain: &Domain,
    ids: &[ListingId],
) -> Result<HashSet<ListingId>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let mut said = HashSet::new();
    for ids in ids.chunks(FIND_MAX) {
        said.extend(store::said_gone(domain.db.reader(), ids, GONE_MIN).await?);
    }
    Ok(said)
}

/// How much waits about a listing, for who decides about it; none for anybody else.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn waiting(ctx: &Ctx, domain: &Domain, listing: &Listing) -> Result<u64, ListingError> {
    let standing = keepers::standing(ctx, domain, listing).await?;
    if !policy::allows_on(ctx.actor, Action::DecideReports, standing) {
        return Ok(0);
    }
    Ok(store::count_open(domain.db.reader(), listing.id).await?)
}

/// What I said in the last year, the latest first.
///
/// # Errors
/// [`ListingError::Denied`] when nobody is signed in.
pub async fn mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<Report>, ListingError> {
    my_latest(ctx, domain, MINE_MAX).await
}

/// The latest of what I said, so many at most.
///
/// # Errors
/// [`ListingError::Denied`] when nobody is signed in.
pub async fn my_latest(ctx: &Ctx, domain: &Domain, most: u64) -> Result<Vec<Report>, ListingError> {
    policy::check(ctx, Action::KeepAccount)?;
    let Actor::Member(me) = ctx.actor else { return Ok(Vec::new()) };
    Ok(store::by_member(domain.db.reader(), me.member, most.min(MINE_MAX)).await?)
}
