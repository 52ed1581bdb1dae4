//! Tills: how one ends, what is counted, and what the log says. On both databases.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use koop_domain::audit::model::Act;
use koop_domain::communities::model::Role;
use koop_domain::ctx::Ctx;
use koop_domain::id::AccountId;
use koop_domain::ledger::tills::error::TillError;
use koop_domain::ledger::tills::model::{Key, UNUSED_DAYS};
use koop_domain::ledger::{accounts, tills};
use koop_domain::listings::keepers::{self, Keeper};
use koop_domain::members::{self, sessions};

use crate::communities::person;
use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::{as_merchant, key};
use crate::ledger_tills::{NET, counter, stall};

on_both_databases! {
    a_till_ends_when_its_owner_says_so_and_with_whatever_it_hung_on;
    a_till_that_nobody_uses_is_none_any_more;
    wrong_codes_are_counted;
}

async fn a_till_ends_when_its_owner_says_so_and_with_whatever_it_hung_on(house: &House) {
    let stall = stall(house).await;
    let (domain, anybody) = (&house.domain, house.visitor());
    let devices = [stall.device(house).await, stall.device(house).await, stall.device(house).await];
    let stands = |nth: usize| counter(house, &anybody, &devices[nth].1);
    tills::unpair(&stall.owner, domain, devices[0].0.id).await.unwrap();
    assert!(stands(0).await.is_none(), "unpaired, it is refused at once");
    let at = stands(1).await.unwrap();
    tills::leave(&anybody, domain, &at).await.unwrap();
    assert!(stands(1).await.is_none(), "it left by itself");
    assert_eq!(tills::of_member(&stall.owner, domain).await.unwrap().len(), 1);
    let offer = stall.offer(house).await;
    sessions::end_all(&stall.owner, domain).await.unwrap();
    assert!(stands(2).await.is_none(), "whoever signs out everywhere leaves no till behind");
    let over = tills::pair(&anybody, domain, &Key::Link(offer.secret), NET).await;
    assert!(matches!(over, Err(TillError::Over)), "{over:?}");
    // A place that is given up, or given to somebody else, takes its tills along.
    let (_, secret) = stall.device(house).await;
    assert!(counter(house, &anybody, &secret).await.is_some());
    let anna = members::viewer(&stall.anna.0, domain).await.unwrap().1[0].handle.clone();
    keepers::let_in(&stall.owner, domain, stall.listing, (&anna, Keeper::Editor)).await.unwrap();
    keepers::hand_over(&stall.owner, domain, stall.listing, &anna).await.unwrap();
    assert!(counter(house, &anybody, &secret).await.is_none(), "it is another's place");
    // And so does whoever leaves.
    let other = person(house, "slager@voorbeeld.nl", stall.market.oost.id, Role::Member).await;
    let (merchant, _) = as_merchant(house, &other).await;
    let of = stall.market.currency;
    let account = accounts::open(&merchant, domain, of).await.unwrap().account.id;
    let offer = tills::offer(&merchant, domain, account, (key(house), "Toonbank")).await.unwrap();
    let link = Key::Link(offer.secret);
    let (_, secret) = tills::pair(&anybody, domain, &link, NET).await.unwrap();
    assert!(counter(house, &anybody, &secret).await.is_some());
    crate::ledger_leaving::leaves(house, &other).await;
    assert!(counter(house, &anybody, &secret).await.is_none(), "who paired it has left");
    assert_eq!(house.count("tills where name = 'Toonbank'").await, 0);
}

async fn a_till_that_nobody_uses_is_none_any_more(house: &House) {
    let stall = stall(house).await;
    let (domain, anybody) = (&house.domain, house.visitor());
    let (till, secret) = stall.device(house).await;
    let later = |days| Ctx { now: anybody.now + TimeDelta::days(days), ..anybody.clone() };
    assert!(counter(house, &later(UNUSED_DAYS - 1), &secret).await.is_some());
    assert!(counter(house, &later(UNUSED_DAYS), &secret).await.is_none());
    tills::used(&later(UNUSED_DAYS - 1), domain, till.id).await.unwrap();
    assert!(counter(house, &later(UNUSED_DAYS), &secret).await.is_some(), "use renews it");
    let house_ctx = Ctx { now: later(3 * UNUSED_DAYS).now, ..house.operator() };
    koop_domain::ledger::wait(&house_ctx, domain).await.unwrap();
    assert_eq!(house.count("tills").await, 0, "what is over is forgotten");
}

async fn wrong_codes_are_counted(house: &House) {
    let stall = stall(house).await;
    let (domain, anybody) = (&house.domain, house.visitor());
    let offer = stall.offer(house).await;
    for _ in 0..30 {
        let wrong = Key::Code("AAAA-AAAA".to_owned());
        let tried = tills::pair(&anybody, domain, &wrong, NET).await;
        assert!(matches!(tried, Err(TillError::Over)), "{tried:?}");
    }
    let right = Key::Code(offer.code);
    let tried = tills::pair(&anybody, domain, &right, NET).await;
    assert!(matches!(tried, Err(TillError::TooMany { .. })), "{tried:?}");
    tills::pair(&anybody, domain, &right, "192.0.2.10").await.unwrap();
}

/// What is done about tills, for the log.
pub(crate) async fn deeds(
    house: &House,
    (shop, account): (&Ctx, AccountId),
    done: &mut BTreeSet<&'static str>,
) {
    let domain = &house.domain;
    let offer = tills::offer(shop, domain, account, (key(house), "Tablet")).await.unwrap();
    let link = Key::Link(offer.secret);
    let (till, _) = tills::pair(&house.visitor(), domain, &link, NET).await.unwrap();
    tills::change(shop, domain, till.id, ("Toonbank", "5")).await.unwrap();
    tills::unpair(shop, domain, till.id).await.unwrap();
    for act in [Act::TillOffered, Act::TillPaired, Act::TillChanged, Act::TillUnpaired] {
        let lines = house.count(&format!("audit_log where act = '{}'", act.key())).await;
        assert_eq!(lines, 1, "{act:?} is in the log once");
        done.insert(act.key());
    }
}
