//! Hand-made decisions for the tests of the pages.

use chrono::{DateTime, Utc};
use koop_domain::id::{CurrencyId, MemberId};
use koop_domain::ledger::account::{AccountKind, Limits};
use koop_domain::ledger::accounts::Grouped;
use uuid::Uuid;

use crate::sample::{EVIL, now};

/// A decision that is at its end, or goes on.
pub(crate) fn grouped(done_at: Option<DateTime<Utc>>) -> Grouped {
    Grouped {
        id: Uuid::nil(),
        currency: CurrencyId(Uuid::nil()),
        key: Uuid::nil(),
        kind: AccountKind::Merchant,
        limits: Limits { min: Some(-5_000), max: Some(10_000) },
        soft: Limits::NONE,
        reason: EVIL.into(),
        by: done_at.map(|_| MemberId(Uuid::nil())),
        at: now(),
        total: 1_620,
        after: None,
        changed: 500,
        left_out: 1,
        done_at,
    }
}
