//! Where things are: streets laid around the middles of towns and neighbourhoods.
//!
//! The middles, their reach and their postcodes are facts; the streets are drawn from them alone,
//! so every seed fills the same towns. Shops crowd the few streets in the middle, workshops share
//! a business park at the edge, and nothing lies further out than the place reaches.

use std::collections::HashMap;
use std::f64::consts::{FRAC_PI_2, TAU};

use koop_domain::geo::Point;

use super::chance::{Chance, Shares};
use super::tables::{self, PlaceRow};

/// The length of a degree of latitude in metres.
pub(super) const DEGREE_M: f64 = 111_195.0;
/// Streets are laid for so many listings, however few are made.
const LISTINGS: u64 = 300_000;
/// How many of those share a street.
const PER_STREET: u64 = 60;
/// From one house to the next on the same side, in metres.
const HOUSE_M: f64 = 7.0;
/// From the middle of the street to a front door, in metres.
const SIDE_M: f64 = 8.0;
/// Apart from every other purpose of chance.
const PURPOSE: u64 = 1;

/// Which streets of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// The shopping streets in the middle.
    Core,
    /// Where people live.
    Quarter,
    /// The business park.
    Park,
    /// The edge, where the farms are.
    Field,
}

/// A town, a village or a neighbourhood of a city.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) row: PlaceRow,
    /// Its streets, a list for each zone.
    streets: [Vec<Street>; 4],
}

/// A street, straight as a ruler.
#[derive(Debug)]
pub(super) struct Street {
    pub(super) name: String,
    pub(super) postcode: String,
    middle: Point,
    /// The direction it runs in, anticlockwise from the east.
    angle: f64,
    length_m: f64,
}

/// All places, and how often each is drawn.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) all: Vec<Place>,
    shares: Shares,
}

impl Zone {
    const ALL: [Self; 4] = [Self::Core, Self::Quarter, Self::Park, Self::Field];

    pub(super) fn from_word(word: &str) -> Option<Self> {
        match word {
            "core" => Some(Self::Core),
            "quarter" => Some(Self::Quarter),
            "park" => Some(Self::Park),
            "field" => Some(Self::Field),
            _ => None,
        }
    }

    /// How many of a hundred streets are its.
    fn streets(self) -> u64 {
        match self {
            Self::Core => 35,
            Self::Quarter => 40,
            Self::Park => 20,
            Self::Field => 5,
        }
    }

    /// From where to where it lies, in parts of the reach.
    fn ring(self) -> (f64, f64) {
        match self {
            Self::Core => (0.0, 0.4),
            Self::Quarter => (0.2, 0.95),
            Self::Park => (0.75, 1.0),
            Self::Field => (0.85, 1.1),
        }
    }
}

impl Places {
    /// Places weigh what their municipality has inhabitants, parted by their shares in it.
    pub(super) fn lay() -> Self {
        let rows = tables::places();
        let mut whole: HashMap<&str, u64> = HashMap::new();
        for row in &rows {
            *whole.entry(row.municipality).or_default() += row.share;
        }
        let inhabitants: HashMap<&str, u64> = tables::municipalities()
            .iter()
            .map(|municipality| (municipality.name, u64::from(municipality.inhabitants)))
            .collect();
        let weight = |row: &PlaceRow| {
            inhabitants.get(row.municipality).unwrap_or(&0) * row.share / whole[row.municipality]
        };
        let weights: Vec<u64> = rows.iter().map(weight).collect();
        let region: u64 = weights.iter().sum();
        let mut names = StreetNames::default();
        let laid = rows.into_iter().zip(&weights).enumerate();
        let all = laid.map(|(nth, (row, weight))| {
            Place::lay(nth, row, LISTINGS * weight / region / PER_STREET, &mut names)
        });
        Self { all: all.collect(), shares: Shares::new(weights.iter().copied()) }
    }

    pub(super) fn pick(&self, chance: &mut Chance) -> &Place {
        &self.all[self.shares.pick(chance)]
    }
}

impl Place {
    fn lay(nth: usize, row: PlaceRow, streets: u64, names: &mut StreetNames) -> Self {
        let mut chance = Chance::new(0, nth, PURPOSE);
        let grid = chance.share() * FRAC_PI_2;
        let park = chance.share() * TAU;
        let streets = Zone::ALL.map(|zone| {
            let count = (streets * zone.streets() / 100).max(1);
            let lay = |nth| Street::lay(nth, &row, zone, grid, park, names, &mut chance);
            (0..usize::try_from(count).unwrap_or(1)).map(lay).collect()
        });
        Self { row, streets }
    }

    /// A street of a zone, the first ones more often.
    pub(super) fn street(&self, zone: Zone, chance: &mut Chance) -> &Street {
        let of_zone = &self.streets[zone as usize];
        let (one, other) = (chance.below(of_zone.len()), chance.below(of_zone.len()));
        &of_zone[one.min(other)]
    }
}

impl Street {
    fn lay(
        nth: usize,
        row: &PlaceRow,
        zone: Zone,
        grid: f64,
        park: f64,
        names: &mut StreetNames,
        chance: &mut Chance,
    ) -> Self {
        let (inner, outer) = zone.ring();
        let outer_m = outer * row.reach_m;
        let length_m = (60.0 + chance.share() * 260.0).min(outer_m * 0.8);
        let inner_m = (inner * row.reach_m).min(outer_m - length_m / 2.0).max(0.0);
        // The root spreads them evenly over the ground.
        let far = chance.share().sqrt();
        let far_m = inner_m + far * (outer_m - length_m / 2.0 - inner_m).max(0.0);
        let towards = match zone {
            // One business park, on one side of the town.
            Zone::Park => park + (chance.share() - 0.5) * 0.9,
            _ => chance.share() * TAU,
        };
        let bend = (chance.share() - 0.5) * 0.3;
        let angle = grid + if chance.percent(50) { 0.0 } else { FRAC_PI_2 } + bend;
        Self {
            name: names.next(row.municipality, zone),
            postcode: postcode(row.postcodes[nth % row.postcodes.len()], nth),
            middle: moved(row.middle, far_m * towards.cos(), far_m * towards.sin()),
            angle,
            length_m,
        }
    }

    /// A front door: its number and where it is.
    pub(super) fn door(&self, chance: &mut Chance) -> (String, Point) {
        let number = self.number(chance.share());
        let letter = match chance.below(100) {
            0..=4 => "-H",
            5..=9 => "A",
            10..=12 => "B",
            13 => "-1",
            _ => "",
        };
        let along_m = f64::from(number / 2) * HOUSE_M - self.length_m / 2.0;
        let aside_m = if number.is_multiple_of(2) { SIDE_M } else { -SIDE_M };
        let (sin, cos) = self.angle.sin_cos();
        let east_m = along_m * cos - aside_m * sin;
        let north_m = along_m * sin + aside_m * cos;
        (format!("{number}{letter}"), moved(self.middle, east_m, north_m))
    }

    /// The number of the house at a share of the length, counting both sides.
    fn number(&self, share: f64) -> u32 {
        let doors = 2.0 * self.length_m / HOUSE_M;
        (1..=1_000).find(|number| f64::from(*number) >= share * doors).unwrap_or(1)
    }
}

/// Names that no two streets of a municipality share.
#[derive(Default)]
struct StreetNames {
    /// How many were given, by municipality and zone, and of made ones by municipality.
    given: HashMap<(&'static str, Option<u8>), usize>,
}

impl StreetNames {
    /// A name that such streets have everywhere, as long as there is one; then a made one.
    fn next(&mut self, municipality: &'static str, zone: Zone) -> String {
        let usual = match zone {
            Zone::Core => tables::list("street_core"),
            Zone::Quarter => &[],
            Zone::Park => tables::list("street_park"),
            Zone::Field => tables::list("street_field"),
        };
        let given = self.given.entry((municipality, Some(zone as u8))).or_default();
        if let Some(name) = usual.get(*given) {
            *given += 1;
            return (*name).to_owned();
        }
        let made = self.given.entry((municipality, None)).or_default();
        loop {
            *made += 1;
            let name = made_name(*made - 1);
            if !is_usual(&name) {
                return name;
            }
        }
    }
}

/// Whether a name is on one of the lists, and so perhaps given already.
fn is_usual(name: &str) -> bool {
    let lists = ["street_core", "street_park", "street_field"];
    lists.into_iter().any(|list| tables::list(list).contains(&name))
}

/// `Lindenstraat`, `Eerste Merelstraat`…: another one for each number.
fn made_name(nth: usize) -> String {
    /// Steps through the beginnings so that neighbours are not alike; no divisor of their count.
    const STEP: usize = 89;
    let (firsts, ends) = (tables::list("street_first"), tables::list("street_end"));
    let round = nth / firsts.len();
    let first = firsts[nth * STEP % firsts.len()];
    let end = ends[(nth + round) % ends.len()];
    let again = match round / ends.len() {
        0 => "",
        1 => "Nieuwe ",
        _ => "Oude ",
    };
    let nth_street = if end == "dwarsstraat" { "Eerste " } else { "" };
    format!("{again}{nth_street}{first}{end}")
}

/// Four true digits and letters that are never given out: no Dutch postcode ends in Q, U or Y.
fn postcode(digits: &str, nth: usize) -> String {
    const FIRST: &[u8] = b"ABCDEGHJKLMNPRSTVWXZ";
    const LAST: &[u8] = b"QUY";
    let first = char::from(FIRST[nth / LAST.len() % FIRST.len()]);
    let last = char::from(LAST[nth % LAST.len()]);
    format!("{digits} {first}{last}")
}

/// A point so many metres to the east and north.
pub(super) fn moved(from: Point, east_m: f64, north_m: f64) -> Point {
    let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
    let squeeze = from.latitude.to_radians().cos();
    Point {
        latitude: round(from.latitude + north_m / DEGREE_M),
        longitude: round(from.longitude + east_m / (DEGREE_M * squeeze)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_streets_of_a_municipality_are_called_alike() {
        let places = Places::lay();
        let mut known = HashSet::new();
        for place in &places.all {
            for street in place.streets.iter().flatten() {
                let municipality = place.row.municipality;
                assert!(known.insert((municipality, &street.name)), "{municipality} {street:?}");
            }
        }
        assert!(known.len() > 3_000, "{}", known.len());
    }

    #[test]
    fn every_door_lies_within_reach() {
        let places = Places::lay();
        let mut chance = Chance::new(1, 1, 0);
        for place in &places.all {
            for street in place.streets.iter().flatten() {
                let (number, point) = street.door(&mut chance);
                let far_m = place.row.middle.distance_m(point);
                assert!(far_m < place.row.reach_m * 1.1 + 20.0, "{number} {street:?}: {far_m}");
            }
        }
    }
}
