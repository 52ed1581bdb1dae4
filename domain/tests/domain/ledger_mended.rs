//! What a review of the books found, and does not find any more. On both databases.

use chrono::TimeDelta;
use koop_domain::ctx::Ctx;
use koop_domain::error::Kind;
use koop_domain::id::{AccountId, HoldId};
use koop_domain::ledger::account::Limits;
use koop_domain::ledger::accounts::error::AccountError;
use koop_domain::ledger::accounts::{
    LimitsDraft, by_id, close, freeze, limit_history, my_holder, open, set_limits,
};
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::command::Ask;
use koop_domain::ledger::currencies::change_rules;
use koop_domain::ledger::history::verify;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{Payee, PaymentDraft, RequestDraft};
use koop_domain::ledger::payments::{accept, give_back, pay, request, reverse_for};
use koop_domain::ledger::rejected::Rejected;
use koop_domain::profiles::dissolve;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::model::Part;
use koop_domain::{members, posts};

use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::{as_merchant, fund, key};
use crate::ledger_codes::payment;
use crate::ledger_journal::all;
use crate::ledger_leaving::leaves;
use crate::ledger_market::{Market, lat, market, rules};

on_both_databases! {
    two_friends_make_no_money_of_nothing;
    who_runs_the_community_takes_back_what_nobody_else_may;
    who_closed_an_account_gives_nothing_back_at_the_cost_of_all;
    a_request_without_an_end_is_sent_again_another_day;
    a_category_may_stand_without_words;
    nobody_walks_away_from_a_debt_by_ending_a_profile;
    what_is_sent_again_is_answered_as_before_whoever_went;
    other_words_under_the_same_id_are_other_content_also_of_what_was_refused;
    limits_are_not_shed_by_closing_and_opening_again;
    who_stands_still_opens_no_other_account;
    a_household_that_two_leave_at_once_is_settled;
    nobody_is_asked_again_and_again;
    who_is_refused_again_and_again_waits;
    one_who_asks_much_leaves_room_for_others;
    the_books_of_a_year_are_found_by_their_index;
}

#[expect(clippy::needless_pass_by_value, reason = "what was said is of no more use")]
fn is_rejected<T: std::fmt::Debug>(said: Result<T, PaymentError>, why: Rejected) {
    let is = matches!(&said, Err(PaymentError::Rejected(it)) if *it == why);
    assert!(is, "{} and not {said:?}", why.key());
}

async fn balance(house: &House, ctx: &Ctx, of: AccountId) -> i64 {
    by_id(ctx, &house.domain, of).await.unwrap().account.balance().minor()
}

/// Anna paid Bram as much as she may owe, and he spent it and as much again.
struct Friends {
    market: Market,
    anna: (Ctx, AccountId),
    bram: (Ctx, AccountId),
    paid: koop_domain::id::TransferId,
}

async fn friends(house: &House) -> Friends {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let bram = market.neighbour(house, "bram").await;
    let (_, shop) = market.neighbour(house, "chris").await;
    let paid = market.pays(house, (anna.1, bram.1), 10_000).await;
    market.pays(house, (bram.1, shop), 20_000).await;
    Friends { market, anna, bram, paid }
}

async fn two_friends_make_no_money_of_nothing(house: &House) {
    let Friends { market, anna, bram, paid } = friends(house).await;
    let back = give_back(&bram.0, &house.domain, (key(house), paid), "Bedankt").await;
    is_rejected(back, Rejected::PayerLimit);
    assert_eq!(balance(house, &anna.0, anna.1).await, -10_000);
    let of = (bram.1, key(house));
    freeze(&market.organiser, &house.domain, of, "Eerst praten").await.unwrap();
    let back = give_back(&bram.0, &house.domain, (key(house), paid), "Bedankt").await;
    is_rejected(back, Rejected::PayerFrozen);
}

async fn who_runs_the_community_takes_back_what_nobody_else_may(house: &House) {
    let Friends { market, anna, bram, paid } = friends(house).await;
    let domain = &house.domain;
    let at = (key(house), paid);
    for ctx in [&anna.0, &bram.0] {
        let tried = reverse_for(ctx, domain, at, "Zomaar").await;
        assert!(matches!(tried, Err(PaymentError::NotFound)), "{tried:?}");
    }
    let why = "Verkeerde ontvanger";
    let tried = reverse_for(&market.organiser, domain, at, " ").await;
    assert!(matches!(tried, Err(PaymentError::Invalid { field: "reason", .. })), "{tried:?}");
    let back = reverse_for(&market.organiser, domain, at, why).await.unwrap();
    assert_eq!((back.transfer.reverses, back.purpose.as_deref()), (Some(paid), Some(why)));
    assert_eq!(balance(house, &bram.0, bram.1).await, -20_000, "beyond what he may owe");
    let again = reverse_for(&market.organiser, domain, at, why).await.unwrap();
    assert_eq!(again, back);
    let said = "select count(*) from audit_log where act = 'transfer_reversed'";
    assert_eq!(house.number(said).await, 1);
    // Not of what they were paid themselves.
    let own = open(&market.organiser, domain, market.currency).await.unwrap().account.id;
    let theirs = market.pays(house, (anna.1, own), 100).await;
    let tried = reverse_for(&market.organiser, domain, (key(house), theirs), why).await;
    assert!(matches!(tried, Err(PaymentError::OwnCase)), "{tried:?}");
}

async fn who_closed_an_account_gives_nothing_back_at_the_cost_of_all(house: &House) {
    let market = market(house, lat).await;
    let (_, from) = market.neighbour(house, "anna").await;
    let (bram, till) = market.neighbour(house, "bram").await;
    let (_, other) = market.neighbour(house, "chris").await;
    let paid = market.pays(house, (from, till), 500).await;
    market.pays(house, (till, other), 500).await;
    close(&bram, &house.domain, (till, key(house)), "Ik stop ermee").await.unwrap();
    let back = give_back(&bram, &house.domain, (key(house), paid), "Terug").await;
    is_rejected(back, Rejected::PayerClosed);
    let of_fund = fund(house).await;
    let decided = reverse_for(&market.organiser, &house.domain, (key(house), paid), "Terug").await;
    is_rejected(decided, Rejected::PayerClosed);
    assert_eq!(balance(house, &market.organiser, of_fund).await, 0);
}

async fn a_request_without_an_end_is_sent_again_another_day(house: &House) {
    let market = market(house, lat).await;
    let (anna, to) = market.neighbour(house, "anna").await;
    let draft = RequestDraft {
        key: key(house),
        from: None,
        to,
        amount: "7,50".to_owned(),
        purpose: Some("Taart".to_owned()),
        expires_at: None,
    };
    let first = request(&anna, &house.domain, draft.clone()).await.unwrap();
    assert_eq!(first.expires_at - anna.now, TimeDelta::days(30));
    let later = Ctx { now: anna.now + TimeDelta::days(2), ..anna.clone() };
    assert_eq!(request(&later, &house.domain, draft.clone()).await.unwrap(), first);
    let end = Some(anna.now + TimeDelta::hours(1));
    let ended = RequestDraft { key: key(house), expires_at: end, ..draft.clone() };
    let first = request(&anna, &house.domain, ended.clone()).await.unwrap();
    // Also once it is over.
    assert_eq!(request(&later, &house.domain, ended).await.unwrap().id, first.id);
    let other = RequestDraft { purpose: Some("Brood".to_owned()), ..draft };
    is_rejected(request(&anna, &house.domain, other).await, Rejected::ExistsWithDifferentContent);
}

async fn a_category_may_stand_without_words(house: &House) {
    let market = market(house, lat).await;
    let (_, to) = market.neighbour(house, "anna").await;
    let (bram, from) = market.neighbour(house, "bram").await;
    let draft = payment(house, from, Payee::Account(to), "2");
    let draft = PaymentDraft { purpose: None, category: Some("Klussen".to_owned()), ..draft };
    let paid = pay(&bram, &house.domain, draft).await.unwrap();
    assert_eq!((paid.purpose, paid.category.as_deref()), (None, Some("Klussen")));
    let mut all = verify(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(all.pop().unwrap().found, Ok(1));
}

async fn nobody_walks_away_from_a_debt_by_ending_a_profile(house: &House) {
    let market = market(house, lat).await;
    let (noor, own) = market.neighbour(house, "noor").await;
    let (merchant, profile) = as_merchant(house, &noor).await;
    let till = open(&merchant, &house.domain, market.currency).await.unwrap().account.id;
    let refused = async |why: Rejected| {
        let tried = dissolve(&noor, &house.domain, profile).await;
        let is = matches!(&tried, Err(ProfileError::Account(it)) if *it == why);
        assert!(is, "{} and not {tried:?}", why.key());
        assert_eq!(tried.unwrap_err().kind(), Kind::Conflict);
    };
    market.pays(house, (till, own), 900).await;
    refused(Rejected::AccountNotEmpty).await;
    market.pays(house, (own, till), 1_900).await;
    let hold = HoldId(key(house));
    let expires_at = noor.now + TimeDelta::days(2);
    let amount = Amount::new(100).unwrap();
    let ask = Ask::Hold { id: hold, to: own, amount, expires_at };
    market.asks(house, till, ask).await.unwrap();
    market.asks(house, till, Ask::Dispute { hold, disputed: true }).await.unwrap();
    refused(Rejected::HoldDisputed).await;
    market.asks(house, till, Ask::Dispute { hold, disputed: false }).await.unwrap();
    let of = (till, key(house));
    freeze(&market.organiser, &house.domain, of, "Eerst praten").await.unwrap();
    refused(Rejected::PayerFrozen).await;
    let of = (till, key(house));
    let thaw = koop_domain::ledger::accounts::thaw;
    thaw(&market.organiser, &house.domain, of, "Gepraat").await.unwrap();
    dissolve(&noor, &house.domain, profile).await.unwrap();
    assert_eq!(balance(house, &market.organiser, fund(house).await).await, 1_000);
}

async fn what_is_sent_again_is_answered_as_before_whoever_went(house: &House) {
    let market = market(house, lat).await;
    let (anna, to) = market.neighbour(house, "anna").await;
    let (bram, from) = market.neighbour(house, "bram").await;
    let profile = my_holder(&anna, house.domain.db.reader()).await.unwrap().profile;
    let handle = house
        .text(
            "select p.handle from profiles p join profile_members m \
        on m.profile_id = p.id join members e on e.id = m.member_id \
        where e.email_key = 'anna@voorbeeld.nl' and p.kind = 'person'",
        )
        .await;
    let draft = payment(house, from, Payee::Handle(handle), "2,5");
    let paid = pay(&bram, &house.domain, draft.clone()).await.unwrap();
    let asked = RequestDraft {
        key: key(house),
        from: Some(Payee::Account(from)),
        to,
        amount: "1".to_owned(),
        purpose: None,
        expires_at: None,
    };
    let asked = request(&anna, &house.domain, asked).await.unwrap();
    let of = key(house);
    let accepted = accept(&bram, &house.domain, of, (asked.id, None)).await.unwrap();
    posts::block(&bram, &house.domain, profile).await.unwrap();
    let as_before = PaymentDraft { amount: "2.50".to_owned(), ..draft.clone() };
    assert_eq!(pay(&bram, &house.domain, as_before).await.unwrap(), paid);
    let again = accept(&bram, &house.domain, of, (asked.id, None)).await.unwrap();
    assert_eq!(again, accepted);
    assert!(
        pay(&bram, &house.domain, PaymentDraft { key: key(house), ..draft.clone() }).await.is_err()
    );
    leaves(house, &anna).await;
    let again = pay(&bram, &house.domain, draft.clone()).await.unwrap();
    assert_eq!((again.transfer.id, again.other.name), (paid.transfer.id, None));
    let other = PaymentDraft { amount: "3".to_owned(), ..draft.clone() };
    is_rejected(pay(&bram, &house.domain, other).await, Rejected::ExistsWithDifferentContent);
    let no_number = PaymentDraft { amount: "veel".to_owned(), ..draft };
    is_rejected(pay(&bram, &house.domain, no_number).await, Rejected::ExistsWithDifferentContent);
}

async fn other_words_under_the_same_id_are_other_content_also_of_what_was_refused(house: &House) {
    let market = market(house, lat).await;
    let (_, to) = market.neighbour(house, "anna").await;
    let (bram, from) = market.neighbour(house, "bram").await;
    for amount in ["2", "900"] {
        let draft = payment(house, from, Payee::Account(to), amount);
        let first = pay(&bram, &house.domain, draft.clone()).await;
        assert_eq!(first.is_ok(), amount == "2");
        let again = pay(&bram, &house.domain, draft.clone()).await;
        assert_eq!(format!("{again:?}"), format!("{first:?}"));
        let words = PaymentDraft { purpose: Some("Iets anders".to_owned()), ..draft.clone() };
        let kind = PaymentDraft { category: Some("Klussen".to_owned()), ..draft };
        for other in [words, kind] {
            let said = pay(&bram, &house.domain, other).await;
            is_rejected(said, Rejected::ExistsWithDifferentContent);
        }
    }
    // What was typed is kept as nothing that can be read, and goes with who typed it.
    assert_eq!(house.number("select count(*) from ledger_answers where said is not null").await, 2);
    leaves(house, &bram).await;
    assert_eq!(house.number("select count(*) from ledger_answers where said is not null").await, 0);
}

async fn limits_are_not_shed_by_closing_and_opening_again(house: &House) {
    let market = market(house, lat).await;
    let (anna, id) = market.neighbour(house, "anna").await;
    let limits = Limits { min: Some(-100), max: Some(5_000) };
    let soft = Limits { min: Some(-50), max: None };
    let draft = LimitsDraft { limits, soft, reason: "Zo besloten".to_owned() };
    let of = (id, key(house));
    set_limits(&market.organiser, &house.domain, of, draft).await.unwrap();
    for _ in 0..2 {
        let id = open(&anna, &house.domain, market.currency).await.unwrap().account.id;
        close(&anna, &house.domain, (id, key(house)), "Ik stop ermee").await.unwrap();
        house.clock.advance(TimeDelta::minutes(1));
        let next = open(&anna, &house.domain, market.currency).await.unwrap();
        assert_ne!(next.account.id, id);
        assert_eq!((next.account.limits, next.soft), (limits, soft));
        let why = limit_history(&anna, &house.domain, next.account.id).await.unwrap();
        assert_eq!(why.iter().map(|it| it.reason.as_str()).collect::<Vec<_>>(), ["Zo besloten"]);
    }
    // Who merely closed theirs keeps what they had: not even who decides what new accounts may
    // gets more by opening another.
    let id = open(&market.organiser, &house.domain, market.currency).await.unwrap().account.id;
    let wider = rules(crate::agreements::now(house, &market.organiser).now + TimeDelta::days(1));
    let organiser = crate::agreements::now(house, &market.organiser);
    change_rules(&organiser, &house.domain, market.currency, wider).await.unwrap();
    house.clock.advance(TimeDelta::days(2));
    let organiser = crate::agreements::now(house, &market.organiser);
    close(&organiser, &house.domain, (id, key(house)), "Even dicht").await.unwrap();
    let next = open(&organiser, &house.domain, market.currency).await.unwrap();
    assert_ne!(next.account.id, id);
    assert_eq!(next.account.limits, lat(market.oost.id).limits);
    assert!(limit_history(&organiser, &house.domain, next.account.id).await.unwrap().is_empty());
    let (_, new) = market.neighbour(house, "nieuw").await;
    let new = by_id(&organiser, &house.domain, new).await.unwrap();
    assert_eq!(new.account.limits.min, Some(-20_000), "who is new has those of the rules");
}

async fn who_stands_still_opens_no_other_account(house: &House) {
    let market = market(house, lat).await;
    let (noor, own) = market.neighbour(house, "noor").await;
    let of = (own, key(house));
    freeze(&market.organiser, &house.domain, of, "Eerst praten").await.unwrap();
    let (merchant, _) = as_merchant(house, &noor).await;
    let tried = open(&merchant, &house.domain, market.currency).await;
    let frozen = Rejected::PayerFrozen;
    assert!(matches!(tried, Err(AccountError::Rejected(why)) if why == frozen), "{tried:?}");
}

async fn a_household_that_two_leave_at_once_is_settled(house: &House) {
    let market = market(house, lat).await;
    let (noor, own) = market.neighbour(house, "noor").await;
    let (piet, _) = market.neighbour(house, "piet").await;
    let (merchant, profile) = as_merchant(house, &noor).await;
    let till = open(&merchant, &house.domain, market.currency).await.unwrap().account.id;
    let (_, profiles) = members::viewer(&piet, &house.domain).await.unwrap();
    let handle = &profiles[0].handle;
    crate::profiles::join(house, (&noor, profile), (&piet, handle, Part::Member)).await;
    market.pays(house, (own, till), 900).await;
    tokio::join!(leaves(house, &noor), leaves(house, &piet));
    let open = "select count(*) from accounts where state <> 'closed' and kind <> 'fund'";
    assert_eq!(house.number(open).await, 0, "nothing is left behind");
    assert_eq!(balance(house, &market.organiser, fund(house).await).await, 0);
}

async fn nobody_is_asked_again_and_again(house: &House) {
    let market = market(house, lat).await;
    let (anna, to) = market.neighbour(house, "anna").await;
    let (_, bram) = market.neighbour(house, "bram").await;
    let (_, chris) = market.neighbour(house, "chris").await;
    let asks = async |from: AccountId| {
        let draft = RequestDraft {
            key: key(house),
            from: Some(Payee::Account(from)),
            to,
            amount: "1".to_owned(),
            purpose: None,
            expires_at: None,
        };
        request(&anna, &house.domain, draft).await
    };
    for _ in 0..20 {
        asks(bram).await.unwrap();
    }
    let more = asks(bram).await;
    assert!(matches!(more, Err(PaymentError::TooMany { .. })), "{more:?}");
    asks(chris).await.unwrap();
}

async fn who_is_refused_again_and_again_waits(house: &House) {
    let market = market(house, lat).await;
    let (_, to) = market.neighbour(house, "anna").await;
    let (bram, from) = market.neighbour(house, "bram").await;
    let mut refused = 0;
    while refused < 2_000 {
        match pay(&bram, &house.domain, payment(house, from, Payee::Account(to), "900")).await {
            Err(PaymentError::Rejected(Rejected::PayerLimit)) => refused += 1,
            Err(PaymentError::TooMany { .. }) => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(refused, 500);
}

async fn one_who_asks_much_leaves_room_for_others(house: &House) {
    let market = market(house, lat).await;
    let (_, to) = market.neighbour(house, "anna").await;
    let (bram, from) = market.neighbour(house, "bram").await;
    let (chris, other) = market.neighbour(house, "chris").await;
    let one = |_| pay(&bram, &house.domain, payment(house, from, Payee::Account(to), "0,01"));
    let many = all((0..900).map(one));
    let (many, single) = tokio::join!(
        many,
        pay(&chris, &house.domain, payment(house, other, Payee::Account(to), "0,01"))
    );
    assert!(single.is_ok(), "{single:?}");
    let busy = many.iter().filter(|it| matches!(it, Err(PaymentError::Busy))).count();
    let paid = many.iter().filter(|it| it.is_ok()).count();
    assert_eq!(busy + paid, 900);
    assert!(paid >= 256, "{paid}");
}

async fn the_books_of_a_year_are_found_by_their_index(house: &House) {
    if house.is_postgres() {
        return;
    }
    let plan = house
        .plan(
            "select o.number from transfers o where o.currency_id = (select id from currencies) \
            and o.posted_at >= '2026-01-01' order by o.posted_at, o.number limit 1",
        )
        .await;
    assert!(plan.contains("transfers_posted"), "{plan}");
}
