//! "Dit klopt niet", and "Klopt dit nog?": saying so, and what becomes of it.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use koop_domain::ctx::Ctx;
use koop_domain::id::{ListingId, ReportId};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::reports::{self, Desk, Said};
use koop_domain::listings::{confirming, model};

use super::errors::failed;
use super::keeping::{ListingPayload, changed, listing_of, shown};
use super::listings::{Asked, Listing};
use super::scalars::Instant;
use super::user_errors::{UserError, settle_listing};
use super::visit::Visit;

/// What is wrong with a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "reports::About")]
pub(crate) enum ReportAbout {
    /// When its counter is open.
    Hours,
    /// Where it is.
    Address,
    /// Its telephone number.
    Phone,
    /// Its site.
    Website,
    /// What it is called.
    Name,
    /// It no longer exists.
    Gone,
    /// Something else.
    Otherwise,
}

/// How far a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "reports::ReportState")]
pub(crate) enum ReportState {
    /// It waits.
    Open,
    /// It was right.
    Accepted,
    /// It was not.
    Refused,
}

/// Somebody says that something of a listing is wrong.
#[derive(InputObject)]
pub(crate) struct ReportListingInput {
    /// Which listing.
    listing_id: ID,
    /// What is wrong.
    about: ReportAbout,
    /// What it should be: of HOURS, PHONE, WEBSITE and NAME.
    proposed: Option<String>,
    /// What more is to be said; at most 500 characters.
    note: Option<String>,
}

/// What becomes of a report.
#[derive(InputObject)]
pub(crate) struct DecideReportInput {
    /// Which report.
    report_id: ID,
    /// Whether it is right; then the listing says what was proposed.
    accept: bool,
    /// Why; needed where it is not.
    reason: Option<String>,
}

/// A listing that is all still right.
#[derive(InputObject)]
pub(crate) struct ConfirmListingInput {
    /// Which listing.
    listing_id: ID,
}

/// Somebody says that something of a listing is wrong. By whom is told to nobody.
#[derive(SimpleObject)]
pub(crate) struct Report {
    /// Its id.
    id: ID,
    /// What is wrong.
    about: ReportAbout,
    /// What it should be.
    proposed: Option<String>,
    /// What more was said.
    note: Option<String>,
    /// How far it is.
    state: ReportState,
    /// Why it was decided so.
    reason: Option<String>,
    /// Since when.
    created_at: Instant,
}

/// A report with its listing.
#[derive(SimpleObject)]
pub(crate) struct ReportEdge {
    /// The report.
    node: Report,
    /// Of which listing.
    listing: Listing,
}

/// What saying or deciding that something is wrong came to.
#[derive(Default, SimpleObject)]
pub(crate) struct ReportPayload {
    /// The report.
    report: Option<Report>,
    /// The listing as it is, once it was decided.
    listing: Option<Listing>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

impl From<reports::Report> for Report {
    fn from(it: reports::Report) -> Self {
        Self {
            id: it.id.to_string().into(),
            about: it.about.into(),
            proposed: it.proposed,
            note: it.note,
            state: it.state.into(),
            reason: it.reason,
            created_at: it.created_at.into(),
        }
    }
}

/// Says that something of a listing is wrong.
pub(crate) async fn report_listing(
    visit: &Visit,
    ReportListingInput { listing_id, about, proposed, note }: ReportListingInput,
) -> async_graphql::Result<ReportPayload> {
    let (proposed, note) = (proposed.unwrap_or_default(), note.unwrap_or_default());
    let said = Said { about: about.into(), proposed, note };
    let net = &visit.client.net;
    let done = match listing_of(&listing_id) {
        Ok(id) => reports::report(&visit.ctx, &visit.domain, id, &said, net).await,
        Err(error) => Err(error),
    };
    if matches!(done, Err(ListingError::Duplicate)) {
        let user_errors = vec![UserError::known(visit, "report-slip-known")];
        return Ok(ReportPayload { user_errors, ..Default::default() });
    }
    visit.parts.bell.ring();
    Ok(match settle_listing(visit, done)? {
        Ok(report) => ReportPayload { report: Some(report.into()), ..Default::default() },
        Err(user_errors) => ReportPayload { user_errors, ..Default::default() },
    })
}

/// Decides what becomes of a report.
pub(crate) async fn decide_report(
    visit: &Visit,
    DecideReportInput { report_id, accept, reason }: DecideReportInput,
) -> async_graphql::Result<ReportPayload> {
    let verdict = (accept, reason.as_deref().unwrap_or_default());
    let done = match ReportId::parse(&report_id) {
        Ok(id) => reports::decide(&visit.ctx, &visit.domain, id, verdict).await,
        Err(_) => Err(ListingError::NotFound),
    };
    visit.parts.bell.ring();
    Ok(match settle_listing(visit, done)? {
        Ok((report, listing)) => ReportPayload {
            report: Some(report.into()),
            listing: Some(shown(visit, listing)),
            user_errors: Vec::new(),
        },
        Err(user_errors) => ReportPayload { user_errors, ..Default::default() },
    })
}

/// Says that a listing is all still right.
pub(crate) async fn confirm_listing(
    visit: &Visit,
    ConfirmListingInput { listing_id }: ConfirmListingInput,
) -> async_graphql::Result<ListingPayload> {
    let done = match listing_of(&listing_id) {
        Ok(id) => confirming::confirm(&visit.ctx, &visit.domain, id).await,
        Err(error) => Err(error),
    };
    changed(visit, done)
}

/// What was said of a listing, for who decides about it; null to anybody else.
pub(crate) async fn of_listing(
    visit: &Visit,
    id: ListingId,
) -> async_graphql::Result<Option<Vec<Report>>> {
    match reports::of_listing(&visit.ctx, &visit.domain, id).await {
        Ok((_, found)) => Ok(Some(found.into_iter().map(Report::from).collect())),
        Err(ListingError::Denied(_)) => Ok(None),
        Err(error) => Err(failed(visit, &error)),
    }
}

/// What the viewer said, the latest first, each with its listing.
pub(crate) async fn mine(
    visit: &Visit,
    own: &Ctx,
    first: u32,
) -> async_graphql::Result<Vec<ReportEdge>> {
    let said = reports::my_latest(own, &visit.domain, first.into()).await;
    let said = said.map_err(|error| failed(visit, &error))?;
    let ids = said.iter().map(|it| it.listing);
    let places = visit.listings.load_many(ids).await;
    let places = places.map_err(|error| failed(visit, &error))?;
    let edge = |report: reports::Report| {
        let listing = places.get(&report.listing)?.clone();
        Some(ReportEdge { listing: Listing::new(listing, Asked::now(visit)), node: report.into() })
    };
    Ok(said.into_iter().filter_map(edge).collect())
}

/// Reports of places that are nobody's.
pub(crate) async fn desk(
    visit: &Visit,
    about: Option<ReportAbout>,
    is_decided: bool,
) -> async_graphql::Result<Option<Vec<ReportEdge>>> {
    let wanted = Desk { about: about.map(Into::into), is_decided };
    let edge = |(report, listing): (reports::Report, model::Listing)| ReportEdge {
        node: report.into(),
        listing: shown(visit, listing),
    };
    match reports::desk(&visit.ctx, &visit.domain, wanted).await {
        Ok(found) => Ok(Some(found.into_iter().map(edge).collect())),
        Err(ListingError::Denied(_)) => Ok(None),
        Err(error) => Err(failed(visit, &error)),
    }
}

/// Whether enough neighbours say that a place is gone to tell everybody.
pub(crate) async fn is_said_gone(
    visit: &Visit,
    row: &model::Listing,
) -> async_graphql::Result<bool> {
    if row.facts.state != model::LifeState::Running {
        return Ok(false);
    }
    let said = visit.said_gone.load_one(row.id).await;
    Ok(said.map_err(|error| failed(visit, &error))?.is_some())
}
