//! The days on which a place keeps other hours, as a calendar to keep an eye on: the exceptions
//! it told, and the holidays on which its hours differ from those of the same weekday.

use std::collections::HashMap;

use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, VARY};
use koop_domain::language::Language;
use koop_domain::listings::model::{HoursException, LifeState, Listing, Service};
use koop_domain::listings::opening_hours::{self, Day, Span, State, ZONE};

use super::hours::{Time, is_whole_day, time};
use super::place_line;
use crate::ical::{Calendar, Event};
use crate::results::{service_label, service_name};
use crate::texts::status::holiday;
use crate::texts::{self, clock};

/// How far back days are kept, so that a calendar does not lose them the next morning.
const BACK_DAYS: u64 = 30;
/// How far ahead holidays are told: a year, for nobody knows hours further.
const AHEAD_DAYS: usize = 366;
/// In how many weeks before and after an ordinary day is looked for.
const ORDINARY_WEEKS: u64 = 2;
/// How long a calendar is kept before it is asked again, in seconds.
const FRESH: &str = "private, max-age=3600";

/// The answer to `GET /plek/{slug}.ics`.
pub(super) fn answer(
    language: Language,
    listing: &Listing,
    base_url: &str,
    now: DateTime<Utc>,
) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("inline; filename=\"{}.ics\"", listing.slug)),
        (CACHE_CONTROL, FRESH.to_owned()),
        (VARY, "accept-language, cookie".to_owned()),
    ];
    (headers, calendar(language, listing, base_url, now).write()).into_response()
}

fn calendar(language: Language, listing: &Listing, base_url: &str, now: DateTime<Utc>) -> Calendar {
    let name = listing.facts.name.clone();
    let maker = Maker { language, listing, base_url };
    let mut events = Vec::new();
    if listing.facts.state == LifeState::Running {
        events.extend(exceptions(listing, now).map(|it| maker.exception(it)));
        events.extend(holidays(listing, now).iter().map(|day| maker.holiday(day)));
    }
    events.sort_by_key(|it| it.from);
    number_namesakes(&mut events);
    let demo = listing.demo.then(|| texts::text(language, "page-demo"));
    let source = listing.source.as_ref().map(|it| format!("{} ({})", it.attribution, it.licence));
    Calendar {
        name: texts::text_with(language, "calendar-name", &[("name", name.into())]),
        description: source.into_iter().chain(demo).collect::<Vec<_>>().join(". "),
        events,
        meetings: Vec::new(),
    }
}

/// Two that say different things of the same days and service would be taken for one.
fn number_namesakes(events: &mut [Event]) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for event in events {
        let count = seen.entry(event.uid.clone()).or_default();
        *count += 1;
        if *count > 1 {
            event.uid = format!("{count}-{}", event.uid);
        }
    }
}

struct Maker<'a> {
    language: Language,
    listing: &'a Listing,
    base_url: &'a str,
}

impl Maker<'_> {
    fn exception(&self, exception: &HoursException) -> Event {
        let hours = match exception.spans.as_deref() {
            None => texts::text(self.language, "week-closed"),
            Some(spans) => spans_words(self.language, spans),
        };
        let hours = match exception.service {
            Some(service) => {
                format!("{} {hours}", service_label(self.language, service))
            }
            None => hours,
        };
        let about = exception.service.map_or("alles", service_name);
        let why = exception.note.as_deref().map(|note| texts::note(self.language, note));
        self.event((exception.from, exception.to), about, &hours, &why.unwrap_or_default())
    }

    fn holiday(&self, day: &Day) -> Event {
        let hours = match day.spans.as_slice() {
            [] => texts::text(self.language, "week-closed"),
            spans => {
                let said: Vec<String> = spans.iter().map(|it| said(self.language, it)).collect();
                said.join(", ")
            }
        };
        let name = day.holiday.map(|it| holiday(self.language, it)).unwrap_or_default();
        self.event((day.date, day.date), "feestdag", &hours, &name)
    }

    fn event(
        &self,
        (from, to): (NaiveDate, NaiveDate),
        about: &str,
        hours: &str,
        why: &str,
    ) -> Event {
        let facts = &self.listing.facts;
        let summary = match why {
            "" => format!("{}: {hours}", facts.name),
            why => format!("{}: {hours} ({why})", facts.name),
        };
        let source = self.listing.source.as_ref().map(|it| it.attribution.clone());
        Event {
            // Exceptions may overlap: only both ends and the service tell all of them apart.
            uid: format!(
                "{}-{}-{}-{about}@koop-lokaal",
                self.listing.id.0,
                from.format("%Y%m%d"),
                to.format("%Y%m%d")
            ),
            sequence: self.listing.revision,
            changed: self.listing.updated_at,
            from,
            to,
            summary,
            description: source.unwrap_or_default(),
            location: place_line(self.language, facts),
            url: format!("{}/plek/{}", self.base_url, self.listing.slug),
        }
    }
}

/// Exceptions that are not long over.
fn exceptions(listing: &Listing, now: DateTime<Utc>) -> impl Iterator<Item = &HoursException> {
    let begin = clock::today(now) - Days::new(BACK_DAYS);
    listing.facts.exceptions.iter().filter(move |it| it.to >= begin && it.from <= it.to)
}

/// Holidays of the coming year on which the counter keeps other hours than on the same weekday
/// around it. Days that have an exception are told with that.
fn holidays(listing: &Listing, now: DateTime<Utc>) -> Vec<Day> {
    if !listing.facts.hours.contains_key(&Service::Counter) {
        return Vec::new();
    }
    let dates = clock::today(now).iter_days().take(AHEAD_DAYS);
    let dates = dates.filter(|date| opening_hours::holiday(*date).is_some());
    let days = dates.filter_map(|date| day(listing, date)).filter(|day| day.exception.is_none());
    days.filter(|day| {
        let usual = ordinary(listing, day.date);
        usual.is_some_and(|usual| times(&usual) != times(day))
    })
    .collect()
}

/// The nearest day of the same weekday that is neither a holiday nor an exception.
fn ordinary(listing: &Listing, date: NaiveDate) -> Option<Day> {
    let weeks = (1..=ORDINARY_WEEKS).flat_map(|week| {
        [date.checked_sub_days(Days::new(7 * week)), date.checked_add_days(Days::new(7 * week))]
    });
    let plain = |day: &Day| day.holiday.is_none() && day.exception.is_none();
    weeks.flatten().filter_map(|date| day(listing, date)).find(plain)
}

/// A day of the counter's hours.
fn day(listing: &Listing, date: NaiveDate) -> Option<Day> {
    // At noon every zone agrees on the date.
    let noon = ZONE.from_local_datetime(&date.and_hms_opt(12, 0, 0)?).earliest()?.to_utc();
    opening_hours::week(listing, Service::Counter, noon).into_iter().next()
}

fn times(day: &Day) -> Vec<(NaiveTime, NaiveTime, State)> {
    day.spans.iter().map(|span| (span.from.time(), span.to.time(), span.state)).collect()
}

/// A span, and what it is if not simply open.
fn said(language: Language, span: &Span) -> String {
    let Time { stretch, word } = time(language, span);
    let word = match span.state {
        State::ByAppointment => Some(texts::text(language, "week-appointment")),
        State::Open | State::Closed | State::Unknown => word,
    };
    match word {
        Some(word) if span.state != State::Open && is_whole_day(span) => word,
        Some(word) => format!("{stretch} {word}"),
        None => stretch,
    }
}

/// Spans as OSM writes them (`10:00-14:00,15:00-17:00`) as people say them; as they are, where
/// they are something else.
pub(super) fn spans_words(language: Language, spans: &str) -> String {
    let time = |text: &str| match text.trim() {
        "24:00" => Some(NaiveTime::MIN),
        text => NaiveTime::parse_from_str(text, "%H:%M").ok(),
    };
    let stretch = |span: &str| {
        let (from, to) = span.split_once('-')?;
        Some(clock::stretch(language, time(from)?, time(to)?))
    };
    let words: Option<Vec<String>> = spans.split(',').map(stretch).collect();
    words.map_or_else(|| spans.replace(',', ", "), |words| words.join(", "))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;
    use crate::sample::rich;

    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 21, 13, 30, 0).unwrap()
    }

    fn made(listing: &Listing) -> Vec<Event> {
        calendar(Language::Nl, listing, "https://koop.example", now()).events
    }

    fn exception(from: i64, days: i64, service: Option<Service>, spans: &str) -> HoursException {
        let from = clock::today(now()) + TimeDelta::days(from);
        let spans = Some(spans.to_owned()).filter(|it| !it.is_empty());
        HoursException { from, to: from + TimeDelta::days(days), service, spans, note: None }
    }

    proptest! {
        /// However exceptions overlap, each is an event of its own.
        #[test]
        fn no_two_events_have_one_name(
            all in prop::collection::vec(
                (
                    0_i64..3,
                    0_i64..3,
                    prop::sample::select(vec![None, Some(Service::Counter), Some(Service::Kitchen)]),
                    prop::sample::select(vec!["", "10:00-12:00", "13:00-14:00"]),
                ),
                0..12,
            )
        ) {
            let mut listing = rich();
            listing.facts.exceptions =
                all.iter().map(|it| exception(it.0, it.1, it.2, it.3)).collect();
            let events = made(&listing);
            prop_assert!(events.len() >= all.len());
            let names: HashSet<&str> = events.iter().map(|it| it.uid.as_str()).collect();
            prop_assert_eq!(names.len(), events.len());
        }
    }

    #[test]
    fn an_exception_keeps_its_name_when_another_begins_with_it() {
        let mut listing = rich();
        listing.facts.exceptions = vec![exception(3, 0, None, "")];
        let alone = made(&listing)[0].uid.clone();
        listing.facts.exceptions.insert(0, exception(3, 7, None, "10:00-12:00"));
        assert!(made(&listing).iter().any(|it| it.uid == alone));
    }

    #[test]
    fn a_holiday_is_told_as_what_it_is() {
        for (hours, told) in [
            ("Mo-Su 09:00-18:00; PH off", "dicht"),
            ("Mo-Su 09:00-18:00; PH unknown", "niet zeker"),
            ("Mo-Su 09:00-18:00; PH 10:00-12:00 \"op afspraak\"", "10.00–12.00 uur op afspraak"),
            ("Mo-Su 09:00-18:00; PH 10:00-12:00", "10.00–12.00 uur"),
        ] {
            let mut listing = rich();
            listing.facts.exceptions.clear();
            listing.facts.hours = [(Service::Counter, hours.to_owned())].into();
            let name = &listing.facts.name;
            let summaries: Vec<String> = made(&listing).into_iter().map(|it| it.summary).collect();
            let christmas = format!("{name}: {told} (eerste kerstdag)");
            assert!(summaries.contains(&christmas), "{christmas} is not in {summaries:?}");
        }
    }
}
