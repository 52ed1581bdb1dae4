//! Mail: what members are written, taken from the jobs in the database and sent, by any node and
//! beside the requests. A mail that cannot be sent is tried again, for the job stays.
//!
//! Neither an address nor a code is ever logged: what a server says may hold both, so of that
//! only the number is told.

mod post;
mod write;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::{StreamExt, TryStreamExt, stream};
use koop_domain::error::chain;
use koop_domain::jobs::{self, Job, JobError};
use tokio::sync::{Notify, watch};
use tokio::time::timeout;

use crate::app::Parts;
use crate::connections::told;
use crate::follow::housekeeping;

pub use self::post::{Post, PostError};

/// How often is looked for mail that another node left, or that is due again.
const INTERVAL: Duration = Duration::from_secs(5);
/// How many are sent at once.
const AT_ONCE_MAX: usize = 4;
/// How long one may take. With so many at once, all that are taken together are sent or put back
/// before another node may take them.
const MAIL_MAX: Duration = Duration::from_secs(30);

/// What wakes the worker, so that a mail goes at once.
#[derive(Clone, Debug, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// There may be a mail to send.
    pub(crate) fn ring(&self) {
        self.0.notify_one();
    }
}

/// Rings after every form that was sent.
pub(crate) async fn ring_after(State(bell): State<Bell>, request: Request, next: Next) -> Response {
    let wrote = request.method() == Method::POST;
    let response = next.run(request).await;
    if wrote {
        bell.ring();
    }
    response
}

/// Sends what is due until told to stop. A mail under way then stays a job, and is sent again.
pub(crate) async fn work(parts: Parts, mut stop: watch::Receiver<bool>) {
    tokio::select! {
        () = send_for_ever(&parts) => {}
        () = told(&mut stop) => {}
    }
}

async fn send_for_ever(parts: &Parts) {
    let mut is_well = true;
    loop {
        match parts.send_mails().await {
            Ok(sent) => {
                is_well = true;
                // Perhaps there are more than are taken at once.
                if sent > 0 {
                    continue;
                }
            }
            // Once: a database that is away may be away for hours.
            Err(error) if std::mem::take(&mut is_well) => {
                tracing::warn!(why = chain(&error), "mail cannot be looked for");
            }
            Err(_) => {}
        }
        // Nobody rang for so long: look all the same.
        let _late = timeout(INTERVAL, parts.bell.0.notified()).await;
    }
}

impl Parts {
    /// Sends the mails that are due, a few at once; answers how many there were, with those that
    /// could not be sent.
    ///
    /// # Errors
    /// [`JobError`]; what was not told done is sent again.
    pub async fn send_mails(&self) -> Result<usize, JobError> {
        let taken = jobs::take(&housekeeping(self), &self.domain).await?;
        let count = taken.len();
        let send = |job: Job| async move { self.send_mail(&job).await };
        let mut sent = stream::iter(taken).map(send).buffered(AT_ONCE_MAX);
        while sent.try_next().await?.is_some() {}
        Ok(count)
    }

    async fn send_mail(&self, job: &Job) -> Result<(), JobError> {
        let ctx = housekeeping(self);
        let sent = timeout(MAIL_MAX, self.post.send(&ctx, job, &self.base_url)).await;
        let ctx = housekeeping(self);
        match sent.unwrap_or(Err(PostError::Slow)) {
            Ok(()) => jobs::done(&ctx, &self.domain, job.id).await,
            Err(error) => {
                let given_up = jobs::failed(&ctx, &self.domain, job).await?;
                let (id, why, tries) = (job.id.simple(), error.to_string(), job.tries);
                tracing::warn!(%id, why, tries, given_up, "a mail was not sent");
                Ok(())
            }
        }
    }
}
