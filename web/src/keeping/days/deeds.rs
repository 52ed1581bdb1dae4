//! What can be done about days: read from a form, then done.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use koop_domain::Domain;
use koop_domain::ctx::Ctx;
use koop_domain::id::ListingId;
use koop_domain::language::Language;
use koop_domain::listings::error::{ListingError, Problem};
use koop_domain::listings::keepers::{self, DayHours};
use koop_domain::listings::model::{Listing, Service};
use koop_domain::listings::opening_hours::grid::ClockSpan;

use super::super::parts::{Typed, read_clock, service_of};
use super::coming;
use super::usual::{osm, usual};
use crate::form::{Named, Slips};
use crate::texts::{self, clock};

/// Something to do about days.
pub(super) enum Deed {
    /// Some days are so.
    Differ {
        days: (NaiveDate, NaiveDate),
        hours: DayHours,
        note: Option<String>,
        done: &'static str,
    },
    /// Some days do not differ after all.
    Forget { days: (NaiveDate, NaiveDate), service: Option<Service>, done: &'static str },
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
        let differ = |days, hours, note| Self::Differ { days, hours, note, done: "bewaard" };
        let times = |from, to| times(language, typed, from, to);
        Ok(match typed.get("doe") {
            "dicht" => Self::Differ {
                days: (today, today),
                hours: DayHours::Closed,
                note: None,
                done: "dicht",
            },
            "toch-open" => Self::Forget { days: (today, today), service: None, done: "open" },
            "vandaag" => differ((today, today), times("van", "tot")?, None),
            "weer" => {
                let back = date(language, typed, "weer", "days-back-on")?;
                let last = back.pred_opt().filter(|last| *last >= today);
                let last = last
                    .ok_or_else(|| wrong(language, "weer", "days-back-on", Problem::OutOfRange))?;
                let on = [("day", clock::day_month(language, back).into())];
                let note = texts::text_with(language, "days-back-note", &on);
                differ((today, last), DayHours::Closed, Some(note))
            }
            "periode" => {
                let first = date(language, typed, "eerste", "days-first")?;
                let last = match typed.get("laatste") {
                    "" => first,
                    _ => date(language, typed, "laatste", "days-last")?,
                };
                let hours = match typed.get("hoe") {
                    "tijden" => times("pvan", "ptot")?,
                    _ => DayHours::Closed,
                };
                differ((first, last), hours, typed.some("noot"))
            }
            "weg" => Self::Forget {
                days: (
                    date(language, typed, "van-dag", "days-first")?,
                    date(language, typed, "tot-dag", "days-last")?,
                ),
                service: typed.some("dienst").map(|name| service_of(&name)),
                done: "weg",
            },
            "feest-dicht" | "feest-open" | "feest-tijden" => {
                let day = date(language, typed, "dag", "days-first")?;
                differ((day, day), holiday(language, typed, listing, day)?, None)
            }
            "druk" => {
                let busy_minutes = typed.get("minuten").parse().ok();
                Self::Pace { busy_minutes, paused_until: None }
            }
            "pauze" => {
                let at = clock_of(language, typed, "pauze", "days-pause-until")?;
                Self::Pace { busy_minutes: None, paused_until: coming(at, now) }
            }
            "gewoon" => Self::Pace { busy_minutes: None, paused_until: None },
            _ => return Err(Slips::in_all(texts::text(language, "keep-what"))),
        })
    }

    /// What is told afterwards, by its name in the address bar.
    pub(super) fn done(&self) -> &'static str {
        match self {
            Self::Differ { done, .. } | Self::Forget { done, .. } => done,
            Self::Pace { .. } => "tempo",
        }
    }

    /// The fields that can be wrong, as the domain calls them.
    pub(super) fn fields(&self) -> &'static [Named] {
        &[
            ("to", "laatste", "days-last"),
            ("hours", "pvan", "hours-from"),
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
            Self::Differ { days, hours, note, .. } => {
                keepers::add_exception(ctx, domain, id, (days, None), (hours, note)).await
            }
            Self::Forget { days, service, .. } => {
                keepers::remove_exception(ctx, domain, id, days, service).await
            }
            Self::Pace { busy_minutes, paused_until } => {
                keepers::set_pace(ctx, domain, id, (busy_minutes, paused_until)).await
            }
        }
    }
}

/// What a holiday is: closed, as any such day, or times of its own.
fn holiday(
    language: Language,
    typed: &Typed,
    listing: &Listing,
    day: NaiveDate,
) -> Result<DayHours, Slips> {
    match typed.get("doe") {
        "feest-dicht" => Ok(DayHours::Closed),
        "feest-open" => match usual(listing, day) {
            Some(spans) => Ok(DayHours::Open(osm(&spans))),
            None => Err(Slips::in_all(texts::text(language, "days-no-usual"))),
        },
        _ => {
            let read = |name: &str| read_clock(typed.get(name));
            let span = read("hvan").zip(read("htot")).map(|(from, to)| ClockSpan::new(from, to));
            let span = span.ok_or_else(|| Slips::in_all(texts::text(language, "days-no-times")))?;
            Ok(DayHours::Open(span.osm()))
        }
    }
}

fn times(
    language: Language,
    typed: &Typed,
    from: &'static str,
    to: &'static str,
) -> Result<DayHours, Slips> {
    let from = clock_of(language, typed, from, "hours-from")?;
    let to = clock_of(language, typed, to, "hours-to")?;
    Ok(DayHours::Open(ClockSpan::new(from, to).osm()))
}

fn clock_of(
    language: Language,
    typed: &Typed,
    id: &'static str,
    label: &str,
) -> Result<NaiveTime, Slips> {
    let problem = if typed.get(id).is_empty() { Problem::Empty } else { Problem::Unreadable };
    read_clock(typed.get(id)).ok_or_else(|| wrong(language, id, label, problem))
}

fn date(
    language: Language,
    typed: &Typed,
    id: &'static str,
    label: &str,
) -> Result<NaiveDate, Slips> {
    let problem = if typed.get(id).is_empty() { Problem::Empty } else { Problem::Unreadable };
    typed.get(id).parse().map_err(|_| wrong(language, id, label, problem))
}

fn wrong(language: Language, id: &'static str, label: &str, problem: Problem) -> Slips {
    Slips::own(id, texts::problem(language, &texts::text(language, label), problem))
}
