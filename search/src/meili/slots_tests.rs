use koop_domain::id::ListingId;
use koop_domain::listings::model::{Facts, HoursException};
use koop_domain::listings::opening_hours::{Status, status};
use koop_domain::listings::provenance::Provenance;
use proptest::prelude::*;

use super::*;

fn at(instant: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(instant).unwrap().to_utc()
}

fn listing(hours: &str) -> Listing {
    Listing {
        id: ListingId(uuid::Uuid::nil()),
        slug: String::new(),
        revision: 1,
        facts: Facts { hours: [(Service::Counter, hours.to_owned())].into(), ..Facts::default() },
        provenance: Provenance::default(),
        source: None,
        areas: Vec::new(),
        demo: false,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

const NOW: &str = "2026-11-24T14:00:00+01:00";

fn counter(listing: &Listing) -> Slots {
    Slotting::from(at(NOW)).of(listing)
}

proptest! {
    /// The one law: whatever is not closed at an instant has the instant's slot.
    #[test]
    fn nothing_that_is_open_is_missed(
        hours in prop::sample::select(vec![
            "Mo-Fr 09:00-17:30", "Mo-Su 18:00-02:00", "Sa[2] 13:00-16:00", "24/7", "",
            "\"op afspraak\"", "Dec 20-Jan 5 off; Tu-Sa 10:00-18:00", "PH 12:00-17:00",
            "Mo-Th 08:30-12:00,13:15-17:45", "We 17:00+", "nonsense", "Jan-Mar Su 11:00-16:00",
        ]),
        minutes in 0_i64..(DAYS * 24 * 60),
    ) {
        let mut listing = listing(hours);
        listing.facts.exceptions = vec![HoursException {
            from: NaiveDate::from_ymd_opt(2026, 12, 24).unwrap(),
            to: NaiveDate::from_ymd_opt(2026, 12, 26).unwrap(),
            service: None,
            spans: Some("06:00-07:00".to_owned()),
            note: None,
        }];
        let slots = counter(&listing);
        let midnight = at("2026-11-24T00:00:00+01:00");
        let instant = midnight + TimeDelta::minutes(minutes);
        let Status { state, .. } = status(&listing, Service::Counter, instant);
        let day = day_number(wall_time(instant).date());
        prop_assert!((slots.from..slots.until).contains(&day) || minutes > (DAYS - 1) * 24 * 60);
        let has = |hour: i32| slots.services[0].1.iter().any(|s| *s == hour || *s == ALWAYS);
        prop_assert!(state == State::Closed || has(slot(instant)), "{hours} at {instant}");
    }
}

#[test]
fn few_slots_say_when_a_shop_is_open() {
    let slots = counter(&listing("Mo-Fr 09:00-17:30"));
    let (service, hours) = &slots.services[0];
    assert_eq!(*service, Service::Counter);
    assert_eq!(hours.len(), 5 * 9);
    assert_eq!(hours[..2], [9, 10]);
    assert_eq!(slots.known, [Service::Counter]);
}

#[test]
fn nobody_knows_means_every_hour() {
    let slots = counter(&listing(""));
    assert_eq!(slots.services, [(Service::Counter, vec![ALWAYS])]);
    assert!(slots.known.is_empty());
}

#[test]
fn a_service_without_hours_borrows_the_counters() {
    let mut both = listing("Mo-Fr 09:00-17:30");
    both.facts.hours.insert(Service::Kitchen, "Fr 12:00-13:00".to_owned());
    let services: Vec<_> = counter(&both).services.into_iter().map(|(s, _)| s).collect();
    assert_eq!(services, [Service::Counter, Service::Kitchen]);
}

#[test]
fn a_year_old_confirmation_is_the_oldest_that_is_certain() {
    let since = certain_since(at(NOW));
    let today = day_number(wall_time(at(NOW)).date());
    assert_eq!(today - since, 365);
}
