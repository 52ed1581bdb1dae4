//! The posts of the invented neighbours, who go with the rest of the demo.

use chrono::{DateTime, Utc};

use super::error::PostError;
use super::store;
use crate::audit::model::{Act, Note};
use crate::ctx::Ctx;
use crate::policy::{self, Action};
use crate::{Domain, audit, changes};

/// How many posts go in one transaction.
const CHUNK: u64 = 200;

/// When the newest invented post was put up; none: there is none.
///
/// # Errors
/// [`PostError::Denied`].
pub async fn demo_since(ctx: &Ctx, domain: &Domain) -> Result<Option<DateTime<Utc>>, PostError> {
    policy::check(ctx, Action::KeepDemo)?;
    Ok(store::demo_since(domain.db.reader()).await?)
}

/// Marks all posts of the invented neighbours as invented. Answers how many it marked.
///
/// # Errors
/// [`PostError::Denied`].
pub async fn mark_demo(ctx: &Ctx, domain: &Domain) -> Result<u64, PostError> {
    policy::check(ctx, Action::KeepDemo)?;
    let tx = domain.db.write().await?;
    let marked = store::mark_demo(&tx).await?;
    changes::append_posts(&tx, ctx, &marked).await?;
    audit::note(&tx, ctx, Note::new(Act::DemoSeeded).with("posts", marked.len() as u64)).await?;
    tx.commit().await?;
    Ok(marked.len() as u64)
}

/// Takes the invented posts away, with everything that came of them. Answers how many posts.
///
/// # Errors
/// [`PostError::Denied`].
pub async fn remove_demo(ctx: &Ctx, domain: &Domain) -> Result<u64, PostError> {
    policy::check(ctx, Action::KeepDemo)?;
    let mut gone = 0;
    loop {
        let tx = domain.db.write().await?;
        let some = store::delete_demo(&tx, CHUNK).await?;
        changes::append_posts(&tx, ctx, &some).await?;
        gone += some.len() as u64;
        if some.is_empty() {
            audit::note(&tx, ctx, Note::new(Act::DemoRemoved).with("posts", gone)).await?;
        }
        tx.commit().await?;
        if some.is_empty() {
            return Ok(gone);
        }
    }
}
