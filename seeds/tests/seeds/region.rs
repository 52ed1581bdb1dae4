//! The invented region: what its records say, and how often.

use std::collections::{HashMap, HashSet};

use koop_domain::areas;
use koop_domain::areas::model::AreaKind;
use koop_domain::imports::error::ImportError;
use koop_domain::imports::model::Record;
use koop_domain::listings;
use koop_domain::listings::model::{Ownership, Service};
use koop_domain::listings::opening_hours::Schedule;
use koop_seeds::region::{RegionError, Wanted, records, seed, twin_of};
use proptest::prelude::*;

use super::harness::Town;

/// Enough for shares of a hundredth to be seen.
const MANY: usize = 20_000;
const SEED: u64 = 1;

fn many() -> Vec<Record> {
    records(MANY, SEED).collect()
}

fn counter(record: &Record) -> Option<&String> {
    record.facts.hours.get(&Service::Counter)
}

/// How many in a thousand.
fn per_mille(part: usize, whole: usize) -> usize {
    part * 1_000 / whole
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_smaller_region_is_the_beginning_of_a_larger_one(seed: u64, few in 1_usize..40, more in 0_usize..40) {
        let small: Vec<Record> = records(few, seed).collect();
        let large: Vec<Record> = records(few + more, seed).collect();
        prop_assert_eq!(&small[..], &large[..few]);
    }

    #[test]
    fn another_seed_is_another_region(seed: u64) {
        let one: Vec<Record> = records(20, seed).collect();
        let other: Vec<Record> = records(20, seed.wrapping_add(1)).collect();
        prop_assert!(one.iter().zip(&other).all(|(a, b)| a.source_id != b.source_id));
        prop_assert!(one.iter().zip(&other).any(|(a, b)| a.facts != b.facts));
    }
}

/// Written as people write it: Dutch days, a dot or no minutes at all, a dash for a hyphen.
fn is_sloppy(hours: &str) -> bool {
    const DUTCH: [&str; 7] = ["ma", "di", "wo", "do", "vr", "za", "zo"];
    let lower = hours.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphabetic());
    let mut times = lower.split(|letter: char| " ,-–;+".contains(letter));
    let is_bare = |time: &str| match time.split_once(['.', ':']) {
        Some((hours, minutes)) => hours.len() + minutes.len() < 4 || time.contains('.'),
        None => !time.is_empty() && time.bytes().all(|byte| byte.is_ascii_digit()),
    };
    let by_week = !hours.contains(['[', '/']) && !words_of_the_year(&lower);
    words.any(|word| DUTCH.contains(&word))
        || hours.contains('–')
        || (by_week
            && times.any(|time| time.starts_with(|c: char| c.is_ascii_digit()) && is_bare(time)))
}

fn words_of_the_year(hours: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    MONTHS.iter().any(|month| hours.contains(month))
}

#[test]
fn every_record_can_become_a_listing_of_its_own() {
    let records = many();
    for record in &records {
        assert_eq!(record.check(), Ok(()), "{record:?}");
    }
    let keys: HashSet<_> = records.iter().map(Record::key).collect();
    assert_eq!(keys.len(), records.len());
}

#[test]
fn all_hours_can_be_read_the_sloppy_ones_too() {
    let records = many();
    let mut distinct: HashMap<&String, usize> = HashMap::new();
    for text in records.iter().flat_map(|record| record.facts.hours.values()) {
        *distinct.entry(text).or_default() += 1;
    }
    let unread: Vec<_> =
        distinct.keys().filter(|text| !Schedule::parse(text).is_readable()).collect();
    assert!(unread.is_empty(), "{unread:?}");
    // As in the real data, where every second value occurs once.
    assert!(distinct.len() > 3_000, "{}", distinct.len());
}

#[test]
fn what_is_missing_sloppy_and_told_twice_keeps_its_share() {
    let records = many();
    let silent = records.iter().filter(|record| record.facts.hours.is_empty()).count();
    assert!((45..=55).contains(&per_mille(silent, MANY)), "{silent} without hours");
    let sloppy = records.iter().filter_map(counter).filter(|hours| is_sloppy(hours)).count();
    assert!((25..=35).contains(&per_mille(sloppy, MANY)), "{sloppy} sloppy");
    let twins: Vec<(usize, usize)> =
        (0..MANY).filter_map(|nth| Some((nth, twin_of(nth, SEED)?))).collect();
    assert!((15..=25).contains(&per_mille(twins.len(), MANY)), "{} twins", twins.len());
    for (twin, original) in twins {
        let (twin, original) = (&records[twin], &records[original]);
        let apart = twin.facts.point.unwrap().distance_m(original.facts.point.unwrap());
        assert!(apart < 60.0, "{} and {}: {apart} m", twin.facts.name, original.facts.name);
        assert_eq!(twin.facts.categories, original.facts.categories);
    }
}

#[test]
fn the_region_has_what_a_region_has() {
    let records = many();
    let share = |test: &dyn Fn(&Record) -> bool| {
        per_mille(records.iter().filter(|record| test(record)).count(), MANY)
    };
    let chains = share(&|r| matches!(r.facts.ownership, Ownership::Chain { .. }));
    assert!((60..=200).contains(&chains), "{chains}");
    let delivers = share(&|r| r.facts.delivery.is_some());
    assert!((20..=120).contains(&delivers), "{delivers}");
    let repairs = share(&|r| r.facts.repairs_things());
    assert!((30..=120).contains(&repairs), "{repairs}");
    let used = share(&|r| r.facts.sells_second_hand());
    assert!((10..=80).contains(&used), "{used}");
    let overnight = share(&|r| counter(r).is_some_and(|hours| hours.contains("-01:00")));
    assert!(overnight >= 5, "{overnight}");
    let names: HashSet<&str> = records.iter().map(|r| r.facts.name.as_str()).collect();
    assert!(names.len() > MANY / 2, "{}", names.len());
    let amsterdam = share(&|r| {
        let address = r.facts.address.as_ref();
        address.and_then(|a| a.city.as_deref()) == Some("Amsterdam")
    });
    assert!((300..=400).contains(&amsterdam), "{amsterdam}: a good third of the people");
}

#[tokio::test]
async fn every_place_of_a_seeded_region_lies_somewhere_on_its_map() {
    let town = Town::new().await;
    let what = Wanted { listings: 400, seed: SEED, progress: false };
    assert_eq!(seed(&town.ctx(), &town.domain, what).await.unwrap(), 400);
    let atlas = areas::atlas(&town.ctx(), &town.domain).await.unwrap();
    for listing in listings::newest(&town.ctx(), &town.domain, 100).await.unwrap() {
        assert!(listing.demo);
        let around: Vec<AreaKind> =
            listing.areas.iter().filter_map(|id| Some(atlas.get(*id)?.kind)).collect();
        let kinds = (around.first(), around.last());
        let (small, large) = (AreaKind::Neighbourhood, AreaKind::Municipality);
        assert_eq!(kinds, (Some(&small), Some(&large)), "{}", listing.facts.name);
        assert!(atlas.postcode_at(listing.facts.point.unwrap()).is_some());
    }

    let again = seed(&town.ctx(), &town.domain, what).await;
    assert!(matches!(again, Err(RegionError::Listings(ImportError::NotEmpty))), "{again:?}");
}
