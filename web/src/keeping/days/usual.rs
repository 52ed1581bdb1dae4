//! What a day is like when nothing differs, and which holidays come.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use koop_domain::language::Language;
use koop_domain::listings::model::{Listing, Service};
use koop_domain::listings::opening_hours::{self, Span, State, ZONE};

use crate::place::time;
use crate::texts::{self, clock};

/// How far ahead holidays are asked about, in days.
const ASKED_DAYS: usize = 120;
/// How many are asked about at once.
const ASKED_MAX: usize = 4;
/// How many weeks around a day are looked at for one like it.
const WEEKS_AROUND: u64 = 3;

/// Today's times in words; nothing where none are known.
pub(in crate::keeping) fn today_words(
    language: Language,
    listing: &Listing,
    now: DateTime<Utc>,
) -> String {
    let nothing_known = listing.facts.hours.is_empty() && listing.facts.exceptions.is_empty();
    if nothing_known {
        return String::new();
    }
    let times = words_on(language, listing, clock::today(now));
    texts::text_with(language, "days-today", &[("times", times.into())])
}

/// Whether the note for a day says closed all day.
pub(in crate::keeping) fn is_closed_all_of(listing: &Listing, date: NaiveDate) -> bool {
    listing
        .facts
        .exceptions
        .iter()
        .any(|it| (it.from, it.to, it.service) == (date, date, None) && it.spans.is_none())
}

/// The times of a day as residents read them.
pub(super) fn words_on(language: Language, listing: &Listing, date: NaiveDate) -> String {
    words(language, &spans_on(listing, date))
}

/// Spans in words.
pub(super) fn words(language: Language, spans: &[Span]) -> String {
    if spans.is_empty() {
        return texts::text(language, "week-closed");
    }
    let said = spans.iter().map(|span| {
        let time = time(language, span);
        time.word.map_or(time.stretch.clone(), |word| format!("{} ({word})", time.stretch))
    });
    said.collect::<Vec<_>>().join(", ")
}

/// The spans of the same weekday when nothing differs, as if they were the day's own; none where
/// it is not open then.
pub(super) fn usual(listing: &Listing, date: NaiveDate) -> Option<Vec<Span>> {
    let mut plain = listing.clone();
    plain.facts.exceptions.clear();
    let weeks = (0..=WEEKS_AROUND).map(|it| Days::new(7 * it));
    let like = weeks.flat_map(|by| [date.checked_sub_days(by), date.checked_add_days(by)]);
    let like = like.flatten().find(|it| opening_hours::holiday(*it).is_none())?;
    let spans = spans_on(&plain, like);
    let open = !spans.is_empty() && spans.iter().all(|span| span.state == State::Open);
    open.then_some(spans)
}

/// Spans as OSM writes them.
pub(super) fn osm(spans: &[Span]) -> String {
    let write = |span: &Span| {
        let to = match span.to.time() {
            NaiveTime::MIN => "24:00".to_owned(),
            time => time.format("%H:%M").to_string(),
        };
        format!("{}-{to}", span.from.format("%H:%M"))
    };
    spans.iter().map(write).collect::<Vec<_>>().join(",")
}

/// When a day begins and when it ends.
pub(super) fn first_and_last(spans: &[Span]) -> Option<(NaiveTime, NaiveTime)> {
    let open = || spans.iter().filter(|span| span.state == State::Open);
    Some((open().next()?.from.time(), open().next_back()?.to.time()))
}

/// The holidays that come, as far as no note says what happens on them.
pub(super) fn coming_holidays(listing: &Listing, today: NaiveDate) -> Vec<NaiveDate> {
    let said = |date: &NaiveDate| {
        listing
            .facts
            .exceptions
            .iter()
            .any(|it| it.service.is_none() && (it.from..=it.to).contains(date))
    };
    let days = today.iter_days().take(ASKED_DAYS);
    let holidays = days.filter(|date| opening_hours::holiday(*date).is_some() && !said(date));
    holidays.take(ASKED_MAX).collect()
}

fn spans_on(listing: &Listing, date: NaiveDate) -> Vec<Span> {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    let at = date.and_time(noon).and_local_timezone(ZONE).earliest();
    let at = at.map(|at| at.to_utc()).unwrap_or_default();
    let week = opening_hours::week(listing, Service::Counter, at);
    week.into_iter().next().map(|day| day.spans).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::rich;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_holiday_is_asked_about_until_somebody_says() {
        let mut place = rich();
        let today = date("2026-11-21");
        let asked = coming_holidays(&place, today);
        assert_eq!(asked[..2], [date("2026-12-25"), date("2026-12-26")]);
        let closed = koop_domain::listings::model::HoursException {
            from: date("2026-12-24"),
            to: date("2026-12-26"),
            service: None,
            spans: None,
            note: None,
        };
        place.facts.exceptions.push(closed);
        assert_eq!(coming_holidays(&place, today)[0], date("2027-01-01"));
    }

    #[test]
    fn a_usual_day_is_one_without_a_holiday() {
        // Christmas is a Friday, and so is New Year's Day a week later.
        let spans = usual(&rich(), date("2026-12-25")).unwrap();
        assert_eq!(osm(&spans), "09:00-18:00");
        assert_eq!(usual(&rich(), date("2026-11-22")), None, "a Sunday");
        assert_eq!(words_on(Language::Nl, &rich(), date("2026-12-25")), "dicht");
    }
}
