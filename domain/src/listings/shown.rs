//! What of somebody's home may be shown: never the door, nor what leads to it.

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::model::{Address, Facts, Listing, Whereabouts};
use crate::geo::{self, Point};

/// The outside record behind a listing, as far as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownSource<'a> {
    /// Who publishes it, such as `OpenStreetMap`.
    pub name: &'a str,
    /// Its id there; none for somebody's home, whose address and point stand under it.
    pub id: Option<&'a str>,
    /// Licence, as an SPDX name where there is one.
    pub licence: &'a str,
    /// The line that must be shown.
    pub attribution: &'a str,
    /// Where a reader can see and mend the record; none for somebody's home.
    pub url: Option<&'a str>,
    /// When we last read it there.
    pub read_at: DateTime<Utc>,
}

impl Listing {
    /// The outside record behind it, as far as it may be shown.
    #[must_use]
    pub fn shown_source(&self) -> Option<ShownSource<'_>> {
        let source = self.source.as_ref()?;
        let has_door = self.facts.whereabouts != Whereabouts::AtHome;
        Some(ShownSource {
            name: &source.name,
            id: has_door.then_some(source.id.as_str()),
            licence: &source.licence,
            attribution: &source.attribution,
            url: source.url.as_deref().filter(|_| has_door),
            read_at: source.read_at,
        })
    }
}

/// Where a listing stands: of its facts all that tells in which areas it can be found.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Standing {
    whereabouts: Whereabouts,
    point: Option<Point>,
}

impl Standing {
    /// Where it can be found, as [`Facts::findable_point`] has it.
    pub(crate) fn findable_point(self) -> Option<Point> {
        let point = self.point.filter(|p| Point::new(p.latitude, p.longitude).is_ok())?;
        if self.whereabouts != Whereabouts::AtHome {
            return Some(point);
        }
        Some(geo::cell(point))
    }
}

impl Facts {
    /// Where a listing can be found. Of somebody's home only a cell is known to searches and to
    /// the map of areas, so that no distance, filter or order gives the door away.
    #[must_use]
    pub fn findable_point(&self) -> Option<Point> {
        Standing { whereabouts: self.whereabouts, point: self.point }.findable_point()
    }

    /// Where it may be shown on a map: never somebody's home.
    #[must_use]
    pub fn shown_point(&self) -> Option<Point> {
        self.point.filter(|_| self.whereabouts != Whereabouts::AtHome)
    }

    /// The address that may be shown: of somebody's home only the neighbourhood, which is the
    /// four digits of a postcode.
    #[must_use]
    pub fn shown_address(&self) -> Option<Address> {
        let address = self.address.clone()?;
        if self.whereabouts != Whereabouts::AtHome {
            return Some(address);
        }
        let digits = |code: String| code.get(..4).map(str::to_owned);
        let postcode = address.postcode.and_then(digits);
        Some(Address { street: None, house_number: None, postcode, city: address.city })
    }

    /// The branch number that may be shown: whoever looks one up in the trade register finds the
    /// address, so never that of somebody's home.
    #[must_use]
    pub fn shown_branch_number(&self) -> Option<&str> {
        self.branch_number.as_deref().filter(|_| self.whereabouts != Whereabouts::AtHome)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whoever knows where a home can be found knows a cell, and no more.
        #[test]
        fn a_home_is_found_in_the_middle_of_its_cell(
            latitude in -90.0..=90.0_f64,
            longitude in -180.0..=180.0_f64,
        ) {
            let point = Point { latitude, longitude };
            let at = |whereabouts, point| {
                Facts { whereabouts, point: Some(point), ..Facts::default() }.findable_point()
            };
            prop_assert_eq!(at(Whereabouts::Fixed, point), Some(point));
            let cell = at(Whereabouts::AtHome, point).unwrap();
            prop_assert!((cell.latitude - latitude).abs() <= 0.003);
            prop_assert!((cell.longitude - longitude).abs() <= 0.005);
            prop_assert_eq!(at(Whereabouts::AtHome, cell), Some(cell), "again tells no more");
        }
    }

    #[test]
    fn nobody_looks_a_home_up_in_the_trade_register() {
        let shown = |whereabouts| {
            let branch_number = Some("000012345678".to_owned());
            let facts = Facts { whereabouts, branch_number, ..Facts::default() };
            facts.shown_branch_number().is_some()
        };
        assert_eq!([Whereabouts::Fixed, Whereabouts::AtHome].map(shown), [true, false]);
    }

    #[test]
    fn what_is_off_earth_cannot_be_found() {
        let point = Some(Point { latitude: 91.0, longitude: 4.9 });
        assert_eq!(Facts { point, ..Facts::default() }.findable_point(), None);
    }
}
