//! A server that is gone, hangs, fails, and comes back: the node's own index answers meanwhile.

use std::sync::Arc;
use std::time::Duration;

use koop_domain::listings::search::{Answer, ListingQuery};
use koop_domain::ports::{IndexError, SearchIndex};
use koop_search::embedded::EmbeddedIndex;
use koop_search::fallback::{FallbackIndex, Patience};
use koop_search::meili::CANDIDATES_MAX;
use tokio::net::TcpListener;

use super::server::{Manner, Server};
use super::{index, of_street, replays};
use crate::street::{self, now};

/// A recording of one question, "spaak", over the street.
const ONE_QUESTION: &str = "one_question";
/// Longer than any test.
const FOR_EVER: Duration = Duration::from_secs(3_600);
/// Waits for ever, and tries again at once.
const EAGER: Patience = Patience { answer_within: FOR_EVER, left_alone: Duration::ZERO };
/// Waits for ever, and never tries again.
const HURT: Patience = Patience { answer_within: FOR_EVER, left_alone: FOR_EVER };
/// Hardly waits, and never tries again.
const HASTY: Patience = Patience { answer_within: Duration::from_millis(10), ..HURT };

/// A node whose own index holds the street, before a server.
struct Node {
    server: Server,
    pair: FallbackIndex,
}

impl Node {
    async fn before(manner: Manner, patience: Patience) -> Self {
        let server = Server::start(manner).await;
        let pair = pair(&server.url, patience).await;
        Self { server, pair }
    }

    async fn ask(&self) -> Answer {
        self.pair.search(&spaak()).await.unwrap()
    }
}

async fn pair(url: &str, patience: Patience) -> FallbackIndex {
    let own = EmbeddedIndex::in_memory().unwrap();
    street::fill(&own).await;
    FallbackIndex::new(Arc::new(index(ONE_QUESTION, url, None)), Arc::new(own), patience)
}

fn spaak() -> ListingQuery {
    ListingQuery { text: Some("spaak".to_owned()), ..ListingQuery::new(now()) }
}

#[track_caller]
fn answered(answer: &Answer, degraded: bool) {
    assert_eq!(answer.total, 1);
    assert_eq!(answer.degraded, degraded);
}

/// The recording that the others replay.
#[tokio::test]
async fn a_server_that_is_well_answers() {
    let recorded = of_street(ONE_QUESTION, CANDIDATES_MAX).await;
    answered(&recorded.search(&spaak()).await.unwrap(), false);
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let pair = pair(&url, Patience::default()).await;
    answered(&pair.search(&spaak()).await.unwrap(), true);
    assert_eq!(pair.position().await.unwrap(), Some(street::POSITION), "the own index's");
}

#[tokio::test]
async fn a_server_that_comes_back_answers_again() {
    let node = Node::before(Manner::Fails, EAGER).await;
    answered(&node.ask().await, true);
    node.server.turn(replays(ONE_QUESTION));
    answered(&node.ask().await, false);
    node.server.check(ONE_QUESTION);
    node.server.turn(Manner::Fails);
    answered(&node.ask().await, true);
}

#[tokio::test]
async fn a_server_that_failed_is_left_alone() {
    let node = Node::before(Manner::Fails, HURT).await;
    answered(&node.ask().await, true);
    let asked = node.server.asked();
    answered(&node.ask().await, true);
    assert_eq!(node.server.asked(), asked, "nobody asked it again");
}

#[tokio::test]
async fn a_server_that_hangs_is_given_up() {
    let node = Node::before(Manner::Hangs, HASTY).await;
    answered(&node.ask().await, true);
    let asked = node.server.asked();
    assert!(asked <= 1);
    answered(&node.ask().await, true);
    assert_eq!(node.server.asked(), asked, "nobody waits for it again");
}

/// One index answers the first page and the other the second, and no listing comes twice.
#[tokio::test]
async fn a_list_goes_on_with_the_other_engine() {
    let node = Node::before(replays("a_page"), EAGER).await;
    let mut query = page();
    let first = node.pair.search(&query).await.unwrap();
    assert!(!first.degraded);
    node.server.turn(Manner::Fails);
    query.after = first.hits.last().map(|hit| hit.cursor);
    let second = node.pair.search(&query).await.unwrap();
    assert!(second.degraded);
    let whole = ListingQuery { first: 6, after: None, ..query };
    let whole = node.pair.search(&whole).await.unwrap();
    let ids = |answer: &Answer| answer.hits.iter().map(|hit| hit.id).collect::<Vec<_>>();
    assert_eq!([ids(&first), ids(&second)].concat(), ids(&whole));
}

/// The first page of everything by name, to be recorded.
#[tokio::test]
async fn a_page_is_answered() {
    let recorded = of_street("a_page", CANDIDATES_MAX).await;
    let answer = recorded.search(&page()).await.unwrap();
    assert_eq!((answer.hits.len(), answer.more), (3, true));
}

fn page() -> ListingQuery {
    ListingQuery { first: 3, ..ListingQuery::new(now()) }
}

#[tokio::test]
async fn with_neither_there_is_no_answer() {
    let server = Server::start(Manner::Fails).await;
    let own = Arc::new(EmbeddedIndex::in_memory().unwrap());
    let shared = Arc::new(index("neither", &server.url, None));
    let pair = FallbackIndex::new(shared, own, Patience::default());
    assert!(matches!(pair.search(&spaak()).await, Err(IndexError::NotReady)));
}
