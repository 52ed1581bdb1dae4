//! Imports that are cut off: nothing before the flip, everything after it.

use koop_domain::imports::error::ImportError;
use koop_domain::imports::model::{Counts, Record};
use koop_domain::imports::{self, Import};
use koop_domain::listings;
use proptest::prelude::*;

use crate::harness::{House, killed_after, on_both_databases};
use crate::imports::{import, record};

/// Three chunks and a bit, so that it can be cut off between any two of them.
const RECORDS: usize = 1_200;

on_both_databases! {
    a_flipped_batch_is_finished_by_whoever_comes_next;
    two_may_finish_at_once;
    a_table_waits_for_no_other_data_set;
}

async fn a_flipped_batch_is_finished_by_whoever_comes_next(house: &House) {
    stage_and_flip(house).await;
    assert_eq!(house.count("listings").await, 0);
    let counts = import(house, "west", vec![record("west", "West")]).await;
    assert_eq!(counts, Counts { created: 1, ..Counts::default() });
    assert_eq!(house.count("listings").await, 501, "the other data set was finished first");
    assert_eq!(house.count("import_rows").await, 0);
}

async fn two_may_finish_at_once(house: &House) {
    stage_and_flip(house).await;
    let ctx = house.operator();
    let finish = || imports::finish_interrupted(&ctx, &house.domain);
    let (one, other) = tokio::join!(finish(), finish());
    one.unwrap();
    other.unwrap();
    assert_eq!(house.count("listings").await, 500);
    assert_eq!(house.count("listing_revisions").await, 500, "each row was taken over once");
}

/// Whoever stands before a page waits for no more than is theirs.
async fn a_table_waits_for_no_other_data_set(house: &House) {
    stage_and_flip(house).await;
    let ctx = house.operator();
    let begun = Import::begin_undoable(&ctx, &house.domain, "winkels", false).await;
    let mut import = begun.unwrap();
    import.add(&ctx, record("west", "West")).await.unwrap();
    import.publish(&ctx).await.unwrap();
    assert_eq!(house.count("listings").await, 1);
    imports::undo(&ctx, &house.domain, "winkels").await.unwrap();
    assert_eq!(house.count("listings").await, 0);
    imports::finish_interrupted(&ctx, &house.domain).await.unwrap();
    assert_eq!(house.count("listings").await, 500);
}

/// Leaves the database as a process does that dies right after the flip.
async fn stage_and_flip(house: &House) {
    let ctx = house.operator();
    let mut import = Import::begin(&ctx, &house.domain, "oost", false).await.unwrap();
    for record in records(500) {
        import.add(&ctx, record).await.unwrap();
    }
    drop(import);
    house.run("update import_batches set state = 'publishing'").await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// An import that is killed at any moment has done nothing, or is finished later.
    #[test]
    fn killed_at_any_moment(steps in 0_usize..400) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(kill_and_look(steps));
    }

    /// An import that another one takes over from, even if that dies while it does, loses
    /// everything or nothing.
    #[test]
    fn taken_over_at_any_moment(steps in 0_usize..80) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(take_over_and_look(steps));
    }
}

async fn take_over_and_look(steps: usize) {
    let house = House::sqlite().await;
    let ctx = house.operator();
    let mut earlier = Import::begin(&ctx, &house.domain, "oost", false).await.unwrap();
    for record in records(RECORDS) {
        earlier.add(&ctx, record).await.unwrap();
    }
    let later = Import::begin(&ctx, &house.domain, "oost", false);
    let began = killed_after(steps, later).await.is_some();
    let expected = match earlier.publish(&ctx).await {
        Ok(_) => {
            assert!(!began, "the later one goes on");
            i64::try_from(RECORDS).unwrap()
        }
        Err(ImportError::Busy) => 0,
        Err(error) => panic!("{error}"),
    };
    assert_eq!(house.count("listings").await, expected, "after {steps} steps");
    import_all(&house).await;
    assert_eq!(house.count("import_rows").await, 0, "nothing is left over");
    assert_eq!(house.count("import_batches where finished_at is null").await, 0);
    assert_eq!(house.count("listings").await, i64::try_from(RECORDS).unwrap());
}

async fn kill_and_look(steps: usize) {
    let house = House::sqlite().await;
    let whole = import_all(&house);
    let survived = killed_after(steps, whole).await.is_some();
    let flipped = house.count("import_batches where state <> 'staged'").await == 1;
    let before = house.count("listings").await;
    assert!(flipped || before == 0, "{before} listings are there before the flip");
    imports::finish_interrupted(&house.operator(), &house.domain).await.unwrap();
    let after = house.count("listings").await;
    let expected = if flipped { i64::try_from(RECORDS).unwrap() } else { 0 };
    assert_eq!(after, expected, "after {steps} steps");
    assert!(!survived || flipped);
    let census = listings::census(&house.visitor(), &house.domain).await.unwrap();
    assert_eq!(i64::try_from(census.listings).unwrap(), expected);
    let counts = import_all(&house).await;
    let all = RECORDS as u64;
    assert_eq!(counts.created, if flipped { 0 } else { all });
    assert_eq!(counts.unchanged, if flipped { all } else { 0 });
}

async fn import_all(house: &House) -> Counts {
    import(house, "oost", records(RECORDS)).await
}

fn records(count: usize) -> Vec<Record> {
    (0..count).map(|n| record(&n.to_string(), &format!("Zaak {n}"))).collect()
}
