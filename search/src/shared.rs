//! Following with an index that several nodes share: whoever holds the lease does it, and the
//! others look now and then whether it has become free.

use std::time::Duration;

use chrono::TimeDelta;
use koop_domain::ctx::Ctx;
use koop_domain::error::chain;
use koop_domain::{Domain, leases};
use tokio::time::{Instant, sleep, timeout};
use uuid::Uuid;

use crate::follower::{self, FollowError, POLL_INTERVAL, RETRY_INTERVAL};

/// How long a lease holds: a node that died is replaced after at most this and [`RENEWAL`].
const LEASE: TimeDelta = TimeDelta::seconds(30);
/// How often it is renewed, or asked for.
pub const RENEWAL: Duration = Duration::from_secs(10);
/// How long a node rests at most after it failed.
const RETRY_MOST: Duration = Duration::from_secs(60);
/// How long giving it back may take, when the node stops.
const GIVING_BACK: Duration = Duration::from_secs(1);

/// A node that would follow.
pub struct Follower<C> {
    /// The database, and the shared index.
    pub domain: Domain,
    /// The lease's name, the same for all nodes with this index.
    pub name: String,
    /// Which node this is.
    pub holder: Uuid,
    /// A context of now.
    pub make_ctx: C,
}

impl<C: Fn() -> Ctx + Send + Sync> Follower<C> {
    /// Follows, or waits for its turn, until `shutdown`. `answers` is told when the shared index
    /// has something to answer from, whoever put it there.
    pub async fn run(
        &self,
        answers: impl Fn() + Send + Sync,
        shutdown: impl Future<Output = ()> + Send,
    ) {
        tokio::select! {
            () = self.follow(answers) => {}
            () = shutdown => {}
        }
        let back = leases::give_back(&self.domain, &self.name, self.holder);
        // Otherwise it runs out.
        let _given = timeout(GIVING_BACK, back).await;
    }

    async fn follow(&self, answers: impl Fn() + Send + Sync) {
        let mut renewed = None;
        let mut retry = RETRY_INTERVAL;
        loop {
            let rest = match self.turn(&mut renewed, &answers).await {
                Ok(rest) => {
                    retry = RETRY_INTERVAL;
                    rest
                }
                Err(error) => {
                    // Once: a server that is away may be away for hours.
                    if retry == RETRY_INTERVAL {
                        let why = chain(&error);
                        tracing::warn!(why, "the shared search index cannot be kept up to date");
                    }
                    // A rebuild that fails each time is not begun again at once.
                    let longer = (retry * 2).min(RETRY_MOST);
                    std::mem::replace(&mut retry, longer)
                }
            };
            sleep(rest).await;
        }
    }

    /// Catches up if it is this node's turn; answers how long to rest.
    async fn turn(
        &self,
        renewed: &mut Option<Instant>,
        answers: &(impl Fn() + Send + Sync),
    ) -> Result<Duration, FollowError> {
        if self.domain.index.position().await?.is_some() {
            answers();
        }
        if renewed.is_none_or(|at| at.elapsed() >= RENEWAL) {
            *renewed = None;
            if !self.take().await? {
                return Ok(RENEWAL);
            }
            *renewed = Some(Instant::now());
        }
        let ctx = (self.make_ctx)();
        tokio::select! {
            caught_up = follower::catch_up(&ctx, &self.domain) => caught_up?,
            lost = self.keep() => {
                *renewed = None;
                lost?;
                return Ok(RENEWAL);
            }
        }
        answers();
        Ok(POLL_INTERVAL)
    }

    /// Renews the lease while a long catching-up goes on, until it is lost.
    async fn keep(&self) -> Result<(), FollowError> {
        loop {
            sleep(RENEWAL).await;
            if !self.take().await? {
                return Ok(());
            }
        }
    }

    async fn take(&self) -> Result<bool, FollowError> {
        let ctx = (self.make_ctx)();
        Ok(leases::take(&ctx, &self.domain, &self.name, self.holder, LEASE).await?)
    }
}
