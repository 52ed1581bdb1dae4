//! What came in today.

use chrono::{NaiveTime, TimeZone};
use koop_domain::id::AccountId;
use koop_domain::ledger::book::TransferKind;
use koop_domain::ledger::payments::model::Moved;
use koop_domain::ledger::payments::{self, HistoryQuery};
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::page::PAGE_MAX;

use crate::Web;
use crate::error::Failure;
use crate::page::Page;
use crate::reader::Reader;
use crate::texts::clock;
use crate::wallet::Coin;
use crate::wallet::account::Line;

/// How many payments of a day are counted: far more than a counter sees.
const COUNTED_MAX: usize = 2_000;
/// How many of them are listed.
const LISTED_MAX: usize = 20;

/// What came in today, the latest first.
pub(crate) struct Today {
    pub total: String,
    pub count: String,
    pub lines: Vec<Line>,
    pub has_more: bool,
}

/// Everything that was paid today.
pub(super) async fn today(
    web: &Web,
    reader: &Reader,
    of: AccountId,
) -> Result<Vec<Moved>, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let midnight = clock::today(ctx.now).and_time(NaiveTime::MIN);
    let since = ZONE.from_local_datetime(&midnight).earliest().map(|it| it.to_utc());
    let mut query = HistoryQuery { since, first: PAGE_MAX, ..HistoryQuery::default() };
    let mut all: Vec<Moved> = Vec::new();
    loop {
        let found = payments::history(ctx, domain, of, &query).await?;
        let is_last = found.len() < PAGE_MAX as usize;
        query.before = found.last().map(|it| it.transfer.number);
        all.extend(found);
        if is_last || all.len() >= COUNTED_MAX {
            return Ok(all);
        }
    }
}

impl Today {
    pub(super) fn of(page: &Page, coin: &Coin, all: &[Moved]) -> Self {
        // What was given back did not come in.
        let stands = |it: &&Moved| {
            it.transfer.kind == TransferKind::Payment && !it.is_out && it.reversed_by.is_none()
        };
        let amounts = all.iter().filter(stands).map(|it| it.transfer.amount.minor());
        let total = amounts.fold(0_i64, i64::saturating_add);
        let count = all.iter().filter(stands).count();
        let lines = all.iter().take(LISTED_MAX).map(|it| Line::of(page, coin, it));
        Self {
            total: coin.words(total),
            count: page.with("till-count", &[("count", count.into())]),
            lines: lines.collect(),
            has_more: all.len() > LISTED_MAX,
        }
    }
}
