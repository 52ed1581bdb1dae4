//! The demo: it goes into an empty directory, and leaves an empty one behind.

use koop_domain::imports::error::ImportError;
use koop_domain::imports::model::Record;
use koop_domain::{changes, imports, listings};

use crate::harness::{House, on_both_databases};
use crate::imports::{import, record};

/// More than one chunk.
const DEMO: usize = 620;

on_both_databases! {
    the_demo_leaves_nothing_behind;
    the_demo_is_marked_and_counted;
    the_demo_wants_an_empty_directory;
    removing_the_demo_spares_real_listings;
}

async fn the_demo_leaves_nothing_behind(house: &House) {
    let ctx = house.operator();
    assert_eq!(imports::seed_demo(&ctx, &house.domain, demo()).await.unwrap(), DEMO as u64);
    let head = changes::head(&ctx, &house.domain).await.unwrap();
    assert_eq!(imports::remove_demo(&ctx, &house.domain).await.unwrap(), DEMO as u64);
    for table in [
        "listings",
        "listing_revisions",
        "source_records",
        "dataset_records",
        "import_batches",
        "import_rows",
    ] {
        assert_eq!(house.count(table).await, 0, "{table}");
    }
    let written = 2 * i64::try_from(DEMO).unwrap();
    assert_eq!(house.count("changes").await, written, "every index hears of each twice");
    let forgotten = crate::changes::read_on(house, head).await.len();
    assert_eq!(forgotten, DEMO);
    assert_eq!(imports::remove_demo(&ctx, &house.domain).await.unwrap(), 0);
    assert_eq!(imports::seed_demo(&ctx, &house.domain, demo()).await.unwrap(), DEMO as u64);
}

async fn the_demo_is_marked_and_counted(house: &House) {
    let ctx = house.operator();
    imports::seed_demo(&ctx, &house.domain, demo()).await.unwrap();
    let census = listings::census(&ctx, &house.domain).await.unwrap();
    assert_eq!((census.listings, census.demo), (DEMO as u64, DEMO as u64));
    let newest = listings::newest(&ctx, &house.domain, 5).await.unwrap();
    assert!(newest.len() == 5 && newest.iter().all(|listing| listing.demo));
}

async fn the_demo_wants_an_empty_directory(house: &House) {
    let ctx = house.operator();
    import(house, "oost", vec![record("1", "Noor")]).await;
    let refused = imports::seed_demo(&ctx, &house.domain, demo()).await.unwrap_err();
    assert!(matches!(refused, ImportError::NotEmpty), "{refused:?}");
    assert_eq!(house.count("listings").await, 1);
}

async fn removing_the_demo_spares_real_listings(house: &House) {
    let ctx = house.operator();
    imports::seed_demo(&ctx, &house.domain, demo()).await.unwrap();
    import(house, "oost", vec![record("echt", "Echte bakker")]).await;
    let census = listings::census(&ctx, &house.domain).await.unwrap();
    assert_eq!((census.listings, census.demo), (DEMO as u64 + 1, DEMO as u64));
    imports::remove_demo(&ctx, &house.domain).await.unwrap();
    assert_eq!(house.count("listings").await, 1);
    assert_eq!(house.count("import_batches").await, 1);
}

fn demo() -> Vec<Record> {
    let of_demo = |n: usize| Record {
        source: "demo".to_owned(),
        ..record(&n.to_string(), &format!("Zaak {n}"))
    };
    (0..DEMO).map(of_demo).collect()
}
