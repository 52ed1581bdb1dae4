//! Keeps the index true while the server runs.

use std::time::Duration;

use koop_domain::Domain;
use koop_domain::ctx::{Actor, Ctx};
use koop_search::follower::{self, FollowError};
use tokio::sync::watch;

use crate::app::Parts;
use crate::logs::chain;

/// How often the log of changes is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How long to wait after a failure.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// Follows the log of changes until told to stop. A failure is logged and tried again: the
/// position stays where it was, so nothing is lost.
pub(crate) async fn follow(parts: Parts, mut stop: watch::Receiver<bool>) {
    tokio::select! {
        () = keep_following(&parts) => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
}

async fn keep_following(parts: &Parts) {
    let mut ready = false;
    loop {
        let step = if ready { look(parts).await } else { parts.catch_up().await };
        let pause = match step {
            Ok(()) => {
                ready = true;
                LOOK_EVERY
            }
            Err(error) => {
                tracing::error!(error = chain(&error), "the search index is falling behind");
                RETRY_AFTER
            }
        };
        tokio::time::sleep(pause).await;
    }
}

async fn look(parts: &Parts) -> Result<(), FollowError> {
    while follower::step(&housekeeping(parts), &parts.domain).await? {}
    Ok(())
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
        let domain: &Domain = &self.domain;
        follower::catch_up(&housekeeping(self), domain).await?;
        self.readiness.caught_up();
        Ok(())
    }
}
