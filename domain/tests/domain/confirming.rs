//! "Klopt dit nog?": in one tap, and by the link of a letter, on both databases.

use chrono::TimeDelta;
use koop_domain::id::ListingId;
use koop_domain::jobs::Letter;
use koop_domain::listings::confirming::{
    ASKED_DAYS, LINK_DAYS, OLD_DAYS, ask_owners, confirm, confirm_by_link, look_at_link,
};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::set_hours;
use koop_domain::listings::model::Service;
use koop_domain::listings::opening_hours::{Certainty, certainty};
use koop_domain::listings::provenance::{FactGroup, Origin};
use koop_domain::members::model::Secret;

use crate::harness::{House, on_both_databases};
use crate::imports::{by_slug, import, record};
use crate::reports::{letters, owner_of, person};

on_both_databases! {
    one_tap_makes_old_hours_sure;
    only_who_keeps_it_confirms;
    an_import_takes_nothing_from_who_confirmed;
    an_owner_is_asked_by_letter_and_answers_without_signing_in;
    a_link_is_its_owners_and_not_for_long;
}

async fn noor(house: &House) -> ListingId {
    let mut noor = record("1", "Noor");
    noor.facts.hours = [(Service::Counter, "Mo-Sa 09:00-17:00".to_owned())].into();
    noor.confirmed = [(FactGroup::Hours, "2022-03-01".parse().unwrap())].into();
    import(house, "oost", vec![noor]).await;
    by_slug(house, "noor").await.id
}

async fn one_tap_makes_old_hours_sure(house: &House) {
    let id = noor(house).await;
    let owner = owner_of(house, id, "eigenaar@voorbeeld.nl").await;
    assert_eq!(certainty(&by_slug(house, "noor").await, owner.now), Certainty::Old);
    let sure = confirm(&owner, &house.domain, id).await.unwrap();
    assert_eq!(certainty(&sure, owner.now), Certainty::Confirmed);
    assert_eq!((sure.revision, &sure.facts), (2, &by_slug(house, "noor").await.facts));
    assert_eq!(confirm(&owner, &house.domain, id).await.unwrap().revision, 2, "once a day");
    let seen = Origin::Seen { editor: "owner".into(), source: Some("OpenStreetMap".into()) };
    assert_eq!(sure.provenance[&FactGroup::Hours].origin, seen);
    assert_eq!(sure.provenance[&FactGroup::State].confirmed_on, Some(owner.now.date_naive()));
    assert!(!sure.provenance.contains_key(&FactGroup::Payment), "nothing is said of it");
    let changes = house.count("changes").await;
    confirm(&owner, &house.domain, id).await.unwrap();
    assert_eq!(house.count("changes").await, changes);
}

async fn only_who_keeps_it_confirms(house: &House) {
    let id = noor(house).await;
    let other = person(house, "ander@voorbeeld.nl").await;
    for ctx in [house.visitor(), other] {
        let tried = confirm(&ctx, &house.domain, id).await;
        assert!(matches!(tried, Err(ListingError::Denied(_))), "{tried:?}");
    }
    assert_eq!(by_slug(house, "noor").await.revision, 1);
}

async fn an_import_takes_nothing_from_who_confirmed(house: &House) {
    let id = noor(house).await;
    let owner = owner_of(house, id, "eigenaar@voorbeeld.nl").await;
    confirm(&owner, &house.domain, id).await.unwrap();
    let mut other = record("1", "Noor");
    other.facts.hours = [(Service::Counter, "Mo 10:00-11:00".to_owned())].into();
    import(house, "oost", vec![other]).await;
    let now = by_slug(house, "noor").await;
    assert_eq!(now.facts.hours[&Service::Counter], "Mo-Sa 09:00-17:00");
    assert_eq!(certainty(&now, owner.now), Certainty::Confirmed);
}

/// The link of the one letter that went out.
async fn asked(house: &House) -> Secret {
    let sent = letters(house).await;
    let [(to, Letter::StillRight { place, link })] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!((to.as_str(), place.as_str()), ("eigenaar@voorbeeld.nl", "Noor"));
    Secret::new(link)
}

async fn an_owner_is_asked_by_letter_and_answers_without_signing_in(house: &House) {
    let id = noor(house).await;
    let ask = async || ask_owners(&house.operator(), &house.domain).await.unwrap();
    house.clock.advance(TimeDelta::days(OLD_DAYS + 1));
    assert_eq!(ask().await, 0, "nobody is asked for what is nobody's");
    owner_of(house, id, "eigenaar@voorbeeld.nl").await;
    assert_eq!((ask().await, ask().await), (1, 0), "once in so many days");
    let link = asked(house).await;
    let visitor = house.visitor();
    for _ in 0..3 {
        assert_eq!(look_at_link(&visitor, &house.domain, &link).await.unwrap().id, id);
    }
    assert_eq!(by_slug(house, "noor").await.revision, 1, "looking changes nothing");
    let sure = confirm_by_link(&visitor, &house.domain, &link).await.unwrap();
    assert_eq!(certainty(&sure, visitor.now), Certainty::Confirmed);
    let twice = confirm_by_link(&visitor, &house.domain, &link).await;
    assert!(matches!(twice, Err(ListingError::NotFound)));
    house.clock.advance(TimeDelta::days(ASKED_DAYS));
    assert_eq!(ask().await, 0, "they are fresh");
    house.clock.advance(TimeDelta::days(OLD_DAYS));
    assert_eq!(ask().await, 1);
}

async fn a_link_is_its_owners_and_not_for_long(house: &House) {
    let id = noor(house).await;
    let owner = owner_of(house, id, "eigenaar@voorbeeld.nl").await;
    house.clock.advance(TimeDelta::days(OLD_DAYS + 1));
    ask_owners(&house.operator(), &house.domain).await.unwrap();
    let link = asked(house).await;
    let (visitor, domain) = (house.visitor(), &house.domain);
    let guessed = confirm_by_link(&visitor, domain, &Secret::new("geraden")).await;
    assert!(matches!(guessed, Err(ListingError::NotFound)));
    // The place goes into other hands.
    house.run("update listing_keepers set role = 'editor'").await;
    let theirs = confirm_by_link(&visitor, domain, &link).await;
    assert!(matches!(theirs, Err(ListingError::NotFound)));
    assert!(look_at_link(&visitor, domain, &link).await.is_err());
    house.run("update listing_keepers set role = 'owner'").await;
    house.clock.advance(TimeDelta::days(LINK_DAYS));
    let late = confirm_by_link(&house.visitor(), domain, &link).await;
    assert!(matches!(late, Err(ListingError::NotFound)));
    let hours = (Service::Counter, "24/7");
    set_hours(&owner, domain, id, None, hours).await.unwrap();
    ask_owners(&house.operator(), domain).await.unwrap();
    assert_eq!(house.count("still_right_links").await, 0, "what ended is forgotten");
}
