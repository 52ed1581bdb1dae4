//! The first thirty days of a community: what has to be done, and how far it is.

use chrono::NaiveDate;

use crate::listings::rounds::Street;

/// For so many days the list stands at the desk.
pub const LAUNCH_DAYS: i64 = 30;
/// So many places make a directory worth opening.
pub const PLACES_WANTED: u64 = 25;
/// Of a hundred places, so many have been stood before when streets are done.
pub const SHARE_WANTED: u64 = 80;
/// So many owners have shown that a place is theirs.
pub const OWNERS_WANTED: u64 = 10;
/// So many posters hang.
pub const POSTERS_WANTED: u64 = 10;
/// So many people belong to it.
pub const PEOPLE_WANTED: u64 = 10;
/// The most posters that are believed.
pub const POSTERS_MAX: u32 = 10_000;
/// How many streets are told of: those in which most is left to do.
pub const STREETS_SHOWN: usize = 12;

/// Something to do in the first days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepKey {
    /// What is agreed is written down.
    Agreements,
    /// The area is chosen.
    Area,
    /// There are places in it.
    Places,
    /// Somebody stood before them.
    Streets,
    /// Owners have shown that a place is theirs.
    Owners,
    /// Posters hang.
    Posters,
    /// People belong to it.
    People,
}

impl StepKey {
    /// All of them, in the order in which they are done.
    pub const ALL: [Self; 7] = [
        Self::Agreements,
        Self::Area,
        Self::Places,
        Self::Streets,
        Self::Owners,
        Self::Posters,
        Self::People,
    ];
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub key: StepKey,
    /// How many there are.
    pub done: u64,
    /// How many there must be; at least one.
    pub of: u64,
}

impl Step {
    /// Whether it is done.
    #[must_use]
    pub fn is_done(self) -> bool {
        self.done >= self.of
    }
}

/// What is counted of a community.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The newest version of what is agreed.
    pub agreements: u64,
    /// Whether it has an area.
    pub has_area: bool,
    /// How many places lie in it.
    pub places: u64,
    /// How many of them have a door in a street.
    pub doors: u64,
    /// Before how many of those somebody stood of late.
    pub walked: u64,
    /// How many of the places have an owner.
    pub owned: u64,
    /// How many posters hang.
    pub posters: u64,
    /// How many people belong to it.
    pub people: u64,
}

/// The first days of a community.
#[derive(Clone, Debug, PartialEq)]
pub struct Launch {
    /// Which day it is, from 1 on the day of its founding.
    pub day: i64,
    /// The steps, in the order in which they are done.
    pub steps: Vec<Step>,
    /// The streets in which most is left to do.
    pub streets: Vec<Street>,
}

impl Launch {
    /// How far it is.
    #[must_use]
    pub fn of(
        (founded, today): (NaiveDate, NaiveDate),
        figures: Figures,
        streets: Vec<Street>,
    ) -> Self {
        let step = |key| {
            let (done, of) = figures.step(key);
            Step { key, done, of }
        };
        let steps = StepKey::ALL.into_iter().map(step).collect();
        Self { day: day((founded, today)), steps, streets }
    }

    /// How many steps are done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.is_done()).count()
    }

    /// What to do next: the first step that is not done.
    #[must_use]
    pub fn next(&self) -> Option<Step> {
        self.steps.iter().copied().find(|step| !step.is_done())
    }

    /// Whether it is still shown without being asked for.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.day <= LAUNCH_DAYS && self.next().is_some()
    }
}

/// Which day it is, from 1 on the day of the founding.
pub(super) fn day((founded, today): (NaiveDate, NaiveDate)) -> i64 {
    (today - founded).num_days().max(0) + 1
}

impl Figures {
    /// How many of a step there are, and how many there must be.
    fn step(self, key: StepKey) -> (u64, u64) {
        match key {
            StepKey::Agreements => (self.agreements.min(1), 1),
            StepKey::Area => (u64::from(self.has_area), 1),
            StepKey::Places => (self.places, PLACES_WANTED),
            // Where there is no door yet there is nothing to stand before.
            StepKey::Streets => (self.walked, (self.doors * SHARE_WANTED).div_ceil(100).max(1)),
            StepKey::Owners => (self.owned, OWNERS_WANTED),
            StepKey::Posters => (self.posters, POSTERS_WANTED),
            StepKey::People => (self.people, PEOPLE_WANTED),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn launch(days: i64, figures: Figures) -> Launch {
        let founded: NaiveDate = "2026-04-20".parse().unwrap();
        Launch::of((founded, founded + chrono::TimeDelta::days(days)), figures, Vec::new())
    }

    const ALL: Figures = Figures {
        agreements: 3,
        has_area: true,
        places: PLACES_WANTED,
        doors: 10,
        walked: 8,
        owned: OWNERS_WANTED,
        posters: POSTERS_WANTED,
        people: PEOPLE_WANTED,
    };

    #[test]
    fn the_list_goes_after_thirty_days_or_when_all_is_done() {
        let fresh = launch(0, Figures::default());
        assert_eq!((fresh.day, fresh.done()), (1, 0));
        assert_eq!(fresh.next().map(|it| it.key), Some(StepKey::Agreements));
        assert!(fresh.is_on() && launch(LAUNCH_DAYS - 1, Figures::default()).is_on());
        assert!(!launch(LAUNCH_DAYS, Figures::default()).is_on());
        assert!(!launch(0, ALL).is_on() && launch(0, ALL).next().is_none());
        let walked = launch(3, Figures { walked: 7, ..ALL });
        assert_eq!(walked.next(), Some(Step { key: StepKey::Streets, done: 7, of: 8 }));
        assert_eq!(launch(-2, ALL).day, 1, "a clock may be wrong");
    }

    proptest! {
        #[test]
        fn more_of_anything_is_never_less_done(
            places in 0_u64..99, walked in 0_u64..99, owned in 0_u64..20, people in 0_u64..20,
        ) {
            let doors = places;
            let walked = walked.min(doors);
            let before = Figures { places, doors, walked, owned, people, ..Figures::default() };
            let after = Figures { walked: doors, owned: owned + 1, people: people + 1, ..before };
            prop_assert!(launch(0, before).done() <= launch(0, after).done());
            prop_assert!(launch(0, before).steps.iter().all(|step| step.of > 0));
        }
    }
}
