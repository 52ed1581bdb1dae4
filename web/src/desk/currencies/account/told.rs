//! What was decided about an account, and what was paid, in words.

use std::collections::HashMap;

use koop_domain::id::MemberId;
use koop_domain::ledger::account::{AccountKind, AccountState};
use koop_domain::ledger::accounts::LimitChange;
use koop_domain::ledger::book::TransferKind;
use koop_domain::ledger::payments::model::Moved;

use super::super::accounts::kind_key;
use super::super::ruling::limit_words;
use crate::page::Page;
use crate::texts::clock;
use crate::wallet::Coin;

/// What was decided.
pub(crate) struct Change {
    pub what: String,
    pub why: String,
    pub who: String,
}

impl Change {
    pub(super) fn new(
        page: &Page,
        coin: &Coin,
        (it, before): (&LimitChange, Option<&LimitChange>),
        names: &HashMap<MemberId, String>,
    ) -> Self {
        // What differs from before it is what was decided; the first of all decided limits where the
        // account goes on.
        let was = before.map_or(AccountState::Open, |it| it.state);
        let what = match it.state {
            state if state == was => limit_words(page, coin, it.limits),
            AccountState::Open => page.t("coin-account-thawed"),
            AccountState::Frozen => page.t("coin-account-frozen"),
            AccountState::Closed => page.t("coin-account-closed"),
        };
        let name = it.by.and_then(|id| names.get(&id).cloned());
        let name = name.unwrap_or_else(|| page.t("coin-somebody"));
        let day = clock::date(page.language, clock::today(it.at));
        let who = [("name", name.into()), ("day", day.into())];
        Self { what, why: it.reason.clone(), who: page.with("coin-decided", &who) }
    }
}

/// What was paid from the account or to it.
pub(crate) struct Movement {
    pub id: String,
    pub day: String,
    pub other: String,
    pub kind: String,
    pub amount: String,
    /// Whether it can be taken back.
    pub can_go_back: bool,
    pub is_back: bool,
}

impl Movement {
    pub(super) fn new(page: &Page, coin: &Coin, it: &Moved) -> Self {
        let kind = it.transfer.kind;
        let name = it.other.name.clone();
        let other = name.unwrap_or_else(|| match it.other.profile {
            None => page.t(kind_key(it.other.kind)),
            Some(_) => page.t("coin-account-gone"),
        });
        // What went to the issuer came out of the world, and comes back by two.
        let can_go_back =
            kind.is_reversible() && !(it.is_out && it.other.kind == AccountKind::Issuer);
        Self {
            id: it.transfer.id.to_string(),
            day: clock::date(page.language, clock::today(it.transfer.posted_at)),
            other,
            kind: page.t(transfer_key(kind)),
            amount: coin.moved(it.is_out, it.transfer.amount.minor()),
            can_go_back: can_go_back && it.reversed_by.is_none(),
            is_back: it.reversed_by.is_some(),
        }
    }
}

/// What a transfer is.
fn transfer_key(kind: TransferKind) -> &'static str {
    match kind {
        TransferKind::Payment => "coin-moved-payment",
        TransferKind::Levy => "coin-moved-levy",
        TransferKind::Reversal => "coin-moved-reversal",
        TransferKind::Issue => "coin-moved-issue",
        TransferKind::Destroy => "coin-moved-destroy",
        TransferKind::Handout => "coin-moved-handout",
        TransferKind::Redemption => "coin-moved-redemption",
        TransferKind::PaperIn => "coin-moved-paper-in",
        TransferKind::PaperOut => "coin-moved-paper-out",
        TransferKind::Settlement => "coin-moved-settlement",
    }
}
