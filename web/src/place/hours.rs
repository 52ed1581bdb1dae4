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

/// Within so many days after they were away, people are back; later, nobody says when.
const BACK_WITHIN_DAYS: usize = 14;

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
    let line = |(at, day): (usize, &Day)| {
        // A note of several days is read once.
        let told = at.checked_sub(1).is_some_and(|before| days[before].exception == day.exception);
        let said = day.exception.as_ref().filter(|_| !told);
        let said = said.map(|it| note(page, &listing.facts, cards.service, it));
        row(page, day, said, today)
    };
    Week {
        label,
        status,
        caption: page.with("place-week", &[("service", name.into())]),
        days: days.iter().enumerate().map(line).collect(),
    }
}

fn row(page: &Page, day: &Day, note: Option<String>, today: NaiveDate) -> DayRow {
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
    let holiday = day.holiday.map(|it| holiday(page.language, it));
    let note = [holiday, note].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    DayRow { today, weekday, date, times, note }
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

/// What the note on the door says. Who is away and says no more is back when it opens again.
fn note(page: &Page, facts: &Facts, service: Service, exception: &HoursException) -> String {
    if let Some(note) = &exception.note {
        return texts::note(page.language, note);
    }
    let is_away = exception.spans.is_none() && exception.from < exception.to;
    let mut after = exception.to.iter_days().skip(1).take(BACK_WITHIN_DAYS).filter(|_| is_away);
    let is_open = |date: &NaiveDate| !opening_hours::spans_on(facts, service, *date).is_empty();
    match after.find(is_open) {
        Some(back) => {
            let day = clock::day_month(page.language, back);
            page.with("days-back-note", &[("day", day.into())])
        }
        None if exception.spans.is_none() => page.t("week-closed-once"),
        None => page.t("week-exception"),
    }
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
        Some(note) => format!("{days}: {times} ({})", texts::note(page.language, note)),
        None => format!("{days}: {times}"),
    }
}
