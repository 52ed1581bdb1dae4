//! A clock that stands still and ids that count, so that a test says the same every day.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, FixedOffset, Utc};
use koop_domain::ports::{Clock, Ids};
use uuid::{NoContext, Timestamp, Uuid};

/// A clock that stands still.
pub struct StillClock(pub DateTime<Utc>);

impl Clock for StillClock {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

/// Ids that count up.
#[derive(Default)]
pub struct CountingIds(AtomicU64);

impl Ids for CountingIds {
    fn next(&self) -> Uuid {
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        Uuid::new_v7(Timestamp::from_unix(NoContext, 1_700_000_000 + count, 0))
    }

    fn secret(&self) -> [u8; 32] {
        // Codes are drawn from it: neighbouring ones look nothing alike (Knuth's MMIX generator).
        let (_, mut state) = self.next().as_u64_pair();
        std::array::from_fn(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            state.to_be_bytes()[0]
        })
    }
}

/// A Saturday afternoon in Amsterdam: most shops are open, kitchens are not yet.
#[must_use]
pub fn saturday_afternoon() -> DateTime<Utc> {
    instant("2026-11-21T14:30:00+01:00")
}

/// An instant as it stands in a test.
///
/// # Panics
/// When it is not RFC 3339.
#[must_use]
pub fn instant(text: &str) -> DateTime<Utc> {
    let at: DateTime<FixedOffset> = text.parse().expect("an RFC 3339 instant");
    at.to_utc()
}
