//! A record from outside, and what importing it does.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::listings::model::{FactGroup, Facts};

/// The most records written in one transaction.
pub const CHUNK_MAX: usize = 500;

/// A place as an outside source has it, already in our words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Who publishes it, a stable key such as `osm`; with `source_id` it names the record.
    pub source: String,
    /// Its id there, such as `node/10031660117`.
    pub source_id: String,
    /// The publisher's name as it is shown, such as `OpenStreetMap`.
    pub source_name: String,
    /// Licence, as an SPDX name where there is one.
    pub licence: String,
    /// The line that must be shown.
    pub attribution: String,
    /// Where a reader can see and mend the record.
    pub url: Option<String>,
    /// What it says.
    pub facts: Facts,
    /// Everything the source says, every tag.
    pub tags: BTreeMap<String, String>,
    /// When groups of facts were last confirmed there, where it says so.
    pub confirmed: BTreeMap<FactGroup, NaiveDate>,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New listings.
    pub created: u64,
    /// Listings that changed.
    pub updated: u64,
    /// Records that are as they were.
    pub unchanged: u64,
    /// Listings that no data set holds any more.
    pub gone: u64,
    /// Objects that were left out.
    pub skipped: u64,
    /// Why, and how many of each.
    pub reasons: BTreeMap<String, u64>,
}
