//! Hours of a listing: exceptions, certainty, pauses, holidays and the nights of the clock.

use chrono::{DateTime, Utc};

use super::super::{Certainty, Holiday, Reason, State, certainty, holiday, status, week};
use super::{date, instant, listing};
use crate::listings::delivery::{Delivery, DeliveryArea};
use crate::listings::model::{HoursException, LifeState, Listing, Service};
use crate::listings::provenance::{Confirmation, FactGroup, Origin};

/// A Saturday in winter, at a wall time.
fn saturday(clock: &str) -> DateTime<Utc> {
    instant(&format!("2026-11-21T{clock}:00+01:00"))
}

fn shop(hours: &str) -> Listing {
    listing(&[(Service::Counter, hours)])
}

fn except(from: &str, to: &str, spans: Option<&str>) -> HoursException {
    let note = Some("Terug op maandag".to_owned());
    let spans = spans.map(str::to_owned);
    HoursException { from: date(from), to: date(to), service: None, spans, note }
}

fn delivering(hours: &str, paused_until: DateTime<Utc>) -> Listing {
    let mut listing = shop(hours);
    listing.facts.delivery = Some(Delivery {
        area: DeliveryArea::Unknown,
        minimum_cents: None,
        fee_cents: None,
        courier: None,
        by_bike: true,
        returnable_packaging: false,
        paused_until: Some(paused_until),
        busy_minutes: None,
    });
    listing
}

#[test]
fn open_until_and_closed_until() {
    let shop = shop("Mo-Fr 09:00-18:00; Sa 10:00-17:00");
    let open = status(&shop, Service::Counter, saturday("12:30"));
    assert_eq!((open.state, open.until), (State::Open, Some(saturday("17:00"))));
    assert_eq!((open.opens_at, open.reason), (None, None));
    let closed = status(&shop, Service::Counter, saturday("17:00"));
    let monday = Some(instant("2026-11-23T09:00:00+01:00"));
    assert_eq!((closed.state, closed.until, closed.opens_at), (State::Closed, monday, monday));
}

#[test]
fn what_never_changes_has_no_end() {
    for (hours, state) in [("24/7", State::Open), ("off", State::Closed)] {
        let status = status(&shop(hours), Service::Counter, saturday("12:00"));
        assert_eq!((status.state, status.until, status.opens_at), (state, None, None), "{hours}");
    }
    let status = status(&shop("op afspraak"), Service::Counter, saturday("12:00"));
    assert_eq!((status.state, status.until), (State::ByAppointment, None));
    assert_eq!(status.reason, Some(Reason::Comment("op afspraak".into())));
}

#[test]
fn unknown_says_why() {
    let none = status(&listing(&[]), Service::Counter, saturday("12:00"));
    assert_eq!((none.state, none.reason), (State::Unknown, Some(Reason::NoHours)));
    let unreadable = status(&shop("saisonal"), Service::Counter, saturday("12:00"));
    assert_eq!((unreadable.state, unreadable.reason), (State::Unknown, Some(Reason::Unreadable)));
    let open_end = status(&shop("Mo-Su 17:00+"), Service::Counter, saturday("18:00"));
    assert_eq!((open_end.state, open_end.reason), (State::Unknown, None));
    assert_eq!(open_end.opens_at, None);
}

#[test]
fn a_place_that_is_gone_is_closed() {
    let mut shop = shop("24/7");
    for state in [LifeState::Gone { since: None }, LifeState::Moved { to: "Javastraat".into() }] {
        shop.facts.state = state;
        let status = status(&shop, Service::Counter, saturday("12:00"));
        assert_eq!((status.state, status.until), (State::Closed, None));
        assert_eq!((status.opens_at, status.reason), (None, Some(Reason::Gone)));
        assert!(
            week(&shop, Service::Counter, saturday("12:00")).iter().all(|d| d.spans.is_empty())
        );
    }
}

#[test]
fn certainty_decays_but_never_turns_into_unknown() {
    let at = saturday("12:00");
    let mut shop = shop("24/7");
    assert_eq!(certainty(&shop, at), Certainty::Likely);
    for (confirmed, expected) in [
        ("2026-11-21", Certainty::Confirmed),
        ("2025-11-21", Certainty::Confirmed),
        ("2025-11-20", Certainty::Likely),
        ("2023-11-22", Certainty::Likely),
        ("2023-11-21", Certainty::Old),
        ("2011-01-01", Certainty::Old),
    ] {
        let origin = Origin::Import { source: "OpenStreetMap".into() };
        let confirmed_on = Some(date(confirmed));
        shop.provenance.insert(FactGroup::Hours, Confirmation { origin, confirmed_on });
        let status = status(&shop, Service::Counter, at);
        assert_eq!((status.state, status.certainty), (State::Open, expected), "{confirmed}");
        assert_eq!((status.confirmed_on, certainty(&shop, at)), (confirmed_on, expected));
    }
}

#[test]
fn borrowed_hours_are_at_most_likely() {
    let mut place =
        listing(&[(Service::Counter, "Sa 10:00-22:00"), (Service::Kitchen, "Sa 17:00-21:00")]);
    let origin = Origin::Edit { editor: "Hanneke".into() };
    let confirmed_on = Some(date("2026-11-20"));
    place.provenance.insert(FactGroup::Hours, Confirmation { origin, confirmed_on });
    let of = |service| status(&place, service, saturday("12:00"));
    assert_eq!(of(Service::Counter).certainty, Certainty::Confirmed);
    assert_eq!(
        (of(Service::Kitchen).state, of(Service::Kitchen).certainty),
        (State::Closed, Certainty::Confirmed)
    );
    assert_eq!(
        (of(Service::Pickup).state, of(Service::Pickup).certainty),
        (State::Open, Certainty::Likely)
    );
}

#[test]
fn an_exception_overrides_with_its_note() {
    let mut shop = shop("Mo-Su 10:00-17:00");
    shop.facts.exceptions = vec![except("2026-11-21", "2026-11-22", None)];
    let closed = status(&shop, Service::Counter, saturday("12:00"));
    assert_eq!(
        (closed.state, closed.opens_at),
        (State::Closed, Some(instant("2026-11-23T10:00:00+01:00")))
    );
    assert_eq!(closed.reason, Some(Reason::Exception(Some("Terug op maandag".into()))));

    shop.facts.exceptions =
        vec![except("2026-11-21", "2026-11-21", Some("12:00-14:00,15:00-16:00"))];
    let other = status(&shop, Service::Counter, saturday("12:00"));
    assert_eq!((other.state, other.until), (State::Open, Some(saturday("14:00"))));
    shop.facts.exceptions = vec![except("2026-11-21", "2026-11-21", Some("als het weer meezit"))];
    assert_eq!(status(&shop, Service::Counter, saturday("12:00")).state, State::Unknown);
}

#[test]
fn an_exception_holds_for_what_begins_on_its_day() {
    let mut bar = shop("Fr-Su 18:00-02:00");
    bar.facts.exceptions = vec![except("2026-11-21", "2026-11-21", None)];
    let last_night = status(&bar, Service::Counter, saturday("01:30"));
    assert_eq!((last_night.state, last_night.reason), (State::Open, None));
    assert_eq!(status(&bar, Service::Counter, saturday("19:00")).state, State::Closed);
    let sunday = instant("2026-11-22T01:00:00+01:00");
    assert_eq!(status(&bar, Service::Counter, sunday).state, State::Closed);
    bar.facts.exceptions = vec![except("2026-11-21", "2026-11-21", Some("20:00-01:30"))];
    let open = status(&bar, Service::Counter, sunday);
    assert_eq!((open.state, open.until), (State::Open, Some(instant("2026-11-22T01:30:00+01:00"))));
    assert_eq!(open.reason, Some(Reason::Exception(Some("Terug op maandag".into()))));
}

#[test]
fn the_narrower_exception_goes_first() {
    let mut shop = shop("Mo-Su 10:00-17:00");
    let kitchen = HoursException {
        service: Some(Service::Kitchen),
        ..except("2026-11-01", "2026-11-30", None)
    };
    shop.facts.exceptions = vec![
        except("2026-11-16", "2026-11-29", Some("10:00-12:00")),
        except("2026-11-21", "2026-11-21", Some("10:00-20:00")),
        kitchen,
    ];
    assert_eq!(status(&shop, Service::Counter, saturday("18:00")).state, State::Open);
    assert_eq!(status(&shop, Service::Kitchen, saturday("18:00")).state, State::Closed);
    shop.facts.exceptions.push(except("2026-11-21", "2026-11-21", None));
    assert_eq!(status(&shop, Service::Counter, saturday("18:00")).state, State::Unknown);
}

#[test]
fn paused_deliveries_resume() {
    let listing = delivering("Mo-Su 10:00-17:00", saturday("14:00"));
    let paused = status(&listing, Service::Delivery, saturday("12:00"));
    assert_eq!((paused.state, paused.until), (State::Closed, Some(saturday("14:00"))));
    assert_eq!((paused.opens_at, paused.reason), (Some(saturday("14:00")), Some(Reason::Paused)));
    assert_eq!(status(&listing, Service::Counter, saturday("12:00")).state, State::Open);
    assert_eq!(status(&listing, Service::Delivery, saturday("14:00")).state, State::Open);
    let overnight = delivering("Mo-Su 10:00-17:00", saturday("20:00"));
    let paused = status(&overnight, Service::Delivery, saturday("12:00"));
    let tomorrow = Some(instant("2026-11-22T10:00:00+01:00"));
    assert_eq!((paused.until, paused.opens_at), (tomorrow, tomorrow));
}

#[test]
fn a_holiday_is_named_where_it_closes() {
    let kings_day = instant("2026-04-27T12:00:00+02:00");
    let reason = |hours: &str, at| status(&shop(hours), Service::Counter, at).reason;
    let kept = Some(Reason::Holiday(Holiday::KingsDay));
    assert_eq!(reason("Mo-Sa 09:00-17:00; PH off", kings_day), kept);
    assert_eq!(reason("Mo-Sa 09:00-17:00; Apr 27 off", kings_day), kept);
    assert_eq!(reason("Tu-Sa 09:00-17:00; PH off", kings_day), None);
    assert_eq!(reason("Mo-Su,PH 09:00-11:00", kings_day), None);
    let liberation_day = instant("2026-05-05T12:00:00+02:00");
    let open = status(&shop("Mo-Sa 09:00-17:00; PH off"), Service::Counter, liberation_day);
    assert_eq!(open.state, State::Open);
    let autumn = instant("2026-10-12T12:00:00+02:00");
    let closed = status(&shop("Mo-Fr 09:00-17:00; SH off"), Service::Counter, autumn);
    assert_eq!(
        (closed.state, closed.opens_at),
        (State::Closed, Some(instant("2026-10-19T09:00:00+02:00")))
    );
}

#[test]
fn holidays_have_their_dates() {
    for (day, expected) in [
        ("2026-01-01", Holiday::NewYear),
        ("2026-04-03", Holiday::GoodFriday),
        ("2026-04-05", Holiday::Easter),
        ("2027-03-29", Holiday::EasterMonday),
        ("2026-04-27", Holiday::KingsDay),
        ("2025-04-26", Holiday::KingsDay),
        ("2026-05-05", Holiday::LiberationDay),
        ("2026-05-14", Holiday::Ascension),
        ("2038-06-13", Holiday::Pentecost),
        ("2026-05-25", Holiday::PentecostMonday),
        ("2026-12-25", Holiday::Christmas),
        ("2026-12-26", Holiday::BoxingDay),
    ] {
        assert_eq!(holiday(date(day)), Some(expected), "{day}");
    }
    for day in ["2025-04-27", "2026-12-31", "2026-12-05", "1999-01-01", "2101-12-25"] {
        assert_eq!(holiday(date(day)), None, "{day}");
    }
}

#[test]
fn the_nights_of_the_clock() {
    let bar = shop("Sa 20:00-03:00");
    let spring = status(&bar, Service::Counter, instant("2026-03-28T23:00:00+01:00"));
    assert_eq!(spring.until, Some(instant("2026-03-29T01:00:00Z")), "03:00 comes an hour early");
    let autumn = status(&bar, Service::Counter, instant("2026-10-24T23:00:00+02:00"));
    assert_eq!(autumn.until, Some(instant("2026-10-25T02:00:00Z")), "03:00 comes an hour late");
    let bakery = shop("Su 08:00-12:00");
    let closed = status(&bakery, Service::Counter, instant("2026-10-25T01:30:00+02:00"));
    assert_eq!(closed.opens_at, Some(instant("2026-10-25T08:00:00+01:00")));
    let early = shop("Sa 20:00-02:30");
    let of = |at: &str| status(&early, Service::Counter, instant(at)).state;
    assert_eq!(of("2026-10-25T02:15:00+02:00"), State::Open);
    assert_eq!(of("2026-10-25T02:45:00+02:00"), State::Closed);
    assert_eq!(of("2026-10-25T02:15:00+01:00"), State::Open, "the clock on the wall decides");
    assert_eq!(of("2026-10-25T02:45:00+01:00"), State::Closed);
}

#[test]
fn the_week_lists_each_evening_once() {
    let mut bar = shop("Fr-Su 18:00-02:00");
    bar.facts.exceptions = vec![except("2026-11-22", "2026-11-22", Some("12:00-15:00"))];
    let days = week(&bar, Service::Counter, instant("2026-11-20T23:30:00Z"));
    let lines: Vec<String> = days
        .iter()
        .flat_map(|day| {
            day.spans.iter().map(|span| {
                format!(
                    "{} {} - {}",
                    day.date,
                    span.from.format("%d %H:%M"),
                    span.to.format("%d %H:%M")
                )
            })
        })
        .collect();
    assert_eq!(
        lines,
        [
            "2026-11-21 21 18:00 - 22 02:00",
            "2026-11-22 22 12:00 - 22 15:00",
            "2026-11-27 27 18:00 - 28 02:00"
        ]
    );
    assert_eq!(days[1].exception.as_ref().unwrap().spans.as_deref(), Some("12:00-15:00"));
    let christmas = week(&shop("24/7"), Service::Counter, instant("2026-12-21T12:00:00Z"));
    assert_eq!(christmas[4].holiday, Some(Holiday::Christmas));
    assert!(
        christmas.iter().all(|day| day.spans.len() == 1 && day.spans[0].from.date() == day.date)
    );
}
