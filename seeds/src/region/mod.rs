//! A region to measure on: as many businesses as are asked for, invented, in the real towns of
//! the Metropoolregio Amsterdam.
//!
//! What there is stands in text files: `municipalities.tsv` and `places.tsv` (facts, with their
//! sources), `trades.tsv` (which trades, how many of each), `hours.tsv`, `chains.tsv`,
//! `words.tsv` and `sentences.tsv`. The code lays streets (`places.rs`), draws names
//! (`names.rs`), hours (`hours.rs`) and the other facts (`facts.rs`), and tells two in a hundred
//! places twice (`twins.rs`), as real data does. `areas.rs` draws the map, `seeding.rs` puts all of it
//! into a directory.
//!
//! Each record hangs on the seed and its own number alone (`chance.rs`): the same seed gives the
//! same records, and a smaller region is the beginning of a larger one.
//!
//! Nobody's door is shown: the letters of the postcodes are never given out, brands are invented,
//! addresses on the web end in `.example`.

mod areas;
mod chance;
mod facts;
mod goods;
mod hours;
mod names;
mod places;
mod seeding;
mod tables;
mod twins;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use koop_domain::areas::model::{Postcode, Survey};
use koop_domain::imports::model::Record;

use chance::{Chance, Shares};
use facts::Texts;
use places::Places;
pub use seeding::{RegionError, Wanted, seed};
use tables::Trade;

/// Apart from every other purpose of chance.
const PURPOSE: u64 = 2;

/// So many records of the region of a seed.
pub fn records(listings: usize, seed: u64) -> impl Iterator<Item = Record> + Send {
    (0..listings).map(move |nth| record(nth, seed))
}

/// The number of the record that tells of the same place as the `nth`, if that is told twice.
#[must_use]
pub fn twin_of(nth: usize, seed: u64) -> Option<usize> {
    twins::original(nth, seed)
}

/// The map of the region, the same for every seed.
#[must_use]
pub fn survey() -> Survey {
    areas::survey(&REGION.places.all)
}

/// The postcodes of the region.
#[must_use]
pub fn postcodes() -> Vec<Postcode> {
    areas::postcodes(&REGION.places.all)
}

/// Everything that records are drawn from.
struct Region {
    places: Places,
    trades: Vec<Trade>,
    shares: Shares,
    texts: Texts,
}

impl Region {
    fn read() -> Self {
        let trades = tables::trades();
        let shares = Shares::new(trades.iter().map(|trade| trade.share));
        Self { places: Places::lay(), trades, shares, texts: Texts::read() }
    }
}

static REGION: LazyLock<Region> = LazyLock::new(Region::read);

fn record(nth: usize, seed: u64) -> Record {
    let Some(original) = twins::original(nth, seed) else { return drawn(nth, seed) };
    let mut record = drawn(original, seed);
    record.source_id = source_id(nth, seed);
    twins::retell(&mut record, nth, seed);
    record
}

fn drawn(nth: usize, seed: u64) -> Record {
    let region = &*REGION;
    let mut chance = Chance::new(seed, nth, PURPOSE);
    let place = region.places.pick(&mut chance);
    let trade = &region.trades[region.shares.pick(&mut chance)];
    Record {
        source: "region".to_owned(),
        source_id: source_id(nth, seed),
        source_name: "Voorbeeldregio".to_owned(),
        licence: "CC0-1.0".to_owned(),
        attribution: "Verzonnen voor de voorbeeldregio".to_owned(),
        url: None,
        facts: facts::facts(nth, trade, place, &region.texts, &mut chance),
        tags: BTreeMap::new(),
        confirmed: facts::confirmed(&mut chance),
    }
}

fn source_id(nth: usize, seed: u64) -> String {
    format!("region/{seed}/{nth}")
}
