//! A shelf that was written down and read back is the same; anything else is not read at all.

use chrono::NaiveDate;
use koop_domain::geo::Point;
use koop_domain::listings::delivery::{Delivery, DeliveryArea};
use koop_domain::listings::model::{Facts, Listing, Service};
use proptest::prelude::*;

use super::super::grid::Ring;
use super::super::row::NewRow;
use super::*;

fn listing(number: u128, facts: Facts) -> Listing {
    Listing {
        id: ListingId(Uuid::from_u128(number)),
        slug: format!("plek-{number}"),
        revision: 1,
        facts,
        provenance: Default::default(),
        source: None,
        areas: vec![AreaId(Uuid::from_u128(number % 3)), AreaId(Uuid::from_u128(9))],
        demo: false,
        created_at: chrono::DateTime::UNIX_EPOCH,
        updated_at: chrono::DateTime::UNIX_EPOCH,
    }
}

fn shelf() -> Shelf {
    let mut shelf = Shelf::from_day(NaiveDate::from_ymd_opt(2026, 11, 24));
    for number in 0..40_u128 {
        let odd = number % 2 == 1;
        let north = f64::from(u8::try_from(number).unwrap()) * 0.01;
        let delivery = Delivery {
            area: DeliveryArea::Postcodes { postcodes: vec!["1094".to_owned()] },
            minimum_cents: None,
            fee_cents: None,
            courier: None,
            by_bike: true,
            returnable_packaging: false,
            paused_until: None,
            busy_minutes: None,
        };
        let facts = Facts {
            name: format!("Bakkerij {number} Élan"),
            categories: vec![if odd { "bakery" } else { "pub" }.to_owned()],
            point: odd.then_some(Point { latitude: 52.3 + north, longitude: 4.9 }),
            hours: [(Service::Counter, format!("Mo-Fr 09:00-1{}:00", number % 8))].into(),
            delivery: odd.then_some(delivery),
            ..Facts::default()
        };
        let listing = listing(number, facts);
        let hours = shelf.hours.prepare(&listing);
        shelf.put(&NewRow::new(&listing), hours);
    }
    shelf.remove(ListingId(Uuid::from_u128(7)));
    shelf
}

fn told(shelf: &Shelf) -> Vec<String> {
    let row = |row: super::super::shelf::Row<'_>| {
        let mut near = 0;
        if let Some((ring, point)) = Ring::outward().next().zip(row.point()) {
            shelf.grid.each_in_ring(point, ring, |_| near += 1);
        }
        let (texts, glance) = ((row.name(), row.name_key(), row.slug()), row.glance());
        let (lists, delivery) = ((row.categories(), shelf.areas.get(glance.areas)), row.delivery());
        format!("{:?} {glance:?} {texts:?} {lists:?} {delivery:?} {near:?}", row.id())
    };
    shelf.rows().map(row).collect()
}

#[test]
fn what_was_written_is_read_back() {
    let shelf = shelf();
    let (read, after) = from_bytes(&to_bytes(&shelf, 5)).unwrap();
    assert_eq!(after, 5);
    assert_eq!(told(&read), told(&shelf));
    assert_eq!(read.hours.first_day(), shelf.hours.first_day());
    for row in shelf.rows() {
        assert_eq!(read.of(row.id()).map(|row| row.slug()), Some(row.slug()));
    }
}

proptest! {
    #[test]
    fn a_byte_that_changed_is_noticed(at in any::<prop::sample::Index>(), bit in 0..8_u32) {
        let mut bytes = to_bytes(&shelf(), 5);
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(from_bytes(&bytes).is_none());
    }

    #[test]
    fn an_end_that_is_missing_is_noticed(at in any::<prop::sample::Index>()) {
        let bytes = to_bytes(&shelf(), 5);
        prop_assert!(from_bytes(&bytes[..at.index(bytes.len())]).is_none());
    }

    /// Behind a true checksum may stand anything: it is read or not, and nothing breaks.
    #[test]
    fn nonsense_with_a_checksum_harms_nothing(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let bytes = to_bytes(&shelf(), 5);
        let head = bytes.len() - Bytes::new(&bytes[20..]).block().unwrap().len();
        let mut body = bytes[head..].to_vec();
        for (at, byte) in changes {
            let at = at.index(body.len());
            body[at] = byte;
        }
        if let Some(read) = columns(&mut Bytes::new(&body[8..])) {
            told(&read);
        }
    }
}
