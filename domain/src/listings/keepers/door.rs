//! Where a door is that only has an address: beside the doors of its street that are known.

use super::super::error::ListingError;
use super::super::model::{Address, Facts, Listing, Whereabouts};
use super::store;
use crate::Domain;
use crate::ctx::Ctx;
use crate::geo::Point;
use crate::policy::{self, Action};

/// How far from the middle of its postcode or neighbourhood a street may still be the same one,
/// in metres. Towns of the region share the names of their streets.
const STREET_M_MAX: f64 = 1_500.0;
/// How long a degree from south to north is, in metres.
const DEGREE_M: f64 = 111_195.0;
/// How many doors of streets of one name are looked at.
const DOORS_MAX: u64 = 500;

/// Where a door is, by the known door in its street whose number is nearest to its own. `around`
/// is the middle of its postcode or neighbourhood. None when there is no such door, or nobody can
/// go there: whoever works at home has no door on the map.
///
/// # Errors
/// [`ListingError::Denied`] for who may not bring a place in.
pub async fn door(
    ctx: &Ctx,
    domain: &Domain,
    facts: &Facts,
    around: Point,
) -> Result<Option<Point>, ListingError> {
    policy::check(ctx, Action::AddListing)?;
    let (Whereabouts::Fixed, Some(address)) = (facts.whereabouts, &facts.address) else {
        return Ok(None);
    };
    let Some(street) = &address.street else { return Ok(None) };
    let far = STREET_M_MAX / DEGREE_M;
    let between = (around.latitude - far, around.latitude + far);
    let doors = store::doors(domain.db.reader(), street, between, DOORS_MAX).await?;
    Ok(nearest(address, around, &doors))
}

fn nearest(address: &Address, around: Point, doors: &[Listing]) -> Option<Point> {
    let ours = number(address);
    let known = doors.iter().filter(|it| it.facts.whereabouts == Whereabouts::Fixed);
    let known = known.filter_map(|it| Some((it.facts.address.as_ref()?, it.facts.point?, it.id)));
    let within = known.filter(|(_, point, _)| point.distance_m(around) <= STREET_M_MAX);
    within
        .min_by_key(|(theirs, _, id)| {
            let apart = ours.zip(number(theirs)).map(|(a, b)| (a.abs_diff(b), a % 2 != b % 2));
            // Without numbers to go by, one postcode is one block of a street.
            let is_elsewhere = address.postcode != theirs.postcode;
            (apart.is_none(), apart, is_elsewhere, *id)
        })
        .map(|(_, point, _)| point)
}

/// The number of a door without what follows it: 12 of `12-A`.
fn number(address: &Address) -> Option<u32> {
    let digits = address.house_number.as_deref()?.trim_start();
    let end = digits.find(|it: char| !it.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ListingId;

    const MIDDLE: Point = Point { latitude: 52.362, longitude: 4.927 };

    fn at(number: Option<&str>) -> Address {
        Address {
            street: Some("Dapperstraat".into()),
            house_number: number.map(Into::into),
            ..Address::default()
        }
    }

    fn stands(id: u128, number: &str, north: f64, whereabouts: Whereabouts) -> Listing {
        let facts = Facts {
            address: Some(at(Some(number))),
            point: Some(Point { latitude: MIDDLE.latitude + north, ..MIDDLE }),
            whereabouts,
            ..Facts::default()
        };
        let id = ListingId(sea_orm::prelude::Uuid::from_u128(id));
        Listing::new(id, String::new(), facts, chrono::DateTime::UNIX_EPOCH)
    }

    #[test]
    fn a_door_is_beside_the_nearest_number_and_never_at_a_home() {
        let doors = [
            stands(1, "2", 0.001, Whereabouts::Fixed),
            stands(2, "40-H", 0.004, Whereabouts::Fixed),
            stands(3, "38", 0.005, Whereabouts::AtHome),
            // A street of that name in another town.
            stands(4, "38", 0.1, Whereabouts::Fixed),
        ];
        let north = |number| nearest(&at(number), MIDDLE, &doors).map(|it| it.latitude);
        assert_eq!(north(Some("38")), Some(MIDDLE.latitude + 0.004));
        assert_eq!(north(Some("4 hs")), Some(MIDDLE.latitude + 0.001));
        assert_eq!(north(None), Some(MIDDLE.latitude + 0.001));
        assert_eq!(nearest(&at(Some("38")), MIDDLE, &doors[2..]), None);
    }
}
