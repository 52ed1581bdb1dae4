//! Cards for who has no telephone: what a till takes from one, and what it never does. On both
//! databases.

use chrono::TimeDelta;
use koop_domain::communities::model::Role;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::error::Problem;
use koop_domain::id::AccountId;
use koop_domain::ledger::accounts::{mine, open_for_listing};
use koop_domain::ledger::history;
use koop_domain::ledger::passes::error::PassError;
use koop_domain::ledger::passes::model::{Charge, Consent, Pass, PassDraft, PassState, Presented};
use koop_domain::ledger::passes::{
    allow_pin, block, charge, end, issue, issue_for_member, of_account, presented, unblock,
};
use koop_domain::ledger::payments::model::Moved;
use koop_domain::ledger::payments::purse;
use koop_domain::ledger::rejected::Rejected;
use koop_domain::ledger::tills::{self, Counter};
use koop_domain::members::model::Secret;
use uuid::Uuid;

use crate::communities::person;
use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::{key, shop};
use crate::ledger_market::{Market, lat, market};

on_both_databases! {
    a_till_takes_from_a_card_what_its_holder_agrees_to_once;
    a_card_pays_no_more_in_a_day_than_it_says;
    three_wrong_pins_block_a_card;
    who_runs_the_community_lets_a_pin_be_tried_again;
    a_call_to_who_runs_the_community_blocks_a_card;
    who_runs_the_community_makes_a_card_for_who_has_no_account;
    cards_of_two_tills_at_once_stay_within_the_day;
    a_card_ends_with_whose_it_is;
}

pub(crate) fn plain(house: &House, day_limit: &str) -> PassDraft {
    PassDraft { key: key(house), day_limit: day_limit.to_owned(), pin: None }
}

pub(crate) fn with_pin(house: &House, pin: &str) -> PassDraft {
    PassDraft { pin: Some(Secret::new(pin)), ..plain(house, "20") }
}

/// Somebody who has a shop with a till.
pub(crate) async fn till(house: &House, market: &Market, name: &str) -> (Ctx, AccountId) {
    let email = format!("{name}@voorbeeld.nl");
    let ctx = person(house, &email, market.oost.id, Role::Member).await;
    let listing = shop(house, &ctx, &format!("Winkel van {name}")).await;
    let of = (market.currency, listing);
    (ctx.clone(), open_for_listing(&ctx, &house.domain, of).await.unwrap().account.id)
}

/// The till of a shop, as somebody signed in stands at it.
pub(crate) async fn stands(
    house: &House,
    (ctx, account): &(Ctx, AccountId),
) -> Result<Counter, PassError> {
    Ok(tills::at(ctx, &house.domain, *account).await?)
}

pub(crate) fn yes(amount: &str) -> Charge {
    Charge { amount: amount.to_owned(), purpose: Some("Brood".to_owned()), consent: Consent::Yes }
}

pub(crate) fn typed(pin: &str) -> Charge {
    Charge { consent: Consent::Pin(Secret::new(pin)), ..yes("1") }
}

/// Takes from a card at a till.
pub(crate) async fn take(
    house: &House,
    till: &(Ctx, AccountId),
    secret: &Secret,
    it: Charge,
) -> Result<Uuid, PassError> {
    let key = key(house);
    takes(house, till, (key, secret), it).await?;
    Ok(key)
}

/// The same under a key that was used before.
pub(crate) async fn takes(
    house: &House,
    till: &(Ctx, AccountId),
    at: (Uuid, &Secret),
    it: Charge,
) -> Result<Moved, PassError> {
    let counter = stands(house, till).await?;
    let moved = charge(&till.0, &house.domain, &counter, at, it).await?;
    assert!(!moved.is_out, "the till is told what came in");
    Ok(moved)
}

/// What a till sees of a card.
pub(crate) async fn seen(
    house: &House,
    till: &(Ctx, AccountId),
    secret: &Secret,
) -> Result<Presented, PassError> {
    let counter = stands(house, till).await?;
    presented(&till.0, &house.domain, &counter, secret).await
}

pub(crate) async fn balance(house: &House, of: &(Ctx, AccountId)) -> i64 {
    let purse = purse(&of.0, &house.domain, of.1).await.unwrap();
    purse.held.account.balance().minor()
}

async fn a_till_takes_from_a_card_what_its_holder_agrees_to_once(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let till = till(house, &market, "bakker").await;
    let (pass, secret) =
        issue(&anna.0, &house.domain, anna.1, with_pin(house, "7294")).await.unwrap();
    assert!(pass.has_pin && pass.state == PassState::Active);
    let shown = seen(house, &till, &secret).await.unwrap();
    assert_eq!((shown.left_today, shown.has_pin), (2_000, true));
    // Without the PIN nothing is paid, whatever is said at the till.
    let silent = take(house, &till, &secret, yes("1")).await;
    let empty =
        |it: &PassError| matches!(it, PassError::Invalid { field: "pin", problem: Problem::Empty });
    assert!(silent.as_ref().is_err_and(empty), "{silent:?}");
    let key = take(house, &till, &secret, typed("7294")).await.unwrap();
    let again = takes(house, &till, (key, &secret), typed("7294")).await;
    assert_eq!(again.unwrap().balance_after, 100, "the same answer, and nothing more is paid");
    assert_eq!((balance(house, &anna).await, balance(house, &till).await), (-100, 100));
    // Another card is nobody's, and a card of nobody pays nothing.
    let other = Secret::new("0".repeat(64));
    let unknown = seen(house, &till, &other).await;
    assert!(matches!(unknown, Err(PassError::NotFound)), "{unknown:?}");
    let visitor = Ctx { actor: Actor::Visitor, ..till.0.clone() };
    let visited = seen(house, &(visitor, till.1), &secret).await;
    assert!(matches!(visited, Err(PassError::SignedOut)), "{visited:?}");
}

async fn a_card_pays_no_more_in_a_day_than_it_says(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let till = till(house, &market, "bakker").await;
    let (_, secret) = issue(&anna.0, &house.domain, anna.1, plain(house, "20")).await.unwrap();
    take(house, &till, &secret, yes("12.50")).await.unwrap();
    let more = take(house, &till, &secret, yes("7.51")).await;
    assert!(matches!(more, Err(PassError::DayLimit { left: 750 })), "{more:?}");
    take(house, &till, &secret, yes("7.50")).await.unwrap();
    let tomorrow = Ctx { now: till.0.now + TimeDelta::days(1), ..till.0.clone() };
    take(house, &(tomorrow, till.1), &secret, yes("1")).await.unwrap();
    assert_eq!(balance(house, &anna).await, -2_100);
    // A limit is an amount, and what the account may owe holds as well.
    for bad in ["0", "-5", "", "veel"] {
        let made = issue(&anna.0, &house.domain, anna.1, plain(house, bad)).await;
        let broken = |it: &PassError| matches!(it, PassError::Invalid { field: "dayLimit", .. });
        assert!(made.as_ref().is_err_and(broken), "{bad}: {made:?}");
    }
    let (_, rich) = issue(&anna.0, &house.domain, anna.1, plain(house, "100000")).await.unwrap();
    let refused = take(house, &till, &rich, yes("90000")).await;
    assert!(matches!(refused, Err(PassError::Rejected(Rejected::PayerLimit))), "{refused:?}");
}

async fn three_wrong_pins_block_a_card(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let till = till(house, &market, "bakker").await;
    for weak in ["1234", "0000", "4321", "12a4", "12345", ""] {
        let made = issue(&anna.0, &house.domain, anna.1, with_pin(house, weak)).await;
        let broken = |it: &PassError| matches!(it, PassError::Invalid { field: "pin", .. });
        assert!(made.as_ref().is_err_and(broken), "{weak}: {made:?}");
    }
    let (_, secret) = issue(&anna.0, &house.domain, anna.1, with_pin(house, "7294")).await.unwrap();
    for left in [2, 1] {
        let wrong = take(house, &till, &secret, typed("7295")).await;
        assert!(matches!(wrong, Err(PassError::WrongPin { left: it }) if it == left), "{wrong:?}");
    }
    // A right one forgets the wrong ones.
    take(house, &till, &secret, typed("7294")).await.unwrap();
    for left in [2, 1, 0] {
        let wrong = take(house, &till, &secret, typed("0001")).await;
        assert!(matches!(wrong, Err(PassError::WrongPin { left: it }) if it == left), "{wrong:?}");
    }
    let right = take(house, &till, &secret, typed("7294")).await;
    assert!(matches!(right, Err(PassError::Blocked)), "{right:?}");
}

async fn who_runs_the_community_lets_a_pin_be_tried_again(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let till = till(house, &market, "bakker").await;
    let domain = &house.domain;
    let (Pass { id, .. }, secret) =
        issue(&anna.0, domain, anna.1, with_pin(house, "7294")).await.unwrap();
    let spend = async || {
        for left in [2, 1, 0] {
            let wrong = take(house, &till, &secret, typed("0001")).await;
            let is_left =
                |it: &PassError| matches!(it, PassError::WrongPin { left: it } if *it == left);
            assert!(wrong.as_ref().is_err_and(is_left), "{wrong:?}");
        }
    };
    let spent = async |ctx: &Ctx| of_account(ctx, domain, anna.1).await.unwrap()[0].pins_spent;
    assert!(!spent(&anna.0).await);
    spend().await;
    assert!(spent(&anna.0).await && spent(&market.organiser).await, "both are told");
    let (stranger, _) = market.neighbour(house, "bram").await;
    let tried = allow_pin(&stranger, domain, id, "Zomaar").await;
    assert!(matches!(tried, Err(PassError::NotFound)), "{tried:?}");
    let own = allow_pin(&anna.0, domain, id, "Ik was het").await;
    assert!(matches!(own, Err(PassError::Denied(_))), "she calls: {own:?}");
    let silent = allow_pin(&market.organiser, domain, id, " ").await;
    let unsaid = |it: &PassError| matches!(it, PassError::Invalid { field: "reason", .. });
    assert!(silent.as_ref().is_err_and(unsaid), "{silent:?}");
    let again = async || allow_pin(&market.organiser, domain, id, "Ze was het zelf").await;
    let now = again().await.unwrap();
    assert_eq!((now.state, now.pins_spent), (PassState::Active, false));
    assert_eq!(again().await.unwrap(), now, "sent again, nothing is done anew");
    assert_eq!(house.count("audit_log where act = 'pass_pin_allowed'").await, 1);
    // All three tries are there again, and the right one pays.
    let wrong = take(house, &till, &secret, typed("0001")).await;
    assert!(matches!(wrong, Err(PassError::WrongPin { left: 2 })), "{wrong:?}");
    take(house, &till, &secret, typed("7294")).await.unwrap();
    // Who says meanwhile that it is lost is not undone by who thinks of the PIN.
    spend().await;
    let lost = block(&anna.0, domain, id, "Kwijt").await.unwrap();
    assert!(!lost.pins_spent);
    let late = again().await;
    assert!(matches!(late, Err(PassError::Blocked)), "{late:?}");
    unblock(&market.organiser, domain, id, "Gevonden").await.unwrap();
    // What an older program left as it was is let go on too; what has ended is not.
    house.run("update passes set state = 'active', wrong_pins = 3").await;
    assert!(spent(&market.organiser).await);
    again().await.unwrap();
    take(house, &till, &secret, typed("7294")).await.unwrap();
    spend().await;
    end(&anna.0, domain, id, "Er komt een nieuwe").await.unwrap();
    assert!(!spent(&anna.0).await);
    let ended = again().await;
    assert!(matches!(ended, Err(PassError::NotFound)), "{ended:?}");
}

async fn a_call_to_who_runs_the_community_blocks_a_card(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let till = till(house, &market, "bakker").await;
    let (Pass { id, .. }, secret) =
        issue(&anna.0, &house.domain, anna.1, plain(house, "20")).await.unwrap();
    let other = market.neighbour(house, "bram").await;
    let stranger = block(&other.0, &house.domain, id, "zomaar").await;
    assert!(matches!(stranger, Err(PassError::NotFound)), "{stranger:?}");
    let blocked = block(&market.organiser, &house.domain, id, "Kwijt, ze belde").await.unwrap();
    assert_eq!(
        (blocked.state, blocked.reason.as_deref()),
        (PassState::Blocked, Some("Kwijt, ze belde"))
    );
    let refused = take(house, &till, &secret, yes("1")).await;
    assert!(matches!(refused, Err(PassError::Blocked)), "{refused:?}");
    let own = unblock(&anna.0, &house.domain, id, "gevonden").await;
    assert!(matches!(own, Err(PassError::Denied(_))), "who found it, calls again: {own:?}");
    unblock(&market.organiser, &house.domain, id, "Gevonden").await.unwrap();
    take(house, &till, &secret, yes("1")).await.unwrap();
    end(&anna.0, &house.domain, id, "Er komt een nieuwe").await.unwrap();
    let gone = take(house, &till, &secret, yes("1")).await;
    assert!(matches!(gone, Err(PassError::NotFound)), "{gone:?}");
    let back = unblock(&market.organiser, &house.domain, id, "Toch").await;
    assert!(matches!(back, Err(PassError::NotFound)), "an end is an end: {back:?}");
}

async fn who_runs_the_community_makes_a_card_for_who_has_no_account(house: &House) {
    let market = market(house, lat).await;
    let till = till(house, &market, "bakker").await;
    let gerrit = person(house, "gerrit@voorbeeld.nl", market.oost.id, Role::Member).await;
    let Actor::Member(signed) = gerrit.actor else { panic!("he is signed in") };
    let of = (market.currency, signed.member);
    let denied = issue_for_member(&till.0, &house.domain, of, plain(house, "10")).await;
    assert!(matches!(denied, Err(PassError::Denied(_))), "{denied:?}");
    let made = issue_for_member(&market.organiser, &house.domain, of, plain(house, "10")).await;
    let (pass, secret) = made.unwrap();
    let his = mine(&gerrit, &house.domain).await.unwrap();
    assert_eq!(his[0].account.id, pass.account);
    take(house, &till, &secret, yes("2")).await.unwrap();
    let all = of_account(&gerrit, &house.domain, pass.account).await.unwrap();
    assert_eq!((all.len(), all[0].used_at), (1, Some(till.0.now)));
    for _ in 0..2 {
        issue(&gerrit, &house.domain, pass.account, plain(house, "10")).await.unwrap();
    }
    let fourth = issue(&gerrit, &house.domain, pass.account, plain(house, "10")).await;
    assert!(matches!(fourth, Err(PassError::TooManyPasses)), "{fourth:?}");
}

async fn cards_of_two_tills_at_once_stay_within_the_day(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let tills = [till(house, &market, "bakker").await, till(house, &market, "slager").await];
    let (_, secret) = issue(&anna.0, &house.domain, anna.1, plain(house, "10")).await.unwrap();
    let at = |nth: usize| take(house, &tills[nth], &secret, yes("3"));
    let taken: [_; 4] = tokio::join!(at(0), at(1), at(0), at(1)).into();
    assert_eq!(taken.iter().filter(|it| it.is_ok()).count(), 3, "{taken:?}");
    assert_eq!(balance(house, &anna).await, -900);
    let checked = history::verify(&house.operator(), &house.domain).await.unwrap();
    assert!(checked.iter().all(|it| it.found.is_ok()), "{checked:?}");
}

async fn a_card_ends_with_whose_it_is(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let till = till(house, &market, "bakker").await;
    let (_, secret) = issue(&anna.0, &house.domain, anna.1, plain(house, "10")).await.unwrap();
    crate::ledger_leaving::leaves(house, &anna.0).await;
    let gone = take(house, &till, &secret, yes("3")).await;
    assert!(matches!(gone, Err(PassError::NotFound)), "{gone:?}");
}
