//! No text costs more than its steps, and saving them changes no answer.

use chrono::{DateTime, Days, NaiveDateTime, TimeDelta, TimeZone, Utc};
use proptest::prelude::*;

use super::super::cursor::{Cursor, Wanted};
use super::super::listing_hours::ListingHours;
use super::super::steps::Steps;
use super::super::{
    HORIZON_DAYS, MAX_STEPS, Schedule, Span, State, ZONE, spans, spans_counted, status,
    status_counted, wall_time, week,
};
use super::laws::{moment, place, text};
use super::{corpus, date, instant, listing, time};
use crate::listings::model::{HoursException, Listing, Service};

/// Days of a window in which nothing may cost more than a question.
const WINDOW_DAYS: i64 = 8;

/// Texts as long as texts may be, of whatever costs most.
fn hostile() -> impl Strategy<Value = String> {
    let days = prop::sample::select(vec![
        "",
        "Mo-Su ",
        "PH ",
        "SH ",
        "PH +1 day ",
        "Su[1] ",
        "Mo[-1] -2 days ",
        "easter -40 days ",
        "easter +39 days-Dec 24 ",
        "Feb 29-Mar 31 ",
        "Jan 31-Feb 29 ",
        "week 1-53/2 ",
        "week 53 ",
        "2026-2030/2 ",
        "2027 ",
        "Mar Su[-1]-Oct Su[-1] ",
        "Jan-Dec: Mo-Fr ",
        "Nov: Th[4] ",
        "2026 Nov 21-2027 Feb 29 ",
        "Dec 31 ",
        "Apr-Sep SH,PH,Sa ",
    ]);
    let times = prop::sample::select(vec![
        "",
        "1-2,3-4,5-6,7-8,9-10",
        "00:00-48:00",
        "23:59-00:00",
        "17:00+",
        "8-9+,10-11+,12-13+",
        "sunrise-sunset",
        "(sunset+23:00)-(sunrise-12:00)",
        "18-47,19-46,20-45",
        "24/7",
        "(dawn-01:00)-(dusk+01:00)",
        "10:00-20:00/30",
    ]);
    let state = prop::sample::select(vec![
        "",
        " off",
        " unknown",
        " \"op afspraak\"",
        " \"bel aan\"",
        " open \"ja\"",
        " closed \"x\"",
    ]);
    let separator = prop::sample::select(vec![";", "; ", ", ", " || ", " "]);
    let rule = (days, times, state, separator)
        .prop_map(|(days, times, state, separator)| format!("{days}{times}{state}{separator}"));
    let same = (rule.clone(), 1..90_usize).prop_map(|(rule, times)| rule.repeat(times));
    let mixed = prop::collection::vec(rule, 1..70).prop_map(|rules| rules.concat());
    prop_oneof![2 => mixed, 1 => same]
}

fn excepted() -> impl Strategy<Value = Vec<HoursException>> {
    let spans = prop_oneof![
        3 => prop::sample::select(vec![None, Some("10-11,12-13".to_owned()), Some("20-30+".to_owned())]),
        1 => hostile().prop_map(Some),
    ];
    let one = (0..40_i64, 0..3_i64, spans).prop_map(|(start, length, spans)| {
        let from = date("2026-11-10") + TimeDelta::days(start);
        HoursException {
            from,
            to: from + TimeDelta::days(length),
            service: None,
            spans,
            note: None,
        }
    });
    prop::collection::vec(one, 0..30)
}

fn steps_of_week(listing: &Listing, at: DateTime<Utc>) -> u32 {
    let mut hours = ListingHours::of(&listing.facts, Service::Counter, Steps::new());
    let days = hours.table(wall_time(at).date(), 7);
    assert_eq!(days, week(listing, Service::Counter, at));
    hours.steps_taken()
}

fn steps_of_window(listing: &Listing, at: DateTime<Utc>) -> (Vec<Span>, u32) {
    let from = NaiveDateTime::from(wall_time(at).date());
    spans_counted(listing, Service::Counter, from, from + TimeDelta::days(WINDOW_DAYS))
}

/// The instant of a wall time, where the clock shows it once.
fn instant_of(wall: NaiveDateTime) -> Option<DateTime<Utc>> {
    ZONE.from_local_datetime(&wall).single().map(|at| at.to_utc())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn no_text_costs_more_than_its_steps(text in hostile(), exceptions in excepted(), at in moment()) {
        let mut listing = listing(&[(Service::Counter, &text)]);
        listing.facts.exceptions = exceptions;
        let (_, steps) = status_counted(&listing, Service::Counter, at);
        prop_assert!(steps <= MAX_STEPS, "status: {steps}");
        let (_, steps) = steps_of_window(&listing, at);
        prop_assert!(steps <= MAX_STEPS, "eight days: {steps}");
        prop_assert!(steps_of_week(&listing, at) <= MAX_STEPS);
    }

    /// Days that were told by what was known of the day before are the days told anew.
    #[test]
    fn a_walk_agrees_with_looking_at_each_day(
        text in prop_oneof![text(), hostile()], first in 0..900_u64, stride in 1..4_u64
    ) {
        let schedule = Schedule::parse(&text);
        let mut walking = Cursor::new(schedule.clone());
        let mut steps = Steps::for_days(4_000);
        for day in 0..420 / stride {
            let date = date("2026-01-01") + Days::new(first + day * stride);
            let known = walking.day(date, Wanted::ALL, &mut steps).into_stretches();
            let anew = Cursor::new(schedule.clone()).day(date, Wanted::ALL, &mut steps);
            prop_assert_eq!(known, anew.into_stretches(), "{} {:?}", date, text);
        }
    }

    /// What is found by looking ahead is what the spans of all that time say.
    #[test]
    fn looking_ahead_finds_the_first_change(listing in place(), at in moment()) {
        let (found, steps) = status_counted(&listing, Service::Counter, at);
        prop_assume!(steps + 300 < MAX_STEPS);
        let from = wall_time(at);
        let to = from + TimeDelta::days(HORIZON_DAYS - 1);
        let mut changes: Vec<(NaiveDateTime, State)> = Vec::new();
        let mut reached = from;
        for span in spans(&listing, Service::Counter, from, to) {
            if reached < span.from {
                changes.push((reached, State::Closed));
            }
            changes.push((span.from, span.state));
            reached = span.to;
        }
        if reached < to {
            changes.push((reached, State::Closed));
        }
        let first = |wanted: &dyn Fn(State) -> bool| {
            changes.iter().find(|(_, state)| wanted(*state)).map(|(at, _)| instant_of(*at))
        };
        // In the nights of the clock a wall time may be shown twice or never.
        if let Some(Some(until)) = first(&|state| state != found.state) {
            prop_assert!(found.until.is_some_and(|at| at <= until));
            let calm = wall_time(at).date() != wall_time(until).date() || at.date_naive() != date("2026-10-25");
            prop_assert!(!calm || found.until == Some(until), "{:?} {until}", found.until);
        }
        if found.state != State::Open && let Some(Some(opens)) = first(&|state| state == State::Open) {
            prop_assert!(found.opens_at.is_some_and(|at| at <= opens));
        }
    }
}

/// Around the clock on days of every kind: a Saturday, a Monday holiday, Christmas, New Year's
/// Eve, the nights of the clock, a school holiday, and one of each month.
fn asked() -> Vec<DateTime<Utc>> {
    let days = [
        "2026-11-21",
        "2026-04-27",
        "2026-12-25",
        "2026-12-31",
        "2026-03-29",
        "2026-10-25",
        "2026-07-14",
        "2026-01-11",
        "2026-02-16",
        "2026-05-05",
        "2026-06-18",
        "2026-08-03",
        "2026-09-30",
    ];
    let of_day = |day: &str| {
        let midnight = instant(&format!("{day}T00:00:00+01:00"));
        [30, 9 * 60 + 15, 13 * 60, 19 * 60 + 45]
            .map(|minutes| midnight + TimeDelta::minutes(minutes))
    };
    days.into_iter().flat_map(of_day).collect()
}

#[test]
fn no_real_text_costs_more_than_its_steps() {
    let Some(corpus) = corpus::corpus() else { return };
    let (mut of_status, mut of_window) = (Vec::new(), Vec::new());
    let mut dearest = (0, String::new());
    for row in &corpus {
        let value = row["value"].as_str().unwrap();
        let listing = listing(&[(Service::Counter, value)]);
        for at in asked() {
            let (_, steps) = status_counted(&listing, Service::Counter, at);
            if steps > dearest.0 {
                dearest = (steps, value.to_owned());
            }
            of_status.push(steps);
            of_window.push(steps_of_window(&listing, at).1);
        }
    }
    for (name, mut all) in [("is it open, until when", of_status), ("eight days", of_window)] {
        all.sort_unstable();
        let at = |share: usize| all[(all.len() - 1) * share / 1_000];
        println!(
            "{name}: median {} steps, 99 % {}, 99.9 % {}, most {} ({} questions)",
            at(500),
            at(990),
            at(999),
            at(1_000),
            all.len()
        );
        assert!(at(1_000) <= MAX_STEPS);
    }
    println!("dearest: {} steps: {}", dearest.0, dearest.1);
}

#[test]
fn a_text_whose_days_cost_too_much_is_not_read() {
    let many: Vec<String> = (0..120)
        .map(|n| {
            format!("{:02}:{:02}-", n / 6, n % 6 * 10)
                + &format!("{:02}:{:02}", n / 6, n % 6 * 10 + 5)
        })
        .collect();
    let readable = many[..80].join(",");
    assert!(Schedule::parse(&readable).is_readable());
    let costly = format!(
        "Mo-Su {}; Mo-Su {}",
        many[..40].join(","),
        many[40..80].iter().map(|t| format!("{t}+")).collect::<Vec<_>>().join(",")
    );
    assert!(costly.chars().count() < 1_024);
    assert!(!Schedule::parse(&costly).is_readable());
}

#[test]
fn a_state_that_stays_is_not_walked_to_the_horizon() {
    for (text, most) in [("24/7", 5), ("off", 5), ("Mo-Su 00:00-24:00; PH 00:00-24:00", 500)] {
        let (status, steps) = status_counted(
            &listing(&[(Service::Counter, text)]),
            Service::Counter,
            instant("2026-11-21T12:00:00Z"),
        );
        assert_eq!(status.until, None, "{text}");
        assert!(steps <= most, "{text}: {steps}");
    }
    let season = listing(&[(Service::Counter, "Apr-Sep Mo-Fr 10:00-17:00; Oct-Mar off")]);
    let at = instant("2026-11-21T12:00:00Z");
    let (closed, steps) = status_counted(&season, Service::Counter, at);
    assert_eq!(closed.opens_at, Some(instant("2027-04-01T10:00:00+02:00")));
    assert!(steps <= 160, "one for each day, and few looks: {steps}");
    assert_eq!(status(&season, Service::Counter, at), closed);
    assert_eq!(time("2026-11-21T13:00"), wall_time(at));
}
