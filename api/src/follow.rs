//! Keeps the index true while the server runs.

use std::sync::Arc;

use koop_domain::Domain;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::ports::SearchIndex;
use koop_search::follower::{self, FollowError};
use koop_search::meili::MeiliIndex;
use koop_search::shared;
use tokio::sync::{Notify, watch};

use crate::app::Parts;
use crate::connections::told;

/// Follows the log of changes with the node's own index until told to stop; each time nothing is
/// waiting, we are ready.
pub(crate) async fn follow(
    parts: Parts,
    own: Arc<dyn SearchIndex>,
    mut stop: watch::Receiver<bool>,
) {
    let stopped = async move { told(&mut stop).await };
    let domain = Domain { index: own, ..parts.domain.clone() };
    let make_ctx = || housekeeping(&parts);
    let caught_up = || parts.readiness.caught_up();
    // Nobody wakes it: writers are other processes, and it looks ten times a second.
    let wake = Arc::new(Notify::new());
    follower::follow(domain, make_ctx, caught_up, wake, stopped).await;
}

/// Follows with the index that nodes share, when it is this node's turn. Once it has something
/// to answer from, we are ready, even before our own has.
pub(crate) async fn follow_shared(
    parts: Parts,
    shared: Option<Arc<MeiliIndex>>,
    mut stop: watch::Receiver<bool>,
) {
    let Some(shared) = shared else { return };
    let name = format!("search:{}", shared.uid());
    let domain = Domain { index: shared, ..parts.domain.clone() };
    let make_ctx = || housekeeping(&parts);
    let follower = shared::Follower { domain, name, holder: parts.ids.next(), make_ctx };
    let stopped = async move { told(&mut stop).await };
    follower.run(|| parts.readiness.caught_up(), stopped).await;
}

/// A context of the house's own chores.
pub(crate) fn housekeeping(parts: &Parts) -> Ctx {
    Ctx::new(Actor::Operator, parts.clock.as_ref(), parts.ids.clone())
}

impl Parts {
    /// Brings the index to what the database holds now, after which `/readyz` says so.
    ///
    /// # Errors
    /// [`FollowError`]; trying again goes on where it stopped.
    pub async fn catch_up(&self) -> Result<(), FollowError> {
        follower::catch_up(&housekeeping(self), &self.domain).await?;
        self.readiness.caught_up();
        Ok(())
    }
}
