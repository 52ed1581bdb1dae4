//! The log of what was done by whoever may do more than others: written in the transaction that
//! does it, never changed, read by those who answer for a community.
//!
//! A line names people by id only. Their names are looked up when it is read, so that who is
//! forgotten is no person there any more.

pub mod error;
pub mod model;
pub(crate) mod store;

use self::error::AuditError;
use self::model::{Act, AuditQuery, Line, Note};
use crate::Domain;
use crate::communities;
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::id::{AuditId, CommunityId};
use crate::page::PAGE_MAX;
use crate::policy::{self, Action};

/// The most lines that are written out as a file at once: some years of a town.
pub const EXPORT_MAX: u64 = 50_000;

/// Writes down what was done, in the transaction that does it.
pub(crate) async fn note(tx: &WriteTx, ctx: &Ctx, note: Note) -> Result<(), DbError> {
    store::insert(tx, AuditId(ctx.ids.next()), ctx, &note).await
}

/// Writes down what somebody did for somebody else, in the transaction that does it; nothing where
/// they did it for themselves.
pub(crate) async fn acted(
    tx: &WriteTx,
    ctx: &Ctx,
    what: &str,
    subject: impl std::fmt::Display,
) -> Result<(), DbError> {
    let Some(under) = ctx.actor.under() else { return Ok(()) };
    note(tx, ctx, Note::new(Act::ActedFor).of(under.community).to(subject).with("what", what)).await
}

/// The lines of a community, or of the whole house where none is named, the latest first.
///
/// # Errors
/// [`AuditError::Denied`].
pub async fn read(
    ctx: &Ctx,
    domain: &Domain,
    of: Option<CommunityId>,
    query: &AuditQuery,
) -> Result<Vec<Line>, AuditError> {
    may_read(ctx, domain, of).await?;
    let first = u64::from(query.first.clamp(1, PAGE_MAX));
    Ok(lines(domain, of, query, first).await?)
}

/// All lines that answer a question, the latest first, at most [`EXPORT_MAX`].
///
/// # Errors
/// [`AuditError::Denied`].
pub async fn export(
    ctx: &Ctx,
    domain: &Domain,
    of: Option<CommunityId>,
    query: &AuditQuery,
) -> Result<Vec<Line>, AuditError> {
    may_read(ctx, domain, of).await?;
    Ok(lines(domain, of, query, EXPORT_MAX).await?)
}

/// What was done by me, for me or to me, the latest first, at most [`EXPORT_MAX`].
///
/// # Errors
/// [`AuditError::Denied`] when nobody is signed in.
pub async fn mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<Line>, AuditError> {
    policy::check(ctx, Action::KeepAccount)?;
    let Actor::Member(me) = ctx.actor else { return Ok(Vec::new()) };
    Ok(store::of_member(domain.db.reader(), me.member, EXPORT_MAX).await?)
}

/// Lines that somebody may read, with the names that are known now.
pub(crate) async fn lines(
    domain: &Domain,
    of: Option<CommunityId>,
    query: &AuditQuery,
    first: u64,
) -> Result<Vec<Line>, DbError> {
    let db = domain.db.reader();
    let mut lines = store::lines(db, of, query, first).await?;
    let names = store::names(db, &lines).await?;
    for line in &mut lines {
        line.actor_name = line.actor.and_then(|id| names.get(&id.to_string()).cloned());
        line.behalf_name = line.behalf.and_then(|id| names.get(&id.to_string()).cloned());
        line.subject_name = line.subject.as_ref().and_then(|id| names.get(id).cloned());
    }
    Ok(lines)
}

async fn may_read(ctx: &Ctx, domain: &Domain, of: Option<CommunityId>) -> Result<(), AuditError> {
    let standing = match of {
        Some(id) => communities::standing_in(ctx, domain.db.reader(), id).await?,
        None => policy::Standing::NONE,
    };
    Ok(policy::check_on(ctx, Action::ReadAudit, standing)?)
}
