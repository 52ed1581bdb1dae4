//! The same place a second time, as it comes about when two people map one shop: under an id of
//! its own, a few steps further on, with a name that is written a little differently.

use koop_domain::imports::model::Record;
use koop_domain::listings::model::Facts;

use super::chance::Chance;
use super::places::moved;

/// How many in a hundred records are twins.
const TWINS_PERCENT: usize = 2;
/// How far two maps put one door apart, in metres.
const APART_M: f64 = 35.0;
/// Apart from every other purpose of chance.
const PURPOSE: u64 = 3;

/// The number of an earlier record of the same place, if the `nth` is a twin.
pub(super) fn original(nth: usize, seed: u64) -> Option<usize> {
    let mut chance = Chance::new(seed, nth, PURPOSE);
    if nth == 0 || !chance.percent(TWINS_PERCENT) {
        return None;
    }
    let earlier = chance.below(nth);
    // A twin of a twin would stray; the one before it is seldom a twin as well.
    let born = |nth: &usize| !Chance::new(seed, *nth, PURPOSE).percent(TWINS_PERCENT);
    (0..=earlier).rev().find(born)
}

/// Writes down the same place as somebody else would.
pub(super) fn retell(record: &mut Record, nth: usize, seed: u64) {
    let mut chance = Chance::new(seed, nth, PURPOSE + 1);
    let facts = &mut record.facts;
    facts.name = renamed(facts, &mut chance);
    let step = |chance: &mut Chance| (chance.share() - 0.5) * 2.0 * APART_M;
    let (east_m, north_m) = (step(&mut chance), step(&mut chance));
    facts.point = facts.point.map(|point| moved(point, east_m, north_m));
    if chance.percent(50) {
        facts.contact.website = None;
        facts.contact.email = None;
    }
    if chance.percent(40) {
        facts.contact.phone = None;
    }
    if chance.percent(60) {
        facts.description.clear();
    }
    if chance.percent(30) {
        facts.address = None;
    }
}

fn renamed(facts: &Facts, chance: &mut Chance) -> String {
    let name = &facts.name;
    let city = facts.address.as_ref().and_then(|address| address.city.as_deref());
    let other = match chance.below(8) {
        0 => name.replace(" & ", " en "),
        1 => name.replace('é', "e").replace(" De ", " de ").replace(" Van ", " van "),
        2 => format!("{name} {}", city.unwrap_or("BV")),
        3 => name.replace(['-', '\''], " "),
        4 => typo(name, chance),
        5 => name.to_uppercase(),
        6 => format!("{name} B.V."),
        _ => name.clone(),
    };
    other.trim().to_owned()
}

/// Two letters of a word swapped, as fingers do.
fn typo(name: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let swaps: Vec<usize> = (1..letters.len().saturating_sub(1))
        .filter(|at| letters[*at].is_lowercase() && letters[at + 1].is_lowercase())
        .collect();
    if !swaps.is_empty() {
        let at = *chance.pick(&swaps);
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}
