//! The straatronde, on both databases.

use chrono::TimeDelta;
use koop_domain::ctx::Ctx;
use koop_domain::geo::Point;
use koop_domain::id::ListingId;
use koop_domain::imports::model::Record;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::model::Whereabouts;
use koop_domain::listings::provenance::{FactGroup, Origin};
use koop_domain::listings::reports::{self, About, Desk};
use koop_domain::listings::rounds::{
    self, Answer, KEPT_DAYS, NOES_A_DAY_MAX, ROUND_DAYS, Round, Stretch, Where, answer, streets,
    undo,
};
use sea_orm::ConnectionTrait;

use crate::harness::{House, on_both_databases};
use crate::imports::{by_slug, import, record};
use crate::reports::person;

on_both_databases! {
    a_street_is_walked_door_by_door;
    a_yes_confirms_that_it_exists_and_no_more;
    a_no_is_a_report;
    the_last_answer_is_taken_back;
    one_answer_a_day;
    nobody_walks_without_signing_in;
    what_has_no_door_is_not_asked_about;
    progress_is_everybodys_and_fades;
    a_yes_outlives_the_next_import;
    taking_back_makes_no_room_for_more;
    streets_are_counted_by_the_database;
}

fn door(id: &str, name: &str, number: &str) -> Record {
    let mut record = record(id, name);
    record.facts.address.as_mut().unwrap().house_number = Some(number.to_owned());
    record
}

fn javastraat() -> Stretch {
    Stretch { street: "Javastraat".to_owned(), area: None }
}

async fn street(house: &House) {
    let mut home = door("4", "Naaiatelier", "3");
    home.facts.whereabouts = Whereabouts::AtHome;
    let doors =
        vec![door("1", "Noor", "102"), door("2", "Spaak", "7"), door("3", "Tram", "21-H"), home];
    import(house, "oost", doors).await;
}

async fn id(house: &House, slug: &str) -> ListingId {
    by_slug(house, slug).await.id
}

async fn walk(ctx: &Ctx, house: &House) -> Round {
    rounds::round(ctx, &house.domain, &javastraat()).await.unwrap()
}

async fn asked(ctx: &Ctx, house: &House) -> Option<String> {
    walk(ctx, house).await.next().map(|it| it.listing.slug.clone())
}

async fn say(ctx: &Ctx, house: &House, slug: &str, what: Answer) -> Result<(), ListingError> {
    answer(ctx, &house.domain, id(house, slug).await, what).await
}

async fn a_street_is_walked_door_by_door(house: &House) {
    street(house).await;
    let ctx = person(house, "buur@voorbeeld.nl").await;
    let all = streets(&ctx, &house.domain, &Where::default()).await.unwrap();
    assert_eq!((all.len(), all[0].places, all[0].done), (1, 3, 0));
    assert_eq!(all[0].stretch, javastraat());
    let named = Where { street: Some("JAVASTRAAT".to_owned()), ..Where::default() };
    assert_eq!(streets(&ctx, &house.domain, &named).await.unwrap(), all);
    for (slug, what) in [("spaak", Answer::Yes), ("tram", Answer::Skipped), ("noor", Answer::No)] {
        assert_eq!(asked(&ctx, house).await.as_deref(), Some(slug));
        say(&ctx, house, slug, what).await.unwrap();
        house.clock.advance(TimeDelta::seconds(10));
    }
    assert_eq!(asked(&ctx, house).await, None, "the street is done for today");
    let round = walk(&ctx, house).await;
    assert_eq!((round.done(), round.stops.len()), (2, 3));
    house.clock.advance(TimeDelta::days(1));
    let tomorrow = Ctx { actor: ctx.actor, ..house.visitor() };
    assert_eq!(
        asked(&tomorrow, house).await.as_deref(),
        Some("tram"),
        "what was skipped comes again"
    );
}

async fn a_yes_confirms_that_it_exists_and_no_more(house: &House) {
    street(house).await;
    let ctx = person(house, "buur@voorbeeld.nl").await;
    say(&ctx, house, "noor", Answer::Yes).await.unwrap();
    let noor = by_slug(house, "noor").await;
    let state = &noor.provenance[&FactGroup::State];
    assert_eq!(state.origin, Origin::Seen { editor: "resident".into(), source: None });
    assert_eq!(state.confirmed_on, Some(ctx.now.date_naive()));
    assert_eq!(noor.provenance[&FactGroup::Identity].confirmed_on, None);
    assert_eq!(house.count("listing_reports").await, 0);
}

async fn a_no_is_a_report(house: &House) {
    street(house).await;
    let ctx = person(house, "buur@voorbeeld.nl").await;
    say(&ctx, house, "noor", Answer::No).await.unwrap();
    assert_eq!(by_slug(house, "noor").await.revision, 1, "it waits");
    let desk = reports::desk(&house.operator(), &house.domain, Desk::default()).await.unwrap();
    let [(report, place)] = desk.as_slice() else { panic!("{desk:?}") };
    assert_eq!((report.about, place.slug.as_str()), (About::Gone, "noor"));
    reports::decide(&house.operator(), &house.domain, report.id, (true, "")).await.unwrap();
    let gone = say(&ctx, house, "noor", Answer::Yes).await;
    assert!(matches!(gone, Err(ListingError::NotFound)), "nobody is asked about what is gone");
}

async fn the_last_answer_is_taken_back(house: &House) {
    street(house).await;
    let ctx = person(house, "buur@voorbeeld.nl").await;
    let before = by_slug(house, "noor").await;
    for what in [Answer::Yes, Answer::No, Answer::Unsure, Answer::Skipped] {
        say(&ctx, house, "noor", what).await.unwrap();
        assert_eq!(undo(&ctx, &house.domain, &javastraat()).await.unwrap(), before.id);
        let now = by_slug(house, "noor").await;
        assert_eq!((&now.facts, &now.provenance), (&before.facts, &before.provenance), "{what:?}");
        assert_eq!(house.count("listing_reports").await + house.count("street_answers").await, 0);
    }
    let nothing = undo(&ctx, &house.domain, &javastraat()).await;
    assert!(matches!(nothing, Err(ListingError::NotFound)));

    // What another saw as well stays seen.
    let other = person(house, "ander@voorbeeld.nl").await;
    say(&ctx, house, "noor", Answer::Yes).await.unwrap();
    say(&other, house, "noor", Answer::Yes).await.unwrap();
    undo(&ctx, &house.domain, &javastraat()).await.unwrap();
    assert!(by_slug(house, "noor").await.provenance.contains_key(&FactGroup::State));
}

async fn one_answer_a_day(house: &House) {
    street(house).await;
    let ctx = person(house, "buur@voorbeeld.nl").await;
    let (one, other) =
        tokio::join!(say(&ctx, house, "noor", Answer::Yes), say(&ctx, house, "noor", Answer::No),);
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
    let again = say(&ctx, house, "noor", Answer::Yes).await;
    assert!(matches!(again, Err(ListingError::Duplicate)));
    assert_eq!(house.count("street_answers").await, 1);
    let twice = "insert into street_answers select * from street_answers";
    assert!(house.domain.db.migrator().execute_unprepared(twice).await.is_err());
    house.clock.advance(TimeDelta::days(1));
    let tomorrow = Ctx { actor: ctx.actor, ..house.visitor() };
    say(&tomorrow, house, "noor", Answer::Unsure).await.unwrap();
}

async fn nobody_walks_without_signing_in(house: &House) {
    street(house).await;
    for ctx in [house.visitor(), house.operator()] {
        let tried = say(&ctx, house, "noor", Answer::Yes).await;
        assert!(matches!(tried, Err(ListingError::Denied(_))));
        assert!(streets(&ctx, &house.domain, &Where::default()).await.is_err());
        assert!(rounds::round(&ctx, &house.domain, &javastraat()).await.is_err());
        assert!(undo(&ctx, &house.domain, &javastraat()).await.is_err());
    }
    assert_eq!(house.count("street_answers").await, 0);
}

async fn what_has_no_door_is_not_asked_about(house: &House) {
    street(house).await;
    let ctx = person(house, "buur@voorbeeld.nl").await;
    let at_home = say(&ctx, house, "naaiatelier", Answer::Yes).await;
    assert!(matches!(at_home, Err(ListingError::NotFound)));
    let nowhere = Stretch { street: "Nergensstraat".to_owned(), area: None };
    let empty = rounds::round(&ctx, &house.domain, &nowhere).await;
    assert!(matches!(empty, Err(ListingError::NotFound)));
}

async fn progress_is_everybodys_and_fades(house: &House) {
    street(house).await;
    let one = person(house, "buur@voorbeeld.nl").await;
    let other = person(house, "ander@voorbeeld.nl").await;
    say(&one, house, "spaak", Answer::Yes).await.unwrap();
    say(&one, house, "tram", Answer::Unsure).await.unwrap();
    assert_eq!(walk(&other, house).await.done(), 1, "unsure is not done");
    assert_eq!(asked(&other, house).await.as_deref(), Some("tram"), "nobody asks twice");
    house.clock.advance(TimeDelta::days(ROUND_DAYS + 1));
    let later = Ctx { actor: other.actor, ..house.visitor() };
    assert_eq!(walk(&later, house).await.done(), 0);
    house.clock.advance(TimeDelta::days(KEPT_DAYS));
    rounds::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(house.count("street_answers").await, 0);
}

async fn a_yes_outlives_the_next_import(house: &House) {
    street(house).await;
    let ctx = person(house, "buur@voorbeeld.nl").await;
    say(&ctx, house, "noor", Answer::Yes).await.unwrap();
    let mut changed = door("1", "Noor", "102");
    changed.facts.contact.phone = Some("020 555 01 91".to_owned());
    let doors = vec![changed, door("2", "Spaak", "7"), door("3", "Tram", "21-H")];
    import(house, "oost", doors).await;
    let noor = by_slug(house, "noor").await;
    assert_eq!(noor.facts.contact.phone.as_deref(), Some("020 555 01 91"));
    assert!(noor.provenance.contains_key(&FactGroup::State), "what was seen stays seen");
}

async fn taking_back_makes_no_room_for_more(house: &House) {
    street(house).await;
    let ctx = person(house, "buur@voorbeeld.nl").await;
    let noor = id(house, "noor").await;
    for _ in 0..NOES_A_DAY_MAX {
        answer(&ctx, &house.domain, noor, Answer::No).await.unwrap();
        undo(&ctx, &house.domain, &javastraat()).await.unwrap();
    }
    let more = answer(&ctx, &house.domain, noor, Answer::No).await;
    assert!(matches!(more, Err(ListingError::TooMany { .. })), "{more:?}");
    answer(&ctx, &house.domain, noor, Answer::Yes).await.unwrap();
}

/// However many doors there are, what is read is a row a street and not a row a door.
async fn streets_are_counted_by_the_database(house: &House) {
    let mut doors = Vec::new();
    for n in 0..40_u32 {
        let mut it = door(&n.to_string(), &format!("Winkel {n}"), &n.to_string());
        let street = ["Javastraat", "JAVASTRAAT", "Cafeplein", "Caf\u{e9}plein"];
        let address = it.facts.address.as_mut().unwrap();
        address.street = Some(street[n as usize % 4].to_owned());
        let east = if n % 4 < 2 { 0.01 } else { 0.02 };
        it.facts.point = Point::new(52.36, 4.90 + east + f64::from(n) / 1e5).ok();
        doors.push(it);
    }
    import(house, "oost", doors).await;
    let ctx = person(house, "buur@voorbeeld.nl").await;
    say(&ctx, house, "winkel-0", Answer::Yes).await.unwrap();
    say(&ctx, house, "winkel-2", Answer::Skipped).await.unwrap();
    let from = Point { latitude: 52.36, longitude: 4.93 };
    for near in [None, Some(from)] {
        let wanted = Where { near, ..Where::default() };
        let before = house.domain.db.statements();
        let all = streets(&ctx, &house.domain, &wanted).await.unwrap();
        assert!(house.domain.db.statements() - before <= 4, "one statement counts them all");
        let counts: Vec<_> = all.iter().map(|it| (it.places, it.done)).collect();
        let names: Vec<_> = all.iter().map(|it| it.stretch.street.to_lowercase()).collect();
        if near.is_none() {
            assert_eq!(counts, [(20, 0), (20, 1)], "{names:?}");
            assert!(all.iter().all(|it| it.distance_m.is_none()));
            continue;
        }
        assert_eq!(counts, [(20, 0), (20, 1)], "the square is nearer: {names:?}");
        for (street, nearest) in all.iter().zip([39_u32, 37]) {
            let east = if nearest == 39 { 0.02 } else { 0.01 };
            let point = Point { longitude: 4.90 + east + f64::from(nearest) / 1e5, ..from };
            let exact = from.distance_m(point);
            assert!((f64::from(street.distance_m.unwrap()) - exact).abs() <= 2.0, "{exact}");
        }
    }
}
