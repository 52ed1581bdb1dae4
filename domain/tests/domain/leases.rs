//! Leases: one holder at a time, whoever dies lets go, and whoever leaves makes room.

use chrono::TimeDelta;
use koop_domain::leases::{give_back, take};
use uuid::Uuid;

use crate::harness::{House, on_both_databases};

on_both_databases! {
    one_holds_it_at_a_time;
    a_lease_that_ran_out_is_anybodys;
    a_lease_given_back_is_free_at_once;
    two_names_are_two_leases;
}

const NAME: &str = "search:test";
const ONE: Uuid = Uuid::from_u128(1);
const OTHER: Uuid = Uuid::from_u128(2);

async fn takes(house: &House, holder: Uuid) -> bool {
    let ctx = house.operator();
    take(&ctx, &house.domain, NAME, holder, TimeDelta::seconds(30)).await.unwrap()
}

async fn one_holds_it_at_a_time(house: &House) {
    assert!(takes(house, ONE).await);
    assert!(!takes(house, OTHER).await);
    assert!(takes(house, ONE).await, "its holder keeps it");
}

async fn a_lease_that_ran_out_is_anybodys(house: &House) {
    assert!(takes(house, ONE).await);
    house.clock.advance(TimeDelta::seconds(29));
    assert!(!takes(house, OTHER).await);
    house.clock.advance(TimeDelta::seconds(1));
    assert!(takes(house, OTHER).await);
    assert!(!takes(house, ONE).await, "who comes back late has lost it");
}

async fn a_lease_given_back_is_free_at_once(house: &House) {
    assert!(takes(house, ONE).await);
    give_back(&house.domain, NAME, OTHER).await.unwrap();
    assert!(!takes(house, OTHER).await, "only its holder gives it back");
    give_back(&house.domain, NAME, ONE).await.unwrap();
    assert!(takes(house, OTHER).await);
}

async fn two_names_are_two_leases(house: &House) {
    assert!(takes(house, ONE).await);
    let ctx = house.operator();
    let length = TimeDelta::seconds(30);
    assert!(take(&ctx, &house.domain, "search:other", OTHER, length).await.unwrap());
}
