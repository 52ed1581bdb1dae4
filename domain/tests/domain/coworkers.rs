//! Whom an owner lets in, and how a place changes hands, on both databases.

use chrono::TimeDelta;
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::id::ListingId;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{
    self, Added, KEEPERS_MAX, Keeper, coworkers, hand_over, leave, let_in, release, send_away,
};
use koop_domain::listings::model::{Facts, Service};
use koop_domain::members;

use crate::harness::{House, on_both_databases};
use crate::members::{HANNEKE, as_member, member};

on_both_databases! {
    an_owner_lets_others_in_and_sends_them_away;
    a_place_changes_hands;
    only_the_owner_shares_a_place;
    only_so_many_keep_one_place;
}

/// Somebody, and their short name.
async fn somebody(house: &House, email: &str, name: &str) -> (Ctx, String) {
    let who = member(house, email, name, None).await;
    let ctx = as_member(house, &who);
    let (_, profiles) = members::viewer(&ctx, &house.domain).await.unwrap();
    (ctx, profiles[0].handle.clone())
}

/// A place with its owner, as a claim that was shown would leave it.
async fn owned(house: &House, owner: &Ctx) -> ListingId {
    let facts = Facts { name: "Bakkerij Proef".to_owned(), ..Facts::default() };
    let added = keepers::add(owner, &house.domain, facts, true).await.unwrap();
    let Added::New(listing) = added else { panic!("{added:?}") };
    house.run("update listing_keepers set role = 'owner'").await;
    let role = keepers::of(owner, &house.domain, listing.id).await.unwrap();
    assert_eq!(role, Keeper::Owner);
    listing.id
}

async fn names(ctx: &Ctx, house: &House, id: ListingId) -> Vec<(String, Keeper)> {
    let all = coworkers(ctx, &house.domain, id).await.unwrap();
    all.into_iter().map(|it| (it.handle, it.keeper)).collect()
}

async fn an_owner_lets_others_in_and_sends_them_away(house: &House) {
    let (owner, own) = somebody(house, HANNEKE, "Hanneke").await;
    let (piet, handle) = somebody(house, "piet@voorbeeld.nl", "Piet").await;
    let id = owned(house, &owner).await;
    let typed = format!(" @{} ", handle.to_uppercase());
    let_in(&owner, &house.domain, id, (&typed, Keeper::Till)).await.unwrap();
    let all = names(&owner, house, id).await;
    assert_eq!(all, [(own.clone(), Keeper::Owner), (handle.clone(), Keeper::Till)]);
    let hours = (Service::Counter, "24/7");
    let at_till = keepers::set_hours(&piet, &house.domain, id, None, hours).await;
    assert!(matches!(at_till, Err(ListingError::Denied(_))), "a till sets no hours");
    assert!(matches!(coworkers(&piet, &house.domain, id).await, Err(ListingError::Denied(_))));
    let_in(&owner, &house.domain, id, (&handle, Keeper::Editor)).await.unwrap();
    keepers::set_hours(&piet, &house.domain, id, None, hours).await.unwrap();
    assert_eq!(names(&piet, house, id).await.len(), 2);
    send_away(&owner, &house.domain, id, &handle).await.unwrap();
    let gone = keepers::set_hours(&piet, &house.domain, id, None, hours).await;
    assert!(matches!(gone, Err(ListingError::Denied(_))));
    let again = send_away(&owner, &house.domain, id, &handle).await;
    assert!(matches!(again, Err(ListingError::NotFound)));
    for handle in ["niemand", own.as_str()] {
        let wrong = let_in(&owner, &house.domain, id, (handle, Keeper::Editor)).await;
        let unknown = Problem::Unknown;
        assert!(
            matches!(wrong, Err(ListingError::Invalid { field: "handle", problem }) if problem == unknown)
        );
    }
    for role in [Keeper::Owner, Keeper::Finder, Keeper::Nobody] {
        let wrong = let_in(&owner, &house.domain, id, (&handle, role)).await;
        assert!(matches!(wrong, Err(ListingError::Invalid { field: "role", .. })));
    }
}

async fn a_place_changes_hands(house: &House) {
    let (owner, own) = somebody(house, HANNEKE, "Hanneke").await;
    let (piet, handle) = somebody(house, "piet@voorbeeld.nl", "Piet").await;
    let id = owned(house, &owner).await;
    let stranger = hand_over(&owner, &house.domain, id, &handle).await;
    assert!(matches!(stranger, Err(ListingError::NotFound)), "only to who is in");
    let_in(&owner, &house.domain, id, (&handle, Keeper::Editor)).await.unwrap();
    assert!(matches!(leave(&owner, &house.domain, id).await, Err(ListingError::Denied(_))));
    hand_over(&owner, &house.domain, id, &handle).await.unwrap();
    let all = names(&piet, house, id).await;
    assert_eq!(all, [(handle, Keeper::Owner), (own, Keeper::Editor)]);
    leave(&owner, &house.domain, id).await.unwrap();
    assert!(matches!(leave(&owner, &house.domain, id).await, Err(ListingError::NotFound)));
    release(&piet, &house.domain, id).await.unwrap();
    assert!(!keepers::is_owned(&house.visitor(), &house.domain, id).await.unwrap());
    assert_eq!(house.count("listing_keepers").await, 0);
    assert!(matches!(release(&piet, &house.domain, id).await, Err(ListingError::Denied(_))));
}

async fn only_the_owner_shares_a_place(house: &House) {
    let (owner, own) = somebody(house, HANNEKE, "Hanneke").await;
    let (piet, handle) = somebody(house, "piet@voorbeeld.nl", "Piet").await;
    let (other, third) = somebody(house, "ander@voorbeeld.nl", "Ander").await;
    let id = owned(house, &owner).await;
    let_in(&owner, &house.domain, id, (&handle, Keeper::Editor)).await.unwrap();
    for ctx in [house.visitor(), piet, other] {
        let tries = [
            let_in(&ctx, &house.domain, id, (&third, Keeper::Editor)).await,
            send_away(&ctx, &house.domain, id, &own).await,
            hand_over(&ctx, &house.domain, id, &third).await,
            release(&ctx, &house.domain, id).await,
        ];
        for tried in tries {
            assert!(matches!(tried, Err(ListingError::Denied(_))), "{tried:?}");
        }
    }
    assert_eq!(names(&owner, house, id).await.len(), 2);
}

async fn only_so_many_keep_one_place(house: &House) {
    let (owner, _) = somebody(house, HANNEKE, "Hanneke").await;
    let id = owned(house, &owner).await;
    for at in 1..KEEPERS_MAX {
        // Only so many become members from one network within an hour.
        house.clock.advance(TimeDelta::hours(1));
        let (_, handle) = somebody(house, &format!("m{at}@voorbeeld.nl"), "Maat").await;
        let_in(&owner, &house.domain, id, (&handle, Keeper::Till)).await.unwrap();
    }
    let (_, handle) = somebody(house, "laat@voorbeeld.nl", "Laat").await;
    let full = let_in(&owner, &house.domain, id, (&handle, Keeper::Till)).await;
    assert!(matches!(full, Err(ListingError::Invalid { field: "handle", .. })), "{full:?}");
}
