//! What organisers decide about accounts: of many at once it goes on whatever is cut off, and whose
//! account it is hears of it and reads why. On both databases.

use koop_domain::alerts::{self, AlertKind};
use koop_domain::ctx::Ctx;
use koop_domain::error::Kind;
use koop_domain::id::AccountId;
use koop_domain::ledger::account::{AccountKind, AccountState, Limits};
use koop_domain::ledger::accounts::{
    self, LimitsDraft, freeze, go_on_with_groups, group_limits, limit_history, set_group_limits,
    set_limits, thaw,
};
use koop_domain::ledger::history;
use koop_domain::ledger::overview::{self, AccountsQuery};
use koop_domain::posts::error::PostError;
use koop_domain::posts::kinds::TermKind;
use koop_domain::posts::model::{Post, Term};
use koop_domain::posts::{edit, publish};
use koop_domain::profiles::model::ProfileKind;
use koop_domain::profiles::{act_as, make};

use crate::agreements::{at, literal};
use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::key;
use crate::ledger_market::{Market, lat, market};
use crate::posts::{draft, now};

on_both_databases! {
    a_group_whose_limits_were_cut_off_is_gone_on_with;
    a_decision_about_a_group_is_one_however_often_it_is_sent;
    many_accounts_are_not_waited_for;
    who_holds_an_account_hears_what_was_decided_and_reads_why;
    a_price_that_is_asked_is_one_of_its_currency;
    an_organisation_is_found_however_its_name_is_written;
}

const WHY: &str = "Zo besloten op de vergadering";
const WIDE: Limits = Limits { min: Some(-5_000), max: Some(10_000) };

fn wide() -> LimitsDraft {
    LimitsDraft { limits: WIDE, soft: Limits::NONE, reason: WHY.to_owned() }
}

/// So many neighbours with an account, in the order of its id.
async fn neighbours(house: &House, market: &Market, many: usize) -> Vec<AccountId> {
    let mut all = Vec::new();
    for nth in 0..many {
        all.push(market.neighbour(house, &format!("buur{nth}")).await.1);
    }
    all.sort();
    all
}

async fn limits(house: &House, market: &Market, all: &[AccountId]) -> Vec<Limits> {
    let mut limits = Vec::new();
    for id in all {
        let held = accounts::by_id(&market.organiser, &house.domain, *id).await.unwrap();
        limits.push(held.account.limits);
    }
    limits
}

async fn a_group_whose_limits_were_cut_off_is_gone_on_with(house: &House) {
    let market = market(house, lat).await;
    let all = neighbours(house, &market, 6).await;
    let (id, sent) = (house.operator().ids.next(), key(house));
    let by = koop_domain::ctx::Actor::hands(market.organiser.actor).unwrap();
    // As a node left it that died after the second account.
    let row = [id, market.currency.0, sent, by.0, all[1].0].map(|it| literal(house, it));
    let [id, currency, key, by, after] = row;
    let moment = at(house.operator().now);
    house
        .run(&format!(
            "insert into group_limits (id, currency_id, key, kind, min_minor, max_minor, reason, \
             by_id, at, total, after_id, changed) values ({id}, {currency}, {key}, 'member', \
             -5000, 10000, '{WHY}', {by}, {moment}, 6, {after}, 2)"
        ))
        .await;
    let (operator, domain) = (house.operator(), &house.domain);
    assert_eq!(go_on_with_groups(&operator, domain).await.unwrap(), 4);
    assert_eq!(go_on_with_groups(&operator, domain).await.unwrap(), 0, "it is at its end");
    let found = limits(house, &market, &all).await;
    assert!(found[..2].iter().all(|it| *it != WIDE), "those had been seen to");
    assert!(found[2..].iter().all(|it| *it == WIDE));
    let told = group_limits(&market.organiser, domain, market.currency).await.unwrap();
    assert_eq!((told[0].changed, told[0].left_out, told[0].total), (6, 0, 6));
    assert!(told[0].done_at.is_some());
    // Sent again it is that decision, and nothing is done anew.
    let of = (market.currency, AccountKind::Member, sent);
    let again = set_group_limits(&market.organiser, domain, of, wide()).await.unwrap();
    assert_eq!(again, told[0]);
    let changes = limit_history(&market.organiser, domain, all[5]).await.unwrap();
    assert_eq!((changes.len(), changes[0].reason.as_str()), (1, WHY));
    let denied = go_on_with_groups(&market.organiser, domain).await;
    assert!(denied.is_err(), "it is the house's");
    for it in history::verify(&operator, domain).await.unwrap() {
        it.found.unwrap();
    }
}

async fn a_decision_about_a_group_is_one_however_often_it_is_sent(house: &House) {
    let market = market(house, lat).await;
    let all = neighbours(house, &market, 3).await;
    let (domain, of) = (&house.domain, (market.currency, AccountKind::Member, key(house)));
    let set = |draft| set_group_limits(&market.organiser, domain, of, draft);
    let first = set(wide()).await.unwrap();
    assert_eq!((first.changed, first.total, first.done_at.is_some()), (3, 3, true), "at once");
    // Somebody who comes later has what the rules say.
    let late = market.neighbour(house, "later").await.1;
    assert_eq!(set(wide()).await.unwrap(), first);
    assert_eq!(go_on_with_groups(&house.operator(), domain).await.unwrap(), 0);
    assert_ne!(limits(house, &market, &[late]).await, [WIDE]);
    let other = LimitsDraft { reason: "Anders".to_owned(), ..wide() };
    assert_eq!(set(other).await.map_err(|it| it.kind()), Err(Kind::Rejected));
    assert_eq!(house.count("group_limits").await, 1);
    let log = "select count(*) || '' from audit_log where act = 'group_limits_set'";
    assert_eq!(house.text(log).await, "1");
    assert_eq!(limits(house, &market, &all).await, [WIDE; 3]);
    let (stranger, _) = market.neighbour(house, "vreemde").await;
    let denied = group_limits(&stranger, domain, market.currency).await.map_err(|it| it.kind());
    assert_eq!(denied, Err(Kind::Denied));
}

async fn many_accounts_are_not_waited_for(house: &House) {
    let market = market(house, lat).await;
    let (currency, opened) = (literal(house, market.currency.0), at(house.operator().now));
    let rows: Vec<String> = (0..620)
        .map(|_| {
            let id = literal(house, house.operator().ids.next());
            format!("({id}, {currency}, 'member', 'open', -10000, 50000, {opened})")
        })
        .collect();
    let insert = "insert into accounts (id, currency_id, kind, state, min_minor, max_minor, \
        opened_at) values";
    house.run(&format!("{insert} {}", rows.join(", "))).await;
    let (domain, of) = (&house.domain, (market.currency, AccountKind::Member, key(house)));
    let first = set_group_limits(&market.organiser, domain, of, wide()).await.unwrap();
    assert_eq!((first.changed, first.total, first.done_at), (500, 620, None));
    assert_eq!(go_on_with_groups(&house.operator(), domain).await.unwrap(), 120);
    let wide = "select count(*) || '' from accounts where kind = 'member' and min_minor = -5000";
    assert_eq!(house.text(wide).await, "620");
    let decided = "select count(*) || '' from account_limits where nth = 1";
    assert_eq!(house.text(decided).await, "620");
}

async fn kinds(house: &House, who: &Ctx) -> Vec<AlertKind> {
    let all = alerts::mine(&now(house, who), &house.domain, 100, None).await.unwrap().0;
    all.into_iter().rev().map(|it| it.kind).collect()
}

async fn who_holds_an_account_hears_what_was_decided_and_reads_why(house: &House) {
    let market = market(house, lat).await;
    let (ana, account) = market.neighbour(house, "ana").await;
    let (organiser, domain) = (&market.organiser, &house.domain);
    let sent = key(house);
    for _ in 0..2 {
        // Sent twice it is told once.
        freeze(organiser, domain, (account, sent), WHY).await.unwrap();
    }
    thaw(organiser, domain, (account, key(house)), "Opgelost").await.unwrap();
    set_limits(organiser, domain, (account, key(house)), wide()).await.unwrap();
    let told = kinds(house, &ana).await;
    assert_eq!(
        told,
        [AlertKind::AccountFrozen, AlertKind::AccountThawed, AlertKind::LimitsChanged]
    );
    assert!(kinds(house, organiser).await.is_empty());
    let (all, _) = alerts::mine(&now(house, &ana), domain, 100, None).await.unwrap();
    assert!(all.iter().all(|it| it.about == "LAT"));
    assert!(all.iter().all(|it| it.payment.as_ref().is_some_and(|it| it.account == account)));
    let read = limit_history(&ana, domain, account).await.unwrap();
    let read: Vec<(AccountState, &str)> =
        read.iter().map(|it| (it.state, it.reason.as_str())).collect();
    let (open, frozen) = (AccountState::Open, AccountState::Frozen);
    assert_eq!(read, [(open, WHY), (open, "Opgelost"), (frozen, WHY)]);
}

fn price(amount: &str, code: &str) -> Term {
    let (amount, currency) = (Some(amount.to_owned()), Some(code.to_owned()));
    Term { kind: TermKind::Price, days: None, words: None, amount, currency }
}

async fn asks(house: &House, who: &Ctx, term: Term) -> Result<Post, PostError> {
    let mut draft = draft("Boodschappen doen");
    draft.content.terms = vec![term];
    publish(&now(house, who), &house.domain, draft).await
}

async fn a_price_that_is_asked_is_one_of_its_currency(house: &House) {
    let named = |of| {
        let it = lat(of);
        koop_domain::ledger::currencies::CurrencyDraft { code: "UUR2".to_owned(), step: 50, ..it }
    };
    let market = market(house, named).await;
    let (ana, _) = market.neighbour(house, "ana").await;
    let post = asks(house, &ana, price("2.5", "UUR2")).await.unwrap();
    assert_eq!(post.content.terms[0].amount.as_deref(), Some("2.50"), "as its currency writes it");
    for (amount, code, field) in [
        ("5", "EUR", "terms.currency"),
        ("0.25", "UUR2", "terms.amount"),
        ("1.505", "UUR2", "terms.amount"),
    ] {
        let wrong = asks(house, &ana, price(amount, code)).await;
        let is_named =
            |it: &PostError| matches!(it, PostError::Invalid { field: f, .. } if *f == field);
        assert!(wrong.as_ref().is_err_and(is_named), "{amount} {code}: {wrong:?}");
    }
    // What stood already stays, whatever became of its currency.
    let switched = koop_domain::ledger::currencies::switch(
        &market.organiser,
        &house.domain,
        (market.currency, 2),
        false,
    );
    switched.await.unwrap();
    let mut same = draft("Boodschappen brengen");
    same.content.terms = post.content.terms.clone();
    let kept = edit(&now(house, &ana), &house.domain, post.id, post.revision, same.clone()).await;
    let kept = kept.unwrap();
    same.content.terms = vec![price("3.00", "UUR2")];
    let other = edit(&now(house, &ana), &house.domain, post.id, kept.revision, same).await;
    assert!(matches!(other, Err(PostError::Invalid { field: "terms.currency", .. })), "{other:?}");
}

async fn an_organisation_is_found_however_its_name_is_written(house: &House) {
    let market = market(house, lat).await;
    let (ana, _) = market.neighbour(house, "ana").await;
    let made = make(&ana, &house.domain, (ProfileKind::Merchant, "Bakkerij Ümit")).await.unwrap();
    let acting = act_as(&ana, &house.domain, made.id).await.unwrap().0;
    let held = accounts::open(&acting, &house.domain, market.currency).await.unwrap();
    for text in ["ümit", "UMIT", "bakkerij ü", "Ümit"] {
        let query = AccountsQuery { text: text.to_owned(), first: 10, ..AccountsQuery::default() };
        let found = overview::accounts(&market.organiser, &house.domain, market.currency, &query);
        let found: Vec<AccountId> =
            found.await.unwrap().into_iter().map(|it| it.held.account.id).collect();
        assert_eq!(found, [held.account.id], "{text}");
    }
}
