//! A street as somebody walks it: which doors, in which order, and what was answered.

use std::cmp::Ordering;

use super::super::model::{Facts, Listing, Whereabouts};
use crate::geo::EARTH_RADIUS_M;
use crate::id::AreaId;

/// What somebody who stands before a place says: is it still there?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// It is.
    Yes,
    /// It is gone.
    No,
    /// Nobody could say.
    Unsure,
    /// Not now.
    Skipped,
}

impl Answer {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Yes, Self::No, Self::Unsure, Self::Skipped];

    /// The key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "unsure",
            Self::Skipped => "skipped",
        }
    }

    /// What a key stands for.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.key() == key)
    }
}

/// A street, or the part of it that lies in an area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// The street's name.
    pub street: String,
    /// Only what lies here.
    pub area: Option<AreaId>,
}

/// How far a street is.
#[derive(Clone, Debug, PartialEq)]
pub struct Street {
    /// Which.
    pub stretch: Stretch,
    /// How many places are asked about.
    pub places: u64,
    /// Of how many somebody has said of late whether they are there.
    pub done: u64,
    /// How far its nearest place is, where somebody named a place; in metres.
    pub distance_m: Option<u32>,
}

/// A place on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// The place.
    pub listing: Listing,
    /// Whether somebody has said of late whether it is there.
    pub is_done: bool,
    /// What I said today.
    pub mine: Option<Answer>,
}

/// A street, door by door.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Round {
    /// The places in the order of their doors.
    pub stops: Vec<Stop>,
    /// What I said last today in this street, which can be taken back: where, and what.
    pub last: Option<(usize, Answer)>,
}

impl Round {
    /// How many places are done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.stops.iter().filter(|it| it.is_done).count()
    }

    /// The place that is asked about next: the first after the last answer that nobody has
    /// answered for, and from the street's beginning again after its end.
    #[must_use]
    pub fn next(&self) -> Option<&Stop> {
        let from = self.last.map_or(0, |(at, _)| at + 1).min(self.stops.len());
        let (before, after) = self.stops.split_at(from);
        let mut on = after.iter().chain(before);
        on.find(|it| !it.is_done && it.mine.is_none())
    }
}

/// The street of a door that one can stand before; of somebody's home there is none.
#[must_use]
pub fn street_of(facts: &Facts) -> Option<&str> {
    let has_door = facts.whereabouts == Whereabouts::Fixed;
    let street = facts.address.as_ref().filter(|_| has_door)?.street.as_deref()?.trim();
    (!street.is_empty()).then_some(street)
}

/// The order of doors: by number, then by what stands behind it, then by name.
#[must_use]
pub fn by_door(one: &Listing, other: &Listing) -> Ordering {
    let door = |it: &Listing| {
        let number = it.facts.address.as_ref().and_then(|it| it.house_number.clone());
        let number = number.unwrap_or_default();
        let digits: String = number.trim().chars().take_while(char::is_ascii_digit).collect();
        // Whatever has no number stands at the end.
        (digits.parse::<u64>().unwrap_or(u64::MAX), number.to_lowercase())
    };
    let name = |it: &Listing| (crate::text::fold(&it.facts.name), it.id);
    door(one).cmp(&door(other)).then_with(|| name(one).cmp(&name(other)))
}

/// How far something is, in whole metres, by square degrees of latitude.
pub(super) fn metres(square_degrees: f64) -> u32 {
    let metres = square_degrees.max(0.0).sqrt().to_radians() * EARTH_RADIUS_M;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is clamped to what fits"
    )]
    let metres = metres.round().clamp(0.0, f64::from(u32::MAX)) as u32;
    metres
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listings::model::Address;

    fn at(number: &str, name: &str) -> Listing {
        let address = Address {
            street: Some("Javastraat".to_owned()),
            house_number: (!number.is_empty()).then(|| number.to_owned()),
            ..Address::default()
        };
        let facts = Facts { name: name.into(), address: Some(address), ..Facts::default() };
        let id = crate::id::ListingId(uuid::Uuid::nil());
        Listing::new(id, name.into(), facts, "2026-04-20T08:00:00Z".parse().unwrap())
    }

    #[test]
    fn doors_stand_in_the_order_of_their_numbers() {
        let mut doors = ["", "102", "9-H", "9", "21b", "21A", "10"].map(|it| at(it, "x")).to_vec();
        doors.sort_by(by_door);
        let numbers: Vec<String> = doors
            .into_iter()
            .map(|it| it.facts.address.unwrap().house_number.unwrap_or_default())
            .collect();
        assert_eq!(numbers, ["9", "9-H", "10", "21A", "21b", "102", ""]);
    }

    #[test]
    fn nobody_stands_before_a_home() {
        let mut facts = at("9", "x").facts;
        assert_eq!(street_of(&facts), Some("Javastraat"));
        facts.whereabouts = Whereabouts::AtHome;
        assert_eq!(street_of(&facts), None);
    }

    fn stop(is_done: bool, mine: Option<Answer>) -> Stop {
        Stop { listing: at("1", "x"), is_done, mine }
    }

    #[test]
    fn the_way_goes_on_and_comes_round() {
        let skipped = stop(false, Some(Answer::Skipped));
        let open = stop(false, None);
        let done = stop(true, None);
        let next = |stops: &[&Stop], last| {
            let stops: Vec<Stop> = stops.iter().map(|it| (*it).clone()).collect();
            let round = Round { stops, last };
            let found = round.next()?;
            round.stops.iter().position(|it| std::ptr::eq(it, found))
        };
        assert_eq!(next(&[&done, &open, &open], None), Some(1));
        assert_eq!(next(&[&open, &skipped, &open], Some((1, Answer::Skipped))), Some(2));
        assert_eq!(next(&[&open, &done, &skipped], Some((2, Answer::Skipped))), Some(0));
        assert_eq!(next(&[&done, &skipped], Some((1, Answer::Skipped))), None);
    }
}
