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
use tokio::time::{Instant, timeout};

/// How long the shared engine may take for an answer.
pub const ANSWER_WITHIN: Duration = Duration::from_millis(1_500);
/// How long it is left alone after it failed.
pub const LEFT_ALONE: Duration = Duration::from_secs(5);

/// A shared engine, and the node's own behind it.
pub struct FallbackIndex {
    shared: Arc<dyn SearchIndex>,
    own: Arc<dyn SearchIndex>,
    circuit: Circuit,
}

impl FallbackIndex {
    /// Answers from `shared` while that answers in time, else from `own`.
    #[must_use]
    pub fn new(shared: Arc<dyn SearchIndex>, own: Arc<dyn SearchIndex>) -> Self {
        Self { shared, own, circuit: Circuit::default() }
    }

    /// What the shared engine answers, if it does in time; otherwise the circuit is open.
    async fn shared<T>(
        &self,
        asking: impl Future<Output = Result<T, IndexError>> + Send,
    ) -> Option<T> {
        if !self.circuit.lets_try() {
            return None;
        }
        match timeout(ANSWER_WITHIN, asking).await {
            Ok(Ok(answer)) => {
                self.circuit.close();
                Some(answer)
            }
            Ok(Err(error)) => {
                self.circuit.open(&chain(&error));
                None
            }
            Err(_) => {
                self.circuit.open("it does not answer in time");
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
}

/// Whether the shared engine is asked.
#[derive(Default)]
struct Circuit(Mutex<Option<Instant>>);

impl Circuit {
    /// Whether to ask it: always while it is well; else one question each time it has been left
    /// alone for long enough. A question that is given up leaves the next try to a later one.
    fn lets_try(&self) -> bool {
        let mut until = self.until();
        match *until {
            None => true,
            Some(end) if Instant::now() < end => false,
            Some(_) => {
                *until = Some(Instant::now() + LEFT_ALONE);
                true
            }
        }
    }

    fn close(&self) {
        if self.until().take().is_some() {
            tracing::info!("the shared search engine answers again");
        }
    }

    fn open(&self, why: &str) {
        let was = self.until().replace(Instant::now() + LEFT_ALONE);
        if was.is_none() {
            tracing::warn!(why, "the shared search engine fails: this node's own index answers");
        }
    }

    fn until(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
