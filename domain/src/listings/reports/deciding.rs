//! What becomes of reports: whoever keeps the place decides, and of places that are nobody's
//! whoever looks after the directory. Accepting one is an edit of whoever accepts it.

use std::collections::HashSet;

use sea_orm::ConnectionTrait;

use super::super::edit;
use super::super::error::ListingError;
use super::super::keepers::{self, Keeper};
use super::super::model::Listing;
use super::super::store as listings_store;
use super::model::{About, Report, ReportState};
use super::{store, telling};
use crate::areas::atlas::Atlas;
use crate::audit::model::{Act, Note};
use crate::communities::territory;
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::desk::{decider, people, tidy_reason};
use crate::id::{ListingId, ReportId};
use crate::page::PAGE_MAX;
use crate::policy::{self, Action, Denied};
use crate::profiles::mandates::store::acts_for;
use crate::{Domain, areas, audit, communities};

/// Everything that was said of a listing in the last year: what waits first.
///
/// # Errors
/// [`ListingError::Denied`] for who does not keep it, [`ListingError::NotFound`].
pub async fn of_listing(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
) -> Result<(Listing, Vec<Report>), ListingError> {
    let db = domain.db.reader();
    let listing = listings_store::by_ids(db, [id]).await?.remove(&id);
    let listing = listing.ok_or(ListingError::NotFound)?;
    let standing = keepers::standing(ctx, domain, &listing).await?;
    policy::check_on(ctx, Action::DecideReports, standing)?;
    Ok((listing, store::of_listing(db, id, PAGE_MAX.into()).await?))
}

/// Which reports of places that are nobody's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// Only about this.
    pub about: Option<About>,
    /// Those that were decided, instead of those that wait.
    pub is_decided: bool,
}

/// Reports of places that are nobody's, each with its place: the oldest that wait, or the latest
/// that were decided.
///
/// # Errors
/// [`ListingError::Denied`].
pub async fn desk(
    ctx: &Ctx,
    domain: &Domain,
    Desk { about, is_decided }: Desk,
) -> Result<Vec<(Report, Listing)>, ListingError> {
    let db = domain.db.reader();
    communities::check_anywhere(ctx, db, Action::DecideReports).await??;
    let mine = territory(ctx, db, Action::DecideReports).await?;
    let reports = store::unclaimed(db, &mine, (about, is_decided), PAGE_MAX.into()).await?;
    let rows = listings_store::by_ids(db, reports.iter().map(|it| it.listing)).await?;
    let with_place = |it: Report| Some((it.clone(), rows.get(&it.listing)?.clone()));
    Ok(reports.into_iter().filter_map(with_place).collect())
}

/// Accepts a report, by which the listing says what was proposed, or refuses it with a reason.
/// Whether a place is gone is decided once for all who said so.
///
/// # Errors
/// [`ListingError::Denied`] for who does not keep the place and for one's own report,
/// [`ListingError::Invalid`] for `reason`, [`ListingError::NotFound`] when it waits no more.
pub async fn decide(
    ctx: &Ctx,
    domain: &Domain,
    id: ReportId,
    (accept, reason): (bool, &str),
) -> Result<(Report, Listing), ListingError> {
    policy::check_on(ctx, Action::DecideReports, Keeper::Owner)?;
    // Who is refused hears why.
    let reason = tidy_reason(accept, reason)?;
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    let listing = store::by_id(tx.conn(), id).await?.ok_or(ListingError::NotFound)?.listing;
    listings_store::lock(&tx, [listing]).await?;
    let place = listings_store::by_ids(tx.conn(), [listing]).await?.remove(&listing);
    let place = place.ok_or(ListingError::NotFound)?;
    let keeper = edit::keeper_in(&tx, ctx, listing).await?;
    let (standing, community) = communities::oversight(ctx, tx.conn(), keeper, &place).await?;
    policy::check_on(ctx, Action::DecideReports, standing)?;
    let report = store::by_id(tx.conn(), id).await?;
    let report = report.filter(|it| it.state == ReportState::Open).ok_or(ListingError::NotFound)?;
    let others = match report.about {
        About::Gone => store::open_about(tx.conn(), listing, report.about).await?,
        _ => Vec::new(),
    };
    let own = own_among(ctx, tx.conn(), others.iter().chain([&report])).await?;
    if own.contains(&id) {
        return Err(Denied { action: Action::DecideReports }.into());
    }
    let (about, proposed) = (report.about, report.proposed.clone());
    let listing = if accept && about.applies(proposed.as_deref()) {
        let deed: edit::Deed<'_> = Box::new(move |facts| {
            about.apply(proposed.as_deref(), facts);
            Ok(())
        });
        edit::change_in(&tx, (ctx, &atlas), listing, None, deed).await?
    } else {
        let rows = listings_store::by_ids(tx.conn(), [listing]).await?;
        rows.into_values().next().ok_or(ListingError::NotFound)?
    };
    let mut decided = vec![report];
    decided.extend(others.into_iter().filter(|it| it.id != id && !own.contains(&it.id)));
    let state = if accept { ReportState::Accepted } else { ReportState::Refused };
    // Whoever does not keep the place does it for the community.
    if keeper < Keeper::Editor {
        let note = Note::new(Act::ReportDecided).of(community).to(listing.id);
        audit::note(&tx, ctx, note.with("state", state.key())).await?;
    }
    for report in &mut decided {
        report.state = state;
        report.decided_at = Some(ctx.now);
        report.reason.clone_from(&reason);
        end(&tx, ctx, &listing, report).await?;
    }
    audit::acted(&tx, ctx, "decided", listing.id).await?;
    tx.commit().await?;
    Ok((decided.swap_remove(0), listing))
}

async fn end(
    tx: &WriteTx,
    ctx: &Ctx,
    listing: &Listing,
    report: &Report,
) -> Result<(), ListingError> {
    if !store::end(tx, report, decider(ctx)).await? {
        return Err(ListingError::NotFound);
    }
    Ok(telling::tell_reporter(tx, ctx, listing, report).await?)
}

/// Nobody decides a case of their own, nor one that they sent for somebody else.
#[must_use]
pub fn is_own(ctx: &Ctx, report: &Report) -> bool {
    let Actor::Member(me) = ctx.actor else { return false };
    let people = [Some(me.member), ctx.actor.hands()];
    people.contains(&report.member) || people.contains(&report.by)
}

/// Which of some reports the actor leaves to others: they are their own case.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn own(
    ctx: &Ctx,
    domain: &Domain,
    reports: &[(Report, Listing)],
) -> Result<HashSet<ReportId>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    Ok(own_among(ctx, domain.db.reader(), reports.iter().map(|(it, _)| it)).await?)
}

/// Which of some reports are the actor's own case: they said so, sent it for somebody else, or may
/// act now for who said so.
pub(crate) async fn own_among<'a>(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    reports: impl IntoIterator<Item = &'a Report>,
) -> Result<HashSet<ReportId>, DbError> {
    let reports: Vec<&Report> = reports.into_iter().collect();
    let members = reports.iter().filter_map(|it| it.member);
    let theirs = acts_for(db, (&people(ctx), ctx.now), members).await?;
    let is_own =
        |it: &&&Report| is_own(ctx, it) || it.member.is_some_and(|it| theirs.contains(&it));
    Ok(reports.iter().filter(is_own).map(|it| it.id).collect())
}

/// A second person lets a report stand that was refused: the listing says what was proposed.
pub(crate) async fn uphold(
    tx: &WriteTx,
    (ctx, atlas): (&Ctx, &Atlas),
    (report, answer): (&Report, &str),
) -> Result<(), ListingError> {
    let (about, proposed) = (report.about, report.proposed.clone());
    if about.applies(proposed.as_deref()) {
        let deed: edit::Deed<'_> = Box::new(move |facts| {
            about.apply(proposed.as_deref(), facts);
            Ok(())
        });
        edit::change_in(tx, (ctx, atlas), report.listing, None, deed).await?;
    }
    let upheld = store::uphold(tx, report.id, (decider(ctx), answer), ctx.now).await?;
    if upheld { Ok(()) } else { Err(ListingError::NotFound) }
}
