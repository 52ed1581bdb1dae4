//! Whatever text stands for opening hours, with whatever exceptions: every answer comes within
//! its steps, and the answers agree with each other.
//!
//! The input is text: minutes after June 2025 on the first line, the hours on the second, and an
//! exception on each further one, as `day length hours`.

#![no_main]

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use koop_domain::id::ListingId;
use koop_domain::listings::model::{Facts, HoursException, Listing, Service};
use koop_domain::listings::opening_hours::{
    MAX_STEPS, Span, State, intervals, spans_counted, status_counted, wall_time, week,
};
use koop_domain::listings::provenance::Provenance;
use libfuzzer_sys::fuzz_target;

/// Instants lie in three years from here, in seconds since 1970.
const FIRST_SECOND: i64 = 1_748_736_000;
const MINUTES: i64 = 3 * 366 * 24 * 60;
/// More exceptions are not asked for.
const EXCEPTIONS_MAX: usize = 40;

fuzz_target!(|input: &str| {
    let mut lines = input.lines();
    let minute = lines.next().unwrap_or_default().trim().parse::<i64>().unwrap_or_default();
    let seconds = FIRST_SECOND + 60 * minute.rem_euclid(MINUTES);
    let Some(at) = DateTime::from_timestamp(seconds, 0) else { return };
    let hours = lines.next().unwrap_or_default();
    let exceptions = lines.take(EXCEPTIONS_MAX).filter_map(|line| exception(at, line)).collect();
    ask(&listing(hours, exceptions), hours, at);
});

fn ask(listing: &Listing, hours: &str, at: DateTime<Utc>) {
    let midnight = NaiveDateTime::from(wall_time(at).date());
    for service in [Service::Counter, Service::Delivery] {
        let (status, steps) = status_counted(listing, service, at);
        assert!(steps <= MAX_STEPS, "{steps} steps for a status");
        assert!(status.until.is_none_or(|until| at < until));
        assert!(status.opens_at.is_none_or(|opens| at < opens && status.until <= Some(opens)));

        let to = midnight + TimeDelta::days(8);
        let (spans, steps) = spans_counted(listing, service, midnight, to);
        assert!(steps <= MAX_STEPS, "{steps} steps for eight days");
        assert!(spans.windows(2).all(|pair| pair[0].to <= pair[1].from));
        let wall = wall_time(at);
        let holds = |span: &&Span| (span.from..span.to).contains(&wall);
        let state = spans.iter().find(holds).map_or(State::Closed, |span| span.state);
        assert_eq!(state, status.state);
    }
    assert_eq!(week(listing, Service::Counter, at).len(), 7);
    let _ = intervals(hours, midnight, midnight + TimeDelta::days(21));
}

/// An exception, where the line can be read as one.
fn exception(at: DateTime<Utc>, line: &str) -> Option<HoursException> {
    let mut words = line.splitn(3, ' ');
    let day = words.next()?.parse::<i64>().ok()? % 60;
    let length = words.next()?.parse::<i64>().ok()?.rem_euclid(10);
    let from: NaiveDate = wall_time(at).date() + TimeDelta::days(day);
    let spans = words.next().map(str::to_owned);
    Some(HoursException { from, to: from + TimeDelta::days(length), service: None, spans, note: None })
}

fn listing(hours: &str, exceptions: Vec<HoursException>) -> Listing {
    let hours = [(Service::Counter, hours.to_owned())].into_iter().collect();
    Listing {
        id: ListingId(uuid::Uuid::nil()),
        slug: String::new(),
        revision: 1,
        facts: Facts { hours, exceptions, ..Facts::default() },
        provenance: Provenance::new(),
        source: None,
        areas: Vec::new(),
        demo: false,
        created_at: at_the_beginning(),
        updated_at: at_the_beginning(),
    }
}

fn at_the_beginning() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}
