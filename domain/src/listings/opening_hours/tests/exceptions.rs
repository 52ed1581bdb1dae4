//! Whoever says that they are away is away on every day of it, and nothing else is changed.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;

use super::super::exceptions::{closed_on, closed_until, opened_on};
use super::super::grid::{ClockSpan, pauses};
use super::super::{State, ZONE, holiday, spans_on, status, usual};
use super::{date, listing, time};
use crate::listings::model::{HoursException, Listing, Service};

const TODAY: &str = "2026-11-22";
/// So many days are looked at, half of them before the day.
const AROUND: usize = 90;

fn today() -> NaiveDate {
    date(TODAY)
}

fn note(from: &str, to: &str, spans: Option<&str>) -> HoursException {
    let spans = spans.map(str::to_owned);
    HoursException { from: date(from), to: date(to), service: None, spans, note: None }
}

/// Days that differ, near the day, over and beside each other, of all and of some services.
fn notes() -> impl Strategy<Value = Vec<HoursException>> {
    let spans = prop::sample::select(vec![None, None, Some("09:00-16:00"), Some("18:00-02:00")]);
    let services: Vec<Option<Service>> =
        Service::ALL.into_iter().map(Some).chain([None; 6]).collect();
    let days = (-12..14_i64, prop_oneof![Just(0), 0..5_i64, 0..25_i64]);
    let one = (days, spans, prop::sample::select(services));
    let one = one.prop_map(|((begin, more), spans, service)| {
        let from = today() + TimeDelta::days(begin);
        let (to, spans) = (from + TimeDelta::days(more), spans.map(str::to_owned));
        HoursException { from, to, service, spans, note: None }
    });
    prop::collection::vec(one, 0..7)
}

/// A shop whose kitchen has hours of its own, and whose deliveries follow the counter's.
fn shop(exceptions: Vec<HoursException>) -> Listing {
    let mut shop = listing(&[
        (Service::Counter, "Mo-Su 09:00-12:30,13:30-18:00"),
        (Service::Kitchen, "Mo-Su 10:00-15:00"),
    ]);
    shop.facts.exceptions = exceptions;
    shop
}

fn at(day: NaiveDate, hour: i64) -> DateTime<Utc> {
    let wall = day.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::hours(hour);
    wall.and_local_timezone(ZONE).earliest().unwrap().to_utc()
}

/// What begins on a day, of every service.
fn said(shop: &Listing, day: NaiveDate) -> Vec<Vec<super::super::Span>> {
    Service::ALL.map(|service| spans_on(&shop.facts, service, day)).into()
}

/// Every other day around it but the one before: where two notes contradict each other, nobody
/// knows what the night before comes to.
fn other_days() -> impl Iterator<Item = NaiveDate> {
    let first = today() - TimeDelta::days(45);
    first.iter_days().take(AROUND).filter(|day| *day != today() && day.succ_opt() != Some(today()))
}

fn is_all(notes: &HoursException) -> bool {
    notes.spans.is_none() && notes.service.is_none()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn closed_until_a_day_is_closed_on_every_day_before(notes in notes(), days in 1..15_i64) {
        let back = today() + TimeDelta::days(days);
        let before = shop(notes.clone());
        let after = shop(closed_until(&notes, today(), back));
        for day in today().iter_days().take_while(|day| *day < back) {
            for service in Service::ALL {
                prop_assert_eq!(spans_on(&after.facts, service, day), [], "{} {:?}", day, service);
                // The night before the first day may go on.
                for hour in (0..24).step_by(3).filter(|hour| day > today() || *hour >= 3) {
                    let state = status(&after, service, at(day, hour)).state;
                    prop_assert_eq!(state, State::Closed, "{} {} {:?}", day, hour, service);
                }
            }
        }
        // Who was away longer than that is back on the day.
        let away = |day| {
            let is_away = |it: &&HoursException| {
                is_all(it) && it.from < back && (it.from <= today() || it.to >= back)
                    && it.to >= today()
            };
            notes.iter().filter(is_away).any(|it| (it.from..=it.to).contains(&day))
        };
        let in_span = |day: &NaiveDate| (today()..back).contains(day);
        for day in other_days().filter(|day| !in_span(day) && (*day < today() || !away(*day))) {
            prop_assert_eq!(said(&after, day), said(&before, day), "{}", day);
        }
        let still = after.facts.exceptions.iter().filter(|it| is_all(it) && it.from <= today());
        prop_assert!(still.into_iter().all(|it| it.to < back), "no closure goes on");
    }

    #[test]
    fn closed_today_is_closed_today_and_no_other_day(notes in notes()) {
        let before = shop(notes.clone());
        let after = shop(closed_on(&notes, today()));
        prop_assert!(said(&after, today()).iter().all(Vec::is_empty));
        for day in other_days() {
            prop_assert_eq!(said(&after, day), said(&before, day), "{}", day);
        }
        let again = closed_on(&after.facts.exceptions, today());
        prop_assert_eq!(again, after.facts.exceptions, "said twice, it is said once");
    }

    #[test]
    fn opening_today_leaves_other_days_alone(notes in notes()) {
        let before = shop(notes.clone());
        let after = shop(opened_on(&notes, today()));
        for day in other_days() {
            prop_assert_eq!(said(&after, day), said(&before, day), "{}", day);
        }
    }

    #[test]
    fn a_pause_is_closed_and_nothing_else_is(
        (from, to) in (0_u32..1440, 0_u32..1440),
        breaks in prop::collection::vec((0_u32..1440, 0_u32..1440), 0..4),
    ) {
        let clock = |minutes: u32| (time("2026-11-22T00:00") + TimeDelta::minutes(minutes.into())).time();
        let day = ClockSpan::new(clock(from), clock(to));
        let breaks: Vec<_> = breaks.into_iter().map(|(a, b)| ClockSpan::new(clock(a), clock(b))).collect();
        let parted = day.parted(&breaks);
        prop_assert_eq!(parted[0].from(), day.from(), "it opens when that was said");
        prop_assert_eq!(parted[parted.len() - 1].to(), day.to(), "and closes so");
        let minutes = |it: &ClockSpan| {
            let begin = it.from().signed_duration_since(clock(0)).num_minutes();
            let long = (it.to() - it.from()).num_minutes().rem_euclid(1440);
            begin..begin + if long == 0 { 1440 } else { long }
        };
        let inside: Vec<_> = breaks.iter().filter(|it| day.has(**it)).collect();
        for minute in minutes(&day) {
            let open = parted.iter().any(|it| minutes(it).contains(&minute));
            let pause = inside.iter().any(|it| minutes(it).contains(&minute));
            prop_assert_eq!(open, !pause, "{}", minute);
        }
        // Pauses that are read off again part the day in the same way.
        prop_assert_eq!(day.parted(&pauses(&parted)), parted);
    }
}

#[test]
fn away_goes_before_what_was_said_of_a_day() {
    // "Vandaag andere tijden" was said first.
    let notes = [note(TODAY, TODAY, Some("09:00-16:00")), note("2026-12-24", "2026-12-26", None)];
    let away = closed_until(&notes, today(), date("2026-12-05"));
    assert_eq!(away, [note(TODAY, "2026-12-04", None), notes[1].clone()]);
    // Back earlier than was said: the words stay.
    let words = Some("Vakantie".to_owned());
    let longer = HoursException { note: words.clone(), ..note("2026-11-20", "2026-12-10", None) };
    let back = closed_until(&[longer], today(), date("2026-11-25"));
    let [past, left] = back.as_slice() else { panic!("{back:?}") };
    assert_eq!((past.from, past.to), (date("2026-11-20"), date("2026-11-21")));
    assert_eq!((left.from, left.to), (today(), date("2026-11-24")));
    assert_eq!(left.note, words);
}

#[test]
fn what_contradicted_an_earlier_time_away_does_not_outlive_it() {
    let earlier = note("2026-11-13", "2026-11-29", None);
    let against = note("2026-11-13", "2026-11-29", Some("09:00-16:00"));
    let away = shop(closed_until(&[earlier, against], today(), date("2026-11-30")));
    for day in today().iter_days().take(8) {
        assert!(said(&away, day).iter().all(Vec::is_empty), "{day}");
    }
}

#[test]
fn a_note_that_loses_days_goes_before_no_other() {
    // The longer one lost on the thirtieth; cut to its end it would be the shorter.
    let longer = note("2026-11-20", "2026-12-03", Some("09:00-16:00"));
    let shorter = note("2026-11-30", "2026-12-09", Some("18:00-02:00"));
    let before = shop(vec![longer.clone(), shorter.clone()]);
    let away = shop(closed_until(&[longer, shorter], today(), date("2026-11-30")));
    for day in ["2026-11-30", "2026-12-03", "2026-12-04"] {
        assert_eq!(said(&away, date(day)), said(&before, date(day)), "{day}");
    }
}

#[test]
fn one_service_speaks_before_the_one_it_borrows_from() {
    let of = |service, spans: &str| HoursException {
        service: Some(service),
        ..note(TODAY, TODAY, Some(spans))
    };
    let shop =
        shop(vec![of(Service::Counter, "09:00-12:00"), of(Service::Delivery, "17:00-20:00")]);
    let delivers = status(&shop, Service::Delivery, at(today(), 18));
    assert_eq!(delivers.state, State::Open, "deliveries have no weekly hours of their own");
    assert_eq!(status(&shop, Service::Counter, at(today(), 10)).state, State::Open);
}

#[test]
fn a_usual_day_is_one_without_a_holiday_or_a_note() {
    let hours = "Mo-Fr 09:00-12:30,13:30-18:00; Sa 10:00-17:00; PH off";
    let mut shop = listing(&[(Service::Counter, hours)]);
    // Christmas is a Friday, and so is New Year's Day a week later.
    let christmas = date("2026-12-25");
    assert!(holiday(christmas).is_some());
    shop.facts.exceptions = vec![note("2026-12-01", "2026-12-31", None)];
    let clock = |text: &str| text.parse().unwrap();
    let span = |from, to| ClockSpan::new(clock(from), clock(to));
    let of = |day: &str| usual(&shop.facts, Service::Counter, date(day));
    let whole = [span("09:00:00", "12:30:00"), span("13:30:00", "18:00:00")];
    assert_eq!(of("2026-12-25"), whole);
    assert_eq!(pauses(&whole), [span("12:30:00", "13:30:00")]);
    assert_eq!(of("2026-11-22"), [], "a Sunday");
}
