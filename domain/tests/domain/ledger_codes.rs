//! Who would be paid is told before anybody pays: by a code, by a name, and by nobody else's. On
//! both databases.

use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::id::AccountId;
use koop_domain::ledger::account::AccountKind;
use koop_domain::ledger::accounts::error::AccountError;
use koop_domain::ledger::accounts::{close, code, open, open_for_listing, renew_code};
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{Facing, Payee, PaymentDraft, RequestDraft};
use koop_domain::ledger::payments::{
    accept, asked_by_code, facing, find, pay, purse, request, requests,
};
use koop_domain::ledger::rejected::Rejected;
use koop_domain::posts;

use crate::communities::person;
use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::{as_merchant, key, shop};
use crate::ledger_market::{lat, market};

on_both_databases! {
    an_account_has_one_code_until_it_is_renewed;
    only_who_holds_an_account_or_keeps_its_place_shows_its_code;
    who_would_be_paid_is_told_and_nothing_is_opened;
    by_the_code_of_a_request_that_is_paid_and_waits_no_more;
    codes_are_tried_only_so_often;
    nobody_is_found_by_name_whom_the_account_never_met;
    a_place_that_went_is_paid_by_its_own_account;
}

pub(crate) fn payment(house: &House, from: AccountId, to: Payee, amount: &str) -> PaymentDraft {
    let (purpose, category) = (Some("Band geplakt".to_owned()), None);
    PaymentDraft { key: key(house), from, to, amount: amount.to_owned(), purpose, category }
}

fn is_unknown(error: &PaymentError) -> bool {
    matches!(error, PaymentError::Invalid { field: "to", problem: Problem::Unknown })
}

async fn faced(house: &House, ctx: &Ctx, who: &Payee) -> Result<Facing, PaymentError> {
    facing(ctx, &house.domain, who, None).await
}

async fn an_account_has_one_code_until_it_is_renewed(house: &House) {
    let market = market(house, lat).await;
    let (anna, to) = market.neighbour(house, "anna").await;
    let (bram, from) = market.neighbour(house, "bram").await;
    let ask = || code(&anna, &house.domain, to);
    let (one, two) = tokio::join!(ask(), ask());
    let first = one.unwrap();
    assert_eq!((two.unwrap(), ask().await.unwrap()), (first.clone(), first.clone()));
    assert_eq!(first.len(), 6);
    assert!(first.chars().all(|it| "0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains(it)), "{first}");
    let typed = Payee::Code(format!(" {}-{}", &first[..3], first[3..].to_lowercase()));
    let it = faced(house, &bram, &typed).await.unwrap();
    assert_eq!((it.account, it.currency), (Some(to), Some(market.currency)));
    let paid = pay(&bram, &house.domain, payment(house, from, typed.clone(), "2,50")).await;
    assert_eq!(paid.unwrap().other.account, to);
    let next = renew_code(&anna, &house.domain, to).await.unwrap();
    assert_ne!(next, first);
    assert!(is_unknown(&faced(house, &bram, &typed).await.unwrap_err()));
    let tried = pay(&bram, &house.domain, payment(house, from, typed, "1")).await;
    assert!(is_unknown(&tried.unwrap_err()));
    assert!(faced(house, &bram, &Payee::Code(next)).await.is_ok());
}

async fn only_who_holds_an_account_or_keeps_its_place_shows_its_code(house: &House) {
    let market = market(house, lat).await;
    let (noor, own) = market.neighbour(house, "noor").await;
    let (piet, _) = market.neighbour(house, "piet").await;
    let hers = shop(house, &noor, "Naaiatelier Yeter").await;
    let place = open_for_listing(&noor, &house.domain, (market.currency, hers)).await.unwrap();
    for account in [own, place.account.id] {
        let tried = code(&piet, &house.domain, account).await;
        assert!(matches!(tried, Err(AccountError::NotFound)), "{tried:?}");
    }
    let sql = "insert into listing_keepers (listing_id, member_id, role, since) \
        select k.listing_id, m.id, 'till', k.since from listing_keepers k, members m \
        where m.email_key = 'piet@voorbeeld.nl'";
    house.run(sql).await;
    let shown = code(&piet, &house.domain, place.account.id).await.unwrap();
    assert_eq!(shown, code(&noor, &house.domain, place.account.id).await.unwrap());
    assert!(code(&piet, &house.domain, own).await.is_err(), "hers in person is hers");
    assert!(code(&house.visitor(), &house.domain, own).await.is_err());
    let of = (own, key(house));
    close(&noor, &house.domain, of, "Ik stop ermee").await.unwrap();
    let closed = code(&noor, &house.domain, own).await;
    assert!(matches!(closed, Err(AccountError::NotFound)), "{closed:?}");
}

async fn who_would_be_paid_is_told_and_nothing_is_opened(house: &House) {
    let market = market(house, lat).await;
    let (noor, own) = market.neighbour(house, "noor").await;
    let hers = shop(house, &noor, "Naaiatelier Yeter").await;
    let (_, profile) = as_merchant(house, &noor).await;
    let bram = person(
        house,
        "bram@voorbeeld.nl",
        market.oost.id,
        koop_domain::communities::model::Role::Member,
    )
    .await;
    let before = house.count("accounts").await;
    let in_lat =
        async |who: Payee| facing(&bram, &house.domain, &who, Some(market.currency)).await.unwrap();
    let place = in_lat(Payee::Listing(hers)).await;
    assert_eq!(place.name.as_deref(), Some("Naaiatelier Yeter"));
    assert_eq!((place.account, place.kind), (None, AccountKind::Merchant));
    assert!(place.place.unwrap().is_claimed);
    let person = in_lat(Payee::Account(own)).await;
    assert_eq!((person.account, person.kind), (Some(own), AccountKind::Member));
    assert!(person.place.is_none());
    let handle = house.text("select handle from profiles where kind = 'merchant'").await;
    let bakery = in_lat(Payee::Handle(handle)).await;
    assert_eq!((bakery.name.as_deref(), bakery.profile), (Some("Bakkerij Noor"), Some(profile)));
    assert_eq!(house.count("accounts").await, before, "nothing is opened for it");
    house.run("update listing_keepers set role = 'finder'").await;
    let unclaimed = facing(&bram, &house.domain, &Payee::Listing(hers), None).await;
    assert!(is_unknown(&unclaimed.unwrap_err()));
    posts::block(&noor, &house.domain, purse_profile(house, &bram).await).await.unwrap();
    assert!(is_unknown(&faced(house, &bram, &Payee::Account(own)).await.unwrap_err()));
    let visitor = faced(house, &house.visitor(), &Payee::Account(own)).await;
    assert!(matches!(visitor, Err(PaymentError::SignedOut)), "{visitor:?}");
}

async fn purse_profile(house: &House, ctx: &Ctx) -> koop_domain::id::ProfileId {
    koop_domain::ledger::accounts::my_holder(ctx, house.domain.db.reader()).await.unwrap().profile
}

fn asks(house: &House, to: AccountId, from: Option<AccountId>) -> RequestDraft {
    let (amount, purpose) = ("7,50".to_owned(), Some("Taart".to_owned()));
    let from = from.map(Payee::Account);
    RequestDraft { key: key(house), from, to, amount, purpose, expires_at: None }
}

async fn by_the_code_of_a_request_that_is_paid_and_waits_no_more(house: &House) {
    let market = market(house, lat).await;
    let (anna, to) = market.neighbour(house, "anna").await;
    let (bram, from) = market.neighbour(house, "bram").await;
    let (chris, other) = market.neighbour(house, "chris").await;
    let asked = request(&anna, &house.domain, asks(house, to, None)).await.unwrap();
    let by_code = Payee::Code(asked.code.clone());
    let it = faced(house, &bram, &by_code).await.unwrap();
    assert_eq!((it.account, it.request), (Some(to), Some(asked.id)));
    let wrong = pay(&bram, &house.domain, payment(house, from, by_code.clone(), "5")).await;
    assert!(matches!(wrong, Err(PaymentError::Invalid { field: "amount", .. })), "{wrong:?}");
    let draft = payment(house, from, by_code.clone(), "7,50");
    let paid = pay(&bram, &house.domain, draft.clone()).await.unwrap();
    assert!(requests(&anna, &house.domain, to).await.unwrap().is_empty(), "it waits no more");
    // Sent again it is answered as before, though nothing waits; others find nothing.
    assert_eq!(pay(&bram, &house.domain, draft.clone()).await.unwrap(), paid);
    let other_amount = PaymentDraft { amount: "8".to_owned(), ..draft };
    let tried = pay(&bram, &house.domain, other_amount).await;
    let differs = Rejected::ExistsWithDifferentContent;
    assert!(matches!(tried, Err(PaymentError::Rejected(why)) if why == differs), "{tried:?}");
    let late = pay(&chris, &house.domain, payment(house, other, by_code, "7,50")).await;
    assert!(is_unknown(&late.unwrap_err()));
    let shown = asked_by_code(&chris, &house.domain, &asked.code).await;
    assert!(matches!(shown, Err(PaymentError::NotFound)), "{shown:?}");
    // What is asked of somebody is theirs to pay, whoever has the code.
    let named = request(&anna, &house.domain, asks(house, to, Some(from))).await.unwrap();
    let theirs = Payee::Code(named.code.clone());
    assert!(is_unknown(&faced(house, &chris, &theirs).await.unwrap_err()));
    assert!(faced(house, &bram, &theirs).await.is_ok());
    accept(&bram, &house.domain, key(house), (named.id, None)).await.unwrap();
}

async fn codes_are_tried_only_so_often(house: &House) {
    let market = market(house, lat).await;
    let (anna, to) = market.neighbour(house, "anna").await;
    let (bram, _) = market.neighbour(house, "bram").await;
    let right = code(&anna, &house.domain, to).await.unwrap();
    let mut tries = 0;
    loop {
        let wrong = Payee::Code(format!("00{tries:04}"));
        match faced(house, &bram, &wrong).await {
            Err(error) if is_unknown(&error) => tries += 1,
            Err(PaymentError::TooMany { .. }) => break,
            other => panic!("{other:?}"),
        }
        assert!(tries < 200, "somebody tries for ever");
    }
    let shut = faced(house, &bram, &Payee::Code(right.clone())).await;
    assert!(matches!(shut, Err(PaymentError::TooMany { .. })), "{shut:?}");
    let shut = asked_by_code(&bram, &house.domain, "00000000").await;
    assert!(matches!(shut, Err(PaymentError::TooMany { .. })), "{shut:?}");
    house.clock.advance(chrono::TimeDelta::days(2));
    let later = Ctx { now: house.visitor().now, ..bram };
    assert!(faced(house, &later, &Payee::Code(right)).await.is_ok());
}

async fn nobody_is_found_by_name_whom_the_account_never_met(house: &House) {
    let market = market(house, lat).await;
    let (anna, to) = market.neighbour(house, "anna").await;
    let (bram, from) = market.neighbour(house, "bram").await;
    let (merchant, _) = as_merchant(house, &anna).await;
    let name = purse(&anna, &house.domain, to).await.unwrap().holder.name.unwrap();
    let found = async |words: &str| find(&bram, &house.domain, from, words).await.unwrap();
    let word = &name[..3];
    assert!(found(word).await.is_empty(), "never met");
    let noor = found("noor").await;
    assert_eq!(
        noor.iter().map(|it| it.name.as_deref()).collect::<Vec<_>>(),
        [Some("Bakkerij Noor")]
    );
    assert!(noor[0].account.is_none());
    let till = open(&merchant, &house.domain, market.currency).await.unwrap().account.id;
    assert_eq!(found("bakkerij n").await[0].account, Some(till));
    market.pays(house, (to, from), 100).await;
    let met = found(word).await;
    assert_eq!(met.iter().map(|it| it.account).collect::<Vec<_>>(), [Some(to)]);
    assert!(found("a").await.is_empty(), "one letter is no name");
    let handle = house
        .text(
            "select p.handle from profiles p join accounts a on a.profile_id = p.id \
        join profile_members m on m.profile_id = p.id join members e on e.id = m.member_id \
        where e.email_key = 'anna@voorbeeld.nl' and p.kind = 'person'",
        )
        .await;
    let by_handle = find(&merchant, &house.domain, till, &handle).await.unwrap();
    assert_eq!(by_handle.len(), 1);
    posts::block(&anna, &house.domain, purse_profile(house, &bram).await).await.unwrap();
    assert!(found(word).await.is_empty(), "who keeps away is not found");
    let tried = find(&anna, &house.domain, from, "noor").await;
    assert!(matches!(tried, Err(PaymentError::NotFound)), "{tried:?}");
}

async fn a_place_that_went_is_paid_by_its_own_account(house: &House) {
    let market = market(house, lat).await;
    let (noor, own) = market.neighbour(house, "noor").await;
    let (bram, from) = market.neighbour(house, "bram").await;
    let hers = shop(house, &noor, "Naaiatelier Yeter").await;
    let place = open_for_listing(&noor, &house.domain, (market.currency, hers)).await.unwrap();
    let till = place.account.id;
    house.run("delete from listings").await;
    let paid = pay(&bram, &house.domain, payment(house, from, Payee::Account(till), "3")).await;
    assert_eq!(paid.unwrap().other.account, till, "and not {own} in person");
}
