//! What is open at a moment, of all listings of a region, against asking the status of each.

use std::hint::black_box;
use std::time::Duration;

use chrono::TimeDelta;
use koop_domain::listings::model::{Facts, Listing, Service};
use koop_domain::listings::opening_hours::{State, status};
use koop_domain::listings::provenance::{Confirmation, FactGroup, Origin};
use koop_search::embedded::hours::{Hours, Moment, OwnHours, local_day};
use koop_seeds::region;
use koop_tests::still::saturday_afternoon;

use crate::duel::{Duel, time};
use crate::hours::listing;
use crate::report::{Figure, Report, goal};

/// Only hours are looked at, so that the largest region is quickly there.
const SIZES: [usize; 3] = [3_000, 30_000, 300_000];
const SEED: u64 = 1;

/// Minutes asked about in a round, each a new one: nothing is remembered of it.
const PIECES: usize = 2;
/// The peer asks so many of them again and again, until it has asked as often: their schedules
/// are all remembered, so nobody reads hours meanwhile.
const REMEMBERED: usize = 15_000;
/// For a moment among the days that lie ready.
const SET_MAX: Duration = Duration::from_millis(1);
const TIMES_MIN: f64 = 200.0;
const WINDOW_MAX: Duration = Duration::from_secs(10);
/// On average, for everything that is kept about hours.
const BYTES_MAX: usize = 64;
/// As far away that nothing lies ready.
const FAR: TimeDelta = TimeDelta::days(100);

pub(crate) fn measure(report: &mut Report) {
    for size in SIZES {
        measure_at(size, report);
    }
}

fn measure_at(size: usize, report: &mut Report) {
    let now = saturday_afternoon();
    let listings: Vec<Listing> = with_hours(size).collect();
    let (hours, own) = shelved(&listings);

    let next_day = hours.ahead(local_day(now + TimeDelta::days(1)));
    let (_window, took) = time(|| next_day.work());
    let room = format!("{} different hours", hours.distinct());
    report.time("work out the hours of eight days", size, took, Some(WINDOW_MAX), room);

    let mut minute = 0;
    let ours = |_| {
        minute += 1;
        black_box(open_at(&hours, &own, TimeDelta::minutes(minute)));
    };
    let some = &listings[..listings.len().min(REMEMBERED)];
    let theirs = |_| {
        let is_open =
            |listing: &&Listing| status(listing, Service::Counter, now).state != State::Closed;
        for _ in 0..listings.len() / some.len() {
            black_box(some.iter().filter(is_open).count());
        }
    };
    let duel = Duel::fight(PIECES, ours, theirs);
    let (ours, (times, _)) = (duel.ours(), duel.ratios());
    // What every listing keeps itself included.
    let bytes = (hours.bytes_in_memory() + size_of_val(own.as_slice())).div_ceil(size);
    let reached = ours.p99 <= SET_MAX && times >= TIMES_MIN && bytes <= BYTES_MAX;
    let goal = goal(size, "≤ 1 ms, ≥ 200x, ≤ 64 bytes each", reached);
    let peer = Some(("status of each listing", duel));
    let room = format!("{bytes} bytes a listing");
    let name = "all that is open at a moment";
    report.add(Figure { name, listings: size, ours, peer, goal, room });

    let (_, took) = time(|| black_box(open_at(&hours, &own, FAR)));
    let name = "all that is open in a hundred days";
    report.time(name, size, took, None, String::new());
}

/// The listings of a region with nothing but what their hours depend on.
fn with_hours(size: usize) -> impl Iterator<Item = Listing> {
    region::records(size, SEED).enumerate().map(|(at, record)| {
        let Facts { hours, exceptions, state, .. } = record.facts;
        let mut listing = listing(at, Facts { hours, exceptions, state, ..Facts::default() });
        let confirmed_on = record.confirmed.get(&FactGroup::Hours).copied();
        let origin = Origin::Import { source: record.source };
        listing.provenance.insert(FactGroup::Hours, Confirmation { origin, confirmed_on });
        listing
    })
}

/// The hours of all listings, and what each keeps of them.
fn shelved(listings: &[Listing]) -> (Hours, Vec<OwnHours>) {
    let mut hours = Hours::from_day(Some(local_day(saturday_afternoon())));
    let put = |listing: &Listing| {
        let prepared = hours.prepare(listing);
        hours.put(prepared)
    };
    let own = listings.iter().map(put).collect();
    (hours, own)
}

/// The set of listings that are not closed so much later than now, a bit each.
fn open_at(hours: &Hours, own: &[OwnHours], later: TimeDelta) -> Vec<u64> {
    let moment = Moment::new(hours, saturday_afternoon() + later, None);
    let column = moment.column(Service::Counter);
    let bits = |own: &[OwnHours]| {
        let set = own.iter().enumerate();
        set.fold(0, |bits, (at, own)| bits | u64::from(column.is_open(own.timetable)) << at)
    };
    own.chunks(64).map(bits).collect()
}
