//! Bringing a place in and keeping it right, on both databases.

use chrono::{NaiveDate, TimeDelta};
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::geo::Point;
use koop_domain::id::ListingId;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{
    self, ADDED_A_DAY_MAX, Added, DayHours, EXCEPTION_DAYS_MAX, Keeper, add_exception, close_today,
    close_until, open_today, remove_exception, set_hours,
};
use koop_domain::listings::model::{Address, Facts, Kind, Listing, Service, Whereabouts};
use koop_domain::listings::opening_hours::{Certainty, State, status};
use koop_domain::listings::provenance::{FactGroup, Origin};
use koop_domain::listings::{self, merging};
use koop_domain::members::{self, model::Secret};

use crate::harness::{House, on_both_databases};
use crate::members::{GOOD, HANNEKE, as_member, member};

on_both_databases! {
    who_brings_a_place_in_keeps_it;
    nobody_else_changes_it;
    hours_that_cannot_be_read_change_nothing;
    days_that_differ_override_and_go_again;
    who_is_away_is_closed_whatever_was_said_before;
    opening_after_all_needs_hours_to_open_by;
    an_edit_names_the_revision_it_saw;
    a_member_brings_in_so_many_a_day;
    a_place_goes_on_without_its_keeper;
    a_new_door_is_beside_those_of_its_street;
    who_goes_takes_their_home_along;
}

fn workshop(name: &str) -> Facts {
    Facts {
        name: name.to_owned(),
        kind: Kind::Repair,
        categories: vec!["bicycle-repair".to_owned()],
        ..Facts::default()
    }
}

async fn added(ctx: &Ctx, house: &House, name: &str) -> Listing {
    match keepers::add(ctx, &house.domain, workshop(name), false).await.unwrap() {
        Added::New(listing) => *listing,
        Added::Known(known) => panic!("it looks like {known:?}"),
    }
}

async fn weekly(
    ctx: &Ctx,
    house: &House,
    id: ListingId,
    raw: &str,
) -> Result<Listing, ListingError> {
    set_hours(ctx, &house.domain, id, None, (Service::Counter, raw)).await
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn who_brings_a_place_in_keeps_it(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", None).await;
    let ctx = as_member(house, &who);
    let listing = added(&ctx, house, "Fietsenmakerij Proef").await;
    assert_eq!((listing.slug.as_str(), listing.revision), ("fietsenmakerij-proef", 1));
    assert_eq!(keepers::of(&ctx, &house.domain, listing.id).await.unwrap(), Keeper::Finder);
    let mine = keepers::mine(&ctx, &house.domain, 9).await.unwrap();
    assert_eq!(mine, [(Keeper::Finder, listing.clone())]);
    let namesake = added(&ctx, house, "Fietsenmakerij Proef").await;
    assert_ne!(namesake.slug, listing.slug);

    let open = weekly(&ctx, house, listing.id, " ma-za 9.00-17.00 ").await.unwrap();
    assert_eq!(open.revision, 2);
    let now = status(&open, Service::Counter, ctx.now);
    assert_eq!((now.state, now.certainty), (State::Open, Certainty::Confirmed));
    // What everybody sees names no member; what is kept of a revision does.
    let by = &open.provenance[&FactGroup::Hours].origin;
    assert_eq!(*by, Origin::Edit { editor: "resident".to_owned() });
    let actor = "select actor from listing_revisions where revision = 2";
    assert_eq!(house.text(actor).await, who.member.id.to_string());
    let none = weekly(&ctx, house, listing.id, "").await.unwrap();
    assert!(none.facts.hours.is_empty());
}

async fn nobody_else_changes_it(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", None).await;
    let other = member(house, "ander@voorbeeld.nl", "Ander", None).await;
    let listing = added(&as_member(house, &who), house, "Fietsenmakerij Proef").await;
    for ctx in [house.visitor(), as_member(house, &other)] {
        let tried = weekly(&ctx, house, listing.id, "24/7").await;
        assert!(matches!(tried, Err(ListingError::Denied(_))), "{tried:?}");
        let hours = (DayHours::Closed, None);
        let days = ((day("2026-04-27"), day("2026-04-27")), None);
        let tried = add_exception(&ctx, &house.domain, listing.id, days, hours).await;
        assert!(matches!(tried, Err(ListingError::Denied(_))));
        for tried in [
            close_today(&ctx, &house.domain, listing.id).await,
            close_until(&ctx, &house.domain, listing.id, day("2026-04-27")).await,
            open_today(&ctx, &house.domain, listing.id).await,
        ] {
            assert!(matches!(tried, Err(ListingError::Denied(_))), "{tried:?}");
        }
        let tried = listings::edit(&ctx, &house.domain, listing.id, 1, workshop("Mijn")).await;
        assert!(matches!(tried, Err(ListingError::Denied(_))));
        assert_eq!(keepers::of(&ctx, &house.domain, listing.id).await.unwrap(), Keeper::Nobody);
    }
    let by_visitor = keepers::add(&house.visitor(), &house.domain, workshop("Nieuw"), true).await;
    assert!(matches!(by_visitor, Err(ListingError::Denied(_))));
    assert_eq!(house.count("listing_revisions").await, 1);
    let nowhere = weekly(&as_member(house, &who), house, ListingId(uuid::Uuid::nil()), "").await;
    assert!(matches!(nowhere, Err(ListingError::NotFound)));
}

async fn hours_that_cannot_be_read_change_nothing(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", None).await;
    let ctx = as_member(house, &who);
    let listing = added(&ctx, house, "Fietsenmakerij Proef").await;
    weekly(&ctx, house, listing.id, "Mo-Fr 09:00-17:00").await.unwrap();
    let unreadable = weekly(&ctx, house, listing.id, "meestal wel, soms niet 25:99").await;
    assert!(matches!(
        unreadable,
        Err(ListingError::Invalid { field: "raw", problem: Problem::Unreadable })
    ));
    let now = listings::find_many(&ctx, &house.domain, &[listing.id]).await.unwrap();
    assert_eq!(now[&listing.id].revision, 2);
    assert_eq!(now[&listing.id].facts.hours[&Service::Counter], "Mo-Fr 09:00-17:00");
}

async fn days_that_differ_override_and_go_again(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", None).await;
    let ctx = as_member(house, &who);
    let id = added(&ctx, house, "Fietsenmakerij Proef").await.id;
    weekly(&ctx, house, id, "Mo-Su 09:00-17:00").await.unwrap();
    let today = (day("2026-04-20"), day("2026-04-21"));
    let say = async |days, hours: DayHours| {
        let note = Some(" Vakantie ".to_owned());
        add_exception(&ctx, &house.domain, id, (days, None), (hours, note)).await
    };
    let closed = say(today, DayHours::Closed).await.unwrap();
    assert_eq!(status(&closed, Service::Counter, ctx.now).state, State::Closed);
    assert_eq!(closed.facts.exceptions[0].note.as_deref(), Some("Vakantie"));
    let other = say(today, DayHours::Open("10:00-12:00".to_owned())).await.unwrap();
    assert_eq!(other.facts.exceptions.len(), 1, "the same days are replaced");
    assert_eq!(status(&other, Service::Counter, ctx.now).state, State::Open);

    let wrong = |field, problem| (field, problem);
    let long = (day("2026-04-20"), day("2027-04-21"));
    let open = |text: &str| DayHours::Open(text.to_owned());
    for (days, hours, (field, problem)) in [
        ((today.1, today.0), DayHours::Closed, wrong("to", Problem::EndsBeforeStart)),
        (long, DayHours::Closed, wrong("to", Problem::OutOfRange)),
        (today, open(" "), wrong("hours", Problem::Empty)),
        (today, open("Mo 10:00-12:00"), wrong("hours", Problem::Unreadable)),
        (today, open("10:00-27:99"), wrong("hours", Problem::Unreadable)),
    ] {
        let said = say(days, hours.clone()).await;
        let Err(ListingError::Invalid { field: f, problem: p }) = said else {
            panic!("{hours:?}: {said:?}")
        };
        assert_eq!((f, p), (field, problem), "{hours:?}");
    }
    let back = remove_exception(&ctx, &house.domain, id, today, None).await.unwrap();
    assert!(back.facts.exceptions.is_empty());
    let again = remove_exception(&ctx, &house.domain, id, today, None).await;
    assert!(matches!(again, Err(ListingError::NotFound)));
}

async fn who_is_away_is_closed_whatever_was_said_before(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", None).await;
    let ctx = as_member(house, &who);
    let id = added(&ctx, house, "Fietsenmakerij Proef").await.id;
    weekly(&ctx, house, id, "Mo-Su 09:00-12:30,13:30-17:00").await.unwrap();
    let today = (day("2026-04-20"), day("2026-04-20"));
    let early = (DayHours::Open("09:00-16:00".to_owned()), None);
    add_exception(&ctx, &house.domain, id, (today, None), early).await.unwrap();
    let states = |listing: &Listing| {
        [0, 1, 15].map(|days| {
            let at = ctx.now + TimeDelta::days(days);
            status(listing, Service::Counter, at).state
        })
    };

    let away = close_until(&ctx, &house.domain, id, day("2026-05-05")).await.unwrap();
    assert_eq!(states(&away), [State::Closed, State::Closed, State::Open]);
    let [note] = away.facts.exceptions.as_slice() else { panic!("{:?}", away.facts.exceptions) };
    assert_eq!((note.from, note.to, &note.note), (today.0, day("2026-05-04"), &None));

    // Open after all is of this day alone, with its break; and closed again is as before.
    let open = open_today(&ctx, &house.domain, id).await.unwrap();
    assert_eq!(states(&open), [State::Open, State::Closed, State::Open]);
    let spans: Vec<_> = open.facts.exceptions.iter().map(|it| it.spans.as_deref()).collect();
    assert_eq!(spans, [Some("09:00-12:30,13:30-17:00"), None]);
    let twice = open_today(&ctx, &house.domain, id).await.unwrap();
    assert_eq!(twice.revision, open.revision, "nothing is left to do");
    let closed = close_today(&ctx, &house.domain, id).await.unwrap();
    assert_eq!(closed.facts.exceptions, away.facts.exceptions);

    // Back earlier than was said.
    let sooner = close_until(&ctx, &house.domain, id, day("2026-04-21")).await.unwrap();
    assert_eq!(states(&sooner), [State::Closed, State::Open, State::Open]);
    for wrong in [day("2026-04-20"), today.0 + TimeDelta::days(EXCEPTION_DAYS_MAX + 1)] {
        let tried = close_until(&ctx, &house.domain, id, wrong).await;
        assert!(matches!(
            tried,
            Err(ListingError::Invalid { field: "openOn", problem: Problem::OutOfRange })
        ));
    }
}

async fn opening_after_all_needs_hours_to_open_by(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", None).await;
    let ctx = as_member(house, &who);
    let id = added(&ctx, house, "Fietsenmakerij Proef").await.id;
    // Closed on Mondays, which today is.
    weekly(&ctx, house, id, "Tu-Sa 09:00-17:00").await.unwrap();
    let tried = open_today(&ctx, &house.domain, id).await;
    assert!(matches!(tried, Err(ListingError::Invalid { field: "hours", .. })), "{tried:?}");
    // A note of today alone is taken away, whatever the week says.
    weekly(&ctx, house, id, "Mo-Sa 09:00-17:00").await.unwrap();
    let closed = close_today(&ctx, &house.domain, id).await.unwrap();
    assert_eq!(status(&closed, Service::Counter, ctx.now).state, State::Closed);
    let open = open_today(&ctx, &house.domain, id).await.unwrap();
    assert!(open.facts.exceptions.is_empty());
}

async fn an_edit_names_the_revision_it_saw(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", None).await;
    let ctx = as_member(house, &who);
    let id = added(&ctx, house, "Fietsenmakerij Proef").await.id;
    let of = |revision| (Service::Counter, if revision == 1 { "24/7" } else { "Mo 10:00-12:00" });
    set_hours(&ctx, &house.domain, id, Some(1), of(1)).await.unwrap();
    let late = set_hours(&ctx, &house.domain, id, Some(1), of(2)).await;
    let Err(ListingError::Conflict { current }) = late else { panic!("{late:?}") };
    assert_eq!(current.revision, 2);
    set_hours(&ctx, &house.domain, id, Some(2), of(2)).await.unwrap();
}

async fn a_member_brings_in_so_many_a_day(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", None).await;
    let ctx = as_member(house, &who);
    for at in 0..ADDED_A_DAY_MAX {
        added(&ctx, house, &format!("Plek {at}")).await;
    }
    let more = keepers::add(&ctx, &house.domain, workshop("Nog een"), true).await;
    assert!(matches!(more, Err(ListingError::TooMany { .. })));
    house.clock.advance(TimeDelta::days(1));
    added(&as_member(house, &who), house, "Nog een").await;
    let nameless = keepers::add(&ctx, &house.domain, workshop(" "), true).await;
    assert!(matches!(nameless, Err(ListingError::Invalid { field: "name", .. })));
}

async fn a_place_goes_on_without_its_keeper(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", None).await;
    let ctx = as_member(house, &who);
    let id = added(&ctx, house, "Fietsenmakerij Proef").await.id;
    let none = Secret::new("");
    members::delete_me(&ctx, &house.domain, &none).await.unwrap();
    assert_eq!(house.count("listing_keepers").await, 0);
    let found = listings::find_many(&house.visitor(), &house.domain, &[id]).await.unwrap();
    assert!(found.contains_key(&id));
}

async fn a_new_door_is_beside_those_of_its_street(house: &House) {
    let me = as_member(house, &member(house, HANNEKE, "Hanneke", None).await);
    let middle = Point::new(52.361, 4.927).unwrap();
    let at = |number: &str| Facts {
        address: Some(Address {
            street: Some("Dapperstraat".to_owned()),
            house_number: Some(number.to_owned()),
            ..Address::default()
        }),
        ..workshop("Fietsenmakerij Proef")
    };
    let door = async |facts: &Facts| keepers::door(&me, &house.domain, facts, middle).await;
    assert_eq!(door(&at("9")).await.unwrap(), None, "nobody knows the street yet");
    let known = Point::new(52.363, 4.929).unwrap();
    let first = Facts { point: Some(known), ..at("7") };
    keepers::add(&me, &house.domain, first, true).await.unwrap();
    assert_eq!(door(&at("9")).await.unwrap(), Some(known));
    let home = Facts { whereabouts: Whereabouts::AtHome, ..at("9") };
    assert_eq!(door(&home).await.unwrap(), None, "a home has no door on the map");
    let asked = keepers::door(&house.visitor(), &house.domain, &at("9"), middle).await;
    assert!(matches!(asked, Err(ListingError::Denied(_))), "{asked:?}");
}

async fn who_goes_takes_their_home_along(house: &House) {
    let me = as_member(house, &member(house, HANNEKE, "Hanneke", Some(GOOD)).await);
    let home = Facts { whereabouts: Whereabouts::AtHome, ..workshop("Naaister aan huis") };
    keepers::add(&me, &house.domain, home, true).await.unwrap();
    let added_home = async |name: &str| {
        let facts = Facts { whereabouts: Whereabouts::AtHome, ..workshop(name) };
        match keepers::add(&me, &house.domain, facts, true).await.unwrap() {
            Added::New(listing) => listing.id,
            Added::Known(known) => panic!("it looks like {known:?}"),
        }
    };
    let pair = (added_home("Kapper aan huis").await, added_home("Kapster aan huis").await);
    merging::merge(&house.operator(), &house.domain, pair, None).await.unwrap();
    added(&me, house, "Fietsenmakerij Proef").await;
    members::delete_me(&me, &house.domain, &Secret::new(GOOD)).await.unwrap();
    let left = house.lines("select slug as detail from listings").await;
    assert_eq!(left, ["fietsenmakerij-proef"], "and what is no home stays");
}
