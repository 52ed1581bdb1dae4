//! What comes from outside the house: the wall clock, chance, and the absence of an index.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::{Clock, Ids, IndexChange, IndexError, IndexPosition, SearchIndex};
use koop_domain::posts::search::{PostAnswer, PostQuery};
use uuid::Uuid;

/// The machine's clock.
pub(crate) struct WallClock;

impl Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one clock that reads it")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// Ids that sort by the time they were made, and the machine's own chance.
pub(crate) struct TimedIds;

impl Ids for TimedIds {
    #[expect(clippy::disallowed_methods, reason = "this is the one source of ids that draws them")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        // Without chance nobody can be kept out: better nothing is answered at all.
        getrandom::fill(&mut bytes).expect("the machine gives random bytes");
        bytes
    }
}

/// No index at all. Commands only write the database; the running server's index follows it.
pub(crate) struct NoIndex;

#[async_trait]
impl SearchIndex for NoIndex {
    async fn search(&self, _: &ListingQuery) -> Result<Answer, IndexError> {
        Err(IndexError::NotReady)
    }
    async fn search_posts(&self, _: &PostQuery) -> Result<PostAnswer, IndexError> {
        Err(IndexError::NotReady)
    }
    async fn suggest(&self, _: &SuggestQuery) -> Result<Vec<Suggestion>, IndexError> {
        Err(IndexError::NotReady)
    }
    async fn apply(&self, _: Vec<IndexChange>, _: IndexPosition) -> Result<(), IndexError> {
        Err(IndexError::NotReady)
    }
    async fn clear(&self, _: IndexPosition) -> Result<(), IndexError> {
        Err(IndexError::NotReady)
    }
    async fn position(&self) -> Result<Option<IndexPosition>, IndexError> {
        Err(IndexError::NotReady)
    }
}
