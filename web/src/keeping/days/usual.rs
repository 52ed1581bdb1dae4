//! What a day is like in words, and what one press does about today.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use koop_domain::language::Language;
use koop_domain::listings::model::{LifeState, Listing, Service};
use koop_domain::listings::opening_hours::grid::ClockSpan;
use koop_domain::listings::opening_hours::{Span, spans_on, usual};

use crate::page::Page;
use crate::place::time;
use crate::texts::{self, clock};

/// The one button about today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Press {
    /// What it does, as the form says it.
    pub deed: &'static str,
    pub label: String,
}

impl Press {
    /// Closes a day on which it is to be open, and opens one that is closed but for the note on
    /// the door or the holiday. None on a day on which it is closed anyway.
    pub(crate) fn of(page: &Page, listing: &Listing, now: DateTime<Utc>) -> Option<Self> {
        let (facts, today) = (&listing.facts, clock::today(now));
        let press = |deed, key| Some(Self { deed, label: page.t(key) });
        if facts.state != LifeState::Running {
            None
        } else if !spans_on(facts, Service::Counter, today).is_empty() {
            press("dicht", "days-closed-today")
        } else if !usual(facts, Service::Counter, today).is_empty() {
            press("toch-open", "days-open-after-all")
        } else {
            None
        }
    }
}

/// Today's times in words; nothing where none are known.
pub(crate) fn today_words(language: Language, listing: &Listing, now: DateTime<Utc>) -> String {
    let nothing_known = listing.facts.hours.is_empty() && listing.facts.exceptions.is_empty();
    if nothing_known {
        return String::new();
    }
    let times = words_on(language, listing, clock::today(now));
    texts::text_with(language, "days-today", &[("times", times.into())])
}

/// The times of a day as residents read them.
pub(super) fn words_on(language: Language, listing: &Listing, date: NaiveDate) -> String {
    let spans = spans_on(&listing.facts, Service::Counter, date);
    if spans.is_empty() {
        return texts::text(language, "week-closed");
    }
    let said = spans.iter().map(|span| {
        let time = time(language, span);
        time.word.map_or(time.stretch.clone(), |word| format!("{} ({word})", time.stretch))
    });
    said.collect::<Vec<_>>().join(", ")
}

/// Times of the clock in words.
pub(super) fn clock_words(language: Language, spans: &[ClockSpan]) -> String {
    let said = spans.iter().map(|span| match (span.from(), span.to()) {
        (NaiveTime::MIN, NaiveTime::MIN) => texts::text(language, "week-all-day"),
        (from, to) => clock::stretch(language, from, to),
    });
    said.collect::<Vec<_>>().join(", ")
}

/// What today's form begins with: today's times, or those of such a day while it is closed.
pub(super) fn today_or_usual(listing: &Listing, today: NaiveDate) -> Vec<ClockSpan> {
    let spans = spans_on(&listing.facts, Service::Counter, today);
    let plain: Option<Vec<ClockSpan>> = spans.iter().map(Span::by_the_clock).collect();
    match plain {
        Some(plain) if !plain.is_empty() => plain,
        _ => usual(&listing.facts, Service::Counter, today),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use koop_domain::listings::model::HoursException;

    use super::*;
    use crate::sample::{now, page, poor, rich};

    fn deed(listing: &Listing, days: i64) -> Option<&'static str> {
        let at = now() + TimeDelta::days(days);
        Press::of(&page(Language::Nl), listing, at).map(|it| it.deed)
    }

    fn away(days: i64) -> HoursException {
        let today = clock::today(now());
        let to = today + TimeDelta::days(days);
        HoursException { from: today, to, service: None, spans: None, note: None }
    }

    #[test]
    fn one_press_closes_what_is_open_and_opens_what_only_a_note_closes() {
        // Now is a Saturday; on Sundays it is closed.
        let mut place = rich();
        assert_eq!((deed(&place, 0), deed(&place, 1)), (Some("dicht"), None));
        for days in [0, 9] {
            place.facts.exceptions = vec![away(days)];
            assert_eq!(deed(&place, 0), Some("toch-open"), "{days} days");
        }
        assert_eq!(deed(&place, 1), None, "a Sunday of a longer closure");
        assert_eq!(deed(&place, 9), Some("toch-open"), "a Monday of it");
        assert_eq!(deed(&poor(), 0), Some("dicht"), "nobody knows its hours");
        place.facts.state = LifeState::Moved { to: "elders".into() };
        assert_eq!(deed(&place, 0), None);
    }

    #[test]
    fn a_closed_day_begins_with_its_usual_times() {
        let mut place = rich();
        let today = clock::today(now());
        place.facts.exceptions = vec![away(3)];
        assert_eq!(words_on(Language::Nl, &place, today), "dicht");
        let usual = today_or_usual(&place, today);
        assert_eq!(clock_words(Language::Nl, &usual), "9.00–17.00 uur");
        assert_eq!(today_or_usual(&poor(), today), [], "nothing is known");
    }
}
