//! Keeping the index true: changes, repetition, order, rebuilds, position.

use koop_domain::listings::model::{Facts, LifeState, Listing};
use koop_domain::listings::search::ListingQuery;
use koop_domain::ports::{IndexChange, IndexError, IndexPosition, SearchIndex};
use koop_search::embedded::EmbeddedIndex;

use crate::asking::{ask, say};
use crate::street::{POSITION, id, listing, now, street};

fn put(listing: Listing) -> IndexChange {
    IndexChange::Put(Box::new(listing))
}

fn next(steps: i64) -> IndexPosition {
    IndexPosition { seq: POSITION.seq + steps, ..POSITION }
}

fn named(name: &str) -> Listing {
    let noor = street().into_iter().find(|l| l.slug == "noor").unwrap();
    Listing { facts: Facts { name: name.to_owned(), ..noor.facts.clone() }, ..noor }
}

pub(crate) async fn a_change_is_visible_at_once(index: &dyn SearchIndex) {
    index.apply(vec![put(named("Zeepfabriek"))], next(1)).await.unwrap();
    say(index, "zeepfabriek").await.only(&["noor"]);
    say(index, "noor").await.must_not_have(&["noor"]);
    index.apply(vec![IndexChange::Remove(id(12))], next(2)).await.unwrap();
    say(index, "zeepfabriek").await.must_not_have(&["noor"]);
    let total = ask(index, |_| {}).await.answer.total;
    let new = Facts { name: "Splinternieuw".to_owned(), ..Facts::default() };
    index.apply(vec![put(listing(99, "nieuw", new))], next(3)).await.unwrap();
    assert_eq!(say(index, "splinternieuw").await.answer.total, 1);
    assert_eq!(ask(index, |_| {}).await.answer.total, total + 1);
}

pub(crate) async fn repeating_and_reordering_change_nothing(index: &dyn SearchIndex) {
    let before = ask(index, |_| {}).await.answer;
    let mut again: Vec<_> = street().into_iter().map(put).collect();
    again.reverse();
    index.apply(again, next(1)).await.unwrap();
    assert_eq!(ask(index, |_| {}).await.answer, before);
    // The last word on a listing counts, also within a batch.
    let batch = vec![put(named("Eerst")), IndexChange::Remove(id(12)), put(named("Laatst"))];
    index.apply(batch, next(2)).await.unwrap();
    say(index, "eerst").await.must_not_have(&["noor"]);
    say(index, "laatst").await.must_have(&["noor"]);
    let mut gone = named("Laatst");
    gone.facts.state = LifeState::Gone { since: None };
    index.apply(vec![put(gone)], next(3)).await.unwrap();
    index.apply(vec![IndexChange::Remove(id(12))], next(3)).await.unwrap();
    say(index, "laatst").await.must_not_have(&["noor"]);
}

pub(crate) async fn a_rebuild_answers_until_it_is_done(index: &dyn SearchIndex) {
    let head = IndexPosition { generation: 2, seq: 40 };
    let under_way = IndexPosition { seq: -1, ..head };
    index.clear(head).await.unwrap();
    index.apply(vec![put(named("Nieuwbouw"))], under_way).await.unwrap();
    say(index, "spaak").await.must_have(&["spaak"]);
    assert_eq!(index.position().await.unwrap(), Some(POSITION));
    index.apply(Vec::new(), head).await.unwrap();
    ask(index, |_| {}).await.only(&["noor"]);
    say(index, "nieuwbouw").await.only(&["noor"]);
    assert_eq!(index.position().await.unwrap(), Some(head));
    // Begun twice, it ends as if begun once.
    index.clear(head).await.unwrap();
    index.apply(street().into_iter().map(put).collect(), under_way).await.unwrap();
    index.clear(head).await.unwrap();
    index.apply(Vec::new(), head).await.unwrap();
    assert_eq!(ask(index, |_| {}).await.answer.total, 0);
}

pub(crate) async fn the_position_goes_with_the_content(index: &dyn SearchIndex) {
    assert_eq!(index.position().await.unwrap(), Some(POSITION));
    index.apply(Vec::new(), next(5)).await.unwrap();
    assert_eq!(index.position().await.unwrap(), Some(next(5)));
}

pub(crate) async fn an_index_that_was_never_built_says_so(_: &dyn SearchIndex) {
    let index = EmbeddedIndex::in_memory().unwrap();
    assert_eq!(index.position().await.unwrap(), None);
    let answer = index.search(&ListingQuery::new(now())).await;
    assert!(matches!(answer, Err(IndexError::NotReady)));
}
