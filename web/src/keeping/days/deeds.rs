//! What can be done about days: read from a form, then done.

use chrono::{DateTime, NaiveDate, Utc};
use koop_domain::Domain;
use koop_domain::ctx::Ctx;
use koop_domain::id::ListingId;
use koop_domain::language::Language;
use koop_domain::listings::error::{ListingError, Problem};
use koop_domain::listings::keepers::{self, DayHours};
use koop_domain::listings::model::{Listing, Service};
use koop_domain::listings::opening_hours::usual;

use super::super::parts::{Typed, service_of};
use super::times::{PERIOD, TODAY, clock_of};
use super::usual::today_or_usual;
use super::{coming, holidays, times};
use crate::form::{Named, Slips};
use crate::texts::{self, clock};

/// Something to do about days.
pub(super) enum Deed {
    /// Closed today.
    Close,
    /// Open today after all.
    Open,
    /// Closed from today until a day.
    Away { open_on: NaiveDate },
    /// Open on a day at times of its own.
    OpenOn { day: NaiveDate, spans: String },
    /// Some days are so.
    Differ { days: (NaiveDate, NaiveDate), hours: DayHours, note: Option<String> },
    /// Some days do not differ after all.
    Forget { days: (NaiveDate, NaiveDate), service: Option<Service> },
    /// Deliveries go so.
    Pace { busy_minutes: Option<u32>, paused_until: Option<DateTime<Utc>> },
}

impl Deed {
    /// What was sent, or what is wrong with it.
    pub(super) fn read(
        language: Language,
        typed: &Typed,
        listing: &Listing,
        now: DateTime<Utc>,
    ) -> Result<Self, Slips> {
        let today = clock::today(now);
        let day = |id, label| date(language, typed, id, label);
        let single = |day, hours| match hours {
            DayHours::Open(spans) => Self::OpenOn { day, spans },
            DayHours::Closed => Self::Differ { days: (day, day), hours, note: None },
        };
        Ok(match typed.get("doe") {
            "dicht" => Self::Close,
            "toch-open" => Self::Open,
            "vandaag" => {
                let begun = today_or_usual(listing, today);
                single(today, times::read(language, typed, TODAY, &begun)?)
            }
            "weer" => Self::Away { open_on: day("weer", "days-back-on")? },
            "periode" => period(language, typed, listing)?,
            "weg" => Self::Forget {
                days: (day("van-dag", "days-first")?, day("tot-dag", "days-last")?),
                service: typed.some("dienst").map(|name| service_of(&name)),
            },
            "feest-dicht" | "feest-open" | "feest-tijden" => {
                let day = day("dag", "days-first")?;
                single(day, holidays::read(language, typed, listing, (today, day))?)
            }
            "druk" => {
                let busy_minutes = typed.get("minuten").parse().ok();
                Self::Pace { busy_minutes, paused_until: None }
            }
            "pauze" => {
                let at = clock_of(language, typed.get("pauze"), "pauze", "days-pause-until")?;
                Self::Pace { busy_minutes: None, paused_until: coming(at, now) }
            }
            "gewoon" => Self::Pace { busy_minutes: None, paused_until: None },
            _ => return Err(Slips::in_all(texts::text(language, "keep-what"))),
        })
    }

    /// What is told afterwards, as it stands in the address bar.
    pub(super) fn done(&self) -> String {
        match self {
            Self::Close => "dicht".to_owned(),
            Self::Open => "open".to_owned(),
            // What was said before of a day among them still holds, and is told.
            Self::Differ { days: (from, to), .. } if from < to => {
                format!("bewaard&van={from}&tot={to}")
            }
            Self::Away { .. } | Self::OpenOn { .. } | Self::Differ { .. } => "bewaard".to_owned(),
            Self::Forget { .. } => "weg".to_owned(),
            Self::Pace { .. } => "tempo".to_owned(),
        }
    }

    /// Whether it is done where nothing of it is left: what somebody took back already is gone,
    /// as was wanted.
    pub(super) fn only_takes_away(&self) -> bool {
        matches!(self, Self::Forget { .. })
    }

    /// The fields that can be wrong, as the domain calls them.
    pub(super) fn fields(&self) -> &'static [Named] {
        &[
            ("to", "laatste", "days-last"),
            ("openOn", "weer", "days-back-on"),
            ("pausedUntil", "pauze", "days-pause-until"),
            ("exceptions", "noot", "days-note"),
        ]
    }

    /// Does it.
    pub(super) async fn perform(
        self,
        ctx: &Ctx,
        domain: &Domain,
        id: ListingId,
    ) -> Result<Listing, ListingError> {
        match self {
            Self::Close => keepers::close_today(ctx, domain, id).await,
            Self::Open => keepers::open_today(ctx, domain, id).await,
            Self::Away { open_on } => keepers::close_until(ctx, domain, id, open_on).await,
            Self::OpenOn { day, spans } => keepers::open_on(ctx, domain, id, (day, &spans)).await,
            Self::Differ { days, hours, note } => {
                keepers::add_exception(ctx, domain, id, (days, None), (hours, note)).await
            }
            Self::Forget { days, service } => {
                keepers::remove_exception(ctx, domain, id, days, service).await
            }
            Self::Pace { busy_minutes, paused_until } => {
                keepers::set_pace(ctx, domain, id, (busy_minutes, paused_until)).await
            }
        }
    }
}

/// A day or more: closed, or open at times of their own.
fn period(language: Language, typed: &Typed, listing: &Listing) -> Result<Deed, Slips> {
    let first = date(language, typed, "eerste", "days-first")?;
    let last = match typed.get("laatste") {
        "" => first,
        _ => date(language, typed, "laatste", "days-last")?,
    };
    let hours = match typed.get("hoe") {
        "tijden" => {
            let one = first == last;
            let begun = one.then(|| usual(&listing.facts, Service::Counter, first));
            times::read(language, typed, PERIOD, &begun.unwrap_or_default())?
        }
        _ => DayHours::Closed,
    };
    Ok(Deed::Differ { days: (first, last), hours, note: typed.some("noot") })
}

fn date(
    language: Language,
    typed: &Typed,
    id: &'static str,
    label: &str,
) -> Result<NaiveDate, Slips> {
    let problem = if typed.get(id).is_empty() { Problem::Empty } else { Problem::Unreadable };
    let words = || texts::problem(language, &texts::text(language, label), problem);
    typed.get(id).parse().map_err(|_| Slips::own(id, words()))
}
