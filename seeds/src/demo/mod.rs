//! The demo: an invented neighbourhood on the real streets of Amsterdam-Oost.

use chrono::{DateTime, Utc};
use koop_domain::imports::model::Record;

/// The demo's records, the same for every run but for the dates, which hang on `now`.
#[must_use]
pub fn records(now: DateTime<Utc>) -> Vec<Record> {
    let _ = now;
    todo!()
}
