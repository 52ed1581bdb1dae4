//! What is told of who would be paid: whose name is somebody else's place, and what they have where
//! the community decided so. On both databases.

use chrono::TimeDelta;
use koop_domain::communities::model::Role;
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::ledger::account::AccountKind;
use koop_domain::ledger::accounts::open_for_listing;
use koop_domain::ledger::currencies::error::CurrencyError;
use koop_domain::ledger::currencies::model::OPENING_DAYS;
use koop_domain::ledger::currencies::{RulesDraft, change_rules, switch};
use koop_domain::ledger::payments::model::{Facing, Payee, RequestDraft};
use koop_domain::ledger::payments::{at_code, facing, find, request};
use koop_domain::ledger::tills;
use koop_domain::ledger::tills::error::TillError;
use koop_domain::listings::keepers::{self, Keeper};
use koop_domain::members;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::model::ProfileKind;
use koop_domain::profiles::{make, rename};

use crate::communities::{community, person};
use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::shop;
use crate::ledger_market::{lat, market, rules};

on_both_databases! {
    balances_are_seen_by_members_once_the_community_decided_so;
    a_name_on_a_door_is_not_taken_by_others;
    who_had_a_place_before_is_not_paid_by_its_name;
}

async fn balances_are_seen_by_members_once_the_community_decided_so(house: &House) {
    let market = market(house, lat).await;
    let (anna, to) = market.neighbour(house, "anna").await;
    let (bram, from) = market.neighbour(house, "bram").await;
    market.pays(house, (from, to), 750).await;
    let seen = async |ctx: &Ctx| {
        let it = facing(ctx, &house.domain, &Payee::Account(to), None).await.unwrap();
        it.balance
    };
    assert_eq!(seen(&bram).await, None, "private, until somebody decides otherwise");
    let from_day = |days| RulesDraft {
        open_balances: true,
        ..rules(market.organiser.now + TimeDelta::days(days))
    };
    let decide =
        async |draft| change_rules(&market.organiser, &house.domain, market.currency, draft).await;
    let soon = decide(from_day(OPENING_DAYS - 1)).await;
    assert!(matches!(soon, Err(CurrencyError::OpensSoon)), "{soon:?}");
    // Nor while it is switched off for a moment.
    let turned = async |revision, is_on| {
        switch(&market.organiser, &house.domain, (market.currency, revision), is_on).await.unwrap()
    };
    turned(2, false).await;
    let off = decide(from_day(OPENING_DAYS - 1)).await;
    assert!(matches!(off, Err(CurrencyError::OpensSoon)), "{off:?}");
    turned(3, true).await;
    decide(from_day(OPENING_DAYS)).await.unwrap();
    assert_eq!(seen(&bram).await, None, "not before the day");

    let at = |ctx: &Ctx, days| Ctx { now: ctx.now + TimeDelta::days(days), ..ctx.clone() };
    let then = at(&bram, OPENING_DAYS);
    assert_eq!(seen(&then).await, Some(750));
    let found = find(&then, &house.domain, from, "iemand").await.unwrap();
    let with_account = found.iter().filter(|it| it.account == Some(to));
    let balances: Vec<_> = with_account.map(|it| it.balance).collect();
    assert_eq!(balances, [Some(750)]);
    // Who is no member reads none, and nobody who has not signed in.
    let west = community(house, "West").await;
    let stranger = person(house, "ver@voorbeeld.nl", west.id, Role::Member).await;
    assert_eq!(seen(&at(&stranger, OPENING_DAYS)).await, None);
    let code = koop_domain::ledger::accounts::code(&anna, &house.domain, to).await.unwrap();
    let visitor = at(&house.visitor(), OPENING_DAYS);
    let (visited, _) = at_code(&visitor, &house.domain, &code, "198.51.100.7").await.unwrap();
    assert_eq!(visited.balance, None);

    // What is closed again is closed at once.
    let closed = RulesDraft { open_balances: false, ..rules(then.now + TimeDelta::seconds(1)) };
    let organiser = at(&market.organiser, OPENING_DAYS);
    change_rules(&organiser, &house.domain, market.currency, closed).await.unwrap();
    let later = at(&then, 1);
    assert_eq!(seen(&later).await, None);
}

async fn a_name_on_a_door_is_not_taken_by_others(house: &House) {
    let market = market(house, lat).await;
    let (noor, _) = market.neighbour(house, "noor").await;
    shop(house, &noor, "Spaak").await;
    let (piet, _) = market.neighbour(house, "piet").await;
    let (_, asks) = market.neighbour(house, "bram").await;
    let bram = person(house, "kijker@voorbeeld.nl", market.oost.id, Role::Member).await;

    for name in ["Spaak", "  spaak ", "SPÁÁK"] {
        let made = make(&piet, &house.domain, (ProfileKind::Merchant, name)).await;
        let reserved = |it: &ProfileError| {
            matches!(it, ProfileError::Invalid { field: "name", problem: Problem::Reserved })
        };
        assert!(made.as_ref().is_err_and(reserved), "{name}: {made:?}");
    }
    let other = make(&piet, &house.domain, (ProfileKind::Merchant, "Spaken")).await.unwrap();
    let renamed = rename(&piet, &house.domain, other.id, "Spaak").await;
    assert!(matches!(renamed, Err(ProfileError::Invalid { problem: Problem::Reserved, .. })));
    // Whose it is may.
    make(&noor, &house.domain, (ProfileKind::Merchant, "Spaak")).await.unwrap();

    // A person may be called so; who means the place is told that it is not the one.
    let face = async |who: Payee| -> Facing {
        facing(&bram, &house.domain, &who, Some(market.currency)).await.unwrap()
    };
    assert!(!face(Payee::Account(asks)).await.namesake);
    let called = "update profiles set name = 'Spaak' where kind = 'person' and id in (select \
        p.profile_id from profile_members p join members m on m.id = p.member_id \
        where m.email_key = 'bram@voorbeeld.nl')";
    house.run(called).await;
    let it = face(Payee::Account(asks)).await;
    assert_eq!((it.name.as_deref(), it.namesake), (Some("Spaak"), true));
    house.run("update listing_keepers set role = 'finder'").await;
    assert!(!face(Payee::Account(asks)).await.namesake, "nobody has shown that it is theirs");
}

async fn who_had_a_place_before_is_not_paid_by_its_name(house: &House) {
    let domain = &house.domain;
    let market = market(house, lat).await;
    let (noor, _) = market.neighbour(house, "noor").await;
    let (piet, _) = market.neighbour(house, "piet").await;
    let (bram, from) = market.neighbour(house, "bram").await;
    let listing = shop(house, &noor, "Spaak").await;
    let of = (market.currency, listing);
    let till = open_for_listing(&noor, domain, of).await.unwrap().account.id;
    let code = koop_domain::ledger::accounts::code(&noor, domain, till).await.unwrap();
    let face = async |who: Payee| facing(&bram, domain, &who, Some(market.currency)).await.unwrap();
    let sticker =
        async || at_code(&house.visitor(), domain, &code, "198.51.100.7").await.unwrap().0;
    for it in [face(Payee::Account(till)).await, sticker().await] {
        assert_eq!((it.name.as_deref(), it.kind), (Some("Spaak"), AccountKind::Merchant));
        assert!(it.place.is_some_and(|it| it.is_claimed));
    }
    assert!(tills::at(&noor, domain, till).await.is_ok());

    let handle = members::viewer(&piet, domain).await.unwrap().1[0].handle.clone();
    keepers::let_in(&noor, domain, listing, (&handle, Keeper::Editor)).await.unwrap();
    keepers::hand_over(&noor, domain, listing, &handle).await.unwrap();
    let hers = async || {
        for it in [face(Payee::Account(till)).await, sticker().await] {
            assert_ne!(it.name.as_deref(), Some("Spaak"), "the sticker pays who had it before");
            assert_eq!((it.kind, it.place, it.listing), (AccountKind::Member, None, None));
        }
        // Nor does she ask for money by its name, or stand at its till.
        let key = crate::ledger_accounts::key(house);
        let (amount, to) = ("5".to_owned(), till);
        let (payer, purpose, expires_at) = (Some(Payee::Account(from)), None, None);
        let draft = RequestDraft { key, from: payer, to, amount, purpose, expires_at };
        let asked = request(&noor, domain, draft).await.unwrap();
        assert_ne!(asked.to.name.as_deref(), Some("Spaak"));
        assert!(matches!(tills::at(&noor, domain, till).await, Err(TillError::NotFound)));
        let offered = tills::offer(&noor, domain, till, (key, "Tablet")).await;
        assert!(matches!(offered, Err(TillError::NotFound)), "{offered:?}");
        assert!(tills::of_mine(&noor, domain).await.unwrap().iter().all(|it| it.account() != till));
    };
    hers().await;
    let his = face(Payee::Listing(listing)).await;
    assert_eq!((his.name.as_deref(), his.account), (Some("Spaak"), None));
    assert!(his.place.is_some());
    keepers::release(&piet, domain, listing).await.unwrap();
    hers().await;
}
