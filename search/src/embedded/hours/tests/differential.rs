//! Drawn listings, drawn edits, drawn instants: the same answers as [`status`] gives, one
//! listing and one instant at a time.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use koop_domain::listings::model::{HoursException, LifeState, Listing, Service};
use koop_domain::listings::opening_hours::{State, status};
use koop_domain::listings::search::Openness;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::{Hours, Moment, NOT_SOON, OwnHours, WINDOW_DAYS, local_day};
use super::{date, instant, listing, openness, read, written};

/// Nights, holidays, seasons, the sun, open ends, remarks and nonsense.
const TEXTS: &[&str] = &[
    "Mo-Fr 09:00-17:30",
    "24/7",
    "Tu-Sa 10:00-12:30,13:15-18:00; PH off",
    "Mo-Su 18:00-02:00; Dec 24-26 off",
    "Fr,Sa 22:00-05:00; Su 03:00-03:30",
    "Sa[-1] 13:00-16:00",
    "Su[1] 11:00-17:00, SH 10:00-16:00",
    "Apr-Sep: Mo-Su 08:00-20:00; Oct-Mar: Mo-Fr 08:00-17:00",
    "week 1-53/2 We 09:00-12:00",
    "sunrise-sunset",
    "Mo-Sa 17:00+",
    "Sa 20:00-02:30; Su 02:45-04:00",
    "Mo-Fr 09:00-12:00 || \"op afspraak\"",
    "PH 12:00-17:00; Mo-Fr 12:00-12:30; SH off",
    "2026 Nov 21-2026 Nov 25 10:00-14:00",
    "what is this",
    "off",
    "",
];

/// The days around which everything happens: both changes of the clock and the end of the year.
const DAYS: &[&str] = &["2026-03-26", "2026-04-25", "2026-10-22", "2026-11-19", "2026-12-24"];

fn hours() -> impl Strategy<Value = BTreeMap<Service, String>> {
    let text = select(TEXTS).prop_map(str::to_owned);
    prop::collection::btree_map(select(&Service::ALL[..]), text, 0..3)
}

fn exceptions() -> impl Strategy<Value = Vec<HoursException>> {
    let spans = select(&[None, Some("11:00-15:00"), Some("22:00-03:00"), Some("?")][..]);
    let service = prop::option::of(select(&Service::ALL[..]));
    let one = (select(DAYS), -2..9_i64, 0..4_i64, service, spans);
    let one = one.prop_map(|(day, from, length, service, spans)| {
        let from = date(day) + TimeDelta::days(from);
        let spans = spans.map(str::to_owned);
        HoursException { from, to: from + TimeDelta::days(length), service, spans, note: None }
    });
    prop::collection::vec(one, 0..3)
}

fn place() -> impl Strategy<Value = Listing> {
    let confirmed = prop::option::of((select(DAYS), -1_500..0_i64));
    (hours(), exceptions(), confirmed, 0..12_u8).prop_map(
        |(hours, exceptions, confirmed, state)| {
            let confirmed = confirmed.map(|(day, ago)| date(day) + TimeDelta::days(ago));
            let mut place = listing(hours, exceptions, confirmed);
            if state == 0 {
                place.facts.state = LifeState::Moved { to: "elders".to_owned() };
            }
            place
        },
    )
}

/// An instant on one of the days around which it happens, to the second.
fn moment() -> impl Strategy<Value = DateTime<Utc>> {
    let spring =
        (-5_400..5_400_i64).prop_map(|s| instant("2026-03-29T01:00:00Z") + TimeDelta::seconds(s));
    let autumn =
        (-5_400..5_400_i64).prop_map(|s| instant("2026-10-25T01:00:00Z") + TimeDelta::seconds(s));
    let any = (select(DAYS), 0..864_000_i64).prop_map(|(day, seconds)| {
        instant(&format!("{day}T00:00:00Z")) + TimeDelta::seconds(seconds)
    });
    prop_oneof![4 => any, 1 => spring, 1 => autumn]
}

/// An instant and minutes from there on; now and then until the very minute in which the clock
/// changes.
fn stretch() -> impl Strategy<Value = (DateTime<Utc>, i64)> {
    let changes = select(&["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"][..]);
    let until_change = (changes, 1..400_i64)
        .prop_map(|(change, minutes)| (instant(change) - TimeDelta::minutes(minutes), minutes));
    prop_oneof![3 => (moment(), 1..400_i64), 1 => until_change]
}

/// Something that happens to the shelf.
#[derive(Clone, Debug)]
enum Edit {
    Put(usize, Box<Listing>),
    Remove(usize),
    Turn(NaiveDate),
    Reopen,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let turn =
        (select(DAYS), 0..4_i64).prop_map(|(day, d)| Edit::Turn(date(day) + TimeDelta::days(d)));
    let one = prop_oneof![
        6 => (0..8_usize, place()).prop_map(|(at, place)| Edit::Put(at, Box::new(place))),
        2 => (0..8_usize).prop_map(Edit::Remove),
        1 => turn,
        1 => Just(Edit::Reopen),
    ];
    prop::collection::vec(one, 1..24)
}

/// The shelf as it should be, and the hours beside it.
struct Both {
    listings: BTreeMap<usize, (Listing, OwnHours)>,
    hours: Hours,
}

impl Both {
    fn new(first_day: NaiveDate) -> Self {
        Self { listings: BTreeMap::new(), hours: Hours::from_day(Some(first_day)) }
    }

    fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Put(at, listing) => {
                let prepared = self.hours.prepare(&listing);
                let own = self.hours.put(prepared);
                if let Some((_, before)) = self.listings.insert(at, (*listing, own)) {
                    self.hours.release(before.timetable);
                }
            }
            Edit::Remove(at) => {
                if let Some((_, own)) = self.listings.remove(&at) {
                    self.hours.release(own.timetable);
                }
            }
            Edit::Turn(day) => {
                let worked = self.hours.ahead(day).work();
                self.hours.turn(worked);
            }
            Edit::Reopen => self.hours = read(&written(&self.hours)).unwrap(),
        }
    }
}

/// In how many minutes a listing is open, asked minute by minute where the answer is near and of
/// [`status`] where it is not.
fn opens_in(listing: &Listing, service: Service, at: DateTime<Utc>) -> Option<i64> {
    let status = status(listing, service, at);
    if status.state == State::Open {
        return Some(0);
    }
    // Hours are whole minutes: a minute that has begun is asked for as a whole.
    let minute = at.timestamp().div_euclid(60);
    status.opens_at.map(|opens_at| opens_at.timestamp().div_euclid(60) - minute)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn the_ready_hours_are_those_of_each_listing(
        first in select(DAYS), edits in edits(), asked in prop::collection::vec(moment(), 1..6)
    ) {
        let mut both = Both::new(date(first));
        for edit in edits {
            both.edit(edit);
            for at in &asked {
                let moment = Moment::new(&both.hours, *at, None);
                for (listing, own) in both.listings.values() {
                    for service in Service::ALL {
                        let slow = openness(&status(listing, service, *at));
                        prop_assert_eq!(moment.openness(*own, service), slow, "{:?} {}", service, at);
                    }
                }
            }
        }
    }

    #[test]
    fn what_opens_soonest_is_what_opens_soonest(
        first in select(DAYS), place in place(), at in moment(), service in select(&Service::ALL[..])
    ) {
        let mut hours = Hours::from_day(Some(date(first)));
        let prepared = hours.prepare(&place);
        let own = hours.put(prepared);
        let fast = Moment::new(&hours, at, None).opens_in(own.timetable, service);
        let slow = opens_in(&place, service, at);
        if fast == NOT_SOON {
            // Nothing within the days that lie ready, or a week and more where none do.
            let day = local_day(at);
            let is_ready = (0..i64::from(WINDOW_DAYS)).contains(&(day - date(first)).num_days());
            let until = if is_ready { date(first) } else { day } + TimeDelta::days(i64::from(WINDOW_DAYS));
            let opens_on = slow.map(|minutes| local_day(at + TimeDelta::minutes(minutes)));
            prop_assert!(opens_on.is_none_or(|day| day >= until), "{slow:?}");
        } else {
            prop_assert_eq!(Some(i64::from(fast)), slow);
        }
    }

    #[test]
    fn open_throughout_is_open_at_every_minute(
        first in select(DAYS), place in place(), (at, minutes) in stretch(),
        service in select(&Service::ALL[..])
    ) {
        let mut hours = Hours::from_day(Some(date(first)));
        let prepared = hours.prepare(&place);
        let own = hours.put(prepared);
        let until = at + TimeDelta::minutes(minutes);
        let fast = Moment::new(&hours, at, Some(until)).throughout(own, service);
        let every = (0..minutes).map(|minute| at + TimeDelta::minutes(minute));
        let states = every.map(|at| status(&place, service, at).state);
        let worst = states.map(|state| match state {
            State::Open => Openness::Certain,
            State::Unknown | State::ByAppointment => Openness::Maybe,
            State::Closed => Openness::Closed,
        });
        let worst = worst.max().unwrap();
        // A question that ends within a minute asks for that minute too.
        let last = status(&place, service, until).state;
        let whole = at.timestamp() % 60 == 0;
        let sure = if fast == Openness::Probable { Openness::Certain } else { fast };
        prop_assert!(sure == worst || (!whole && last != State::Open && sure > worst), "{fast:?} {worst:?}");
    }
}
