//! Accounts: who gets one, who sees it, and what is decided about it. On both databases.

use chrono::TimeDelta;
use koop_domain::communities::model::Role;
use koop_domain::ctx::Ctx;
use koop_domain::error::Kind;
use koop_domain::id::{AccountId, HoldId, ListingId, ProfileId, TransferId};
use koop_domain::ledger::account::{AccountKind, AccountState, Limits};
use koop_domain::ledger::accounts::error::AccountError;
use koop_domain::ledger::accounts::{
    Decided, Held, Holder, LimitsDraft, by_id, close, decided, freeze, holder_of_listing,
    holder_of_member, limit_history, mine, my_holder, of_listing, of_member, open,
    open_for_listing, set_limits, thaw,
};
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::book::TransferKind;
use koop_domain::ledger::chain::note_digest;
use koop_domain::ledger::command::Ask;
use koop_domain::ledger::currencies::{create, switch};
use koop_domain::ledger::rejected::Rejected;
use koop_domain::listings::keepers::{self, Added};
use koop_domain::listings::model::Facts;
use koop_domain::profiles::mandates::Deed;
use koop_domain::profiles::model::ProfileKind;
use koop_domain::profiles::{act_as, make};
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use crate::communities::{id, outsider, person};
use crate::harness::{House, on_both_databases};
use crate::ledger_market::{Market, lat, market};

on_both_databases! {
    an_account_is_opened_once_whoever_asks_at_once;
    who_does_not_belong_opens_none;
    under_a_mandate_nobody_holds_an_account;
    a_place_kept_in_person_has_an_account_of_its_own;
    a_place_that_goes_leaves_its_account_with_its_holder;
    an_account_is_seen_by_its_holder_and_who_runs_the_community;
    limits_have_a_history_with_who_and_why;
    what_is_kept_is_taken_along_with_what_was_decided;
    nobody_decides_about_their_own_account;
    an_account_stands_still_and_goes_on_and_is_closed;
}

const WHY: &str = "Zo besloten op de vergadering";

pub(crate) fn key(house: &House) -> Uuid {
    house.operator().ids.next()
}

pub(crate) async fn shop(house: &House, ctx: &Ctx, name: &str) -> ListingId {
    let facts = Facts { name: name.to_owned(), ..Facts::default() };
    let added = keepers::add(ctx, &house.domain, facts, true).await.unwrap();
    let Added::New(listing) = added else { panic!("{added:?}") };
    house.run("update listing_keepers set role = 'owner'").await;
    listing.id
}

pub(crate) async fn as_merchant(house: &House, ctx: &Ctx) -> (Ctx, ProfileId) {
    let made = make(ctx, &house.domain, (ProfileKind::Merchant, "Bakkerij Noor")).await.unwrap();
    (act_as(ctx, &house.domain, made.id).await.unwrap().0, made.id)
}

/// The account of the community's fund.
pub(crate) async fn fund(house: &House) -> AccountId {
    let db = house.domain.db.reader();
    let text = "select id from accounts where kind = 'fund'";
    let statement = Statement::from_string(db.get_database_backend(), text);
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    AccountId(row.try_get_by_index(0).unwrap())
}

async fn an_account_is_opened_once_whoever_asks_at_once(house: &House) {
    let market = market(house, lat).await;
    let ctx = person(house, "buur@voorbeeld.nl", market.oost.id, Role::Member).await;
    let ask = || open(&ctx, &house.domain, market.currency);
    let (one, two, three) = tokio::join!(ask(), ask(), ask());
    let held = one.unwrap();
    assert_eq!([two.unwrap(), three.unwrap()], [held.clone(), held.clone()]);
    assert_eq!(held.account.kind, AccountKind::Member);
    assert_eq!(held.account.limits, lat(market.oost.id).limits);
    assert_eq!((held.soft, held.moved_at), (lat(market.oost.id).soft, None));
    let holder = holder_of_member(house.domain.db.reader(), id(&ctx)).await.unwrap();
    assert_eq!(held.holder, holder);
    assert_eq!(my_holder(&ctx, house.domain.db.reader()).await.unwrap(), holder.unwrap());
    assert_eq!(mine(&ctx, &house.domain).await.unwrap(), [held]);
}

async fn who_does_not_belong_opens_none(house: &House) {
    let market = market(house, lat).await;
    let (domain, of) = (&house.domain, market.currency);
    let stranger = outsider(house, "vreemd@voorbeeld.nl").await;
    let tried = open(&stranger, domain, of).await;
    assert!(matches!(tried, Err(AccountError::Denied(_))), "{tried:?}");
    for ctx in [house.visitor(), house.operator()] {
        let tried = open(&ctx, domain, of).await;
        assert!(matches!(tried, Err(AccountError::SignedOut)), "{tried:?}");
        let tried = mine(&ctx, domain).await;
        assert!(matches!(tried, Err(AccountError::SignedOut)), "{tried:?}");
    }
    let (member, id) = market.neighbour(house, "buur").await;
    switch(&market.organiser, domain, (of, 2), false).await.unwrap();
    let other = person(house, "ander@voorbeeld.nl", market.oost.id, Role::Member).await;
    let tried = open(&other, domain, of).await;
    assert!(matches!(tried, Err(AccountError::NotFound)), "{tried:?}");
    assert!(by_id(&member, domain, id).await.is_ok(), "what is held is still seen");
    assert_eq!(house.count("accounts").await, 2, "the fund's and the neighbour's");
}

async fn under_a_mandate_nobody_holds_an_account(house: &House) {
    let oost = crate::mandates::oost(house).await;
    oost.mandate(house, &[Deed::KeepPlaces, Deed::Agree]).await;
    let of = create(&oost.organiser, &house.domain, lat(oost.of)).await.unwrap().id;
    switch(&oost.organiser, &house.domain, (of, 1), true).await.unwrap();
    let acting = oost.acting(house).await.unwrap();
    for tried in
        [open(&acting, &house.domain, of).await.err(), mine(&acting, &house.domain).await.err()]
    {
        assert_eq!(tried.map(|it| it.kind()), Some(Kind::Denied));
    }
}

async fn a_place_kept_in_person_has_an_account_of_its_own(house: &House) {
    let market = market(house, lat).await;
    let (domain, of) = (&house.domain, market.currency);
    let (noor, own) = market.neighbour(house, "noor").await;
    let hers = shop(house, &noor, "Naaiatelier Yeter").await;
    let (merchant, profile) = as_merchant(house, &noor).await;
    let theirs = shop(house, &merchant, "Bakkerij Noor").await;

    let held = open_for_listing(&noor, domain, (of, hers)).await.unwrap();
    assert_ne!(held.account.id, own);
    assert_eq!(held.account.kind, AccountKind::Merchant);
    let person = my_holder(&noor, domain.db.reader()).await.unwrap();
    assert_eq!(held.holder, Some(Holder { listing: Some(hers), ..person }));
    assert_eq!(holder_of_listing(domain.db.reader(), hers).await.unwrap(), held.holder);
    assert_eq!(of_listing(&noor, domain, hers).await.unwrap(), std::slice::from_ref(&held));
    let all: Vec<AccountId> =
        mine(&noor, domain).await.unwrap().iter().map(|it| it.account.id).collect();
    assert_eq!(all, [own, held.account.id], "one's own before those of one's places");

    // What is kept for the bakery is paid to the bakery, by whichever of its places.
    let bakery = Some(Holder { profile, listing: None });
    assert_eq!(holder_of_listing(domain.db.reader(), theirs).await.unwrap(), bakery);
    let by_place = open_for_listing(&merchant, domain, (of, theirs)).await.unwrap();
    let by_name = open(&merchant, domain, of).await.unwrap();
    assert_eq!((by_place.holder, by_place), (bakery, by_name));
    for (ctx, listing) in [(&noor, theirs), (&merchant, hers)] {
        let tried = open_for_listing(ctx, domain, (of, listing)).await;
        assert!(matches!(tried, Err(AccountError::NotFound)), "not as that: {tried:?}");
    }
    let stranger = person_of(house, &market, "vreemd").await;
    for listing in [hers, theirs] {
        let tried = open_for_listing(&stranger, domain, (of, listing)).await;
        assert!(matches!(tried, Err(AccountError::NotFound)), "{tried:?}");
        let tried = of_listing(&stranger, domain, listing).await;
        assert!(matches!(tried, Err(AccountError::NotFound)), "{tried:?}");
    }
    house.run("update listing_keepers set role = 'finder'").await;
    assert_eq!(holder_of_listing(domain.db.reader(), hers).await.unwrap(), None, "nobody's yet");
}

async fn person_of(house: &House, market: &Market, name: &str) -> Ctx {
    person(house, &format!("{name}@voorbeeld.nl"), market.oost.id, Role::Member).await
}

async fn a_place_that_goes_leaves_its_account_with_its_holder(house: &House) {
    let market = market(house, lat).await;
    let (noor, own) = market.neighbour(house, "noor").await;
    let hers = shop(house, &noor, "Naaiatelier Yeter").await;
    let place = open_for_listing(&noor, &house.domain, (market.currency, hers)).await.unwrap();
    market.pays(house, (own, place.account.id), 700).await;
    house.run("delete from listings").await;
    let all = mine(&noor, &house.domain).await.unwrap();
    assert_eq!(all.iter().map(|it| it.account.id).collect::<Vec<_>>(), [own, place.account.id]);
    assert_eq!(open(&noor, &house.domain, market.currency).await.unwrap().account.id, own);
    market.pays(house, (place.account.id, own), 700).await;
}

async fn an_account_is_seen_by_its_holder_and_who_runs_the_community(house: &House) {
    let market = market(house, lat).await;
    let domain = &house.domain;
    let (holder, id) = market.neighbour(house, "buur").await;
    let (other, _) = market.neighbour(house, "ander").await;
    let steward = person(house, "buurt@voorbeeld.nl", market.oost.id, Role::Steward).await;
    for ctx in [&holder, &market.organiser] {
        assert_eq!(by_id(ctx, domain, id).await.unwrap().account.id, id);
        assert!(limit_history(ctx, domain, id).await.unwrap().is_empty());
        assert_eq!(decided(ctx, domain, &[id]).await.unwrap()[&id], Decided::default());
    }
    let as_shop = as_merchant(house, &holder).await.0;
    for ctx in [&other, &steward, &as_shop, &house.visitor(), &house.operator()] {
        let tried = by_id(ctx, domain, id).await;
        assert!(matches!(tried, Err(AccountError::NotFound)), "{tried:?}");
        let tried = limit_history(ctx, domain, id).await;
        assert!(matches!(tried, Err(AccountError::NotFound)), "{tried:?}");
        assert_eq!(decided(ctx, domain, &[id]).await.unwrap().len(), 0, "left out");
        let tried = freeze(ctx, domain, (id, key(house)), WHY).await;
        assert!(matches!(tried, Err(AccountError::NotFound)), "{tried:?}");
    }
    let tried = freeze(&holder, domain, (id, key(house)), WHY).await;
    assert!(matches!(tried, Err(AccountError::Denied(_))), "{tried:?}");
}

fn draft(min: i64, max: Option<i64>) -> LimitsDraft {
    let soft = Limits { min: Some(min / 2), max: None };
    LimitsDraft { limits: Limits { min: Some(min), max }, soft, reason: WHY.to_owned() }
}

async fn limits_have_a_history_with_who_and_why(house: &House) {
    let market = market(house, lat).await;
    let (ctx, domain) = (&market.organiser, &house.domain);
    let (holder, id) = market.neighbour(house, "buur").await;
    let once = key(house);
    let held = set_limits(ctx, domain, (id, once), draft(-500, Some(900))).await.unwrap();
    assert_eq!(held.account.limits, Limits { min: Some(-500), max: Some(900) });
    assert_eq!(held.soft, Limits { min: Some(-250), max: None });
    set_limits(ctx, domain, (id, key(house)), draft(-600, None)).await.unwrap();
    // Sent again it is answered, and done once.
    let again = set_limits(ctx, domain, (id, once), draft(-500, Some(900))).await.unwrap();
    assert_eq!(again.account.limits, Limits { min: Some(-600), max: None });
    let other = set_limits(ctx, domain, (id, once), draft(-700, None)).await;
    let differs = Rejected::ExistsWithDifferentContent;
    assert!(matches!(other, Err(AccountError::Rejected(it)) if it == differs), "{other:?}");
    let all = limit_history(&holder, domain, id).await.unwrap();
    assert_eq!(all.iter().map(|it| it.nth).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(all.iter().map(|it| it.limits.min).collect::<Vec<_>>(), [Some(-600), Some(-500)]);
    assert!(all.iter().all(|it| it.by == ctx.actor.hands() && it.reason == WHY));
    // Of many at once it is the same, and by whom only who runs the community is told.
    let (other, own) = market.neighbour(house, "ander").await;
    let both = [id, own];
    let read = async |ctx: &Ctx| decided(ctx, domain, &both).await.unwrap();
    let hers = read(&holder).await;
    assert_eq!((hers.len(), &hers[&id].changes, hers[&id].names.len()), (1, &all, 0));
    let at_desk = read(ctx).await;
    assert_eq!((at_desk.len(), &at_desk[&id].changes, at_desk[&id].names.len()), (2, &all, 1));
    assert_eq!(at_desk[&own], Decided::default());
    assert_eq!(read(&other).await.into_keys().collect::<Vec<_>>(), [own]);
    assert_eq!(house.count("audit_log where act = 'limits_set'").await, 2);
    // What breaks a rule is named, and what is promised is kept.
    let wrong = LimitsDraft { reason: " ".to_owned(), ..draft(-600, None) };
    let tried = set_limits(ctx, domain, (id, key(house)), wrong).await;
    assert!(matches!(tried, Err(AccountError::Invalid { field: "reason", .. })), "{tried:?}");
    let tried = set_limits(ctx, domain, (id, key(house)), draft(1, None)).await;
    assert!(matches!(tried, Err(AccountError::Invalid { field: "min", .. })), "{tried:?}");
    let (_, payee) = market.neighbour(house, "ander").await;
    let hold = Ask::Hold {
        id: HoldId(key(house)),
        to: payee,
        amount: Amount::new(400).unwrap(),
        expires_at: house.visitor().now + TimeDelta::days(1),
    };
    market.asks(house, id, hold).await.unwrap();
    let refused = key(house);
    for _ in 0..2 {
        let tried = set_limits(ctx, domain, (id, refused), draft(-300, None)).await;
        let cuts = Rejected::LimitsInvalid;
        assert!(matches!(tried, Err(AccountError::Rejected(it)) if it == cuts), "{tried:?}");
    }
    let answered = "ledger_answers where answer like '%limits_invalid%'";
    assert_eq!(house.count(answered).await, 1, "a refusal is an answer, and is kept");
}

async fn what_is_kept_is_taken_along_with_what_was_decided(house: &House) {
    let market = market(house, lat).await;
    let (holder, id) = market.neighbour(house, "buur").await;
    let other = person_of(house, &market, "ander").await;
    let ctx = &market.organiser;
    set_limits(ctx, &house.domain, (id, key(house)), draft(-600, None)).await.unwrap();
    close(&holder, &house.domain, (id, key(house)), "Ik stop ermee").await.unwrap();
    let next = open(&holder, &house.domain, market.currency).await.unwrap().account.id;
    // Also what is off, and what is closed, is theirs to take along; as whom they act is nothing.
    switch(ctx, &house.domain, (market.currency, 2), false).await.unwrap();
    for ctx in [&holder, &as_merchant(house, &holder).await.0] {
        let all = of_member(ctx, &house.domain).await.unwrap();
        assert_eq!(all.iter().map(|it| it.held.account.id).collect::<Vec<_>>(), [id, next]);
        assert!(all.iter().all(|it| (it.code.as_str(), it.scale) == ("LAT", 2)));
        let why: Vec<&str> = all[0].changes.iter().map(|it| it.reason.as_str()).collect();
        assert_eq!(why, ["Ik stop ermee", WHY]);
        let why: Vec<&str> = all[1].changes.iter().map(|it| it.reason.as_str()).collect();
        assert_eq!(why, [WHY], "what was decided goes on");
    }
    assert!(of_member(&other, &house.domain).await.unwrap().is_empty());
    assert!(of_member(&house.visitor(), &house.domain).await.is_err());
}

async fn nobody_decides_about_their_own_account(house: &House) {
    let market = market(house, lat).await;
    let (ctx, domain) = (&market.organiser, &house.domain);
    let own = open(ctx, domain, market.currency).await.unwrap().account.id;
    let (as_shop, _) = as_merchant(house, ctx).await;
    let shop = open(&as_shop, domain, market.currency).await.unwrap().account.id;
    for id in [own, shop] {
        for tried in [
            set_limits(ctx, domain, (id, key(house)), draft(-900, None)).await.err(),
            freeze(ctx, domain, (id, key(house)), WHY).await.err(),
            thaw(ctx, domain, (id, key(house)), WHY).await.err(),
        ] {
            assert!(matches!(tried, Some(AccountError::OwnCase)), "{tried:?}");
        }
    }
    let second = person(house, "tweede@voorbeeld.nl", market.oost.id, Role::Organiser).await;
    freeze(&second, domain, (own, key(house)), WHY).await.unwrap();
    let tried = close(ctx, domain, (own, key(house)), "Ik stop ermee").await;
    let stands = Rejected::PayerFrozen;
    assert!(matches!(tried, Err(AccountError::Rejected(it)) if it == stands), "{tried:?}");
}

async fn an_account_stands_still_and_goes_on_and_is_closed(house: &House) {
    let market = market(house, lat).await;
    let (ctx, domain) = (&market.organiser, &house.domain);
    let (holder, id) = market.neighbour(house, "buur").await;
    let (_, other) = market.neighbour(house, "ander").await;
    let to_other = Ask::Pay {
        id: TransferId(key(house)),
        to: other,
        amount: Amount::new(100).unwrap(),
        kind: TransferKind::Payment,
        note: note_digest(None, &[]),
    };
    let once = key(house);
    let held = freeze(ctx, domain, (id, once), WHY).await.unwrap();
    assert_eq!(held.account.state, AccountState::Frozen);
    assert_eq!(market.asks(house, id, to_other).await, Err(Rejected::PayerFrozen));
    let held = thaw(ctx, domain, (id, key(house)), WHY).await.unwrap();
    assert_eq!(held.account.state, AccountState::Open);
    let again: Held = freeze(ctx, domain, (id, once), WHY).await.unwrap();
    assert_eq!(again.account.state, AccountState::Open, "sent again it is done once");
    market.pays(house, (id, other), 100).await;
    let tried = close(&holder, domain, (id, key(house)), "Ik stop ermee").await;
    let not_empty = Rejected::AccountNotEmpty;
    assert!(matches!(tried, Err(AccountError::Rejected(it)) if it == not_empty), "{tried:?}");
    market.pays(house, (other, id), 100).await;
    let held = close(&holder, domain, (id, key(house)), "Ik stop ermee").await.unwrap();
    assert_eq!(held.account.state, AccountState::Closed);
    let states: Vec<AccountState> =
        limit_history(&holder, domain, id).await.unwrap().iter().map(|it| it.state).collect();
    assert_eq!(states, [AccountState::Closed, AccountState::Open, AccountState::Frozen]);
    assert!(mine(&holder, domain).await.unwrap().is_empty());
    let next = open(&holder, domain, market.currency).await.unwrap();
    assert_ne!(next.account.id, id, "another is opened");
    let tried = close(ctx, domain, (fund(house).await, key(house)), WHY).await;
    assert!(matches!(tried, Err(AccountError::Rejected(it)) if it == not_empty), "{tried:?}");
}
