//! The books in the database: many callers at once, refusals, what the database itself keeps.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use koop_domain::id::{AccountId, HoldId, TransferId};
use koop_domain::ledger::account::Limits;
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::book::TransferKind;
use koop_domain::ledger::command::{Ask, Command};
use koop_domain::ledger::journal::{Entry, Outcome, post_in};
use koop_domain::ledger::model;
use koop_domain::ledger::rejected::Rejected;
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use crate::harness::{House, on_both_databases};
use crate::ledger_books::{Books, FUND, PEOPLE, account, note};

on_both_databases! {
    what_many_ask_at_once_is_what_the_core_says_in_that_order;
    what_is_sent_again_is_answered_as_before;
    what_was_written_is_other_content_too;
    a_transfer_never_changes_and_never_goes;
    a_transfer_stays_within_its_currency;
    only_a_reversal_moves_an_account_beyond_its_limit;
    all_balances_add_up_to_nothing_or_nothing_is_written;
    a_batch_that_fails_fails_for_nobody_else;
    a_payment_takes_few_statements_however_many_there_are;
    limits_that_are_drawn_closer_judge_only_what_comes_after;
}

/// The nth of some things that nobody chose: the same in every run.
fn drawn(seed: u64) -> impl FnMut(u64) -> u64 {
    // SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
    let mut state = seed;
    move |below| {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut drawn = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        drawn = (drawn ^ (drawn >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (drawn ^ (drawn >> 31)) % below
    }
}

/// What one caller asks, one after the other: payments, holds and what becomes of them, reversals.
async fn asks(books: &Books<'_>, caller: u64) -> Vec<(Entry, Outcome)> {
    let mut draw = drawn(caller);
    let mut said = Vec::new();
    let (mut holds, mut transfers, mut payees) = (Vec::new(), Vec::new(), BTreeMap::new());
    for nth in 0..6_u64 {
        let key = (u128::from(caller) << 64) + u128::from(nth) + 1;
        let new = Uuid::from_u128(key);
        let from = 1 + u128::from(draw(u64::try_from(PEOPLE).unwrap()));
        let to = 1 + u128::from(draw(u64::try_from(PEOPLE).unwrap()));
        let amount = Amount::new(1 + i64::try_from(draw(6_000)).unwrap()).unwrap();
        let digest = note("").digest();
        let now = books.house.operator().now;
        let (of, ask) = match (draw(5), holds.pop(), transfers.pop()) {
            (0, Some((payer, hold)), _) => {
                (payer, Ask::Capture { id: TransferId(new), hold, amount, note: digest })
            }
            (1, Some((payer, hold)), _) => {
                // As either of the two, and what two disagree about is not let go.
                let by = if draw(2) == 0 { payer } else { payees[&hold] };
                let disputed = draw(2) == 0;
                let ask = match draw(3) {
                    0 => Ask::Dispute { hold, disputed },
                    _ => Ask::Release { hold },
                };
                (by, ask)
            }
            (2, _, Some((payer, transfer))) => {
                (payer, Ask::Reverse { id: TransferId(new), transfer, note: digest, decided: true })
            }
            (3, ..) => {
                let expires_at = now + TimeDelta::days(2);
                let ask = Ask::Hold { id: HoldId(new), to: account(to), amount, expires_at };
                payees.insert(HoldId(new), account(to));
                (account(from), ask)
            }
            _ => {
                let (id, kind) = (TransferId(new), TransferKind::Payment);
                (account(from), Ask::Pay { id, to: account(to), amount, kind, note: digest })
            }
        };
        let entry = books.entry(of, key, ask);
        let outcome = books.post(entry.clone()).await;
        if let Ok(posted) = &outcome {
            holds.extend(posted.hold.filter(|_| posted.transfers.is_empty()).map(|it| (of, it)));
            transfers.extend(posted.transfers.first().map(|it| (of, *it)));
        }
        said.push((entry, outcome));
    }
    said
}

async fn what_many_ask_at_once_is_what_the_core_says_in_that_order(house: &House) {
    let books = Books::of(house, 100).await;
    let callers = (1..=200).map(|caller| asks(&books, caller));
    let said: Vec<_> = all(callers).await.into_iter().flatten().collect();
    assert_eq!(said.len(), 1_200);
    let paid = said.iter().filter(|(_, outcome)| outcome.is_ok()).count();
    assert!(paid > 200 && paid < 1_200, "some are accepted and some refused: {paid}");

    // In the order of the database, the core says the same of each, and ends where it ended.
    let mut of: BTreeMap<(AccountId, Uuid), (Entry, Outcome)> = BTreeMap::new();
    for (entry, outcome) in said {
        of.insert((entry.command.account, entry.command.key), (entry, outcome));
    }
    let mut book = books.blank();
    for key in answered(&books).await {
        let (entry, outcome) = of.remove(&key).expect("answered once, and to somebody");
        assert_eq!(model::post(&mut book, &entry.command, entry.at), outcome);
    }
    assert!(of.is_empty(), "everything that was answered stands in the order");
    for n in (1..=PEOPLE).chain([FUND]) {
        let balance = book.accounts[&account(n)].balance().minor();
        assert_eq!(books.balance(n).await, balance, "of {n}");
    }
    let last = i64::try_from(book.last_number).unwrap();
    assert_eq!(house.count("transfers").await, last);
    assert_eq!(house.number("select last_number from currencies").await, last);
    assert_eq!(house.number("select count(distinct number) from transfers").await, last);
    assert_eq!(house.number("select max(number) from transfers").await, last);
    let reserved = book.accounts.values().map(|it| it.reserved).sum::<i64>();
    let of_holds = "select cast(coalesce(sum(amount - captured), 0) as bigint) from holds \
        where state = 'standing'";
    assert_eq!(house.number(of_holds).await, reserved);
    let apart = "select cast(sum(reserved) as bigint) from accounts";
    assert_eq!(house.number(apart).await, reserved);
}

/// What the books answered, in that order.
async fn answered(books: &Books<'_>) -> Vec<(AccountId, Uuid)> {
    let db = books.house.domain.db.reader();
    let text = "select account_id, key from ledger_answers order by nth";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), text)).await;
    let key = |row: &sea_orm::QueryResult| {
        (AccountId(row.try_get_by_index(0).unwrap()), row.try_get_by_index(1).unwrap())
    };
    rows.unwrap().iter().map(key).collect()
}

/// Awaits all of them at once, as many callers do.
pub(crate) async fn all<T>(futures: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut waiting: Vec<_> = futures.map(|it| (Some(Box::pin(it)), None)).collect();
    std::future::poll_fn(|cx| {
        let mut is_done = true;
        for (future, answer) in &mut waiting {
            if let Some(it) = future {
                match it.as_mut().poll(cx) {
                    std::task::Poll::Ready(said) => (*future, *answer) = (None, Some(said)),
                    std::task::Poll::Pending => is_done = false,
                }
            }
        }
        if is_done { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    waiting.into_iter().filter_map(|(_, answer)| answer).collect()
}

async fn what_is_sent_again_is_answered_as_before(house: &House) {
    let books = Books::of(house, 0).await;
    let first = books.payment(1, 2, 700, 9);
    let said = books.post(first.clone()).await;
    assert!(said.is_ok());
    let too_much = books.payment(1, 2, 90_000, 10);
    assert_eq!(books.post(too_much.clone()).await, Err(Rejected::PayerLimit));
    // It earns what it lacked, and is refused still: the first answer is the answer.
    books.post(books.payment(3, 1, 9_000, 11)).await.unwrap();
    house.clock.advance(TimeDelta::days(3));
    assert_eq!(books.post(too_much).await, Err(Rejected::PayerLimit));
    let mut again = first.clone();
    again.command.ask = match again.command.ask {
        Ask::Pay { to, amount, kind, note, .. } => {
            Ask::Pay { id: TransferId(Uuid::from_u128(77)), to, amount, kind, note }
        }
        ask => ask,
    };
    assert_eq!(books.post(again).await, said, "under the id of the first");
    assert_eq!(books.balance(2).await, 700, "once");
    let other = books.payment(1, 2, 701, 9);
    assert_eq!(books.post(other).await, Err(Rejected::ExistsWithDifferentContent));
    let another_s = books.payment(4, 2, 700, 12);
    let mine =
        Entry { command: Command { key: first.command.key, ..another_s.command }, ..another_s };
    assert!(books.post(mine).await.is_ok(), "a key is of one account");
    // Both in one batch.
    let twice = [books.payment(5, 6, 5, 40), books.payment(5, 6, 5, 40)];
    let tx = house.domain.db.write().await.unwrap();
    let said = post_in(&tx, &twice).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(said[0], said[1]);
    assert_eq!(books.balance(6).await, 5);
}

async fn what_was_written_is_other_content_too(house: &House) {
    let books = Books::of(house, 0).await;
    let with = |purpose: &str, key| {
        let mut entry = books.payment(1, 2, 700, key);
        entry.beside.note = Some(note(purpose));
        entry
    };
    let said = books.post(with("Band geplakt", 9)).await;
    assert!(said.is_ok());
    assert_eq!(books.post(with("Band geplakt", 9)).await, said);
    let other = books.post(with("Zadel", 9)).await;
    assert_eq!(other, Err(Rejected::ExistsWithDifferentContent));
    // Once the words are gone, nobody knows what they were.
    house.run("delete from transfer_notes").await;
    assert_eq!(books.post(with("Zadel", 9)).await, said);
}

async fn a_transfer_never_changes_and_never_goes(house: &House) {
    let books = Books::of(house, 0).await;
    books.post(books.payment(1, 2, 5, 1)).await.unwrap();
    for sql in [
        "update transfers set amount = 6",
        "update transfers set hash = note_digest",
        "delete from transfers",
        "delete from accounts",
        "delete from currencies",
        "update currencies set balance_sum = 1",
        "update accounts set balance = balance + 1",
        "update accounts set received = received + 1",
    ] {
        assert!(house.tried(sql).await.is_err(), "{sql}");
    }
    if !house.is_postgres() {
        // What replaces a row takes it away without asking a trigger that it goes.
        for (id, number, amount) in
            [("randomblob(16)", "number", "amount"), ("id", "2", "amount"), ("id", "number", "6")]
        {
            let replace = format!(
                "replace into transfers (id, currency_id, number, debit_id, credit_id, amount, \
                 kind, posted_at, note_digest, hash, debit_after, credit_after) \
                 select {id}, currency_id, {number}, debit_id, credit_id, {amount}, kind, \
                 posted_at, note_digest, hash, debit_after, credit_after from transfers"
            );
            assert!(house.tried(&replace).await.is_err(), "{replace}");
        }
    }
    assert_eq!(house.number("select cast(amount as bigint) from transfers").await, 5);
    // The demo's money was never anybody's.
    house.run("update currencies set demo = true").await;
    house.run("delete from transfers").await;
}

async fn a_transfer_stays_within_its_currency(house: &House) {
    let books = Books::of(house, 0).await;
    books.post(books.payment(1, 2, 5, 1)).await.unwrap();
    let literal = |id: u128| match house.is_postgres() {
        true => format!("'{}'::uuid", Uuid::from_u128(id)),
        false => format!("x'{}'", Uuid::from_u128(id).simple()),
    };
    let other = format!(
        "insert into currencies (id, community_id, code, names, symbol, scale, kind, is_on, \
         created_at, last_hash, last_at) select {}, community_id, 'ANDER', names, symbol, scale, \
         kind, is_on, created_at, last_hash, last_at from currencies",
        literal(7)
    );
    house.run(&other).await;
    let again = |id: u128, currency: &str| {
        format!(
            "insert into transfers (id, currency_id, number, debit_id, credit_id, amount, kind, \
             posted_at, note_digest, hash, debit_after, credit_after) \
             select {}, {currency}, 2, debit_id, credit_id, amount, kind, posted_at, note_digest, \
             hash, debit_after, credit_after from transfers",
            literal(id)
        )
    };
    assert!(house.tried(&again(8, &literal(7))).await.is_err());
    house.tried(&again(9, "currency_id")).await.expect("their own takes it");
}

async fn only_a_reversal_moves_an_account_beyond_its_limit(house: &House) {
    let books = Books::of(house, 0).await;
    let paid = books.post(books.payment(1, 2, 9_000, 1)).await.unwrap();
    books.post(books.payment(2, 3, 15_000, 2)).await.unwrap();
    for sql in [
        "update accounts set paid = paid + 20000, balance = balance - 20000 where kind = 'member'",
        "update accounts set received = received + 90000, balance = balance + 90000 \
         where kind = 'member'",
        // A reversal that moved others.
        "update accounts set paid = paid + 20000, balance = balance - 20000, reversal_number = 2 \
         where kind = 'member'",
    ] {
        assert!(house.tried(sql).await.is_err(), "{sql}");
    }
    let ask = Ask::Reverse {
        id: TransferId(Uuid::from_u128(3)),
        transfer: paid.transfers[0],
        note: note("").digest(),
        decided: true,
    };
    books.post(books.entry(account(2), 3, ask)).await.unwrap();
    assert_eq!(books.balance(2).await, -15_000, "what is decided posts, always");
    assert_eq!(books.post(books.payment(2, 1, 1, 4)).await, Err(Rejected::PayerLimit));
    books.post(books.payment(1, 2, 100, 5)).await.unwrap();
    assert_eq!(books.balance(2).await, -14_900, "and towards zero there is always a way");
}

async fn all_balances_add_up_to_nothing_or_nothing_is_written(house: &House) {
    let books = Books::of(house, 250).await;
    books.post(books.payment(1, 2, 9_000, 1)).await.unwrap();
    let sum = "select cast(sum(balance) as bigint) from accounts";
    assert_eq!(house.number(sum).await, 0);
    assert_eq!(books.balance(FUND).await, 225);
    assert_eq!(house.count("transfers").await, 2, "the payment and its levy");
}

async fn a_batch_that_fails_fails_for_nobody_else(house: &House) {
    let books = Books::of(house, 0).await;
    // What the database refuses, though the core does not: a purpose longer than it takes.
    let mut bad = books.payment(1, 2, 5, 1);
    bad.beside.note = Some(note(&"x".repeat(300)));
    let mut entries: Vec<Entry> = (2..40).map(|key| books.payment(3, 4, 1, key)).collect();
    entries.insert(17, bad);
    let db = &house.domain.db;
    let said = all(entries.into_iter().map(|entry| books.writer.post(db, entry))).await;
    let failed = said.iter().filter(|it| it.is_err()).count();
    assert_eq!(failed, 1);
    assert!(said[17].is_err());
    assert_eq!(books.balance(4).await, 38);
    assert_eq!(books.balance(2).await, 0);
}

async fn a_payment_takes_few_statements_however_many_there_are(house: &House) {
    let books = Books::of(house, 0).await;
    let batch = |from: u128, many: u128| -> Vec<Entry> {
        (0..many).map(|at| books.payment(1 + at % 3, 4 + at % 3, 1, from + at)).collect()
    };
    let mut counts = Vec::new();
    for (from, many) in [(1_000, 1), (2_000, 100), (3_000, 256)] {
        let before = house.domain.db.statements();
        let tx = house.domain.db.write().await.unwrap();
        let said = post_in(&tx, &batch(from, many)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(said.iter().all(Result::is_ok));
        counts.push(house.domain.db.statements() - before);
    }
    assert!(counts.iter().all(|it| *it == counts[0]), "{counts:?}");
    assert!(counts[0] <= 9, "{counts:?}");
}

async fn limits_that_are_drawn_closer_judge_only_what_comes_after(house: &House) {
    let books = Books::of(house, 0).await;
    let closer = Limits { min: Some(-100), max: Some(100) };
    let entries = [
        books.payment(1, 2, 9_000, 1),
        books.entry(account(1), 2, Ask::Limit { limits: closer }),
        books.payment(1, 2, 1, 3),
        books.payment(2, 1, 50, 4),
    ];
    let tx = house.domain.db.write().await.unwrap();
    let said = post_in(&tx, &entries).await.unwrap();
    tx.commit().await.unwrap();
    assert!(said[0].is_ok() && said[1].is_ok(), "{said:?}");
    assert_eq!(said[2], Err(Rejected::PayerLimit));
    assert!(said[3].is_ok());
    assert_eq!(books.balance(1).await, -8_950);
}
