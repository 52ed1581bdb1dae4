//! The books looked through, written out and played again.

use koop_domain::id::TransferId;
use koop_domain::ledger::account::{AccountKind, Limits};
use koop_domain::ledger::chain::note_digest;
use koop_domain::ledger::command::Ask;
use koop_domain::ledger::history::lines::{Line, hex};
use koop_domain::ledger::history::model::Disagreement;
use koop_domain::ledger::history::playing::{Player, Policy};
use koop_domain::ledger::history::{self, error::HistoryError};
use koop_domain::ledger::journal::Note;
use koop_domain::ledger::rejected::Rejected;
use uuid::Uuid;

use crate::harness::{House, on_both_databases};
use crate::ledger_books::{Books, account, note};

on_both_databases! {
    books_that_are_sound_agree_while_others_pay;
    the_first_row_that_disagrees_is_named;
    what_is_written_out_plays_back_to_the_same_books;
    what_was_settled_plays_back_with_the_fund_standing_in;
    played_by_other_rules_it_says_what_they_would_have_done;
    lines_that_are_posted_again_change_nothing;
    the_books_own_lines_change_nothing_in_them;
    nobody_but_who_runs_the_house_looks_through_the_books;
}

/// Some payments, one with words, one taken back.
async fn lived_in(books: &Books<'_>) {
    for (key, (from, to, minor)) in
        (1..).zip([(1, 2, 700), (2, 3, 1_250), (3, 1, 190), (4, 5, 5_000)])
    {
        let mut entry = books.payment(from, to, minor, key);
        let words: Note = note("Band geplakt");
        if let Ask::Pay { note, .. } = &mut entry.command.ask {
            *note = words.digest();
        }
        entry.beside.note = Some(words);
        books.post(entry).await.unwrap();
    }
    let transfer = TransferId(Uuid::from_u128(4));
    let (id, note) = (TransferId(Uuid::from_u128(50)), note("Fout").digest());
    let ask = Ask::Reverse { id, transfer, note, decided: true };
    books.post(books.entry(account(5), 50, ask)).await.unwrap();
}

async fn books_that_are_sound_agree_while_others_pay(house: &House) {
    let books = Books::of(house, 100).await;
    lived_in(&books).await;
    let found = history::verify(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code.as_str(), found[0].found.clone()), ("LAT", Ok(10)));
    // Words that were forgotten leave the chain whole.
    house.run("delete from transfer_notes").await;
    let found = history::verify(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(found[0].found, Ok(10));
}

async fn the_first_row_that_disagrees_is_named(house: &House) {
    let books = Books::of(house, 100).await;
    lived_in(&books).await;
    let found = async || history::verify(&house.operator(), &house.domain).await.unwrap();
    house
        .run("update transfer_notes set purpose = 'Iets anders' where purpose = 'Band geplakt'")
        .await;
    let fault = found().await[0].found.clone().unwrap_err();
    let first = TransferId(Uuid::from_u128(1)).to_string();
    assert_eq!(
        (fault.table, fault.row, fault.about),
        ("transfer_notes", first, Disagreement::Note)
    );
    house.run("delete from transfer_notes").await;
    house.run("update accounts set reserved = 5 where kind = 'fund'").await;
    let fault = found().await[0].found.clone().unwrap_err();
    assert_eq!((fault.table, fault.about), ("accounts", Disagreement::SetApart));
    house.run("update accounts set reserved = 0").await;
    house.run("update currencies set last_number = 9").await;
    let fault = found().await[0].found.clone().unwrap_err();
    assert_eq!((fault.table, fault.about), ("currencies", Disagreement::Head));
}

async fn written(house: &House) -> Vec<Line> {
    let lines = written_out(house).await;
    let transfers = lines.iter().filter(|it| matches!(it, Line::Transfer(_))).count();
    assert_eq!(transfers, 10);
    lines
}

async fn written_out(house: &House) -> Vec<Line> {
    let mut out = Vec::new();
    history::export(&house.operator(), &house.domain, "LAT", &mut out).await.unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(!text.contains("Band"), "no word that somebody wrote");
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn played(lines: &[Line], policy: Policy) -> Player {
    let mut player = Player::new(policy);
    for line in lines {
        player.play(line);
    }
    player
}

async fn what_is_written_out_plays_back_to_the_same_books(house: &House) {
    let books = Books::of(house, 100).await;
    lived_in(&books).await;
    let lines = written(house).await;
    let player = played(&lines, Policy::default());
    assert_eq!(player.played().accepted, 5, "levies come of themselves");
    assert!(player.played().refused.is_empty());
    let Some(Line::Transfer(last)) = lines.last() else { panic!() };
    assert_eq!(last.hash, Some(hex(&player.book().last_hash)), "the same chain to the end");
    for n in 1..=6 {
        let balance = player.book().accounts[&account(n)].balance().minor();
        assert_eq!(books.balance(n).await, balance);
    }
}

async fn what_was_settled_plays_back_with_the_fund_standing_in(house: &House) {
    let books = Books::of(house, 100).await;
    lived_in(&books).await;
    let nothing = note_digest(None, &[]);
    let id = |nth| TransferId(Uuid::from_u128(nth));
    let leaves = Ask::Settle { id: id(60), note: nothing };
    books.post(books.entry(account(2), 60, leaves)).await.unwrap();
    // What they had paid comes back, and the fund has it.
    let back = Ask::Reverse { id: id(61), transfer: id(2), note: nothing, decided: true };
    books.post(books.entry(account(3), 61, back)).await.unwrap();
    books.post(books.payment(1, 3, 25, 62)).await.unwrap();
    let lines = written_out(house).await;
    let player = played(&lines, Policy::default());
    assert!(player.played().refused.is_empty(), "{:?}", player.played());
    let Some(Line::Transfer(last)) = lines.last() else { panic!() };
    assert_eq!(last.hash, Some(hex(&player.book().last_hash)), "the same chain to the end");
    for n in 1..=6 {
        let balance = player.book().accounts[&account(n)].balance().minor();
        assert_eq!(books.balance(n).await, balance, "of {n}");
    }
    let fund = player.book().accounts.values().find(|it| it.kind == AccountKind::Fund).unwrap();
    let kept = house.number("select balance from accounts where kind = 'fund'").await;
    assert_eq!(fund.balance().minor(), kept);
}

async fn played_by_other_rules_it_says_what_they_would_have_done(house: &House) {
    let books = Books::of(house, 100).await;
    lived_in(&books).await;
    let closer = Limits { min: Some(-1_000), max: None };
    let policy = Policy { limits: Some(closer), levy_bp: Some(0), step: None };
    let player = played(&written(house).await, policy);
    assert_eq!(player.played().accepted, 3);
    assert_eq!(player.played().refused[&Rejected::PayerLimit], 1);
    assert_eq!(player.played().refused[&Rejected::TransferUnknown], 1, "what was never paid");
    let sum: i64 = player.book().accounts.values().map(|it| it.balance().minor()).sum();
    assert_eq!(sum, 0);
    let funds = player.book().accounts.values().filter(|it| it.kind == AccountKind::Fund);
    assert_eq!(funds.map(|it| it.received).sum::<i64>(), 0);
}

async fn lines_that_are_posted_again_change_nothing(house: &House) {
    let books = Books::of(house, 100).await;
    let posted = async |from: u128| {
        let lines: Vec<Line> = (0..600_u128)
            .map(|nth| {
                let text = format!(
                    r#"{{"transfer":{{"id":"{}","debit":"{}","credit":"{}","amount":{},
                    "kind":"payment","number":null,"posted_at":"2020-01-25T00:51:31Z"}}}}"#,
                    Uuid::from_u128(0xF000_0000 + nth),
                    Uuid::from_u128(0xAA00 + nth % 7 + from),
                    Uuid::from_u128(0xAA00 + nth % 5 + 9),
                    1 + nth
                );
                serde_json::from_str(&text).unwrap()
            })
            .collect();
        history::replay_into(&house.operator(), &house.domain, "LAT", &lines).await.unwrap()
    };
    let once = posted(0).await;
    assert_eq!(once.accepted + once.refused.values().sum::<u64>(), 600);
    assert!(once.accepted > 0 && !once.refused.is_empty(), "{once:?}");
    let rows = house.count("transfers").await;
    assert_eq!(posted(0).await, once, "answered as the first time");
    assert_eq!(house.count("transfers").await, rows);
    let found = history::verify(&house.operator(), &house.domain).await.unwrap();
    assert!(found[0].found.is_ok(), "{found:?}");
    drop(books);
}

async fn the_books_own_lines_change_nothing_in_them(house: &House) {
    let books = Books::of(house, 100).await;
    lived_in(&books).await;
    let mut lines = written(house).await;
    let into = async |lines: &[Line]| {
        history::replay_into(&house.operator(), &house.domain, "LAT", lines).await.unwrap()
    };
    let own = into(&lines).await;
    assert_eq!((own.accepted, own.refused.len()), (5, 0), "{own:?}");
    assert_eq!(house.count("transfers").await, 10);
    let changed = lines.iter_mut().find_map(|it| match it {
        Line::Transfer(it) => Some(it),
        _ => None,
    });
    changed.unwrap().amount += 1;
    let other = into(&lines).await;
    assert_eq!(other.refused[&Rejected::ExistsWithDifferentContent], 1);
    assert_eq!((other.accepted, house.count("transfers").await), (4, 10));
}

async fn nobody_but_who_runs_the_house_looks_through_the_books(house: &House) {
    let said = history::verify(&house.visitor(), &house.domain).await;
    assert!(matches!(said, Err(HistoryError::Denied(_))));
    let said = history::export(&house.visitor(), &house.domain, "LAT", &mut Vec::new()).await;
    assert!(matches!(said, Err(HistoryError::Denied(_))));
    let said = history::export(&house.operator(), &house.domain, "X", &mut Vec::new()).await;
    assert!(matches!(said, Err(HistoryError::Currency { .. })));
}
