//! What holds for every text, every listing and every moment.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::super::{Schedule, State, spans, status, wall_time, week};
use super::{assert_in_order, date, instant, listing, time};
use crate::listings::model::{HoursException, Listing, Service};

/// Texts that people could have written, and what becomes of them in careless hands.
pub(super) fn text() -> impl Strategy<Value = String> {
    let days = prop::sample::select(vec![
        "",
        "Mo-Fr ",
        "ma t/m vr ",
        "We, Sa ",
        "Fr-Sa ",
        "PH ",
        "SH,Su ",
        "Su[1] ",
        "Mar-Oct: Mo ",
        "week 1-53/2 Th ",
        "easter -2 days ",
        "Dec 24-26 ",
        "2026 Nov 21 ",
        "15 april - 1 mei ",
    ]);
    let times = prop::sample::select(vec![
        "",
        "09:00-17:00",
        "8.30 - 12 uur, 13-17.30 uur",
        "18:00-02:00",
        "17:00+",
        "24/7",
        "sunrise-sunset",
        "(sunset-01:00)-23:00",
        "10:00-14:00+",
        "22:00-30:00",
        "00:00-24:00",
    ]);
    let state = prop::sample::select(vec![
        "",
        " off",
        " open \"bel aan\"",
        " \"op afspraak\"",
        " unknown",
        " gesloten",
    ]);
    let separator = prop::sample::select(vec!["; ", ", ", " || ", " ", ";"]);
    let rule = (days, times, state, separator)
        .prop_map(|(days, times, state, separator)| format!("{days}{times}{state}{separator}"));
    let real = prop::collection::vec(rule, 1..5).prop_map(|rules| rules.concat());
    let mutated = (real.clone(), any::<prop::sample::Index>(), "[ -~–é\"\\[(]{0,3}").prop_map(
        |(text, at, patch)| {
            let mut chars: Vec<char> = text.chars().collect();
            let at = at.index(chars.len());
            chars.splice(at..=at, patch.chars());
            chars.into_iter().collect()
        },
    );
    prop_oneof![4 => real, 3 => mutated, 1 => any::<String>()]
}

fn wall() -> impl Strategy<Value = NaiveDateTime> {
    (0..1_500_000_i64).prop_map(|minutes| time("2025-06-01T00:00") + TimeDelta::minutes(minutes))
}

/// An instant, a third of them around the clock changes of 2026.
pub(super) fn moment() -> impl Strategy<Value = DateTime<Utc>> {
    let around = |night: &str| {
        let night = instant(night);
        (-300..300_i64).prop_map(move |minutes| night + TimeDelta::minutes(minutes))
    };
    prop_oneof![
        4 => (0..1_000_000_i64).prop_map(|m| instant("2025-06-01T00:00:00Z") + TimeDelta::minutes(m)),
        1 => around("2026-03-29T01:00:00Z"),
        1 => around("2026-10-25T01:00:00Z"),
    ]
}

fn exception() -> impl Strategy<Value = HoursException> {
    let hours =
        prop::sample::select(vec![None, Some("10:00-14:00"), Some("22:00-03:00"), Some("?")]);
    let service = prop::sample::select(vec![None, Some(Service::Counter), Some(Service::Kitchen)]);
    (0..400_i64, 0..4_i64, hours, service).prop_map(|(start, days, hours, service)| {
        let from = date("2025-12-01") + TimeDelta::days(start);
        let spans = hours.map(str::to_owned);
        HoursException { from, to: from + TimeDelta::days(days), service, spans, note: None }
    })
}

pub(super) fn place() -> impl Strategy<Value = Listing> {
    (text(), prop::collection::vec(exception(), 0..4)).prop_map(|(text, exceptions)| {
        let mut listing = listing(&[(Service::Counter, &text)]);
        listing.facts.exceptions = exceptions;
        listing
    })
}

/// What the spans say of a moment by the clock on the wall.
fn state_by_spans(listing: &Listing, at: DateTime<Utc>) -> State {
    let wall = wall_time(at);
    let around = spans(listing, Service::Counter, wall, wall + TimeDelta::minutes(1));
    around.into_iter().find(|span| span.from <= wall).map_or(State::Closed, |span| span.state)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn every_text_is_answered(text in text(), from in wall(), hours in 0..1_000_i64) {
        let to = from + TimeDelta::hours(hours);
        assert_in_order(&Schedule::parse(&text).spans(from, to), from, to);
    }

    #[test]
    fn halves_make_the_whole(listing in place(), from in wall(), one in 0..9_000_i64, two in 0..9_000_i64) {
        let middle = from + TimeDelta::minutes(one);
        let to = middle + TimeDelta::minutes(two);
        let of = |from, to| spans(&listing, Service::Counter, from, to);
        let mut halves = of(from, middle);
        for span in of(middle, to) {
            match halves.last_mut() {
                Some(last) if last.adjoins(&span) => last.to = span.to,
                _ => halves.push(span),
            }
        }
        prop_assert_eq!(halves, of(from, to));
    }

    #[test]
    fn status_agrees_with_spans(listing in place(), at in moment()) {
        let status = status(&listing, Service::Counter, at);
        prop_assert_eq!(status.state, state_by_spans(&listing, at));
    }

    #[test]
    fn a_state_lasts_until_it_ends(listing in place(), at in moment(), sample in any::<prop::sample::Index>()) {
        let now = status(&listing, Service::Counter, at);
        if let Some(until) = now.until {
            prop_assert!(at < until);
            prop_assert_ne!(state_by_spans(&listing, until), now.state);
            let minutes = usize::try_from((until - at).num_minutes()).unwrap();
            if minutes > 0 {
                let between = at + TimeDelta::minutes(i64::try_from(sample.index(minutes)).unwrap());
                prop_assert_eq!(state_by_spans(&listing, between), now.state);
            }
        }
        if let Some(opens_at) = now.opens_at {
            prop_assert_ne!(now.state, State::Open);
            prop_assert!(at < opens_at && now.until <= Some(opens_at));
            prop_assert_eq!(state_by_spans(&listing, opens_at), State::Open);
        }
    }

    #[test]
    fn exceptions_override_every_text(text in text(), day in 0..365_i64) {
        let day: NaiveDate = date("2026-01-01") + TimeDelta::days(day);
        let eve = day - TimeDelta::days(1);
        let except = |date, spans: Option<&str>| {
            let spans = spans.map(str::to_owned);
            HoursException { from: date, to: date, service: None, spans, note: None }
        };
        let mut listing = listing(&[(Service::Counter, &text)]);
        listing.facts.exceptions = vec![except(eve, None), except(day, Some("10:00-14:00"))];
        let midnight = NaiveDateTime::from;
        let spans = spans(&listing, Service::Counter, midnight(day), midnight(day + TimeDelta::days(1)));
        let hours: Vec<_> = spans.iter().map(|span| (span.state, span.from, span.to)).collect();
        let clock = |hour| day.and_hms_opt(hour, 0, 0).unwrap();
        prop_assert_eq!(hours, [(State::Open, clock(10), clock(14))]);
    }

    #[test]
    fn the_week_is_the_spans(listing in place(), at in moment()) {
        let days = week(&listing, Service::Counter, at);
        let first = wall_time(at).date();
        let dates: Vec<_> = days.iter().map(|day| day.date).collect();
        prop_assert_eq!(dates, first.iter_days().take(7).collect::<Vec<_>>());
        for day in &days {
            let noon = day.date.and_hms_opt(12, 0, 0).unwrap();
            let by_day = day.spans.iter().find(|span| span.from <= noon && noon < span.to);
            let all = spans(&listing, Service::Counter, noon, noon + TimeDelta::minutes(1));
            let at_noon = all.first().filter(|span| span.from == noon);
            prop_assert_eq!(by_day.map(|span| span.state), at_noon.map(|span| span.state));
        }
    }
}
