//! The months of budgets: what is decided late, and what comes back. On both databases.

use chrono::{Months, TimeDelta};
use koop_domain::ctx::Ctx;
use koop_domain::ledger::issuing::error::IssuingError;
use koop_domain::ledger::issuing::{Plan, budgets, confirm, hand_out, my_budgets};
use koop_domain::ledger::payments::{give_back, reverse_for};

use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::key;
use crate::ledger_issuing::{dapper, desk, this_month};

on_both_databases! {
    a_decision_that_was_confirmed_late_stands_behind_a_later_one;
    what_is_handed_out_and_comes_back_leaves_room_again;
}

async fn a_decision_that_was_confirmed_late_stands_behind_a_later_one(house: &House) {
    let desk = desk(house, dapper).await;
    let (domain, from) = (&house.domain, this_month(&desk.giver));
    let next = from.checked_add_months(Months::new(1)).unwrap();
    desk.budget(house, "10").await;
    let until = next.and_hms_opt(0, 0, 0).unwrap().and_utc() - desk.giver.now;
    let at = |ctx: &Ctx, by: TimeDelta| Ctx { now: ctx.now + by, ..ctx.clone() };
    // Proposed on the last day of the month, and confirmed on the second of the next.
    let eve = at(&desk.market.organiser, until - TimeDelta::hours(12));
    let plan = |from| Plan::Budget { profile: desk.profile, from };
    let of = |from, amount| desk.draft(plan(from), amount);
    let late = koop_domain::ledger::issuing::propose(&eve, domain, of(from, "3")).await.unwrap();
    let newer = koop_domain::ledger::issuing::propose(&eve, domain, of(next, "20")).await.unwrap();
    let second = at(&desk.second, until + TimeDelta::days(1));
    confirm(&second, domain, newer.id).await.unwrap();
    let giver = at(&desk.giver, until + TimeDelta::days(1));
    let budget = my_budgets(&giver, domain).await.unwrap()[0].id;
    let (_, to) = desk.market.neighbour(house, "helper").await;
    hand_out(&giver, domain, desk.handout(budget, to, "5", key(house))).await.unwrap();
    confirm(&second, domain, late.id).await.unwrap();
    let is = &budgets(&second, domain, desk.market.currency).await.unwrap()[0];
    assert_eq!((is.granted, is.left()), (2_000, 1_500));
    hand_out(&giver, domain, desk.handout(budget, to, "15", key(house))).await.unwrap();
    let over = hand_out(&giver, domain, desk.handout(budget, to, "0,5", key(house))).await;
    assert!(matches!(over, Err(IssuingError::BudgetSpent { left: 0 })), "{over:?}");
}

async fn what_is_handed_out_and_comes_back_leaves_room_again(house: &House) {
    let desk = desk(house, dapper).await;
    let domain = &house.domain;
    let budget = desk.budget(house, "10").await;
    let (helper, to) = desk.market.neighbour(house, "helper").await;
    let gives = async |amount: &str| {
        hand_out(&desk.giver, domain, desk.handout(budget, to, amount, key(house))).await
    };
    let left = async || my_budgets(&desk.giver, domain).await.unwrap()[0].left();
    let (one, two) = (gives("4").await.unwrap(), gives("6").await.unwrap());
    assert!(matches!(gives("1").await, Err(IssuingError::BudgetSpent { left: 0 })));
    let at = (key(house), one.transfer);
    for _ in 0..2 {
        give_back(&helper, domain, at, "Ik was er niet").await.unwrap();
        assert_eq!(left().await, 400, "once");
    }
    let at = (key(house), two.transfer);
    reverse_for(&desk.second, domain, at, "Aan de verkeerde").await.unwrap();
    assert_eq!(left().await, 1_000);
    gives("10").await.unwrap();
    assert!(matches!(gives("0,5").await, Err(IssuingError::BudgetSpent { left: 0 })));
}
