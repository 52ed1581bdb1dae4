//! Who leaves settles with the fund first, and the books say no more who they were. On both
//! databases.

use chrono::TimeDelta;
use koop_domain::ctx::Ctx;
use koop_domain::id::{AccountId, HoldId, PaymentRequestId, TransferId};
use koop_domain::ledger::accounts::{
    LimitsDraft, freeze, mine, open, open_for_listing, set_limits,
};
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::book::TransferKind;
use koop_domain::ledger::chain::note_digest;
use koop_domain::ledger::command::{Ask, Command};
use koop_domain::ledger::currencies::{CurrencyDraft, switch};
use koop_domain::ledger::history::verify;
use koop_domain::ledger::journal::{Beside, Entry, Note, post_in};
use koop_domain::ledger::rejected::Rejected;
use koop_domain::members::{self, model::Secret};
use koop_domain::profiles::dissolve;

use crate::agreements::{literal, now};
use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::{as_merchant, fund, key, shop};
use crate::ledger_market::{Market, lat, market};

on_both_databases! {
    who_leaves_settles_with_the_fund;
    nothing_that_was_written_about_who_left_stays;
    what_one_leaves_owing_the_fund_bears_beyond_its_limit;
    what_is_taken_back_from_who_left_the_fund_gives;
    a_profile_that_ends_settles_too;
    what_is_shared_stays_with_those_who_stay;
    whatever_was_done_who_leaves_goes_with_nothing;
}

async fn balance(house: &House, account: AccountId) -> i64 {
    let id = literal(house, account.0);
    house.number(&format!("select balance from accounts where id = {id}")).await
}

pub(crate) async fn leaves(house: &House, ctx: &Ctx) {
    house.run("update sessions set created_at = (select max(created_at) from sessions)").await;
    members::delete_me(&now(house, ctx), &house.domain, &Secret::new("")).await.unwrap();
}

/// The books add up, and the chain holds, from the rows alone; so many transfers there are.
async fn verified(house: &House) -> u64 {
    let mut all = verify(&house.operator(), &house.domain).await.unwrap();
    all.pop().expect("a currency").found.expect("the books agree")
}

fn hold(house: &House, to: AccountId, minor: i64) -> Ask {
    Ask::Hold {
        id: HoldId(key(house)),
        to,
        amount: Amount::new(minor).unwrap(),
        expires_at: house.visitor().now + TimeDelta::days(3),
    }
}

fn request(house: &House, from: AccountId, minor: i64) -> Ask {
    Ask::Request {
        id: PaymentRequestId(key(house)),
        from: Some(from),
        amount: Amount::new(minor).unwrap(),
        expires_at: Some(house.visitor().now + TimeDelta::days(3)),
    }
}

/// Pays or asks with words beside it.
async fn says(house: &House, market: &Market, of: AccountId, ask: impl Fn(&Note) -> Ask) {
    let ctx = house.operator();
    let (purpose, salt) = ("Fietsband van Riet".to_owned(), [7; 16]);
    let note = Note { purpose, salt, category: None };
    let command = Command { account: of, key: key(house), ask: ask(&note) };
    let code = Some(format!("K7P{}", key(house).simple()).chars().rev().take(12).collect());
    let beside = Beside { note: Some(note), code, ..Beside::default() };
    let entry = Entry { currency: market.currency, command, at: ctx.now, beside };
    let tx = house.domain.db.write().await.unwrap();
    post_in(&tx, &[entry]).await.unwrap().pop().unwrap().unwrap();
    tx.commit().await.unwrap();
}

async fn who_leaves_settles_with_the_fund(house: &House) {
    let market = market(house, lat).await;
    let (rich, held) = market.neighbour(house, "rijk").await;
    let (poor, owed) = market.neighbour(house, "arm").await;
    let (_, third) = market.neighbour(house, "derde").await;
    let place = shop(house, &rich, "Naaiatelier Yeter").await;
    let place = open_for_listing(&rich, &house.domain, (market.currency, place)).await.unwrap();
    let place = place.account.id;
    market.pays(house, (owed, held), 2_000).await;
    market.pays(house, (third, place), 300).await;
    // Something is set apart on either side, two quarrel about some of it, and some is asked for.
    let mine = market.asks(house, held, hold(house, third, 700)).await.unwrap().hold.unwrap();
    market.asks(house, third, hold(house, held, 50)).await.unwrap();
    market.asks(house, held, Ask::Dispute { hold: mine, disputed: true }).await.unwrap();
    says(house, &market, held, |_| request(house, third, 40)).await;
    says(house, &market, third, |_| request(house, held, 60)).await;
    let organiser = now(house, &market.organiser);
    freeze(&organiser, &house.domain, (held, key(house)), "Even wachten").await.unwrap();
    switch(&organiser, &house.domain, (market.currency, 2), false).await.unwrap();

    leaves(house, &rich).await;
    let of_fund = fund(house).await;
    assert_eq!(balance(house, of_fund).await, 2_300);
    for id in [held, place] {
        assert_eq!(balance(house, id).await, 0);
    }
    assert_eq!(balance(house, owed).await, -2_000);
    let closed = "accounts where state = 'closed' and profile_id is null and listing_id is null \
        and reserved = 0 and expected = 0";
    assert_eq!(house.count(closed).await, 2);
    assert_eq!(house.count("holds where state = 'released'").await, 2);
    assert_eq!(house.count("accounts where reserved <> 0 or expected <> 0").await, 0);
    assert_eq!(house.count("payment_requests where state = 'taken_back'").await, 1);
    assert_eq!(house.count("payment_requests where state = 'declined'").await, 1);
    assert_eq!(house.count("transfers where kind = 'settlement'").await, 2);
    assert_eq!(verified(house).await, 4);

    // Who owes is let go as well, and nobody is left who was there.
    leaves(house, &poor).await;
    assert_eq!((balance(house, owed).await, balance(house, of_fund).await), (0, 300));
    assert_eq!(house.number("select cast(sum(balance) as bigint) from accounts").await, 0);
    assert_eq!(verified(house).await, 5);
}

async fn nothing_that_was_written_about_who_left_stays(house: &House) {
    let market = market(house, lat).await;
    let (one, from) = market.neighbour(house, "een").await;
    let (_, to) = market.neighbour(house, "twee").await;
    let (_, third) = market.neighbour(house, "derde").await;
    let paid = |to| {
        move |note: &Note| Ask::Pay {
            id: TransferId(key(house)),
            to,
            amount: Amount::new(100).unwrap(),
            kind: TransferKind::Payment,
            note: note.digest(),
        }
    };
    says(house, &market, from, paid(to)).await;
    says(house, &market, to, paid(from)).await;
    says(house, &market, to, paid(third)).await;
    says(house, &market, from, |_| request(house, to, 40)).await;
    says(house, &market, third, |_| request(house, to, 40)).await;
    let organiser = now(house, &market.organiser);
    let (limits, soft) = (lat(market.oost.id).limits, lat(market.oost.id).soft);
    let draft = LimitsDraft { limits, soft, reason: "Riet heeft schulden".to_owned() };
    set_limits(&organiser, &house.domain, (from, key(house)), draft).await.unwrap();
    let told = async || {
        [
            house.count("transfer_notes").await,
            house.count("payment_requests where purpose is not null").await,
            house.count("account_limits").await,
        ]
    };
    assert_eq!(told().await, [3, 2, 1]);
    leaves(house, &one).await;
    assert_eq!(told().await, [1, 1, 0], "what others wrote to each other stays");
    assert_eq!(verified(house).await, 3, "and the chain holds without the words");
}

async fn what_one_leaves_owing_the_fund_bears_beyond_its_limit(house: &House) {
    let market = market(house, lat).await;
    let (poor, owed) = market.neighbour(house, "arm").await;
    let (rich, held) = market.neighbour(house, "rijk").await;
    market.pays(house, (owed, held), 5_000).await;
    let of_fund = fund(house).await;
    leaves(house, &poor).await;
    assert_eq!(balance(house, of_fund).await, -5_000, "further than it may owe");
    let spends = Ask::Pay {
        id: TransferId(key(house)),
        to: held,
        amount: Amount::new(1).unwrap(),
        kind: TransferKind::Payment,
        note: note_digest(None, &[]),
    };
    assert_eq!(market.asks(house, of_fund, spends).await, Err(Rejected::PayerLimit));
    market.pays(house, (held, of_fund), 1_000).await;
    let id = literal(house, of_fund.0);
    let further =
        format!("update accounts set paid = paid + 1, balance = balance - 1 where id = {id}");
    assert!(house.tried(&further).await.is_err(), "the database lets it no further by itself");
    leaves(house, &rich).await;
    assert_eq!(balance(house, of_fund).await, 0);
    verified(house).await;
}

async fn what_is_taken_back_from_who_left_the_fund_gives(house: &House) {
    let market = market(house, |of| CurrencyDraft { levy_bp: 1_000, ..lat(of) }).await;
    let (payee, to) = market.neighbour(house, "weg").await;
    let (_, from) = market.neighbour(house, "blijft").await;
    let paid = market.pays(house, (from, to), 1_000).await;
    leaves(house, &payee).await;
    let of_fund = fund(house).await;
    assert_eq!((balance(house, from).await, balance(house, of_fund).await), (-1_000, 1_000));
    let back = |transfer| Ask::Reverse {
        id: TransferId(key(house)),
        transfer,
        note: note_digest(None, &[]),
        decided: true,
    };
    market.asks(house, from, back(paid)).await.unwrap();
    let all = [balance(house, from).await, balance(house, to).await, balance(house, of_fund).await];
    assert_eq!(all, [0, 0, 0], "what was closed stays closed");
    verified(house).await;
}

async fn a_profile_that_ends_settles_too(house: &House) {
    let market = market(house, lat).await;
    let (noor, own) = market.neighbour(house, "noor").await;
    let (merchant, profile) = as_merchant(house, &noor).await;
    let till = open(&merchant, &house.domain, market.currency).await.unwrap().account.id;
    market.pays(house, (own, till), 900).await;
    dissolve(&noor, &house.domain, profile).await.unwrap();
    let of_fund = fund(house).await;
    assert_eq!((balance(house, till).await, balance(house, of_fund).await), (0, 900));
    assert_eq!(balance(house, own).await, -900, "hers in person is hers");
    assert_eq!(mine(&noor, &house.domain).await.unwrap().len(), 1);
    verified(house).await;
}

async fn what_is_shared_stays_with_those_who_stay(house: &House) {
    let market = market(house, lat).await;
    let (noor, own) = market.neighbour(house, "noor").await;
    let (piet, _) = market.neighbour(house, "piet").await;
    let (merchant, profile) = as_merchant(house, &noor).await;
    let till = open(&merchant, &house.domain, market.currency).await.unwrap().account.id;
    let (_, profiles) = members::viewer(&piet, &house.domain).await.unwrap();
    let part = koop_domain::profiles::model::Part::Member;
    crate::profiles::join(house, (&noor, profile), (&piet, &profiles[0].handle, part)).await;
    market.pays(house, (own, till), 900).await;
    leaves(house, &noor).await;
    assert_eq!((balance(house, own).await, balance(house, till).await), (0, 900));
    let as_bakery = koop_domain::profiles::act_as(&piet, &house.domain, profile).await.unwrap().0;
    assert_eq!(mine(&as_bakery, &house.domain).await.unwrap()[0].account.id, till);
    verified(house).await;
}

/// Histories that nobody chose: the same in every run.
async fn whatever_was_done_who_leaves_goes_with_nothing(house: &House) {
    let market = market(house, |of| CurrencyDraft { levy_bp: 250, ..lat(of) }).await;
    let mut all = Vec::new();
    for nth in 0..5 {
        all.push(market.neighbour(house, &format!("buur{nth}")).await);
    }
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut draw = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below).unwrap()).unwrap()
    };
    while all.len() > 1 {
        for _ in 0..12 {
            let (from, to) = (all[draw(all.len())].1, all[draw(all.len())].1);
            let minor = 1 + i64::try_from(draw(3_000)).unwrap();
            let amount = Amount::new(minor).unwrap();
            let (id, kind) = (TransferId(key(house)), TransferKind::Payment);
            let ask = match draw(3) {
                0 => hold(house, to, minor),
                _ => Ask::Pay { id, to, amount, kind, note: note_digest(None, &[]) },
            };
            // Limits refuse some of it, which is as good.
            let _ = market.asks(house, from, ask).await;
        }
        let (who, account) = all.swap_remove(draw(all.len()));
        leaves(house, &who).await;
        assert_eq!(balance(house, account).await, 0);
        assert_eq!(house.number("select cast(sum(balance) as bigint) from accounts").await, 0);
        let apart = "select cast(sum(reserved) - sum(expected) as bigint) from accounts";
        assert_eq!(house.number(apart).await, 0);
        verified(house).await;
    }
    let (last, left) = all.pop().unwrap();
    assert_eq!(balance(house, left).await, -balance(house, fund(house).await).await);
    leaves(house, &last).await;
    assert_eq!(house.count("accounts where balance <> 0").await, 0);
}
