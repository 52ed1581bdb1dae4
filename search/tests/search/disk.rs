//! The embedded index in a folder: what it holds survives, and what cannot be read is begun anew.

use koop_domain::listings::search::ListingQuery;
use koop_domain::ports::{IndexChange, IndexError, IndexPosition, SearchIndex};
use koop_search::embedded::EmbeddedIndex;

use crate::asking::{ask, near, say};
use crate::street::{self, POSITION};

#[tokio::test]
async fn opened_again_it_answers_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let questions = ["bakker javastraat", "fiets", "de", "kringloop"];
    let mut before = Vec::new();
    {
        let index = EmbeddedIndex::open(folder.path()).unwrap();
        street::fill(&index).await;
        // A change on top, so that a row was given twice.
        let noor = street::street().into_iter().find(|l| l.slug == "noor").unwrap();
        index.apply(vec![IndexChange::Put(Box::new(noor))], POSITION).await.unwrap();
        for text in questions {
            before.push(say(&index, text).await.answer);
        }
        before.push(ask(&index, |q| q.near = near(0.0, 0.0, None)).await.answer);
    }
    let index = EmbeddedIndex::open(folder.path()).unwrap();
    assert_eq!(index.position().await.unwrap(), Some(POSITION));
    let mut after = Vec::new();
    for text in questions {
        after.push(say(&index, text).await.answer);
    }
    after.push(ask(&index, |q| q.near = near(0.0, 0.0, None)).await.answer);
    assert_eq!(after, before);
}

#[tokio::test]
async fn a_folder_that_cannot_be_read_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    {
        let index = EmbeddedIndex::open(folder.path()).unwrap();
        street::fill(&index).await;
    }
    let beside = folder.path().join("not-ours.txt");
    std::fs::write(&beside, "stays").unwrap();
    for entry in std::fs::read_dir(folder.path().join("tantivy")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "store" || e == "json") {
            std::fs::write(path, "this is no index").unwrap();
        }
    }
    let index = EmbeddedIndex::open(folder.path()).unwrap();
    assert_eq!(index.position().await.unwrap(), None);
    street::fill(&index).await;
    say(&index, "spaak").await.must_have(&["spaak"]);
    assert_eq!(std::fs::read_to_string(beside).unwrap(), "stays");
}

#[tokio::test]
async fn an_index_of_another_version_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    {
        let index = EmbeddedIndex::open(folder.path()).unwrap();
        street::fill(&index).await;
    }
    let meta = folder.path().join("tantivy/meta.json");
    let text = std::fs::read_to_string(&meta).unwrap();
    std::fs::write(&meta, text.replace("\\\"version\\\":", "\\\"version\\\":9")).unwrap();
    let index = EmbeddedIndex::open(folder.path()).unwrap();
    let answer = index.search(&ListingQuery::new(street::now())).await;
    assert!(matches!(answer, Err(IndexError::NotReady)));
}

#[tokio::test]
async fn two_at_once_are_refused_and_nothing_is_thrown_away() {
    let folder = tempfile::tempdir().unwrap();
    let index = EmbeddedIndex::open(folder.path()).unwrap();
    street::fill(&index).await;
    assert!(EmbeddedIndex::open(folder.path()).is_err());
    say(&index, "spaak").await.must_have(&["spaak"]);
    drop(index);
    let index = EmbeddedIndex::open(folder.path()).unwrap();
    say(&index, "spaak").await.must_have(&["spaak"]);
}

#[tokio::test]
async fn a_rebuild_that_was_cut_off_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    {
        let index = EmbeddedIndex::open(folder.path()).unwrap();
        street::fill(&index).await;
        let head = IndexPosition { generation: 2, seq: 9 };
        let under_way = IndexPosition { seq: -1, ..head };
        let noor = street::street().into_iter().find(|l| l.slug == "noor").unwrap();
        index.clear(head).await.unwrap();
        index.apply(vec![IndexChange::Put(Box::new(noor))], under_way).await.unwrap();
    }
    let index = EmbeddedIndex::open(folder.path()).unwrap();
    assert_eq!(index.position().await.unwrap(), Some(POSITION));
    say(&index, "spaak").await.must_have(&["spaak"]);
}
