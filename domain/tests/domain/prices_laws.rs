//! Whatever two neighbours, a steward and time do with an agreement: what is set apart for it is as
//! the agreement is, and silence pays nothing.

use chrono::TimeDelta;
use koop_domain::agreements::model::{AgreementState as S, Details, Move, Seen};
use koop_domain::agreements::price::{Part, Payout, Price};
use koop_domain::agreements::{reply_at, wait};
use koop_domain::id::AgreementId;
use koop_domain::ledger::book::HoldState;
use koop_domain::ledger::{self, history};
use proptest::prelude::*;

use crate::agreements::{Street, does, now, post, seen};
use crate::harness::House;
use crate::prices::{balance, lats, market};

#[derive(Clone, Copy, Debug)]
enum Who {
    Owner,
    Replier,
    Steward,
}

#[derive(Clone, Debug)]
enum Try {
    /// A yes to a moment so many hours from now, at one of some prices, or at none.
    Agree(Who, i64, Option<usize>),
    /// A yes to whatever waits, or stands, as it is.
    Same(Who),
    HandOver(Who),
    Prolong(Who, u64),
    Complete(Who, Option<(i64, i64)>),
    Cancel(Who),
    Dispute(Who),
    Settle(Option<(i64, i64)>),
    /// Hours, and whether the books are tidied before the agreements.
    Wait(i64, bool),
}

/// Amounts and deposits that are said; one of them is more than anybody may owe.
const SAID: [(&str, &str); 4] = [("5", "20"), ("7.50", "0"), ("0", "0"), ("90", "30")];

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let two = || prop::sample::select(vec![Who::Owner, Who::Replier]);
    let paid = || prop::option::of((0_i64..800, 0_i64..2_100));
    let one = prop_oneof![
        3 => (two(), 1_i64..200, prop::option::of(0..SAID.len()))
            .prop_map(|(who, hours, at)| Try::Agree(who, hours, at)),
        5 => two().prop_map(Try::Same),
        2 => two().prop_map(Try::HandOver),
        1 => (two(), 1_u64..40).prop_map(|(who, days)| Try::Prolong(who, days)),
        4 => (two(), paid()).prop_map(|(who, paid)| Try::Complete(who, paid)),
        2 => two().prop_map(|who| Try::Complete(who, None)),
        1 => two().prop_map(Try::Cancel),
        1 => two().prop_map(Try::Dispute),
        1 => paid().prop_map(Try::Settle),
        3 => (1_i64..900, any::<bool>()).prop_map(|(hours, first)| Try::Wait(hours, first)),
    ];
    prop::collection::vec(one, 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn what_is_set_apart_is_as_the_agreement_is(
        tries in tries(), is_lent in any::<bool>(), is_offered in any::<bool>(),
        said in 0..SAID.len(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(walk(tries, (is_lent, is_offered), said));
    }
}

async fn walk(tries: Vec<Try>, (is_lent, is_offered): (bool, bool), said: usize) {
    let house = House::sqlite().await;
    let street = market(&house).await;
    let mut prices = Vec::new();
    for (amount, deposit) in SAID {
        let deposit = if is_lent { deposit } else { "" };
        prices.push(lats(&house, amount, deposit).await);
    }
    let terms = if is_lent { r#"{"kind":"loan","days":3}"# } else { r#"{"kind":"gift"}"# };
    let direction = if is_offered { "offer" } else { "request" };
    let post = post(&house, (&street.owner, street.of), (direction, "item"), (terms, 1)).await;
    let price = Some(prices[said].clone());
    let who = now(&house, &street.replier);
    let it = reply_at(&who, &house.domain, post, ("Graag", 1), price).await.unwrap().id;
    for step in tries {
        let was = seen(&house, &street.owner, it).await;
        takes(&house, &street, (it, &was), (&step, &prices)).await;
        let is = seen(&house, &street.owner, it).await;
        holds(&house, &street, &is, is_offered).await;
        let is_paid = is.held.iter().any(|it| it.captured > 0);
        assert!(!(matches!(step, Try::Wait(..)) && is_paid && !was.agreement.state.is_end()));
    }
    for found in history::verify(&house.operator(), &house.domain).await.unwrap() {
        found.found.unwrap();
    }
}

/// Takes a step, where it is one.
async fn takes(
    house: &House,
    street: &Street,
    (it, was): (AgreementId, &Seen),
    (step, prices): (&Try, &[Price]),
) {
    let of = |who: &Who| match who {
        Who::Owner => &street.owner,
        Who::Replier => &street.replier,
        Who::Steward => &street.steward,
    };
    let paid = |paid: Option<(i64, i64)>| paid.map(|(amount, deposit)| Payout { amount, deposit });
    let agrees = |(from, until), price| Move::Agree {
        from,
        until,
        details: Details { price, ..Details::default() },
    };
    let (who, what) = match step {
        Try::Wait(hours, books_first) => {
            house.clock.advance(TimeDelta::hours(*hours));
            let ctx = house.operator();
            if *books_first {
                ledger::wait(&ctx, &house.domain).await.unwrap();
            }
            wait(&ctx, &house.domain).await.unwrap();
            ledger::wait(&ctx, &house.domain).await.unwrap();
            return;
        }
        Try::Agree(who, hours, at) => {
            let from = house.visitor().now + TimeDelta::hours(*hours);
            let price = at.map(|at| prices[at].clone());
            (who, agrees((from, from + TimeDelta::hours(2)), price))
        }
        Try::Same(who) => {
            let wish = &was.agreement.terms.wanted;
            let price = wish.as_ref().and_then(|it| it.price.clone());
            let price = price.or_else(|| was.agreement.terms.priced.price.clone());
            let Some(moment) = was.agreement.wanted.or(was.agreement.moment) else { return };
            (who, agrees(moment, price))
        }
        Try::HandOver(who) => (who, Move::HandOver),
        Try::Prolong(who, days) => {
            let due_on = house.visitor().now.date_naive() + chrono::Days::new(*days);
            (who, Move::Prolong { due_on })
        }
        Try::Complete(who, said) => (who, Move::Complete { returned: None, payout: paid(*said) }),
        Try::Cancel(who) => (who, Move::Cancel { reason: "Regen".into() }),
        Try::Dispute(who) => (who, Move::Dispute { reason: "Kapot".into() }),
        Try::Settle(said) => {
            let reason = "De helft".to_owned();
            (&Who::Steward, Move::Settle { reason, payout: paid(*said) })
        }
    };
    // What is refused leaves everything as it was, which is looked at after it.
    let refused = does(house, of(who), it, what).await.is_err();
    let is = seen(house, &street.owner, it).await;
    assert!(!refused || is == *was || is.agreement == was.agreement);
}

/// The law.
async fn holds(house: &House, street: &Street, is: &Seen, is_offered: bool) {
    let it = &is.agreement;
    let priced = &it.terms.priced;
    let stands = it.state.is_in_force() || it.state == S::Disputed;
    let all = |part: Part| priced.price.as_ref().map_or(0, |price| price.of(part));
    let paid = priced.payout.filter(|_| matches!(it.state, S::Done | S::Settled));
    let paid = paid.unwrap_or_default();
    let mut standing = 0;
    for (part, paid) in [(Part::Price, paid.amount), (Part::Deposit, paid.deposit)] {
        let held = is.held.iter().find(|it| it.part == part);
        if stands && all(part) > 0 {
            let held = held.expect("what is agreed is set apart");
            assert_eq!(held.state, HoldState::Standing, "{is:?}");
            assert_eq!((held.amount, held.captured), (all(part), 0));
            assert_eq!(held.disputed, it.state == S::Disputed);
            assert_eq!(Some(held.expires_at), priced.held_until);
            standing += 1;
        } else if let Some(held) = held {
            assert_ne!(held.state, HoldState::Standing, "{is:?}");
            assert_eq!(held.captured, paid, "{is:?}");
            let is_whole = held.captured == held.amount;
            assert_eq!(held.state == HoldState::Captured, is_whole, "{is:?}");
        } else {
            assert_eq!(paid, 0, "{is:?}");
        }
    }
    assert_eq!(house.count("holds where state = 'standing'").await, standing, "{is:?}");
    let (gives, gets) = match is_offered {
        true => (&street.owner, &street.replier),
        false => (&street.replier, &street.owner),
    };
    let reserved = if stands { all(Part::Price) + all(Part::Deposit) } else { 0 };
    let sum = paid.amount + paid.deposit;
    assert_eq!(balance(house, gives).await, (sum, 0), "{is:?}");
    assert_eq!(balance(house, gets).await, (-sum, reserved), "{is:?}");
}
