//! The embedded index in a folder: what it holds survives, and what cannot be read is begun anew.

use koop_domain::listings::search::{Answer, DeliverTo, ListingQuery, Sort, When};
use koop_domain::ports::{IndexChange, IndexError, IndexPosition, SearchIndex};
use koop_domain::posts::model::Topic;
use koop_domain::posts::search::PostQuery;
use koop_search::embedded::EmbeddedIndex;

use crate::asking::{ask, near, open, say};
use crate::board;
use crate::street::{self, POSITION};

/// What an index that was opened again is asked, over words, places, areas, hours and counts.
async fn answers(index: &EmbeddedIndex) -> Vec<Answer> {
    let mut answers = Vec::new();
    for text in ["bakker javastraat", "fiets", "de", "kringloop", "veranderd"] {
        answers.push(say(index, text).await.answer);
    }
    answers.push(ask(index, |q| q.near = near(0.0, 0.0, None)).await.answer);
    answers.push(ask(index, |q| q.filter.area = Some(street::JAVA)).await.answer);
    answers.push(ask(index, |q| q.open = open(When::Now)).await.answer);
    answers.push(ask(index, |q| q.sort = Sort::Newest).await.answer);
    let to = DeliverTo {
        postcode: Some("1098".to_owned()),
        ..DeliverTo::point(street::point(0.0, 0.0))
    };
    answers.push(ask(index, |q| q.filter.delivers_to = Some(to)).await.answer);
    answers
}

fn changed(slug: &str) -> IndexChange {
    let mut listing = street::street().into_iter().find(|l| l.slug == slug).unwrap();
    listing.facts.name = format!("Veranderd {slug}");
    listing.facts.point = Some(street::point(77.0, 77.0));
    IndexChange::Put(Box::new(listing))
}

fn at(seq: i64) -> IndexPosition {
    IndexPosition { seq, ..POSITION }
}

/// The shelf's file is written, and then changes come, go, move and take the place of others.
#[tokio::test]
async fn what_changed_after_the_shelf_was_written_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let before = {
        let index = EmbeddedIndex::open(folder.path()).unwrap();
        street::fill(&index).await;
        index.save().await;
        assert!(folder.path().join("shelf").exists());
        index.apply(vec![changed("noor")], at(8)).await.unwrap();
        let gone = IndexChange::Remove(street::id(1));
        index.apply(vec![gone, IndexChange::Remove(street::id(23))], at(9)).await.unwrap();
        let new = street::listing(99, "nieuw", street::street().remove(3).facts);
        index.apply(vec![IndexChange::Put(Box::new(new)), changed("vogel")], at(10)).await.unwrap();
        answers(&index).await
    };
    for _ in 0..2 {
        let index = EmbeddedIndex::open(folder.path()).unwrap();
        assert_eq!(index.position().await.unwrap(), Some(at(10)));
        assert_eq!(answers(&index).await, before);
        index.save().await;
    }
}

#[tokio::test]
async fn without_its_file_or_with_a_damaged_one_the_shelf_is_filled_from_the_cards() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shelf");
    let before = {
        let index = EmbeddedIndex::open(folder.path()).unwrap();
        street::fill(&index).await;
        index.save().await;
        answers(&index).await
    };
    let whole = std::fs::read(&file).unwrap();
    let mut bitten = whole.clone();
    bitten[whole.len() / 2] ^= 4;
    for damaged in [None, Some(&whole[..whole.len() / 2]), Some(&bitten), Some(&[][..])] {
        match damaged {
            Some(bytes) => std::fs::write(&file, bytes).unwrap(),
            None => std::fs::remove_file(&file).unwrap(),
        }
        let index = EmbeddedIndex::open(folder.path()).unwrap();
        assert_eq!(answers(&index).await, before);
    }
}

/// A file from before a rebuild, and one that knows more commits than the index beside it.
#[tokio::test]
async fn a_file_of_another_time_does_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shelf");
    let head = IndexPosition { generation: 2, seq: 3 };
    let (first, before) = {
        let index = EmbeddedIndex::open(folder.path()).unwrap();
        street::fill(&index).await;
        index.save().await;
        let first = std::fs::read(&file).unwrap();
        index.clear(head).await.unwrap();
        let some = ["noor", "vogel", "tram"].map(changed).into();
        index.apply(some, IndexPosition { seq: -1, ..head }).await.unwrap();
        index.apply(Vec::new(), head).await.unwrap();
        (first, answers(&index).await)
    };
    std::fs::write(&file, first).unwrap();
    let index = EmbeddedIndex::open(folder.path()).unwrap();
    assert_eq!(answers(&index).await, before);
    index.save().await;
    drop(index);

    let other = tempfile::tempdir().unwrap();
    let before = {
        let index = EmbeddedIndex::open(other.path()).unwrap();
        street::fill(&index).await;
        answers(&index).await
    };
    std::fs::copy(&file, other.path().join("shelf")).unwrap();
    let index = EmbeddedIndex::open(other.path()).unwrap();
    assert_eq!(answers(&index).await, before);
}

#[tokio::test]
async fn opened_again_it_answers_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let before = {
        let index = EmbeddedIndex::open(folder.path()).unwrap();
        street::fill(&index).await;
        // A change on top, so that a row was given twice.
        let noor = street::street().into_iter().find(|l| l.slug == "noor").unwrap();
        index.apply(vec![IndexChange::Put(Box::new(noor))], POSITION).await.unwrap();
        answers(&index).await
    };
    let index = EmbeddedIndex::open(folder.path()).unwrap();
    assert_eq!(index.position().await.unwrap(), Some(POSITION));
    assert_eq!(answers(&index).await, before);
}

#[tokio::test]
async fn posts_are_there_when_it_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let wish = |q: &mut PostQuery| {
        q.eyes = board::known();
        q.near = near(0.0, 0.0, None);
    };
    let before = {
        let index = EmbeddedIndex::open(folder.path()).unwrap();
        street::fill(&index).await;
        board::fill(&index).await;
        let soup = board::board().remove(3);
        index.apply(board::puts(&[soup]), at(8)).await.unwrap();
        index.apply(vec![IndexChange::RemovePost(board::post_id(5))], at(9)).await.unwrap();
        let new = board::post(50, "nieuw", "Nieuwe soep", (50, Topic::Cooked));
        index.apply(board::puts(&[new]), at(10)).await.unwrap();
        [board::ask(&index, wish).await.answer, board::say(&index, "soep").await.answer]
    };
    for _ in 0..2 {
        let index = EmbeddedIndex::open(folder.path()).unwrap();
        assert_eq!(index.position().await.unwrap(), Some(at(10)));
        let after =
            [board::ask(&index, wish).await.answer, board::say(&index, "soep").await.answer];
        assert_eq!(after, before);
        say(&index, "spaak").await.must_have(&["spaak"]);
    }
}

/// One from before there were posts, and one whose posts were lost: both are built again.
#[tokio::test]
async fn listings_without_their_posts_are_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let posts = folder.path().join("posts");
    {
        let index = EmbeddedIndex::open(folder.path()).unwrap();
        street::fill(&index).await;
        board::fill(&index).await;
    }
    let tear = || {
        for entry in std::fs::read_dir(&posts).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "store" || e == "json") {
                std::fs::write(path, "this is no index").unwrap();
            }
        }
    };
    let lose = || std::fs::remove_dir_all(&posts).unwrap();
    let harms: [&dyn Fn(); 2] = [&lose, &tear];
    for harm in harms {
        harm();
        let index = EmbeddedIndex::open(folder.path()).unwrap();
        assert_eq!(index.position().await.unwrap(), None);
        street::fill(&index).await;
        board::fill(&index).await;
        board::say(&index, "linzensoep").await.only(&["soep"]);
        say(&index, "spaak").await.must_have(&["spaak"]);
    }
}

/// Nobody's words, names or doors lie in the files beyond what is indexed of them.
#[tokio::test]
async fn files_of_posts_hold_the_cell_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let index = EmbeddedIndex::open(folder.path()).unwrap();
    let mut post = board::board().remove(6);
    post.slug = "kom-langs-bij-anneke".to_owned();
    post.content.event.as_mut().unwrap().venue = Some("Geheimstraat901".to_owned());
    post.by = Some(board::member(0xbeef));
    index.apply(board::puts(&[post.clone()]), POSITION).await.unwrap();
    drop(index);
    let by = post.by.unwrap().to_string();
    for entry in std::fs::read_dir(folder.path().join("posts")).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for secret in ["kom-langs-bij-anneke", "Geheimstraat901", by.as_str()] {
            let said = bytes.windows(secret.len()).any(|it| it == secret.as_bytes());
            assert!(!said, "{secret} lies in a file");
        }
    }
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
