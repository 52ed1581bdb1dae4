//! A community with a currency, whose people pay each other: what the tests of the books stand on.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use koop_domain::communities::model::{Community, Role};
use koop_domain::ctx::Ctx;
use koop_domain::id::{AccountId, CommunityId, CurrencyId, TransferId};
use koop_domain::language::Language;
use koop_domain::ledger::account::Limits;
use koop_domain::ledger::accounts;
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::book::{CurrencyKind, TransferKind};
use koop_domain::ledger::chain::note_digest;
use koop_domain::ledger::command::{Ask, Command};
use koop_domain::ledger::currencies::{CurrencyDraft, CurrencyEdit, RulesDraft, create, switch};
use koop_domain::ledger::journal::{Beside, Entry, Outcome, post_in};

use crate::communities::{community, person};
use crate::harness::House;

fn both(text: &str) -> BTreeMap<Language, String> {
    Language::ALL.map(|it| (it, text.to_owned())).into()
}

/// The currency of shops and neighbours.
pub(crate) fn lat(community: CommunityId) -> CurrencyDraft {
    CurrencyDraft {
        community,
        code: "LAT".to_owned(),
        names: both("Op de Lat"),
        advice: Default::default(),
        symbol: "L".to_owned(),
        scale: 2,
        kind: CurrencyKind::MutualCredit,
        euro_cents: Some(100),
        step: 1,
        levy_bp: 0,
        limits: Limits { min: Some(-10_000), max: Some(50_000) },
        soft: Limits { min: Some(-8_000), max: None },
        reason: "Zo begonnen".to_owned(),
    }
}

pub(crate) fn edit(name: &str) -> CurrencyEdit {
    let (names, advice) = (both(name), both("Vraag het de Belastingdienst."));
    CurrencyEdit { names, advice, symbol: "L".to_owned(), euro_cents: None }
}

/// Other rules from a moment on.
pub(crate) fn rules(effective_at: DateTime<Utc>) -> RulesDraft {
    RulesDraft {
        effective_at,
        step: 50,
        levy_bp: 100,
        limits: Limits { min: Some(-20_000), max: None },
        soft: Limits::NONE,
        open_balances: false,
        reason: "Ruimer".to_owned(),
    }
}

/// A community with a currency that is paid with, and who runs it.
pub(crate) struct Market {
    pub(crate) oost: Community,
    pub(crate) organiser: Ctx,
    pub(crate) currency: CurrencyId,
}

pub(crate) async fn market(house: &House, draft: impl Fn(CommunityId) -> CurrencyDraft) -> Market {
    let oost = community(house, "Oost").await;
    let organiser = person(house, "beheer@voorbeeld.nl", oost.id, Role::Organiser).await;
    let made = create(&organiser, &house.domain, draft(oost.id)).await.unwrap();
    switch(&organiser, &house.domain, (made.id, 1), true).await.unwrap();
    Market { oost, organiser, currency: made.id }
}

impl Market {
    /// Somebody who belongs to it, with an account.
    pub(crate) async fn neighbour(&self, house: &House, name: &str) -> (Ctx, AccountId) {
        let email = format!("{name}@voorbeeld.nl");
        let ctx = person(house, &email, self.oost.id, Role::Member).await;
        let held = accounts::open(&ctx, &house.domain, self.currency).await.unwrap();
        (ctx, held.account.id)
    }

    /// Asks the books.
    pub(crate) async fn asks(&self, house: &House, account: AccountId, ask: Ask) -> Outcome {
        let at = house.operator();
        let command = Command { account, key: at.ids.next(), ask };
        let (currency, beside) = (self.currency, Beside::default());
        let entry = Entry { currency, command, at: at.now, beside };
        let tx = house.domain.db.write().await.unwrap();
        let said = post_in(&tx, &[entry]).await.unwrap().pop().unwrap();
        tx.commit().await.unwrap();
        said
    }

    /// Pays; the payment.
    pub(crate) async fn pays(
        &self,
        house: &House,
        (from, to): (AccountId, AccountId),
        minor: i64,
    ) -> TransferId {
        let ask = Ask::Pay {
            id: TransferId(house.operator().ids.next()),
            to,
            amount: Amount::new(minor).unwrap(),
            kind: TransferKind::Payment,
            note: note_digest(None, &[]),
        };
        self.asks(house, from, ask).await.unwrap().transfers[0]
    }
}
