//! What organisers saw of a currency last: where there is much of it, it is not counted again for
//! each look.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::model::{Month, Quiet};
use crate::id::CurrencyId;
use crate::ledger::currencies::kept::{FIGURES_KEPT_FROM, FIGURES_KEPT_S};
use crate::ledger::currencies::model::Currency;

/// From how many who have no part yet on they are not counted again: fewer are counted at once.
pub const QUIET_KEPT_FROM: u64 = 1_000;

/// One thing of each currency, and when it was counted; clones share it.
struct Kept<T>(Arc<Mutex<ByCurrency<T>>>);

/// What was counted, and when.
type ByCurrency<T> = BTreeMap<CurrencyId, (DateTime<Utc>, T)>;

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T: Clone> Kept<T> {
    fn fresh(&self, of: CurrencyId, now: DateTime<Utc>) -> Option<T> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, it) = kept.get(&of)?;
        let is_fresh = *at <= now && now - *at < TimeDelta::seconds(FIGURES_KEPT_S);
        is_fresh.then(|| it.clone())
    }

    fn keep(&self, of: CurrencyId, now: DateTime<Utc>, it: T) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(of, (now, it));
    }
}

/// What organisers saw of late; clones share it.
#[derive(Clone, Default)]
pub struct Looked {
    months: Kept<Vec<Month>>,
    quiet: Kept<(Quiet, Quiet)>,
}

impl Looked {
    /// What was paid in each month, of a currency in which much was paid.
    pub(super) fn months(&self, of: &Currency, now: DateTime<Utc>) -> Option<Vec<Month>> {
        self.months.fresh(of.id, now).filter(|_| of.last_number >= FIGURES_KEPT_FROM)
    }

    pub(super) fn keep_months(&self, of: &Currency, now: DateTime<Utc>, months: &[Month]) {
        if of.last_number >= FIGURES_KEPT_FROM {
            self.months.keep(of.id, now, months.to_vec());
        }
    }

    /// Who has no part yet, where they were many.
    pub(super) fn quiet(&self, of: CurrencyId, now: DateTime<Utc>) -> Option<(Quiet, Quiet)> {
        self.quiet.fresh(of, now)
    }

    pub(super) fn keep_quiet(&self, of: CurrencyId, now: DateTime<Utc>, both: &(Quiet, Quiet)) {
        if both.0.count.max(both.1.count) >= QUIET_KEPT_FROM {
            self.quiet.keep(of, now, both.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn quiet(count: u64) -> (Quiet, Quiet) {
        (Quiet { count, named: Vec::new() }, Quiet::default())
    }

    #[test]
    fn what_is_much_is_kept_a_minute_and_what_is_little_not_at_all() {
        let (looked, id) = (Looked::default(), CurrencyId(Uuid::nil()));
        let now = DateTime::UNIX_EPOCH;
        looked.keep_quiet(id, now, &quiet(QUIET_KEPT_FROM - 1));
        assert_eq!(looked.quiet(id, now), None);
        looked.keep_quiet(id, now, &quiet(QUIET_KEPT_FROM));
        let at = |seconds| looked.quiet(id, now + TimeDelta::seconds(seconds));
        assert_eq!(at(FIGURES_KEPT_S - 1), Some(quiet(QUIET_KEPT_FROM)));
        assert_eq!((at(FIGURES_KEPT_S), at(-1)), (None, None), "nor by a clock that was set back");
    }
}
