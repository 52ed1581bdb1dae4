//! What is sent again is answered as the first time, whatever has become of it, and also under
//! another secret of the house. On both databases.

use chrono::TimeDelta;
use koop_domain::Domain;
use koop_domain::db::TriesKey;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{HoldDraft, Payee, PaymentDraft, RequestDraft};
use koop_domain::ledger::payments::{
    accept, asked, by_id, capture, give_back, hold, pay, request, set_apart,
};
use koop_domain::ledger::rejected::Rejected;

use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::key;
use crate::ledger_codes::payment;
use crate::ledger_market::{lat, market};

on_both_databases! {
    the_first_answer_has_the_same_values_whatever_came_after;
    another_secret_makes_no_conflict_of_what_is_sent_again;
}

async fn the_first_answer_has_the_same_values_whatever_came_after(house: &House) {
    let market = market(house, lat).await;
    let domain = &house.domain;
    let (anna, to) = market.neighbour(house, "anna").await;
    let (bram, from) = market.neighbour(house, "bram").await;
    let draft = payment(house, from, Payee::Account(to), "2");
    let paid = pay(&bram, domain, draft.clone()).await.unwrap();
    give_back(&anna, domain, (key(house), paid.transfer.id), "Te veel").await.unwrap();
    assert_eq!(pay(&bram, domain, draft).await.unwrap(), paid, "it was posted then");
    assert!(by_id(&bram, domain, paid.transfer.id).await.unwrap().reversed_by.is_some());

    let draft = HoldDraft {
        key: key(house),
        from,
        to: Payee::Account(to),
        amount: "3".to_owned(),
        expires_at: bram.now + TimeDelta::days(2),
    };
    let held = hold(&bram, domain, draft.clone()).await.unwrap();
    capture(&bram, domain, (key(house), held.id), "3").await.unwrap();
    assert_eq!(hold(&bram, domain, draft).await.unwrap(), held, "it stood then");
    assert_eq!(set_apart(&bram, domain, held.id).await.unwrap().captured, 300);

    let draft = RequestDraft {
        key: key(house),
        from: None,
        to,
        amount: "4".to_owned(),
        purpose: Some("Taart".to_owned()),
        expires_at: None,
    };
    let waits = request(&anna, domain, draft.clone()).await.unwrap();
    let paid = accept(&bram, domain, key(house), (waits.id, Some(from))).await.unwrap();
    assert_eq!(request(&anna, domain, draft).await.unwrap(), waits, "it waited then");
    let now = asked(&anna, domain, waits.id).await.unwrap();
    assert_eq!(now.transfer, Some(paid.transfer.id));
}

async fn another_secret_makes_no_conflict_of_what_is_sent_again(house: &House) {
    let market = market(house, lat).await;
    let (_, to) = market.neighbour(house, "anna").await;
    let (bram, from) = market.neighbour(house, "bram").await;
    let before = &house.domain;
    let db = before.db.clone().counting_under(TriesKey([7; 64]));
    let after = &Domain { db, ..before.clone() };
    let differs = |it: &PaymentError| {
        matches!(it, PaymentError::Rejected(Rejected::ExistsWithDifferentContent))
    };
    for amount in ["2", "900"] {
        let draft = payment(house, from, Payee::Account(to), amount);
        let first = pay(&bram, before, draft.clone()).await;
        assert_eq!(first.is_ok(), amount == "2");
        let again = pay(&bram, after, draft.clone()).await;
        assert_eq!(format!("{again:?}"), format!("{first:?}"));
        // What was asked is still told apart, and so are the words that are kept.
        let other = PaymentDraft { amount: "1".to_owned(), ..draft.clone() };
        assert!(pay(&bram, after, other).await.as_ref().is_err_and(differs));
        let other = PaymentDraft { purpose: Some("Iets anders".to_owned()), ..draft };
        let said = pay(&bram, after, other).await;
        assert_eq!(said.as_ref().is_err_and(differs), amount == "2", "{said:?}");
    }
}
