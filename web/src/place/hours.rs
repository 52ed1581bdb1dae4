//! The week in words: today marked, holidays and exceptions named, a table per service.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc};
use koop_domain::language::Language;
use koop_domain::listings::model::{Facts, HoursException, Listing, Service};
use koop_domain::listings::opening_hours::{self, Day, Span, State};

use super::calendar::spans_words;
use crate::card::{Cards, StatusLine};
use crate::page::Page;
use crate::results::service_label;
use crate::texts;
use crate::texts::clock;
use crate::texts::status::holiday;

/// How far ahead exceptions are announced, in days; the week itself shows the nearest.
const ANNOUNCED_DAYS: i64 = 60;

/// The coming seven days of one service.
#[derive(Clone, Debug)]
pub(crate) struct Week {
    pub label: Option<String>,
    pub status: Option<StatusLine>,
    pub caption: String,
    pub days: Vec<DayRow>,
}

/// One day.
#[derive(Clone, Debug)]
pub(crate) struct DayRow {
    pub today: bool,
    pub weekday: String,
    pub date: String,
    pub times: Vec<Time>,
    pub note: String,
}

/// A stretch of a day, and the word that goes with it.
#[derive(Clone, Debug)]
pub(crate) struct Time {
    pub stretch: String,
    pub word: Option<String>,
}

/// A table for the counter, and one for each service with hours of its own.
pub(crate) fn weeks(page: &Page, listing: &Listing, cards: &Cards) -> Vec<Week> {
    let own = |service: Service| listing.facts.hours.contains_key(&service);
    let several = listing.facts.hours.len() > 1;
    Service::ALL
        .into_iter()
        .filter(|service| own(*service))
        .map(|service| week(page, listing, &Cards { service, ..*cards }, several))
        .collect()
}

/// Exceptions beyond the coming week.
pub(crate) fn upcoming(page: &Page, facts: &Facts, now: DateTime<Utc>) -> Vec<String> {
    let today = clock::today(now);
    let week_end = today + TimeDelta::days(6);
    let horizon = today + TimeDelta::days(ANNOUNCED_DAYS);
    let mut coming: Vec<&HoursException> =
        facts.exceptions.iter().filter(|it| it.to > week_end && it.from <= horizon).collect();
    coming.sort_by_key(|it| it.from);
    coming.into_iter().map(|it| announce(page, it)).collect()
}

fn week(page: &Page, listing: &Listing, cards: &Cards, several: bool) -> Week {
    let name = service_label(page.language, cards.service);
    let label = several.then(|| name.clone());
    // The counter's own status stands at the top of the page.
    let status = (several && cards.service != Service::Counter)
        .then(|| cards.line(listing, &cards.status(listing)));
    let today = clock::today(cards.now);
    let days = opening_hours::week(listing, cards.service, cards.now);
    Week {
        label,
        status,
        caption: page.with("place-week", &[("service", name.into())]),
        days: days
            .iter()
            .enumerate()
            .map(|(at, day)| row(page, day, at.checked_sub(1).map(|at| &days[at]), today))
            .collect(),
    }
}

fn row(page: &Page, day: &Day, before: Option<&Day>, today: NaiveDate) -> DayRow {
    let weekday = clock::weekday(page.language, day.date);
    // The month is said once, and again where it changes.
    let date = if day.date.day() == 1 || day.date == today {
        clock::day_month(page.language, day.date)
    } else {
        day.date.day().to_string()
    };
    let today = day.date == today;
    let (weekday, date) =
        if today { (page.t("week-today"), format!("{weekday} {date}")) } else { (weekday, date) };
    let mut times: Vec<Time> = day.spans.iter().map(|span| time(page.language, span)).collect();
    if times.is_empty() {
        times.push(Time { stretch: page.t("week-closed"), word: None });
    }
    // A note of several days is read once.
    let told = before.is_some_and(|before| before.exception == day.exception);
    DayRow { today, weekday, date, times, note: note(page, day, told) }
}

/// A span in words.
pub(crate) fn time(language: Language, span: &Span) -> Time {
    let stretch = if is_whole_day(span) {
        texts::text(language, "week-all-day")
    } else {
        clock::stretch(language, span.from.time(), span.to.time())
    };
    let word = match span.state {
        State::ByAppointment => Some(texts::text(language, "status-appointment")),
        State::Unknown => {
            let unsure = || texts::text(language, "week-unsure");
            Some(span.comment.clone().unwrap_or_else(unsure))
        }
        State::Open | State::Closed => span.comment.clone(),
    };
    Time { stretch, word }
}

/// Whether a span is a day from its beginning to its end.
pub(super) fn is_whole_day(span: &Span) -> bool {
    span.to - span.from >= TimeDelta::days(1) && span.from.time() == NaiveTime::MIN
}

fn note(page: &Page, day: &Day, told: bool) -> String {
    let exception = day.exception.as_ref().filter(|_| !told);
    let exception = exception.map(|it| it.note.clone().unwrap_or_else(|| page.t("week-exception")));
    let holiday = day.holiday.map(|it| holiday(page.language, it));
    [holiday, exception].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Days that differ, in words.
pub(crate) fn announce(page: &Page, exception: &HoursException) -> String {
    let day = |date| clock::day_month(page.language, date);
    let days = if exception.from == exception.to {
        day(exception.from)
    } else {
        let values = [("from", day(exception.from).into()), ("to", day(exception.to).into())];
        page.with("exception-days", &values)
    };
    let times = match exception.spans.as_deref() {
        None => page.t("week-closed"),
        Some(spans) => spans_words(page.language, spans),
    };
    match &exception.note {
        Some(note) => format!("{days}: {times} ({note})"),
        None => format!("{days}: {times}"),
    }
}
