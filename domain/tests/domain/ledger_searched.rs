//! What is found of a history by words: in whom, in what for, in the kind, however it is written,
//! and by going on among very many. On both databases.

use koop_domain::ctx::Ctx;
use koop_domain::id::{AccountId, TransferId};
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::book::TransferKind;
use koop_domain::ledger::chain::note_digest;
use koop_domain::ledger::command::{Ask, Command};
use koop_domain::ledger::journal::{Beside, Entry, post_in};
use koop_domain::ledger::payments::model::{Payee, PaymentDraft};
use koop_domain::ledger::payments::{
    HistoryQuery, SEARCHED_MAX, hide_purpose, history, pay, search,
};

use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::key;
use crate::ledger_market::{Market, lat, market};

on_both_databases! {
    a_payment_is_found_by_whom_what_for_and_its_kind;
    who_looks_for_words_among_very_many_goes_on;
}

/// Pays; says what for, and of which kind.
async fn paid(
    house: &House,
    (who, from, to): (&Ctx, AccountId, AccountId),
    (purpose, category): (&str, &str),
) -> TransferId {
    let draft = PaymentDraft {
        key: key(house),
        from,
        to: Payee::Account(to),
        amount: "1".to_owned(),
        purpose: Some(purpose.to_owned()),
        category: Some(category.to_owned()),
    };
    pay(who, &house.domain, draft).await.unwrap().transfer.id
}

async fn named(house: &House, email: &str, name: &str) {
    let text = format!(
        "update profiles set name = '{name}' where kind = 'person' and id in (select \
         p.profile_id from profile_members p join members m on m.id = p.member_id \
         where m.email_key = '{email}')"
    );
    house.run(&text).await;
}

/// The numbers that an account finds.
async fn found(
    house: &House,
    (who, of): (&Ctx, AccountId),
    (words, category): (&str, &str),
) -> Vec<u64> {
    let some = |it: &str| Some(it.to_owned()).filter(|it| !it.is_empty());
    let query = HistoryQuery {
        words: some(words),
        category: some(category),
        first: 10,
        ..HistoryQuery::default()
    };
    let all = history(who, &house.domain, of, &query).await.unwrap();
    all.iter().map(|it| it.transfer.number).collect()
}

async fn a_payment_is_found_by_whom_what_for_and_its_kind(house: &House) {
    let market: Market = market(house, lat).await;
    let (anna, annas) = market.neighbour(house, "anna").await;
    let (bram, brams) = market.neighbour(house, "bram").await;
    let (_, carlas) = market.neighbour(house, "carla").await;
    named(house, "bram@voorbeeld.nl", "Élodie Visser").await;
    named(house, "carla@voorbeeld.nl", "Carla Smit").await;
    let cake = paid(house, (&anna, annas, brams), ("Één taart", "Eten en drinken")).await;
    paid(house, (&anna, annas, carlas), ("Band geplakt", "Reparatie")).await;
    paid(house, (&bram, brams, annas), ("Terug voor de taart", "Eten en drinken")).await;

    let of = (&anna, annas);
    for (words, category, numbers) in [
        ("ÉÉN TAART", "", vec![1]),
        ("een", "", vec![1]),
        ("taart", "", vec![3, 1]),
        ("elodie", "", vec![3, 1]),
        ("Élodie band", "", vec![]),
        ("carla", "", vec![2]),
        ("smit", "", vec![]),
        ("reparatie", "", vec![2]),
        ("", "eten", vec![3, 1]),
        ("één", "ETEN", vec![1]),
        ("", "les", vec![]),
        ("100%", "", vec![]),
        (" - ", "", vec![3, 2, 1]),
    ] {
        assert_eq!(found(house, of, (words, category)).await, numbers, "{words:?} {category:?}");
    }
    // Words that are hidden are not found; who it was is.
    hide_purpose(&anna, &house.domain, cake, true).await.unwrap();
    assert_eq!(found(house, of, ("een", "")).await, Vec::<u64>::new());
    assert_eq!(found(house, of, ("elodie", "")).await, [3, 1]);
    // Who runs the community is told of neither, and so finds nothing by them.
    let desk = (&market.organiser, annas);
    assert_eq!(found(house, desk, ("band", "")).await, [3, 2, 1], "it is no filter there");
}

async fn who_looks_for_words_among_very_many_goes_on(house: &House) {
    let market = market(house, lat).await;
    let (anna, annas) = market.neighbour(house, "anna").await;
    let (_, brams) = market.neighbour(house, "bram").await;
    paid(house, (&anna, annas, brams), ("Taart", "Eten")).await;
    many(house, &market, (annas, brams)).await;
    let query = HistoryQuery { words: Some("taart".into()), first: 10, ..Default::default() };
    let first = search(&anna, &house.domain, annas, &query).await.unwrap();
    assert_eq!((first.found.len(), first.goes_on), (0, Some(2)), "so many and no further");
    let rest = HistoryQuery { before: first.goes_on, ..query };
    let rest = search(&anna, &house.domain, annas, &rest).await.unwrap();
    assert_eq!((rest.found.len(), rest.goes_on), (1, None));
}

/// As many payments to and fro as are looked through at once.
async fn many(house: &House, market: &Market, (one, other): (AccountId, AccountId)) {
    let at = house.operator();
    let entry = |nth: usize| {
        let (account, to) = if nth.is_multiple_of(2) { (other, one) } else { (one, other) };
        let ask = Ask::Pay {
            id: TransferId(at.ids.next()),
            to,
            amount: Amount::new(1).unwrap(),
            kind: TransferKind::Payment,
            note: note_digest(None, &[]),
        };
        let command = Command { account, key: at.ids.next(), ask };
        let beside = Beside::default();
        Entry { currency: market.currency, command, at: at.now, beside }
    };
    let all: Vec<Entry> = (0..SEARCHED_MAX).map(entry).collect();
    for group in all.chunks(500) {
        let tx = house.domain.db.write().await.unwrap();
        assert!(post_in(&tx, group).await.unwrap().iter().all(Result::is_ok));
        tx.commit().await.unwrap();
    }
}
