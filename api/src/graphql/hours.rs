//! Hours as clients see them: a status in words, a week of intervals, the days that differ.

use std::sync::Arc;

use async_graphql::{Context, Description, Object, SimpleObject};
use chrono::{DateTime, Utc};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::{keepers, model, opening_hours};
use koop_web::texts;

use super::errors::failed;
use super::limits;
use super::scalars::{Date, Instant, LocalDateTime};
use super::terms::{Certainty, OpenState, Service};
use super::visit::Visit;

/// What a place is at an instant.
#[derive(SimpleObject)]
pub(crate) struct Status {
    /// What it is.
    state: OpenState,
    /// How sure that is.
    certainty: Certainty,
    /// Until when this state lasts, if it changes within about a year.
    until: Option<Instant>,
    /// When it opens next, if it is not open then.
    opens_at: Option<Instant>,
    /// When the hours were last confirmed, if that is known.
    confirmed_on: Option<Date>,
    /// The same in a sentence, in the reader's language.
    text: String,
}

/// The hours of one service.
#[derive(Description)]
pub(crate) struct WeeklyHours {
    row: Arc<model::Listing>,
    service: model::Service,
    at: DateTime<Utc>,
}

/// One day of a week of hours.
#[derive(SimpleObject)]
pub(crate) struct HoursDay {
    /// The date.
    date: Date,
    /// The date in words: `vandaag`, `morgen`, `maandag 23 november`.
    label: String,
    /// The stretches that begin on it; what lies between is closed.
    intervals: Vec<HoursInterval>,
    /// The name of the public holiday, if it is one.
    holiday: Option<String>,
    /// The exception that holds on it, if one does.
    exception: Option<HoursException>,
}

/// A stretch of wall time in one state.
#[derive(SimpleObject)]
pub(crate) struct HoursInterval {
    /// From this wall time.
    from: LocalDateTime,
    /// Until this wall time, not included; past midnight it lies on the next day.
    to: LocalDateTime,
    /// Open, unknown or by appointment.
    state: OpenState,
    /// The comment that stands in the hours, if any.
    comment: Option<String>,
}

/// A public holiday that a keeper is asked about.
#[derive(SimpleObject)]
pub(crate) struct HolidayAsked {
    /// When.
    date: Date,
    /// What it is called.
    name: String,
}

/// Dated hours that override the weekly ones.
#[derive(Description)]
pub(crate) struct HoursException(pub(crate) model::HoursException);

impl Status {
    /// The status of a listing's service at an instant.
    pub(crate) fn of(
        visit: &Visit,
        row: &model::Listing,
        service: model::Service,
        at: DateTime<Utc>,
    ) -> Self {
        let status = opening_hours::status(row, service, at);
        Self {
            state: status.state.into(),
            certainty: status.certainty.into(),
            until: status.until.map(Instant::from),
            opens_at: status.opens_at.map(Instant::from),
            confirmed_on: status.confirmed_on.map(Date),
            text: texts::listing_status(visit.language, row, &status, at, visit.ctx.now),
        }
    }
}

impl WeeklyHours {
    /// The hours of the services that a listing has, or of one.
    pub(crate) fn all(
        row: &Arc<model::Listing>,
        at: DateTime<Utc>,
        only: Option<model::Service>,
    ) -> Vec<Self> {
        let kept = |service: &model::Service| match service {
            model::Service::Counter => true,
            model::Service::Delivery if row.facts.delivery.is_some() => true,
            service => row.facts.hours.contains_key(service),
        };
        let wanted = |service: &model::Service| only.is_none_or(|only| only == *service);
        let all = model::Service::ALL.into_iter().filter(kept).filter(wanted);
        all.map(|service| Self { row: row.clone(), service, at }).collect()
    }
}

#[Object(use_type_description)]
impl WeeklyHours {
    /// Of which service.
    async fn service(&self) -> Service {
        self.service.into()
    }

    /// The hours as they were given, in OSM's `opening_hours` form; none if nobody gave any.
    async fn raw(&self) -> Option<&str> {
        self.row.facts.hours.get(&self.service).map(String::as_str)
    }

    /// What the service is at an instant.
    #[graphql(complexity = "limits::SCHEDULE + child_complexity")]
    async fn status(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "When; the instant asked for by `open`, else now.")] at: Option<Instant>,
    ) -> async_graphql::Result<Status> {
        let visit = Visit::of(ctx);
        Ok(Status::of(visit, &self.row, self.service, visit.at(at, self.at)?))
    }

    /// Seven days from the one that is asked about.
    #[graphql(complexity = "limits::SCHEDULE + limits::WEEK * child_complexity")]
    async fn week(&self, ctx: &Context<'_>) -> Vec<HoursDay> {
        let days = opening_hours::week(&self.row, self.service, self.at);
        days.into_iter().map(|day| HoursDay::of(Visit::of(ctx), day)).collect()
    }
}

/// The holidays that whoever keeps a listing is asked about; null to anybody else.
pub(super) async fn holidays_asked(
    visit: &Visit,
    row: &model::Listing,
) -> async_graphql::Result<Option<Vec<HolidayAsked>>> {
    let asked = match keepers::coming_holidays(&visit.ctx, &visit.domain, row).await {
        Err(ListingError::Denied(_)) => return Ok(None),
        asked => asked.map_err(|error| failed(visit, &error))?,
    };
    let told = |date| {
        let name = texts::status::holiday(visit.language, opening_hours::holiday(date)?);
        Some(HolidayAsked { date: Date(date), name })
    };
    Ok(Some(asked.into_iter().filter_map(told).collect()))
}

impl HoursDay {
    fn of(visit: &Visit, day: opening_hours::Day) -> Self {
        let today = texts::clock::today(visit.ctx.now);
        Self {
            date: Date(day.date),
            label: texts::day(visit.language, day.date, today),
            intervals: day.spans.into_iter().map(HoursInterval::of).collect(),
            holiday: day.holiday.map(|holiday| texts::status::holiday(visit.language, holiday)),
            exception: day.exception.map(HoursException),
        }
    }
}

impl HoursInterval {
    fn of(span: opening_hours::Span) -> Self {
        Self {
            from: LocalDateTime(span.from),
            to: LocalDateTime(span.to),
            state: span.state.into(),
            comment: span.comment,
        }
    }
}

#[Object(use_type_description)]
impl HoursException {
    /// The first day.
    async fn from(&self) -> Date {
        Date(self.0.from)
    }

    /// The last day, included.
    async fn to(&self) -> Date {
        Date(self.0.to)
    }

    /// Of which service; none: of all.
    async fn service(&self) -> Option<Service> {
        self.0.service.map(Into::into)
    }

    /// The hours of these days in OSM's form; none: closed.
    async fn spans(&self) -> Option<&str> {
        self.0.spans.as_deref()
    }

    /// What the note on the door says.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
}
