//! Cards that are found, copied, cut off or sent twice: what they never do. On both databases.

use std::time::Duration;

use chrono::TimeDelta;
use koop_domain::alerts::{AlertKind, mine as alerts};
use koop_domain::communities::{freeze, leave};
use koop_domain::ctx::Ctx;
use koop_domain::ledger::passes::error::PassError;
use koop_domain::ledger::passes::model::{PassDraft, PassState};
use koop_domain::ledger::passes::{block, charge, issue, of_account, unblock};
use koop_domain::ledger::payments::{give_back, history, purse};
use koop_domain::ledger::rejected::Rejected;
use koop_domain::ledger::telling::tell;
use koop_domain::ledger::tills;
use koop_domain::ledger::tills::error::TillError;
use koop_domain::listings::keepers::{self, Keeper};
use koop_domain::members;
use koop_domain::members::model::Secret;
use sea_orm::ConnectionTrait as _;

use crate::communities::id;
use crate::harness::{House, killed_after, on_both_databases};
use crate::ledger_accounts::{as_merchant, key};
use crate::ledger_market::{Market, lat, market};
use crate::ledger_passes::{balance, plain, seen, stands, take, takes, till, typed, with_pin, yes};

on_both_databases! {
    a_card_pays_only_where_there_is_a_till;
    who_works_at_a_place_takes_from_a_card_and_sees_no_balance;
    who_is_kept_out_pays_nobody_by_card_and_takes_from_none;
    who_holds_a_card_hears_what_it_paid;
    a_card_is_never_left_between_a_pin_and_a_block;
    what_was_paid_is_answered_again_whatever_became_of_the_card;
    a_card_is_made_once_however_often_it_is_asked_for;
    what_was_given_back_the_card_pays_again_that_day;
    a_till_is_refused_only_so_often;
    whoever_tells_of_payments_hears_of_those_by_card;
}

async fn a_card_pays_only_where_there_is_a_till(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let baker = till(house, &market, "bakker").await;
    let (_, secret) = issue(&anna.0, &house.domain, anna.1, plain(house, "20")).await.unwrap();
    // Whoever found a card, or photographed one, has no till to read it with: nobody takes from it
    // into an account of their own, nor at the till of somebody else.
    let thief = market.neighbour(house, "dief").await;
    for (ctx, account) in [(&thief.0, thief.1), (&thief.0, baker.1), (&baker.0, thief.1)] {
        let at = (ctx.clone(), account);
        let looked = seen(house, &at, &secret).await;
        assert!(matches!(looked, Err(PassError::NotFound)), "{looked:?}");
        let taken = take(house, &at, &secret, yes("1")).await;
        assert!(matches!(taken, Err(PassError::NotFound)), "{taken:?}");
    }
    assert_eq!(balance(house, &anna).await, 0);
    take(house, &baker, &secret, yes("1")).await.unwrap();
}

async fn who_works_at_a_place_takes_from_a_card_and_sees_no_balance(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let (_, secret) = issue(&anna.0, &house.domain, anna.1, plain(house, "20")).await.unwrap();
    let noor = market.neighbour(house, "noor").await.0;
    // Of a place that is kept for a profile too.
    let (merchant, _) = as_merchant(house, &noor).await;
    let listing = crate::ledger_accounts::shop(house, &merchant, "Bakkerij Noor").await;
    let of = (market.currency, listing);
    let opened =
        koop_domain::ledger::accounts::open_for_listing(&merchant, &house.domain, of).await;
    let account = opened.unwrap().account.id;
    let piet = market.neighbour(house, "piet").await.0;
    let handle = members::viewer(&piet, &house.domain).await.unwrap().1[0].handle.clone();
    keepers::let_in(&noor, &house.domain, listing, (&handle, Keeper::Till)).await.unwrap();
    let at = (piet.clone(), account);
    take(house, &at, &secret, yes("2")).await.unwrap();
    assert!(purse(&piet, &house.domain, account).await.is_err());
    // They print its code, and give it no other.
    let code = koop_domain::ledger::accounts::code(&piet, &house.domain, account).await.unwrap();
    let shown = koop_domain::ledger::accounts::code(&merchant, &house.domain, account).await;
    assert_eq!(code, shown.unwrap());
    let other = koop_domain::ledger::accounts::renew_code(&piet, &house.domain, account).await;
    assert!(other.is_err(), "{other:?}");
}

async fn who_is_kept_out_pays_nobody_by_card_and_takes_from_none(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let baker = till(house, &market, "bakker").await;
    let (_, secret) = issue(&anna.0, &house.domain, anna.1, plain(house, "20")).await.unwrap();
    let keep_out = async |who: &Ctx, out: bool| {
        let about = (market.oost.id, id(who));
        freeze(&market.organiser, &house.domain, about, (out, "Zo besloten")).await.unwrap();
    };
    keep_out(&anna.0, true).await;
    let looked = seen(house, &baker, &secret).await;
    assert!(matches!(looked, Err(PassError::Blocked)), "{looked:?}");
    let taken = take(house, &baker, &secret, yes("1")).await;
    assert!(matches!(taken, Err(PassError::Blocked)), "{taken:?}");
    keep_out(&anna.0, false).await;
    take(house, &baker, &secret, yes("1")).await.unwrap();
    let offer = tills::offer(&baker.0, &house.domain, baker.1, (key(house), "Tablet")).await;
    let link = tills::model::Key::Link(offer.unwrap().secret);
    let net = crate::ledger_tills::NET;
    let (_, kept) = tills::pair(&house.visitor(), &house.domain, &link, net).await.unwrap();
    let device = async || tills::of_cookie(&house.visitor(), &house.domain, &kept).await.unwrap();
    assert!(device().await.is_some());
    keep_out(&baker.0, true).await;
    assert!(device().await.is_none(), "the till of who is kept out is none");
    let stood = tills::at(&baker.0, &house.domain, baker.1).await;
    assert!(matches!(stood, Err(TillError::NotFound)), "{stood:?}");
    keep_out(&baker.0, false).await;
    leave(&anna.0, &house.domain, market.oost.id).await.unwrap();
    let left = take(house, &baker, &secret, yes("1")).await;
    assert!(matches!(left, Err(PassError::Blocked)), "{left:?}");
}

async fn who_holds_a_card_hears_what_it_paid(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let baker = till(house, &market, "bakker").await;
    let (_, secret) = issue(&anna.0, &house.domain, anna.1, plain(house, "20")).await.unwrap();
    take(house, &baker, &secret, yes("7.50")).await.unwrap();
    let told = async |who: &Ctx| {
        let all = alerts(who, &house.domain, 10, None).await.unwrap().0.into_iter();
        let sum = |it: koop_domain::alerts::Alert| (it.kind, it.payment.unwrap().sum.minor);
        all.map(sum).collect::<Vec<_>>()
    };
    assert_eq!(tell(&house.operator(), &house.domain).await.unwrap(), 2);
    assert_eq!(told(&anna.0).await, [(AlertKind::PaidByPass, 750)]);
    assert_eq!(told(&baker.0).await, [(AlertKind::Paid, 750)]);
    // What she pays by herself she knows.
    market.pays(house, (anna.1, baker.1), 100).await;
    tell(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(told(&anna.0).await.len(), 1);
}

/// How far a charge gets at most before it is cut off.
const STEPS: usize = 80;

/// Changes rows in a transaction of its own: who was cut off while one began leaves a connection
/// that has begun, in which a statement alone would wait to be committed.
async fn put(house: &House, text: &str) {
    let tx = house.domain.db.write().await.unwrap();
    tx.conn().execute_unprepared(text).await.unwrap();
    tx.commit().await.unwrap();
}

async fn a_card_is_never_left_between_a_pin_and_a_block(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let baker = till(house, &market, "bakker").await;
    let draft = PassDraft { day_limit: "1000".to_owned(), ..with_pin(house, "7294") };
    let (pass, secret) = issue(&anna.0, &house.domain, anna.1, draft).await.unwrap();
    let at = stands(house, &baker).await.unwrap();
    for steps in 0..STEPS {
        let again = "update passes set state = 'active', reason = null, wrong_pins = 2";
        put(house, again).await;
        let it = charge(&baker.0, &house.domain, &at, (key(house), &secret), typed("7294"));
        let _cut_off = killed_after(steps, it).await;
        let stuck = house.count("passes where state = 'active' and wrong_pins >= 3").await;
        assert_eq!(stuck, 0, "cut off after {steps} steps");
    }
    // What an older program left so, or what is blocked so, goes on after a call.
    for left in ["'active'", "'blocked'"] {
        put(house, &format!("update passes set state = {left}, wrong_pins = 3")).await;
        let stuck = take(house, &baker, &secret, typed("7294")).await;
        assert!(matches!(stuck, Err(PassError::Blocked)), "{stuck:?}");
        unblock(&market.organiser, &house.domain, pass.id, "Belde").await.unwrap();
        take(house, &baker, &secret, typed("7294")).await.unwrap();
    }
    // The third PIN is the right one: it pays. A third that is wrong blocks it, and who blocks it
    // then says why.
    put(house, "update passes set wrong_pins = 2").await;
    take(house, &baker, &secret, typed("7294")).await.unwrap();
    put(house, "update passes set wrong_pins = 2").await;
    let wrong = take(house, &baker, &secret, typed("0001")).await;
    assert!(matches!(wrong, Err(PassError::WrongPin { left: 0 })), "{wrong:?}");
    let said = block(&market.organiser, &house.domain, pass.id, "Ook kwijt").await.unwrap();
    assert_eq!((said.state, said.reason.as_deref()), (PassState::Blocked, Some("Ook kwijt")));
}

async fn what_was_paid_is_answered_again_whatever_became_of_the_card(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let baker = till(house, &market, "bakker").await;
    let (pass, secret) =
        issue(&anna.0, &house.domain, anna.1, with_pin(house, "7294")).await.unwrap();
    let key = take(house, &baker, &secret, typed("7294")).await.unwrap();
    block(&market.organiser, &house.domain, pass.id, "Kwijt").await.unwrap();
    let again = takes(house, &baker, (key, &secret), typed("7294")).await.unwrap();
    assert_eq!(again.transfer.amount.minor(), 100, "the answer was lost, and not the payment");
    let other = takes(house, &baker, (key, &secret), yes("2")).await;
    let differs = Rejected::ExistsWithDifferentContent;
    assert!(matches!(other, Err(PassError::Rejected(why)) if why == differs), "{other:?}");
    assert_eq!(balance(house, &anna).await, -100);
}

async fn a_card_is_made_once_however_often_it_is_asked_for(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let draft = plain(house, "20");
    let make = || issue(&anna.0, &house.domain, anna.1, draft.clone());
    let (one, two) = tokio::join!(make(), make());
    let made = [&one, &two].into_iter().filter(|it| it.is_ok()).count();
    assert_eq!(made, 1, "{one:?} {two:?}");
    let again = make().await;
    assert!(matches!(again, Err(PassError::AlreadyMade)), "{again:?}");
    assert_eq!(of_account(&anna.0, &house.domain, anna.1).await.unwrap().len(), 1);
    // So is what pairs a till.
    let baker = till(house, &market, "bakker").await;
    let once = key(house);
    let offer = || tills::offer(&baker.0, &house.domain, baker.1, (once, "Tablet"));
    let (one, two) = tokio::join!(offer(), offer());
    assert_eq!([&one, &two].into_iter().filter(|it| it.is_ok()).count(), 1, "{one:?} {two:?}");
    let again = offer().await;
    assert!(matches!(again, Err(TillError::AlreadyOffered)), "{again:?}");
}

async fn what_was_given_back_the_card_pays_again_that_day(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let baker = till(house, &market, "bakker").await;
    let (_, secret) = issue(&anna.0, &house.domain, anna.1, plain(house, "20")).await.unwrap();
    take(house, &baker, &secret, yes("15")).await.unwrap();
    assert_eq!(seen(house, &baker, &secret).await.unwrap().left_today, 500);
    let query = Default::default();
    let paid = history(&baker.0, &house.domain, baker.1, &query).await.unwrap();
    let back = (key(house), paid[0].transfer.id);
    give_back(&baker.0, &house.domain, back, "Toch niet").await.unwrap();
    assert_eq!(seen(house, &baker, &secret).await.unwrap().left_today, 2_000);
    take(house, &baker, &secret, yes("20")).await.unwrap();
}

async fn a_till_is_refused_only_so_often(house: &House) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let baker = till(house, &market, "bakker").await;
    let (_, secret) = issue(&anna.0, &house.domain, anna.1, plain(house, "90000")).await.unwrap();
    let mut refused = 0;
    loop {
        match take(house, &baker, &secret, yes("80000")).await {
            Err(PassError::Rejected(Rejected::PayerLimit)) => refused += 1,
            Err(PassError::TooMany { .. }) => break,
            other => panic!("{other:?}"),
        }
        assert!(refused < 1_000, "every one of them is kept for good");
    }
    let tomorrow = Ctx { now: baker.0.now + TimeDelta::days(2), ..baker.0.clone() };
    take(house, &(tomorrow, baker.1), &secret, yes("1")).await.unwrap();
}

async fn whoever_tells_of_payments_hears_of_those_by_card(house: &House) {
    let market: Market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let baker = till(house, &market, "bakker").await;
    let (_, secret) = issue(&anna.0, &house.domain, anna.1, plain(house, "20")).await.unwrap();
    let heard = async |ms| {
        tokio::time::timeout(Duration::from_millis(ms), house.domain.db.posted()).await.is_ok()
    };
    while heard(20).await {}
    take(house, &baker, &secret, yes("1")).await.unwrap();
    assert!(heard(2_000).await, "at once, and not when it looks by itself");
    assert!(!heard(20).await, "once");
    let wrong = Secret::new("0".repeat(64));
    seen(house, &baker, &wrong).await.unwrap_err();
    assert!(!heard(20).await, "nothing was posted");
}
