//! What was decided about an account by who runs its community, and why, for whoever holds it.

use koop_domain::ledger::account::{Account, AccountState};
use koop_domain::ledger::accounts::{self, LimitChange};
use koop_domain::ledger::payments::model::Purse;

use super::limits;
use crate::Web;
use crate::error::Failure;
use crate::page::Page;
use crate::reader::Reader;
use crate::texts::clock;
use crate::wallet::Coin;

/// How many decisions are shown.
const SHOWN: usize = 10;

/// A decision: what, why and when.
pub(crate) struct Decided {
    pub what: String,
    pub why: String,
    pub day: String,
}

/// What was decided about an account, the latest first.
pub(super) async fn of(
    web: &Web,
    (page, reader): (&Page, &Reader),
    purse: &Purse,
) -> Result<Vec<Decided>, Failure> {
    let account = &purse.held.account;
    let all = accounts::limit_history(&reader.ctx, &web.site.domain, account.id).await?;
    let coin = Coin::of(page.language, &purse.currency);
    Ok(told(page, &coin, account, &all))
}

pub(crate) fn told(
    page: &Page,
    coin: &Coin,
    account: &Account,
    all: &[LimitChange],
) -> Vec<Decided> {
    let decided = |(at, it): (usize, &LimitChange)| {
        let was = all.get(at + 1).map_or(AccountState::Open, |it| it.state);
        let what = match it.state {
            state if state == was => {
                limits(page, coin, &Account { limits: it.limits, ..account.clone() }).join(" ")
            }
            AccountState::Open => page.t("wallet-decided-open"),
            AccountState::Frozen => page.t("wallet-decided-frozen"),
            AccountState::Closed => page.t("wallet-decided-closed"),
        };
        let day = clock::date(page.language, clock::today(it.at));
        Decided { what, why: it.reason.clone(), day }
    };
    all.iter().enumerate().take(SHOWN).map(decided).collect()
}
