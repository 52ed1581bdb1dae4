//! Editions that are taken back: afterwards the directory says what it said before.

use std::collections::BTreeMap;

use koop_domain::imports::error::ImportError;
use koop_domain::imports::model::Record;
use koop_domain::imports::{self, Import, Undone};
use koop_domain::listings::keepers::set_hours;
use koop_domain::listings::model::{Facts, Service};
use koop_domain::listings::{self};
use proptest::prelude::*;

use crate::harness::{House, killed_after, on_both_databases};
use crate::imports::{by_slug, record};
use crate::reports::owner_of;

/// More than one chunk.
const MANY: usize = 230;
const DATASET: &str = "winkels";

on_both_databases! {
    an_edition_is_taken_back_once;
    what_somebody_changed_since_stays;
    what_somebody_took_care_of_since_stays;
    an_undoing_that_was_cut_off_is_finished;
    only_the_last_edition_is_taken_back;
}

/// Brings in an edition in which places say a word each.
async fn edition(house: &House, places: &[(usize, &str)]) {
    let ctx = house.operator();
    let begun = Import::begin_undoable(&ctx, &house.domain, DATASET, false).await.unwrap();
    let mut import = begun.allowing_gone();
    for (at, word) in places {
        import.add(&ctx, place(*at, word)).await.unwrap();
    }
    import.publish(&ctx).await.unwrap();
}

fn place(at: usize, word: &str) -> Record {
    let mut record = record(&at.to_string(), &format!("Plek {at}"));
    record.facts.tags = vec![word.to_owned()];
    record
}

/// What every place says, by its slug.
async fn all(house: &House) -> BTreeMap<String, Facts> {
    let newest = listings::newest(&house.visitor(), &house.domain, 1_000).await.unwrap();
    newest.into_iter().map(|listing| (listing.slug, listing.facts)).collect()
}

async fn undo(house: &House) -> Result<Undone, ImportError> {
    imports::undo(&house.operator(), &house.domain, DATASET).await
}

async fn an_edition_is_taken_back_once(house: &House) {
    assert!(matches!(undo(house).await, Err(ImportError::NotUndoable)), "nothing was brought in");
    let first: Vec<_> = (0..MANY).map(|at| (at, "oud")).collect();
    edition(house, &first).await;
    let before = all(house).await;
    let second: Vec<_> = (MANY / 2..2 * MANY).map(|at| (at, "nieuw")).collect();
    edition(house, &second).await;
    let undone = undo(house).await.unwrap();
    let (new, old) = (MANY as u64, MANY as u64);
    assert_eq!(undone, Undone { removed: new, restored: old, kept: 0 });
    assert_eq!(all(house).await, before);
    assert!(matches!(undo(house).await, Err(ImportError::NotUndoable)));
    let visitor = imports::undo(&house.visitor(), &house.domain, DATASET).await;
    assert!(matches!(visitor, Err(ImportError::Denied(_))));
}

async fn what_somebody_changed_since_stays(house: &House) {
    edition(house, &[(1, "oud"), (2, "oud")]).await;
    edition(house, &[(1, "nieuw"), (2, "nieuw"), (3, "nieuw"), (4, "nieuw")]).await;
    for slug in ["plek-1", "plek-3"] {
        let id = by_slug(house, slug).await.id;
        let hours = (Service::Counter, "24/7");
        set_hours(&house.operator(), &house.domain, id, None, hours).await.unwrap();
    }
    assert_eq!(undo(house).await.unwrap(), Undone { removed: 1, restored: 1, kept: 2 });
    let words: Vec<_> = all(house).await.into_iter().map(|(slug, it)| (slug, it.tags)).collect();
    let said = |slug: &str, word: &str| (slug.to_owned(), vec![word.to_owned()]);
    assert_eq!(words, [said("plek-1", "nieuw"), said("plek-2", "oud"), said("plek-3", "nieuw")]);
}

/// None of these writes a revision, and all of them go with their listing.
async fn what_somebody_took_care_of_since_stays(house: &House) {
    edition(house, &[(1, "een"), (2, "een"), (3, "een"), (4, "een"), (5, "een"), (6, "een")]).await;
    owner_of(house, by_slug(house, "plek-1").await.id, "noor@voorbeeld.nl").await;
    let name = "a".repeat(64);
    let sizes = format!("'{name}', 1, 1, '{name}', 1, 1, '{name}', 1, 1");
    house
        .run(&format!(
            "insert into photos (id, listing_id, place, alt, small_name, small_width, \
             small_height, medium_name, medium_width, medium_height, large_name, large_width, \
             large_height, added_at) select id, id, 1, '', {sizes}, created_at from listings \
             where slug = 'plek-2'"
        ))
        .await;
    for (slug, state) in [("plek-3", "open"), ("plek-4", "withdrawn")] {
        let decided = if state == "open" { "null" } else { "l.created_at" };
        house
            .run(&format!(
                "insert into listing_claims (id, listing_id, member_id, proof, state, tries, \
                 created_at, ends_at, decided_at) select l.id, l.id, m.id, 'letter', \
                 '{state}', 0, l.created_at, l.created_at, {decided} \
                 from listings l cross join members m \
                 where l.slug = '{slug}'"
            ))
            .await;
    }
    for (slug, state) in [("plek-5", "open"), ("plek-6", "accepted")] {
        let decided = if state == "open" { "null" } else { "created_at" };
        house
            .run(&format!(
                "insert into listing_reports (id, listing_id, about, seasoned, state, created_at, \
                 decided_at) select id, id, 'gone', false, '{state}', created_at, {decided} \
                 from listings where slug = '{slug}'"
            ))
            .await;
    }
    assert_eq!(undo(house).await.unwrap(), Undone { removed: 2, restored: 0, kept: 4 });
    let left: Vec<String> = all(house).await.into_keys().collect();
    assert_eq!(left, ["plek-1", "plek-2", "plek-3", "plek-5"]);
    assert_eq!(house.count("photos").await, 1);
}

async fn an_undoing_that_was_cut_off_is_finished(house: &House) {
    edition(house, &[(1, "oud"), (2, "oud")]).await;
    edition(house, &[(1, "nieuw"), (3, "nieuw")]).await;
    let last = "(select id from import_batches order by id desc limit 1)";
    house.run(&format!("update import_batches set undone_at = started_at where id = {last}")).await;
    imports::finish_interrupted(&house.operator(), &house.domain).await.unwrap();
    let words: Vec<_> = all(house).await.into_iter().map(|(slug, it)| (slug, it.tags)).collect();
    let said = |slug: &str| (slug.to_owned(), vec!["oud".to_owned()]);
    assert_eq!(words, [said("plek-1"), said("plek-2")]);
    assert_eq!(house.count("import_effects").await, 2, "what the first did stays written down");
    assert!(matches!(undo(house).await, Err(ImportError::NotUndoable)), "it is done");
}

async fn only_the_last_edition_is_taken_back(house: &House) {
    edition(house, &[(1, "een")]).await;
    edition(house, &[(1, "twee")]).await;
    edition(house, &[(1, "drie")]).await;
    assert_eq!(house.count("import_effects").await, 2, "what the first did is forgotten");
    // One that did nothing leaves nothing to undo.
    edition(house, &[(1, "drie")]).await;
    undo(house).await.unwrap();
    assert_eq!(by_slug(house, "plek-1").await.facts.tags, ["twee"]);
    assert!(matches!(undo(house).await, Err(ImportError::NotUndoable)));
    // What is brought in next is compared with what stands there.
    edition(house, &[(1, "vier"), (2, "vier")]).await;
    assert_eq!(by_slug(house, "plek-1").await.facts.tags, ["vier"]);
    assert_eq!(undo(house).await.unwrap(), Undone { removed: 1, restored: 1, kept: 0 });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// However often it is cut off, an edition is taken back as a whole.
    #[test]
    fn killed_while_it_is_taken_back(steps in prop::collection::vec(0_usize..60, 1..4)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let house = House::sqlite().await;
            let first: Vec<_> = (0..MANY).map(|at| (at, "oud")).collect();
            edition(&house, &first).await;
            let before = all(&house).await;
            let second: Vec<_> = (MANY / 2..2 * MANY).map(|at| (at, "nieuw")).collect();
            edition(&house, &second).await;
            for steps in steps {
                killed_after(steps, undo(&house)).await;
            }
            let _over = undo(&house).await;
            assert_eq!(all(&house).await, before);
        });
    }
}
