//! What became of a listing, and having it as it was, on both databases.

use koop_domain::id::ListingId;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::history::{self, Field};
use koop_domain::listings::keepers::set_hours;
use koop_domain::listings::model::{LifeState, Service};
use koop_domain::listings::provenance::Origin;
use koop_domain::listings::{self, confirming};

use crate::harness::{House, on_both_databases};
use crate::imports::{by_slug, import, record};
use crate::reports::{owner_of, person};

on_both_databases! {
    every_revision_says_what_it_changed;
    what_was_taken_away_is_nobodys_business;
    a_keeper_has_it_as_it_was;
    a_long_history_comes_in_pages;
}

async fn noor(house: &House) -> ListingId {
    import(house, "oost", vec![record("1", "Noor")]).await;
    by_slug(house, "noor").await.id
}

async fn every_revision_says_what_it_changed(house: &House) {
    let id = noor(house).await;
    let owner = owner_of(house, id, "eigenaar@voorbeeld.nl").await;
    let hours = (Service::Counter, "Mo-Fr 09:00-17:00");
    set_hours(&owner, &house.domain, id, None, hours).await.unwrap();
    confirming::confirm(&owner, &house.domain, id).await.unwrap();
    let told = history::of(&house.visitor(), &house.domain, id, (None, 10)).await.unwrap();
    assert!(!told.more && !told.may_revert);
    let [confirmed, edited, first] = told.entries.as_slice() else { panic!("three: {told:?}") };
    assert!(first.is_first && first.changes.is_empty());
    assert_eq!(first.by, Origin::Import { source: "OpenStreetMap".to_owned() });
    assert_eq!(edited.by, Origin::Edit { editor: "owner".to_owned() });
    let fields: Vec<Field> = edited.changes.iter().map(|it| it.field).collect();
    assert_eq!(fields, [Field::Hours(Service::Counter)]);
    assert!(edited.before.hours.is_empty());
    assert_eq!(edited.after.hours[&Service::Counter], "Mo-Fr 09:00-17:00");
    assert!(confirmed.changes.is_empty() && confirmed.confirmed.len() >= 3);
    assert!(history::of(&owner, &house.domain, id, (None, 10)).await.unwrap().may_revert);
}

async fn what_was_taken_away_is_nobodys_business(house: &House) {
    let id = noor(house).await;
    let owner = owner_of(house, id, "eigenaar@voorbeeld.nl").await;
    for (revision, phone) in [(1, Some("06 12 34 56 78")), (2, None)] {
        let mut facts = by_slug(house, "noor").await.facts;
        facts.contact.phone = phone.map(str::to_owned);
        listings::edit(&owner, &house.domain, id, revision, facts).await.unwrap();
    }
    let withheld = async |ctx| {
        let told = history::of(&ctx, &house.domain, id, (None, 10)).await.unwrap();
        let all = told.entries.iter().flat_map(|it| it.changes.clone());
        all.map(|it| it.is_withheld).collect::<Vec<_>>()
    };
    assert_eq!(withheld(house.visitor()).await, [true, true]);
    assert_eq!(withheld(owner.clone()).await, [false, false]);
}

async fn a_keeper_has_it_as_it_was(house: &House) {
    let id = noor(house).await;
    let owner = owner_of(house, id, "eigenaar@voorbeeld.nl").await;
    let mut facts = by_slug(house, "noor").await.facts;
    facts.state = LifeState::Gone { since: None };
    listings::edit(&owner, &house.domain, id, 1, facts).await.unwrap();
    let back = history::revert(&owner, &house.domain, id, (1, Some(2)), "").await.unwrap();
    assert_eq!((back.revision, back.facts.state), (3, LifeState::Running));
    let late = history::revert(&owner, &house.domain, id, (2, Some(2)), "").await;
    assert!(matches!(late, Err(ListingError::Conflict { .. })));
    let never = history::revert(&owner, &house.domain, id, (9, None), "").await;
    assert!(matches!(never, Err(ListingError::NotFound)));
    let other = person(house, "ander@voorbeeld.nl").await;
    for ctx in [house.visitor(), other] {
        let denied = history::revert(&ctx, &house.domain, id, (2, None), "").await;
        assert!(matches!(denied, Err(ListingError::Denied(_))));
    }
    assert_eq!(by_slug(house, "noor").await.revision, 3);
}

async fn a_long_history_comes_in_pages(house: &House) {
    let id = noor(house).await;
    let ctx = house.operator();
    for hour in 10..14 {
        let raw = format!("Mo-Fr 09:00-{hour}:00");
        set_hours(&ctx, &house.domain, id, None, (Service::Counter, &raw)).await.unwrap();
    }
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let told = history::of(&house.visitor(), &house.domain, id, (before, 2)).await.unwrap();
        seen.extend(told.entries.iter().map(|it| (it.revision, it.changes.len())));
        before = told.entries.last().map(|it| it.revision);
        if !told.more {
            break;
        }
    }
    assert_eq!(seen, [(5, 1), (4, 1), (3, 1), (2, 1), (1, 0)]);
}
