//! A record from outside, and what importing it does.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::geo::Point;
use crate::listings::model::Facts;
use crate::listings::provenance::{FactGroup, Source};
use crate::listings::revise::Report;
use crate::listings::rules::{self, LINE_MAX, LINK_MAX};

/// The most records written in one transaction.
pub const CHUNK_MAX: usize = 500;
/// The most records published in one transaction: each becomes a listing, its revision, its
/// source and two lines of book-keeping, and the writer must be free again within 50 ms.
pub const PUBLISH_MAX: usize = 100;
/// The largest record, as JSON: with all its tags, some thirty times the usual one.
pub const RECORD_MAX_BYTES: usize = 64 * 1024;
/// So many days long an edition of a table can be undone.
pub const UNDO_DAYS: i64 = 30;
/// The longest name of a data set, in characters.
pub const DATASET_MAX: usize = 255;

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

/// Names an outside record: the first half of the SHA-256 of its source and its id there.
/// Short, so that a file of millions can be remembered while it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey(pub Uuid);

/// A hash of a whole record: another one means that something in it changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Content(pub Uuid);

/// Why a record is left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It has no id of its own at its source, or one that is too long or unreadable.
    #[error("no usable id at the source")]
    Identity,
    /// It has no name.
    #[error("no name")]
    Nameless,
    /// It lies off earth.
    #[error("the point is not on earth")]
    OffEarth,
    /// Another rule of listings.
    #[error(transparent)]
    Rule(#[from] rules::Broken),
    /// Its licence, attribution or address cannot be shown.
    #[error("no usable licence, attribution or address")]
    Terms,
    /// There is too much of it.
    #[error("too large")]
    TooLarge,
}

impl Record {
    /// What names it.
    #[must_use]
    pub fn key(&self) -> RecordKey {
        RecordKey::of(&self.source, &self.source_id)
    }

    /// Whether it can become a listing.
    ///
    /// # Errors
    /// [`Unfit`], which says why not.
    pub fn check(&self) -> Result<(), Unfit> {
        let line = |text: &str, most: usize| {
            text.chars().count() <= most && !text.chars().any(char::is_control)
        };
        let named = |text: &str| !text.trim().is_empty() && line(text, LINE_MAX);
        if !named(&self.source) || !named(&self.source_id) {
            return Err(Unfit::Identity);
        }
        if crate::text::fold(&self.facts.name).is_empty() {
            return Err(Unfit::Nameless);
        }
        if self.facts.point.is_some_and(|p| Point::new(p.latitude, p.longitude).is_err()) {
            return Err(Unfit::OffEarth);
        }
        let terms = [&self.source_name, &self.licence, &self.attribution];
        if !terms.into_iter().all(|text| line(text, LINE_MAX))
            || !self.url.iter().all(|url| line(url, LINK_MAX))
        {
            return Err(Unfit::Terms);
        }
        Ok(rules::check(&self.facts)?)
    }

    /// What it says of its listing.
    #[must_use]
    pub fn report(&self, now: DateTime<Utc>) -> Report<'_> {
        Report {
            facts: &self.facts,
            confirmed: &self.confirmed,
            source: Source {
                name: self.source_name.clone(),
                id: self.source_id.clone(),
                licence: self.licence.clone(),
                attribution: self.attribution.clone(),
                url: self.url.clone(),
                read_at: now,
            },
        }
    }
}

impl RecordKey {
    /// The name of a source's record with an id.
    #[must_use]
    pub fn of(source: &str, source_id: &str) -> Self {
        let hash = Sha256::new()
            .chain_update(source)
            // Neither holds a control character, so no two pairs hash alike.
            .chain_update([0])
            .chain_update(source_id);
        Self(first_half(hash))
    }
}

impl Content {
    /// The hash of a record's JSON.
    #[must_use]
    pub fn of(json: &str) -> Self {
        Self(first_half(Sha256::new().chain_update(json)))
    }
}

fn first_half(hash: Sha256) -> Uuid {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.finalize()[..16]);
    Uuid::from_bytes(half)
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// New listings.
    pub created: u64,
    /// Listings that changed.
    pub updated: u64,
    /// Records that are as they were.
    pub unchanged: u64,
    /// Listings that no data set holds any more.
    pub gone: u64,
    /// Listings of which the file says something else than people here wrote: those stay.
    #[serde(default)]
    pub kept: u64,
    /// Objects that were left out.
    pub skipped: u64,
    /// Why, and how many of each.
    pub reasons: BTreeMap<String, u64>,
}

impl Counts {
    /// Counts an object that is left out, with the reason.
    pub fn skip(&mut self, reason: &str) {
        self.skipped += 1;
        if let Some(count) = self.reasons.get_mut(reason) {
            *count += 1;
        } else {
            self.reasons.insert(reason.to_owned(), 1);
        }
    }
}
