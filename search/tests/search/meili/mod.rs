//! The Meilisearch engine: on a live server where one is named, else over recorded exchanges.

mod exchange;
mod failing;
mod imitated_filter;
mod imitation;
mod narrow;
mod server;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::{Clock, IndexChange, IndexError, IndexPosition, SearchIndex};
use koop_domain::posts::search::{PostAnswer, PostQuery};
use koop_search::meili::{CANDIDATES_MAX, MeiliIndex};

use self::exchange::{Exchange, file};
pub(crate) use self::imitation::Imitated;
use self::server::{Manner, Server};
use crate::street::{self, now};

/// The moment of the street.
pub(crate) struct Still;

impl Clock for Still {
    fn now(&self) -> DateTime<Utc> {
        now()
    }
}

/// The server that `KOOP_TEST_MEILI_URL` names, with an index of a test's own; none without it.
pub(crate) fn live(test: &str) -> Option<MeiliIndex> {
    let Some((url, key)) = server() else {
        println!("skipped on Meilisearch: KOOP_TEST_MEILI_URL is not set");
        return None;
    };
    Some(index(test, &url, key.as_deref()))
}

/// Meilisearch as it was recorded. With a live server and `KOOP_TEST_MEILI_RECORD` set it is
/// recorded anew.
pub(crate) struct Recorded {
    index: MeiliIndex,
    server: Server,
    claim: String,
}

impl Recorded {
    pub(crate) async fn of(claim: &str) -> Self {
        Self::reading_at_most(CANDIDATES_MAX, claim).await
    }

    /// Reads only so many listings for an answer.
    async fn reading_at_most(candidates: usize, claim: &str) -> Self {
        let manner = match recorder() {
            Some((url, key)) => Manner::Records { url, key, taken: Vec::new() },
            None => replays(claim),
        };
        let server = Server::start(manner).await;
        let index = index(&recorded_name(claim), &server.url, None).reading_at_most(candidates);
        Self { index, server, claim: claim.to_owned() }
    }
}

impl Drop for Recorded {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.server.check(&self.claim);
        }
    }
}

/// Where a claim is recorded, beside the recorder; none while it is only replayed.
fn recording_of(claim: &str) -> Option<MeiliIndex> {
    let (url, key) = recorder()?;
    Some(index(&recorded_name(claim), &url, key.as_deref()))
}

fn recorded_name(claim: &str) -> String {
    format!("recorded_{claim}")
}

/// The server to record, where recordings are wanted.
fn recorder() -> Option<(String, Option<String>)> {
    setting("KOOP_TEST_MEILI_RECORD").and_then(|_| server())
}

/// A recording that begins when the street is in.
async fn of_street(name: &str, candidates: usize) -> Recorded {
    if let Some(index) = recording_of(name) {
        index.clear(street::POSITION).await.unwrap();
        street::fill(&index).await;
    }
    Recorded::reading_at_most(candidates, name).await
}

/// A server that replays a claim's recording.
pub(crate) fn replays(claim: &str) -> Manner {
    let lines = std::fs::read_to_string(file(claim)).unwrap_or_else(|_| panic!("no {claim}"));
    let read = |line: &str| serde_json::from_str::<Exchange>(line).unwrap();
    let all = Arc::new(lines.lines().map(read).collect());
    Manner::Replays { uid: "koop_listings".to_owned(), next: 0, all, wrong: None }
}

fn index(test: &str, url: &str, key: Option<&str>) -> MeiliIndex {
    MeiliIndex::named(&format!("test_{test}_"), url, key, Arc::new(Still)).unwrap()
}

fn server() -> Option<(String, Option<String>)> {
    Some((setting("KOOP_TEST_MEILI_URL")?, setting("KOOP_TEST_MEILI_KEY")))
}

#[expect(clippy::disallowed_methods, reason = "where the tests find a server")]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[async_trait]
impl SearchIndex for Recorded {
    async fn search(&self, query: &ListingQuery) -> Result<Answer, IndexError> {
        self.index.search(query).await
    }
    async fn search_posts(&self, query: &PostQuery) -> Result<PostAnswer, IndexError> {
        self.index.search_posts(query).await
    }
    async fn suggest(&self, query: &SuggestQuery) -> Result<Vec<Suggestion>, IndexError> {
        self.index.suggest(query).await
    }
    async fn apply(&self, all: Vec<IndexChange>, to: IndexPosition) -> Result<(), IndexError> {
        self.index.apply(all, to).await
    }
    async fn clear(&self, position: IndexPosition) -> Result<(), IndexError> {
        self.index.clear(position).await
    }
    async fn position(&self) -> Result<Option<IndexPosition>, IndexError> {
        self.index.position().await
    }
}
