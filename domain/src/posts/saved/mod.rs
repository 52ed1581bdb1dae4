//! Questions to the board that members keep: whoever finds nothing today is told once there is
//! something. What somebody keeps is theirs alone, nobody acts for them in it, and of where they
//! asked from only the middle of a cell stays.

pub mod error;
mod eyes;
mod looking;
pub mod model;
mod store;

use self::error::{SavedError, invalid};
pub use self::looking::look;
use self::model::{
    Question, SAVED_MAX, SAVED_NAME_MAX, SAVED_NEAR_MAX_M, SavedSearch, Scope, Unlooked,
};
pub(crate) use self::store::looked_at_alerts;
use super::search::PostQuery;
use super::{placing, question, reading};
use crate::areas::atlas::Atlas;
use crate::ctx::{Actor, Ctx};
use crate::db::WriteTx;
use crate::error::Problem;
use crate::id::{MemberId, SavedSearchId};
use crate::members::attempts::{DAY, Limit};
use crate::policy::{self, Action};
use crate::text::without_nul;
use crate::{Domain, areas};

/// How often somebody keeps a question or changes one.
const KEPT: Limit = Limit { name: "saved-searches", tries: 200, minutes: DAY };

/// Keeps a question to the board. The same question is kept once: the one that is there comes back,
/// under the name that it has, and false beside it. The page, the order and who asks play no part.
///
/// # Errors
/// [`SavedError::SignedOut`], [`SavedError::Denied`], [`SavedError::Invalid`] with the field, also
/// for a box on the map and for a stretch of time, which pass; [`SavedError::Full`],
/// [`SavedError::NoPlace`], [`SavedError::TooMany`].
pub async fn save(
    ctx: &Ctx,
    domain: &Domain,
    name: &str,
    query: PostQuery,
) -> Result<(SavedSearch, bool), SavedError> {
    let me = me(ctx)?;
    let name = tidy_name(name)?;
    let atlas = areas::atlas(ctx, domain).await?;
    let question = asked(&atlas, query)?;
    let print = question.print();
    let tx = domain.db.write().await?;
    KEPT.take(&tx, ctx, &me.to_string()).await?;
    if let Some(there) = store::by_print(&tx, me, &print).await? {
        return Ok((there, false));
    }
    if store::count(&tx, me).await? >= SAVED_MAX {
        return Err(SavedError::Full);
    }
    let is_anywhere = question.scope() == Scope::Own;
    if is_anywhere && reading::eyes_in(ctx, tx.conn()).await?.communities.is_empty() {
        return Err(SavedError::NoPlace);
    }
    let saved = SavedSearch {
        id: SavedSearchId(ctx.ids.next()),
        member: me,
        name,
        question,
        created_at: ctx.now,
        since: ctx.now,
        paused_at: None,
        unlooked: Unlooked::default(),
        told_at: None,
    };
    store::insert(&tx, &saved, &print).await?;
    tx.commit().await?;
    Ok((saved, true))
}

/// The questions that I keep, the latest first.
///
/// # Errors
/// [`SavedError::SignedOut`], [`SavedError::Denied`].
pub async fn mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<SavedSearch>, SavedError> {
    let me = me(ctx)?;
    Ok(store::of_member(domain.db.reader(), me).await?)
}

/// Calls a question of mine something else.
///
/// # Errors
/// [`SavedError::NotFound`] for one that is not mine, [`SavedError::Invalid`] for `name`,
/// [`SavedError::SignedOut`], [`SavedError::Denied`], [`SavedError::TooMany`].
pub async fn rename(
    ctx: &Ctx,
    domain: &Domain,
    id: SavedSearchId,
    name: &str,
) -> Result<SavedSearch, SavedError> {
    let name = tidy_name(name)?;
    change(ctx, domain, id, |it| it.name = name).await
}

/// Has a question of mine rest, or go on: of what came while it rested nothing is told.
///
/// # Errors
/// As [`rename`], but for `name`.
pub async fn pause(
    ctx: &Ctx,
    domain: &Domain,
    id: SavedSearchId,
    paused: bool,
) -> Result<SavedSearch, SavedError> {
    change(ctx, domain, id, |it| match (paused, it.paused_at) {
        (true, None) => it.paused_at = Some(ctx.now),
        (false, Some(_)) => {
            (it.paused_at, it.since, it.unlooked) = (None, ctx.now, it.unlooked.looked());
        }
        // It is so already.
        (true, Some(_)) | (false, None) => {}
    })
    .await
}

/// I look at a question of mine: it is told of again, where it had fallen silent.
///
/// # Errors
/// [`SavedError::NotFound`] for one that is not mine, [`SavedError::SignedOut`],
/// [`SavedError::Denied`].
pub async fn look_at(
    ctx: &Ctx,
    domain: &Domain,
    id: SavedSearchId,
) -> Result<SavedSearch, SavedError> {
    let me = me(ctx)?;
    let found = store::by_id(domain.db.reader(), me, id).await?.ok_or(SavedError::NotFound)?;
    if found.unlooked == found.unlooked.looked() {
        return Ok(found);
    }
    let tx = domain.db.write().await?;
    let mut saved = store::lock(&tx, me, id).await?.ok_or(SavedError::NotFound)?;
    saved.unlooked = saved.unlooked.looked();
    store::update(&tx, &saved).await?;
    tx.commit().await?;
    Ok(saved)
}

/// Keeps a question of mine no longer.
///
/// # Errors
/// [`SavedError::NotFound`] for one that is not mine, [`SavedError::SignedOut`],
/// [`SavedError::Denied`], [`SavedError::TooMany`].
pub async fn forget(ctx: &Ctx, domain: &Domain, id: SavedSearchId) -> Result<(), SavedError> {
    let me = me(ctx)?;
    let tx = domain.db.write().await?;
    KEPT.take(&tx, ctx, &me.to_string()).await?;
    if !store::delete(&tx, me, id).await? {
        return Err(SavedError::NotFound);
    }
    Ok(tx.commit().await?)
}

/// Changes a question of mine.
async fn change(
    ctx: &Ctx,
    domain: &Domain,
    id: SavedSearchId,
    how: impl FnOnce(&mut SavedSearch),
) -> Result<SavedSearch, SavedError> {
    let me = me(ctx)?;
    let tx = domain.db.write().await?;
    KEPT.take(&tx, ctx, &me.to_string()).await?;
    let mut saved = held(&tx, me, id).await?;
    how(&mut saved);
    store::update(&tx, &saved).await?;
    tx.commit().await?;
    Ok(saved)
}

/// A question of somebody's, held until the transaction ends.
async fn held(tx: &WriteTx, me: MemberId, id: SavedSearchId) -> Result<SavedSearch, SavedError> {
    store::lock(tx, me, id).await?.ok_or(SavedError::NotFound)
}

/// What is asked, as far as it is kept.
fn asked(atlas: &Atlas, query: PostQuery) -> Result<Question, SavedError> {
    let query = question::tidy(PostQuery { after: None, ..query })?;
    if query.filter.bounds.is_some() {
        return Err(invalid("filter.bounds", Problem::Unknown));
    }
    if query.filter.between.is_some() {
        return Err(invalid("filter.between", Problem::Unknown));
    }
    let mut question = Question::from(query);
    if let Some(near) = &mut question.near {
        if near.within_m > SAVED_NEAR_MAX_M {
            return Err(invalid("near", Problem::OutOfRange));
        }
        near.point = placing::around(atlas, near.point).point;
    }
    Ok(question)
}

/// A name on one line.
fn tidy_name(name: &str) -> Result<String, SavedError> {
    let name = without_nul(name).split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(invalid("name", Problem::Empty)),
        count if count > SAVED_NAME_MAX => Err(invalid("name", Problem::TooLong)),
        _ => Ok(name),
    }
}

/// The member who asks, for themselves.
fn me(ctx: &Ctx) -> Result<MemberId, SavedError> {
    let Actor::Member(me) = ctx.actor else { return Err(SavedError::SignedOut) };
    policy::check(ctx, Action::KeepAccount)?;
    Ok(me.member)
}
