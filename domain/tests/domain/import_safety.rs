//! What an edition of a file cannot take away by accident, and what repeating it makes up for.

use koop_domain::geo::Point;
use koop_domain::imports::error::ImportError;
use koop_domain::imports::model::{Counts, RECORD_MAX_BYTES};
use koop_domain::imports::{self, Import};
use koop_domain::listings;
use koop_domain::listings::provenance::FactGroup;

use crate::harness::{House, on_both_databases};
use crate::imports::{by_slug, import, record, run};

on_both_databases! {
    what_stands_in_the_file_unread_is_not_gone;
    one_that_can_be_read_is_taken_beside_one_that_cannot;
    records_that_were_read_before_their_facts_were_kept_get_them;
    an_edition_cannot_empty_its_data_set_unasked;
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

async fn an_edition_cannot_empty_its_data_set_unasked(house: &House) {
    let file =
        |from: usize, to: usize| (from..to).map(|n| record(&n.to_string(), &format!("Zaak {n}")));
    import(house, "oost", file(0, 50).collect()).await;
    let changes = house.count("changes").await;
    for (left, gone) in [(0, 50), (24, 26)] {
        let refused = run(house, "oost", file(0, left).collect(), false).await.unwrap_err();
        let numbers = matches!(refused, ImportError::Emptied { gone: g, held: 50 } if g == gone);
        assert!(numbers, "{refused}");
        assert_eq!(house.count("import_rows").await, 0);
        assert_eq!(house.count("import_batches").await, 1, "nothing stays behind");
        assert_eq!(house.count("changes").await, changes);
        let foretold = run(house, "oost", file(0, left).collect(), true).await.unwrap();
        assert_eq!(foretold.gone, gone, "a dry run tells how many");
    }
    assert_eq!(import(house, "oost", file(0, 25).collect()).await.gone, 25, "half may go");
    assert_eq!(import(house, "oost", file(5, 25).collect()).await.gone, 5);
    assert_eq!(import(house, "oost", vec![]).await.gone, 20, "a small data set may go");
    import(house, "oost", file(0, 50).collect()).await;
    let ctx = house.operator();
    let meant = Import::begin(&ctx, &house.domain, "oost", false).await.unwrap().allowing_gone();
    assert_eq!(meant.publish(&ctx).await.unwrap().gone, 50);
}
