//! Keeps the index true while the server runs.

use std::sync::Arc;

use koop_domain::ctx::{Actor, Ctx};
use koop_search::follower::{self, FollowError};
use tokio::sync::{Notify, watch};

use crate::app::Parts;
use crate::connections::told;

/// Follows the log of changes until told to stop; each time nothing is waiting, we are ready.
pub(crate) async fn follow(parts: Parts, mut stop: watch::Receiver<bool>) {
    let stopped = async move { told(&mut stop).await };
    let make_ctx = || housekeeping(&parts);
    let caught_up = || parts.readiness.caught_up();
    // Nobody wakes it: writers are other processes, and it looks four times a second.
    let wake = Arc::new(Notify::new());
    follower::follow(parts.domain.clone(), make_ctx, caught_up, wake, stopped).await;
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
