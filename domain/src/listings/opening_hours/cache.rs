//! Schedules that were read before: a region of 300,000 listings has far fewer different texts.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use super::schedule::Schedule;

/// So many texts are remembered; then all are forgotten, which is simple and rare.
const MAX_SCHEDULES: usize = 20_000;

static READ: LazyLock<RwLock<HashMap<String, Schedule>>> = LazyLock::new(RwLock::default);

/// The schedule of a text, read once.
pub(super) fn schedule(raw: &str) -> Schedule {
    if let Some(known) = READ.read().unwrap_or_else(PoisonError::into_inner).get(raw) {
        return known.clone();
    }
    let schedule = Schedule::parse(raw);
    let mut read = READ.write().unwrap_or_else(PoisonError::into_inner);
    if read.len() >= MAX_SCHEDULES {
        read.clear();
    }
    read.insert(raw.to_owned(), schedule.clone());
    schedule
}
