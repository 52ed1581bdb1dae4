//! What a post tells, in parts.

use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use koop_domain::posts::model;

use super::super::scalars::{Date, Instant};
use super::terms::{Allergen, DayPart, Recurrence, TermKind, Weekday};

/// On what terms. Which fields are there hangs on the kind.
#[derive(SimpleObject)]
pub(crate) struct Term {
    /// Of which kind.
    kind: TermKind,
    /// For how many days it is lent.
    days: Option<u32>,
    /// In words: the deposit of a loan, what is swapped for, the price in euros.
    words: Option<String>,
    /// The amount of a price, such as 1.50.
    amount: Option<String>,
    /// The code of the currency of a price.
    currency: Option<String>,
}

/// Where something is, as far as anybody is told: the middle of a cell, and how far from it the
/// door may be. No post is told nearer.
#[derive(SimpleObject)]
pub(crate) struct Around {
    /// Degrees north, WGS 84.
    latitude: f64,
    /// Degrees east, WGS 84.
    longitude: f64,
    /// How far from it the furthest corner of the cell is, in metres.
    radius_m: u32,
}

/// Days of the week and parts of those days; an empty list says nothing about it.
#[derive(SimpleObject)]
pub(crate) struct Availability {
    /// On these days.
    days: Vec<Weekday>,
    /// In these parts of them.
    parts: Vec<DayPart>,
}

/// From one instant to another.
#[derive(SimpleObject)]
pub(crate) struct TimeSpan {
    /// From then.
    from: Instant,
    /// Until then.
    until: Instant,
}

/// What is told of a meal.
#[derive(SimpleObject)]
pub(crate) struct Meal {
    /// How many portions there are.
    portions: Option<u32>,
    /// When it can be fetched.
    pickup: Option<TimeSpan>,
    /// What is in it; null: its cook does not know.
    allergens: Option<Vec<Allergen>>,
    /// Whether it is halal.
    halal: bool,
    /// Whether it is vegetarian.
    vegetarian: bool,
    /// Whether one brings a box.
    bring_box: bool,
}

/// What is told of material.
#[derive(SimpleObject)]
pub(crate) struct Material {
    /// How much, in words.
    quantity: Option<String>,
    /// How large, in words.
    size: Option<String>,
    /// Where it comes from, in words.
    origin: Option<String>,
    /// Until which day it can be had.
    until: Option<Date>,
}

/// When something takes place.
#[derive(SimpleObject)]
pub(crate) struct Event {
    /// From when, the first time.
    from: Instant,
    /// Until when, the first time.
    until: Instant,
    /// How often it comes back; null: it takes place once.
    recurs: Option<Recurrence>,
    /// Where, in words that everybody may read.
    venue: Option<String>,
}

impl From<model::Term> for Term {
    fn from(it: model::Term) -> Self {
        Self {
            kind: it.kind.into(),
            days: it.days,
            words: it.words,
            amount: it.amount,
            currency: it.currency,
        }
    }
}

impl From<model::Around> for Around {
    fn from(it: model::Around) -> Self {
        Self { latitude: it.point.latitude, longitude: it.point.longitude, radius_m: it.radius_m }
    }
}

impl From<&model::Availability> for Availability {
    fn from(it: &model::Availability) -> Self {
        Self {
            days: it.days.iter().map(|day| (*day).into()).collect(),
            parts: it.parts.iter().map(|part| (*part).into()).collect(),
        }
    }
}

impl From<model::Meal> for Meal {
    fn from(it: model::Meal) -> Self {
        let span = |(from, until): (DateTime<Utc>, DateTime<Utc>)| TimeSpan {
            from: from.into(),
            until: until.into(),
        };
        Self {
            portions: it.portions,
            pickup: it.pickup.map(span),
            allergens: it.allergens.map(|all| all.into_iter().map(Into::into).collect()),
            halal: it.halal,
            vegetarian: it.vegetarian,
            bring_box: it.bring_box,
        }
    }
}

impl From<model::Material> for Material {
    fn from(it: model::Material) -> Self {
        let until = it.until.map(Date);
        Self { quantity: it.quantity, size: it.size, origin: it.origin, until }
    }
}

impl From<model::Event> for Event {
    fn from(it: model::Event) -> Self {
        Self {
            from: it.from.into(),
            until: it.until.into(),
            recurs: it.recurs.map(Into::into),
            venue: it.venue,
        }
    }
}
