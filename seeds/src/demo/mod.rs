//! The demo: an invented neighbourhood on the real streets of Amsterdam-Oost.
//!
//! What it says stands in text files that anybody can read and mend: `businesses/*.txt` has a
//! block per business (see `business.rs`), `streets.tsv` the rough course of the streets,
//! `rings.tsv` areas of delivery, `areas.geojson` and `postcodes.csv` the map (see `map.rs`). The
//! code lays the businesses along the streets (`streets.rs`), writes the block down as facts
//! (`facts.rs`, `delivery.rs`) and hangs every date on the moment of seeding (`moment.rs`). What
//! no block says, such as a way to pay, is drawn from the business's own name (`chance.rs`), so
//! the same neighbourhood comes out every time and adding a business changes nothing about the
//! others' facts.
//!
//! `board/` has the neighbours, what they offer and ask, and what came of it (see `board/mod.rs`).
//!
//! Nobody's door is shown: house numbers begin beyond the last real one, the letters of the
//! postcodes are never given out, addresses on the web end in `.example`.

pub mod board;
mod business;
mod chance;
mod delivery;
mod facts;
mod map;
mod moment;
pub mod people;
mod streets;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use koop_domain::imports::model::Record;

pub use self::map::{DemoError, postcodes, remove, seed, survey};
use business::Business;
use moment::Moment;
use streets::Place;

/// The demo's records, the same for every run but for the dates, which hang on `now`.
#[must_use]
pub fn records(now: DateTime<Utc>) -> Vec<Record> {
    let moment = Moment::new(now);
    let businesses = business::all();
    let places = streets::lay(&businesses);
    let laid = businesses.iter().zip(places);
    laid.enumerate().filter_map(|(at, (b, place))| record(at, b, place?, &moment)).collect()
}

/// One record. A block that cannot be read makes none; a test reads every block.
fn record(at: usize, business: &Business, place: Place, moment: &Moment) -> Option<Record> {
    Some(Record {
        source: "demo".to_owned(),
        source_id: format!("demo/{}", business.slug),
        source_name: "Voorbeeldbuurt".to_owned(),
        licence: "CC0-1.0".to_owned(),
        attribution: "Verzonnen voor de voorbeeldbuurt".to_owned(),
        url: None,
        facts: facts::facts(at, business, place, moment)?,
        tags: std::collections::BTreeMap::new(),
        confirmed: facts::confirmed(business, moment)?,
    })
}
