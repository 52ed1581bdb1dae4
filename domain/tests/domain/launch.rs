//! The launch list, on both databases.

use chrono::TimeDelta;
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::launch::model::{LAUNCH_DAYS, POSTERS_MAX, StepKey};
use koop_domain::communities::launch::{first_days, launch, set_posters};
use koop_domain::communities::model::{Community, Role};
use koop_domain::ctx::Ctx;
use koop_domain::imports::model::Record;
use koop_domain::listings::rounds::{Answer, answer};

use crate::areas::{draw, middle, survey};
use crate::communities::{PIET, agreed, community, person};
use crate::harness::{House, on_both_databases};
use crate::imports::{by_slug, import, record};
use crate::members::HANNEKE as VOLUNTEER;
use crate::reports::owner_of;
use crate::stewards::around;

on_both_databases! {
    every_step_has_its_live_figure;
    the_list_is_for_who_sees_the_desk;
    figures_are_counted_at_once;
}

fn door(id: &str, name: &str, square: u32) -> Record {
    let mut record = record(id, name);
    record.facts.point = Some(middle(square));
    record
}

async fn figure(house: &House, ctx: &Ctx, of: &Community, key: StepKey) -> (u64, u64) {
    let launch = launch(ctx, &house.domain, of.id).await.unwrap();
    let step = launch.steps.iter().find(|it| it.key == key).unwrap();
    (step.done, step.of)
}

async fn every_step_has_its_live_figure(house: &House) {
    let west = community(house, "West").await;
    let of_west = person(house, "west@voorbeeld.nl", west.id, Role::Organiser).await;
    let fresh = launch(&of_west, &house.domain, west.id).await.unwrap();
    assert_eq!((fresh.day, fresh.done(), fresh.is_on()), (1, 0, true));
    assert_eq!(fresh.next().map(|it| it.key), Some(StepKey::Agreements));

    draw(house, "kaart", survey(3)).await;
    let oost = around(house, "Oost", "BU0").await;
    let ctx = person(house, PIET, oost.id, Role::Organiser).await;
    let all = vec![door("1", "Noor", 0), door("2", "Spaak", 0), door("3", "Elders", 1)];
    import(house, "osm", all).await;
    let at = async |key| figure(house, &ctx, &oost, key).await;
    assert_eq!(at(StepKey::Area).await, (1, 1));
    assert_eq!(at(StepKey::Places).await.0, 2, "what lies elsewhere is another's");
    assert_eq!(at(StepKey::Streets).await, (0, 2));
    let noor = by_slug(house, "noor").await;
    let volunteer = person(house, VOLUNTEER, oost.id, Role::Member).await;
    answer(&volunteer, &house.domain, noor.id, Answer::Yes).await.unwrap();
    assert_eq!(at(StepKey::Streets).await, (1, 2));
    let seen = launch(&ctx, &house.domain, oost.id).await.unwrap();
    let [street] = seen.streets.as_slice() else { panic!("one street: {seen:?}") };
    assert_eq!((street.stretch.street.as_str(), street.done, street.places), ("Javastraat", 1, 2));
    assert!(street.stretch.area.is_some(), "so that it leads to its own street");
    owner_of(house, noor.id, "noor@voorbeeld.nl").await;
    assert_eq!(at(StepKey::Owners).await.0, 1);
    agreed(house, oost.id, "Wees aardig.").await;
    let ctx = person(house, "twee@voorbeeld.nl", oost.id, Role::Organiser).await;
    let (front, list) = (
        first_days(&ctx, &house.domain, oost.id).await.unwrap().unwrap(),
        launch(&ctx, &house.domain, oost.id).await.unwrap(),
    );
    assert_eq!((front.day, &front.steps), (list.day, &list.steps));
    assert!(front.streets.is_empty(), "nobody reads of them there");
    let at = async |key| figure(house, &ctx, &oost, key).await;
    assert_eq!(at(StepKey::Agreements).await, (1, 1));
    assert_eq!(at(StepKey::People).await.0, 3);
    set_posters(&ctx, &house.domain, oost.id, 4).await.unwrap();
    set_posters(&ctx, &house.domain, oost.id, 12).await.unwrap();
    assert_eq!(at(StepKey::Posters).await, (12, 10));
    let later = Ctx { now: ctx.now + TimeDelta::days(LAUNCH_DAYS), ..ctx.clone() };
    let before = house.domain.db.statements();
    assert!(first_days(&later, &house.domain, oost.id).await.unwrap().is_none());
    assert!(house.domain.db.statements() - before <= 3, "who may, and when it began");
    let later = launch(&later, &house.domain, oost.id).await.unwrap();
    assert!(later.day == LAUNCH_DAYS + 1 && !later.is_on(), "{later:?}");
}

async fn the_list_is_for_who_sees_the_desk(house: &House) {
    let oost = community(house, "Oost").await;
    let steward = person(house, PIET, oost.id, Role::Steward).await;
    let member = person(house, VOLUNTEER, oost.id, Role::Member).await;
    launch(&steward, &house.domain, oost.id).await.unwrap();
    for ctx in [&member, &house.visitor()] {
        let denied = launch(ctx, &house.domain, oost.id).await;
        assert!(matches!(denied, Err(CommunityError::Denied(_))), "{denied:?}");
        let denied = first_days(ctx, &house.domain, oost.id).await;
        assert!(matches!(denied, Err(CommunityError::Denied(_))), "{denied:?}");
    }
    for ctx in [&member, &steward, &house.visitor()] {
        let denied = set_posters(ctx, &house.domain, oost.id, 3).await;
        assert!(matches!(denied, Err(CommunityError::Denied(_))), "{denied:?}");
    }
    let many = set_posters(&house.operator(), &house.domain, oost.id, POSTERS_MAX + 1).await;
    assert!(matches!(many, Err(CommunityError::Invalid { field: "posters", .. })), "{many:?}");
    assert_eq!(house.count("community_posters").await, 0);
}

/// However many places and streets there are.
async fn figures_are_counted_at_once(house: &House) {
    draw(house, "kaart", survey(3)).await;
    let oost = around(house, "Oost", "BU0").await;
    let ctx = person(house, PIET, oost.id, Role::Organiser).await;
    let asked = async || {
        let before = house.domain.db.statements();
        launch(&ctx, &house.domain, oost.id).await.unwrap();
        house.domain.db.statements() - before
    };
    let few = asked().await;
    let many = (0..60).map(|number| {
        let mut record = door(&number.to_string(), &format!("Zaak {number}"), 0);
        let address = record.facts.address.as_mut().unwrap();
        address.street = Some(format!("Straat {}", number % 20));
        record
    });
    import(house, "osm", many.collect()).await;
    assert_eq!(asked().await, few);
}

/// In a town of hundreds of thousands of places, none of them is read to be counted.
#[tokio::test]
async fn figures_read_no_place() {
    let house = House::sqlite().await;
    let places = "listings.state <> 'gone' and listings.area_id in (x'00', x'01')";
    let plan = format!(
        "select count(listings.area_id), sum(case when street is not null and state = 'running' \
         then 1 else 0 end) from listings where {places}"
    );
    let plan = house.plan(&plan).await;
    assert!(plan.contains("COVERING INDEX listings_area"), "{plan}");
    for (table, which) in
        [("street_answers", "day >= '2026-01-01'"), ("listing_keepers", "role = 'owner'")]
    {
        let plan = format!(
            "select count(*) from {table} cross join listings \
             where {table}.listing_id = listings.id and {which} and {places}"
        );
        let plan = house.plan(&plan).await;
        let first = plan.lines().next().unwrap();
        assert!(first.contains(table), "from the smaller table: {plan}");
    }
}
