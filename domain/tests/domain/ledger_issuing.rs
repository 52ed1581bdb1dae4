//! What comes into the world of a currency and goes out of it: by two, and out of budgets. On both
//! databases.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate, TimeDelta};
use koop_domain::communities::model::{PermissionSet, Role};
use koop_domain::communities::set_sets;
use koop_domain::ctx::Ctx;
use koop_domain::error::Kind;
use koop_domain::id::{AccountId, BudgetId, CommunityId, CurrencyId, ProfileId};
use koop_domain::ledger::account::Limits;
use koop_domain::ledger::accounts;
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::currencies::{self, CurrencyDraft};
use koop_domain::ledger::issuing::error::IssuingError;
use koop_domain::ledger::issuing::{
    HandoutDraft, Notes, Plan, Proposal, ProposalDraft, ProposalState, budgets, confirm, hand_out,
    handouts, my_budgets, proposals, propose, withdraw,
};
use koop_domain::ledger::overview;
use koop_domain::ledger::payments::model::Payee;
use koop_domain::ledger::rejected::Rejected;
use koop_domain::profiles::model::ProfileKind;
use koop_domain::profiles::{act_as, make};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use crate::communities::{id, person};
use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::{fund, key};
use crate::ledger_market::{Market, lat, market};

on_both_databases! {
    nobody_issues_alone;
    what_is_confirmed_is_posted_once_and_balances;
    nobody_confirms_what_goes_to_their_own_organisation;
    a_proposal_is_over_after_a_week;
    what_the_books_refuse_still_waits;
    only_an_issued_currency_has_an_issuer;
    notes_of_paper_are_counted;
    a_month_never_hands_out_more_than_its_budget;
    two_at_once_do_not_spend_a_month_twice;
    a_handout_sent_again_is_handed_out_once;
    a_budget_does_not_fall_below_what_was_spent;
    who_hands_out_belongs_to_the_organisation_and_may;
    a_fund_is_handed_out_of_where_nothing_is_issued;
}

const WHY: &str = "Zo besloten op de vergadering";

/// A currency that is earned by helping: halves, an hour each, ten euros.
pub(crate) fn dapper(community: CommunityId) -> CurrencyDraft {
    CurrencyDraft {
        code: "DAPPER".to_owned(),
        symbol: "D".to_owned(),
        kind: CurrencyKind::Issued,
        euro_cents: Some(1_000),
        step: 50,
        limits: Limits { min: Some(0), max: Some(50_000) },
        soft: Limits::NONE,
        ..lat(community)
    }
}

/// A market with a second organiser, and an organisation to which neither belongs, with somebody
/// who hands out for it.
pub(crate) struct Desk {
    pub(crate) market: Market,
    pub(crate) second: Ctx,
    pub(crate) giver: Ctx,
    pub(crate) profile: ProfileId,
}

pub(crate) async fn desk(house: &House, draft: impl Fn(CommunityId) -> CurrencyDraft) -> Desk {
    desk_of(house, market(house, draft).await).await
}

pub(crate) async fn desk_of(house: &House, market: Market) -> Desk {
    let second = person(house, "tweede@voorbeeld.nl", market.oost.id, Role::Organiser).await;
    let giver = person(house, "deelt.uit@voorbeeld.nl", market.oost.id, Role::Member).await;
    let sets = ([PermissionSet::CurrencyIssuer].into_iter().collect(), WHY);
    set_sets(&market.organiser, &house.domain, (market.oost.id, id(&giver)), sets).await.unwrap();
    let made = make(&giver, &house.domain, (ProfileKind::Organisation, "Buurtkamer")).await;
    Desk { market, second, giver, profile: made.unwrap().id }
}

impl Desk {
    pub(crate) fn draft(&self, plan: Plan, amount: &str) -> ProposalDraft {
        let (amount, reason) = (amount.to_owned(), WHY.to_owned());
        ProposalDraft { currency: self.market.currency, plan, amount, reason }
    }

    pub(crate) async fn proposes(&self, house: &House, plan: Plan, amount: &str) -> Proposal {
        let draft = self.draft(plan, amount);
        propose(&self.market.organiser, &house.domain, draft).await.unwrap()
    }

    /// Proposes and has it confirmed.
    pub(crate) async fn decides(&self, house: &House, plan: Plan, amount: &str) -> Proposal {
        let it = self.proposes(house, plan, amount).await;
        confirm(&self.second, &house.domain, it.id).await.unwrap()
    }

    pub(crate) async fn budget(&self, house: &House, amount: &str) -> BudgetId {
        let from = this_month(&self.giver);
        self.decides(house, Plan::Budget { profile: self.profile, from }, amount).await;
        my_budgets(&self.giver, &house.domain).await.unwrap()[0].id
    }

    pub(crate) fn handout(
        &self,
        budget: BudgetId,
        to: AccountId,
        amount: &str,
        key: Uuid,
    ) -> HandoutDraft {
        let (to, amount) = (Payee::Account(to), amount.to_owned());
        HandoutDraft { key, budget, to, amount, purpose: Some("Koffie geschonken".to_owned()) }
    }
}

pub(crate) fn this_month(ctx: &Ctx) -> NaiveDate {
    overview::month_of(ctx.now)
}

fn later(ctx: &Ctx, by: TimeDelta) -> Ctx {
    Ctx { now: ctx.now + by, ..ctx.clone() }
}

async fn balance(house: &House, id: AccountId) -> i64 {
    let db = house.domain.db.reader();
    let text = "select balance from accounts where id = $1";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), text, [id.0.into()]);
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

pub(crate) async fn sum(ctx: &Ctx, house: &House, of: CurrencyId) -> i64 {
    currencies::figures(ctx, &house.domain, of).await.unwrap().sum
}

async fn nobody_issues_alone(house: &House) {
    let desk = desk(house, dapper).await;
    let (domain, organiser) = (&house.domain, &desk.market.organiser);
    let fund = fund(house).await;
    let it = desk.proposes(house, Plan::Issue { to: fund }, "100").await;
    let alone = confirm(organiser, domain, it.id).await;
    assert!(matches!(alone, Err(IssuingError::SamePerson)), "{alone:?}");
    assert_eq!(balance(house, fund).await, 0);
    let member = desk.market.neighbour(house, "buur").await.0;
    let denied = confirm(&member, domain, it.id).await.map_err(|it| it.kind());
    assert_eq!(denied, Err(Kind::Denied));
    let denied = propose(&member, domain, desk.draft(Plan::Issue { to: fund }, "1")).await;
    assert_eq!(denied.map_err(|it| it.kind()), Err(Kind::Denied));
    let read = proposals(&member, domain, desk.market.currency).await;
    assert_eq!(read.map_err(|it| it.kind()), Err(Kind::Denied));
    let house_own = propose(&house.operator(), domain, desk.draft(Plan::Destroy, "1")).await;
    assert_eq!(house_own.map_err(|it| it.kind()), Err(Kind::Denied), "the house is nobody");
    withdraw(&desk.second, domain, it.id).await.unwrap();
    let over = confirm(&desk.second, domain, it.id).await;
    assert!(matches!(over, Err(IssuingError::Ended)), "{over:?}");
}

async fn what_is_confirmed_is_posted_once_and_balances(house: &House) {
    let desk = desk(house, dapper).await;
    let (domain, of) = (&house.domain, desk.market.currency);
    let fund = fund(house).await;
    let it = desk.proposes(house, Plan::Issue { to: fund }, "100").await;
    let confirms = || confirm(&desk.second, domain, it.id);
    let (one, two, three) = tokio::join!(confirms(), confirms(), confirms());
    let done = one.unwrap();
    assert_eq!([two.unwrap(), three.unwrap()], [done.clone(), done.clone()], "confirmed once");
    assert!(done.transfer.is_some());
    let other = confirm(&desk.market.organiser, domain, it.id).await;
    assert!(matches!(other, Err(IssuingError::Ended)), "{other:?}");
    assert_eq!(balance(house, fund).await, 10_000);
    desk.decides(house, Plan::Destroy, "30,50").await;
    assert_eq!(balance(house, fund).await, 6_950);
    assert_eq!(sum(&desk.second, house, of).await, 0);
    let all = proposals(&desk.second, domain, of).await.unwrap();
    let states: Vec<_> = all.iter().map(|it| (it.kind.key(), it.state)).collect();
    let confirmed = ProposalState::Confirmed;
    assert_eq!(states, [("destroy", confirmed), ("issue", confirmed)]);
}

async fn nobody_confirms_what_goes_to_their_own_organisation(house: &House) {
    let desk = desk(house, dapper).await;
    let domain = &house.domain;
    let made = make(&desk.second, domain, (ProfileKind::Organisation, "Speeltuin")).await.unwrap();
    let acting = act_as(&desk.second, domain, made.id).await.unwrap().0;
    let theirs = accounts::open(&acting, domain, desk.market.currency).await.unwrap().account.id;
    let it = desk.proposes(house, Plan::Issue { to: theirs }, "10").await;
    for who in [&desk.second, &acting] {
        let own = confirm(who, domain, it.id).await;
        assert!(matches!(own, Err(IssuingError::OwnCase)), "{own:?}");
    }
    let own = propose(&desk.second, domain, desk.draft(Plan::Issue { to: theirs }, "1")).await;
    assert!(matches!(own, Err(IssuingError::OwnCase)), "{own:?}");
    let from = this_month(&desk.second);
    let plan = Plan::Budget { profile: made.id, from };
    let own = propose(&desk.second, domain, desk.draft(plan, "1")).await;
    assert!(matches!(own, Err(IssuingError::OwnCase)), "{own:?}");
    let (_, member) = desk.market.neighbour(house, "buur").await;
    let draft = desk.draft(Plan::Issue { to: member }, "1");
    let wrong = propose(&desk.second, domain, draft).await;
    assert!(matches!(wrong, Err(IssuingError::Invalid { field: "account", .. })), "{wrong:?}");
}

async fn a_proposal_is_over_after_a_week(house: &House) {
    let desk = desk(house, dapper).await;
    let it = desk.proposes(house, Plan::Issue { to: fund(house).await }, "100").await;
    let week = later(&desk.second, TimeDelta::days(7));
    let over = confirm(&week, &house.domain, it.id).await;
    assert!(matches!(over, Err(IssuingError::Ended)), "{over:?}");
    let all = proposals(&week, &house.domain, desk.market.currency).await.unwrap();
    assert_eq!(all[0].state, ProposalState::Expired);
    let almost = later(&desk.second, TimeDelta::days(7) - TimeDelta::seconds(1));
    confirm(&almost, &house.domain, it.id).await.unwrap();
}

async fn what_the_books_refuse_still_waits(house: &House) {
    let desk = desk(house, dapper).await;
    let domain = &house.domain;
    let it = desk.proposes(house, Plan::Destroy, "5").await;
    let refused = confirm(&desk.second, domain, it.id).await;
    assert!(matches!(refused, Err(IssuingError::Rejected(Rejected::PayerLimit))), "{refused:?}");
    desk.decides(house, Plan::Issue { to: fund(house).await }, "5").await;
    confirm(&desk.second, domain, it.id).await.unwrap();
    let fine = propose(&desk.second, domain, desk.draft(Plan::Destroy, "0,001")).await;
    assert!(matches!(fine, Err(IssuingError::Rejected(Rejected::AmountTooFine))), "{fine:?}");
}

async fn only_an_issued_currency_has_an_issuer(house: &House) {
    let desk = desk(house, lat).await;
    let draft = desk.draft(Plan::Issue { to: fund(house).await }, "5");
    let none = propose(&desk.second, &house.domain, draft).await;
    assert!(matches!(none, Err(IssuingError::NotIssued)), "{none:?}");
}

async fn notes_of_paper_are_counted(house: &House) {
    let desk = desk(house, dapper).await;
    let (domain, of) = (&house.domain, desk.market.currency);
    desk.decides(house, Plan::Issue { to: fund(house).await }, "100").await;
    let notes = Notes { count: 7, value: 500 };
    let draft = desk.draft(Plan::PaperOut { notes }, "40");
    let wrong = propose(&desk.second, domain, draft).await;
    assert!(matches!(wrong, Err(IssuingError::Invalid { field: "notes", .. })), "{wrong:?}");
    desk.decides(house, Plan::PaperOut { notes }, "35").await;
    let (_, shop) = desk.market.neighbour(house, "winkel").await;
    let back = Notes { count: 2, value: 500 };
    desk.decides(house, Plan::PaperIn { to: shop, notes: back }, "10").await;
    let now = overview::house(&desk.second, domain, of).await.unwrap();
    assert_eq!((now.fund, now.paper, now.issued), (6_500, 2_500, Some(7_500)));
    assert_eq!(balance(house, shop).await, 1_000);
    assert_eq!(sum(&desk.second, house, of).await, 0);
}

/// The law: whatever is tried, in whatever order, a month never hands out more than its budget.
async fn a_month_never_hands_out_more_than_its_budget(house: &House) {
    let desk = desk(house, dapper).await;
    let budget = desk.budget(house, "20").await;
    let (_, to) = desk.market.neighbour(house, "helper").await;
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let drawn = proptest::collection::vec((1_i64..12, 0_i64..70), 40);
    let mut tries = drawn.new_tree(&mut runner).unwrap().current();
    tries.sort_by_key(|(_, day)| *day);
    let mut spent = BTreeMap::new();
    for (halves, day) in tries {
        let ctx = later(&desk.giver, TimeDelta::days(day));
        let amount = format!("{},{}", halves / 2, if halves % 2 == 0 { "0" } else { "5" });
        let done =
            hand_out(&ctx, &house.domain, desk.handout(budget, to, &amount, key(house))).await;
        let month: &mut i64 = spent.entry(this_month(&ctx)).or_default();
        match done {
            Ok(_) => *month += halves * 50,
            Err(IssuingError::BudgetSpent { left }) => assert_eq!(left, 2_000 - *month),
            Err(error) => panic!("{error:?}"),
        }
        assert!(*month <= 2_000, "{spent:?}");
    }
    assert_eq!(balance(house, to).await, spent.values().sum::<i64>());
    assert!(spent.len() > 1, "more than one month was tried");
}

async fn two_at_once_do_not_spend_a_month_twice(house: &House) {
    let desk = desk(house, dapper).await;
    let budget = desk.budget(house, "10").await;
    let (_, to) = desk.market.neighbour(house, "helper").await;
    let gives = || async {
        let draft = desk.handout(budget, to, "4", key(house));
        hand_out(&desk.giver, &house.domain, draft).await.is_ok()
    };
    let (one, two, three, four) = tokio::join!(gives(), gives(), gives(), gives());
    assert_eq!([one, two, three, four].into_iter().filter(|it| *it).count(), 2);
    assert_eq!(balance(house, to).await, 800);
    let mine = my_budgets(&desk.giver, &house.domain).await.unwrap();
    assert_eq!((mine[0].granted, mine[0].spent, mine[0].left()), (1_000, 800, 200));
}

async fn a_handout_sent_again_is_handed_out_once(house: &House) {
    let desk = desk(house, dapper).await;
    let budget = desk.budget(house, "10").await;
    let (_, to) = desk.market.neighbour(house, "helper").await;
    let draft = desk.handout(budget, to, "6", key(house));
    let first = hand_out(&desk.giver, &house.domain, draft.clone()).await.unwrap();
    assert_eq!(hand_out(&desk.giver, &house.domain, draft.clone()).await.unwrap(), first);
    assert_eq!((first.amount, first.purpose.as_deref()), (600, Some("Koffie geschonken")));
    let other = HandoutDraft { amount: "5".to_owned(), ..draft };
    let other = hand_out(&desk.giver, &house.domain, other).await;
    let differs = Rejected::ExistsWithDifferentContent;
    assert!(matches!(other, Err(IssuingError::Rejected(why)) if why == differs), "{other:?}");
    assert_eq!(balance(house, to).await, 600);
    let all = handouts(&desk.second, &house.domain, budget).await.unwrap();
    assert_eq!(all, [first]);
}

async fn a_budget_does_not_fall_below_what_was_spent(house: &House) {
    let desk = desk(house, dapper).await;
    let (domain, from) = (&house.domain, this_month(&desk.giver));
    let budget = desk.budget(house, "10").await;
    let (_, to) = desk.market.neighbour(house, "helper").await;
    hand_out(&desk.giver, domain, desk.handout(budget, to, "6", key(house))).await.unwrap();
    let plan = Plan::Budget { profile: desk.profile, from };
    let it = desk.proposes(house, plan, "5").await;
    let below = confirm(&desk.second, domain, it.id).await;
    assert!(matches!(below, Err(IssuingError::Invalid { field: "amount", .. })), "{below:?}");
    desk.decides(house, plan, "8").await;
    let month = |nth| from.checked_add_months(Months::new(nth)).unwrap();
    desk.decides(house, Plan::Budget { profile: desk.profile, from: month(1) }, "0").await;
    let mine = &budgets(&desk.second, domain, desk.market.currency).await.unwrap()[0];
    assert_eq!((mine.granted, mine.left()), (800, 200));
    let versions: Vec<_> = mine.versions.iter().map(|it| (it.from, it.amount)).collect();
    assert_eq!(versions, [(month(1), 0), (from, 800)]);
    let next = later(&desk.giver, TimeDelta::days(31));
    let none = hand_out(&next, domain, desk.handout(budget, to, "1", key(house))).await;
    assert!(matches!(none, Err(IssuingError::BudgetSpent { left: 0 })), "{none:?}");
}

async fn who_hands_out_belongs_to_the_organisation_and_may(house: &House) {
    let desk = desk(house, dapper).await;
    let domain = &house.domain;
    let budget = desk.budget(house, "10").await;
    let (helper, to) = desk.market.neighbour(house, "helper").await;
    for stranger in [&helper, &desk.market.organiser] {
        let draft = desk.handout(budget, to, "1", key(house));
        let none = hand_out(stranger, domain, draft).await.map_err(|it| it.kind());
        assert_eq!(none.map(|_| ()), Err(Kind::NotFound), "they do not belong to it");
        assert!(my_budgets(stranger, domain).await.unwrap().is_empty());
    }
    assert!(matches!(handouts(&helper, domain, budget).await, Err(IssuingError::NotFound)));
    let own = accounts::open(&desk.giver, domain, desk.market.currency).await.unwrap();
    let draft = desk.handout(budget, own.account.id, "1", key(house));
    let own = hand_out(&desk.giver, domain, draft).await;
    assert!(matches!(own, Err(IssuingError::OwnCase)), "{own:?}");
    let draft = desk.handout(budget, fund(house).await, "1", key(house));
    let none = hand_out(&desk.giver, domain, draft).await;
    assert!(matches!(none, Err(IssuingError::Invalid { field: "to", .. })), "{none:?}");
    let of = (desk.market.oost.id, id(&desk.giver));
    let none = (koop_domain::communities::model::Sets::NONE, WHY);
    set_sets(&desk.market.organiser, domain, of, none).await.unwrap();
    let denied = hand_out(&desk.giver, domain, desk.handout(budget, to, "1", key(house))).await;
    assert_eq!(denied.map_err(|it| it.kind()).map(|_| ()), Err(Kind::Denied));
}

async fn a_fund_is_handed_out_of_where_nothing_is_issued(house: &House) {
    let desk = desk(house, lat).await;
    let domain = &house.domain;
    let budget = desk.budget(house, "10").await;
    let (_, to) = desk.market.neighbour(house, "helper").await;
    let (_, giver) = desk.market.neighbour(house, "gever").await;
    let empty = hand_out(&desk.giver, domain, desk.handout(budget, to, "4", key(house))).await;
    assert!(matches!(empty, Err(IssuingError::Rejected(Rejected::PayerLimit))), "{empty:?}");
    desk.market.pays(house, (giver, fund(house).await), 500).await;
    hand_out(&desk.giver, domain, desk.handout(budget, to, "4", key(house))).await.unwrap();
    assert_eq!((balance(house, to).await, balance(house, fund(house).await).await), (400, 100));
}
