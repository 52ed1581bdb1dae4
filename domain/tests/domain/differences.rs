//! What a source says beside what people here wrote: shown, never taken.

use koop_domain::desk::CaseKind;
use koop_domain::error::Kind as ErrorKind;
use koop_domain::imports;
use koop_domain::imports::difference::{Difference, FieldDifference};
use koop_domain::imports::model::Record;
use koop_domain::listings;
use koop_domain::listings::model::{Facts, LifeState, Listing, Service, Whereabouts};
use koop_domain::listings::provenance::FactGroup;

use crate::desk::waits;
use crate::harness::{House, on_both_databases};
use crate::imports::{by_slug, import, record};
use crate::merging::{merge, noor, undo};

on_both_databases! {
    a_difference_stands_until_both_agree;
    a_place_that_somebody_keeps_open_may_be_gone_elsewhere;
    a_closed_place_is_no_difference_twice;
    differences_come_in_pages_and_by_data_set;
    somebodys_door_is_never_shown;
    what_somebody_removed_is_not_told_by_another;
    only_the_operator_lists_them_all;
    a_source_is_heard_again_after_an_undo;
}

async fn a_difference_stands_until_both_agree(house: &House) {
    import(house, "oost", vec![with_hours("Mo-Fr 09:00-17:00")]).await;
    let noor = by_slug(house, "noor").await;
    assert_eq!(of(house, &noor).await, [], "nobody wrote anything");
    let ours = edit(house, |facts| {
        facts.hours = [(Service::Counter, "Mo-Sa 09:00-18:00".to_owned())].into();
    });
    let ours = ours.await;
    let [difference] = of(house, &ours).await.try_into().unwrap();
    assert_eq!(difference.group, FactGroup::Hours);
    assert_eq!(difference.ours.hours, ours.facts.hours);
    assert_eq!(difference.ours.name, "", "it says nothing of other groups");
    assert_eq!(difference.source.id, "node/1");
    let hours = |ours: &str, theirs: &str| FieldDifference {
        field: "hours.counter".to_owned(),
        ours: Some(ours.to_owned()),
        theirs: Some(theirs.to_owned()),
    };
    assert_eq!(difference.fields(), [hours("Mo-Sa 09:00-18:00", "Mo-Fr 09:00-17:00")]);

    house.clock.advance(chrono::TimeDelta::days(1));
    let counts = import(house, "oost", vec![with_hours("Mo-Fr 10:00-17:00")]).await;
    assert_eq!((counts.updated, counts.kept), (1, 1));
    let [difference] = of(house, &ours).await.try_into().unwrap();
    assert_eq!(difference.fields(), [hours("Mo-Sa 09:00-18:00", "Mo-Fr 10:00-17:00")]);
    assert_eq!(difference.source.read_at, house.operator().now);
    let counts = import(house, "oost", vec![with_hours("Mo-Fr 10:00-17:00")]).await;
    assert_eq!((counts.unchanged, counts.kept), (1, 1), "it is said at every import");

    let counts = import(house, "oost", vec![with_hours("Mo-Sa 09:00-18:00")]).await;
    assert_eq!(counts.kept, 0, "theirs became ours");
    assert_eq!(of(house, &ours).await, []);
    import(house, "oost", vec![with_hours("Su 09:00-18:00")]).await;
    assert_eq!(of(house, &ours).await.len(), 1);
    edit(house, |facts| facts.hours = with_hours("Su 09:00-18:00").facts.hours).await;
    assert_eq!(of(house, &ours).await, [], "ours became theirs");
}

async fn a_place_that_somebody_keeps_open_may_be_gone_elsewhere(house: &House) {
    import(house, "oost", vec![record("1", "Noor")]).await;
    edit(house, |facts| facts.state = LifeState::Moved { to: "Javaplein".to_owned() }).await;
    let noor = edit(house, |facts| facts.state = LifeState::Running).await;
    assert_eq!(of(house, &noor).await, []);
    let counts = import(house, "oost", vec![]).await;
    assert_eq!((counts.gone, counts.kept), (1, 1));
    let [difference] = of(house, &noor).await.try_into().unwrap();
    assert_eq!(difference.group, FactGroup::State);
    assert_eq!(difference.theirs.state, LifeState::Gone { since: None });
    assert_eq!(by_slug(house, "noor").await.facts.state, LifeState::Running);
}

async fn a_closed_place_is_no_difference_twice(house: &House) {
    import(house, "oost", vec![record("1", "Noor")]).await;
    let since = Some(house.operator().now.date_naive());
    let noor = edit(house, |facts| facts.state = LifeState::Gone { since }).await;
    assert_eq!(of(house, &noor).await.len(), 1, "the source still has it");
    assert_eq!(import(house, "oost", vec![]).await.kept, 0);
    assert_eq!(of(house, &noor).await, [], "since when is no question");
}

async fn differences_come_in_pages_and_by_data_set(house: &House) {
    let names = ["noor", "spaak", "vogel"];
    let records: Vec<Record> = names.iter().map(|name| record(name, name)).collect();
    import(house, "oost", records).await;
    import(house, "west", vec![record("west", "west")]).await;
    for slug in ["noor", "vogel", "west"] {
        let listing = by_slug(house, slug).await;
        let mut facts = listing.facts.clone();
        facts.name = format!("{slug} en zoon");
        let ctx = house.operator();
        listings::edit(&ctx, &house.domain, listing.id, listing.revision, facts).await.unwrap();
    }
    let ctx = house.operator();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = imports::differences(&ctx, &house.domain, None, after, 1).await.unwrap();
        let [one] = page.as_slice() else { break };
        after = Some(one.listing.id);
        seen.push(one.listing.slug.clone());
    }
    seen.sort();
    assert_eq!(seen, ["noor", "vogel", "west"]);
    let west = imports::differences(&ctx, &house.domain, Some("west"), None, 100).await.unwrap();
    let slugs: Vec<&str> = west.iter().map(|differing| differing.listing.slug.as_str()).collect();
    assert_eq!(slugs, ["west"]);
}

async fn somebodys_door_is_never_shown(house: &House) {
    import(house, "oost", vec![record("1", "Noor")]).await;
    let noor = edit(house, |facts| {
        facts.whereabouts = Whereabouts::AtHome;
        facts.address.as_mut().unwrap().house_number = Some("7".to_owned());
    });
    let noor = noor.await;
    let [difference] = of(house, &noor).await.try_into().unwrap();
    assert_eq!(difference.group, FactGroup::Place);
    let address = difference.ours.address.clone().unwrap();
    assert_eq!((address.street, address.house_number, difference.ours.point), (None, None, None));
    assert_eq!((&difference.theirs.address, difference.theirs.point), (&None, None));
    let mut at_home = record("1", "Noor");
    at_home.facts.whereabouts = Whereabouts::AtHome;
    import(house, "oost", vec![at_home]).await;
    assert_eq!(of(house, &noor).await, [], "all that differs is what nobody may see");
}

async fn what_somebody_removed_is_not_told_by_another(house: &House) {
    let mut theirs = record("1", "Noor");
    theirs.facts.address.as_mut().unwrap().house_number = Some("12".to_owned());
    theirs.facts.contact.phone = Some("06 1".to_owned());
    theirs.facts.contact.website = Some("https://noor.example".to_owned());
    theirs.facts.hours = [(Service::Counter, "Mo-Fr 09:00-17:00".to_owned())].into();
    import(house, "oost", vec![theirs.clone()]).await;
    let noor = edit(house, |facts| {
        let address = facts.address.as_mut().unwrap();
        address.house_number = None;
        address.street = Some("Balistraat".to_owned());
        facts.contact.phone = None;
        facts.contact.website = Some("https://noor.example/nieuw".to_owned());
        facts.hours.clear();
    });
    let noor = noor.await;
    let [place, contact, hours] = of(house, &noor).await.try_into().unwrap();
    let address = place.theirs.address.unwrap();
    assert_eq!((address.street.as_deref(), address.house_number), (Some("Javastraat"), None));
    assert_eq!(contact.theirs.contact.phone, None, "a number that was removed");
    assert_eq!(contact.theirs.contact.website, theirs.facts.contact.website);
    assert_eq!(hours.theirs.hours, [].into());
    let whole = imports::differences(&house.operator(), &house.domain, None, None, 10).await;
    let whole = &whole.unwrap()[0].differences;
    assert_eq!(whole[1].theirs.contact, theirs.facts.contact, "the operator sees all of it");
    for whereabouts in [Whereabouts::ServiceArea, Whereabouts::Itinerant] {
        let noor = edit(house, |facts| facts.whereabouts = whereabouts).await;
        let place = of(house, &noor).await.remove(0);
        assert_eq!((place.group, place.theirs.address), (FactGroup::Place, None));
        assert_eq!(place.theirs.point, None);
    }
}

async fn only_the_operator_lists_them_all(house: &House) {
    let ctx = house.visitor();
    let refused = imports::differences(&ctx, &house.domain, None, None, 10).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Denied);
}

/// What its source says otherwise.
async fn of(house: &House, listing: &Listing) -> Vec<Difference> {
    imports::differences_of(&house.visitor(), &house.domain, listing.id).await.unwrap()
}

/// Edits the bakery.
async fn edit(house: &House, change: impl FnOnce(&mut Facts)) -> Listing {
    let noor = by_slug(house, "noor").await;
    let mut facts = noor.facts.clone();
    change(&mut facts);
    listings::edit(&house.operator(), &house.domain, noor.id, noor.revision, facts).await.unwrap()
}

fn with_hours(hours: &str) -> Record {
    let mut record = record("1", "Noor");
    record.facts.hours = [(Service::Counter, hours.to_owned())].into();
    record
}

async fn a_source_is_heard_again_after_an_undo(house: &House) {
    let bakers = |phone: &str| vec![noor("1", phone), noor("2", "")];
    import(house, "oost", bakers("020 555 01 01")).await;
    let one = by_slug(house, "noor").await;
    let other = by_slug(house, "noor-javastraat").await;
    for (survivor, lost) in [(&one, &other), (&other, &one)] {
        let (id, _) = merge(house, (survivor, lost), None).await.unwrap();
        undo(house, id).await.unwrap();
    }
    let noor = by_slug(house, "noor").await;
    let mut facts = noor.facts.clone();
    facts.contact.phone = Some("020 555 02 02".to_owned());
    let ctx = house.operator();
    listings::edit(&ctx, &house.domain, noor.id, noor.revision, facts).await.unwrap();
    import(house, "oost", bakers("020 555 03 03")).await;
    assert_eq!(waits(house, &ctx, CaseKind::Difference).await.len(), 1);
}
