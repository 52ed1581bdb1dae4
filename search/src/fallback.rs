//! A shared engine with the node's own behind it: when the server is gone, slow or failing, the
//! own index answers and says so.
//!
//! One failure opens the circuit: for some seconds nobody waits for a server that is not there.
//! Then a single question tries again, and its answer closes the circuit. Both engines are
//! followed apart, so nothing is lost meanwhile. Cursors are the same with both, so a list that
//! was begun with one goes on with the other.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use koop_domain::error::chain;
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::{IndexChange, IndexError, IndexPosition, SearchIndex};
use koop_domain::posts::search::{PostAnswer, PostQuery};
use tokio::time::{Instant, timeout};

/// How long the shared engine may take for an answer, before a visitor notices.
pub const ANSWER_WITHIN: Duration = Duration::from_millis(1_500);
/// How long it is left alone after it failed.
pub const LEFT_ALONE: Duration = Duration::from_secs(5);

/// How long we wait for the shared engine, and how long we do not.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// See [`ANSWER_WITHIN`].
    pub answer_within: Duration,
    /// See [`LEFT_ALONE`].
    pub left_alone: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { answer_within: ANSWER_WITHIN, left_alone: LEFT_ALONE }
    }
}

/// A shared engine, and the node's own behind it.
pub struct FallbackIndex {
    shared: Arc<dyn SearchIndex>,
    own: Arc<dyn SearchIndex>,
    patience: Patience,
    circuit: Circuit,
}

impl FallbackIndex {
    /// Answers from `shared` while that answers in time, else from `own`.
    #[must_use]
    pub fn new(
        shared: Arc<dyn SearchIndex>,
        own: Arc<dyn SearchIndex>,
        patience: Patience,
    ) -> Self {
        Self { shared, own, patience, circuit: Circuit::default() }
    }

    /// What the shared engine answers, if it does in time; otherwise the circuit is open.
    async fn shared<T>(
        &self,
        asking: impl Future<Output = Result<T, IndexError>> + Send,
    ) -> Option<T> {
        let Patience { answer_within, left_alone } = self.patience;
        if !self.circuit.lets_try(Instant::now(), left_alone) {
            return None;
        }
        match timeout(answer_within, asking).await {
            Ok(Ok(answer)) => {
                self.circuit.close();
                Some(answer)
            }
            Ok(Err(error)) => {
                self.circuit.open(Instant::now() + left_alone, &chain(&error));
                None
            }
            Err(_) => {
                self.circuit.open(Instant::now() + left_alone, "it does not answer in time");
                None
            }
        }
    }
}

#[async_trait]
impl SearchIndex for FallbackIndex {
    async fn search(&self, query: &ListingQuery) -> Result<Answer, IndexError> {
        if let Some(answer) = self.shared(self.shared.search(query)).await {
            return Ok(answer);
        }
        Ok(Answer { degraded: true, ..self.own.search(query).await? })
    }

    async fn search_posts(&self, query: &PostQuery) -> Result<PostAnswer, IndexError> {
        if let Some(answer) = self.shared(self.shared.search_posts(query)).await {
            return Ok(answer);
        }
        Ok(PostAnswer { degraded: true, ..self.own.search_posts(query).await? })
    }

    async fn suggest(&self, query: &SuggestQuery) -> Result<Vec<Suggestion>, IndexError> {
        match self.shared(self.shared.suggest(query)).await {
            Some(suggestions) => Ok(suggestions),
            None => self.own.suggest(query).await,
        }
    }

    /// Into the node's own index: the shared one is followed by whichever node holds the lease.
    async fn apply(
        &self,
        changes: Vec<IndexChange>,
        position: IndexPosition,
    ) -> Result<(), IndexError> {
        self.own.apply(changes, position).await
    }

    async fn clear(&self, position: IndexPosition) -> Result<(), IndexError> {
        self.own.clear(position).await
    }

    async fn position(&self) -> Result<Option<IndexPosition>, IndexError> {
        self.own.position().await
    }

    async fn close(&self) {
        self.own.close().await;
        self.shared.close().await;
    }
}

/// Whether the shared engine is asked.
#[derive(Default)]
struct Circuit(Mutex<Option<Instant>>);

impl Circuit {
    /// Whether to ask it: always while it is well; else one question each time it has been left
    /// alone for long enough. A question that is given up leaves the next try to a later one.
    fn lets_try(&self, now: Instant, left_alone: Duration) -> bool {
        let mut until = self.until();
        match *until {
            None => true,
            Some(end) if now < end => false,
            Some(_) => {
                *until = Some(now + left_alone);
                true
            }
        }
    }

    fn close(&self) {
        if self.until().take().is_some() {
            tracing::info!("the shared search engine answers again");
        }
    }

    fn open(&self, until: Instant, why: &str) {
        let was = self.until().replace(until);
        if was.is_none() {
            tracing::warn!(why, "the shared search engine fails: this node's own index answers");
        }
    }

    fn until(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_question_tries_and_the_others_do_not_wait() {
        let (circuit, now) = (Circuit::default(), Instant::now());
        let asks = |after: Duration| circuit.lets_try(now + after, LEFT_ALONE);
        assert!(asks(Duration::ZERO) && asks(Duration::ZERO), "well, it is asked by everybody");
        circuit.open(now + LEFT_ALONE, "gone");
        let just_before = LEFT_ALONE.saturating_sub(Duration::from_millis(1));
        assert!(!asks(just_before));
        assert!(asks(LEFT_ALONE), "one tries");
        assert!(!asks(LEFT_ALONE), "the next does not");
        // Whoever tried gave up and said nothing: the next try is not lost with it.
        assert!(!asks(LEFT_ALONE + just_before));
        assert!(asks(2 * LEFT_ALONE));
        circuit.close();
        assert!(asks(2 * LEFT_ALONE) && asks(2 * LEFT_ALONE));
    }
}
