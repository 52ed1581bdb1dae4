//! Addresses of result pages that other pages link to.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use koop_domain::geo::{Point, TravelMode};
use koop_domain::listings::opening_hours::ZONE;

use super::state::{DeliverWhere, OpenWhen, Spot, State, Trait};
use crate::home::Time;

/// How far "near here" reaches on foot, in minutes.
const NEAR_MINUTES: u32 = 10;

/// What is open now.
pub(crate) fn open_now() -> String {
    State { open: Some(OpenWhen::Now), ..State::default() }.href()
}

/// What is open at a time of the switch.
pub(crate) fn open(time: Time, at: DateTime<Utc>) -> String {
    match time {
        Time::Now => open_now(),
        _ => {
            let wall = at.with_timezone(&ZONE).naive_local();
            State { open: Some(OpenWhen::At(wall)), ..State::default() }.href()
        }
    }
}

/// What is delivered here, as soon as the reader says where that is.
pub(crate) fn delivers() -> String {
    State { deliver: Some(DeliverWhere::Here), ..State::default() }.href()
}

/// Who repairs things.
pub(crate) fn repairs() -> String {
    with_trait(Trait::Repair)
}

/// Who sells second-hand goods.
pub(crate) fn second_hand() -> String {
    with_trait(Trait::SecondHand)
}

/// A category.
pub(crate) fn category(key: &str) -> String {
    State { categories: BTreeSet::from([key.to_owned()]), ..State::default() }.href()
}

/// A category, what is open now.
pub(crate) fn category_open(key: &str) -> String {
    let categories = BTreeSet::from([key.to_owned()]);
    State { categories, open: Some(OpenWhen::Now), ..State::default() }.href()
}

/// What is within a short walk of a place.
pub(crate) fn near(point: Point) -> String {
    let spot = Some(Spot::of(point));
    State { spot, reach: Some((NEAR_MINUTES, TravelMode::Walk)), ..State::default() }.href()
}

fn with_trait(it: Trait) -> String {
    State { traits: BTreeSet::from([it]), ..State::default() }.href()
}
