//! Days that differ: what services do on them, and for how long they are kept. On both databases.

use chrono::{Days, NaiveDate, TimeDelta};
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::id::ListingId;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{
    DayHours, PAST_DAYS_KEPT, add_exception, close_today, close_until, holidays_asked, open_on,
    open_today, remove_exception, set_hours,
};
use koop_domain::listings::model::{Facts, HoursException, LifeState, Listing, Service};
use koop_domain::listings::opening_hours::grid::osm;
use koop_domain::listings::opening_hours::{Span, spans_on};
use koop_domain::listings::rules::EXCEPTIONS_MAX;

use crate::harness::{House, on_both_databases};
use crate::imports::{by_slug, import, record};

on_both_databases! {
    services_with_hours_of_their_own_keep_them_on_a_day_that_differs;
    what_was_said_of_a_service_goes_before;
    days_long_past_make_room;
}

#[test]
fn nothing_is_asked_of_a_place_that_is_gone() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let gone = Facts { state: LifeState::Gone { since: None }, ..Facts::default() };
    assert!(!holidays_asked(&Facts::default(), day).is_empty());
    assert_eq!(holidays_asked(&gone, day), []);
}

/// Today is a Monday.
fn today(ctx: &Ctx) -> NaiveDate {
    ctx.now.date_naive()
}

/// A place with a kitchen of its own hours, that delivers on other days, and whose pick-up follows
/// the counter.
async fn place(house: &House) -> (Ctx, ListingId) {
    import(house, "oost", vec![record("1", "Noor")]).await;
    let (ctx, id) = (house.operator(), by_slug(house, "noor").await.id);
    for (service, raw) in [
        (Service::Counter, "Mo-Su 09:00-23:00"),
        (Service::Kitchen, "Mo-Su 17:00-21:00"),
        (Service::Delivery, "Sa-Su 17:00-22:00"),
    ] {
        set_hours(&ctx, &house.domain, id, None, (service, raw)).await.unwrap();
    }
    (ctx, id)
}

/// The times of all services on a day: counter, pick-up, delivery and kitchen.
fn on(listing: &Listing, day: NaiveDate) -> [String; 4] {
    Service::ALL.map(|service| {
        let spans = spans_on(&listing.facts, service, day);
        osm(&spans.iter().map(Span::by_the_clock).collect::<Option<Vec<_>>>().unwrap())
    })
}

async fn services_with_hours_of_their_own_keep_them_on_a_day_that_differs(house: &House) {
    let (ctx, id) = place(house).await;
    let (domain, today) = (&house.domain, today(&ctx));
    let closed = close_until(&ctx, domain, id, today + Days::new(9)).await.unwrap();
    assert_eq!(on(&closed, today), ["", "", "", ""]);
    let usual = ["09:00-23:00", "09:00-23:00", "", "17:00-21:00"];
    let open = open_today(&ctx, domain, id).await.unwrap();
    assert_eq!(on(&open, today), usual, "nobody cooks or delivers at other times");
    let early = open_on(&ctx, domain, id, (today, "10:00-14:00")).await.unwrap();
    assert_eq!(on(&early, today), ["10:00-14:00", "10:00-14:00", "", "17:00-21:00"]);
    // Closed is closed, and taken back is as it was.
    let shut = close_today(&ctx, domain, id).await.unwrap();
    assert_eq!(on(&shut, today), ["", "", "", ""]);
    let christmas: NaiveDate = "2026-12-25".parse().unwrap();
    let before = shut.facts.exceptions.clone();
    let open = open_on(&ctx, domain, id, (christmas, "11:00-17:00")).await.unwrap();
    assert_eq!(on(&open, christmas), ["11:00-17:00", "11:00-17:00", "", "17:00-21:00"]);
    let days = (christmas, christmas);
    let taken = remove_exception(&ctx, domain, id, days, None).await.unwrap();
    assert_eq!(taken.facts.exceptions, before, "nothing of it is left");
    for wrong in ["", "ma 9-10", "Mo 09:00-10:00"] {
        let refused = open_on(&ctx, domain, id, (today, wrong)).await;
        assert!(matches!(refused, Err(ListingError::Invalid { field: "hours", .. })), "{wrong}");
    }
}

async fn what_was_said_of_a_service_goes_before(house: &House) {
    let (ctx, id) = place(house).await;
    let (domain, today) = (&house.domain, today(&ctx));
    let week = ((today, today + Days::new(6)), Some(Service::Kitchen));
    let said = (DayHours::Closed, Some("Nieuwe oven".to_owned()));
    add_exception(&ctx, domain, id, week, said).await.unwrap();
    let open = open_on(&ctx, domain, id, (today, "10:00-14:00")).await.unwrap();
    assert_eq!(on(&open, today), ["10:00-14:00", "10:00-14:00", "", ""], "the kitchen stays shut");
}

async fn days_long_past_make_room(house: &House) {
    let (ctx, id) = place(house).await;
    let (domain, today) = (&house.domain, today(&ctx));
    let note =
        |from: NaiveDate| HoursException { from, to: from, service: None, spans: None, note: None };
    let mut full = by_slug(house, "noor").await.facts;
    let first = today - TimeDelta::days(PAST_DAYS_KEPT);
    full.exceptions = first.iter_days().take(EXCEPTIONS_MAX).map(note).collect();
    let json = serde_json::to_string(&full).unwrap().replace('\'', "''");
    house.run(&format!("update listings set facts = '{json}'")).await;
    let last = full.exceptions.last().unwrap().to + Days::new(1);
    let full = close_until(&ctx, domain, id, last + Days::new(1)).await;
    assert!(full.is_ok(), "one long note takes the place of many: {full:?}");

    house.run(&format!("update listings set facts = '{json}'")).await;
    let more = (DayHours::Closed, None);
    let refused = add_exception(&ctx, domain, id, ((last, last), None), more.clone()).await;
    let Err(ListingError::Invalid { field, problem }) = refused else { panic!("{refused:?}") };
    assert_eq!((field, problem), ("exceptions", Problem::TooManyDays));
    // A day later the oldest of them is too long ago to be told of.
    let tomorrow = Ctx { now: ctx.now + TimeDelta::days(1), ..ctx.clone() };
    let said = add_exception(&tomorrow, domain, id, ((last, last), None), more).await.unwrap();
    assert_eq!(said.facts.exceptions.len(), EXCEPTIONS_MAX);
    assert_eq!(said.facts.exceptions[0].to, first + Days::new(1));
}
