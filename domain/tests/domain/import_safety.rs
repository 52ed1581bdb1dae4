//! What an edition of a file cannot take away by accident, and what repeating it makes up for.

use koop_domain::geo::Point;
use koop_domain::imports::model::{Counts, RECORD_MAX_BYTES};
use koop_domain::imports::{self, Import};
use koop_domain::listings;
use koop_domain::listings::provenance::FactGroup;

use crate::harness::{House, on_both_databases};
use crate::imports::{by_slug, import, record};

on_both_databases! {
    what_stands_in_the_file_unread_is_not_gone;
    one_that_can_be_read_is_taken_beside_one_that_cannot;
    records_that_were_read_before_their_facts_were_kept_get_them;
}

async fn what_stands_in_the_file_unread_is_not_gone(house: &House) {
    let noor = record("1", "Noor");
    import(house, "oost", vec![noor.clone()]).await;
    let before = by_slug(house, "noor").await;
    let mut off_earth = noor.clone();
    off_earth.facts.point = Some(Point { latitude: 91.0, longitude: 4.9 });
    let mut too_large = noor.clone();
    too_large.tags.insert("note".to_owned(), "x".repeat(RECORD_MAX_BYTES));
    let mut too_long = noor.clone();
    too_long.facts.contact.phone = Some("0".repeat(10_000));
    for unfit in [off_earth, too_large, too_long] {
        let counts = import(house, "oost", vec![unfit]).await;
        assert_eq!((counts.skipped, counts.gone), (1, 0), "{:?}", counts.reasons);
        assert_eq!(by_slug(house, "noor").await, before);
    }
    // As an importer has it of a way whose nodes are not in the extract.
    let ctx = house.operator();
    let mut placeless = Import::begin(&ctx, &house.domain, "oost", false).await.unwrap();
    placeless.skip(Some(noor.key()), "no position");
    assert_eq!(placeless.publish(&ctx).await.unwrap().gone, 0);
    assert_eq!(by_slug(house, "noor").await, before);
    assert_eq!(import(house, "oost", vec![noor]).await.unchanged, 1);
    assert_eq!(import(house, "oost", vec![]).await.gone, 1, "what is not in the file is gone");
}

async fn one_that_can_be_read_is_taken_beside_one_that_cannot(house: &House) {
    let mut off_earth = record("1", "Noor");
    off_earth.facts.point = Some(Point { latitude: 91.0, longitude: 4.9 });
    let counts = import(house, "oost", vec![off_earth, record("1", "Noor")]).await;
    assert_eq!((counts.created, counts.skipped), (1, 1));
}

async fn records_that_were_read_before_their_facts_were_kept_get_them(house: &House) {
    import(house, "oost", vec![record("1", "Noor")]).await;
    house.run("update source_records set facts = null").await;
    let noor = by_slug(house, "noor").await;
    let mut facts = noor.facts.clone();
    facts.name = "Noor en zoon".to_owned();
    let ctx = house.operator();
    let noor = listings::edit(&ctx, &house.domain, noor.id, 1, facts).await.unwrap();
    let differences = || async {
        let found = imports::differences_of(&ctx, &house.domain, noor.id).await.unwrap();
        found.into_iter().map(|difference| difference.group).collect::<Vec<_>>()
    };
    assert_eq!(differences().await, [], "nobody knows what the source says");
    let before = house.count("changes").await;
    let counts = import(house, "oost", vec![record("1", "Noor")]).await;
    assert_eq!(counts, Counts { unchanged: 1, kept: 1, ..Counts::default() });
    assert_eq!(differences().await, [FactGroup::Identity]);
    assert_eq!(house.count("changes").await, before, "the listing is as it was");
    assert_eq!(by_slug(house, "noor").await, noor);
}
