//! What time does to the books: clocks that are set back, what is over, and rules from a moment on.
//! On both databases.

use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::id::{HoldId, PaymentRequestId, TransferId};
use koop_domain::ledger;
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::book::HoldState;
use koop_domain::ledger::command::Ask;
use koop_domain::ledger::journal::Beside;
use koop_domain::ledger::rejected::Rejected;
use uuid::Uuid;

use crate::harness::{House, on_both_databases};
use crate::ledger_books::{Books, FUND, account, note};

on_both_databases! {
    a_clock_set_back_refuses_nobody;
    what_is_over_is_let_go;
    rules_hold_from_their_moment_on;
}

async fn a_clock_set_back_refuses_nobody(house: &House) {
    let books = Books::of(house, 0).await;
    books.post(books.payment(1, 2, 5, 1)).await.unwrap();
    house.clock.advance(TimeDelta::hours(-30));
    books.post(books.payment(2, 1, 5, 2)).await.unwrap();
    // What has an end is judged by the clock by which the end was set.
    let (amount, soon) = (Amount::new(40).unwrap(), house.operator().now + TimeDelta::minutes(30));
    let (hold, request) = (HoldId(Uuid::from_u128(3)), PaymentRequestId(Uuid::from_u128(4)));
    let ask = Ask::Hold { id: hold, to: account(2), amount, expires_at: soon };
    books.post(books.entry(account(1), 3, ask)).await.unwrap();
    let ask = Ask::Request { id: request, from: None, amount, expires_at: Some(soon) };
    let mut at_till = books.entry(account(2), 4, ask);
    at_till.beside = Beside { code: Some("K7P2QX".into()), ..Beside::default() };
    books.post(at_till).await.unwrap();
    assert_eq!(ledger::wait(&house.operator(), &house.domain).await.unwrap(), 0, "nothing is over");
    let (id, note) = (TransferId(Uuid::from_u128(5)), note("").digest());
    let capture = Ask::Capture { id, hold, amount, note };
    books.post(books.entry(account(1), 5, capture)).await.unwrap();
    let accept = Ask::Accept { id: TransferId(Uuid::from_u128(6)), request, note };
    books.post(books.entry(account(3), 6, accept)).await.unwrap();
    assert_eq!(books.balance(2).await, 80);
    let times = "select count(distinct posted_at) from transfers";
    assert_eq!(house.number(times).await, 1, "each has the time of the one before it");
}

async fn what_is_over_is_let_go(house: &House) {
    let books = Books::of(house, 0).await;
    let now = house.operator().now;
    let amount = Amount::new(4_000).unwrap();
    let (id, expires_at) = (HoldId(Uuid::from_u128(1)), now + TimeDelta::days(2));
    let hold = Ask::Hold { id, to: account(2), amount, expires_at };
    books.post(books.entry(account(1), 1, hold)).await.unwrap();
    let (id, from) = (PaymentRequestId(Uuid::from_u128(2)), Some(account(1)));
    let ask = Ask::Request { id, from, amount, expires_at: Some(expires_at) };
    let mut request = books.entry(account(2), 2, ask);
    request.beside =
        Beside { note: Some(note("Taart")), code: Some("K7P2QX".into()), ..Beside::default() };
    books.post(request).await.unwrap();
    let over = books.payment(1, 3, 7_000, 3);
    assert_eq!(books.post(over).await, Err(Rejected::PayerLimit), "what is apart is not spent");
    house.clock.advance(TimeDelta::days(3));
    assert_eq!(ledger::wait(&house.operator(), &house.domain).await.unwrap(), 2);
    assert_eq!(ledger::wait(&house.operator(), &house.domain).await.unwrap(), 0);
    assert_eq!(house.text("select state from holds").await, HoldState::Expired.key());
    assert_eq!(house.text("select state from payment_requests").await, "expired");
    assert_eq!(
        house.number("select cast(sum(reserved + expected) as bigint) from accounts").await,
        0
    );
    books.post(books.payment(1, 3, 7_000, 4)).await.unwrap();
}

async fn rules_hold_from_their_moment_on(house: &House) {
    let books = Books::of(house, 0).await;
    let later: DateTime<Utc> = house.operator().now + TimeDelta::days(10);
    house
        .run(&format!(
            "insert into currency_rules select currency_id, 2, '{}', 50, 100, min_minor, \
             max_minor, soft_min_minor, soft_max_minor, decided_by, 'Bijdrage', decided_at, \
             open_balances \
             from currency_rules",
            later.to_rfc3339()
        ))
        .await;
    books.post(books.payment(1, 2, 1_025, 1)).await.unwrap();
    assert_eq!(books.balance(FUND).await, 0, "not yet");
    house.clock.advance(TimeDelta::days(11));
    assert_eq!(books.post(books.payment(1, 2, 25, 2)).await, Err(Rejected::AmountTooFine));
    books.post(books.payment(1, 2, 5_000, 3)).await.unwrap();
    assert_eq!(books.balance(FUND).await, 50);
}
