//! Figures as they were counted last: of a currency in which much was paid they are not counted
//! again for everybody who asks.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::model::{Currency, Figures};
use crate::id::CurrencyId;

/// For how many seconds figures are kept.
pub const FIGURES_KEPT_S: i64 = 60;
/// From how many transfers on they are: fewer are counted at once.
pub const FIGURES_KEPT_FROM: u64 = 10_000;

type Kept = BTreeMap<CurrencyId, (DateTime<Utc>, Figures)>;

/// What was counted, and when; clones share it.
#[derive(Clone, Default)]
pub struct Counted(Arc<Mutex<Kept>>);

impl Counted {
    /// What was counted less than [`FIGURES_KEPT_S`] ago.
    pub(super) fn fresh(&self, of: &Currency, now: DateTime<Utc>) -> Option<Figures> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, figures) = kept.get(&of.id).filter(|_| of.last_number >= FIGURES_KEPT_FROM)?;
        let is_fresh = *at <= now && now - *at < TimeDelta::seconds(FIGURES_KEPT_S);
        is_fresh.then_some(*figures)
    }

    pub(super) fn keep(&self, of: &Currency, now: DateTime<Utc>, figures: &Figures) {
        if of.last_number >= FIGURES_KEPT_FROM {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            kept.insert(of.id, (now, *figures));
        }
    }
}
