//! Whoever acts for several people counts as one, on both databases.

use chrono::TimeDelta;
use koop_domain::communities::model::Role;
use koop_domain::ctx::Ctx;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{self, ADDED_A_DAY_MAX, Added};
use koop_domain::listings::model::Facts;
use koop_domain::listings::reports::{self, About, Said};
use koop_domain::profiles::act_as;
use koop_domain::profiles::mandates::{Deed, Wish, write_down};

use crate::communities::person;
use crate::harness::{House, on_both_databases};
use crate::mandates::{Oost, bring_in, deeds, oost, register_wit, today};

on_both_databases! {
    who_acts_for_several_is_one_neighbour;
    who_acts_for_several_adds_no_more_than_one;
}

/// Several who have no mail address, for whom Joke acts.
async fn for_several(house: &House, oost: &Oost, deed: Deed) -> Vec<Ctx> {
    let mut acting = Vec::new();
    for _ in 0..3 {
        let wit = register_wit(house, &oost.organiser, oost.of).await.who;
        let until = today(house) + TimeDelta::days(300);
        let wish = Wish { handle: &oost.handle, deeds: deeds([deed]), until };
        let signed = (&wish, today(house));
        let whose = (oost.of, wit.member);
        write_down(&oost.organiser, &house.domain, whose, signed).await.unwrap();
        acting.push(wit.profile);
    }
    house.clock.advance(TimeDelta::days(reports::SEASONED_DAYS));
    let joke = Ctx { now: house.visitor().now, ..oost.joke.clone() };
    let mut all = Vec::new();
    for profile in acting {
        all.push(act_as(&joke, &house.domain, profile).await.unwrap().0);
    }
    all
}

async fn who_acts_for_several_is_one_neighbour(house: &House) {
    let oost = oost(house).await;
    let facts = Facts { name: "Noor".to_owned(), ..Facts::default() };
    let place = keepers::add(&house.operator(), &house.domain, facts, true).await.unwrap();
    let Added::New(place) = place else { panic!("{place:?}") };
    let gone = Said { about: About::Gone, proposed: String::new(), note: String::new() };
    for acting in for_several(house, &oost, Deed::TellWrong).await {
        let said = reports::report(&acting, &house.domain, place.id, &gone, "192.0.2.1").await;
        assert!(said.unwrap().is_seasoned, "she has been here for a while");
    }
    let visitor = house.visitor();
    let is_said = async || reports::is_said_gone(&visitor, &house.domain, &place).await.unwrap();
    assert!(!is_said().await, "one person says it");
    for who in [&oost.organiser, &oost.joke] {
        let who = Ctx { now: visitor.now, ..who.clone() };
        reports::report(&who, &house.domain, place.id, &gone, "192.0.2.1").await.unwrap();
    }
    assert!(!is_said().await, "two do");
    let sara = person(house, "sara@voorbeeld.nl", oost.of, Role::Member).await;
    house.run("update members set created_at = (select min(created_at) from members)").await;
    reports::report(&sara, &house.domain, place.id, &gone, "192.0.2.1").await.unwrap();
    assert!(is_said().await, "three do");
}

async fn who_acts_for_several_adds_no_more_than_one(house: &House) {
    let oost = oost(house).await;
    let all = for_several(house, &oost, Deed::KeepPlaces).await;
    for at in 0..ADDED_A_DAY_MAX {
        bring_in(house, &all[at.unsigned_abs() as usize % all.len()]).await.unwrap();
    }
    for acting in &all {
        let more = bring_in(house, acting).await;
        assert!(matches!(more, Err(ListingError::TooMany { .. })), "{more:?}");
    }
}
