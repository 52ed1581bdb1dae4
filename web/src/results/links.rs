//! Addresses of result pages that other pages link to.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use koop_domain::geo::{Point, TravelMode};
use koop_domain::listings::model::Kind;
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::listings::search::Trait;

use super::spot::{DeliverWhere, Spot};
use super::state::{OpenWhen, State};
use super::whence::{Whence, Within};
use crate::exports;
use crate::home::{Link, Time};

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

/// An area, and of it what a change asks.
fn area_with(slug: &str, change: impl FnOnce(&mut State)) -> String {
    area_state(slug).with(change).href()
}

fn area_state(slug: &str) -> State {
    let within = Some(Within { slug: slug.to_owned(), area: None });
    State { within, ..State::default() }
}

/// Everything in an area, as files.
pub(crate) fn area_downloads(slug: &str) -> Vec<Link> {
    exports::links(&area_state(slug))
}

/// Everything in an area.
pub(crate) fn area(slug: &str) -> String {
    area_with(slug, |_| ())
}

/// What is open now in an area.
pub(crate) fn area_open(slug: &str) -> String {
    area_with(slug, |it| it.open = Some(OpenWhen::Now))
}

/// A category in an area.
pub(crate) fn area_category(slug: &str, key: &str) -> String {
    area_with(slug, |it| it.categories = BTreeSet::from([key.to_owned()]))
}

/// A kind of place in an area.
pub(crate) fn area_kind(slug: &str, kind: Kind) -> String {
    area_with(slug, |it| it.kinds = BTreeSet::from([kind]))
}

/// Everything, from a place named in words.
pub(crate) fn whence(words: &str) -> String {
    let whence = Some(Whence { words: words.to_owned(), located: None });
    State { whence, ..State::default() }.href()
}

/// What is within a short walk of a place.
pub(crate) fn near(point: Point) -> String {
    let spot = Some(Spot::of(point));
    State { spot, reach: Some((NEAR_MINUTES, TravelMode::Walk)), ..State::default() }.href()
}

fn with_trait(it: Trait) -> String {
    State { traits: BTreeSet::from([it]), ..State::default() }.href()
}
