//! What is shared, what is forgotten, what is kept in a file, and how little work a question is.

use chrono::TimeDelta;
use koop_domain::listings::model::{HoursException, Listing, Service};
use koop_domain::listings::search::Openness;
use proptest::prelude::*;

use super::super::{Hours, Moment, OwnHours};
use super::{date, instant, listing, read, shop, written};

/// A Saturday afternoon in a window that begins on that day.
const NOW: &str = "2026-11-21T15:00:00+01:00";
const TODAY: &str = "2026-11-21";

fn put(hours: &mut Hours, listing: &Listing) -> OwnHours {
    let prepared = hours.prepare(listing);
    hours.put(prepared)
}

fn filled(texts: &[&str]) -> (Hours, Vec<OwnHours>) {
    let mut hours = Hours::from_day(Some(date(TODAY)));
    let entries = texts.iter().map(|text| put(&mut hours, &shop(text))).collect();
    (hours, entries)
}

#[test]
fn the_day_of_confirmation_parts_no_timetables() {
    let mut hours = Hours::from_day(Some(date(TODAY)));
    let weekly = || [(Service::Counter, "Sa 10:00-17:00".to_owned())].into_iter().collect();
    let fresh = put(&mut hours, &listing(weekly(), Vec::new(), Some(date("2026-11-01"))));
    let stale = put(&mut hours, &listing(weekly(), Vec::new(), Some(date("2020-11-01"))));
    assert_eq!((fresh.timetable, hours.distinct()), (stale.timetable, 1));
    let moment = Moment::new(&hours, instant(NOW), None);
    assert_eq!(moment.openness(fresh, Service::Counter), Openness::Certain);
    assert_eq!(moment.openness(stale, Service::Counter), Openness::Probable);
    assert_eq!(moment.openness(fresh, Service::Pickup), Openness::Probable, "borrowed");
}

#[test]
fn a_note_on_the_door_changes_no_hours() {
    let mut hours = Hours::from_day(Some(date(TODAY)));
    let closed = |note: Option<&str>| {
        let day = date("2026-12-24");
        let note = note.map(str::to_owned);
        let exception = HoursException { from: day, to: day, service: None, spans: None, note };
        listing(Default::default(), vec![exception], None)
    };
    let plain = put(&mut hours, &closed(None));
    assert_eq!(put(&mut hours, &closed(Some("Fijne feestdagen!"))), plain);
}

#[test]
fn hours_that_no_listing_has_are_forgotten() {
    let (mut hours, entries) = filled(&["Sa 10:00-17:00", "Sa 10:00-17:00", "Su 10:00-17:00"]);
    assert_eq!((entries[0], hours.distinct()), (entries[1], 2));
    hours.release(entries[0].timetable);
    assert_eq!(hours.distinct(), 2, "another listing has them still");
    hours.release(entries[0].timetable);
    assert_eq!(hours.distinct(), 1);
    let other = put(&mut hours, &shop("Mo 10:00-17:00"));
    assert_eq!(other, entries[0], "its number is used again");
    let moment = Moment::new(&hours, instant(NOW), None);
    assert_eq!(moment.openness(other, Service::Counter), Openness::Closed);
}

#[test]
fn what_changes_while_the_next_day_is_worked_out_is_kept() {
    let (mut hours, entries) = filled(&["Sa 10:00-17:00", "Su 10:00-17:00"]);
    let worked = hours.ahead(date("2026-11-22")).work();
    hours.release(entries[0].timetable);
    let reused = put(&mut hours, &shop("Su 12:00-14:00"));
    let added = put(&mut hours, &shop("Mo 10:00-17:00"));
    hours.turn(worked);
    assert_eq!(hours.first_day(), Some(date("2026-11-22")));
    let sunday = instant("2026-11-22T15:00:00+01:00");
    let at = |entry, later| {
        Moment::new(&hours, sunday + TimeDelta::hours(later), None)
            .openness(entry, Service::Counter)
    };
    assert_eq!(at(entries[1], 0), Openness::Probable);
    assert_eq!((at(reused, 0), at(reused, -2)), (Openness::Closed, Openness::Probable));
    assert_eq!(at(added, 20), Openness::Probable);
}

#[test]
fn outside_the_window_each_timetable_is_read_once() {
    let (hours, entries) = filled(&["Sa 10:00-17:00", "Su 10:00-17:00", "Sa 10:00-17:00"]);
    let later = instant(NOW) + TimeDelta::days(70);
    let first = Moment::new(&hours, later, None);
    for entry in &entries {
        assert_ne!(first.openness(*entry, Service::Counter), Openness::Maybe);
    }
    assert_eq!(first.timetables_read(), 2);
    for entry in entries.iter().chain(&entries) {
        assert_ne!(first.opens_in(entry.timetable, Service::Counter), 60_000);
    }
    assert_eq!(first.timetables_read(), 4, "once more for the days that follow");
    let again = Moment::new(&hours, later + TimeDelta::seconds(30), None);
    assert_eq!(again.openness(entries[0], Service::Counter), Openness::Probable);
    assert_eq!(again.timetables_read(), 4, "the same minute reads nothing anew");
    let now = Moment::new(&hours, instant(NOW), None);
    assert_eq!(now.openness(entries[0], Service::Counter), Openness::Probable);
    assert_eq!(now.timetables_read(), 0, "the window holds it");
}

#[test]
fn a_night_until_the_clock_goes_forward_is_whole() {
    let (hours, entries) = filled(&["Mo-Su 18:00-02:00"]);
    let from = instant("2026-03-28T23:00:00Z");
    let moment = Moment::new(&hours, from, Some(from + TimeDelta::hours(2)));
    assert_eq!(moment.throughout(entries[0], Service::Counter), Openness::Probable);
}

#[test]
fn a_file_of_another_version_is_not_read() {
    let (hours, _) = filled(&["Sa 10:00-17:00"]);
    let mut bytes = written(&hours);
    assert!(read(&bytes).is_some());
    bytes[0] ^= 1;
    assert!(read(&bytes).is_none());
    assert!(read(&[]).is_none());
}

proptest! {
    #[test]
    fn a_spoilt_file_is_refused_or_harmless(
        at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()
    ) {
        let (hours, entries) = filled(&["Sa 10:00-17:00", "Mo-Su 18:00-02:00", "off", ""]);
        let mut bytes = written(&hours);
        let place = at.index(bytes.len());
        bytes[place] = byte;
        bytes.truncate(cut.index(bytes.len()) + 1);
        if let Some(mut hours) = read(&bytes) {
            let moment = Moment::new(&hours, instant(NOW), None);
            for entry in &entries {
                let _ = (moment.openness(*entry, Service::Counter), moment.opens_in(entry.timetable, Service::Kitchen));
            }
            entries.into_iter().for_each(|entry| hours.release(entry.timetable));
        }
    }
}
